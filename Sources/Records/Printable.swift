/// Whether a terminal shows a character and does nothing else with it.
///
/// Control characters move, colour and command it; format characters hide and turn round what
/// stands beside them; what characters of private use look like, no two terminals agree on.
private func isShown(_ scalar: Unicode.Scalar) -> Bool {
  if (0x20..<0x7F).contains(scalar.value) { return true }
  return switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: false
  default: true
  }
}

/// A text as one line for a terminal: what it would obey is shown as U+FFFD.
public func visibleLine(_ text: some StringProtocol) -> String {
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(text) }
  return String(
    String.UnicodeScalarView(text.unicodeScalars.map { isShown($0) ? $0 : "\u{FFFD}" }))
}

/// A text of lines for a terminal: line feeds and tabs stay, all else as in `visibleLine`.
public func visibleText(_ text: String) -> String {
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) {
    return text
  }
  return String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { isShown($0) || $0 == "\n" || $0 == "\t" ? $0 : "\u{FFFD}" }))
}

/// A word of the user's or of a file for a message: short, and nothing a terminal would obey.
public func printable(_ text: String) -> String {
  let scalars = text.unicodeScalars
  return visibleLine(String(String.UnicodeScalarView(scalars.prefix(60))))
    + (scalars.count > 60 ? "…" : "")
}
