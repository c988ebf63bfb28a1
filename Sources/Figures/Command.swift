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
        figures render loss-landscape -f svg,pdf -o slides
        figures render fig5 --set alphas=0.01,1 --theme dark
        figures data projection --format csv
        figures verify
        figures all -o out
      """,
    version: version,
    subcommands: [
      ListCommand.self, RenderCommand.self, DataCommand.self, ReportCommand.self,
      VerifyCommand.self, AllCommand.self,
    ])

  @OptionGroup var console: ConsoleOptions

  /// Parses, runs and turns what goes wrong into one line and an exit code.
  static func main() async {
    Interruption.install()
    do {
      var command = try parseAsRoot()
      if var async = command as? any AsyncParsableCommand {
        try await async.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      end(failure.code.rawValue, failure.description)
    } catch let error as UsageError {
      end(CommandFailure.Code.usage.rawValue, error.description)
    } catch {
      let code = exitCode(for: error).rawValue
      let text = fullMessage(for: error)
      if code == 0 {
        // Help and version are results: losing them is a failure.
        let isWritten = writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO)
        Glibc.exit(isWritten || errno == EPIPE ? 0 : CommandFailure.Code.cannotWrite.rawValue)
      }
      let lines = text.split(separator: "\n").prefix(3).map { printableLine(String($0)) }
      _ = writeAll(Array((lines.joined(separator: "\n") + "\n").utf8), to: STDERR_FILENO)
      Glibc.exit(code == EXIT_FAILURE ? CommandFailure.Code.computation.rawValue : code)
    }
  }

  private static func end(_ code: Int32, _ message: String) -> Never {
    _ = writeAll(Array("figures: \(printableLine(message))\n".utf8), to: STDERR_FILENO)
    Glibc.exit(code)
  }

  private static func printableLine(_ text: String) -> String {
    String(
      text.prefix(400).map { $0.unicodeScalars.contains { $0.value < 0x20 } ? "\u{FFFD}" : $0 })
  }
}

/// How much the command says.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false
}
