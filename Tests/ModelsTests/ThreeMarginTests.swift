import Models
import Testing

/// The three margins of separable data, and who turns to which.
@Suite("Three margins") struct ThreeMarginTests {
  private func random(_ n: Int, _ d: Int, seed: UInt64) throws -> ClassificationData {
    let x = Matrix(rows: n, columns: d, elements: RandomStream(seed: seed).normals(n * d))
    let labels = x.times(RandomStream(seed: seed, stream: 1).normals(d)).map {
      $0 < 0 ? -1.0 : 1
    }
    return try ClassificationData(x: x, labels: labels)
  }

  @Test("least l1 norm by both programs, with certificates", arguments: 1...12)
  func programs(seed: UInt64) throws {
    for (n, d) in [(6, 3), (5, 12), (9, 9)] {
      let data = try random(n, d, seed: seed)
      let dual = try L1Margin(data, byPrimal: false)
      let primal = try L1Margin(data, byPrimal: true)
      #expect(dual.defect < 1e-11 && primal.defect < 1e-11)
      #expect(relative(primal.norm, dual.norm) < 1e-11)
    }
  }

  @Test("least maximum norm: the certificate, and no separator of a box below", arguments: 1...12)
  func maximumNorm(seed: UInt64) throws {
    let data = try random(7, 4, seed: seed)
    let margin = try MaximumNormMargin(data)
    #expect(margin.defect < 1e-11)
    // The norms in their order, up to the factors between them.
    let least = try L1Margin(data).norm
    guard case .separable(let hard) = Separation(of: data) else {
      throw ClassificationError.notSeparable
    }
    #expect(margin.norm <= euclideanNorm(hard.w) * (1 + 1e-12))
    #expect(euclideanNorm(hard.w) <= least * (1 + 1e-12))
    #expect(least <= 4 * margin.norm * (1 + 1e-12))
  }

  @Test("data that nothing separates have none")
  func inseparable() throws {
    let data = try ClassificationData(
      x: Matrix(rows: [[1, 0], [1, 0]]), labels: [1, -1])
    #expect(throws: ClassificationError.self) { try MaximumNormMargin(data) }
    #expect(throws: ClassificationError.self) { try L1Margin(data, byPrimal: true) }
  }

  @Test("sign descent is Adam without memory, with steps that fall like a root")
  func signs() throws {
    let data = try random(7, 4, seed: 3)
    let problem = LogisticRegression(data)
    let schedule = StepSchedule(0.1, decay: 1, fallsByRoot: true)
    #expect(schedule(3) == 0.05)
    let zero = Array(repeating: 0.0, count: 4)
    let signs = try problem.descend(
      from: zero, rule: .signs, schedule: schedule, checkpoints: [1, 100])
    let adam = try problem.descend(
      from: zero, rule: .adam(beta1: 0, beta2: 0, epsilon: 0), schedule: schedule,
      checkpoints: [1, 100])
    #expect(signs[0].allSatisfy { abs($0) == 0.1 })
    #expect(relative(signs[1], adam[1]) < 1e-12)
  }

  @Test("the losses of a run are those of its iterates")
  func losses() throws {
    let data = try random(7, 4, seed: 3)
    let problem = LogisticRegression(data)
    let zero = Array(repeating: 0.0, count: 4)
    let losses = try problem.losses(from: zero, step: 20, count: 30)
    let iterates = try problem.descend(
      from: zero, schedule: StepSchedule(20), checkpoints: [0, 1, 30])
    #expect(losses.count == 31)
    for (k, w) in zip([0, 1, 30], iterates) { #expect(losses[k] == problem.loss(w)) }
    #expect(throws: DescentError.self) { try problem.losses(from: zero, step: -1, count: 3) }
  }
}
