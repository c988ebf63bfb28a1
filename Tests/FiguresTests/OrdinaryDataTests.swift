import Drawing
import Figures
import Glibc
import Lectures
import Models
import Plotting
import Records
import Testing

/// Data such as users bring draw at every named size, whatever their sizes, units and means, with words
/// that keep their rules.
///
/// `FIGURES_SEED=7` takes other data.
@Suite struct OrdinaryDataTests {
  /// Uniform numbers in turn.
  private struct Draws {
    let stream: RandomStream
    var count: UInt64 = 0
    mutating func uniform(_ low: Double, _ high: Double) -> Double {
      defer { count += 1 }
      return low + (high - low) * stream.uniform(at: count)
    }
    mutating func one<Value>(of some: [Value]) -> Value {
      some[Int(uniform(0, Double(some.count)))]
    }
    mutating func scale() -> Double { pow(10, uniform(-6, 6)) }
  }

  private static let seed = getenv("FIGURES_SEED").flatMap { UInt64(String(cString: $0)) } ?? 0

  private func draws(_ index: Int, stream: UInt32) -> Draws {
    Draws(stream: RandomStream(seed: 1000 * Self.seed + UInt64(index), stream: stream))
  }

  /// Draws a figure of some rows, the last column the target, at all named sizes.
  ///
  /// - Returns: What the models found.
  @discardableResult
  private func drawn(
    _ id: String, _ rows: [[Double]], settings: [String: String] = [:]
  ) throws -> Computed {
    let rendering = try rendering(id, of: rows, settings: settings)
    for size in [SizeClass.text, .column, .slide] {
      let page = try laidOut(
        try rendering.computed.figure(size),
        metrics: Metrics(theme: .light, fonts: try fontSet.get().fonts(for: size), size: size))
      #expect(page.labelFaults.isEmpty, "\(size.name): \(page.labelFaults)")
    }
    return try rendering.computed
  }

  /// Data that some predictor interpolates: fewer samples than features, as many, or more that are
  /// consistent.
  private func regression(_ index: Int) -> [[Double]] {
    var draws = draws(index, stream: 7)
    let samples = draws.one(of: [2, 3, 5, 8, 12, 20])
    let kinds = [2 * samples, 3 * samples, 4 * samples, samples + 1, samples, max(2, samples / 2)]
    // Each kind in turn, so that none is left out by chance.
    let features = kinds[index % kinds.count]
    let (unit, targetUnit) = (draws.scale(), draws.scale())
    let mean = draws.one(of: [0.0, 0, 1, 3])
    var truth = (0..<features).map { _ in
      draws.uniform(0, 1) < 0.3 ? draws.uniform(-2, 2) : 0
    }
    truth[0] = 1
    let noise = features < samples ? 0 : 0.2
    return (0..<samples).map { _ -> [Double] in
      let x = (0..<features).map { _ in draws.uniform(-2, 2) + mean }
      let y = zip(x, truth).map { $0 * $1 }.reduce(0, +) + draws.uniform(-noise, noise)
      return x.map { $0 * unit } + [y * targetUnit]
    }
  }

  @Test(arguments: 0..<16) func regressions(_ index: Int) throws {
    let rows = regression(index)
    try drawn("l1-to-l2", rows)
    // Four runs show what twenty would, but for the time.
    try drawn("sgd-sparsity", rows, settings: ["runs": "4"])
  }

  /// Words keep their rules on 200 data sets.
  @Test(arguments: 0..<200) func pairsOfClouds(_ index: Int) throws {
    var draws = draws(index, stream: 8)
    let samples = draws.one(of: [2, 3, 6, 15, 40, 100])
    let (unit, turn) = (draws.scale(), draws.uniform(0, 6.28))
    try drawn(
      "max-margin",
      (0..<samples).map { row -> [Double] in
        let label = row.isMultiple(of: 2) ? 1.0 : -1
        let (a, b) = (label * draws.uniform(0.3, 3), draws.uniform(-2, 2))
        let x = [a * cos(turn) - b * sin(turn), a * sin(turn) + b * cos(turn)]
        return x.map { $0 * unit } + [label]
      })
  }

  @Test func repeatedRowsAreDrawn() throws {
    let rows = regression(0)
    let found = try drawn("l1-to-l2", rows + rows)
    #expect(found.warnings.contains { $0.contains("rows follow from the others") })
    try drawn("sgd-sparsity", rows + rows, settings: ["runs": "2"])
  }

  /// On nearly dependent rows no step brings SGD to rest in time; what is drawn then is said.
  @Test func runsThatDoNotSettleAreSaid() throws {
    var rows: [[Double]] = []
    var draws = Draws(stream: RandomStream(seed: 0, stream: 9))
    for _ in 0..<8 {
      let x = (0..<8).map { _ in draws.uniform(-1, 1) }
      rows.append(x + [draws.uniform(-1, 1)])
    }
    // The last row is the first but for a thousandth.
    rows[7] = rows[0].map { $0 + 1e-3 * draws.uniform(-1, 1) }
    let found = try drawn("sgd-sparsity", rows, settings: ["runs": "2"])
    #expect(found.warnings.contains { $0.contains("do not settle within 400000 steps") })
    #expect(found.warnings.contains { $0.contains("one predictor alone") })
  }
}

/// A figure of some rows of numbers, the last column the target.
func rendering(
  _ id: String, of rows: [[Double]], settings: [String: String] = [:]
) throws -> Rendering {
  let names = rows[0].indices.dropLast().map { "x\($0 + 1)" } + ["y"]
  let lines =
    [names.joined(separator: ",")]
    + rows.map { $0.map(\.description).joined(separator: ",") }
  let table = try CSVTable(parsing: Array(lines.joined(separator: "\n").utf8))
  var figure = try #require(try lecture7.figure(named: id) as? any AcceptsData)
  try figure.take(table, target: "y")
  var whole: any LectureFigure = figure
  for (name, value) in settings { whole = try whole.setting(name, to: value) }
  return Rendering(whole, of: lecture7, input: InputData(hash: "", target: "y"))
}
