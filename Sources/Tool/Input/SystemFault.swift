import Glibc

/// Why the system refused the last call, kept before another call changes it.
struct SystemFault: Error {
  let number: Int32

  init(_ number: Int32 = errno) { self.number = number }

  /// The system's words.
  var reason: String { String(cString: strerror(number)) }
}

/// The system's words for the last call that failed.
func systemReason() -> String { SystemFault().reason }
