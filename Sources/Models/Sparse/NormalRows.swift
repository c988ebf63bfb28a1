internal import Records

extension SparseMatrix {
  /// Rows of normal entries in different columns, drawn for each row from a stream of its own.
  ///
  /// O(entries log entries of a row).
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - entries: The entries of a row, at most `columns`.
  ///   - seed: The seed.
  /// - Returns: What the initialiser of a matrix from its rows takes.
  public static func normalRows(
    _ rows: Int, columns: Int, entries: Int, seed: UInt64
  ) -> (starts: [Int], indices: [Int32], values: [Double]) {
    precondition(entries <= columns, "\(entries) different columns of \(columns)")
    var indices: [Int32] = []
    let values = [Double](unsafeUninitializedCapacity: rows * entries) { buffer, filled in
      nonisolated(unsafe) let values = buffer
      filled = rows * entries
      indices = Array(unsafeUninitializedCapacity: rows * entries) { buffer, filled in
        nonisolated(unsafe) let indices = buffer
        filled = rows * entries
        inPieces(of: rows, length: 100) { range in
          for i in range {
            let stream = RandomStream(seed: seed, stream: UInt32(100 + i))
            let drawn = differentIntegers(entries, below: columns, stream)
            let normals = stream.normals(entries)
            for k in 0..<entries {
              indices[i * entries + k] = Int32(drawn[k])
              values[i * entries + k] = normals[k]
            }
          }
        }
      }
    }
    return ((0...rows).map { $0 * entries }, indices, values)
  }
}

/// The first different integers below `bound` of a stream, ascending.
private func differentIntegers(_ count: Int, below bound: Int, _ stream: RandomStream) -> [Int] {
  let first = stream.integers(below: bound, count: count).sorted()
  guard zip(first, first.dropFirst()).contains(where: { $0 == $1 }) else { return first }
  var chosen = Set(first)
  var index = UInt64(count)
  while chosen.count < count {
    chosen.insert(stream.integer(below: bound, at: index))
    index += 1
  }
  return chosen.sorted()
}
