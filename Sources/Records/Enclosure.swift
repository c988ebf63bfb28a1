/// A number of the lecture with bounds that are proven, by arithmetic that leaves out no rounding.
public struct Enclosure: Hashable, Codable, Sendable {
  /// A name, such as `theta-infinity-1-l1`.
  public let id: String
  /// What the number is: words with formulas of TeX between dollar signs.
  public let statement: String
  /// The proven lower bound; not a number where nothing was proven.
  public let lower: Double
  /// The proven upper bound.
  public let upper: Double

  /// A number with its bounds.
  ///
  /// O(1).
  public init(id: String, statement: String, lower: Double, upper: Double) {
    self.id = id
    self.statement = statement
    self.lower = lower
    self.upper = upper
  }

  /// Whether there are bounds.
  public var isProven: Bool { lower <= upper && lower.isFinite && upper.isFinite }
}
