import Records
import TestSupport
import Testing

/// Nothing that a terminal would obey or that hides what stands beside it reaches standard output
/// or standard error as text.
@Suite("what a terminal gets") struct TerminalTests {
  /// An escape sequence, a bell, a turn of direction, an invisible sign, a line separator.
  private static let hostile = "\u{1B}]0;pwned\u{7}\u{202E}\u{200B}\u{2028}\u{9B}31m"

  private func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control: $0 == "\n"
      case .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  @Test func lines() {
    #expect(isClean(visibleLine(Self.hostile)) && isClean(printable(Self.hostile)))
    #expect(visibleLine("a\tb\nc") == "a\u{FFFD}b\u{FFFD}c")
    #expect(visibleLine("a\u{E000}b") == "a\u{FFFD}b")
    #expect(visibleText("a\tb\nc\r\u{1B}") == "a\tb\nc\u{FFFD}\u{FFFD}")
    #expect(visibleLine("Zoë θ 𝛼 é") == "Zoë θ 𝛼 é")
  }

  /// Commands that show something foreign, in a folder with foreign files.
  private static let commands = [
    "inspect f.svg", "inspect --json f.svg", "diff f.svg g.svg", "diff one two",
    "handout 'h\(hostile).md' -f html", "render 'x\(hostile)'", "inspect 'x\(hostile)'",
    "math -f text '\\text{a\u{202E}b}'", "math '\\fraq\(hostile)'", "handout 'x\(hostile).md'",
    "render networks -o 'o\(hostile)'", "diff 'x\(hostile)' y", "'--x\(hostile)'",
    "render networks --templates 'x\(hostile)'", "report --templates 'x\(hostile)' -o -",
    "data sgd-sparsity --data c.csv --target 'y\(hostile)'",
    "render networks --fonts 'x\(hostile)'",
    "math x --font 'x\(hostile)'",
  ]

  @Test(arguments: commands) func isShownOnly(command: String) {
    let folder = ScratchFolder()
    let path = folder.path
    let made = "<svg ><metadata>Figure: potential\nParameters: alphas=0.01,1 levels=radius\n"
    _ = write(Array((made + "X: \(Self.hostile)</metadata></svg>").utf8), to: path + "/f.svg")
    _ = write(Array((made + "X: other</metadata></svg>").utf8), to: path + "/g.svg")
    _ = write(Array("---\ntitle: T\n---\n\nA.\n".utf8), to: path + "/h\(Self.hostile).md")
    _ = write(Array("x\(Self.hostile),y\n1,a\(Self.hostile)\n".utf8), to: path + "/c.csv")
    _ = shell("mkdir '\(path)/one' '\(path)/two'")
    _ = write([0x41], to: path + "/one/n\(Self.hostile)")
    let run = runFigures(command, setup: "cd '\(path)' &&")
    #expect(isClean(run.output), "\(run.output)")
    #expect(isClean(run.errors), "\(run.errors)")
    #expect(!(run.output + run.errors).isEmpty)
  }

  @Test("inspect prints options it has parsed, and none it copied")
  func remake() {
    let folder = ScratchFolder()
    func inspect(_ lines: String) -> Run {
      let text = "<svg ><metadata>Figure: potential\n\(lines)</metadata></svg>"
      _ = write(Array(text.utf8), to: folder.path + "/f.svg")
      return runFigures("inspect '\(folder.path)/f.svg'")
    }
    for options in ["-o /etc/cron.d", "--size slide --fonts /evil", "--size", "--theme $(id)"] {
      let run = inspect("Options: \(options)\n")
      #expect(run.status == 65 || run.status == 64, "\(options)")
      #expect(run.output.isEmpty && run.errorLines.count == 1)
    }
    #expect(inspect("Parameters: alphas=1;id\n").status == 64)
    let right = inspect("Options: --theme dark --size slide\nInput target: -o$(id)'\n")
    #expect(
      right.output.hasSuffix(
        "--data FILE.csv '--target=-o$(id)'\\''' --size slide --theme dark\n"),
      "\(right.output)\(right.errors)")
  }

  /// Shells of pages with faults: the text, and words of the message.
  private static let shells: [(text: String, line: Int, words: String)] = [
    ("", 1, "leaves out body"), ("<p>no tags</p>\n", 1, "leaves out body"),
    ("<p>\n{{nosuch}}{{{body}}}", 2, "no name 'nosuch'"), ("{{{body}}}\n{{level}}", 2, "'level'"),
    ("{{{body}}}\n\n{{#title}}", 3, "never closed"), ("{{{body}}}\n{{/title}}", 2, "no section"),
    ("{{#contents}}{{/title}}", 1, "must come before"), ("a\n{{title", 2, "never closed"),
    ("{{{body}}}{{>other}}", 1, "no tag of a shell"), ("{{{body}", 1, "never closed"),
    ("{{{body}}}\n{{ }}", 2, "no name ''"),
  ]

  @Test("a shell of a page with a fault is refused with its file and line", arguments: shells)
  func faultyShell(text: String, line: Int, words: String) {
    let folder = ScratchFolder()
    let templates =
      #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Templates/Pages"
    _ = TestSupport.run("cp -r '\(templates)' '\(folder.path)/t'")
    _ = write(Array(text.utf8), to: folder.path + "/t/page.mustache")
    _ = write(Array("---\ntitle: T\n---\n\nA.\n".utf8), to: folder.path + "/s.md")
    let run = runFigures(
      "handout s.md -f html --templates t -o o", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("figures: t/page.mustache:\(line): "), "\(run.errors)")
    #expect(run.errors.contains(words) && run.errorLines.count == 1, "\(run.errors)")
    #expect(!list(folder.path).contains { $0.hasPrefix("o/") })
  }

  @Test("without /proc no command pretends to be another", .enabled(if: canUnmount))
  func withoutProc() {
    let run = TestSupport.run("unshare -m sh -c 'umount -l /proc; \"\(figures)\" nonsense'")
    #expect(run.status != 0)
  }

  private static var canUnmount: Bool {
    TestSupport.run("unshare -m true").status == 0
  }

  @Test("every error of the project has words of its own")
  func errorsHaveWords() {
    let top = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let found = TestSupport.run(
      "grep -rnE '(enum|struct) [A-Za-z]+: ([A-Za-z]+, )*Error\\b' '\(top)/Sources' '\(top)/Templates'"
    ).output.split(separator: "\n")
    #expect(found.count > 15)
    // Those that others turn into words before anybody sees them; what is damaged is made anew.
    let inner = [
      "ParameterError", "LineError", "SystemFault", "Refusal", "MarkError", "Failure", "Damage",
    ]
    for line in found where !line.contains("CustomStringConvertible") {
      #expect(inner.contains { line.contains(" \($0): ") }, "\(line)")
    }
  }
}
