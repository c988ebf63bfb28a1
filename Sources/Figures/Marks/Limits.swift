import Models
import Records

/// What an interpolator path is computed from.
private struct PathKey: Hashable {
  let data: DataSet
  let alphas: [Double]
}

/// Paths that do not depend on what a figure marks on them.
private let paths = Memo<PathKey, InterpolatorPath>()

extension DataSet {
  /// ‖θ − θ⋆‖²; NaN for data without a truth.
  func error(_ theta: [Double]) -> Double {
    SparsitySummary(theta, of: self).squaredError ?? .nan
  }

  /// Gradient flow’s limit from the scale α, by Newton’s method.
  ///
  /// - Throws: `DiagonalNetworkError` where it is not found.
  func limit(alpha: Double) throws -> [Double] {
    try Potential(alpha: alpha, dimension: features).interpolator(x, y).theta
  }

  /// Gradient flow’s limits along a list of α, computed once for all frames of a slider.
  ///
  /// - Throws: `DiagonalNetworkError` as `InterpolatorPath` does.
  func path(alphas: [Double]) throws -> InterpolatorPath {
    try paths.value(PathKey(data: self, alphas: alphas)) {
      try InterpolatorPath(x, y, alphas: alphas, startsWarm: true)
    }
  }
}

extension Table {
  /// A table by its columns, which are of one length.
  static func columns(_ name: String, _ columns: [(name: String, values: [Double])]) -> Table {
    Table(
      name, columns.map(\.name),
      (columns.first?.values ?? []).indices.map { k in columns.map { $0.values[k] } })
  }
}
