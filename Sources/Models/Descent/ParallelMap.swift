internal import Glibc
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
///   - threads: The number of threads; nil for as many as there are processors.
///   - body: The computation of one result.
/// - Returns: The results in order.
public func parallelMap<Result: Sendable>(
  _ count: Int, threads: Int? = nil, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
  let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
  let workers = max(1, min(count, threads ?? processors))
  if workers == 1 { return (0..<count).map(body) }
  let job = ParallelJob(count: count, body: body)
  var handles: [pthread_t] = []
  for _ in 1..<workers {
    var handle = pthread_t()
    let context = Unmanaged.passRetained(job as AnyJob)
    let status = pthread_create(&handle, nil, runJob, context.toOpaque())
    // Where no thread can be had the others do its share.
    if status == 0 { handles.append(handle) } else { context.release() }
  }
  job.run()
  for handle in handles { pthread_join(handle, nil) }
  return job.results.withLock { $0.compactMap { $0 } }
}

/// What a thread runs, whatever it computes.
private class AnyJob {
  func run() {}
}

private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<AnyJob>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

private final class ParallelJob<Result: Sendable>: AnyJob {
  let count: Int
  let body: @Sendable (Int) -> Result
  let results: Mutex<[Result?]>
  private let next = Atomic<Int>(0)

  init(count: Int, body: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.body = body
    results = Mutex(Array(repeating: nil, count: count))
  }

  override func run() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let result = body(index)
      results.withLock { $0[index] = result }
    }
  }
}
