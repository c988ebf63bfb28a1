public import ArgumentParser
import Glibc
public import Lectures
import Records

/// The command of a lecture.
public struct Tool: AsyncParsableCommand {
  /// The lecture whose command this process runs: bound once, before a verb is chosen, since the
  /// parser makes commands without arguments.
  @TaskLocal static var lecture = Lecture(
    command: "figures", abstract: "", number: 0, title: "", figures: [])

  /// The lecture of the program, where the command is about that of a folder; nil else.
  @TaskLocal static var own: Lecture?

  /// Whether somebody may read the verbs' help: it is long, and every start asks for all of it.
  @TaskLocal static var showsHelp = true

  /// Runs the command of a lecture with the arguments of this process, and ends the process.
  ///
  /// What the process may use is looked at on the thread that calls, before any other is needed: it
  /// would wait for ever where none can be made.
  nonisolated(nonsending) public static func run(_ lecture: Lecture) async {
    $lecture.withValue(lecture) {
      do { try checkResources() } catch { end(error, Journal(), "") }
    }
    await $lecture.withValue(lecture) { await main() }
  }

  /// The verbs, with the help of the lecture.
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: lecture.command,
      abstract: lecture.abstract,
      discussion: lecture.examples,
      version: lecture.version ?? programVersion,
      subcommands: [
        ListCommand.self, RenderCommand.self, DataCommand.self, ReportCommand.self,
        HandoutCommand.self,
        SlidesCommand.self, TalkCommand.self, VerifyCommand.self, InspectCommand.self,
        DiffCommand.self,
        AllCommand.self, PlanCommand.self, SweepCommand.self, MergeCommand.self,
        MathCommand.self, InitCommand.self, SketchCommand.self, DoctorCommand.self,
        WatchCommand.self, ServeCommand.self, AnimateCommand.self,
      ])
  }

  /// The command without arguments.
  public init() {}

  @OptionGroup var options: ConsoleOptions

  /// Parses, runs and turns what goes wrong into one line and an exit code.
  ///
  /// On the thread that calls, which takes memory in larger pieces than others.
  nonisolated(nonsending) static func main() async {
    Interruption.install()
    // Until the arguments are parsed, what they seem to ask for: an error may come before.
    var journal = Journal()
    var name = ""
    do {
      let words = try enteringFolder(try processArguments())
      let options = words.map { String(decoding: $0, as: UTF8.self) }.prefix { $0 != "--" }
      journal = Journal(isJSON: options.contains("--json"))
      name = options.first { !$0.hasPrefix("-") } ?? ""
      let arguments = try words.map(utf8Argument)
      try await $showsHelp.withValue(asksForHelp(arguments)) {
        try checkVerb(arguments)
        let project = try ProjectFile.lecture(
          over: lecture, for: arguments.first { !$0.hasPrefix("-") })
        let program = lecture
        try await $lecture.withValue(project) {
          let command = try parsed(arguments)
          // What is no verb of ours is the parser's way to show help.
          if let verb = command as? any Verb {
            name = type(of: verb).configuration.commandName ?? name
            journal = Journal(of: verb)
          }
          try await Journal.$current.withValue(journal) {
            try await $own.withValue(program) {
              announce(command)
              // What waits for nothing runs here, not where Swift would send it.
              if command is any AsyncParsableCommand {
                try await run(command)
              } else {
                var command = command
                try command.run()
              }
              writeWarnings(of: lecture.command)
            }
          }
        }
      }
      if Console.hasLostLines {
        throw CommandFailure(.cannotWrite, "cannot write to standard output; all files are there")
      }
      if journal.isJSON {
        try Console(quiet: false).result(journal.object(of: name).text + "\n")
      }
    } catch {
      end(error, journal, name)
    }
  }

  /// The verb that arguments ask for, with its options.
  ///
  /// The parser finds options by reflection, over the whole command first and then over its verb: a
  /// verb that stands first is read alone. What is wrong with arguments, the whole command says.
  static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if !showsHelp, let name = arguments.first,
      let verb = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      let command = try? verb.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == verb
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  private static func announce(_ command: any ParsableCommand) {
    let isQuiet = (command as? any Verb)?.options.quiet ?? false
    let name = lecture.command
    Warnings.announce { Console(quiet: isQuiet).hint("\(name): \($0)") }
    Ticker.start(Console(quiet: isQuiet))
  }

  private static func run(_ command: any ParsableCommand) async throws {
    guard var command = command as? any AsyncParsableCommand else { return }
    try await command.run()
  }

  private static func writeWarnings(of name: String, except told: String = "") {
    for line in Warnings.take() where line != told {
      Console(quiet: false).notice("\(name): warning: \(line)")
    }
  }

  /// Ends with what went wrong, as an object too where one was asked for.
  private static func end(_ error: any Error, _ journal: Journal, _ name: String) -> Never {
    let failure: CommandFailure
    switch error {
    case let error as CommandFailure: failure = error
    case let error as UsageError: failure = CommandFailure(.usage, error.description)
    default: failure = parserFailure(error, journal, name)
    }
    // What was found out before the fault; the fault's own line stands last.
    Journal.$current.withValue(journal) {
      writeWarnings(of: lecture.command, except: failure.description)
    }
    if journal.isJSON {
      let object = journal.object(of: name, failure: (failure.code.rawValue, failure.description))
      // The line below says what matters more than an object that cannot be written.
      try? Console(quiet: false).result(object.text + "\n")
    }
    let console = Console(quiet: false)
    console.notice("\(lecture.command): " + failure.description.prefix(390))
    for line in failure.below { console.notice(line) }
    Glibc.exit(failure.code.rawValue)
  }

  /// Whether arguments ask for help or for what shells complete.
  private static func asksForHelp(_ arguments: [String]) -> Bool {
    let requests = ["-h", "help", "--help", "--help-hidden", "--experimental-dump-help"]
    return arguments.isEmpty
      || arguments.contains { requests.contains($0) || $0.contains("completion") }
  }

  /// Throws when the first argument that is not an option is no verb, with the nearest one; after
  /// `help` the second.
  private static func checkVerb(_ arguments: [String]) throws {
    // The parser's own requests, whose words are no verbs.
    let requests = ["---completion", "--generate-completion-script"]
    let words = arguments.filter { !$0.hasPrefix("-") || requests.contains($0) }
    guard let first = words.first, !requests.contains(first) else { return }
    let verbs = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    for word in words.prefix(first == "help" ? 2 : 1) where !verbs.contains(word) {
      let hint = NearestName.to(word, among: verbs).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError.other(
        "no command '\(printable(word))'\(hint); '\(lecture.command) --help' shows all")
    }
  }

  /// Ends with help or version as results, or returns the parser's complaint in one line.
  private static func parserFailure(
    _ error: any Error, _ journal: Journal, _ name: String
  ) -> CommandFailure {
    let code = exitCode(for: error).rawValue
    let text = fullMessage(for: error)
    guard code != 0 else { end(answer: text, journal, name) }
    let lines = text.split(separator: "\n")
    // The parser writes sentences; a line here is one, whose parts semicolons part.
    let said = lines.first.map { $0.hasPrefix("Error: ") ? $0.dropFirst(7) : $0[...] } ?? ""
    var fault = said.replacing(". Did you mean", with: "; did you mean")
    while fault.hasSuffix(".") { fault.removeLast() }
    // The parser suggests the options that commands declare, but not its own two.
    let option = fault.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let hint =
      fault.hasPrefix("Unknown option") && !fault.contains("did you mean")
      ? NearestName.to(option, among: ["--help", "--version", "--quiet", "--json"]) : nil
    // The last line is: See 'figures VERB --help' for more information.
    let page = lines.last?.split(separator: "'").dropFirst().first
    let see = page.map { "; see '\($0)'" } ?? ""
    // What begins with a hyphen was taken for options.
    if fault.hasPrefix("Missing expected argument"),
      CommandLine.arguments.dropFirst(2).contains(where: { $0.count > 1 && $0.hasPrefix("-") })
    {
      fault += "; what begins with '-' and is no option stands behind '--'"
    }
    if fault.hasPrefix("Missing value for"),
      let place = CommandLine.arguments.firstIndex(
        of: option.split(separator: " ").first.map(String.init) ?? ""),
      place + 1 < CommandLine.arguments.count, CommandLine.arguments[place + 1].hasPrefix("-")
    {
      fault += "; a value that begins with '-' is given as \(CommandLine.arguments[place])=VALUE"
    }
    if fault == "Unknown option '-o'" { fault += ", as it prints: write > FILE behind it" }
    let mean = hint.map { "; did you mean '\($0)'?" } ?? ""
    return CommandFailure(
      code == EXIT_FAILURE ? .computation : .usage, "\(fault)\(mean)\(see)")
  }

  /// Ends with what the parser answers by itself: help, version or completions; as an object where
  /// one was asked for.
  private static func end(answer: String, _ journal: Journal, _ name: String) -> Never {
    var text = answer
    let isVersion = text == configuration.version
    if isVersion {
      text = versionText(of: lecture)
      journal.add([
        ("version", .string(lecture.version ?? programVersion)), ("commit", .string(buildCommit)),
        ("libraries", .object(runningLibraries().map { ($0.name, .string($0.version)) })),
      ])
    }
    if text.hasPrefix("#!/bin/bash") { text = bashCompletion(text) }
    text += "\n"
    if journal.isJSON {
      journal.add(output: text)
      let what = !name.isEmpty ? name : isVersion ? "version" : "help"
      text = journal.object(of: what).text + "\n"
    }
    do {
      try Console(quiet: false).result(text)
    } catch {
      Glibc.exit(CommandFailure.Code.cannotWrite.rawValue)
    }
    Glibc.exit(0)
  }
}
