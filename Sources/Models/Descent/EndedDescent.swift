/// A descent run until its loss is small, and the limit it is then bound for.
///
/// The limit is the interpolator of least Bregman divergence D_I from where the run ended, at the
/// scales I it ended with; at a small loss nothing else is left to happen.
public struct EndedDescent: Hashable, Sendable {
  /// The weights at the end.
  public let weights: NetworkWeights
  /// The number of steps taken.
  public let steps: Int
  /// The loss at the end.
  public let loss: Double
  /// ∫ L dt with t = ηk: the sum of the losses at the steps' starts; over a stride the loss is a line.
  public let integralOfLoss: Double
  /// −Σ log |1 − a²| over the steps, by how much each log |I_j| has fallen; read off the scales.
  public let gains: [Double]
  /// The interpolator that the run is bound for, d entries.
  public let limit: [Double]
  /// Whether the loss came below the bound within the most steps.
  public let isFinished: Bool

  /// Runs until the loss is below a bound.
  ///
  /// O(b d) a step, O(n d) a stride, and the limit by dual Newton.
  ///
  /// - Parameters:
  ///   - descent: The run to continue.
  ///   - loss: The bound.
  ///   - most: The most steps to take.
  ///   - stride: The loss is looked at every so many steps.
  ///   - mayMove: Whether a run that has not come below the bound has a limit all the same.
  ///   - rise: A run whose loss is seen above this many times the first has left, and counts as diverged.
  ///   - fine: While the loss is above this part of the first it is looked at before every step, so
  ///     that the integral is that of its fall and not of some points of it.
  /// - Throws: `SettledDescent.Failure`: the run diverged, did not end, or has no limit.
  public init(
    _ descent: NetworkDescent, below loss: Double, most: Int, stride: Int = 256,
    mayMove: Bool = false, rise: Double = .infinity, fine: Double = .infinity
  ) throws(SettledDescent.Failure) {
    var descent = descent
    let start = descent.weights.logScales
    let (fall, mostLoss) = (fine * descent.loss, rise * descent.loss)
    var (integral, present) = (0.0, descent.loss)
    while present > loss && descent.steps < most {
      let count = present > fall ? 1 : min(stride, most - descent.steps)
      descent.advance(by: count)
      if let steps = descent.divergedBy { throw .diverged(by: steps) }
      let next = descent.loss
      if next > mostLoss { throw .diverged(by: descent.steps) }
      integral +=
        descent.stepSize * (Double(count) * present + 0.5 * Double(count - 1) * (next - present))
      present = next
    }
    isFinished = descent.loss <= loss
    guard isFinished || mayMove else { throw .unsettled(loss: descent.loss) }
    weights = descent.weights
    steps = descent.steps
    self.loss = descent.loss
    integralOfLoss = integral
    gains = difference(start, weights.logScales)
    do {
      limit = try weights.potential.interpolator(of: descent.data, from: weights.theta).theta
    } catch {
      throw .noLimit(error)
    }
  }

  /// The mean gain on the support of a predictor over that off it: far above 1 where large steps
  /// shrink the scales of the wanted coordinates most.
  ///
  /// O(d).
  public func gainOnOverOff(_ teacher: [Double]) -> Double {
    precondition(teacher.count == gains.count, "a predictor of \(gains.count) entries")
    func mean(where isOn: (Double) -> Bool) -> Double {
      let part = zip(gains, teacher).filter { isOn($0.1) }.map(\.0)
      return part.reduce(0, +) / Double(part.count)
    }
    return mean { $0 != 0 } / mean { $0 == 0 }
  }
}
