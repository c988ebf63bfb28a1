/// The path of the network's gradient flow from θ₀ = 0 for one sample of two features.
///
/// With n = 1 the path is explicit, θ = I sinh(2νx) for ν from 0 to the root of ⟨x, θ⟩ = y: straight
/// for large α, along the axis of the larger |x_j| for small α.
public struct MirrorPath: Hashable, Sendable {
  /// The potential of the mirror flow, of two coordinates.
  public let potential: Potential
  /// The sample x.
  public let sample: SIMD2<Double>
  /// The label y.
  public let label: Double
  /// The end of the path, θ_∞, the point of the line ⟨x, θ⟩ = y where φ is least.
  public let limit: SIMD2<Double>
  /// φ(θ_∞): the level curve of this level touches the line in θ_∞.
  public let level: Double

  /// The multiplier ν of the end: θ_∞ = I sinh(2νx).
  public var dual: Double { end }

  private let end: Double

  /// The path towards the line ⟨x, θ⟩ = y.
  ///
  /// O(1) but for one dual root.
  ///
  /// - Throws: `DiagonalNetworkError` unless the potential has two coordinates, x is not 0 and all
  ///   is finite.
  public init(
    _ potential: Potential, sample: SIMD2<Double>, label: Double
  ) throws(DiagonalNetworkError) {
    let found = try potential.interpolator(
      Matrix(rows: 1, columns: 2, elements: [sample.x, sample.y]), [label])
    self.potential = potential
    self.sample = sample
    self.label = label
    limit = SIMD2(found.theta[0], found.theta[1])
    level = potential.value(found.theta)
    end = found.dual[0]
  }

  /// The point I sinh(2νx) of the path at a multiplier ν between 0 and `dual`.
  ///
  /// O(1).
  public func point(atDual dual: Double) -> SIMD2<Double> { arcPoint(dual).point }

  /// The path as a polyline within `tolerance` (in the units of θ) of it.
  ///
  /// O(1) a point.
  public func polyline(tolerance: Double) -> [SIMD2<Double>] {
    if sample.x == 0 || sample.y == 0 || end == 0 { return [SIMD2(0, 0), limit] }
    return Models.polyline(from: arcPoint(0), to: arcPoint(end), tolerance: tolerance) { a, b, _ in
      arcPoint(0.5 * (a.parameter + b.parameter))
    }
  }

  private func arcPoint(_ dual: Double) -> ArcPoint {
    let (first, second) = (potential.coordinates[0], potential.coordinates[1])
    let theta = SIMD2(
      first.inverseGradient(dual * sample.x), second.inverseGradient(dual * sample.y))
    // dθ/dν = 2h ⊙ x.
    let tangent = SIMD2(first.norm(theta.x) * sample.x, second.norm(theta.y) * sample.y)
    return ArcPoint(point: theta, normal: SIMD2(-tangent.y, tangent.x), parameter: dual)
  }
}
