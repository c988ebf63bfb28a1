/// The step sizes η_k of a descent, lecture (2.17): constant, or falling like η / (1 + k/T)^p.
public struct StepSchedule: Hashable, Sendable {
  /// The first step size η.
  public let initial: Double
  /// The number T of steps after which the step size has fallen by 2^p; nil for constant steps.
  public let decay: Double?
  /// Whether p is ½ rather than 1.
  public let fallsByRoot: Bool

  /// A schedule η / (1 + k/T), or its root in place of 1 + k/T, or the constant η without T.
  ///
  /// O(1).
  public init(_ initial: Double, decay: Double? = nil, fallsByRoot: Bool = false) {
    self.initial = initial
    self.decay = decay
    self.fallsByRoot = fallsByRoot
  }

  /// The size of step k = 0, 1, ….
  ///
  /// O(1).
  @inline(__always)
  public func callAsFunction(_ k: Int) -> Double {
    guard let decay else { return initial }
    let fall = 1 + Double(k) / decay
    return initial / (fallsByRoot ? fall.squareRoot() : fall)
  }
}
