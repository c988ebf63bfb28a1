internal import Foundation
internal import Glibc
import Lectures

/// Shows what a `LiveState` holds to browsers of this machine, and to nobody else.
///
/// It listens at the loopback address. What comes under another name than this machine's, as a page
/// of a foreign site would have it that makes its name lead here, is refused, and so is what a page
/// of another origin asks for. Requests are answered one to a connection, by HTTP/1.1
/// (<https://www.rfc-editor.org/rfc/rfc9112>); a page needs no more.
struct LiveServer {
  private let state: LiveState
  private let guests: LiveGuests
  private let listening: Socket

  /// The address, such as `http://127.0.0.1:4747/`.
  let address: String

  /// A server at a port, where browsers wait until it runs.
  ///
  /// - Parameter port: The port; nil for 4747 or, where that is taken, the next that is free.
  /// - Throws: `CommandFailure` with code 71 when the port cannot be had.
  init(_ state: LiveState, port: Int?) throws {
    let found: UInt16
    if let port {
      (listening, found) = try listen(at: UInt16(port))
    } else {
      let near = (4747..<4767).lazy.compactMap { try? listen(at: $0) }.first
      (listening, found) = try near ?? listen(at: 0)
    }
    self.state = state
    guests = LiveGuests(port: found)
    address = "http://127.0.0.1:\(found)/"
  }

  /// Answers browsers from now on, on threads of its own, until the process ends.
  func run() {
    // Dispatch has few threads, which browsers that opened connections beforehand would hold.
    Thread.detachNewThread {
      while let browser = listening.accepted() {
        Thread.detachNewThread { answer(browser) }
      }
    }
  }

  private func answer(_ browser: Socket) {
    guard let request = LiveRequest(browser.head(limit: 1 << 14)) else {
      return refuse("400 Bad Request", "This is no request of a browser.", to: browser)
    }
    guard guests.admit(host: request.host, origin: request.origin) else {
      let words = "This page is for browsers of the machine that it runs on."
      return refuse("403 Forbidden", words, to: browser)
    }
    func html(_ page: String) {
      let body = request.method == "HEAD" ? "" : page
      browser.finish(
        head("200 OK", type: "text/html; charset=utf-8", count: page.utf8.count) + body)
    }
    switch (request.method, request.path) {
    case ("GET", "/events"):
      browser.send(Array(head("200 OK", type: "text/event-stream", count: nil).utf8))
      state.follow(browser)
    case ("GET", let path), ("HEAD", let path):
      if path == "/" || path == "/index.html" { return html(state.page) }
      if path == "/favicon.ico" {
        return browser.finish(head("204 No Content", type: "text/plain; charset=utf-8", count: nil))
      }
      let name = path.dropFirst()
      guard name.hasSuffix(".html"), let page = state.page(named: String(name.dropLast(5))) else {
        return refuse("404 Not Found", "The page is here: /", to: browser)
      }
      html(page)
    default: refuse("405 Method Not Allowed", "Pages here are read only.", to: browser)
    }
  }

  private func refuse(_ status: String, _ words: String, to browser: Socket) {
    browser.finish(
      head(status, type: "text/plain; charset=utf-8", count: words.utf8.count + 1) + words + "\n")
  }
}

/// What stands before the body of an answer.
///
/// - Parameter count: The length of the body in bytes; nil for one that ends with the connection.
private func head(_ status: String, type: String, count: Int?) -> String {
  let lines =
    [
      "HTTP/1.1 \(status)", "Content-Type: \(type)", "Connection: close",
      "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
      "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
    ] + (count.map { ["Content-Length: \($0)"] } ?? [])
  return lines.joined(separator: "\r\n") + "\r\n\r\n"
}

/// A socket at a port of the loopback address, and the port.
///
/// - Parameter port: The port; 0 for any that is free.
/// - Throws: `CommandFailure` with code 71 when it is taken or not allowed.
private func listen(at port: UInt16) throws -> (Socket, UInt16) {
  func failure() -> CommandFailure {
    CommandFailure(
      .system, "cannot listen at port \(port): \(systemReason()); give another with --port")
  }
  let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard number >= 0 else { throw failure() }
  let found = Socket(number)
  var (one, address) = (Int32(1), sockaddr_in())
  setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(number, $0, length) == 0 && Glibc.listen(number, 64) == 0
        && getsockname(number, $0, &length) == 0
    }
  }
  guard isBound else { throw failure() }
  return (found, UInt16(bigEndian: address.sin_port))
}

/// By which names and from which pages the server may be asked.
struct LiveGuests {
  private let hosts: [String]

  /// Those of a server at a port of this machine.
  init(port: UInt16) { hosts = ["127.0.0.1", "localhost", "[::1]"].map { "\($0):\(port)" } }

  /// Whether a request with these headers is answered.
  ///
  /// - Parameters:
  ///   - host: The name that the request asks for; nil for none, which is refused.
  ///   - origin: The page that asks; nil where the browser itself does.
  func admit(host: String?, origin: String?) -> Bool {
    guard let host, hosts.contains(host.lowercased()) else { return false }
    return origin.map { origin in hosts.contains { "http://\($0)" == origin.lowercased() } } ?? true
  }
}

/// What a browser asks for: the line of a request and the two fields that are looked at.
struct LiveRequest {
  let method: String
  /// The path of the target, without a query.
  let path: String
  /// The name that the request asks for; nil for none, or for more than one.
  let host: String?
  /// The page that asks; nil where the browser itself does.
  let origin: String?

  /// Reads what stands before the empty line; nil where it is no request of HTTP/1.
  init?(_ head: String?) {
    guard var lines = head?.split(separator: "\r\n", omittingEmptySubsequences: false)[...] else {
      return nil
    }
    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else {
      return nil
    }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" })
    var fields: [String: [String]] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
      fields[line[..<colon].lowercased(), default: []].append(String(value))
    }
    let hosts = fields["host"] ?? []
    host = hosts.count == 1 ? hosts[0] : nil
    // Several are none of this machine's.
    origin = fields["origin"]?.joined(separator: ", ")
  }
}
