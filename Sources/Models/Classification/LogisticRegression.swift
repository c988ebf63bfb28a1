import Elementary

/// Logistic regression without intercept: L(w) = (1/n) Σ log(1 + exp(−m_i)) with the margins
/// m_i = y_i ⟨x_i, w⟩, of lecture section 4.2.
///
/// Everything is finite for margins of any size.
public struct LogisticRegression: Sendable {
  /// The signed samples y_i x_i as the rows of an n × d matrix.
  public let signed: Matrix

  /// The number of samples, n.
  public var samples: Int { signed.rows }
  /// The number of features, d.
  public var features: Int { signed.columns }

  /// The problem posed by the given data.
  ///
  /// O(n d).
  public init(_ data: ClassificationData) {
    signed = data.signedSamples
  }

  /// The margins m_i = y_i ⟨x_i, w⟩.
  ///
  /// O(n d).
  public func margins(_ w: [Double]) -> [Double] {
    signed.times(w)
  }

  /// The mean loss L(w).
  ///
  /// O(n d).
  public func loss(_ w: [Double]) -> Double {
    margins(w).reduce(0) { $0 + softplus(-$1) } / Double(samples)
  }

  /// The negative gradient of the loss on a batch S: (1/b) Σ_{i∈S} y_i x_i / (1 + exp(m_i)).
  ///
  /// O(b d) for b samples.
  public func descentDirection(at w: [Double], batch: [Int]) -> [Double] {
    var direction = Array(repeating: 0.0, count: features)
    signed.meanOfRows(batch, into: &direction, at: w) { _, margin in 1 / (1 + exp(margin)) }
    return direction
  }

  /// The iterates w_c of a (stochastic) descent at the given numbers of steps c.
  ///
  /// O(b d) a step.
  ///
  /// - Parameters:
  ///   - start: w₀, d entries.
  ///   - rule: how gradients become steps.
  ///   - schedule: the step sizes; gradient descent converges below 8 / λ_max(XᵀX/n).
  ///   - batches: the samples of each step.
  ///   - checkpoints: ascending numbers of steps.
  /// - Returns: one iterate for each checkpoint.
  /// - Throws: `DescentError` for bad parameters or when an iterate is no longer finite.
  public func descend(
    from start: [Double], rule: DescentRule = .gradient, schedule: StepSchedule,
    batches: Batches = .all, checkpoints: [Int]
  ) throws(DescentError) -> [[Double]] {
    guard start.count == features else { throw .badStart(count: start.count, wanted: features) }
    return try Descent(from: start, rule: rule, schedule: schedule).run(
      batches: batches, samples: samples, checkpoints: checkpoints,
      direction: { w, batch, direction in
        signed.meanOfRows(batch, into: &direction, at: w) { _, margin in 1 / (1 + exp(margin)) }
      })
  }

  /// The losses L(w₀), L(w₁), … of gradient descent with a constant step of any size.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: w₀, d entries.
  ///   - step: η.
  ///   - count: The number of steps.
  /// - Returns: One loss more than there are steps.
  /// - Throws: `DescentError` for bad parameters or when an iterate is no longer finite.
  public func losses(
    from start: [Double], step: Double, count: Int
  ) throws(DescentError) -> [Double] {
    guard start.count == features else { throw .badStart(count: start.count, wanted: features) }
    var descent = Descent(from: start, schedule: StepSchedule(step))
    guard step > 0, step.isFinite else { throw .badStep("a step size of \(step)") }
    let all = Array(0..<samples)
    var losses = [loss(start)]
    for _ in 0..<count {
      descent.advance(along: descentDirection(at: descent.theta, batch: all))
      guard maximumNorm(descent.theta).isFinite else { throw .diverged(step: descent.steps) }
      losses.append(loss(descent.theta))
    }
    return losses
  }

  /// Gradient descent with the normalised steps η / L(w): the direction converges like 1/k in the
  /// number of steps, not like 1/log k.
  ///
  /// The quotient ∇L / L is formed from exponents, so losses far below the smallest double do no
  /// harm.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: w₀, d entries.
  ///   - step: η.
  ///   - checkpoints: ascending numbers of steps.
  /// - Returns: one iterate for each checkpoint.
  /// - Throws: `DescentError` for bad parameters or when an iterate is no longer finite.
  public func normalisedDescend(
    from start: [Double], step: Double, checkpoints: [Int]
  ) throws(DescentError) -> [[Double]] {
    guard start.count == features else { throw .badStart(count: start.count, wanted: features) }
    return try Descent(from: start, schedule: StepSchedule(step)).run(
      batches: .all, samples: samples, checkpoints: checkpoints,
      direction: { w, _, direction in direction = normalisedDirection(at: w) })
  }

  /// −∇L(w) / L(w), numerator and denominator both divided by exp(−min m_i).
  private func normalisedDirection(at w: [Double]) -> [Double] {
    let margins = margins(w)
    let shift = max(margins.min() ?? 0, 0)
    let pulls = margins.map { exp(shift - softplus($0)) }
    let loss = margins.reduce(0) { sum, m in
      // softplus(−m) = e^{−m} to rounding beyond m = 40.
      sum + (m > 40 ? exp(shift - m) : softplus(-m) * exp(shift))
    }
    return signed.transposedTimes(pulls).map { $0 / loss }
  }

  /// The Hessian (1/n) Zᵀ diag(s_i (1 − s_i)) Z of the loss, Z the signed samples; d × d.
  func hessian(_ w: [Double]) -> Matrix {
    let weights = margins(w).map { exp(-softplus($0) - softplus(-$0)) / Double(samples) }
    return signed.transposed.weightedGram(weights)
  }
}

/// log(1 + eˢ), finite for every finite s.
///
/// O(1).
@inline(__always)
public func softplus(_ s: Double) -> Double {
  max(s, 0) + log1p(exp(-abs(s)))
}
