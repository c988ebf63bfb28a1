import ArgumentParser
import Lectures
import Plotting
import Records
import Reports

/// The command `figures slides`.
struct SlidesCommand: AsyncParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "slides", "Write a deck of slides and the steps of each figure.",
      """
      Writes index.html, a deck that opens from disk (press ? in it for its keys),
      ID/1.svg, ID/2.svg ... with the steps, ID.steps.pdf with a page for each step,
      beamer.tex, typst.typ and reveal.html with the steps for those programs, and
      snippets.md on their use. For slides with words of your own see <command> talk.

      Examples:
        <command> slides -o deck
        <command> slides <figure> --theme dark
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(
    help: "The figures' ids or numbers, or files ending in .figure; without any, all.",
    completion: .figures)
  var ids: [String] = []

  @Option(
    name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "slides"

  @Option(help: "Colours: light, dark or print.", completion: .themes)
  var theme = "light"

  @Option(
    help: "Language of the words of figures that state none: en, fr or de; the lecture's else.",
    completion: .list(DocumentLanguage.allCases.map(\.rawValue)))
  var language: String?

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var jobs: JobOptions

  @OptionGroup var faces: FontOptions

  @Option(
    help: ArgumentHelp("A folder with other templates.", valueName: "dir"), completion: .directory)
  var templates: String?

  func run() async throws {
    let theme = try Theme.named(theme)
    try refuseStandardOutput(output)
    let lecture = Tool.lecture
    let figures = try Tool.figuresApart(named: ids).map { try parameters.applied(to: $0) }
    let wanted: DocumentLanguage =
      try language.map { try choice($0, as: "language") } ?? lecture.language(of: figures)
    let fonts = try faces.set(for: .slide)
    let top = try OutputFolder(output)
    var slides: [Slide] = []
    var batch = Batch(of: figures.count)
    try await inOrder(figures, jobs: try jobs.count()) { figure in
      Result { try Slide(Rendering(figure, of: lecture), theme: theme, fonts: fonts, in: wanted) }
    } each: {
      guard let slide = batch.result($0) else { return }
      try top.write(slide.files.map { ($0.path, $0.bytes) }, telling: console)
      slides.append(slide)
    }
    // A deck of nothing would take the place of an older one.
    if slides.isEmpty { try batch.finish() }
    let deck = Deck(
      of: lecture, slides: slides, theme: theme,
      isOwn: !ids.isEmpty && ids.allSatisfy(Tool.isSketch))
    try top.write(Array(try deck.html(fonts: fonts, templates: templates).utf8), as: "index.html")
    for file in deck.snippets { try top.write(Array(file.text.utf8), as: file.path) }
    try batch.finish()
    console.endProgress("\(counted(slides.count, "slide")) in \(printable(output))")
  }
}
