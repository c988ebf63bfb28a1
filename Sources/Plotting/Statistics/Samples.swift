import Elementary

/// The data with a value that is a part of them below it, interpolated between neighbours (the
/// seventh definition of Hyndman and Fan 1996).
///
/// - Parameters:
///   - sorted: Ascending data, at least one.
///   - part: From 0 to 1.
public func quantile(_ sorted: [Double], _ part: Double) -> Double {
  guard let last = sorted.last else { return .nan }
  let place = min(max(part, 0), 1) * Double(sorted.count - 1)
  let index = Int(place)
  guard index + 1 < sorted.count else { return last }
  return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
}

/// How the range of some data is cut into bins.
public enum Bins: Hashable, Sendable {
  /// Round bins, about as wide as Freedman and Diaconis (1981) have it.
  case automatic
  /// So many bins of equal width, from the least to the greatest datum.
  case count(Int)
  /// Bins of a width, whose edges are multiples of it.
  case width(Double)
  /// Given edges, ascending.
  case edges([Double])

  /// The edges of the bins for some data, ascending; none where there are no data.
  ///
  /// Unless the edges are given, every datum lies between the first and the last of them.
  public func edges(for values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else { return [] }
    // Half a unit is nothing beside large numbers.
    let pad = max(0.5, 1e-9 * max(abs(low), abs(high)))
    let single = low < high ? [low, high] : [low - pad, high + pad]
    func multiples(of width: Double) -> [Double] {
      let first = (low / width + 1e-9).rounded(.down)
      let last = max(first + 1, (high / width - 1e-9).rounded(.up))
      guard width > 0, abs(first) < 1e15, abs(last) < 1e15, last - first <= 1000 else {
        return single
      }
      let whole = (1 / width).rounded()
      let isInverse = width < 1 && abs(whole * width - 1) < 1e-12
      var edges = stride(from: first, through: last, by: 1).map {
        isInverse ? $0 / whole : $0 * width
      }
      // A datum beside a round end by rounding alone opens no bin of its own; the end moves to it.
      edges[0] = min(edges[0], low)
      edges[edges.count - 1] = max(edges[edges.count - 1], high)
      return edges
    }
    switch self {
    case .edges(let edges): return edges
    case .width(let width): return multiples(of: width)
    case .count(let count):
      guard low < high, (1...1000).contains(count) else { return single }
      let edges = places(in: low...high, parts: count)
      // Between two neighbours among the numbers there is no room for bins.
      return zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 } ? edges : single
    case .automatic:
      guard low < high else { return single }
      let middle = quantile(sorted, 0.75) - quantile(sorted, 0.25)
      let aim = 2 * middle * pow(Double(sorted.count), -1.0 / 3)
      let count = aim > 0 ? min(200, max(1, ((high - low) / aim).rounded(.up))) : 10
      return multiples(of: roundStep(from: low, to: high, count: Int(count)))
    }
  }

  /// The data that fall into each bin; the last bin holds its upper edge too.
  public static func counts(of values: [Double], between edges: [Double]) -> [Int] {
    guard edges.count > 1 else { return [] }
    var counts = Array(repeating: 0, count: edges.count - 1)
    for value in values where value >= edges[0] && value <= edges[edges.count - 1] {
      // The last edge that is not above the value.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += 1
    }
    return counts
  }
}

/// A density estimated by Gaussian kernels, with Silverman's bandwidth (1986, 3.31) unless one is
/// given.
public struct KernelDensity: Hashable, Sendable {
  private let values: [Double]
  /// The standard deviation of a kernel.
  public let bandwidth: Double

  /// The density of some data; those that are not finite do not count.
  public init(_ values: [Double], bandwidth: Double? = nil) {
    let sorted = values.filter(\.isFinite).sorted()
    self.values = sorted
    let count = Double(max(1, sorted.count))
    let mean = sorted.reduce(0, +) / count
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    let middle = sorted.isEmpty ? 0 : (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34
    let spread = middle > 0 ? min(variance.squareRoot(), middle) : variance.squareRoot()
    self.bandwidth = bandwidth ?? (spread > 0 ? 0.9 * spread * pow(count, -0.2) : 1)
  }

  /// The density at a place.
  public func callAsFunction(_ x: Double) -> Double {
    let sum = values.reduce(0) { sum, value in
      let z = (x - value) / bandwidth
      return abs(z) > 8 ? sum : sum + exp(-z * z / 2)
    }
    return sum / (Double(max(1, values.count)) * bandwidth * (2 * Double.pi).squareRoot())
  }

  /// The places between which all but nothing of the density lies.
  public var range: ClosedRange<Double> {
    guard let low = values.first, let high = values.last else { return 0...1 }
    return (low - 3 * bandwidth)...(high + 3 * bandwidth)
  }
}
