import Drawing
import Elementary
import Plotting

/// A point of the border between two bands.
struct LevelPoint: Sendable {
  /// In fractions of the window's sides.
  var place: Point
  /// How far the value lies from the level.
  var rest: Double
  /// The gradient, in fractions of the sides.
  var slope: SIMD2<Double>
  /// How high the formula jumps across the level here; nil where the point lies on the level.
  var jump: Double?

  var isJump: Bool { jump != nil }
}

/// Finds where a formula has a level: from the edges of a grid that its samples say to be crossed.
struct LevelFinder {
  private let program: Program
  private let field: ScalarField
  private let window: Window
  private let first: Evaluator
  private let second: Evaluator
  /// A difference of values that is rounding.
  private let good: Double
  /// The side of a cell.
  let step: Double

  init(_ program: Program, _ field: ScalarField, _ window: Window, good: Double) {
    (self.program, self.field, self.window, self.good) = (program, field, window, good)
    first = Evaluator(program, order: 1)
    second = Evaluator(program, order: 2)
    step = 1 / Double(field.x.count - 1)
  }

  func value(_ place: Point) -> Double {
    let datum = window.datum(place)
    return first.value(datum.x, datum.y)
  }

  /// How fast a datum changes along a side.
  private func derivative(_ scale: Scale, _ fraction: Double) -> Double {
    let h = 1e-5
    return (scale.value(at: fraction + h) - scale.value(at: fraction - h)) / (2 * h)
  }

  /// A point moved onto a level, along the edge of the window for one that lies there.
  func onto(_ level: Double, _ start: Point, _ budget: Budget) throws -> LevelPoint {
    let near = newton(level, start)
    // So near that another step would not be seen, and not on a plain as high as the level.
    let slope = length(near.slope)
    if near.rest <= 1e-9 * step * slope, slope > 0 { return near }
    for (a, b) in crossed(at: start, level) {
      try budget.spend(Self.halvings, of: program, order: 1)
      let found = halved(level, a, b)
      if !found.isJump {
        return found.rest < near.rest ? found : near
      }
      return found
    }
    return near
  }

  private func newton(_ level: Double, _ start: Point) -> LevelPoint {
    var place = start
    var best = LevelPoint(place: start, rest: .infinity, slope: SIMD2())
    let keepsX = start.x <= 0 || start.x >= 1
    let keepsY = start.y <= 0 || start.y >= 1
    for _ in 0..<6 {
      let datum = window.datum(place)
      let jet = first.jet(datum.x, datum.y)
      let rest = jet.value - level
      guard rest.isFinite else { break }
      let slope = SIMD2(
        jet.x * derivative(window.x, place.x), jet.y * derivative(window.y, place.y))
      if abs(rest) < best.rest { best = LevelPoint(place: place, rest: abs(rest), slope: slope) }
      if abs(rest) <= good { break }
      let along = SIMD2(keepsX ? 0 : slope.x, keepsY ? 0 : slope.y)
      let square = (along * along).sum()
      guard square > 0, square.isFinite else { break }
      let next = Point(place.x - rest * along.x / square, place.y - rest * along.y / square)
      guard abs(next.x - start.x) <= step, abs(next.y - start.y) <= step else { break }
      place = Point(min(max(next.x, 0), 1), min(max(next.y, 0), 1))
    }
    return best
  }

  /// The edges of the grid through a point that a level crosses, from below to above.
  private func crossed(at place: Point, _ level: Double) -> [(Point, Point)] {
    let (columns, last) = (field.x.count, field.x.count - 1)
    let (x, y) = (place.x / step, place.y / step)
    let (column, row) = (Int(x.rounded()), Int(y.rounded()))
    let (isOnColumn, isOnRow) = (abs(x - x.rounded()) < 1e-9, abs(y - y.rounded()) < 1e-9)
    var edges: [((Int, Int), (Int, Int))] = []
    if isOnRow, !isOnColumn { edges = [((Int(x), row), (Int(x) + 1, row))] }
    if isOnColumn, !isOnRow { edges = [((column, Int(y)), (column, Int(y) + 1))] }
    if isOnColumn, isOnRow {
      edges = [(1, 0), (-1, 0), (0, 1), (0, -1)].map {
        ((column, row), (column + $0.0, row + $0.1))
      }
    }
    let crossed = edges.compactMap { a, b -> (height: Double, below: Point, above: Point)? in
      guard min(a.0, a.1, b.0, b.1) >= 0, max(a.0, a.1, b.0, b.1) <= last else { return nil }
      let (low, high) = (field.values[a.1 * columns + a.0], field.values[b.1 * columns + b.0])
      guard (low >= level) != (high >= level) else { return nil }
      let (p, q) = (Point(field.x[a.0], field.y[a.1]), Point(field.x[b.0], field.y[b.1]))
      return low < high ? (high - low, p, q) : (low - high, q, p)
    }
    // A pole on the far end puts a crossing on the near one.
    return crossed.sorted { $0.height > $1.height }.map { ($0.below, $0.above) }
  }

  private static let halvings = 44

  /// The place between a point below a level and one above, by halving: what is between them shrinks
  /// to nothing where the formula is continuous, and does not at a jump or pole.
  private func halved(_ level: Double, _ below: Point, _ above: Point) -> LevelPoint {
    var (a, b) = (below, above)
    var (low, high) = (value(a), value(b))
    let whole = high - low
    var earlier: [Double] = []
    for count in 0..<Self.halvings {
      if count == Self.halvings / 2 || count == 3 * Self.halvings / 4 { earlier.append(high - low) }
      let middle = (a + b) * 0.5
      let here = value(middle)
      if here.isNaN { return LevelPoint(place: middle, rest: 0, slope: SIMD2(), jump: .infinity) }
      if here >= level { (b, high) = (middle, here) } else { (a, low) = (middle, here) }
    }
    let left = high - low
    // A root falls slowly but does; rounding is less than a thousandth of the whole.
    let isRounding = whole.isFinite && left <= 1e-3 * whole
    let falls = earlier[1] <= 0.9 * earlier[0] && left <= 0.9 * earlier[1]
    guard left.isFinite, falls || isRounding else {
      return LevelPoint(place: (a + b) * 0.5, rest: 0, slope: SIMD2(), jump: left)
    }
    return newton(level, (a + b) * 0.5)
  }

  /// The saddle within one cell and a half of a place, by Newton's method.
  func saddle(near start: Point) -> Point? { critical(from: start)?.place }

  /// A critical point near a place at which level lines can meet: a saddle, or one at which all second
  /// derivatives vanish.
  private func critical(from start: Point) -> (place: Point, value: Double)? {
    var place = start
    var earlier = 0.0
    for count in 0..<60 {
      let datum = window.datum(place)
      let jet = second.jet(datum.x, datum.y)
      guard jet.isFinite else { return nil }
      let sides = SIMD2(derivative(window.x, place.x), derivative(window.y, place.y))
      let hessian = Symmetric(
        xx: jet.xx * sides.x * sides.x, xy: jet.xy * sides.x * sides.y,
        yy: jet.yy * sides.y * sides.y)
      let (large, small, _) = hessian.eigen
      let size = max(abs(large), abs(small))
      if count == 0 { earlier = size }
      let move = hessian.solution(jet.gradient * sides)
      if length(move) <= 1e-12 || size == 0 {
        guard place.x > 0, place.x < 1, place.y > 0, place.y < 1 else { return nil }
        let isSaddle = min(abs(large), abs(small)) > 1e-8 * size && (large > 0) != (small > 0)
        return isSaddle || size <= 1e-3 * earlier ? (place, jet.value) : nil
      }
      place = Point(place.x - move.x, place.y - move.y)
      guard max(abs(place.x - start.x), abs(place.y - start.y)) < 1.5 * step else { return nil }
    }
    return nil
  }

  /// The critical points on the levels, by level: looked for where the gradient turns from one point
  /// of a line to the next.
  func crossings(
    of lines: some Sequence<(Isoline, [LevelPoint])>, _ levels: [Double], _ budget: Budget
  ) throws -> [Int: [Point]] {
    var found: [Int: [Point]] = [:]
    for (line, trace) in lines {
      for (a, b) in zip(trace, trace.dropFirst() + (line.isClosed ? trace.prefix(1) : []))
      where !a.isJump && !b.isJump && length(b.slope - a.slope) > 0.5 * length(a.slope) {
        let start = (a.place + b.place) * 0.5
        if (found[line.level] ?? []).contains(where: { ($0 - start).length < step }) { continue }
        try budget.spend(60, of: program, order: 2)
        guard let (place, value) = critical(from: start) else { continue }
        if (found[line.level] ?? []).contains(where: { ($0 - place).length < 0.01 * step }) {
          continue
        }
        // On the level to what is not seen.
        let bend = change(around: place, at: step, from: value)
        guard abs(value - levels[line.level]) <= 1e-7 * bend else { continue }
        found[line.level, default: []].append(place)
      }
    }
    return found
  }

  /// The most that the formula changes on a circle.
  private func change(around place: Point, at radius: Double, from value: Double) -> Double {
    (0..<16).map { index in
      let angle = 2 * Double.pi * (Double(index) + 0.3) / 16
      return abs(self.value(place + Point(cos(angle), sin(angle)) * radius) - value)
    }.filter(\.isFinite).max() ?? 0
  }

  /// A line with the crossings in it between which and its next points the formula has the level.
  func led(
    _ trace: [LevelPoint], closed: Bool, through crossings: [Point], _ level: Double,
    _ budget: Budget
  ) throws -> [LevelPoint] {
    guard !crossings.isEmpty else { return trace }
    var points: [LevelPoint] = []
    func meet(_ crossing: Point) {
      // A stub that goes out along another line's way and comes back is none of this one.
      if let before = points.indices.suffix(4).last(where: { points[$0].place == crossing }) {
        points.removeSubrange((before + 1)...)
      } else {
        points.append(
          LevelPoint(place: crossing, rest: abs(value(crossing) - level), slope: SIMD2()))
      }
    }
    // What is as good as at a crossing lies on it.
    let trace = trace.map { point in
      var point = point
      let near = crossings.first { ($0 - point.place).length < 0.01 * step }
      if let near { point.place = near }
      return point
    }
    for (index, point) in trace.enumerated() {
      if crossings.contains(point.place) { meet(point.place) } else { points.append(point) }
      let next = trace[(index + 1) % trace.count]
      guard closed || index + 1 < trace.count, !point.isJump, !next.isJump else { continue }
      for crossing in crossings {
        let (a, b) = (point.place - crossing, next.place - crossing)
        guard max(a.length, b.length) < 2.2 * step, min(a.length, b.length) > 0,
          a.x * b.x + a.y * b.y < 0.9 * a.length * b.length
        else { continue }
        try budget.spend(34, of: program, order: 1)
        let isOnBoth = [a, b].allSatisfy { arm in
          let rest = abs(value(crossing + arm * 0.5) - level)
          return rest <= 0.25 * change(around: crossing, at: 0.5 * arm.length, from: level)
        }
        if isOnBoth { meet(crossing) }
      }
    }
    return points
  }

  /// What of a border lies on the level, each piece up to the jumps that end it.
  func pieces(of trace: [LevelPoint], closed: Bool, _ level: Double) -> [[Point]] {
    guard let start = trace.firstIndex(where: \.isJump) else { return [trace.map(\.place)] }
    // A closed border begins and ends with one jump.
    let points = closed ? Array(trace[start...] + trace[...start]) : trace
    var pieces: [[Point]] = []
    var current: [Point] = []
    for (index, point) in points.enumerated() {
      if point.isJump {
        if index > 0, let end = reached(from: points[index - 1], to: point, level) {
          current.append(end)
        }
        if current.count > 1 { pieces.append(current) }
        current = []
      } else {
        if index > 0, let end = reached(from: point, to: points[index - 1], level) {
          current.append(end)
        }
        current.append(point.place)
      }
    }
    if current.count > 1 { pieces.append(current) }
    return pieces
  }

  /// Where the level beyond the last point of a piece meets the jump.
  private func reached(from point: LevelPoint, to end: LevelPoint, _ level: Double) -> Point? {
    guard !point.isJump, let jump = end.jump, jump.isFinite, length(point.slope) > 0 else {
      return nil
    }
    let away = end.place - point.place
    var along = Point(-point.slope.y, point.slope.x) * (1 / length(point.slope))
    if along.x * away.x + along.y * away.y < 0 { along = along * -1 }
    var (low, high) = (0.0, 1.5 * away.length)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if abs(value(point.place + along * middle) - level) < 0.1 * jump {
        low = middle
      } else {
        high = middle
      }
    }
    let place = point.place + along * (0.999 * low)
    guard place.x > 0, place.x < 1, place.y > 0, place.y < 1 else { return nil }
    let found = newton(level, place)
    return found.rest <= 1e-9 * step * length(found.slope) ? found.place : nil
  }
}
