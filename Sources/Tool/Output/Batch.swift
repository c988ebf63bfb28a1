import Lectures

/// Work on many things, of which some may fail: the others are done all the same, and at the end all
/// failures are named.
struct Batch {
  private let count: Int
  private var failures: [CommandFailure] = []
  private var told: Set<String> = []

  /// A batch of so many things.
  init(of count: Int) { self.count = count }

  /// The result of one thing; nil, and noted, when it failed.
  ///
  /// - Parameter name: What it is called, where the failure itself does not say; nil where it does.
  mutating func result<Made>(_ result: Result<Made, any Error>, as name: String? = nil) -> Made? {
    switch result {
    case .success(let made): return made
    case .failure(let error):
      let failure = documentFailure(error)
      // One fault of a text fails all that is made of it.
      if told.insert(failure.description).inserted {
        let words = (name.map { "\($0): " } ?? "") + failure.description
        failures.append(CommandFailure(failure.code, words, below: failure.below))
      }
      return nil
    }
  }

  /// Ends the batch.
  ///
  /// - Parameter done: What was done with the others.
  /// - Throws: The failure itself when one thing only was asked for; else `CommandFailure` with all
  ///   of them below its line, and code 2.
  func finish(_ done: String = "written") throws {
    guard let first = failures.first else { return }
    guard count > 1 else { throw first }
    let others = failures.count == 1 ? "" : " (\(failures.count - 1) more below)"
    throw CommandFailure(
      .computation, "\(first)\(others); everything else is \(done)",
      below: first.below
        + failures.dropFirst().flatMap {
          ["\(Tool.lecture.command): \($0)"] + $0.below
        })
  }
}
