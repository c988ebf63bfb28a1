import ArgumentParser
import Lectures
import Plotting
import Records
import Reports
import Templates
import Typesetting

/// The command `figures report`.
struct ReportCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "report", "Write the report as one HTML file.",
      """
      The file opens from disk in any browser; it loads nothing from a network.

      Examples:
        <command> report -o report.html
        <command> report --parts -o report.html
        <command> report -o - > report.html
      """)
  }

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Option(
    name: .shortAndLong, help: "The file to write; - for standard output.", completion: .file())
  var output = "report.html"

  @Flag(help: "Print what the parts of the page weigh, in bytes.")
  var parts = false

  @OptionGroup var document: DocumentOptions

  func run() throws {
    let console = Console(quiet: console.quiet)
    let fonts = try document.faces.set(for: .text)
    let page = try report(
      on: Tool.lecture, fonts: fonts, templates: document.templates, keep: document.keep(fonts))
    try write(Array(page.text.utf8), to: output, console: console)
    if output != "-" {
      console.endProgress("\(printable(output)), \(page.text.utf8.count / 1000) kB")
    }
    if parts, Journal.current.isJSON {
      let weights = page.parts.map {
        JSON.object([("name", .string($0.name)), ("bytes", .number(Double($0.bytes)))])
      }
      Journal.current.add([("parts", .array(weights))])
    } else if parts {
      for part in page.parts { console.notice("\(part.bytes) \(part.name)") }
    }
  }
}
