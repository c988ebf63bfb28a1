/// One checkable statement of the lecture, with the number that certifies it.
///
/// The residual is computed by a route independent of the code it certifies; the claim holds
/// when the residual does not exceed the tolerance.
public struct Claim: Hashable, Codable, Sendable {
  /// Where the lecture makes the statement: an equation number such as `2.16`, or a name such
  /// as `prop-1`, `remark-4`, `fig-5`, `experiment-A`.
  public let id: String
  /// What is claimed, in one sentence of plain text.
  public let statement: String
  /// How far the computation is from the statement; NaN counts as a failure.
  public let residual: Double
  /// The largest residual that still counts as agreement.
  public let tolerance: Double
  /// Why the tolerance has this size.
  public let reason: String
  /// What the lecture prints where that differs from what holds, with the residual of the
  /// printed form beside the corrected one.
  public let printed: Printed?

  /// The lecture's printed form of a statement, where it is a slip.
  public struct Printed: Hashable, Codable, Sendable {
    /// What is printed, in one sentence of plain text.
    public let statement: String
    /// The residual of the printed form, measured like the claim's own; nil where the slip
    /// changes words and no number.
    public let residual: Double?

    /// A printed form and the residual it leaves.
    ///
    /// O(1).
    public init(statement: String, residual: Double?) {
      self.statement = statement
      self.residual = residual
    }
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
