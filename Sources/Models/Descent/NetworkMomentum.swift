extension DiagonalNetwork {
  /// Weights (u, v) of d entries each.
  public struct Weights: Hashable, Sendable {
    /// The weights u.
    public var u: [Double]
    /// The weights v.
    public var v: [Double]

    /// A pair of weights.
    ///
    /// O(1).
    public init(u: [Double], v: [Double]) {
      self.u = u
      self.v = v
    }
  }

  /// The weights after given numbers of steps of (stochastic) gradient descent with momentum.
  ///
  /// The plain recursion of (u, v): with q the mean of r_i x_i over the batch, m_u ← βm_u + ηv ⊙ q,
  /// m_v ← βm_v + ηu ⊙ q, u ← u + m_u, v ← v + m_v, from m = 0. For long runs without momentum
  /// `NetworkDescent` is faster and keeps the conserved scale more accurately.
  ///
  /// O(b d) a step with b samples.
  ///
  /// - Parameters:
  ///   - start: The weights to start from.
  ///   - schedule: The step sizes η.
  ///   - momentum: β in 0..<1.
  ///   - batches: The samples of each step.
  ///   - checkpoints: Ascending numbers of steps.
  /// - Returns: The weights at each checkpoint.
  /// - Throws: `DescentError` for bad parameters or when a weight is no longer finite.
  public func descend(
    from start: Weights, schedule: StepSchedule, momentum: Double = 0, batches: Batches = .all,
    checkpoints: [Int]
  ) throws(DescentError) -> [Weights] {
    guard start.u.count == dimension, start.v.count == dimension else {
      throw .badStart(count: start.u.count, wanted: dimension)
    }
    guard schedule.initial > 0, schedule.initial.isFinite else {
      throw .badStep("a step size of \(schedule.initial)")
    }
    guard momentum >= 0, momentum < 1 else { throw .badStep("a momentum of \(momentum)") }
    guard checkpoints.first ?? 0 >= 0, zip(checkpoints, checkpoints.dropFirst()).allSatisfy(<=)
    else { throw .badCheckpoints }
    try batches.validate(steps: checkpoints.last ?? 0, outOf: data.samples)
    var descent = MomentumDescent(data, from: start, schedule: schedule, momentum: momentum)
    var results: [Weights] = []
    for checkpoint in checkpoints {
      while descent.steps < checkpoint {
        descent.advance(batch: batches.samples(ofStep: descent.steps, outOf: data.samples))
        guard descent.isFinite else { throw .diverged(step: descent.steps) }
      }
      results.append(descent.weights)
    }
    return results
  }
}

extension DiagonalNetwork {
  /// The weights where gradient descent with momentum has brought the loss below a bound.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: The weights to start from.
  ///   - stepSize: η.
  ///   - momentum: β in 0..<1; η/(1 − β) is the step of the flow that a small η follows.
  ///   - loss: The bound.
  ///   - most: The most steps, after which the weights count as they are.
  /// - Throws: `DescentError.badStart`, `.badStep`, or `.diverged` where the loss is not finite or
  ///   10¹² times the first.
  public func descend(
    from start: Weights, stepSize: Double, momentum: Double, below loss: Double, most: Int
  ) throws(DescentError) -> Weights {
    guard start.u.count == dimension, start.v.count == dimension else {
      throw .badStart(count: start.u.count, wanted: dimension)
    }
    guard stepSize > 0, stepSize.isFinite, momentum >= 0, momentum < 1 else {
      throw .badStep("a step size of \(stepSize) and a momentum of \(momentum)")
    }
    var descent = MomentumDescent(
      data, from: start, schedule: StepSchedule(stepSize), momentum: momentum)
    let all = Array(0..<data.samples)
    let first = self.loss(u: start.u, v: start.v)
    while descent.steps < most {
      for _ in 0..<min(64, most - descent.steps) { descent.advance(batch: all) }
      let present = self.loss(u: descent.weights.u, v: descent.weights.v)
      guard descent.isFinite, present <= 1e12 * max(first, 1e-300) else {
        throw .diverged(step: descent.steps)
      }
      if present < loss { break }
    }
    return descent.weights
  }
}

/// The heavy ball on (u, v) on its way.
private struct MomentumDescent {
  let data: DataSet
  let schedule: StepSchedule
  let momentum: Double
  var weights: DiagonalNetwork.Weights
  var steps = 0
  private var speed: DiagonalNetwork.Weights
  private var pull: [Double]
  private var theta: [Double]

  init(
    _ data: DataSet, from start: DiagonalNetwork.Weights, schedule: StepSchedule, momentum: Double
  ) {
    self.data = data
    self.schedule = schedule
    self.momentum = momentum
    weights = start
    pull = start.u.map { _ in 0 }
    theta = pull
    speed = DiagonalNetwork.Weights(u: pull, v: pull)
  }

  var isFinite: Bool { maximumNorm(weights.u).isFinite && maximumNorm(weights.v).isFinite }

  mutating func advance(batch: [Int]) {
    for j in theta.indices { theta[j] = weights.u[j] * weights.v[j] }
    data.x.meanOfRows(batch, into: &pull, at: theta) { i, product in data.y[i] - product }
    let size = schedule(steps)
    for j in theta.indices {
      speed.u[j] = momentum * speed.u[j] + size * (weights.v[j] * pull[j])
      speed.v[j] = momentum * speed.v[j] + size * (weights.u[j] * pull[j])
    }
    for j in theta.indices {
      weights.u[j] += speed.u[j]
      weights.v[j] += speed.v[j]
    }
    steps += 1
  }
}
