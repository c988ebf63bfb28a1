internal import Elementary

/// The ellipse {θ : R̂(θ) = c} of a least-squares risk in two coordinates, c above the least risk.
public struct RiskLevelCurve: Hashable, Sendable {
  /// The minimiser of R̂, the centre.
  public let centre: SIMD2<Double>
  /// The least risk.
  public let minimumRisk: Double
  /// The longer half axis.
  public let longSemiAxis: Double
  /// The shorter half axis.
  public let shortSemiAxis: Double

  private let excess: Double
  private let covariance: Matrix

  /// The ellipse of a level.
  ///
  /// O(n).
  ///
  /// - Throws: `DiagonalNetworkError` unless there are two features with independent columns and
  ///   the level exceeds the least risk.
  public init(of data: DataSet, level: Double) throws(DiagonalNetworkError) {
    guard data.features == 2 else {
      throw .shape(name: "each sample of a risk with level curves", expected: 2, got: data.features)
    }
    let svd = SingularValueDecomposition(data.x)
    guard svd.rank() == 2 else { throw .dependentRows(row: 1) }
    let theta = svd.leastNormSolution(data.y)
    centre = SIMD2(theta[0], theta[1])
    minimumRisk = data.risk(theta)
    excess = level - minimumRisk
    guard excess > 0 else { throw .notPositive(name: "level above the least risk", value: excess) }
    var covariance = data.x.transposed.gram
    for k in covariance.elements.indices { covariance.elements[k] /= Double(data.samples) }
    self.covariance = covariance
    let root = (2 * excess * Double(data.samples)).squareRoot()
    longSemiAxis = root / svd.singularValues[1]
    shortSemiAxis = root / svd.singularValues[0]
  }

  /// The t > 0 for which centre + t · direction lies on the ellipse.
  ///
  /// O(1).
  public func scale(along direction: SIMD2<Double>) -> Double {
    let image = SIMD2(
      covariance[0, 0] * direction.x + covariance[0, 1] * direction.y,
      covariance[1, 0] * direction.x + covariance[1, 1] * direction.y)
    return (2 * excess / dot(direction, image)).squareRoot()
  }

  /// The length of the ellipse.
  public var length: Double {
    // ∫√(a² sin² + b² cos²) over a quarter turn, four times.
    4
      * integral(from: 0, to: .pi / 2) {
        hypot(longSemiAxis * sin($0), shortSemiAxis * cos($0))
      }
  }

  /// The area of the ellipse.
  public var area: Double { .pi * longSemiAxis * shortSemiAxis }
}
