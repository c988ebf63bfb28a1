internal import Elementary

/// One coordinate of the potential of a network of depth D, θ = u^D − v^D entry by entry.
///
/// From a uniform start of size α the flow ends at the interpolator of least
/// Q(θ) = α^D Σ_j q_D(θ_j/α^D) (Woodworth et al. 2020), where q_D is the antiderivative of the inverse
/// of h(z) = (1 − z)^{−D/(D−2)} − (1 + z)^{−D/(D−2)} for D ≥ 3, and
/// q₂(x) = 2 − √(4 + x²) + x asinh(x/2): the hyperbolic entropy at I = 2α², but for a factor.
public struct DeepEntropy: Hashable, Sendable {
  /// The depth D ≥ 2.
  public let depth: Int
  /// The scale α^D.
  public let scale: Double

  /// The potential of a depth and a scale α^D.
  ///
  /// O(1).
  ///
  /// - Precondition: `depth` ≥ 2; `scale` is finite and positive.
  public init(depth: Int, scale: Double) {
    precondition(depth >= 2 && scale > 0 && scale.isFinite, "a depth and a positive scale")
    self.depth = depth
    self.scale = scale
  }

  /// α^D q_D(θ/α^D), to some ten units in the last place.
  ///
  /// O(1): some ten Newton steps.
  public func value(_ theta: Double) -> Double {
    let x = abs(theta) / scale
    if x == 0 { return 0 }
    if depth == 2 { return 2 * HyperbolicEntropy(scale: 2 * scale).value(theta) }
    // q = x z − ∫₀^z h with z = h⁻¹(x) = 1 − e^{−t}.
    let t = argument(x)
    let z = -expm1(-t)
    let b = 2 / Double(depth - 2)
    // (1 − z)^{−b} + (1 + z)^{−b} − 2 as a sum of positive terms, in means and halves of exponents.
    let rise = b * t
    let fall = -b * log1p(z)
    // Near 0 the two exponents cancel but for z².
    let mean = z < 0.5 ? -0.5 * b * log1p(-z * z) : 0.5 * (rise + fall)
    let half = sinh(0.25 * (rise - fall))
    let area = 2 * (exp(mean) * (2 * half * half) + expm1(mean)) / b
    return scale * (x * z - area)
  }

  /// The derivative h⁻¹(θ/α^D), in (−1, 1) for D ≥ 3, and asinh(θ/(2α²)) for D = 2.
  ///
  /// O(1).
  public func gradient(_ theta: Double) -> Double {
    let x = abs(theta) / scale
    let size = depth == 2 ? asinh(0.5 * x) : x == 0 ? 0 : -expm1(-argument(x))
    return theta < 0 ? -size : size
  }

  /// The inverse of the gradient, θ = α^D h(z); |z| < 1 for D ≥ 3.
  ///
  /// O(1).
  public func inverseGradient(_ z: Double) -> Double {
    if depth == 2 { return 2 * scale * sinh(z) }
    let a = exponent
    // Equal exponents apart: h = e^{m} 2 sinh(δ) with the mean and half the difference.
    let (rise, fall) = (-a * log1p(-z), -a * log1p(z))
    return scale * exp(0.5 * (rise + fall)) * 2 * sinh(0.5 * (rise - fall))
  }

  private var exponent: Double { Double(depth) / Double(depth - 2) }

  /// t = −log(1 − z) with h(z) = x > 0: Newton's method on log h, monotone in t.
  private func argument(_ x: Double) -> Double {
    let a = exponent
    let target = log(x)
    // h ≈ 2az near 0 and (1 − z)^{−a} far out.
    var t = x < 1 ? x / (2 * a) : log1p(x) / a
    for _ in 0..<100 {
      let z = -expm1(-t)
      let (rise, fall) = (a * t, -a * log1p(z))
      let value = exp(0.5 * (rise + fall)) * 2 * sinh(0.5 * (rise - fall))
      // dh/dt = a[(1 − z)^{−a} + (1 − z)(1 + z)^{−a−1}].
      let slope = a * (exp(rise) + exp(fall - t) / (1 + z))
      let step = (log(value) - target) * value / slope
      let next = t - step > 0 ? t - step : 0.5 * t
      if abs(next - t) <= 1e-16 * t { return next }
      t = next
    }
    return t
  }
}

extension DeepEntropy {
  /// Q(e₁)/Q(1/√d) in d coordinates: 1 where the potential is that of ℓ2, 1/√d where it is ℓ1's.
  ///
  /// O(1).
  public func axisOverDiagonal(dimension d: Int) -> Double {
    value(1) / (Double(d) * value(1 / Double(d).squareRoot()))
  }

  /// Points (a, b) of the level set of Q through (t, 0) in two coordinates, from (t, 0) to (0, t).
  ///
  /// O(`count`): some ten values for each point.
  ///
  /// - Parameters:
  ///   - corner: t > 0.
  ///   - count: The points up to the one on the diagonal, which is one more.
  public func levelCurve(through corner: Double, count: Int) -> [(Double, Double)] {
    let level = value(corner)
    // Newton's method from above: a convex function's zero is never passed.
    func place(of height: Double) -> Double {
      guard height > 0 else { return 0 }
      var b = corner
      for _ in 0..<100 {
        let next = b - (value(b) - height) / gradient(b)
        guard next < b, next > 0 else { return b }
        b = next
      }
      return b
    }
    let even = place(of: 0.5 * level)
    let half = (0..<count).map { k -> (Double, Double) in
      // The curve leaves the axis like a root.
      let part = Double(k) / Double(count)
      let a = corner - (corner - even) * part * part
      return (a, place(of: level - value(a)))
    }
    return half + [(even, even)] + half.reversed().map { ($0.1, $0.0) }
  }
}
