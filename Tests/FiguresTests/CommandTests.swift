import Figures
import Lectures
import Records
import TestSupport
import Testing
import Tool

/// The verbs of the command, run as processes.
@Suite struct CommandTests {
  @Test("a figure that is named twice, by its id and its number, is drawn and counted once")
  func twice() {
    let folder = ScratchFolder()
    let run = runFigures("render potential fig5 fig5 -f svg -o o", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0 && list(folder.path) == ["o/potential.svg"])
    #expect(run.output + run.errors == "o/potential.svg\n1 file in o\n")
  }

  @Test func helpNamesEveryVerbWithExamples() {
    let help = runFigures("--help")
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.output == runFigures("-h").output)
    let verbs = [
      "list", "render", "data", "report", "slides", "verify", "inspect", "diff", "all",
      "handout", "math", "init", "sketch", "doctor", "plan", "sweep", "merge",
    ]
    for verb in verbs {
      #expect(help.output.contains("\n  \(verb) "), "\(verb)")
      let page = runFigures("\(verb) --help")
      #expect(page.status == 0)
      #expect(page.output.contains("Example"), "\(verb)")
      let wide = page.output.split(separator: "\n").map(String.init).filter { $0.count > 80 }
      // The line of usage is one line, however long.
      #expect(wide.allSatisfy { $0.hasPrefix("USAGE:") }, "\(verb): \(wide)")
    }
  }

  @Test func quietBeforeOrAfterTheVerb() {
    let folder = ScratchFolder()
    for line in ["--quiet render networks", "render networks --quiet", "-q render networks"] {
      let run = runFigures("\(line) -o '\(folder.path)'")
      #expect(run.status == 0)
      #expect(run.output.isEmpty && run.errors.isEmpty)
    }
  }

  @Test(
    "a verb that stands first, which is parsed alone, says what the whole command says of it",
    arguments: [
      "render networks -f svg -o -", "render networks -fsvg -o- --theme dark",
      "render networks nothing",
      "render networks --nope", "render networks --them dark", "render networks --theme",
      "render --theme", "render networks --version", "render networks --js",
      "render networks --json -o -", "render networks -o -q", "render -qo - networks",
      "render networks --set width=3 --set width=4 -o -",
      "render networks -o - -- -x", "render networks render -o -", "render help", "render",
      "list -q list",
      "math 'x^2' -- -q", "math", "data", "data potential --format xml", "inspect",
      "help render",
      "render networks --generate-completion-script bash", "list extra words", "merge -x=1",
    ])
  func verbAlone(line: String) {
    let folder = ScratchFolder()
    // Where the line lacks something, -q behind it would be taken for that.
    let isCut = ["--theme", "-- -q", "math", "data", "inspect"].contains(where: line.hasSuffix)
    let (alone, whole) = (
      runFigures("\(line)\(isCut ? "" : " -q")", setup: "cd '\(folder.path)' &&"),
      runFigures("-q \(line)", setup: "cd '\(folder.path)' &&")
    )
    #expect(alone.output == whole.output && alone.errors == whole.errors)
    #expect(alone.status == whole.status)
  }

  @Test func listsEveryFigure() {
    let names = runFigures("list").output
    for entry in lecture7.figures {
      #expect(names.contains(entry.id))
      for setting in entry.settings { #expect(names.contains("\(setting.name)=\(setting.value)")) }
    }
    let check = run(
      "'\(figures)' list --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)[\"figures\"]))'"
    )
    #expect(check.output == "\(lecture7.figures.count)\n")
  }

  @Test("obstacles are drawn into a file of another name, which says how it was made")
  func obstacles() {
    let folder = ScratchFolder()
    let run = runFigures("render networks --draw-obstacles -q -f svg,pdf -o '\(folder.path)'")
    #expect(run.status == 0)
    #expect(list(folder.path) == ["networks.obstacles.pdf", "networks.obstacles.svg"])
    let path = folder.path + "/networks.obstacles.svg"
    #expect(text(of: path).contains("id=\"networks-obstacles-obstacles\""))
    let remake = "Remake: figures render networks -f svg --draw-obstacles"
    #expect(runFigures("inspect '\(path)'").output.contains(remake))
    #expect(!runFigures("render networks -o -").output.contains("obstacles"))
  }

  @Test(
    "inspect says how a file of each look and format was made",
    arguments: ["svg", "pdf", "png", "eps"],
    ["--ground none", "--ground #fdf6e3", "--language fr", "--size slide --theme dark"])
  func looksAreInspected(_ format: String, _ look: String) throws {
    let folder = ScratchFolder()
    let quoted = look.replacing("#fdf6e3", with: "'#fdf6e3'")
    #expect(runFigures("render networks -q \(quoted) -f \(format) -o '\(folder.path)'").status == 0)
    let name = try #require(list(folder.path).first)
    let shown = runFigures("inspect '\(folder.path)/\(name)'").output
    let remake = "Remake: figures render networks -f \(format) "
    #expect(shown.contains(remake + look) || shown.contains(remake + quoted), "\(shown)")
  }

  /// Two settings of a figure stand in one page, and the second file of a name tells of the first.
  @Test func settingsAreToldApart() {
    let folder = ScratchFolder()
    let sketch = "alt: auto\nparameter k = 1 in 0..3\naxes x in 0..1, y in 0..1\ncurve x^k\n"
    _ = write(Array(sketch.utf8), to: folder.path + "/f1.figure")
    func draw(_ arguments: String) -> Run {
      runFigures("render \(arguments)", setup: "cd '\(folder.path)' &&")
    }
    func ids(_ name: String) -> Set<Substring> {
      Set(text(of: folder.path + "/" + name).matches(of: #/ id="([^"]*)"/#).map(\.1))
    }
    let listed = draw("f1.figure --set k=0.5 -o a.svg")
    #expect(listed.output == "a.svg\n" && listed.errors.isEmpty, "\(listed)")
    #expect(draw("f1.figure --set k=2 -o b.svg").status == 0)
    #expect(draw("f1.figure -o c.svg").status == 0)
    #expect(!ids("a.svg").isEmpty && ids("a.svg").isDisjoint(with: ids("b.svg")))
    #expect(ids("a.svg").isDisjoint(with: ids("c.svg")))
    let replaced = draw("f1.figure --set k=2 -o a.svg")
    #expect(replaced.status == 0)
    #expect(replaced.errors.contains("'a.svg' showed k=0.5 and is replaced"), "\(replaced.errors)")
    #expect(draw("f1.figure --set k=2 -o a.svg").errors.isEmpty)
    for name in ["f1", "f1.fig"] {
      #expect(draw(name).errors.contains("no figure '\(name)'; did you mean 'f1.figure'?"))
    }
  }

  @Test func numbersOfTheLectureAreAliases() {
    #expect(runFigures("data fig4").output == runFigures("data loss-landscape").output)
  }

  @Test func dataAreCSVAndJSON() {
    let count = run(
      "'\(figures)' data potential | python3 -c 'import csv,sys; r=list(csv.reader(sys.stdin)); "
        + "assert len({len(x) for x in r})==1; print(len(r)>100)'")
    #expect(count.output == "True\n")
    let sum = run(
      "'\(figures)' data potential --format json | python3 -c 'import json,sys; "
        + "d=json.load(sys.stdin); print(d[\"figure\"], len(d[\"sha256\"]))'")
    #expect(sum.output == "potential 64\n")
  }

  @Test func bytesDoNotDependOnJobsOrSurroundings() {
    let folder = ScratchFolder()
    let (one, other) = (folder.path + "/one", folder.path + "/b ö")
    #expect(runFigures("all -q --jobs 1 -o '\(one)'").status == 0)
    // A year later, elsewhere; the preloaded library also moves the environment in memory.
    let preload =
      isSanitized ? "" : "LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1) FAKETIME=+400d"
    let setup = "cd / && \(preload) TZ=Pacific/Kiritimati LC_ALL=C HOME=/nowhere"
    #expect(runFigures("all -q --jobs 5 -o '\(other)'", setup: setup).status == 0)
    #expect(list(one) == list(other))
    let comparison = runFigures("diff '\(one)' '\(other)'")
    #expect(comparison.status == 0, "\(comparison.output)")
  }

  @Test func filesAreLaidOutAsTheManualSays() {
    let folder = ScratchFolder()
    #expect(runFigures("all -q -o '\(folder.path)'").status == 0)
    let files = Set(list(folder.path))
    for entry in lecture7.figures {
      let id = entry.id
      for end in [
        ".svg", ".pdf", ".png", ".dark.svg", ".slide.svg", ".slide.dark.svg", ".column.svg",
      ] {
        #expect(files.contains("figures/\(id)\(end)"), "\(id)\(end)")
      }
      #expect(files.contains("data/\(id).csv") && files.contains("data/\(id).json"))
      #expect(files.contains("slides/\(id)/1.svg") && files.contains("slides/\(id).steps.pdf"))
    }
    for page in ["index.html", "report.html", "slides/index.html"] { #expect(files.contains(page)) }
    // No file but those that the gallery, the report or the slides name, and every link leads
    // somewhere.
    let gallery = text(of: folder.path + "/index.html")
    // A sign of a formula is used by its name in the page.
    for part in gallery.split(separator: "href=\"").dropFirst() where part.first != "#" {
      let path = String(part.prefix { $0 != "\"" })
      #expect(files.contains(path), "\(path)")
    }
    // In the order of the pages that show them.
    let order = [
      "The lecture</a>", "id=\"interpolators\"", "id=\"max-margin\"", "Papers</a>",
      "id=\"saddle-stairs\"",
    ].map { gallery.firstRange(of: $0)?.lowerBound }
    #expect(
      order.allSatisfy { $0 != nil } && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    #expect(gallery.contains("figures/potential.column.svg\" media=\"screen and (max-width:40rem)"))
    // Steps are large enough to be told apart, and named; a high picture leaves room for its caption.
    #expect(
      gallery.contains("loading=\"lazy\">1 The interpolators</a></li>")
        && gallery.contains("minmax(10.5rem,1fr)"))
    #expect(gallery.contains(/loading="lazy">\d Against <math>/))
    #expect(gallery.matches(of: /class="tall"/).count == 1)
    #expect(gallery.contains("<li id=\"loss-landscape\" class=\"tall\">"))
    #expect(gallery.contains("<b>Lab 2: Diagonal linear networks</b> <a href=\"handouts/"))
    for file in ["beamer.tex", "typst.typ", "reveal.html", "snippets.md"] {
      #expect(files.contains("slides/" + file))
    }
    // What students may have, and apart from it what they may not.
    let papers = files.filter { $0.hasSuffix(".html") || $0.hasSuffix(".pdf") }
    for lab in ["least-squares", "diagonal-networks", "noise-and-classification"] {
      for end in ["html", "pdf"] {
        #expect(papers.contains("handouts/\(lab).student.\(end)"))
        #expect(papers.contains("instructor/\(lab).solution.\(end)"))
        #expect(papers.contains("instructor/\(lab).instructor.\(end)"))
      }
    }
    #expect(papers.filter { $0.hasPrefix("handouts/") }.allSatisfy { $0.contains(".student.") })
    #expect(!files.contains { $0.hasPrefix("handouts/") && $0.contains("expected") })
    let pages = papers.filter { $0.hasSuffix(".html") && !$0.hasPrefix("instructor/") }
    for page in pages {
      #expect(!text(of: folder.path + "/" + page).contains("instructor/"), "\(page)")
    }
    let apart = text(of: folder.path + "/instructor/index.html")
    for file in files where file.hasPrefix("instructor/") && file != "instructor/index.html" {
      #expect(apart.contains("\"\(file.dropFirst(11))\""), "\(file)")
    }
    for file in files where file.hasPrefix("figures/") || file.hasPrefix("data/") {
      #expect(gallery.contains("\"\(file)\""), "\(file)")
    }
    let valid = run(
      "xmllint --noout '\(folder.path)'/figures/*.svg '\(folder.path)'/slides/*/*.svg")
    #expect(valid.status == 0, "\(valid.output)")
  }

  @Test func unchangedFilesAreLeftAlone() {
    let folder = ScratchFolder()
    let file = folder.path + "/networks.svg"
    _ = runFigures("render networks -o '\(folder.path)'")
    _ = run("touch -d 2001-01-01 '\(file)'")
    _ = runFigures("render networks -o '\(folder.path)'")
    #expect(run("stat -c %y '\(file)'").output.hasPrefix("2001-01-01"))
    _ = runFigures("render networks --set width=3 -o '\(folder.path)'")
    #expect(!run("stat -c %y '\(file)'").output.hasPrefix("2001-01-01"))
  }

  @Test func everyClaimHolds() {
    let all = runFigures("verify")
    #expect(all.status == 0, "\(all.output)")
    let lines = all.output.split(separator: "\n")
    // Sections 1 to 4 and every figure are spoken of.
    for part in ["ok    2.16 ", "ok    3.22 ", "ok    4.2 ", "ok    fig-4 "] {
      #expect(lines.contains { $0.hasPrefix(part) }, "\(part)")
    }
    let some = runFigures("verify 2.16 --json")
    #expect(some.output.contains("\"id\":\"2.16\""))
    #expect(!some.output.contains("\"id\":\"3.22\""))
  }
}
