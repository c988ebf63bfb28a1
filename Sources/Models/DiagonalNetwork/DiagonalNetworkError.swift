/// What can be wrong with a diagonal-network computation's input, or with its outcome.
public enum DiagonalNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number that must be finite and positive is not.
  case notPositive(name: String, value: Double)
  /// An input holds a NaN or an infinity.
  case notFinite(name: String)
  /// Two inputs whose sizes must agree do not.
  case shape(name: String, expected: Int, got: Int)
  /// The rows of X are linearly dependent, so that X θ = y need not have a solution.
  case dependentRows(row: Int)
  /// An iteration stopped before it reached its tolerance.
  case notConverged(method: String, residual: Double)
  /// The problem is larger than the method was made for.
  case tooLarge(name: String, value: Int, limit: Int)

  /// One line that says what is wrong and what to do about it.
  public var description: String {
    switch self {
    case .notPositive(let name, let value):
      "\(name) is \(value); it must be a finite number above 0"
    case .notFinite(let name):
      "\(name) holds a NaN or an infinity; remove or replace the entry"
    case .shape(let name, let expected, let got):
      "\(name) has \(got) entries where \(expected) are needed"
    case .dependentRows(let row):
      "row \(row + 1) of X depends on the rows before it; remove it or another of them"
    case .notConverged(let method, let residual):
      "\(method) stopped at relative residual \(residual); check that X has full row rank and "
        + "that its entries are of comparable size"
    case .tooLarge(let name, let value, let limit):
      "\(name) is \(value); this computation is meant for at most \(limit)"
    }
  }
}
