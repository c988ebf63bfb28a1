import Drawing
import Elementary

/// The line of a gradient or mirror flow, from its start to where it comes to rest.
struct FlowLine: Sendable {
  /// Why a line ends.
  enum End: Sendable {
    /// At a critical point, on which Newton's method has set it.
    case critical
    /// It leaves what is computed.
    case left
    /// Where the function has a kink or is not defined, or after the most steps.
    case stopped
  }

  /// Points along the line, near enough for the eye.
  var points: [Point]
  var end: End
  /// The value at the end.
  var value: Double
  /// The length of the gradient at the end.
  var slope: Double
}

/// Follows the flow w' = −M(w) ∇L(w) by arc length; M is the identity, or (∇²h)⁻¹ for the mirror h.
///
/// Dormand and Prince's pair of orders 5 and 4 keeps the error of a step below 1e-10 of the window.
/// Near the end the distance that Newton's method sees bounds the step, and its steps across the
/// valley, in the geometry of the flow, land on the limit to second order in that distance.
struct FlowIntegrator {
  private let field: Evaluator
  private let mirror: Evaluator?
  private let programs: [Program]
  private let window: Window
  private let budget: Budget
  private let scale: SIMD2<Double>

  init(_ field: Program, mirror: Program?, window: Window, budget: Budget) {
    self.field = Evaluator(field, order: 2)
    self.mirror = mirror.map { Evaluator($0, order: 2) }
    programs = [field] + (mirror.map { [$0] } ?? [])
    self.window = window
    self.budget = budget
    scale = SIMD2(abs(window.sides.x), abs(window.sides.y))
  }

  /// −M ∇L at a point; nil where it is not defined.
  private func velocity(_ w: SIMD2<Double>) -> (v: SIMD2<Double>, jet: Jet, metric: Symmetric)? {
    let jet = field.jet(w.x, w.y)
    guard jet.value.isFinite, jet.x.isFinite, jet.y.isFinite else { return nil }
    guard let mirror else { return (-jet.gradient, jet, .identity) }
    let h = mirror.jet(w.x, w.y).hessian
    guard h.inverseRoot != nil else { return nil }
    let v = -h.cramer(jet.gradient)
    guard v.x.isFinite, v.y.isFinite else { return nil }
    return (v, jet, h)
  }

  /// The unit direction in the window's own lengths.
  private func direction(_ w: SIMD2<Double>) -> SIMD2<Double>? {
    guard let v = velocity(w)?.v else { return nil }
    let scaled = v / scale
    let size = length(scaled)
    return size > 0 ? v / size : nil
  }

  /// What Newton's method sees from a point, in the geometry of the flow.
  private struct Landing {
    /// The step along the stiff direction alone, and the whole step.
    let across: SIMD2<Double>
    let whole: SIMD2<Double>
    /// The eigenvalues, the stiff one first in size.
    let stiff: Double
    let soft: Double
    /// The part of the gradient along the soft direction.
    let softPart: Double
  }

  private func landing(_ jet: Jet, _ metric: Symmetric) -> Landing? {
    guard jet.isFinite, let (column, c) = metric.inverseRoot else { return nil }
    // H' = Cᵀ H C, g' = Cᵀ g; δ = −C H'⁻¹ g'.
    let (a, b) = (column.x, column.y)
    let hxx = a * (jet.xx * a + jet.xy * b) + b * (jet.xy * a + jet.yy * b)
    let hxy = c * (jet.xy * a + jet.yy * b)
    let (large, small, v) = Symmetric(xx: hxx, xy: hxy, yy: c * c * jet.yy).eigen
    let g = SIMD2(a * jet.x + b * jet.y, c * jet.y)
    let w = SIMD2(-v.y, v.x)
    let isLargeStiff = abs(large) >= abs(small)
    let (stiff, soft) = isLargeStiff ? (large, small) : (small, large)
    let (first, second) = isLargeStiff ? (v, w) : (w, v)
    guard stiff != 0 else { return nil }
    func back(_ s: SIMD2<Double>) -> SIMD2<Double> { SIMD2(-a * s.x, -(b * s.x + c * s.y)) }
    let across = first * ((first * g).sum() / stiff)
    let softPart = (second * g).sum()
    let whole = soft == 0 ? across : across + second * (softPart / soft)
    let landing = Landing(
      across: back(across), whole: back(whole), stiff: stiff, soft: soft,
      softPart: abs(softPart) / max(length(g), 1e-300))
    return landing.across.x.isFinite && landing.across.y.isFinite ? landing : nil
  }

  /// Whether the critical points beside a point form a curve, across which the flow ends.
  private func isOnCurve(_ w: SIMD2<Double>) -> Bool {
    guard let there = velocity(w), let seen = landing(there.jet, there.metric) else { return false }
    let isFlat = abs(seen.soft) <= 1e-9 * abs(seen.stiff)
    let isSettled =
      length(there.jet.gradient) <= 1e-10 * abs(seen.stiff) * min(scale.x, scale.y)
    return isFlat || (isSettled && abs(seen.soft) <= 1e-5 * abs(seen.stiff))
  }

  /// The line from a start.
  func line(from start: Point) throws -> FlowLine {
    var w = SIMD2(start.x, start.y)
    var points = [start]
    guard var here = velocity(w) else {
      return FlowLine(points: points, end: .stopped, value: .nan, slope: .nan)
    }
    func ended(_ end: FlowLine.End) -> FlowLine {
      FlowLine(points: points, end: end, value: here.jet.value, slope: length(here.jet.gradient))
    }
    if length(here.v) == 0 { return ended(.critical) }
    var h = 1e-3
    var count = 0
    while count < 20_000 {
      count += 1
      for program in programs { try budget.spend(8, of: program, order: 2) }
      // Near the end Newton's method sees where it lies.
      var most = 0.02
      if let seen = landing(here.jet, here.metric) {
        let across = length(seen.across / scale)
        let whole = length(seen.whole / scale)
        let isBowl = seen.stiff > 0 && seen.soft > 0
        if across < 1e-6, seen.stiff > 0, abs(seen.soft) < 1e-3 * seen.stiff,
          isOnCurve(w + seen.across)
        {
          return try landed(from: w, points, across: true)
        }
        if whole < 1e-6, isBowl || seen.softPart < 1e-9 {
          return try landed(from: w, points, across: false)
        }
        // Where the flow runs across a valley, its floor is where it turns.
        if seen.stiff > 0, seen.softPart < 0.3 { most = min(most, max(0.5 * across, 1e-7)) }
        if isBowl { most = min(most, max(0.5 * max(whole, across), 1e-7)) }
      }
      h = min(h, most)
      guard let (next, inner, error) = step(from: w, h) else {
        h /= 4
        if h < 1e-12 { return ended(.stopped) }
        continue
      }
      if error > 1 {
        h *= max(0.2, 0.9 * pow(1 / error, 0.2))
        if h < 1e-12 { return try turned(at: w, points) ?? ended(.stopped) }
        continue
      }
      guard let there = velocity(next) else {
        h /= 4
        if h < 1e-12 { return ended(.stopped) }
        continue
      }
      if length(there.v) == 0 {
        points.append(Point(next.x, next.y))
        here = there
        return ended(.critical)
      }
      append(&points, inner, to: next, h)
      w = next
      here = there
      if !window.holds(Point(w.x, w.y), beyond: 1) { return ended(.left) }
      h *= min(5, 0.9 * pow(1 / max(error, 1e-10), 0.2))
    }
    return ended(.stopped)
  }

  /// The line with its end set by Newton's method on the critical point beside it.
  ///
  /// - Parameter across: Whether critical points form a curve, so that only steps across it count.
  private func landed(
    from start: SIMD2<Double>, _ line: [Point], across: Bool
  ) throws -> FlowLine {
    var w = start
    var points = line
    for _ in 0..<300 {
      for program in programs { try budget.spend(1, of: program, order: 2) }
      guard let there = velocity(w), let seen = landing(there.jet, there.metric) else { break }
      let step = across ? seen.across : seen.whole
      let distance = length(step / scale)
      // A landing is short; anything else is another place.
      guard distance < 1e-4 else { break }
      w += step
      if distance < 1e-16 { break }
    }
    let jet = field.jet(w.x, w.y)
    points.append(Point(w.x, w.y))
    return FlowLine(
      points: points, end: .critical, value: jet.value, slope: length(jet.gradient))
  }

  /// The end of a line whose direction turns: a minimum lies here, or a kink.
  private func turned(at w: SIMD2<Double>, _ line: [Point]) throws -> FlowLine? {
    guard let here = velocity(w), let seen = landing(here.jet, here.metric) else { return nil }
    if length(seen.across / scale) < 1e-4, isOnCurve(w + seen.across) {
      return try landed(from: w, line, across: true)
    }
    return length(seen.whole / scale) < 1e-4 ? try landed(from: w, line, across: false) : nil
  }

  /// One step of the pair: the new point, the directions at both ends, the error as a part of the
  /// tolerance.
  private func step(
    from w: SIMD2<Double>, _ h: Double
  ) -> (end: SIMD2<Double>, inner: Inner, error: Double)? {
    guard let k1 = direction(w), let k2 = direction(w + h * (k1 / 5)) else { return nil }
    var k = [k1, k2]
    func sum(_ weights: [Double]) -> SIMD2<Double> {
      zip(k, weights).reduce(SIMD2()) { $0 + $1.0 * $1.1 }
    }
    var next = w
    for weights in Self.stages {
      next = w + h * sum(weights)
      guard let slope = direction(next) else { return nil }
      k.append(slope)
    }
    let e = sum(Self.errorWeights) - k[6] / 40
    let whole = next - w
    let bend = h * k1 - whole
    let inner = Inner(
      start: w, whole: whole, bend: bend, twist: whole - h * k[6] - bend,
      rest: h * sum(Self.innerWeights))
    return (next, inner, length(h * e / scale) / 1e-10)
  }

  /// The weights of the directions so far at the third and each further place of a step; those of the
  /// last are the step itself.
  private static let stages: [[Double]] = [
    [3.0 / 40, 9.0 / 40],
    [44.0 / 45, -56.0 / 15, 32.0 / 9],
    [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
    [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
    [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
  ]
  /// The weights of the difference to the embedded method, but for the last, -1/40.
  private static let errorWeights = [
    71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525,
  ]
  private static let innerWeights = [
    -12715105075.0 / 11282082432, 0, 87487479700.0 / 32700410799, -10690763975.0 / 1880347072,
    701980252875.0 / 199316789632, -1453857185.0 / 822651844, 69997945.0 / 29380423,
  ]

  /// The points within a step, to fourth order (Hairer, Nørsett and Wanner, II.6).
  private struct Inner {
    let start: SIMD2<Double>
    let whole: SIMD2<Double>
    let bend: SIMD2<Double>
    let twist: SIMD2<Double>
    let rest: SIMD2<Double>

    func callAsFunction(_ t: Double) -> SIMD2<Double> {
      let s = 1 - t
      let inside = twist + s * rest
      return start + t * (whole + s * (bend + t * inside))
    }
  }

  /// Adds the points of a step, near enough to each other for the eye.
  private func append(_ points: inout [Point], _ inner: Inner, to end: SIMD2<Double>, _ h: Double) {
    let parts = max(1, Int((h / 0.004).rounded(.up)))
    for k in 1..<max(parts, 1) {
      let p = inner(Double(k) / Double(parts))
      points.append(Point(p.x, p.y))
    }
    points.append(Point(end.x, end.y))
  }
}
