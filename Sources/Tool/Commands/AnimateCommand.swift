import ArgumentParser
import Drawing
import Lectures
import Records
import Typesetting

/// The command `figures animate`.
struct AnimateCommand: AsyncParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "animate", "Write a figure in motion: parameters that sweep, or lines that grow.",
      """
      --set name=from..to moves a parameter, by equal factors where the range is
      positive and wide; without such a range the steps of the figure appear one
      after the other and their lines grow. Formats: svg (no scripts), apng; gif,
      mp4, webm with ffmpeg, if it is installed. Files are named ID.anim.svg and so
      on; the last frame is the figure itself.

      Examples:
        <command> animate <figure> -f svg,apng
        <command> animate my.figure --set a=0.01..10 --seconds 6 -f svg,mp4 -o out
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions
  @OptionGroup var style: StyleOptions
  @OptionGroup var parameters: ParameterOptions

  @Argument(help: "The figure's id or number, or a file ending in .figure.", completion: .figures)
  var id: String

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas: svg, apng, gif, mp4, webm.",
    completion: .commas(Motion.allCases.map(\.rawValue)))
  var format = "svg"

  @Option(help: "How long it takes, in seconds.")
  var seconds = 6.0

  @Option(help: "How many frames; ten for each second unless given.")
  var frames: Int?

  @Flag(help: "Begin again at the end.")
  var loop = false

  @Option(
    name: .shortAndLong, help: "The folder to write to; - for standard output.",
    completion: .directory)
  var output = "."

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    let formats: [Motion] = try choices(format, as: "format")
    let look = try style.look()
    guard look.steps == nil, look.profile == .slide else {
      throw UsageError.other("a figure in motion has no --steps and no --profile; leave them out")
    }
    guard seconds.isFinite, (0.1...600).contains(seconds) else {
      throw UsageError.other("--seconds \(short(seconds)) is not allowed; give 0.1...600")
    }
    let count = frames ?? min(max(2, Int((10 * seconds).rounded()) + 1), 121)
    guard (2...1000).contains(count) else {
      throw UsageError.other("--frames \(count) is not allowed; give 2...1000")
    }
    guard output != "-" || formats.count == 1 else {
      throw UsageError.other("-o - takes one format; name a folder with -o")
    }
    let films = try formats.compactMap { try $0.film(looping: loop) }
    let sweep = try FigureSweep(
      try Tool.figure(named: id), fixed: parameters, count: count)
    let fonts = try style.faces.set(for: look.size)
    let (scenes, metadata) = try await self.scenes(sweep, look, fonts, jobs: try jobs.count())
    var files: [(name: String, bytes: [UInt8])] = []
    for format in formats {
      let bytes =
        try films.first { $0.format == format }?.file(scenes, seconds: seconds, dpi: look.dpi)
        ?? own(format, scenes, metadata, dpi: look.dpi)
      files.append(("\(sweep.id)\(look.suffix).anim.\(format.rawValue)", bytes))
    }
    if output == "-" { return try console.file(files[0].bytes) }
    let folder = try OutputFolder(output)
    try folder.write(files, telling: console)
    console.endProgress(
      "\(counted(files.count, "file")) of \(counted(scenes.count, "frame")) in \(printable(output))"
    )
  }

  private func own(
    _ format: Motion, _ scenes: [Scene], _ metadata: NamedValues, dpi: Double
  ) throws -> [UInt8] {
    guard format == .apng else {
      return Array(
        animatedSVG(scenes, seconds: seconds, repeats: loop, metadata: metadata).utf8)
    }
    return try CommandFailure.telling(.computation, "figure '\(id)': ") {
      try animatedPNG(scenes, seconds: seconds, repeats: loop, dpi: dpi, keywords: metadata)
    }
  }

  /// The pictures, and how the last of them was made.
  private func scenes(
    _ sweep: FigureSweep, _ look: Look, _ fonts: MathFonts, jobs: Int
  ) async throws -> (scenes: [Scene], metadata: NamedValues) {
    let lecture = Tool.lecture
    var scenes: [Scene] = []
    let renderings = sweep.figures.map { Rendering($0, of: lecture) }
    let isSweep = renderings.count > 1
    try await inOrder(Array(renderings.enumerated()), jobs: jobs) { index, rendering in
      do {
        return try rendering.scene(look, fonts: fonts)
      } catch let failure as CommandFailure where isSweep {
        throw CommandFailure(
          failure.code, "\(failure.description) (at \(sweep.settings(index)))",
          below: failure.below)
      }
    } each: {
      scenes.append($0)
    }
    let metadata = try renderings.last?.provenance(look) ?? []
    if !isSweep, let whole = scenes.first {
      scenes = (0..<sweep.count).map { whole.grown(to: Double($0 + 1) / Double(sweep.count)) }
    }
    return (scenes, metadata)
  }
}
