/// Values sampled on a rectangular grid.
///
/// A value that is not finite marks a place where the field is not known; cells that touch one
/// hold no isoline and belong to no band.
public struct ScalarField: Hashable, Sendable {
  /// The coordinates of the columns, ascending.
  public let x: [Double]
  /// The coordinates of the rows, ascending.
  public let y: [Double]
  /// The values, row by row, `x.count` to the row.
  public let values: [Double]

  /// A field from its samples.
  ///
  /// - Parameters:
  ///   - x: Finite coordinates of the columns, at least two, ascending.
  ///   - y: Finite coordinates of the rows, at least two, ascending.
  ///   - values: One value for each node, row by row.
  /// - Throws: `ScalarFieldError` when the grid is too small, not ascending or of another size.
  public init(x: [Double], y: [Double], values: [Double]) throws(ScalarFieldError) {
    guard x.count >= 2, y.count >= 2 else {
      throw .tooSmall(columns: x.count, rows: y.count)
    }
    guard values.count == x.count * y.count else {
      throw .size(columns: x.count, rows: y.count, values: values.count)
    }
    for (axis, places) in [("x", x), ("y", y)] {
      let ascends = zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
      guard ascends, places.allSatisfy(\.isFinite) else { throw .notAscending(axis: axis) }
    }
    self.x = x
    self.y = y
    self.values = values
  }

  /// A function sampled at evenly spaced nodes, both ends included.
  ///
  /// - Throws: `ScalarFieldError` when a range is empty or not finite, or a count is below two.
  public init(
    x: ClosedRange<Double>, columns: Int, y: ClosedRange<Double>, rows: Int,
    _ function: (Double, Double) -> Double
  ) throws(ScalarFieldError) {
    guard columns >= 2, rows >= 2 else { throw .tooSmall(columns: columns, rows: rows) }
    let (columns, rows) = (places(in: x, parts: columns - 1), places(in: y, parts: rows - 1))
    var values: [Double] = []
    values.reserveCapacity(columns.count * rows.count)
    for v in rows {
      for u in columns { values.append(function(u, v)) }
    }
    try self.init(x: columns, y: rows, values: values)
  }
}

/// What can be wrong with the samples of a field.
public enum ScalarFieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A cell needs two columns and two rows.
  case tooSmall(columns: Int, rows: Int)
  /// The count of values is not that of the nodes.
  case size(columns: Int, rows: Int, values: Int)
  /// The coordinates along an axis do not ascend or are not finite.
  case notAscending(axis: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooSmall(let columns, let rows):
      "a field of \(columns) x \(rows) nodes has no cell; sample at least 2 x 2"
    case .size(let columns, let rows, let values):
      "a field of \(columns) x \(rows) nodes was given \(values) values; give one for each node"
    case .notAscending(let axis):
      "the \(axis) coordinates of a field must be finite and ascend strictly; sort them"
    }
  }
}
