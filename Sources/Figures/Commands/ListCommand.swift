import ArgumentParser

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
    try console.result(json ? lectureAsJSON() + "\n" : lectureAsText())
  }

  private func lectureAsJSON() -> String {
    let figures = lecture7.figures.map { entry in
      JSON.object([
        ("id", .string(entry.id)), ("alias", entry.alias.map { .string($0) } ?? .null),
        ("title", .string(entry.title)), ("takesData", .bool(entry.take != nil)),
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
    return object.text
  }

  private func lectureAsText() -> String {
    var lines: [String] = []
    for entry in lecture7.figures {
      let alias = entry.alias.map { " (\($0))" } ?? ""
      lines.append("\(entry.id)\(alias): \(entry.title)")
      for setting in entry.settings {
        lines.append("    \(setting.name)=\(setting.value)  \(setting.help); \(setting.range)")
      }
      if entry.take != nil { lines.append("    takes --data FILE.csv --target COLUMN") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
