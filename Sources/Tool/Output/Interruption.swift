import Glibc
import Lectures
import Records

/// Ends the process on Ctrl-C or a request to stop, without leaving half a file.
enum Interruption {
  /// The temporary file being written, as a C string; the only thing the handler reads.
  ///
  /// Files are written by one thread at a time; a pointer is read and written in one piece.
  nonisolated(unsafe) private static var temporary: UnsafeMutablePointer<CChar>?

  /// Notes the temporary file that is to go when the process is stopped; nil for none.
  static func isWriting(_ path: String?) {
    let old = temporary
    temporary = path.flatMap { strdup($0) }
    free(old)
  }

  /// Handles SIGINT and SIGTERM from now on.
  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Only calls that are safe in a signal handler.
        if let path = Interruption.temporary { unlink(path) }
        _exit(128 + number)
      }
    }
    // A reader that goes away shows as a failed write, not as a death.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
