import Drawing

/// A point at which the gradient vanishes.
struct CriticalPoint: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case minimum, saddle, maximum
    /// The Hessian has an eigenvalue 0: one of a curve of such points, or a degenerate one.
    case flat
  }
  let place: Point
  let value: Double
  let slope: Double
  let eigenvalues: (large: Double, small: Double)
  let kind: Kind
}

/// The critical points in a window that Newton's method finds from a grid of 25² starts, of 13² for a
/// sum over rows; others may be there.
func criticalPoints(of field: Program, in window: Window, budget: Budget) throws -> [CriticalPoint]
{
  let evaluator = Evaluator(field, order: 2)
  let sides = SIMD2(window.sides.x, window.sides.y)
  let count = budget.samples(field.rows > 0 ? 13 : 25)
  var found: [CriticalPoint] = []
  for row in 0..<count {
    for column in 0..<count {
      let start = window.datum(
        Point((Double(column) + 0.5) / Double(count), (Double(row) + 0.5) / Double(count)))
      guard
        let (w, jet) = try zero(
          of: evaluator, field, from: SIMD2(start.x, start.y), sides, window, budget,
          known: found.filter { $0.kind != .flat }.map { SIMD2($0.place.x, $0.place.y) })
      else { continue }
      let place = Point(w.x, w.y)
      guard window.holds(place, beyond: 1e-9) else { continue }
      let isKnown = found.contains {
        let d = ($0.place - place)
        return length(SIMD2(d.x, d.y) / sides) < 1e-6
      }
      if isKnown { continue }
      let (large, small, _) = jet.hessian.eigen
      let most = max(abs(large), abs(small))
      // A curve of points is met to the square root of rounding only.
      let cut = 1e-6 * most
      let kind: CriticalPoint.Kind =
        abs(small) <= cut || abs(large) <= cut
        ? .flat : small > 0 ? .minimum : large < 0 ? .maximum : .saddle
      found.append(
        CriticalPoint(
          place: place, value: jet.value, slope: length(jet.gradient),
          eigenvalues: (large, small), kind: kind))
    }
  }
  return found.sorted {
    ($0.kind.rank, $0.place.x, $0.place.y) < ($1.kind.rank, $1.place.x, $1.place.y)
  }
}

extension CriticalPoint.Kind {
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A zero of the gradient, by Levenberg's damped Newton method on |g|².
private func zero(
  of field: Evaluator, _ program: Program, from start: SIMD2<Double>, _ sides: SIMD2<Double>,
  _ window: Window, _ budget: Budget, known: [SIMD2<Double>]
) throws -> (SIMD2<Double>, Jet)? {
  var w = start
  var jet = field.jet(w.x, w.y)
  var damping = 1e-3
  var earlier = Double.infinity
  for count in 0..<80 {
    try budget.spend(1, of: program, order: 2)
    guard jet.isFinite else { return nil }
    // In the window's own lengths.
    let g = SIMD2(jet.x * sides.x, jet.y * sides.y)
    let h = Symmetric(
      xx: jet.xx * sides.x * sides.x, xy: jet.xy * sides.x * sides.y,
      yy: jet.yy * sides.y * sides.y)
    let size = length(g)
    if size == 0 { return (w, jet) }
    // On its last steps towards a point that is known, or caught where the slope is least but not 0.
    if known.contains(where: { length((w - $0) / sides) < 1e-5 }) { return nil }
    if count.isMultiple(of: 20) {
      if size > 0.9 * earlier { return nil }
      earlier = size
    }
    let normal = Symmetric(
      xx: h.xx * h.xx + h.xy * h.xy, xy: h.xy * (h.xx + h.yy), yy: h.yy * h.yy + h.xy * h.xy)
    let trace = normal.xx + normal.yy
    guard trace > 0 else { return nil }
    let right = SIMD2(h.xx * g.x + h.xy * g.y, h.xy * g.x + h.yy * g.y)
    let mu = damping * trace
    let damped = Symmetric(xx: normal.xx + mu, xy: normal.xy, yy: normal.yy + mu)
    let step = -damped.cramer(right)
    let next = w + step * sides
    let there = field.jet(next.x, next.y)
    let left = length(SIMD2(there.x * sides.x, there.y * sides.y))
    if there.isFinite, left < size {
      (w, jet) = (next, there)
      damping = max(damping / 10, 1e-15)
      if !window.holds(Point(w.x, w.y), beyond: 0.5) { return nil }
      if length(step) < 1e-15 { break }
    } else {
      if length(step) < 1e-13 { break }
      damping *= 8
      if damping > 1e8 { return nil }
    }
  }
  // Settled: Newton's own step is short, or the gradient is rounding.
  let newton = jet.hessian.solution(jet.gradient)
  let scale = length(SIMD2(jet.xx, jet.yy)) * length(sides) + abs(jet.xy) * length(sides)
  guard length(newton / sides) < 1e-8, length(jet.gradient) <= 1e-9 * max(scale, 1e-300) else {
    return nil
  }
  return (w, jet)
}
