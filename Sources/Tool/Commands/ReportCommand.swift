import ArgumentParser
import Lectures
import Plotting
import Records
import Reports
import Templates
import Typesetting

/// The command `figures report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the report as one HTML file.",
    discussion: """
      The file opens from disk in any browser; it loads nothing from a network.

      Examples:
        figures report -o report.html
        figures report --parts -o report.html
        figures report -o - > report.html
      """)

  @OptionGroup var console: ConsoleOptions

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.")
  var output = "report.html"

  @Flag(help: "Print what the parts of the page weigh, in bytes.")
  var parts = false

  @Flag(help: "Compute everything anew, and keep nothing for the next run.")
  var fresh = false

  @Option(help: ArgumentHelp("A folder with other templates.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"))
  var fonts: [String] = []

  func run() throws {
    let console = Console(quiet: console.quiet)
    let set = try mathFonts(for: .text, folders: fonts)
    let kept = fresh ? .nowhere : KeptTexts(of: Tool.lecture, fonts: set)
    let page = try Report(on: Tool.lecture, fonts: set, templates: templates, kept: kept).page
    if output == "-" {
      try console.result(page.text)
    } else {
      try write(Array(page.text.utf8), to: output)
      console.endProgress("\(printable(output)), \(page.text.utf8.count / 1000) kB")
    }
    if parts {
      let lines = page.parts.map { "\($0.bytes)\t\($0.name)\n" }
      console.notice(lines.joined())
    }
  }
}

/// Writes a file by its path.
///
/// - Throws: `UsageError` for a path that names a folder, `CommandFailure` with code 73.
func write(_ bytes: [UInt8], to path: String) throws {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { String(path[...$0]) } ?? ""
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  guard !name.isEmpty, name != ".", name != ".." else {
    throw UsageError.other("-o \(printable(path)) names a folder; name a file in it")
  }
  try OutputFolder(folder).write(bytes, as: name)
}
