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
  /// The primal program has n rows and needs a first phase, the dual has 2d rows and starts from 0; the
  /// one of fewer rows is solved, O(rows³ + rows (n + 2d)) a step.
  ///
  /// - Throws: `ClassificationError.notSeparable`.
  public init(_ data: ClassificationData) throws(ClassificationError) {
    try self.init(data, byPrimal: data.samples < 2 * data.features)
  }

  /// The separator by one of the two programs.
  ///
  /// O(n³ + n d) a step by the primal, O(d³ + d n) by the dual.
  ///
  /// - Throws: `ClassificationError.notSeparable`.
  public init(_ data: ClassificationData, byPrimal: Bool) throws(ClassificationError) {
    let points = data.signedSamples
    // Scaled to entries of size 1, so that the tolerances of the simplex method fit.
    let scale = points.largestMagnitude
    guard scale > 0, case .separable = Separation(of: data) else { throw .notSeparable }
    let scaled = Matrix(
      rows: points.rows, columns: points.columns, elements: points.elements.map { $0 / scale })
    guard let solution = byPrimal ? Self.primal(scaled) : Self.dual(scaled) else {
      throw .notSeparable
    }
    w = solution.w.map { $0 / scale }
    dual = solution.dual.map { $0 / scale }
    functionalMargins = points.times(w)
    norm = l1Norm(w)
    defect =
      [
        abs(norm - dual.reduce(0, +)) / norm, 1 - functionalMargins.least,
        maximumNorm(points.transposedTimes(dual)) - 1, 0,
      ].worst
  }

  /// max Σ λ_i subject to |Zᵀλ| ≤ 1: columns λ, then a slack for each of the 2d constraints.
  private static func dual(_ points: Matrix) -> (w: [Double], dual: [Double])? {
    let (n, d) = (points.rows, points.columns)
    var constraints = Matrix(rows: 2 * d, columns: n + 2 * d)
    for j in 0..<d {
      for i in 0..<n {
        constraints[j, i] = points[i, j]
        constraints[d + j, i] = -points[i, j]
      }
    }
    for k in 0..<2 * d { constraints[k, n + k] = 1 }
    let program = LinearProgram(
      columns: constraints, right: Array(repeating: 1, count: 2 * d),
      costs: Array(repeating: -1, count: n) + Array(repeating: 0, count: 2 * d))
    guard let optimum = (try? program.optimum(from: Array(n..<n + 2 * d))) ?? nil else {
      return nil
    }
    return ((0..<d).map { optimum.dual[d + $0] - optimum.dual[$0] }, Array(optimum.x[..<n]))
  }

  /// min Σ (w⁺ + w⁻) subject to Z(w⁺ − w⁻) − s = 1: columns w⁺, w⁻, s, then n artificial ones, which a
  /// first phase drives to 0.
  private static func primal(_ points: Matrix) -> (w: [Double], dual: [Double])? {
    let (n, d) = (points.rows, points.columns)
    var constraints = Matrix(rows: n, columns: 2 * d + 2 * n)
    for i in 0..<n {
      for j in 0..<d {
        constraints[i, j] = points[i, j]
        constraints[i, d + j] = -points[i, j]
      }
      constraints[i, 2 * d + i] = -1
      constraints[i, 2 * d + n + i] = 1
    }
    let ones = Array(repeating: 1.0, count: n)
    let first = LinearProgram(
      columns: constraints, right: ones,
      costs: Array(repeating: 0, count: 2 * d + n) + Array(repeating: 1, count: n))
    let start = Array(2 * d + n..<2 * d + 2 * n)
    guard let feasible = (try? first.optimum(from: start)) ?? nil,
      feasible.x[(2 * d + n)...].allSatisfy({ $0 <= 1e-9 })
    else { return nil }
    let second = LinearProgram(
      columns: constraints.selecting(columns: Array(0..<2 * d + n)), right: ones,
      costs: Array(repeating: 1, count: 2 * d) + Array(repeating: 0, count: n))
    // The slack of a row takes the place of its artificial column, which is parallel and at 0.
    let basis = feasible.basis.map { $0 < 2 * d + n ? $0 : $0 - n }
    guard let optimum = (try? second.optimum(from: basis)) ?? nil else { return nil }
    return ((0..<d).map { optimum.x[$0] - optimum.x[d + $0] }, optimum.dual)
  }
}
