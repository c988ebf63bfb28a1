/// The quantile of the standard normal distribution at probability ½ + q, |q| < ½.
///
/// Algorithm AS 241 (PPND16) of Wichura (1988), relative accuracy about 1e-16, with a logarithm
/// of our own so that its bits do not depend on the C library.
func standardNormalQuantile(fromMiddle q: Double) -> Double {
  abs(q) <= 0.425 ? central(SIMD8(repeating: q))[0] : tail(q)
}

/// Replaces each q by the quantile at ½ + q, eight side by side.
func setToNormalQuantiles(_ middles: inout [Double]) {
  middles.withUnsafeMutableBufferPointer { middles in
    for start in stride(from: 0, to: middles.count, by: 8) {
      let count = min(8, middles.count - start)
      var q = SIMD8<Double>.zero
      for k in 0..<count { q[k] = middles[start + k] }
      let near = central(q)
      for k in 0..<count { middles[start + k] = abs(q[k]) <= 0.425 ? near[k] : tail(q[k]) }
    }
  }
}

/// The quantiles at ½ + q, |q| ≤ 0.425.
@inline(__always)
private func central(_ q: SIMD8<Double>) -> SIMD8<Double> {
  let r = 0.180625 - q * q
  return q * horner(centralNumerator, r) / horner(centralDenominator, r)
}

/// The quantile at ½ + q, |q| > 0.425.
private func tail(_ q: Double) -> Double {
  let r = (-naturalLogarithm(0.5 - abs(q))).squareRoot()
  let isFar = r > 5
  let x = SIMD8(repeating: isFar ? r - 5 : r - 1.6)
  let size =
    isFar
    ? horner(tailNumerator, x) / horner(tailDenominator, x)
    : horner(middleNumerator, x) / horner(middleDenominator, x)
  return q < 0 ? -size[0] : size[0]
}

/// log x for a positive normal x: x = 2ᵏ m with m in [√½, √2), log m = 2 artanh((m − 1)/(m + 1)).
func naturalLogarithm(_ x: Double) -> Double {
  var exponent = Double(x.exponent)
  var m = x.significand
  if m > 1.4142135623730951 {
    m /= 2
    exponent += 1
  }
  let s = (m - 1) / (m + 1)
  let square = s * s
  var series = 0.0
  var k = 25.0
  while k > 2 {
    series = (series + 1 / k) * square
    k -= 2
  }
  // log 2 in two parts, the first exact in products with small integers.
  return exponent * 0x1.62e42fee00000p-1
    + (2 * s + (2 * s * series + exponent * 0x1.a39ef35793c76p-33))
}

/// The polynomial c₀ + c₁ x + … at x.
@inline(__always)
private func horner(_ coefficients: SIMD8<Double>, _ x: SIMD8<Double>) -> SIMD8<Double> {
  var sum = SIMD8(repeating: coefficients[7])
  for k in (0..<7).reversed() { sum = sum * x + coefficients[k] }
  return sum
}

private let centralNumerator: SIMD8<Double> = [
  3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
  1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
  3.3430575583588128105e+4, 2.5090809287301226727e+3,
]
private let centralDenominator: SIMD8<Double> = [
  1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
  2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
  5.2264952788528545610e+3,
]
private let middleNumerator: SIMD8<Double> = [
  1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
  3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
  2.27238449892691845833e-2, 7.74545014278341407640e-4,
]
private let middleDenominator: SIMD8<Double> = [
  1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
  1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
  1.05075007164441684324e-9,
]
private let tailNumerator: SIMD8<Double> = [
  6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
  2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
  2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
private let tailDenominator: SIMD8<Double> = [
  1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
  7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
  2.04426310338993978564e-15,
]
