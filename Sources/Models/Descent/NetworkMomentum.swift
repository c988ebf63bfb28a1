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
    var weights = start
    var speed = Weights(u: start.u.map { _ in 0 }, v: start.v.map { _ in 0 })
    var pull = start.u
    var results: [Weights] = []
    var step = 0
    for checkpoint in checkpoints {
      while step < checkpoint {
        let theta = zip(weights.u, weights.v).map { $0 * $1 }
        let batch = batches.samples(ofStep: step, outOf: data.samples)
        data.x.meanOfRows(batch, into: &pull, at: theta) { i, product in data.y[i] - product }
        let size = schedule(step)
        for j in 0..<dimension {
          speed.u[j] = momentum * speed.u[j] + size * (weights.v[j] * pull[j])
          speed.v[j] = momentum * speed.v[j] + size * (weights.u[j] * pull[j])
        }
        for j in 0..<dimension {
          weights.u[j] += speed.u[j]
          weights.v[j] += speed.v[j]
        }
        step += 1
        guard maximumNorm(weights.u).isFinite, maximumNorm(weights.v).isFinite else {
          throw .diverged(step: step)
        }
      }
      results.append(weights)
    }
    return results
  }
}
