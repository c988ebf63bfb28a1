/// Which samples each step of a descent uses.
public enum Batches: Hashable, Sendable {
  /// All samples in order at every step: gradient descent.
  case all
  /// Step k uses the `size` indices from k · size on; an index that occurs twice counts twice.
  case given([Int], size: Int)
  /// Step k uses `size` independent samples drawn with replacement: the integers of the stream
  /// from index k · size on.
  case random(size: Int, RandomStream)

  /// The samples of step k out of `count`, checked by `validate` beforehand.
  func samples(ofStep k: Int, outOf count: Int) -> [Int] {
    switch self {
    case .all: Array(0..<count)
    case .given(let indices, let size): Array(indices[k * size..<(k + 1) * size])
    case .random(let size, let stream):
      stream.integers(below: count, count: size, from: UInt64(k * size))
    }
  }

  /// Checks that `steps` steps can be made on `count` samples.
  ///
  /// - Throws: `DescentError`.
  func validate(steps: Int, outOf count: Int) throws(DescentError) {
    switch self {
    case .all: return
    case .given(let indices, let size):
      guard size >= 1 else { throw .badBatch("a batch of \(size) samples") }
      guard indices.count / size >= steps else {
        throw .badBatch("\(indices.count) indices for \(steps) steps of \(size)")
      }
      if let index = indices.first(where: { !(0..<count).contains($0) }) {
        throw .badBatch("the index \(index) of \(count) samples")
      }
    case .random(let size, _):
      guard size >= 1 else { throw .badBatch("a batch of \(size) samples") }
    }
  }
}

/// Why a descent could not be run or did not end.
public enum DescentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The start has the wrong number of entries.
  case badStart(count: Int, wanted: Int)
  /// A step size, momentum or decay lies outside its range.
  case badStep(String)
  /// The batches do not fit the data.
  case badBatch(String)
  /// The checkpoints do not ascend from 0.
  case badCheckpoints
  /// An iterate is no longer finite.
  case diverged(step: Int)
  /// The iterates are finite, and have not come to rest after the most steps allowed.
  case unsettled(steps: Int)

  /// What was wrong and what to do, in one line.
  public var description: String {
    switch self {
    case .badStart(let count, let wanted):
      "The start has \(count) entries: give \(wanted), one for each feature."
    case .badStep(let what): "The descent has \(what): choose another."
    case .badBatch(let what): "The batches have \(what): give valid ones."
    case .badCheckpoints: "The checkpoints must be ascending numbers of steps, at least 0."
    case .diverged(let step):
      "The descent diverged: step \(step) is not finite. Take a smaller step size."
    case .unsettled(let steps):
      "The descent has not come to rest after \(steps) steps: it moves too slowly, or to and fro. "
        + "Take another step size."
    }
  }
}
