import Drawing
import Records

extension Expression {
  /// The place of the first name in a formula, where it has one.
  var place: Place? {
    switch self {
    case .number: nil
    case .name(_, let place), .call(_, _, let place): place
    case .negative(let inner), .absolute(let inner): inner.place
    case .binary(_, let a, _, let place): a.place ?? place
    }
  }
}

/// A number in few digits.
func brief(_ value: Double) -> String {
  guard value.isFinite else {
    return value.isNaN ? "not a number" : value > 0 ? "infinity" : "-infinity"
  }
  let rounded = Numeral(value, significant: 4).trimmed
  let isLong = abs(value) >= 1e5 || (value != 0 && abs(value) < 1e-4)
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

/// Places along a line at which its words may stand, the best first.
func along(_ points: [Point]) -> [Point] {
  guard points.count > 1 else { return points }
  return [0.6, 0.4, 0.75, 0.25, 0.5, 0.88, 0.12, 0.95, 0.05, 0.33, 0.67].map {
    points[Int($0 * Double(points.count - 1))]
  }
}
