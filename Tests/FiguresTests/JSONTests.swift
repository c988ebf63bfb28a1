import Figures
import Lectures
import TestSupport
import Testing
import Tool

/// `--json` and `--dry-run`, which every verb has, or every verb that writes.
@Suite struct JSONTests {
  /// What a program reads of an object: an expression of Python over `d`.
  private func value(_ run: Run, _ expression: String) -> String {
    let folder = ScratchFolder()
    _ = write(Array(run.output.utf8), to: folder.path + "/object")
    return shell(
      "python3 -c 'import json; d = json.load(open(\"\(folder.path)/object\")); print(\(expression))'"
    ).output.split(separator: "\n").joined(separator: "\n")
  }

  @Test(arguments: [
    "list", "render networks -o o", "render networks -o -", "data networks",
    "data networks -f json", "report --parts -o o/r.html", "handout least-squares -o o",
    "slides networks -o o", "verify 2.16", "inspect n.svg", "diff n.svg n.svg",
    "math x", "math -f text x", "math x -o o/x.pdf", "init o/lab", "doctor",
  ])
  func everyVerbPrintsOneObject(line: String) {
    let folder = ScratchFolder()
    #expect(runFigures("render networks -o - > '\(folder.path)/n.svg'").status == 0)
    let run = runFigures("\(line) --json", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let verb = String(line.prefix { $0 != " " })
    #expect(value(run, "d[\"command\"]") == verb)
    #expect(
      value(run, "d[\"error\"], d[\"dryRun\"], type(d[\"warnings\"]).__name__")
        == "None False list")
    // Files are named with what they hold.
    let paths = value(run, "*[f[\"path\"] for f in d[\"files\"] if f[\"path\"] != \"-\"]")
    for path in paths.split(separator: " ") {
      let file = read("\(folder.path)/\(path)") ?? []
      #expect(!file.isEmpty, "\(path)")
      #expect(
        value(run, "[f[\"bytes\"] for f in d[\"files\"] if f[\"path\"] == \"\(path)\"]")
          == "[\(file.count)]")
    }
  }

  @Test func objectsOfTheVerbs() {
    #expect(
      value(runFigures("list --json"), "len(d[\"figures\"])") == "\(lecture7.figures.count)")
    #expect(value(runFigures("data networks --json"), "d[\"data\"][\"figure\"]") == "networks")
    #expect(value(runFigures("verify 2.16 --json"), "d[\"claims\"][0][\"holds\"]") == "True")
    #expect(value(runFigures("math -f text x_1 --json"), "repr(d[\"output\"])") == "'x sub 1\\n'")
  }

  @Test func changesAreNamed() {
    let folder = ScratchFolder()
    func change(_ line: String) -> String {
      value(
        runFigures("\(line) --json", setup: "cd '\(folder.path)' &&"), "d[\"files\"][0][\"change\"]"
      )
    }
    #expect(change("render networks") == "created")
    #expect(change("render networks") == "unchanged")
    #expect(change("render networks --dry-run") == "unchanged")
    _ = write([1], to: folder.path + "/networks.svg")
    #expect(change("render networks --dry-run") == "replaced")
    #expect(change("render networks") == "replaced")
  }

  @Test(arguments: [
    ("render nothing", 64), ("render --nothing", 64), ("nothing", 64), ("inspect nothing", 66),
    (#"math '\frac{1'"#, 65), ("math x -f pdf", 64), ("render networks -o /dev/null/x", 73),
    ("handout least-squares -o -", 64), ("diff /etc/hostname /etc/passwd", 1),
    ("diff /nothing /etc", 66),
  ])
  func errorsAreObjectsToo(line: String, code: Int) {
    for arguments in ["\(line) --json", "--json \(line)"] {
      let run = runFigures(arguments)
      #expect(run.status == code)
      #expect(value(run, "d[\"error\"][\"code\"]") == "\(code)")
      // The line is on standard error as ever.
      let message = value(run, "d[\"error\"][\"message\"]")
      #expect(!message.isEmpty && run.errorLines.contains { $0 == "figures: \(message)" })
    }
  }

  @Test(arguments: [
    ("render --help", "render"), ("help render", "help"), ("", "help"), ("--version", "version"),
    ("--generate-completion-script fish", "fish"),
  ])
  func helpAndVersionAreObjectsToo(line: String, command: String) {
    let text = runFigures(line)
    let run = runFigures("--json \(line)")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(value(run, "d[\"command\"], d[\"error\"]") == "\(command) None")
    #expect(
      value(run, "d[\"output\"]").split(separator: "\n") == text.output.split(separator: "\n"))
  }

  @Test func versionsAreMembers() {
    let run = runFigures("--version --json")
    #expect(value(run, "d[\"version\"]") == programVersion)
    #expect(value(run, "sorted(d[\"libraries\"])[0]") == "Cairo")
  }

  @Test(arguments: [
    "render networks -f svg,pdf -o o/p", "report -o o/r.html", "handout least-squares -o o",
    "slides networks -o o", "math x -o o/x.svg", "math x", "math x -f svg,pdf -o o/x", "init o",
  ])
  func dryRunsWriteNothing(line: String) {
    let folder = ScratchFolder()
    let setup = "cd '\(folder.path)' && XDG_CACHE_HOME=\(folder.path)/cache"
    let run = runFigures("\(line) --dry-run", setup: setup)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.hasPrefix("would ") })
    #expect(list(folder.path).isEmpty && read(folder.path + "/o") == nil)
    #expect(shell("ls -A '\(folder.path)'").output.isEmpty)
    // What was foreseen is what is written.
    guard line != "math x" else { return }
    let foreseen = run.output.split(separator: "\n").compactMap {
      $0.split(separator: ": ").last?.split(separator: ",").first.map(String.init)
    }
    #expect(runFigures(line, setup: setup).status == 0)
    #expect(foreseen.sorted() == list(folder.path).filter { $0.hasPrefix("o") }.sorted())
  }

  @Test func dryRunsFailAsTheOthersDo() {
    let folder = ScratchFolder()
    _ = write([1], to: folder.path + "/file")
    _ = run("ln -s nowhere/x.svg '\(folder.path)/dangling'")
    for (line, code) in [
      ("render networks -o '\(folder.path)/file/below'", 73), ("render networks -o /dev/null", 73),
      ("render nothing", 64), ("math x -o '\(folder.path)'", 73),
      ("math x -o '\(folder.path)/dangling'", 73),
    ] {
      #expect(Int(runFigures("\(line) --dry-run").status) == code, "\(line)")
      #expect(Int(runFigures(line).status) == code, "\(line)")
    }
  }
}
