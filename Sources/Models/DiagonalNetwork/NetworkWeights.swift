internal import Elementary

/// The weights of a diagonal network as p = u + v and q = u − v, of d entries each.
///
/// θ = u ⊙ v = (p² − q²)/4 and the conserved scale is |I| = |pq|/2, a product: it keeps its digits
/// where (u² − v²)/2 has lost them. Descent multiplies p and q by factors (`NetworkDescent`).
public struct NetworkWeights: Hashable, Sendable {
  /// p = u + v.
  public var p: [Double]
  /// q = u − v.
  public var q: [Double]

  /// The lecture's start u₀ = √2 α 1, v₀ = 0 (3.29), for which I = α².
  ///
  /// O(d).
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` unless α is finite and positive.
  public init(alpha: Double, dimension: Int) throws(DiagonalNetworkError) {
    guard alpha > 0, alpha.isFinite else { throw .notPositive(name: "alpha", value: alpha) }
    p = Array(repeating: (2.0).squareRoot() * alpha, count: dimension)
    q = p
  }

  /// The weights with u ⊙ v = θ and u² − v² = 2α²: those of gradient flow from (3.29) at θ.
  ///
  /// O(d).
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` unless α is finite and positive.
  public init(interpolator theta: [Double], alpha: Double) throws(DiagonalNetworkError) {
    guard alpha > 0, alpha.isFinite else { throw .notPositive(name: "alpha", value: alpha) }
    let scale = alpha * alpha
    // p = √(2(h + θ)), q = √(2(h − θ)), the smaller of them from pq = 2I.
    let larger = theta.map {
      max((2 * (hypot($0, scale) + abs($0))).squareRoot(), (2.0).squareRoot() * alpha)
    }
    let smaller = larger.map { alpha * (2 * alpha / $0) }
    p = theta.indices.map { theta[$0] < 0 ? smaller[$0] : larger[$0] }
    q = theta.indices.map { theta[$0] < 0 ? larger[$0] : smaller[$0] }
  }

  /// The weights (u, v), equally many of each.
  ///
  /// O(d).
  public init(u: [Double], v: [Double]) {
    precondition(u.count == v.count, "as many u as v")
    p = zip(u, v).map { $0 + $1 }
    q = zip(u, v).map { $0 - $1 }
  }

  /// The weights (p, q), equally many of each.
  ///
  /// O(1).
  public init(p: [Double], q: [Double]) {
    precondition(p.count == q.count, "as many p as q")
    self.p = p
    self.q = q
  }

  /// The number of coordinates, d.
  public var dimension: Int { p.count }
  /// u = (p + q)/2.
  public var u: [Double] { zip(p, q).map { 0.5 * ($0 + $1) } }
  /// v = (p − q)/2.
  public var v: [Double] { zip(p, q).map { 0.5 * ($0 - $1) } }
  /// θ = u ⊙ v = (p − q)(p + q)/4.
  public var theta: [Double] { zip(p, q).map { 0.25 * (($0 - $1) * ($0 + $1)) } }
  /// The scales |I_j| = |p_jq_j|/2.
  public var scales: [Double] { zip(p, q).map { 0.5 * abs($0 * $1) } }
  /// log |I_j| = log |p_j| + log |q_j| − log 2.
  public var logScales: [Double] {
    zip(p, q).map { log(abs($0)) + log(abs($1)) - log(2) }
  }
  /// The effective initialisation scales α_j = √|I_j|.
  public var effectiveAlphas: [Double] {
    zip(p, q).map { (0.5 * abs($0)).squareRoot() * abs($1).squareRoot() }
  }
  /// The potential φ_I of the present scales.
  ///
  /// - Throws: `DiagonalNetworkError.notPositive` where a scale is 0: that coordinate's sign is
  ///   frozen and it has no mirror flow.
  public var potential: Potential {
    get throws(DiagonalNetworkError) {
      for (a, b) in zip(p, q) where !(abs(a) > 0 && abs(b) > 0 && (a * b).isFinite) {
        throw .notPositive(name: "scale |u² − v²|/2", value: 0.5 * abs(a * b))
      }
      return Potential(logScales: logScales)
    }
  }
  /// Whether all weights are finite.
  public var isFinite: Bool { p.allSatisfy { $0.isFinite } && q.allSatisfy { $0.isFinite } }
}
