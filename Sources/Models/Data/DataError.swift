public import Records

/// Why data cannot be used, with what to do about it.
public enum DataError: DataFault, Hashable, Sendable, CustomStringConvertible {
  /// There are no rows or no columns.
  case empty(rows: Int, columns: Int)
  /// The number of targets or labels differs from the number of rows.
  case mismatch(rows: Int, targets: Int)
  /// An entry is NaN or infinite; the column is nil for a target.
  case notFinite(row: Int, column: Int?)
  /// A size or a magnitude lies beyond what is supported.
  case tooLarge(what: String, limit: String)
  /// All entries of a row are zero where a direction is needed.
  case zeroRow(Int)
  /// A label is neither +1 nor −1.
  case notALabel(row: Int)
  /// A parameter of a generator lies outside its range.
  case badParameter(name: String, value: Double, range: String)

  /// What was wrong and what to do, in one line.
  public var description: String {
    switch self {
    case .empty(let rows, let columns):
      "The data have \(rows) rows and \(columns) columns: at least one of each is needed."
    case .mismatch(let rows, let targets):
      "The data have \(rows) rows but \(targets) targets: give one target for each row."
    case .notFinite(let row, let column?):
      "The entry in row \(row), column \(column) (counted from 0) is not a finite number."
    case .notFinite(let row, nil):
      "The target of row \(row) (counted from 0) is not a finite number."
    case .tooLarge(let what, let limit):
      "The data have \(what), more than \(limit): reduce or rescale them."
    case .zeroRow(let row):
      "Row \(row) (counted from 0) is zero, so no separator has a positive margin on it: remove it."
    case .notALabel(let row):
      "The label of row \(row) (counted from 0) is neither +1 nor -1."
    case .badParameter(let name, let value, let range):
      "The parameter \(name) is \(value): it must lie in \(range)."
    }
  }
}
