import Elementary

/// A marked place on an axis.
public struct Tick: Hashable, Sendable {
  /// The datum.
  public var value: Double
  /// What is written beside it; empty for a tick without a number.
  public var label: String
  /// The role of the number.
  public var role: Role

  /// A tick with the text beside it.
  public init(_ value: Double, _ label: String, role: Role = .note) {
    self.value = value
    self.label = label
    self.role = role
  }
}

/// Round numbers that divide a range into about `count` steps.
///
/// Each is a whole number times 1, 2 or 5 times a power of ten, so that 0.30000000000000004
/// cannot arise.
///
/// - Parameters:
///   - start: One end of the range, finite.
///   - end: The other end, finite.
///   - count: The number of steps aimed at, at least 1.
/// - Returns: Ascending values within the range; empty when the range is empty or not finite.
public func roundTicks(from start: Double, to end: Double, count: Int) -> [Double] {
  let low = min(start, end)
  let high = max(start, end)
  guard low.isFinite, high.isFinite, low < high, count > 0 else { return [] }
  guard (high - low).isFinite, (high - low) / Double(count) > 1e-300 else { return [] }
  let (step, inverse) = tickStep((high - low) / Double(count))
  guard step.isFinite, step > 0 || inverse > 0 else { return [] }
  let value: (Int) -> Double = { inverse > 0 ? Double($0) / inverse : Double($0) * step }
  let toIndex: (Double) -> Double = { inverse > 0 ? $0 * inverse : $0 / step }
  // A hair of slack, so that an end that is itself round is kept.
  let first = (toIndex(low) - 1e-9).rounded(.up)
  let last = (toIndex(high) + 1e-9).rounded(.down)
  guard first <= last, last - first < 1000, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
  return (Int(first)...Int(last)).map(value)
}

/// The step of 1, 2 or 5 times a power of ten nearest in ratio to the one given.
///
/// - Returns: The step and 0, or for steps below 1 the step and its whole inverse.
private func tickStep(_ raw: Double) -> (step: Double, inverse: Double) {
  let exponent = Int(log10(raw).rounded(.down))
  let error = raw / power(ofTen: exponent)
  let square = error * error
  let factor = square >= 50 ? 10.0 : square >= 10 ? 5 : square >= 2 ? 2 : 1
  if exponent < 0 {
    let inverse = power(ofTen: -exponent) / factor
    return (1 / inverse, inverse)
  }
  return (factor * power(ofTen: exponent), 0)
}

/// A number as it is written on paper: U+2212 for minus, decimals as asked.
public func numeral(_ value: Double, decimals: Int) -> String {
  let scaled = (abs(value) * power(ofTen: decimals)).rounded()
  guard scaled.isFinite, scaled < 9e15 else { return value.description }
  var digits = String(Int(scaled))
  if decimals > 0 {
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
  }
  return (value < 0 && scaled != 0 ? "\u{2212}" : "") + digits
}

/// The least count of decimals, up to 6, that writes every value exactly enough to tell apart.
public func decimals(for values: [Double]) -> Int {
  for count in 0...6 {
    let unit = power(ofTen: count)
    if values.allSatisfy({ abs(($0 * unit).rounded() - $0 * unit) <= 1e-9 * max(1, abs($0 * unit)) }
    ) {
      return count
    }
  }
  return 6
}

/// Ticks at round numbers with just the decimals they need.
public func linearTicks(from start: Double, to end: Double, count: Int = 4) -> [Tick] {
  let values = roundTicks(from: start, to: end, count: count)
  let decimals = decimals(for: values)
  return values.map { Tick($0, numeral($0, decimals: decimals)) }
}

/// Ticks at the powers of ten of a range, a number at every `labelled`-th of them.
///
/// - Parameters:
///   - start: The lower end, positive.
///   - end: The upper end, above `start`.
///   - labelled: 1 to write every exponent, 2 for each exponent divisible by 2, and so on.
public func decadeTicks(from start: Double, to end: Double, labelled: Int = 1) -> [Tick] {
  guard start > 0, end > start, end.isFinite, labelled > 0 else { return [] }
  let first = Int((log10(start) - 1e-9).rounded(.up))
  let last = Int((log10(end) + 1e-9).rounded(.down))
  guard first <= last else { return [] }
  return (first...last).map { exponent in
    let isLabelled = exponent % labelled == 0
    return Tick(power(ofTen: exponent), isLabelled ? powerOfTen(exponent) : "")
  }
}

/// A power of ten as a formula, `$10^{-3}$`; 1 and 10 are written out.
public func powerOfTen(_ exponent: Int) -> String {
  switch exponent {
  case 0: "1"
  case 1: "10"
  default: "$10^{\(exponent)}$"
  }
}

/// The double nearest to a power of ten; 0 or infinity beyond the range of doubles.
func power(ofTen exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }
