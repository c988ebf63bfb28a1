import Elementary

/// A symmetric matrix of two rows.
struct Symmetric: Hashable, Sendable {
  var xx: Double
  var xy: Double
  var yy: Double

  static let identity = Symmetric(xx: 1, xy: 0, yy: 1)

  /// The eigenvalues, the larger first, and the unit vector of the larger.
  var eigen: (large: Double, small: Double, vector: SIMD2<Double>) {
    let middle = 0.5 * (xx + yy)
    let half = 0.5 * (xx - yy)
    let radius = hypot(half, xy)
    // The eigenvalue of the larger size by the sum, the other by the determinant: no digits are lost.
    let far = middle >= 0 ? middle + radius : middle - radius
    let near = far == 0 ? 0 : (xx / far * yy - xy / far * xy)
    let (large, small) = middle >= 0 ? (far, near) : (near, far)
    var vector = half >= 0 ? SIMD2(half + radius, xy) : SIMD2(xy, radius - half)
    let length = hypot(vector.x, vector.y)
    vector = length > 0 ? vector / length : SIMD2(1, 0)
    return (large, small, vector)
  }

  /// The solution of least length of M δ = g, in which eigenvalues below a part of the largest count
  /// as zero.
  func solution(_ g: SIMD2<Double>, cut: Double = 1e-9) -> SIMD2<Double> {
    let (large, small, v) = eigen
    let w = SIMD2(-v.y, v.x)
    let most = max(abs(large), abs(small))
    guard most > 0 else { return SIMD2() }
    var result = SIMD2<Double>()
    if abs(large) > cut * most { result += v * ((v * g).sum() / large) }
    if abs(small) > cut * most { result += w * ((w * g).sum() / small) }
    return result
  }

  var determinant: Double { xx * yy - xy * xy }

  /// The vector that the matrix turns into a given one, by Cramer's rule.
  func cramer(_ r: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(yy * r.x - xy * r.y, xx * r.y - xy * r.x) / determinant
  }

  /// The lower triangle C with C Cᵀ = M⁻¹; nil where the matrix is not positive.
  var inverseRoot: (SIMD2<Double>, Double)? {
    // M = [xx xy; xy yy]; M⁻¹ = [yy −xy; −xy xx]/det = C Cᵀ with C = [a 0; b c].
    let det = determinant
    guard xx > 0, det > 0, det.isFinite else { return nil }
    let a = (yy / det).squareRoot()
    let b = -xy / det / a
    let c = (1 / yy).squareRoot()
    return (SIMD2(a, b), c)
  }
}

extension Jet {
  var gradient: SIMD2<Double> { SIMD2(x, y) }
  var hessian: Symmetric { Symmetric(xx: xx, xy: xy, yy: yy) }
}

func length(_ v: SIMD2<Double>) -> Double { hypot(v.x, v.y) }
