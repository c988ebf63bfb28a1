import ArgumentParser

/// A verb of the command: how much it says, and whether as JSON.
protocol Verb: ParsableCommand {
  var console: ConsoleOptions { get }
}

/// A verb that writes files.
protocol WritingVerb: Verb {
  var writing: WritingOptions { get }
}

/// How much the command says.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false

  @Flag(help: "Print one JSON object with results, files, warnings and the error.")
  var json = false
}

/// Whether files are written.
struct WritingOptions: ParsableArguments {
  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false
}

extension Journal {
  /// The journal of a verb with the options it was given.
  convenience init(of command: any ParsableCommand) {
    self.init(
      isJSON: (command as? any Verb)?.console.json ?? false,
      isDry: (command as? any WritingVerb)?.writing.dryRun ?? false)
  }
}
