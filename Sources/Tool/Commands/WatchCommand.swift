import ArgumentParser
import Records

/// The command `figures watch`.
struct WatchCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "watch", "Write a document, a talk or a sketch again whenever its source changes.",
      """
      The source is a file ending in .md or .figure, or a lab of the lecture. Files
      that it shows or includes count too. A fault is shown with its line and a
      caret, and what was written before stays. Ends with Ctrl-C. Formats: html,
      pdf, ipynb, moodle for a handout; html, pdf, pptx for a talk; svg, pdf, png,
      html for a sketch.

      Examples:
        <command> watch my-lab.md -f html,pdf -o out
        <command> watch my.figure
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions
  @OptionGroup var live: LiveOptions

  @Argument(help: "A file ending in .md or .figure, or a lab of the lecture.", completion: .labs)
  var source: String

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas; html, or svg for a sketch.",
    completion: .commas(LiveFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "."

  func run() throws {
    try refuseStandardOutput(output)
    let source = try live.source(source)
    let formats: [LiveFormat] =
      try format.map { try choices($0, as: "format") } ?? [source.kind == .sketch ? .svg : .html]
    try source.check(formats)
    let folder = try OutputFolder(output)
    func build() throws {
      let files = try formats.map { (name: source.fileName($0), bytes: try source.file($0)) }
      try folder.write(files, telling: console)
    }
    guard !Journal.current.isDry else { return try build() }
    Interruption.hold()
    repeatOnChange {
      timed(console, source.name) { try build() }
    }
  }
}
