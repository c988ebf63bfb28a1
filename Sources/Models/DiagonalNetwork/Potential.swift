/// The potential of the diagonal network's mirror flow, φ_I of lecture (3.21).
///
/// φ_I(θ) = ½ Σ_j [θ_j asinh(θ_j/I_j) − √(θ_j² + I_j²) + I_j], with one scale I_j > 0 per
/// coordinate. Strictly convex and even; for I_j = α² it tends to log(1/α)‖θ‖₁ as α → 0 and to
/// ‖θ‖₂²/(4α²) as α → ∞, to leading order (3.31). All operations take O(d) time.
public struct Potential: Hashable, Sendable {
  /// The potentials of the d coordinates, of which φ_I is the sum.
  public let coordinates: [HyperbolicEntropy]

  /// The number of coordinates, d.
  public var dimension: Int { coordinates.count }

  /// φ_α, the potential of the initialisation u₀ = √2 α 1, v₀ = 0, for which I_j = α² (3.30).
  ///
  /// O(d).
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` unless α is finite and positive.
  public init(alpha: Double, dimension: Int) throws(DiagonalNetworkError) {
    guard alpha > 0, alpha.isFinite else {
      throw .notPositive(name: "alpha", value: alpha)
    }
    coordinates = Array(repeating: HyperbolicEntropy(alpha: alpha), count: dimension)
  }

  /// The potential with scale I_j in coordinate j.
  ///
  /// O(d).
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` unless every scale is finite and positive.
  public init(scales: [Double]) throws(DiagonalNetworkError) {
    for scale in scales where !(scale > 0 && scale.isFinite) {
      throw .notPositive(name: "scale", value: scale)
    }
    coordinates = scales.map { HyperbolicEntropy(scale: $0) }
  }

  /// The potential with log I_j in coordinate j; for scales below the smallest double.
  ///
  /// O(d).
  public init(logScales: [Double]) {
    coordinates = logScales.map { HyperbolicEntropy(logScale: $0) }
  }

  /// φ_I(θ); a sum of non-negative terms, so as accurate as each of them.
  ///
  /// O(d).
  ///
  /// - Precondition: as all below, `theta` has d entries.
  public func value(_ theta: [Double]) -> Double {
    checkDimension(theta)
    return zip(coordinates, theta).reduce(0) { $0 + $1.0.value($1.1) }
  }

  /// ∇φ_I(θ) = ½ asinh(θ/I) (3.22).
  ///
  /// O(d).
  public func gradient(_ theta: [Double]) -> [Double] {
    checkDimension(theta)
    return zip(coordinates, theta).map { $0.gradient($1) }
  }

  /// The diagonal of ∇²φ_I(θ), 1/(2√(θ² + I²)) (3.25); the matrix has no other entries.
  ///
  /// O(d).
  public func hessianDiagonal(_ theta: [Double]) -> [Double] {
    checkDimension(theta)
    return zip(coordinates, theta).map { $0.hessian($1) }
  }

  /// The θ with ∇φ_I(θ) = z: θ = I sinh(2z).
  ///
  /// O(d).
  public func inverseGradient(_ z: [Double]) -> [Double] {
    checkDimension(z)
    return zip(coordinates, z).map { $0.inverseGradient($1) }
  }

  /// The Bregman divergence D(θ, θ′) = φ(θ) − φ(θ′) − ⟨∇φ(θ′), θ − θ′⟩ ≥ 0 (3.24, with the
  /// gradient at the second argument).
  ///
  /// O(d).
  public func divergence(_ theta: [Double], from other: [Double]) -> Double {
    checkDimension(theta)
    checkDimension(other)
    var sum = 0.0
    for (j, coordinate) in coordinates.enumerated() {
      sum += coordinate.divergence(theta[j], from: other[j])
    }
    return sum
  }

  private func checkDimension(_ vector: [Double]) {
    precondition(
      vector.count == dimension, "a vector of \(vector.count) entries where d is \(dimension)")
  }
}
