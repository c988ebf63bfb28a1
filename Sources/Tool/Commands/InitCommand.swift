import ArgumentParser
import Lectures
import Records
import Templates

/// The command `figures init`.
struct InitCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "init", "Write a lab sheet to begin your own with.",
      """
      Writes lab.md, a sheet with a figure, questions, a hint, solutions and marks, and
      works.bib, the works it cites. Nothing that is there is overwritten. Then:

        <command> handout my-lab/lab.md -o my-lab

      Example: <command> init my-lab
      """)
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(help: "The folder to write to; it is made if need be.", completion: .directory)
  var folder = "."

  func run() throws {
    let files: [(name: String, text: String)]
    do {
      let templates = try Templates()
      files = [
        ("lab.md", try firstLab(from: try templates.text(named: "init/lab.md"))),
        ("works.bib", try templates.text(named: "init/works.bib")),
      ]
    } catch let error as TemplateError {
      throw CommandFailure(.computation, error.description)
    }
    let target = try OutputFolder(folder, isArgument: true)
    // A name that begins as options do is none in the line that is to be typed next.
    let place = folder.isEmpty ? "." : folder.hasPrefix("-") ? "./" + folder : folder
    for (name, _) in files {
      guard !(try isThere(name, in: place)) else {
        throw CommandFailure(
          .cannotWrite,
          "'\(printable(place + "/" + name))' is there already and stays; name another folder")
      }
    }
    for (name, text) in files {
      try target.write(Array(text.utf8), as: name, isDurable: true)
      console.progress(place == "." ? name : "\(place)/\(name)")
    }
    let path = quotedForShell(place == "." ? "lab.md" : "\(place)/lab.md")
    console.endProgress(
      "next: \(Tool.lecture.command) handout \(path) -o \(quotedForShell(place))")
  }

  private func isThere(_ name: String, in place: String) throws -> Bool {
    guard let opened = try? openFolder(place) else { return false }
    if case .nothing = try? TargetKind(of: name, in: opened) { return false }
    return true
  }

  /// The sheet with a figure of the lecture: the first that has a number to quote.
  private func firstLab(from template: String) throws -> String {
    for figure in Tool.lecture.figures {
      let data = try Rendering(figure, of: Tool.lecture).computed.data
      guard let number = data.numbers.first else { continue }
      return template.replacing("@FIGURE@", with: figure.id)
        .replacing("@NUMBER@", with: "\(figure.id).\(number.name)")
    }
    throw CommandFailure(
      .computation, "no figure of this lecture has numbers; begin with a file of your own")
  }
}
