import Foundation
import TestSupport
import Testing

/// A folder with `figures.toml` is a lecture.
@Suite struct ProjectTests {
  private static let example = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Examples/own-lecture").standardized.path

  private func copied() -> ScratchFolder {
    let folder = ScratchFolder()
    #expect(run("cp -r '\(Self.example)/.' '\(folder.path)'").status == 0)
    return folder
  }

  private func written(_ toml: String, sketches: [String: String] = [:]) -> ScratchFolder {
    let folder = ScratchFolder()
    _ = write(Array(toml.utf8), to: "\(folder.path)/figures.toml")
    for (name, source) in sketches { _ = write(Array(source.utf8), to: "\(folder.path)/\(name)") }
    return folder
  }

  @Test func everyVerbWorksInTheFolder() {
    let folder = copied()
    func figures(_ arguments: String) -> Run {
      runFigures(arguments, setup: "cd '\(folder.path)' &&")
    }
    let listed = figures("list")
    #expect(listed.output.contains("valley: Three methods in a narrow valley"), "\(listed.output)")
    #expect(listed.output.contains("rates: How fast") && !listed.output.contains("potential"))
    let rendered = figures("render valley --set kappa=40 -f svg,pdf -o pictures -q")
    #expect(rendered.status == 0, "\(rendered.errors)")
    #expect(figures("inspect pictures/valley.pdf").output.contains("Remake: figures render valley"))
    #expect(figures("data rates --format csv").output.hasPrefix("series,piece,kappa,factor\n"))
    #expect(figures("verify").output.hasSuffix("2 claims, 0 failed\n"))
    let report = figures("report -q -o report.html")
    #expect(report.status == 0, "\(report.errors)")
    #expect(text(of: "\(folder.path)/report.html").contains("narrow valley"))
    let handout = figures("handout momentum -q -o labs")
    #expect(handout.status == 0, "\(handout.errors)")
    #expect(figures("slides -q -o deck").status == 0)
    let all = figures("all -q -o one")
    #expect(all.status == 0, "\(all.errors)")
    let files = list("\(folder.path)/one")
    #expect(files.contains("figures/rates.pdf") && files.contains("report.html"), "\(files)")
    #expect(files.contains("handouts/momentum.student.pdf"))
    // From elsewhere too.
    let outside = runFigures("-C '\(folder.path)' list")
    #expect(outside.output == listed.output)
  }

  @Test func anEditedSketchIsDrawnAnewInTheReport() {
    let folder = copied()
    let cache = ScratchFolder()
    func report() -> String {
      _ = runFigures(
        "report -q -o report.html",
        setup: "cd '\(folder.path)' && XDG_CACHE_HOME='\(cache.path)'")
      return text(of: "\(folder.path)/report.html")
    }
    let first = report()
    #expect(first.contains("narrow valley") && report() == first)
    let sketch = text(of: "\(folder.path)/rates.figure")
    _ = write(
      Array(sketch.replacing("0.8) left", with: "0.8) right").utf8),
      to: "\(folder.path)/rates.figure")
    #expect(report() != first)
  }

  @Test func sketchesAloneMakeALecture() {
    let bowl = "alt: auto\nf(u, v) = u^2 + 3v^2\nplane u in -1..1, v in -1..1\nlevels f at 0.5, 1\n"
    let shown = "alt: auto\ntitle: Shown\nshow loss-landscape u0=0.3\n"
    let folder = written(
      "title = \"Bowls\"\n", sketches: ["b.figure": bowl, "a.figure": bowl, "c.figure": shown])
    let listed = runFigures("-C '\(folder.path)' list --json")
    #expect(
      listed.output.contains("\"title\": \"Bowls\"")
        || listed.output.contains("\"title\":\"Bowls\""))
    let places = ["\"a\"", "\"b\"", "\"c\""].compactMap {
      listed.output.firstRange(of: $0)?.lowerBound
    }
    #expect(places.count == 3 && places == places.sorted())
    let drawn = runFigures("-C '\(folder.path)' render -q -o pictures")
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(list("\(folder.path)/pictures") == ["a.svg", "b.svg", "c.svg"])
  }

  @Test(arguments: [
    ("number = 1\n", "figures.toml: title is missing; give title = ", 65),
    ("title = \"A\"\ntitel = 1\n", "figures.toml:2: titel is not known; did you mean 'title'?", 65),
    ("title = \"A\"\nnumber = -1\n", "figures.toml:2: number is -1; give a whole number", 65),
    ("title = \"A\n", "figures.toml:1:11: is no line of TOML; write each name once", 65),
    ("title = \"A\"\ntitle = \"B\"\n", "is no line of TOML; write each name once", 65),
    (
      "title = \"A\"\nfigures = [\"no.figure\"]\n",
      "figures.toml:2: figures name 'no.figure', which is not there", 66
    ),
    (
      "title = \"A\"\nfigures = [\"../a.figure\"]\n", "figures.toml:2: figures name '../a.figure'",
      65
    ),
    ("title = \"A\"\nfigures = [\"bad.figure\"]\n", "bad.figure:2:1: no word 'plot'", 65),
    (
      "title = \"A\"\nfigures = [\"bda.figure\"]\n",
      "figures.toml:2: figures name 'bda.figure', which is not there; did you mean 'bad.figure'?",
      66
    ),
    (
      "title = \"A\"\nfigures = [\"bad\"]\n",
      "figures.toml:2: figures name 'bad'; did you mean 'bad.figure'?", 65
    ),
    ("title = \"A\"\nlanguage = \"it\"\n", "figures.toml:2: language is 'it'; give \"en\"", 65),
    ("title = Words here\n", "figures.toml:1: 'Words here' lacks its quotation marks", 65),
    (
      "title = \"A\"\nfigures = [\"a.figure\"\nnumber = 2\n",
      "figures.toml:2: the list of 'figures' does not end; write ] behind it", 65
    ),
    ("title = \"A\"\nfigures = []\n", "figures.toml:2: figures are missing", 65),
    (
      "title = \"A\"\nfigures = [\"a.figure\", \"a.figure\"]\n",
      "figures.toml:2: figures name 'a.figure' twice; leave one out", 65
    ),
  ])
  func mistakesAreNamed(_ toml: String, _ words: String, _ status: Int32) {
    let good = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
    let folder = written(toml, sketches: ["a.figure": good, "bad.figure": "alt: a\nplot x\n"])
    let run = runFigures("-C '\(folder.path)' list")
    #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
    // Verbs that need no lecture go on.
    #expect(runFigures("-C '\(folder.path)' math x -o -").status == 0)
  }

  /// What is ours on decks and pages is in the language that the lecture states, or all its figures.
  @Test(arguments: [
    ("fr", "étape 1 sur 2", "ajoutée à"), ("de", "Schritt 1 von 2", "zusätzlich zu"),
  ])
  func wordsOfOursAreInTheLecturesLanguage(_ tag: String, _ step: String, _ added: String) {
    let sketch =
      "title: Titre\nalt: auto\naxes x in 0..1, y in 0..1\nstep: Un\ncurve x\nstep: Deux\ncurve x^2\n"
      + "step: Trois\ncurve x^3\ncheck 1 = 1 within 0: c\n"
    let report = "---\ntitle: R\nlanguage: \(tag)\n---\n\n![](figure:a)\n\n::: claims\n:::\n"
    for (toml, line) in [("language = \"\(tag)\"\n", ""), ("", "language: \(tag)\n")] {
      // One that states no language goes with the others.
      let folder = written(
        "title = \"T\"\n" + toml, sketches: ["a.figure": line + sketch, "b.figure": sketch])
      _ = write(Array(report.utf8), to: folder.path + "/report.md")
      let all = runFigures("-C '\(folder.path)' all -q -o out")
      #expect(all.status == 0, "\(all.errors)")
      let out = folder.path + "/out/"
      for page in ["index.html", "instructor/index.html", "slides/index.html"] {
        #expect(text(of: out + page).contains("<html lang=\"\(tag)\""), "\(page)")
      }
      #expect(!text(of: out + "index.html").contains("Files and command"))
      #expect(!text(of: out + "report.html").contains("as the sketch states"))
      let typst = text(of: out + "slides/typst.typ")
      #expect(typst.contains(step.replacing("2", with: "3")), "\(typst)")
      #expect(typst.contains(added) && !typst.contains(", step "), "\(typst)")
      #expect(text(of: out + "slides/index.html").contains(tag == "fr" ? "Cours 1" : "Vorlesung 1"))
    }
  }

  @Test func aSketchIsCalledAsItsFileIs() {
    let sketch = "title: T\nalt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
    let folder = written("title = \"T\"\n", sketches: ["Noyaux gaussiens é.figure": sketch])
    func errors(_ name: String) -> String {
      let source = "---\ntitle: R\n---\n\n![A](\(name))\n"
      _ = write(Array(source.utf8), to: folder.path + "/r.md")
      return runFigures("-C '\(folder.path)' handout r.md -q -f html -o out").errors
    }
    let remedy = "holds a space; write it as ![caption](<figure:Noyaux gaussiens é>)"
    #expect(errors("figure:Noyaux gaussiens é").contains(remedy))
    for name in ["<figure:Noyaux gaussiens é>", "figure:Noyaux-gaussiens-e"] {
      #expect(errors(name).isEmpty, "\(errors(name))")
    }
    #expect(run("rm '\(folder.path)/figures.toml'").status == 0)
    let asked = errors("<figure:Noyaux gaussiens é>")
    #expect(asked.contains("did you mean '<figure:Noyaux gaussiens é.figure>'?"), "\(asked)")
    #expect(errors("<figure:Noyaux gaussiens é.figure>").isEmpty)
  }

  @Test func aLabThatIsMissingStopsOnlyWhatNeedsIt() {
    let good = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\ncheck 1 = 1 within 0\n"
    let folder = written("title = \"A\"\nlabs = [\"one\"]\n", sketches: ["a.figure": good])
    func figures(_ arguments: String) -> Run { runFigures("-C '\(folder.path)' \(arguments)") }
    for verb in ["list", "verify", "render a -q -o one", "slides -q -o two"] {
      let run = figures(verb)
      #expect(run.status == 0, "\(verb): \(run.errors)")
    }
    for verb in ["handout one -q -o three", "all -q -o four"] {
      let run = figures(verb)
      #expect(run.status != 0 && run.errors.contains("labs/one.md"), "\(verb): \(run.errors)")
    }
  }

  @Test func accentsAreLeftOutOfNames() {
    let good = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
    let folder = written(
      "title = \"A\"\n", sketches: ["Noyaux \u{E9}.figure": good, "\u{C9}t\u{E0}.figure": good])
    let run = runFigures("-C '\(folder.path)' list")
    #expect(run.output.contains("Noyaux-e") && run.output.contains("Eta"), "\(run.output)")
  }

  @Test(arguments: [
    ("s.figure", "sub/s.figure"), ("a b.figure", "a-b.figure"), ("\u{E9}.figure", "e.figure"),
  ])
  func filesOfOneNameAreNotWrittenOverEachOther(_ one: String, _ other: String) {
    let good = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
    let folder = ScratchFolder()
    #expect(run("mkdir '\(folder.path)/sub'").status == 0)
    for (name, end) in [(one, ""), (other, "curve x^2\n")] {
      _ = write(Array((good + end).utf8), to: "\(folder.path)/\(name)")
    }
    for verb in ["render", "slides"] {
      let run = runFigures("\(verb) '\(one)' '\(other)' -q -o two", setup: "cd '\(folder.path)' &&")
      #expect(run.status == 64 && run.errors.contains("are both called"), "\(run.errors)")
      #expect(run.errors.contains("'\(one)' and '\(other)'"), "\(run.errors)")
    }
  }

  @Test func aFaultOfOneSketchLeavesTheOthers() {
    let good = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\ncheck 1 = 1 within 0\n"
    let folder = written(
      "title = \"A\"\n", sketches: ["a.figure": good, "b.figure": "alt: a\nplot x\n"])
    func figures(_ arguments: String) -> Run { runFigures("-C '\(folder.path)' \(arguments)") }
    let fault = "b.figure:2:1: no word 'plot'"
    for one in ["render a", "render a.figure", "list a", "verify a.figure"] {
      let run = figures(one + (one.hasPrefix("render") ? " -q -o one" : ""))
      #expect(run.status == 0, "\(one): \(run.errors)")
    }
    #expect(figures("list b").errors.contains(fault) && figures("render b -o -").status == 65)
    for several in ["list", "list b a", "render -q -o two", "render b.figure a.figure -q -o two"] {
      let run = figures(several)
      #expect(run.status == 2 && run.errors.contains(fault), "\(several): \(run.errors)")
    }
    #expect(figures("list").output.hasPrefix("a: a\n") && list("\(folder.path)/two") == ["a.svg"])
    let slides = figures("slides -q -o deck")
    #expect(slides.status == 2 && slides.errors.contains(fault), "\(slides.errors)")
    #expect(slides.errors.contains("everything else is written"), "\(slides.errors)")
    #expect(list("\(folder.path)/deck").contains("a/1.svg"))
    #expect(
      figures("slides b -q -o none").status == 65
        && !list("\(folder.path)/none").contains("index.html"))
    let verified = figures("verify")
    #expect(verified.status == 2 && verified.errors.contains(fault), "\(verified.errors)")
    #expect(verified.output.contains("1 claim, 0 failed"), "\(verified.output)")
    #expect(figures("verify a.check-1").status == 0)
    #expect(figures("verify c.check-1").errors.contains(fault))
    // Nor does a report that is not there.
    let all = figures("all -q -o all")
    #expect(all.status == 2, "\(all.errors)")
    #expect(all.errors.contains(fault) && all.errors.contains("figures: report.html: the text"))
    let files = list("\(folder.path)/all")
    #expect(files.contains("figures/a.svg") && files.contains("data/a.csv"), "\(files)")
  }

  @Test func aLabIsTheSameByNameAndByFile() {
    let good = "title: The diagonal\nalt: auto\naxes x in 0..1, y in 0..1\ncurve x\n"
    let folder = written("title = \"A\"\n", sketches: ["a.figure": good])
    _ = shell("mkdir -p '\(folder.path)/labs'")
    let work = "@book{v, title={Old and New}, author={Villani, C.}, year={2009}, publisher={S}}\n"
    _ = write(Array(work.utf8), to: "\(folder.path)/works.bib")
    func lab(_ bibliography: String) {
      let text =
        "---\ntitle: L\nbibliography: \(bibliography)\n---\n\nSee [@v].\n\n![](figure:a)\n\n"
        + "::: bibliography\n:::\n"
      _ = write(Array(text.utf8), to: "\(folder.path)/labs/l.md")
    }
    func made(_ name: String) -> Run {
      runFigures("-C '\(folder.path)' handout \(name) -q -f html -o out")
    }
    lab("../works.bib")
    for name in ["l", "labs/l.md"] { #expect(made(name).status == 0, "\(made(name).errors)") }
    let page = text(of: "\(folder.path)/out/l.student.html")
    #expect(page.contains("Old and New"))
    // A title stands in the place of the caption that a sketch lacks.
    #expect(page.contains("Figure 1.</a> <span>The diagonal</span>"))
    #expect(runFigures("-C '\(folder.path)' verify labs/l.md").status == 0)
    for absent in ["works.bib", "../../works.bib"] {
      lab(absent)
      for name in ["l", "labs/l.md"] {
        let run = made(name)
        #expect(run.status == 65 && run.errors.contains("the bibliography '"), "\(run.errors)")
        #expect(!run.errors.contains("the text"))
      }
    }
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    #expect(runFigures("-C /nowhere/at-all list").status == 66)
    #expect(runFigures("-C").status == 64)
  }
}
