import Models
import Reports
import Synchronization
import Typesetting

/// Draws figures for documents and computes labs, each with the same parameters once only.
final class FigureShelf: Sendable {
  private let lecture: Lecture
  private let fonts: MathFonts
  private let shelf: Mutex<Shelf>

  private struct Shelf {
    var figures: [Key: DrawnFigure] = [:]
    var labs: [String: Lab] = [:]
  }

  private struct Key: Hashable {
    let id: String
    let values: [String]

    init(_ entry: LectureEntry) {
      id = entry.id
      values = entry.settings.map(\.value)
    }
  }

  /// A shelf that holds some renderings already.
  init(_ lecture: Lecture, fonts: MathFonts, ready: [Rendering] = []) throws {
    self.lecture = lecture
    self.fonts = fonts
    var first = Shelf()
    for rendering in ready {
      first.figures[Key(rendering.entry)] = try rendering.drawn(fonts: fonts)
    }
    shelf = Mutex(first)
  }

  /// A figure with some parameters set, others at their defaults.
  func figure(_ id: String, _ settings: [(name: String, value: String)]) throws -> DrawnFigure {
    var entry = try lecture.entry(named: id)
    for (name, value) in settings { entry = try entry.setting(name, to: value) }
    let key = Key(entry)
    if let known = shelf.withLock({ $0.figures[key] }) { return known }
    let figure = try Rendering(entry).drawn(fonts: fonts)
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
      claims: { lectureClaims().map(\.reported) },
      draw: { try self.figure($0, $1) })
  }
}
