import Glibc
import Lectures
import Records
import Synchronization

/// Where results and messages go: results to standard output, the rest to standard error.
struct Console: Sendable {
  /// Whether progress and notices are left out.
  let isQuiet: Bool
  /// Whether progress goes over one line of a terminal.
  private let isTerminal: Bool
  /// Whether somebody sees the terminal and nothing else.
  private let isSeen: Bool

  /// Whether lines could not be written; the process must not claim success then.
  static var hasLostLines: Bool { lost.load(ordering: .relaxed) }
  private static let lost = Atomic(false)

  /// A console for this process.
  init(quiet: Bool) {
    isQuiet = quiet
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    isTerminal = isatty(STDERR_FILENO) == 1 && !kind.isEmpty && kind != "dumb"
    isSeen = isTerminal && isatty(STDOUT_FILENO) == 1
  }

  /// Writes a result to standard output.
  ///
  /// - Throws: `CommandFailure` with code 73 when it cannot be written.
  func result(_ text: String) throws { try result(Array(text.utf8)) }

  /// Writes the bytes of a result to standard output.
  func result(_ bytes: [UInt8]) throws {
    guard writeAll(bytes, to: STDOUT_FILENO) else {
      throw CommandFailure(.cannotWrite, "cannot write to standard output: \(systemReason())")
    }
  }

  /// A line about a file that was written: over the line before on a terminal; where a program
  /// reads, a line of standard output.
  func progress(_ line: String) {
    guard !isQuiet else { return }
    if isTerminal {
      var size = winsize()
      let width = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 80
      let cut = line.prefix(max(1, width - 1))
      _ = writeAll(Array("\r\u{1B}[K\(cut)".utf8), to: STDERR_FILENO)
    }
    if !isSeen { list(line) }
  }

  /// Ends the line that progress was written on.
  func endProgress(_ line: String) {
    guard !isQuiet else { return }
    if isTerminal { _ = writeAll(Array("\r\u{1B}[K\(line)\n".utf8), to: STDERR_FILENO) }
    if !isSeen { list(line) }
  }

  private func list(_ line: String) {
    if !writeAll(Array("\(line)\n".utf8), to: STDOUT_FILENO), errno != EPIPE {
      Console.lost.store(true, ordering: .relaxed)
    }
  }

  /// A message that is not a result, such as a warning.
  func notice(_ line: String) {
    _ = writeAll(Array("\(line)\n".utf8), to: STDERR_FILENO)
  }
}
