/// A fault of a sketch's source: where it stands, what is wrong, what to write.
public struct SketchFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The column of the first character that is wrong, from 1.
  public let column: Int
  /// What is wrong and what to write, in one line.
  public let words: String
  /// The line of the source as it stands.
  public let source: String

  package init(line: Int, column: Int, _ words: String, in source: String) {
    self.line = line
    self.column = column
    self.words = words
    self.source = source
  }

  /// The place within the file and what is wrong.
  public var description: String { "\(line):\(column): \(words)" }

  /// The line of the source and a caret below the fault.
  public var excerpt: [String] {
    // A long line is shown around its fault; tabs stay, so that the caret stands where they lead.
    let characters = Array(source)
    let first = max(0, min(column - 1, characters.count) - 70)
    let shown = characters[min(first, characters.count)..<min(characters.count, first + 100)]
    let before = shown.prefix(max(0, column - 1 - first)).map { $0 == "\t" ? "\t" : " " }
    return [String(shown), before.joined() + "^"]
  }
}

/// A place in the source: line and column from 1.
package struct Place: Hashable, Sendable {
  package let line: Int
  package let column: Int
}

/// What is wrong at a place; the reader of the source adds the line itself.
package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
  package let place: Place
  package let words: String
  package var description: String { words }

  package init(_ place: Place, _ words: String) {
    self.place = place
    self.words = words
  }
}
