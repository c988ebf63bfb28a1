internal import Records

/// The interpolator of least ℓ1 norm, argmin {‖θ‖₁ : Xθ = y}, with its dual certificate (3.32).
///
/// A λ ∈ ℝⁿ with |⟨x_j, λ⟩| ≤ 1 for every column x_j of X and = sign θ_j wherever θ_j ≠ 0 proves
/// that no interpolator is shorter: ‖θ‖₁ = ⟨y, λ⟩ ≤ ‖θ′‖₁ for every other θ′.
public struct LeastL1Interpolator: Hashable, Sendable {
  /// A minimiser θ, d entries, exactly 0 off its support.
  public let theta: [Double]
  /// The certificate λ, n entries.
  public let dual: [Double]
  /// The least norm, ‖θ‖₁.
  public let norm: Double
  /// The indices of the non-zero entries, ascending.
  public let support: [Int]
  /// Whether θ is the only minimiser.
  public let isUnique: Bool
  /// 1 − max |⟨x_j, λ⟩| over the columns off the support, 1 where there is none.
  ///
  /// Positive proves uniqueness. Where λ is not unique another certificate may have more.
  public let margin: Double
  /// lim θ_∞(α) as α → 0: θ if it is unique, else the minimiser of least Σ |θ_j| log |θ_j|.
  public let smallAlphaLimit: [Double]
  /// ‖Xθ − y‖₂/‖y‖₂ computed from `theta`.
  public let residual: Double
  /// What is left of the proof: the larger of max_j |⟨x_j, λ⟩| − 1 and |1 − ⟨y, λ⟩/‖θ‖₁|.
  public let dualDefect: Double

  /// The minimiser for the given data.
  ///
  /// First guesses the support from θ_∞(α) at a tiny α and asks for the certificate; where that
  /// fails a simplex method starts from the guess. O(n²d) and about ten Newton steps, or as many
  /// steps of the simplex method as the guess was wrong.
  ///
  /// - Parameters:
  ///   - x: The data matrix X, n × d with independent rows.
  ///   - y: The n labels.
  /// - Throws: `DiagonalNetworkError` for unfit shapes, entries that are not finite, or dependent
  ///   rows of X.
  public init(_ x: Matrix, _ y: [Double]) throws(DiagonalNetworkError) {
    try checkRegression(x, y)
    let solution = try LeastL1Problem(x: x, y: y).solve()
    theta = solution.theta
    dual = solution.dual
    isUnique = solution.isUnique
    smallAlphaLimit = solution.smallAlphaLimit
    norm = l1Norm(theta)
    support = solution.theta.indices.filter { solution.theta[$0] != 0 }
    let size = euclideanNorm(y)
    residual = size > 0 ? distance(x.times(theta), y) / size : 0
    let prices = x.transposedTimes(dual).map { abs($0) }
    let off = prices.indices.filter { solution.theta[$0] == 0 }.map { prices[$0] }
    margin = 1 - ([0] + off).worst
    dualDefect = [maximumNorm(prices) - 1, norm > 0 ? abs(1 - dot(y, dual) / norm) : 0].worst
  }
}
