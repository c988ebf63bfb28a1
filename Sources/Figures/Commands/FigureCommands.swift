import ArgumentParser
import Drawing
import Plotting
import Typesetting

/// The command `figures list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the figures with their parameters.",
    discussion: "Example: figures list --json")

  @OptionGroup var console: ConsoleOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let console = Console(quiet: console.quiet)
    if json {
      let figures = lecture7.figures.map { entry in
        JSON.object([
          ("id", .string(entry.id)), ("alias", entry.alias.map { .string($0) } ?? .null),
          ("title", .string(entry.title)),
          (
            "parameters",
            .array(
              entry.settings.map {
                .object([
                  ("name", .string($0.name)), ("default", .string($0.value)),
                  ("range", .string($0.range)), ("help", .string($0.help)),
                ])
              })
          ),
        ])
      }
      let object = JSON.object([
        ("lecture", .number(Double(lecture7.number))), ("title", .string(lecture7.title)),
        ("figures", .array(figures)),
      ])
      try console.result(object.text + "\n")
      return
    }
    var lines: [String] = []
    for entry in lecture7.figures {
      let alias = entry.alias.map { " (\($0))" } ?? ""
      lines.append("\(entry.id)\(alias): \(entry.title)")
      for setting in entry.settings {
        lines.append("    \(setting.name)=\(setting.value)  \(setting.help); \(setting.range)")
      }
    }
    try console.result(lines.joined(separator: "\n") + "\n")
  }
}

/// The command `figures render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Draw figures as SVG, PDF or PNG.",
    discussion: """
      Without ids all figures are drawn.

      Examples:
        figures render loss-landscape -f svg
        figures render fig5 --set alphas=0.01,1 -f pdf -o -
        figures render networks --size slide --theme dark
      """)

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var style: StyleOptions
  @OptionGroup var parameters: ParameterOptions

  @Argument(help: "The figures' ids or numbers, as in 'loss-landscape' or 'fig4'.")
  var ids: [String] = []

  @Option(name: .shortAndLong, help: "Formats, separated by commas: svg, pdf, png.")
  var format = "svg"

  @Option(name: .shortAndLong, help: "The folder to write to; - for standard output.")
  var output = "."

  func run() throws {
    let console = Console(quiet: console.quiet)
    let formats = try Format.list(format)
    let theme = try style.chosenTheme()
    let size = try style.chosenSize()
    let dpi = try style.chosenDPI()
    var entries = try ids.map { try lecture7.entry(named: $0) }
    if ids.isEmpty { entries = lecture7.figures }
    entries = try entries.map { try parameters.applied(to: $0) }
    let fonts = try style.chosenFonts(for: size)
    if output == "-" {
      guard entries.count == 1, formats.count == 1 else {
        throw UsageError.other("-o - takes one figure and one format")
      }
      let rendering = try Rendering(entries[0])
      let scene = try rendering.scene(size: size, theme: theme, fonts: fonts)
      try console.result(try rendering.file(scene, as: formats[0], dpi: dpi))
      return
    }
    let folder = try OutputFolder(output)
    for entry in entries {
      let rendering = try Rendering(entry)
      let scene = try rendering.scene(size: size, theme: theme, fonts: fonts)
      for format in formats {
        let name = "\(Rendering.stem(entry.id, size: size, theme: theme)).\(format.rawValue)"
        try folder.write(try rendering.file(scene, as: format, dpi: dpi), as: name)
        console.progress("\(output)/\(name)")
      }
    }
    console.endProgress("\(entries.count * formats.count) files in \(output)")
  }
}

/// The command `figures data`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Print what a figure plots, and nothing else.",
    discussion: "Example: figures data potential --set alphas=0.1 --format json")

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var parameters: ParameterOptions

  @Argument(help: "The figure's id or number.")
  var id: String

  @Option(name: .shortAndLong, help: "csv or json.")
  var format = "csv"

  func run() throws {
    guard ["csv", "json"].contains(format) else {
      throw UsageError.other("no format '\(printable(format))'; give csv or json")
    }
    let entry = try parameters.applied(to: try lecture7.entry(named: id))
    let data = try Rendering(entry).computed.data
    try Console(quiet: console.quiet).result(format == "csv" ? data.csv : data.json(of: entry))
  }
}
