/// A figure in a language of its own that stands in the source of a document.
public struct SketchSource: Hashable, Sendable {
  /// What its numbers are called by, as in `{{NAME.end}}`.
  public let name: String
  /// The source, UTF-8.
  public let text: [UInt8]
  /// The file in which it stands.
  public let file: String
  /// The line of that file in which it begins.
  public let line: Int
}

/// What is wrong in a figure that is written beside a document or in it.
public struct SketchError: Error, CustomStringConvertible {
  /// One line: the place, what is wrong, what to do.
  public let description: String
  /// Lines to be shown below, such as the line at fault with a caret.
  public let below: [String]
  /// Whether the place is one of the document itself.
  let isWithin: Bool

  /// What is wrong, with lines to be shown below.
  public init(_ description: String, below: [String], isWithin: Bool) {
    self.description = description
    self.below = below
    self.isWithin = isWithin
  }
}
