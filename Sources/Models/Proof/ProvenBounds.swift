internal import Records

/// The projection of a start onto the interpolators {θ : Xθ = y}, proven and enclosed.
///
/// P = θ₀ + Xᵀz with XXᵀz = y − Xθ₀; the data and the start are taken as the doubles they are.
public struct ProvenProjection: Hashable, Sendable {
  /// P, d entries.
  public let point: [Interval]
  /// ‖P − θ₀‖₂.
  public let distance: Interval

  /// Proves and encloses the projection.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Parameters:
  ///   - x: The data matrix X, n × d, with independent rows.
  ///   - y: The n labels.
  ///   - start: θ₀, d entries.
  ///   - near: A z near to the solution; nil for that of Cholesky's method.
  /// - Throws: `ProvenInterpolator.Failure`.
  public init(
    _ x: Matrix, _ y: [Double], from start: [Double], near: [Double]? = nil
  ) throws(ProvenInterpolator.Failure) {
    let solution = try gramSolution(x, residual(x, y, start), near: near)
    let moves = combination(x, solution)
    point = zip(start, moves).map { Interval($0) + $1 }
    distance = moves.l2
  }
}

/// The least ℓ1 norm of all interpolators, between a dual and a primal bound.
///
/// By weak duality ⟨y, λ⟩/max_j |⟨x_j, λ⟩| is no more than it for any λ; the norm of any interpolator
/// is no less, and one lies near θ, at θ + Xᵀz.
public struct ProvenLeastL1: Hashable, Sendable {
  /// The least norm.
  public let norm: Interval

  /// Proves and encloses the norm from a nearly least θ and a nearly dual λ.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Parameters:
  ///   - x: The data matrix X, n × d, with independent rows.
  ///   - y: The n labels.
  ///   - theta: θ, d entries.
  ///   - dual: λ, n entries.
  /// - Throws: `ProvenInterpolator.Failure`, also where both bounds contradict each other.
  public init(
    _ x: Matrix, _ y: [Double], theta: [Double], dual: [Double]
  ) throws(ProvenInterpolator.Failure) {
    let prices = combination(x, dual.map { Interval($0) }).map(\.magnitude)
    let value = zip(y, dual).reduce(Interval(0)) { $0 + $1.0 * Interval($1.1) }
    let most = prices.worst
    let moves = combination(x, try gramSolution(x, residual(x, y, theta)))
    let upper = zip(theta, moves).reduce(Interval(0)) {
      $0 + (Interval($1.0) + $1.1).absolute
    }.upper
    let lower = most > 0 ? (Interval(max(0, value.lower)) / most).lower : 0
    guard lower <= upper else { throw .notContracting }
    norm = Interval(max(0, lower), upper)
  }

  /// Proves and encloses the norm of an interpolator that was found.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Throws: `ProvenInterpolator.Failure`.
  public init(
    _ x: Matrix, _ y: [Double], _ found: LeastL1Interpolator
  ) throws(ProvenInterpolator.Failure) {
    try self.init(x, y, theta: found.theta, dual: found.dual)
  }
}

/// The largest ℓ2 margin of separable samples, between a primal and a dual bound.
///
/// It is no less than min_i ⟨z_i, w⟩/‖w‖ for any w, and no more than ‖Σ_i μ_i z_i‖/Σ_i μ_i for any
/// μ_i ≥ 0, where z_i is a sample times its label.
public struct ProvenMargin: Hashable, Sendable {
  /// The margin.
  public let margin: Interval

  /// Encloses the margin between those of a w and of weights μ.
  ///
  /// O(n d) operations on intervals.
  ///
  /// - Parameters:
  ///   - data: n samples of d features.
  ///   - w: A nearly best separator, d entries, not 0.
  ///   - weights: Nearly dual weights μ, n entries; negative ones count as 0.
  /// - Throws: `ProvenInterpolator.Failure` where w does not separate or no weight is positive.
  public init(
    _ data: ClassificationData, w: [Double], weights: [Double]
  ) throws(ProvenInterpolator.Failure) {
    let signed = data.signedSamples
    let margins = (0..<signed.rows).map { i in
      zip(signed.row(i), w).reduce(Interval(0)) { $0 + $1.0 * Interval($1.1) }.lower
    }
    let size = w.map { Interval($0) }.l2.upper
    let positive = weights.map { Interval(max(0, $0)) }
    let total = positive.reduce(Interval(0), +).lower
    guard let least = margins.min(), least > 0, size > 0, total > 0 else { throw .noRoot }
    let upper = (combination(signed, positive).l2 / total).upper
    let lower = (Interval(least) / size).lower
    guard lower <= upper else { throw .notContracting }
    margin = Interval(lower, upper)
  }
}

/// y − Xθ.
private func residual(_ x: Matrix, _ y: [Double], _ theta: [Double]) -> [Interval] {
  y.indices.map { i in
    zip(x.row(i), theta).reduce(Interval(y[i])) { $0 - $1.0 * Interval($1.1) }
  }
}

/// Xᵀz.
private func combination(_ x: Matrix, _ z: [Interval]) -> [Interval] {
  (0..<x.columns).map { j in
    z.indices.reduce(Interval(0)) { $0 + x[$1, j] * z[$1] }
  }
}

/// The solution z of XXᵀz = b, after Rump: with an approximate inverse C and G = 1 − CXXᵀ of norm below
/// 1 the matrix has an inverse, and z lies within ‖C(b − XXᵀz̃)‖/(1 − ‖G‖) of any z̃.
private func gramSolution(
  _ x: Matrix, _ b: [Interval], near: [Double]? = nil
) throws(ProvenInterpolator.Failure) -> [Interval] {
  let n = x.rows
  guard let factor = try? Cholesky(x.gram) else { throw .noRoot }
  let inverse = (0..<n).map { k in factor.solve((0..<n).map { $0 == k ? 1 : 0 }) }
  let gram = (0..<n).map { i in
    (0..<n).map { k in
      zip(x.row(i), x.row(k)).reduce(Interval(0)) { $0 + $1.0 * Interval($1.1) }
    }
  }
  func times(_ row: [Double], _ vector: [Interval]) -> Interval {
    zip(row, vector).reduce(Interval(0)) { $0 + $1.0 * $1.1 }
  }
  let centre = near ?? inverse.map { times($0, b).middle }
  let rest = (0..<n).map { i in b[i] - times(centre, gram[i]) }
  let step = inverse.map { times($0, rest) }
  let excess = (0..<n).map { i in
    (0..<n).map { k in (Interval(i == k ? 1 : 0) - times(inverse[i], gram[k])).magnitude }
      .reduce(Interval(0)) { $0 + Interval($1) }.upper
  }.worst
  guard excess < 0.5 else { throw .notContracting }
  // ‖z − z̃‖ ≤ ‖step‖/(1 − ‖G‖) ≤ 2‖step‖, and z − z̃ = step + G(z − z̃).
  let around = (excess * (2 * Interval(step.map(\.magnitude).worst))).upper
  return zip(centre, step).map { Interval($0) + $1 + Interval(-around, around) }
}
