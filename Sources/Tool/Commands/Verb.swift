import ArgumentParser
import Lectures
import Records

/// A verb of the command: how much it says, and whether as JSON.
protocol Verb: ParsableCommand {
  var options: ConsoleOptions { get }
}

extension Verb {
  /// Where the verb prints.
  var console: Console { Console(quiet: options.quiet) }
}

/// A verb that writes files.
protocol WritingVerb: Verb {
  var writing: WritingOptions { get }
}

/// How much the command says.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but results, warnings and errors.")
  var quiet = false

  @Flag(help: "Print one JSON object with results, files, warnings and the error.")
  var json = false
}

/// Whether files are written.
struct WritingOptions: ParsableArguments {
  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false
}

extension Tool {
  /// What a verb is for, with names of this lecture in place of `<command>`, `<figure>`, `<setting>`
  /// of that figure, `<figure for data>`, `<lab>` and `<labs>`.
  static func verb(
    _ name: String, _ abstract: String, _ help: @autoclosure () -> String
  ) -> CommandConfiguration {
    guard showsHelp else {
      var configuration = CommandConfiguration(commandName: name, abstract: abstract)
      // A command of another is not searched for requests of completions, which the other answers.
      configuration._superCommandName = lecture.command
      return configuration
    }
    let figure = lecture.figures.first { !$0.settings.isEmpty } ?? lecture.figures.first
    let labs = lecture.labs.map(\.id)
    let names: [(String, String?)] = [
      ("command", lecture.command), ("figure", figure?.id),
      ("setting", figure?.settings.first.map { "\($0.name)=\($0.value)" }),
      ("figure for data", lecture.figures.first { $0 is any AcceptsData }?.id),
      ("lab", labs.first), ("labs", labs.joined(separator: ", ")),
    ]
    return CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: names.reduce(help()) {
        $0.replacing("<\($1.0)>", with: $1.1 ?? $1.0.uppercased())
      })
  }
}

extension Journal {
  /// The journal of a verb with the options it was given.
  convenience init(of command: any ParsableCommand) {
    self.init(
      isJSON: (command as? any Verb)?.options.json ?? false,
      isDry: (command as? any WritingVerb)?.writing.dryRun ?? false)
  }
}
