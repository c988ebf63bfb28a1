internal import Glibc

/// The bytes of a regular file of 16 MB at most; nil for anything else.
public func regularFile(_ path: String) -> [UInt8]? {
  // A pipe would keep us waiting, and some devices have no end.
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= 1 << 24 {
    let count = read(file, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return count == 0 ? bytes : nil }
    bytes += buffer[..<count]
  }
  return nil
}
