import Elementary

/// The logistic gradient flow on separable data beside the separator it turns to, lecture section
/// 4.2: its direction tends to the hard-margin separator like 1/log t, its norm grows like log t
/// over the margin.
public struct MarginFlow: Sendable {
  /// The logistic problem.
  public let problem: LogisticRegression
  /// The separator of largest margin, the limit of the directions.
  public let limit: HardMargin

  /// The loss whose gradient drives the flow; the choice only sets the unit of time.
  public let loss: Loss

  /// How the losses of the samples are put together.
  public enum Loss: Hashable, Sendable {
    /// Their mean, as everywhere in the lecture.
    case mean
    /// Their sum, as in much of the literature: its flow at time t is that of the mean at n t.
    case sum
  }

  /// How far the flow or a descent has come at one time.
  public struct State: Hashable, Sendable {
    /// log t; for a descent t is the step size times the number of steps, in the unit of time of
    /// the loss.
    public let logTime: Double
    /// The weights w.
    public let w: [Double]
    /// ‖w‖, which grows like log t / γ with the margin γ.
    public let norm: Double
    /// The angle between w and the hard-margin direction in radians.
    public let angle: Double
    /// The logistic loss, mean or sum, which falls like 1/t.
    public let loss: Double

    /// angle · log t, which tends to a constant of the data.
    public var angleTimesLogTime: Double { angle * logTime }
  }

  /// The flow on the given data, of the mean loss or of the sum.
  ///
  /// O(1) after `Separation`, which finds the limit.
  ///
  /// - Throws: `ClassificationError.notSeparable`.
  public init(_ data: ClassificationData, loss: Loss = .mean) throws(ClassificationError) {
    guard case .separable(let limit) = Separation(of: data) else { throw .notSeparable }
    problem = LogisticRegression(data)
    self.limit = limit
    self.loss = loss
  }

  /// The states of the flow from w(0) = 0 at the given values of log t, ascending.
  ///
  /// O(n d) for each evaluation of `LogisticRegression.flow`, a few steps for each unit of log t.
  ///
  /// - Throws: `ClassificationError` when the times do not ascend or the flow is too stiff.
  public func states(logTimes: [Double]) throws(ClassificationError) -> [State] {
    let start = Array(repeating: 0.0, count: problem.features)
    let flow = try problem.flow(from: start, logTimes: logTimes.map { $0 + log(timeUnit) })
    return zip(logTimes, flow).map { state($1, logTime: $0) }
  }

  /// The states of the flow from w(0) = 0 at the given values of log t ≤ 600, ascending, for samples
  /// in any units.
  ///
  /// O(n d² + d³) for each of eight stages a step of `LogisticRegression.stiffFlow`.
  ///
  /// - Throws: `ClassificationError` when the times do not ascend or the flow is too stiff.
  public func statesOfStiffFlow(
    logTimes: [Double]
  ) throws(ClassificationError) -> [State] {
    let flow = try problem.stiffFlow(logTimes: logTimes.map { $0 + log(timeUnit) })
    return zip(logTimes, flow).map { state($1, logTime: $0) }
  }

  /// The states of gradient descent on the mean loss from w = 0 after the given numbers of steps,
  /// ascending and at least 1.
  ///
  /// For the sum its steps are 1/n times as long, so the descent is the same and lies on the same
  /// flow. With momentum β it is Polyak's heavy ball with the matched step η(1 − β), which follows
  /// the same flow in the same time; with the step η itself it would run 1/(1 − β) times as far.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - step: η, the time a step takes.
  ///   - steps: Ascending numbers of steps.
  ///   - momentum: β in 0..<1.
  /// - Throws: `DescentError` for a bad step size or momentum or when the descent diverges.
  public func descentStates(
    step: Double, steps: [Int], momentum: Double = 0
  ) throws(DescentError) -> [State] {
    let start = Array(repeating: 0.0, count: problem.features)
    let run = try problem.descend(
      from: start, rule: momentum == 0 ? .gradient : .heavyBall(momentum: momentum),
      schedule: StepSchedule(step * (1 - momentum)), checkpoints: steps)
    return zip(steps, run).map { state($1, logTime: log(step * Double($0) / timeUnit)) }
  }

  /// The time of the flow of the mean loss that is 1 in this flow's unit.
  private var timeUnit: Double { loss == .sum ? Double(problem.samples) : 1 }

  private func state(_ w: [Double], logTime: Double) -> State {
    State(
      logTime: logTime, w: w, norm: euclideanNorm(w), angle: Models.angle(w, limit.w),
      loss: problem.loss(w) * timeUnit)
  }
}
