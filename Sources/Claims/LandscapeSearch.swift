import Models
import Records

// Second ways to the critical points of the network's loss: search from random starts, supports one by
// one, and the loss beside a point.

extension DiagonalNetwork {
  /// Newton's method on ∇L = 0 from 40 random starts: how far an end is from all interpolators and from
  /// the predictors of the given saddles.
  func searchDefect(saddles: [[Double]]) -> Double {
    let d = dimension
    return (0..<40).map { k in
      var w = RandomStream(seed: 41, stream: UInt32(k)).normals(2 * d)
      for _ in 0..<60 {
        let (u, v) = (Array(w[..<d]), Array(w[d...]))
        let slope = gradient(u: u, v: v)
        let step = SingularValueDecomposition(hessian(u: u, v: v))
          .leastNormSolution(slope.u + slope.v, cutoff: 1e-9)
        w = difference(w, step)
      }
      let theta = product(Array(w[..<d]), Array(w[d...]))
      let interpolation = plainRisk(data.x, data.y, theta).squareRoot()
      return ([interpolation] + saddles.map { distance(theta, $0) }).least
    }.worst
  }

  /// How far the enumerated saddles are from the least-squares solutions on the supports of fewer than n
  /// coordinates, by the normal equations: 1 for one without its like.
  func saddleDefect() throws -> Double {
    let saddles = try criticalPoints().filter { $0.kind == .saddle }.map(\.theta)
    let supports = (0..<(1 << dimension)).map { bits in
      (0..<dimension).filter { bits >> $0 & 1 == 1 }
    }
    let others = try supports.filter { $0.count < data.samples }.map { support in
      var theta = Array(repeating: 0.0, count: dimension)
      guard !support.isEmpty else { return theta }
      let columns = data.x.selecting(columns: support)
      let values = try Cholesky(columns.transposed.gram).solve(columns.transposedTimes(data.y))
      for (k, j) in support.enumerated() { theta[j] = values[k] }
      return theta
    }
    func farthest(_ a: [[Double]], from b: [[Double]]) -> Double {
      a.map { point in b.map { distance(point, $0) }.least }.worst
    }
    return [farthest(saddles, from: others), farthest(others, from: saddles)].worst
  }

  /// By how much the loss fails to change by ∓|g_j|ε² + ½Σ̂_jjε⁴ along the moves (ε, ∓sign(g_j)ε) from
  /// a point that is no minimum, or to fall and to rise along one of them.
  func moveDefect(at point: CriticalPoint, size: Double) -> Double {
    let before = loss(u: point.u, v: point.v)
    let pull = NetworkExample(x: data.x, y: data.y, u: point.u, v: point.v).pull(point.theta)
    let j = pull.indices.first { abs(pull[$0]) == maximumNorm(pull) } ?? 0
    let column = data.x.column(j)
    let bend = dot(column, column) / Double(data.samples) * size * size * size * size / 2
    return [1.0, -1].map { side in
      var (u, v) = (point.u, point.v)
      u[j] += size
      v[j] += side * (pull[j] < 0 ? -size : size)
      let change = loss(u: u, v: v) - before
      let falls = side * change < 0
      return [abs(change + side * abs(pull[j]) * size * size - bend), falls ? 0 : 1].worst
    }.worst
  }
}

/// Weights of one predictor at several scales: by how much they fail to be one orbit where θ_j ≠ 0, and
/// to lie on the axes where θ_j = 0, with the loss of both axes the same.
func orbitDefect() throws -> Double {
  let example = NetworkExample.small
  let theta = [1.5, -0.4, 0, 2]
  let weights = try [0.1, 1, 10].map { try NetworkWeights(interpolator: theta, alpha: $0) }
  let first = weights[0]
  let orbit = weights.map { other in
    [0, 1, 3].map { j -> Double in
      let b = other.u[j] / first.u[j]
      return [abs(b * other.v[j] / first.v[j] - 1), abs(other.u[j] * other.v[j] - theta[j])].worst
    }.worst
  }
  let losses = [(0.0, 0.0), (3, 0), (0, -2)].map { axis -> Double in
    var (u, v) = (first.u, first.v)
    (u[2], v[2]) = axis
    return abs(example.network.loss(u: u, v: v) - plainRisk(example.x, example.y, theta))
  }
  return (orbit + losses + weights.map { abs($0.v[2]) }).worst
}
