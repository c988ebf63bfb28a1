import Models
public import Records

/// Footnote 3 by bisection: where gradient descent on least squares stops converging.
func leastSquaresEdgeClaim() -> Claim {
  let under = LeastSquaresExample.under
  return Claim(
    id: "footnote-3-edge",
    statement: "Bisection on divergence finds the edge of gradient descent at η = 2/λ_max.",
    residual: residual {
      let measured = try under.problem.measuredStepSizeEdge(from: under.start)
      let largest = powerIteration(under.x.transposed.gram) / Double(under.x.rows)
      return max(
        abs(measured.value * largest / 2 - 1),
        abs(under.problem.stepSizeEdge * largest / 2 - 1) * 1e3)
    },
    tolerance: 1e-3,
    reason: "the enclosure is that narrow; the closed form against power iteration to 1e-6")
}

/// The edge of gradient descent at an interpolator of the diagonal network, by bisection.
func networkEdgeClaim() -> Claim {
  let example = NetworkExample.small
  return Claim(
    id: "4.1-edge",
    statement:
      "At an interpolator of the network gradient descent stays exactly below η = 1/λ_max(X diag(h)Xᵀ/n).",
    residual: residual {
      let alpha = 0.3
      let theta = try Potential(alpha: alpha, dimension: 4)
        .interpolator(example.x, example.y).theta
      // u² − v² = 2α², uv = θ.
      let u = theta.map { (hypotenuse($0, alpha * alpha) + alpha * alpha).squareRoot() }
      let weights = NetworkWeights(u: u, v: zip(theta, u).map { $0 / $1 })
      let measured = try example.network.measuredStepSizeEdge(at: weights)
      let hessian = example.network.hessian(u: weights.u, v: weights.v)
      let edge = 2 / powerIteration(hessian)
      return max(
        abs(measured.value / edge - 1),
        abs(try example.network.stepSizeEdge(at: weights) / edge - 1) * 1e3)
    },
    tolerance: 1e-3,
    reason: "the enclosure is that narrow; the closed form against the Hessian of L to 1e-6")
}

/// √(a² + b²) for numbers of moderate size.
private func hypotenuse(_ a: Double, _ b: Double) -> Double {
  (a * a + b * b).squareRoot()
}

/// The largest eigenvalue of a positive semi-definite matrix, by 3000 products.
private func powerIteration(_ a: Matrix) -> Double {
  var vector = RandomStream(seed: 6).normals(a.rows)
  var value = 0.0
  for _ in 0..<3000 {
    vector = a.times(vector)
    value = euclideanNorm(vector)
    vector = vector.map { $0 / value }
  }
  return value
}
