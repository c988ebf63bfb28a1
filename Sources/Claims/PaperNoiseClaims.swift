import Elementary
import Models
import Records

/// Noise of SGD: its covariance, its law of the scales, runs on one data set.
func noisePaperClaims() -> [Claim] {
  [
    Claim(
      "4.1-covariance",
      #"The noise of both stochastic flows has the covariance it is written with, over 4000 draws."#,
      residual: residual {
        [
          try covarianceDefect(.meanResidual), try covarianceDefect(.perSample),
        ].worst
      },
      tolerance: 0.1, reason: "five standard deviations of a mean of 4000, relative to the largest"),
    Claim(
      "4.1-per-sample",
      #"With the noise of each sample $\log I_j$ falls by $\frac{\eta}{n} \sum_i (r_i x_{ij} - "#
        + #"g_j)^2$ in a unit of time, along every path of the exponential scheme."#,
      residual: residual {
        let data = try sparseData(5, 8, seed: 3)
        let flow = StochasticFlow(data, stepSize: 0.1, timeStep: 0.02, noise: .perSample)
        let start = try NetworkWeights(alpha: 0.3, dimension: 8)
        let path = flow.networkPath(from: start, steps: 200, normals: flow.normals(seed: 3))
        var law = start.logScales
        for state in path.states.dropLast() {
          let g = plainPull(data, state.theta)
          for j in law.indices {
            for i in 0..<5 {
              let r = data.y[i] - dot(Array(data.x.row(i)), state.theta)
              law[j] -= 0.02 * 0.1 / 5 * (r * data.x[i, j] - g[j]) * (r * data.x[i, j] - g[j])
            }
          }
        }
        guard let end = path.states.last?.weights else { return .nan }
        return maximumNorm(difference(end.logScales, law))
      },
      tolerance: 1e-12, reason: "roundings of 200 steps"),
    Claim(
      "4.1-runs",
      #"Runs of SGD on one data set with $\pm 1$ features end at $\arg\min_{\set} \phi_\alpha$ at "#
        + #"$\alpha = \alpha_0 \prod_k |1 - \eta^2 r_k^2|^{1/2}$ of their own."#,
      residual: residual {
        let data = try sparseData(10, 25, entries: .rademacher, seed: 5)
        var many = ManyRuns(data)
        many.stepSize = 0.2
        many.lossStride = 64
        let run = try many.runs(seeds: [5])[0]
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.2, steps: 6000)
        let alpha = 0.1 * exp(-0.5 * plain.gains[0])
        let flow = try many.flow(alpha: run.effectiveAlpha)
        return [
          abs(run.effectiveAlpha / alpha - 1), distance(flow.theta, run.limit.theta),
        ].worst
      },
      tolerance: 1e-11, reason: "6000 plain steps, after which the scale moves by less"),
    Claim(
      "effective-alpha-formula",
      #"The integral formula is $\alpha \exp(-\eta \hat\Sigma \int L \, dt)$ for the mean variance, "#
        + "and its limit has an $\\alpha_j$ for each coordinate: over samples drawn again.",
      residual: residual {
        var experiment = EffectiveAlpha()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        (experiment.stepSize, experiment.seed) = (0.05, 5)
        let run = try experiment.run(.gaussian)
        guard let last = run.moments.last else { return .nan }
        let plain = plainDescent(
          run.data, alpha: 0.1, stepSize: 0.05, steps: last.step)
        let variances = (0..<25).map { j in
          run.data.x.column(j).reduce(0) { $0 + $1 * $1 } / 10
        }
        let mean = variances.reduce(0, +) / 25
        let alphas = variances.map { 0.1 * exp(-0.05 * $0 * plain.integral) }
        let exact = 0.1 * exp(-0.5 * plain.gains.reduce(0, +) / 25)
        let slopes = zip(run.predictedByFormula, alphas).map { asinh($0 / ($1 * $1)) }
        return [
          abs(last.formulaAlpha / (0.1 * exp(-0.05 * mean * plain.integral)) - 1),
          abs(last.exactAlpha / exact - 1),
          try distanceFromSpan(run.data.x, slopes) / euclideanNorm(slopes),
        ].worst
      },
      tolerance: 1e-10, reason: "roundings of the steps until the loss is $10^{-26}$"),
    Claim(
      "sgd-sparsity-settled",
      "A settled run ends where ten times the steps bring it, and the run shown is the one whose gradient flow is the middle one.",
      residual: residual {
        let data = try sparseData(12, 24, entries: .rademacher, seed: 2)
        let start = try NetworkWeights(alpha: 0.1, dimension: 24)
        let run = try NetworkDescent(data, from: start, stepSize: 0.15, seed: 2)
        let settled = try SettledDescent(run)
        var longer = run
        longer.advance(by: 10 * settled.steps)
        let limit = try longer.weights.potential.interpolator(
          data.x, data.y, from: longer.theta
        ).theta
        var experiment = SGDSparsity()
        (experiment.samples, experiment.features, experiment.nonzeros) = (12, 24, 2)
        (experiment.stepSize, experiment.seeds, experiment.sweepAlphas) = (0.15, 5, [])
        let shown = try experiment.outcome().shown
        guard let middle = shown.medianRun, let norms = shown.flowNorm else { return .nan }
        let below = shown.runs.count { $0.flow.l1 < middle.flow.l1 }
        let above = shown.runs.count { $0.flow.l1 > middle.flow.l1 }
        return [
          distance(limit, settled.limit), abs(Double(above - below)),
          abs(norms.median - middle.flow.l1 / 2),
        ].worst
      },
      tolerance: 1e-9,
      reason: #"the scales still move by $10^{-4}$ in 16384 steps; $\|\t_\star\|_1 = 2$"#),
  ]
}

/// The largest defect of the sampled covariance of a first noise vector, relative to the largest entry.
private func covarianceDefect(_ noise: StochasticFlow.Noise) throws -> Double {
  let example = NetworkExample.small
  let data = try DataSet(x: example.x, y: example.y)
  let (eta, h) = (0.3, 0.04)
  let flow = StochasticFlow(data, stepSize: eta, timeStep: h, noise: noise)
  let start = [0.5, -0.25, 1, 0.5]
  let loss = plainRisk(example.x, example.y, start)
  let g = example.pull(start)
  let stream = RandomStream(seed: 21)
  var sampled = Matrix(rows: 4, columns: 4)
  for k in 0..<4000 {
    let path = flow.leastSquaresPath(from: start, steps: 1) { _ in
      stream.normals(2, from: UInt64(2 * k))
    }
    for a in 0..<4 {
      for b in 0..<4 {
        sampled[a, b] += path.noiseVectors[0][a] * path.noiseVectors[0][b] / 4000
      }
    }
  }
  var stated = Matrix(rows: 4, columns: 4)
  for i in 0..<2 {
    let r = example.y[i] - dot(Array(example.x.row(i)), start)
    for a in 0..<4 {
      for b in 0..<4 {
        stated[a, b] +=
          noise == .meanResidual
          ? h * 2 * eta * loss / 2 * example.x[i, a] * example.x[i, b]
          : h * eta / 2 * (r * example.x[i, a] - g[a]) * (r * example.x[i, b] - g[b])
      }
    }
  }
  return maximumNorm(difference(sampled.elements, stated.elements)) / maximumNorm(stated.elements)
}
