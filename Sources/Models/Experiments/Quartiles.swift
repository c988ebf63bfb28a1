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
    guard let lower = quantile(0.25, of: sample), let median = quantile(0.5, of: sample),
      let upper = quantile(0.75, of: sample)
    else { return nil }
    self.lower = lower
    self.median = median
    self.upper = upper
  }
}

/// The value a fraction in [0, 1] of the way up the sorted sample, linear between its members; nil
/// for an empty one.
///
/// O(k log k) for k values.
public func quantile(_ fraction: Double, of sample: [Double]) -> Double? {
  guard !sample.isEmpty else { return nil }
  let sorted = sample.sorted()
  let place = fraction * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}

/// Spearman's rank correlation of two samples of equal size, ties at their mean rank.
///
/// O(k log k) for k values; NaN where a sample is constant.
public func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double {
  func ranks(_ sample: [Double]) -> [Double] {
    let order = sample.indices.sorted { (sample[$0], $0) < (sample[$1], $1) }
    var ranks = sample
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, sample[order[end]] == sample[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = 0.5 * Double(start + end - 1) }
      start = end
    }
    let mean = 0.5 * Double(sample.count - 1)
    return ranks.map { $0 - mean }
  }
  let (first, second) = (ranks(a), ranks(b))
  return dot(first, second) / (dot(first, first) * dot(second, second)).squareRoot()
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

/// Whole numbers from 1 to `last`, about equally spaced in the logarithm, each once.
///
/// O(`count`).
public func wholeLogarithmicGrid(to last: Int, count: Int) -> [Int] {
  logarithmicGrid(from: 1, to: Double(max(last, 2)), count: count).map { Int($0.rounded()) }
    .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
}

/// m · 10ᵏ, the double nearest to it for |k| ≤ 22.
func decimal(_ m: Double, exponent k: Int) -> Double {
  let power = (0..<abs(k)).reduce(1.0) { result, _ in 10 * result }
  return k < 0 ? m / power : m * power
}
