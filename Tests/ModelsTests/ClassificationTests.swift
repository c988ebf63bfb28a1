import Models
import Testing

@Suite("Classification")
struct ClassificationTests {
  /// The logarithm, by the flow's own time scale; tests import no C library.
  private static let logOf10 = 2.302585092994046

  private func classes(_ rows: [[Double]], _ labels: [Double]) throws -> ClassificationData {
    try ClassificationData(x: Matrix(rows: rows), labels: labels)
  }

  /// The hard margin of data that can be separated; nil where they are said not to be.
  private func separator(of data: ClassificationData) -> HardMargin? {
    guard case .separable(let answer) = Separation(of: data) else { return nil }
    return answer
  }

  @Test("the loss and its gradient are finite at any margin and agree with differences")
  func loss() throws {
    let data = try ClassificationData.separable(samples: 12, features: 4, seed: 1)
    let problem = LogisticRegression(data)
    let w = RandomStream(seed: 2).normals(4)
    let direction = problem.descentDirection(at: w, batch: Array(0..<12))
    for j in 0..<4 {
      let h = 1e-5
      var (up, down) = (w, w)
      up[j] += h
      down[j] -= h
      let slope = (problem.loss(up) - problem.loss(down)) / (2 * h)
      #expect(abs(slope + direction[j]) < 1e-9)
    }
    for size in [1e3, -1e3, 1e80, -1e80] {
      let far = w.map { $0 * size }
      #expect(problem.loss(far).isFinite)
      #expect(problem.descentDirection(at: far, batch: [0, 5]).allSatisfy { $0.isFinite })
    }
    #expect(softplus(0) == 0x1.62e42fefa39efp-1 && softplus(800) == 800)
    #expect(softplus(-800) == 0 && abs(softplus(-40) / 4.248354255291589e-18 - 1) < 1e-15)
  }

  @Test("hard margin: the Karush-Kuhn-Tucker conditions certify 200 random sets")
  func certificates() throws {
    for seed in 0..<200 {
      let n = 2 + seed % 37
      let d = 1 + seed % 11
      let data = try ClassificationData.separable(
        samples: n, features: d, margin: [1, 0.1, 1e-3][seed % 3], seed: UInt64(seed))
      guard case .separable(let answer) = Separation(of: data) else {
        Issue.record("seed \(seed) is separable")
        continue
      }
      #expect(answer.certificate.worst < 1e-10, "seed \(seed): \(answer.certificate)")
      #expect(answer.dual.allSatisfy { $0 >= 0 })
    }
  }

  @Test("hard margin against enumeration of all pairs in the plane")
  func enumeration() throws {
    // In the plane the point of least norm of a hull lies on a sample or between two of them.
    for seed in 0..<100 {
      let data = try ClassificationData.separable(
        samples: 9, features: 2, margin: 0.2, seed: UInt64(seed))
      let points = data.signedSamples
      var least = Double.infinity
      for i in 0..<9 {
        for j in 0...i {
          let a = Array(points.row(i))
          let b = Array(points.row(j))
          let step = difference(b, a)
          let length = dot(step, step)
          let t = length > 0 ? min(1, max(0, -dot(a, step) / length)) : 0
          least = min(least, euclideanNorm(sum(a, t, times: step)))
        }
      }
      let answer = try #require(separator(of: data))
      #expect(abs(answer.margin / least - 1) < 1e-12)
    }
  }

  @Test("scales of data do not matter", arguments: [1e-60, 1e-6, 1e6, 1e60])
  func scales(scale: Double) throws {
    let data = try ClassificationData.separable(samples: 15, features: 4, seed: 3)
    let scaled = try ClassificationData(
      x: Matrix(rows: 15, columns: 4, elements: data.x.elements.map { $0 * scale }),
      labels: data.labels)
    let first = try #require(separator(of: data))
    let second = try #require(separator(of: scaled))
    #expect(angle(first.w, second.w) < 1e-13)
    #expect(abs(second.margin / (first.margin * scale) - 1) < 1e-13)
    #expect(second.supportVectors == first.supportVectors)
  }

  @Test("small margins keep their digits", arguments: [1e-3, 1e-6, 1e-8])
  func smallMargins(gap: Double) throws {
    // Two long, almost opposite samples: w = (0, 1/gap) for samples (±1, gap).
    let data = try classes([[1, gap], [-1, gap], [3, 5 * gap]], [1, 1, 1])
    let answer = try #require(separator(of: data))
    #expect(abs(answer.margin / gap - 1) < 1e-8)
    #expect(answer.supportVectors == [0, 1])
  }

  @Test("repeated and tied samples: w is unique, the multipliers are not, and it is said")
  func ties() throws {
    let tied = try classes([[1, 0], [1, 1], [1, -1], [-2, 1]], [1, 1, 1, -1])
    let answer = try #require(separator(of: tied))
    #expect(distance(answer.w, [1, 0]) < 1e-14)
    #expect(answer.onMargin == [0, 1, 2] && !answer.dualIsUnique)
    let twice = try classes([[1, 2], [1, 2], [-2, 0]], [1, 1, -1])
    let repeated = try #require(separator(of: twice))
    #expect(distance(repeated.w, [0.5, 0.25]) < 1e-14 && !repeated.dualIsUnique)
    // On the margin with multiplier 0, and unique all the same: (1, 1) cannot help (1, 0).
    let idle = try classes([[1, 0], [1, 1]], [1, 1])
    let single = try #require(separator(of: idle))
    #expect(single.onMargin == [0, 1] && single.supportVectors == [0] && single.dualIsUnique)
  }

  @Test("inseparable data come with weights that cancel, and a finite minimiser")
  func inseparable() throws {
    for seed in 0..<50 {
      let stream = RandomStream(seed: UInt64(seed), stream: 9)
      let data = try ClassificationData(
        x: normalMatrix(40, 3, seed: UInt64(seed)), labels: stream.signs(40))
      guard case .inseparable(let weights) = Separation(of: data) else {
        Issue.record("40 random labels in 3 dimensions, seed \(seed), are inseparable")
        continue
      }
      #expect(weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-14)
      #expect(maximumNorm(data.signedSamples.transposedTimes(weights)) < 1e-13)
      let problem = LogisticRegression(data)
      let w = try problem.minimiser()
      #expect(maximumNorm(problem.descentDirection(at: w, batch: Array(0..<40))) < 1e-13)
    }
    let zero = try classes([[1, 1], [0, 0]], [1, -1])
    guard case .inseparable(let weights) = Separation(of: zero) else {
      Issue.record("a zero sample cannot be separated")
      return
    }
    #expect(weights == [0, 1])
    #expect(throws: ClassificationError.notSeparable) { try MarginFlow(zero) }
    #expect(throws: ClassificationError.notSeparable) { try L1Margin(zero) }
    let separable = try ClassificationData.separable(samples: 9, features: 2, seed: 1)
    #expect(throws: ClassificationError.noMinimiser) {
      try LogisticRegression(separable).minimiser()
    }
  }

  @Test("3000 sets on small integer lattices, full of ties, repeats and zeros, are all decided")
  func lattices() throws {
    var separable = 0
    for seed in 0..<3000 {
      let stream = RandomStream(seed: UInt64(seed), stream: 77)
      let n = 1 + stream.integer(below: 24, at: 0)
      let d = 1 + stream.integer(below: 8, at: 1)
      let range = 1 + stream.integer(below: 4, at: 2)
      func lattice(_ count: Int, from start: UInt64) -> [Double] {
        stream.integers(below: 2 * range + 1, count: count, from: start).map { Double($0 - range) }
      }
      let x = Matrix(rows: n, columns: d, elements: lattice(n * d, from: 100))
      let teacher = lattice(d, from: 5000)
      let labels =
        stream.integer(below: 3, at: 3) == 0
        ? stream.signs(n) : x.times(teacher).map { $0 < 0 ? -1.0 : 1 }
      let data = try ClassificationData(x: x, labels: labels)
      // Either answer carries its proof, so a wrong one cannot pass.
      switch Separation(of: data) {
      case .separable(let answer):
        separable += 1
        #expect(answer.certificate.worst < 1e-11 && answer.dual.allSatisfy { $0 >= 0 })
      case .inseparable(let weights):
        #expect(maximumNorm(data.signedSamples.transposedTimes(weights)) < 1e-13)
        #expect(weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-14)
        if let w = try? LogisticRegression(data).minimiser() {
          let problem = LogisticRegression(data)
          #expect(maximumNorm(problem.descentDirection(at: w, batch: Array(0..<n))) < 1e-13)
        }
      }
    }
    #expect((1000...2900).contains(separable))
  }

  @Test("samples that are all zero leave the loss constant: its least minimiser is 0")
  func zeroSamples() throws {
    let data = try classes([[0, 0], [0, 0]], [1, -1])
    #expect(try LogisticRegression(data).minimiser() == [0, 0])
  }

  @Test("ℓ1 margin: strong duality certifies it; it is sparse and no separator is better")
  func l1Margin() throws {
    for seed in 0..<30 {
      let data = try ClassificationData.separable(
        samples: 20, features: 8, margin: 0.3, seed: UInt64(seed))
      let answer = try L1Margin(data)
      #expect(answer.defect < 1e-11, "seed \(seed)")
      let euclidean = try #require(separator(of: data))
      #expect(answer.norm <= l1Norm(euclidean.w) * (1 + 1e-12))
      #expect(euclideanNorm(answer.w) >= euclideanNorm(euclidean.w) * (1 - 1e-12))
    }
  }

  @Test("experiment F: angle · log t tends to log 3, the loss falls like 1/t")
  func logarithmicLaw() throws {
    let flow = try MarginFlow(.asymmetric)
    #expect(distance(flow.limit.w, [0.5, 0.5]) < 1e-15)
    let log3 = 1.0986122886681098
    // Tabulated for the summed loss: 1.0575, 1.0777, 1.0881, 1.0916 at log t = 50, 100, 200, 300.
    let summed = try MarginFlow(.asymmetric, loss: .sum)
    let table = [(50.0, 1.0575), (100, 1.0777), (200, 1.0881), (300, 1.0916)]
    for (state, (_, value)) in zip(try summed.states(logTimes: table.map { $0.0 }), table) {
      #expect(abs(state.angleTimesLogTime - value) < 0.001)
    }
    // The unit of time changes no point of the path: the crosses stay on the line.
    let crosses = try summed.descentStates(step: 1, steps: [10_000])
    let line = try summed.states(logTimes: [crosses[0].logTime])
    #expect(abs(crosses[0].angle / line[0].angle - 1) < 0.01)
    #expect(abs(crosses[0].loss / line[0].loss - 1) < 0.01)
    let mean = try flow.states(logTimes: [300, 5000])
    #expect(abs(mean[0].angleTimesLogTime - log3) < 1e-4)
    #expect(abs(mean[1].angleTimesLogTime - log3) < 1e-5)
    #expect(abs(mean[1].norm / 5000 * flow.limit.margin - 1) < 1e-4)
    // L · t is constant within 1 % from 1e6 to 1e7, for gradient descent and for the flow.
    let steps = [100, 1_000_000, 10_000_000]
    let descent = try flow.descentStates(step: 1, steps: steps)
    let product = { (i: Int) in descent[i].loss * Double(steps[i]) }
    #expect(abs(product(2) / product(1) - 1) < 0.01)
    #expect(abs(descent[0].angleTimesLogTime - 0.54) < 0.005)
    #expect(abs(descent[2].angleTimesLogTime - 1.05) < 0.006)
    let late = try flow.states(logTimes: [6 * Self.logOf10, 7 * Self.logOf10])
    #expect(abs(10 * late[1].loss / late[0].loss - 1) < 0.01)
    // The crosses lie on the line, up to the finite step.
    #expect(abs(late[1].angle / descent[2].angle - 1) < 1e-3)
  }

  @Test("the flow solves its equation: against gradient descent with tiny steps, from any start")
  func flow() throws {
    let data = try ClassificationData.separable(samples: 8, features: 3, seed: 5)
    let problem = LogisticRegression(data)
    for start in [[0.0, 0, 0], [1, -2, 0.5]] {
      let late = try problem.flow(from: start, logTimes: [0, Self.logOf10])
      // Euler's error is about h/2 · |w''| · t; halving h and extrapolating removes its first order.
      let ends = try [1e-3, 5e-4].map {
        try problem.descend(
          from: start, schedule: StepSchedule($0), checkpoints: [Int(10 / $0)])[0]
      }
      let extrapolated = zip(ends[0], ends[1]).map { 2 * $1 - $0 }
      #expect(distance(late[1], extrapolated) < 1e-6)
    }
    #expect(throws: ClassificationError.badTimes) {
      try problem.flow(from: [0, 0, 0], logTimes: [1, 0])
    }
    #expect(throws: ClassificationError.badTimes) {
      try problem.flow(from: [0, 0, 0], logTimes: [.nan])
    }
  }

  @Test("the stiff method solves the same flow, and any units")
  func stiffFlow() throws {
    let times = [0, 2, 5, 10.0]
    let turning = try MarginFlow(.turning)
    for (plain, stiff) in zip(
      try turning.states(logTimes: times), try turning.statesOfStiffFlow(logTimes: times))
    {
      #expect(distance(plain.w, stiff.w) <= 1e-6 * plain.norm)
    }
    // Features in units 10⁴ and 10⁻³: far too stiff for the other. In its own direction the flow of
    // the large feature has long come to the ratio of the pulls.
    let units = [1e4, 1e-3]
    var rows: [[Double]] = []
    let points = ClassificationData.turning
    for i in 0..<points.samples { rows.append([0, 1].map { points.x[i, $0] * units[$0] }) }
    let data = try ClassificationData(x: Matrix(rows: rows), labels: points.labels)
    let flow = try MarginFlow(data)
    let states = try flow.statesOfStiffFlow(logTimes: [0, 5, 10, 20])
    let losses = states.map { flow.problem.loss($0.w) }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 } && losses[3] < 0.6)
    // Where the flow is slow it is w₂(t) = ∫ −∂₂L, of which the present pull is a lower bound.
    let pull = flow.problem.descentDirection(at: states[3].w, batch: Array(0..<data.samples))
    #expect(abs(pull[0]) * units[0] <= 1e-3 && states[3].w.allSatisfy(\.isFinite))
  }

  @Test("normalised steps reach 0.1° where plain steps are degrees away")
  func normalised() throws {
    let flow = try MarginFlow(.asymmetric)
    let ends = try flow.problem.normalisedDescend(
      from: [0, 0], step: 1, checkpoints: [1000, 20_000])
    #expect(angle(ends[1], flow.limit.w) < 1.2e-3)
    #expect(angle(ends[1], flow.limit.w) < 0.1 * angle(ends[0], flow.limit.w) * 2)
    let plain = try flow.descentStates(step: 1, steps: [20_000])
    #expect(plain[0].angle > 0.05)
    #expect(euclideanNorm(ends[1]) > 1000, "the loss has underflowed and the steps go on")
  }

  @Test("the separator of the figure turns from the bulk to the margin")
  func turning() throws {
    let flow = try MarginFlow(.turning)
    let states = try flow.states(logTimes: [0, 2, 4, 8].map { $0 * Self.logOf10 })
    let degrees = states.map { $0.angle * 180 / .pi }
    #expect(degrees[0] > 45 && degrees[3] < 12)
    #expect(zip(degrees, degrees.dropFirst()).allSatisfy { $0 > $1 + 5 })
    #expect(flow.limit.supportVectors == [0, 1])
    #expect(abs(flow.limit.margin - 1) < 1e-14)
    #expect(angle(flow.limit.w, [0.5, 0.75.squareRoot()]) < 1e-14)
    let labels = ClassificationData.turning.labels
    #expect(labels.reduce(0, +) == 0)
  }
}
