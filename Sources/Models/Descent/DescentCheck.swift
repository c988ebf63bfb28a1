internal import Elementary
internal import Records

/// The exact recursions of discrete descent, followed beside a run to certify it.
///
/// With a = ηg of a step, log |I| changes by log |1 − a²| and log |p/q| = asinh(θ/|I|) by
/// log |1 − a| − log |1 + a|: both are sums over the steps, computed apart from the weights.
public struct DescentCheck: Hashable, Sendable {
  /// log |I_j| at the start.
  public let startLogScales: [Double]
  /// log |p_j/q_j| at the start.
  public let startLogRatios: [Double]
  /// −Σ log |1 − a_j²|, the gain: how much log |I_j| has fallen.
  public private(set) var gains: [Double]
  /// Σ (log |1 − a_j| − log |1 + a_j|).
  public private(set) var logRatios: [Double]

  init(start: NetworkWeights) {
    startLogScales = start.logScales
    startLogRatios = zip(start.p, start.q).map { log(abs($0 / $1)) }
    gains = Array(repeating: 0, count: start.dimension)
    logRatios = gains
  }

  /// Adds one step of factors 1 − a, 1 + a.
  mutating func record(_ factors: [Double]) {
    for (j, a) in factors.enumerated() {
      // log1p keeps the digits of the many small factors; beyond 1 the sign of I changes.
      gains[j] -= abs(a) < 1 ? log1p(-a * a) : log(abs(1 - a * a))
      logRatios[j] += abs(a) < 0.5 ? log1p(-a) - log1p(a) : log(abs(1 - a)) - log(abs(1 + a))
    }
  }

  /// The largest |log |I_j| − (start − gain)| at the given weights.
  ///
  /// O(d).
  public func scaleDefect(_ weights: NetworkWeights) -> Double {
    weights.logScales.enumerated().lazy
      .map { abs($1 - (startLogScales[$0] - gains[$0])) }.worst
  }

  /// The largest |log |p_j/q_j| − (start + sum)| at the given weights.
  ///
  /// O(d).
  public func ratioDefect(_ weights: NetworkWeights) -> Double {
    gains.indices.lazy.map { j in
      let ratio = log(abs(weights.p[j])) - log(abs(weights.q[j]))
      return abs(ratio - (startLogRatios[j] + logRatios[j]))
    }.worst
  }
}
