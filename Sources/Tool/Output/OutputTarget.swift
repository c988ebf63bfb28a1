import Glibc

/// What bears the name of a file to be written, which decides what is done.
///
/// | the name stands for | named by `-o FILE` | met inside `-o FOLDER` |
/// |---|---|---|
/// | nothing | a new file, renamed into place when whole | the same |
/// | a regular file | replaced by a whole one, its rights kept; left alone if equal | the same |
/// | a file that was read as a source | refused, unless equal | the same |
/// | a link to a file | the file it leads to is replaced, the link stays | the same, if that file lies in the folder; else refused |
/// | a link to nothing | the file it names is made, if its folder is there | refused |
/// | a link to a link … | followed, 40 at most; a circle is refused | the same |
/// | `/dev/stdout`, `/dev/fd/N` | written to, where it stands | refused, as it leaves the folder |
/// | a character device | written to | written to |
/// | a pipe (FIFO) | written to, when somebody reads | written to if somebody reads now; else refused |
/// | a socket | connected and written to | the same |
/// | a folder, a disk, anything else | refused | refused |
///
/// To refuse is to fail with code 73 before anything is changed. Another name of a replaced file
/// (a hard link) keeps the old bytes.
enum TargetKind {
  case nothing, file, link, stream, socket
  /// What cannot be written, in words.
  case other(String)

  init(_ kind: mode_t) {
    self =
      switch kind {
      case S_IFREG: .file
      case S_IFLNK: .link
      case S_IFCHR, S_IFIFO: .stream
      case S_IFSOCK: .socket
      case S_IFDIR: .other("a folder")
      default: .other("a disk or something else that is no file")
      }
  }

  /// What a name in a folder stands for, links not followed.
  init(of name: String, in folder: borrowing Descriptor) throws(SystemFault) {
    var status = stat()
    if fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      self.init(status.kind)
    } else if errno == ENOENT {
      self = .nothing
    } else {
      throw SystemFault()
    }
  }
}

/// Why what bears a name is not written to: words that follow the name.
struct Refusal: Error {
  let words: String

  /// Why a file that was read is not written.
  static let isSource = Refusal(words: "is a file that this command reads")
}

/// Writes to what a name in a folder stands for, unless that is a link.
///
/// - Parameters:
///   - path: The whole path of the name.
///   - waits: Whether to wait for somebody who reads from a pipe.
/// - Throws: `SystemFault` or `Refusal`.
func writeTarget(
  _ bytes: [UInt8], to name: String, in folder: borrowing Descriptor, path: String,
  isDurable: Bool, waits: Bool
) throws {
  switch try TargetKind(of: name, in: folder) {
  case .file where SourcesRead.contains(path) && !holds(name, in: folder, bytes):
    throw Refusal.isSource
  case .nothing, .file: try replaceFile(name, in: folder, with: bytes, isDurable: isDurable)
  case .stream:
    let flags = O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK)
    let stream = try opened { openat(folder.number, name, flags) }
    // Another file may have taken the name since.
    guard case .stream = TargetKind(try stream.status.kind) else { throw SystemFault(EBUSY) }
    try writeStream(bytes, to: stream.number)
  case .socket: try writeSocket(bytes, to: name, in: folder)
  case .link: throw SystemFault(ELOOP)
  case .other(let words): throw Refusal(words: "is \(words)")
  }
}

/// What a call opens, called again when a signal broke it off.
private func opened(_ call: () -> Int32) throws -> Descriptor {
  while true {
    let number = call()
    if number < 0, errno == EINTR { continue }
    if number < 0, errno == ENXIO { throw Refusal(words: "is a pipe that nobody reads") }
    return try Descriptor(number)
  }
}

private func writeSocket(
  _ bytes: [UInt8], to name: String, in folder: borrowing Descriptor
) throws {
  let socket = try Descriptor(
    Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
  // The folder by its number, as an address has room for 107 bytes only.
  let path = Array("/proc/self/fd/\(folder.number)/\(name)".utf8)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  try withUnsafeMutableBytes(of: &address.sun_path) { room in
    guard path.count < room.count else { throw SystemFault(ENAMETOOLONG) }
    room.copyBytes(from: path)
  }
  let isConnected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
  guard isConnected else { throw SystemFault() }
  try writeStream(bytes, to: socket.number)
}
