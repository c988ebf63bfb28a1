import ArgumentParser
import Lectures
import Plotting
import Records
import Reports

/// The command `figures report`.
struct ReportCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "report", "Write the report as one HTML file, and the lecture's other pages beside it.",
      """
      The files open from disk in any browser; they load nothing from a network. Pages beside the
      report have names of their own; they are written where that of the report ends in .html.

      Examples:
        <command> report -o report.html
        <command> report --page report --parts
        <command> report -o - > report.html
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Option(
    name: .shortAndLong,
    help: "The file to write, or its folder; - for standard output, where there is one page.",
    completion: .file())
  var output: String?

  @Option(help: "The one page to write, report or the name of another; all without it.")
  var page: String?

  @Flag(help: "Print what the parts of the page weigh, in bytes.")
  var parts = false

  @OptionGroup var document: DocumentOptions

  func run() throws {
    let fonts = try document.faces.set(for: .text)
    let lecture = Tool.lecture
    let names = ["report"] + lecture.pages
    guard page.map(names.contains) ?? true else {
      throw UsageError.other(
        "no page '\(printable(page ?? ""))'; there are \(names.joined(separator: ", "))")
    }
    let name = "\(page ?? "report").html"
    // In a folder the report has its usual name.
    let isNewFolder = output?.hasSuffix("/") == true
    let output =
      output.map { $0.hasSuffix("/") ? $0 + name : isFolder($0) ? "\($0)/\(name)" : $0 } ?? name
    let slash = output.lastIndex(of: "/")
    let folder = slash.map { String(output[...$0]) } ?? ""
    let file = String(output[(slash.map(output.index(after:)) ?? output.startIndex)...])
    let isBeside = page == nil && file.hasSuffix(".html")
    guard !isBeside || !lecture.pages.contains(where: { "\($0).html" == file }) else {
      throw UsageError.other(
        "'\(printable(file))' is another page of the lecture; choose another name with -o")
    }
    func made(_ name: String) throws -> HTMLPage {
      try report(
        on: lecture, page: name == "report" ? nil : name, named: isBeside ? file : "report.html",
        fonts: fonts, templates: document.templates, keep: document.keep(fonts),
        file: Tool.sketches(besideReportIn: document.templates))
    }
    // All are made before the first is written.
    let page = try made(page ?? "report")
    let others = try (isBeside ? lecture.pages : []).map { ("\(folder)\($0).html", try made($0)) }
    if isNewFolder, !Journal.current.isDry {
      try makeFolders(String(folder.dropLast()), mode: 0o777)
    }
    for (path, page) in [(output, page)] + others {
      try write(Array(page.text.utf8), to: path, console: console)
      if path != "-" {
        console.endProgress("\(printable(path)), \(page.text.utf8.count / 1000) kB")
      }
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
