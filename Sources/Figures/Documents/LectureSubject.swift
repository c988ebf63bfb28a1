import Models
import Reports
import Synchronization
import Typesetting

/// Draws figures for documents and computes labs, each with the same parameters once only.
final class FigureShelf: Sendable {
  private let lecture: Lecture
  private let fonts: MathFonts
  private let shelf: Mutex<Shelf>

  private let keep: Subject.Keep

  private struct Shelf {
    var figures: [String: DrawnFigure] = [:]
    var labs: [String: Lab] = [:]
  }

  /// A shelf that holds some renderings already.
  ///
  /// - Parameter kept: Where results are kept from run to run.
  init(
    _ lecture: Lecture, fonts: MathFonts, ready: [Rendering] = [],
    kept: KeptTexts = .nowhere
  ) throws {
    self.lecture = lecture
    self.fonts = fonts
    keep = { try kept.text($0, accepts: $1, make: $2) }
    var first = Shelf()
    for rendering in ready {
      first.figures[rendering.entry.key] = try KeptFigure(rendering).drawn(
        rendering.entry, fonts: fonts, rendering: LateRendering(rendering.entry, ready: rendering))
    }
    shelf = Mutex(first)
  }

  /// A figure with some parameters set, others at their defaults.
  func figure(_ id: String, _ settings: [(name: String, value: String)]) throws -> DrawnFigure {
    var entry = try lecture.entry(named: id)
    for (name, value) in settings { entry = try entry.setting(name, to: value) }
    let key = entry.key
    if let known = shelf.withLock({ $0.figures[key] }) { return known }
    let rendering = LateRendering(entry)
    let figure = try kept("figure\n" + key, by: keep) { try KeptFigure(try rendering.value) }
      .drawn(entry, fonts: fonts, rendering: rendering)
    shelf.withLock { $0.figures[key] = figure }
    return figure
  }

  /// A lab of the lecture.
  func lab(_ id: String) throws -> Lab? {
    if let known = shelf.withLock({ $0.labs[id] }) { return known }
    let made: Lab? =
      switch id {
      case "least-squares": try leastSquaresLab()
      case "diagonal-networks": try diagonalNetworksLab()
      case "noise-and-classification": try noiseLab()
      default: nil
      }
    if let made { shelf.withLock { $0.labs[id] = made } }
    return made
  }

  /// What documents can refer to.
  var subject: Subject {
    Subject(
      figures: lecture.figures.map {
        Subject.Listing(id: $0.id, alias: $0.alias, title: $0.title)
      },
      numberSets: labNames,
      numbers: { try self.lab($0)?.numbers },
      claims: { try kept("claims", by: self.keep) { lectureClaims().map(\.reported) } },
      draw: { try self.figure($0, $1) }, keep: keep)
  }
}
