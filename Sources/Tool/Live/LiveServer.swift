import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Lectures

/// Shows what a `LiveState` holds to browsers of this machine, and to nobody else.
///
/// It listens at the loopback address. What comes under another name than this machine's, as a page
/// of a foreign site would have it that makes its name lead here, is refused, and so is what a page
/// of another origin asks for.
struct LiveServer {
  private let state: LiveState
  private let server: HTTPServer

  /// The address, such as `http://127.0.0.1:4747/`.
  let address: String

  /// A server at a port.
  ///
  /// - Parameter port: The port; nil for 4747 or, where that is taken, the next that is free.
  /// - Throws: `CommandFailure` with code 71 when the port cannot be had.
  init(_ state: LiveState, port: Int?) throws {
    let found: UInt16
    if let port {
      found = try freePort(UInt16(port))
    } else {
      found = try (4747..<4767).lazy.compactMap { try? freePort($0) }.first ?? freePort(0)
    }
    let host = "127.0.0.1"
    self.state = state
    address = "http://\(host):\(found)/"
    let guests = LiveGuests(port: found)
    do {
      server = HTTPServer(
        address: try sockaddr_in.inet(ip4: host, port: found), logger: .disabled,
        handler: ClosureHTTPHandler { request in answer(request, guests, state) })
    } catch {
      throw CommandFailure(.system, "cannot listen at \(address): \(error)")
    }
  }

  /// Answers until the task is cancelled or `stop` is called.
  ///
  /// - Parameter ready: Called once browsers are answered.
  func run(ready: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      try await server.waitUntilListening()
      try await ready()
      state.finish()
      await server.stop()
      group.cancelAll()
      // A server that has been stopped ends with an error.
      while let result = await group.nextResult() { _ = result }
    }
  }
}

/// A port that nobody listens at.
///
/// - Parameter port: The port; 0 for any.
/// - Throws: `CommandFailure` with code 71 when it is taken or not allowed.
private func freePort(_ port: UInt16) throws -> UInt16 {
  func failure() -> CommandFailure {
    CommandFailure(
      .system, "cannot listen at port \(port): \(systemReason()); give another with --port")
  }
  guard let socket = try? Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)) else {
    throw failure()
  }
  var (one, address) = (Int32(1), sockaddr_in())
  setsockopt(
    socket.number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(socket.number, $0, length) == 0 && listen(socket.number, 1) == 0
        && getsockname(socket.number, $0, &length) == 0
    }
  }
  guard isBound else { throw failure() }
  return UInt16(bigEndian: address.sin_port)
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

private func answer(
  _ request: HTTPRequest, _ guests: LiveGuests, _ state: LiveState
) -> HTTPResponse {
  guard guests.admit(host: request.headers[.host], origin: request.headers[.origin]) else {
    return refusal(.forbidden, "This page is for browsers of the machine that it runs on.")
  }
  guard [.GET, .HEAD].contains(request.method) else {
    return refusal(.methodNotAllowed, "Pages here are read only.")
  }
  func html(_ page: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok, headers: headers(type: "text/html; charset=utf-8"),
      body: Data(request.method == .HEAD ? [] : Array(page.utf8)))
  }
  switch request.path {
  case "/", "/index.html": return html(state.page)
  case "/events" where request.method == .GET:
    return HTTPResponse(
      statusCode: .ok, headers: headers(type: "text/event-stream"),
      body: HTTPBodySequence(from: EventBytes(events: state.events())))
  case "/favicon.ico":
    return HTTPResponse(statusCode: HTTPStatusCode(204, phrase: "No Content"), headers: [:])
  case let path:
    let name = path.dropFirst()
    guard name.hasSuffix(".html"), let page = state.page(named: String(name.dropLast(5))) else {
      return refusal(.notFound, "The page is here: /")
    }
    return html(page)
  }
}

private func refusal(_ code: HTTPStatusCode, _ words: String) -> HTTPResponse {
  HTTPResponse(
    statusCode: code, headers: headers(type: "text/plain; charset=utf-8"),
    body: Data((words + "\n").utf8))
}

private func headers(type: String) -> HTTPHeaders {
  [
    .contentType: type, .cacheControl: "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
    HTTPHeader("X-Frame-Options"): "DENY", HTTPHeader("Referrer-Policy"): "no-referrer",
    HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
  ]
}

extension HTTPHeader {
  fileprivate static let origin = HTTPHeader("Origin")
}

/// Events as the bytes of an answer that does not end.
private struct EventBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let events: AsyncStream<[UInt8]>

  struct AsyncIterator: AsyncBufferedIteratorProtocol {
    var events: AsyncStream<[UInt8]>.Iterator
    var rest: ArraySlice<UInt8> = []

    mutating func next() async -> UInt8? {
      if rest.isEmpty { rest = (await events.next() ?? [])[...] }
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async -> [UInt8]? { await events.next() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(events: events.makeAsyncIterator()) }
}
