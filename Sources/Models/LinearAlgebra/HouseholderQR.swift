/// The Householder factorisation A = Q R of a matrix with at least as many rows as columns.
///
/// Backward stable and without A Aᵀ, so a condition number c costs c and not c². No pivoting: for
/// matrices that may be rank deficient use `SingularValueDecomposition`.
public struct HouseholderQR: Sendable {
  /// The rows of A.
  public let rows: Int
  /// The columns of A.
  public let columns: Int
  /// Column k holds R above the diagonal and the k-th reflector from the diagonal on.
  private let packed: [Double]
  /// The diagonal of R.
  let diagonal: [Double]

  /// Factors a matrix with rows ≥ columns.
  ///
  /// O(2 · rows · columns²).
  public init(_ matrix: Matrix) {
    precondition(matrix.rows >= matrix.columns, "at least as many rows as columns")
    let m = matrix.rows
    let n = matrix.columns
    var work = matrix.transposed.elements
    var diagonal = Array(repeating: 0.0, count: n)
    work.withUnsafeMutableBufferPointer { work in
      guard let a = work.baseAddress else { return }
      for k in 0..<n {
        let column = a + k * m + k
        let length = m - k
        let norm = euclideanNorm(Array(UnsafeBufferPointer(start: column, count: length)))
        guard norm > 0 else { continue }
        let head = column[0] > 0 ? -norm : norm
        diagonal[k] = head
        // The reflector v = x − head·e₁, scaled so that vᵀv = 2.
        column[0] -= head
        let scale = 1 / abs(head).squareRoot() / abs(column[0]).squareRoot()
        for i in 0..<length { column[i] *= scale }
        for j in k + 1..<max(n, k + 1) {
          let other = a + j * m + k
          addKernel(other, -dotKernel(column, other, count: length), column, count: length)
        }
      }
    }
    rows = m
    columns = n
    packed = work
    self.diagonal = diagonal
  }

  /// The ratio of the largest to the smallest |R_kk|, a lower estimate of the condition number;
  /// infinite when one is zero.
  public var diagonalRatio: Double {
    let sizes = diagonal.map { abs($0) }
    return (sizes.max() ?? 1) / (sizes.min() ?? 1)
  }

  /// Qᵀ b, `rows` entries.
  ///
  /// O(rows · columns).
  public func transposedQTimes(_ b: [Double]) -> [Double] {
    precondition(b.count == rows, "a vector of \(rows) entries")
    return reflected(b, order: Array(0..<columns))
  }

  /// Q b, `rows` entries.
  ///
  /// O(rows · columns).
  public func qTimes(_ b: [Double]) -> [Double] {
    precondition(b.count == rows, "a vector of \(rows) entries")
    return reflected(b, order: (0..<columns).reversed())
  }

  /// The least-squares solution of A x ≈ b, `columns` entries.
  ///
  /// O(rows · columns).
  ///
  /// - Throws: `LinearAlgebraError.singular` when a diagonal entry of R is zero.
  public func leastSquares(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try checkDiagonal()
    var x = Array(transposedQTimes(b)[..<columns])
    for k in stride(from: columns - 1, through: 0, by: -1) {
      x[k] /= diagonal[k]
      for i in 0..<k { x[i] -= packed[k * rows + i] * x[k] }
    }
    return x
  }

  /// The solution x of least norm of the system Aᵀ x = b with `columns` equations; `rows`
  /// entries.
  ///
  /// O(rows · columns).
  ///
  /// - Throws: `LinearAlgebraError.singular` when a diagonal entry of R is zero.
  public func leastNormOfTransposed(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(b.count == columns, "a right-hand side of \(columns) entries")
    try checkDiagonal()
    var z = Array(repeating: 0.0, count: rows)
    for k in 0..<columns {
      var rest = b[k]
      for i in 0..<k { rest -= packed[k * rows + i] * z[i] }
      z[k] = rest / diagonal[k]
    }
    return qTimes(z)
  }

  private func checkDiagonal() throws(LinearAlgebraError) {
    for k in 0..<columns where diagonal[k] == 0 { throw .singular(pivot: k) }
  }

  private func reflected(_ b: [Double], order: [Int]) -> [Double] {
    var x = b
    packed.withUnsafeBufferPointer { a in
      x.withUnsafeMutableBufferPointer { x in
        guard let a = a.baseAddress, let p = x.baseAddress else { return }
        for k in order where diagonal[k] != 0 {
          let v = a + k * rows + k
          addKernel(p + k, -dotKernel(v, p + k, count: rows - k), v, count: rows - k)
        }
      }
    }
    return x
  }
}
