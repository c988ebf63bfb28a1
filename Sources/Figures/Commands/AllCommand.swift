import ArgumentParser
import Drawing
import Glibc
import Models
import Plotting
import Typesetting

/// The command `figures all`.
struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Write every figure, its data and the report.",
    discussion: """
      Writes into the folder: figures/ID.svg .pdf .png, data/ID.csv .json, report.html.

      Example: figures all -o out
      """)

  @OptionGroup var console: ConsoleOptions

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var output = "out"

  @Option(name: .shortAndLong, help: "How many figures are worked on at once.")
  var jobs = 2

  @Option(help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"))
  var fonts: [String] = []

  func run() async throws {
    let console = Console(quiet: console.quiet)
    guard (1...64).contains(jobs) else {
      throw UsageError.other("--jobs \(jobs) is not allowed; give 1...64")
    }
    let start = seconds()
    let set = try mathFonts(for: .text, folders: fonts)
    let figures = try OutputFolder(output + "/figures")
    let data = try OutputFolder(output + "/data")
    let finished = try await renderAll(lecture7.figures, fonts: set, jobs: jobs) { done in
      for file in done.files {
        try figures.write(file.bytes, as: file.name)
        console.progress("\(file.name)  \(milliseconds(file.seconds))")
      }
      let id = done.rendering.entry.id
      let computed = done.rendering.computed.data
      try data.write(Array(computed.csv.utf8), as: "\(id).csv")
      try data.write(Array(computed.json(of: done.rendering.entry).utf8), as: "\(id).json")
    }
    let report = try Report(renderings: finished, fonts: set).html
    try OutputFolder(output).write(Array(report.utf8), as: "report.html")
    let took = milliseconds(seconds() - start)
    console.endProgress("\(finished.count) figures and the report in \(output), \(took)")
  }
}

/// A figure drawn in all formats.
struct RenderedFigure: Sendable {
  /// One file with the time it took.
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
    let seconds: Double
  }

  let rendering: Rendering
  let files: [File]
}

/// Computes and draws figures, several at once, and hands them over in the order of the list.
///
/// What is handed over does not depend on `jobs`.
func renderAll(
  _ entries: [LectureEntry], fonts: MathFonts, jobs: Int,
  each: (RenderedFigure) throws -> Void
) async throws -> [Rendering] {
  var results: [Result<RenderedFigure, any Error>?] = entries.map { _ in nil }
  var handedOver = 0
  var finished: [Rendering] = []
  try await withThrowingTaskGroup(of: (Int, Result<RenderedFigure, any Error>).self) { group in
    var next = 0
    func addTask() {
      guard next < entries.count else { return }
      let index = next
      next += 1
      group.addTask { (index, Result { try drawn(entries[index], fonts: fonts) }) }
    }
    for _ in 0..<jobs { addTask() }
    while let (index, result) = try await group.next() {
      results[index] = result
      addTask()
      while handedOver < entries.count, let ready = results[handedOver] {
        let figure = try ready.get()
        try each(figure)
        finished.append(figure.rendering)
        results[handedOver] = nil
        handedOver += 1
      }
    }
  }
  return finished
}

private func drawn(_ entry: LectureEntry, fonts: MathFonts) throws -> RenderedFigure {
  let rendering = try Rendering(entry)
  let scene = try rendering.scene(size: .text, theme: .light, fonts: fonts)
  let files = try Format.allCases.map { format in
    let start = seconds()
    let bytes = try rendering.file(scene, as: format, dpi: 192)
    return RenderedFigure.File(
      name: "\(entry.id).\(format.rawValue)", bytes: bytes, seconds: seconds() - start)
  }
  return RenderedFigure(rendering: rendering, files: files)
}

/// A clock for progress only; no output depends on it.
func seconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

/// A duration for a line of progress.
func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
