internal import Records

/// Many runs of SGD on one data set, which differ in the order of the samples only.
///
/// Each with ∫ L dt, the effective α of its end, and its limit: the integral tells the error of a run
/// roughly, the effective α exactly where the features are ±1 and steps take one sample.
public struct ManyRuns: Hashable, Sendable {
  /// The data.
  public let data: DataSet
  /// The initialisation scale α.
  public var alpha = 0.1
  /// The step size η.
  public var stepSize = 0.1
  /// A run ends when its loss is below this.
  public var finalLoss = 1e-26
  /// The most steps of a run.
  public var mostSteps = 2_000_000
  /// The loss is looked at every so many steps.
  public var lossStride = 16
  /// While the loss is above this part of the first it is summed at every step.
  public var fine = 1e-3
  /// Whether a run that has not ended after the most steps counts, with the limit it is bound for.
  public var mayMove = false
  /// The steps of the stochastic flow for one of SGD.
  public var flowStepsPerStep = 4
  /// Noise on the labels of the first steps.
  public var labelNoise: NetworkDescent.LabelNoise?

  /// The runs on data, with the default parameters.
  ///
  /// O(1).
  public init(_ data: DataSet) {
    self.data = data
  }

  /// A run.
  public struct Run: Hashable, Sendable {
    /// The seed of its samples.
    public let seed: UInt64
    /// ∫ L dt with t = ηk, from the end of the noise on the labels on.
    public let integral: Double
    /// The geometric mean of the effective α at its end.
    public let effectiveAlpha: Double
    /// The limit, with its norms and its error.
    public let limit: SparsitySummary
  }

  /// The runs with the given seeds that come to an end, in their order.
  ///
  /// O(d) a step, O(n d) every `lossStride` steps and at each step of the loss's first fall.
  ///
  /// - Throws: `DiagonalNetworkError` for parameters that make no run, `SettledDescent.Failure` where
  ///   one diverges, or does not end and may not move.
  public func runs(seeds: [UInt64]) throws -> [Run] {
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    return try parallelMap(seeds.count) { k in
      Result {
        var descent = try NetworkDescent(
          data, from: start, stepSize: stepSize, labelNoise: labelNoise, seed: seeds[k])
        // Noise may hold a loss up that happens to be small.
        if let labelNoise { descent.advance(by: labelNoise.steps) }
        let end = try EndedDescent(
          descent, below: finalLoss, most: mostSteps, stride: lossStride, mayMove: mayMove,
          fine: fine)
        return Run(
          seed: seeds[k], integral: end.integralOfLoss,
          effectiveAlpha: geometricMean(end.weights.effectiveAlphas),
          limit: SparsitySummary(end.limit, of: data))
      }
    }.map { try $0.get() }
  }

  /// Gradient flow's limit at a scale.
  ///
  /// O(n² d + n³) a Newton step.
  ///
  /// - Throws: `DiagonalNetworkError` for a scale that is not positive.
  public func flow(alpha: Double) throws(DiagonalNetworkError) -> SparsitySummary {
    SparsitySummary(
      try Potential(alpha: alpha, dimension: data.features).interpolator(of: data).theta, of: data)
  }

  /// The ends of the stochastic flow with the given seeds, each with its limit, and the states on the
  /// way.
  ///
  /// O(n d) a step, of length η/`flowStepsPerStep`.
  ///
  /// - Parameters:
  ///   - noise: How SGD's noise is modelled.
  ///   - seeds: The seeds of the noise.
  ///   - marks: Ascending numbers of steps of SGD, at whose times the states are kept.
  /// - Throws: `DiagonalNetworkError` where a limit is not found.
  public func flowPaths(
    noise: StochasticFlow.Noise, seeds: [UInt64], marks: [Int] = []
  ) throws -> [(marked: [StochasticFlow.State], end: StochasticFlow.State, run: Run)] {
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    let flow = StochasticFlow(
      data, stepSize: stepSize, timeStep: stepSize / Double(flowStepsPerStep), noise: noise)
    return try parallelMap(seeds.count) { k in
      Result {
        let (marked, end) = flow.networkStates(
          from: start, at: marks.map { flowStepsPerStep * $0 }, below: finalLoss,
          most: flowStepsPerStep * mostSteps, normals: flow.normals(seed: seeds[k]))
        let weights = end.weights ?? start
        let limit = try weights.potential.interpolator(of: data, from: weights.theta).theta
        return (
          marked, end,
          Run(
            seed: seeds[k], integral: end.integralOfLoss,
            effectiveAlpha: geometricMean(weights.effectiveAlphas),
            limit: SparsitySummary(limit, of: data))
        )
      }
    }.map { try $0.get() }
  }
}
