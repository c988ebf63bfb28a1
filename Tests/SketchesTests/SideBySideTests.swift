import Drawing
import Lectures
import Plotting
import Records
import Sketches
import Testing

/// What several lines of a panel draw of rows: side by side, on each other, over all data.
@Suite struct SideBySideTests {
  private static let head = "alt: auto\ndata \"t.csv\"\n"
  private static let table = """
    g,s,a,b,e,step
    p,1,1,2,0.1,1
    p,1,2,3,0.1,2
    q,1,5,4,0.1,4
    p,2,3,1,0.1,8
    q,2,4,2,0.1,16
    q,2,40,2,0.1,32

    """

  private func panel(_ lines: String) throws -> Panel {
    let figure = try sketch(Self.head + lines, tables: ["t.csv": Self.table]).computed()
      .figure(.text)
    return try #require(figure.arrangement.panels.first)
  }

  private func data(_ lines: String) throws -> FigureData {
    try sketch(Self.head + lines, tables: ["t.csv": Self.table]).computed().data
  }

  @Test func boxesStandSideBySide() throws {
    let boxes = try panel("boxes a by g where s = 1 blue\nboxes a by g where s = 2 orange").marks
      .compactMap { $0 as? Distributions }
    #expect(boxes.count == 2)
    let (one, two) = (boxes[0].extent.x, boxes[1].extent.x)
    #expect(one.low > 0.5 && two.high < 2.5)
    // Each pair is apart: what is left of the one by its width is the other's.
    #expect(abs((two.low - one.low) - 0.4) < 1e-9)
    #expect(one.high - one.low < 1 + 0.4)
    let alone = try panel("boxes a by g where s = 1").marks.compactMap { $0 as? Distributions }
    #expect(abs(alone[0].extent.x.low - 0.72) < 1e-9)
  }

  @Test func boxesListWhatLiesFarOut() throws {
    let table = "g,a\n" + ["1", "2", "3", "4", "5", "90"].map { "p,\($0)\n" }.joined()
    let data = try sketch(Self.head + "boxes a by g", tables: ["t.csv": table]).computed().data
    #expect(data.rows("boxes-1.outliers") == [[1, 90]])
  }

  @Test func errorsStandOnTheirBars() throws {
    let marks = try panel("bars step, a blue\nbars step, b orange\nerrors step, b, e").marks
    let bars = marks.compactMap { $0 as? Bars }
    let errors = try #require(marks.compactMap { $0 as? ErrorBars }.first)
    let middle = try #require(bars.last?.ends.first?.x)
    #expect(bars.count == 2 && abs(errors.extent.x.low - middle) < 1e-12 && middle != 1)
    let words = refusal(
      Self.head + "bars step, a\nbars step, b\nerrors step, s, e", tables: ["t.csv": Self.table])
    #expect(words.contains("5:1: these errors are of no line of bars of the panel"), "\(words)")
  }

  @Test func aLineIsFilledToZero() throws {
    let panel = try panel("line step, a fill")
    #expect(panel.marks.contains { $0 is Fill } && panel.y.start == 0)
    let words = refusal(
      Self.head + "axes step, a log\nline step, a fill", tables: ["t.csv": Self.table])
    #expect(words.contains("4:1: 'fill' goes down to 0"), "\(words)")
  }

  @Test(arguments: [
    ("bars g, a dashed", "3:11: 'dashed' changes nothing of bars; leave it out, or write fill"),
    ("points s, a numbers", "3:13: 'numbers' changes nothing of points"),
    ("arrow from (0, 0) to (1, 1) dashed", "3:29: an arrow is not dashed; write: line (0, 0)"),
    ("label \"a\" at (0, 0) fill", "3:21: 'fill' changes nothing of label; leave it out"),
    ("curve s^2 at (0.5, 0.5) \"a\"", "3:11: 'at' follows the words that stand there"),
    ("axes s in 0..1, a in 0..1\ncurve sinn(s)", "4:7: no function 'sinn'; did you mean 'sin'?"),
    ("each s in 1, 2\npoints step, a where s = s", "3:6: 's' is a column of the data; write: each"),
    (
      "each g in \"p\", \"q\"\npoints s, a",
      "write: each value in \"p\", \"q\", and where g = value"
    ),
    ("parameter s = 1 in 0..2: s\npoints step, a where s = s", "3:11: 's' is a column of the data"),
    ("e = 2\npoints step, a", "3:1: 'e' is a column of the data; give it another name"),
    ("axes step log, a\ncurve 1/step", "4:1: curve needs axes with ranges, and step has none"),
    (
      "axes step, s log\npoints step, s - 1",
      "0, as all sizes below 1e-100 count; give it a range: "
        + "s log in 1..10, or write symlog"
    ),
  ])
  func whatSaysNothingIsRefused(_ lines: String, _ words: String) {
    let said = refusal(Self.head + lines + "\n", tables: ["t.csv": Self.table])
    #expect(said.contains(words), "\(said)")
  }

  @Test func curvesGoOverTheData() throws {
    for axes in ["axes step log, a log\n", ""] {
      let rows = try data(axes + "points step, a\ncurve 8/step").rows("curve-1")
      // Without axes the data's range holds 0, near which the curve leaves the panel.
      #expect(rows.allSatisfy { abs($0[1]) < 0.1 || abs($0[2] - 8 / $0[1]) < 1e-9 * abs($0[2]) })
      let (first, last) = (rows.map { $0[1] }.min() ?? 0, rows.map { $0[1] }.max() ?? 0)
      #expect(first <= 1 && last >= 32 && last < 40)
    }
    #expect(try !data("histogram a\ncurve exp(-a)").rows("curve-1").isEmpty)
  }

  @Test func panelsGoOverWords() throws {
    let source = Self.head + "each c in \"p\", \"q\"\npoints step, a where g = c"
    let drawn = try sketch(source, tables: ["t.csv": Self.table]).computed()
    #expect(drawn.data.rows("points-1").map { $0[0] } == [1, 2, 8])
    #expect(drawn.data.rows("points-2").map { $0[0] } == [4, 16, 32])
    let figure = try drawn.figure(.text)
    #expect(figure.arrangement.panels.compactMap(\.heading?.text) == ["p", "q"])
    #expect(figure.alternative.contains("Panel 2, q: "))
    let words = refusal(
      source.replacing("\"q\"", with: "\"r\""), tables: ["t.csv": Self.table])
    #expect(words.contains("no row of the column 'g' says 'r'"), "\(words)")
  }

  @Test func axesTakeNamesBetweenQuotationMarks() throws {
    let table = "time (s),acc\n1,2\n2,3\n"
    let source = Self.head + "axes \"time (s)\", acc log\npoints \"time (s)\", acc"
    let figure = try sketch(source, tables: ["t.csv": table]).computed().figure(.text)
    #expect(figure.arrangement.panels.first?.y.kind == .log)
    #expect(figure.arrangement.panels.first?.x.label == "time (s)")
  }

  /// Who writes a column that is none gets the names of those that are, and no arithmetic.
  @Test(arguments: [
    ("boxes a by gg", "no column 'gg'; did you mean 'g'?"),
    ("boxes a by ab", "no column 'ab'; the columns are a, b, e, "),
    ("boxes a by setp", "no column 'setp'; did you mean 'step'?"),
  ])
  func groupsAreColumns(_ line: String, _ words: String) {
    let said = refusal(Self.head + line, tables: ["t.csv": Self.table])
    #expect(said.contains("3:12: \(words)"), "\(said)")
  }

  /// A grid has a place for each of its panels.
  @Test func aGridHoldsItsPanels() throws {
    func source(_ grid: String) -> String {
      "alt: a\narrange grid \(grid)\naxes x in 0..1, y in 0..1\n"
        + (1...5).map { "panel: \($0)\ncurve x\n" }.joined()
    }
    let said = refusal(source("2x2"))
    #expect(
      said.contains(
        "2:1: a grid of 2x2 has 4 places, and there are 5 panels; write: arrange grid 3x2"),
      "\(said)")
    // Places that are not filled stay empty.
    #expect(try sketch(source("3x2")).computed().figure(.text).arrangement.panels.count == 6)
  }
}
