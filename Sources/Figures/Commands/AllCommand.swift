import ArgumentParser
import Drawing
import Glibc
import Models
import Plotting
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
    try await inOrder(lecture7.figures, jobs: jobs) {
      try FigureFiles($0, fonts: fonts)
    } each: {
      for file in $0.files {
        try write(file.bytes, file.path)
        if let took = file.seconds { console.progress("\(file.path)  \(milliseconds(took))") }
      }
      renderings.append($0.rendering)
      slides.append($0.slide)
      gallery.append(Gallery.Entry($0))
    }
    let deck = Deck(slides: slides, theme: .light)
    try write(Array(try deck.html().utf8), "slides/index.html")
    try write(Array(deck.snippets.utf8), "slides/snippets.md")
    let report = try Report(renderings: renderings, fonts: fonts.roman).html
    try write(Array(report.utf8), "report.html")
    var sheets: [(path: String, size: Int)] = []
    let handouts = try Handouts(renderings: renderings, fonts: fonts.roman)
    try await inOrder(handouts.sheets, jobs: jobs) {
      try handouts.files($0)
    } each: {
      for file in $0 {
        try write(file.bytes, "handouts/\(file.path)")
        sheets.append(("handouts/\(file.path)", file.bytes.count))
      }
    }
    try write(Array(Gallery(entries: gallery, handouts: sheets).html.utf8), "index.html")
    let took = milliseconds(seconds() - start)
    console.endProgress(
      "\(renderings.count) figures, slides, handouts and the report in \(printable(output)), \(took)"
    )
  }
}

/// All that `figures all` writes about one figure, but for the pages that show several.
struct FigureFiles: Sendable {
  /// A file by its path below the output folder.
  struct File: Sendable {
    let path: String
    let bytes: [UInt8]
    /// How long it took to draw; nil for what is not worth a line of progress.
    let seconds: Double?
  }

  let rendering: Rendering
  let files: [File]
  let slide: Slide

  /// Computes the figure once and draws it in all sizes.
  init(_ entry: LectureEntry, fonts: FontSet) throws {
    var files: [File] = []
    var began = seconds()
    func add(_ path: String, _ bytes: [UInt8], isShown: Bool = true) {
      let now = seconds()
      files.append(File(path: path, bytes: bytes, seconds: isShown ? now - began : nil))
      began = now
    }
    let rendering = try Rendering(entry)
    let id = entry.id
    add("data/\(id).csv", Array(rendering.computed.data.csv.utf8))
    add("data/\(id).json", Array(rendering.computed.data.json(of: entry).utf8), isShown: false)
    for (look, formats) in FigureFiles.looks {
      for format in formats {
        for file in try rendering.files(look, as: [format], fonts: fonts.fonts(for: look.size)) {
          add("figures/\(id)\(file.suffix)", file.bytes)
        }
      }
    }
    let slide = try Slide(rendering, theme: .light, fonts: fonts.sans)
    for file in slide.files { add("slides/\(file.path)", file.bytes, isShown: false) }
    self.rendering = rendering
    self.files = files
    self.slide = slide
  }

  /// The looks that are made of every figure, the default first.
  static let looks: [(look: Look, formats: [Format])] = [
    (Look(), Format.allCases), (Look(theme: .dark), [.svg]), (Look(size: .column), [.svg]),
    (Look(size: .slide), [.svg]), (Look(size: .slide, theme: .dark), [.svg]),
  ]
}

/// A clock for progress only; no output depends on it.
func seconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

/// A duration for a line of progress.
func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
