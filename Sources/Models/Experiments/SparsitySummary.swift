/// What the experiments say about a predictor: its norms, its support and its error.
public struct SparsitySummary: Hashable, Sendable {
  /// The predictor θ, d entries.
  public let theta: [Double]
  /// ‖θ‖₁.
  public let l1: Double
  /// ‖θ‖₂.
  public let l2: Double
  /// The number of entries with |θ_j| > 10⁻².
  public let support: Int
  /// ‖θ − θ⋆‖₂², where there is a planted θ⋆.
  public let squaredError: Double?

  /// Summarises a predictor, against a planted one where there is one.
  ///
  /// O(d).
  public init(_ theta: [Double], teacher: [Double]?) {
    self.theta = theta
    l1 = l1Norm(theta)
    l2 = euclideanNorm(theta)
    support = theta.count { abs($0) > 1e-2 }
    squaredError = teacher.map {
      let offset = difference(theta, $0)
      return dot(offset, offset)
    }
  }
}
