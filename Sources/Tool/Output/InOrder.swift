/// Works on several inputs at once and hands the results over in the order of the inputs.
///
/// What is handed over, and the first error thrown, do not depend on `jobs`.
///
/// - Parameters:
///   - inputs: What to work on.
///   - jobs: How many are worked on at the same time, at least 1.
///   - work: Makes a result; runs on any thread.
///   - each: Receives the results one after the other.
func inOrder<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], jobs: Int, work: @escaping @Sendable (Input) throws -> Output,
  each: (Output) throws -> Void
) async throws {
  var waiting: [Result<Output, any Error>?] = inputs.map { _ in nil }
  var handedOver = 0
  try await withThrowingTaskGroup(of: (Int, Result<Output, any Error>).self) { group in
    var next = 0
    func addTask() {
      guard next < inputs.count else { return }
      let index = next
      next += 1
      group.addTask { (index, Result { try work(inputs[index]) }) }
    }
    for _ in 0..<jobs { addTask() }
    while let (index, result) = try await group.next() {
      waiting[index] = result
      addTask()
      while handedOver < inputs.count, let ready = waiting[handedOver] {
        try each(try ready.get())
        waiting[handedOver] = nil
        handedOver += 1
      }
    }
  }
}
