/// The step sizes η_k of a descent, lecture (2.17): constant, or falling like η / (1 + k/T).
public struct StepSchedule: Hashable, Sendable {
  /// The first step size η.
  public let initial: Double
  /// The number T of steps after which the step size is halved; nil for constant steps.
  public let decay: Double?

  /// A schedule η / (1 + k/T), or the constant η without T.
  ///
  /// O(1).
  public init(_ initial: Double, decay: Double? = nil) {
    self.initial = initial
    self.decay = decay
  }

  /// The size of step k = 0, 1, ….
  ///
  /// O(1).
  @inline(__always)
  public func callAsFunction(_ k: Int) -> Double {
    guard let decay else { return initial }
    return initial / (1 + Double(k) / decay)
  }
}
