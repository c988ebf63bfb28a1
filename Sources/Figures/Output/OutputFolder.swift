import Glibc

/// What keeps the command from its work, with the exit code that says so.
package struct CommandFailure: Error, CustomStringConvertible {
  /// The exit codes of the command.
  package enum Code: Int32 {
    case claimFailed = 1
    case computation = 2
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotWrite = 73
    case interrupted = 130
  }

  package let code: Code
  package let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// A folder that files are written into, whole or not at all.
struct OutputFolder {
  /// The folder's path as the user gave it.
  let path: String

  /// Makes the folder and those above it where they are missing.
  init(_ path: String) throws {
    self.path = path
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += (prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/") + part
      if mkdir(prefix, 0o755) != 0, errno != EEXIST {
        throw OutputFolder.failure("cannot make the folder", prefix)
      }
    }
    var status = stat()
    guard stat(path.isEmpty ? "." : path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw CommandFailure(
        .cannotWrite, "'\(printable(path))' is not a folder; name another with -o")
    }
  }

  /// Writes a file under a name in the folder.
  ///
  /// The bytes go to a temporary file in the same folder that is renamed when it is complete, so
  /// that the name always stands for a whole file. A file that has these bytes is left alone.
  ///
  /// - Throws: `CommandFailure` with code 73.
  func write(_ bytes: [UInt8], as name: String) throws {
    let target = (path.isEmpty ? "." : path) + "/" + name
    if OutputFolder.holds(target, bytes) { return }
    let (descriptor, temporary) = try OutputFolder.openTemporary(for: target)
    var isDone = false
    Interruption.isWriting(temporary)
    defer {
      Interruption.isWriting(nil)
      if !isDone { unlink(temporary) }
      close(descriptor)
    }
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o644) == 0,
      writeAll(bytes, to: descriptor), rename(temporary, target) == 0
    else { throw OutputFolder.failure("cannot write", target) }
    isDone = true
  }

  private static func failure(_ what: String, _ path: String) -> CommandFailure {
    return CommandFailure(
      .cannotWrite, "\(what) '\(printable(path))': \(systemReason()); name another folder with -o")
  }

  private static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int(status.st_size) == bytes.count, status.st_mode & 0o777 == 0o644
    else { return false }
    guard let old = try? readFile(path, limit: bytes.count) else { return false }
    return old == bytes
  }

  /// Opens a temporary file beside the target and locks it.
  ///
  /// Its name is fixed, so that what a killed run left is used again; a lock tells whether another
  /// run is writing to it now, and then the next name is tried.
  private static func openTemporary(for target: String) throws -> (Int32, String) {
    let slash = target.lastIndex(of: "/") ?? target.startIndex
    let folder = target[...slash]
    let name = target[target.index(after: slash)...]
    for attempt in 0..<64 {
      let temporary = "\(folder).\(name).\(attempt).part"
      let descriptor = open(temporary, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw failure("cannot write", target) }
      var opened = stat()
      var named = stat()
      // Between opening and locking, another run may have renamed the file away.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &opened) == 0,
        stat(temporary, &named) == 0, opened.st_ino == named.st_ino
      {
        return (descriptor, temporary)
      }
      close(descriptor)
    }
    throw CommandFailure(.cannotWrite, "too many runs write '\(printable(target))' at once")
  }
}

/// Writes all bytes to a descriptor; false when that fails.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// The bytes of a file.
///
/// - Parameter limit: The greatest size that is read, in bytes.
/// - Throws: `CommandFailure` with code 66 when there is no such file, 65 when it is too large.
func readFile(_ path: String, limit: Int = 1 << 28) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
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
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
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
