internal import Elementary

/// One coordinate of the hyperbolic-entropy potential, φ_I of lecture (3.21) with d = 1.
///
/// φ(θ) = ½[θ asinh(θ/I) − √(θ² + I²) + I] for a scale I > 0: even, convex, zero at 0, close to
/// θ²/(4I) for |θ| ≪ I and to ½|θ| log(2|θ|/(eI)) for |θ| ≫ I. Every quantity is written without
/// subtracting nearly equal numbers, and the scale is kept with its logarithm, so that scales far
/// below the smallest double (α = √I down to e^−10⁵ and beyond) are as good as any other.
public struct HyperbolicEntropy: Hashable, Sendable {
  /// The scale I; 0 where exp(`logScale`) underflows.
  public let scale: Double
  /// The natural logarithm of the scale.
  public let logScale: Double

  /// The potential of scale I = exp(`logScale`).
  ///
  /// O(1).
  public init(logScale: Double) {
    self.logScale = logScale
    scale = exp(logScale)
  }

  /// The potential of scale I.
  ///
  /// O(1).
  ///
  /// - Precondition: `scale` is finite and positive.
  public init(scale: Double) {
    precondition(scale > 0 && scale.isFinite, "a potential's scale is positive")
    self.scale = scale
    logScale = log(scale)
  }

  /// The potential of initialisation scale α, that is I = α² (3.30).
  ///
  /// O(1).
  ///
  /// - Precondition: `alpha` is finite and positive.
  public init(alpha: Double) {
    precondition(alpha > 0 && alpha.isFinite, "an initialisation scale is positive")
    let square = alpha * alpha
    if square.isNormal {
      self.init(scale: square)
    } else {
      self.init(logScale: 2 * log(alpha))
    }
  }

  /// asinh(θ/I), twice the gradient, for θ ≥ 0.
  @inline(__always)
  func arcsinh(_ a: Double) -> Double {
    let x = a / scale
    // Above 1e9 the next term of asinh x = log 2x + 1/(4x²) is below half a unit.
    return x < 1e9 ? asinh(x) : (a > 0 ? log(2 * a) - logScale : 0)
  }

  /// h = √(θ² + I²), half of u² + v² (3.19, with the 2 the lecture drops).
  @inline(__always)
  func norm(_ theta: Double) -> Double {
    let square = theta * theta + scale * scale
    return square > 1e-280 && square < 1e300 ? square.squareRoot() : hypot(theta, scale)
  }

  /// The value φ(θ), to a few units in the last place.
  ///
  /// O(1).
  public func value(_ theta: Double) -> Double {
    let a = abs(theta)
    if a == 0 { return 0 }
    // √(θ² + I²) − I = a·a/(h + I).
    return 0.5 * (a * arcsinh(a) - a * (a / (norm(a) + scale)))
  }

  /// The derivative φ′(θ) = ½ asinh(θ/I) (3.22, with the factor the lecture drops).
  ///
  /// O(1).
  public func gradient(_ theta: Double) -> Double {
    let half = 0.5 * arcsinh(abs(theta))
    return theta < 0 ? -half : half
  }

  /// The second derivative φ″(θ) = 1/(2√(θ² + I²)) (3.25).
  ///
  /// O(1).
  public func hessian(_ theta: Double) -> Double {
    0.5 / norm(theta)
  }

  /// The inverse of the gradient: the θ = I sinh(2z) at which φ′(θ) = z.
  ///
  /// O(1).
  public func inverseGradient(_ z: Double) -> Double {
    let s = abs(2 * z)
    let magnitude: Double
    if s < 1 {
      magnitude = scale * sinh(s)
    } else if s < 700 && scale.isNormal {
      let growth = exp(s)
      magnitude = 0.5 * scale * (growth - 1 / growth)
    } else {
      // sinh overflows before the product does: add the exponents first.
      magnitude = 0.5 * (exp(s + logScale) - exp(logScale - s))
    }
    return z < 0 ? -magnitude : magnitude
  }

  /// The Bregman divergence D(θ, θ′) = φ(θ) − φ(θ′) − φ′(θ′)(θ − θ′) ≥ 0 (3.24, with the gradient
  /// at the second argument).
  ///
  /// With δ = asinh(θ/I) − asinh(θ′/I) and c = cosh δ − 1 it is
  /// ½[h c − θ(sinh δ − δ)], h = √(θ² + I²). Relative error about 1e-14; never negative.
  ///
  /// O(1).
  public func divergence(_ theta: Double, from other: Double) -> Double {
    if theta == other { return 0 }
    let delta = argumentDifference(theta, other)
    let size = abs(delta)
    let a = abs(theta)
    let h = norm(theta)
    if size < 1 {
      let half = sinh(0.5 * delta)
      return 0.5 * (h * (2 * half * half) - theta * sinhExcess(delta))
    }
    if theta * delta > 0 {
      return 0.5 * (a * (expm1(-size) + size) + decayingPart(a: a, h: h, size: size))
    }
    if size > 600 {
      let logH = h > 0 ? log(h) : logScale
      let far = exp(max(logH, logScale) + size) + (a > 0 ? exp(log(a) + size) : 0)
      return 0.5 * (0.5 * far - a * size)
    }
    let half = sinh(0.5 * size)
    return 0.5 * (h * (2 * half * half) + a * (sinh(size) - size))
  }

  /// asinh(θ/I) − asinh(θ′/I), without cancellation when the signs agree.
  private func argumentDifference(_ theta: Double, _ other: Double) -> Double {
    if (theta > 0 && other > 0) || (theta < 0 && other < 0) {
      let h = norm(theta)
      let otherH = norm(other)
      let most = max(h, otherH)
      // sinh of the difference is (θ² − θ′²)/(θh′ + θ′h); divided by the larger h to stay in range.
      return asinh(
        (theta - other) / most
          * ((theta + other) / (theta * (otherH / most) + other * (h / most))))
    }
    return 2 * (gradient(theta) - gradient(other))
  }

  /// (I²/(h + a))(cosh δ − 1), where h + a = I exp(asinh(a/I)) and the factors may leave the range
  /// of doubles in opposite directions.
  private func decayingPart(a: Double, h: Double, size: Double) -> Double {
    if size > 600 || !scale.isNormal {
      let falling = exp(logScale + size - arcsinh(a))
      return 0.5 * falling * (1 - exp(-size)) * (1 - exp(-size))
    }
    let half = sinh(0.5 * size)
    return scale / (h + a) * scale * (2 * half * half)
  }
}

/// sinh δ − δ for |δ| ≤ 1, by its series: the difference would lose all digits near 0.
private func sinhExcess(_ delta: Double) -> Double {
  let square = delta * delta
  var sum = 1.0
  for denominator in [272.0, 210, 156, 110, 72, 42, 20] {
    sum = 1 + square / denominator * sum
  }
  return delta * square / 6 * sum
}
