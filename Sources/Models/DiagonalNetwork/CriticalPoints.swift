/// A critical point of the network's loss, found from a support (3.11).
///
/// θ minimises R̂ among the vectors that vanish off the support, and u = sign(θ)√|θ|, v = √|θ| is one
/// point of its orbit. It is a global minimum where R̂(θ) is the least risk and a strict saddle
/// otherwise; nothing else exists (Proposition 1, corrected).
public struct CriticalPoint: Hashable, Sendable {
  /// Minimum or saddle.
  public enum Kind: Hashable, Sendable {
    /// A global minimum.
    case minimum
    /// A strict saddle: some direction goes down.
    case saddle
  }

  /// The coordinates that may be non-zero, ascending.
  public let support: [Int]
  /// Whether the columns of the support are independent, so that θ is unique.
  public let isUnique: Bool
  /// θ, of least norm where it is not unique; entries of rounding size are 0.
  public let theta: [Double]
  /// The loss R̂(θ).
  public let loss: Double
  /// ∇R̂(θ), which vanishes on the support.
  public let riskGradient: [Double]
  /// Minimum or saddle.
  public let kind: Kind

  /// The coordinates that are non-zero.
  public var actualSupport: [Int] { theta.indices.filter { theta[$0] != 0 } }
  /// u = sign(θ)√|θ|.
  public var u: [Double] { theta.map { ($0 < 0 ? -1 : 1) * abs($0).squareRoot() } }
  /// v = √|θ|.
  public var v: [Double] { theta.map { abs($0).squareRoot() } }
}

extension DiagonalNetwork {
  /// The largest d for which all 2^d supports are visited.
  public static let largestEnumeration = 16

  /// The critical point of every support, by size and then lexicographically.
  ///
  /// O(2^d) least-squares problems.
  ///
  /// - Throws: `DiagonalNetworkError.tooLarge` for d beyond `largestEnumeration`.
  public func criticalPoints() throws(DiagonalNetworkError) -> [CriticalPoint] {
    guard dimension <= Self.largestEnumeration else {
      throw .tooLarge(name: "d", value: dimension, limit: Self.largestEnumeration)
    }
    let least = data.risk(SingularValueDecomposition(data.x).leastNormSolution(data.y))
    return supports().map { criticalPoint(support: $0, leastLoss: least) }
  }

  /// All supports, by size and then lexicographically.
  private func supports() -> [[Int]] {
    var supports: [[Int]] = [[]]
    var ofSize: [[Int]] = [[]]
    for _ in 0..<dimension {
      ofSize = ofSize.flatMap { support in
        ((support.last ?? -1) + 1..<dimension).map { support + [$0] }
      }
      supports += ofSize
    }
    return supports
  }

  private func criticalPoint(support: [Int], leastLoss: Double) -> CriticalPoint {
    var theta = Array(repeating: 0.0, count: dimension)
    var isUnique = true
    if !support.isEmpty {
      let svd = SingularValueDecomposition(data.x.selecting(columns: support))
      isUnique = svd.rank() == support.count
      let values = svd.leastNormSolution(data.y)
      let cut = 1e-12 * maximumNorm(values)
      for (k, j) in support.enumerated() where abs(values[k]) > cut { theta[j] = values[k] }
      // A response that is 0 up to rounding: y is orthogonal to these columns.
      let size = data.x.largestMagnitude
      if maximumNorm(theta) * size <= 1e-13 * maximumNorm(data.y) {
        theta = theta.map { _ in 0 }
      }
    }
    let loss = data.risk(theta)
    let scale = dot(data.y, data.y) / Double(2 * data.samples)
    let isMinimum = loss <= leastLoss + 1e-12 * scale
    return CriticalPoint(
      support: support, isUnique: isUnique, theta: theta, loss: loss,
      riskGradient: riskGradient(theta), kind: isMinimum ? .minimum : .saddle)
  }

  /// The eigenvalues of the Hessian at (u, v), ascending.
  ///
  /// O(d³).
  public func hessianEigenvalues(u: [Double], v: [Double]) -> [Double] {
    SymmetricEigen(hessian(u: u, v: v)).values.reversed()
  }
}
