import Elementary

/// The eigenvalues and eigenvectors of a real symmetric matrix by cyclic Jacobi rotations.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues in descending order.
  public let values: [Double]
  /// The orthonormal eigenvectors, one an element, in the order of the values.
  public let vectors: [[Double]]

  /// Diagonalises a symmetric matrix with finite entries.
  ///
  /// O(n³) a sweep, about eight sweeps.
  public init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a square matrix")
    let n = matrix.rows
    let scale = powerOfTwo(atLeast: matrix.largestMagnitude)
    var a = matrix
    for i in a.elements.indices { a.elements[i] /= scale }
    var vectors = Matrix.identity(n)
    for _ in 0..<60 {
      var offDiagonal = 0.0
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) { offDiagonal = max(offDiagonal, abs(a[p, q])) }
      }
      guard offDiagonal > 0x1p-100 else { break }
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) { Self.annihilate(p, q, &a, &vectors) }
      }
    }
    let order = (0..<n).sorted { (a[$0, $0], $1) > (a[$1, $1], $0) }
    values = order.map { a[$0, $0] * scale }
    self.vectors = order.map { Array(vectors.row($0)) }
  }

  /// Rotates the plane (p, q) so that the entry there becomes zero.
  private static func annihilate(_ p: Int, _ q: Int, _ a: inout Matrix, _ vectors: inout Matrix) {
    let entry = a[p, q]
    // An entry that vanishes beside both diagonal entries is set to zero without a rotation.
    let (first, second) = (abs(a[p, p]), abs(a[q, q]))
    if entry == 0
      || (first + abs(entry) * 0x1p-10 == first && second + abs(entry) * 0x1p-10 == second)
    {
      a[p, q] = 0
      a[q, p] = 0
      return
    }
    let theta = (a[q, q] - a[p, p]) / (2 * entry)
    let t = (theta < 0 ? -1 : 1) / (abs(theta) + hypot(1, theta))
    let c = 1 / (1 + t * t).squareRoot()
    let s = c * t
    let n = a.rows
    for k in 0..<n where k != p && k != q {
      let (x, y) = (a[p, k], a[q, k])
      a[p, k] = c * x - s * y
      a[q, k] = s * x + c * y
      a[k, p] = a[p, k]
      a[k, q] = a[q, k]
    }
    a[p, p] -= t * entry
    a[q, q] += t * entry
    a[p, q] = 0
    a[q, p] = 0
    for k in 0..<n {
      let (x, y) = (vectors[p, k], vectors[q, k])
      vectors[p, k] = c * x - s * y
      vectors[q, k] = s * x + c * y
    }
  }
}
