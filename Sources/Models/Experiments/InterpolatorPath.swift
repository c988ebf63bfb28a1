/// The interpolators θ_∞(α) that gradient flow from u₀ = √2 α 1, v₀ = 0 reaches, for a list of α.
///
/// ‖θ_∞(α)‖₁ rises and ‖θ_∞(α)‖₂ falls with α, between the values of the two limits (3.32).
public struct InterpolatorPath: Hashable, Sendable {
  /// One α and what belongs to it.
  public struct Point: Hashable, Sendable {
    /// The initialisation scale α.
    public let alpha: Double
    /// θ_∞(α) with its certificate.
    public let interpolator: Interpolator
    /// ‖θ_∞(α)‖₁.
    public let l1: Double
    /// ‖θ_∞(α)‖₂.
    public let l2: Double
  }

  /// The points, in the order of the given α.
  public let points: [Point]
  /// The limit α → 0: the interpolator of least ℓ1 norm.
  public let leastL1: LeastL1Interpolator
  /// The limit α → ∞: Xᵀ(XXᵀ)⁻¹y, the interpolator of least ℓ2 norm.
  public let leastL2: [Double]

  /// The path for the given data, by one dual root for each α.
  ///
  /// O(n² d + n³) for each of about ten Newton steps for an α, and the two limits.
  ///
  /// - Parameters:
  ///   - x: The data matrix X, n × d, with independent rows.
  ///   - y: The n labels.
  ///   - alphas: The α.
  ///   - startsWarm: Whether a root is begun at that of the α before, which takes about half the steps
  ///     and rounds in another way.
  /// - Throws: `DiagonalNetworkError` as `Potential.interpolator` does.
  public init(
    _ x: Matrix, _ y: [Double], alphas: [Double], startsWarm: Bool = false
  ) throws(DiagonalNetworkError) {
    leastL1 = try LeastL1Interpolator(x, y)
    leastL2 = try leastL2Interpolator(x, y)
    var points: [Point] = []
    for alpha in alphas {
      let found = try Self.interpolator(x, y, alpha: alpha, after: startsWarm ? points.last : nil)
      points.append(
        Point(
          alpha: alpha, interpolator: found, l1: l1Norm(found.theta),
          l2: euclideanNorm(found.theta)))
    }
    self.points = points
  }

  /// θ_∞(α), begun at the multipliers of another α, stretched so that the largest θ_j is as it was.
  private static func interpolator(
    _ x: Matrix, _ y: [Double], alpha: Double, after last: Point?
  ) throws(DiagonalNetworkError) -> Interpolator {
    let potential = try Potential(alpha: alpha, dimension: x.columns)
    guard let last, let other = try? Potential(alpha: last.alpha, dimension: 1) else {
      return try potential.interpolator(x, y)
    }
    let largest = maximumNorm(last.interpolator.theta)
    let stretch = potential.coordinates[0].gradient(largest) / other.gradient([largest])[0]
    // Far apart the multipliers are no help.
    guard stretch.isFinite, stretch > 0.1, stretch < 10 else {
      return try potential.interpolator(x, y)
    }
    let near = last.interpolator.dual.map { stretch * $0 }
    if let found = try? potential.interpolator(x, y, near: near) { return found }
    return try potential.interpolator(x, y)
  }
}
