internal import Records

/// The separator of largest ℓ1 margin, argmin ‖w‖₁ subject to y_i ⟨x_i, w⟩ ≥ 1: what the logistic
/// flow of the diagonal network tends to in direction from small starts.
///
/// Solved exactly as a linear program; strong duality is the certificate.
public struct L1Margin: Sendable {
  /// A separator w of least ℓ1 norm; with ties, one of several vertices.
  public let w: [Double]
  /// The multipliers λ ≥ 0, n of them, with |Σ λ_i y_i x_ij| ≤ 1 in every coordinate j.
  public let dual: [Double]
  /// The functional margins y_i ⟨x_i, w⟩.
  public let functionalMargins: [Double]
  /// ‖w‖₁; the ℓ1 margin is its inverse.
  public let norm: Double
  /// The largest defect of the certificate: the duality gap |‖w‖₁ − Σ λ_i| / ‖w‖₁, how far a
  /// functional margin falls below 1, and how far a dual constraint exceeds 1.
  public let defect: Double

  /// The separator of the given data.
  ///
  /// The dual program max Σ λ_i has 2d rows and starts from λ = 0; O(d³ + d n) a step.
  ///
  /// - Throws: `ClassificationError.notSeparable`.
  public init(_ data: ClassificationData) throws(ClassificationError) {
    let points = data.signedSamples
    let (n, d) = (points.rows, points.columns)
    // Scaled to entries of size 1, so that the tolerances of the simplex method fit.
    let scale = points.largestMagnitude
    guard scale > 0, case .separable = Separation(of: data) else { throw .notSeparable }
    // Columns λ_1 … λ_n, then a slack for each of ±Σ λ_i z_ij ≤ 1.
    var constraints = Matrix(rows: 2 * d, columns: n + 2 * d)
    for j in 0..<d {
      for i in 0..<n {
        constraints[j, i] = points[i, j] / scale
        constraints[d + j, i] = -points[i, j] / scale
      }
    }
    for k in 0..<2 * d { constraints[k, n + k] = 1 }
    let program = LinearProgram(
      columns: constraints, right: Array(repeating: 1, count: 2 * d),
      costs: Array(repeating: -1, count: n) + Array(repeating: 0, count: 2 * d))
    guard let optimum = (try? program.optimum(from: Array(n..<n + 2 * d))) ?? nil else {
      throw .notSeparable
    }
    w = (0..<d).map { (optimum.dual[d + $0] - optimum.dual[$0]) / scale }
    dual = optimum.x[..<n].map { $0 / scale }
    functionalMargins = points.times(w)
    norm = l1Norm(w)
    defect =
      [
        abs(norm - dual.reduce(0, +)) / norm, 1 - functionalMargins.least,
        maximumNorm(points.transposedTimes(dual)) - 1, 0,
      ].worst
  }
}
