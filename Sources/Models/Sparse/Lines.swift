internal import Records

/// Rows, or columns, each a list of indices and values.
struct Lines: Hashable, Sendable {
  let starts: [Int]
  /// Ascending within a line.
  let indices: [Int32]
  let values: [Double]

  /// A number for each line, from its place, its indices and its values.
  @inline(__always)
  func mapped(
    _ body: @Sendable (Int, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>) -> Double
  ) -> [Double] {
    var result: [Double] = []
    map(into: &result, body)
    return result
  }

  @inline(__always)
  private func map(
    into result: inout [Double],
    _ body: @Sendable (Int, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>) -> Double
  ) {
    starts.withUnsafeBufferPointer { starts in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          nonisolated(unsafe) let (starts, indices, values) = (starts, indices, values)
          setPieces(of: starts.count - 1, length: pieceLength, of: &result) { range, result in
            for i in range {
              let line = starts[i]..<starts[i + 1]
              result[i] = body(i, .init(rebasing: indices[line]), .init(rebasing: values[line]))
            }
          }
        }
      }
    }
  }

  /// Of each line the sum of its values times those entries of v.
  func sums(_ v: [Double]) -> [Double] {
    var result: [Double] = []
    sums(v, into: &result) { _, sum in sum }
    return result
  }

  /// What `body` makes of each line's place and its sum, in a list whose memory is used again.
  @inline(__always)
  func sums(
    _ v: [Double], into result: inout [Double], _ body: @Sendable (Int, Double) -> Double
  ) {
    v.withUnsafeBufferPointer { v in
      nonisolated(unsafe) let v = v
      map(into: &result) { i, indices, values in
        var sum = 0.0
        for k in 0..<values.count { sum += values[k] * v[Int(indices[k])] }
        return body(i, sum)
      }
    }
  }

  /// About 25,000 entries a piece: enough pieces that no processor waits long for the last.
  private var pieceLength: Int {
    max(1, (starts.count - 1) * 25_000 / max(1, values.count + starts.count))
  }

  /// The same entries by the other index, of which there are `count`.
  func transposed(_ count: Int) -> Lines {
    // A part of the other index each, whose entries lie side by side in every line. A sample tells where
    // to part so that the parts have about as many.
    let parts = values.count < 100_000 ? 1 : 8
    let sample = stride(from: 0, to: indices.count, by: indices.count / 1000 + 1)
      .map { Int(indices[$0]) }.sorted()
    let bounds = [0] + (1..<parts).map { sample[$0 * sample.count / parts] } + [count]
    var across: [Int32] = []
    var turned: [Double] = []
    let begins = Array<Int>(unsafeUninitializedCapacity: count + 1) { buffer, filled in
      nonisolated(unsafe) let begins = buffer
      begins[0] = 0
      filled = count + 1
      // Of each part's lines where they begin within it; one place on, so that these places become the
      // lines' ends as they are filled.
      let totals = parallelMap(parts) { part in
        for j in bounds[part]..<bounds[part + 1] { begins[j + 1] = 0 }
        visit(bounds[part]..<bounds[part + 1]) { _, _, j in begins[j + 1] += 1 }
        var total = 0
        for j in bounds[part]..<bounds[part + 1] {
          (begins[j + 1], total) = (total, total + begins[j + 1])
        }
        return total
      }
      across = Array(unsafeUninitializedCapacity: values.count) { buffer, filled in
        nonisolated(unsafe) let across = buffer
        filled = values.count
        turned = Array(unsafeUninitializedCapacity: values.count) { buffer, filled in
          nonisolated(unsafe) let turned = buffer
          filled = values.count
          _ = parallelMap(parts) { part in
            let before = totals[..<part].reduce(0, +)
            for j in bounds[part]..<bounds[part + 1] { begins[j + 1] += before }
            visit(bounds[part]..<bounds[part + 1]) { i, k, j in
              let place = begins[j + 1]
              across[place] = Int32(i)
              turned[place] = values[k]
              begins[j + 1] = place + 1
            }
          }
        }
      }
    }
    return Lines(starts: begins, indices: across, values: turned)
  }

  /// Calls `body` with line, place and index of every entry whose index lies in a range.
  @inline(__always)
  private func visit(_ wanted: Range<Int>, _ body: (Int, Int, Int) -> Void) {
    for i in 0..<starts.count - 1 {
      var (k, end) = (starts[i], starts[i + 1])
      while k < end {
        let middle = (k + end) / 2
        if indices[middle] < wanted.lowerBound { k = middle + 1 } else { end = middle }
      }
      while k < starts[i + 1], indices[k] < wanted.upperBound {
        body(i, k, Int(indices[k]))
        k += 1
      }
    }
  }
}

/// A number for each of `count` places, which `body` writes to all of a range; on all processors.
@inline(__always)
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

/// The same in a list whose memory is used again where it has as many places: fresh memory costs a
/// large product as much as its sums.
@inline(__always)
func setPieces(
  of count: Int, length: Int = 20_000, of list: inout [Double],
  _ body: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void
) {
  guard list.count == count else {
    list = pieces(of: count, length: length, body)
    return
  }
  list.withUnsafeMutableBufferPointer { buffer in
    nonisolated(unsafe) let places = buffer
    inPieces(of: count, length: length) { body($0, places) }
  }
}

/// Calls `body` with ranges that make up all of `count` places, on all processors.
func inPieces(of count: Int, length: Int = 20_000, _ body: @Sendable (Range<Int>) -> Void) {
  let pieces = (count + length - 1) / length
  guard pieces > 1 else { return body(0..<count) }
  _ = parallelMap(pieces) { body($0 * length..<min(count, ($0 + 1) * length)) }
}
