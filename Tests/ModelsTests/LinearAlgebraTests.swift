import Models
import Testing

/// A matrix of standard normal entries.
func normalMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
  Matrix(
    rows: rows, columns: columns,
    elements: RandomStream(seed: seed).normals(rows * columns))
}

@Suite("Linear algebra")
struct LinearAlgebraTests {
  static let shapes = [(1, 1), (1, 2), (3, 3), (5, 3), (3, 5), (17, 9), (9, 17), (40, 100)]

  @Test("products agree with the sums that define them", arguments: shapes)
  func products(rows: Int, columns: Int) {
    let a = normalMatrix(rows, columns, seed: 1)
    let x = RandomStream(seed: 2).normals(columns)
    let z = RandomStream(seed: 3).normals(rows)
    for i in 0..<rows {
      let plain = (0..<columns).reduce(0) { $0 + a[i, $1] * x[$1] }
      #expect(abs(a.times(x)[i] - plain) < 1e-13 * Double(columns))
    }
    for j in 0..<columns {
      let plain = (0..<rows).reduce(0) { $0 + a[$1, j] * z[$1] }
      #expect(abs(a.transposedTimes(z)[j] - plain) < 1e-13 * Double(rows))
    }
    let gram = a.weightedGram(Array(repeating: 1, count: columns))
    #expect(
      difference(gram.elements, a.times(a.transposed).elements).allSatisfy { abs($0) < 1e-12 })
    #expect(a.transposed.transposed == a)
  }

  @Test("norms do not overflow or underflow")
  func norms() {
    #expect(abs(euclideanNorm([3e200, 4e200]) / 5e200 - 1) < 1e-15)
    #expect(abs(euclideanNorm([3e-200, 4e-200]) / 5e-200 - 1) < 1e-15)
    #expect(euclideanNorm([]) == 0 && euclideanNorm([0, 0]) == 0)
    #expect(euclideanNorm([.nan, 1]).isNaN && maximumNorm([1, .nan, 2]).isNaN)
    #expect(abs(angle([1, 0], [1, 1e-12]) / 1e-12 - 1) < 1e-10)
    #expect(abs(angle([1, 0], [-1, 0]) - .pi) < 1e-15)
  }

  @Test("Cholesky solves and refuses an indefinite matrix", arguments: [1, 2, 5, 40])
  func cholesky(n: Int) throws {
    let a = normalMatrix(n, n + 5, seed: 4).gram
    let x = RandomStream(seed: 5).normals(n)
    let solution = try Cholesky(a).solve(a.times(x))
    #expect(distance(solution, x) < 1e-9 * euclideanNorm(x))
    var indefinite = a
    indefinite[n - 1, n - 1] = -1
    #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: n - 1)) {
      try Cholesky(indefinite)
    }
  }

  @Test("LU solves both ways and refuses a singular matrix", arguments: [1, 2, 5, 30])
  func lu(n: Int) throws {
    let a = normalMatrix(n, n, seed: 6)
    let x = RandomStream(seed: 7).normals(n)
    #expect(distance(try LU(a).solve(a.times(x)), x) < 1e-9 * euclideanNorm(x))
    #expect(distance(try LU(a).solveTransposed(a.transposedTimes(x)), x) < 1e-9 * euclideanNorm(x))
    var singular = a
    for j in 0..<n { singular[n - 1, j] = n == 1 ? 0 : 2 * a[0, j] }
    #expect(throws: LinearAlgebraError.self) { try LU(singular) }
  }

  @Test("QR: orthogonal, least squares, least norm", arguments: shapes)
  func qr(rows: Int, columns: Int) throws {
    let a = normalMatrix(max(rows, columns), min(rows, columns), seed: 8)
    let factors = HouseholderQR(a)
    let b = RandomStream(seed: 9).normals(a.rows)
    #expect(distance(factors.qTimes(factors.transposedQTimes(b)), b) < 1e-13 * euclideanNorm(b))
    let residual = difference(b, a.times(try factors.leastSquares(b)))
    #expect(maximumNorm(a.transposedTimes(residual)) < 1e-11)
    let c = RandomStream(seed: 10).normals(a.columns)
    let x = try factors.leastNormOfTransposed(c)
    #expect(maximumNorm(difference(a.transposedTimes(x), c)) < 1e-11)
    // Of least norm: orthogonal to the kernel of Aᵀ, so A projects it onto itself.
    #expect(maximumNorm(difference(x, a.times(try factors.leastSquares(x)))) < 1e-11)
  }

  @Test("SVD: factors are orthonormal and reproduce the matrix", arguments: shapes)
  func svd(rows: Int, columns: Int) {
    let a = normalMatrix(rows, columns, seed: 11)
    let s = SingularValueDecomposition(a)
    #expect(s.singularValues == s.singularValues.sorted(by: >))
    #expect(s.singularValues.count == min(rows, columns))
    for j in s.left.indices {
      for k in s.left.indices {
        let delta = j == k ? 1.0 : 0
        #expect(abs(dot(s.left[j], s.left[k]) - delta) < 1e-13)
        #expect(abs(dot(s.right[j], s.right[k]) - delta) < 1e-13)
      }
    }
    for i in 0..<rows {
      for j in 0..<columns {
        let entry = s.left.indices.reduce(0) {
          $0 + s.singularValues[$1] * s.left[$1][i] * s.right[$1][j]
        }
        #expect(abs(entry - a[i, j]) < 1e-12)
      }
    }
  }

  @Test("SVD keeps small singular values accurate: a graded Hilbert-like matrix")
  func smallSingularValues() {
    // B = U diag(1, 1e-6, 1e-12) with orthogonal U times columns of very different length: one-
    // sided Jacobi gets each singular value to full relative accuracy, AᵀA would lose the last.
    let a = Matrix(rows: [[1, 1, 1], [1, -1, 0], [1, 0, -1]])
    let scales = [1.0, 1e-9, 1e-18]
    var graded = a
    for i in 0..<3 { for j in 0..<3 { graded[i, j] *= scales[j] } }
    // Leading order of the singular values: |a₁|, |a₂ ⟂ a₁|, |det|/(|a₁||a₂ ⟂|); corrections 1e-18.
    let first = 3.0.squareRoot()
    let second = 2.0.squareRoot()
    let third = 3 / (first * second)
    let s = SingularValueDecomposition(graded).singularValues
    #expect(abs(s[0] / first - 1) < 1e-14)
    #expect(abs(s[1] / (second * 1e-9) - 1) < 1e-14)
    #expect(abs(s[2] / (third * 1e-18) - 1) < 1e-14)
  }

  @Test("SVD of zero, of repeated columns, of extreme scales", arguments: [1.0, 1e150, 1e-150])
  func degenerate(scale: Double) {
    #expect(SingularValueDecomposition(Matrix(rows: 3, columns: 2)).singularValues == [0, 0])
    let a = Matrix(rows: [[1, 1], [2, 2], [2, 2]].map { $0.map { $0 * scale } })
    let s = SingularValueDecomposition(a)
    #expect(s.rank() == 1)
    #expect(abs(s.singularValues[0] / (18.0.squareRoot() * scale) - 1) < 1e-14)
    let x = s.leastNormSolution([1, 2, 2])
    #expect(abs(x[0] * scale - 0.5) < 1e-14 && abs(x[1] * scale - 0.5) < 1e-14)
    let kernel = s.kernelPart(of: [1, 0])
    #expect(abs(kernel[0] - 0.5) < 1e-15 && abs(kernel[1] + 0.5) < 1e-15)
  }

  @Test("symmetric eigenvalues and vectors", arguments: [1, 2, 3, 10, 40])
  func eigen(n: Int) {
    let b = normalMatrix(n, n, seed: 12)
    var a = b
    for i in 0..<n { for j in 0..<n { a[i, j] = b[i, j] + b[j, i] } }
    let e = SymmetricEigen(a)
    #expect(e.values == e.values.sorted(by: >))
    for k in 0..<n {
      let image = a.times(e.vectors[k])
      #expect(maximumNorm(difference(image, e.vectors[k].map { $0 * e.values[k] })) < 1e-12)
      #expect(abs(euclideanNorm(e.vectors[k]) - 1) < 1e-13)
    }
  }
}
