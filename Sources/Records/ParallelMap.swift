internal import Dispatch
internal import Synchronization

/// body(0), body(1), …, body(count − 1), computed by several threads.
///
/// Each result depends on its index alone and is stored at its index, so the number of threads
/// shows in nothing but the time.
///
/// O(`count`) calls of `body`.
///
/// - Parameters:
///   - count: The number of results.
///   - threads: The most threads to use; nil for as many as there are processors.
///   - body: The computation of one result.
/// - Returns: The results in order.
public func parallelMap<Result: Sendable>(
  _ count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let results = Guarded<[Result?]>(Array(repeating: nil, count: count))
  let next = Atomic<Int>(0)
  let isOuter = Parts.begin(count)
  defer { if isOuter { Parts.end() } }
  DispatchQueue.concurrentPerform(iterations: max(0, min(count, threads ?? count))) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let result = body(index)
      results.withLock { $0[index] = result }
      if isOuter { Parts.step() }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}

/// The results of a computation that may fail, as `parallelMap` has them.
///
/// - Throws: The first error in the order of the indices.
public func parallelTryMap<Success: Sendable>(
  _ count: Int, threads: Int? = nil, _ body: @Sendable (Int) throws -> Success
) throws -> [Success] {
  try parallelMap(count, threads: threads) { index in Result { try body(index) } }
    .map { try $0.get() }
}
