import Models
import Testing

@Suite("Logistic flow of the diagonal network")
struct NetworkMarginTests {
  /// ln 10.
  private let log10 = 2.302585092994046

  @Test("the direction tends to the largest ℓ1 margin", arguments: 0..<6 as Range<UInt64>)
  func direction(seed: UInt64) throws {
    let data = try ClassificationData.separable(
      samples: 12, features: 6, margin: 0.3, seed: seed)
    let flow = try NetworkMarginFlow(data, logAlpha: 0)
    let states = try flow.states(logTimes: [30, 300, 3000])
    let best = 1 / flow.limit.norm
    for (early, late) in zip(states, states.dropFirst()) {
      #expect(early.margin < late.margin && late.margin < best * (1 + 1e-9))
    }
    #expect(states[2].margin > 0.98 * best)
    // ‖θ‖₁ grows by about the least ℓ1 norm for each unit of log t.
    let slope = (states[2].norm - states[1].norm) / 2700
    #expect(relative(slope, flow.limit.norm) < 0.03)
  }

  @Test("one support vector of several coordinates: all but the best coordinate fade at once")
  func oneSample() throws {
    let data = try ClassificationData(x: Matrix(rows: [[1, 2, -0.5]]), labels: [1])
    for logAlpha in [-1000.0, -20, 0] {
      let flow = try NetworkMarginFlow(data, logAlpha: logAlpha)
      #expect(relative(flow.limit.w, [0, 0.5, 0]) < 1e-12)
      let state = try flow.states(logTimes: [1000])[0]
      // θ₁/θ₂ = (2θ₂/α²)^{−1/2} up to a factor.
      let share = abs(state.theta[0]) / state.norm
      #expect(share < 3 / (state.norm.squareRoot()) && (logAlpha > -10 || share < 1e-8))
      #expect(relative(state.norm, 500) < 0.05)
    }
  }

  @Test("θ is on the path of the mirror flow: ∇φ(θ) = Zᵀν with ν ≥ 0")
  func mirror() throws {
    let data = try ClassificationData.separable(samples: 8, features: 5, margin: 0.2, seed: 4)
    let flow = try NetworkMarginFlow(data, logAlpha: -3 * log10)
    let potential = try Potential(alpha: 1e-3, dimension: 5)
    for state in try flow.states(logTimes: [0, 5, 50]) {
      let exponents = flow.problem.signed.transposedTimes(state.dual)
      #expect(relative(potential.gradient(state.theta), exponents) < 1e-12)
      #expect(state.dual.allSatisfy { $0 >= 0 })
    }
  }

  @Test("against descent on (u, v) with small steps")
  func descent() throws {
    let data = try ClassificationData.separable(samples: 6, features: 4, margin: 0.4, seed: 2)
    let flow = try NetworkMarginFlow(data, logAlpha: -log10)
    let end = try flow.states(logTimes: [3 * log10])[0].theta
    // Euler's error is of first order: extrapolated from two steps.
    let thetas = [2e-3, 1e-3].map { step -> [Double] in
      var p = Array(repeating: 0.1 * (2.0).squareRoot(), count: 4)
      var q = p
      for _ in 0..<Int(1000 / step) {
        let theta = zip(p, q).map { 0.25 * ($0 * $0 - $1 * $1) }
        let pull = flow.problem.descentDirection(at: theta, batch: Array(0..<6))
        for j in 0..<4 {
          p[j] *= 1 + step * pull[j]
          q[j] *= 1 - step * pull[j]
        }
      }
      return zip(p, q).map { 0.25 * ($0 * $0 - $1 * $1) }
    }
    let extrapolated = zip(thetas[0], thetas[1]).map { 2 * $1 - $0 }
    #expect(relative(end, extrapolated) < 1e-6)
  }

  @Test("from a large start it is first the flow of the linear model")
  func lazy() throws {
    let data = try ClassificationData.separable(samples: 8, features: 5, margin: 0.2, seed: 4)
    let flow = try NetworkMarginFlow(data, logAlpha: 4 * log10)
    // θ(t/(2α²)) is the flow of the linear model while θ stays far below α².
    let logTime = 8 * log10
    let linear = try flow.problem.flow(
      from: Array(repeating: 0, count: 5), logTimes: [logTime])[0]
    let unit = 8 * log10 + 0.6931471805599453
    let state = try flow.states(logTimes: [logTime - unit])[0]
    #expect(relative(state.theta, linear) < 1e-5)
  }

  @Test("inseparable data, odd scales and odd times are refused with a sentence")
  func errors() throws {
    let data = try ClassificationData(x: Matrix(rows: [[1], [1]]), labels: [1, -1])
    #expect(throws: ClassificationError.notSeparable) {
      try NetworkMarginFlow(data, logAlpha: 0)
    }
    let good = try ClassificationData(x: Matrix(rows: [[1], [2]]), labels: [1, 1])
    #expect(throws: ClassificationError.badScale(logAlpha: .infinity)) {
      try NetworkMarginFlow(good, logAlpha: .infinity)
    }
    let flow = try NetworkMarginFlow(good, logAlpha: 0)
    #expect(throws: ClassificationError.badTimes) { try flow.states(logTimes: [2, 1]) }
    #expect(throws: ClassificationError.badTimes) { try flow.states(logTimes: [.nan]) }
    #expect(try flow.states(logTimes: []).isEmpty)
  }

  @Test(
    "heavy ball follows gradient descent with the matched step, with the same one it runs ahead")
  func heavyBall() throws {
    let flow = try MarginFlow(.asymmetric)
    let steps = [1000, 100_000]
    let plain = try flow.descentStates(step: 0.05, steps: steps)
    let matched = try flow.descentStates(step: 0.05, steps: steps, momentum: 0.9)
    for (a, b) in zip(plain, matched) {
      #expect(relative(b.angle, a.angle) < 2e-2 && relative(b.norm, a.norm) < 2e-2)
    }
    // With large steps the start differs by more, and is forgotten like 1/log t.
    let coarse = try flow.descentStates(step: 1, steps: steps)
    let heavy = try flow.descentStates(step: 1, steps: steps, momentum: 0.9)
    let gaps = zip(coarse, heavy).map { relative($1.angle, $0.angle) }
    #expect(gaps[1] < gaps[0] && gaps[1] < 0.05)
    // The same nominal step is ten times the matched one: it overshoots ‖w‖ at once.
    let nominal = try flow.descentStates(step: 10, steps: [100], momentum: 0.9)[0]
    #expect(nominal.norm > 1.2 * coarse[0].norm)
    #expect(throws: DescentError.self) {
      try flow.descentStates(step: 1, steps: [1], momentum: 1)
    }
  }
}
