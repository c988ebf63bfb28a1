/// What a page tells those who link to it, and the sign that browsers show beside its title.
package enum SocialCard {
  /// The page with both, behind its title; a page without a title stays as it is.
  package static func added(to page: String) -> String {
    guard let open = page.firstRange(of: "<title>"), let close = page.firstRange(of: "</title>"),
      open.upperBound <= close.lowerBound
    else { return page }
    let title = page[open.upperBound..<close.lowerBound]
    let name = "<meta name=\"description\" content=\""
    let description = page[..<close.lowerBound].firstRange(of: name).map {
      page[$0.upperBound...].prefix { $0 != "\"" }
    }
    var lines = """

      <link rel="icon" href="data:image/svg+xml,\(icon)">
      <meta property="og:type" content="article">
      <meta property="og:title" content="\(title.replacing("\"", with: "&quot;"))">
      <meta name="twitter:card" content="summary">
      """
    if let description {
      lines += "\n<meta property=\"og:description\" content=\"\(description)\">"
    }
    return page[..<close.upperBound] + lines + page[close.upperBound...]
  }

  /// A curve over two axes, escaped for an address.
  private static let icon =
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    + "%3Crect width='16' height='16' rx='3' fill='%231d5fa6'/%3E"
    + "%3Cpath d='M3.5 3v9.5H13M5 10.5C9 10.5 8 5 13 4' fill='none' stroke='%23fff' "
    + "stroke-width='1.6'/%3E%3C/svg%3E"
}
