import ArgumentParser
import Plotting
import Typesetting

/// The command `figures report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the report as one HTML file.")

  @OptionGroup var console: ConsoleOptions

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.")
  var output = "report.html"

  func run() throws {
    let fonts = try mathFonts(for: .text, folders: [])
    let report = Report(renderings: try lecture7.figures.map { try Rendering($0) }, fonts: fonts)
    try Console(quiet: console.quiet).result(try report.html)
  }
}

/// The report on a lecture's figures.
struct Report {
  let renderings: [Rendering]
  let fonts: MathFonts

  var html: String { get throws { "" } }
}
