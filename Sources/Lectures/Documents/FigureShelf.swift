import Plotting
import Records
package import Reports
package import Typesetting

/// Draws figures for documents and computes labs, each with the same parameters once only.
package final class FigureShelf: Sendable {
  private let lecture: Lecture
  private let fonts: MathFonts
  private let keep: Subject.Keep
  private let shelf: Guarded<Shelf>

  private struct Shelf {
    var figures: [String: Illustration] = [:]
    var labs: [String: Lab] = [:]
  }

  /// A shelf that holds some renderings already.
  ///
  /// - Parameter keep: Where results are kept from run to run.
  package init(
    _ lecture: Lecture, fonts: MathFonts, ready: [Rendering] = [],
    keep: @escaping Subject.Keep = { try $2() }
  ) throws {
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
    _ id: String, _ settings: [(name: String, value: String)],
    in language: DocumentLanguage = .english
  ) throws -> Illustration {
    var figure = try lecture.figure(named: id)
    for (name, value) in settings { figure = try figure.setting(name, to: value) }
    let key = figure.key + (language == .english ? "" : " in \(language.rawValue)")
    if let known = shelf.withLock({ $0.figures[key] }) { return known }
    let rendering = Rendering(figure, of: lecture)
    // Who changes the text of a figure sees it, whatever was kept.
    let text = try? FigureText.source(of: figure.id, in: language, folder: lecture.texts).text
    let name = "figure\n\(key)\n\(sha256(Array((text ?? "").utf8)))"
    let words = try kept(name, by: keep) { try rendering.words(in: language) }
    let shown = rendering.illustration(words, fonts: fonts, in: language)
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
    var subject = Subject(
      figures: lecture.figures.map {
        Subject.Listing(id: $0.id, alias: $0.alias, title: $0.title)
      },
      numberSets: lecture.labs.filter { $0.make != nil }.map(\.id),
      numbers: { try self.lab($0)?.numbers },
      claims: { try kept("claims", by: self.keep) { self.lecture.claims() } },
      draw: { try self.figure($0, $1) }, keep: keep)
    subject.drawIn = { try self.figure($1, $2, in: DocumentLanguage(rawValue: $0) ?? .english) }
    return subject
  }
}

extension Rendering {
  /// The figure as documents show it, its picture and data computed when they are asked for.
  func illustration(
    _ words: FigureWords, fonts: MathFonts, in language: DocumentLanguage = .english
  ) -> Illustration {
    Illustration(
      id: id, alias: figure.alias, words: words, parameters: figure.settings, key: figure.key,
      csv: { try self.computed.data.csv },
      scene: { size, theme, id in
        let metrics = Metrics(
          theme: theme.with(self.lecture.palette), fonts: fonts, size: size,
          decimalSign: language.decimal("."))
        return try drawn(try self.computed.figure(size, in: language), metrics: metrics, id: id)
      })
  }
}
