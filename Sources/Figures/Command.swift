import ArgumentParser
import Glibc

/// The version of the command and of all files it writes.
let version = "0.1.0"

/// The command `figures`.
@main
struct FiguresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Draws the figures of a lecture on the implicit bias of descent algorithms.",
    discussion: """
      Examples:
        figures list
        figures render loss-landscape -f svg,pdf -o pictures
        figures render fig5 --set alphas=0.01,1 --theme dark
        figures data projection --format csv
        figures slides -o deck
        figures inspect pictures/loss-landscape.pdf
        figures verify
        figures all -o out
      """,
    version: version,
    subcommands: [
      ListCommand.self, RenderCommand.self, DataCommand.self, ReportCommand.self,
      HandoutCommand.self,
      SlidesCommand.self, VerifyCommand.self, InspectCommand.self, DiffCommand.self,
      AllCommand.self, MathCommand.self,
    ])

  @OptionGroup var console: ConsoleOptions

  /// Parses, runs and turns what goes wrong into one line and an exit code.
  static func main() async {
    Interruption.install()
    do {
      let arguments = processArguments()
      try checkVerb(arguments)
      var command = try parseAsRoot(arguments)
      if var async = command as? any AsyncParsableCommand {
        try await async.run()
      } else {
        try command.run()
      }
      Warnings.write()
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
    let hint = nearest(word, among: verbs).map { "; did you mean '\($0)'?" } ?? ""
    throw UsageError.other("no command '\(printable(word))'\(hint); 'figures --help' shows all")
  }

  /// Ends with help or version as results, or with the parser's complaint in one line.
  private static func end(parserError error: any Error) -> Never {
    let code = exitCode(for: error).rawValue
    let text = fullMessage(for: error)
    if code == 0 {
      // Losing a result is a failure, unless the reader went away.
      let isWritten = writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO)
      Glibc.exit(isWritten || errno == EPIPE ? 0 : CommandFailure.Code.cannotWrite.rawValue)
    }
    let lines = text.split(separator: "\n")
    let fault = lines.first.map { $0.hasPrefix("Error: ") ? $0.dropFirst(7) : $0[...] } ?? ""
    // The parser suggests the options that commands declare, but not its own two.
    let option = fault.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let hint =
      fault.hasPrefix("Unknown option") && !fault.contains("Did you mean")
      ? nearest(option, among: ["--help", "--version", "--quiet"]) : nil
    // The last line is: See 'figures VERB --help' for more information.
    let page = lines.last?.split(separator: "'").dropFirst().first
    let see = page.map { "; see '\($0)'" } ?? ""
    let mean = hint.map { "; did you mean '\($0)'?" } ?? ""
    end(code == EXIT_FAILURE ? .computation : .usage, "\(fault)\(mean)\(see)")
  }

  private static func end(_ code: CommandFailure.Code, _ message: String) -> Never {
    let line = String(
      message.prefix(390).map { $0.unicodeScalars.contains(where: isControl) ? "\u{FFFD}" : $0 })
    _ = writeAll(Array("figures: \(line)\n".utf8), to: STDERR_FILENO)
    Glibc.exit(code.rawValue)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}

/// How much the command says.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false
}
