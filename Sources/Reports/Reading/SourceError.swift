import Drawing
import Records

/// What is wrong in the source of a document, and where.
public struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What is wrong and what to do, in one line.
  public var message: String
  /// The known name nearest to an unknown one; nil for none near enough.
  public var suggestion: String?
  /// Lines to be shown below, such as the place in a sketch.
  public var below: [String] = []
  /// Whether the message begins with its place.
  var isPlaced = false

  /// One line: file, line, what is wrong, what to do.
  public var description: String {
    (isPlaced ? "" : "\(file):\(line): ") + message
      + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
  }
}

/// A fault with the line it stands in, before the file's name is known.
package struct LineError: Error, Hashable, CustomStringConvertible {
  package var line: Int
  package var message: String
  package var suggestion: String?
  var below: [String] = []
  /// Whether the message begins with its place.
  var isPlaced = false

  /// What is wrong and what to do, without the place.
  package var description: String {
    message + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
  }

  package init(_ line: Int, _ message: String, suggestion: String? = nil) {
    self.line = line
    self.message = message
    self.suggestion = suggestion
  }

  /// What is wrong in a figure that a line shows.
  init(_ line: Int, _ error: SketchError) {
    self.init(line, error.description)
    (below, isPlaced) = (error.below, error.isWithin)
  }

  /// A name that is none of those that there are.
  static func unknown(
    _ line: Int, _ what: String, _ name: some StringProtocol, among known: [String]
  ) -> LineError {
    LineError(
      line, "no \(what) \(quoted(name)); there are \(known.joined(separator: ", "))",
      suggestion: NearestName.to(String(name), among: known))
  }

  /// The error in a file.
  package func inFile(_ file: String) -> SourceError {
    SourceError(
      file: file, line: line, message: visibleLine(message), suggestion: suggestion, below: below,
      isPlaced: isPlaced)
  }
}

/// A character that no font has, or a formula wider than its line, before its place is known.
struct SettingFault: Error, CustomStringConvertible {
  var message: String
  var description: String { message }
  /// The character; nil for other faults.
  var character: Unicode.Scalar?
  /// The line of the innermost block that it stands in; nil until one is known.
  var line: Int?

  init(_ message: String) { self.message = message }

  init(_ error: FontError) {
    message = error.description
    if case .missingGlyph("☐", _) = error { message += ", or ::: choice for options to tick" }
    if case .missingGlyph(let text, _) = error { character = text.unicodeScalars.first }
  }

  /// Does something for a block; what goes wrong with its characters has the block's line.
  static func placed<Result>(at line: Int, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as FontError {
      var fault = SettingFault(error)
      fault.line = line
      throw fault
    } catch var fault as SettingFault {
      fault.line = fault.line ?? line
      throw fault
    }
  }
}

/// Does something; what goes wrong is told at a line, behind words on what was tried.
func telling<Result>(
  _ line: Int, _ words: @autoclosure () -> String = "", _ work: () throws -> Result
) throws(LineError) -> Result {
  do {
    return try work()
  } catch {
    throw LineError(line, words() + "\(error)")
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// What sources call the cases.
  static var names: [String] { allCases.map(\.rawValue) }
}

/// A short quotation of a source for a message: on one line, without control characters.
package func quoted(_ text: some StringProtocol) -> String {
  "'" + printable(String(text)) + "'"
}

/// That a file which the source names cannot be read, with the reason; the error may name it too.
func unreadable(_ what: String, _ name: String, _ error: any Error) -> String {
  let words = "\(error)"
  let reason = words.firstRange(of: "': ").map { String(words[$0.upperBound...]) } ?? words
  // What the system says of a file that is not there.
  let advice = reason.hasPrefix("No such file") ? "; put it there, or name one that is" : ""
  return "the \(what) \(quoted(name)) cannot be read: \(reason)\(advice)"
}
