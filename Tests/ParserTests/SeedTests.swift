import Glibc
import TestSupport
import Testing

/// The inputs that fuzzing starts from and those that it found: each ends with a result or a line.
@Suite("Inputs of the parsers")
struct SeedTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast()
    .reduce("") { $0 + "/" + $1 } + "/Seeds"

  @Test("every kept input is read or refused in one line", arguments: Parser.allCases)
  func keptInputs(_ parser: Parser) throws {
    let folder = SeedTests.folder + "/" + parser.rawValue
    let names = run("ls -A '\(folder)'").output.split(separator: "\n")
    #expect(names.count >= 3, "\(folder) holds too few inputs")
    for name in names {
      let bytes = try #require(read(folder + "/" + name), "\(name) cannot be read")
      do {
        try parser.read(bytes)
      } catch let fault as OtherFault {
        Issue.record("\(parser.rawValue)/\(name): an error that is not one line: \(fault)")
      } catch {
        // A refusal is a right answer.
      }
    }
  }
}
