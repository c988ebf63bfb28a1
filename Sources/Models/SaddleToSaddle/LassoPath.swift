/// The path of the lasso, argmin R̂(θ) + λ‖θ‖₁, for all λ > 0 at once.
///
/// It is linear between the penalties at which a coordinate joins or leaves (Osborne, Presnell and
/// Turlach 2000; Efron et al. 2004), so a list of knots is the whole path.
public struct LassoPath: Hashable, Sendable {
  /// A place where the path bends.
  public struct Knot: Hashable, Sendable {
    /// λ.
    public let penalty: Double
    /// The minimiser, d entries.
    public let theta: [Double]
  }

  /// The knots by falling λ; the first is max_j |Xᵀy|_j/n, above which θ = 0, the last is λ = 0.
  public let knots: [Knot]

  /// The path for data.
  ///
  /// A factorisation on the support, O(n k²), for each knot.
  ///
  /// - Throws: `DiagonalNetworkError.notConverged` where it has not ended after 50(n + d) knots.
  public init(_ data: DataSet) throws(DiagonalNetworkError) {
    let (x, n) = (data.x, Double(data.samples))
    let first = pulls(data, [], [])
    var penalty = maximumNorm(first)
    var theta = Array(repeating: 0.0, count: data.features)
    var knots = [Knot(penalty: penalty, theta: theta)]
    var support: [Int] = []
    if let largest = first.indices.max(by: { abs(first[$0]) < abs(first[$1]) }), penalty > 0 {
      support = [largest]
    }
    // Below this the pulls of an interpolating support are rounding.
    let least = 1e-13 * penalty
    var signs = first.map { $0 < 0 ? -1.0 : 1 }
    for _ in 0..<50 * (data.samples + data.features) {
      guard penalty > 0, !support.isEmpty else {
        self.knots = knots
        return
      }
      let factors = HouseholderQR(x.selecting(columns: support))
      // On the support θ = a − λb: a solves least squares, b is n(XᵀX)⁻¹ times the signs.
      guard let a = try? factors.leastSquares(data.y),
        let dual = try? factors.leastNormOfTransposed(support.map { signs[$0] }),
        let b = try? factors.leastSquares(dual.map { n * $0 })
      else { break }
      let constant = pulls(data, support, a)
      let slope = x.transposedTimes(dual)
      var next = least
      var event: (j: Int, sign: Double?)?
      func offer(_ candidate: Double, _ j: Int, _ sign: Double?) {
        guard candidate > next, candidate < penalty * (1 - 1e-11) else { return }
        (next, event) = (candidate, (j, sign))
      }
      for (k, j) in support.enumerated() where a[k] * signs[j] < 0 { offer(a[k] / b[k], j, nil) }
      for j in 0..<data.features where !support.contains(j) {
        // The pull is constant + λ slope and joins where it reaches ±λ.
        for sign in [1.0, -1] where sign - slope[j] != 0 {
          offer(constant[j] / (sign - slope[j]), j, sign)
        }
      }
      if event == nil { next = 0 }
      theta = theta.map { _ in 0 }
      for (k, j) in support.enumerated() where event?.j != j { theta[j] = a[k] - next * b[k] }
      penalty = next
      knots.append(Knot(penalty: penalty, theta: theta))
      guard let event else {
        self.knots = knots
        return
      }
      if let sign = event.sign {
        signs[event.j] = sign
        support = (support + [event.j]).sorted()
      } else {
        support.removeAll { $0 == event.j }
      }
    }
    throw .notConverged(method: "the lasso path", residual: .nan)
  }

  /// The minimiser at a penalty λ ≥ 0.
  ///
  /// O(knots + d).
  public func theta(at penalty: Double) -> [Double] {
    guard let above = knots.last(where: { $0.penalty >= penalty }) else { return knots[0].theta }
    guard let below = knots.first(where: { $0.penalty < penalty }) else {
      return knots[knots.count - 1].theta
    }
    if above.penalty == penalty { return above.theta }
    let share = (above.penalty - penalty) / (above.penalty - below.penalty)
    return zip(above.theta, below.theta).map { $0 + share * ($1 - $0) }
  }
}

/// Xᵀ(y − Xθ)/n for θ with the given values on a support.
private func pulls(_ data: DataSet, _ support: [Int], _ values: [Double]) -> [Double] {
  var theta = Array(repeating: 0.0, count: data.features)
  for (k, j) in support.enumerated() { theta[j] = values[k] }
  return data.x.transposedTimes(difference(data.y, data.x.times(theta)))
    .map { $0 / Double(data.samples) }
}
