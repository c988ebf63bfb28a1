import Drawing
import Figures
import Lectures
import Models
import Plotting
import Records
import Testing

/// Pictures and sentences of the user's own data are true of them.
@Suite struct GivenDataTests {
  private func computed(
    _ id: String, _ rows: [[Double]], settings: [String: String] = [:]
  ) throws -> Computed {
    try rendering(id, of: rows, settings: settings).computed
  }

  private func values(_ mark: any Mark) -> [String: Any] {
    Dictionary(
      [Mirror(reflecting: mark), Mirror(reflecting: mark.style)].flatMap(\.children)
        .compactMap { child in child.label.map { ($0, child.value) } }
    ) { first, _ in first }
  }

  private func texts(_ figure: Figure) -> String {
    figure.arrangement.panels.flatMap { panel in
      [panel.heading?.text].compactMap { $0 }
        + panel.marks.compactMap { values($0)["text"] as? String }
    }.joined(separator: "\n")
  }

  /// The points of a class of marks in the left panel, in parts of the panel.
  private func places(_ name: String, _ panel: Panel) throws -> [Point] {
    let scales = try panel.scales()
    return panel.marks.map(values).filter { $0["name"] as? String == name }
      .flatMap { $0["data"] as? [Point] ?? [] }
      .map { Point(scales.x.fraction($0.x), scales.y.fraction($0.y)) }
  }

  /// Two classes about the diagonal, four of them on the edges of the band.
  private static let clouds: [[Double]] = [
    [1, 0.5, 1], [0.5, 1, 1], [2, 1.5, 1], [0.75, 0.75, 1], [-1, -0.5, -1], [-2, -1, -1],
    [1.5, 2.5, 1],
  ]

  // MARK: Points of the plane

  @Test(arguments: [1.0, 1e-9, 1e-2, 1e6, 1e-90, 1e90])
  func pointsFillThePanelInAnyUnit(_ unit: Double) throws {
    let rows = Self.clouds.map { [unit * $0[0], unit * $0[1], $0[2]] }
    let found = try computed("max-margin", rows)
    let panel = try #require(try found.figure(.text).arrangement.panels.first)
    let points = try places("class +1", panel) + places("class −1", panel)
    #expect(points.count == 7)
    for extent in [points.map(\.x), points.map(\.y)] {
      #expect((extent.max() ?? 0) - (extent.min() ?? 0) > 0.4)
    }
    // Not turned: the first point is right of and below the second.
    #expect(points[0].x > points[1].x && points[0].y < points[1].y)
    // The ticks are the user's numbers.
    guard case .marked(let x) = panel.x.ticks, case .marked(let y) = panel.y.ticks else {
      throw TestFailure.noAxes
    }
    #expect(x.count > 1 && y.count > 1)
    #expect(Set(x.map(\.label)).count == x.count)
  }

  private enum TestFailure: Error { case noAxes }

  /// Who lies on the edge of the band is ringed, whether the multipliers need it or not.
  @Test(arguments: [1.0, 1e-6, 1e7]) func everySupportVectorIsRinged(_ unit: Double) throws {
    // All of x₁ + x₂ = ±3/2.
    let rows = [[1, 0.5, 1], [0.5, 1, 1], [0.75, 0.75, 1], [-1, -0.5, -1], [3, 3, 1.0]]
    let found = try computed("max-margin", rows.map { [unit * $0[0], unit * $0[1], $0[2]] })
    let figure = try found.figure(.text)
    let panel = try #require(figure.arrangement.panels.first)
    #expect(try places("support vector", panel).count == 4)
    #expect(figure.alternative.contains("4 ringed support vectors"))
  }

  @Test func unlikeUnitsAreSaid() throws {
    let rows = Self.clouds.map { [1e4 * $0[0], 1e-3 * $0[1], $0[2]] }
    let figure = try computed("max-margin", rows).figure(.text)
    #expect(figure.caption.contains("each in a unit of its own"))
    #expect(figure.alternative.contains("each in a unit of its own"))
    let panel = try #require(figure.arrangement.panels.first)
    let points = try places("class +1", panel) + places("class −1", panel)
    for extent in [points.map(\.x), points.map(\.y)] {
      #expect((extent.max() ?? 0) - (extent.min() ?? 0) > 0.4)
    }
  }

  // MARK: Runs and flows

  /// Samples of a seed as rows, the target last.
  private func rows(_ samples: Int, _ features: Int, seed: UInt64) throws -> [[Double]] {
    let data = try DataSet.regression(
      samples: samples, features: features, teacher: .sparse(nonzeros: 2), seed: seed)
    return (0..<samples).map { Array(data.x.row($0)) + [data.y[$0]] }
  }

  /// One count with one meaning, wherever it is said.
  @Test func runsThatDoNotSettleAreCountedOnce() throws {
    // As many samples as features, and targets of none: few singular values are large.
    let entries = RandomStream(seed: 9).normals(20 * 21)
    let rows = (0..<20).map { Array(entries[21 * $0..<21 * $0 + 21]) }
    let found = try computed("sgd-sparsity", rows, settings: ["runs": "3"])
    let figure = try found.figure(.text)
    let shown = Int(try #require(found.data.numbers.first { $0.name == "unsettled" }).value)
    let sweep = try #require(found.data.series.first { $0.name == "sweep" })
    let column = try #require(sweep.columns.firstIndex(of: "unsettled"))
    let all = Int(sweep.rows.map { $0[column] }.reduce(0, +))
    #expect(all > 0)
    for (count, runs) in [(shown, 3), (all, 24)] {
      let words = "\(count) of \(runs) runs did not settle"
      for text in [texts(figure), figure.alternative] {
        #expect(text.contains(words) == (count > 0), "\(words): \(text)")
      }
      #expect(
        figure.caption.contains("Of \(runs) runs \(count) did not settle within 400000 steps")
          == (count > 0), "\(figure.caption)")
      #expect(
        found.warnings.contains { $0.contains(" \(count) of \(runs) do not settle") }
          == (count > 0), "\(found.warnings)")
    }
    #expect(texts(figure).contains("SGD, then flow") == (shown == 3))
  }

  /// Where integration stops short of the limit there is no cross, and it is said.
  @Test func flowsThatStopShortAreSaid() throws {
    var lost = 0
    for seed in UInt64(0)..<8 {
      // Features in units of their own, and a truth of weights that are not.
      var rows = try rows(19, 22, seed: seed)
      let draws = RandomStream(seed: seed, stream: 104)
      for i in 0..<19 {
        for j in 0..<22 { rows[i][j] *= pow10(9 * draws.uniform(at: UInt64(j)) - 4.5) }
        rows[i][22] = (0..<9).map { rows[i][$0] * draws.normal(at: UInt64(100 + $0)) }.reduce(0, +)
      }
      // Where the dual root itself is not found the figure is refused, not drawn.
      do { lost += try flowsShort(rows) } catch let failure as CommandFailure {
        #expect(failure.code == .badData)
        #expect(failure.description.contains("bring the features to comparable size"))
      }
    }
    #expect(lost > 0)
  }

  /// Checks what is said of flows on given data; how many stop short.
  private func flowsShort(_ rows: [[Double]]) throws -> Int {
    let found = try computed("l1-to-l2", rows)
    let crosses = try #require(found.data.series.first { $0.name == "flow" }).rows
    let theory = try #require(found.data.series.first { $0.name == "theory" }).rows
    for cross in crosses {
      let line = try #require(theory.min { abs($0[0] / cross[0] - 1) < abs($1[0] / cross[0] - 1) })
      #expect(abs(cross[1] / line[1] - 1) <= 1e-4)
    }
    let lost = 13 - crosses.count
    let figure = try found.figure(.text)
    let words = "\(lost) of 13 integrated flows stopped short"
    for text in [figure.caption, figure.alternative, texts(figure)] {
      #expect(text.contains(words) == (lost > 0), "\(text)")
    }
    #expect(found.warnings.contains { $0.contains(words) } == (lost > 0))
    return lost
  }

  private func pow10(_ exponent: Double) -> Double {
    Double("1e\(Int(exponent.rounded()))") ?? 1
  }

  @Test func oneInterpolatorIsSaidInTheTitle() throws {
    let figure = try computed("l1-to-l2", try rows(6, 6, seed: 2)).figure(.text)
    #expect(figure.title.contains("One predictor alone interpolates"))
    #expect(figure.caption.contains("One predictor alone interpolates"))
    // Neither centred nor held back: a reader need not ask.
    for text in [figure.caption, figure.alternative] {
      #expect(text.contains("no row held back"), "\(text)")
    }
  }

  @Test func oneRowIsDrawn() throws {
    let row = [try rows(1, 7, seed: 1)[0]]
    for id in ["l1-to-l2", "sgd-sparsity"] {
      let found = try computed(id, row, settings: id == "sgd-sparsity" ? ["runs": "2"] : [:])
      #expect(!found.data.series.isEmpty)
    }
  }

  @Test(arguments: ["l1-to-l2", "sgd-sparsity"]) func sizesAndUnitsAreRefusedAlike(_ id: String) {
    func words(_ rows: [[Double]]) -> String {
      do {
        _ = try computed(id, rows)
        return "drawn"
      } catch { return "\(error)" }
    }
    let many = Array(repeating: [1.0, 2, 3], count: 401)
    #expect(
      words(many).contains("takes 1 to 400 rows and 1 to 9999 features; the data have 401 and 2"))
    let unlike = [[1e8, 1e-8, 1], [2e8, 3e-8, 2]]
    #expect(words(unlike).contains("column 'x1' goes up to about 1e8, column 'x2' to about 1e-8"))
  }
}
