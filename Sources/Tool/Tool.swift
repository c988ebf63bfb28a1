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

  /// Runs the command of a lecture with the arguments of this process, and ends the process.
  public static func run(_ lecture: Lecture) async {
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
        SlidesCommand.self, VerifyCommand.self, InspectCommand.self, DiffCommand.self,
        AllCommand.self, MathCommand.self,
      ])
  }

  /// The command without arguments.
  public init() {}

  @OptionGroup var console: ConsoleOptions

  /// Parses, runs and turns what goes wrong into one line and an exit code.
  static func main() async {
    Interruption.install()
    do {
      try checkResources()
      let arguments = try processArguments()
      try checkVerb(arguments)
      var command = try parseAsRoot(arguments)
      if var async = command as? any AsyncParsableCommand {
        try await async.run()
      } else {
        try command.run()
      }
      for line in Warnings.take() {
        Console(quiet: false).notice("\(lecture.command): warning: \(line)")
      }
      if Console.hasLostLines {
        throw CommandFailure(.cannotWrite, "cannot write to standard output; all files are there")
      }
    } catch let failure as CommandFailure {
      end(failure.code, failure.description)
    } catch let error as UsageError {
      end(.usage, error.description)
    } catch {
      end(parserError: error)
    }
  }

  /// Throws when the first argument that is not an option is no verb, with the nearest one.
  private static func checkVerb(_ arguments: [String]) throws {
    guard let word = arguments.first(where: { !$0.hasPrefix("-") }) else { return }
    let verbs = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !verbs.contains(word) else { return }
    let hint = NearestName.to(word, among: verbs).map { "; did you mean '\($0)'?" } ?? ""
    throw UsageError.other("no command '\(printable(word))'\(hint); 'figures --help' shows all")
  }

  /// Ends with help or version as results, or with the parser's complaint in one line.
  private static func end(parserError error: any Error) -> Never {
    let code = exitCode(for: error).rawValue
    var text = fullMessage(for: error)
    if code == 0 {
      if text == configuration.version { text = versionText(of: lecture) }
      do {
        try Console(quiet: false).result(text + "\n")
      } catch {
        Glibc.exit(CommandFailure.Code.cannotWrite.rawValue)
      }
      Glibc.exit(0)
    }
    let lines = text.split(separator: "\n")
    let fault = lines.first.map { $0.hasPrefix("Error: ") ? $0.dropFirst(7) : $0[...] } ?? ""
    // The parser suggests the options that commands declare, but not its own two.
    let option = fault.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let hint =
      fault.hasPrefix("Unknown option") && !fault.contains("Did you mean")
      ? NearestName.to(option, among: ["--help", "--version", "--quiet"]) : nil
    // The last line is: See 'figures VERB --help' for more information.
    let page = lines.last?.split(separator: "'").dropFirst().first
    let see = page.map { "; see '\($0)'" } ?? ""
    let mean = hint.map { "; did you mean '\($0)'?" } ?? ""
    end(code == EXIT_FAILURE ? .computation : .usage, "\(fault)\(mean)\(see)")
  }

  private static func end(_ code: CommandFailure.Code, _ message: String) -> Never {
    Console(quiet: false).notice("figures: " + message.prefix(390))
    Glibc.exit(code.rawValue)
  }
}

/// How much the command says.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false
}
