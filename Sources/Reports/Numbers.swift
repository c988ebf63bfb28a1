/// A number rounded to so many significant digits: a decimal fraction between 1e-3 and 1e6, else
/// with a power of ten, as in `3.1 × 10⁻¹⁵`.
///
/// The minus sign is U+2212. Trailing zeros after the point are left out.
package func significant(_ value: Double, digits: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
  guard value != 0 else { return "0" }
  let (mantissa, exponent) = rounded(abs(value), digits: digits)
  let sign = value < 0 ? "−" : ""
  if exponent >= -3, exponent < 6 {
    return sign + fraction(mantissa, exponent: exponent)
  }
  let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  let power = String(abs(exponent)).map { superscripts[$0.wholeNumberValue ?? 0] }
  return sign + fraction(mantissa, exponent: 0) + " × 10" + (exponent < 0 ? "⁻" : "")
    + String(power)
}

/// A number rounded to so many digits after the point, with the minus sign U+2212.
///
/// - Parameter decimals: From 0 to 15.
package func fixed(_ value: Double, decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return significant(value, digits: 4) }
  guard value != 0 else {
    return decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
  }
  let (digits, exponent) = shortestDigits(abs(value))
  // The digits up to the last place, rounded half up in decimal.
  let count = exponent + 1 + decimals
  var text = "0"
  if count >= 0 {
    let places = digits + Array(repeating: 0, count: max(0, count - digits.count))
    var kept = [0] + places.prefix(count)
    if count < digits.count, digits[count] >= 5 {
      var index = kept.count - 1
      while index > 0, kept[index] == 9 {
        kept[index] = 0
        index -= 1
      }
      kept[index] += 1
    }
    text = kept.map(String.init).joined()
  }
  while text.count > decimals + 1, text.hasPrefix("0") { text.removeFirst() }
  text = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
  let sign = value < 0 && text.contains { $0 != "0" } ? "−" : ""
  return sign + text.dropLast(decimals) + (decimals == 0 ? "" : "." + text.suffix(decimals))
}

/// The decimal digits of a positive number and the power of ten of the first.
private func rounded(_ value: Double, digits: Int) -> (digits: [UInt8], exponent: Int) {
  // The shortest digits that read back as the number, then rounded half up in decimal: what a
  // reader would do by hand, the same on every machine.
  let (shortest, exponent) = shortestDigits(value)
  guard shortest.count > digits else { return (shortest, exponent) }
  var kept = Array(shortest.prefix(digits))
  guard shortest[digits] >= 5 else { return (kept, exponent) }
  var index = digits - 1
  while index >= 0 {
    if kept[index] < 9 {
      kept[index] += 1
      return (kept, exponent)
    }
    kept[index] = 0
    index -= 1
  }
  return ([1], exponent + 1)
}

/// The digits of the shortest text that reads back as the number.
private func shortestDigits(_ value: Double) -> (digits: [UInt8], exponent: Int) {
  var digits: [UInt8] = []
  var point: Int?
  var exponent = 0
  var isExponent = false
  var power = ""
  for character in value.description {
    switch character {
    case ".": point = digits.count
    case "e": isExponent = true
    case _ where isExponent: power.append(character)
    default: digits.append(UInt8(character.wholeNumberValue ?? 0))
    }
  }
  exponent = (point ?? digits.count) - 1 + (Int(power) ?? 0)
  while digits.count > 1, digits[0] == 0 {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.count > 1, digits.last == 0 { digits.removeLast() }
  return (digits, exponent)
}

/// Digits with a decimal point after the one that stands for 10^0.
private func fraction(_ digits: [UInt8], exponent: Int) -> String {
  var digits = digits
  while digits.count > 1, digits.last == 0 { digits.removeLast() }
  var text = digits.map(String.init).joined()
  if exponent < 0 {
    return "0." + String(repeating: "0", count: -exponent - 1) + text
  }
  if text.count <= exponent {
    text += String(repeating: "0", count: exponent + 1 - text.count)
  }
  let whole = text.prefix(exponent + 1)
  let rest = text.dropFirst(exponent + 1)
  return rest.isEmpty ? String(whole) : "\(whole).\(rest)"
}
