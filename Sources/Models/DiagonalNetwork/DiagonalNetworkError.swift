internal import Elementary
public import Records

/// What can be wrong with a diagonal-network computation's input, or with its outcome.
public enum DiagonalNetworkError: DataFault, Hashable, Sendable, CustomStringConvertible {
  /// A number that must be finite and positive is not.
  case notPositive(name: String, value: Double)
  /// An input holds a NaN or an infinity.
  case notFinite(name: String)
  /// Two inputs whose sizes must agree do not.
  case shape(name: String, expected: Int, got: Int)
  /// The rows of X are linearly dependent, so that X θ = y need not have a solution.
  case dependentRows(row: Int)
  /// A row's target cannot be met together with those of the rows before it; with the row, if there
  /// is one, that has the same features up to a factor, and the shape of X.
  case contradiction(row: Int, like: Int?, rows: Int, columns: Int)
  /// An iteration stopped before it reached its tolerance.
  case notConverged(method: String, residual: Double)
  /// Stochastic gradient descent diverges at every step size that was tried; with the least of them
  /// and the ratio of the longest column of X to the shortest.
  case noStep(least: Double, spread: Double)
  /// The problem is larger than the method was made for.
  case tooLarge(name: String, value: Int, limit: Int)

  /// One line that says what is wrong and what to do about it.
  public var description: String {
    switch self {
    case .notPositive(let name, let value):
      "\(name) is \(inWords(value)); it must be a finite number above 0"
    case .notFinite(let name):
      "\(name) holds a NaN or an infinity; remove or replace the entry"
    case .shape(let name, let expected, let got):
      "\(name) has \(got) entries where \(expected) are needed"
    case .dependentRows(let row):
      "row \(row + 1) of X depends on the rows before it, so that not every target can be met; "
        + "give rows of which none is a combination of others"
    case .contradiction(let row, let like, let rows, let columns):
      contradiction(row: row, like: like, rows: rows, columns: columns) { "row \($0 + 1)" }
    case .notConverged(let method, let residual):
      "\(method) stopped "
        + (residual.isFinite
          ? "with \(inWords(residual)) of the targets left" : "short of an answer")
        + "; bring the features to comparable size, so that none is nearly a combination of others"
    case .noStep(let least, let spread):
      "stochastic gradient descent diverges at every step down to \(inWords(least)); the longest "
        + "column is \(inWords(spread)) times as long as the shortest: bring the features to "
        + "comparable units"
    case .tooLarge(let name, let value, let limit):
      "\(name) is \(value); this computation is meant for at most \(limit)"
    }
  }

  /// What a contradiction is, with the rows named by the caller, who may know their lines.
  private func contradiction(
    row: Int, like: Int?, rows: Int, columns: Int, name: (Int) -> String
  ) -> String {
    if rows > columns {
      return "there are more samples (\(rows)) than features (\(columns)), so that nothing "
        + "interpolates in general, and these data are no exception: \(name(row)) cannot be met "
        + "together with those before it; give fewer samples or more features"
    }
    guard let like else {
      return "\(name(row)) contradicts those before it: its features are a combination of theirs, "
        + "its target is not; correct one of them, or leave \(name(row)) out"
    }
    return "\(name(row)) has the features of \(name(like)) up to a factor, but not its target; "
      + "correct one of them, or leave one out"
  }

  /// The description with the rows named by the lines of a file they stand on.
  ///
  /// O(1).
  ///
  /// - Parameter lines: The line of each row, counted from 1.
  public func description(lines: [Int]) -> String {
    guard case .contradiction(let row, let like, let rows, let columns) = self else {
      return description
    }
    return contradiction(row: row, like: like, rows: rows, columns: columns) {
      "line \(lines.indices.contains($0) ? lines[$0] : $0 + 1)"
    }
  }
}

/// A number for a message: as it stands, or the power of ten that is near where it has many digits.
func inWords(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "not a number" : "infinite" }
  let text = short(value)
  guard text.utf8.count > 8 else { return text }
  return (value < 0 ? "near -1e" : "near 1e")
    + "\(Int((log(abs(value)) / log(10)).rounded()))"
}
