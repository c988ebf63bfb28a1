/// What the experiments say about a predictor: its norms, its support and its error.
public struct SparsitySummary: Hashable, Sendable {
  /// The predictor θ, d entries.
  public let theta: [Double]
  /// ‖θ‖₁.
  public let l1: Double
  /// ‖θ‖₂.
  public let l2: Double
  /// The number of entries above 10⁻² of the largest, whatever the units.
  ///
  /// Entries are measured by their part in the predictions, |θ_j|‖Xe_j‖₂; with a planted θ⋆ they
  /// count where |θ_j| > 10⁻² max_k |θ⋆_k|.
  public let support: Int
  /// ‖θ − θ⋆‖₂², where there is a planted θ⋆.
  public let squaredError: Double?

  /// Summarises a predictor of data, against the planted one where there is one.
  ///
  /// O(n d).
  public init(_ theta: [Double], of data: DataSet) {
    let teacher = data.teacher
    self.theta = theta
    l1 = l1Norm(theta)
    l2 = euclideanNorm(theta)
    if let teacher {
      let least = 1e-2 * maximumNorm(teacher)
      support = theta.count { abs($0) > least }
    } else {
      let parts = theta.enumerated().map { abs($1) * euclideanNorm(data.x.column($0)) }
      let least = 1e-2 * maximumNorm(parts)
      support = parts.count { $0 > least }
    }
    squaredError = teacher.map {
      let offset = difference(theta, $0)
      return dot(offset, offset)
    }
  }
}
