/// The limit α → 0 of the network's gradient flow in the time t/log(1/α): jumps between saddles.
///
/// Between jumps θ rests at a saddle (3.13) and s = ∇φ/log(1/α) moves by ṡ = −∇R̂(θ) in the cube
/// |s_j| ≤ 1; when some |s_j| reaches 1 the coordinate joins, and θ jumps to the minimiser of R̂ with
/// θ_js_j ≥ 0 where |s_j| = 1 and θ_j = 0 elsewhere, which may set others back to 0 (Algorithm 1 of
/// Pesme and Flammarion 2023). For n ≤ d it ends at the interpolator of least ℓ1 norm.
public struct SaddleToSaddle: Hashable, Sendable {
  /// A resting place of the process.
  public struct Rest: Hashable, Sendable {
    /// The rescaled time t/log(1/α) of arrival.
    public let time: Double
    /// θ there.
    public let theta: [Double]
    /// R̂(θ).
    public let loss: Double
  }

  /// The resting places in order, the start θ = 0 first, the minimiser last.
  public let rests: [Rest]

  /// The process on the given data.
  ///
  /// A few least-squares problems on the support, O(n k²) each for k coordinates, for each jump.
  ///
  /// - Throws: `DiagonalNetworkError.notConverged` where it has not ended after 20(n + d) jumps.
  public init(_ data: DataSet) throws(DiagonalNetworkError) {
    let network = DiagonalNetwork(data)
    var theta = Array(repeating: 0.0, count: data.features)
    var s = theta
    var time = 0.0
    var rests = [Rest(time: 0, theta: theta, loss: data.risk(theta))]
    let size = maximumNorm(network.riskGradient(theta))
    for _ in 0..<20 * (data.samples + data.features) {
      let gradient = network.riskGradient(theta)
      // A gradient of rounding size moves nothing.
      let pull = gradient.map { abs($0) <= 1e-11 * size ? 0 : -$0 }
      guard let wait = Self.timeToWall(s, pull) else {
        self.rests = rests
        return
      }
      time += wait
      for j in s.indices {
        s[j] = min(1, max(-1, s[j] + wait * pull[j]))
        if abs(s[j]) > 1 - 1e-10 { s[j] = s[j] < 0 ? -1 : 1 }
      }
      theta = Self.minimiser(data, signs: s)
      rests.append(Rest(time: time, theta: theta, loss: data.risk(theta)))
    }
    throw .notConverged(
      method: "the jump process", residual: maximumNorm(network.riskGradient(theta)) / size)
  }

  /// θ of the process at a time τ ≥ 0.
  ///
  /// O(rests).
  public func theta(at time: Double) -> [Double] {
    (rests.last { $0.time <= time } ?? rests[0]).theta
  }

  /// The mean of θ over the times from 0 to τ > 0.
  ///
  /// O(rests · d).
  public func average(until time: Double) -> [Double] {
    var total = rests[0].theta.map { _ in 0.0 }
    for (k, rest) in rests.enumerated() where rest.time < time {
      let end = k + 1 < rests.count ? min(time, rests[k + 1].time) : time
      total = sum(total, (end - rest.time) / time, times: rest.theta)
    }
    return total
  }

  /// The time until some s_j reaches the wall it moves towards; nil when none moves towards one.
  private static func timeToWall(_ s: [Double], _ pull: [Double]) -> Double? {
    var least: Double?
    for (value, speed) in zip(s, pull) where speed != 0 {
      let room = speed > 0 ? 1 - value : 1 + value
      // At the wall already: the minimiser keeps it there with θ_j = 0.
      guard room > 0 else { continue }
      least = min(least ?? .infinity, room / abs(speed))
    }
    return least
  }

  /// argmin R̂ with θ_js_j ≥ 0 where |s_j| = 1 and θ_j = 0 elsewhere, by the active-set method of
  /// Lawson and Hanson.
  private static func minimiser(_ data: DataSet, signs s: [Double]) -> [Double] {
    let allowed = s.indices.filter { abs(s[$0]) == 1 }
    var theta = Array(repeating: 0.0, count: s.count)
    var passive: [Int] = []
    let network = DiagonalNetwork(data)
    let size = maximumNorm(network.riskGradient(theta))
    for _ in 0..<10 * (allowed.count + 1) {
      let gradient = network.riskGradient(theta)
      let next = allowed.filter { !passive.contains($0) && -gradient[$0] * s[$0] > 1e-11 * size }
        .max { -gradient[$0] * s[$0] < -gradient[$1] * s[$1] }
      guard let next else { break }
      passive = (passive + [next]).sorted()
      while true {
        let values = SingularValueDecomposition(data.x.selecting(columns: passive))
          .leastNormSolution(data.y)
        // The part of the way to the new values on which no sign is broken.
        var share = 1.0
        for (k, j) in passive.enumerated() where values[k] * s[j] <= 0 {
          share = min(share, theta[j] / (theta[j] - values[k]))
        }
        for (k, j) in passive.enumerated() { theta[j] += share * (values[k] - theta[j]) }
        if share == 1 { break }
        let cut = 1e-13 * maximumNorm(theta)
        for j in passive where theta[j] * s[j] <= cut { theta[j] = 0 }
        passive = passive.filter { theta[$0] != 0 }
        if passive.isEmpty { break }
      }
    }
    return theta
  }
}
