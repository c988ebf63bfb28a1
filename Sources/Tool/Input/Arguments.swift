import Glibc
import Lectures
import Records

/// The arguments of this process, without its name.
///
/// They are read from the system: the standard library finds them beside the environment, which it
/// loses when a preloaded library has changed the environment before the program begins.
///
/// - Throws: `CommandFailure` with code 66 when they cannot be had: to go on without them would be
///   to do something else than was asked for.
func processArguments() throws -> [[UInt8]] {
  if let bytes = try? readFile("/proc/self/cmdline"), bytes.last == 0 {
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
      .map(Array.init)
  }
  // The first is the program's name, and there always is one when they were found.
  guard CommandLine.arguments.first?.isEmpty == false else {
    throw CommandFailure(
      .noInput, "the arguments cannot be read; mount /proc, where the system shows them")
  }
  return CommandLine.arguments.dropFirst().map { Array($0.utf8) }
}

/// An argument as text.
///
/// - Throws: `CommandFailure` with code 64 when it is not UTF-8: repaired, the name of a file would
///   be another file's.
func utf8Argument(_ bytes: [UInt8]) throws -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    let shown = printable(String(decoding: bytes, as: UTF8.self))
    throw CommandFailure(
      .usage, "the argument '\(shown)' is not UTF-8; write it, and name files, in UTF-8")
  }
  return text
}
