import Foundation
import Lectures
import Plotting
import Records
import Sketches
import TestSupport
import Testing

/// Tables as people have them: rows lack a value, heads have units, rows come from other programs.
@Suite struct LackingTests {
  private static let table = """
    epoch,loss,val,group
    1,0.5,,a
    2,0.4,0.6,b
    3,NA,0.5,
    4,nan,-,a
    5,0.1,0.3,b
    6,inf,0.2,none

    """

  private func computed(_ lines: String, _ table: String = table) throws -> Computed {
    try sketch("alt: auto\ndata \"t.csv\"\n" + lines, tables: ["t.csv": table]).computed()
  }

  @Test(arguments: [
    ("points epoch, loss", "points-1", 3.0, 3.0), ("line epoch, val", "line-1", 4, 2),
    ("bars epoch, loss", "bars-1", 3, 3), ("stems epoch, loss", "stems-1", 3, 3),
    ("histogram val", "histogram-1", 4, 2), ("histogram log(val)", "histogram-1", 4, 2),
    ("errors epoch, loss, val", "errors-1", 2, 4), ("points val, loss", "points-1", 2, 4),
    ("bars group, val", "bars-1", 3, 3), ("points epoch, val where epoch > 1", "points-1", 4, 1),
    ("quartiles epoch, loss", "quartiles-1", 3, 3),
  ])
  func rowsWithoutAValueAreLeftOut(
    _ line: String, _ name: String, _ rows: Double, _ left: Double
  ) throws {
    let made = try computed(line)
    #expect(made.data.number("\(name).rows") == rows)
    #expect(made.data.number("\(name).left-out") == left)
    let words = try made.figure(.text).alternative
    #expect(words.contains("\(counted(Int(left), "row")) without a value left out"), "\(words)")
    let others = made.warnings.dropFirst()
    #expect(others.allSatisfy { $0.hasSuffix("the bars are their means") }, "\(made.warnings)")
    #expect(
      made.warnings.first?.hasPrefix("test.figure:2: of 6 rows some lack a value: ") == true,
      "\(made.warnings)")
  }

  @Test func boxesAndColoursLeaveThemOutToo() throws {
    let boxes = try computed("boxes val by group").data
    #expect(boxes.rows("boxes-1").map { $0[1] } == [2, 1])
    #expect(boxes.number("boxes-1.left-out") == 3)
    let cells = try computed("heat epoch, val, loss").data
    #expect(cells.number("heat-1.cells") == 2 && cells.number("heat-1.left-out") == 4)
  }

  /// A mean goes over the rows that have what it is of: (0.5 + 0.4 + 0.1)/3, and 0.5/2 of both.
  @Test func meansGoOverWholeRows() throws {
    let made = try computed(
      """
      R(a) = mean((loss - a)^2)
      axes a in 0..1, y in 0..1
      curve R
      check mean(loss) = 1/3 within 1e-15
      check mean(loss*val) = (0.4*0.6 + 0.1*0.3)/2 within 1e-15
      check sum(epoch) = 21 within 0
      check R(1/3) = 0.26/9 within 1e-15
      """)
    let fail = made.data.claims.filter { !$0.holds }
    #expect(made.data.claims.count == 4 && fail.isEmpty, "\(fail)")
  }

  @Test func whatIsNotUsedIsNotTold() throws {
    #expect(try computed("histogram epoch").warnings.isEmpty)
    let words = try computed("histogram epoch").figure(.text).alternative
    #expect(!words.contains("left out"))
  }

  @Test func formulasWithoutAValueAreTold() throws {
    let made = try computed("points epoch, log(epoch - 3)")
    #expect(
      made.warnings == [
        "test.figure:3: 3 rows of 6 have no number that can be drawn for epoch, log(epoch - 3); left out"
      ])
    #expect(made.data.number("points-1.left-out") == 3)
    let none = refusal(
      "alt: auto\ndata \"t.csv\"\npoints epoch, log(-epoch)", tables: ["t.csv": Self.table])
    #expect(none.contains("3:1: no row has finite numbers for epoch, log(-epoch)"), "\(none)")
    let empty = refusal("alt: a\ndata \"t.csv\"\npoints x, y", tables: ["t.csv": "x,y\n1,\n2,\n"])
    #expect(empty.contains("3:1: no row has a value of x, y; choose other"), "\(empty)")
  }

  /// Runs that diverged, as a sweep's table has them.
  @Test func runsThatDivergedAreTold() throws {
    let runs = "alpha,seed,status,l1\n1,1,done,3\n1,2,diverged,\n2,1,done,4\n2,2,done,5\n"
    let made = try computed("quartiles alpha, l1", runs)
    #expect(
      made.warnings == [
        "test.figure:2: of 4 rows some lack a value: 1 of l1 (1 diverged); left out where it is needed"
      ])
    #expect(made.data.rows("quartiles-1").map { $0[1] } == [1, 2])
  }

  @Test func linesGoOnBehindAGap() throws {
    let rows = try computed("line epoch, val").data.rows("line-1")
    #expect(rows == [[2, 0.6], [3, 0.5], [5, 0.3], [6, 0.2]])
  }

  /// A table as a spreadsheet writes it, with a head over two lines; one with row numbers; one
  /// without a head; dates of which one lacks.
  @Test(arguments: [
    (
      "\u{FEFF}\"time (s)\";\"loss\nin %\";note\r\n0,5;1,25;a\r\n;2;b\r\n1,5;NA;c\r\n2,5;3,75;\"d\ne\"\r\n",
      "points \"time (s)\", \"loss in %\"", [[0.5, 1.25], [2.5, 3.75]]
    ),
    (",x,y\n0,1,2\n1,,4\n2,5,6\n", "points x, y", [[1, 2], [5, 6]]),
    ("Unnamed: 0,x,y\n0,1,2\n1,3,null\n", "points x, y", [[1, 2]]),
    ("1,2\n3,\n5,6\n", "points 1, 2", [[1, 2], [5, 6]]),
    ("day,y\n2024-01-01,1\n,2\n2024-01-03,3\n", "line day, y", [[19723, 1], [19725, 3]]),
    ("x,y\n1,1e-200\n2,1e300\n3,-inf\n4,5\n", "points x, y", [[1, 0], [4, 5]]),
    ("x,y,z\n1,2,oops\n3,4,5\n5,,6\n", "points x, y", [[1, 2], [3, 4]]),
  ])
  func tablesOfOtherPrograms(_ table: String, _ line: String, _ rows: [[Double]]) throws {
    let made = try computed(line, table)
    #expect(made.data.rows(line.hasPrefix("line") ? "line-1" : "points-1") == rows)
  }

  @Test(arguments: [
    ("x,y,z\n1,2,3\n3,4,oops\n5,6,7\n", "'t.csv': Line 3, column 3 (z): 'oops' is not a number"),
    ("x,\"y\n1,2\n3,4\n", "Line 1, column 2: a quote is not closed"),
    ("x,x\n1,\n", "has the name 'x', as another has"),
    ("Paris,3\nLyon,4\n", "Line 1 has both names"),
  ])
  func faultsOfTablesHaveTheirPlaces(_ table: String, _ words: String) {
    let said = refusal("alt: a\ndata \"t.csv\"\npoints x, z", tables: ["t.csv": table])
    #expect(said.contains(words), "\(said)")
  }

  /// A hundred thousand rows, of which each twentieth lacks a value, take no time to speak of.
  @Test func manyRowsAreReadSoon() throws {
    let table = "x,y\n" + (0..<100_000).map { "\($0),\($0 % 20 == 0 ? "" : "1.5")\n" }.joined()
    let began = threadSeconds()
    let made = try computed("points x, y", table)
    #expect(made.data.number("points-1.left-out") == 5000)
    #expect(threadSeconds() - began < 10)
  }
}
