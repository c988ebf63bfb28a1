/// Letters with accents as single characters, by the characters that are canonically the same.
private let accented: [Character: Character] = {
  var letters: [Character: Character] = [:]
  for value in Array(UInt32(0xC0)...0x24F) + Array(0x1E00...0x1EFF) {
    guard let scalar = Unicode.Scalar(value) else { continue }
    letters[Character(scalar)] = Character(scalar)
  }
  return letters
}()

/// Text whose letters with accents are single characters, as fonts have them.
func composed(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { (0x300...0x36F).contains($0.value) }) else {
    return text
  }
  return String(text.map { accented[$0] ?? $0 })
}

/// Words of settings with the quotation marks, apostrophes and dashes of running text.
func typographic(_ source: String) -> String {
  guard source.contains(where: { "'\"-.".contains($0) }) else { return source }
  var out = ""
  let text = source.replacing("---", with: "—").replacing("--", with: "–")
    .replacing("...", with: "…")
  for character in text {
    // What opens stands before a word.
    let opens = out.last.map { $0.isWhitespace || "([{«“‘„–—-/".contains($0) } ?? true
    switch character {
    case "'": out.append(opens ? "‘" : "’")
    case "\"": out.append(opens ? "“" : "”")
    default: out.append(character)
    }
  }
  return out
}
