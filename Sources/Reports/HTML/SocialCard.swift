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
    "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2016%2016'%3E"
    + "%3Crect%20width='16'%20height='16'%20rx='3'%20fill='%231d5fa6'/%3E"
    + "%3Cpath%20d='M3.5%203v9.5H13M5%2010.5C9%2010.5%208%205%2013%204'%20fill='none'%20"
    + "stroke='%23fff'%20stroke-width='1.6'/%3E%3C/svg%3E"
}
