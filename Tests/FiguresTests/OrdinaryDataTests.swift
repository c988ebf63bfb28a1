import Glibc
import Models
import TestSupport
import Testing

/// Data such as users bring draw at every named size, whatever their units.
@Suite struct OrdinaryDataTests {
  /// Uniform numbers in turn.
  private struct Draws {
    let stream: RandomStream
    var count: UInt64 = 0
    mutating func uniform(_ low: Double, _ high: Double) -> Double {
      defer { count += 1 }
      return low + (high - low) * stream.uniform(at: count)
    }
    mutating func one(of some: [Int]) -> Int { some[Int(uniform(0, Double(some.count)))] }
    mutating func scale() -> Double { pow(10, uniform(-3, 3)) }
  }

  private func isDrawn(_ rows: [[Double]], by ids: String) {
    let folder = ScratchFolder()
    let names = rows[0].indices.dropLast().map { "x\($0 + 1)" } + ["y"]
    let text =
      ([names.joined(separator: ",")]
      + rows.map { row in
        row.map(\.description).joined(separator: ",")
      }).joined(separator: "\n")
    #expect(write(Array(text.utf8), to: folder.path + "/mine.csv"))
    for size in ["text", "column", "slide"] {
      let run = runFigures(
        "render \(ids) --data mine.csv --target y --size \(size) -q -o out",
        setup: "cd '\(folder.path)' &&")
      #expect(run.status == 0, "\(size): \(run.errors)")
    }
  }

  @Test(arguments: 0..<16) func regressions(_ seed: Int) {
    var draws = Draws(stream: RandomStream(seed: UInt64(seed), stream: 7))
    let samples = draws.one(of: [2, 3, 5, 8, 12, 20])
    let features = samples * draws.one(of: [2, 3, 4])
    let (unit, target, mean) = (draws.scale(), draws.scale(), draws.one(of: [0, 0, 1, 3]))
    let truth = (0..<features).map { _ in draws.uniform(0, 1) < 0.3 ? draws.uniform(-2, 2) : 0 }
    let rows = (0..<samples).map { _ -> [Double] in
      let x = (0..<features).map { _ in draws.uniform(-2, 2) + Double(mean) }
      let y = zip(x, truth).map { $0 * $1 }.reduce(0, +) + draws.uniform(-0.2, 0.2)
      return x.map { $0 * unit } + [y * target]
    }
    isDrawn(rows, by: "l1-to-l2")
  }

  @Test(arguments: 0..<16) func pairsOfClouds(_ seed: Int) {
    var draws = Draws(stream: RandomStream(seed: UInt64(seed), stream: 8))
    let samples = draws.one(of: [2, 3, 6, 15, 40, 100])
    let (unit, turn) = (draws.scale(), draws.uniform(0, 6.28))
    let rows = (0..<samples).map { index -> [Double] in
      let label = index.isMultiple(of: 2) ? 1.0 : -1
      let (a, b) = (label * draws.uniform(0.3, 3), draws.uniform(-2, 2))
      let x = [a * cos(turn) - b * sin(turn), a * sin(turn) + b * cos(turn)]
      return x.map { $0 * unit } + [label]
    }
    isDrawn(rows, by: "max-margin")
  }
}
