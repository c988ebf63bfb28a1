import Records

/// How the numbers of an axis are written.
public struct TickFormat: Sendable {
  /// What all numbers of an axis read.
  private let texts: (@Sendable ([Double]) -> [String])?

  /// Whether the scale's own way of writing is meant.
  var isAutomatic: Bool { texts == nil }

  private init(_ texts: (@Sendable ([Double]) -> [String])?) { self.texts = texts }

  /// In as few digits as tell them apart; powers of ten where numbers are long.
  public static let automatic = TickFormat(nil)

  /// Words for each number.
  public static func words(_ text: @escaping @Sendable (Double) -> String) -> TickFormat {
    TickFormat { $0.map(text) }
  }

  /// With a number of decimals.
  public static func decimals(_ count: Int) -> TickFormat {
    words { Numeral($0, decimals: count).plain }
  }

  /// Whole numbers in groups of three digits with narrow spaces between them.
  public static let thousands = words { value in
    guard abs(value) < 1e15 else { return numbers([value])[0] }
    let number = Array(String(Int(abs(value).rounded())))
    let grouped = number.enumerated().map { index, digit in
      let left = number.count - index
      return index > 0 && left.isMultiple(of: 3) ? "\u{202F}\(digit)" : String(digit)
    }
    return (value <= -0.5 ? "\u{2212}" : "") + grouped.joined()
  }

  /// As powers of ten, with a factor where one is needed.
  public static let powers = words { $0 == 0 ? "0" : inPowers($0, decimals: 5, padded: false) }

  /// Parts of 1 as percents, in as few decimals as tell them apart.
  public static let percent = TickFormat { values in
    numbers(values.map { 100 * $0 }).map { $0 + "\u{202F}%" }
  }

  /// The numbers with a unit or another ending after each.
  public static func suffix(_ ending: String) -> TickFormat {
    TickFormat { numbers($0).map { $0 + ending } }
  }

  /// Ticks at given values.
  func ticks(at values: [Double]) -> [Tick] {
    zip(values, (texts ?? numbers)(values)).map { Tick($0, $1) }
  }
}

/// Numbers in just the digits that they need, or as powers of ten.
@Sendable private func numbers(_ values: [Double]) -> [String] {
  let places = decimals(for: values)
  let largest = values.map(abs).max() ?? 0
  guard largest >= 1e5 || largest > 0 && largest < 1e-3 || places >= 6 else {
    return values.map { Numeral($0, decimals: places).plain }
  }
  return ticks(at: values).map(\.label)
}
