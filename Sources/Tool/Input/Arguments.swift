import Glibc
import Lectures
import Records

/// The arguments of this process, without its name.
///
/// They are read from the system: the standard library finds them beside the environment, which it
/// loses when a preloaded library has changed the environment before the program begins.
func processArguments() -> [String] {
  guard let bytes = try? readFile("/proc/self/cmdline"), bytes.last == 0 else {
    return Array(CommandLine.arguments.dropFirst())
  }
  return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
    .map { String(decoding: $0, as: UTF8.self) }
}
