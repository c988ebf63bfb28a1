internal import Records

/// The separator of largest margin in the maximum norm's dual, argmin max_j |w_j| subject to
/// y_i ⟨x_i, w⟩ ≥ 1: where Adam and sign descent turn on separable data.
///
/// Solved exactly as a linear program; strong duality is the certificate.
public struct MaximumNormMargin: Sendable {
  /// A separator w of least maximum norm; with ties, one of several vertices.
  public let w: [Double]
  /// The multipliers λ ≥ 0, n of them, with Σ_j |Σ_i λ_i y_i x_ij| ≤ 1.
  public let dual: [Double]
  /// max_j |w_j|; the margin is its inverse.
  public let norm: Double
  /// The largest defect of the certificate: the duality gap over the norm, how far a functional margin
  /// falls below 1, and how far the dual's ℓ1 norm exceeds 1.
  public let defect: Double

  /// The separator of the given data.
  ///
  /// The program max Σ λ_i has d + 1 rows and starts from λ = 0; O(d³ + d n) a step.
  ///
  /// - Throws: `ClassificationError.notSeparable`.
  public init(_ data: ClassificationData) throws(ClassificationError) {
    let points = data.signedSamples
    let (n, d) = (points.rows, points.columns)
    let scale = points.largestMagnitude
    guard scale > 0, case .separable = Separation(of: data) else { throw .notSeparable }
    // Columns λ, then μ⁺ and μ⁻ with Zᵀλ = μ⁺ − μ⁻, then the slack of Σ (μ⁺ + μ⁻) ≤ 1.
    var constraints = Matrix(rows: d + 1, columns: n + 2 * d + 1)
    for j in 0..<d {
      for i in 0..<n { constraints[j, i] = -points[i, j] / scale }
      constraints[j, n + j] = 1
      constraints[j, n + d + j] = -1
      constraints[d, n + j] = 1
      constraints[d, n + d + j] = 1
    }
    constraints[d, n + 2 * d] = 1
    let program = LinearProgram(
      columns: constraints, right: Array(repeating: 0, count: d) + [1],
      costs: Array(repeating: -1, count: n) + Array(repeating: 0, count: 2 * d + 1))
    let start = Array(n..<n + d) + [n + 2 * d]
    guard let optimum = (try? program.optimum(from: start)) ?? nil else { throw .notSeparable }
    w = (0..<d).map { optimum.dual[$0] / scale }
    dual = optimum.x[..<n].map { $0 / scale }
    norm = maximumNorm(w)
    defect =
      [
        abs(norm - dual.reduce(0, +)) / norm, 1 - points.times(w).least,
        l1Norm(points.transposedTimes(dual)) - 1, 0,
      ].worst
  }
}
