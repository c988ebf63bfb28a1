import Models
import Testing

@Suite("The smallest network (fig. 1)")
struct SmallestNetworkTests {
  @Test("three runs end on the branch uv = 1 in three places, stochastic descent at the flattest")
  func ends() throws {
    let model = SmallestNetwork()
    let first = try model.gradientDescent(from: model.firstStart)
    let second = try model.gradientDescent(from: model.secondStart)
    let stochastic = try model.stochasticDescent()
    let ends = [first, second, stochastic].compactMap(\.last)
    try #require(ends.count == 3)
    for end in ends {
      #expect(abs(end.u * end.v - 1) <= 1e-12)
      #expect(end.u > 0)
    }
    #expect(stochastic.first == first.first)
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
      #expect(distance([ends[a].u, ends[a].v], [ends[b].u, ends[b].v]) > 0.8)
    }
    #expect(model.sharpness(ends[2]) < 0.5 * model.sharpness(ends[0]))
    // The whole figure fits the window (0, 2.7] × (0, 2.4].
    for w in first + second + stochastic { #expect(w.u > 0 && w.v > 0 && w.u < 2.7 && w.v < 2.4) }
  }

  @Test("gradient descent almost keeps u² − v², stochastic descent loses most of it")
  func invariant() throws {
    let model = SmallestNetwork()
    func scale(_ w: SmallestNetwork.Weights) -> Double { (w.u * w.u - w.v * w.v) / 2 }
    let smooth = try model.gradientDescent(from: model.firstStart).map(scale)
    let rough = try model.stochasticDescent().map(scale)
    #expect(abs(smooth[smooth.count - 1] / smooth[0] - 1) < 0.02)
    #expect(rough[rough.count - 1] / rough[0] < 0.4)
    // I⁺ = I (1 − (η e)²) shrinks at every step.
    #expect(zip(rough, rough.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-12) })
  }

  @Test("the loss is that of the samples, and bad parameters are refused")
  func parameters() {
    var model = SmallestNetwork()
    let w = SmallestNetwork.Weights(u: 0.7, v: -0.4)
    let direct = model.samples.reduce(0) { sum, x in
      let r = x - w.u * w.v * x
      return sum + r * r
    }
    #expect(abs(model.loss(w) - direct / Double(2 * model.samples.count)) < 1e-15)
    model.stochasticStep = 10
    #expect(throws: DescentError.self) { try model.stochasticDescent() }
    model.stochasticStep = -1
    #expect(throws: DescentError.self) { try model.stochasticDescent() }
    model.samples = [0, 0]
    #expect(throws: DescentError.self) { try model.gradientDescent(from: w) }
  }
}

@Suite("Two minimisers (section 1)")
struct TwoMinimisersTests {
  @Test("the train risk vanishes at both minimisers with the stated curvatures")
  func curvatures() {
    let risk = TwoMinimisers()
    for (theta, curvature) in [
      (risk.sharp, risk.sharpCurvature), (risk.flat, risk.flatCurvature),
    ] {
      #expect(risk.trainRisk(theta) == 0 && risk.trainSlope(theta) == 0)
      let h = 1e-4
      let second = (risk.trainRisk(theta + h) + risk.trainRisk(theta - h)) / (h * h)
      #expect(abs(second - curvature) < 1e-4)
    }
    for theta in stride(from: -2.0, through: 2, by: 0.1) {
      let h = 1e-6
      let slope = (risk.trainRisk(theta + h) - risk.trainRisk(theta - h)) / (2 * h)
      #expect(abs(slope - risk.trainSlope(theta)) < 1e-8)
    }
  }

  @Test("small steps roll into the sharp minimum, large steps hop to the flat one in three")
  func paths() throws {
    let risk = TwoMinimisers()
    let small = try risk.descent(step: risk.smallStep)
    let large = try risk.descent(step: risk.largeStep)
    #expect(abs((small.last ?? 0) - risk.sharp) < 1e-10)
    #expect(abs((large.last ?? 0) - risk.flat) < 1e-10)
    #expect(zip(small, small.dropFirst()).allSatisfy { $0 > $1 })
    #expect(large[1] < risk.sharp && large[2] > 0 && abs(large[3] - risk.flat) < 0.01)
    #expect(risk.largeStep * risk.sharpCurvature > 2)
    #expect((risk.testRisk(risk.sharp) * 100).rounded() == 53)
    #expect((risk.testRisk(risk.flat) * 100).rounded() == 12)
  }
}
