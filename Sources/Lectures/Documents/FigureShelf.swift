import Plotting
import Records
package import Reports
package import Typesetting

/// Draws figures for documents and computes labs, each with the same parameters once only.
package final class FigureShelf: Sendable {
  private let lecture: Lecture
  private let fonts: MathFonts
  private let keep: Subject.Keep
  private let file: @Sendable (String) throws -> any LectureFigure
  private let shelf: Guarded<Shelf>

  private struct Shelf {
    var figures: [String: Illustration] = [:]
    var labs: [String: Lab] = [:]
  }

  /// A shelf that holds some renderings already.
  ///
  /// - Parameters:
  ///   - keep: Where results are kept from run to run.
  ///   - file: The figure of a file beside the document, by a name that ends in `.figure`.
  package init(
    _ lecture: Lecture, fonts: MathFonts, ready: [Rendering] = [],
    keep: @escaping Subject.Keep = { try $2() },
    file: @escaping @Sendable (String) throws -> any LectureFigure = { name in
      throw UsageError.other("no figure '\(printable(name))'; only handouts show files")
    }
  ) throws {
    self.file = file
    self.lecture = lecture
    self.fonts = fonts
    self.keep = keep
    var first = Shelf()
    for rendering in ready {
      first.figures[rendering.figure.key] = rendering.illustration(
        try rendering.words, fonts: fonts)
    }
    shelf = Guarded(first)
  }

  /// A figure with some parameters set, others at their defaults.
  package func figure(
    _ id: String, _ settings: [(name: String, value: String)]
  ) throws -> Illustration {
    var figure = id.hasSuffix(".figure") ? try file(id) : try lecture.figure(named: id)
    for (name, value) in settings { figure = try figure.setting(name, to: value) }
    let key = figure.key
    if let known = shelf.withLock({ $0.figures[key] }) { return known }
    let rendering = Rendering(figure, of: lecture)
    let words = try kept("figure\n" + key, by: keep) { try rendering.words }
    let shown = rendering.illustration(words, fonts: fonts)
    shelf.withLock { $0.figures[key] = shown }
    return shown
  }

  /// A lab of the lecture; nil for an unknown id and for a lab of text alone.
  package func lab(_ id: String) throws -> Lab? {
    if let known = shelf.withLock({ $0.labs[id] }) { return known }
    let made = try lecture.labs.first { $0.id == id }?.make?()
    if let made { shelf.withLock { $0.labs[id] = made } }
    return made
  }

  /// What documents can refer to.
  package var subject: Subject {
    Subject(
      figures: lecture.figures.map {
        Subject.Listing(id: $0.id, alias: $0.alias, title: $0.title)
      },
      numberSets: lecture.labs.filter { $0.make != nil }.map(\.id),
      numbers: { try self.lab($0)?.numbers },
      claims: { try kept("claims", by: self.keep) { self.lecture.claims() } },
      draw: { try self.figure($0, $1) }, keep: keep)
  }
}

extension Rendering {
  /// The figure as documents show it, its picture and data computed when they are asked for.
  func illustration(_ words: FigureWords, fonts: MathFonts) -> Illustration {
    Illustration(
      id: id, alias: figure.alias, words: words, parameters: figure.settings, key: figure.key,
      csv: { try self.computed.data.csv },
      scene: { size, theme, id in
        let metrics = Metrics(
          theme: theme.with(self.lecture.palette).with(self.figure.palette), fonts: fonts,
          size: size)
        return try drawn(try self.computed.figure(size), metrics: metrics, id: id)
      })
  }
}
