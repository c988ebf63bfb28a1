import Glibc
import Lectures
import Records
import Synchronization

/// Where results and messages go: results to standard output, the rest to standard error.
///
/// Nothing else writes there, so that no text reaches a terminal but through `visibleLine`.
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

  /// Writes a result to standard output, a text of lines.
  ///
  /// A reader that had enough, as `head -1` has, is no fault.
  ///
  /// - Throws: `CommandFailure` with code 73 when it cannot be written.
  func result(_ text: String) throws {
    guard !Journal.current.isJSON else { return Journal.current.add(output: text) }
    try write(Array(visibleText(text).utf8))
  }

  /// A result in two forms: members of the JSON object where one was asked for, else text.
  func result(
    _ members: @autoclosure () throws -> [(String, JSON)], else text: () throws -> String
  ) throws {
    guard !Journal.current.isJSON else { return Journal.current.add(try members()) }
    try result(try text())
  }

  /// Writes lines to standard output; what foreign files put into them begins no other line.
  func result(lines: [String]) throws {
    try write(Array(lines.map { visibleLine($0) + "\n" }.joined().utf8))
  }

  /// Writes the bytes of a file to standard output; on a terminal, as text that it only shows.
  ///
  /// - Throws: `UsageError` when the bytes are to go into a JSON object and are no text.
  func file(_ bytes: [UInt8]) throws {
    let text = Journal.current.isJSON ? String(validating: bytes, as: UTF8.self) : ""
    guard let text else {
      throw UsageError.other(
        "--json prints text alone on standard output; name a file or a folder with -o")
    }
    guard try Journal.current.begins("-", bytes) else { return }
    if Journal.current.isJSON { return Journal.current.add(output: text) }
    guard isatty(STDOUT_FILENO) == 1 else { return try write(bytes) }
    try result(String(decoding: bytes, as: UTF8.self))
  }

  private func write(_ bytes: [UInt8]) throws {
    do throws(SystemFault) {
      try writeStream(bytes, to: STDOUT_FILENO)
    } catch {
      throw CommandFailure(.cannotWrite, "cannot write to standard output: \(error.reason)")
    }
  }

  /// A line about a file that was written: over the line before on a terminal; where a program
  /// reads, a line of standard output.
  func progress(_ line: String) {
    guard !isQuiet, !Journal.current.isDry else { return }
    overwrite(line)
    if !isSeen { list(line) }
  }

  /// Whether somebody sees how far the work is.
  var showsProgress: Bool { isTerminal && !isQuiet && !Journal.current.isDry }

  /// Puts a line in the place of the terminal's last one; nothing where a program reads.
  func overwrite(_ line: String) {
    guard isTerminal else { return }
    var size = winsize()
    // Some terminals, such as that of `script` in a pipe, do not know how wide they are.
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let width = isKnown ? Int(size.ws_col) : 80
    let cut = visibleLine(line).prefix(max(1, width - 1))
    _ = writeAll(Array("\r\u{1B}[K\(cut)".utf8), to: STDERR_FILENO)
  }

  /// Ends the line that progress was written on.
  func endProgress(_ line: String) {
    guard !isQuiet, !Journal.current.isDry else { return }
    if isTerminal {
      _ = writeAll(Array("\r\u{1B}[K\(visibleLine(line))\n".utf8), to: STDERR_FILENO)
    }
    if !isSeen { list(line) }
  }

  private func list(_ line: String) {
    guard !Journal.current.isJSON else { return }
    if !writeAll(Array("\(visibleLine(line))\n".utf8), to: STDOUT_FILENO), errno != EPIPE {
      Console.lost.store(true, ordering: .relaxed)
    }
  }

  /// A message that helps whoever waits, and belongs to no result.
  func hint(_ line: String) {
    guard !isQuiet else { return }
    _ = writeAll(Array("\(visibleLine(line))\n".utf8), to: STDERR_FILENO)
  }

  /// A message that is not a result, such as a warning.
  func notice(_ line: String) {
    Journal.current.add(warning: line)
    _ = writeAll(Array("\(visibleLine(line))\n".utf8), to: STDERR_FILENO)
  }
}
