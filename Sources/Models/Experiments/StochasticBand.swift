internal import Records

/// Runs of SGD beside paths of the two stochastic flows that stand for it (after figure 3 of Pesme,
/// Pillaud-Vivien and Flammarion 2021).
///
/// At few samples the noise of each sample has SGD's law, that of the mean residual another one: what
/// it does to the scales is known, but it is not what SGD does.
public struct StochasticBand: Sendable {
  /// Paths of one kind, which differ in their seeds only.
  public struct Paths: Sendable {
    /// ‖θ − θ⋆‖₂² of each path at each mark.
    public let errors: [[Double]]
    /// ‖θ‖₁ of the limit of each path.
    public let norms: [Double]

    /// A value of the errors of all paths, such as their median, at each mark.
    ///
    /// O(marks) values.
    public func along(_ value: ([Double]) -> Double) -> [Double] {
      (errors.first ?? []).indices.map { k in value(errors.map { $0[k] }) }
    }
  }

  /// The numbers of steps of SGD at which the errors are taken.
  public let marks: [Int]
  /// SGD with one sample a step.
  public let sgd: Paths
  /// The stochastic flow with the noise of each sample.
  public let perSample: Paths
  /// The stochastic flow with the noise of the mean residual.
  public let meanResidual: Paths
  /// Gradient flow at the same times.
  public let flow: Paths
  /// How far the effective α_j at the ends of the paths with the mean residual are from
  /// α exp(−ηΣ̂_jj ∫L ds), relative to it.
  public let lawDefect: Double

  /// The paths on data with a planted θ⋆.
  ///
  /// O(n d) a step, two steps of a flow for one of SGD.
  ///
  /// - Parameters:
  ///   - data: The data.
  ///   - alpha: The initialisation scale α.
  ///   - stepSize: SGD's η.
  ///   - paths: The number of paths of each kind, with the seeds 1, 2, ….
  ///   - time: Until when, in units of gradient flow; all go on until their loss is below 10⁻⁷.
  /// - Throws: `DiagonalNetworkError` for parameters that make no run, `SettledDescent.Failure` where
  ///   a run of SGD diverges.
  public init(
    _ data: DataSet, alpha: Double, stepSize: Double, paths: Int, time: Double = 200
  ) throws {
    var many = ManyRuns(data)
    (many.alpha, many.stepSize, many.finalLoss) = (alpha, stepSize, 1e-7)
    (many.flowStepsPerStep, many.mayMove) = (2, true)
    let (used, seeds) = (many, (1...UInt64(paths)).map { $0 })
    let marks = wholeLogarithmicGrid(to: Int(time / stepSize), count: 60)
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    @Sendable func error(_ theta: [Double]) -> Double {
      SparsitySummary(theta, of: data).squaredError ?? .nan
    }
    let runs = try used.runs(seeds: seeds)
    sgd = Paths(
      errors: try parallelTryMap(paths) { k in
        var run = try NetworkDescent(data, from: start, stepSize: stepSize, seed: seeds[k])
        return marks.map { mark in
          run.advance(by: mark - run.steps)
          return error(run.theta)
        }
      }, norms: runs.map(\.limit.l1))
    func flows(_ noise: StochasticFlow.Noise) throws -> (Paths, [StochasticFlow.State]) {
      let found = try used.flowPaths(noise: noise, seeds: seeds, marks: marks)
      return (
        Paths(
          errors: found.map { $0.marked.map { error($0.theta) } },
          norms: found.map(\.run.limit.l1)), found.map(\.end)
      )
    }
    perSample = try flows(.perSample).0
    let ends: [StochasticFlow.State]
    (meanResidual, ends) = try flows(.meanResidual)
    let law = StochasticFlow(data, stepSize: stepSize, timeStep: stepSize)
    lawDefect =
      ends.flatMap { end in
        zip(
          end.weights?.effectiveAlphas ?? [],
          law.effectiveAlphas(alpha: alpha, integralOfLoss: end.integralOfLoss)
        ).map { abs($0 / $1 - 1) }
      }.worst
    let times = marks.map { stepSize * Double($0) }
    let way = try DiagonalFlow(data.x, data.y, alpha: alpha).trajectory(until: .times(times))
    flow = Paths(
      errors: [times.map { error(way.theta(at: $0)) }],
      norms: [try used.flow(alpha: alpha).l1])
    self.marks = marks
  }
}
