import Synchronization

/// What a command has to say besides its results, whatever part of it found it out.
///
/// The lines are written to standard error when the work is done, each once and in the order of
/// the alphabet: they do not depend on how many figures were worked on at once.
package enum Warnings {
  private static let lines = Mutex<Set<String>>([])

  /// Adds a line.
  package static func add(_ line: String) { lines.withLock { _ = $0.insert(line) } }

  /// Takes all lines, sorted.
  package static func take() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines.sorted()
    }
  }
}
