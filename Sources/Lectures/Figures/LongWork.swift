import Records

/// What takes more than a minute and is under way, for whoever shows that to somebody who waits.
package enum LongWork {
  private struct Item: Sendable {
    let name: String
    let cost: Cost
    let begin = ContinuousClock.now
  }

  private static let items = Guarded<[Item]>([])
  private static let ended = Guarded<(@Sendable () -> Void)?>(nil)
  /// Seconds that a computation takes at the most without a word.
  private static let patience = 60.0

  /// Sets what is done when a computation ends.
  package static func whenEnded(_ action: @escaping @Sendable () -> Void) {
    ended.withLock { $0 = action }
  }

  /// Computes something of which is known what it takes at the most.
  ///
  /// - Throws: What `body` throws.
  package static func during<Result>(
    _ name: String, _ cost: Cost, _ body: () throws -> Result
  ) rethrows -> Result {
    guard cost.seconds > patience else { return try body() }
    let item = Item(name: name, cost: cost)
    items.withLock { $0.append(item) }
    defer {
      items.withLock { items in items.removeAll { $0.begin == item.begin && $0.name == name } }
      ended.withLock { $0 }?()
    }
    return try body()
  }

  /// How far the first of them is, in one line; nil where none is under way.
  package static var line: String? {
    guard let item = items.withLock({ $0.first }) else { return nil }
    let passed = Double(item.begin.duration(to: .now).components.seconds)
    let parts = Parts.current.map { "; \($0.done) of \($0.of) in this stage" } ?? ""
    // Short enough for a terminal of eighty columns.
    return "\(item.name): \(words(passed)) of up to \(item.cost.time)\(parts)"
  }

  private static func words(_ seconds: Double) -> String {
    seconds < 100 ? "\(Int(seconds)) s" : "\(Int(seconds / 60)) min"
  }
}
