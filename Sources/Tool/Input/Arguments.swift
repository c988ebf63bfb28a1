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
func processArguments() throws -> [String] {
  if let bytes = try? readFile("/proc/self/cmdline"), bytes.last == 0 {
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
      .map { String(decoding: $0, as: UTF8.self) }
  }
  // The first is the program's name, and there always is one when they were found.
  guard CommandLine.arguments.first?.isEmpty == false else {
    throw CommandFailure(
      .noInput, "the arguments cannot be read; mount /proc, where the system shows them")
  }
  return Array(CommandLine.arguments.dropFirst())
}
