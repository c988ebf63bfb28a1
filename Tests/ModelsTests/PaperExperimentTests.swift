import Models
import Testing

/// The pieces that the papers' experiments are made of, by identity.
@Suite("Experiments of the papers") struct PaperExperimentTests {
  private func data(
    _ samples: Int = 10, _ features: Int = 25, entries: Features = .gaussian, seed: UInt64
  ) throws -> DataSet {
    try DataSet.regression(
      samples: samples, features: features, entries: entries, teacher: .sparse(nonzeros: 2),
      seed: seed)
  }

  @Test("a teacher of positive entries of any size")
  func teachers() throws {
    let signed = try data(seed: 3).teacher ?? []
    let positive = try DataSet.regression(
      samples: 3, features: 25, teacher: .sparse(nonzeros: 2, size: 0.5, isSigned: false), seed: 3)
    #expect(positive.teacher == signed.map { abs($0) / 2 })
    let halved = try DataSet.regression(
      samples: 3, features: 25, teacher: .sparse(nonzeros: 2, size: 0.5), seed: 3)
    #expect(halved.teacher == signed.map { $0 / 2 })
  }

  @Test("gains read off the scales are those of the product of the steps")
  func gains() throws {
    let data = try data(seed: 2)
    let start = try NetworkWeights(alpha: 0.1, dimension: 25)
    var checked = try NetworkDescent(
      data, from: start, stepSize: 0.05, seed: 2, selfCheck: true)
    let end = try EndedDescent(
      NetworkDescent(data, from: start, stepSize: 0.05, seed: 2), below: 1e-20, most: 400_000)
    checked.advance(by: end.steps)
    let check = try #require(checked.check)
    #expect(relative(end.gains, check.gains) < 1e-9)
    #expect(relative(end.limit, end.weights.theta) < 1e-8)
    // Without a step there is no integral; with a stride of one it is the sum itself.
    var run = try NetworkDescent(data, from: start, stepSize: 0.05, seed: 2)
    var integral = 0.0
    while run.loss > 1e-20 {
      integral += 0.05 * run.loss
      run.advance(by: 1)
    }
    let fine = try EndedDescent(
      NetworkDescent(data, from: start, stepSize: 0.05, seed: 2), below: 1e-20, most: 400_000,
      stride: 1)
    #expect(relative(fine.integralOfLoss, integral) < 1e-13)
    #expect(fine.steps == run.steps)
    // Looked at seldom, but not where it falls.
    let coarse = try EndedDescent(
      NetworkDescent(data, from: start, stepSize: 0.05, seed: 2), below: 1e-20, most: 400_000,
      stride: 64, fine: 1e-3)
    #expect(relative(coarse.integralOfLoss, integral) < 1e-3)
  }

  @Test("a run that diverges or does not end says so")
  func endings() throws {
    let data = try data(seed: 2)
    let start = try NetworkWeights(alpha: 0.1, dimension: 25)
    let wild = try NetworkDescent(data, from: start, stepSize: 5, seed: 2)
    #expect(throws: SettledDescent.Failure.self) {
      try EndedDescent(wild, below: 1e-20, most: 100_000)
    }
    let slow = try NetworkDescent(data, from: start, stepSize: 1e-3, seed: 2)
    #expect(throws: SettledDescent.Failure.self) {
      try EndedDescent(slow, below: 1e-20, most: 1000)
    }
    #expect(try !EndedDescent(slow, below: 1e-20, most: 1000, mayMove: true).isFinished)
  }

  @Test("power iteration finds the largest eigenvalue of the whole Hessian", arguments: 1...4)
  func sharpness(seed: UInt64) throws {
    let data = try data(8, 12, seed: seed)
    let network = DiagonalNetwork(data)
    // Far from an interpolator, where the residual counts.
    let weights = NetworkWeights(
      u: RandomStream(seed: seed, stream: 7).normals(12),
      v: RandomStream(seed: seed, stream: 8).normals(12))
    let all = SymmetricEigen(network.hessian(u: weights.u, v: weights.v)).values
    let found = try network.sharpness(at: weights, tolerance: 1e-7)
    #expect(relative(found.value, all[0]) < 1e-6)
    let again = try network.sharpness(at: weights, from: found.direction, tolerance: 1e-7)
    #expect(relative(again.value, all[0]) < 1e-6)
    let image = network.hessian(u: weights.u, v: weights.v).times(found.direction)
    #expect(distance(image, found.direction.map { all[0] * $0 }) < 1e-5 * all[0])
  }

  @Test("weight decay: the flow of (u, v) itself by small steps of Heun's method")
  func weightDecay() throws {
    let data = try data(4, 6, seed: 5)
    let (alpha, decay) = (0.4, 0.3)
    let flow = try DiagonalFlow(data.x, data.y, alpha: alpha, weightDecay: decay)
    let state = flow.trajectory(until: .times([2]), tolerance: 1e-10).last
    let network = DiagonalNetwork(data)
    var u = Array(repeating: 2.0.squareRoot() * alpha, count: 6)
    var v = Array(repeating: 0.0, count: 6)
    let steps = 20_000
    let h = 2 / Double(steps)
    func slope(_ u: [Double], _ v: [Double]) -> (u: [Double], v: [Double]) {
      let g = network.gradient(u: u, v: v)
      return (
        zip(g.u, u).map { -$0 - decay * $1 }, zip(g.v, v).map { -$0 - decay * $1 }
      )
    }
    for _ in 0..<steps {
      let first = slope(u, v)
      let second = slope(sum(u, h, times: first.u), sum(v, h, times: first.v))
      u = sum(sum(u, h / 2, times: first.u), h / 2, times: second.u)
      v = sum(sum(v, h / 2, times: first.v), h / 2, times: second.v)
    }
    #expect(relative(state.theta, zip(u, v).map { $0 * $1 }) < 1e-6)
    #expect(relative(state.u, u) < 1e-6)
    let scale = zip(state.u, state.v).map { 0.5 * ($0 - $1) * ($0 + $1) }
    let predicted = alpha * alpha * 0.30119421191220214  // e^{−1.2}
    #expect(scale.allSatisfy { relative($0, predicted) < 1e-9 })
    #expect(throws: DiagonalNetworkError.self) {
      try DiagonalFlow(data.x, data.y, alpha: alpha, weightDecay: -1)
    }
  }

  @Test("the rule for integrals over a flow: its length of time, and a polynomial in it")
  func quadrature() throws {
    let data = try data(4, 6, seed: 5)
    let flow = try DiagonalFlow(data.x, data.y, alpha: 0.1)
    let trajectory = flow.trajectory(until: .times([3]))
    let nodes = trajectory.quadrature(from: 0.5, to: 3, cuts: [1, 7])
    #expect(relative(nodes.reduce(0) { $0 + $1.weight }, 2.5) < 1e-13)
    let cube = nodes.reduce(0) { $0 + $1.weight * $1.time * $1.time * $1.time }
    #expect(relative(cube, (81 - 0.0625) / 4) < 1e-13)
    // ν = ∫ r dt/n, component by component.
    let total = trajectory.quadrature(from: 0, to: 3).reduce(Array(repeating: 0.0, count: 4)) {
      let state = trajectory.state(at: $1.time)
      return sum($0, $1.weight / 4, times: difference(data.y, data.x.times(state.theta)))
    }
    #expect(relative(total, trajectory.last.dual) < 1e-5)
  }

  @Test("depth two is the hyperbolic entropy at 2α²; deeper ones invert their gradient")
  func depth() {
    for scale in [1e-8, 0.3, 50] {
      let two = DeepEntropy(depth: 2, scale: scale)
      for theta in [-3, 1e-6, 0.2, 4] {
        let entropy = HyperbolicEntropy(scale: 2 * scale)
        #expect(relative(two.value(theta), 2 * entropy.value(theta)) < 1e-14)
        #expect(relative(two.gradient(theta), 2 * entropy.gradient(theta)) < 1e-14)
        for depth in [2, 3, 4, 10] {
          let deep = DeepEntropy(depth: depth, scale: scale)
          let slope = deep.gradient(theta)
          #expect(abs(slope) < 1 || depth == 2)
          // Far out the gradient is 1 to rounding, and its inverse loses what 1 − z has lost.
          if abs(slope) < 0.999 {
            #expect(relative(deep.inverseGradient(slope), theta) < 1e-11)
          }
          let h = 1e-4 * abs(theta)
          let difference = (deep.value(theta + h) - deep.value(theta - h)) / (2 * h)
          #expect(relative(difference, slope) < 1e-6)
        }
      }
    }
  }

  @Test("the lasso path meets its optimality conditions everywhere", arguments: 1...12)
  func lasso(seed: UInt64) throws {
    let data = try DataSet.regression(
      samples: 7, features: 12, teacher: .dense(norm: 2), noise: 0.5, seed: seed)
    let path = try LassoPath(data)
    let network = DiagonalNetwork(data)
    let most = path.knots[0].penalty
    #expect(path.theta(at: 2 * most).allSatisfy { $0 == 0 })
    for share in [0.97, 0.7, 0.5, 0.31, 0.2, 0.1, 0.03, 0.01, 1e-3] {
      let penalty = share * most
      let theta = path.theta(at: penalty)
      for (slope, value) in zip(network.riskGradient(theta), theta) {
        if value == 0 {
          #expect(abs(slope) <= penalty * (1 + 1e-9))
        } else {
          #expect(abs(slope + (value > 0 ? penalty : -penalty)) <= 1e-9 * most)
        }
      }
    }
    let least = try LeastL1Interpolator(data.x, data.y)
    #expect(relative(path.theta(at: 0), least.theta) < 1e-8)
  }

  @Test("averages of the saddle process are the lasso where coordinates only join")
  func averages() throws {
    let data = try data(40, 100, seed: 1)
    let process = try SaddleToSaddle(data)
    let path = try LassoPath(data)
    for time in [0.1, 0.6, 1, 1.4, 2.5] {
      #expect(distance(process.average(until: time), path.theta(at: 1 / time)) < 1e-10)
    }
    let rests = process.rests
    #expect(process.theta(at: 0) == rests[0].theta)
    #expect(process.theta(at: rests[1].time) == rests[1].theta)
    #expect(process.theta(at: 1e9) == rests[rests.count - 1].theta)
  }

  @Test("the flow comes to the process, at the rate 1/log(1/α)")
  func stairs() throws {
    let stairs = try SaddleStairs(
      DataSet.regression(samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: 1))
    let gaps = try [-74.0, -148].map { logAlpha in
      let flow = try stairs.flow(logAlpha: logAlpha, until: stairs.horizon)
      return stairs.meanGap(of: flow, until: stairs.horizon)
    }
    #expect(abs(gaps[0] / gaps[1] - 2) < 0.1)
    #expect(throws: DiagonalNetworkError.self) { try stairs.flow(logAlpha: 1, until: 1) }
  }

  @Test("shuffled labels on the same samples change nothing, further samples do")
  func badMinima() throws {
    let data = try data(seed: 6)
    let same = try BadMinima(data, alpha: 0.1, extra: 0, seed: 6)
    #expect(same.relativeChange < 1e-11)
    #expect(distance(same.pretrained, same.standard) > 0.1)
    let other = try BadMinima(data, alpha: 0.1, extra: 10, seed: 6)
    #expect(other.relativeChange > 1e-2)
    #expect(distance(data.x.times(other.limit), data.y) < 1e-9)
    #expect(throws: DiagonalNetworkError.self) {
      try BadMinima(data, alpha: 0.1, extra: 20, seed: 6)
    }
  }

  @Test("with ±1 features every run lies on the flow's own path, at its effective α")
  func manyRuns() throws {
    var many = ManyRuns(try data(entries: .rademacher, seed: 1))
    many.stepSize = 0.2
    let runs = try many.runs(seeds: [1, 2, 3])
    for run in runs {
      let flow = try many.flow(alpha: run.effectiveAlpha)
      #expect(relative(run.limit.theta, flow.theta) < 1e-9)
    }
    #expect(Set(runs.map(\.effectiveAlpha)).count == 3)
  }

  @Test("per-sample noise by the exponential scheme: the law of the scale, and no states kept")
  func perSample() throws {
    let data = try data(seed: 3)
    let flow = StochasticFlow(data, stepSize: 0.05, timeStep: 0.0125, noise: .perSample)
    let start = try NetworkWeights(alpha: 0.2, dimension: 25)
    let normals = flow.normals(seed: 3)
    let path = flow.networkPath(from: start, steps: 400, normals: normals)
    let (marked, end) = flow.networkStates(
      from: start, at: [0, 7, 7, 120], below: 0, most: 400, normals: normals)
    #expect(end == path.states.last)
    #expect(marked == [0, 7, 7, 120].map { path.states[$0] })
    // log I falls by the variance of each step's noise, whatever the noise was.
    var law = Array(repeating: 0.0, count: 25)
    for state in path.states.dropLast() {
      let residual = difference(data.y, data.x.times(state.theta))
      let pull = data.x.transposedTimes(residual).map { $0 / 10 }
      for j in law.indices {
        let parts = (0..<10).map { residual[$0] * data.x[$0, j] - pull[j] }
        law[j] += 0.0125 * 0.05 / 10 * dot(parts, parts)
      }
    }
    let fall = zip(start.logScales, end.weights?.logScales ?? []).map { $0 - $1 }
    #expect(relative(fall, law) < 1e-9)
  }

  @Test("momentum 0 is gradient descent; a small step with momentum follows η/(1 − β)")
  func momentum() throws {
    let data = try data(seed: 5)
    let network = DiagonalNetwork(data)
    let start = try NetworkWeights(alpha: 0.1, dimension: 25)
    let weights = DiagonalNetwork.Weights(u: start.u, v: start.v)
    let plain = try network.descend(
      from: weights, stepSize: 0.05, momentum: 0, below: 1e-24, most: 100_000)
    let end = try EndedDescent(
      NetworkDescent(data, from: start, stepSize: 0.05, batch: .full), below: 1e-24,
      most: 100_000)
    #expect(relative(zip(plain.u, plain.v).map { $0 * $1 }, end.limit) < 1e-9)
    #expect(throws: DescentError.self) {
      try network.descend(from: weights, stepSize: 50, momentum: 0.9, below: 1e-24, most: 10_000)
    }
  }

  @Test("positive predictors: one step of each kind of noise, from the gradient written out")
  func positiveNetwork() throws {
    let data = try data(4, 6, seed: 2)
    func step(_ noise: PositiveNetwork.Noise) throws -> [Double] {
      try PositiveNetwork(data, noise: noise, schedule: .init(0.01), seed: 9)
        .weights(from: 0.5, marks: [1])[0]
    }
    func pull(_ i: Int, shift: Double = 0) -> [Double] {
      let residual = data.x.row(i).reduce(0) { $0 + 0.25 * $1 } - data.y[i] - shift
      return data.x.row(i).map { residual * $0 }
    }
    func moved(_ gradient: [Double]) -> [Double] { gradient.map { 0.5 - 0.01 * 0.5 * $0 } }
    let mean = (0..<4).reduce(Array(repeating: 0.0, count: 6)) { sum($0, 0.25, times: pull($1)) }
    #expect(relative(try step(.none), moved(mean)) < 1e-14)
    func sample(_ stream: UInt32) -> Int {
      RandomStream(seed: 9, stream: stream).integer(below: 4, at: 0)
    }
    let noisy = sum(sum(mean, 3, times: pull(sample(10))), -3, times: pull(sample(14)))
    #expect(relative(try step(.miniBatch(size: 3)), moved(noisy)) < 1e-14)
    let sign = RandomStream(seed: 9, stream: 11).sign(at: 0)
    #expect(relative(try step(.label(size: 2)), moved(pull(sample(10), shift: 2 * sign))) < 1e-14)
    let normals = RandomStream(seed: 9, stream: 16).normals(6)
    let gaussian = zip(moved(mean), normals).map { $0 - 0.01 * 3 * $1 }
    #expect(relative(try step(.gaussian(size: 3)), gaussian) < 1e-14)
    let falling = PositiveNetwork.Schedule(1, parts: [.init(from: 2, 0.5), .init(from: 4, 0.1)])
    #expect((0..<6).map { falling($0) } == [1, 1, 0.5, 0.5, 0.1, 0.1])
  }

  @Test("warm starts along α end where cold ones do")
  func warmStarts() throws {
    let data = try data(20, 60, seed: 8)
    let alphas = logarithmicGrid(from: 1e-6, to: 100, count: 25)
    for list in [alphas, alphas.reversed()] {
      for point in try InterpolatorPath(data.x, data.y, alphas: list, startsWarm: true).points {
        let cold = try Potential(alpha: point.alpha, dimension: 60).interpolator(data.x, data.y)
        #expect(relative(point.interpolator.theta, cold.theta) < 1e-11)
      }
    }
    #expect(throws: DiagonalNetworkError.self) {
      try Potential(alpha: 1, dimension: 60).interpolator(data.x, data.y, near: [1])
    }
  }

  @Test("the scalar network under descent: sharpness of the flow's limit, ends, divergence")
  func scalarDescent() {
    let network = ScalarNetwork(label: 1)
    let start = SIMD2(3.0, 0.2)
    let limit = network.flow(from: start).limit
    #expect(relative(network.sharpness(limit), network.sharpnessOfFlow(from: start)) < 1e-13)
    let run = network.descent(from: start, stepSize: 0.1)
    #expect(run.end == .converged)
    for (a, b) in zip(run.points, run.points.dropFirst()) {
      #expect(network.sharpnessOfFlow(from: b) <= network.sharpnessOfFlow(from: a) * (1 + 1e-14))
    }
    #expect(network.descent(from: start, stepSize: 0.6).end == .diverged)
    #expect(network.descent(from: start, stepSize: 0.1, most: 3).end == .unfinished)
  }

  @Test("rank correlation: order, reverse order, ties; quantiles between their neighbours")
  func statistics() {
    #expect(rankCorrelation([1, 5, 2], [10, 70, 20]) == 1)
    #expect(rankCorrelation([1, 5, 2], [3, 1, 2]) == -1)
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3.
    #expect(
      relative(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]), 4.5 / 22.5.squareRoot()) < 1e-15)
    #expect(quantile(0.1, of: [4, 0, 2]) == 0.4)
    #expect(quantile(0.5, of: []) == nil)
    #expect(Quartiles([1, 2, 3, 4, 5])?.lower == 2)
  }

  @Test("points of a level curve of the deep potential lie on it", arguments: [2, 3, 10])
  func levelCurve(depth: Int) {
    for scale in [1e-8, 0.01, 1, 1e4] {
      let entropy = DeepEntropy(depth: depth, scale: scale)
      let curve = entropy.levelCurve(through: 0.7, count: 12)
      #expect(curve.count == 25 && curve[0] == (0.7, 0) && curve[24] == (0, 0.7))
      #expect(curve[12].0 == curve[12].1)
      for (a, b) in curve {
        #expect(relative(entropy.value(a) + entropy.value(b), entropy.value(0.7)) < 1e-12)
      }
      #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.0 > $1.0 && $0.1 < $1.1 })
    }
  }

  @Test("a run that is at rest is not computed further, and ends where it would")
  func rest() throws {
    let data = try data(seed: 5)
    func end(_ noise: PositiveNetwork.Noise, rest: Double) throws -> [Double] {
      try PositiveNetwork(data, noise: noise, schedule: .init(0.02), seed: 1, restLoss: rest)
        .weights(from: 0.5, marks: [40_000])[0]
    }
    for noise in [PositiveNetwork.Noise.none, .miniBatch(size: 0.5)] {
      #expect(relative(try end(noise, rest: 1e-26), try end(noise, rest: 0)) < 1e-10)
    }
    // Noise that stays never comes to rest, whatever the loss.
    #expect(try end(.label(size: 0.1), rest: 1e9) == end(.label(size: 0.1), rest: 0))
  }

  @Test("the sweep over momentum has the ends of its runs, and none where they diverge")
  func momentumSweep() throws {
    let data = try data(seed: 5)
    let sweep = MomentumSweep(data, alpha: 0.1)
    let errors = try sweep.errors(lambdas: [0.25, 1e3], momenta: [0.5, 0.8])
    #expect(errors.map { $0[1] } == [nil, nil])
    let start = try NetworkWeights(alpha: 0.1, dimension: data.features)
    let end = try DiagonalNetwork(data).descend(
      from: DiagonalNetwork.Weights(u: start.u, v: start.v), stepSize: 0.25 * 0.04, momentum: 0.8,
      below: 1e-26, most: 400_000)
    let offset = difference(zip(end.u, end.v).map { $0 * $1 }, data.teacher ?? [])
    let error = try #require(errors[1][0])
    // The limit of a run that stopped at a loss of 10⁻¹⁰ is that of one that went on.
    #expect(abs(error - dot(offset, offset)) <= 1e-6 * error)
  }

  @Test("whole numbers of a logarithmic grid ascend from 1 to the last")
  func wholeGrid() {
    #expect(wholeLogarithmicGrid(to: 8, count: 4) == [1, 2, 4, 8])
    #expect(wholeLogarithmicGrid(to: 5, count: 40) == [1, 2, 3, 4, 5])
  }
}
