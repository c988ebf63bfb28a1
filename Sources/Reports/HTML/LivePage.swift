import Drawing
import Records

/// A page that reloads itself when its source changes, and shows what is wrong with the source.
///
/// It is the page as the file has it, with a script that listens to its server, and with a policy
/// that lets that in and nothing else.
package struct LivePage {
  private let page: String
  private let message: String?
  private let excerpt: [String]
  private let script: String

  /// A live page.
  ///
  /// - Parameters:
  ///   - page: The page as a file; nil when there was none yet.
  ///   - message: What is wrong, in one line; nil for nothing.
  ///   - excerpt: The line of the source and a caret.
  ///   - script: What listens.
  package init(_ page: String?, fault message: String?, excerpt: [String], script: String) {
    self.page = page ?? LivePage.empty
    self.message = message
    self.excerpt = excerpt
    self.script = script
  }

  /// What tells a page from another.
  package static func version(of page: String) -> String {
    String(sha256(Array(page.utf8)).prefix(16))
  }

  /// The page with the script in it.
  package var html: String {
    var out = page
    if let body = out.firstRange(of: "<body"), let end = out[body.upperBound...].firstIndex(of: ">")
    {
      out.insert(contentsOf: "\n" + fault, at: out.index(after: end))
    }
    let version = LivePage.version(of: page == LivePage.empty ? "" : page)
    let live = "<script data-version=\"\(version)\">\(script)</script>\n"
    if let end = out.ranges(of: "</body>").last {
      out.insert(contentsOf: live, at: end.lowerBound)
    } else {
      out += live
    }
    return opened(out)
  }

  private var fault: String {
    let style =
      "position:fixed;inset:auto 0 0 0;z-index:1000;max-height:60vh;overflow:auto;padding:.8rem 1.2rem;"
      + "background:#5b0f14;color:#fff;border-top:3px solid #ff6f66;font:16px/1.45 monospace"
    return
      "<div id=\"live-fault\" role=\"alert\" style=\"\(style)\"\(message == nil ? " hidden" : "")>"
      + "<p style=\"margin:0;overflow-wrap:anywhere;color:#fff\">\(xmlEscaped(message ?? ""))</p>"
      + "<pre style=\"margin:.6rem 0 0;padding:0;background:none;color:#ffd9d6;white-space:pre\">"
      + "\(xmlEscaped(excerpt.joined(separator: "\n")))</pre></div>\n"
  }

  /// The page with a policy that lets its script and its server in; overlays have styles of their
  /// own.
  private func opened(_ page: String) -> String {
    let name = "http-equiv=\"Content-Security-Policy\" content=\""
    guard let start = page.firstRange(of: name)?.upperBound,
      let end = page[start...].firstIndex(of: "\"")
    else { return page }
    let hash = "'sha256-\(base64(sha256Bytes(script)))'"
    var rules: NamedValues = page[start..<end]
      .replacing("&#39;", with: "'").split(separator: ";").map {
        let words = $0.drop { $0 == " " }
        let name = words.prefix { $0 != " " }
        return (String(name), String(words.dropFirst(name.count + 1)))
      }
    func set(_ name: String, _ value: (String?) -> String) {
      if let place = rules.firstIndex(where: { $0.name == name }) {
        rules[place].value = value(rules[place].value)
      } else {
        rules.append((name, value(nil)))
      }
    }
    set("style-src") { _ in "'unsafe-inline'" }
    set("script-src") { [$0, hash].compactMap { $0 }.joined(separator: " ") }
    set("connect-src") { _ in "'self'" }
    let policy = rules.map { "\($0.name) \($0.value)" }.joined(separator: "; ")
    return page[..<start] + policy + page[end...]
  }

  private static let empty = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'none'; base-uri 'none'">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Not yet</title>
    </head>
    <body>
    <main><h1>Nothing to show yet</h1><p>The source has a fault; this page follows when it is mended.</p></main>
    </body>
    </html>

    """
}
