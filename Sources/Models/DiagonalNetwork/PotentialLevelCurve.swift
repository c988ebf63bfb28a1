internal import Elementary

/// The level curve {θ : φ_I(θ) = c} of a potential in two coordinates, as in Figure 5.
///
/// A closed convex curve around 0, symmetric in both axes.
public struct PotentialLevelCurve: Hashable, Sendable {
  /// The potential of the first coordinate.
  public let first: HyperbolicEntropy
  /// The potential of the second coordinate.
  public let second: HyperbolicEntropy
  /// The level c.
  public let level: Double

  /// The curve at the given level.
  ///
  /// O(1): some ten Newton steps.
  ///
  /// - Throws: `DiagonalNetworkError` unless the potential has two coordinates and the level is
  ///   finite and positive.
  public init(of potential: Potential, level: Double) throws(DiagonalNetworkError) {
    guard potential.dimension == 2 else {
      throw .shape(name: "a potential with level curves", expected: 2, got: potential.dimension)
    }
    guard level > 0, level.isFinite else { throw .notPositive(name: "level", value: level) }
    first = potential.coordinates[0]
    second = potential.coordinates[1]
    self.level = level
  }

  /// The t > 0 for which t · direction lies on the curve, to a few units in the last place.
  ///
  /// Newton's method on the convex function t ↦ φ(t · direction), which from its second iterate
  /// on decreases to the root.
  ///
  /// O(1): some ten Newton steps.
  ///
  /// - Precondition: `direction` is not 0.
  public func scale(along direction: SIMD2<Double>) -> Double {
    precondition(dot(direction, direction) > 0, "a direction is not 0")
    // φ ≤ Σ θ²/(4I), so this start is at most the root; doubling passes it.
    var t = 0.0
    for (part, coordinate) in [
      (direction.x, first), (direction.y, second),
    ] where part != 0 {
      let reach = 2 * exp(0.5 * (log(level) + coordinate.logScale)) / abs(part)
      t = t == 0 ? reach : min(t, reach)
    }
    t *= 0.7
    while value(t * direction) < level { t *= 2 }
    for _ in 0..<100 {
      let excess = value(t * direction) - level
      let slope = dot(gradient(t * direction), direction)
      let next = t - excess / slope
      if !(next < t) || t - next <= 1e-16 * t { return next < t ? next : t }
      t = next
    }
    return t
  }

  /// The point of the curve in the given direction.
  ///
  /// O(1), as `scale(along:)`.
  public func point(along direction: SIMD2<Double>) -> SIMD2<Double> {
    scale(along: direction) * direction
  }

  /// The closed curve as a polyline that stays within `tolerance` (in the units of θ) of it.
  ///
  /// Counter-clockwise from the positive θ₁-axis; the first vertex is not repeated. The four axis
  /// points are vertices, so the corners of an almost-ℓ1 curve stay corners.
  ///
  /// O(1) a point.
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` unless the tolerance is positive.
  public func polyline(tolerance: Double) throws(DiagonalNetworkError) -> [SIMD2<Double>] {
    guard tolerance > 0 else { throw .notPositive(name: "tolerance", value: tolerance) }
    let quadrant = Models.polyline(
      from: arcPoint(along: [1, 0]), to: arcPoint(along: [0, 1]), tolerance: tolerance
    ) { _, _, apex in arcPoint(along: apex) }
    let half = quadrant + quadrant.dropLast().reversed().map { SIMD2(-$0.x, $0.y) }
    return half + half.dropFirst().dropLast().reversed().map { SIMD2($0.x, -$0.y) }
  }

  func arcPoint(along direction: SIMD2<Double>) -> ArcPoint {
    let point = point(along: direction)
    return ArcPoint(point: point, normal: gradient(point))
  }

  func value(_ theta: SIMD2<Double>) -> Double {
    first.value(theta.x) + second.value(theta.y)
  }

  func gradient(_ theta: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(first.gradient(theta.x), second.gradient(theta.y))
  }
}
