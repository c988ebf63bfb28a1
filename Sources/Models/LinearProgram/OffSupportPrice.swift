extension LeastL1Interpolator {
  /// ρ, the least over all dual solutions λ of the largest price max |x_jᵀλ| off the support S.
  ///
  /// It rules how fast the limit of gradient flow tends to this interpolator: its excess falls like
  /// α^{2(1−ρ)}. Where the support is smaller than n, λ is not unique and the least counts.
  ///
  /// ρ = min {max_{j∉S} |x_jᵀλ| : X_Sᵀλ = sign θ_S} has the dual 1/ρ = min ‖w‖₁ over all w with
  /// X_N w in the span of X_S and (sign θ_S)ᵀ X_S⁺ X_N w = 1, a problem of least ℓ1 norm again.
  ///
  /// O(n d s) for a support of s, and one `LeastL1Interpolator` of n − s + 1 rows.
  ///
  /// - Parameter x: The matrix X that the interpolator was found for.
  /// - Throws: `DiagonalNetworkError` when the columns of the support are dependent.
  public func leastOffSupportPrice(_ x: Matrix) throws(DiagonalNetworkError) -> Double {
    let off = theta.indices.filter { theta[$0] == 0 }
    guard !off.isEmpty else { return 0 }
    let qr = HouseholderQR(x.selecting(columns: support))
    let signs = support.map { theta[$0] > 0 ? 1.0 : -1 }
    var columns: [[Double]] = []
    for j in off {
      let column = x.column(j)
      guard let inSupport = try? qr.leastSquares(column) else {
        throw .notConverged(method: "QR of the columns on the support", residual: .nan)
      }
      columns.append(qr.transposedQTimes(column).dropFirst(support.count) + [dot(signs, inSupport)])
    }
    let constraints = Matrix(rows: columns).transposed
    let right = Array(repeating: 0.0, count: constraints.rows - 1) + [1]
    return 1 / (try LeastL1Interpolator(constraints, right).norm)
  }
}
