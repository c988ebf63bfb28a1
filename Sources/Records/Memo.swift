/// Values of a function that is dear to compute, each computed once in a run.
public struct Memo<Key: Hashable & Sendable, Value: Sendable>: ~Copyable, Sendable {
  private let known = Guarded<[Key: Value]>([:])

  /// Nothing known yet.
  public init() {}

  /// The value of a key; two threads that ask at once may both compute it, to the same result.
  public func value(_ key: Key, make: () throws -> Value) rethrows -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = try make()
    known.withLock { $0[key] = value }
    return value
  }
}
