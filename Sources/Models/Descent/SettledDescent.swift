/// A descent run to where its scales have settled, and the limit it is then bound for.
///
/// The loss of a small-α run falls slowly at the end, long after the effective α has its final
/// value. From there on the run is gradient flow in the geometry of its present scales up to what
/// the scales still change, so its limit is the interpolator of least Bregman divergence D_I from
/// the present θ. With ±1 features and one sample a step that is argmin φ_I, since all |I_j| are
/// equal and ∇φ_I(θ) stays in the span of the samples.
public struct SettledDescent: Hashable, Sendable {
  /// The weights when the run was stopped.
  public let weights: NetworkWeights
  /// The number of steps taken.
  public let steps: Int
  /// The loss when the run was stopped.
  public let loss: Double
  /// The interpolator the run is bound for.
  public let limit: [Double]
  /// Whether the scales had settled; where not, `limit` is that of gradient flow from `weights`.
  public let isAtRest: Bool

  /// Why a run has no limit.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The weights diverged, seen after that many steps.
    case diverged(by: Int)
    /// The scales were still moving after the most steps allowed.
    case unsettled(loss: Double)
    /// The limit of the settled run could not be computed.
    case noLimit(DiagonalNetworkError)

    /// What was wrong and what to do, in one line.
    public var description: String {
      switch self {
      case .diverged(let steps): "the run diverged within \(steps) steps; choose a smaller step"
      case .unsettled(let loss):
        "the run had not settled after the most steps allowed (its loss is \(inWords(loss))); "
          + "choose another step"
      case .noLimit(let error): "the limit of the run was not found: \(error)"
      }
    }
  }

  /// Runs until the scales have settled or diverged.
  ///
  /// Settled means: over the last 16 384 steps no log I_j has moved by more than `tolerance`, and
  /// the loss is below 10⁻⁴ of what it was.
  ///
  /// O(d) a step, and the limit by dual Newton.
  ///
  /// - Parameters:
  ///   - descent: The run to continue.
  ///   - tolerance: How much log I_j may still move in 16 384 steps.
  ///   - most: The most steps to take.
  ///   - mayMove: Whether a run still moving after the most steps gives the limit of gradient flow
  ///     from there, which is SGD's for steps that are small enough.
  /// - Throws: `Failure`.
  public init(
    _ descent: NetworkDescent, tolerance: Double = 1e-4, most: Int = 400_000, mayMove: Bool = false
  ) throws(Failure) {
    var descent = descent
    let firstLoss = descent.loss
    var logScales = descent.weights.logScales
    var settled = false
    while !settled && descent.steps < most {
      descent.advance(by: 16_384)
      if let steps = descent.divergedBy { throw .diverged(by: steps) }
      let next = descent.weights.logScales
      settled =
        maximumNorm(difference(next, logScales)) <= tolerance && descent.loss <= 1e-4 * firstLoss
      logScales = next
    }
    guard settled || mayMove else { throw .unsettled(loss: descent.loss) }
    isAtRest = settled
    weights = descent.weights
    steps = descent.steps
    loss = descent.loss
    do {
      limit = try weights.potential.interpolator(of: descent.data, from: weights.theta).theta
    } catch {
      throw .noLimit(error)
    }
  }
}
