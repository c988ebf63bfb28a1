internal import Elementary
import Models
public import Records

/// The claims of lecture section 4.1 and of the experiments A, B and C, on small instances.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func noiseClaims() -> [Claim] {
  stochasticClaims() + experimentClaims()
}

/// Section 4.1.
private func stochasticClaims() -> [Claim] {
  [
    Claim(
      "4.1",
      #"Stochastic flow shrinks the scale, $\alpha_{\mathrm{eff},j} = \alpha \exp(-\eta "#
        + #"\hat{\Sigma}_{jj} \int L \, dt)$: by Euler and Maruyama on $(\u, \v)$."#,
      residual: scaleLawDefect(), tolerance: 0.05,
      reason: "the mean of four paths of 3000 steps; the error falls like the root of the step"),
    Claim(
      "4.1-limit",
      #"The exponential scheme keeps the law of the scale, and ends at $\arg\min_{\set} \phi$ of the "#
        + #"scale it reaches."#,
      residual: residual {
        let example = NetworkExample.small
        let data = try DataSet(x: example.x, y: example.y)
        let flow = StochasticFlow(data, stepSize: 0.2, timeStep: 0.05)
        let path = flow.networkPath(
          from: try NetworkWeights(alpha: 0.3, dimension: 4), steps: 3000,
          normals: flow.normals(seed: 4))
        guard let last = path.states.last, let weights = last.weights else { return .nan }
        let predicted = try weights.potential.interpolator(example.x, example.y).theta
        let law = flow.effectiveAlphas(alpha: 0.3, integralOfLoss: last.integralOfLoss)
        let misses = zip(weights.effectiveAlphas, law).map { abs($0 / $1 - 1) }
        return distance(last.theta, predicted) + abs(last.loss) + misses.worst
      },
      tolerance: 1e-12, reason: "the loss after 3000 steps, and rounding"),
    Claim(
      "4.1-steps",
      #"A step of GD or SGD multiplies $I_j$ by $|1 - \eta^2 g_j^2|$, exactly, and moves $\frac12 "#
        + #"\log(p_j/q_j)$, where $\p = \u + \v$ and $\q = \u - \v$, by "#
        + #"$-\operatorname{artanh}(\eta g_j)$."#,
      residual: residual {
        let data = try DataSet.regression(
          samples: 10, features: 20, teacher: .sparse(nonzeros: 2), seed: 5)
        var descent = try NetworkDescent(
          data, from: NetworkWeights(alpha: 0.1, dimension: 20), stepSize: 0.05, seed: 5,
          selfCheck: true)
        descent.advance(by: 2000)
        guard let check = descent.check else { return .nan }
        return [check.scaleDefect(descent.weights), check.ratioDefect(descent.weights)].worst
      },
      tolerance: 1e-11, reason: "2000 roundings of half a unit"),
  ] + networkEdgeClaims() + [
    Claim(
      "4.1-label-noise",
      #"Noise $\pm\delta$ on the labels of the first steps lowers the effective $\alpha$ further; "#
        + #"SGD still ends at $\arg\min_{\set} \phi$ there."#,
      residual: residual {
        let runs = try [0.0, 0.5, 1].map { try labelNoiseRun(size: $0) }
        let order = zip(runs, runs.dropFirst()).map { ($1.alpha / $0.alpha - 0.8).positivePart }
        return (runs.map(\.defect).worst) + (order.worst)
      },
      tolerance: 1e-6,
      reason: #"the runs end at a loss of $10^{-26}$; and by how much $\delta = 0$, $\frac12$, "#
        + #"$1$ lower $\alpha$ less than a fifth"#),
    Claim(
      "4.1-step-size",
      #"Gradient descent with a large step shrinks the scales too, unevenly: its limit has a "#
        + #"larger $\ell_1$ norm than the flow's."#,
      residual: residual {
        let data = try DataSet.regression(
          samples: 20, features: 40, teacher: .sparse(nonzeros: 3), seed: 1)
        let start = try NetworkWeights(alpha: 0.1, dimension: 40)
        let flow = try Potential(alpha: 0.1, dimension: 40).interpolator(data.x, data.y).theta
        let edge = try DiagonalNetwork(data).stepSizeEdge(
          at: NetworkWeights(interpolator: flow, alpha: 0.1))
        var descent = try NetworkDescent(
          data, from: start, stepSize: 0.5 * edge, batch: .full)
        descent.advance(by: 8192)
        let end = try descent.weights.potential.interpolator(
          data.x, data.y, from: descent.theta
        ).theta
        let alphas = descent.weights.effectiveAlphas
        return [
          (l1Norm(flow) - l1Norm(end)).positivePart, alphas.worst < 0.1 ? 0 : 1,
          (1.05 - alphas.worst / alphas.least).positivePart,
        ].worst
      },
      tolerance: 0,
      reason: "by how much the norm is smaller, at half the edge, or the largest scale less than a "
        + "twentieth above the least"),
    Claim(
      "4.1-flow-sparser",
      #"The stochastic flow's limit has a smaller $\ell_1$ norm than the flow's, in each of three "#
        + #"paths."#,
      residual: residual {
        let data = try sparseData(10, 25, entries: .rademacher, seed: 2)
        let flow = try Potential(alpha: 0.1, dimension: 25).interpolator(data.x, data.y).theta
        let noise = StochasticFlow(data, stepSize: 0.2, timeStep: 0.05)
        let ends = try (1...3 as ClosedRange<UInt64>).map { seed in
          noise.networkStates(
            from: try NetworkWeights(alpha: 0.1, dimension: 25), below: 1e-20, most: 20_000,
            normals: noise.normals(seed: seed)
          ).end
        }
        return ends.map { (l1Norm($0.theta) - 0.999 * l1Norm(flow)).positivePart }.worst
      },
      tolerance: 0, reason: "by how much a norm is not smaller by a thousandth"),
  ]
}

/// SGD with noise ±`size` on the labels of its first 400 steps, ±1 features: the one effective α,
/// and how far the end is from argmin φ at it.
private func labelNoiseRun(size: Double) throws -> (alpha: Double, defect: Double) {
  let data = try DataSet.regression(
    samples: 10, features: 25, entries: .rademacher, teacher: .sparse(nonzeros: 2), seed: 2)
  var descent = try NetworkDescent(
    data, from: NetworkWeights(alpha: 0.1, dimension: 25), stepSize: 0.1,
    labelNoise: .init(size: size, steps: 400), seed: 2)
  descent.advance(by: 400)
  while descent.loss > 1e-26, descent.steps < 400_000 { descent.advance(by: 4096) }
  let alphas = descent.weights.effectiveAlphas
  let mean = alphas.reduce(0, +) / Double(alphas.count)
  let spread = alphas.map { abs($0 / mean - 1) }.worst
  let predicted = try Potential(alpha: mean, dimension: 25).interpolator(data.x, data.y).theta
  return (mean, spread + distance(descent.theta, predicted))
}

/// log(I_T/I₀) of Euler and Maruyama on (u, v) over the law's, summed over coordinates and four
/// paths, from 1.
private func scaleLawDefect() -> Double {
  residual {
    let example = NetworkExample.small
    let data = try DataSet(x: example.x, y: example.y)
    let flow = StochasticFlow(data, stepSize: 0.1, timeStep: 1e-3)
    let start = try NetworkWeights(alpha: 0.5, dimension: 4)
    var (measured, predicted) = (0.0, 0.0)
    for seed in 1...4 as ClosedRange<UInt64> {
      let path = flow.networkPath(
        from: start, steps: 3000, scheme: .eulerMaruyama, normals: flow.normals(seed: seed))
      guard let last = path.states.last, let weights = last.weights else { return .nan }
      let law = flow.effectiveAlphas(alpha: 0.5, integralOfLoss: last.integralOfLoss)
      measured += weights.effectiveAlphas.reduce(0) { $0 + log($1 / 0.5) }
      predicted += law.reduce(0) { $0 + log($1 / 0.5) }
    }
    return abs(measured / predicted - 1)
  }
}

/// Experiments A, B and C with fewer samples and features than the figures show.
private func experimentClaims() -> [Claim] {
  [
    Claim(
      "l1-to-l2",
      #"$\|\t_\infty\|_1$ rises and $\|\t_\infty\|_2$ falls with $\alpha$, neither below its least "#
        + #"value nor above the other end's; the integrated flow agrees."#,
      residual: residual {
        var experiment = L1ToL2()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        experiment.alphas = logarithmicGrid(from: 1e-4, to: 1e3, count: 15)
        experiment.flowAlphas = [1e-3, 0.1, 10]
        let outcome = try experiment.outcome()
        let steps = zip(outcome.theory, outcome.theory.dropFirst())
        let order = steps.map { [$0.limit.l1 - $1.limit.l1, $1.limit.l2 - $0.limit.l2, 0].worst }
        let (first, last) = (outcome.theory[0].limit, outcome.theory[14].limit)
        let data = try sparseData(10, 25, seed: experiment.seed)
        let least = try projectionByNormalEquations(data.x, data.y, of: zeros(25))
        let dual = try LeastL1Interpolator(data.x, data.y).dual
        let sparse = dot(data.y, dual) / maximumNorm(data.x.transposedTimes(dual))
        return order.worst + distance(last.theta, least)
          + (outcome.flows.map(\.distanceToTheory).worst)
          + [
            sparse - first.l1, last.l1 - l1Norm(least), euclideanNorm(least) - last.l2,
            first.l2 - outcome.leastL1.l2, 0,
          ].worst
      },
      tolerance: 1e-9,
      reason: #"wrong order, distance to the $\ell_2$ end at $\alpha = 10^3$, flow to Newton"#),
    Claim(
      "sgd-sparsity",
      #"With $\pm 1$ features and large steps SGD's limit is sparser than the flow's, seed by "#
        + #"seed."#,
      residual: residual {
        var experiment = SGDSparsity()
        (experiment.samples, experiment.features, experiment.nonzeros) = (20, 40, 2)
        experiment.stepSize = 0.2
        experiment.seeds = 4
        experiment.sweepAlphas = []
        let shown = try experiment.outcome().shown
        guard shown.runs.count == 4 else { return .nan }
        return Double(shown.runs.count { !($0.sgd.l1 < $0.flow.l1) })
      },
      tolerance: 0, reason: "a count of seeds in which it is not"),
    Claim(
      "effective-alpha",
      #"With $\pm 1$ features SGD ends at $\arg\min_{\set} \phi_\alpha$ at one scalar effective "#
        + #"$\alpha$."#,
      residual: residual {
        var experiment = EffectiveAlpha()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        experiment.stepSize = 0.2
        experiment.lossStride = 16
        let run = try experiment.run(.rademacher)
        return run.distanceToPredicted + run.spread
      },
      tolerance: 1e-10, reason: "the run ends at a loss of $10^{-26}$"),
  ]
}
