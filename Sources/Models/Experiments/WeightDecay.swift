internal import Elementary

/// Weight decay makes gradient flow slide along the interpolators θ_∞(α) to ever smaller α: the
/// training loss is small early, the test error falls late, as Lyu and others (2024) saw.
///
/// The flow of L + (λ/2)(‖u‖² + ‖v‖²) keeps I_t = α² e^{−2λt} exactly, so that for small λ it stays
/// close to argmin φ at α e^{−λt}.
public struct WeightDecay: Sendable {
  /// The data.
  public let data: DataSet
  /// The initialisation scale α.
  public let alpha: Double
  /// The weight decay λ > 0.
  public let decay: Double
  /// The error of a step of the integration.
  public let tolerance: Double

  /// The flow on data.
  ///
  /// O(1).
  public init(_ data: DataSet, alpha: Double, decay: Double, tolerance: Double = 1e-10) {
    self.tolerance = tolerance
    self.data = data
    self.alpha = alpha
    self.decay = decay
  }

  /// The flow at one time.
  public struct Moment: Hashable, Sendable {
    /// λt.
    public let scaledTime: Double
    /// L, without the decay.
    public let loss: Double
    /// θ of the flow.
    public let theta: [Double]
    /// θ_∞(α e^{−λt}).
    public let predicted: [Double]

    /// ‖θ − predicted‖₂/‖predicted‖₂.
    public var distance: Double { Models.distance(theta, predicted) / euclideanNorm(predicted) }
  }

  /// The flow at ascending values of λt, the start 0 among them if wanted.
  ///
  /// O(n² d + n³) a step of the flow and of Newton's method.
  ///
  /// - Throws: `DiagonalNetworkError` for parameters that make no flow.
  public func moments(at scaledTimes: [Double]) throws(DiagonalNetworkError) -> [Moment] {
    let trajectory = try trajectory(at: scaledTimes)
    return try scaledTimes.map { scaled throws(DiagonalNetworkError) in
      let state = trajectory.state(at: scaled / decay)
      return Moment(
        scaledTime: scaled, loss: state.loss, theta: state.theta,
        predicted: try predicted(at: scaled))
    }
  }

  private func trajectory(
    at scaledTimes: [Double]
  ) throws(DiagonalNetworkError) -> FlowTrajectory {
    guard decay > 0 else { throw .notPositive(name: "the weight decay", value: decay) }
    let trajectory = try DiagonalFlow(data.x, data.y, alpha: alpha, weightDecay: decay)
      .trajectory(until: .times(scaledTimes.map { $0 / decay }), tolerance: tolerance)
    guard trajectory.isComplete else {
      throw .notConverged(method: "the integration of the flow", residual: .nan)
    }
    return trajectory
  }

  /// The least λt at which the flow's squared error against a predictor has halved since θ_∞(α): the
  /// moments say between which two, and 64 states of the flow between these where.
  ///
  /// O(n² d + n³) a step of the flow.
  ///
  /// - Throws: `DiagonalNetworkError` where θ_∞(α) is not found.
  public func halving(
    in moments: [Moment], of teacher: [Double]
  ) throws(DiagonalNetworkError) -> Double? {
    func error(_ theta: [Double]) -> Double {
      let offset = difference(theta, teacher)
      return dot(offset, offset)
    }
    let half = 0.5 * error(try predicted(at: 0))
    let interpolating = moments.filter { $0.scaledTime > 0 }
    for (low, high) in zip(interpolating, interpolating.dropFirst()) {
      let (a, b) = (error(low.theta), error(high.theta))
      guard a > half, b <= half else { continue }
      let width = (high.scaledTime - low.scaledTime) / 64
      let times = (0...64).map { low.scaledTime + width * Double($0) }
      let flow = try trajectory(at: times)
      let errors = times.map { error(flow.theta(at: $0 / decay)) }
      guard let k = errors.indices.dropFirst().first(where: { errors[$0] <= half }) else {
        return high.scaledTime
      }
      return times[k - 1] + width * log(errors[k - 1] / half) / log(errors[k - 1] / errors[k])
    }
    return nil
  }

  private func predicted(at scaledTime: Double) throws(DiagonalNetworkError) -> [Double] {
    try Potential(alpha: alpha * exp(-scaledTime), dimension: data.features)
      .interpolator(data.x, data.y).theta
  }
}
