/// Gradient flow from ever smaller starts beside the jump process it tends to (Pesme and Flammarion
/// 2023), and the time averages of both beside the lasso (Berthier 2025).
///
/// Times are τ = t/log(1/α).
public struct SaddleStairs: Sendable {
  /// The data.
  public let data: DataSet
  /// The limit α → 0.
  public let process: SaddleToSaddle
  /// ‖θ_ℓ1‖₂, which distances are divided by; 1 where it is 0.
  public let size: Double

  /// The process on data, and what its distances are measured by.
  ///
  /// O(n² d), and a least-squares problem for each jump.
  ///
  /// - Throws: `DiagonalNetworkError` as `SaddleToSaddle` and `LeastL1Interpolator` do.
  public init(_ data: DataSet) throws(DiagonalNetworkError) {
    self.data = data
    process = try SaddleToSaddle(data)
    let norm = euclideanNorm(try LeastL1Interpolator(data.x, data.y).theta)
    size = norm > 0 ? norm : 1
  }

  /// 1.2 times the last jump, a time by which the process rests at the least ℓ1 norm.
  public var horizon: Double { 1.2 * (process.rests.last?.time ?? 0) }

  /// Gradient flow from u₀ = √2 α 1, v₀ = 0 in the time of the process.
  public struct Flow: Sendable {
    /// log(1/α) > 0, the unit of time.
    public let unit: Double
    /// The flow in its own time.
    public let trajectory: FlowTrajectory

    /// The time of τ, which no rounding takes beyond the last one.
    func time(_ scaled: Double) -> Double { min(scaled * unit, trajectory.last.time) }

    /// The states at the steps of the integration, each with its τ.
    public var states: [(time: Double, state: FlowState)] {
      trajectory.times.map { ($0 / unit, trajectory.state(at: $0)) }
    }

    /// The state at τ.
    ///
    /// O(n d).
    public func state(at time: Double) -> FlowState { trajectory.state(at: time * unit) }
  }

  /// The flow from α < 1 until τ.
  ///
  /// O(n² d + n³) a step, some hundred steps.
  ///
  /// - Parameters:
  ///   - logAlpha: log α, so that α need not be a double.
  ///   - end: The last τ.
  /// - Throws: `DiagonalNetworkError.notPositive` unless α < 1, and as `DiagonalFlow` does.
  public func flow(logAlpha: Double, until end: Double) throws(DiagonalNetworkError) -> Flow {
    guard logAlpha < 0 else { throw .notPositive(name: "log(1/alpha)", value: -logAlpha) }
    let flow = try DiagonalFlow(data.x, data.y, logAlpha: logAlpha)
    let trajectory = flow.trajectory(until: .times([-logAlpha * end]), tolerance: 1e-8)
    guard trajectory.isComplete else {
      throw .notConverged(method: "the integration of the flow", residual: .nan)
    }
    return Flow(unit: -logAlpha, trajectory: trajectory)
  }

  /// (1/T)∫₀ᵀ ‖θ_flow − θ_process‖₂ dτ/‖θ_ℓ1‖₂.
  ///
  /// O(n d) for each of ten nodes a step of the flow.
  public func meanGap(of flow: Flow, until end: Double) -> Double {
    var total = 0.0
    let cuts = process.rests.map { $0.time * flow.unit }
    let last = flow.time(end)
    for (time, weight) in flow.trajectory.quadrature(from: 0, to: last, cuts: cuts) {
      let rest = process.theta(at: time / flow.unit)
      total += weight * distance(flow.trajectory.theta(at: time), rest)
    }
    return total / (end * flow.unit) / size
  }

  /// (1/τ)∫₀^τ θ dτ of the flow at ascending τ > 0.
  ///
  /// O(n d) for each of ten nodes a step of the flow and a τ.
  public func averages(of flow: Flow, at times: [Double]) -> [[Double]] {
    var total = Array(repeating: 0.0, count: data.features)
    var last = 0.0
    return times.map { end in
      let nodes = flow.trajectory.quadrature(from: flow.time(last), to: flow.time(end))
      for (time, weight) in nodes {
        total = sum(total, weight, times: flow.trajectory.theta(at: time))
      }
      last = end
      return total.map { $0 / (end * flow.unit) }
    }
  }
}
