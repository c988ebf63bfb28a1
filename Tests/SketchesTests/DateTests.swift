import Lectures
import Plotting
import Records
import Sketches
import Testing

/// Dates: as columns, in formulas, along axes, in words.
@Suite struct DateTests {
  private static let head = "alt: auto\ndata \"t.csv\"\n"
  private static let table = """
    d,g,v
    2021-05-30,a,1
    2021-06-01,b,2
    2021-06-03,a,4
    2021-10-02,b,3

    """

  private func drawn(_ lines: String, _ table: String = table) throws -> Computed {
    try sketch(Self.head + lines, tables: ["t.csv": table]).computed()
  }

  private func labels(_ lines: String, _ table: String = table) throws -> (x: [String], y: [String])
  {
    let figure = try drawn(lines, table).figure(.text)
    let panel = try #require(figure.arrangement.panels.first)
    guard case .ranges(let x, let y) = panel.frame else { return ([], []) }
    return (x?.ticks.map(\.label) ?? [], y?.ticks.map(\.label) ?? [])
  }

  @Test(arguments: [
    ("d > 2021-06-01", 2), ("d >= 2021-06-01", 3), ("d >= \"2021-06-01\"", 3),
    ("d < 2021-06", 1), ("d > 2021-10", 1), ("2021-06-02 > d", 2), ("d = 2021-06-03", 1),
    ("d - 2021-06-01 > 1", 2), ("d >= \"2021-06-01 12:00\"", 2), ("d >= 2021-06-01T12:00", 2),
    ("d > 2021-05-31 + 1 and d != 2021-10-02", 1),
  ])
  func rowsAreChosenByDates(_ condition: String, _ count: Int) throws {
    #expect(try drawn("points d, v where \(condition)").data.rows("points-1").count == count)
  }

  @Test func axesAndPlacesAreDates() throws {
    let lines =
      "axes d in 2021-06-01..2021-07-01, v in 0..4\npoints d, v\npoint (2021-06-20, 2) red"
      + "\nlabel \"peak\" at (2021-06-03, 4)"
    let data = try drawn(lines).data
    #expect(data.rows("points-2") == [[day(2021, 6, 20), 2]])
    #expect(try labels(lines).x.contains("06-15") || labels(lines).x.contains("06-21"))
    let words = try drawn(lines).figure(.text).alternative
    #expect(words.contains("d from 2021-06-01 to 2021-07-01"), "\(words)")
    #expect(words.contains("at (2021-06-03, 4)"), "\(words)")
    // Where nothing is written of axes, a date makes one of dates.
    #expect(try labels("points d, v\npoint (2021-06-20, 2) red").x.contains("2021-07"))
  }

  @Test func datesStandUprightToo() throws {
    #expect(try labels("points v, d").y.contains("2021-07"))
    #expect(try labels("histogram d bins 3").x.contains("2021-07"))
    #expect(try labels("boxes d by g").y.contains("2021-07"))
    let words = try drawn("boxes d by g").figure(.text).alternative
    #expect(words.contains("medians 2021-06-01 and 2021-08-01 12:00"), "\(words)")
  }

  @Test func timesAreFractionsOfDays() throws {
    for times in [
      ["2024-01-01 00:00:00", "2024-01-01 06:00:00", "2024-01-01 12:00:00"],
      ["2024-01-01T00:00Z", "2024-01-01T06:00Z", "2024-01-01T12:00Z"],
      ["2024-01-01T02:00+02:00", "2024-01-01T06:00", "2024-01-01T09:30-02:30"],
    ] {
      let table = "d,v\n" + times.map { "\($0),1\n" }.joined()
      let rows = try drawn("points d, v", table).data.rows("points-1")
      #expect(rows.map { $0[0] } == [19723, 19723.25, 19723.5])
      #expect(try labels("points d, v", table).x.contains("06:00"))
    }
    let near = "d,v\n2024-01-01 12:00:00,1\n2024-01-01 12:00:40,2\n"
    #expect(try labels("points d, v", near).x.contains("12:00:15"))
  }

  @Test(arguments: ["31.12.2024", "12/31/2024", "31-12-2024", "2024/12/31", "2024-13-01"])
  func otherSpellingsAreWordsAndSaid(_ date: String) throws {
    let said = try drawn("points d, v", "d,v\n\(date),1\n\(date),2\n").warnings
    #expect(said.contains { $0.contains("test.figure:2: 'd' holds words such as '\(date)'") })
    #expect(try drawn("points d, v", "d,v\nv1.2.3,1\n1.2.3,2\n").warnings.isEmpty)
  }

  @Test(arguments: [
    ("points d, v where d > 5", "3:19: d holds dates, and 5 is none"),
    ("points d, v where v > 2021-06-01", "3:19: v holds numbers, and 2021-06-01 is a date"),
    ("points d, v where d > \"soon\"", "3:19: d holds dates, and \"soon\" is none"),
    ("points d, v\npoint (3, 2)", "4:8: the horizontal axis shows dates, and 3 is none"),
    ("points v, v\npoint (2021-06-01, 2)", "3:8: the horizontal axis shows dates, and v is none"),
    ("axes d in 0..1, v in 0..1\npoints d, v", "3:11: d shows dates, and its ends are dates"),
    ("axes d log, v\npoints d, v", "3:6: d shows dates, evenly; leave out 'log'"),
    ("bars g, d", "3:1: bars begin at 0, and d holds dates; write points"),
    ("heat v, v, d", "3:12: colours show numbers, and d holds dates"),
    ("points d, v where d > 2021-02-30", "3:23: 2021-02-30 is no date"),
  ])
  func datesAndNumbersDoNotMix(_ lines: String, _ words: String) {
    let said = refusal(Self.head + lines + "\n", tables: ["t.csv": Self.table])
    #expect(said.contains(words), "\(said)")
  }

  @Test func differencesStay() throws {
    #expect(value(of: "2000-10*x", at: 1) == 1990)
    #expect(value(of: "2021 - 06 - 01", at: 0) == 2014)
    #expect(value(of: "2021-6", at: 0) == 2015)
    #expect(value(of: "x + 2021-06-01", at: 1) == day(2021, 6, 1) + 1)
  }
}
