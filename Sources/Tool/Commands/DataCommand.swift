import ArgumentParser
import Lectures
import Records

/// The command `figures data`.
struct DataCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "data", "Print what a figure plots, and nothing else.",
      """
      Examples:
        <command> data <figure> --set <setting> --format json
        <command> data <figure for data> --data mine.csv --target y
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var choice: FigureChoice

  @Argument(help: "The figure's id or number, or a file ending in .figure.", completion: .figures)
  var id: String

  @Option(name: .shortAndLong, help: "csv or json.", completion: .list(["csv", "json"]))
  var format = "csv"

  func run() throws {
    guard ["csv", "json"].contains(format) else {
      throw UsageError.other("no format '\(printable(format))'; give csv or json")
    }
    let rendering = try choice.rendering(of: try Tool.figure(named: id))
    let data = try rendering.computed.data
    try console.result([("data", data.value(of: rendering.figure))]) {
      format == "csv" ? data.csv : data.json(of: rendering.figure)
    }
  }
}
