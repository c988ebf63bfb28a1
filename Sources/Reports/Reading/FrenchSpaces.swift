/// What stays with the number before it, as in 25 °C.
private let units: Set<String> = [
  "%", "‰", "€", "£", "$", "°", "°C", "°F", "k€", "M€", "m", "km", "cm", "mm", "µm", "nm", "s",
  "ms", "µs", "ns", "min", "h", "g", "kg", "mg", "t", "l", "L", "mL", "cl", "N", "J", "kJ", "W",
  "kW", "V", "A", "K", "Pa", "Hz", "kHz", "MHz", "GHz", "mol", "o", "ko", "Mo", "Go", "To", "pt",
  "px",
]

/// What stays with the number behind it, as in n° 3.
private let marks: Set<String> = [
  "n°", "nᵒ", "nº", "n°s", "§", "p.", "pp.", "t.", "vol.", "fig.", "tab.", "éq.", "chap.", "art.",
]

/// What stays with the name behind it.
private let titles: Set<String> = ["M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr"]

/// A French text in which no line ends within a number of groups of three digits, before its unit or
/// behind a mark such as n°.
func frenchSpaces(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: " ")) else { return text }
  var letters = Array(text.unicodeScalars)
  func isDigit(_ place: Int) -> Bool {
    letters.indices.contains(place) && ("0"..."9").contains(letters[place])
  }
  // The last word that ends, and the first that begins, at a place.
  func word(before end: Int) -> String {
    let start = letters[..<end].lastIndex { " (\u{A0}\u{202F}[«".unicodeScalars.contains($0) }
    return string(letters[(start.map { $0 + 1 } ?? 0)..<end])
  }
  func word(from start: Int) -> String {
    string(
      letters[start...].prefix {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "%‰€£$°µ".unicodeScalars.contains($0)
      })
  }
  func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: part)
    return String(view)
  }
  for place in letters.indices where letters[place] == " " {
    let next = place + 1
    guard next < letters.count else { continue }
    if isDigit(place - 1), isDigit(next) {
      let behind = letters[next...].prefix { ("0"..."9").contains($0) }.count
      let before = letters[..<place].reversed().prefix { ("0"..."9").contains($0) }.count
      let start = place - before
      let isWhole = start == 0 || !",.-".unicodeScalars.contains(letters[start - 1])
      if behind == 3, before <= 3, isWhole { letters[place] = "\u{202F}" }
    } else if isDigit(place - 1) || place == 0 {
      let unit = word(from: next)
      if units.contains(unit), place > 0 || "%‰€°".contains(unit.prefix(1)) {
        letters[place] = "\u{A0}"
      }
    } else if isDigit(next) {
      if marks.contains(word(before: place).lowercased()) { letters[place] = "\u{A0}" }
    } else if letters[next].properties.isUppercase, titles.contains(word(before: place)) {
      letters[place] = "\u{A0}"
    }
  }
  return string(letters[...])
}
