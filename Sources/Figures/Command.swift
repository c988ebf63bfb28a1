import ArgumentParser

/// The command `figures`.
@main
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "figures")
}
