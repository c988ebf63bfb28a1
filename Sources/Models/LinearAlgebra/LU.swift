/// The factorisation P A = L U of a square matrix by elimination with partial pivoting.
public struct LU: Sendable {
  private let factors: Matrix
  private let order: [Int]

  /// Factors a square matrix.
  ///
  /// O(2n³/3).
  ///
  /// - Throws: `LinearAlgebraError.singular` when a pivot is smaller than 2⁻⁵² times the largest
  ///   entry of the matrix times its size.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a square matrix")
    let n = matrix.rows
    var a = matrix
    var order = Array(0..<n)
    let smallest = 0x1p-52 * Double(n) * matrix.largestMagnitude
    for k in 0..<n {
      var best = k
      for i in k..<n where abs(a[i, k]) > abs(a[best, k]) { best = i }
      guard abs(a[best, k]) > smallest else { throw .singular(pivot: k) }
      if best != k {
        order.swapAt(best, k)
        for j in 0..<n { a.elements.swapAt(best * n + j, k * n + j) }
      }
      for i in k + 1..<max(n, k + 1) {
        let multiple = a[i, k] / a[k, k]
        a[i, k] = multiple
        if multiple != 0 {
          for j in k + 1..<n { a[i, j] -= multiple * a[k, j] }
        }
      }
    }
    factors = a
    self.order = order
  }

  /// The solution x of A x = b.
  ///
  /// O(n²).
  public func solve(_ b: [Double]) -> [Double] {
    let n = factors.rows
    precondition(b.count == n, "a right-hand side of \(n) entries")
    var x = order.map { b[$0] }
    for i in 0..<n {
      for j in 0..<i { x[i] -= factors[i, j] * x[j] }
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for j in i + 1..<max(n, i + 1) { x[i] -= factors[i, j] * x[j] }
      x[i] /= factors[i, i]
    }
    return x
  }

  /// The solution x of Aᵀ x = b.
  ///
  /// O(n²).
  public func solveTransposed(_ b: [Double]) -> [Double] {
    let n = factors.rows
    precondition(b.count == n, "a right-hand side of \(n) entries")
    var z = b
    for i in 0..<n {
      for j in 0..<i { z[i] -= factors[j, i] * z[j] }
      z[i] /= factors[i, i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for j in i + 1..<max(n, i + 1) { z[i] -= factors[j, i] * z[j] }
    }
    var x = z
    for i in 0..<n { x[order[i]] = z[i] }
    return x
  }
}
