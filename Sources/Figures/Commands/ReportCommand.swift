import ArgumentParser
import Plotting
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
        figures report -o - > report.html
      """)

  @OptionGroup var console: ConsoleOptions

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.")
  var output = "report.html"

  @Option(help: ArgumentHelp("A folder with other templates.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"))
  var fonts: [String] = []

  func run() throws {
    let console = Console(quiet: console.quiet)
    let set = try mathFonts(for: .text, folders: fonts)
    let renderings = try lecture7.figures.map { try Rendering($0) }
    let html = try Report(renderings: renderings, fonts: set, templates: templates).html
    guard output != "-" else { return try console.result(html) }
    let slash = output.lastIndex(of: "/")
    let folder = slash.map { String(output[...$0]) } ?? ""
    let name = slash.map { String(output[output.index(after: $0)...]) } ?? output
    guard !name.isEmpty, name != ".", name != ".." else {
      throw UsageError.other("-o \(printable(output)) names a folder; name a file in it")
    }
    try OutputFolder(folder).write(Array(html.utf8), as: name)
    console.endProgress("\(printable(output)), \(html.utf8.count / 1000) kB")
  }
}

/// The report on a lecture's figures.
struct Report {
  let renderings: [Rendering]
  let fonts: MathFonts
  /// The folder of other templates than the installed ones.
  var templates: String?

  /// The page.
  ///
  /// - Throws: `CommandFailure` when a template is missing or a formula cannot be set.
  var html: String {
    get throws {
      let page = ReportPage(
        title: lecture7.title, number: lecture7.number,
        figures: try renderings.map { try $0.drawn(fonts: fonts) },
        claims: lectureClaims().map(\.reported),
        software: "Figures \(version)")
      do {
        return try page.html(templates: Templates(folder: templates), fonts: fonts)
      } catch let failure as CommandFailure {
        throw failure
      } catch let error as TemplateError {
        throw CommandFailure(.noInput, "\(error)")
      } catch {
        throw CommandFailure(.computation, "the report: \(error)")
      }
    }
  }
}
