/// The largest eigenvalue of a symmetric positive semi-definite matrix, proven and enclosed.
///
/// A Rayleigh quotient vᵀAv/vᵀv is no more than it; a number s is more where all pivots of s − A are
/// positive, by Sylvester's law of inertia.
public struct ProvenLargestEigenvalue: Hashable, Sendable {
  /// The eigenvalue.
  public let value: Interval

  /// Encloses the largest eigenvalue of X diag(w) Xᵀ, n × n, which it has in common with the d × d
  /// matrix diag(w)^½ XᵀX diag(w)^½.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Parameters:
  ///   - x: X, n × d.
  ///   - weights: w, d intervals of numbers ≥ 0.
  ///   - direction: A v near to the eigenvector, n entries, not 0; nil for that of Jacobi's method.
  /// - Throws: `ProvenInterpolator.Failure` where no bound above was proven.
  public init(
    _ x: Matrix, weights: [Interval], direction: [Double]? = nil
  ) throws(ProvenInterpolator.Failure) {
    let n = x.rows
    let a = (0..<n).map { i in
      (0..<n).map { k in
        (0..<x.columns).reduce(Interval(0)) { $0 + x[i, $1] * (x[k, $1] * weights[$1]) }
      }
    }
    let middle = Matrix(rows: a.map { $0.map(\.middle) })
    let v = direction ?? SymmetricEigen(middle).vectors[0]
    let image = a.map { row in zip(v, row).reduce(Interval(0)) { $0 + $1.0 * $1.1 } }
    let square = v.reduce(Interval(0)) { $0 + $1 * Interval($1) }
    guard square.lower > 0 else { throw .noRoot }
    let lower = (zip(v, image).reduce(Interval(0)) { $0 + $1.0 * $1.1 } / square).lower
    for room in [1e-14, 1e-13, 1e-12, 1e-11, 1e-9, 1e-7] {
      let upper = lower + room * abs(lower)
      if Self.hasPositivePivots(upper, minus: a) {
        value = Interval(lower, upper)
        return
      }
    }
    throw .notContracting
  }

  /// Whether s − A is positive definite for every symmetric matrix within the intervals.
  private static func hasPositivePivots(_ s: Double, minus a: [[Interval]]) -> Bool {
    let n = a.count
    var rest = a.enumerated().map { i, row in
      row.enumerated().map { k, entry in Interval(i == k ? s : 0) - entry }
    }
    for k in 0..<n {
      guard rest[k][k].lower > 0 else { return false }
      for i in k + 1..<max(n, k + 1) {
        let factor = rest[i][k] / rest[k][k]
        for j in i..<n {
          rest[i][j] = rest[i][j] - factor * rest[j][k]
          rest[j][i] = rest[i][j]
        }
      }
    }
    return true
  }
}
