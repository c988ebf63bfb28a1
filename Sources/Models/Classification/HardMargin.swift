internal import Records

/// The hard-margin separator ŵ = argmin ½‖w‖² subject to y_i ⟨x_i, w⟩ ≥ 1, with its multipliers and
/// the certificate that it is the one.
public struct HardMargin: Sendable {
  /// The separator ŵ.
  public let w: [Double]
  /// The multipliers, n values ≥ 0 with ŵ = Σ dual_i y_i x_i.
  public let dual: [Double]
  /// The functional margins y_i ⟨x_i, ŵ⟩, at least 1.
  public let functionalMargins: [Double]
  /// The samples with functional margin 1 (within 1e-7), ascending.
  public let onMargin: [Int]
  /// The samples with a positive multiplier, ascending.
  public let supportVectors: [Int]
  /// Whether no other multipliers certify ŵ.
  public let dualIsUnique: Bool
  /// How well the Karush-Kuhn-Tucker conditions hold.
  public let certificate: Certificate

  /// The defects of the Karush-Kuhn-Tucker conditions, all relative; zero at the exact answer.
  public struct Certificate: Hashable, Sendable {
    /// ‖ŵ − Σ dual_i y_i x_i‖ / ‖ŵ‖.
    public let stationarity: Double
    /// How far the least functional margin falls below 1.
    public let feasibility: Double
    /// |Σ dual_i − ‖ŵ‖²| / ‖ŵ‖², the relative duality gap.
    public let gap: Double

    /// The largest of the three.
    public var worst: Double { [stationarity, feasibility, gap].worst }
  }

  /// The margin 1/‖ŵ‖, the largest least distance of a sample from a separating plane through 0.
  public var margin: Double { 1 / euclideanNorm(w) }
  /// The direction ŵ/‖ŵ‖.
  public var direction: [Double] { w.map { $0 * margin } }
}

/// Whether two classes can be separated by a plane through the origin, with the proof.
public enum Separation: Sendable {
  /// They can: the separator of largest margin.
  case separable(HardMargin)
  /// They cannot: weights ≥ 0 of sum 1 with Σ weights_i y_i x_i = 0 to rounding.
  case inseparable(weights: [Double])
}

extension Separation {
  /// Decides whether the data are separable, and how.
  ///
  /// Wolfe's point of least norm finds the support vectors; the separator is then computed anew
  /// from them alone, as the least-norm solution of y_i ⟨x_i, w⟩ = 1 by QR, good to rounding times
  /// the condition number. O(k (n d + d k²)) for k steps, usually fewer than 2d.
  public init(of data: ClassificationData) {
    let points = data.signedSamples
    let hull = MinimumNormPoint(hullOf: points)
    guard !hull.isZero else {
      self = .inseparable(weights: hull.weights)
      return
    }
    self = .separable(HardMargin(points: points, hull: hull))
  }
}

extension HardMargin {
  fileprivate init(points: Matrix, hull: MinimumNormPoint) {
    let square = dot(hull.point, hull.point)
    var w = hull.point.map { $0 / square }
    var dual = hull.weights.map { $0 / square }
    // Polish on the support vectors; keep the hull's answer where that does not certify.
    let support = dual.indices.filter { dual[$0] > 0 }
    if let polished = Self.equality(points.selecting(rows: support)),
      polished.dual.allSatisfy({ $0 > 0 }),
      (points.times(polished.w).min() ?? 0) >= (points.times(w).min() ?? 0) - 1e-12
    {
      w = polished.w
      for (i, value) in zip(support, polished.dual) { dual[i] = value }
    }
    let margins = points.times(w)
    let onMargin = margins.indices.filter { abs(margins[$0] - 1) <= 1e-7 }
    let norm = euclideanNorm(w)
    let total = dual.reduce(0, +)
    self.w = w
    self.dual = dual
    functionalMargins = margins
    self.onMargin = onMargin
    supportVectors = support
    dualIsUnique = Self.isUnique(
      points.selecting(rows: support),
      others: points.selecting(rows: onMargin.filter { !support.contains($0) }))
    certificate = Certificate(
      stationarity: distance(w, points.transposedTimes(dual)) / norm,
      feasibility: (1 - margins.least).positivePart,
      gap: abs(total - norm * norm) / (norm * norm))
  }

  /// The least-norm w with Z w = 1 and the multipliers λ with Zᵀ λ = w; nil when the rows of Z are
  /// dependent.
  private static func equality(_ z: Matrix) -> (w: [Double], dual: [Double])? {
    guard z.rows <= z.columns else { return nil }
    let factors = HouseholderQR(z.transposed)
    guard factors.diagonalRatio < 1e13,
      let w = try? factors.leastNormOfTransposed(Array(repeating: 1, count: z.rows)),
      let dual = try? factors.leastSquares(w)
    else { return nil }
    return (w, dual)
  }

  /// Whether the multipliers are unique: no combination Σ μ_i z_i, μ ≥ 0 and not 0, of the other
  /// samples on the margin lies in the span of the support vectors, that is, 0 is not in the
  /// convex hull of their parts orthogonal to that span.
  private static func isUnique(_ support: Matrix, others: Matrix) -> Bool {
    guard others.rows > 0 else { return true }
    let basis = SingularValueDecomposition(support)
    let parts = (0..<others.rows).map { basis.kernelPart(of: Array(others.row($0))) }
    let hull = MinimumNormPoint(hullOf: Matrix(rows: parts))
    return euclideanNorm(hull.point) > 1e-9 * others.largestMagnitude
  }
}
