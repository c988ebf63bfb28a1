import Models
import Records

/// Footnote 3: where gradient descent on least squares stops converging.
func leastSquaresEdgeClaims() -> [Claim] {
  let under = LeastSquaresExample.under
  let largest = powerIteration(under.x.transposed.gram) / Double(under.x.rows)
  return [
    Claim(
      "footnote-3-edge",
      #"Bisection on divergence finds the edge of gradient descent at $\eta = "#
        + #"2/\lambda_{\mathrm{max}}(\cov)$."#,
      residual: residual {
        let measured = try under.problem.measuredStepSizeEdge(from: under.start)
        return abs(measured.value * largest / 2 - 1)
      },
      tolerance: 1e-3, reason: "the enclosure is that narrow"),
    Claim(
      "footnote-3-edge-formula",
      #"The edge of gradient descent is $2/\lambda_{\mathrm{max}}(\cov)$, with "#
        + #"$\lambda_{\mathrm{max}}$ by power iteration."#,
      residual: abs(under.problem.stepSizeEdge * largest / 2 - 1), tolerance: 1e-13,
      reason: "3000 products of the power iteration"),
  ]
}

/// The edge of gradient descent at an interpolator of the diagonal network, by bisection.
func networkEdgeClaims() -> [Claim] {
  let example = NetworkExample.small
  func edges() throws -> (measured: Double, formula: Double, hessian: Double) {
    let alpha = 0.3
    let theta = try Potential(alpha: alpha, dimension: 4).interpolator(example.x, example.y).theta
    // u² − v² = 2α², uv = θ.
    let u = theta.map { (hypotenuse($0, alpha * alpha) + alpha * alpha).squareRoot() }
    let weights = NetworkWeights(u: u, v: zip(theta, u).map { $0 / $1 })
    return (
      try example.network.measuredStepSizeEdge(at: weights).value,
      try example.network.stepSizeEdge(at: weights),
      2 / powerIteration(example.network.hessian(u: weights.u, v: weights.v))
    )
  }
  return [
    Claim(
      "4.1-edge",
      #"At an interpolator of the network gradient descent stays exactly below $\eta = "#
        + #"1/\lambda_{\mathrm{max}}(\X \operatorname{diag}(\h) \X^\top/n)$."#,
      residual: residual {
        let edges = try edges()
        return abs(edges.measured / edges.hessian - 1)
      },
      tolerance: 1e-3, reason: "the enclosure is that narrow"),
    Claim(
      "4.1-edge-formula",
      #"That edge is $2/\lambda_{\mathrm{max}}$ of the Hessian of $L$, by power iteration."#,
      residual: residual {
        let edges = try edges()
        return abs(edges.formula / edges.hessian - 1)
      },
      tolerance: 1e-13, reason: "3000 products of the power iteration"),
  ]
}

/// √(a² + b²) for numbers of moderate size.
private func hypotenuse(_ a: Double, _ b: Double) -> Double {
  (a * a + b * b).squareRoot()
}

/// The largest eigenvalue of a positive semi-definite matrix, by 3000 products.
func powerIteration(_ a: Matrix) -> Double {
  var vector = RandomStream(seed: 6).normals(a.rows)
  var value = 0.0
  for _ in 0..<3000 {
    vector = a.times(vector)
    value = euclideanNorm(vector)
    vector = vector.map { $0 / value }
  }
  return value
}
