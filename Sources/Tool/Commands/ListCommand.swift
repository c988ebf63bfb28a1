import ArgumentParser
import Lectures
import Records

/// The command `figures list`.
struct ListCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "list", "List the figures with their parameters.",
      "Example: <command> list --json")
  }

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(quiet: console.quiet)
    try console.result(lectureAsJSON(), else: lectureAsText)
  }

  private func lectureAsJSON() -> [(String, JSON)] {
    let figures = Tool.lecture.figures.map { figure in
      JSON.object([
        ("id", .string(figure.id)), ("alias", figure.alias.map { .string($0) } ?? .null),
        ("title", .string(figure.title)), ("takesData", .bool(figure is any AcceptsData)),
        (
          "parameters",
          .array(
            figure.settings.map {
              .object([
                ("name", .string($0.name)), ("default", .string($0.value)),
                ("range", .string($0.range)), ("help", .string($0.help)),
              ])
            })
        ), ("conditions", .array(figure.conditionsInWords.map { .string($0) })),
      ])
    }
    return [
      ("lecture", .number(Double(Tool.lecture.number))), ("title", .string(Tool.lecture.title)),
      ("figures", .array(figures)),
      ("labs", .array(Tool.lecture.labs.map { .string($0.id) })),
    ]
  }

  private func lectureAsText() -> String {
    var lines: [String] = []
    for figure in Tool.lecture.figures {
      let alias = figure.alias.map { " (\($0))" } ?? ""
      lines.append("\(figure.id)\(alias): \(figure.title)")
      for setting in figure.settings {
        lines.append("    \(setting.name)=\(setting.value)  \(setting.help); \(setting.range)")
      }
      for condition in figure.conditionsInWords { lines.append("    condition: \(condition)") }
      if figure is any AcceptsData { lines.append("    takes --data FILE.csv --target COLUMN") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
