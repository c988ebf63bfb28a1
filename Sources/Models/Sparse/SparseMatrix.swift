/// A real matrix of which only the entries that are not 0 are kept, by rows and by columns.
///
/// Products run on all processors: every sum is taken by one of them in the order of the indices, so
/// that their number does not show. 24 bytes for an entry, 8 for a row or a column.
public struct SparseMatrix: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// X by rows, and by columns.
  let byRows, byColumns: Lines

  /// The number of entries that are kept.
  public var entries: Int { byRows.values.count }

  /// A matrix from its rows.
  ///
  /// O(entries + rows + columns).
  ///
  /// - Parameters:
  ///   - columns: The number of columns.
  ///   - starts: Where each row's entries begin, and at last their number.
  ///   - indices: The columns of the entries, ascending within a row.
  ///   - values: The entries.
  /// - Precondition: The starts ascend from 0 to the number of entries.
  public init(columns: Int, starts: [Int], indices: [Int32], values: [Double]) {
    precondition(starts.last == values.count && indices.count == values.count, "entries by rows")
    rows = starts.count - 1
    self.columns = columns
    byRows = Lines(starts: starts, indices: indices, values: values)
    byColumns = byRows.transposed(columns)
  }

  /// X v.
  ///
  /// O(entries).
  public func times(_ v: [Double]) -> [Double] {
    precondition(v.count == columns, "a vector of \(columns)")
    return byRows.sums(v)
  }

  /// X θ for a θ that is 0 but for values at some places.
  ///
  /// O(entries + columns).
  public func times(_ values: [Double], at places: [Int]) -> [Double] {
    var theta = pieces(of: columns) { range, theta in
      for j in range { theta[j] = 0 }
    }
    for (j, value) in zip(places, values) { theta[j] = value }
    return times(theta)
  }

  /// y − Xθ.
  ///
  /// O(entries).
  func rest(of y: [Double], after theta: [Double]) -> [Double] {
    var rest: [Double] = []
    byRows.sums(theta, into: &rest) { i, sum in y[i] - sum }
    return rest
  }

  /// Xᵀ v.
  ///
  /// O(entries).
  public func transposedTimes(_ v: [Double]) -> [Double] {
    precondition(v.count == rows, "a vector of \(rows)")
    return byColumns.sums(v)
  }

  /// The Euclidean lengths of the columns.
  ///
  /// O(entries).
  public var columnLengths: [Double] {
    byColumns.mapped { _, _, values in values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }

  /// The same matrix in full.
  ///
  /// O(rows · columns).
  public var full: Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for k in byRows.starts[i]..<byRows.starts[i + 1] {
        result[i, Int(byRows.indices[k])] = byRows.values[k]
      }
    }
    return result
  }

  /// The matrix of some rows, its columns, and these rows, each multiplied by a factor.
  ///
  /// O(entries).
  public func selecting(
    rows chosen: [Int], columnFactors: [Double]? = nil, rowFactors: [Double]? = nil
  ) -> SparseMatrix {
    var (starts, indices, values): ([Int], [Int32], [Double]) = ([0], [], [])
    for (place, i) in chosen.enumerated() {
      let factor = rowFactors?[place] ?? 1
      for k in byRows.starts[i]..<byRows.starts[i + 1] {
        indices.append(byRows.indices[k])
        values.append(factor * byRows.values[k] * (columnFactors?[Int(byRows.indices[k])] ?? 1))
      }
      starts.append(values.count)
    }
    return SparseMatrix(columns: columns, starts: starts, indices: indices, values: values)
  }

  /// The matrix of some columns.
  ///
  /// O(entries + columns).
  func selecting(columns chosen: [Int]) -> SparseMatrix {
    var (starts, indices, values): ([Int], [Int32], [Double]) = ([0], [], [])
    for j in chosen {
      let range = byColumns.starts[j]..<byColumns.starts[j + 1]
      indices += byColumns.indices[range]
      values += byColumns.values[range]
      starts.append(values.count)
    }
    let chosenColumns = Lines(starts: starts, indices: indices, values: values)
    let byRows = chosenColumns.transposed(rows)
    return SparseMatrix(
      columns: chosen.count, starts: byRows.starts, indices: byRows.indices, values: byRows.values)
  }

  /// X diag(w) Xᵀ, lower half and upper.
  ///
  /// O(Σ over columns of the square of their entries).
  func weightedGram(_ weights: [Double]) -> Matrix {
    var result = Matrix(rows: rows, columns: rows)
    result.elements.withUnsafeMutableBufferPointer { elements in
      nonisolated(unsafe) let elements = elements
      inPieces(of: rows, length: 8) { range in
        for i in range {
          for k in byRows.starts[i]..<byRows.starts[i + 1] {
            let j = Int(byRows.indices[k])
            let value = weights[j] * byRows.values[k]
            for l in byColumns.starts[j]..<byColumns.starts[j + 1] {
              let other = Int(byColumns.indices[l])
              guard other <= i else { break }
              elements[i * rows + other] += value * byColumns.values[l]
            }
          }
        }
      }
    }
    for i in 0..<rows {
      for k in 0..<i { result.elements[k * rows + i] = result.elements[i * rows + k] }
    }
    return result
  }
}
