extension LeastSquares {
  /// The negative gradient (1/b) Σ_{i∈S} (y_i − ⟨θ, x_i⟩) x_i of the risk on a batch S, lecture
  /// (2.18); a vector in the span of the samples.
  ///
  /// O(b d) for b samples.
  public func descentDirection(at theta: [Double], batch: [Int]) -> [Double] {
    var direction = Array(repeating: 0.0, count: features)
    x.meanOfRows(batch, into: &direction, at: theta) { i, product in y[i] - product }
    return direction
  }

  /// The iterates θ_c of a (stochastic) descent at the given numbers of steps c, lecture (2.17).
  ///
  /// O(b d) a step.
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
      direction: { theta, batch, direction in
        x.meanOfRows(batch, into: &direction, at: theta) { i, product in y[i] - product }
      })
  }
}

extension Matrix {
  /// direction ← (1/b) Σ_{i∈batch} weight(i, ⟨x_i, w⟩) x_i, the shape of every batch gradient of a
  /// linear model; b counts repeated indices.
  @inline(__always)
  func meanOfRows(
    _ batch: [Int], into direction: inout [Double], at w: [Double],
    weight: (Int, Double) -> Double
  ) {
    let count = columns
    elements.withUnsafeBufferPointer { x in
      w.withUnsafeBufferPointer { w in
        direction.withUnsafeMutableBufferPointer { sum in
          guard let x = x.baseAddress, let w = w.baseAddress, let sum = sum.baseAddress else {
            return
          }
          for j in 0..<count { sum[j] = 0 }
          for i in batch {
            let row = x + i * count
            addKernel(sum, weight(i, dotKernel(row, w, count: count)), row, count: count)
          }
          let size = Double(batch.count)
          for j in 0..<count { sum[j] /= size }
        }
      }
    }
  }
}

extension Descent {
  /// The iterates of this descent at the checkpoints; `direction` writes the negative gradient at
  /// a point on a batch.
  func run(
    batches: Batches, samples: Int, checkpoints: [Int],
    direction: ([Double], [Int], inout [Double]) -> Void
  ) throws(DescentError) -> [[Double]] {
    try validate()
    guard checkpoints.first ?? 0 >= 0, zip(checkpoints, checkpoints.dropFirst()).allSatisfy(<=)
    else { throw .badCheckpoints }
    try batches.validate(steps: checkpoints.last ?? 0, outOf: samples)
    var current = self
    var iterates: [[Double]] = []
    var pull = Array(repeating: 0.0, count: theta.count)
    var batch = Array(0..<samples)
    let usesAll = batches == .all
    for checkpoint in checkpoints {
      while current.steps < checkpoint {
        if !usesAll { batch = batches.samples(ofStep: current.steps, outOf: samples) }
        direction(current.gradientPoint, batch, &pull)
        current.advance(along: pull)
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
    case .gradient, .adaGrad, .signs: break
    case .heavyBall(let beta), .nesterov(let beta):
      guard beta >= 0 && beta < 1 else { throw .badStep("a momentum of \(beta)") }
    case .adam(let beta1, let beta2, _):
      guard beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 else {
        throw .badStep("the momenta \(beta1) and \(beta2)")
      }
    }
  }
}
