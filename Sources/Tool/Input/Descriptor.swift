import Glibc

/// An open file or folder, closed at the end of its life.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over a descriptor that a call returned.
  ///
  /// - Throws: `SystemFault` when it is negative, which is how calls say that they failed.
  init(_ number: Int32) throws(SystemFault) {
    guard number >= 0 else { throw SystemFault() }
    self.number = number
  }

  deinit { close(number) }

  /// What the descriptor stands for.
  var status: stat {
    get throws(SystemFault) {
      var status = stat()
      guard fstat(number, &status) == 0 else { throw SystemFault() }
      return status
    }
  }

  /// All bytes to the end; nil when they cannot be read or are more than `limit`.
  func bytes(limit: Int) -> [UInt8]? { try? readAll(number, named: "", limit: limit) }
}

/// Opens a folder for work in it by names, which needs no right to list it.
///
/// - Parameter number: A folder that a relative path begins in; `AT_FDCWD` for the current one.
/// - Throws: `SystemFault`; for a link with `ENOTDIR` when `followsLinks` is false.
func openFolder(
  _ path: String, in number: Int32 = AT_FDCWD, followsLinks: Bool = true
) throws(SystemFault) -> Descriptor {
  // O_PATH, which the C library declares for GNU sources only.
  let pathOnly: Int32 = 0o10_000_000
  return try Descriptor(
    openat(
      number, path, pathOnly | O_DIRECTORY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)))
}

/// A regular file of a folder, links not followed, opened to be read.
func regularFile(
  _ name: String, in folder: borrowing Descriptor
) throws(SystemFault) -> Descriptor {
  let file = try Descriptor(
    openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
  guard try file.status.kind == S_IFREG else { throw SystemFault(EINVAL) }
  return file
}

extension stat {
  /// The kind of file: `S_IFREG` and so on.
  var kind: mode_t { st_mode & S_IFMT }
}

/// Writes all bytes to a descriptor; false when that fails, with the reason in `errno`.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
      continue
    }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// Writes to a stream; a reader that had enough and went away is no fault.
func writeStream(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFault) {
  if !writeAll(bytes, to: descriptor), errno != EPIPE { throw SystemFault() }
}

/// The path of a file without links, `.` and `..`; nil when there is none.
func realPath(_ path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(cString: found)
}
