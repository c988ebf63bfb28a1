import ArgumentParser
import Drawing
import Glibc
import Lectures
import Plotting
import Records
import Typesetting

/// The command `figures math`.
struct MathCommand: ParsableCommand, WritingVerb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "math", "Set a formula in the language of TeX.",
      """
      Examples:
        <command> math 'e^{i\\pi} + 1 = 0' > euler.svg
        <command> math -f png --size 40 --display '\\sum_{i=1}^n x_i^2' -o sum.png
        echo '\\|\\theta\\|_1' | figures math -f text -

      Formats are svg, pdf, png, mathml and text (the formula in words). With several formats,
      -o gives the name and each file gets its own ending.

      \(MathCommand.language)
      """)
  }

  /// What a formula can be written as.
  enum Output: String, CaseIterable {
    case svg, pdf, png, mathml, text

    /// The ending of files.
    var fileExtension: String {
      switch self {
      case .mathml: "mml"
      case .text: "txt"
      default: rawValue
      }
    }
  }

  @OptionGroup var options: ConsoleOptions
  @OptionGroup var writing: WritingOptions

  @Argument(help: "The formula, without dollar signs; - reads standard input.")
  var tex: String

  @Option(
    name: .shortAndLong, help: "Formats, separated by commas: svg, pdf, png, mathml, text.",
    completion: .commas(Output.allCases.map(\.rawValue)))
  var format: String?

  @Flag(help: "Set the formula as on a line of its own.")
  var display = false

  @Option(help: "The size of the letters in points.")
  var size = 12.0

  @Option(
    help: ArgumentHelp("A font file with a MATH table.", valueName: "file"),
    completion: .file(extensions: ["otf", "ttf"]))
  var font: String?

  @OptionGroup var faces: FontOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write instead of standard output; - for that.",
      valueName: "file"), completion: .file())
  var output: String?

  func run() throws {
    guard size.isFinite, (1...1000).contains(size) else {
      throw UsageError.other("--size \(size) is not allowed; give 1...1000")
    }
    let outputs = try chosenOutputs()
    let typed =
      tex == "-"
      ? String(
        decoding: try readAll(STDIN_FILENO, named: "standard input", limit: 1 << 20), as: UTF8.self)
      : tex
    let source = String(typed.trimmingPrefix("\u{FEFF}"))
    guard !source.allSatisfy(\.isWhitespace) else {
      throw CommandFailure(.badData, "the formula is empty; give one, as in 'x^2'")
    }
    let formula = try parse(source)
    let files = try outputs.map { ($0, try self.bytes(of: formula, as: $0)) }
    let output = output ?? "-"
    if files.count == 1 {
      // Words are a result like others; what is in them comes from the formula.
      if output == "-", files[0].0 == .text {
        return try console.result(String(decoding: files[0].1, as: UTF8.self))
      }
      return try write(files[0].1, to: output, console: console)
    }
    guard output != "-" else {
      throw UsageError.other("several formats need a file; give -o NAME")
    }
    let known = Output.allCases.first { output.hasSuffix("." + $0.fileExtension) }
    let stem = known.map { String(output.dropLast($0.fileExtension.count + 1)) } ?? output
    for (format, bytes) in files {
      try write(bytes, to: "\(stem).\(format.fileExtension)", console: console)
    }
  }

  /// The formats asked for; without any, the one that the file's ending tells, else SVG.
  private func chosenOutputs() throws -> [Output] {
    guard let format else {
      let ending = output.flatMap { name in
        Output.allCases.first { name.hasSuffix("." + $0.fileExtension) }
      }
      return [ending ?? .svg]
    }
    let chosen: [Output] = try choices(format, as: "format")
    if let output, chosen.count == 1,
      let named = Output.allCases.first(where: { output.hasSuffix("." + $0.fileExtension) }),
      named.fileExtension != chosen[0].fileExtension
    {
      throw UsageError.other(
        "-o \(printable(output)) is a name for \(named.rawValue) and -f says \(format); "
          + "leave -f out, or give another name")
    }
    return chosen
  }

  /// Parses the formula; a fault is shown with its place, in two more lines.
  private func parse(_ source: String) throws -> MathText {
    var lines = source[...]
    while lines.last?.isWhitespace == true { lines.removeLast() }
    do throws(MathError) {
      return try MathText(String(lines))
    } catch {
      let lines = error.diagnostic.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      throw CommandFailure(.badData, lines[0], below: Array(lines.dropFirst()))
    }
  }

  private func chosenFonts() throws -> MathFonts {
    guard let font else { return try faces.set(for: .text) }
    return try MathFonts(mathFontFile: font)
  }

  private func bytes(of formula: MathText, as output: Output) throws -> [UInt8] {
    if output == .text {
      let numbers = formula.tags.map(\.words)
      let suffix = numbers.isEmpty ? "" : ", equation " + numbers.joined(separator: " and ")
      return Array((formula.words + suffix + "\n").utf8)
    }
    do {
      let fonts = try chosenFonts()
      if output == .mathml {
        for tag in formula.tags {
          console.notice("figures: the number \(tag.words) goes beside the formula, not into it")
        }
        let text = try formula.mathML(display: display, fonts: fonts, size: size)
        return Array((text + "\n").utf8)
      }
      let scene = try scene(of: formula, fonts)
      switch output {
      case .svg: return Array(svg(scene, metadata: [("tex", formula.source)]).utf8)
      case .pdf:
        let properties = DocumentProperties(title: scene.title, subject: formula.source)
        return try pdf([scene], properties: properties)
      default: return try png(scene, keywords: [("tex", formula.source)])
      }
    } catch let error as FontError {
      throw CommandFailure(.computation, "\(error)")
    } catch let error as ExportError {
      throw CommandFailure(.computation, "\(error)")
    }
  }

  /// The formula with its number, on a page just large enough for its advance and all its ink.
  private func scene(of formula: MathText, _ fonts: MathFonts) throws(FontError) -> Scene {
    let ink = Color(0x000000)
    let box = try formula.box(in: fonts, size: size, style: display ? .display : .text)
    var boxes = [(box: box, place: Point.zero)]
    var end = box.width
    for (tag, y) in formula.tags(beside: box) {
      let number = try tag.box(in: fonts, size: size)
      boxes.append((number, Point(box.width + 2 * size, y)))
      end = max(end, box.width + 2 * size + number.width)
    }
    var bounds = Rect(minX: 0, minY: 0, maxX: end, maxY: 0)
    for (box, place) in boxes {
      let advance = Rect(minX: 0, minY: -box.height, maxX: box.width, maxY: box.depth)
      bounds = bounds.union(box.inkBounds.moved(by: place)).union(advance.moved(by: place))
    }
    let corner = Point(bounds.minX, bounds.minY)
    let items = boxes.flatMap { box, place in box.items(at: place - corner, color: ink) }
    let words = formula.words
    let group = Group(name: "formula", label: words, items: items)
    return Scene(
      id: "formula-" + sha256(Array(formula.source.utf8)).prefix(8), title: "Formula",
      description: words,
      size: Size(width: max(bounds.width, 1), height: max(bounds.height, 1)), ground: nil,
      items: [.group(group)])
  }

  /// The commands of the language, from the parser's own tables.
  private static var language: String {
    var lines = ["Commands of the language:"]
    for group in MathText.supportedCommands {
      lines.append("")
      lines.append("\(group.title):")
      var line = " "
      for command in group.commands {
        if line.utf8.count + command.utf8.count > 78 {
          lines.append(line)
          line = " "
        }
        line += " " + command
      }
      lines.append(line)
    }
    lines.append("")
    lines.append("Letters, digits and signs mean themselves; ^ and _ set scripts, & and \\\\ part")
    lines.append("columns and rows, \\newcommand defines commands for the formula.")
    return lines.joined(separator: "\n")
  }
}
