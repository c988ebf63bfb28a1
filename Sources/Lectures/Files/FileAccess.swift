import Glibc
import Records

/// Writes all bytes to a descriptor; false when that fails.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
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
package func readFile(_ path: String, limit: Int = 1 << 28) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw CommandFailure(.noInput, "cannot read '\(printable(path))': \(systemReason())")
  }
  defer { close(descriptor) }
  return try readAll(descriptor, named: path, limit: limit)
}

/// All bytes of an open file or pipe.
package func readAll(_ descriptor: Int32, named name: String, limit: Int) throws -> [UInt8] {
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

/// The system's words for the last call that failed.
package func systemReason() -> String { String(cString: strerror(errno)) }

/// The names in a folder, in the file system's order; nil when it cannot be read.
package func entryNames(of folder: String) -> [String]? {
  guard let stream = opendir(folder) else { return nil }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
