internal import Records

/// An interpolator of small ℓ1 norm on sparse data, between proven bounds.
///
/// Every λ with |⟨x_j, λ⟩| ≤ 1 for all columns proves ‖θ′‖₁ ≥ ⟨y, λ⟩ for every interpolator θ′, so that
/// the least norm lies in `bound`...`norm`, up to what the residual leaves. The support is guessed from
/// θ_∞(α) at a tiny α, solved for by least squares, and λ moved as little as possible to have the signs
/// of θ on it; where the guess is right the gap is rounding.
public struct SparseLeastL1: Sendable {
  /// The interpolator, d entries.
  public let theta: [Double]
  /// The certificate λ, n entries, with max |⟨x_j, λ⟩| ≤ 1.
  public let dual: [Double]
  /// ‖θ‖₁, not below the least norm.
  public let norm: Double
  /// ⟨y, λ⟩, not above the least norm.
  public let bound: Double
  /// ‖Xθ − y‖₂/‖y‖₂.
  public let residual: Double

  /// 1 − `bound`/`norm`: by what part of itself the norm may be too large; 0 for y = 0.
  public var gap: Double { norm > 0 ? 1 - bound / norm : 0 }

  /// An interpolator and its bounds.
  ///
  /// The cost is that of `SparseInterpolator` at a small α.
  ///
  /// - Throws: `DiagonalNetworkError` as `SparseInterpolator` does.
  public init(_ x: SparseMatrix, _ y: [Double]) throws(DiagonalNetworkError) {
    // θ of size 1 / length of a column; the scale is 10⁻¹⁶ of that.
    let lengths = x.columnLengths
    let unit = maximumNorm(y) / max(maximumNorm(lengths), 1e-300)
    let limit = try SparseInterpolator(
      x, y, alpha: max(1e-40, 1e-8 * unit.squareRoot()), tolerance: 1e-8)
    let size = max(euclideanNorm(y), 1e-300)
    let parts = zip(limit.theta, lengths).map { abs($0) * $1 }
    let cut = 1e-6 * maximumNorm(parts)
    let support = parts.indices.filter { parts[$0] > cut }
    let columns = x.selecting(columns: support)
    var best = (theta: limit.theta, residual: limit.residual)
    let squares = columns.columnLengths.map { $0 * $0 }
    let (values, _) = conjugateGradients(
      columns.transposedTimes(y), diagonal: squares, accuracy: 1e-14, most: 2000
    ) { columns.transposedTimes(columns.times($0)) }
    let left = distance(columns.times(values), y) / size
    if left <= 1e-9 {
      var theta = Array(repeating: 0.0, count: x.columns)
      for (k, j) in support.enumerated() { theta[j] = values[k] }
      best = (theta, left)
    }
    // Of λ that are in proportion to ν, and those with the right signs, the one that proves more.
    var candidates = [limit.dual]
    let prices = columns.transposedTimes(limit.dual)
    let overlap = prices.reduce(0) { $0 + abs($1) }
    let square = dot(prices, prices)
    if square > 0 {
      let scaled = limit.dual.map { $0 * (overlap / square) }
      let missing = zip(support, columns.transposedTimes(scaled)).map {
        (best.theta[$0] > 0 ? 1 : -1) - $1
      }
      let (weights, _) = conjugateGradients(
        missing, diagonal: squares, accuracy: 1e-14, most: 2000
      ) { columns.transposedTimes(columns.times($0)) }
      candidates.append(sum(scaled, 1, times: columns.times(weights)))
    }
    let feasible = candidates.map { dual in
      let most = maximumNorm(x.transposedTimes(dual))
      return most > 0 ? dual.map { $0 / most } : dual
    }
    dual = feasible.max { dot(y, $0) < dot(y, $1) } ?? limit.dual
    bound = dot(y, dual)
    (theta, residual) = best
    norm = l1Norm(theta)
  }
}
