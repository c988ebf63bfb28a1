import Records
import Reports

/// What a server shows now, and who is told when it changes.
final class LiveState: Sendable {
  private struct Now {
    var page: String?
    /// Pages beside it, by their names, to which its links lead.
    var others: [String: String] = [:]
    /// Its own name, by which these call it; nil where there are none.
    var name: String?
    var fault: LiveFault?
    var listeners: [Socket] = []

    /// Sends bytes to every listener, and forgets those who are gone.
    mutating func tell(_ bytes: [UInt8]) { listeners.removeAll { !$0.send(bytes, waits: false) } }
  }

  private let now = Guarded(Now())
  private let script: String

  /// Nothing to show yet.
  ///
  /// - Parameter script: What listens for changes in the page.
  init(script: String) { self.script = script }

  /// Shows a page; a fault of before is gone.
  func show(_ page: String) {
    now.withLock { now in
      (now.page, now.fault) = (page, nil)
      now.tell(Self.event(now))
    }
  }

  /// Has other pages beside the one that is shown, which do not follow changes by themselves.
  ///
  /// - Parameter name: The name of the one that is shown.
  func show(beside pages: [String: String], of name: String) {
    now.withLock { ($0.others, $0.name) = (pages, name) }
  }

  /// The page under a name such as `papers`; nil for a name that none has.
  func page(named name: String) -> String? {
    if let other = now.withLock({ $0.others[name] }) { return other }
    return name == now.withLock({ $0.name }) ? page : nil
  }

  /// Shows a fault over the page of before.
  func show(_ fault: LiveFault) {
    now.withLock { now in
      now.fault = fault
      now.tell(Self.event(now))
    }
  }

  /// The page as the browser gets it: never an empty one.
  var page: String {
    now.withLock { now in
      LivePage(
        now.page, fault: now.fault?.message, excerpt: now.fault?.excerpt ?? [], script: script
      ).html
    }
  }

  /// Tells a browser of all events from now on, the first of which says what there is.
  func follow(_ browser: Socket) {
    now.withLock { now in
      if browser.send(Self.event(now), waits: false) { now.listeners.append(browser) }
    }
  }

  /// Sends every listener a comment, by which those who are gone are found.
  func ping() { now.withLock { $0.tell(Array(": \n\n".utf8)) } }

  /// A server-sent event: `page` with the version that is shown, or `fault` with what is wrong.
  private static func event(_ now: Now) -> [UInt8] {
    if let fault = now.fault {
      let object = JSON.object([
        ("message", .string(fault.message)), ("excerpt", .array(fault.excerpt.map { .string($0) })),
      ])
      let text = object.text.split(separator: "\n").map { "data: \($0)\n" }.joined()
      return Array("event: fault\n\(text)\n".utf8)
    }
    return Array("event: page\ndata: \(LivePage.version(of: now.page ?? ""))\n\n".utf8)
  }
}
