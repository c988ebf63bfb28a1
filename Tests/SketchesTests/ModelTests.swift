import Lectures
import Records
import Sketches
import Testing

/// A walk that doubles or halves, by its seed; from a start of 9 it goes astray.
private struct Walk: Experiment {
  let id = "walk"
  let version = "1"
  let abstract = "A walk"
  let parameters: [Parameter<Walk>] = [
    .real("start", \.start, in: 0...10, "where it begins"),
    .integer("count", \.count, in: 1...50, "how many steps"),
    .integer("seed", \.seed, in: 0...100, "its seed"),
  ]
  let measures = [
    Measure("end", "where it ends"), Measure("half-way", "where it is in the middle"),
    Measure("places", "where it was"), Measure("slow", "what is asked for only"),
  ]
  var start = 1.0
  var count = 4
  var seed = 0
  let isPath: Bool
  var work = 0.0

  func run(recording measures: Set<String>) throws -> RunResult {
    guard start < 9 else { return RunResult(status: "astray", [:]) }
    let places = (0..<count).map { start + Double($0 * seed) }
    if isPath {
      return RunResult(["places": places, "half-way": places, "end": places.map { -$0 }])
    }
    return RunResult([
      "end": [places[count - 1]], "half-way": [places[count / 2]], "places": places,
      "slow": measures.contains("slow") ? [7] : [],
    ])
  }
}

/// Sketches that name models of a lecture.
@Suite struct ModelTests {
  private static let names = ["start": "start", "n": "count", "seed": "seed"]
  private static let models = [
    NamedModel("numbers", .data, Walk(isPath: false), parameters: ["n": "count"]),
    NamedModel("pace", .settings, Walk(isPath: false), parameters: ["start": "start"]),
    NamedModel(
      "walk", .run, Walk(isPath: false), parameters: names, main: "places", onDemand: ["slow"]),
    NamedModel("way", .run, Walk(isPath: true), parameters: names, isPath: true),
    NamedModel("toil", .run, Walk(isPath: false, work: 1e12), parameters: names),
  ]

  private func data(_ lines: String) throws -> FigureData {
    try Sketch(Array("alt: auto\n\(lines)".utf8), file: "test.figure", models: Self.models)
      .computed().data
  }

  private func refusal(_ lines: String) -> String {
    do {
      _ = try data(lines)
      return ""
    } catch let failure as CommandFailure {
      return failure.description.replacing("test.figure:", with: "")
    } catch {
      return "\(error)"
    }
  }

  @Test func oneRunIsAListWithNumbers() throws {
    let found = try data("w = walk(start=2, n=5, seed=3)\nstems w.j, w\ncheck w.end = 14 within 0")
    let rows: [[Double]] = [[1, 2], [2, 5], [3, 8], [4, 11], [5, 14]]
    #expect(found.rows("w") == rows)
    #expect(found.number("w.end") == 14 && found.number("w.half-way") == 8)
    #expect(found.claims.first?.residual == 0)
    #expect(found.rows("stems-1").count == 5)
    // What is dear is computed where it is named.
    #expect(found.number("w.slow").isNaN)
    let named = try data("w = walk()\nstems w.j, w*w.slow\ncheck w.slow = 7 within 0")
    #expect(named.number("w.slow") == 7)
  }

  @Test func aRangeIsATableOfRuns() throws {
    let found = try data("r = walk(start=0..6 count 4, seed=1..2)\npoints r.start, r.end")
    let ends: [[Double]] = [
      [0, 1, 3], [0, 2, 6], [2, 1, 5], [2, 2, 8], [4, 1, 7], [4, 2, 10], [6, 1, 9], [6, 2, 12],
    ]
    let firsts = found.rows("r").map { Array($0.prefix(3)) }
    #expect(firsts == ends)
    let log = try data("r = walk(start=0.01..1 log count 3)\npoints r.start, r.end")
    let starts = log.rows("r").map { $0[0] }
    #expect(starts.count == 3 && starts[0] == 0.01 && abs(starts[1] - 0.1) < 1e-15)
  }

  @Test func linesOfSettingsHoldBelow() throws {
    let found = try data("pace start=3\nw = walk(n=1)\nv = walk(n=1, start=4)\nstems w.j, w")
    #expect(found.number("w.end") == 3 && found.number("v.end") == 4)
    // The settings of data hold for the runs, and their columns are names.
    let given = try data(
      "data numbers(n=7)\nw = walk()\nstems w.j, w\ncheck sum(places) = 7 within 0")
    #expect(given.rows("w").count == 7 && given.claims.first?.residual == 0)
  }

  @Test func aWayIsATableOverMoments() throws {
    let found = try data("p = way(n=3, seed=1..2)\nline p.places, p.end")
    let seeds = found.rows("p").map { $0[0] }
    let places = found.rows("line-1").map { $0[0] }
    #expect(seeds == [1, 1, 1, 2, 2, 2])
    #expect(places == [1, 2, 3, 1, 3, 5])
  }

  @Test func parametersReachModels() throws {
    let source = "alt: auto\nparameter a = 2 in 0..5\nw = walk(start=a, n=1)\nstems w.j, w"
    let sketch = try Sketch(Array(source.utf8), file: "a.figure", models: Self.models)
    #expect(try sketch.setting("a", to: "4").computed().data.number("w.end") == 4)
  }

  @Test func runsThatGoAstrayAreLeftOutAndSaidToBe() throws {
    let source = "alt: auto\nr = walk(start=8..9)\npoints r.start, r.end"
    let computed = try Sketch(Array(source.utf8), file: "a.figure", models: Self.models).computed()
    #expect(computed.data.rows("r").count == 1)
    #expect(computed.warnings == ["a.figure:2: of 2 runs of walk 1 astray; left out"])
  }

  @Test(arguments: [
    ("w = wlak(n=2)", "2:5: no model 'wlak'; did you mean 'walk'?"),
    ("w = walk(m=2)", "2:10: walk has no setting 'm'; "),
    ("w = walk(n=2.5)", "2:10: n=2.5 is not allowed; give 1..50"),
    ("w = walk(n=200)", "2:10: n=200 is not allowed; give 1..50"),
    ("w = walk(n=red)", "2:10: n=red is not allowed; give 1..50"),
    ("w = walk(n=2", "2:9: this bracket has no partner; end with ')'"),
    ("w = walk(n=2 seed=3)", "2:14: settings are parted by commas"),
    ("w = walk(n=2, n=3)", "2:15: 'n' is set twice; leave one out"),
    ("w = walk(n=5..2)", "2:12: 5..2 is empty; give the smaller end first"),
    ("w = walk(start=0..2 log)", "2:16: steps of a log range begin above 0"),
    ("w = walk(start=0..2 count 1.5)", "2:27: a count of 1.5 is not allowed"),
    ("w = walk(start=0..2 count 50, seed=0..99)", "2:5: 5000 runs are too many for a sketch"),
    ("w = toil()", "2:5: toil asks for too many operations"),
    ("w = walk(start=9)", "2:5: no run of walk comes to its end (1 astray)"),
    ("w = sin(x=2)", "2:10: '=' has no meaning inside of brackets"),
    ("w(x) = walk(n=2)", "2:1: a run is of no variables; write: w = walk(…)"),
    ("data nmbers(n=2)", "2:6: no data 'nmbers'; did you mean 'numbers'?"),
    ("data numbers(n=2..3)", "2:16: data have one value of each setting"),
    ("pacce start=2", "2:1: no word 'pacce'; did you mean 'pace'?"),
    ("pace strat=2", "2:6: pace has no setting 'strat'; did you mean 'start'?"),
    ("w = walk()\nw = 2", "3:1: 'w' is defined in line 2 already"),
    ("r = walk(seed=1..2)\nstems r, r.end", "3:7: 'r' is a run; name what it gives, such as r."),
    ("r = walk()\nstems r.j, r.ned", "3:12: no name 'r.ned'; did you mean 'r.end'?"),
  ])
  func eachMistakeHasItsPlaceAndAdvice(_ lines: String, _ wanted: String) {
    let found = refusal(lines + "\naxes x in 0..1, y in 0..1")
    #expect(found.hasPrefix(wanted), "\(lines): \(found)")
  }

  @Test func withoutModelsAFileOrFormulaIsAsked() {
    let found = SketchesTests.refusal("alt: auto\ndata regression(n=2)\naxes x in 0..1, y in 0..1")
    #expect(found.hasPrefix("2:6: no data 'regression'; this lecture has none"), "\(found)")
  }
}

/// What is drawn of rows that share values.
@Suite struct GroupedTests {
  private static let sweep =
    "a,b,e\n1,1,1\n1,1,2\n1,1,3\n1,1,4\n1,1,5\n2,1,10\n2,2,20\n3,2,7\n"

  private func data(_ lines: String, _ table: String = sweep) throws -> FigureData {
    try sketch("alt: auto\ndata \"a.csv\"\n\(lines)", tables: ["a.csv": table]).computed().data
  }

  @Test func quartilesAreOverTheRowsOfAValue() throws {
    let rows = try data("quartiles a, e").rows("quartiles-1")
    #expect(rows == [[1, 5, 2, 3, 4], [2, 2, 12.5, 15, 17.5], [3, 1, 7, 7, 7]])
  }

  @Test func cellsHoldTheMedianOfTheirRows() throws {
    let found = try data("heat a, b, e")
    #expect(found.number("heat-1.cells") == 4)
    #expect(found.number("heat-1.least") == 3 && found.number("heat-1.greatest") == 20)
  }

  @Test func wordsAndDatesLieAlongTheAxis() throws {
    let table = "day,kind,y\n2024-02-28,a,1\n2024-03-01,b,2\n"
    let days = try data("line day, y", table).rows("line-1").map { $0[0] }
    #expect(days == [19_781, 19_783])
    #expect(try data("bars kind, y", table).rows("bars-1").map { $0[0] } == [1, 2])
  }
}
