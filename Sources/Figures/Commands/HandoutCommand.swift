import ArgumentParser
import Plotting
import Reports
import Templates
import Typesetting

/// The command `figures handout`.
struct HandoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout", abstract: "Write a lab sheet for students or instructors.",
    discussion: """
      A sheet is one Markdown file with solutions and marks in it; the variant decides what is
      left in. The labs of the lecture are least-squares, diagonal-networks and
      noise-and-classification; their data go into NAME.data, expected values into
      NAME.instructor.data.

      Examples:
        figures handout least-squares --variant student -f html,pdf -o handouts
        figures handout my-lab.md --variant solution -f pdf --paper letter
      """)

  @OptionGroup var console: ConsoleOptions

  @Argument(help: "A lab of the lecture, or a file ending in .md.")
  var source: String

  @Option(help: "For whom: student, solution or instructor, or several separated by commas.")
  var variant = "student"

  @Option(name: .shortAndLong, help: "Formats, separated by commas: html, pdf.")
  var format = "html,pdf"

  @Option(help: "The paper of the PDF: a4 or letter.")
  var paper = "a4"

  @Option(name: .shortAndLong, help: "The folder to write to; - for standard output.")
  var output = "."

  @Flag(help: "Compute everything anew, and keep nothing for the next run.")
  var fresh = false

  @Option(help: ArgumentHelp("A folder with other templates.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"))
  var fonts: [String] = []

  func run() throws {
    let console = Console(quiet: console.quiet)
    let variants = try chosen(variant, as: "variant", from: Variant.allCases)
    let formats = try chosen(format, as: "format", from: HandoutFormat.allCases)
    guard let paper = Paper(rawValue: paper) else {
      throw UsageError.other("no paper '\(printable(paper))'; give a4 or letter")
    }
    let set = try mathFonts(for: .text, folders: fonts)
    do {
      let handouts = Handouts(
        templates: try Templates(folder: templates), fonts: set,
        shelf: try FigureShelf(
          lecture7, fonts: set, kept: fresh ? .nowhere : KeptTexts(fonts: set)), paper: paper)
      let handout = try handouts.handout(source)
      if output == "-", variants.count * formats.count > 1 || handout.lab != nil {
        throw UsageError.other(
          "-o - takes a file ending in .md, one variant and one format; name a folder with -o")
      }
      // All are set before one is written: a fault of the source leaves nothing new behind.
      let files = try variants.flatMap { variant in
        try formats.map { format in
          (
            name: "\(handout.name).\(variant.rawValue).\(format.rawValue)",
            bytes: try handouts.file(handout, variant, format)
          )
        }
      }
      if output == "-" { return try console.file(files[0].bytes) }
      let folder = try OutputFolder(output)
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

/// The values that a list separated by commas names.
private func chosen<Value: RawRepresentable<String>>(
  _ list: String, as what: String, from all: [Value]
) throws -> [Value] {
  try list.split(separator: ",", omittingEmptySubsequences: false).map { name in
    guard let value = Value(rawValue: String(name)) else {
      let known = all.map(\.rawValue)
      let hint = nearest(String(name), among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError.other(
        "no \(what) '\(printable(String(name)))'; give \(known.joined(separator: ", "))\(hint)")
    }
    return value
  }
}

/// What a handout is written as.
enum HandoutFormat: String, CaseIterable, Sendable {
  case html, pdf
}

/// Makes handouts from the labs of the lecture and from files.
struct Handouts: Sendable {
  /// A handout by the name of its files.
  struct Handout: Sendable {
    let name: String
    let manuscript: Manuscript
    /// The lab whose data go with it; nil for a file of the user's.
    let lab: Lab?
  }

  let templates: Templates
  let fonts: MathFonts
  let shelf: FigureShelf
  let paper: Paper

  /// The handouts that go with figures computed already, on A4.
  init(renderings: [Rendering], fonts: MathFonts) throws {
    do {
      templates = try Templates()
      shelf = try FigureShelf(lecture7, fonts: fonts, ready: renderings)
    } catch {
      throw documentFailure(error)
    }
    self.fonts = fonts
    paper = .a4
  }

  /// The handouts with a choice of templates and paper.
  init(templates: Templates, fonts: MathFonts, shelf: FigureShelf, paper: Paper) {
    self.templates = templates
    self.fonts = fonts
    self.shelf = shelf
    self.paper = paper
  }

  /// A lab for somebody.
  struct Sheet: Hashable, Sendable {
    let lab: String
    let variant: Variant
  }

  /// All labs for everybody.
  var sheets: [Sheet] {
    labNames.flatMap { lab in Variant.allCases.map { Sheet(lab: lab, variant: $0) } }
  }

  /// The files of a sheet by their paths: the student's with the data, others with what only
  /// instructors get.
  func files(_ sheet: Sheet) throws -> [(path: String, bytes: [UInt8])] {
    do {
      let handout = try handout(sheet.lab)
      var files = try HandoutFormat.allCases.map { format in
        (
          "\(sheet.lab).\(sheet.variant.rawValue).\(format.rawValue)",
          try file(handout, sheet.variant, format)
        )
      }
      if let lab = handout.lab, sheet.variant == .student {
        files += lab.studentFiles.map { ("\(lab.id).data/\($0.name)", Array($0.text.utf8)) }
      }
      if let lab = handout.lab, sheet.variant == .instructor {
        files += lab.instructorFiles.map {
          ("\(lab.id).instructor.data/\($0.name)", Array($0.text.utf8))
        }
      }
      return files
    } catch {
      throw documentFailure(error)
    }
  }

  /// The handout of a lab's name or of a file.
  func handout(_ source: String) throws -> Handout {
    if source.hasSuffix(".md") {
      let slash = source.lastIndex(of: "/")
      let folder = slash.map { String(source[...$0]) } ?? ""
      let name = slash.map { source[source.index(after: $0)...] } ?? source[...]
      let manuscript = try Manuscript(
        try readFile(source, limit: 1_000_000), file: source,
        reading: { try readFile($0.hasPrefix("/") ? $0 : folder + $0, limit: 1_000_000) })
      return Handout(name: String(name.dropLast(3)), manuscript: manuscript, lab: nil)
    }
    guard labNames.contains(source) else {
      let hint = nearest(source, among: labNames).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError.other(
        "no lab '\(printable(source))'; give \(labNames.joined(separator: ", ")) "
          + "or a file ending in .md\(hint)")
    }
    return Handout(
      name: source, manuscript: try manuscript("labs/\(source).md", in: templates),
      lab: try shelf.lab(source))
  }

  /// The bytes of a handout's file.
  func file(_ handout: Handout, _ variant: Variant, _ format: HandoutFormat) throws -> [UInt8] {
    let settings = PageSettings.handout(
      variant, provenance: ["Written by Figures \(version)."], software: "Figures \(version)")
    let subject = shelf.subject
    switch format {
    case .html:
      let page = try handout.manuscript.html(
        settings, subject: subject, templates: templates, fonts: fonts)
      return Array(page.text.utf8)
    case .pdf:
      return try handout.manuscript.pdf(settings, paper: paper, subject: subject, fonts: fonts)
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
  for file in lab.instructorFiles {
    try folder.write(
      Array(file.text.utf8), as: "\(lab.id).instructor.data/\(file.name)", isDurable: true)
  }
  console.progress("\(lab.id).instructor.data")
}
