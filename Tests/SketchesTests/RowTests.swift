import Drawing
import Lectures
import Plotting
import Records
import Sketches
import Testing

/// Rows that a line chooses, and values that words quote.
@Suite struct RowTests {
  private static let head = "alt: auto\ndata \"runs.csv\"\n"
  private static let table = """
    method,seed,batch,err
    SGD,1,16,0.1
    SGD,2,64,0.2
    Adam,1,16,0.3
    Adam,2,64,0.30000000000000004
    L-BFGS,3,64,0.9

    """

  private func data(_ lines: String) throws -> FigureData {
    try sketch(Self.head + lines, tables: ["runs.csv": Self.table]).computed().data
  }

  @Test(arguments: [
    ("method = \"SGD\"", [0.1, 0.2]), ("method != \"SGD\" and seed = 1", [0.3]),
    ("err = 0.1 + 0.2", [0.3, 0.300_000_000_000_000_04]), ("err < 0.2", [0.1]),
    ("err <= 0.2", [0.1, 0.2]), ("err > 0.3", [0.9]), ("err > 1", []),
    ("0.2 < err", [0.3, 0.300_000_000_000_000_04, 0.9]),
    ("seed >= 2 and batch = 2*32", [0.2, 0.300_000_000_000_000_04, 0.9]),
    ("seed != 1", [0.2, 0.300_000_000_000_000_04, 0.9]),
  ])
  func rowsMeetTheConditions(_ condition: String, _ errors: [Double]) throws {
    let line = "points seed, err where \(condition) red\n"
    guard !errors.isEmpty else {
      let words = refusal(Self.head + line, tables: ["runs.csv": Self.table])
      #expect(words.contains("3:24: no row has \(condition); choose others"), "\(words)")
      return
    }
    #expect(try data(line).rows("points-1").map { $0[1] } == errors)
  }

  @Test func everyDrawingOfRowsChooses() throws {
    let all = try data(
      """
      boxes err by method where method != "Adam"
      panel:
      histogram seed bins 2 where batch = 64
      panel:
      quartiles seed, err where batch = 16
      panel:
      bars method, err where seed = 1
      """)
    #expect(all.rows("boxes-1").map { $0[1] } == [2, 1])
    #expect(all.number("histogram-1.rows") == 3)
    #expect(all.number("quartiles-1.median.1") == 0.2)
    #expect(all.number("bars-1.rows") == 2)
  }

  @Test func aPanelOfEachValueHasItsRows() throws {
    let all = try data("each b in 16, 64\npoints seed, err where batch = b")
    #expect(all.rows("points-1").map { $0[1] } == [0.1, 0.3])
    #expect(all.rows("points-2").map { $0[1] } == [0.2, 0.300_000_000_000_000_04, 0.9])
  }

  @Test func theWordsSayWhichRows() throws {
    let source = Self.head + "points seed, err where method = \"SGD\" and err < 0.15"
    let words = try sketch(source, tables: ["runs.csv": Self.table]).computed()
      .figure(.text, in: "fr").alternative
    #expect(words.contains("où method = « SGD » et err < 0.15"), "\(words)")
  }

  @Test(arguments: [
    ("points seed, err where method = SGD", "3:24: the column 'method' holds words; write one"),
    ("points seed, err where seed = \"1\"", "3:24: seed holds numbers"),
    ("points seed, err where method = \"SDG\"", "3:24: no row of the column 'method' says 'SDG'"),
    ("points seed, err where method < \"SGD\"", "3:24: words are equal or not; write = or !="),
    ("points seed, err where 1 = 2", "3:24: 1 = 2 is of no column; the columns are batch, err"),
    ("points seed, err where seed == 1", "3:30: one '=' compares"),
    ("points seed, err where seed", "3:28: where needs a comparison"),
    ("points seed, err where seed ! 1", "3:29: '!' is not expected here"),
    ("points seed, err where seed = 1 or seed = 2", "3:33: rows are chosen by 'and' alone"),
    ("points seed, err where seed = 1 where seed = 2", "3:33: 'where' stands twice"),
    ("points seed, err if seed = 1", "3:18: no word 'if'; did you mean 'where'?"),
    ("points seed, err where sed = 1", "3:24: no name 'sed'; did you mean 'seed'?"),
  ])
  func mistakesAreSaid(_ line: String, _ words: String) {
    let said = refusal(Self.head + line + "\n", tables: ["runs.csv": Self.table])
    #expect(said.contains(words), "\(said)")
  }

  @Test func axesWithoutRangesFitTheirData() throws {
    let source = Self.head + "axes batch log, err in 0..1\npoints batch, err"
    let panel = try #require(
      try sketch(source, tables: ["runs.csv": Self.table]).computed().figure(.text).arrangement
        .panels.first)
    #expect(panel.x.kind == .log && panel.y.start == 0 && panel.y.end == 1)
    #expect((12.0..<16).contains(panel.x.start ?? 0) && (64.0..<80).contains(panel.x.end ?? 0))
    let words = refusal(
      Self.head + "axes batch log, err\npoints batch - 16, err", tables: ["runs.csv": Self.table])
    #expect(words.contains("3:6: a log axis shows what is above 0, and the least of its data is 0"))
    #expect(
      refusal("alt: auto\naxes x log, y\ncurve x").contains(
        "3:1: curve needs axes with ranges, and x has none"))
    #expect(
      refusal("alt: auto\nplane x, y\ncritical x*y").contains("2:8: 'in' and a range are expected"))
    #expect(
      refusal("alt: auto\n\naxes x, y\naxes x, y").contains(
        "4:1: this panel has axes already, in line 3"))
  }

  private static let curve =
    "parameter beta = 0.5 in 0..9: slope\naxes x in 0..1, y in 0..1\nalt: at {{beta}}\n"

  @Test func wordsQuoteValues() throws {
    let drawn = try sketch(
      Self.curve + "title: Slope {{beta}}\ncaption: $\\beta={{beta}}$, ${{1/3 2}}$"
        + "\ncurve beta*x \"$\\beta={{beta}}$\"\nstep: to {{2*beta}}\ncurve x\n")
    #expect(drawn.title == "Slope 0.5")
    for (value, said) in [("0.5", "0{,}5"), ("2", "2")] {
      let figure = try drawn.setting("beta", to: value).computed().figure(.text, in: "fr")
      #expect(figure.caption == "$\\beta=\(said)$, $0{,}33$")
      #expect(figure.title == "Slope \(said.replacing("{,}", with: ","))")
      #expect(figure.alternative == "at \(said.replacing("{,}", with: ","))")
      #expect(figure.steps.last?.title == "to \(value == "2" ? "4" : "1")")
      let marks = figure.arrangement.panels.flatMap(\.marks)
      #expect(marks.contains { "\($0)".contains("beta=\(said)$") })
    }
  }

  @Test func captionsQuoteNumbersOfDrawings() throws {
    let source = Self.head + "caption: {{points-1.rows}} rows\npoints seed, err"
    let figure = try sketch(source, tables: ["runs.csv": Self.table]).computed().figure(.text)
    #expect(figure.caption == "5 rows")
  }

  @Test(arguments: [
    ("curve x \"{{bata}}\"", "4:12: no name 'bata'; did you mean 'beta'?"),
    ("curve x\ncaption: at {{ bata 2 }}", "5:"),
  ])
  func namesThatAreNotThereAreSaid(_ lines: String, _ words: String) {
    #expect(refusal(Self.curve + lines).contains(words), "\(refusal(Self.curve + lines))")
  }

  @Test func doubleBracketsOfTeXStay() throws {
    let figure = try sketch(Self.curve + "curve x\ncaption: $x_{{\\bar T}}$ and $y_{1}$")
      .computed().figure(.text)
    #expect(figure.caption == "$x_{{\\bar T}}$ and $y_{1}$")
  }

  /// The panel of a sketch of one.
  private func panel(_ source: String, _ table: String) throws -> Panel {
    let figure = try sketch("alt: auto\ndata \"t.csv\"\n" + source, tables: ["t.csv": table])
      .computed().figure(.text)
    guard case .panel(let panel) = figure.arrangement else { throw NoTables() }
    return panel
  }

  @Test func histogramsCountEveryRow() throws {
    let table = "v\n" + (1...7).map { "0.\($0)\n" }.joined()
    for bins in ["", "bins 6", "bins 24"] {
      let found = try sketch(
        "alt: auto\ndata \"t.csv\"\nhistogram v \(bins)", tables: ["t.csv": table]
      ).computed().data
      #expect(found.rows("histogram-1").map { $0[2] }.reduce(0, +) == 7)
      #expect(abs(found.number("histogram-1.area") - 1) < 1e-12)
    }
  }

  @Test func histogramsOfOnePanelHaveBinsOfOneWidth() throws {
    let rows = (0..<200).map {
      "\(Double($0 * $0 % 97) / 10),a\n\(Double($0 * 7 % 31) / 10 + 4),b\n"
    }
    let found = try sketch(
      "alt: auto\ndata \"t.csv\"\nhistogram v where g = \"a\"\nhistogram v where g = \"b\"",
      tables: ["t.csv": "v,g\n" + rows.joined()]
    ).computed().data
    let (one, two) = (found.rows("histogram-1"), found.rows("histogram-2"))
    let width = one[1][1] - one[1][0]
    #expect(two.allSatisfy { abs($0[1] - $0[0] - width) < 1e-9 })
    #expect(two.dropFirst().allSatisfy { row in one.contains { abs($0[0] - row[0]) < 1e-9 } })
  }

  @Test func aLineOfOnePlaceIsSeen() throws {
    for rows in ["3,7\n", "3,7\n3,7\n"] {
      let marks = try panel("line x, y", "x,y\n" + rows).marks
      #expect(marks.contains { $0 is Dots })
    }
    #expect(try !panel("line x, y", "x,y\n3,7\n4,7\n").marks.contains { $0 is Dots })
  }

  @Test func wholeCellsHaveWholeTicks() throws {
    let table =
      "a,b,c\n" + (1...3).flatMap { a in (0...7).map { "\(a),\($0 * 3),\(a * $0)\n" } }.joined()
    guard case .ranges(let x, let y) = try panel("heat a, b, c", table).frame else { return }
    #expect(x?.ticks.map(\.label) == ["1", "2", "3"])
    #expect(y?.ticks.map(\.label) == ["0", "3", "6", "9", "12", "15", "18", "21"])
    let many = "a,b,c\n" + (0..<50).map { "\($0),\($0 / 2),1\n" }.joined()
    guard case .ranges(let far, _) = try panel("heat a, b, c", many).frame else { return }
    #expect(far?.ticks.map(\.label) == ["0", "10", "20", "30", "40", "50"])
  }

  @Test(arguments: [
    ("errors n, v, e", "v log in 0.01..1"), ("bars n, w", "w log in 0.001..1"),
  ])
  func proposedRangesHoldWhatIsAbove0(_ line: String, _ range: String) throws {
    let table = "n,v,e,w\n10,0.7,0.1,0.5\n100,-0.001,0.02,0.004\n1000,0.02,0.01,0.02\n"
    let axes = line.hasPrefix("bars") ? "n, w log" : "n, v log"
    let said = refusal(
      "alt: auto\ndata \"t.csv\"\naxes \(axes)\n\(line)", tables: ["t.csv": table])
    #expect(said.contains("give it a range: \(range), or"), "\(said)")
  }
}
