extension Matrix {
  /// A matrix from its rows, which have equal lengths.
  ///
  /// O(rows · columns).
  public init(rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows of unequal length")
    self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
  }

  /// The identity matrix of the given size.
  ///
  /// O(size²).
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for i in 0..<size { result[i, i] = 1 }
    return result
  }

  /// Column `j` as a vector of `rows` entries.
  ///
  /// O(rows).
  public func column(_ j: Int) -> [Double] {
    (0..<rows).map { elements[$0 * columns + j] }
  }

  /// The matrix of the columns with the given indices, in their order.
  ///
  /// O(rows · indices).
  public func selecting(columns indices: [Int]) -> Matrix {
    var result = Matrix(rows: rows, columns: indices.count)
    for i in 0..<rows {
      for (k, j) in indices.enumerated() { result[i, k] = self[i, j] }
    }
    return result
  }

  /// The matrix of the rows with the given indices, in their order.
  ///
  /// O(indices · columns).
  public func selecting(rows indices: [Int]) -> Matrix {
    Matrix(rows: indices.count, columns: columns, elements: indices.flatMap { Array(row($0)) })
  }

  /// The transpose, columns × rows.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for i in 0..<rows {
      for j in 0..<columns { result.elements[j * rows + i] = elements[i * columns + j] }
    }
    return result
  }

  /// The largest absolute value of an entry, 0 for an empty matrix.
  public var largestMagnitude: Double { maximumNorm(elements) }

  /// A x for a vector x of `columns` entries; `rows` entries.
  ///
  /// O(rows · columns).
  public func times(_ x: [Double]) -> [Double] {
    precondition(x.count == columns, "\(rows) x \(columns) times a vector of \(x.count)")
    return elements.withUnsafeBufferPointer { a in
      x.withUnsafeBufferPointer { x in
        guard let a = a.baseAddress, let x = x.baseAddress else {
          return Array(repeating: 0, count: rows)
        }
        return Array(unsafeUninitializedCapacity: rows) { result, count in
          guard let result = result.baseAddress else { return }
          dotRows(x, a, rows: rows, stride: columns, count: columns, into: result)
          count = rows
        }
      }
    }
  }

  /// Aᵀ x for a vector x of `rows` entries; `columns` entries, summed row after row.
  ///
  /// O(rows · columns).
  public func transposedTimes(_ x: [Double]) -> [Double] {
    precondition(x.count == rows, "transposed \(rows) x \(columns) times a vector of \(x.count)")
    var result = Array(repeating: 0.0, count: columns)
    elements.withUnsafeBufferPointer { a in
      result.withUnsafeMutableBufferPointer { sum in
        guard let a = a.baseAddress, let sum = sum.baseAddress else { return }
        x.withUnsafeBufferPointer { x in
          guard let x = x.baseAddress else { return }
          var i = 0
          while i + 4 <= rows {
            addKernels(sum, x + i, a + i * columns, count: columns)
            i += 4
          }
          while i < rows {
            addKernel(sum, x[i], a + i * columns, count: columns)
            i += 1
          }
        }
      }
    }
    return result
  }

  /// The product A B.
  ///
  /// O(rows · columns · columns of B).
  public func times(_ other: Matrix) -> Matrix {
    precondition(columns == other.rows, "a product of unfit shapes")
    return timesTransposed(other.transposed)
  }

  /// The product A Bᵀ of two matrices with equally many columns.
  ///
  /// O(rows · rows of B · columns).
  public func timesTransposed(_ other: Matrix) -> Matrix {
    precondition(columns == other.columns, "a product of unfit shapes")
    var result = Matrix(rows: rows, columns: other.rows)
    elements.withUnsafeBufferPointer { a in
      other.elements.withUnsafeBufferPointer { b in
        result.elements.withUnsafeMutableBufferPointer { result in
          guard let a = a.baseAddress, let b = b.baseAddress, let result = result.baseAddress
          else { return }
          for i in 0..<rows {
            dotRows(
              a + i * columns, b, rows: other.rows, stride: columns, count: columns,
              into: result + i * other.rows)
          }
        }
      }
    }
    return result
  }

  /// The weighted Gram matrix A diag(w) Aᵀ, rows × rows, exactly symmetric; w has `columns`
  /// entries.
  ///
  /// O(rows² · columns / 2).
  public func weightedGram(_ weights: [Double]) -> Matrix {
    precondition(weights.count == columns, "a weight for each of \(columns) columns")
    var result = Matrix(rows: rows, columns: rows)
    var weighted = weights
    elements.withUnsafeBufferPointer { a in
      weighted.withUnsafeMutableBufferPointer { w in
        result.elements.withUnsafeMutableBufferPointer { result in
          guard let a = a.baseAddress, let w = w.baseAddress, let result = result.baseAddress
          else { return }
          for i in 0..<rows {
            let row = a + i * columns
            weights.withUnsafeBufferPointer { weights in
              for j in weights.indices { w[j] = row[j] * weights[j] }
            }
            dotRows(
              w, a, rows: i + 1, stride: columns, count: columns, into: result + i * rows)
          }
          for i in 0..<rows {
            for k in 0..<i { result[k &* rows &+ i] = result[i &* rows &+ k] }
          }
        }
      }
    }
    return result
  }

  /// The Gram matrix A Aᵀ of the rows.
  ///
  /// O(rows² · columns).
  public var gram: Matrix { timesTransposed(self) }
}
