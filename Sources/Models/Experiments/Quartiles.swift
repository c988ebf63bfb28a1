internal import Elementary

/// The quartiles of a sample of numbers.
public struct Quartiles: Hashable, Sendable {
  /// The value a quarter of the way up the sorted sample.
  public let lower: Double
  /// The middle of the sorted sample.
  public let median: Double
  /// The value three quarters of the way up.
  public let upper: Double

  /// The quartiles of a sample, linear between its sorted members; nil for an empty one.
  ///
  /// O(k log k) for k values.
  public init?(_ sample: [Double]) {
    guard !sample.isEmpty else { return nil }
    let sorted = sample.sorted()
    func value(at fraction: Double) -> Double {
      let place = fraction * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    lower = value(at: 0.25)
    median = value(at: 0.5)
    upper = value(at: 0.75)
  }
}

/// The grid of `count` ≥ 2 values from `first` to `last`, equally spaced in the logarithm.
///
/// O(`count`).
public func logarithmicGrid(from first: Double, to last: Double, count: Int) -> [Double] {
  precondition(first > 0 && last > 0 && count >= 2, "a logarithmic grid")
  return (0..<count).map { k in
    if k == 0 { return first }
    if k == count - 1 { return last }
    return first * exp(Double(k) / Double(count - 1) * log(last / first))
  }
}

/// m · 10ᵏ, the double nearest to it for |k| ≤ 22.
func decimal(_ m: Double, exponent k: Int) -> Double {
  let power = (0..<abs(k)).reduce(1.0) { result, _ in 10 * result }
  return k < 0 ? m / power : m * power
}
