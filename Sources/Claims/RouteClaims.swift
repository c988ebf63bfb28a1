import Models
import Records

/// What runs, factorisations and certificates give, each written out once more.
func routeClaims() -> [Claim] { solverRouteClaims() + runRouteClaims() + marginRouteClaims() }

private let rounding = "rounding of systems of a few equations"

private func solverRouteClaims() -> [Claim] {
  [
    Claim(
      "2.3-solvers",
      "Householder’s and the LU factors solve what the normal equations do, and products of matrices are "
        + "their sums.",
      residual: residual {
        let over = LeastSquaresExample.over
        let under = LeastSquaresExample.under
        let normal = try Cholesky(over.x.transposed.gram).solve(over.x.transposedTimes(over.y))
        let least = try projectionByNormalEquations(under.x, under.y, of: zeros(6))
        let square = LeastSquaresExample(samples: 4, features: 4, noise: 1, seed: 7).x
        let solved = try LU(square).solveTransposed([1, -2, 0.5, 3])
        let weights = [0.5, 2, 1, 0.25, 3, 1.5]
        let gram = under.x.weightedGram(weights)
        let product = over.x.timesTransposed(over.x)
        let sums = (0..<3).map { i in
          (0..<3).map { k -> Double in
            let weighted = (0..<6).reduce(0) { $0 + weights[$1] * under.x[i, $1] * under.x[k, $1] }
            let plain = (0..<4).reduce(0) { $0 + over.x[i, $1] * over.x[k, $1] }
            return [abs(gram[i, k] - weighted), abs(product[i, k] - plain)].worst
          }.worst
        }.worst
        return [
          distance(try HouseholderQR(over.x).leastSquares(over.y), normal),
          distance(try HouseholderQR(under.x.transposed).leastNormOfTransposed(under.y), least),
          distance(square.transposed.times(solved), [1, -2, 0.5, 3]), sums,
        ].worst
      },
      tolerance: 1e-13, reason: rounding),
    Claim(
      "3.32-path",
      #"A path of limits along $\alpha$ has the norms of roots found one by one, also where each begins at "#
        + #"that of the last."#,
      residual: residual {
        let data = try sparseData(6, 15, seed: 3)
        let alphas = logarithmicGrid(from: 1e-3, to: 10, count: 9)
        let misses = try [true, false].flatMap { warm in
          let path = try InterpolatorPath(data.x, data.y, alphas: alphas, startsWarm: warm)
          return try path.points.map { point -> Double in
            let theta = try Potential(alpha: point.alpha, dimension: 15)
              .interpolator(data.x, data.y).theta
            return [
              abs(point.l1 - theta.reduce(0) { $0 + abs($1) }),
              abs(point.l2 - dot(theta, theta).squareRoot()),
              distance(data.x.times(point.interpolator.theta), data.y),
            ].worst
          }
        }
        return misses.worst
      },
      tolerance: 1e-12, reason: "the residual to which a dual root is solved"),
    Claim(
      "4.1-single-sample",
      #"The steps that one sample at a time allows are $2/\max_i \|\x_i\|^2$ on least squares and $1/\max_i "#
        + #"\sum_j x_{ij}^2 h_j$ on the network, $h = (u^2 + v^2)/2$."#,
      residual: residual {
        let under = LeastSquaresExample.under
        let data = try DataSet(x: under.x, y: under.y)
        let theta = try projectionByNormalEquations(under.x, under.y, of: zeros(6))
        let weights = try NetworkWeights(interpolator: theta, alpha: 0.4)
        func largest(_ h: (Int) -> Double) -> Double {
          (0..<3).map { i in
            (0..<6).reduce(0) { $0 + under.x[i, $1] * under.x[i, $1] * h($1) }
          }.worst
        }
        let h = { (j: Int) in (weights.u[j] * weights.u[j] + weights.v[j] * weights.v[j]) / 2 }
        let bound = try DiagonalNetwork(data).singleSampleStepSizeBound(at: weights)
        return [
          abs(under.problem.singleSampleStepSizeBound * largest { _ in 1 } / 2 - 1),
          abs(bound * largest(h) - 1),
        ].worst
      },
      tolerance: 1e-13, reason: rounding),
  ]
}

private func runRouteClaims() -> [Claim] {
  [
    Claim(
      "2.21-null",
      #"Along gradient descent on least squares the distance to the projection, the part off the span and "#
        + #"the residual are those of the recursion, written out."#,
      residual: residual {
        let null = try LeastSquaresNull(samples: 6, features: 12)
        let (x, y) = (null.problem.x, null.problem.y)
        let foot = try projectionByNormalEquations(x, y, of: null.start)
        let marks = [1, 7, 30]
        let moments = try null.moments(
          of: .init(.gradient, stepSize: 0.2, steps: 30), marks: marks, seed: 1)
        let plain = DataSet(unchecked: x, y: y, teacher: nil)
        var theta = null.start
        var defects: [Double] = []
        for step in 1...30 {
          theta = sum(theta, 0.2, times: plainPull(plain, theta))
          guard let moment = moments.first(where: { $0.step == step }) else { continue }
          let misfit = euclideanNorm(difference(y, x.times(theta))) / euclideanNorm(y)
          defects += [
            abs(moment.distance - distance(theta, foot) / distance(foot, null.start)),
            moment.offSpan, abs(moment.residual - misfit),
          ]
        }
        return defects.count == 9 ? defects.worst : .nan
      },
      tolerance: 1e-13, reason: "roundings of 30 steps"),
    Claim(
      "4.1-edge-run",
      "Along a run at the edge of stability weights, loss and sharpness are those of gradient descent in "
        + "plain sums, the sharpness by Jacobi’s method.",
      residual: residual {
        let study = try EdgeOfStability(samples: 5, features: 8, first: [3, -2], alpha: 0.3)
        let run = try study.run(stepSize: 0.6 * study.edge, mostSteps: 40, marks: [0, 10, 25])
        let network = DiagonalNetwork(study.data)
        var u = Array(repeating: 0.3 * 2.squareRoot(), count: 8)
        var v = u.map { _ in 0.0 }
        var defects: [Double] = []
        for step in 0...40 {
          if let moment = run.moments.first(where: { $0.step == step }) {
            let top = SymmetricEigen(network.hessian(u: u, v: v)).values[0]
            defects += [
              distance(moment.theta, product(u, v)),
              abs(moment.loss - plainRisk(study.data.x, study.data.y, product(u, v))),
              1e-6 * (abs(moment.sharpness / top - 1) / 1e-3 - 1).positivePart,
            ]
          }
          let pull = plainPull(study.data, product(u, v))
          let size = 0.6 * study.edge
          (u, v) = (sum(u, size, times: product(v, pull)), sum(v, size, times: product(u, pull)))
        }
        return defects.count == 12 ? defects.worst : .nan
      },
      tolerance: 1e-13, reason: "roundings of 40 steps; the power iteration ends at $10^{-4}$"),
    Claim(
      "3.30-halving",
      #"With weight decay the loss and the least $\lambda t$ at which the error has halved are those of the "#
        + #"states, integrated once more to that place."#,
      residual: residual {
        let data = try sparseData(10, 25, seed: 3)
        let decay = WeightDecay(data, alpha: 1, decay: 1e-3)
        let times = (0...24).map { 0.25 * Double($0) }
        let moments = try decay.moments(at: times)
        let truth = data.teacher ?? []
        func error(_ theta: [Double]) -> Double {
          dot(difference(theta, truth), difference(theta, truth))
        }
        let first = try Potential(alpha: 1, dimension: 25).interpolator(data.x, data.y).theta
        guard let halved = try decay.halving(in: moments, of: truth) else { return .nan }
        let there = try decay.moments(at: [0, 0.5 * halved, halved])
        let losses = moments.map { abs($0.loss - plainRisk(data.x, data.y, $0.theta)) }
        let scaled = zip(moments, times).map { abs($0.scaledTime - $1) }
        let half = error(there[2].theta) / error(first) - 0.5
        return
          (losses + scaled + [abs(half), error(there[1].theta) > error(there[2].theta) ? 0 : 1])
          .worst
      },
      tolerance: 1e-5, reason: "the error as a line in logarithms between two of 64 states"),
    Claim(
      "3.13-gap",
      "The mean distance of the flow from the process of jumps, up to a fifth beyond the last jump, and the "
        + "flow’s averages are those of 20000 of its states.",
      residual: residual {
        let stairs = try SaddleStairs(sparseData(6, 10, seed: 2))
        guard let last = stairs.process.rests.last else { return .nan }
        let end = 1.2 * last.time
        let flow = try stairs.flow(logAlpha: -8, until: end)
        let times = (0..<20_000).map { end * (Double($0) + 0.5) / 20_000 }
        let states = times.map { flow.trajectory.theta(at: $0 * flow.unit) }
        let gaps = zip(times, states).map { time, theta -> Double in
          let rest = stairs.process.rests.last { $0.time <= time }?.theta ?? zeros(10)
          return distance(theta, rest)
        }
        let mean = gaps.reduce(0, +) / 20_000 / euclideanNorm(last.theta)
        let average = states.reduce(zeros(10)) { sum($0, 1.0 / 20_000, times: $1) }
        return [
          abs(stairs.horizon - end), abs(stairs.meanGap(of: flow, until: end) / mean - 1),
          distance(stairs.averages(of: flow, at: [end])[0], average),
        ].worst
      },
      tolerance: 1e-4, reason: "midpoints of 20000 steps, in some of which the process jumps"),
    Claim(
      "fig-1-runs",
      "The runs of figure 1 are their recursions, with noise that dies out like a parabola; so are those "
        + "on the two valleys, whose slope is that of their risk.",
      residual: residual {
        let network = SmallestNetwork()
        let square = network.samples.reduce(0) { $0 + $1 * $1 } / Double(network.samples.count)
        func way(_ step: Double, _ count: Int, _ pull: (Double, Double, Int) -> Double) -> [Double]
        {
          var (u, v) = (network.firstStart.u, network.firstStart.v)
          for k in 0..<count {
            let e = step * pull(u, v, k)
            (u, v) = (u + e * v, v + e * u)
          }
          return [u, v]
        }
        let draws = RandomStream(seed: network.seed, stream: 0)
        let signs = RandomStream(seed: network.seed, stream: 1)
        let plain = way(network.gradientStep, 60) { u, v, _ in square * (1 - u * v) }
        let noisy = way(network.stochasticStep, 60) { u, v, k in
          let x = network.samples[draws.integer(below: network.samples.count, at: UInt64(k))]
          let size = network.noise * (1 - Double(k * k) / 22_500)
          return x * (x + size * signs.sign(at: UInt64(k)) - x * u * v)
        }
        let (gradient, stochastic) = (
          try network.gradientDescent(from: network.firstStart)[60],
          try network.stochasticDescent()[60]
        )
        let valleys = TwoMinimisers()
        let points = try valleys.descent(step: valleys.largeStep).prefix(9)
        let slopes = zip(points, points.dropFirst()).map { a, b in
          let h = 1e-5
          let slope = (valleys.trainRisk(a + h) - valleys.trainRisk(a - h)) / (2 * h)
          return abs(b - a + valleys.largeStep * slope)
        }
        return [
          distance([gradient.u, gradient.v], plain), distance([stochastic.u, stochastic.v], noisy),
          slopes.worst,
        ].worst
      },
      tolerance: 1e-8, reason: "central differences with step $10^{-5}$ of the risk of two valleys"),
    Claim(
      "sgd-sparsity-sample",
      "What the figure on sparsity quotes over its seeds are medians over its runs: norms over that of the "
        + "truth, supports, squared errors, effective scales; the run shown is the one of median norm of gradient flow.",
      residual: residual {
        var experiment = SGDSparsity()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        (experiment.stepSize, experiment.seeds, experiment.sweepAlphas) = (0.1, 5, [])
        let sample = try experiment.outcome().shown
        guard sample.runs.count == 5, let shown = sample.medianRun else { return .nan }
        func middle(_ value: (SGDSparsity.Run) -> Double) -> Double {
          sample.runs.map(value).sorted()[2]
        }
        func error(_ theta: [Double], _ run: SGDSparsity.Run) -> Double {
          let offset = difference(theta, run.teacher ?? [])
          return dot(offset, offset)
        }
        func support(_ theta: [Double]) -> Double { Double(theta.count { abs($0) > 0.01 }) }
        let pairs: [(Quartiles?, (SGDSparsity.Run) -> Double)] = [
          (sample.sgdNorm, { l1Norm($0.sgd.theta) / 2 }),
          (sample.flowNorm, { l1Norm($0.flow.theta) / 2 }),
          (sample.sgdSupport, { support($0.sgd.theta) }),
          (sample.flowSupport, { support($0.flow.theta) }),
          (sample.sgdError, { error($0.sgd.theta, $0) }),
          (sample.flowError, { error($0.flow.theta, $0) }),
          (sample.effectiveAlpha, { $0.effectiveAlpha }),
        ]
        let misses = pairs.map { abs(($0.0?.median ?? .nan) - middle($0.1)) }
        return (misses + [abs(l1Norm(shown.flow.theta) - middle { l1Norm($0.flow.theta) })]).worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

private func marginRouteClaims() -> [Claim] {
  [
    Claim(
      "4.2-certificate",
      "For 12 samples in three dimensions the multipliers are not negative, make the separator, and stand "
        + "at samples of margin 1 alone; no sample has less.",
      residual: residual {
        let x = Matrix(rows: 12, columns: 3, elements: RandomStream(seed: 15).normals(36))
        let labels = (0..<12).map { x[$0, 0] + 0.5 * x[$0, 1] > 0 ? 1.0 : -1 }
        let data = try ClassificationData(x: x, labels: labels)
        guard case .separable(let answer) = Separation(of: data) else { return .nan }
        var made = [0.0, 0, 0]
        for i in 0..<12 { made = sum(made, answer.dual[i] * labels[i], times: Array(x.row(i))) }
        let margins = (0..<12).map { labels[$0] * dot(Array(x.row($0)), answer.w) }
        let support = (0..<12).filter { answer.dual[$0] > 0 }
        let tight = (0..<12).filter { abs(margins[$0] - 1) < 1e-7 }
        let size = dot(answer.w, answer.w).squareRoot()
        return [
          distance(made, answer.w), (1 - margins.least).positivePart,
          (-answer.dual.least).positivePart, support.map { abs(margins[$0] - 1) }.worst,
          distance(margins, answer.functionalMargins), abs(answer.margin * size - 1),
          distance(answer.direction.map { $0 * size }, answer.w),
          answer.supportVectors == support && answer.onMargin == tight ? 0 : 1,
        ].worst
      },
      tolerance: 1e-12, reason: rounding),
    Claim(
      "4.2-stiff-flow",
      #"The method for samples in any units follows the flow of the other one, in $\log t$ and in loss."#,
      residual: residual {
        let flow = try MarginFlow(.asymmetric)
        let times = [0.0, 3, 20]
        let other = try flow.statesOfStiffFlow(logTimes: times)
        return zip(try flow.states(logTimes: times), other).map { a, b in
          [
            distance(a.w, b.w) / (1 + a.norm), abs(b.loss / a.loss - 1), abs(a.logTime - b.logTime),
            abs(b.norm - dot(b.w, b.w).squareRoot()), abs(a.angle - b.angle),
          ].worst
        }.worst
      },
      tolerance: 1e-8, reason: "the accuracy that both methods are asked for"),
    Claim(
      "3.21-depth-shape",
      #"The depth's potential has the ratio of its values at $\boldsymbol{e}_1$ and on the diagonal that its "#
        + #"integrated gradient gives."#,
      residual: residual {
        let entropy = DeepEntropy(depth: 3, scale: 0.2)
        // Simpson's rule over the gradient from 0.
        func value(_ end: Double) -> Double {
          let h = end / 400
          return (0..<200).reduce(0) { sum, k in
            let a = Double(2 * k) * h
            return sum + h / 3
              * (entropy.gradient(a) + 4 * entropy.gradient(a + h) + entropy.gradient(a + 2 * h))
          }
        }
        let ratio = value(1) / (7 * value(1 / 7.0.squareRoot()))
        return abs(entropy.axisOverDiagonal(dimension: 7) / ratio - 1)
      },
      tolerance: 1e-9, reason: "Simpson’s rule with 400 steps"),
  ]
}
