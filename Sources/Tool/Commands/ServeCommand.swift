import ArgumentParser
import Lectures
import Records
import Templates

/// The command `figures serve`.
struct ServeCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "serve", "Show a document, a talk, a sketch or the report in a browser as it is written.",
      """
      Prints the address and answers browsers of this machine there, and nobody
      else. The page follows every change of the source, keeps its place and its
      sliders, and shows a fault with its line and a caret over what there was
      before. Without a source it shows the report. Ends with Ctrl-C.

      Examples:
        <command> serve my-lab.md
        <command> serve my.figure --port 8080
        <command> serve
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var live: LiveOptions

  @Argument(help: "A file ending in .md or .figure, or a lab of the lecture.", completion: .labs)
  var source: String?

  @Option(help: "The port; 0 for any that is free. Without it 4747, or the next that is free.")
  var port: Int?

  func run() throws {
    guard port.map({ (0...65535).contains($0) }) ?? true else {
      throw UsageError.other("--port \(port ?? 0) is not allowed; give 0...65535")
    }
    let source = try live.source(source)
    let script = try live.templates().text(named: "live.js")
    let state = LiveState(script: script)
    let server = try LiveServer(state, port: port)
    Interruption.hold()
    server.run()
    var (ticks, isShown) = (0, false)
    try repeatOnChange {
      let fault = timed(console, source.name) { state.show(try source.page()) }
      if let fault { state.show(fault) }
      if !isShown {
        isShown = true
        Journal.current.add([("address", .string(server.address))])
        if !Journal.current.isJSON { try console.result(server.address + "\n") }
      }
      // Readers of the page need not wait for those that it leads to.
      if let name = source.pageName, let others = try? source.pagesBeside() {
        state.show(beside: others, of: name)
      }
    } tick: {
      ticks += 1
      if ticks % 50 == 0 { state.ping() }
    }
  }
}
