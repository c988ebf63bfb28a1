import ArgumentParser
package import Lectures
import Records

/// The command `figures inspect`.
struct InspectCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "inspect", "Print how a file was made and the command that remakes it.",
      "Example: <command> inspect out/figures/<figure>.pdf")
  }

  @OptionGroup var options: ConsoleOptions

  @Argument(
    help:
      "A figure as SVG, PDF, PNG or EPS or a document as HTML, PDF or PPTX that this command wrote.",
    completion: .file(extensions: ["svg", "pdf", "png", "eps", "html", "pptx"]))
  var file: String

  func run() throws {
    let (lines, words) = try origin(of: try readFile(file), named: file)
    let remake = words.map(quotedForShell).joined(separator: " ")
    let all = lines + [("Remake", remake)]
    guard !Journal.current.isJSON else {
      return Journal.current.add(all.map { ($0.name, .string($0.value)) })
    }
    try console.result(lines: all.map { "\($0.name): \($0.value)" })
  }
}

/// The arguments of the command that makes a file again.
///
/// - Throws: `CommandFailure` with code 65 for a file of somebody else's, or `UsageError` for a
///   figure or parameter that this version does not know.
package func remakeArguments(
  of file: [UInt8], named name: String, in lecture: Lecture
) throws -> [String] {
  try origin(of: file, named: name, in: lecture).remake
}

/// What a figure or a document says about how it was made, and the arguments that make it again.
private func origin(
  of file: [UInt8], named name: String, in lecture: Lecture = Tool.lecture
) throws -> (lines: NamedValues, remake: [String]) {
  if let document = DocumentOrigin(file) {
    return (document.lines, try document.remake(in: lecture))
  }
  let found = try Fingerprint(file, named: name)
  return (found.lines, try found.remake(in: lecture))
}

/// A word as a shell reads it back.
func quotedForShell(_ word: String) -> String {
  let plain = word.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-_./=,:+@%".utf8.contains(byte)
  }
  if plain, !word.isEmpty { return word }
  guard word.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
    // Of control characters a terminal shows nothing that could be copied; all shells know printf.
    let parts = word.utf8.map { byte in
      byte < 0x20 || byte >= 0x7F || "'\\%-".utf8.contains(byte) ? [0x5C] + octal(byte) : [byte]
    }
    return "\"$(printf '" + String(decoding: parts.joined(), as: UTF8.self) + "')\""
  }
  return "'" + word.replacing("'", with: "'\\''") + "'"
}

/// A byte as three octal digits.
private func octal(_ byte: UInt8) -> [UInt8] {
  [byte >> 6, byte >> 3 & 7, byte & 7].map { UInt8(ascii: "0") + $0 }
}
