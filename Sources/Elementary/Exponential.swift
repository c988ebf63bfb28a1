/// e^(x + tail) = m 2^k with 1 ≤ m < 2 nearly, to 68 bits, for |x| ≤ 1100.
///
/// By a table of 2^(i/128) and the series of e^r for |r| ≤ log 2 / 256 (P. T. P. Tang,
/// *Table-driven implementation of the exponential function*, 1989).
@inline(__always)
func exponential(_ x: Double, _ tail: Double = 0) -> (m: DoubleDouble, k: Int) {
  let (power, r, k) = reduced(x, tail)
  // r.low holds all of e^r − 1 but r.high.
  let product = DoubleDouble.product(power.high, r.high)
  let sum = DoubleDouble.ordered(power.high, product.high)
  let low = sum.low + (product.low + (power.high * r.low + power.low * (1 + r.high)))
  return (.ordered(sum.high, low), k)
}

/// e^(x + tail) as a power 2^(i/128), a number e^r − 1 and an exponent of two.
@inline(__always)
private func reduced(
  _ x: Double, _ tail: Double
) -> (power: DoubleDouble, excess: DoubleDouble, k: Int) {
  // Adding 1.5 · 2^52 rounds to a whole number, which then stands in the last bits.
  let shifted = x * 0x1.71547652b82fep7 + 0x1.8p52
  let n = shifted - 0x1.8p52
  let index = Int(truncatingIfNeeded: shifted.bitPattern & 0x7F)
  let k = (Int(n) - index) >> 7
  // log 2 / 128 in two parts; the product with the first, of 35 bits, is exact.
  let first = x - n * 0x1.62e42fef8p-8
  let second = n * 0x1.1cf79abc9e3b4p-43
  let r = first - second
  let rest = ((first - r) - second) + tail
  let series =
    0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040)))))
  return (powersOfTwo[index], DoubleDouble(r, rest + r * rest + r * r * series), k)
}

/// e^x; within 0.51 units in the last place where the result is normal.
public func exp(_ x: Double) -> Double {
  guard abs(x) < 708 else { return extremeExponential(x) }
  let (power, r, k) = reduced(x, 0)
  return (power.high + (power.low + power.high * (r.high + r.low))) * powerOfTwo(k)
}

private func extremeExponential(_ x: Double) -> Double {
  if x > 709.8 { return .infinity }
  if x < -745.2 { return 0 }
  if x.isNaN { return x }
  let (m, k) = exponential(x)
  return scaled(m.value, k)
}

/// e^x − 1, to the last digit for small x as well; within 0.51 units in the last place.
public func expm1(_ x: Double) -> Double {
  let size = abs(x)
  if size < 0x1p-5 {
    if size < 0x1p-53 { return x }
    let r = x
    let later = 1.0 / 5040 + r * (1.0 / 40320 + r * (1.0 / 362880 + r * (1.0 / 3_628_800)))
    let tail = 1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * later)))
    let square = DoubleDouble.product(r, r)
    let sum = DoubleDouble.ordered(r, 0.5 * square.high)
    return sum.high + (sum.low + (0.5 * square.low + square.high * r * tail))
  }
  guard x < 709.8 else { return x.isNaN ? x : .infinity }
  guard x > -40 else { return -1 }
  let (m, k) = exponential(x)
  guard k < 1023 else { return scaled(m.value, k) }
  let scale = powerOfTwo(k)
  let sum = DoubleDouble.sum(m.high * scale, -1)
  return sum.high + (sum.low + m.low * scale)
}

/// The hyperbolic sine; within 0.51 units in the last place.
public func sinh(_ x: Double) -> Double {
  let size = abs(x)
  if size < 0x1p-4 {
    let z = x * x
    return x + x * z * (1.0 / 6 + z * (1.0 / 120 + z * (1.0 / 5040 + z * (1.0 / 362880))))
  }
  guard size < 40 else { return x < 0 ? -halfExponential(size) : halfExponential(size) }
  let (m, k) = exponential(size)
  let (grow, shrink) = (m.scaled(k - 1), (DoubleDouble(1, 0) / m).scaled(-k - 1))
  let result = (grow - shrink).value
  return x < 0 ? -result : result
}

/// The hyperbolic cosine; within 0.51 units in the last place.
public func cosh(_ x: Double) -> Double {
  let size = abs(x)
  guard size < 40 else { return halfExponential(size) }
  let (m, k) = exponential(size)
  return (m.scaled(k - 1) + (DoubleDouble(1, 0) / m).scaled(-k - 1)).value
}

/// The hyperbolic tangent; within 0.52 units in the last place.
public func tanh(_ x: Double) -> Double {
  let size = abs(x)
  if size < 0x1p-4 {
    guard size > 0x1p-27 else { return x }
    let z = x * x
    let later = 62.0 / 2835 - z * (1382.0 / 155925 - z * (21844.0 / 6_081_075))
    return x - x * z * (1.0 / 3 - z * (2.0 / 15 - z * (17.0 / 315 - z * later)))
  }
  guard size < 20 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
  let (m, k) = exponential(2 * size)
  let square = m.scaled(k)
  let result = ((square - DoubleDouble(1, 0)) / (square + DoubleDouble(1, 0))).value
  return x < 0 ? -result : result
}

/// e^x / 2 for x ≥ 40, also where e^x is too large.
private func halfExponential(_ x: Double) -> Double {
  guard x < 711 else { return x.isNaN ? x : .infinity }
  let (m, k) = exponential(x)
  return scaled(m.value, k - 1)
}

extension DoubleDouble {
  /// The number times 2^k, without overflow and underflow.
  @inline(__always)
  fileprivate func scaled(_ k: Int) -> DoubleDouble {
    let scale = powerOfTwo(k)
    return DoubleDouble(high * scale, low * scale)
  }
}
