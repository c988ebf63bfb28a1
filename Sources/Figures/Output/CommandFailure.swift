import Glibc

/// What keeps the command from its work, with the exit code that says so.
struct CommandFailure: Error, CustomStringConvertible {
  /// The exit codes of the command.
  enum Code: Int32 {
    case claimFailed = 1
    case computation = 2
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotWrite = 73
    case interrupted = 130
  }

  let code: Code
  let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// Why the system refused the last call, kept before another call changes it.
struct SystemFault: Error {
  let number: Int32

  init(_ number: Int32 = errno) { self.number = number }

  /// The system's words.
  var reason: String { String(cString: strerror(number)) }
}

/// The system's words for the last call that failed.
func systemReason() -> String { SystemFault().reason }
