import Elementary
import Models
import Records

/// What parts of the models compute where no statement of the lecture would show it: ends of ranges,
/// rules of descent, certificates, each against the same written out.
func partClaims() -> [Claim] { potentialPartClaims() + descentPartClaims() + marginPartClaims() }

private func potentialPartClaims() -> [Claim] {
  [
    Claim(
      "3.29-extremes",
      #"The mirror map holds for scales that are no doubles: at $\log I = -1500$ the weight of the "#
        + #"dual 740 is $\frac12 e^{-20}$, and $\alpha = 10^{-170}$ has $\log I = -340 \log 10$."#,
      residual: residual {
        let entropy = Potential(logScales: [-1500]).coordinates[0]
        let tiny = try Potential(alpha: 1e-170, dimension: 1).coordinates[0]
        return [
          abs(entropy.inverseGradient(740) / (0.5 * exp(-20)) - 1),
          abs(tiny.logScale / (-340 * log(10)) - 1),
        ].worst
      },
      tolerance: 1e-12, reason: "an exponential of the difference of numbers near 1500"),
    Claim(
      "3.7-rank",
      "The rank of the Jacobian counts the coordinates with a weight that is not 0: the columns that "
        + "are not 0, since each has a row of its own.",
      residual: residual {
        let data = try sparseData(2, 5, seed: 1)
        let (u, v) = ([0.0, 1, 0, 2, 0], [3.0, 0, 0, 1, 0])
        let jacobian = DiagonalNetwork(data).jacobian(u: u, v: v)
        let rows = (0..<5).count { maximumNorm(Array(jacobian.row($0))) > 0 }
        return abs(Double(DiagonalNetwork(data).jacobianRank(u: u, v: v) - rows))
      },
      tolerance: 0, reason: "a count"),
    Claim(
      "3.32-price",
      "The least price off the support, over all dual solutions: of two columns beside a support of "
        + "one the line of duals is searched by thirds.",
      residual: residual {
        let x = Matrix(rows: [[1, 0.5, 0.2], [0, 0.4, -0.6]])
        let price = try LeastL1Interpolator(x, [1, 0]).leastOffSupportPrice(x)
        func largest(_ t: Double) -> Double { [abs(0.5 + 0.4 * t), abs(0.2 - 0.6 * t)].worst }
        var (low, high) = (-5.0, 5.0)
        for _ in 0..<200 {
          let (a, b) = ((2 * low + high) / 3, (low + 2 * high) / 3)
          if largest(a) < largest(b) { high = b } else { low = a }
        }
        return abs(price - largest(low))
      },
      tolerance: 1e-13, reason: "rounding of a small linear program"),
    Claim(
      "fig-1-sharpness",
      "The sharpness of figure 1 is the sum of the second differences of its loss, and a step with "
        + "label noise is the one written out.",
      residual: residual {
        let network = SmallestNetwork()
        let (u, v, h) = (2.0, 0.5, 1e-3)
        func loss(_ u: Double, _ v: Double) -> Double { network.loss(.init(u: u, v: v)) }
        let trace =
          (loss(u + h, v) + loss(u - h, v) + loss(u, v + h) + loss(u, v - h) - 4 * loss(u, v))
          / (h * h)
        let draw = RandomStream(seed: network.seed, stream: 0)
        let x = network.samples[draw.integer(below: network.samples.count, at: 0)]
        let start = network.firstStart
        let shift = network.noise * RandomStream(seed: network.seed, stream: 1).sign(at: 0)
        let pull = network.stochasticStep * x * (x + shift - x * start.u * start.v)
        let next = try network.stochasticDescent()[1]
        return [
          abs(network.sharpness(.init(u: u, v: v)) - trace),
          abs(next.u - start.u - pull * start.v), abs(next.v - start.v - pull * start.u),
        ].worst
      },
      tolerance: 1e-11, reason: "second differences of a polynomial, over the square of the step"),
  ]
}

private func descentPartClaims() -> [Claim] {
  [
    Claim(
      "2.21-rules",
      "The heavy ball, Nesterov’s momentum, Adam and AdaGrad on least squares are their recursions, "
        + "written out.",
      residual: residual {
        let data = try sparseData(5, 9, seed: 6)
        let start = RandomStream(seed: 6, stream: 9).normals(9)
        let rules: [(DescentRule, Double)] = [
          (.heavyBall(momentum: 0.8), 0.05), (.nesterov(momentum: 0.8), 0.05), (.adam(), 0.01),
          (.adaGrad(), 0.2),
        ]
        return try rules.map { rule, step in
          let end = try LeastSquares(data).descend(
            from: start, rule: rule, schedule: StepSchedule(step), checkpoints: [40])[0]
          return distance(end, plainRule(rule, data, from: start, step: step, steps: 40))
        }.worst
      },
      tolerance: 1e-12, reason: "roundings of 40 steps"),
    Claim(
      "4.1-settled",
      "A run of small steps counts as settled only once its scales move no more, and its limit "
        + "interpolates where the run does not yet.",
      residual: residual {
        let data = try sparseData(12, 24, seed: 2)
        let start = try NetworkWeights(alpha: 0.1, dimension: 24)
        let run = try NetworkDescent(data, from: start, stepSize: 1e-4, seed: 2)
        let settled = try SettledDescent(run, most: 4_000_000)
        func move(_ weights: NetworkWeights, after steps: Int) -> Double {
          var run = run
          run.advance(by: steps + 16_384)
          return maximumNorm(difference(run.weights.logScales, weights.logScales))
        }
        // Where the loss has only begun to fall the scales move, else the instance says nothing.
        var early = run
        while early.loss > 0.9 * run.loss { early.advance(by: 16_384) }
        let isSlow = move(early.weights, after: early.steps) > 2e-4
        let misfit = distance(data.x.times(settled.limit), data.y) / euclideanNorm(data.y)
        return [
          move(settled.weights, after: settled.steps) / 1e-4 - 1, misfit / 1e-12 - 1,
          isSlow ? 0 : 1,
        ].worst.positivePart
      },
      tolerance: 0, reason: "bounds of the definition, and rounding of the dual root"),
  ]
}

/// Descent on least squares by the recursion of a rule.
private func plainRule(
  _ rule: DescentRule, _ data: DataSet, from start: [Double], step: Double, steps: Int
) -> [Double] {
  var theta = start
  var (m, s) = (start.map { _ in 0.0 }, start.map { _ in 0.0 })
  var (first, second) = (1.0, 1.0)
  for _ in 0..<steps {
    switch rule {
    case .gradient, .signs: return start
    case .heavyBall(let beta):
      m = sum(m.map { beta * $0 }, step, times: plainPull(data, theta))
      theta = sum(theta, 1, times: m)
    case .nesterov(let beta):
      m = sum(m.map { beta * $0 }, step, times: plainPull(data, sum(theta, beta, times: m)))
      theta = sum(theta, 1, times: m)
    case .adam(let beta1, let beta2, let epsilon):
      let pull = plainPull(data, theta)
      (first, second) = (beta1 * first, beta2 * second)
      m = zip(m, pull).map { beta1 * $0 + (1 - beta1) * $1 }
      s = zip(s, pull).map { beta2 * $0 + (1 - beta2) * $1 * $1 }
      for j in theta.indices {
        let size = (s[j] / (1 - second)).squareRoot() + epsilon
        theta[j] += step * m[j] / (1 - first) / size
      }
    case .adaGrad(let epsilon):
      let pull = plainPull(data, theta)
      s = zip(s, pull).map { $0 + $1 * $1 }
      for j in theta.indices { theta[j] += step * pull[j] / (s[j].squareRoot() + epsilon) }
    }
  }
  return theta
}

private func marginPartClaims() -> [Claim] {
  [
    Claim(
      "4.2-loss",
      "The loss along the flow is that of its weights, the mean or the sum over the samples.",
      residual: residual {
        let data = ClassificationData.asymmetric
        return try [MarginFlow.Loss.mean, .sum].map { kind in
          let state = try MarginFlow(data, loss: kind).states(logTimes: [3])[0]
          let margins = zip(0..<data.samples, data.labels).map { i, label in
            label * dot(Array(data.x.row(i)), state.w)
          }
          let total = margins.reduce(0) { $0 + log1p(exp(-$1)) }
          return abs(state.loss / (kind == .sum ? total : total / Double(data.samples)) - 1)
        }.worst
      },
      tolerance: 1e-13, reason: "rounding"),
    Claim(
      "4.2-stiff-minimiser",
      "Where classes overlap the logistic loss has its minimum where the slope in plain sums is 0, "
        + "with one feature too.",
      residual: residual {
        let rows = [[1.0], [2], [-1], [0.5]]
        let data = try ClassificationData(x: Matrix(rows: rows), labels: [1, 1, 1, -1])
        let w = try LogisticRegression(data).minimiser()[0]
        let slope = zip(rows, data.labels).reduce(0.0) { slope, sample in
          slope - sample.1 * sample.0[0] / (1 + exp(sample.1 * sample.0[0] * w))
        }
        return abs(slope)
      },
      tolerance: 1e-13, reason: "rounding of four terms"),
  ]
}
