internal import Records

/// The ends of the heavy ball on the network against its step and momentum (Papazov, Pesme and
/// Flammarion 2024): for small steps η they depend on λ = η/(1 − β)² alone.
public struct MomentumSweep: Hashable, Sendable {
  /// The data, with a planted θ⋆.
  public let data: DataSet
  /// The initialisation scale α.
  public let alpha: Double
  /// A run ends when its loss is below this.
  public var finalLoss = 1e-10
  /// A run that has not ended in the time allowed counts where its loss is below this.
  public var restLoss = 1e-6
  /// The most time of a run, in steps of the size η/(1 − β).
  public var mostTime = 10_000.0

  /// The sweep on data.
  ///
  /// O(1).
  public init(_ data: DataSet, alpha: Double) {
    self.data = data
    self.alpha = alpha
  }

  /// ‖θ − θ⋆‖₂² of the limit of a run from u = √2 α 1, v = 0 at rest; nil where it does not end.
  ///
  /// At a small loss nothing is left but gradient flow at the scales of the end, to the interpolator
  /// of least Bregman divergence from there.
  ///
  /// O(n d) a step, 400 000 steps at the most, and the limit by dual Newton.
  ///
  /// - Throws: `DiagonalNetworkError` for a scale that is not positive, `DescentError` for a λ or
  ///   momentum that cannot be.
  public func error(lambda: Double, momentum: Double) throws -> Double? {
    let network = DiagonalNetwork(data)
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    let step = lambda * (1 - momentum) * (1 - momentum)
    let end: DiagonalNetwork.Weights
    do throws(DescentError) {
      end = try network.descend(
        from: DiagonalNetwork.Weights(u: start.u, v: start.v), stepSize: step, momentum: momentum,
        below: finalLoss, most: min(400_000, Int(mostTime * (1 - momentum) / step)))
    } catch {
      if case .diverged = error { return nil }
      throw error
    }
    guard network.loss(u: end.u, v: end.v) < restLoss else { return nil }
    let weights = NetworkWeights(u: end.u, v: end.v)
    // A scale that has fallen to 0 holds its coordinate: then the run is its own limit.
    let isHeld = zip(end.u, end.v).contains { $0 * $0 == $1 * $1 }
    let limit =
      isHeld
      ? weights.theta
      : try weights.potential.interpolator(of: data, from: weights.theta).theta
    return SparsitySummary(limit, of: data).squaredError
  }

  /// The errors for some λ, in their order, a list for each momentum.
  ///
  /// O(n d) a step for each of them.
  ///
  /// - Throws: As `error(lambda:momentum:)`.
  public func errors(lambdas: [Double], momenta: [Double]) throws -> [[Double?]] {
    let all = try parallelTryMap(lambdas.count * momenta.count) { k in
      try error(lambda: lambdas[k % lambdas.count], momentum: momenta[k / lambdas.count])
    }
    return momenta.indices.map { Array(all[$0 * lambdas.count..<($0 + 1) * lambdas.count]) }
  }
}
