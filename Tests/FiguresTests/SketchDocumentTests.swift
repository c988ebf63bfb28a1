import TestSupport
import Testing

/// Sketches in documents: their checks, sliders, numbers and words.
@Suite struct SketchDocumentTests {
  private static let sketch = """
    alt: auto
    parameter eta = 0.05 in 0.001..0.5
    q(x, y) = (x^2 + 10y^2)/2
    plane x in -2..2, y in -2..2
    descend q from (1.5, 1) step eta steps 20
    """

  private func folder(_ document: String, _ sketch: String = sketch) -> ScratchFolder {
    let folder = ScratchFolder()
    _ = write(Array(sketch.utf8), to: "\(folder.path)/my.figure")
    _ = write(Array("---\ntitle: A sheet\n\(document)".utf8), to: "\(folder.path)/doc.md")
    return folder
  }

  private func page(_ folder: borrowing ScratchFolder) -> (
    text: String, errors: String, status: Int32
  ) {
    let run = runFigures("handout '\(folder.path)/doc.md' -f html -q -o '\(folder.path)/out'")
    return (text(of: "\(folder.path)/out/doc.student.html"), run.errors, run.status)
  }

  @Test func aCheckOfADocumentIsVerified() {
    let block = """
      ---
      Text.

      ::: figure {#fig-b}
      alt: auto
      plane u in -2..2, v in -2..2
      flow u^2+v^2 from (1, 1)
      check end1x = BOUND within 0.1
      :::

      """
    for (bound, status) in [("0", Int32(0)), ("3", 1)] {
      let folder = folder(block.replacing("BOUND", with: bound))
      let run = runFigures("verify '\(folder.path)/doc.md'")
      #expect(
        run.status == status && run.output.contains("b.check-1"), "\(run.output)\(run.errors)")
      let made = page(folder)
      #expect(made.status == 0)
      #expect(made.errors.contains("doc.md:10: '") == (status == 1), "\(made.errors)")
    }
    let run = runFigures("verify '\(folder("").path)/none.md'")
    #expect(run.status == 66, "\(run.errors)")
  }

  @Test func aStartThatIsAParameterIsTakenHoldOf() {
    let sketch = Self.sketch.replacing("(1.5, 1)", with: "(a, 1)") + "\nparameter a = 1 in -2..2\n"
    let folder = folder("---\n![A](figure:my.figure){slider=a values=\"-1;0;1\"}\n", sketch)
    let made = page(folder)
    #expect(made.status == 0, "\(made.errors)")
    let check = shell(
      """
      python3 - '\(folder.path)/out/doc.student.html' <<'EOF'
      import base64, gzip, json, re, sys
      packed = re.search('data-frames="([^"]+)"', open(sys.argv[1]).read()).group(1)
      places = json.loads(gzip.decompress(base64.b64decode(packed)))['p']
      assert len(places) == 3 and places[0][0] < places[1][0] < places[2][0], places
      EOF
      """)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func aNameWithoutItsEndingIsAnswered() {
    let folder = folder("---\n![A](figure:my)\n")
    #expect(page(folder).errors.contains("no figure 'my'; did you mean 'figure:my.figure'?"))
    _ = write(Array("title = \"Mine\"\n".utf8), to: "\(folder.path)/figures.toml")
    let run = shell("cd '\(folder.path)' && '\(figures)' verify my")
    #expect(run.status == 64 && run.errors.contains("did you mean 'my.figure'?"), "\(run.errors)")
  }

  @Test(arguments: [
    (
      "figure:my.figure){slider=portee",
      "figure 'my.figure' has no parameter 'portee' to slide; it has eta"
    ),
    ("figure:my.figure){slider=eta values=\"0,02;0,05\"", "is a point: write 0.02"),
    ("figure:my.figure eta=0,02){#fig-a", "is a point: write 0.02"),
    ("figure:my.figure){hide=step-5", "figure 'my' has no layer 'step-5'; it has step-1, step-2"),
    ("figure:My.figure){#fig-a", "did you mean 'my.figure'?"),
    ("figure:my.figure){language=en", "has its words in fr alone, so language=en changes nothing"),
  ])
  func whatIsAskedForInVainIsSaid(_ shown: String, _ words: String) {
    let folder = folder(
      "language: fr\n---\n![A](\(shown)}\n",
      Self.sketch.replacing("descend", with: "step: One\ncontours q\nstep: Two\ndescend")
        .replacing("contours q", with: "levels q at 1, 2") + "\nlanguage: fr\n")
    #expect(page(folder).errors.contains(words), "\(page(folder).errors)")
  }

  @Test func aSliderStartsAtTheValueThatIsSet() {
    let values = "{slider=eta values=\"0.01;0.05;0.1\"}"
    let made = page(folder("language: fr\n---\n![A](figure:my.figure eta=0.10)\(values)\n"))
    // A decimal comma, and the name once.
    #expect(made.text.contains("<code>eta</code></label><output"), "\(made.errors)")
    #expect(made.text.contains(">0,1</output>"), "\(made.errors)")
    #expect(made.text.contains("aria-valuetext=\"0,1\""))
    let refused = page(folder("---\n![A](figure:my.figure eta=0.2)\(values)\n"))
    #expect(
      refused.status == 65
        && refused.errors.contains("starts at '0.2', which is not one of its values 0.01;0.05;0.1"),
      "\(refused.errors)")
    let formula = page(
      folder("---\n![A](figure:my.figure){slider=eta values=\"0.01;0.1\" label=\"Step $\\eta$\"}\n")
    )
    #expect(formula.text.contains(">Step <math") && !formula.text.contains("$\\eta$"))
  }

  @Test func roundedNumbersKeepTheirZeros() {
    let sketch = "alt: auto\nplane u in -2..2, v in -2..2\nflow VALUE + u^2 + v^2 from (1, 1)"
    for (value, digits) in [("0.14961", "0.150"), ("0.5", "0.5"), ("40", "40")] {
      let folder = folder(
        "---\n![A](figure:my.figure)\n\nIt is {{my.flow-1.end 3}}.\n",
        sketch.replacing("VALUE", with: value))
      let made = page(folder)
      #expect(made.text.contains(">\(digits)</data>"), "\(value) \(made.errors)")
    }
  }

  /// The pointer tells the value of what is drawn, from numbers in the page; not what was not sampled.
  @Test func valuesAreToldAtThePointer() {
    for (line, isTold) in [
      ("levels q at 1, 2", true), ("heat q", true), ("levels sin(999*x*y) at 0", false),
      ("region q < 1", false),
    ] {
      let made = page(folder("---\n![A](figure:my.figure)\n", Self.sketch + "\n" + line))
      #expect(made.status == 0, "\(made.errors)")
      let values = made.text.split(separator: "<metadata>").dropFirst().contains {
        $0.prefix(2000).split(separator: ",").count > 90
      }
      #expect(values == isTold, "\(line)")
    }
  }

  @Test func aWarningNamesPanelSizeAndSetting() {
    let sketch = Self.sketch + "\ncheck eta = 0.05 within 1e-9: the step is 0.05\n"
    let folder = folder("---\n![A](figure:my.figure){slider=eta values=\"0.05;0.1;0.2\"}\n", sketch)
    let made = page(folder)
    #expect(
      made.errors.contains(
        "does not hold at eta = 0.1; eta = 0.2: the residual is 0.15 at the most, 1e-9 is allowed"),
      "\(made.errors)")
    #expect(!made.errors.contains("eta = 0.05:"), "\(made.errors)")
    let words = Array(repeating: "long", count: 30).joined(separator: " ")
    let panels =
      "alt: a\nplane x in 0..1, y in 0..1\npanel: A\nheat x\npanel: B\nheat y\nlabel \"\(words)\" at (0.5, 0.5)"
    _ = write(Array(panels.utf8), to: "\(folder.path)/my.figure")
    let run = runFigures("render '\(folder.path)/my.figure' --size column -o '\(folder.path)/out'")
    #expect(
      run.errors.contains(
        "my.figure:7: the label '\(words)' of panel 2 finds no room at size column"),
      "\(run.errors)")
  }

  @Test func checksAreCalledInTheRegisterAsTheyAreListed() {
    let folder = ScratchFolder()
    let checks = "check 1 = 1 within 1e-9: first\ncheck 2 = 2 within 1e-9: second\n"
    let sketch = "alt: auto\naxes x in 0..1, y in 0..1\ncurve x\n" + checks
    _ = write(Array(sketch.utf8), to: "\(folder.path)/a-b.figure")
    let source = "---\ntitle: T\n---\n\n![C](figure:a-b.figure)\n\n::: claims\n:::\n"
    _ = write(Array(source.utf8), to: "\(folder.path)/r.md")
    let run = runFigures("handout r.md -q -f html -o r.html", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: "\(folder.path)/r.html")
    for name in ["a-b.check-1", "a-b.check-2"] { #expect(page.contains(">\(name)</a>")) }
  }

  /// A fault that is found in drawing shows its line as one of reading does.
  @Test func faultsOfDrawingShowTheirLine() {
    let folder = folder("---\n", Self.sketch.replacing("step eta", with: "step -eta"))
    let run = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(run.status == 65 && run.errorLines.count == 3, "\(run.errors)")
    #expect(run.errorLines.last?.hasSuffix("^") == true)
  }

  @Test func wordsThatCannotBeSetHaveTheirPlace() {
    let folder = folder("---\n", "alt: a\naxes x in 0..1, y in 0..1\ncurve x \"日本\"\n")
    let run = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(run.status == 65 && run.errors.contains("my.figure:3: "), "\(run.errors)")
    _ = write(
      Array("alt: a\ndata \"t.csv\"\nbars city, n\n".utf8), to: "\(folder.path)/my.figure")
    _ = write(Array("city,n\nRoma,1\n日本,2\n".utf8), to: "\(folder.path)/t.csv")
    let other = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(
      other.status == 65 && other.errors.contains("my.figure: column 'city', row 2: "),
      "\(other.errors)")
    _ = write(
      Array("alt: a\nplane x in 0..1, y in 0..1\nlevels x*y at 0.5\nlabel \"far\" at (5, 5)".utf8),
      to: "\(folder.path)/my.figure")
    let far = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(
      far.errors.contains("my.figure:4: the label 'far' stands outside of the axes"),
      "\(far.errors)")
  }

  @Test func settingsThatDoNotGoTogetherAreNamedAsWritten() {
    let folder = folder("---\n", "alt: a\ndata regression(n=30, d=2)\npoints y, y\n")
    let run = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)/out'")
    #expect(
      run.errors.contains(
        "my.figure:2:23: regression: d=2 s=5 do not meet: s ≤ d: the truth has no more weights; "
          + "s is 5 where it is not written; write s=… too"), "\(run.errors)")
  }

  @Test func whatLiesBetweenDashesIsSeen() {
    let folder = folder(
      "---\n", "alt: auto\nplane x in 0..1, y in 0..1\nheat x*y\ncurve x red dashed")
    let run = runFigures("render '\(folder.path)/my.figure' -o '\(folder.path)' -q")
    let svg = text(of: "\(folder.path)/my.svg")
    // The line and the margin that parts it from the colours.
    #expect(
      run.status == 0 && svg.ranges(of: "stroke-dasharray").count == 2, "\(run.errors)"
    )
  }
}
