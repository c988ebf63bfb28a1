extension LeastSquares {
  /// The negative gradient (1/b) Σ_{i∈S} (y_i − ⟨θ, x_i⟩) x_i of the risk on a batch S, lecture
  /// (2.18); a vector in the span of the samples.
  public func descentDirection(at theta: [Double], batch: [Int]) -> [Double] {
    var direction = Array(repeating: 0.0, count: features)
    x.elements.withUnsafeBufferPointer { x in
      theta.withUnsafeBufferPointer { theta in
        direction.withUnsafeMutableBufferPointer { direction in
          guard let x = x.baseAddress, let theta = theta.baseAddress,
            let direction = direction.baseAddress
          else { return }
          for i in batch {
            let row = x + i * features
            addKernel(
              direction, y[i] - dotKernel(row, theta, count: features), row, count: features)
          }
        }
      }
    }
    let size = Double(batch.count)
    for j in direction.indices { direction[j] /= size }
    return direction
  }

  /// The iterates θ_c of a (stochastic) descent at the given numbers of steps c, lecture (2.17).
  ///
  /// - Parameters:
  ///   - start: θ₀, d entries.
  ///   - rule: how gradients become steps.
  ///   - schedule: the step sizes.
  ///   - batches: the samples of each step.
  ///   - checkpoints: ascending numbers of steps.
  /// - Returns: one iterate for each checkpoint.
  /// - Throws: `DescentError` for bad parameters or when an iterate is no longer finite.
  public func descend(
    from start: [Double], rule: DescentRule = .gradient, schedule: StepSchedule,
    batches: Batches = .all, checkpoints: [Int]
  ) throws(DescentError) -> [[Double]] {
    guard start.count == features else {
      throw .badStart(count: start.count, wanted: features)
    }
    let descent = Descent(from: start, rule: rule, schedule: schedule)
    return try descent.run(
      batches: batches, samples: samples, checkpoints: checkpoints,
      direction: { descentDirection(at: $0, batch: $1) })
  }
}

extension Descent {
  /// The iterates of this descent at the checkpoints, with the negative batch gradient given.
  func run(
    batches: Batches, samples: Int, checkpoints: [Int],
    direction: ([Double], [Int]) -> [Double]
  ) throws(DescentError) -> [[Double]] {
    try validate()
    guard checkpoints.first ?? 0 >= 0, zip(checkpoints, checkpoints.dropFirst()).allSatisfy(<=)
    else { throw .badCheckpoints }
    try batches.validate(steps: checkpoints.last ?? 0, outOf: samples)
    var current = self
    var iterates: [[Double]] = []
    for checkpoint in checkpoints {
      while current.steps < checkpoint {
        let batch = batches.samples(ofStep: current.steps, outOf: samples)
        current.advance(along: direction(current.gradientPoint, batch))
        guard maximumNorm(current.theta).isFinite else { throw .diverged(step: current.steps) }
      }
      iterates.append(current.theta)
    }
    return iterates
  }

  /// Checks the step size, the decay and the momenta.
  private func validate() throws(DescentError) {
    guard schedule.initial > 0 && schedule.initial.isFinite else {
      throw .badStep("a step size of \(schedule.initial)")
    }
    if let decay = schedule.decay, !(decay > 0) { throw .badStep("a decay of \(decay)") }
    switch rule {
    case .gradient, .adaGrad: break
    case .heavyBall(let beta), .nesterov(let beta):
      guard beta >= 0 && beta < 1 else { throw .badStep("a momentum of \(beta)") }
    case .adam(let beta1, let beta2, _):
      guard beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 else {
        throw .badStep("the momenta \(beta1) and \(beta2)")
      }
    }
  }
}
