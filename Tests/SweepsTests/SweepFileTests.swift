import Lectures
import Records
import Sweeps
import Testing

/// An experiment without mathematics, whose numbers are known.
struct Sums: Experiment {
  let id = "sums"
  let version = "1"
  let abstract = "A sum"
  let parameters: [Parameter<Sums>] = [
    .real("a", \.a, in: -1e6...1e6, "a number"), .real("b", \.b, in: -1e6...1e6, "a number"),
    .choice("sign", \.sign, of: ["plus", "minus"], "a sign"),
    .integer("seed", \.seed, in: 0...1000, "a number of no part"),
  ]
  let conditions: [Condition<Sums>] = [
    Condition("a is not b: no run is of one number") { $0.a != $0.b }
  ]
  let measures = [Measure("sum", "their sum"), Measure("both", "both"), Measure("ratio", "a/b")]
  var a = 0.5
  var b = -1.0
  var sign = "plus"
  var seed = 0

  func run(recording measures: Set<String>) -> RunResult {
    if a < 0 { return RunResult(status: "diverged", [:]) }
    return RunResult(["sum": [sign == "plus" ? a + b : a - b], "both": [a, b], "ratio": [a / b]])
  }
}

func plan(_ text: String) throws -> SweepPlan {
  try SweepPlan(try SweepFile(text, named: "s.toml"), named: "s.toml", of: Sums())
}

/// The values of the parameters that vary, run by run.
func values(_ text: String) throws -> [String] {
  let plan = try plan("experiment = \"sums\"\n" + text)
  return try (0..<plan.count).map { try plan.run(at: $0).values.map(\.line).joined(separator: " ") }
}

@Suite struct SweepFileTests {
  @Test("values of frames have the digits that tell each from its neighbours")
  func legibleValues() {
    let wide = legible(course(from: 0.001, to: 100, count: 61))
    #expect(wide.first == 0.001 && wide.last == 100)
    #expect(
      wide.allSatisfy { short($0).filter(\.isNumber).drop { $0 == "0" }.count <= 3 }, "\(wide)")
    for values in [wide, legible(course(from: 1, to: 1.001, count: 11))] {
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
    }
  }

  @Test func listsAreCrossedInTheOrderOfTheParameters() throws {
    #expect(
      try values("[grid]\nsign = [\"minus\", \"plus\"]\na = [3, 2]")
        == ["3 \"minus\"", "3 \"plus\"", "2 \"minus\"", "2 \"plus\""])
  }

  @Test func parametersOfAZipVaryTogether() throws {
    #expect(
      try values("[zip]\nb = [10, 20]\na = [1, 2]\n[grid]\nseed = [7, 8]")
        == ["1 10 7", "1 10 8", "2 20 7", "2 20 8"])
    #expect(
      try values(
        "[[zip]]\na = [1, 2]\nseed = [5, 6]\n[[zip]]\nb = [3, 4]\nsign = [\"plus\", \"minus\"]"
      )
      .count == 4)
  }

  @Test(arguments: [
    ("{from = 0.001, to = 1, count = 4, scale = \"log\"}", "0.001 0.01 0.1 1"),
    ("{from = 1, to = 0.01, count = 3, scale = \"log\"}", "1 0.1 0.01"),
    ("{from = 0, to = 1, count = 5}", "0 0.25 0.5 0.75 1"),
    ("{from = 0, to = 0.3, step = 0.1}", "0 0.1 0.2 0.3"),
    ("{from = 3, to = 1, step = -1}", "3 2 1"), ("{from = 1, count = 3}", "1 2 3"),
    ("{from = 5, to = 7}", "5 6 7"), ("{from = 2, to = 9, count = 1}", "2"),
    ("{from = 1e5, to = 3e5, step = 1e5}", "100000 200000 300000"),
  ]) func rangesHaveTheValuesOneWouldType(_ range: String, _ wanted: String) throws {
    #expect(try values("[grid]\na = \(range)").joined(separator: " ") == wanted)
  }

  @Test(arguments: [
    ("experiment = \"sums", "s.toml:1:"), ("record = [\"sum\"]", "experiment is missing"),
    ("experiment = \"sums\"\nrecrd = 1", "s.toml:2: recrd is not known; did you mean 'record'?"),
    ("experiment = \"sums\"\nrecord = [\"summ\"]", "records no 'summ'; did you mean 'sum'?"),
    (
      "experiment = \"sums\"\nrecord = [\"sum\", \"sum\"]", "s.toml:2: record names a measure twice"
    ),
    ("experiment = \"sums\"\n[set]\nc = 1", "has no parameter 'c'"),
    ("experiment = \"sums\"\n[set]\na = 1e9", "a=1000000000 is not allowed"),
    ("experiment = \"sums\"\n[grid]\na = [1, 1.0]", "s.toml:3: grid.a has 1 twice"),
    ("experiment = \"sums\"\n[grid]\na = []", "has no values"),
    ("experiment = \"sums\"\n[grid]\na = 3", "s.toml:3: grid.a has no values; give a list"),
    ("experiment = \"sums\"\n[grid]\na = {from = 1}", "has no end; give to or count"),
    ("experiment = \"sums\"\n[grid]\na = {to = 1}", "lacks from"),
    ("experiment = \"sums\"\n[grid]\na = {from = 1, to = 2, step = 1, count = 2}", "one of them"),
    (
      "experiment = \"sums\"\n[grid]\na = {from = 0, to = 1, count = 3, scale = \"log\"}", "above 0"
    ),
    (
      "experiment = \"sums\"\n[grid]\na = {from = 0, to = 1, count = 3, scale = \"lin\"}",
      "\"linear\""
    ),
    ("experiment = \"sums\"\n[grid]\na = {from = 1, to = 2, step = -1}", "leads nowhere"),
    ("experiment = \"sums\"\n[grid]\na = {from = 0.1, to = 2}", "s.toml:3: grid.a has neither"),
    ("experiment = \"sums\"\n[grid]\nc = [1]", "s.toml:3: c cannot be set"),
    ("experiment = \"sums\"\n[grid]\na = {from = 1, to = 2, step = 0}", "leads nowhere"),
    ("experiment = \"sums\"\n[grid]\na = {from = nan, to = 2}", "no number"),
    ("experiment = \"sums\"\n[grid]\na = {from = 1, count = 2.5}", "whole number"),
    ("experiment = \"sums\"\n[zip]\na = [1, 2]\nb = [1]", "give equally many"),
    ("experiment = \"sums\"\n[set]\na = 1\n[grid]\na = [1, 2]", "twice"),
    ("experiment = \"sums\"\ndata = \"x.csv\"", "needs target"),
    ("experiment = \"sums\"\ntarget = \"y\"", "has no data"),
    (
      "experiment = \"sums\"\n[grid]\na = {from = 1, count = 10000}\nb = {from = 1, count = 10000}",
      "more than 10000000 runs"
    ),
    (
      "experiment = network",
      "s.toml:1: 'network' lacks its quotation marks; write experiment = \"network\""
    ),
    ("experiment = \"sums\"\n[grid]\na=[0.1", "s.toml:3: the list of 'a' does not end; write ]"),
    (
      "experiment = \"sums\"\n[grid]\na=[0.1\nb = [1]",
      "s.toml:3: the list of 'a' does not end; write ]"
    ),
    ("experiment = 3", "no text"), ("experiment = \"sums\"\ngrid = 3", "write [grid]"),
    ("experiment = \"sums\"\n[grid]\na = [[1, {b = 2}]]", "is no value"),
  ]) func whatIsWrongIsSaidInOneLine(_ text: String, _ words: String) {
    do {
      _ = try plan(text)
      Issue.record("accepted: \(text)")
    } catch let failure as CommandFailure {
      #expect(failure.code == .badData)
      #expect(failure.description.contains(words), "\(failure.description)")
      #expect(!failure.description.contains("\n"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func valuesThatDoNotGoTogetherAreRefusedWithTheirRun() throws {
    let plan = try plan("experiment = \"sums\"\n[grid]\na = [1, 2]\nb = [2, 3]")
    #expect(throws: UsageError.self) { try plan.run(at: 2) }
    _ = try plan.run(at: 0)
  }

  /// The key depends on what is run, not on how the sweep was written.
  @Test func keysAreOfRuns() throws {
    let first = try plan("experiment = \"sums\"\n[grid]\na = [1, 2]\nb = [3]").run(at: 1)
    let same = try plan("experiment = \"sums\"\n[set]\nb = 3.0\n[grid]\na = {from = 2, to = 2}")
      .run(at: 0)
    #expect(first.key == same.key && first.key.count == 64)
    let other = try plan("experiment = \"sums\"\n[set]\nb = 3\nseed = 1\n[grid]\na = [2]").run(
      at: 0)
    #expect(first.key != other.key)
    let less = try plan("experiment = \"sums\"\nrecord = \"sum\"\n[grid]\na = [1, 2]\nb = [3]")
    #expect(try less.run(at: 1).key != first.key)
  }

  @Test func shardsDivideAPlan() throws {
    for count in [0, 1, 6, 7, 8, 20] {
      let sizes = try (0..<7).map { try Shard("\($0)/7").runs(of: count) }
      #expect(sizes.reduce(0, +) == count)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
    for wrong in ["", "3", "1/0", "-1/3", "3/3", "a/b", "1/2/3", "1.0/2", "0/-1"] {
      #expect(throws: UsageError.self) { try Shard(wrong) }
    }
  }
}
