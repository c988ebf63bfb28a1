internal import Synchronization

/// How far the outermost of the computations that threads share is.
///
/// It is for whoever shows it to somebody who waits; nothing that is computed depends on it.
package enum Parts {
  private static let total = Atomic<Int>(0)
  private static let done = Atomic<Int>(0)

  /// The parts that are done, and how many there are; nil where nothing is under way.
  package static var current: (done: Int, of: Int)? {
    let (all, some) = (total.load(ordering: .relaxed), done.load(ordering: .relaxed))
    return all > 0 ? (min(some, all), all) : nil
  }

  /// Begins a computation of several parts, unless it is within another.
  static func begin(_ count: Int) -> Bool {
    guard count > 1 else { return false }
    let isOuter = total.compareExchange(
      expected: 0, desired: count, ordering: .relaxed
    ).exchanged
    if isOuter { done.store(0, ordering: .relaxed) }
    return isOuter
  }

  /// Another part is done.
  static func step() { done.add(1, ordering: .relaxed) }

  /// The computation is done.
  static func end() { total.store(0, ordering: .relaxed) }
}
