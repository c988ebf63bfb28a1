/// Text with control characters replaced, cut to a length fit for a message.
public func printable(_ text: String) -> String {
  let scalars = text.unicodeScalars.prefix(60).map { scalar -> Character in
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      ? "\u{FFFD}" : Character(scalar)
  }
  return String(scalars) + (text.unicodeScalars.count > 60 ? "…" : "")
}
