import Glibc

/// Where results and messages go: results to standard output, the rest to standard error.
struct Console: Sendable {
  /// Whether progress and notices are left out.
  let isQuiet: Bool
  private let isTerminal: Bool

  /// A console for this process.
  init(quiet: Bool) {
    isQuiet = quiet
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    isTerminal = isatty(STDERR_FILENO) == 1 && !kind.isEmpty && kind != "dumb"
  }

  /// Writes a result to standard output.
  ///
  /// - Throws: `CommandFailure` with code 73 when it cannot be written.
  func result(_ text: String) throws { try result(Array(text.utf8)) }

  /// Writes the bytes of a result to standard output.
  func result(_ bytes: [UInt8]) throws {
    guard writeAll(bytes, to: STDOUT_FILENO) else {
      let reason = String(cString: strerror(errno))
      throw CommandFailure(.cannotWrite, "cannot write to standard output: \(reason)")
    }
  }

  /// A line about what was done: over the line before on a terminal, below it elsewhere.
  func progress(_ line: String) {
    guard !isQuiet else { return }
    if isTerminal {
      var size = winsize()
      let width = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 80
      let cut = line.prefix(max(1, width - 1))
      _ = writeAll(Array("\r\u{1B}[K\(cut)".utf8), to: STDERR_FILENO)
    } else {
      _ = writeAll(Array("\(line)\n".utf8), to: STDERR_FILENO)
    }
  }

  /// Ends the line that progress was written on.
  func endProgress(_ line: String) {
    guard !isQuiet else { return }
    _ = writeAll(Array("\(isTerminal ? "\r\u{1B}[K" : "")\(line)\n".utf8), to: STDERR_FILENO)
  }

  /// A message that is not a result, such as a warning.
  func notice(_ line: String) {
    _ = writeAll(Array("\(line)\n".utf8), to: STDERR_FILENO)
  }
}
