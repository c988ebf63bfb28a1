internal import Elementary

/// The diagonal network with one weight pair and one sample x = 1: L(u, v) = ½(y − uv)² (3.4).
///
/// Points (u, v) are `SIMD2(u, v)`. The minima are the hyperbola uv = y; for y ≠ 0 the only other
/// critical point is the saddle at the origin, where L = y²/2.
public struct ScalarNetwork: Hashable, Sendable {
  /// The label y.
  public let label: Double

  /// The network that is to learn uv = y.
  ///
  /// O(1).
  public init(label: Double) {
    self.label = label
  }

  /// L(u, v) = ½(y − uv)².
  ///
  /// O(1).
  public func loss(_ point: SIMD2<Double>) -> Double {
    let residual = label - point.x * point.y
    return 0.5 * residual * residual
  }

  /// (∂L/∂u, ∂L/∂v) = (−(y − uv)v, −(y − uv)u).
  ///
  /// O(1).
  public func gradient(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let residual = label - point.x * point.y
    return SIMD2(-residual * point.y, -residual * point.x)
  }

  /// The points of gradient descent with a step η, the start first, until the residual |y − uv| no
  /// longer falls or the points have left.
  ///
  /// O(1) a step.
  ///
  /// - Parameters:
  ///   - start: (u₀, v₀).
  ///   - stepSize: η > 0.
  ///   - most: The most steps.
  public func descent(
    from start: SIMD2<Double>, stepSize: Double, most: Int = 100_000
  ) -> ScalarDescent {
    var points = [start]
    var point = start
    var quiet = 0
    for _ in 0..<most {
      let before = point
      point -= stepSize * gradient(point)
      guard point.x.isFinite, point.y.isFinite, max(abs(point.x), abs(point.y)) < 1e100 else {
        return ScalarDescent(points: points, end: .diverged)
      }
      points.append(point)
      // Rounding keeps the residual of a run that has come to rest from falling further; where the
      // step is small it keeps the weights from moving earlier.
      let residual = abs(label - point.x * point.y)
      let isStill = point == before && residual <= 1e-12 * abs(label)
      quiet = isStill || residual <= 8 * max(abs(label), 1e-300).ulp ? quiet + 1 : 0
      if quiet == 64 { return ScalarDescent(points: points, end: .converged) }
    }
    return ScalarDescent(points: points, end: .unfinished)
  }

  /// The sharpness u² + v², the largest eigenvalue of the Hessian of L where uv = y.
  ///
  /// O(1).
  public func sharpness(_ point: SIMD2<Double>) -> Double { point.x * point.x + point.y * point.y }

  /// The sharpness √((u² − v²)² + 4y²) of the limit of the flow from a point.
  ///
  /// O(1).
  public func sharpnessOfFlow(from point: SIMD2<Double>) -> Double {
    hypot((point.x - point.y) * (point.x + point.y), 2 * label)
  }

  /// The gradient flow from a start: (u, v)' = −∇L.
  ///
  /// O(1).
  public func flow(from start: SIMD2<Double>) -> ScalarFlow {
    ScalarFlow(label: label, start: start)
  }
}

/// A run of gradient descent on L(u, v) = ½(y − uv)².
public struct ScalarDescent: Hashable, Sendable {
  /// The points (u, v), the start first.
  public let points: [SIMD2<Double>]
  /// How the run ended.
  public let end: End

  /// How a run ends.
  public enum End: String, Hashable, Sendable {
    /// At a minimum, to rounding.
    case converged
    /// Beyond all bounds.
    case diverged
    /// After the most steps.
    case unfinished
  }
}

/// Gradient flow on L(u, v) = ½(y − uv)² in closed form.
///
/// The flow keeps u² − v². With p = u + v, q = u − v and z = ∫(y − uv)dt it is p = p₀eᶻ,
/// q = q₀e⁻ᶻ, and w = e²ᶻ solves a Riccati equation with constant coefficients,
/// w′ = −½(p₀²w² − 4yw − q₀²), whose two roots have opposite signs.
public struct ScalarFlow: Hashable, Sendable {
  /// The label y.
  public let label: Double
  /// The start (u₀, v₀).
  public let start: SIMD2<Double>

  private let p: Double
  private let q: Double
  /// The rate κ = √(4y² + p₀²q₀²) at which the flow forgets its start.
  private let rate: Double
  /// The roots w₋ ≤ 0 ≤ w₊ of p₀²w² − 4yw − q₀², unused when p₀ = 0; w tends to w₊.
  private let lowerRoot: Double
  private let upperRoot: Double

  /// The flow towards uv = `label` from `start`.
  ///
  /// O(1).
  public init(label: Double, start: SIMD2<Double>) {
    self.label = label
    self.start = start
    p = start.x + start.y
    q = start.x - start.y
    let a = p * p
    let b = q * q
    rate = hypot(2 * label, p * q)
    // The root away from 0 by addition, the other from the product of the roots, −b/a.
    if label >= 0 {
      upperRoot = (2 * label + rate) / a
      lowerRoot = upperRoot > 0 ? -(b / a) / upperRoot : 0
    } else {
      lowerRoot = (2 * label - rate) / a
      upperRoot = -(b / a) / lowerRoot
    }
  }

  /// The state (u, v) at time t ≥ 0; t = ∞ gives the limit.
  ///
  /// O(1).
  public func state(at time: Double) -> SIMD2<Double> {
    if p == 0 && q == 0 { return start }
    if falls { return mirrored.state(at: time) * SIMD2(1, -1) }
    return state(growth: growth(at: time))
  }

  /// Whether w falls far, where 1 + growth would cancel, or stands still because p₀ = 0: then the
  /// mirrored flow, in which w is 1/w, keeps the digits.
  private var falls: Bool { p == 0 || (q != 0 && upperRoot < 1e-3) }

  /// The flow of (u, −v) towards −y, which is this one with p and q exchanged.
  private var mirrored: ScalarFlow {
    ScalarFlow(label: -label, start: SIMD2(start.x, -start.y))
  }

  /// The product θ = uv at time t ≥ 0.
  ///
  /// O(1).
  public func theta(at time: Double) -> Double {
    let state = state(at: time)
    return state.x * state.y
  }

  /// The limit of the flow as t → ∞: on uv = y, or the origin for starts that end in the saddle.
  public var limit: SIMD2<Double> { state(at: .infinity) }

  /// The time at which uv reaches `theta`; nil where the flow never does.
  ///
  /// O(1).
  public func time(reaching theta: Double) -> Double? {
    if p == 0 && q == 0 { return nil }
    if falls { return mirrored.time(reaching: -theta) }
    // w with (p₀²w − q₀²/w)/4 = θ; then exp(−κt) from (w − w₊)/(w − w₋) = C exp(−κt), where
    // p₀²(w₊ − w)(w − w₋) = 4w(y − θ) saves the difference w₊ − w.
    let root = hypot(2 * theta, p * q)
    let w = theta >= 0 ? (2 * theta + root) / (p * p) : q * q / (root - 2 * theta)
    let ratio = (1 - lowerRoot) / (w - lowerRoot)
    let decay = w * (label - theta) / (label - start.x * start.y) * ratio * ratio
    guard decay > 0, decay <= 1, rate > 0 else { return nil }
    return -log(decay) / rate
  }

  /// The flow line from the start to the limit, as a polyline within `tolerance` of it.
  ///
  /// O(1) a point.
  public func line(tolerance: Double) -> [SIMD2<Double>] {
    if p == 0 || q == 0 {
      // u = ±v: the line is straight.
      return [start, limit]
    }
    if falls { return mirrored.line(tolerance: tolerance).map { $0 * SIMD2(1, -1) } }
    let end = 0.5 * log(upperRoot)
    return polyline(from: arcPoint(0), to: arcPoint(end), tolerance: tolerance) { a, b, _ in
      arcPoint(0.5 * (a.parameter + b.parameter))
    }
  }

  /// The point of the flow line with the given z = ∫(y − uv)dt.
  private func arcPoint(_ z: Double) -> ArcPoint {
    let point = state(growth: expm1(2 * z))
    // The line is u² − v² = const, with normal (u, −v).
    return ArcPoint(point: point, normal: SIMD2(point.x, -point.y), parameter: z)
  }

  /// w(t) − 1.
  private func growth(at time: Double) -> Double {
    // (w₊ − 1)(1 − w₋)p₀² = 4(y − u₀v₀): no cancellation in w₊ − 1.
    let upper = 4 * (label - start.x * start.y) / (p * p * (1 - lowerRoot))
    let ratio = -upper / (1 - lowerRoot)
    let decay = rate * time
    // A flow without rate (y = 0, u² = v²) approaches 0 like 1/t.
    if rate == 0 {
      return -1 / (1 + 2 / (p * p * time))
    }
    return upper * -expm1(-decay) / (1 - ratio * exp(-decay))
  }

  /// The state where w = 1 + growth: as a change of the start, or far from it without it.
  private func state(growth: Double) -> SIMD2<Double> {
    let root = (1 + growth).squareRoot()
    if growth > 1e6 {
      return SIMD2(0.5 * (p * root + q / root), 0.5 * (p * root - q / root))
    }
    if root == 0 { return SIMD2(0, 0) }
    let rise = 0.5 * p * (growth / (root + 1))
    let fall = 0.5 * q * (growth / (root * (root + 1)))
    return SIMD2(start.x + rise - fall, start.y + rise + fall)
  }
}
