import Elementary

/// The least-squares problem min R̂(θ), R̂(θ) = ‖y − Xθ‖² / (2n), of lecture section 2.
///
/// Any shape and rank of X. Everything follows from one singular value decomposition of X, never
/// from XᵀX, so a condition number c costs c and not c². Singular values below `cutoff` times the
/// largest count as zero.
public struct LeastSquares: Sendable {
  /// The data matrix X, n × d.
  public let x: Matrix
  /// The targets y, n of them.
  public let y: [Double]
  /// X = U diag(σ) Vᵀ.
  public let decomposition: SingularValueDecomposition
  /// The number of singular values that are not zero.
  public let rank: Int

  /// Below this part of the largest singular value another counts as zero.
  public static let cutoff = 1e-10

  /// The number of samples, n.
  public var samples: Int { x.rows }
  /// The number of features, d.
  public var features: Int { x.columns }

  /// The problem posed by the given data.
  ///
  /// O(n d min(n, d)) a Jacobi sweep.
  public init(_ data: DataSet) {
    x = data.x
    y = data.y
    decomposition = SingularValueDecomposition(data.x)
    rank = decomposition.rank(cutoff: Self.cutoff)
  }

  /// The residual y − Xθ, n entries.
  ///
  /// O(n d).
  public func residual(_ theta: [Double]) -> [Double] {
    difference(y, x.times(theta))
  }

  /// The empirical risk R̂(θ) = ‖y − Xθ‖² / (2n), lecture (2.1).
  ///
  /// O(n d).
  public func risk(_ theta: [Double]) -> Double {
    let r = residual(theta)
    return dot(r, r) / Double(2 * samples)
  }

  /// The gradient ∇R̂(θ) = −Xᵀ(y − Xθ) / n, d entries; lecture (2.18) with the full batch.
  ///
  /// O(n d).
  public func gradient(_ theta: [Double]) -> [Double] {
    x.transposedTimes(residual(theta)).map { -$0 / Double(samples) }
  }

  /// The Hessian XᵀX / n of the risk, the empirical covariance, lecture (2.2); d × d.
  ///
  /// O(n d²).
  public var hessian: Matrix {
    let columns = x.transposed
    var result = columns.gram
    for k in result.elements.indices { result.elements[k] /= Double(samples) }
    return result
  }

  /// The d eigenvalues σ_j² / n of the Hessian in descending order, zeros included.
  public var hessianEigenvalues: [Double] {
    let squares = decomposition.singularValues.map { $0 * $0 / Double(samples) }
    return squares + Array(repeating: 0, count: features - squares.count)
  }

  /// The ratio of the largest to the smallest non-zero singular value of X.
  public var conditionNumber: Double { decomposition.conditionNumber(cutoff: Self.cutoff) }

  /// Whether the minimiser is unique: rank X = d.
  public var isUnique: Bool { rank == features }

  /// Whether some θ interpolates the data, Xθ = y: always when rank X = n, else when the least
  /// residual vanishes to rounding.
  ///
  /// O(n d).
  public var interpolates: Bool {
    guard rank < samples else { return true }
    let theta = leastNormSolution
    let largest = decomposition.singularValues[0]
    return euclideanNorm(residual(theta))
      <= 1e-12 * (euclideanNorm(y) + largest * euclideanNorm(theta))
  }

  /// θ̂_ols = X⁺ y, the minimiser of least norm.
  ///
  /// It is (XᵀX)⁻¹Xᵀy for n ≥ d, lecture (2.3), and Xᵀ(XXᵀ)⁻¹y for n ≤ d, (2.4), at full rank.
  ///
  /// O((n + d) rank).
  public var leastNormSolution: [Double] {
    decomposition.leastNormSolution(y, cutoff: Self.cutoff)
  }

  /// The least value of the risk.
  public var minimumRisk: Double { risk(leastNormSolution) }

  /// The part of θ in Ker X, its component that no descent in the span of the data changes.
  ///
  /// O(d rank).
  public func kernelPart(of theta: [Double]) -> [Double] {
    decomposition.kernelPart(of: theta, cutoff: Self.cutoff)
  }

  /// The orthogonal projector onto Ker X, d × d.
  ///
  /// O(d² rank).
  public var kernelProjector: Matrix {
    let columns = (0..<features).map { j in
      kernelPart(of: (0..<features).map { $0 == j ? 1 : 0 })
    }
    return Matrix(rows: columns)
  }

  /// The orthogonal projection of θ onto the minimisers of the risk: onto the interpolators
  /// 𝓘 = θ̂_ols + Ker X where there are any, lecture (2.5), (2.15), (2.16).
  ///
  /// O((n + d) rank).
  public func projection(of theta: [Double]) -> [Double] {
    flow(from: theta, at: .infinity)
  }

  /// θ(t) on the gradient flow θ̇ = −∇R̂(θ) from θ₀ in closed form.
  ///
  /// θ(t) = θ₀ + Σ_j (1 − e^{−σ_j² t/n}) (⟨u_j, y⟩/σ_j − ⟨v_j, θ₀⟩) v_j over the non-zero singular
  /// values: lecture (2.11) to (2.14) in one formula, accurate for short times and for t = ∞,
  /// where it is the projection of θ₀ onto the minimisers.
  ///
  /// O((n + d) rank).
  ///
  /// - Precondition: t ≥ 0; infinity is allowed.
  public func flow(from start: [Double], at t: Double) -> [Double] {
    precondition(t >= 0, "a time of \(t)")
    var theta = start
    for j in 0..<rank {
      let sigma = decomposition.singularValues[j]
      let target = dot(decomposition.left[j], y) / sigma
      let covered = -expm1(-(sigma * sigma / Double(samples)) * t)
      let right = decomposition.right[j]
      theta = sum(theta, covered * (target - dot(right, start)), times: right)
    }
    return theta
  }
}
