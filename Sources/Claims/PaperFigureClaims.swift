import Elementary
import Models
import Records

/// What the figures of the papers quote, by a second route on smaller instances.
func paperFigureClaims() -> [Claim] {
  [
    Claim(
      "3.29-mirror-geometry",
      #"On $\x = (1, 2)$ with scales $\alpha^{2 e}$ the limit is $I \sinh(2 \nu \x)$ at the root "#
        + #"$\nu$ of one equation, bisected; for $e = (1, 3)$ it tends to the corner on the first axis."#,
      residual: residual {
        let powers = [[1.0, 1], [1, 3], [3, 1]]
        let misses = try powers.flatMap { e in
          try [1e-4, 0.01, 0.4, 1, 100].map { alpha -> Double in
            let logs = e.map { 2 * $0 * log(alpha) }
            let path = try MirrorPath(
              Potential(logScales: logs), sample: SIMD2(1, 2), label: 1.6)
            let other = bisectedLimit(scales: logs.map { exp($0) })
            return distance([path.limit.x, path.limit.y], other)
          }
        }
        return misses.worst
      },
      tolerance: 1e-13, reason: "rounding of a root, some ten units in the last place of 1.6"),
    Claim(
      "4.1-step-size-sweep",
      "A point of the sweep over step sizes has the error that plain sums of SGD end with, and the "
        + "edge of the whole Hessian’s largest eigenvalue.",
      residual: residual {
        var sweep = StepSizeSweep()
        (sweep.samples, sweep.features, sweep.seeds) = (10, 20, [5])
        sweep.teacher = .sparse(nonzeros: 2)
        let run = try sweep.points(stepSizes: [0.1], batch: .samples(1))[0].runs
        let data = try sparseData(10, 20, seed: 5)
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.1, steps: 40_000)
        let offset = difference(plain.theta, data.teacher ?? [])
        let flow = try Potential(alpha: 0.1, dimension: 20).interpolator(data.x, data.y).theta
        let weights = try NetworkWeights(interpolator: flow, alpha: 0.1)
        let hessian = DiagonalNetwork(data).hessian(u: weights.u, v: weights.v)
        let edge = 2 / SymmetricEigen(hessian).values[0]
        guard let one = run.first else { return .nan }
        return [
          abs(one.error - dot(offset, offset)) / one.flowError,
          abs(try sweep.edges()[0].gradientDescent / edge - 1),
        ].worst
      },
      tolerance: 1e-8, reason: "40000 plain steps, after which the predictor moves by less"),
    Claim(
      "3.30-grokking",
      #"The flow with weight decay $\lambda$ stays at a distance proportional to $\lambda$ from "#
        + #"$\arg\min \phi$ at $\alpha e^{-\lambda t}$: the ratio at two $\lambda$ over theirs."#,
      residual: residual {
        let data = try sparseData(10, 25, seed: 3)
        let (large, small) = (2e-3, 1e-3)
        let distances = try [large, small].map { decay in
          try WeightDecay(data, alpha: 2, decay: decay).moments(at: [1, 2, 3]).map(\.distance)
        }
        return zip(distances[0], distances[1]).map { abs($0 / $1 / (large / small) - 1) }.worst
      },
      tolerance: 0.05, reason: "terms of second order in the decay"),
    Claim(
      "4.1-label-noise-sums",
      #"With $\pm 1$ features and noise $\pm \delta$ on the labels each step multiplies all scales by "#
        + #"$|1 - \eta^2 (r_k \pm \delta)^2|$, in plain sums."#,
      residual: residual {
        let data = try sparseData(10, 25, entries: .rademacher, seed: 5)
        var run = try NetworkDescent(
          data, from: NetworkWeights(alpha: 0.1, dimension: 25), stepSize: 0.1,
          labelNoise: .init(size: 0.7, steps: 300), seed: 5)
        run.advance(by: 500)
        let gain = noisyGain(
          data, alpha: 0.1, stepSize: 0.1, noise: 0.7, noisySteps: 300, steps: 500)
        return run.weights.logScales.map { abs($0 - 2 * log(0.1) + gain) }.worst
      },
      tolerance: 1e-12, reason: "roundings of 500 steps"),
  ]
}

/// I sinh(2νx) with x = (1, 2) at the ν where x · θ = 1.6, by bisection.
private func bisectedLimit(scales: [Double]) -> [Double] {
  func point(_ dual: Double) -> [Double] {
    [scales[0] * sinh(2 * dual), scales[1] * sinh(4 * dual)]
  }
  let dual = bisected(to: 20, rounds: 120) { dual in
    let theta = point(dual)
    return theta[0] + 2 * theta[1] < 1.6
  }
  return point(dual)
}

/// −Σ log|1 − η²(r_k ± δ)²| of SGD on (u, v) with noise on the labels of the first steps.
private func noisyGain(
  _ data: DataSet, alpha: Double, stepSize: Double, noise: Double, noisySteps: Int, steps: Int
) -> Double {
  let (samples, signs) = (RandomStream(seed: 5, stream: 10), RandomStream(seed: 5, stream: 11))
  var u = Array(repeating: 2.squareRoot() * alpha, count: data.features)
  var v = u.map { _ in 0.0 }
  var gain = 0.0
  for k in 0..<steps {
    let row = Array(data.x.row(samples.integer(below: data.samples, at: UInt64(k))))
    let label = data.y[samples.integer(below: data.samples, at: UInt64(k))]
    let shift = k < noisySteps ? noise * signs.sign(at: UInt64(k)) : 0
    let step = stepSize * (label + shift - dot(row, product(u, v)))
    gain -= log(abs((1 - step) * (1 + step)))
    (u, v) = (
      sum(u, step, times: product(row, v)), sum(v, step, times: product(row, u))
    )
  }
  return gain
}
