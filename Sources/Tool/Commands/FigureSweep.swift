import Lectures
import Records
import Sweeps

/// A figure with parameters that move from one value to another.
struct FigureSweep: Sendable {
  /// The figure for each frame; one where nothing moves but its lines.
  let figures: [any LectureFigure]
  /// The number of frames.
  let count: Int
  private let moved: [(name: String, values: [String])]

  /// The id of the figure.
  var id: String { figures.first?.id ?? "" }

  /// A sweep.
  ///
  /// - Parameter fixed: Settings as the user gave them, those with `from..to` among them.
  /// - Throws: `UsageError` for a range that is none, or a value that the figure does not allow.
  init(_ figure: any LectureFigure, fixed: ParameterOptions, count: Int) throws {
    self.count = count
    var rest = fixed
    rest.settings = []
    var moved: [(name: String, values: [String])] = []
    for text in fixed.settings {
      guard let equals = text.firstIndex(of: "="),
        let dots = text[equals...].firstRange(of: "..")
      else {
        rest.settings.append(text)
        continue
      }
      let name = String(text[..<equals])
      let ends = [text[text.index(after: equals)..<dots.lowerBound], text[dots.upperBound...]]
      guard let from = Double(ends[0]), let to = Double(ends[1]), from.isFinite, to.isFinite,
        from != to
      else {
        throw UsageError.other(
          "--set \(printable(text)) is no range; give name=from..to, as in alpha=0.01..10")
      }
      moved.append((name, FigureSweep.values(from, to, count, of: name, in: figure)))
    }
    let base = try moved.isEmpty ? rest.applied(to: figure) : figure
    guard !moved.isEmpty else {
      (figures, self.moved) = ([base], [])
      return
    }
    figures = try (0..<count).map { frame in
      var options = rest
      options.settings += moved.map { "\($0.name)=\($0.values[frame])" }
      return try options.applied(to: figure)
    }
    self.moved = moved
  }

  /// The values of a frame, as `name=value`.
  func settings(_ frame: Int) -> String {
    moved.map { "\($0.name)=\($0.values[frame])" }.joined(separator: ", ")
  }

  /// Values from one end to the other; whole numbers where the figure takes no others.
  private static func values(
    _ from: Double, _ to: Double, _ count: Int, of name: String, in figure: any LectureFigure
  ) -> [String] {
    let values = course(from: from, to: to, count: count)
    let isWhole =
      from == from.rounded() && to == to.rounded()
      && values.contains { (try? figure.setting(name, to: short($0))) == nil }
      && (try? figure.setting(name, to: short(from))) != nil
    return isWhole ? values.map { short($0.rounded()) } : legible(values).map(short)
  }
}
