import Drawing
import Lectures
import Plotting
import Records
import Sketches
import Testing

/// Panels that a line `each` repeats over the values of a name.
@Suite struct EachTests {
  private static let wave = "alt: auto\nf(t) = sin(k*t)\naxes t in 0..6, y in -1..1\n"

  private func panels(_ source: String, in language: String = "en") throws -> [Panel] {
    try sketch(source).computed().figure(.text, in: language).arrangement.panels
  }

  @Test func everyValueHasAPanelOfTheSameAxes() throws {
    let panels = try panels(Self.wave + "each k in 1, 2.5, 1e-5\ncurve f")
    #expect(panels.count == 3)
    #expect(Set(panels.map { [$0.x.start, $0.x.end, $0.y.start, $0.y.end] }).count == 1)
    let data = try sketch(Self.wave + "each k in 1, 2.5, 1e-5\ncurve f").computed().data
    for (name, k) in [("curve-1", 1.0), ("curve-2", 2.5), ("curve-3", 1e-5)] {
      let rows = data.rows(name)
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { abs($0[2] - value(of: "sin(x)", at: k * $0[1])) < 1e-12 })
    }
  }

  @Test func theValueStandsAboveItsPanelAndInTheWords() throws {
    let source = Self.wave + "panel: Waves\neach k in 1, 2.5\ncurve f"
    let figure = try sketch(source).computed().figure(.text, in: "de")
    #expect(
      figure.arrangement.panels.compactMap(\.heading?.text) == [
        "Waves, $k = 1$", "Waves, $k = 2{,}5$",
      ])
    #expect(figure.alternative.contains("Teilbild 2, Waves, k = 2,5: "))
  }

  @Test func aLineBeforeThePanelsHoldsForAll() throws {
    let source = Self.wave + "each k in 1, 2\npanel: a\ncurve f\npanel: b\ncurve f^2"
    #expect(
      try panels(source).compactMap(\.heading?.text) == [
        "a, $k = 1$", "a, $k = 2$", "b, $k = 1$", "b, $k = 2$",
      ])
  }

  @Test func aParameterMayBeGoneOver() throws {
    let head = "alt: auto\nparameter k = 1 in 0..9: frequency\naxes t in 0..6, y in -1..1\n"
    #expect(try panels(head + "each k in 1, 2\ncurve sin(k*t)").count == 2)
    #expect(
      try panels(head + "each k in 1, 2\nstep: a\ncurve sin(k*t)\ncheck k = 1 within 0").count == 2)
  }

  @Test func heatMapsHaveTheSameColours() throws {
    let source = "alt: auto\nplane u in 0..1, v in 0..1\neach k in 1, 3\nheat k*u"
    let data = try sketch(source).computed().data
    for name in ["heat-1", "heat-2"] {
      #expect(data.number("\(name).least") == 0 && data.number("\(name).greatest") == 3)
    }
  }

  @Test(arguments: [
    ("each k 1, 2", "4:8: each needs a name and its values; write: each eta in 0.1, 0.3, 1"),
    ("k = 1\neach in 1, 2", "5:6: each needs a name and its values"),
    ("k = 1\neach 1, 2", "5:6: each needs a name; write"),
    ("each k in 1..2", "4:12: the values are a list with commas"),
    ("each k in 1 2", "4:13: the values are a list with commas"),
    ("each k in", "4:10: the formula ends too soon"),
    ("each k in 1, 1/0", "4:14: the value is infinity; give a number"),
    ("each k in 1, b", "4:14: no name 'b'"),
    ("each k in 1, 2 red", "4:16: 'red' is not expected after the values"),
    ("k = 1\neach t in 1, 2", "5:6: 't' is an axis in line 3 already; give it another name"),
    ("k = 1\neach k in 1, 2", "5:6: 'k' is defined in line 4 already; give it another name"),
    ("each k in 1, 2\neach k in 3, 4", "5:1: this panel goes over values already"),
    (
      "each k in 1, 2\ncurve f\npanel: b\naxes t in 0..6, y in 0..1\ncurve f",
      "2:12: 'k' has a value in the panels of its line 'each' only; use it there"
    ),
    ("each k in \((1...25).map(String.init).joined(separator: ", "))", "4:1: each has at most 24"),
  ])
  func mistakesAreToldWithTheirPlace(_ line: String, _ words: String) {
    let told = refusal(Self.wave + line + (line.contains("curve") ? "" : "\ncurve f"))
    #expect(told.hasPrefix(words), "\(told)")
  }

  @Test func drawingsOfAllPanelsAreCounted() {
    let many = String(repeating: "curve f\n", count: 30)
    #expect(
      refusal(Self.wave + "each k in 1, 2, 3, 4, 5, 6, 7\n" + many)
        .hasPrefix("4:6: a sketch draws at most 200 things, in all panels"))
  }

  @Test func namesOfNumbersAreShort() throws {
    let table =
      "h;z\n0.30000000000000004;1\n0.30000000000000004;2\n0.1234567891;3\n100000;5\n100000;9"
    let head = "alt: auto\ndata \"t.csv\"\n"
    let boxes = try sketch(head + "boxes z by h", tables: ["t.csv": table]).computed().data
    #expect(boxes.numbers.map(\.name).contains("boxes-1.median.0.3"))
    let quartiles = try sketch(head + "quartiles h, z", tables: ["t.csv": table]).computed().data
    #expect(quartiles.number("quartiles-1.median.0.123") == 3)
    #expect(quartiles.number("quartiles-1.median.100000") == 7)
  }

  @Test func longListsSayHowManyThereAreBesides() throws {
    let lines = try sketch(
      "alt: auto\ndata \"t.csv\"\npoints a1, a2",
      tables: ["t.csv": "a1,a2\n1,2\n3,4"]
    ).explanation()
    #expect(lines.contains { $0.source == "points a1, a2" })
    let names = (1...18).map { "c\($0)" }
    let wide = names.joined(separator: ",") + "\n" + names.map { _ in "1" }.joined(separator: ",")
    #expect(
      refusal("alt: auto\ndata \"t.csv\"\npoints zz, c2", tables: ["t.csv": wide])
        .contains("c15, c16 and 10 more"))
  }
}
