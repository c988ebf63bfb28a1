import ArgumentParser
import Lectures
import Plotting
import Records
import Reports
import Templates

/// The command `figures handout`.
struct HandoutCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "handout", "Write a lab sheet for students or instructors.",
      """
      A sheet is one Markdown file with solutions and marks in it; the variant decides what is
      left in. Formats are html, pdf, ipynb (a notebook of Jupyter) and moodle (its XML, with all
      keys, for instructors). The labs of the lecture are <labs>;
      their data go into NAME.data, expected values into NAME.instructor.data. With --language fr
      a lab is NAME.fr, in French; a file says its language itself.

      Examples:
        <command> handout <lab> --variant student -f html,pdf -o handouts
        <command> handout <lab> --language fr -f pdf
        <command> handout my-lab.md --variant solution -f pdf --paper letter
        <command> handout my-lab.md --variant instructor -f ipynb,moodle
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(help: "A lab of the lecture, or a file ending in .md.", completion: .labs)
  var source: String

  @Option(
    help: "For whom: student, solution or instructor, or several separated by commas.",
    completion: .commas(Variant.allCases.map(\.rawValue)))
  var variant = "student"

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas: html, pdf, ipynb, moodle.",
    completion: .commas(HandoutFormat.allCases.map(\.rawValue)))
  var format = "html,pdf"

  @Option(
    help: "The paper of the PDF: a4 or letter.",
    completion: .list(Paper.allCases.map(\.rawValue)))
  var paper = "a4"

  @Option(help: "The language of a lab's text, such as fr; the lecture's own unless given.")
  var language: String?

  @Option(
    name: .shortAndLong,
    help: "The folder to write to, or a file of one format; - for standard output.",
    completion: .file())
  var output = "."

  @OptionGroup var document: DocumentOptions

  func run() throws {
    let variants: [Variant] = try choices(variant, as: "variant")
    let formats: [HandoutFormat] = try choices(format, as: "format")
    let paper: Paper = try choice(paper, as: "paper")
    // What Moodle reads holds all keys.
    guard variants.contains(.instructor) || !formats.contains(.moodle) else {
      throw UsageError.other(
        "-f moodle holds all keys, so it is for instructors; add --variant instructor")
    }
    let isFile = try namesFile(output, formats)
    let fonts = try document.faces.set(for: .text)
    do {
      let documents = Documents(
        of: Tool.lecture, templates: try Templates(folder: document.templates), fonts: fonts,
        shelf: try FigureShelf(
          Tool.lecture, fonts: fonts, keep: document.keep(fonts),
          file: Tool.sketches(beside: source)),
        paper: paper, reading: sourceReader(of: source))
      let handout = try documents.handout(source, in: language)
      if isFile, variants.count * formats.count > 1 || handout.lab != nil {
        throw UsageError.other(
          "-o \(printable(output)) takes a file ending in .md, one variant and one format; name a folder with -o"
        )
      }
      // All are set before one is written: a fault of the source leaves nothing new behind.
      let files = try variants.flatMap { variant in
        try formats.filter { variant == .instructor || $0 != .moodle }.map { format in
          (
            name: "\(handout.name).\(variant.rawValue).\(format.ending)",
            bytes: try documents.file(handout, variant, format)
          )
        }
      }
      if isFile, let file = files.first {
        try write(file.bytes, to: output, console: console, isDurable: true)
        if output != "-" { console.endProgress(printable(output)) }
        return
      }
      let folder = try OutputFolder(output)
      try folder.check(files)
      for file in files {
        try folder.write(file.bytes, as: file.name, isDurable: true)
        console.progress(file.name)
      }
      if let lab = handout.lab {
        try writeData(of: lab, variants: variants, into: folder, console: console)
      }
      console.endProgress("\(handout.name) in \(printable(output))")
    } catch {
      throw documentFailure(error)
    }
  }
}

/// Writes a lab's data: what students get, and apart from it what only instructors get.
func writeData(
  of lab: Lab, variants: [Variant], into folder: OutputFolder, console: Console
) throws {
  for file in lab.studentFiles {
    try folder.write(Array(file.text.utf8), as: "\(lab.id).data/\(file.name)")
  }
  console.progress("\(lab.id).data")
  guard variants.contains(where: { $0 != .student }) else { return }
  for file in lab.instructorFiles(Tool.lecture.grounds) {
    try folder.write(
      Array(file.text.utf8), as: "\(lab.id).instructor.data/\(file.name)", isDurable: true)
  }
  console.progress("\(lab.id).instructor.data")
}
