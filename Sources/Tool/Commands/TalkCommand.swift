import ArgumentParser
import Lectures
import Plotting
import Records
import Reports
import Templates
import Typesetting

/// The command `figures talk`.
struct TalkCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "talk", "Write a talk from a Markdown file: slides, a PDF, a presentation.",
      """
      Each heading ## begins a slide. A figure appears step by step, ::: note holds
      what the speaker says, ::: columns parts side by side. Formats: html, a deck
      that opens from disk (press ? in it for its keys); pdf, a page for each slide
      or each step; pptx, with a picture for each step. -o names a folder, or a file
      of one format.

      Examples:
        <command> talk talk.md -o talk.html
        <command> talk talk.md -f html,pdf,pptx -o out
        <command> talk talk.md -f pdf --pages steps
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(help: "A file ending in .md.", completion: .file(extensions: ["md"]))
  var source: String

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas: html, pdf, pptx.",
    completion: .commas(TalkFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: .shortAndLong, help: "A folder, or a file of one format; - for standard output.",
    completion: .file())
  var output = "."

  @Option(
    help: "The pages of the PDF: slides or steps.",
    completion: .list(TalkPages.allCases.map(\.rawValue)))
  var pages = "slides"

  @OptionGroup var document: DocumentOptions

  func run() throws {
    guard isMarkdown(source) else {
      throw UsageError.other("'\(printable(source))' is no talk; give a file ending in .md")
    }
    let pages: TalkPages = try choice(pages, as: "pages")
    // A file's ending says what is wanted where nothing else does.
    let formats: [TalkFormat] =
      try format.map { try choices($0, as: "format") }
      ?? [fileEnding(of: output).flatMap(TalkFormat.init) ?? .html]
    let isFile = try namesFile(output, formats)
    guard !isFile || formats.count == 1 else {
      throw UsageError.other("-o - takes one format; name a folder with -o")
    }
    let fonts = try document.faces.set(for: .slide)
    do {
      let documents = Documents(
        of: Tool.lecture, templates: try Templates(folder: document.templates), fonts: fonts,
        shelf: try FigureShelf(
          Tool.lecture, fonts: fonts, keep: document.keep(fonts),
          file: Tool.sketches(beside: source)), reading: readSource)
      let talk = try documents.manuscript(source)
      // All are set before one is written: a fault of the source leaves nothing new behind.
      let file = source.split(separator: "/").last ?? "talk.md"
      let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file
      let files = try formats.map { format in
        (
          name: "\(name).\(format.rawValue)",
          bytes: try documents.file(talk, format, isByStep: pages == .steps)
        )
      }
      if isFile, let file = files.first {
        try write(file.bytes, to: output, console: console)
        if output != "-" { console.endProgress(printable(output)) }
        return
      }
      let folder = try OutputFolder(output)
      try folder.write(files, telling: console)
      console.endProgress("\(name) in \(printable(output))")
    } catch {
      throw documentFailure(error)
    }
  }
}

/// What a page of a talk's PDF holds.
enum TalkPages: String, CaseIterable {
  case slides, steps
}
