internal import Records

/// The limits of gradient descent and of SGD against the step size, as in figures 1 and 2 of Even,
/// Pesme, Gunasekar and Flammarion (2023).
///
/// On many data sets of one kind: how far the limit's error lies above that of gradient flow, how much
/// of it the gains are, and which runs diverge.
public struct StepSizeSweep: Hashable, Sendable {
  /// The number n of samples.
  public var samples = 20
  /// The number d of features.
  public var features = 30
  /// The distribution of the features.
  public var entries = Features.gaussian
  /// The planted predictor.
  public var teacher = Teacher.sparse(nonzeros: 3)
  /// The initialisation scale α.
  public var alpha = 0.1
  /// The seeds, each with its own data and samples.
  public var seeds: [UInt64] = Array(1...20)
  /// A run ends when its loss is below this.
  public var finalLoss = 1e-24
  /// The most steps of a run with all samples.
  public var mostSteps = 200_000
  /// The most steps of a run with one sample a step.
  public var mostSingleSteps = 2_000_000
  /// A run counts as diverged once its loss is seen above this many times the first.
  public var rise = 10.0
  /// The loss is looked at every so many steps.
  public var lossStride = 8
  /// A run that has not ended after the most steps counts, with the limit it is bound for, where its
  /// loss is below this.
  public var restLoss = 1e-7

  /// The experiment with its default parameters.
  ///
  /// O(1).
  public init() {}

  /// A limit beside that of gradient flow on the same data.
  public struct Run: Hashable, Sendable {
    /// The seed.
    public let seed: UInt64
    /// ‖θ − θ⋆‖₂² of the limit.
    public let error: Double
    /// The same for gradient flow's limit.
    public let flowError: Double
    /// ‖θ‖₁ of the limit over that of gradient flow's.
    public let l1Ratio: Double
    /// The gain of each coordinate.
    public let gains: [Double]
    /// The mean gain on the support of θ⋆ over that off it.
    public let gainOnOverOff: Double

    /// The error over gradient flow's.
    public var errorRatio: Double { error / flowError }
    /// Σ_j gain_j, the gains' ℓ1 norm but for the few that a step beyond |a| = √2 makes negative.
    public var totalGain: Double { gains.reduce(0, +) }
  }

  /// The runs at one step size.
  public struct Point: Hashable, Sendable {
    /// The step size η.
    public let stepSize: Double
    /// The runs that came to an end, by seed.
    public let runs: [Run]
    /// How many diverged.
    public let diverged: Int
    /// How many had neither ended nor diverged after the most steps: some never come to rest.
    public let unfinished: Int

    /// The quartiles of a quantity over the runs; nil where none ended.
    ///
    /// O(runs).
    public func quartiles(_ quantity: (Run) -> Double) -> Quartiles? {
      Quartiles(runs.map(quantity))
    }
  }

  /// The step sizes beyond which descent leaves gradient flow's limit.
  public struct Edges: Hashable, Sendable {
    /// 2/λ_max of the Hessian there.
    public let gradientDescent: Double
    /// The bound below which SGD with one sample a step stays; sufficient, not necessary.
    public let singleSample: Double
  }

  /// The edges at gradient flow's limits, by seed.
  ///
  /// O(n² d + n³) a seed.
  ///
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment.
  public func edges() throws -> [Edges] {
    try parallelMap(seeds.count) { k in
      Result {
        let data = try self.data(seed: seeds[k])
        let weights = try NetworkWeights(interpolator: try flowLimit(data), alpha: alpha)
        let network = DiagonalNetwork(data)
        return Edges(
          gradientDescent: try network.stepSizeEdge(at: weights),
          singleSample: try network.singleSampleStepSizeBound(at: weights))
      }
    }.map { try $0.get() }
  }

  /// The runs at the given step sizes, with all samples or with one a step.
  ///
  /// O(n d) a step, O(d) with one sample, for each seed.
  ///
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment.
  public func points(stepSizes: [Double], batch: NetworkDescent.Batch) throws -> [Point] {
    let problems = try seeds.map { seed in
      let data = try self.data(seed: seed)
      return (seed: seed, data: data, flow: try flowLimit(data))
    }
    let outcomes = parallelMap(stepSizes.count * seeds.count) { index in
      let problem = problems[index % seeds.count]
      return Result {
        try run(
          problem.data, flow: problem.flow, seed: problem.seed,
          stepSize: stepSizes[index / seeds.count], batch: batch)
      }
    }
    return try stepSizes.indices.map { k in
      var (runs, diverged, unfinished) = ([Run](), 0, 0)
      for outcome in outcomes[k * seeds.count..<(k + 1) * seeds.count] {
        do {
          runs.append(try outcome.get())
        } catch SettledDescent.Failure.diverged {
          diverged += 1
        } catch is SettledDescent.Failure {
          // Far from an interpolator a run that still moves has no limit either.
          unfinished += 1
        }
      }
      return Point(stepSize: stepSizes[k], runs: runs, diverged: diverged, unfinished: unfinished)
    }
  }

  private func data(seed: UInt64) throws(DataError) -> DataSet {
    try DataSet.regression(
      samples: samples, features: features, entries: entries, teacher: teacher, seed: seed)
  }

  private func flowLimit(_ data: DataSet) throws(DiagonalNetworkError) -> [Double] {
    try Potential(alpha: alpha, dimension: data.features).interpolator(of: data).theta
  }

  private func run(
    _ data: DataSet, flow: [Double], seed: UInt64, stepSize: Double, batch: NetworkDescent.Batch
  ) throws -> Run {
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    let descent = try NetworkDescent(
      data, from: start, stepSize: stepSize, batch: batch, seed: seed)
    let end = try EndedDescent(
      descent, below: finalLoss, most: batch == .full ? mostSteps : mostSingleSteps,
      stride: lossStride, mayMove: true, rise: rise)
    guard end.loss <= restLoss else { throw SettledDescent.Failure.unsettled(loss: end.loss) }
    let teacher = data.teacher ?? flow
    func error(_ theta: [Double]) -> Double {
      let offset = difference(theta, teacher)
      return dot(offset, offset)
    }
    return Run(
      seed: seed, error: error(end.limit), flowError: error(flow),
      l1Ratio: l1Norm(end.limit) / l1Norm(flow), gains: end.gains,
      gainOnOverOff: end.gainOnOverOff(teacher))
  }
}
