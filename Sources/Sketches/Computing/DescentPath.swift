import Drawing
import Models

/// The iterates of a descent.
struct DescentPath: Sendable {
  /// The iterates from the start on, as far as they are near enough to be drawn.
  var points: [Point]
  /// The number of steps after which an iterate lies outside of the window for good; nil where the
  /// last lies in it.
  var leftAfter: Int?
  /// Whether the iterates run away beyond all bounds.
  var isDiverged: Bool
  /// The value at the last iterate, and the length of the gradient.
  var value: Double
  var slope: Double

  /// The iterates, or 20,000 of them at equal distances where there are more, with the last; those of
  /// a path that leaves the window for good up to the first beyond it.
  var shown: [Point] {
    let most = 20_000
    let points = leftAfter.map { Array(self.points.prefix($0 + 1)) } ?? self.points
    guard points.count > most, let last = points.last else { return points }
    let step = (points.count + most - 1) / most
    let part = stride(from: 0, to: points.count - 1, by: step).map { points[$0] }
    return part + [last]
  }
}

/// How a descent steps, in numbers.
struct DescentPlan: Sendable {
  /// The step size as a formula, of the number k of the step, from 1, at the most.
  let step: Program
  var steps = 100
  var momentum = 0.0
  var isNesterov = false
  var isAdam = false
  var batch: (size: Int, seed: Int)?
  var noise: (size: Double, seed: Int)?

  /// The path from a start; `path` tells apart the random numbers of several.
  ///
  /// θ ← θ + m with m ← β m − η g; g is the gradient at θ, for Nesterov's rule at θ + β m. With a
  /// mirror h it is ∇h(θ) that moves, and in which momentum is kept. Noise adds σ ξ to the gradient, ξ standard normal; a batch takes
  /// the means over so many rows drawn with replacement.
  func path(
    of field: Program, from start: Point, mirror: Program?, window: Window, path: Int,
    budget: Budget
  ) throws -> DescentPath {
    let gradient = Evaluator(field, order: 1)
    let size = Evaluator(step, order: 0)
    let mirrorMap = mirror.map { Mirror(Evaluator($0, order: 2)) }
    let rows = RandomStream(seed: seed(batch?.seed), stream: UInt32(2 * path))
    let normals = RandomStream(seed: seed(noise?.seed), stream: UInt32(2 * path + 1))
    var w = SIMD2(start.x, start.y)
    var m = SIMD2<Double>()
    var squares = SIMD2<Double>()
    var dual = mirrorMap?.dual(w)
    var points = [start]
    var isDiverged = false
    var (first, second) = (1.0, 1.0)
    try budget.keep(steps)
    for k in 0..<max(0, steps) {
      try budget.spend(1, of: field, order: 1)
      let eta = step.constant ?? size.value(Double(k + 1), 0)
      var place = isNesterov ? w + momentum * m : w
      if isNesterov, let mirrorMap, let before = dual {
        guard let ahead = mirrorMap.point(of: before + momentum * m, near: w) else {
          isDiverged = true
          break
        }
        place = ahead
      }
      if let batch, field.rows > 0 {
        gradient.batch = rows.integers(
          below: field.rows, count: batch.size, from: UInt64(k) * UInt64(batch.size))
      }
      let jet = gradient.jet(place.x, place.y)
      var g = SIMD2(jet.x, jet.y)
      if let noise {
        g.x += noise.size * normals.normal(at: UInt64(2 * k))
        g.y += noise.size * normals.normal(at: UInt64(2 * k + 1))
      }
      if isAdam {
        first *= 0.9
        second *= 0.999
        m = 0.9 * m + (1 - 0.9) * g
        squares = 0.999 * squares + (1 - 0.999) * g * g
        let root = SIMD2(
          (squares.x / (1 - second)).squareRoot(), (squares.y / (1 - second)).squareRoot())
        w -= eta * (m / (1 - first)) / (root + 1e-8)
      } else if let mirrorMap, let before = dual {
        m = momentum * m - eta * g
        let target = before + m
        guard let found = mirrorMap.point(of: target, near: w) else {
          isDiverged = true
          break
        }
        dual = target
        w = found
      } else {
        m = momentum * m - eta * g
        w += m
      }
      let far = window.place(Point(w.x, w.y))
      guard w.x.isFinite, w.y.isFinite, max(abs(far.x), abs(far.y)) < 1e6 || !far.x.isFinite
      else {
        isDiverged = true
        // The direction in which it runs away is worth a line to the edge.
        if w.x.isFinite, w.y.isFinite, let last = points.last {
          let away = SIMD2(w.x - last.x, w.y - last.y) / SIMD2(window.sides.x, window.sides.y)
          let shorter = 100 / max(length(away), 100)
          points.append(last + (Point(w.x, w.y) - last) * shorter)
        }
        break
      }
      points.append(Point(w.x, w.y))
    }
    let last = points.last ?? start
    gradient.batch = nil
    let jet = gradient.jet(last.x, last.y)
    let inside = points.lastIndex { window.holds($0) }
    let isOut = isDiverged || !window.holds(last)
    return DescentPath(
      points: points, leftAfter: isOut ? (inside.map { $0 + 1 } ?? 0) : nil,
      isDiverged: isDiverged, value: isDiverged ? .infinity : jet.value,
      slope: isDiverged ? .infinity : length(jet.gradient))
  }

  private func seed(_ seed: Int?) -> UInt64 { UInt64(bitPattern: Int64(seed ?? 0)) }
}

/// The map ∇h of a mirror h and its inverse.
private struct Mirror {
  private let h: Evaluator

  init(_ h: Evaluator) { self.h = h }

  func dual(_ w: SIMD2<Double>) -> SIMD2<Double> { h.jet(w.x, w.y).gradient }

  /// The point whose dual is given, by Newton's method with halved steps.
  func point(of target: SIMD2<Double>, near start: SIMD2<Double>) -> SIMD2<Double>? {
    var w = start
    var jet = h.jet(w.x, w.y)
    var rest = length(jet.gradient - target)
    for _ in 0..<200 {
      guard jet.isFinite else { return nil }
      if rest == 0 { return w }
      guard jet.hessian.determinant > 0 else { return nil }
      let step = -jet.hessian.cramer(jet.gradient - target)
      var t = 1.0
      var isBetter = false
      while t > 1e-12 {
        let next = w + t * step
        let there = h.jet(next.x, next.y)
        let left = length(there.gradient - target)
        if there.isFinite, left < rest {
          (w, jet, rest) = (next, there, left)
          isBetter = true
          break
        }
        t /= 2
      }
      if !isBetter { return rest <= 1e-9 * (1 + length(target)) ? w : nil }
    }
    return w
  }
}
