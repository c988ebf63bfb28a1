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

/// Names of different numbers in few digits, in as many as tell them apart.
func shortNames(of values: [Double]) -> [String] {
  let whole = values.map(short)
  guard whole.contains(where: { $0.count > 7 }) else { return whole }
  for digits in 3...12 {
    let names = values.map { value in
      let rounded = Numeral(value, significant: digits).trimmed
      let isLong = abs(value) >= 1e7 || (value != 0 && abs(value) < 1e-3)
      return (isLong ? rounded.scientific : rounded.plain).replacing("\u{2212}", with: "-")
    }
    if Set(names).count == values.count { return names }
  }
  return whole
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

  /// The first words of an enumeration, with how many there are besides.
  mutating func appendInterpolation(some words: [String]) {
    let shown = words.prefix(words.count > 9 ? 8 : 9)
    let more = words.count - shown.count
    appendInterpolation(list: Array(shown) + (more > 0 ? ["\(more) more"] : []))
  }
}
