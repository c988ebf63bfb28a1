import Drawing
import Models
package import Plotting

/// A figure of the lecture: parameters, what is computed from them, and how it is shown.
protocol LectureFigure: Sendable {
  /// The id, the name of its files.
  static var id: String { get }
  /// The lecture's own number, such as `fig4`; nil for a figure that the lecture does not have.
  static var alias: String? { get }
  /// The title.
  static var title: String { get }
  /// What a user may set.
  static var parameters: [Parameter<Self>] { get }
  /// The figure with its defaults.
  init()
  /// Runs the models.
  func computed() throws -> Computed
}

/// What the models found, and the figure that shows it at any size.
package struct Computed: Sendable {
  /// The plotted data and the numbers quoted.
  package var data: FigureData
  /// The figure for a size.
  package var figure: @Sendable (SizeClass) throws -> Figure
}

/// The figures of a lecture in their order: the one list that every command goes through.
package struct Lecture: Sendable {
  /// The lecture's number.
  package let number: Int
  /// The lecture's title.
  package let title: String
  /// The figures, in the lecture's order.
  package let figures: [LectureEntry]

  /// The figure of an id or alias.
  package func entry(named name: String) throws -> LectureEntry {
    if let found = figures.first(where: { $0.id == name || $0.alias == name }) { return found }
    throw UsageError.unknownFigure(name, nearest: nearest(name, among: figures.map(\.id)))
  }
}

/// A figure with the values of its parameters, whatever its type.
package struct LectureEntry: Sendable {
  package let id: String
  let alias: String?
  package let title: String
  /// The parameters with their values.
  package let settings: [Setting]
  /// Runs the models with the present values.
  let compute: @Sendable () throws -> Computed
  /// The user's data that the figure is computed from; nil for its own.
  let input: InputData?
  /// Gives the figure the user's data; nil for a figure that takes none.
  let take: (@Sendable (CSVTable, InputData) throws -> LectureEntry)?
  private let change: @Sendable (String, String) throws -> LectureEntry

  /// A parameter with its value.
  package struct Setting: Sendable {
    package let name: String
    package let value: String
    package let range: String
    let help: String
  }

  init<Shown: LectureFigure>(_ figure: Shown, input: InputData? = nil) {
    self.input = input
    take = LectureEntry.taker(of: figure)
    id = Shown.id
    alias = Shown.alias
    title = Shown.title
    settings = Shown.parameters.map {
      Setting(name: $0.name, value: $0.read(figure), range: $0.range, help: $0.help)
    }
    compute = figure.computed
    change = { name, text in
      guard let parameter = Shown.parameters.first(where: { $0.name == name }) else {
        let known = Shown.parameters.map(\.name)
        throw UsageError.unknownParameter(
          figure: Shown.id, name, known: known, nearest: nearest(name, among: known))
      }
      var copy = figure
      do {
        try parameter.write(&copy, text)
      } catch ParameterError.notANumber(let text, let kind) {
        throw UsageError.badValue(figure: Shown.id, name, text, "is not \(kind)", parameter.range)
      } catch ParameterError.outOfRange(let text, let range) {
        throw UsageError.badValue(figure: Shown.id, name, text, "is not allowed", range)
      }
      return LectureEntry(copy, input: input)
    }
  }

  private static func taker(
    of figure: any LectureFigure
  ) -> (@Sendable (CSVTable, InputData) throws -> LectureEntry)? {
    guard let able = figure as? any AcceptsData else { return nil }
    return { table, input in try taking(table, input, by: able) }
  }

  private static func taking(
    _ table: CSVTable, _ input: InputData, by figure: some AcceptsData
  ) throws -> LectureEntry {
    var copy = figure
    try copy.take(table, target: input.target)
    return LectureEntry(copy, input: input)
  }

  /// The figure with another value of a parameter.
  ///
  /// - Throws: `UsageError` for an unknown name or a value that is not allowed.
  package func setting(_ name: String, to text: String) throws -> LectureEntry {
    try change(name, text)
  }
}

/// What a user asked for that cannot be done; exit code 64.
package enum UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownFigure(String, nearest: String?)
  case unknownParameter(figure: String, String, known: [String], nearest: String?)
  case badValue(figure: String, String, String, String, String)
  case other(String)

  package var description: String {
    switch self {
    case .unknownFigure(let name, let nearest):
      "no figure '\(printable(name))'" + suggestion(nearest) + "; 'figures list' shows all"
    case .unknownParameter(let figure, let name, let known, let nearest):
      "figure '\(figure)' has no parameter '\(printable(name))'" + suggestion(nearest)
        + (known.isEmpty ? "; it has none" : "; it has \(known.joined(separator: ", "))")
    case .badValue(let figure, let name, let text, let fault, let range):
      "figure '\(figure)': \(name)=\(printable(text)) \(fault); give \(range)"
    case .other(let words): words
    }
  }

  private func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// Text with control characters replaced, cut to a length fit for a message.
func printable(_ text: String) -> String {
  let scalars = text.unicodeScalars.prefix(60).map { scalar -> Character in
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      ? "\u{FFFD}" : Character(scalar)
  }
  return String(scalars) + (text.unicodeScalars.count > 60 ? "…" : "")
}

/// The candidate with the fewest edits from a word, if that is near enough to be meant.
func nearest(_ word: String, among candidates: [String]) -> String? {
  let limit = max(1, min(word.count, 40) / 3)
  var best: (name: String, distance: Int)?
  for name in candidates {
    let distance = editDistance(Array(word.prefix(40)), Array(name))
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for (i, x) in a.enumerated() {
    var row = [i + 1]
    for (j, y) in b.enumerated() {
      var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (x == y ? 0 : 1))
      if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { least = min(least, rows[i - 1][j - 1] + 1) }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

extension Size {
  /// Whether panels lie below each other on a page of this size: a column, not a small slide.
  var isNarrow: Bool { width < 300 && height > 1.1 * width }
}
