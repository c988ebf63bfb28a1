import Glibc
import TestSupport

/// The command under test: the program that was built beside the tests.
let figures: String = {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
  let path = String(decoding: buffer[..<count].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/figures"
}()

/// What a run of the command printed and how it ended.
struct Run {
  let output: String
  let errors: String
  let status: Int32

  /// The lines of the error output.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// Runs the command with arguments written as in a shell.
///
/// - Parameter setup: What stands before the command, such as variables.
func runFigures(_ arguments: String, setup: String = "") -> Run {
  let folder = ScratchFolder()
  let errors = folder.path + "/errors"
  let (output, status) = run("\(setup) '\(figures)' \(arguments) 2>'\(errors)'")
  let text = read(errors).map { String(decoding: $0, as: UTF8.self) } ?? ""
  return Run(output: output, errors: text, status: status)
}

/// Runs some lines of shell; what they print to either output is both.
func shell(_ lines: String) -> Run {
  let (output, status) = run("{ \(lines)\n} 2>&1")
  return Run(output: output, errors: output, status: status)
}

/// The text of a file; empty when it cannot be read.
func text(of path: String) -> String {
  read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
}

/// The files in a folder, sorted.
func list(_ folder: String) -> [String] {
  run("cd '\(folder)' && find . -type f | LC_ALL=C sort").output.split(separator: "\n")
    .map { String($0.dropFirst(2)) }
}
