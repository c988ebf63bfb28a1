/// One checkable statement of the lecture, with the number that certifies it.
///
/// The residual is computed by a route independent of the code it certifies; the claim holds
/// when the residual does not exceed the tolerance.
public struct Claim: Hashable, Codable, Sendable {
  /// Where the lecture makes the statement: an equation number such as `2.16`, or a name such
  /// as `prop-1`, `remark-4`, `fig-5`, `experiment-A`.
  public let id: String
  /// What is claimed, in one sentence: words with formulas of TeX between dollar signs.
  public let statement: String
  /// How far the computation is from the statement; NaN counts as a failure.
  public let residual: Double
  /// The largest residual that still counts as agreement.
  public let tolerance: Double
  /// Why the tolerance has this size, written like the statement.
  public let reason: String
  /// What the lecture prints where that differs from what holds, with the residual of the
  /// printed form beside the corrected one.
  public let printed: Printed?

  /// The lecture's printed form of a statement, where it is a slip.
  public struct Printed: Hashable, Codable, Sendable {
    /// What the register does to the print.
    public let mark: Mark
    /// What is printed, quoted; words with formulas of TeX between dollar signs.
    public let statement: String
    /// The residual of the printed form, measured like the claim's own; nil where the slip
    /// changes words and no number.
    public let residual: Double?

    /// A printed form and the residual it leaves.
    ///
    /// O(1).
    public init(_ mark: Mark, statement: String, residual: Double?) {
      self.mark = mark
      self.statement = statement
      self.residual = residual
    }
  }

  /// What the register of slips does to a print.
  public enum Mark: String, CaseIterable, Codable, Sendable {
    /// The formula or the word is another one.
    case corrected
    /// The print holds under a condition that it does not state.
    case conditionAdded = "condition added"
    /// The print stands; something is said about it.
    case remark
  }

  /// Whether the residual lies within the tolerance.
  public var holds: Bool { residual <= tolerance }

  /// A claim with its certificate.
  ///
  /// O(1).
  public init(
    id: String, statement: String, residual: Double, tolerance: Double, reason: String,
    printed: Printed? = nil
  ) {
    self.id = id
    self.statement = statement
    self.residual = residual
    self.tolerance = tolerance
    self.reason = reason
    self.printed = printed
  }
}
