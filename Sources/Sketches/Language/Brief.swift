import Records

/// A number in few digits.
func brief(_ value: Double) -> String {
  guard value.isFinite else {
    return value.isNaN ? "not a number" : value > 0 ? "infinity" : "-infinity"
  }
  let rounded = Numeral(value, significant: 4).trimmed
  let isLong = abs(value) >= 1e5 || (value != 0 && abs(value) < 1e-3)
  return (isLong ? rounded.scientific : rounded.plain).replacing("\u{2212}", with: "-")
}

extension DefaultStringInterpolation {
  /// Words as an enumeration.
  mutating func appendInterpolation(list words: [String]) {
    guard words.count > 1, let last = words.last else {
      appendLiteral(words.first ?? "")
      return
    }
    appendLiteral(words.dropLast().joined(separator: ", ") + " and " + last)
  }
}
