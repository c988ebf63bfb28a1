internal import Elementary

extension HyperbolicEntropy {
  /// The θ ≥ 0 with φ(θ) = `value` ≥ 0, by Newton's method on a convex function.
  func argument(value: Double) -> Double {
    if value <= 0 { return 0 }
    // φ ≤ θ²/(4I): this start is at most the root.
    var theta = 2 * exp(0.5 * (log(value) + logScale))
    while self.value(theta) < value { theta *= 2 }
    for _ in 0..<100 {
      let next = theta - (self.value(theta) - value) / gradient(theta)
      if !(next < theta) { break }
      theta = next
    }
    return theta
  }
}

extension PotentialLevelCurve {
  /// The length of the closed curve.
  public var length: Double { 4 * quadrantMeasures.length }

  /// The area it encloses.
  public var area: Double { 4 * quadrantMeasures.area }

  /// Length of a quadrant's arc, and area of the quadrant, cut where the curve meets a diagonal of
  /// its axis points.
  private var quadrantMeasures: (length: Double, area: Double) {
    let corner = point(along: [scale(along: [1, 0]), scale(along: [0, 1])])
    let low = Self.measures(level: level, along: second, across: first, to: corner.y)
    let high = Self.measures(level: level, along: first, across: second, to: corner.x)
    return (low.length + high.length, low.area + high.area)
  }

  /// Length of the arc over 0 ≤ a ≤ `end` of one coordinate, and area of the sector between it
  /// and the origin.
  ///
  /// With a = I sinh w and b the other coordinate, db/da = −w/asinh(b/I_b) is smooth in w, also
  /// where an almost-ℓ1 curve turns its corner.
  private static func measures(
    level: Double, along: HyperbolicEntropy, across: HyperbolicEntropy, to end: Double
  ) -> (length: Double, area: Double) {
    let last = along.gradient(end)
    func integrand(_ z: Double) -> (length: Double, area: Double) {
      let a = along.inverseGradient(z)
      let b = across.argument(value: level - along.value(a))
      let slope = -z / across.gradient(b)
      // da/dz = 2h.
      let change = 2 * along.norm(a)
      return ((1 + slope * slope).squareRoot() * change, 0.5 * (b - a * slope) * change)
    }
    return (
      integral(from: 0, to: last) { integrand($0).length },
      integral(from: 0, to: last) { integrand($0).area }
    )
  }
}
