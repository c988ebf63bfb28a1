import ArgumentParser
import Lectures
import Records
import Reports

/// The command `figures render`.
struct RenderCommand: AsyncParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "render", "Draw figures as SVG, PDF, PNG or EPS.",
      """
      Without ids all figures are drawn. Files are named ID.svg and so on; a size or
      theme other than the default stands in the name, as in ID.slide.dark.svg.

      Examples:
        <command> render <figure> -f svg
        <command> render <figure> --set <setting> -f pdf -o -
        <command> render <figure> --size slide --theme dark --steps files
        <command> render <figure for data> --data mine.csv --target y
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions
  @OptionGroup var style: StyleOptions
  @OptionGroup var choice: FigureChoice

  @Argument(
    help: "The figures' ids or numbers, or files ending in .figure; without any, all.",
    completion: .figures)
  var ids: [String] = []

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas: svg, pdf, png, eps.",
    completion: .commas(Format.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: .shortAndLong,
    help: "The folder to write to, or a name that ends like a format; - for standard output.",
    completion: .directory)
  var output = "."

  @Flag(
    help: "Draw over the picture what words keep off, and the places tried for them.")
  var drawObstacles = false

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    var look = try style.look()
    look.drawsObstacles = drawObstacles
    let file = try namedFormat()
    let formats = try chosenFormats(look, named: file)
    let renderings = try Tool.figuresApart(named: ids).map { try choice.rendering(of: $0) }
    for figure in renderings.map(\.figure) where style.language != "en" {
      guard let own = figure.language, figure.language(in: look.language) != look.language else {
        continue
      }
      console.notice(
        "figures: \(figure.called) has its words in \(printable(own)) alone; --language "
          + "\(look.language.rawValue) changes nothing")
    }
    let fonts = try style.faces.set(for: look.size)
    if output == "-" {
      guard renderings.count == 1, formats.count == 1, look.steps != .files else {
        throw UsageError.other("-o - takes one figure, one format and no --steps files")
      }
      let files = try renderings[0].files(look, as: formats, fonts: fonts)
      return try console.file(files[0].bytes)
    }
    if file != nil {
      guard renderings.count == 1, look.steps != .files else {
        throw UsageError.other(
          "-o \(printable(output)) is the name of one file; give a folder for several")
      }
      let files = try renderings[0].files(look, as: formats, fonts: fonts)
      warnOfOtherSettings(output, files[0].bytes)
      try write(files[0].bytes, to: output, console: console)
      return console.endProgress(printable(output))
    }
    let folder = try OutputFolder(output)
    var count = 0
    var batch = Batch(of: renderings.count)
    let chosen = look
    try await inOrder(renderings, jobs: try jobs.count()) { rendering in
      Result {
        try rendering.files(chosen, as: formats, fonts: fonts)
          .map { (name: rendering.id + $0.suffix, bytes: $0.bytes) }
      }
    } each: { result in
      let files = batch.result(result) ?? []
      if let first = files.first { warnOfOtherSettings(output + "/" + first.name, first.bytes) }
      try folder.write(files, telling: console)
      count += files.count
    }
    try batch.finish()
    console.endProgress("\(counted(count, "file")) in \(printable(output))")
  }

  /// Says when a file takes the place of one that shows the same source with other settings.
  private func warnOfOtherSettings(_ path: String, _ bytes: [UInt8]) {
    guard let old = regularFile(path).flatMap({ try? Fingerprint($0, named: path) }),
      let new = try? Fingerprint(bytes, named: path)
    else { return }
    let isSame = ["Figure", "Source", "Source SHA-256"].allSatisfy { old[$0] == new[$0] }
    guard isSame, let before = old["Parameters"], before != new["Parameters"] else { return }
    console.notice(
      "figures: '\(printable(path))' showed \(printable(before)) and is replaced; to keep both, "
        + "name each with -o, as in -o NAME.svg")
  }

  /// The format that the output's name ends like; nil for a folder.
  ///
  /// - Throws: `UsageError` for the ending of a picture that is not written.
  private func namedFormat() throws -> Format? {
    guard let dot = output.lastIndex(of: "."), dot > output.startIndex,
      !output[dot...].contains("/"), (try? openFolder(output)) == nil
    else { return nil }
    let ending = output[output.index(after: dot)...].lowercased()
    let others = ["jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "ps", "emf", "pptx", "html"]
    guard others.contains(ending) else { return Format(rawValue: ending) }
    let formats: [Format] = try choices(ending, as: "format")
    return formats.first
  }

  /// The formats asked for; without any, that of the output's name or the one that goes with the
  /// form of the steps.
  private func chosenFormats(_ look: Look, named: Format?) throws -> [Format] {
    let formats: [Format] =
      try format.map { try choices($0, as: "format") } ?? [
        named ?? (look.steps == .pages ? .pdf : .svg)
      ]
    if let named, formats != [named] {
      throw UsageError.other(
        "-o \(printable(output)) is a name for \(named.rawValue) and -f says \(format ?? ""); "
          + "leave -f out, or give a folder")
    }
    switch look.steps {
    case .fragments where formats != [.svg]:
      throw UsageError.other("--steps fragments is for SVG; leave out -f or give -f svg")
    case .pages where formats != [.pdf]:
      throw UsageError.other("--steps pages is for PDF; leave out -f or give -f pdf")
    default: break
    }
    guard look.profile == .slide || formats == [.svg] else {
      throw UsageError.other("--profile is for SVG; leave out -f or give -f svg")
    }
    return formats
  }
}

/// How many figures are worked on at once.
struct JobOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "How many figures are worked on at once.")
  var jobs = 2

  /// The number, checked.
  func count() throws -> Int {
    try Self.check(jobs)
    return jobs
  }

  /// Throws for a number of threads that is not allowed.
  static func check(_ jobs: Int) throws {
    guard (1...64).contains(jobs) else {
      throw UsageError.other("--jobs \(jobs) is not allowed; give 1...64")
    }
  }
}
