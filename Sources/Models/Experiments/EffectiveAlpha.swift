internal import Elementary
internal import Records

/// SGD's limit is gradient flow's limit from a smaller start (lecture section 4.1).
///
/// With ±1 features and one sample a step, SGD on the diagonal network ends exactly at argmin φ_α
/// over the interpolators for one scalar effective α = α₀ Π_k (1 − η²r_k²)^½. Other features make
/// it a vector, and the statement approximate. Beside the exact product stands the integral formula
/// of the stochastic flow, α₀ exp(−η Σ̂_jj ∫L dt) with t = ηk.
public struct EffectiveAlpha: Hashable, Sendable {
  /// The number n of samples.
  public var samples = 40
  /// The number d of features.
  public var features = 100
  /// The number of entries ±1 of the planted θ⋆.
  public var nonzeros = 5
  /// The initialisation scale α₀.
  public var alpha = 0.1
  /// The step size η.
  public var stepSize = 0.1
  /// The seed of data and samples.
  public var seed: UInt64 = 1
  /// The loss is summed for the integral every so many steps.
  public var lossStride = 1
  /// A run ends when its loss is below this.
  public var finalLoss = 1e-26
  /// The most steps of a run.
  public var mostSteps = 2_000_000
  /// The number of states recorded along a run, at steps in equal ratios.
  public var recorded = 60

  /// The experiment with its default parameters, which the lecture's figure shows.
  ///
  /// O(1).
  public init() {}

  /// A recorded state of a run; where the effective α is a vector, its geometric mean stands.
  public struct Moment: Hashable, Sendable {
    /// The number of steps taken, k.
    public let step: Int
    /// The loss L of θ_k.
    public let loss: Double
    /// The effective α from the exact product.
    public let exactAlpha: Double
    /// The effective α by the integral formula.
    public let formulaAlpha: Double
  }

  /// A run of SGD and what predicts its limit.
  public struct Run: Hashable, Sendable {
    /// The data.
    public let data: DataSet
    /// SGD's last iterate.
    public let theta: [Double]
    /// Its loss.
    public let loss: Double
    /// argmin φ over the interpolators at the effective α from the exact product: at the
    /// geometric mean for ±1 features, else at the vector.
    public let predicted: [Double]
    /// The same at the effective α by the integral formula.
    public let predictedByFormula: [Double]
    /// Gradient flow's limit, argmin φ at α₀.
    public let flow: [Double]
    /// The recorded states, the start included.
    public let moments: [Moment]
    /// max_j α_j/min_j α_j − 1: how far the effective α is from one scalar.
    public let spread: Double

    /// ‖θ − predicted‖₂/‖θ‖₂.
    public var distanceToPredicted: Double { relativeDistance(predicted) }
    /// ‖θ − predictedByFormula‖₂/‖θ‖₂.
    public var distanceToFormula: Double { relativeDistance(predictedByFormula) }
    /// ‖θ − flow‖₂/‖θ‖₂.
    public var distanceToFlow: Double { relativeDistance(flow) }

    private func relativeDistance(_ other: [Double]) -> Double {
      distance(theta, other) / euclideanNorm(theta)
    }
  }

  /// The run on features of the given kind.
  ///
  /// O(d) a step, O(n d) where the loss is summed, until the loss is small.
  ///
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment, and
  ///   `SettledDescent.Failure` when the run diverges or does not end.
  public func run(_ entries: Features) throws -> Run {
    let data = try DataSet.regression(
      samples: samples, features: features, entries: entries,
      teacher: .sparse(nonzeros: nonzeros), seed: seed)
    return try run(data, isRademacher: entries == .rademacher)
  }

  private func run(_ data: DataSet, isRademacher: Bool) throws -> Run {
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    var descent = try NetworkDescent(data, from: start, stepSize: stepSize, seed: seed)
    let variances = (0..<data.features).map { j in
      let column = data.x.column(j)
      return dot(column, column) / Double(data.samples)
    }
    let meanVariance = variances.reduce(0, +) / Double(variances.count)
    var moments: [Moment] = []
    var integral = 0.0
    func moment(_ descent: NetworkDescent, _ loss: Double) -> Moment {
      Moment(
        step: descent.steps, loss: loss, exactAlpha: geometricMean(descent.weights.effectiveAlphas),
        formulaAlpha: alpha * exp(-stepSize * meanVariance * integral))
    }
    var loss = descent.loss
    var nextRecord = 0.0
    while loss > finalLoss {
      guard descent.steps < mostSteps else { throw SettledDescent.Failure.unsettled(loss: loss) }
      if Double(descent.steps) >= nextRecord {
        moments.append(moment(descent, loss))
        nextRecord = max(
          Double(descent.steps + 1),
          Double(descent.steps) * exp(log(Double(mostSteps)) / Double(recorded)))
      }
      integral += Double(lossStride) * stepSize * loss
      descent.advance(by: lossStride)
      if let steps = descent.divergedBy { throw SettledDescent.Failure.diverged(by: steps) }
      loss = descent.loss
    }
    moments.append(moment(descent, loss))

    let alphas = descent.weights.effectiveAlphas
    let exact =
      isRademacher
      ? try Potential(alpha: geometricMean(alphas), dimension: data.features)
      : try descent.weights.potential
    let formula = Potential(
      logScales: variances.map { 2 * (log(alpha) - stepSize * $0 * integral) })
    let flow = try Potential(alpha: alpha, dimension: data.features)
    return Run(
      data: data, theta: descent.theta, loss: loss,
      predicted: try exact.interpolator(of: data).theta,
      predictedByFormula: try formula.interpolator(of: data).theta,
      flow: try flow.interpolator(of: data).theta,
      moments: moments, spread: alphas.worst / alphas.least - 1)
  }
}

/// The geometric mean of positive numbers, one at least.
///
/// O(count).
public func geometricMean(_ values: [Double]) -> Double {
  exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
}
