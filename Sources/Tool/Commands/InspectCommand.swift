import ArgumentParser
package import Lectures
import Records

/// The command `figures inspect`.
struct InspectCommand: ParsableCommand, Verb {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Print how a file was made and the command that remakes it.",
    discussion: "Example: figures inspect out/figures/potential.pdf")

  @OptionGroup var console: ConsoleOptions

  @Argument(
    help: "An SVG, PDF or PNG that this command wrote.",
    completion: .file(extensions: ["svg", "pdf", "png"]))
  var file: String

  func run() throws {
    let found = try Fingerprint(try readFile(file), named: file)
    let remake = try found.remake(in: Tool.lecture).map(quotedForShell).joined(separator: " ")
    let console = Console(quiet: console.quiet)
    if Journal.current.isJSON {
      let members = found.lines.map { ($0.name, JSON.string($0.value)) }
      Journal.current.add(members + [("Remake", .string(remake))])
    } else {
      try console.result(
        lines: found.lines.map { "\($0.name): \($0.value)" } + ["Remake: \(remake)"])
    }
  }
}

/// The arguments of the command that makes a file again.
///
/// - Throws: `CommandFailure` with code 65 for a file of somebody else's, or `UsageError` for a
///   figure or parameter that this version does not know.
package func remakeArguments(
  of file: [UInt8], named name: String, in lecture: Lecture
) throws -> [String] {
  try Fingerprint(file, named: name).remake(in: lecture)
}

/// A word as a shell reads it back.
func quotedForShell(_ word: String) -> String {
  let plain = word.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-_./=,:+@%".utf8.contains(byte)
  }
  if plain, !word.isEmpty { return word }
  return "'" + word.replacing("'", with: "'\\''") + "'"
}
