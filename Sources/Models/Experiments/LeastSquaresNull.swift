/// The projection theorem (2.21) tried on six optimisers: whose steps stay in the span of the samples
/// end at the projection of the start, whose steps divide by coordinate do not.
public struct LeastSquaresNull: Sendable {
  /// The problem.
  public let problem: LeastSquares
  /// θ₀.
  public let start: [Double]
  /// The projection of θ₀ onto the interpolators.
  public let projection: [Double]

  /// The experiment on Gaussian X from stream 0 of a seed, y normal numbers of stream 5, θ₀ those of
  /// stream 9, times `scale`.
  ///
  /// O(n d min(n, d)).
  ///
  /// - Throws: `DataError` for sizes that cannot be.
  public init(
    samples: Int = 20, features: Int = 40, scale: Double = 1, seed: UInt64 = 3
  ) throws(DataError) {
    let planted = try DataSet.regression(
      samples: samples, features: features, teacher: .sparse(nonzeros: 0), seed: seed)
    let data = try DataSet(
      x: planted.x, y: RandomStream(seed: seed, stream: 5).normals(samples))
    problem = LeastSquares(data)
    start = RandomStream(seed: seed, stream: 9).normals(features).map { scale * $0 }
    projection = problem.projection(of: start)
  }

  /// An optimiser with its step size and its number of steps.
  public struct Optimiser: Hashable, Sendable {
    /// How gradients become steps.
    public let rule: DescentRule
    /// The step size η.
    public let stepSize: Double
    /// The number of steps.
    public let steps: Int
    /// Whether a step takes one sample, from stream 10, or all.
    public let usesOneSample: Bool

    /// An optimiser.
    ///
    /// O(1).
    public init(_ rule: DescentRule, stepSize: Double, steps: Int, usesOneSample: Bool = false) {
      self.rule = rule
      self.stepSize = stepSize
      self.steps = steps
      self.usesOneSample = usesOneSample
    }
  }

  /// Where an optimiser is after some steps.
  public struct Moment: Hashable, Sendable {
    /// The number of steps.
    public let step: Int
    /// ‖θ − P‖₂/‖P − θ₀‖₂ to the projection P.
    public let distance: Double
    /// The part of θ − θ₀ off the span of the samples, relative to θ − θ₀.
    public let offSpan: Double
    /// ‖y − Xθ‖₂/‖y‖₂.
    public let residual: Double
  }

  /// An optimiser's way at ascending numbers of steps up to its last.
  ///
  /// O(n d) a step, O(d) with one sample.
  ///
  /// - Throws: `DescentError` for bad parameters or when an iterate is no longer finite.
  public func moments(
    of optimiser: Optimiser, marks: [Int], seed: UInt64
  ) throws(DescentError) -> [Moment] {
    let batches: Batches =
      optimiser.usesOneSample ? .random(size: 1, RandomStream(seed: seed, stream: 10)) : .all
    let way = try problem.descend(
      from: start, rule: optimiser.rule, schedule: StepSchedule(optimiser.stepSize),
      batches: batches, checkpoints: marks)
    let size = distance(projection, start)
    return zip(marks, way).map { step, theta in
      let move = difference(theta, start)
      let length = euclideanNorm(move)
      return Moment(
        step: step, distance: distance(theta, projection) / size,
        offSpan: length > 0 ? euclideanNorm(problem.kernelPart(of: move)) / length : 0,
        residual: euclideanNorm(problem.residual(theta)) / euclideanNorm(problem.y))
    }
  }
}
