internal import Records

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
    for j in 0..<columns {
      let range = byColumns.starts[j]..<byColumns.starts[j + 1]
      for k in range {
        let (row, value) = (Int(byColumns.indices[k]) * rows, weights[j] * byColumns.values[k])
        for l in range.lowerBound...k {
          result.elements[row + Int(byColumns.indices[l])] += value * byColumns.values[l]
        }
      }
    }
    for i in 0..<rows {
      for k in 0..<i { result.elements[k * rows + i] = result.elements[i * rows + k] }
    }
    return result
  }
}

/// Rows, or columns, each a list of indices and values.
struct Lines: Hashable, Sendable {
  let starts: [Int]
  let indices: [Int32]
  let values: [Double]

  /// A number for each line, from its place, its indices and its values.
  func mapped(
    _ body: @Sendable (Int, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>) -> Double
  ) -> [Double] {
    indices.withUnsafeBufferPointer { indices in
      values.withUnsafeBufferPointer { values in
        nonisolated(unsafe) let (indices, values) = (indices, values)
        return pieces(of: starts.count - 1, length: pieceLength) { range, result in
          for i in range {
            let line = starts[i]..<starts[i + 1]
            result[i] = body(i, .init(rebasing: indices[line]), .init(rebasing: values[line]))
          }
        }
      }
    }
  }

  /// Of each line the sum of its values times those entries of v.
  func sums(_ v: [Double]) -> [Double] {
    v.withUnsafeBufferPointer { v in
      nonisolated(unsafe) let v = v
      return mapped { _, indices, values in
        var sum = 0.0
        for k in 0..<values.count { sum += values[k] * v[Int(indices[k])] }
        return sum
      }
    }
  }

  /// About 25,000 entries a piece: enough pieces that no processor waits long for the last.
  private var pieceLength: Int {
    max(1, (starts.count - 1) * 25_000 / max(1, values.count + starts.count))
  }

  /// The same entries by the other index, of which there are `count`.
  func transposed(_ count: Int) -> Lines {
    // A part of the lines each: where its entries go follows from how many those before it have.
    let lines = starts.count - 1
    let parts = values.count < 100_000 ? 1 : 4
    @Sendable func share(_ part: Int) -> Range<Int> {
      part * lines / parts..<(part + 1) * lines / parts
    }
    let counts = parallelMap(parts) { part in
      var counts = Array(repeating: 0, count: count)
      for k in starts[share(part).lowerBound]..<starts[share(part).upperBound] {
        counts[Int(indices[k])] += 1
      }
      return counts
    }
    var begins = [0] + counts[0]
    for counts in counts.dropFirst() { add(counts, to: &begins, from: 1) }
    for j in 0..<count { begins[j + 1] += begins[j] }
    var across = Array(repeating: Int32(0), count: values.count)
    var turned = Array(repeating: 0.0, count: values.count)
    across.withUnsafeMutableBufferPointer { across in
      turned.withUnsafeMutableBufferPointer { turned in
        nonisolated(unsafe) let (across, turned) = (across, turned)
        _ = parallelMap(parts) { [begins] part in
          var next = Array(begins.dropLast())
          for counts in counts[..<part] { add(counts, to: &next) }
          for i in share(part) {
            for k in starts[i]..<starts[i + 1] {
              let j = Int(indices[k])
              across[next[j]] = Int32(i)
              turned[next[j]] = values[k]
              next[j] += 1
            }
          }
        }
      }
    }
    return Lines(starts: begins, indices: across, values: turned)
  }
}

/// Adds numbers to those of a list from a place on.
private func add(_ numbers: [Int], to list: inout [Int], from start: Int = 0) {
  for k in numbers.indices { list[start + k] += numbers[k] }
}

/// A number for each of `count` places, which `body` writes to all of a range; on all processors.
func pieces(
  of count: Int, length: Int = 20_000,
  _ body: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void
) -> [Double] {
  Array(unsafeUninitializedCapacity: count) { buffer, filled in
    nonisolated(unsafe) let places = buffer
    inPieces(of: count, length: length) { body($0, places) }
    filled = count
  }
}

/// Calls `body` with ranges that make up all of `count` places, on all processors.
func inPieces(of count: Int, length: Int = 20_000, _ body: @Sendable (Range<Int>) -> Void) {
  let pieces = (count + length - 1) / length
  guard pieces > 1 else { return body(0..<count) }
  _ = parallelMap(pieces) { body($0 * length..<min(count, ($0 + 1) * length)) }
}
