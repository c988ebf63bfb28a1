/// A number with a fixed count of decimals, rounded once and written without a locale.
///
/// - Parameters:
///   - value: A finite number below 1e13 in size.
///   - decimals: The count of decimals, from 0 to 6.
/// - Returns: The shortest text of the rounded number: no trailing zeros, no leading zero before
///   the point unless `leadingZero`, never `-0`.
package func decimal(_ value: Double, _ decimals: Int, leadingZero: Bool = false) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  return decimal(scaled: Int((value * scale).rounded()), decimals, leadingZero: leadingZero)
}

/// A whole number of 10^-`decimals`, written as a decimal fraction.
package func decimal(scaled: Int, _ decimals: Int, leadingZero: Bool = false) -> String {
  var magnitude = scaled.magnitude
  var count = decimals
  while count > 0, magnitude % 10 == 0 {
    magnitude /= 10
    count -= 1
  }
  let sign = scaled < 0 ? "-" : ""
  let digits = String(magnitude)
  guard count > 0 else { return sign + digits }
  let zeros = String(repeating: "0", count: max(0, count - digits.count))
  let whole = digits.dropLast(count)
  let lead = whole.isEmpty ? (leadingZero ? "0" : "") : String(whole)
  return sign + lead + "." + zeros + digits.suffix(count)
}
