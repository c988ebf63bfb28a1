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

  @Argument(
    help: "The figures' ids or numbers, or files ending in .figure; without any, all.",
    completion: .figures)
  var ids: [String] = []

  func run() throws {
    let console = Console(quiet: console.quiet)
    let all = try Tool.figures(named: ids)
    var batch = Batch(of: all.count)
    let figures = all.filter { figure in
      guard let unread = figure as? UnreadFigure else { return true }
      let _: Never? = batch.result(.failure(unread.failure))
      return false
    }
    try console.result(asJSON(figures)) { asText(figures) }
    try batch.finish("listed")
  }

  /// The experiments, which are listed where no figure is named.
  private var experiments: [any Experiment] { ids.isEmpty ? Tool.lecture.experiments : [] }

  private func asJSON(_ chosen: [any LectureFigure]) -> [(String, JSON)] {
    let lecture = Tool.lecture
    let figures = chosen.map { figure in
      JSON.object(
        [
          ("id", .string(figure.id)), ("alias", figure.alias.map { .string($0) } ?? .null),
          ("title", .string(figure.title)), ("takesData", .bool(figure is any AcceptsData)),
        ] + parameters(of: figure))
    }
    let experiments = experiments.map { experiment in
      JSON.object(
        [("id", .string(experiment.id)), ("abstract", .string(experiment.abstract))]
          + parameters(of: experiment)
          + [
            (
              "measures",
              .array(
                experiment.measures.map {
                  .object([("name", .string($0.name)), ("meaning", .string($0.meaning))])
                })
            )
          ])
    }
    return [
      ("lecture", .number(Double(lecture.number))), ("title", .string(lecture.title)),
      ("figures", .array(figures)), ("labs", .array(lecture.labs.map { .string($0.id) })),
      ("experiments", .array(experiments)),
    ]
  }

  private func parameters(of owner: some Parametrised) -> [(String, JSON)] {
    let settings = owner.settings.map { setting in
      JSON.object([
        ("name", .string(setting.name)), ("default", .string(setting.value)),
        ("range", .string(setting.range)), ("help", .string(setting.help)),
      ])
    }
    return [
      ("parameters", .array(settings)),
      ("conditions", .array(owner.conditionsInWords.map { .string($0) })),
    ]
  }

  private func asText(_ figures: [any LectureFigure]) -> String {
    var lines: [String] = []
    for figure in figures {
      let alias = figure.alias.map { " (\($0))" } ?? ""
      lines.append("\(figure.id)\(alias): \(figure.title)")
      lines += parametersAsText(of: figure)
      if figure is any AcceptsData { lines.append("    takes --data FILE.csv --target COLUMN") }
    }
    for experiment in experiments {
      lines.append("experiment \(experiment.id): \(experiment.abstract)")
      lines += parametersAsText(of: experiment)
      for measure in experiment.measures {
        lines.append("    records \(measure.name): \(measure.meaning)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func parametersAsText(of owner: some Parametrised) -> [String] {
    owner.settings.map { "    \($0.name)=\($0.value)  \($0.help); \($0.range)" }
      + owner.conditionsInWords.map { "    condition: \($0)" }
  }
}
