import Elementary

/// The thin singular value decomposition A = U diag(σ) Vᵀ by one-sided Jacobi rotations.
///
/// With A of m × n and k = min(m, n), U is m × k, V is n × k and σ has k entries, descending and
/// with zeros included. The rotations orthogonalise the columns of A (or Aᵀ, whichever has fewer)
/// without forming AᵀA, which keeps small singular values accurate. The method is that of
/// Demmel and Veselić, "Jacobi's method is more accurate than QR", with de Rijk's ordering.
public struct SingularValueDecomposition: Sendable {
  /// The singular values σ₁ ≥ σ₂ ≥ … ≥ 0, min(m, n) of them.
  public let singularValues: [Double]
  /// The left singular vectors u_j, one an element, of m entries; without meaning where σ_j
  /// is zero to rounding.
  public let left: [[Double]]
  /// The right singular vectors v_j, one an element, of n entries; without meaning where
  /// σ_j is zero to rounding.
  public let right: [[Double]]

  /// Decomposes a matrix with finite entries.
  ///
  /// O(m n k) a sweep, about ten sweeps.
  public init(_ matrix: Matrix) {
    let wide = matrix.rows < matrix.columns
    // Columns of the tall matrix as rows of `work`.
    let tall = wide ? matrix : matrix.transposed
    let scale = powerOfTwo(atLeast: tall.largestMagnitude)
    var work = OrthogonalisedColumns(tall, scale: 1 / scale)
    work.orthogonalise()
    let columns = work.normalised()
    singularValues = columns.norms.map { $0 * scale }
    left = wide ? columns.rotations : columns.directions
    right = wide ? columns.directions : columns.rotations
  }

  /// The number of singular values above `cutoff` times the largest.
  ///
  /// O(min(n, d)).
  public func rank(cutoff: Double = 1e-10) -> Int {
    guard let largest = singularValues.first, largest > 0 else { return 0 }
    return singularValues.count { $0 > cutoff * largest }
  }

  /// The ratio of the largest to the smallest singular value counted by `rank`; 1 for rank 0.
  ///
  /// O(min(n, d)).
  public func conditionNumber(cutoff: Double = 1e-10) -> Double {
    let rank = rank(cutoff: cutoff)
    return rank > 0 ? singularValues[0] / singularValues[rank - 1] : 1
  }

  /// A⁺ b, the least-squares solution of A x ≈ b of smallest norm; singular values below `cutoff`
  /// times the largest count as zero.
  ///
  /// O((m + n) rank).
  public func leastNormSolution(_ b: [Double], cutoff: Double = 1e-10) -> [Double] {
    var x = Array(repeating: 0.0, count: right.first?.count ?? 0)
    for j in 0..<rank(cutoff: cutoff) {
      x = sum(x, dot(left[j], b) / singularValues[j], times: right[j])
    }
    return x
  }

  /// The part of x in the kernel of A: x − Σ ⟨v_j, x⟩ v_j over the non-zero singular values,
  /// subtracted twice so that the result is orthogonal to the rows of A to rounding.
  ///
  /// O(n rank).
  public func kernelPart(of x: [Double], cutoff: Double = 1e-10) -> [Double] {
    var part = x
    for _ in 0..<2 {
      for j in 0..<rank(cutoff: cutoff) {
        part = sum(part, -dot(right[j], part), times: right[j])
      }
    }
    return part
  }
}

/// The smallest power of two that is not below x, 1 for 0; scaling by it is exact.
func powerOfTwo(atLeast x: Double) -> Double {
  guard x > 0 && x.isFinite else { return 1 }
  return min(Double(sign: .plus, exponent: Int(x.exponent) + 1, significand: 1), 0x1p1022)
}

/// The working state of the one-sided Jacobi method: columns of a tall matrix and the rotations
/// applied to them.
private struct OrthogonalisedColumns {
  let length: Int
  let count: Int
  /// Column j from `j * length` on.
  var columns: [Double]
  /// Column j of the accumulated rotation from `j * count` on.
  var rotation: [Double]

  /// The columns are the rows of `matrix`, times `scale`.
  init(_ matrix: Matrix, scale: Double) {
    length = matrix.columns
    count = matrix.rows
    columns = matrix.elements.map { $0 * scale }
    rotation = Matrix.identity(count).elements
  }

  /// Sweeps over all pairs until each is orthogonal to rounding.
  mutating func orthogonalise() {
    let tolerance = 0x1p-53 * Double(max(length, 4)).squareRoot()
    let (length, count) = (length, count)
    columns.withUnsafeMutableBufferPointer { a in
      rotation.withUnsafeMutableBufferPointer { v in
        guard let a = a.baseAddress, let v = v.baseAddress else { return }
        for _ in 0..<60 {
          var rotated = false
          for p in 0..<count {
            Self.bringLargestTo(p, a, length, v, count)
            for q in p + 1..<max(count, p + 1) {
              let first = a + p * length
              let second = a + q * length
              let alpha = dotKernel(first, first, count: length)
              let beta = dotKernel(second, second, count: length)
              let gamma = dotKernel(first, second, count: length)
              guard abs(gamma) > tolerance * alpha.squareRoot() * beta.squareRoot() else {
                continue
              }
              rotated = true
              let zeta = (beta - alpha) / (2 * gamma)
              let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + hypot(1, zeta))
              let c = 1 / (1 + t * t).squareRoot()
              Self.rotate(first, second, c, c * t, length)
              Self.rotate(v + p * count, v + q * count, c, c * t, count)
            }
          }
          if !rotated { return }
        }
      }
    }
  }

  /// Swaps the longest of the columns from p on into place p.
  private static func bringLargestTo(
    _ p: Int, _ a: UnsafeMutablePointer<Double>, _ length: Int,
    _ v: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var best = p
    var largest = -1.0
    for q in p..<count {
      let square = dotKernel(a + q * length, a + q * length, count: length)
      if square > largest { (best, largest) = (q, square) }
    }
    guard best != p else { return }
    for i in 0..<length { swap(&a[p * length + i], &a[best * length + i]) }
    for i in 0..<count { swap(&v[p * count + i], &v[best * count + i]) }
  }

  /// (x, y) ← (c x − s y, s x + c y).
  @inline(__always)
  private static func rotate(
    _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ c: Double, _ s: Double,
    _ count: Int
  ) {
    for i in 0..<count {
      let (first, second) = (x[i], y[i])
      x[i] = c * first - s * second
      y[i] = s * first + c * second
    }
  }

  /// The norms of the columns in descending order, their directions and their rotations.
  func normalised() -> (norms: [Double], directions: [[Double]], rotations: [[Double]]) {
    let parts = (0..<count).map { Array(columns[$0 * length..<($0 + 1) * length]) }
    let norms = parts.map { euclideanNorm($0) }
    // A stable order: equal norms keep their places.
    let order = (0..<count).sorted { (norms[$0], $1) > (norms[$1], $0) }
    return (
      order.map { norms[$0] },
      order.map { j in norms[j] > 0 ? parts[j].map { $0 / norms[j] } : parts[j] },
      order.map { Array(rotation[$0 * count..<($0 + 1) * count]) }
    )
  }
}
