import Figures
import Lectures
import Plotting
import Records
import Reports
import TestSupport
import Testing

/// What the figures of the papers quote, against values computed apart from this project.
@Suite struct PaperFigureTests {
  /// A number that a figure quotes with nothing set, and how near it has to be.
  struct Quoted: Sendable, CustomTestStringConvertible {
    let id: String
    let name: String
    let value: Double
    let tolerance: Double
    var testDescription: String { "\(id).\(name)" }

    init(_ id: String, _ name: String, _ value: Double, within tolerance: Double) {
      (self.id, self.name, self.value, self.tolerance) = (id, name, value, tolerance)
    }
  }

  static let quoted = [
    // Flows of other random numbers differ by a hundredth.
    Quoted("stochastic-band", "l1.flow", 6.693083940250189, within: 1e-8),
    Quoted("stochastic-band", "l1.sgd", 6.385618015222747, within: 1e-5),
    Quoted("stochastic-band", "l1.mean", 6.217951132300847, within: 0.01),
    Quoted("stochastic-band", "l1.each", 6.405, within: 0.01),
    // Runs at the step 0.003, stopped before they have ended.
    Quoted("uncentred", "flow.error", 0.02432146398780833, within: 1e-8),
    Quoted("uncentred", "gd.error", 0.017359639578307398, within: 0.05),
    Quoted("uncentred", "sgd.error", 0.0117846015922304, within: 0.05),
    Quoted("uncentred", "gd.gain", 1.0937917587243837, within: 0.01),
    Quoted("uncentred", "sgd.gain", 1.149721, within: 0.01),
    Quoted("depth", "ratio.2", 0.24286389871178113, within: 1e-9),
    Quoted("depth", "ratio.3", 0.179096955157429, within: 1e-9),
    Quoted("depth", "ratio.4", 0.16030239801271315, within: 1e-9),
    Quoted("depth", "ratio.6", 0.14674328233378733, within: 1e-9),
    Quoted("depth", "ratio.10", 0.1385886754495124, within: 1e-9),
    Quoted("positive-network", "none.error", 82.54309412255996, within: 1e-4),
    Quoted("positive-network", "batch.error", 33.401673332231596, within: 1e-4),
    Quoted("positive-network", "label.error", 0.0004476078770688369, within: 1e-4),
    // At λ = 4; the runs end at a loss of 10⁻¹⁰, their limits are those of their last scales.
    Quoted("momentum", "flow", 0.06920894054162169, within: 1e-8),
    Quoted("momentum", "error.0.5", 0.03800054840457271, within: 2e-6),
    Quoted("momentum", "error.0.8", 0.03986691123188038, within: 2e-6),
    Quoted("momentum", "error.0.9", 0.03860939531540046, within: 2e-6),
    Quoted("momentum", "error.0.95", 0.03795006249326711, within: 2e-6),
    // A polynomial through six states of another integration.
    Quoted("grokking", "halving", 3.4383356512216072, within: 5e-5),
    Quoted(
      "hundred-runs", "rank-correlation-of-integral", -0.221014101410141, within: 0.02 / 0.221),
    Quoted("step-sizes", "gd.largest.diverged", 1, within: 0),
    Quoted("step-sizes", "gd.largest.unsettled", 12, within: 0),
    Quoted("large-steps", "margin", 0.1, within: 1e-12),
    Quoted("large-steps", "product", 64 * 20_000 * 7.80537967988420e-05, within: 1e-6),
  ]

  @Test(arguments: quoted) func isQuoted(_ quoted: Quoted) throws {
    let numbers = try rendering(quoted.id).computed.data.numbers
    let value = try #require(numbers.first { $0.name == quoted.name }?.value)
    #expect(abs(value / quoted.value - 1) <= quoted.tolerance, "\(value)")
  }

  @Test(
    "medians of the step sizes are those of runs that take all their steps",
    arguments: [
      ("1", "gd.error", 14.458908652902993, 0.01), ("0.75", "gd.error", 2.386395743257215, 0.01),
      ("0.1", "gd.error", 1.031663699901547, 1e-6), ("0.1", "sgd.error", 0.41670257657909204, 1e-6),
      ("0.2", "sgd.error", 0.03897639105128724, 0.01),
    ])
  func stepSizes(_ step: String, _ name: String, _ value: Double, _ tolerance: Double) throws {
    let figure = try lecture7.figure(named: "step-sizes").setting("step", to: step)
    let numbers = try figure.computed().data.numbers
    let found = try #require(numbers.first { $0.name == name }?.value)
    #expect(abs(found / value - 1) <= tolerance, "\(found)")
  }

  @Test("∫ L dt of runs is the sum of their losses, not of every sixteenth")
  func integrals() throws {
    let tables = try rendering("hundred-runs").computed.data.series
    let rows = try #require(tables.first { $0.name == "runs" }).rows
    for (row, truth) in zip(rows, [10.178018516219996, 10.574531860020112, 8.179348796253212]) {
      #expect(abs(row[1] / truth - 1) < 5e-4, "\(row)")
    }
  }

  @Test func aRunThatIsNotSGDsLawIsSaidToBeNone() throws {
    let figure = try rendering("stochastic-band").computed.figure(.text)
    #expect(figure.caption.contains("6 of its 10 paths end below every run of SGD"))
    let claims = try rendering("stochastic-band").computed.data.claims
    #expect(claims.count == 2 && claims.allSatisfy { $0.holds })
  }

  @Test(
    "a line that is drawn is said as it goes",
    arguments: [
      ([1.0, 2, 3], "rises from 1 to 3"), ([3, 1, 0.5], "falls from 3 to 0.5"),
      ([2, 2.001], "stays at 2"), ([0, 4, 1], "rises from 0 to 4, then falls to 1"),
      ([4, 1, 3], "falls from 4 to 1, then rises to 3"),
      ([1, 3, 1, 3], "goes up and down between 1 and 3"), ([], "has no point"),
      // A hair of noise is none, and over decades ratios count.
      ([1, 50, 49.9, 100], "rises from 1 to 100"),
      // Two numbers that are named differ.
      ([1.11, 1.12, 1.14], "rises from 1.11 to 1.14"),
      ([1.8, 1.79, 1.82], "falls from 1.8 to 1.79, then rises to 1.82"),
      ([1e-6, 1, 1e-3, 1e3], "goes up and down between 10⁻⁶ and 1000"),
      ([.nan, 1, .nan, 2], "rises from 1 to 2"),
    ])
  func course(_ heights: [Double], _ words: String) throws {
    let folder = ScratchFolder()
    _ = run("mkdir '\(folder.path)/figures'")
    let source = "# T\n## alternative\nIt {{way}}.\n"
    #expect(write(Array(source.utf8), to: folder.path + "/figures/line.en.md"))
    #expect(write(Array(source.utf8), to: folder.path + "/figures/line.fr.md"))
    let text = try FigureText(of: "line", ["way": .course(heights)], folder: folder.path)
    #expect(text.alternative == "It \(words).")
    let french = try FigureText(
      of: "line", ["way": .course(heights)], in: .french, folder: folder.path)
    #expect(!french.alternative.contains(" from ") && french.alternative.count > 8)
  }
}
