internal import Elementary
internal import Records

/// The limit of gradient flow on the network between the ℓ1 and the ℓ2 interpolator (3.28)–(3.32).
///
/// Both norms of θ_∞(α) against α, from the dual root, and by integrating the flow at some α; the
/// least norms they tend to; and the α of the lazy criterion κ = 1.
public struct L1ToL2: Hashable, Sendable {
  /// The number n of samples.
  public var samples = 40
  /// The number d of features.
  public var features = 100
  /// The number of entries ±1 of the planted θ⋆.
  public var nonzeros = 5
  /// The distribution of the features.
  public var entries = Features.gaussian
  /// The seed of the data.
  public var seed: UInt64 = 1
  /// Data to use in place of generated ones.
  public var dataSet: DataSet?
  /// The α of the theory line; for given data times the power of ten nearest to the α of κ = 1.
  public var alphas = logarithmicGrid(from: 1e-4, to: 100, count: 61)
  /// The α at which the flow is integrated; for given data times the same power of ten.
  public var flowAlphas = logarithmicGrid(from: 1e-4, to: 100, count: 13)

  /// The experiment with its default parameters, which the lecture's figure shows.
  ///
  /// O(number of α).
  public init() {}

  /// A limit of the flow at one α.
  public struct Point: Hashable, Sendable {
    /// The initialisation scale α.
    public let alpha: Double
    /// The limit, with norms and error.
    public let limit: SparsitySummary
  }

  /// A limit found by integration.
  public struct Crossing: Hashable, Sendable {
    /// The initialisation scale α.
    public let alpha: Double
    /// The state at which the integration stopped.
    public let limit: SparsitySummary
    /// Its relative distance to the limit by Newton's method.
    public let distanceToTheory: Double
    /// Whether the integration came to the limit, to 10⁻⁶; where the flow is very stiff it need not.
    public var isAtLimit: Bool { distanceToTheory <= 1e-6 }
  }

  /// What the experiment gives.
  public struct Outcome: Hashable, Sendable {
    /// The theory line, by α.
    public let theory: [Point]
    /// The integrated flows, by α.
    public let flows: [Crossing]
    /// The interpolator of least ℓ1 norm.
    public let leastL1: SparsitySummary
    /// The interpolator of least ℓ2 norm.
    public let leastL2: SparsitySummary
    /// The α at which κ = ‖y‖ max_j ‖Xe_j‖/(2α²‖X‖²) is 1: the flow is lazy well above it.
    public let lazyAlpha: Double
    /// The least α of the theory line, interpolated, at which ‖θ_∞‖₁ is half-way.
    public let halfwayAlpha: Double?
    /// Whether one predictor alone interpolates, so that every limit is that.
    public let isDetermined: Bool
    /// Whether the flow is that of combinations of the rows, `DataSet.equations`.
    public let usesCombinations: Bool
  }

  /// Computes the line and integrates the flows.
  ///
  /// O(n² d + n³) for each of about ten Newton steps for an α, and a flow for each cross.
  ///
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment.
  public func outcome() throws -> Outcome {
    let given =
      try dataSet
      ?? DataSet.regression(
        samples: samples, features: features, entries: entries,
        teacher: .sparse(nonzeros: nonzeros), seed: seed)
    let equations = try given.equations()
    let unit = dataSet == nil ? 1 : decade(of: lazyAlpha(given))
    let alphas = alphas.map { unit * $0 }
    let flowAlphas = flowAlphas.map { unit * $0 }
    let path = try InterpolatorPath(equations.x, equations.y, alphas: alphas)
    let theory = path.points.map {
      Point(
        alpha: $0.alpha,
        limit: SparsitySummary($0.interpolator.theta, of: given))
    }
    let flows = try parallelMap(flowAlphas.count) { k in
      Result { try crossing(equations, of: given, alpha: flowAlphas[k]) }
    }.map { try $0.get() }
    let leastL1 = SparsitySummary(path.leastL1.smallAlphaLimit, of: given)
    let leastL2 = SparsitySummary(path.leastL2, of: given)
    return Outcome(
      theory: theory, flows: flows, leastL1: leastL1, leastL2: leastL2,
      lazyAlpha: lazyAlpha(given),
      halfwayAlpha: alpha(in: theory, reaching: 0.5 * (leastL1.l1 + leastL2.l1)),
      isDetermined: equations.samples == given.features,
      usesCombinations: equations != given.selecting(rows: try given.independentRows()))
  }

  private func crossing(
    _ equations: DataSet, of data: DataSet, alpha: Double
  ) throws -> Crossing {
    let flow = try DiagonalFlow(equations.x, equations.y, alpha: alpha)
    let end = flow.trajectory(until: .interpolation, tolerance: 1e-6).last
    let newton = try Potential(alpha: alpha, dimension: data.features)
      .interpolator(equations.x, equations.y).theta
    return Crossing(
      alpha: alpha, limit: SparsitySummary(end.theta, of: data),
      distanceToTheory: distance(end.theta, newton) / euclideanNorm(newton))
  }

  /// The power of ten nearest to a positive number, 1 for others.
  private func decade(of value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    return decimal(1, exponent: Int((log(value) / log(10)).rounded()))
  }

  private func lazyAlpha(_ data: DataSet) -> Double {
    let largestColumn = (0..<data.features).map { euclideanNorm(data.x.column($0)) }.max() ?? 0
    let spectral = SingularValueDecomposition(data.x).singularValues.first ?? 0
    return (0.5 * euclideanNorm(data.y) * largestColumn).squareRoot() / spectral
  }

  /// Where the ℓ1 norm of the line first reaches a value, linear in log α between its points.
  private func alpha(in theory: [Point], reaching value: Double) -> Double? {
    for (low, high) in zip(theory, theory.dropFirst())
    where low.limit.l1 <= value && high.limit.l1 >= value && high.limit.l1 > low.limit.l1 {
      let share = (value - low.limit.l1) / (high.limit.l1 - low.limit.l1)
      return low.alpha * exp(share * log(high.alpha / low.alpha))
    }
    return nil
  }
}
