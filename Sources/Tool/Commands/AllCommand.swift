import ArgumentParser
import Drawing
import Glibc
import Lectures
import Plotting
import Records
import Typesetting

/// The command `figures all`.
struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Write every figure, its data, the slides and the report.",
    discussion: """
      Writes into the folder: index.html with thumbnails and links to all files;
      figures/ID.svg .pdf .png and ID.dark.svg, ID.slide.svg, ID.slide.dark.svg,
      ID.column.svg; data/ID.csv .json; slides/index.html, ID/1.svg ..., ID.steps.pdf;
      report.html; handouts/LAB.VARIANT.html .pdf, LAB.data and LAB.instructor.data.

      Example: figures all -o out
      """)

  @OptionGroup var console: ConsoleOptions

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var output = "out"

  @OptionGroup var jobs: JobOptions

  @Option(help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"))
  var fonts: [String] = []

  func run() async throws {
    let console = Console(quiet: console.quiet)
    let lecture = Tool.lecture
    let jobs = try jobs.count()
    let start = seconds()
    let fonts = try FontSet(folders: fonts)
    var folders: [String: OutputFolder] = [:]
    func write(_ bytes: [UInt8], _ path: String) throws {
      let parts = path.split(separator: "/").map(String.init)
      let below = parts.dropLast().map { "/" + $0 }.joined()
      let folder = try folders[below] ?? OutputFolder(output + below)
      folders[below] = folder
      try folder.write(bytes, as: parts[parts.count - 1])
    }
    var renderings: [Rendering] = []
    var slides: [Slide] = []
    var gallery: [Gallery.Entry] = []
    try await inOrder(lecture.figures, jobs: jobs) {
      try FigureFiles($0, of: lecture, fonts: fonts)
    } each: {
      for file in $0.files {
        try write(file.bytes, file.path)
        if let took = file.seconds { console.progress("\(file.path)  \(milliseconds(took))") }
      }
      renderings.append($0.rendering)
      slides.append($0.slide)
      gallery.append(Gallery.Entry($0))
    }
    let deck = Deck(of: lecture, slides: slides, theme: .light)
    try write(Array(try deck.html().utf8), "slides/index.html")
    try write(Array(deck.snippets.utf8), "slides/snippets.md")
    let report = try Report(on: lecture, renderings: renderings, fonts: fonts.roman).html
    try write(Array(report.utf8), "report.html")
    var sheets: [(path: String, size: Int)] = []
    let handouts = try Handouts(of: lecture, renderings: renderings, fonts: fonts.roman)
    try await inOrder(handouts.sheets, jobs: jobs) {
      try handouts.files($0)
    } each: {
      for file in $0 {
        try write(file.bytes, "handouts/\(file.path)")
        sheets.append(("handouts/\(file.path)", file.bytes.count))
      }
    }
    try write(
      Array(Gallery(of: lecture, entries: gallery, handouts: sheets).html.utf8), "index.html")
    let took = milliseconds(seconds() - start)
    console.endProgress(
      "\(renderings.count) figures, slides, handouts and the report in \(printable(output)), \(took)"
    )
  }
}
