import Foundation

/// Does work that blocks on a thread of the system's, with room for deep recursion.
///
/// - Returns: A stream that ends with the work.
func onThread(_ work: @escaping @Sendable () -> Void) -> AsyncStream<Void> {
  let (ends, end) = AsyncStream.makeStream(of: Void.self)
  let thread = Thread {
    work()
    end.finish()
  }
  // As much as the first thread of a process has.
  thread.stackSize = 8 << 20
  thread.start()
  return ends
}
