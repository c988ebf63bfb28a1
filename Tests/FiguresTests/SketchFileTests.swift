import Figures
import Foundation
import Lectures
import Plotting
import TestSupport
import Testing

/// Files of sketches through the verbs, and the gallery in `Examples/sketches`.
@Suite struct SketchFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Examples/sketches").standardized.path

  private static let names = list(folder).filter { $0.hasSuffix(".figure") && !$0.contains("/") }

  @Test func theGalleryIsThere() {
    #expect(Self.names.count >= 24)
    for name in Self.names {
      let lines = text(of: "\(Self.folder)/\(name)").split(separator: "\n")
      #expect(lines.count <= 16, "\(name) has \(lines.count) lines")
    }
  }

  @Test(arguments: names)
  func everySketchIsDrawnInAllSizesAndThemes(_ name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let verified = runFigures("verify '\(path)'")
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    let folder = ScratchFolder()
    for size in ["text", "column", "slide"] {
      for theme in size == "text" ? ["light", "dark", "print"] : ["light"] {
        let formats = size == "text" && theme == "light" ? "svg,pdf,png" : "svg"
        let run = runFigures(
          "render '\(path)' -q -f \(formats) --size \(size) --theme \(theme) -o '\(folder.path)'")
        #expect(run.status == 0, "\(name): \(run.errors)")
        let lost = run.errorLines.filter { $0.contains("finds no room") }
        #expect(size != "text" || lost.isEmpty, "\(name): \(lost)")
      }
    }
    let files = list(folder.path)
    #expect(files.count == 7, "\(files)")
    let svg = text(of: "\(folder.path)/\(name.dropLast(7)).svg")
    #expect(svg.contains("Source: \(name)") && svg.contains("Source SHA-256: "))
    let again = ScratchFolder()
    _ = runFigures("render '\(path)' -q -o '\(again.path)'")
    #expect(text(of: "\(again.path)/\(name.dropLast(7)).svg") == svg)
  }

  /// The gallery's page is what the sketches give; RECORD_GOLDENS=1 writes it and its pictures anew.
  @Test func theGalleryShowsEachSketchBesideItsSource() throws {
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
    let folder = ScratchFolder()
    var page = """
      # A gallery of sketches

      Each picture stands beside the whole source that makes it; [the page on sketches](../../docs/sketches.md)
      says what the lines mean. `figures render valley.figure` in this folder draws one. `RECORD_GOLDENS=1
      swift test --filter SketchFileTests` draws all of them anew.

      """
    for name in Self.names {
      let id = name.dropLast(7)
      let run = runFigures("render '\(Self.folder)/\(name)' -q -o '\(folder.path)'")
      #expect(run.status == 0, "\(run.errors)")
      let svg = text(of: "\(folder.path)/\(id).svg")
      func element(_ tag: String) -> String {
        guard let start = svg.firstRange(of: "<\(tag)"),
          let open = svg[start.upperBound...].firstIndex(of: ">"),
          let end = svg[open...].firstRange(of: "</\(tag)>")
        else { return "" }
        return String(svg[svg.index(after: open)..<end.lowerBound]).replacing("&lt;", with: "<")
          .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
      }
      let words = element("desc").replacing("[", with: "(").replacing("]", with: ")")
      page += "\n## \(element("title"))\n\n![\(words)](pictures/\(id).svg)\n\n"
      page += "```\n\(text(of: "\(Self.folder)/\(name)"))```\n"
      let kept = "\(Self.folder)/pictures/\(id).svg"
      if isRecording { _ = write(Array(svg.utf8), to: kept) }
      #expect(text(of: kept).contains("<title"), "pictures/\(id).svg")
    }
    if isRecording { _ = write(Array(page.utf8), to: "\(Self.folder)/README.md") }
    #expect(text(of: "\(Self.folder)/README.md") == page)
  }

  /// Two figures of the lecture as sketches: the same numbers by another route.
  @Test func figuresOfTheLectureAsSketchesHaveTheirNumbers() throws {
    func numbers(_ arguments: String, _ expression: String) -> [Double] {
      let script = "import json,sys; d = json.load(sys.stdin); print(*\(expression))"
      let found = run("'\(figures)' data \(arguments) --format json -q | python3 -c '\(script)'")
      return found.output.split(separator: " ").compactMap { Double($0.filter { $0 != "\n" }) }
    }
    let ends = numbers(
      "loss-landscape",
      "sum([s[\"rows\"] for s in d[\"series\"] if s[\"name\"] == \"ends\"][0], [])")
    let own = numbers(
      "'\(Self.folder)/loss-landscape.figure'",
      "[d[\"numbers\"][f\"flow-{i}.end.{c}\"] for i in range(1, 8) for c in \"uv\"]")
    #expect(ends.count == 14 && own.count == 14)
    for (a, b) in zip(ends, own) { #expect(abs(a - b) < 1e-9) }
    let limit = numbers(
      "potential --set alphas=0.1", "[d[\"numbers\"][f\"alpha-0.1.theta{i}\"] for i in (1, 2)]")
    let flow = numbers(
      "'\(Self.folder)/potential.figure'", "[d[\"numbers\"][f\"flow-1.end.{c}\"] for c in \"ab\"]")
    #expect(limit.count == 2 && flow.count == 2)
    for (a, b) in zip(limit, flow) { #expect(abs(a - b) < 1e-9, "\(a) \(b)") }
  }

  /// Limits of gradient flow by name, beside those of the lecture's own figure.
  @Test func modelsByNameHaveTheLecturesNumbers() throws {
    func rows(_ arguments: String, _ series: String, _ columns: String) -> [Double] {
      let script =
        "import json,sys; s = [s for s in json.load(sys.stdin)[\"series\"] if s[\"name\"] == "
        + "\"\(series)\"][0]; i = [s[\"columns\"].index(c) for c in \"\(columns)\".split()]; "
        + "print(*[r[k] for r in s[\"rows\"] for k in i])"
      let found = run("'\(figures)' data \(arguments) --format json -q | python3 -c '\(script)'")
      return found.output.split(separator: " ").compactMap { Double($0.filter { $0 != "\n" }) }
    }
    let own = rows("'\(Self.folder)/norms-of-the-limit.figure'", "limits", "alpha l1 l2")
    let lecture = rows("l1-to-l2", "theory", "alpha l1 l2")
    #expect(own.count == 183 && lecture.count == 183)
    for (a, b) in zip(own, lecture) { #expect(abs(a - b) < 1e-9) }
    // The weights of a run of SGD.
    let stems = rows("'\(Self.folder)/weights.figure'", "run", "value")
    let weights = rows("sgd-sparsity --set runs=1 --set alpha=0.1 --set step=0.1", "weights", "sgd")
    #expect(stems.count == 100 && weights.count == 100)
    for (a, b) in zip(stems, weights) { #expect(abs(a - b) < 1e-9) }
  }

  private static let spiral = """
    title: A spiral
    alt: auto
    parameter rate = 0.3 in 0.1..1: rate of decay
    L(u, v) = (u^2 + 4v^2)/2
    plane u in -2..2, v in -2..2 equal
    levels L at 0.5, 1, 2, 4 fill
    step: Flow
    flow L from (1.5, 1) blue arrow
    descend L from (-1.5, 1) step rate/2 steps 40 orange dots "descent"
    check end1x = 0 within 1e-9: the flow ends in the middle
    """

  private func written(_ source: String, as name: String = "my.figure") -> ScratchFolder {
    let folder = ScratchFolder()
    _ = write(Array(source.utf8), to: "\(folder.path)/\(name)")
    return folder
  }

  @Test func verbsTakeFiles() {
    let folder = written(Self.spiral)
    let file = "'\(folder.path)/my.figure'"
    let listed = runFigures("list \(file)")
    #expect(listed.output.hasPrefix("my: A spiral\n    rate=0.3  rate of decay; 0.1...1\n"))
    #expect(runFigures("data \(file)").output.hasPrefix("series,level,line,u,v\nlevels,0.5,"))
    let json = runFigures("data \(file) --set rate=0.5 --format json").output
    #expect(json.contains("\"flow-1.end\"") && json.contains("\"rate\":\"0.5\""))
    #expect(runFigures("verify \(file)").output.hasSuffix("1 claim, 0 failed\n"))
    #expect(runFigures("render \(file) --set rate=7").status == 64)
    let slides = runFigures("slides \(file) -q -o '\(folder.path)/deck'")
    #expect(slides.status == 0 && list("\(folder.path)/deck").contains("my/2.svg"))
    let deck = text(of: "\(folder.path)/deck/index.html")
    #expect(!deck.contains("Lecture 7") && !deck.contains("deck-start"))
    _ = runFigures("render \(file) --set rate=0.4 --size slide -q -f pdf -o '\(folder.path)'")
    let inspected = runFigures("inspect '\(folder.path)/my.slide.pdf'").output
    #expect(
      inspected.contains("Remake: figures render my.figure -f pdf --set rate=0.4 --size slide"),
      "\(inspected)")
  }

  @Test func linesAreExplained() {
    let folder = written(Self.spiral)
    let run = runFigures("sketch '\(folder.path)/my.figure' --explain")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("L is a function of u and v"))
    #expect(run.output.contains("flow-1.end.u = "))
    #expect(run.output.contains("a claim with the residual "))
    #expect(runFigures("sketch potential").status == 64)
  }

  @Test func aClaimThatFailsEndsWithOne() {
    let folder = written(Self.spiral + "\ncheck end1y = 1 within 1e-9: nonsense\n")
    let run = runFigures("verify '\(folder.path)/my.figure'")
    #expect(run.status == 1 && run.output.contains("FAIL  my.check-2  nonsense"))
  }

  @Test func aFaultIsShownWithItsPlace() {
    let folder = written("alt: a\naxes x in 0..1, y in 0..1\ncurve sqr(x)\n")
    let run = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(run.status == 65)
    #expect(
      run.errorLines.first?.hasSuffix("my.figure:3:7: no function 'sqr'; did you mean 'sqrt'?")
        == true)
    #expect(run.errorLines.dropFirst() == ["curve sqr(x)", "      ^"])
    #expect(list(folder.path) == ["my.figure"])
    #expect(runFigures("render '\(folder.path)/none.figure'").status == 66)
  }

  @Test func tablesLieInTheFolder() {
    let folder = written("alt: auto\ndata \"t.csv\"\npoints x, y\n")
    let file = "'\(folder.path)/my.figure'"
    #expect(runFigures("render \(file)").status == 66)
    _ = shell("ln -s /etc/passwd '\(folder.path)/t.csv'")
    let run = runFigures("render \(file)")
    #expect(run.status == 65 && run.errors.contains("leads out of the folder of its source"))
    _ = shell("rm '\(folder.path)/t.csv'; printf 'x,y\\n1,2\\n2,3\\n' > '\(folder.path)/t.csv'")
    #expect(runFigures("render \(file) -q -o '\(folder.path)'").status == 0)
  }

  /// Cells of a heat map have edges in files and pages, by what validators know and policies allow.
  @Test func cellsOfHeatMapsHaveEdges() {
    let heat = "alt: auto\nplane x in -3..3, y in -2..2\nheat x*y\n"
    let folder = written(heat)
    let file = runFigures("render '\(folder.path)/my.figure' -q -o '\(folder.path)'")
    #expect(file.status == 0, "\(file.errors)")
    let svg = text(of: "\(folder.path)/my.svg")
    #expect(
      svg.contains("style=\"image-rendering:pixelated\"") && !svg.contains("image-rendering=\""))
    _ = write(
      Array("---\ntitle: T\n---\n\n![Heat.](figure:my.figure)\n".utf8),
      to: "\(folder.path)/lab.md")
    let lab = runFigures("handout '\(folder.path)/lab.md' -q -f html -o '\(folder.path)'")
    #expect(lab.status == 0, "\(lab.errors)")
    let page = text(of: "\(folder.path)/lab.student.html")
    #expect(page.contains("class=\"px\"") && page.contains(".px{image-rendering:pixelated}"))
    #expect(!page.contains("image-rendering=\"") && !page.contains("style=\"image-rendering"))
  }

  @Test func handoutsShowSketches() {
    let folder = written(Self.spiral)
    let lab = """
      # A lab

      ![A spiral of my own.](figure:my.figure){#fig-my slider=rate values="0.2;0.3;0.4"}

      The flow ends at {{my.flow-1.end.u .3}} after {{my.descent-1.steps}} steps.

      ::: claims
      :::
      """
    let head = "---\ntitle: T\n---\n\n"
    _ = write(Array((head + lab).utf8), to: "\(folder.path)/lab.md")
    let run = runFigures("handout '\(folder.path)/lab.md' -q -f html,pdf -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/lab.student.html")
    #expect(page.contains("A spiral of my own") && page.contains("rate of decay"))
    #expect(page.contains("The flow ends in the middle"))
    #expect(shell("pdftotext '\(folder.path)/lab.student.pdf' -").output.contains("40 steps"))
    let outside = lab.replacing("figure:my.figure", with: "figure:../my.figure")
    _ = write(Array((head + outside).utf8), to: "\(folder.path)/lab.md")
    let refused = runFigures("handout '\(folder.path)/lab.md' -o '\(folder.path)'")
    #expect(refused.status == 65 && refused.errors.contains("in its own folder"))
  }

  /// A document with a sketch in it; the sketch's first line is the ninth.
  private static func document(_ sketch: String, _ settings: String = "") -> String {
    """
    ---
    title: T
    \(settings)
    ---

    # A lab

    ::: figure {#fig-mine slider=rate values="0.2;0.3"}
    \(sketch)
    :::

    The flow ends at {{mine.flow-1.end.u .3}} after {{mine.descent-1.steps}} steps; see [](#fig-mine).

    ::: claims
    :::
    """
  }

  @Test func sketchesStandInDocuments() {
    let folder = written(Self.document(Self.spiral), as: "lab.md")
    let file = "'\(folder.path)/lab.md'"
    let run = runFigures("handout \(file) -q -f html,pdf,ipynb -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/lab.student.html")
    #expect(page.contains("id=\"fig-mine\"") && page.contains("rate of decay"))
    #expect(page.contains("Contour plot over u from minus 2 to 2"))
    #expect(page.contains("The flow ends in the middle"))
    #expect(shell("pdftotext '\(folder.path)/lab.student.pdf' -").output.contains("40 steps"))
    #expect(text(of: "\(folder.path)/lab.student.ipynb").contains("attachment:"))
    let talk = Self.document(Self.spiral).replacing("# A lab", with: "## A slide")
      .replacing("::: claims\n:::", with: "").replacing(" slider=rate values=\"0.2;0.3\"", with: "")
    _ = write(Array(talk.utf8), to: "\(folder.path)/talk.md")
    let shown = runFigures("talk '\(folder.path)/talk.md' -q -f html,pdf -o '\(folder.path)'")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(text(of: "\(folder.path)/talk.html").contains("Flow"))
  }

  /// A slider without values goes over the range of its parameter, beginning at the own value.
  @Test func aSliderTakesTheRangeOfItsParameter() {
    let source = Self.document(Self.spiral).replacing(" values=\"0.2;0.3\"", with: "")
    let folder = written(source, as: "lab.md")
    let run = runFigures("handout '\(folder.path)/lab.md' -q -f html -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/lab.student.html")
    let values = page.split(separator: "data-values=\"").dropFirst().first?.prefix { $0 != "\"" }
    let numbers = values?.split(separator: ";").compactMap { Double($0) } ?? []
    #expect(numbers.count > 8 && numbers == numbers.sorted(), "\(numbers)")
    let none = source.replacing("slider=rate", with: "slider=nothing")
    _ = write(Array(none.utf8), to: "\(folder.path)/lab.md")
    let wrong = runFigures("handout '\(folder.path)/lab.md' -o '\(folder.path)'")
    #expect(
      wrong.status == 65 && wrong.errors.contains("has no parameter 'nothing' to slide"),
      "\(wrong.errors)")
  }

  @Test func aFaultOfASketchInADocumentHasItsPlaceThere() {
    let wrong = Self.spiral.replacing("descend L", with: "descent L")
    let folder = written(Self.document(wrong), as: "lab.md")
    let run = runFigures("handout '\(folder.path)/lab.md' -o '\(folder.path)'")
    #expect(run.status == 65)
    let place = "lab.md:17:1: no word 'descent'; did you mean 'descend'?"
    #expect(run.errorLines.first?.hasSuffix(place) == true, "\(run.errors)")
    #expect(run.errorLines.first?.contains("lab.md:8:") == false)
    #expect(
      run.errorLines.dropFirst().first == "descent L from (-1.5, 1) step rate/2 steps 40 orange "
        + "dots \"descent\"" && run.errorLines.dropFirst(2).first == "^")
    // In an included file it is that file's line.
    let part = "Words.\n\n::: figure\nalt: auto\naxes x in 0..1, y in 0..1\n  curve sqr(x)\n:::\n"
    _ = write(Array(part.utf8), to: "\(folder.path)/part.md")
    _ = write(
      Array("---\ntitle: T\n---\n\n::: include part.md\n".utf8), to: "\(folder.path)/lab.md")
    let inner = runFigures("handout '\(folder.path)/lab.md' -o '\(folder.path)'")
    #expect(inner.errors.contains("part.md:6:9: no function 'sqr'"), "\(inner.errors)")
    for (source, fault) in [
      ("::: figure\nalt: auto\n", "lab.md:5: this figure never ends"),
      ("::: figure {#a}\n:::\n", "lab.md:6:1: 'alt:' is missing"),
      ("::: figure {#fig-a}\nalt: a\n:::\n::: figure {#a}\nalt: a\n:::\n", "lab.md:8: another"),
      ("::: figure {colour=red}\nalt: a\nlabel \"a\" at (0, 0)\n:::\n", "no attribute 'colour'"),
      ("::: figur\n:::\n", "did you mean 'figure'?"),
    ] {
      _ = write(Array("---\ntitle: T\n---\n\n\(source)".utf8), to: "\(folder.path)/lab.md")
      let run = runFigures("handout '\(folder.path)/lab.md' -o '\(folder.path)'")
      #expect(run.status == 65 && run.errors.contains(fault), "\(run.errors)")
    }
    #expect(!list(folder.path).contains { $0.hasSuffix(".html") })
  }

  @Test func wordsAreInTheLanguageOfTheDocumentOrTheirOwn() {
    let folder = written(Self.document(Self.spiral, "language: fr"), as: "lab.md")
    func page() -> String {
      let run = runFigures("handout '\(folder.path)/lab.md' -q -f html -o '\(folder.path)'")
      #expect(run.status == 0, "\(run.errors)")
      return text(of: "\(folder.path)/lab.student.html")
    }
    let french = page()
    #expect(french.contains("Lignes de niveau pour u de moins 2 à 2 et v de moins 2 à 2"))
    #expect(french.contains("les lignes de niveau 0,5 ; 1 ; 2 et 4 de L"))
    #expect(french.contains("1 ligne du flot de gradient de L, qui finit où la valeur est 0"))
    _ = write(
      Array(Self.document("language: de\n" + Self.spiral, "language: fr").utf8),
      to: "\(folder.path)/lab.md")
    let german = page()
    #expect(german.contains("Höhenlinienbild über u von minus 2 bis 2"))
    #expect(german.contains("1 Weg des Gradientenabstiegs auf L, der nach 40 Schritten endet"))
    // Alone, its own language counts, in the picture's numbers too.
    let bars = "language: fr\nalt: auto\ndata \"t.csv\"\nhistogram x bins 4\n"
    _ = write(Array(bars.utf8), to: "\(folder.path)/bars.figure")
    _ = write(Array("x\n0.1\n0.25\n0.3\n0.9\n".utf8), to: "\(folder.path)/t.csv")
    let run = runFigures("render '\(folder.path)/bars.figure' -q -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let svg = text(of: "\(folder.path)/bars.svg")
    #expect(svg.contains("Histogramme : un histogramme de x de 0,1 à 0,9 en 4 classes"))
  }

  @Test func ownLecturesShowSketchesInTheirReport() {
    let folder = written(Self.spiral)
    _ = write(Array("title = \"Mine\"\n".utf8), to: "\(folder.path)/figures.toml")
    let report =
      Self.document(Self.spiral).replacing("fig-mine", with: "fig-own")
      .replacing("{{mine.", with: "{{own.") + "\n![](figure:my)\n\n![](figure:my.figure rate=0.2)\n"
    _ = write(Array(report.utf8), to: "\(folder.path)/report.md")
    let run = runFigures("-C '\(folder.path)' report -q -o report.html")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/report.html")
    #expect(page.contains("id=\"fig-own\"") && page.contains("id=\"fig-my\""))
  }

  @Test func aTableThatIsMisspeltHasANearOne() {
    let folder = ScratchFolder()
    _ = write(Array("a,g\n1,x\n".utf8), to: folder.path + "/measure.csv")
    for (name, near) in [("mesure.csv", true), ("Measure.csv", true), ("measure.py", false)] {
      _ = write(
        Array("alt: a\ndata \"\(name)\"\nbars g, a\n".utf8), to: folder.path + "/s.figure")
      let run = runFigures("render s.figure -q", setup: "cd '\(folder.path)' &&")
      #expect(run.status == 66, "\(run.errors)")
      let words = "s.figure:2:6: cannot read '\(name)': No such file or directory"
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(
        run.errors.contains("; did you mean 'measure.csv', which lies there?") == near,
        "\(run.errors)")
    }
  }
}
