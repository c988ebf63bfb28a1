import Lectures
import Records

/// What keeps a source from being shown: the line of the command, and the line of the source with a
/// caret below the fault.
struct LiveFault: Hashable {
  /// One line: the place, what is wrong, what to do.
  let message: String
  /// The line of the source and a caret below the fault; empty where no place is known.
  let excerpt: [String]

  /// The fault of a failure.
  init(_ failure: CommandFailure) {
    message = visibleLine(failure.description)
    let below = failure.below.isEmpty ? LiveFault.excerpt(of: failure.description) : failure.below
    excerpt = below.map(visibleLine)
  }

  /// The line of a file that a message names as `FILE:LINE:` or `FILE:LINE:COLUMN:`; the last of
  /// several, as in `DOCUMENT:LINE: SKETCH:LINE:COLUMN:`.
  private static func excerpt(of message: String) -> [String] {
    var found: Regex<(Substring, Substring, Substring, Substring?)>.Match?
    var rest = message[...]
    while let next = rest.prefixMatch(of: #/([^:]+):(\d+):(?:(\d+):)? /#) {
      found = next
      rest = rest[next.range.upperBound...]
    }
    guard let place = found,
      let number = Int(place.2), number > 0,
      let bytes = try? readFile(String(place.1), limit: 1 << 20)
    else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.indices.contains(number - 1) else { return [] }
    let line = Array(lines[number - 1])
    let column =
      place.3.flatMap { Int($0) } ?? column(in: line, of: message[place.range.upperBound...])
    let first = max(0, min(column - 1, line.count) - 70)
    let shown = line[min(first, line.count)..<min(line.count, first + 100)]
    let before = shown.prefix(max(0, column - 1 - first)).map { $0 == "\t" ? "\t" : " " }
    return [String(shown), before.joined() + "^"]
  }

  /// Where a line has the words that a message quotes; else where it begins.
  private static func column(in line: [Character], of message: Substring) -> Int {
    for quoted in message.matches(of: #/'([^']+)'/#) {
      let words = Array(quoted.1.drop { $0 == "…" }.prefix { $0 != "…" })
      guard let start = place(of: words, in: line) else { continue }
      // Within a formula the message counts columns.
      let rest = message[quoted.range.upperBound...]
      let within = rest.prefixMatch(of: #/: column (\d+):/#).flatMap { Int($0.1) }
      return start + (within ?? 1)
    }
    return (line.firstIndex { !$0.isWhitespace } ?? 0) + 1
  }

  private static func place(of words: [Character], in line: [Character]) -> Int? {
    guard !words.isEmpty, words.count <= line.count else { return nil }
    return (0...line.count - words.count).first { line[$0..<$0 + words.count].elementsEqual(words) }
  }
}
