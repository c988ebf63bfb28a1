import Models
import Records

/// Descents: samples, gains, momentum, conventions, sharpness.
func descentPaperClaims() -> [Claim] {
  [
    Claim(
      "4.1-gains",
      #"The gain of a run of SGD is $-\sum_k \log|1 - \eta^2 r_k^2 x_{kj}^2|$, and $\int L \, dt$ the "#
        + "sum of its losses: in plain sums over the samples that the seed draws.",
      residual: residual {
        let data = try sparseData(10, 20, seed: 5)
        let end = try EndedDescent(
          NetworkDescent(
            data, from: NetworkWeights(alpha: 0.1, dimension: 20), stepSize: 0.05, seed: 5),
          below: 1e-12, most: 50_000, stride: 1)
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.05, steps: end.steps)
        let teacher = data.teacher ?? []
        let on = plain.gains.indices.filter { teacher[$0] != 0 }
        let mean = on.reduce(0) { $0 + plain.gains[$1] } / Double(on.count)
        let other = (plain.gains.reduce(0, +) - mean * Double(on.count)) / Double(20 - on.count)
        return [
          maximumNorm(difference(end.gains, plain.gains)),
          abs(end.integralOfLoss / plain.integral - 1),
          distance(end.weights.theta, plain.theta),
          abs(end.gainOnOverOff(teacher) * other / mean - 1),
        ].worst
      },
      tolerance: 1e-11, reason: "roundings of some thousand steps"),
    Claim(
      "4.1-integral",
      #"$\int L \, dt$ of runs whose loss is looked at seldom, once it is a thousandth of the first, is the "#
        + "sum of all losses.",
      residual: residual {
        let data = try sparseData(10, 20, seed: 5)
        var many = ManyRuns(data)
        many.stepSize = 0.05
        let run = try many.runs(seeds: [5])[0]
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.05, steps: 40_000)
        return abs(run.integral / plain.integral - 1)
      },
      tolerance: 1e-3,
      reason: "the noise of the losses between two looks, in a small part of the sum"),
    Claim(
      "4.1-unsettled",
      "Gradient descent beyond its edge may neither come to rest nor diverge; the sweep over step sizes "
        + "counts such a run as neither: the runs that it counts otherwise than plain steps.",
      residual: residual {
        var sweep = StepSizeSweep()
        (sweep.mostSteps, sweep.seeds) = (2000, Array(5...8))
        let point = try sweep.points(stepSizes: [1], batch: .full)[0]
        var (unsettled, diverged) = (0, 0)
        for seed in sweep.seeds {
          let data = try DataSet.regression(
            samples: 20, features: 30, teacher: .sparse(nonzeros: 3), seed: seed)
          let start = Array(repeating: 2.squareRoot() * 0.1, count: 30)
          var (u, v) = (start, start.map { _ in 0.0 })
          let first = plainRisk(data.x, data.y, v)
          var (loss, most) = (first, first)
          for k in 1...2000 {
            let pull = plainPull(data, product(u, v))
            (u, v) = (sum(u, 1, times: product(v, pull)), sum(v, 1, times: product(u, pull)))
            loss = plainRisk(data.x, data.y, product(u, v))
            if k % 8 == 0, !(loss <= most) { most = loss }
          }
          if !(most <= 10 * first) { diverged += 1 } else if loss > 1e-7 { unsettled += 1 }
        }
        return Double(
          abs(point.unfinished - unsettled) + abs(point.diverged - diverged)
            + (unsettled > 1 ? 0 : 1))
      },
      tolerance: 0, reason: "a count"),
    Claim(
      "4.1-divergence",
      "A run counts as diverged once its loss has grown a trillionfold, and not before.",
      residual: residual {
        let data = try sparseData(10, 20, seed: 5)
        let start = try NetworkWeights(alpha: 0.1, dimension: 20)
        var wild = try NetworkDescent(data, from: start, stepSize: 5, seed: 1)
        wild.advance(by: 50_000)
        // Here the loss rises at first.
        var calm = try NetworkDescent(
          data, from: NetworkWeights(alpha: 0.9, dimension: 20), stepSize: 0.06, seed: 3)
        let first = calm.loss
        var rose = false
        for _ in 0..<400 {
          calm.advance(by: 1)
          rose = rose || calm.loss > first
        }
        return wild.divergedBy != nil && rose && calm.divergedBy == nil ? 0 : 1
      },
      tolerance: 0, reason: "two runs"),
    Claim(
      "4.1-momentum",
      "The heavy ball on the network is its two recursions, written out.",
      residual: residual {
        let data = try sparseData(6, 9, seed: 4)
        let start = try NetworkWeights(alpha: 0.3, dimension: 9)
        let end = try DiagonalNetwork(data).descend(
          from: DiagonalNetwork.Weights(u: start.u, v: start.v), schedule: StepSchedule(0.02),
          momentum: 0.8, checkpoints: [60])[0]
        let (u, v) = heavyBall(data, start.u, start.v, stepSize: 0.02, steps: 60)
        return distance(u, end.u) + distance(v, end.v)
      },
      tolerance: 1e-13, reason: "roundings of 60 steps"),
    Claim(
      "4.1-momentum-limit",
      "The limit of the heavy ball by the potential of its last scales has the error at which plain steps "
        + "end.",
      residual: residual {
        let data = try sparseData(10, 20, seed: 5)
        let found = try MomentumSweep(data, alpha: 0.1).error(lambda: 1, momentum: 0.8)
        let start = Array(repeating: 2.squareRoot() * 0.1, count: 20)
        let (u, v) = heavyBall(data, start, zeros(20), stepSize: 0.04, steps: 60_000)
        let offset = difference(product(u, v), data.teacher ?? [])
        return abs((found ?? .nan) / dot(offset, offset) - 1)
      },
      tolerance: 1e-6, reason: "what momentum still does at a loss of $10^{-10}$"),
    Claim(
      "3.29-conventions",
      #"Runs as the papers write them, in their own weights, losses, $\alpha$ and $\eta$, are the "#
        + "lecture’s at the converted ones.",
      residual: residual {
        let data = try sparseData(6, 9, seed: 4)
        return try Convention.all.map { convention in
          var ours = try NetworkDescent(
            data, from: NetworkWeights(alpha: convention.lectureAlpha(0.3), dimension: 9),
            stepSize: 0.08, batch: .full)
          ours.advance(by: 30)
          let step = convention.stepSize(ofLecture: 0.08, samples: 6)
          let theirs = paperRun(convention, data, alpha: 0.3, stepSize: step, steps: 30)
          return [
            distance(theirs, ours.theta),
            abs(convention.alpha(ofLecture: convention.lectureAlpha(0.3)) - 0.3),
          ].worst
        }.worst
      },
      tolerance: 1e-13, reason: "roundings of 30 steps"),
    Claim(
      "4.1-sharpness",
      "Power iteration on the Hessian of the network finds what Jacobi’s method finds of the whole "
        + "matrix, far from interpolators too.",
      residual: residual {
        let data = try sparseData(6, 9, seed: 4)
        let weights = NetworkWeights(
          u: RandomStream(seed: 1, stream: 7).normals(9),
          v: RandomStream(seed: 1, stream: 8).normals(9))
        let network = DiagonalNetwork(data)
        let all = SymmetricEigen(network.hessian(u: weights.u, v: weights.v)).values
        return abs(try network.sharpness(at: weights, tolerance: 1e-7).value / all[0] - 1)
      },
      tolerance: 1e-12, reason: "the square of the defect of the direction"),
    Claim(
      "4.1-positive",
      #"Steps of the network $\theta = v^2$ with the noise of two samples and of a label, from "#
        + "gradients written out.",
      residual: residual { try positiveStepDefect() }, tolerance: 1e-13, reason: "rounding"),
    Claim(
      "3.4-toy-dynamics",
      #"Where gradient descent on $\frac12 (1 - uv)^2$ comes to rest $\eta (u^2 + v^2) < 2$; the "#
        + #"flow from $(u, v)$ has the sharpness $\sqrt{(u^2 - v^2)^2 + 4}$ at its end."#,
      residual: residual {
        let network = ScalarNetwork(label: 1)
        let start = SIMD2(3, 0.2)
        let limit = network.flow(from: start).limit
        let ends = [0.1, 0.2, 0.25, 0.3, 0.4].map { eta in
          let run = network.descent(from: start, stepSize: eta)
          guard run.end == .converged, let end = run.points.last else { return Double.nan }
          return (eta * (end.x * end.x + end.y * end.y) - 2).positivePart
        }
        let bend = limit.x * limit.x + limit.y * limit.y
        return [ends.worst, abs(network.sharpnessOfFlow(from: start) / bend - 1)].worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

/// The weights after steps with a momentum of 0.8, by the two recursions.
private func heavyBall(
  _ data: DataSet, _ u: [Double], _ v: [Double], stepSize: Double, steps: Int
) -> (u: [Double], v: [Double]) {
  var (u, v) = (u, v)
  var (a, b) = (zeros(u.count), zeros(u.count))
  for _ in 0..<steps {
    let pull = plainPull(data, product(u, v))
    a = sum(a.map { 0.8 * $0 }, stepSize, times: product(v, pull))
    b = sum(b.map { 0.8 * $0 }, stepSize, times: product(u, pull))
    (u, v) = (sum(u, 1, times: a), sum(v, 1, times: b))
  }
  return (u, v)
}

/// θ after full-batch descent in a paper's own weights.
private func paperRun(
  _ convention: Convention, _ data: DataSet, alpha: Double, stepSize: Double, steps: Int
) -> [Double] {
  let factor: Double
  switch convention.loss {
  case .mean(let c): factor = 2 * c
  case .sum(let c): factor = 2 * c * Double(data.samples)
  }
  let (start, isProduct): (Double, Bool)
  switch convention.parametrisation {
  case .product(let c): (start, isProduct) = (c * alpha, true)
  case .squares(let c): (start, isProduct) = (c * alpha, false)
  }
  var a = Array(repeating: start, count: data.features)
  var b = isProduct ? a.map { _ in 0.0 } : a
  func theta() -> [Double] {
    isProduct ? product(a, b) : zip(a, b).map { $0 * $0 - $1 * $1 }
  }
  for _ in 0..<steps {
    let pull = plainPull(data, theta()).map { factor * stepSize * $0 }
    if isProduct {
      (a, b) = (sum(a, 1, times: product(b, pull)), sum(b, 1, times: product(a, pull)))
    } else {
      (a, b) = (sum(a, 2, times: product(a, pull)), sum(b, -2, times: product(b, pull)))
    }
  }
  return theta()
}

/// One step of `PositiveNetwork` against gradients written out.
private func positiveStepDefect() throws -> Double {
  let data = try sparseData(4, 6, seed: 2)
  func step(_ noise: PositiveNetwork.Noise) throws -> [Double] {
    try PositiveNetwork(data, noise: noise, schedule: .init(0.01), seed: 9)
      .weights(from: 0.5, marks: [1])[0]
  }
  func slope(_ i: Int, shift: Double = 0) -> [Double] {
    let row = Array(data.x.row(i))
    let residual = 0.25 * row.reduce(0, +) - data.y[i] - shift
    return row.map { 0.5 * residual * $0 }
  }
  func sample(_ stream: UInt32) -> Int {
    RandomStream(seed: 9, stream: stream).integer(below: 4, at: 0)
  }
  func moved(_ gradient: [Double]) -> [Double] { gradient.map { 0.5 - 0.01 * $0 } }
  let mean = (0..<4).reduce(Array(repeating: 0.0, count: 6)) { sum($0, 0.25, times: slope($1)) }
  let two = sum(sum(mean, 3, times: slope(sample(10))), -3, times: slope(sample(14)))
  let sign = RandomStream(seed: 9, stream: 11).sign(at: 0)
  return [
    distance(try step(.miniBatch(size: 3)), moved(two)),
    distance(try step(.label(size: 2)), moved(slope(sample(10), shift: 2 * sign))),
  ].worst
}
