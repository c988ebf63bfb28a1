import Elementary

/// A function of one number that formulas may use.
package enum Function: String, CaseIterable, Hashable, Sendable {
  case exp, log, ln, log10, log2, log1p, expm1, sqrt, cbrt, abs, sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh, relu, step, sign, softplus, sigmoid, erf, floor, ceil
  case round

  /// Names of other languages for the same functions.
  private static let aliases: [String: Function] = [
    "arcsin": .asin, "arccos": .acos, "arctan": .atan, "arsinh": .asinh, "arcosh": .acosh,
    "artanh": .atanh, "arcsinh": .asinh, "heaviside": .step, "sgn": .sign, "lg": .log10,
    "lb": .log2, "max0": .relu, "logistic": .sigmoid,
  ]

  /// The function of a name.
  package static func named(_ name: String) -> Function? {
    Function(rawValue: name) ?? aliases[name]
  }

  /// The value, and where asked for the first two derivatives.
  ///
  /// At a kink they are those from the right, of |x| and sign at 0 they are 0.
  @inline(__always)
  func callAsFunction(_ x: Double, order: Int) -> (Double, Double, Double) {
    switch self {
    case .exp:
      let y = Elementary.exp(x)
      return (y, y, y)
    case .expm1:
      let y = order == 0 ? 0 : Elementary.exp(x)
      return (Elementary.expm1(x), y, y)
    case .log, .ln: return (Elementary.log(x), 1 / x, -1 / (x * x))
    case .log10:
      return (Elementary.log10(x), 1 / (x * Self.ln10), -1 / (x * x * Self.ln10))
    case .log2:
      return (Self.binaryLogarithm(x), 1 / (x * Self.ln2), -1 / (x * x * Self.ln2))
    case .log1p:
      let y = 1 + x
      return (Elementary.log1p(x), 1 / y, -1 / (y * y))
    case .sqrt:
      let y = x.squareRoot()
      return (y, 0.5 / y, -0.25 / (x * y))
    case .cbrt:
      let y = Self.cubeRoot(x)
      return (y, 1 / (3 * y * y), -2 / (9 * x * y * y))
    case .abs: return (Swift.abs(x), x > 0 ? 1 : x < 0 ? -1 : x, 0)
    case .sin:
      let y = Elementary.sin(x)
      return (y, order == 0 ? 0 : Elementary.cos(x), -y)
    case .cos:
      let y = Elementary.cos(x)
      return (y, order == 0 ? 0 : -Elementary.sin(x), -y)
    case .tan:
      let c = Elementary.cos(x)
      let y = Elementary.sin(x) / c
      let d = 1 / (c * c)
      return (y, d, 2 * y * d)
    case .asin:
      let d = ((1 - x) * (1 + x))
      let r = d.squareRoot()
      return (atan2(x, r), 1 / r, x / (d * r))
    case .acos:
      let d = ((1 - x) * (1 + x))
      let r = d.squareRoot()
      return (atan2(r, x), -1 / r, -x / (d * r))
    case .atan:
      let d = 1 + x * x
      return (atan2(x, 1), 1 / d, -2 * x / (d * d))
    case .sinh:
      let y = Elementary.sinh(x)
      return (y, order == 0 ? 0 : Elementary.cosh(x), y)
    case .cosh:
      let y = Elementary.cosh(x)
      return (y, order == 0 ? 0 : Elementary.sinh(x), y)
    case .tanh:
      let y = Elementary.tanh(x)
      guard order > 0 else { return (y, 0, 0) }
      // 1 − y² loses its digits where y is near 1.
      let c = Elementary.cosh(x)
      let d = 1 / (c * c)
      return (y, d, -2 * y * d)
    case .asinh:
      let d = 1 + x * x
      let r = d.squareRoot()
      return (Elementary.asinh(x), 1 / r, -x / (d * r))
    case .acosh:
      let t = x - 1
      let d = t * (x + 1)
      let r = d.squareRoot()
      return (Elementary.log1p(t + r), x < 1 ? .nan : 1 / r, x < 1 ? .nan : -x / (d * r))
    case .atanh:
      let d = (1 - x) * (1 + x)
      return (0.5 * Elementary.log1p(2 * x / (1 - x)), 1 / d, 2 * x / (d * d))
    case .relu: return x >= 0 ? (x, 1, 0) : x < 0 ? (0, 0, 0) : (x, x, x)
    case .step: return (x >= 0 ? 1 : x < 0 ? 0 : x, 0, 0)
    case .sign: return (x > 0 ? 1 : x < 0 ? -1 : x, 0, 0)
    case .floor: return (x.rounded(.down), 0, 0)
    case .ceil: return (x.rounded(.up), 0, 0)
    case .round: return (x.rounded(), 0, 0)
    case .softplus:
      let t = Elementary.exp(-Swift.abs(x))
      let s = x >= 0 ? 1 / (1 + t) : t / (1 + t)
      return (max(x, 0) + Self.logarithm(ofOnePlus: t), s, t / ((1 + t) * (1 + t)))
    case .sigmoid:
      let t = Elementary.exp(-Swift.abs(x))
      let s = x >= 0 ? 1 / (1 + t) : t / (1 + t)
      let d = t / ((1 + t) * (1 + t))
      return (s, d, (x >= 0 ? t - 1 : 1 - t) / (1 + t) * d)
    case .erf:
      let d = 2 / Double.pi.squareRoot() * Elementary.exp(-x * x)
      return (Self.errorFunction(x), d, -2 * x * d)
    }
  }

  private static let ln2 = 0x1.62e42fefa39efp-1
  private static let ln10 = 0x1.26bb1bbb55516p+1

  private static func binaryLogarithm(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return Elementary.log(x) }
    // The exponent apart, so that powers of two are exact.
    let (m, k) = (x.significand, Double(x.exponent))
    return m > 1.5 ? k + 1 + Elementary.log(m / 2) / ln2 : k + Elementary.log(m) / ln2
  }

  /// log(1 + t) for t in 0...1, within some units in the last place: 2 artanh(t / (2 + t)) by its
  /// series, without a branch or a table, so that the rows of data are computed side by side.
  @inline(__always)
  private static func logarithm(ofOnePlus t: Double) -> Double {
    let s = t / (2 + t)
    let z = s * s
    let w = z * z
    // z ≤ 1/9; the terms 1 / (2k + 1), those of even and of odd k apart.
    let even =
      1.0 + w
      * (1.0 / 5 + w
        * (1.0 / 9 + w * (1.0 / 13 + w * (1.0 / 17 + w * (1.0 / 21 + w * (1.0 / 25 + w / 29))))))
    let odd =
      1.0 / 3 + w
      * (1.0 / 7 + w
        * (1.0 / 11 + w * (1.0 / 15 + w * (1.0 / 19 + w * (1.0 / 23 + w * (1.0 / 27 + w / 31))))))
    return 2 * s * (even + z * odd)
  }

  private static func cubeRoot(_ x: Double) -> Double {
    guard x != 0, x.isFinite else { return x }
    let size = Swift.abs(x)
    var y = Elementary.pow(size, 1.0 / 3)
    y -= (y * y * y - size) / (3 * y * y)
    return x < 0 ? -y : y
  }

  /// The error function, by its series of one sign, and far out by the continued fraction.
  private static func errorFunction(_ x: Double) -> Double {
    let size = Swift.abs(x)
    guard size < 6 else { return x.isNaN ? x : x > 0 ? 1 : -1 }
    let scale = Elementary.exp(-size * size) / Double.pi.squareRoot()
    let y: Double
    if size < 2.5 {
      // erf x = 2x e^(−x²)/√π · Σ (2x²)ᵏ / (1·3·…·(2k+1)).
      var (term, sum, k) = (1.0, 1.0, 1.0)
      while term > 1e-18 * sum {
        term *= 2 * size * size / (2 * k + 1)
        sum += term
        k += 1
      }
      y = 2 * size * scale * sum
    } else {
      var fraction = size
      for k in stride(from: 60.0, through: 1, by: -1) { fraction = size + k / 2 / fraction }
      y = 1 - scale / fraction
    }
    return x < 0 ? -y : y
  }
}

/// A function of two numbers.
package enum Function2: String, CaseIterable, Hashable, Sendable {
  case min, max, atan2, hypot, pow, mod

  /// The value, the two first derivatives and the three second ones (aa, ab, bb).
  @inline(__always)
  func callAsFunction(_ a: Double, _ b: Double, order: Int) -> (
    Double, SIMD2<Double>, SIMD3<Double>
  ) {
    switch self {
    case .min:
      // What is not a number stays so.
      guard a == a, b == b else { return (a + b, SIMD2(), SIMD3()) }
      return a <= b ? (a, SIMD2(1, 0), SIMD3()) : (b, SIMD2(0, 1), SIMD3())
    case .max:
      guard a == a, b == b else { return (a + b, SIMD2(), SIMD3()) }
      return a >= b ? (a, SIMD2(1, 0), SIMD3()) : (b, SIMD2(0, 1), SIMD3())
    case .atan2:
      let r = a * a + b * b
      let rr = r * r
      return (
        Elementary.atan2(a, b), SIMD2(b / r, -a / r),
        SIMD3(-2 * a * b / rr, (a - b) * (a + b) / rr, 2 * a * b / rr)
      )
    case .hypot:
      let r = Elementary.hypot(a, b)
      let (p, q) = (a / r, b / r)
      return (r, SIMD2(p, q), SIMD3(q * q / r, -p * q / r, p * p / r))
    case .mod:
      let k = (a / b).rounded(.down)
      return (a - k * b, SIMD2(1, -k), SIMD3())
    case .pow:
      let y = Elementary.pow(a, b)
      guard order > 0 else { return (y, SIMD2(), SIMD3()) }
      let l = Elementary.log(a)
      let first = Elementary.pow(a, b - 1)
      return (
        y, SIMD2(b * first, y * l),
        SIMD3(b * (b - 1) * Elementary.pow(a, b - 2), first * (1 + b * l), y * l * l)
      )
    }
  }
}

/// x to a whole power by repeated squaring.
@inline(__always)
func wholePower(_ x: Double, _ n: Int) -> Double {
  var (result, base, exponent) = (1.0, x, Swift.abs(n))
  while exponent > 0 {
    if exponent & 1 == 1 { result *= base }
    base *= base
    exponent >>= 1
  }
  return n < 0 ? 1 / result : result
}
