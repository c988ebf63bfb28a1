internal import Glibc

/// A socket that is closed with its last user.
final class Socket: Sendable {
  private let number: Int32

  /// Takes over a descriptor.
  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// The next that calls at a socket that listens; nil when it listens no more.
  func accepted() -> Socket? {
    while true {
      let caller = accept(number, nil, nil)
      if caller >= 0 {
        _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
        // A browser that opens a connection beforehand, or reads no more, holds a thread that long.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
          setsockopt(
            caller, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        return Socket(caller)
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      // Descriptors are given back when browsers go.
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(100_000)
      default: return nil
      }
    }
  }

  /// What stands before the first empty line; nil when none comes within `limit` bytes.
  func head(limit: Int) -> String? {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= limit {
      let count = recv(number, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      let seen = max(0, bytes.count - 3)
      bytes += buffer[..<count]
      if let found = (seen..<max(seen, bytes.count - 3)).first(where: {
        bytes[$0..<$0 + 4].elementsEqual(end)
      }) {
        return String(validating: bytes[..<found], as: UTF8.self)
      }
    }
    return nil
  }

  /// Sends bytes; false when the other side is gone.
  ///
  /// - Parameter waits: Whether to wait for the other side to read; what does not wait takes one
  ///   whose buffer is full for gone.
  @discardableResult
  func send(_ bytes: [UInt8], waits: Bool = true) -> Bool {
    let flags = Int32(waits ? MSG_NOSIGNAL : MSG_NOSIGNAL | MSG_DONTWAIT)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, flags) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sends the last bytes, and waits until the other side has them: a socket that is closed with
  /// bytes unread throws away what it sent.
  func finish(_ text: String) {
    guard send(Array(text.utf8)) else { return }
    shutdown(number, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<256 where recv(number, &buffer, buffer.count, 0) <= 0 { return }
  }
}
