import Foundation
import Glibc
import Lectures
import Records

/// A line of a terminal that says each second how far a long computation is, and goes when it ends.
///
/// Where a program reads, nothing is written.
enum Ticker {
  private static let shown = Guarded<Bool>(false)

  /// Begins to look for long computations.
  static func start(_ console: Console) {
    guard console.showsProgress else { return }
    LongWork.whenEnded { erase() }
    // Not one of Dispatch's threads, of which one processor has one.
    Thread.detachNewThread {
      while true {
        sleep(1)
        shown.withLock { isShown in
          guard let line = LongWork.line else { return }
          console.overwrite(line)
          isShown = true
        }
      }
    }
  }

  /// Takes the line away.
  static func erase() {
    shown.withLock { isShown in
      if isShown { Console(quiet: false).overwrite("") }
      isShown = false
    }
  }
}
