import Typesetting

/// Where browsers may divide long words: most have no patterns of their own for German, and cut such
/// words at any letter.
struct SoftHyphens {
  private let language: String
  private var patterns: Hyphenation?

  /// The fewest letters of a word that is divided: shorter ones are found and copied as they are.
  private let shortest = 20

  init(language: String) { self.language = language }

  /// A text with soft hyphens in its long words; addresses and the like have none.
  ///
  /// - Throws: `HyphenationError` where the patterns of the language cannot be read.
  mutating func divided(_ text: String) throws -> String {
    guard text.utf8.count >= shortest else { return text }
    var out = ""
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { out += " " }
      out += try divided(word: word)
    }
    return out
  }

  private mutating func divided(word: Substring) throws -> String {
    guard word.utf8.count >= shortest,
      !word.contains(where: { "/@_\\\u{AD}".contains($0) })
    else { return String(word) }
    var out = ""
    var rest = word
    while let start = rest.firstIndex(where: \.isLetter) {
      out += rest[..<start]
      let letters = rest[start...].prefix(while: \.isLetter)
      out += letters.count < shortest ? String(letters) : try divided(letters: letters)
      rest = rest[letters.endIndex...]
    }
    return out + rest
  }

  private mutating func divided(letters: Substring) throws -> String {
    if patterns == nil { patterns = try Hyphenation(language: language) }
    guard let patterns else { return String(letters) }
    let places = Set(patterns.divisions(of: letters))
    var view = String.UnicodeScalarView()
    for (index, scalar) in letters.unicodeScalars.enumerated() {
      if places.contains(index) { view.append("\u{AD}") }
      view.append(scalar)
    }
    return String(view)
  }
}
