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
    let kept = fresh ? .nowhere : KeptTexts(fonts: set)
    let page = try Report(renderings: [], fonts: set, templates: templates, kept: kept).page
    try write(Array(page.text.utf8), to: output, console: console)
    if output != "-" {
      console.endProgress("\(printable(output)), \(page.text.utf8.count / 1000) kB")
    }
    if parts {
      for part in page.parts { console.notice("\(part.bytes) \(part.name)") }
    }
  }
}

/// The report on a lecture.
struct Report {
  /// Figures that are computed already; others are when the text asks for them.
  let renderings: [Rendering]
  let fonts: MathFonts
  /// The folder of other templates than the installed ones.
  var templates: String?
  /// Where results are kept from run to run.
  var kept = KeptTexts.nowhere

  /// The page as HTML.
  var html: String { get throws { try page.text } }

  /// The page.
  ///
  /// - Throws: `CommandFailure` when the text has a fault, a template is missing or a figure cannot
  ///   be drawn.
  var page: HTMLPage {
    get throws {
      do {
        let templates = try Templates(folder: templates)
        let text = try manuscript(Templates.Name.report.rawValue, in: templates)
        let shelf = try FigureShelf(lecture7, fonts: fonts, ready: renderings, kept: kept)
        let settings = PageSettings.report(
          provenance: [
            "Written by Figures \(version). All pictures and numbers were computed together with "
              + "this page; it loads nothing from a network."
          ], software: "Figures \(version)")
        return try text.html(settings, subject: shelf.subject, templates: templates, fonts: fonts)
      } catch {
        throw documentFailure(error)
      }
    }
  }
}
