/// What is wrong with a formula, and where.
public struct MathError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do, in one line, without the place.
  public var message: String
  /// The formula's source.
  public var source: String
  /// Where the fault stands in the source.
  public var range: SourceRange
  /// The known name nearest to an unknown one; nil for none near enough.
  public var suggestion: String?

  init(_ message: String, in source: String, at range: SourceRange, suggestion: String? = nil) {
    // What is quoted of the source stays on one line and controls no terminal.
    self.message = String(
      String.UnicodeScalarView(
        message.unicodeScalars.map {
          switch $0.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
          default: $0
          }
        }))
    self.source = source
    self.range = range
    self.suggestion = suggestion
  }

  /// The column of the fault in characters, from 1.
  public var column: Int {
    String(decoding: source.utf8.prefix(range.lowerBound), as: UTF8.self).count + 1
  }

  /// One line: the column, what is wrong, what to do.
  public var description: String {
    "column \(column): \(message)" + (suggestion.map { "; did you mean \($0)?" } ?? "")
  }

  /// The description, the line of the fault and a line of carets under it; of a long line the
  /// part around the fault.
  public var diagnostic: String {
    let before = String(decoding: source.utf8.prefix(range.lowerBound), as: UTF8.self)
    let marked = String(decoding: source.utf8.dropFirst(range.lowerBound), as: UTF8.self)
      .utf8.prefix(range.count)
    let start = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    let line = source.utf8.dropFirst(before[..<start].utf8.count).prefix { $0 != 0x0A }
    let carets = max(1, String(decoding: marked, as: UTF8.self).prefix { $0 != "\n" }.count)
    let characters = Array(String(decoding: line, as: UTF8.self))
    let place = before[start...].count
    let first = max(
      0, min(place - MathError.shownCharacters / 2, characters.count - MathError.shownCharacters))
    let end = min(characters.count, first + MathError.shownCharacters)
    let shown =
      (first > 0 ? "…" : "") + String(characters[first..<end])
      + (end < characters.count ? "…" : "")
    let indent = place - first + (first > 0 ? 1 : 0)
    return description + "\n  " + shown + "\n  " + String(repeating: " ", count: indent)
      + String(repeating: "^", count: max(1, min(carets, end - place)))
  }

  /// How many characters of a line a diagnostic shows at most.
  private static let shownCharacters = 72
}
