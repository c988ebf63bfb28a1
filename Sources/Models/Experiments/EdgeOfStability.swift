/// Gradient descent on the diagonal network at steps about the edge 2/λ_max of gradient flow's limit
/// (figure 3 of Even, Pesme, Gunasekar and Flammarion 2023).
///
/// Beyond it the run leaves for a flatter interpolator, and the sharpness comes to rest just below 2/η.
public struct EdgeOfStability: Hashable, Sendable {
  /// The data.
  public let data: DataSet
  /// The initialisation scale α.
  public let alpha: Double
  /// The limit of gradient flow.
  public let flow: [Double]
  /// 2/λ_max of the Hessian of L there.
  public let edge: Double

  /// The experiment on data y = Xθ⋆ with Gaussian X and a θ⋆ of the given first entries, 0 beyond.
  ///
  /// O(n² d + n³).
  ///
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment.
  public init(
    samples: Int = 50, features: Int = 100, first: [Double] = [100, -80], alpha: Double = 0.1,
    seed: UInt64 = 1
  ) throws {
    let rest = Array(repeating: 0.0, count: max(0, features - first.count))
    data = try DataSet.regression(
      samples: samples, features: features, teacher: .given(first + rest), seed: seed)
    self.alpha = alpha
    flow = try Potential(alpha: alpha, dimension: features).interpolator(of: data).theta
    edge = try DiagonalNetwork(data).stepSizeEdge(
      at: try NetworkWeights(interpolator: flow, alpha: alpha))
  }

  /// A state of a run.
  public struct Moment: Hashable, Sendable {
    /// The number of steps taken.
    public let step: Int
    /// (u, v).
    public let weights: NetworkWeights
    /// θ.
    public let theta: [Double]
    /// L.
    public let loss: Double
    /// The largest eigenvalue of the Hessian of L.
    public let sharpness: Double
  }

  /// A run at a step size.
  public struct Run: Hashable, Sendable {
    /// The step size η.
    public let stepSize: Double
    /// The states at the marks that were reached, the end last.
    public let moments: [Moment]
    /// Whether the run diverged; then `moments` ends before.
    public let diverged: Bool
  }

  /// Gradient descent with a step η until its loss is below 10⁻²⁰ or the most steps are taken.
  ///
  /// O(n d) a step, and a power iteration for each mark, begun with the direction of the last.
  ///
  /// - Parameters:
  ///   - stepSize: η.
  ///   - mostSteps: The most steps.
  ///   - marks: Ascending numbers of steps at which the state is kept, besides the end.
  /// - Throws: `DiagonalNetworkError` for a step that cannot be.
  public func run(
    stepSize: Double, mostSteps: Int = 20_000, marks: [Int] = []
  ) throws(DiagonalNetworkError) -> Run {
    let network = DiagonalNetwork(data)
    var descent = try NetworkDescent(
      data, from: try NetworkWeights(alpha: alpha, dimension: data.features), stepSize: stepSize,
      batch: .full)
    var moments: [Moment] = []
    var direction: [Double]?
    func record() throws(DiagonalNetworkError) {
      let found = try network.sharpness(at: descent.weights, from: direction, tolerance: 1e-4)
      direction = found.direction
      moments.append(
        Moment(
          step: descent.steps, weights: descent.weights, theta: descent.theta, loss: descent.loss,
          sharpness: found.value))
    }
    var left = marks[...]
    while descent.steps < mostSteps && descent.loss >= 1e-20 {
      if let mark = left.first, mark <= descent.steps {
        try record()
        left = left.drop { $0 <= descent.steps }
      }
      descent.advance(by: 1)
      if descent.divergedBy != nil {
        return Run(stepSize: stepSize, moments: moments, diverged: true)
      }
    }
    try record()
    return Run(stepSize: stepSize, moments: moments, diverged: false)
  }
}
