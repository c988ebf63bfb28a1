import Glibc

/// Ends the process on Ctrl-C, a closed terminal or a request to stop, without leaving half a file.
enum Interruption {
  // The temporary file being written, as a folder's descriptor and a C string: all that the handler
  // reads. Files are written by one thread at a time; the name is set last and cleared first.
  nonisolated(unsafe) private static var folder: Int32 = -1
  nonisolated(unsafe) private static var temporary: UnsafeMutablePointer<CChar>?

  /// The signal that asked to stop since `hold`; 0 while none has.
  nonisolated(unsafe) private static var request: Int32 = 0
  nonisolated(unsafe) private static var isHeld = false

  /// From now on the first signal is only noted, so that what is done can be written first; a second
  /// one ends the process.
  static func hold() { isHeld = true }

  /// The number of the signal that was noted; nil while none has come.
  static var requested: Int32? { request == 0 ? nil : request }

  /// Notes the temporary file that is to go when the process is stopped; nil for none.
  static func isWriting(_ name: String?, in folder: Int32) {
    let old = temporary
    temporary = nil
    Interruption.folder = folder
    temporary = name.flatMap { strdup($0) }
    free(old)
  }

  /// Ends the process with 128 and the signal's number on some signals from now on.
  ///
  /// They are SIGHUP, SIGINT, SIGTERM and SIGXCPU. A signal that the process was started to ignore, as `nohup` and a shell's background
  /// jobs have it, stays ignored.
  static func install() {
    for number in [SIGHUP, SIGINT, SIGTERM, SIGXCPU] {
      let inherited = signal(number, SIG_IGN)
      if isIgnoring(inherited) { continue }
      signal(number) { number in
        // Only calls that are safe in a signal handler.
        if Interruption.isHeld, Interruption.request == 0 {
          Interruption.request = number
          return
        }
        if let name = Interruption.temporary { unlinkat(Interruption.folder, name, 0) }
        _exit(128 + number)
      }
    }
    // A reader that goes away shows as a failed write, not as a death.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func isIgnoring(_ handler: __sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
