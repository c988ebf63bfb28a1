import Drawing
import Lectures
import Plotting
import Records
import Sketches
import Testing
import Typesetting

/// Bars upon each other and level, bands, densities, steps, names of points, and what lies beside the
/// axes.
@Suite struct AmountTests {
  private static let head = "alt: auto\ndata \"t.csv\"\n"
  private static let table = """
    town,x,y,low,high,n
    Ulm,1,2,1,3,4
    Trier,2,3,2,5,-1
    Köln,3,1,0.5,2,2
    Ulm,4,2,1,2.5,3

    """

  private func computed(_ lines: String) throws -> Computed {
    try sketch(Self.head + lines, tables: ["t.csv": Self.table]).computed()
  }

  private func panel(_ lines: String) throws -> Panel {
    try #require(computed(lines).figure(.text).arrangement.panels.first)
  }

  private func refused(_ lines: String) -> String {
    refusal(Self.head + lines, tables: ["t.csv": Self.table])
  }

  @Test func barsStandUponEachOther() throws {
    let bars = try panel("bars x, y stacked\nbars x, n stacked orange").marks
      .compactMap { $0 as? Bars }
    #expect(bars.map { $0.ends.map(\.y) } == [[2, 3, 1, 2], [6, -1, 3, 5]])
    #expect(bars[0].ends.map(\.x) == bars[1].ends.map(\.x))
    let words = try computed("bars x, y stacked\nbars x, n stacked").figure(.text).alternative
    #expect(words.contains("4 bars of n over x, stacked"), "\(words)")
    #expect(
      refused("bars x, y stacked\nbars x, n").contains(
        "3:1: some bars of this panel are stacked and some are not; write 'stacked' behind all"))
    #expect(
      refused("bars x, y stacked\nbars x, n stacked\nerrors x, n, low").contains(
        "5:1: errors stand on bars side by side; leave out 'stacked' in line 3"))
  }

  @Test func levelBarsHaveTheirNamesAtTheLeft() throws {
    let panel = try panel("bars town, y horizontal")
    let bars = try #require(panel.marks.compactMap { $0 as? Bars }.first)
    // Two rows are of one town: its bar is their mean. The first stands above.
    #expect(bars.ends.map(\.x) == [1, 3, 2] && bars.ends.map(\.y) == [-3, -2, -1])
    guard case .ranges(_, let y?) = panel.frame else {
      Issue.record("the panel has no axes")
      return
    }
    #expect(y.ticks.map(\.label) == ["Ulm", "Trier", "Köln"])
    #expect(y.ticks.map(\.value) == [-1, -2, -3] && panel.x.label == "$y$")
    let rows = try computed("bars town, y horizontal").data.rows("bars-1")
    #expect(rows.map { $0[0] } == [1, 2, 3, 1])
    let both = try self.panel("bars town, y horizontal stacked\nbars town, n stacked horizontal")
    #expect(
      both.marks.compactMap { $0 as? Bars }.map { $0.ends.map(\.x) } == [[1, 3, 2], [3, -1, 5.5]])
    #expect(
      refused("bars town, y horizontal\npoints x, y").contains(
        "4:1: the bars of this panel are horizontal, which points of columns are not"))
  }

  @Test func aBandLiesBetweenTwoColumns() throws {
    let lines = "band x, low, high teal \"range\"\nline x, y teal"
    #expect(try panel(lines).marks.contains { $0 is Fill })
    let computed = try computed(lines)
    #expect(computed.data.rows("band-1") == [[1, 1, 3], [2, 2, 5], [3, 0.5, 2], [4, 1, 2.5]])
    let words = try computed.figure(.text).alternative
    #expect(words.contains("a band from low to high over 4 rows of x (“range”)"), "\(words)")
    #expect(refused("band x, low").contains("band needs 3 columns; write: band x, low, high"))
    #expect(refused("band x, low, high where x = 1").contains("3:1: a band goes over two rows"))
  }

  @Test func aDensityHasTheAreaOne() throws {
    let data = try computed("histogram y\ndensity y orange fill").data
    let rows = data.rows("density-1")
    let area = zip(rows, rows.dropFirst()).map { ($1[0] - $0[0]) * ($0[1] + $1[1]) / 2 }
      .reduce(0, +)
    #expect(abs(area - 1) < 0.01 && data.number("density-1.rows") == 4)
    #expect(try panel("density y").x.label == "$y$")
    #expect(
      refused("density x where x = 2").contains("all values of x are one, which has no density"))
  }

  @Test func aSteppedLineStaysLevelUpToTheNextRow() throws {
    let marks = try panel("line x, y stepped").marks.compactMap { $0 as? Polyline }
    let frame = PanelFrame(
      name: "p", rect: Rect(minX: 0, minY: 0, maxX: 5, maxY: 5),
      x: try Scale(.linear, from: 0, to: 5), y: try Scale(.linear, from: 0, to: 5),
      metrics: Metrics(theme: .light, fonts: try .latinModern(), size: .text))
    let items = try #require(marks.first).draw(in: frame).items
    guard case .path(let path, _)? = items.first else {
      Issue.record("no line")
      return
    }
    #expect(path.elements.count == 7)
    #expect(try computed("line x, y stepped").data.rows("line-1").count == 4)
    #expect(refused("points x, y stepped").contains("'stepped' changes nothing of points"))
  }

  @Test func pointsHaveTheNamesOfAColumn() throws {
    let computed = try computed("points x, y label town teal where x < 4")
    let figure = try computed.figure(.text)
    let names = figure.arrangement.panels[0].marks.map(\.style.name)
    #expect(names.suffix(3) == ["Ulm", "Trier", "Köln"])
    #expect(figure.alternative.contains("3 points of y against x, named by town"))
    let page = try laidOut(
      figure, metrics: Metrics(theme: .light, fonts: try .latinModern(), size: .text))
    #expect(
      page.leftOut.isEmpty && Set(["Ulm", "Trier", "Köln"]).isSubset(of: page.labels.map(\.text)))
    #expect(
      try panel("points x, y label n").marks.map(\.style.name).suffix(4) == ["4", "-1", "2", "3"])
    #expect(refused("points x, y label who").contains("3:19: no name 'who'"))
    #expect(refused("points x, y label town label n").contains("one column of names"))
    #expect(refused("line x, y label town").contains("words stand alone, between quotation marks"))
  }

  // MARK: Beside the axes

  @Test(arguments: [
    ("axes x in 1..2, y in 1..3\npoints x, y", "2 rows of 4 lie outside of the axes", 2),
    ("axes x in 1..2, y in 1..3\nerrors x, y, low", "2 rows of 4 lie outside of the axes", 2),
    ("axes x in 0..5, y in 0..2.5\nbars x, y", "1 row of 4 lies outside of the axes", 1),
    ("axes x, y in 0..2.5\npoints x, y", "1 row of 4 lies outside of the axes", 1),
    ("axes x in 1..2, y in 1..3\nline x, y", "", 2),
    ("axes x in 1..4, y in 1..3\npoints x, y", "", 0),
  ])
  func rowsBesideTheAxesAreCounted(_ lines: String, _ warning: String, _ count: Int) throws {
    let computed = try computed(lines)
    #expect(
      computed.warnings == (warning.isEmpty ? [] : ["test.figure:4: \(warning)"]),
      "\(computed.warnings)")
    let name = lines.split(separator: "\n")[1].split(separator: " ")[0]
    let number = computed.data.number("\(name)-1.outside")
    #expect(count == 0 ? number.isNaN : number == Double(count))
    let words = try computed.figure(.text).alternative
    #expect(words.contains("(\(count) of them outside of the axes)") == (count > 0), "\(words)")
  }

  @Test func rowsThatALogAxisLacksAreCountedToo() throws {
    let computed = try computed("axes x in 1..4, n log in 1..10\npoints x, n")
    #expect(
      computed.warnings.count == 1 && computed.warnings[0].contains("1 row of 4 is not above 0"))
    #expect(try computed.figure(.text).alternative.contains("(1 of them outside of the axes)"))
    let stated = try self.computed("axes x in 0..1, y in 0..1\npoints (0.5, 0.5), (2, 2)")
    #expect(stated.warnings == ["test.figure:4: 1 point of 2 lies outside of the axes"])
  }

  // MARK: Words

  @Test func aTitleQuotesNumbersInEveryFile() throws {
    let own = try sketch(
      "title: {{points-1.rows}} rows\n" + Self.head + "points x, y", tables: ["t.csv": Self.table])
    #expect(own.title == "4 rows")
    #expect(try own.computed().data.json(of: own).contains("\"4 rows\""))
  }

  @Test(arguments: [
    ("round(y/20000)*20000", "\\cdot 20000"), ("2*x", "2\\,x"), ("x*y", "x\\,y"),
    ("town_size*x", "\\cdot x"),
  ])
  func productsHaveASign(_ formula: String, _ set: String) throws {
    let table = "x,y,town_size\n1,2,3\n2,3,4\n"
    let figure = try sketch(
      "alt: a\ndata \"t.csv\"\npoints \(formula), y", tables: ["t.csv": table]
    )
    .computed().figure(.text)
    let label = try #require(figure.arrangement.panels.first?.x.label)
    #expect(label.contains(set), "\(label)")
  }

  // MARK: Remedies

  @Test(arguments: [
    ("points x, y dot", "3:13: no word 'dot'; did you mean 'dots'?"),
    ("axes x in 0..1; y in 0..1", "3:15: a comma parts the two axes; write: axes x in 0..1, y"),
    ("levels y at 1", "3:8: 'y' is a column, and of those a formula of both axes knows mean(y)"),
    (
      "plane u in 0..1, v in 0..1\nlevels y at 1",
      "its values over two columns are: heat x, y, y"
    ),
    (
      "title: {{points-9.rows}}\npoints x, y",
      "no number 'points-9.rows'; did you mean 'points-1.rows'?"
    ),
    (
      "points x, y \"{{points-1.rows}}\"",
      "'points-1.rows' is a number of a drawing, which title:, caption:, alt: and step: quote"
    ),
  ])
  func whatIsAdvisedIsRight(_ lines: String, _ words: String) {
    let said = refused(lines)
    #expect(said.contains(words), "\(said)")
  }

  @Test(arguments: ["\"1,234\"", "12%", "1 234", "1.234.567", "€5"])
  func numbersWithMarksAreNamed(_ field: String) throws {
    let tables = ["t.csv": "x,v\n1,\(field)\n2,\(field)\n3,7\n4,\(field)\n"]
    let words = refusal(Self.head + "points x, v", tables: tables)
    #expect(words.contains("the column 'v' holds numbers with marks, such as"), "\(words)")
    let warnings = try sketch(Self.head + "bars v, x", tables: tables).computed().warnings
    #expect(warnings.contains { $0.contains("'v' holds numbers with marks") }, "\(warnings)")
  }

  @Test func aCurveGoesOverNames() throws {
    for axes in ["", "axes town, y\n"] {
      let rows = try computed(axes + "errors town, y, low where x < 4\ncurve 1.5").data
        .rows("curve-1")
      #expect(rows.allSatisfy { $0[2] == 1.5 } && rows.first?[1] == 0.5 && rows.last?[1] == 3.5)
    }
  }

  @Test func groupsAreCountedWhereTheyAreChosen() throws {
    let rows = (1...70).map { "\($0),\($0 % 3)\n\($0),2\n" }.joined()
    let tables = ["t.csv": "d,v\n" + rows]
    for lines in [
      "boxes v by d where d < 5", "boxes v by d where d < 5\nboxes v by d where d < 9 orange",
    ] {
      #expect(refusal(Self.head + lines, tables: tables) == "")
    }
    #expect(refusal(Self.head + "boxes v by d", tables: tables).contains("70 groups are too many"))
  }

  @Test func wordsBesideTheAxesAreToldSo() throws {
    let figure = try sketch("alt: a\naxes x in 0..1, y in 0..1\nlabel \"far\" at (3, 3)").computed()
      .figure(.text)
    let page = try laidOut(
      figure, metrics: Metrics(theme: .light, fonts: try .latinModern(), size: .text))
    #expect(page.leftOut.map(\.isOutside) == [true])
    let words = try #require(page.leftOut.first).told(at: "a.figure:3", size: .text)
    #expect(
      words == "a.figure:3: the label 'far' stands outside of the axes and is left out; "
        + "give it another place, or wider axes")
  }
}
