/// A number as a reader sees it: rounded decimal digits and a power of ten, written plainly, in
/// TeX, in HTML or in words.
///
/// What is not zero is never written as zero. Files for machines keep `Double.description`.
public struct Numeral: Hashable, Sendable {
  /// What is written.
  private enum Kind: Hashable {
    /// Digits, the first stands for 10^exponent; zero is one digit 0 at 10^0.
    case digits([UInt8], exponent: Int)
    case infinite
    case undefined
  }

  private let kind: Kind
  private let isNegative: Bool
  /// Whether there is a power of ten; nil for where the number is long.
  private let hasPower: Bool?

  private init(_ kind: Kind, isNegative: Bool, hasPower: Bool? = nil) {
    self.kind = kind
    self.isNegative = isNegative
    self.hasPower = hasPower
  }

  /// A number rounded half up to significant digits; zeros at the end are left out.
  ///
  /// Between 10⁻³ and 10⁶ it is a decimal fraction, elsewhere it has a power of ten.
  ///
  /// - Parameters:
  ///   - value: Any number; what is not finite is written in words or signs.
  ///   - count: The number of digits, 1 or more.
  public init(_ value: Double, significant count: Int) {
    guard let special = Self.special(value) else {
      let (digits, exponent) = Self.rounded(Self.shortest(abs(value)), to: max(1, count))
      self.init(.digits(Self.trimmed(digits), exponent: exponent), isNegative: value < 0)
      return
    }
    self = special
  }

  /// A number rounded half up to significant digits, of which zeros at the end are kept where they
  /// say how far it was rounded: 0.1496 to three is 0.150, but 0.5 and 40 stay as they are.
  public init(_ value: Double, rounding count: Int) {
    let count = max(1, count)
    let plain = Numeral(value, significant: count)
    guard case .digits(var digits, let exponent) = plain.kind,
      Self.shortest(abs(value)).digits.count > count
    else {
      self = plain
      return
    }
    digits += Array(repeating: 0, count: max(0, count - digits.count))
    self.init(.digits(digits, exponent: exponent), isNegative: value < 0)
  }

  /// A number rounded half up to digits after the point, which are kept where they are 0.
  ///
  /// What would have no digit but 0, or more than six before the point, has two significant
  /// digits, or four, and a power of ten where `init(_:significant:)` writes one.
  ///
  /// - Parameters:
  ///   - value: Any number; what is not finite is written in words or signs.
  ///   - count: The number of digits after the point, from 0 to 15.
  ///   - isInFull: Whether all digits before the point are written, however many.
  public init(_ value: Double, decimals count: Int, isInFull: Bool = false) {
    let count = min(15, max(0, count))
    if value == 0 {
      self.init(
        .digits(Array(repeating: 0, count: count + 1), exponent: 0), isNegative: false,
        hasPower: false)
      return
    }
    if let special = Self.special(value) {
      self = special
      return
    }
    let shortest = Self.shortest(abs(value))
    let kept = shortest.exponent + 1 + count
    guard kept >= 0, isInFull || shortest.exponent < 6 else {
      self.init(value, significant: kept < 0 ? 2 : 4)
      return
    }
    // One more place in front, into which a carry may run.
    let missing = max(0, kept - shortest.digits.count)
    let padded = [0] + shortest.digits + Array(repeating: 0, count: missing)
    var (digits, exponent) = Self.rounded((padded, shortest.exponent + 1), to: kept + 1)
    digits += Array(repeating: 0, count: max(0, kept + 1 - digits.count))
    guard digits.contains(where: { $0 != 0 }) else {
      self.init(value, significant: 2)
      return
    }
    while exponent > 0, digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    if exponent < 0 {
      digits = Array(repeating: 0, count: -exponent) + digits
      exponent = 0
    }
    self.init(.digits(digits, exponent: exponent), isNegative: value < 0, hasPower: false)
  }

  /// A number with a power of ten, whatever its size: one digit before the point, digits rounded
  /// half up and kept after it where they are 0.
  public init(_ value: Double, powerWithDecimals count: Int) {
    if let special = Self.special(value) {
      self = special
      return
    }
    let (digits, exponent) = Self.rounded(Self.shortest(abs(value)), to: count + 1)
    let zeros = Array<UInt8>(repeating: 0, count: max(0, count + 1 - digits.count))
    self.init(
      .digits(digits + zeros, exponent: exponent), isNegative: value < 0, hasPower: true)
  }

  /// The number without zeros at the end of its decimals.
  public var trimmed: Numeral {
    guard case .digits(var digits, let exponent) = kind else { return self }
    let kept = hasPower == true ? 1 : max(1, exponent + 1)
    while digits.count > kept, digits.last == 0 { digits.removeLast() }
    return Numeral(
      .digits(digits, exponent: exponent), isNegative: isNegative, hasPower: hasPower)
  }

  /// A number with all its digits: counts, seeds, and what a user typed.
  ///
  /// Whole numbers below 10¹⁵ have no power of ten; others are the shortest that read back.
  public init(exactly value: Double) {
    guard value != 0, value.isFinite else {
      self.init(value, significant: 17)
      return
    }
    let (digits, exponent) = Self.shortest(abs(value))
    self.init(
      .digits(digits, exponent: exponent), isNegative: value < 0,
      hasPower: value == value.rounded() && abs(value) < 1e15 ? false : nil)
  }

  /// A number with all the digits that a text such as `5.810e+01` has, zeros at their end too; nil for
  /// other texts.
  public init?(written text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    let halves = parts[0].drop { $0 == "-" || $0 == "+" }
      .split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let power = Int(parts[1]), abs(power) < 400, halves.count <= 2,
      let value = Double(text), value.isFinite
    else { return nil }
    var digits = halves.joined().compactMap { $0.wholeNumberValue.map(UInt8.init) }
    var exponent = halves[0].count - 1 + power
    while digits.count > 1, digits[0] == 0, value != 0 {
      digits.removeFirst()
      exponent -= 1
    }
    self.init(
      .digits(digits, exponent: value == 0 ? 0 : exponent), isNegative: value < 0,
      hasPower: value == value.rounded() && abs(value) < 1e15 ? false : nil)
  }

  /// A number in a text that says nothing of its digits: whole numbers below 10¹⁵ exactly, others
  /// with four significant digits.
  public init(_ value: Double) {
    if value == value.rounded(), abs(value) < 1e15 {
      self.init(exactly: value)
    } else {
      self.init(value, significant: 4)
    }
  }

  // MARK: Forms

  /// As `−3.1 × 10⁻¹⁵`: the minus sign is U+2212, the spaces do not break.
  public var plain: String {
    written(
      power: { mantissa, exponent in
        let raised = String(abs(exponent)).compactMap { $0.wholeNumberValue }
          .map { Self.raised[$0] }
        return (mantissa.map { "\($0)\u{A0}×\u{A0}" } ?? "") + "10" + (exponent < 0 ? "⁻" : "")
          + String(raised)
      }, minus: "\u{2212}", infinity: "∞")
  }

  /// As `-3.1\times10^{-15}`, for a formula.
  public var tex: String {
    written(
      power: { mantissa, exponent in
        (mantissa.map { $0 + "\\times" } ?? "") + "10^{\(exponent)}"
      }, minus: "-", infinity: "\\infty")
  }

  /// As `-3.1e-15`, for a terminal.
  public var scientific: String {
    written(power: { "\($0 ?? "1")e\($1)" }, minus: "-", infinity: "inf")
  }

  /// As `−3.1 × 10<sup>−15</sup>`, with spaces that do not break.
  public var html: String {
    written(
      power: { mantissa, exponent in
        (mantissa.map { "\($0)\u{A0}×\u{A0}" } ?? "")
          + "10<sup>\(exponent < 0 ? "\u{2212}" : "")\(abs(exponent))</sup>"
      }, minus: "\u{2212}", infinity: "∞")
  }

  private static let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// The number with its parts put together; a mantissa of 1 is nil.
  private func written(
    power: (String?, Int) -> String, minus: String, infinity: String
  ) -> String {
    let sign = isNegative ? minus : ""
    switch kind {
    case .undefined: return "NaN"
    case .infinite: return sign + infinity
    case .digits(let digits, let exponent):
      if !(hasPower ?? !(-3..<6).contains(exponent)) {
        return sign + Self.fraction(digits, exponent: exponent)
      }
      let mantissa = Self.fraction(digits, exponent: 0)
      return sign + power(mantissa == "1" ? nil : mantissa, exponent)
    }
  }

  // MARK: Digits

  /// Zero and what is not finite.
  private static func special(_ value: Double) -> Numeral? {
    if value.isNaN { return Numeral(.undefined, isNegative: false) }
    if value.isInfinite { return Numeral(.infinite, isNegative: value < 0) }
    return value == 0 ? Numeral(.digits([0], exponent: 0), isNegative: false) : nil
  }

  /// Rounded half up in decimal: what a reader would do by hand, the same on every machine.
  private static func rounded(
    _ number: (digits: [UInt8], exponent: Int), to count: Int
  ) -> (digits: [UInt8], exponent: Int) {
    guard number.digits.count > count else { return number }
    var kept = Array(number.digits.prefix(count))
    guard number.digits[count] >= 5 else { return (kept, number.exponent) }
    for index in kept.indices.reversed() {
      if kept[index] < 9 {
        kept[index] += 1
        return (kept, number.exponent)
      }
      kept[index] = 0
    }
    return ([1] + kept.dropLast(), number.exponent + 1)
  }

  /// The digits of the shortest text that reads back as a positive number.
  private static func shortest(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    let text = value.description.utf8
    let end = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    let power = Int(String(text[end...].dropFirst()) ?? "") ?? 0
    var digits = text[..<end].filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    var exponent = (text[..<end].split(separator: UInt8(ascii: ".")).first?.count ?? 1) - 1 + power
    while digits.count > 1, digits[0] == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    return (trimmed(digits), exponent)
  }

  private static func trimmed(_ digits: [UInt8]) -> [UInt8] {
    var digits = digits
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return digits
  }

  /// Digits with a decimal point after the one that stands for 10^0.
  private static func fraction(_ digits: [UInt8], exponent: Int) -> String {
    var text = digits.map(String.init).joined()
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    text += String(repeating: "0", count: max(0, exponent + 1 - text.count))
    let rest = text.dropFirst(exponent + 1)
    return rest.isEmpty ? text : "\(text.prefix(exponent + 1)).\(rest)"
  }
}

/// The form of a verb or noun for a count: the first for one, the second for all others.
public func agreeing<Form>(_ count: Int, _ one: Form, _ others: Form) -> Form {
  count == 1 ? one : others
}

/// Some counts with their noun, as `1 to 4 numbers`, and `3 numbers` where there is one only.
public func counted(_ counts: ClosedRange<Int>, _ noun: String) -> String {
  counts.count == 1
    ? counted(counts.lowerBound, noun)
    : "\(counts.lowerBound) to \(counted(counts.upperBound, noun))"
}

/// A count with its noun, as `1 point` and `3 points`.
///
/// - Parameters:
///   - count: How many there are.
///   - noun: The noun for one.
///   - plural: The noun for other counts than 1, where an s does not make it.
public func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}
