/// x less a whole multiple of π/2, at most π/4 in size, and that multiple modulo 4.
private func reduced(_ x: Double) -> (r: DoubleDouble, quarter: Int) {
  guard abs(x) > 0.7853981633974483 else { return (DoubleDouble(x, 0), 0) }
  guard abs(x) < 0x1p19 else { return reducedFar(x) }
  let shifted = x * 0x1.45f306dc9c883p-1 + 0x1.8p52
  let n = shifted - 0x1.8p52
  // π/2 in three parts; products with the first two, of 33 bits each, are exact.
  let first = x - n * 0x1.921fb544p0
  let second = DoubleDouble.sum(first, -(n * 0x1.0b4611a6p-34))
  let third = DoubleDouble.product(n, 0x1.3198a2e037073p-69)
  return (second - third, Int(truncatingIfNeeded: shifted.bitPattern & 3))
}

/// As `reduced`, for any finite number from 2^19 on.
///
/// Of x · 2/π the bits that count are computed in whole numbers from as many digits of 2/π as that
/// needs (M. H. Payne and R. N. Hanek, *Radian reduction for trigonometric functions*, 1983).
private func reducedFar(_ x: Double) -> (r: DoubleDouble, quarter: Int) {
  let significand = x.significandBitPattern | 1 << 52
  // Digits before this place add whole multiples of 2π.
  let start = Int(x.exponent) - 52 - 2
  func digits(_ from: Int) -> UInt64 {
    let shift = UInt64(from & 63)
    func word(_ i: Int) -> UInt64 { twoOverPi.indices.contains(i) ? twoOverPi[i] : 0 }
    let first = word(from >> 6)
    return shift == 0 ? first : first << shift | word((from >> 6) + 1) >> (64 - shift)
  }
  // 192 digits times 53, modulo 2^192: two digits before the point, then the fraction.
  let last = significand.multipliedFullWidth(by: digits(start + 128))
  let middle = significand.multipliedFullWidth(by: digits(start + 64))
  let (second, carry) = middle.low.addingReportingOverflow(last.high)
  let first = significand &* digits(start) &+ middle.high &+ (carry ? 1 : 0)
  var quarter = Int(first >> 62)
  var high = first << 2 | second >> 62
  var low = second << 2 | last.low >> 62
  // Above one half: the distance to the next whole number.
  let isAbove = high >> 63 == 1
  if isAbove { (high, low, quarter) = (~high, ~low, quarter + 1) }
  let fraction = DoubleDouble.ordered(
    Double(high >> 11) * 0x1p-53, Double((high & 0x7FF) << 53 | low >> 11) * 0x1p-117)
  let r = fraction * DoubleDouble(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
  return (isAbove == (x < 0) ? r : -r, (x < 0 ? -quarter : quarter) & 3)
}

/// sin r for |r| ≤ π/4.
@inline(__always)
private func sineSeries(_ r: DoubleDouble) -> Double {
  let x = r.high
  // Also keeps the sign of zero.
  guard abs(x) > 0x1p-27 else { return x }
  let square = DoubleDouble.product(x, x)
  let z = square.high
  let last = 1.0 / 1_307_674_368_000 - z * (1.0 / 355_687_428_096_000)
  let later = 1.0 / 39_916_800 - z * (1.0 / 6_227_020_800 - z * last)
  let series = 1.0 / 120 - z * (1.0 / 5040 - z * (1.0 / 362880 - z * later))
  let cube = DoubleDouble(x, 0) * square * DoubleDouble(0x1.5555555555555p-3, 0x1.5555555555555p-57)
  let sum = DoubleDouble.ordered(x, -cube.high)
  return sum.high + (sum.low + (r.low * (1 - 0.5 * z) - cube.low + x * z * z * series))
}

/// cos r for |r| ≤ π/4.
@inline(__always)
private func cosineSeries(_ r: DoubleDouble) -> Double {
  let x = r.high
  let z = x * x
  let last = 1.0 / 20_922_789_888_000 - z * (1.0 / 6_402_373_705_728_000)
  let later = 1.0 / 479_001_600 - z * (1.0 / 87_178_291_200 - z * last)
  let series = 1.0 / 24 - z * (1.0 / 720 - z * (1.0 / 40320 - z * (1.0 / 3_628_800 - z * later)))
  let square = DoubleDouble.product(x, x)
  let sum = DoubleDouble.ordered(1, -0.5 * square.high)
  return sum.high + (sum.low + (z * z * series - 0.5 * square.low - x * r.low))
}

/// The sine; within 0.51 units in the last place.
public func sin(_ x: Double) -> Double {
  guard x.isFinite else { return .nan }
  let (r, quarter) = reduced(x)
  let size = quarter & 1 == 0 ? sineSeries(r) : cosineSeries(r)
  return quarter & 2 == 0 ? size : -size
}

/// The cosine; within 0.53 units in the last place.
public func cos(_ x: Double) -> Double {
  guard x.isFinite else { return .nan }
  let (r, quarter) = reduced(x)
  let size = quarter & 1 == 0 ? cosineSeries(r) : sineSeries(r)
  return (quarter + 1) & 2 == 0 ? size : -size
}

/// The angle of the point (x, y) from the first axis, −π … π; within 0.6 units in the last place.
///
/// Signs of zeros count as C says: (−1, −0) is at −π.
public func atan2(_ y: Double, _ x: Double) -> Double {
  if x.isNaN || y.isNaN { return .nan }
  var (a, b) = (abs(y), abs(x))
  let half = DoubleDouble(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
  var angle: DoubleDouble
  if a.isInfinite, b.isInfinite {
    angle = DoubleDouble(0.5 * half.high, 0.5 * half.low)
  } else if a == 0 || b.isInfinite {
    angle = DoubleDouble(0, 0)
  } else {
    let isSteep = a > b
    if isSteep { swap(&a, &b) }
    angle = a == 0 || b.isInfinite ? DoubleDouble(0, 0) : arcTangent(a, b)
    if isSteep { angle = half - angle }
  }
  if x.sign == .minus { angle = DoubleDouble(2 * half.high, 2 * half.low) - angle }
  return y.sign == .minus ? -angle.value : angle.value
}

/// The arc tangent of a/b for 0 < a ≤ b.
///
/// With c = i/32 near a/b, it is atan c + atan((a − c b)/(b + c a)).
private func arcTangent(_ a: Double, _ b: Double) -> DoubleDouble {
  // Both near 1, or a quotient so small that it is the angle.
  let exponent = Int(b.exponent)
  let (b, a) = (scaled(b, -exponent), scaled(a, -exponent))
  guard a > 0x1p-60 else { return DoubleDouble(a / b, 0) }
  let index = Int(32 * a / b + 0.5)
  let c = Double(index) / 32
  let u = (DoubleDouble(a, 0) - .product(c, b)) / (DoubleDouble(b, 0) + .product(c, a))
  let z = u.high * u.high
  let series = 1.0 / 3 - z * (1.0 / 5 - z * (1.0 / 7 - z * (1.0 / 9 - z * (1.0 / 11))))
  return arcTangents[index] + DoubleDouble.ordered(u.high, u.low - u.high * z * series)
}

/// √(x² + y²) without overflow and underflow on the way; within 0.501 units in the last place.
public func hypot(_ x: Double, _ y: Double) -> Double {
  if x.isInfinite || y.isInfinite { return .infinity }
  if x.isNaN || y.isNaN { return .nan }
  let (a, b) = (max(abs(x), abs(y)), min(abs(x), abs(y)))
  if b == 0 { return a }
  // One multiplication by a power of two brings the larger near 1; what gets lost is too small.
  let exponent = a < Double.leastNormalMagnitude ? -1022 : Int(a.exponent)
  let (p, q) = (scaled(a, -exponent), scaled(b, -exponent))
  return scaled((DoubleDouble.product(p, p) + .product(q, q)).squareRoot().value, exponent)
}
