public import Records

/// Why a factorisation or a linear system has no answer.
public enum LinearAlgebraError: DataFault, Hashable, Sendable, CustomStringConvertible {
  /// A pivot of a Cholesky factorisation is not positive.
  case notPositiveDefinite(pivot: Int)
  /// A pivot of an elimination is zero to working precision.
  case singular(pivot: Int)

  /// What was wrong, in one line.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let pivot):
      "The matrix is not positive definite (pivot \(pivot)): are its rows independent?"
    case .singular(let pivot):
      "The matrix is singular (pivot \(pivot)): are its columns independent?"
    }
  }
}

/// The Cholesky factorisation A = L Lᵀ of a symmetric positive definite matrix.
public struct Cholesky: Sendable {
  /// The lower triangular factor L, zeros above its diagonal.
  public let factor: Matrix

  /// Factors a symmetric matrix, of which the lower triangle is read.
  ///
  /// O(n³/3).
  ///
  /// - Throws: `LinearAlgebraError.notPositiveDefinite` when a pivot is not positive.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a square matrix")
    let n = matrix.rows
    var lower = Matrix(rows: n, columns: n)
    var sums = Array(repeating: 0.0, count: n)
    var failed: Int?
    lower.elements.withUnsafeMutableBufferPointer { l in
      sums.withUnsafeMutableBufferPointer { sums in
        guard let l = l.baseAddress, let sums = sums.baseAddress else { return }
        // Column after column: the entries of one do not wait for each other.
        for k in 0..<n {
          let column = l + k * n
          let pivot = matrix.elements[k * n + k] - dotKernel(column, column, count: k)
          guard pivot > 0 && pivot.isFinite else {
            failed = k
            return
          }
          let root = pivot.squareRoot()
          column[k] = root
          dotRows(column, column + n, rows: n - k - 1, stride: n, count: k, into: sums)
          for i in k + 1..<n {
            l[i * n + k] = (matrix.elements[i * n + k] - sums[i - k - 1]) / root
          }
        }
      }
    }
    if let failed { throw .notPositiveDefinite(pivot: failed) }
    factor = lower
  }

  /// The solution x of A x = b.
  ///
  /// O(n²).
  public func solve(_ b: [Double]) -> [Double] {
    solveUpper(solveLower(b))
  }

  /// The solution x of L x = b, forward substitution.
  ///
  /// O(n²).
  public func solveLower(_ b: [Double]) -> [Double] {
    let n = factor.rows
    precondition(b.count == n, "a right-hand side of \(n) entries")
    var x = b
    factor.elements.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        guard let l = l.baseAddress, let p = x.baseAddress else { return }
        for i in 0..<n {
          p[i] = (p[i] - dotKernel(l + i * n, p, count: i)) / l[i * n + i]
        }
      }
    }
    return x
  }

  /// The solution x of Lᵀ x = b, back substitution by columns.
  ///
  /// O(n²).
  public func solveUpper(_ b: [Double]) -> [Double] {
    let n = factor.rows
    precondition(b.count == n, "a right-hand side of \(n) entries")
    var x = b
    factor.elements.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        guard let l = l.baseAddress, let p = x.baseAddress else { return }
        for i in stride(from: n - 1, through: 0, by: -1) {
          p[i] /= l[i * n + i]
          addKernel(p, -p[i], l + i * n, count: i)
        }
      }
    }
    return x
  }
}
