internal import Elementary
import Models

/// The small network the claims of section 3 are tried on, and second ways to its numbers.
struct NetworkExample {
  /// The data matrix.
  let x: Matrix
  /// The labels.
  let y: [Double]
  /// A point (u, v) with θ ≠ 0 and scales of both signs; a start of the flow.
  let u: [Double]
  let v: [Double]

  /// n = 2, d = 4, with a coordinate of negative I.
  static let small = NetworkExample(
    x: Matrix(rows: [[1, 2, 0, 1], [0, 1, 3, -1]]), y: [2, 1], u: [1, 0.5, 0.25, 2],
    v: [0.5, -0.25, 1, 0.5])
  /// The small network from a start where two scales are negative.
  static let negative = NetworkExample(
    x: small.x, y: small.y, u: [0.5, 0.5, 1, 0.3], v: [1, -0.25, 0.5, -0.8])
  /// n = d = 2 with X ≠ Xᵀ, where the printed Xᵀ(u ⊙ v) has the right number of entries.
  static let square = NetworkExample(
    x: Matrix(rows: [[1, 2], [-0.5, 1]]), y: [2, 1], u: [1, 0.5], v: [0.5, -0.25])

  /// The network under test.
  var network: DiagonalNetwork { DiagonalNetwork(DataSet(unchecked: x, y: y, teacher: nil)) }
  var theta: [Double] { product(u, v) }
  /// The scales (u² − v²)/2 with their signs.
  var scales: [Double] { zip(u, v).map { ($0 * $0 - $1 * $1) / 2 } }

  var weights: NetworkWeights { NetworkWeights(u: u, v: v) }

  /// The reduced flow from the weights.
  func flow(weightDecay: Double = 0) throws -> DiagonalFlow {
    try DiagonalFlow(x, y, from: weights, weightDecay: weightDecay)
  }

  /// L as a plain sum, of the 2d weights in one vector.
  func plainLoss(_ w: [Double]) -> Double {
    let d = w.count / 2
    return plainRisk(x, y, product(Array(w[..<d]), Array(w[d...])))
  }

  /// −∇R̂ = Xᵀr/n in plain sums.
  func pull(_ theta: [Double]) -> [Double] {
    let n = Double(x.rows)
    let residuals = (0..<x.rows).map { i in
      y[i] - (0..<x.columns).reduce(0) { $0 + x[i, $1] * theta[$1] }
    }
    return (0..<x.columns).map { j in
      (0..<x.rows).reduce(0) { $0 + x[$1, j] * residuals[$1] / n }
    }
  }

  /// (u, v) at time t by the classical method of Runge and Kutta on the weights themselves.
  ///
  /// `decay` is that of the weights; `pull` replaces Xᵀr/n, to follow a printed form.
  func integrated(
    to time: Double, steps: Int, from start: (u: [Double], v: [Double])? = nil,
    decay: Double = 0, pull: (([Double]) -> [Double])? = nil
  ) -> (u: [Double], v: [Double]) {
    let d = x.columns
    let pull = pull ?? { self.pull($0) }
    let w = rungeKutta((start?.u ?? u) + (start?.v ?? v), to: time, steps: steps) { w in
      let (u, v) = (Array(w[..<d]), Array(w[d...]))
      let g = pull(product(u, v))
      let slope = product(v, g) + product(u, g)
      return decay == 0 ? slope : sum(slope, -decay, times: w)
    }
    return (Array(w[..<d]), Array(w[d...]))
  }

  /// dθ/dt at time t, by differences of order 8 of the integrated weights.
  func velocity(at time: Double) -> (theta: [Double], derivative: [Double]) {
    let h = 0.01
    let middle = integrated(to: time, steps: 400)
    let values = (-4...4).map { k in
      let w = integrated(to: Double(k) * h, steps: 40, from: middle)
      return product(w.u, w.v)
    }
    return (product(middle.u, middle.v), middleSlope(values, step: h))
  }
}

/// The entry-wise product.
func product(_ a: [Double], _ b: [Double]) -> [Double] {
  zip(a, b).map { $0 * $1 }
}

/// φ of one coordinate as the lecture writes it (3.21); for I of its size of θ only.
func plainPotential(_ theta: Double, _ scale: Double) -> Double {
  (theta * asinh(theta / scale) - (theta * theta + scale * scale).squareRoot() + scale) / 2
}

/// D(θ, θ′) from the printed φ, with the gradient ½ asinh at `slopeAt`.
func plainDivergence(
  _ theta: [Double], _ other: [Double], _ scales: [Double], slopeAt point: [Double]
) -> Double {
  theta.indices.reduce(0) { sum, j in
    let slope = asinh(point[j] / scales[j]) / 2
    return sum + plainPotential(theta[j], scales[j]) - plainPotential(other[j], scales[j])
      - slope * (theta[j] - other[j])
  }
}

/// What follows at a time from a start by the classical method of Runge and Kutta.
func rungeKutta(
  _ start: [Double], to time: Double, steps: Int, slope: ([Double]) -> [Double]
) -> [Double] {
  let h = time / Double(steps)
  var w = start
  for _ in 0..<steps {
    let a = slope(w)
    let b = slope(sum(w, h / 2, times: a))
    let c = slope(sum(w, h / 2, times: b))
    let e = slope(sum(w, h, times: c))
    for j in w.indices { w[j] += h / 6 * (a[j] + 2 * b[j] + 2 * c[j] + e[j]) }
  }
  return w
}
