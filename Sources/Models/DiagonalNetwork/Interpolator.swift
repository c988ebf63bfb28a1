/// The interpolator of least Bregman divergence to a start, with its certificate (3.28).
///
/// θ_∞ = argmin {D_φ(θ, θ₀) : Xθ = y} is the limit of the diagonal network's gradient flow. It is
/// the only θ with Xθ = y for which ∇φ(θ) − ∇φ(θ₀) lies in the span of the samples, so two numbers
/// prove it: the residual and the defect of the span.
public struct Interpolator: Hashable, Sendable {
  /// The interpolator θ_∞, d entries.
  public let theta: [Double]
  /// The multipliers ν, n entries: ∇φ(θ_∞) − ∇φ(θ₀) = Xᵀν.
  ///
  /// Where fewer than n coordinates are large the tiny ones alone fix ν across them; it has 13
  /// digits down to α = 10⁻¹⁰ or so for θ of size 1, below which the rounding of y decides.
  public let dual: [Double]
  /// ‖Xθ_∞ − y‖₂/‖y‖₂, computed from `theta`; not divided where y = 0.
  public let residual: Double
  /// max_j |∇φ(θ_∞) − ∇φ(θ₀) − Xᵀν|_j over max_j |Xᵀν|_j, computed from `theta` and `dual`.
  public let spanDefect: Double
  /// The number of Newton steps taken.
  public let iterations: Int
}

extension Potential {
  /// argmin {D_φ(θ, θ₀) : Xθ = y} by damped Newton on the dual, without integrating the flow.
  ///
  /// Solves X[I sinh(2Xᵀν + s₀)] = y, s₀ = asinh(θ₀/I), for ν ∈ ℝⁿ; a step costs
  /// O(n²d + n³), and about ten are needed, at scales below 10⁻²⁰ as many for each halving of
  /// log I.
  ///
  /// - Parameters:
  ///   - x: The data matrix X, n × d, with independent rows.
  ///   - y: The n labels.
  ///   - start: θ₀; nil for 0, for which the result is argmin {φ_I(θ) : Xθ = y}.
  ///   - near: Multipliers ν to begin with, as those of a neighbouring potential; nil for the method's
  ///     own beginning.
  ///
  /// - Returns: The interpolator with a relative residual of at most 10⁻¹¹.
  ///
  /// - Throws: `DiagonalNetworkError` for unfit shapes, entries that are not finite, dependent
  ///   rows of X, or when the residual stays above its bound.
  public func interpolator(
    _ x: Matrix, _ y: [Double], from start: [Double]? = nil, near: [Double]? = nil
  ) throws(DiagonalNetworkError) -> Interpolator {
    try checkRegression(x, y)
    guard x.columns == dimension else {
      throw .shape(name: "each row of X", expected: dimension, got: x.columns)
    }
    if let start {
      guard start.count == dimension else {
        throw .shape(name: "the start", expected: dimension, got: start.count)
      }
      guard start.allSatisfy({ $0.isFinite }) else { throw .notFinite(name: "the start") }
    }
    if let near {
      guard near.count == x.rows else {
        throw .shape(name: "the first multipliers", expected: x.rows, got: near.count)
      }
    }
    return try DualNewton(potential: self, x: x, y: y, start: start, near: near).solve()
  }
}

/// Checks that X and y are finite and fit each other.
func checkRegression(_ x: Matrix, _ y: [Double]) throws(DiagonalNetworkError) {
  guard y.count == x.rows else { throw .shape(name: "y", expected: x.rows, got: y.count) }
  guard x.rows > 0 else { throw .shape(name: "y", expected: 1, got: 0) }
  guard x.elements.allSatisfy({ $0.isFinite }) else { throw .notFinite(name: "X") }
  guard y.allSatisfy({ $0.isFinite }) else { throw .notFinite(name: "y") }
}

/// Xᵀ(XXᵀ)⁻¹y, the interpolator of least Euclidean norm (2.4), by a QR factorisation of Xᵀ.
///
/// O(n² d).
///
/// - Throws: `DiagonalNetworkError` for unfit shapes, entries that are not finite, or dependent
///   rows of X.
public func leastL2Interpolator(
  _ x: Matrix, _ y: [Double]
) throws(DiagonalNetworkError) -> [Double] {
  try checkRegression(x, y)
  return try leastNormInterpolator(x, y)
}

/// Xᵀ(XXᵀ)⁻¹y for inputs that have been checked.
///
/// - Throws: `DiagonalNetworkError.dependentRows`.
func leastNormInterpolator(
  _ x: Matrix, _ y: [Double]
) throws(DiagonalNetworkError) -> [Double] {
  if let row = firstDependentRow(x) { throw .dependentRows(row: row) }
  do {
    return try HouseholderQR(x.transposed).leastNormOfTransposed(y)
  } catch {
    throw .dependentRows(row: x.rows - 1)
  }
}
