import Drawing
import Lectures
import Plotting
import Records
import Sketches
import Testing

/// What readers found wrong in sketches of their own.
@Suite struct TesterTests {
  private static let plane = "alt: auto\nplane u in -2..2, v in -2..2\n"
  private static let table = ["t.csv": "x,y,test-error\n1,2,0.1\n2,2.5,0.2\n3,1,0.3\n"]

  private func said(_ lines: String) throws -> String {
    try sketch("alt: auto\n" + lines, tables: Self.table).computed().figure(.text).alternative
  }

  /// What is wrong, with its place.
  @Test(arguments: [
    (
      "axes x in 0..1, y in 0..2\ncurve x\ncheck x = 1 within 1: w",
      "4:7: 'x' is an axis, and a number is wanted here; write one, such as 0.5 or f(0.5)"
    ),
    ("language: xx\ncurve x", "2:10: no words in 'xx'; write en, fr or de, or leave the line out"),
    ("x = 3\naxes x in 0..1, y in 0..2\ncurve x", "2:1: 'x' is an axis in line 3 already;"),
    ("y = 3\nplane x in 0..1, y in 0..2\nheat x", "2:1: 'y' is an axis in line 3 already;"),
    ("axes x in 0..1, y in 0..2\nstep: X\n", "3:1: nothing is drawn;"),
    ("axes x in 0..1, y in 0..2\npanel: X\n\n\n", "3:1: nothing is drawn;"),
    (
      "data \"t.csv\"\npoints x, test-error",
      "3:11: no name 'test'; the column 'test-error' is called test_error in formulas"
    ),
    ("plane u in 0..1, v in 0..1\nlevels u*v at 3", "3:1: no level is met in the plane; its"),
    (
      "plane u in 0..1, v in 0..1\nlevels exp(-1e8*((u-0.50171)^2+(v-0.3111)^2)) at 2",
      "3:1: no level is met"
    ),
  ])
  func faults(_ lines: String, _ told: String) {
    let found = refusal("alt: auto\n" + lines, tables: Self.table)
    #expect(found.hasPrefix(told), "\(found)")
  }

  @Test func columnsOfAnyNameAreReached() throws {
    for name in ["test_error", "\"test-error\"", "log(test_error)"] {
      let data = try sketch("alt: auto\ndata \"t.csv\"\npoints x, \(name)", tables: Self.table)
        .computed().data
      #expect(data.rows("points-1").count == 3)
    }
    // The vertical axis of a graph may have the name of a function.
    #expect(refusal("alt: a\nloss(z) = z^2\naxes z in 0..1, loss in 0..1\ncurve loss") == "")
  }

  @Test func namesOfAnyKindAreSaid() throws {
    let text = try said(
      "axes z in -2..3, loss in 0..4\ncurve step(-z) \"0-1\"\ncurve exp(-z) \"$T(z)$\"\n"
        + "curve z^2 \"$z^2$\"")
    #expect(text.contains("step(-z) (“0-1”)"), "\(text)")
    #expect(text.contains("exp(-z) (“capital T"), "\(text)")
    #expect(text.hasSuffix("the graph of z^2."), "\(text)")
  }

  @Test func aPointMakesNoScatterPlot() throws {
    let axes = "data \"t.csv\"\naxes x in 0..4, y in 0..4\n"
    for lines in ["curve x\npoint (0, 1)", "line x, y\npoints (0, 1), (1, 1)"] {
      #expect(try said(axes + lines).hasPrefix("Graph over x"))
    }
    #expect(try said(axes + "points x, y\ncurve x").hasPrefix("Scatter plot"))
  }

  /// The least value lies between samples.
  @Test func rangesAreThoseOfTheFormula() throws {
    let source = Self.plane + "F(u, v) = (u^2 - 1)^2 + v^2/2\n"
    let box = source.replacing("-2..2", with: "-1.6..1.6")
    #expect(try sketch(box + "surface F").computed().data.number("surface-1.least") == 0)
    let text = try sketch(box + "surface F").computed().figure(.text).alternative
    #expect(text.contains("the surface of F, from 0 to 3.714"), "\(text)")
    #expect(try sketch(box + "heat F").computed().data.number("heat-1.least") == 0)
    let levels = try sketch(box + "levels F at 0.5, 99 fill").computed()
    #expect(levels.data.number("levels.least") == 0)
    // Bands say no level that the values do not reach.
    let bands = try levels.figure(.text).alternative
    #expect(bands.contains("the level 0.5 of F"), "\(bands)")
    // A pole is no range.
    let pole = try sketch(Self.plane + "surface 1/(u - 0.0123)").computed().data
    #expect(abs(pole.number("surface-1.greatest")) < 1e4)
  }

  /// Values that words quote on a heat map, and characters that the fonts of words lack.
  @Test func wordsOnColoursQuoteValues() throws {
    let figure = try sketch(
      "alt: auto\nparameter eta = 0.5 in 0..1: step\nplane x in 0..1, y in 0..1\nheat x*y\n"
        + "point (0.5, 0.5) \"$\\eta = {{eta}}$\"\npoint (0.2, 0.2) \"α₁ $β$\""
    ).computed().figure(.text)
    let marks = "\(figure.arrangement.panels.flatMap(\.marks))"
    #expect(marks.contains("eta = 0.5$") && marks.contains("$\\\\alpha_{1}$ $β$"), "\(marks)")
  }

  /// What lies beside the axes is told by its near end: the far one is not followed.
  @Test(arguments: [
    ("(1/t, tan(t)) over t in 0..1", "its y is 1.557 or less"),
    ("(t, 9 + tan(t)^2) over t in 0..2", "its y is 9 or more"),
    ("(t, 1e9*t + 1e9) over t in 0..2", "its y is too large"),
  ])
  func whatIsBesideTheAxesIsTold(_ curve: String, _ words: String) throws {
    let told = try sketch("alt: a\naxes x in 5..6, y in 5..6\ncurve \(curve)").computed().warnings
    let above = try sketch("alt: a\naxes x in 0..2, y in 5..6\ncurve \(curve)").computed().warnings
    #expect((told + above).contains { $0.hasSuffix(words) }, "\(told) \(above)")
  }

  /// Rows that a log axis cannot show are told, and axes over hundreds of decades are drawn or refused.
  @Test func logAxesSayWhatTheyCannotShow() throws {
    let table = ["t.csv": "x,y\n-1,1\n0,2\n1,1e-300\n10,4\n"]
    let drawn = try sketch(
      "alt: a\ndata \"t.csv\"\naxes x log in 0.1..20, y\npoints x, y", tables: table)
    #expect(
      try drawn.computed().warnings == [
        "test.figure:4: 2 rows of 4 are not above 0, and a log axis shows none of these; write symlog for all"
      ])
    for range in ["1e-300..1", "0..1"] {
      let said = refusal("alt: a\naxes x log in \(range), y in 0..1\ncurve x")
      #expect(said.contains("2:15: a log axis begins above 0"), "\(said)")
    }
    #expect(refusal("alt: a\naxes x in 0..1e-300, y in 0..1\ncurve x").contains("is too narrow"))
    let wide = try sketch("alt: a\naxes x log in 1e-99..1e99, y in 0..1\ncurve x").computed()
    #expect(try wide.figure(.text).arrangement.panels.count == 1)
  }

  /// Columns of a model beside those of its data, and a bar alone.
  @Test func oneBarIsNoWiderThanOneOfTwo() throws {
    let panel = try #require(
      try sketch("alt: a\ndata \"t.csv\"\nbars x, y", tables: ["t.csv": "x,y\n3,4\n"]).computed()
        .figure(.text).arrangement.panels.first)
    #expect((panel.x.start ?? 3) <= 2 && (panel.x.end ?? 3) >= 4)
  }

  /// Axes are called as the table calls its columns.
  @Test func columnsKeepTheirNamesBesideAxes() throws {
    let panel = try #require(
      try sketch(
        "alt: a\ndata \"t.csv\"\npoints time__s, cost",
        tables: ["t.csv": "time (s),cost ($)\n3,4\n4,5\n"]
      ).computed().figure(.text).arrangement.panels.first)
    #expect(panel.x.label == "time (s)" && panel.heading?.text == "cost (\\$)")
  }

  /// Names of groups stand at equal distances, be the axis log, and dates are written as such.
  @Test func boxesStandAtNames() throws {
    let rows = "0.01,2024-01-01,1\n0.1,,2\n1,2024-02-01,3\n"
    for (by, axes, names) in [
      ("a", "axes a log, y\n", ["0.01", "0.1", "1"]), ("d", "", ["2024-01-01", "2024-02-01"]),
    ] {
      let panel = try #require(
        try sketch(
          "alt: a\ndata \"t.csv\"\n\(axes)boxes y by \(by)", tables: ["t.csv": "a,d,y\n\(rows)"]
        ).computed().figure(.text).arrangement.panels.first)
      let (start, end) = (panel.x.start ?? 0, panel.x.end ?? 0)
      #expect(panel.x.kind == .linear && (0..<1).contains(start))
      #expect(end > Double(names.count) && end < Double(names.count + 1))
      for name in names { #expect("\(panel.frame)".contains("\"\(name)\""), "\(panel.frame)") }
    }
  }

  @Test(arguments: [
    ("bars x, y", "bars of one width reach below 0 here, which a log axis cannot show"),
    ("histogram x", "bins of one width reach below 0 here, which a log axis cannot show; write: "),
    ("stems x, y", "stems begin at 0, which a log axis has not; write points"),
  ])
  func whatLogAxesCannotShowIsSaid(_ line: String, _ words: String) {
    let axes =
      line.hasPrefix("stems") ? "x in 0..2, y log in 0.1..9" : "x log in 1e-3..9, y in 0..9"
    let said = refusal(
      "alt: a\ndata \"t.csv\"\naxes \(axes)\n\(line)",
      tables: ["t.csv": "x,y\n0.01,1\n0.1,2\n1,3\n"])
    #expect(said.contains("4:1: \(words)"), "\(said)")
  }

  /// Panels that share their axes have those of all, where they draw the same columns.
  @Test func sharedAxesFitAllPanels() throws {
    let source =
      "alt: a\ndata \"t.csv\"\narrange row shared\npanel: a\npoints x, y where x < 2\n"
      + "panel: b\npoints x, y where x > 2\npanel: c\nhistogram x"
    let panels = try sketch(source, tables: ["t.csv": "x,y\n0,1\n1,2\n5,9\n6,8\n"]).computed()
      .figure(.text).arrangement.panels
    #expect(panels[0].x.end == panels[1].x.end && panels[0].y.start == panels[1].y.start)
    #expect((panels[0].x.end ?? 0) >= 6 && (panels[1].x.start ?? 9) <= 0)
  }

  /// A file may begin with a digit, what names the parts of a drawing may not.
  @Test func partsOfADrawingHaveNames() throws {
    let source = Array("alt: a\naxes x in 0..1, y in 0..1\ncurve x".utf8)
    for (file, id) in [
      ("01-a.figure", "figure-01-a"), ("-a.figure", "figure--a"), ("a.figure", "a"),
    ] {
      #expect(try Sketch(source, file: file).computed().figure(.text).id == id)
    }
    #expect(try Sketch(source, file: "01-a.figure").id == "01-a")
  }

  /// Signs that the fonts of words lack are set as formulas.
  @Test func signsInWordsAreSet() throws {
    for sign in "≤≥≠≈∼≪≫∝∞→∇∂∑∈ℓ‖⊤∘⋅αΩ₂⁷" {
      let scene = try sketch("alt: a\naxes x in 0..1, y in 0..1\ncurve x \"a \(sign) b\"")
        .computed().figure(.text)
      let label = "\(scene.arrangement.panels.flatMap(\.marks))"
      #expect(label.contains("\"a $"), "\(sign): \(label)")
    }
  }

  @Test func aCheckSaysWhatWasSet() throws {
    let source =
      "alt: a\nparameter m = 2 in -3..4: mean\naxes x in 0..1, y in 0..4\ncurve m + x\n"
      + "check m = 2 within 1e-9: the mean is 2"
    #expect(try sketch(source).computed().warnings.isEmpty)
    let moved = try sketch(source).setting("m", to: "-1")
    let told = try moved.computed().warnings
    #expect(
      told.count == 1
        && told[0].hasPrefix(
          "test.figure:5: 'the mean is 2' does not hold at m = -1: the residual is 3, "),
      "\(told)")
  }

  @Test func namesOfAxesAreFormulas() throws {
    let panels = try sketch(
      "alt: auto\ndata \"t.csv\"\nhistogram y - sin(x)^10 bins 3", tables: Self.table
    ).computed().figure(.text).arrangement.panels
    #expect(panels.first?.x.label == "$y - \\operatorname{sin}(x)^{10}$")
  }

  /// Layers fill the height of axes, and circles keep apart.
  @Test func layersKeepToTheirAxes() throws {
    let source =
      "alt: auto\naxes x in 0..4, y in 0..10\nlayer x 3 at 0.5 \"$x_j$\"\n"
      + "layer h 5 at 2 \"$h_j$\"\nconnect x h all"
    let computed = try sketch(source).computed()
    let ends = computed.data.rows("edges")
    #expect(Set(ends.map { $0[3].rounded() }) == [1, 3, 5, 7, 9])
    #expect(Set(ends.map { $0[1].rounded() }) == [3, 5, 7])
    #expect(Set(ends.map { $0[0] }) == [0.5])
  }

  /// What is written over the path that is seen: the longest.
  @Test func wordsStandAtTheLongestPath() throws {
    let figure = try sketch(
      "alt: auto\nplane u in 0..2, v in 0..2\n"
        + "descend u^2 + v^2 from (0.2, 0.2), (1.5, 1.5) step 0.02 steps 50 \"GD\""
    ).computed().figure(.text)
    let note = figure.arrangement.panels.flatMap(\.marks).last { $0.style.name == "GD" }
    #expect(note != nil)
  }
}
