import Elementary
import Models
public import Records

/// What the lecture's models say of the experiments of the papers, each by a second route, on small
/// instances.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func paperClaims() -> [Claim] {
  flowPaperClaims() + descentPaperClaims() + noisePaperClaims() + marginPaperClaims()
    + measureClaims()
}

/// Normal X, n × d, with a sparse teacher.
private func sparseData(
  _ n: Int, _ d: Int, entries: Features = .gaussian, seed: UInt64
) throws -> DataSet {
  try DataSet.regression(
    samples: n, features: d, entries: entries, teacher: .sparse(nonzeros: 2), seed: seed)
}

/// −∇R̂ by plain sums.
private func plainPull(_ data: DataSet, _ theta: [Double]) -> [Double] {
  NetworkExample(x: data.x, y: data.y, u: theta, v: theta).pull(theta)
}

/// Flows: states, decay of weights, the jump process, depth, other starts.
private func flowPaperClaims() -> [Claim] {
  let example = NetworkExample.small
  return [
    Claim(
      "3.14-states",
      #"The flow reduced to $n$ unknowns has the weights, the loss and the scales of $(\u, \v)$ "#
        + "itself, between its steps too.",
      residual: residual {
        let flow = try DiagonalFlow(
          example.x, example.y, from: NetworkWeights(u: example.u, v: example.v))
        let way = flow.trajectory(until: .times([2]), tolerance: 1e-10)
        return [0.013, 0.4, 1.1, 2].map { time in
          let other = example.integrated(to: time, steps: 800)
          let state = way.state(at: time)
          return [
            distance(state.u, other.u), distance(state.v, other.v),
            abs(state.loss - example.plainLoss(other.u + other.v)),
          ].worst
        }.worst
      },
      tolerance: 1e-7, reason: "two integrations, of order 5 and 4"),
    Claim(
      "3.30-weight-decay",
      #"Weight decay $\lambda$ multiplies all scales by $e^{-2 \lambda t}$: the flow of $(\u, \v)$ "#
        + "with it, by the method of Runge and Kutta.",
      residual: residual {
        let decay = 0.3
        let flow = try DiagonalFlow(
          example.x, example.y, from: NetworkWeights(u: example.u, v: example.v),
          weightDecay: decay)
        let state = flow.trajectory(until: .times([1.5]), tolerance: 1e-11).last
        let other = decayed(example, decay: decay, to: 1.5)
        let scales = product(
          zip(state.u, state.v).map { $0 - $1 }, zip(state.u, state.v).map { 0.5 * ($0 + $1) })
        return [
          distance(state.u, other.u), distance(state.v, other.v),
          distance(scales, example.scales.map { exp(-2 * decay * 1.5) * $0 }),
        ].worst
      },
      tolerance: 1e-8, reason: "two integrations, of order 5 and 4"),
    Claim(
      "3.13-process",
      #"The limit $\alpha \to 0$ jumps when $\int \X^\top \r / n \, d\tau$ reaches $\pm 1$: summed "#
        + "over its rests, it does where a weight is not 0, and is below 1 elsewhere.",
      residual: residual {
        let data = try sparseData(12, 25, seed: 3)
        let rests = try SaddleToSaddle(data).rests
        var s = Array(repeating: 0.0, count: 25)
        return zip(rests, rests.dropFirst()).map { rest, next -> Double in
          s = sum(s, next.time - rest.time, times: plainPull(data, rest.theta))
          return zip(s, next.theta).map { s, theta in
            theta == 0 ? (abs(s) - 1).positivePart : abs(s - (theta > 0 ? 1 : -1))
          }.worst
        }.worst
      },
      tolerance: 1e-9, reason: "rounding of least squares on the supports"),
    Claim(
      "3.13-lasso",
      #"The lasso path by its knots is the minimiser of $\risk + \lambda \|\t\|_1$ by coordinate "#
        + "descent; time averages of the jump process are its minimisers where weights only join.",
      residual: residual {
        let data = try sparseData(20, 30, seed: 1)
        let path = try LassoPath(data)
        let process = try SaddleToSaddle(data)
        return [0.8, 1.2, 3].map { time in
          let plain = lasso(data, penalty: 1 / time)
          return [
            distance(path.theta(at: 1 / time), plain),
            distance(process.average(until: time), plain),
          ].worst
        }.worst
      },
      tolerance: 1e-8, reason: "5000 rounds of coordinate descent"),
    Claim(
      "3.21-depth",
      #"The flow of $\u^D - \v^D$, integrated, ends where the gradient of its potential lies in the "#
        + "span of the sample.",
      residual: residual {
        let sample = [1.0, 0.6]
        return [3, 4].map { depth in
          let alpha = 0.4
          let end = deepFlow(sample, label: 1, depth: depth, alpha: alpha)
          let scale = (0..<depth).reduce(1.0) { power, _ in power * alpha }
          let entropy = DeepEntropy(depth: depth, scale: scale)
          let slopes = end.map { entropy.gradient($0) }
          let h = 1e-4
          let difference = (entropy.value(end[0] + h) - entropy.value(end[0] - h)) / (2 * h)
          return [
            abs(slopes[0] / sample[0] - slopes[1] / sample[1]), abs(difference - slopes[0]),
          ].worst
        }.worst
      },
      tolerance: 1e-7, reason: "the flow is integrated until its residual is rounding; quotients"),
    Claim(
      "3.28-bad-minima",
      "Trained on shuffled labels first, the flow ends where it would have; with further samples of "
        + #"random labels it ends elsewhere, at the interpolator of least $D_\phi$ from there."#,
      residual: residual {
        let data = try sparseData(8, 20, seed: 2)
        let same = try BadMinima(data, alpha: 0.3, extra: 0, seed: 2)
        let other = try BadMinima(data, alpha: 0.3, extra: 6, seed: 2)
        let shuffled = distance(data.x.times(same.pretrained).sorted(), data.y.sorted())
        let slope = zip(other.limit, other.pretrained).map { asinh($0 / 0.09) - asinh($1 / 0.09) }
        let isMoved = distance(same.pretrained, same.standard) > 0.1 && other.relativeChange > 0.01
        return [
          same.relativeChange, shuffled, try distanceFromSpan(data.x, slope),
          distance(data.x.times(other.limit), data.y), isMoved ? 0 : 1,
        ].worst
      },
      tolerance: 1e-10, reason: "rounding of dual roots"),
    Claim(
      "3.29-mirror-path",
      #"With one sample of two features the path is $I \sinh(2 \nu \x)$, written out."#,
      residual: residual {
        let path = try MirrorPath(
          try Potential(scales: [0.04, 0.0016]), sample: SIMD2(1, 2), label: 1.6)
        let point = path.point(atDual: 0.3)
        return [
          abs(point.x - 0.04 * sinh(0.6)), abs(point.y - 0.0016 * sinh(1.2)),
          abs(path.limit.x + 2 * path.limit.y - 1.6),
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

/// (u, v) of the flow with weight decay, by the classical method of Runge and Kutta.
private func decayed(
  _ example: NetworkExample, decay: Double, to time: Double
) -> (u: [Double], v: [Double]) {
  let d = example.x.columns
  let h = time / 1500
  func slope(_ w: [Double]) -> [Double] {
    let (u, v) = (Array(w[..<d]), Array(w[d...]))
    let g = example.pull(product(u, v))
    return sum(product(v, g) + product(u, g), -decay, times: w)
  }
  var w = example.u + example.v
  for _ in 0..<1500 {
    let a = slope(w)
    let b = slope(sum(w, h / 2, times: a))
    let c = slope(sum(w, h / 2, times: b))
    let e = slope(sum(w, h, times: c))
    for j in w.indices { w[j] += h / 6 * (a[j] + 2 * b[j] + 2 * c[j] + e[j]) }
  }
  return (Array(w[..<d]), Array(w[d...]))
}

/// argmin R̂ + λ‖θ‖₁ by 5000 rounds of coordinate descent.
private func lasso(_ data: DataSet, penalty: Double) -> [Double] {
  let n = Double(data.samples)
  let columns = (0..<data.features).map { data.x.column($0) }
  var theta = Array(repeating: 0.0, count: data.features)
  var rest = data.y
  for _ in 0..<5000 {
    for (j, column) in columns.enumerated() {
      let square = dot(column, column) / n
      let wanted = theta[j] * square + dot(column, rest) / n
      let next = (wanted < 0 ? -1 : 1) * (abs(wanted) - penalty).positivePart / square
      rest = sum(rest, theta[j] - next, times: column)
      theta[j] = next
    }
  }
  return theta
}

/// The end of the flow of θ = u^D − v^D on one sample from u = v = α.
private func deepFlow(_ x: [Double], label: Double, depth: Int, alpha: Double) -> [Double] {
  func power(_ base: Double, _ k: Int) -> Double { (0..<k).reduce(1) { p, _ in p * base } }
  func theta(_ w: [Double]) -> [Double] {
    [0, 1].map { power(w[$0], depth) - power(w[2 + $0], depth) }
  }
  func slope(_ w: [Double]) -> [Double] {
    let residual = label - dot(x, theta(w))
    return [0, 1].map { Double(depth) * power(w[$0], depth - 1) * residual * x[$0] }
      + [0, 1].map { -Double(depth) * power(w[2 + $0], depth - 1) * residual * x[$0] }
  }
  var w = Array(repeating: alpha, count: 4)
  let h = 0.01
  for _ in 0..<20_000 {
    let a = slope(w)
    let b = slope(sum(w, h / 2, times: a))
    let c = slope(sum(w, h / 2, times: b))
    let e = slope(sum(w, h, times: c))
    for j in w.indices { w[j] += h / 6 * (a[j] + 2 * b[j] + 2 * c[j] + e[j]) }
  }
  return theta(w)
}

/// Descents: samples, gains, momentum, conventions, sharpness.
private func descentPaperClaims() -> [Claim] {
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
          below: 1e-12, most: 50_000, stride: 64)
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.05, steps: end.steps, stride: 64)
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
      tolerance: 1e-9, reason: "roundings of some thousand steps"),
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
        var (u, v) = (start.u, start.v)
        var (a, b) = (u.map { _ in 0.0 }, u.map { _ in 0.0 })
        for _ in 0..<60 {
          let pull = plainPull(data, product(u, v))
          a = sum(a.map { 0.8 * $0 }, 0.02, times: product(v, pull))
          b = sum(b.map { 0.8 * $0 }, 0.02, times: product(u, pull))
          (u, v) = (sum(u, 1, times: a), sum(v, 1, times: b))
        }
        return distance(u, end.u) + distance(v, end.v)
      },
      tolerance: 1e-12, reason: "roundings of 60 steps"),
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
      tolerance: 1e-12, reason: "roundings of 30 steps"),
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
      tolerance: 1e-8, reason: "the square of the defect of the direction"),
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

/// SGD on (u, v) in plain sums, over the samples of stream 10.
private func plainDescent(
  _ data: DataSet, alpha: Double, stepSize: Double, steps: Int, stride: Int
) -> (theta: [Double], gains: [Double], integral: Double) {
  var u = Array(repeating: 2.squareRoot() * alpha, count: data.features)
  var v = u.map { _ in 0.0 }
  var gains = v
  var integral = 0.0
  let stream = RandomStream(seed: 5, stream: 10)
  for k in 0..<steps {
    if k % stride == 0 {
      integral += Double(stride) * stepSize * plainRisk(data.x, data.y, product(u, v))
    }
    let row = Array(data.x.row(stream.integer(below: data.samples, at: UInt64(k))))
    let i = stream.integer(below: data.samples, at: UInt64(k))
    let a = row.map { stepSize * (data.y[i] - dot(row, product(u, v))) * $0 }
    for j in a.indices {
      (u[j], v[j]) = (u[j] + a[j] * v[j], v[j] + a[j] * u[j])
      gains[j] -= log(abs((1 - a[j]) * (1 + a[j])))
    }
  }
  return (product(u, v), gains, integral)
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

/// Noise of SGD: its covariance, its law of the scales, runs on one data set.
private func noisePaperClaims() -> [Claim] {
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
      tolerance: 1e-11, reason: "roundings of 200 steps"),
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
        let plain = plainDescent(data, alpha: 0.1, stepSize: 0.2, steps: 6000, stride: 6000)
        let alpha = 0.1 * exp(-0.5 * plain.gains[0])
        let flow = try many.flow(alpha: run.effectiveAlpha)
        return [
          abs(run.effectiveAlpha / alpha - 1), distance(flow.theta, run.limit.theta),
        ].worst
      },
      tolerance: 1e-6, reason: "6000 plain steps, after which the scale moves by less"),
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
          run.data, alpha: 0.1, stepSize: 0.05, steps: last.step, stride: 1)
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
      tolerance: 1e-8, reason: "roundings of the steps until the loss is $10^{-26}$"),
    Claim(
      "sgd-sparsity-settled",
      "A settled run ends where ten times the steps bring it, and the run shown is the middle one.",
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
        guard let middle = shown.medianRun, let norms = shown.sgdNorm else { return .nan }
        let below = shown.runs.count { $0.sgd.l1 < middle.sgd.l1 }
        let above = shown.runs.count { $0.sgd.l1 > middle.sgd.l1 }
        return [
          distance(limit, settled.limit), abs(Double(above - below)),
          abs(norms.median - middle.sgd.l1 / 2),
        ].worst
      },
      tolerance: 1e-3,
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

/// The three margins, and who turns to which.
private func marginPaperClaims() -> [Claim] {
  let rows = [[1.0, 2], [0.4, 3], [1.5, 2.5]]
  func data() throws -> ClassificationData {
    try ClassificationData(x: Matrix(rows: rows), labels: [1, 1, 1])
  }
  return [
    Claim(
      "4.2-three-margins",
      #"The separators of largest $\ell_1$, $\ell_2$ and maximum-norm margin are those that a search "#
        + "over all directions of the plane finds.",
      residual: residual {
        let data = try data()
        guard case .separable(let hard) = Separation(of: data) else { return .nan }
        let l1 = try [true, false].map { try L1Margin(data, byPrimal: $0) }
        let box = try MaximumNormMargin(data)
        return [
          abs(1 / l1[0].norm - searchedMargin(rows) { abs($0) + abs($1) }),
          abs(1 / l1Norm(l1[1].w) - searchedMargin(rows) { abs($0) + abs($1) }),
          abs(hard.margin - searchedMargin(rows) { ($0 * $0 + $1 * $1).squareRoot() }),
          abs(1 / box.norm - searchedMargin(rows) { maximumNorm([$0, $1]) }),
        ].worst
      },
      tolerance: 1e-9, reason: "a search by thirds"),
    Claim(
      "4.2-turns",
      #"On these samples gradient flow turns to the $\ell_2$, the network from a small start to the "#
        + #"$\ell_1$, sign descent to the maximum-norm separator, each nearest to its own."#,
      residual: residual {
        let data = try data()
        let problem = LogisticRegression(data)
        let flow = try problem.flow(from: [0, 0], logTimes: [100])[0]
        let network = try NetworkMarginFlow(data, logAlpha: log(1e-4)).states(logTimes: [100])[0]
        let signs = try problem.descend(
          from: [0, 0], rule: .signs,
          schedule: StepSchedule(0.02, decay: 1, fallsByRoot: true), checkpoints: [20_000])[0]
        let limits = [[0, 1], [1, 2], [1, 1.0]]
        let margin = -rows.map { -dot($0, network.theta) }.worst / l1Norm(network.theta)
        return zip([network.theta, flow, signs], limits).map { w, own in
          Double(limits.count { angle(w, $0) < angle(w, own) }) + (angle(w, own) > 0.05 ? 1 : 0)
        }.worst + abs(margin - network.margin)
      },
      tolerance: 1e-12, reason: "a count of nearer limits and of angles above 0.05"),
    Claim(
      "4.2-steps",
      #"The normalised step is $-\eta \nabla L / L$, the losses of a run are those of its iterates, "#
        + "and a schedule that falls by a root does.",
      residual: residual {
        let data = try data()
        let problem = LogisticRegression(data)
        let start = [0.3, 0.1]
        let next = try problem.normalisedDescend(from: start, step: 0.2, checkpoints: [1])[0]
        let margins = rows.map { dot($0, start) }
        let loss = margins.reduce(0) { $0 + log1p(exp(-$1)) } / 3
        let slope = [0, 1].map { j in
          (0..<3).reduce(0) { $0 - rows[$1][j] / (1 + exp(margins[$1])) / 3 }
        }
        let two = try problem.losses(from: start, step: 1, count: 1)
        let after = rows.map { dot($0, sum(start, -1, times: slope)) }
        return [
          distance(next, sum(start, -0.2 / loss, times: slope)), abs(two[0] - loss),
          abs(two[1] - after.reduce(0) { $0 + log1p(exp(-$1)) } / 3),
          abs(StepSchedule(1, decay: 1, fallsByRoot: true)(3) - 0.5),
          abs(StepSchedule(1, decay: 2)(2) - 0.5),
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

/// The largest min_i ⟨z_i, w⟩/‖w‖ over the directions of a quarter of the plane, by thirds.
private func searchedMargin(_ rows: [[Double]], norm: (Double, Double) -> Double) -> Double {
  func margin(_ angle: Double) -> Double {
    let (a, b) = (cos(angle), sin(angle))
    return -rows.map { -($0[0] * a + $0[1] * b) }.worst / norm(a, b)
  }
  var (low, high) = (0.0, 0.5 * Double.pi)
  for _ in 0..<200 {
    let (a, b) = ((2 * low + high) / 3, (low + 2 * high) / 3)
    if margin(a) < margin(b) { low = a } else { high = b }
  }
  return margin(0.5 * (low + high))
}

/// What numbers are measured by: random numbers, quartiles, criteria.
private func measureClaims() -> [Claim] {
  [
    Claim(
      "4.1-random-numbers",
      "Uniform numbers, signs, integers and normal numbers have the means, squares and correlations "
        + "of their laws, over 20000 draws.",
      residual: residual {
        let stream = RandomStream(seed: 33, stream: 4)
        let count = 20_000.0
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / count }
        let uniforms = stream.uniforms(20_000)
        let signs = stream.signs(20_000)
        let integers = stream.integers(below: 7, count: 20_000).map { Double($0) }
        let normals = stream.normals(20_000)
        // Each over its standard deviation.
        let deviations = [
          (mean(uniforms) - 0.5) / 0.2887, (mean(uniforms.map { $0 * $0 }) - 1.0 / 3) / 0.298,
          mean(signs), mean(zip(signs, signs.dropFirst(16)).map { $0 * $1 }),
          (mean(integers) - 3) / 2, (mean(integers.map { $0 * $0 }) - 13) / 12.5,
          mean(normals), (mean(normals.map { $0 * $0 }) - 1) / 1.42,
          mean(zip(normals, normals.dropFirst()).map { $0 * $1 }),
        ]
        return deviations.map { abs($0) * count.squareRoot() }.worst
      },
      tolerance: 4.5, reason: "standard deviations"),
    Claim(
      "remark-4-teachers",
      "Planted predictors have the entries, signs, places and norms that they are asked for.",
      residual: residual {
        let dense =
          try DataSet.regression(
            samples: 2, features: 40, teacher: .dense(norm: 3), seed: 8
          ).teacher ?? []
        let sparse = try sparseData(2, 40, seed: 8).teacher ?? []
        let shifted = try DataSet.regression(
          samples: 50, features: 40, entries: .uncentred(mean: 5),
          teacher: .sparse(nonzeros: 2, size: 0.5, isSigned: false), seed: 8)
        let signs = RandomStream(seed: 8, stream: 2)
        let normals = RandomStream(seed: 8, stream: 0).normals(2000)
        return [
          abs(euclideanNorm(dense) - 3),
          sparse.enumerated().map { j, value in
            value == 0 ? 0 : abs(value - signs.sign(at: UInt64(j)))
          }.worst,
          abs(Double(sparse.count { $0 != 0 }) - 2),
          distance(shifted.teacher ?? [], sparse.map { abs($0) / 2 }),
          distance(shifted.x.elements, normals.map { 5 + $0 }) / 100,
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
    Claim(
      "sgd-sparsity-quartiles",
      "Quartiles are those of the whole numbers from 0 to 100, in any order; an entry counts in a support above a "
        + "hundredth of the largest planted one; rank correlations see order alone.",
      residual: residual {
        let order = RandomStream(seed: 1).subset(101, below: 101).map { Double($0) }
        guard let found = Quartiles(order) else { return .nan }
        let data = try DataSet.regression(
          samples: 2, features: 3, teacher: .given([2, 0, 0]), seed: 1)
        let support = SparsitySummary([0.021, 0.019, -0.5], of: data).support
        return [
          abs(found.lower - 25), abs(found.median - 50), abs(found.upper - 75),
          abs(Double(support) - 2), abs(rankCorrelation(order, order.map { -exp($0 / 9) }) + 1),
        ].worst
      },
      tolerance: 1e-12, reason: "exact but for one quotient"),
    Claim(
      "l1-to-l2-criteria",
      #"At the lazy $\alpha$ the criterion is 1 with norms by power iteration, and half-way the "#
        + #"$\ell_1$ norm is half-way."#,
      residual: residual {
        var experiment = L1ToL2()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        experiment.alphas = logarithmicGrid(from: 1e-4, to: 100, count: 241)
        experiment.flowAlphas = []
        let outcome = try experiment.outcome()
        let data = try sparseData(10, 25, seed: experiment.seed)
        var vector = RandomStream(seed: 6).normals(10)
        for _ in 0..<3000 {
          vector = data.x.gram.times(vector)
          let size = euclideanNorm(vector)
          vector = vector.map { $0 / size }
        }
        let square = euclideanNorm(data.x.gram.times(vector))
        let column = (0..<25).map { euclideanNorm(data.x.column($0)) }.worst
        let alpha = outcome.lazyAlpha
        let kappa = euclideanNorm(data.y) * column / (2 * alpha * alpha * square)
        guard let half = outcome.halfwayAlpha else { return .nan }
        let theta = try Potential(alpha: half, dimension: 25).interpolator(data.x, data.y).theta
        let middle = 0.5 * (outcome.leastL1.l1 + outcome.leastL2.l1)
        return [abs(kappa - 1), abs(l1Norm(theta) / middle - 1)].worst
      },
      tolerance: 1e-4, reason: "interpolated between points of a grid"),
    Claim(
      "4.1-batches",
      "A batch of several samples steps along their mean, with other samples at each step, and the "
        + "check beside a run follows it.",
      residual: residual {
        let data = try sparseData(6, 9, seed: 4)
        let start = try NetworkWeights(alpha: 0.3, dimension: 9)
        var run = try NetworkDescent(
          data, from: start, stepSize: 0.1, batch: .samples(3), seed: 7, selfCheck: true)
        run.advance(by: 40)
        let stream = RandomStream(seed: 7, stream: 10)
        var (u, v) = (start.u, start.v)
        for k in 0..<40 {
          let batch = stream.subset(3, below: 6, from: UInt64(6 * k))
          let part = DataSet(
            unchecked: data.x.selecting(rows: batch), y: batch.map { data.y[$0] })
          let pull = plainPull(part, product(u, v))
          (u, v) = (
            sum(u, 0.1, times: product(v, pull)), sum(v, 0.1, times: product(u, pull))
          )
        }
        // The same for least squares, where a step may draw a sample twice.
        let problem = LeastSquares(data)
        let other = RandomStream(seed: 3)
        let end = try problem.descend(
          from: start.u, schedule: StepSchedule(0.1), batches: .random(size: 2, other),
          checkpoints: [3])[0]
        var theta = start.u
        for k in 0..<3 {
          let batch = other.integers(below: 6, count: 2, from: UInt64(2 * k))
          let part = DataSet(
            unchecked: data.x.selecting(rows: batch), y: batch.map { data.y[$0] })
          theta = sum(theta, 0.1, times: plainPull(part, theta))
        }
        guard let check = run.check else { return .nan }
        return [
          distance(run.weights.u, u), distance(run.weights.v, v), distance(end, theta),
          check.scaleDefect(run.weights), check.ratioDefect(run.weights),
        ].worst
      },
      tolerance: 1e-12, reason: "roundings of 40 steps"),
  ]
}
