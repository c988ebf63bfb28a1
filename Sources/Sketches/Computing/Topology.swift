import Drawing
import Plotting

/// Where the drawn level lines are proven to run as the true ones do.
///
/// The window is divided into cells. Over each, intervals bound the formula and its gradient. A level
/// that the bounds do not hold does not cross the cell. Where a component of the gradient is not 0 the
/// level is a graph over the other axis; when it also crosses each of the two edges along that axis
/// once at the most, the signs at the corners say how it runs, and these are what the lines were drawn
/// from. Any other cell is divided, down to the cells of the samples.
struct Topology: Sendable {
  /// The middles of the cells in which it is not proven, as fractions of the window's sides.
  var open: [Point] = []

  init(
    of program: Program, at levels: [Double], in window: Window, samples: Int, budget: Budget
  ) throws {
    let evaluator = IntervalEvaluator(program)
    // Twice halved, a cell is one between samples.
    let cells = (samples - 1) / 4
    guard cells > 0 else { return }
    let whole = Double(samples - 1)
    func side(_ scale: Scale, _ from: Int, _ to: Int) -> Interval {
      let (a, b) = (scale.value(at: Double(from) / whole), scale.value(at: Double(to) / whole))
      return Interval(min(a, b), max(a, b))
    }
    var open: [Point] = []
    func prove(_ x: Int, _ y: Int, _ size: Int, _ left: [Double]) throws {
      try budget.spend(1, of: program, order: 2)
      let (u, v) = (side(window.x, x, x + size), side(window.y, y, y + size))
      let here = evaluator.jet(u, v)
      var rest: [Double] = []
      for level in left where here.value.holds(level) {
        let (risesX, risesY) = (!here.x.holdsZero, !here.y.holdsZero)
        if risesX, risesY { continue }
        var isProven = false
        if risesY {
          isProven = try [y, y + size].allSatisfy {
            try isSimple(u, side(window.y, $0, $0), level, alongX: true)
          }
        }
        if !isProven, risesX {
          isProven = try [x, x + size].allSatisfy {
            try isSimple(side(window.x, $0, $0), v, level, alongX: false)
          }
        }
        if !isProven { rest.append(level) }
      }
      guard !rest.isEmpty else { return }
      guard size > 1 else {
        if try rest.allSatisfy({ try isGraph(x, y, $0) }) { return }
        open.append(Point((Double(x) + 0.5) / whole, (Double(y) + 0.5) / whole))
        return
      }
      let half = size / 2
      for (a, b) in [(x, y), (x + half, y), (x, y + half), (x + half, y + half)] {
        try prove(a, b, half, rest)
      }
    }
    /// Whether a level crosses an edge once at the most.
    func isSimple(
      _ u: Interval, _ v: Interval, _ level: Double, alongX: Bool
    ) throws -> Bool {
      try budget.spend(1, of: program, order: 2)
      let edge = evaluator.jet(u, v)
      return !edge.value.holds(level) || !(alongX ? edge.x : edge.y).holdsZero
    }
    /// Whether a level is a graph over one axis in some cells around one, so that where it crosses the
    /// edges between them more often than the samples show, as near an extremum, it runs as is drawn.
    func isGraph(_ x: Int, _ y: Int, _ level: Double) throws -> Bool {
      for reach in 1...4 {
        for alongX in [true, false] {
          let at = alongX ? y : x
          let (low, high) = (max(0, at - reach), min(samples - 1, at + 1 + reach))
          let u = alongX ? side(window.x, x, x + 1) : side(window.x, low, high)
          let v = alongX ? side(window.y, low, high) : side(window.y, y, y + 1)
          try budget.spend(1, of: program, order: 2)
          let box = evaluator.jet(u, v)
          guard !(alongX ? box.y : box.x).holdsZero else { continue }
          let isClean = try [low, high].allSatisfy {
            try isSimple(
              alongX ? u : side(window.x, $0, $0), alongX ? side(window.y, $0, $0) : v, level,
              alongX: alongX)
          }
          if isClean { return true }
        }
      }
      return false
    }
    for row in 0..<cells {
      for column in 0..<cells { try prove(4 * column, 4 * row, 4, levels) }
    }
    self.open = open
  }
}
