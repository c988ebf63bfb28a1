/// A factor that brings numbers near 1, and the negative of its logarithm in two parts.
struct Reciprocal {
  var factor: Double
  var high: Double
  var low: Double
}

/// log(x + tail) to 66 bits, near 1 as well; x normal and positive, the tail at most a unit in its
/// last place, and x itself 1 where the tail holds what differs from 1.
///
/// With x = 2^k z and a factor c of ten bits near 1/z, r = c z − 1 has no error, and
/// log x = k log 2 − log c + log(1 + r) (P. T. P. Tang, *Table-driven implementation of the
/// logarithm function*, 1990). Around 1 the factor is 1 itself.
@inline(__always)
func logarithm(_ x: Double, _ tail: Double = 0) -> DoubleDouble {
  // Exponents are counted from 0.6875 on.
  let offset = Int64(bitPattern: x.bitPattern) - 0x3FE6_0000_0000_0000
  let k = Int(offset >> 52)
  let entry = reciprocals[Int(truncatingIfNeeded: (offset >> 45) & 0x7F)]
  let z = Double(bitPattern: x.bitPattern &- UInt64(bitPattern: Int64(k)) << 52)
  let head = Double(bitPattern: z.bitPattern & 0xFFFF_FFFF_F800_0000)
  var r = DoubleDouble.sum(head * entry.factor - 1, (z - head) * entry.factor)
  if tail != 0 {
    let more = DoubleDouble.sum(r.high, scaled(tail, -k) * entry.factor)
    r = .ordered(more.high, more.low + r.low)
  }
  // log(1 + r) = r − r²/2 + r³ (…), |r| < 2^−7.
  let t = r.high
  let later = 1.0 / 7 - t * (1.0 / 8 - t * (1.0 / 9 - t * 0.1))
  let series = 1.0 / 3 - t * (1.0 / 4 - t * (1.0 / 5 - t * (1.0 / 6 - t * later)))
  let square = DoubleDouble.product(t, t)
  // The first part of log 2 has 42 bits, so that this sum is exact.
  let whole = DoubleDouble.ordered(Double(k) * 0x1.62e42fefa38p-1 + entry.high, t)
  let first = DoubleDouble.sum(whole.high, -0.5 * square.high)
  let small =
    (r.low - t * r.low - 0.5 * square.low) + t * square.high * series
    + (Double(k) * 0x1.ef35793c76730p-45 + entry.low)
  return .ordered(first.high, first.low + whole.low + small)
}

/// log x to 66 bits for any finite x > 0.
@inline(__always)
private func anyLogarithm(_ x: Double) -> DoubleDouble {
  guard x < Double.leastNormalMagnitude else { return logarithm(x) }
  return logarithm(x * 0x1p54) - DoubleDouble(0x1.2b708872320e2p5, -0x1.570da7e077bcbp-50)
}

/// What logarithms are of 0, of negative numbers, of infinity and of what is no number.
private func extremeLogarithm(_ x: Double) -> Double {
  x == 0 ? -.infinity : x == .infinity ? x : .nan
}

/// The natural logarithm; within 0.501 units in the last place.
public func log(_ x: Double) -> Double {
  guard x > 0, x < .infinity else { return extremeLogarithm(x) }
  return anyLogarithm(x).value
}

/// The logarithm to base 10, exact for whole powers of ten; within 0.501 units in the last place.
public func log10(_ x: Double) -> Double {
  guard x > 0, x < .infinity else { return extremeLogarithm(x) }
  return (anyLogarithm(x) * DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)).value
}

/// log(1 + x), to the last digit for small x as well; within 0.501 units in the last place.
public func log1p(_ x: Double) -> Double {
  guard x > -1, x < .infinity else { return extremeLogarithm(1 + x) }
  guard abs(x) > 0x1p-54 else { return x }
  let sum = DoubleDouble.sum(1, x)
  return logarithm(sum.high, sum.low).value
}

/// The inverse of the hyperbolic sine; within 0.51 units in the last place.
public func asinh(_ x: Double) -> Double {
  let size = abs(x)
  if size < 0x1p-10 {
    guard size > 0x1p-27 else { return x }
    let z = x * x
    return x - x * z * (1.0 / 6 - z * (3.0 / 40 - z * (15.0 / 336 - z * 105.0 / 3456)))
  }
  guard size < .infinity else { return x }
  var result: DoubleDouble
  if size < 0x1p60 {
    let root = (DoubleDouble.product(size, size) + DoubleDouble(1, 0)).squareRoot()
    let sum = root + DoubleDouble(size, 0)
    result = logarithm(sum.high, sum.low)
  } else {
    result = logarithm(size) + DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
  }
  return x < 0 ? -result.value : result.value
}

/// x to the power y; within 0.6 units in the last place, exact where the result is a double.
///
/// Like C's: 1 for y = 0 and for x = 1, and of negative numbers only powers with whole exponents.
public func pow(_ x: Double, _ y: Double) -> Double {
  if y == 0 || x == 1 { return 1 }
  if x.isNaN || y.isNaN { return .nan }
  let size = abs(x)
  let isWhole = y == y.rounded(.towardZero)
  let isOdd = isWhole && abs(y) < 0x1p53 && Int64(y) & 1 == 1
  let sign = isOdd && x.sign == .minus ? -1.0 : 1.0
  if y.isInfinite { return size == 1 ? 1 : (size > 1) == (y > 0) ? .infinity : 0 }
  if size == 0 || size.isInfinite { return sign * ((size == 0) == (y > 0) ? 0 : .infinity) }
  if x < 0, !isWhole { return .nan }
  if abs(y) > 0x1p66 { return (size > 1) == (y > 0) && size != 1 ? .infinity : size == 1 ? 1 : 0 }
  let exponent = anyLogarithm(size) * DoubleDouble(y, 0)
  if exponent.high > 710 { return sign * .infinity }
  if exponent.high < -746 { return sign * 0 }
  let (m, k) = exponential(exponent.high, exponent.low)
  return sign * scaled(m.value, k)
}
