/// A number as the sum of two doubles, the second at most half a unit in the last place of the first.
///
/// Sums and products carry about 100 bits (T. J. Dekker, *A floating-point technique for extending
/// the available precision*, 1971). There is no fused multiplication, so that every processor
/// gives the same bits.
struct DoubleDouble {
  var high: Double
  var low: Double

  @inline(__always)
  init(_ high: Double, _ low: Double) {
    self.high = high
    self.low = low
  }

  /// a + b without error.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let part = s - a
    return DoubleDouble(s, (a - (s - part)) + (b - part))
  }

  /// a + b without error for |a| ≥ |b| or a = 0.
  @inline(__always)
  static func ordered(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// a b without error, for factors below 2^996 and a product without underflow.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    let (a1, a2) = halves(a)
    let (b1, b2) = halves(b)
    return DoubleDouble(p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  /// x as a sum of two numbers of at most 26 bits.
  @inline(__always)
  private static func halves(_ x: Double) -> (Double, Double) {
    let c = 0x1.0000002p27 * x
    let high = c - (c - x)
    return (high, x - high)
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let first = ordered(s.high, s.low + t.high)
    return ordered(first.high, first.low + t.low)
  }

  @inline(__always)
  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  @inline(__always)
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return ordered(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always)
  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let q = a.high / b.high
    let p = product(q, b.high)
    return ordered(q, (((a.high - p.high) - p.low) + (a.low - q * b.low)) / b.high)
  }

  /// The square root of a positive number.
  @inline(__always)
  func squareRoot() -> DoubleDouble {
    let root = high.squareRoot()
    let p = DoubleDouble.product(root, root)
    return .ordered(root, (((high - p.high) - p.low) + low) / (2 * root))
  }

  /// The nearest double.
  @inline(__always)
  var value: Double { high + low }
}

/// 2^k for −1022 ≤ k ≤ 1023.
@inline(__always)
func powerOfTwo(_ k: Int) -> Double {
  Double(bitPattern: UInt64(bitPattern: Int64(k + 1023)) << 52)
}

/// x 2^k for |k| ≤ 2000, rounded once where it is normal.
@inline(__always)
func scaled(_ x: Double, _ k: Int) -> Double {
  if -1022 < k, k < 1024 { return x * powerOfTwo(k) }
  let half = k >> 1
  return x * powerOfTwo(half) * powerOfTwo(k - half)
}
