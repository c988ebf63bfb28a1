import Drawing
import Elementary
import Plotting

/// The level lines of a formula over a window, on their levels to rounding.
struct LevelLines: Sendable {
  /// The lines in fractions of the window's sides.
  let isolines: Isolines
  /// The levels, ascending.
  let levels: [Double]
  /// The least and the largest value among the samples.
  let range: (low: Double, high: Double)
  /// The number of samples along each side.
  let samples: Int
  /// How far any point lies from its level, as a part of the range.
  let defect: Double

  /// Samples, cuts, and moves each point along the gradient onto its level.
  init(
    of program: Program, at levels: [Double], in window: Window, budget: Budget
  ) throws {
    // Rows of data cost as much as points.
    let side = budget.samples(
      max(61, min(301, Int((1.5e7 / Double(max(1, program.rows))).squareRoot()))))
    samples = side
    try budget.spend(side * side, of: program, order: 0)
    let fractions = (0..<side).map { Double($0) / Double(side - 1) }
    let xs = fractions.map(window.x.value(at:))
    let ys = fractions.map(window.y.value(at:))
    let grid = Evaluator(program, order: 0, isForGrid: true)
    var values: [Double] = []
    values.reserveCapacity(side * side)
    for y in ys { values += grid.values(xs, Array(repeating: y, count: side)) }
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    range = (low, high)
    self.levels = levels
    let field = try ScalarField(x: fractions, y: fractions, values: values)
    let cut = Isolines(of: field, at: try Levels(levels))
    let exact = Evaluator(program, order: 1)
    let count = cut.lines.reduce(0) { $0 + $1.points.count }
    try budget.keep(count)
    try budget.spend(3 * count, of: program, order: 1)
    let step = 1 / Double(side - 1)
    let width = max(high - low, 1e-300)
    var worst = 0.0
    isolines = cut.refined { place, level in
      let (moved, rest) = LevelLines.onto(
        levels[level], place, exact, window, reach: step, good: 1e-14 * width)
      if rest.isFinite { worst = max(worst, rest / width) }
      return moved
    }
    defect = worst
  }

  /// A point moved onto a level, along the edge of the window for one that lies there.
  private static func onto(
    _ level: Double, _ start: Point, _ field: Evaluator, _ window: Window, reach: Double,
    good: Double
  ) -> (Point, Double) {
    var place = start
    var best = (start, Double.infinity)
    let keepsX = start.x <= 0 || start.x >= 1
    let keepsY = start.y <= 0 || start.y >= 1
    for _ in 0..<6 {
      let datum = window.datum(place)
      let jet = field.jet(datum.x, datum.y)
      let rest = jet.value - level
      guard rest.isFinite else { break }
      if abs(rest) < best.1 { best = (place, abs(rest)) }
      if abs(rest) <= good { break }
      // The gradient in fractions of the sides.
      let slopeX = keepsX ? 0 : jet.x * derivative(window.x, place.x)
      let slopeY = keepsY ? 0 : jet.y * derivative(window.y, place.y)
      let square = slopeX * slopeX + slopeY * slopeY
      guard square > 0, square.isFinite else { break }
      let next = Point(place.x - rest * slopeX / square, place.y - rest * slopeY / square)
      guard abs(next.x - start.x) <= reach, abs(next.y - start.y) <= reach else { break }
      place = Point(min(max(next.x, 0), 1), min(max(next.y, 0), 1))
    }
    return best
  }

  /// How fast a datum changes along a side.
  private static func derivative(_ scale: Scale, _ fraction: Double) -> Double {
    let h = 1e-5
    return (scale.value(at: fraction + h) - scale.value(at: fraction - h)) / (2 * h)
  }
}
