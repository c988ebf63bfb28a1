/// A dense real matrix, stored by rows.
///
/// The data matrix `X` of the lecture is n × d: row i is the sample xᵢ.
public struct Matrix: Hashable, Sendable {
  /// The number of rows, n for a data matrix.
  public let rows: Int
  /// The number of columns, d for a data matrix.
  public let columns: Int
  /// The entries, row by row; `rows * columns` of them.
  public var elements: [Double]

  /// A matrix of zeros.
  ///
  /// O(rows · columns).
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: 0, count: rows * columns)
  }

  /// A matrix from its entries row by row.
  ///
  /// O(1).
  ///
  /// - Precondition: `elements.count == rows * columns`.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "a matrix of \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The entry in row `i` and column `j`, both counted from 0.
  ///
  /// O(1).
  public subscript(i: Int, j: Int) -> Double {
    get { elements[i * columns + j] }
    set { elements[i * columns + j] = newValue }
  }

  /// Row `i` as a vector of `columns` entries.
  ///
  /// O(1).
  public func row(_ i: Int) -> ArraySlice<Double> {
    elements[i * columns..<(i + 1) * columns]
  }
}
