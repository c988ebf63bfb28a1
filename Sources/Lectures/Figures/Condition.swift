/// A condition that several parameters of a figure meet together.
public struct Condition<Owner>: Sendable {
  /// The condition with the names of its parameters, such as "samples < features", and why, in one
  /// line.
  package let words: String
  /// Whether the values meet it; nil where only the computation shows.
  private let holds: (@Sendable (Owner) -> Bool)?

  /// A condition; without `holds` one that only the computation shows, and the figure refuses it with
  /// `RefusedSetting`.
  public init(_ words: String, holds: (@Sendable (Owner) -> Bool)? = nil) {
    self.words = words
    self.holds = holds
  }

  /// Whether the values do not meet it, as far as they alone show.
  func isBroken(by owner: Owner) -> Bool { holds.map { !$0(owner) } ?? false }
}

/// Values of parameters that do not go together, as the computation shows; exit code 64.
public struct RefusedSetting: Error, Hashable, Sendable, CustomStringConvertible {
  /// The parameters with their values, what is wrong, what to do, in one line.
  public let description: String

  /// Values that are refused, in words.
  public init(_ description: String) { self.description = description }
}
