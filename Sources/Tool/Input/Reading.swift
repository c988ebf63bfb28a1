import Glibc
import Lectures
import Records

/// The bytes of a file; of a pipe, all that comes until its end.
///
/// - Parameter limit: The greatest size that is read, in bytes.
/// - Throws: `CommandFailure` with code 66 when there is no such file, 65 when it is too large.
func readFile(_ path: String, limit: Int = 1 << 28) throws -> [UInt8] {
  // A pipe is opened at once, so that waiting for its writer can be told.
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw CommandFailure(.noInput, "cannot read '\(printable(path))': \(systemReason())")
  }
  defer { close(descriptor) }
  return try readAll(descriptor, named: path, limit: limit)
}

/// All bytes of an open file or pipe.
func readAll(_ descriptor: Int32, named name: String, limit: Int) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  var status = stat()
  if descriptor != STDIN_FILENO, fstat(descriptor, &status) == 0, status.kind == S_IFIFO {
    waitForWriter(descriptor, named: name)
  }
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      continue
    }
    guard count >= 0 else {
      throw CommandFailure(.noInput, "cannot read '\(printable(name))': \(systemReason())")
    }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= limit else {
      throw CommandFailure(
        .badData, "'\(printable(name))' is larger than \(limit) bytes; give a smaller file")
    }
  }
}

/// Waits until something comes through a pipe or its last writer has gone, and says so when that
/// takes more than a second: a pipe may have been named by mistake.
private func waitForWriter(_ descriptor: Int32, named name: String) {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  guard poll(&waiting, 1, 1000) == 0 else { return }
  Warnings.announce("waiting for what comes through the pipe '\(name)'")
  while poll(&waiting, 1, -1) < 0, errno == EINTR {}
}

/// The bytes of a document's source, or of a file that it names.
func readSource(_ path: String) throws -> [UInt8] { try readFile(path, limit: 1_000_000) }
