internal import Elementary

/// The logistic gradient flow of the diagonal network on separable data: its predictor turns to
/// the separator of largest ℓ1 margin.
///
/// On L(u ⊙ v) = (1/n) Σ log(1 + exp(−m_i)), m_i = y_i ⟨x_i, θ⟩, with u₀ = √2 α 1, v₀ = 0 the flow
/// is ν̇_i = 1/(n(1 + exp m_i)), θ = α² sinh(2Zᵀν) for the signed samples Z, n unknowns as in
/// (3.14) to (3.20). ‖θ‖ grows like log t, and ν only like its logarithm, so the direction forgets
/// its start late: from large α the flow turns to the largest ℓ2 margin first, until log t is of the
/// order of α²; from small α it rests at separators of few coordinates, until log log t is of the
/// order of log(1/α). From α about 1 it is near the limit at log t in the hundreds.
public struct NetworkMarginFlow: Sendable {
  /// The logistic problem of θ.
  public let problem: LogisticRegression
  /// The separator of largest ℓ1 margin, the limit of the directions.
  public let limit: L1Margin
  /// log α.
  public let logAlpha: Double

  /// The flow at one time.
  public struct State: Hashable, Sendable {
    /// log t.
    public let logTime: Double
    /// ν, n entries: ∇φ_α(θ) = Zᵀν.
    public let dual: [Double]
    /// θ = u ⊙ v, d entries.
    public let theta: [Double]
    /// ‖θ‖₁, which grows like log t over the ℓ1 margin.
    public let norm: Double
    /// min m_i/‖θ‖₁, which tends to the ℓ1 margin from below.
    public let margin: Double
  }

  /// The flow from u₀ = √2 α 1, v₀ = 0.
  ///
  /// O(1) after `L1Margin`, which finds the limit.
  ///
  /// - Parameters:
  ///   - data: n samples of d features with labels ±1.
  ///   - logAlpha: log α, so that α need not be a double.
  /// - Throws: `ClassificationError.notSeparable`, or `.badScale` for a log α that is not finite.
  public init(_ data: ClassificationData, logAlpha: Double) throws(ClassificationError) {
    guard logAlpha.isFinite else { throw .badScale(logAlpha: logAlpha) }
    problem = LogisticRegression(data)
    limit = try L1Margin(data)
    self.logAlpha = logAlpha
  }

  /// The states at the given values of log t.
  ///
  /// Integrated in s = log t, dν_i/ds = exp(s − softplus(m_i))/n, by Dormand and Prince's method;
  /// O(n d) for each of seven evaluations a step, a few steps for each unit of log t.
  ///
  /// - Parameters:
  ///   - logTimes: Ascending finite values of log t.
  ///   - tolerance: The error of a step allowed in every exponent z = Zᵀν, relative to the largest
  ///     where that is below 1; half the relative error of θ_j.
  /// - Throws: `ClassificationError.badTimes`, or `.flowTooStiff` after two million steps.
  public func states(
    logTimes: [Double], tolerance: Double = 1e-9
  ) throws(ClassificationError) -> [State] {
    guard logTimes.allSatisfy(\.isFinite), zip(logTimes, logTimes.dropFirst()).allSatisfy(<=)
    else { throw .badTimes }
    guard let first = logTimes.first else { return [] }
    let z = problem.signed
    let n = Double(z.rows)
    // Up to here the exponents are below rounding, and ν = t/(2n).
    var s = min(first, -36 - log(max(z.largestMagnitude, 1e-300)))
    var dual = Array(repeating: 0.5 * exp(s) / n, count: z.rows)
    let potential = Potential(
      logScales: Array(repeating: 2 * logAlpha, count: z.columns))
    let duals = try integralInLogTime(
      from: &dual, at: &s, to: logTimes,
      error: { estimate, dual in
        let largest = maximumNorm(z.transposedTimes(dual))
        return maximumNorm(z.transposedTimes(estimate)) / (tolerance * min(1, largest))
      },
      velocity: { s, dual in
        z.times(potential.inverseGradient(z.transposedTimes(dual)))
          .map { exp(s - softplus($0)) / n }
      })
    return zip(logTimes, duals).map { time, dual in
      let theta = potential.inverseGradient(z.transposedTimes(dual))
      let norm = l1Norm(theta)
      return State(
        logTime: time, dual: dual, theta: theta, norm: norm,
        margin: norm > 0 ? (z.times(theta).min() ?? 0) / norm : 0)
    }
  }
}
