/// The diagonal linear network f(x; u, v) = ⟨u ⊙ v, x⟩ with square loss on given data (3.1), (3.3).
///
/// L(u, v) = R̂(u ⊙ v) = ‖y − X(u ⊙ v)‖²/(2n). Vectors u, v have d entries; 2d-vectors and matrices
/// take u₁ … u_d first, then v₁ … v_d.
public struct DiagonalNetwork: Hashable, Sendable {
  /// The data, n samples of d features.
  public let data: DataSet

  /// The network on the data.
  ///
  /// O(1).
  public init(_ data: DataSet) {
    self.data = data
  }

  /// The number of coordinates, d.
  public var dimension: Int { data.features }

  /// L(u, v) (3.3).
  ///
  /// O(n d).
  public func loss(u: [Double], v: [Double]) -> Double {
    data.risk(product(u, v))
  }

  /// ∇R̂(θ) = −Xᵀ(y − Xθ)/n.
  ///
  /// O(n d).
  public func riskGradient(_ theta: [Double]) -> [Double] {
    let residual = difference(data.x.times(theta), data.y)
    return data.x.transposedTimes(residual).map { $0 / Double(data.samples) }
  }

  /// (∇_uL, ∇_vL) = (v ⊙ ∇R̂, u ⊙ ∇R̂) at θ = u ⊙ v (3.9, with X where the lecture prints Xᵀ).
  ///
  /// O(n d).
  public func gradient(u: [Double], v: [Double]) -> (u: [Double], v: [Double]) {
    let g = riskGradient(product(u, v))
    return (product(v, g), product(u, g))
  }

  /// The Jacobian [diag v, diag u] of θ = u ⊙ v, d × 2d (3.7).
  ///
  /// O(d²).
  public func jacobian(u: [Double], v: [Double]) -> Matrix {
    let d = dimension
    var jacobian = Matrix(rows: d, columns: 2 * d)
    for j in 0..<d {
      jacobian[j, j] = v[j]
      jacobian[j, d + j] = u[j]
    }
    return jacobian
  }

  /// The rank of the Jacobian: the number of coordinates with (u_j, v_j) ≠ (0, 0).
  ///
  /// O(d).
  public func jacobianRank(u: [Double], v: [Double]) -> Int {
    zip(u, v).count { $0 != 0 || $1 != 0 }
  }

  /// The Hessian [[VΣ̂V, VΣ̂U + diag g], [UΣ̂V + diag g, UΣ̂U]], 2d × 2d.
  ///
  /// O((n + d) d²).
  public func hessian(u: [Double], v: [Double]) -> Matrix {
    let d = dimension
    let covariance = data.x.transposed.gram
    let g = riskGradient(product(u, v))
    // ∂θ_j/∂w_j of the two halves.
    let slopes = [v, u]
    var hessian = Matrix(rows: 2 * d, columns: 2 * d)
    for a in 0..<2 {
      for b in 0..<2 {
        for j in 0..<d {
          for k in 0..<d {
            let entry = slopes[a][j] * covariance[j, k] * slopes[b][k] / Double(data.samples)
            hessian[a * d + j, b * d + k] = entry + (a != b && j == k ? g[j] : 0)
          }
        }
      }
    }
    return hessian
  }

  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    zip(a, b).map { $0 * $1 }
  }
}
