import Drawing
import Plotting

/// The level lines of a formula over a window, on their levels to rounding.
struct LevelLines: Sendable {
  /// The borders of the bands in fractions of the window's sides: the level lines, and the jumps at
  /// which the formula leaves a level out.
  let isolines: Isolines
  /// The level lines alone, in pieces where jumps cut them.
  let strokes: [Isoline]
  /// The levels, ascending.
  let levels: [Double]
  /// The least and the largest value among the samples.
  let range: (low: Double, high: Double)
  /// The least and the largest value that were found from them.
  let found: FoundRange
  /// The number of samples along each side.
  let samples: Int
  /// How far any point lies from its level, as a part of the range.
  let defect: Double

  /// Whether some border of bands runs along a jump.
  var haveJumps: Bool { strokes != isolines.lines }

  /// Samples, cuts, moves each point along the gradient onto its level, and leads the lines through
  /// the saddles that lie on it.
  ///
  /// - Parameter finer: How many times as many samples are taken along a side as where nothing is
  ///   narrow.
  init(
    of program: Program, at levels: [Double], in window: Window, finer: Int = 1, budget: Budget
  ) throws {
    // Rows of data cost as much as points.
    let few = budget.samples(
      max(61, min(301, Int((1.5e7 / Double(max(1, program.rows))).squareRoot()))))
    let side = (few - 1) * finer + 1
    samples = side
    try budget.spend(side * side, of: program, order: 0)
    let fractions = (0..<side).map { Double($0) / Double(side - 1) }
    let grid = Evaluator(program, order: 0, isForGrid: true)
    /// The samples, all moved by a part of a cell.
    func sampled(_ shift: Double) -> [Double] {
      let xs = fractions.map { window.x.value(at: $0 + shift) }
      return fractions.flatMap { y in
        grid.values(xs, Array(repeating: window.y.value(at: y + shift), count: side))
      }
    }
    var values = sampled(0)
    let span = Span(values)
    let (low, high) = (span.low, span.high)
    range = (low, high)
    found = try FoundRange(program, from: values, columns: side, in: window, budget: budget)
    self.levels = levels
    if values.contains(where: { !$0.isFinite }) {
      // A pole on a sample lies beyond all levels, and 0/0 in a point makes no hole.
      try budget.spend(side * side, of: program, order: 0)
      for (index, beside) in sampled(1e-6 / Double(side - 1)).enumerated()
      where !values[index].isFinite {
        let value = values[index].isNaN ? beside : values[index]
        values[index] = value.isNaN ? value : min(max(value, -1e300), 1e300)
      }
    }
    let field = try ScalarField(x: fractions, y: fractions, values: values)
    let width = max(high - low, 1e-300)
    // Beside a pole the values say nothing of what a difference is.
    let most = levels.map(abs).max() ?? 0
    let finder = LevelFinder(
      program, field, window, good: 1e-14 * (most > 0 ? min(width, 1e6 * most) : width))
    let cut = Isolines(of: field, at: try Levels(levels)) { column, row in
      finder.saddle(near: Point(Double(column) + 0.5, Double(row) + 0.5) * finder.step)
        .map(finder.value)
    }
    let count = cut.lines.reduce(0) { $0 + $1.points.count }
    try budget.keep(count)
    try budget.spend(3 * count, of: program, order: 1)
    var traces: [[LevelPoint]] = []
    for line in cut.lines {
      traces.append(
        try line.points.map { try finder.onto(levels[line.level], $0, budget) })
    }
    let crossings = try finder.crossings(of: zip(cut.lines, traces), levels, budget)
    for (index, line) in cut.lines.enumerated() {
      traces[index] = try finder.led(
        traces[index], closed: line.isClosed, through: crossings[line.level] ?? [],
        levels[line.level], budget)
    }
    isolines = cut.refined(traces.map { $0.map(\.place) })
    var strokes: [Isoline] = []
    for (line, trace) in zip(cut.lines, traces) {
      strokes += finder.pieces(of: trace, closed: line.isClosed, levels[line.level]).map {
        Isoline(
          level: line.level, points: $0,
          isClosed: line.isClosed && !trace.contains(where: \.isJump))
      }
    }
    self.strokes = strokes
    defect =
      traces.joined().filter { !$0.isJump && $0.rest.isFinite }.map(\.rest).reduce(0, max) / width
  }
}
