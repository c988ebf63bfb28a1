import ArgumentParser
import Lectures
import Records
import Sketches

/// The command `figures sketch`.
struct SketchCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "sketch", "Print what each line of a sketch became.",
      "Example: <command> sketch my.figure --explain")
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var parameters: ParameterOptions

  @Argument(
    help: "A file with a sketch, whose name ends in .figure.",
    completion: .file(extensions: ["figure"]))
  var file: String

  @Flag(help: "Print the explanation; nothing else is printed without it either.")
  var explain = false

  func run() throws {
    guard Tool.isSketch(file) else {
      throw UsageError.other("'\(printable(file))' is no sketch; give a file ending in .figure")
    }
    let figure = try parameters.applied(to: try Tool.sketch(file))
    let lines = try figure.explanation()
    let list = lines.map { line in
      JSON.object([
        ("line", .number(Double(line.number))), ("source", .string(line.source)),
        ("became", .string(line.words)),
      ])
    }
    try console.result([("lines", .array(list))]) {
      lines.map { "\($0.number): \(visibleLine($0.source))\n     \(visibleLine($0.words))" }
        .joined(separator: "\n") + "\n"
    }
  }
}
