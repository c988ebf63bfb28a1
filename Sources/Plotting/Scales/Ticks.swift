import Elementary
import Records

/// A marked place on an axis.
public struct Tick: Hashable, Sendable {
  /// The datum.
  public var value: Double
  /// What is written beside it; empty for a tick without a number.
  public var label: String
  /// The role of the number.
  public var role: Role

  /// A number as it stands in a picture.
  static func number(_ value: Double, _ decimals: Int) -> String {
    Numeral(value, decimals: decimals).plain
  }

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

/// The step between round numbers that divide a range into about `count` parts.
func roundStep(from low: Double, to high: Double, count: Int) -> Double {
  let part = (high - low) / Double(count)
  return part.isFinite && part > 1e-300 ? tickStep(part).step : .nan
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

/// A number in a few digits, as words or a formula between dollar signs: decimals as asked where
/// they show two digits or more, and powers of ten where the number is long.
///
/// - Parameters:
///   - value: A finite number.
///   - decimals: The decimals of numbers from 1 on; smaller ones get what they need.
///   - padded: Whether zeros at the end of the decimals stay.
public func briefly(_ value: Double, decimals: Int = 2, padded: Bool = true) -> String {
  let size = abs(value)
  guard size > 0, size.isFinite else { return Numeral(value, decimals: 0).plain }
  let exponent = Int(log10(size).rounded(.down))
  guard (-3..<5).contains(exponent) else {
    return inPowers(value, decimals: decimals, padded: padded)
  }
  let number = Numeral(value, decimals: size >= 1000 ? 0 : max(decimals, 1 - exponent))
  return (padded ? number : number.trimmed).plain
}

/// A number times a power of ten, as a formula between dollar signs.
func inPowers(_ value: Double, decimals: Int, padded: Bool = true) -> String {
  let number = Numeral(value, powerWithDecimals: decimals)
  return "$\((padded ? number : number.trimmed).tex)$"
}

/// Ticks at given values in as few decimals as tell them apart and keep all but 0 from reading 0.
///
/// Values that differ by rounding only, by less than 1e-9 of the largest, read alike; an axis then
/// numbers the first of them.
public func ticks(at values: [Double], decimals: Int = 1, role: Role = .note) -> [Tick] {
  let largest = values.map(abs).max() ?? 0
  var texts: [String] = []
  for more in 0...4 {
    texts = values.map { value in
      abs(value) <= 1e-9 * largest
        ? "0"
        : largest >= 1e5 || largest < 1e-3
          ? inPowers(value, decimals: decimals + more) : briefly(value, decimals: decimals + more)
    }
    let isTold = values.indices.allSatisfy { a in
      values.indices.allSatisfy {
        texts[$0] != texts[a] || abs(values[$0] - values[a]) <= 1e-9 * largest
      }
    }
    if isTold { break }
  }
  return zip(values, texts).map { Tick($0, $1, role: role) }
}

/// Ticks at round numbers with just the digits they need.
public func linearTicks(from start: Double, to end: Double, count: Int = 4) -> [Tick] {
  let values = roundTicks(from: start, to: end, count: count)
  let largest = values.map(abs).max() ?? 0
  let places = decimals(for: values)
  guard largest >= 1e5 || largest < 1e-3 || places >= 6 else {
    return values.map { Tick($0, Numeral($0, decimals: places).plain) }
  }
  // Far from 0 neighbours differ in late digits only: then all of them are written.
  if values.count > 1, largest > 2e5 * (values[1] - values[0]), largest < 1e15 {
    let places = max(0, -Int(log10((values[1] - values[0]) * (1 + 1e-9)).rounded(.down)))
    return values.map { Tick($0, Numeral($0, decimals: places, isInFull: true).plain) }
  }
  // Round values have few digits, whatever their size.
  return values.map {
    Tick($0, $0 == 0 ? "0" : inPowers($0, decimals: 5, padded: false))
  }
}

/// Ticks at whole numbers from 1 on, for an axis that counts: 1 itself, then round ones.
///
/// - Parameters:
///   - last: The last number that is counted.
///   - count: The number of steps aimed at, at least 1.
public func countTicks(to last: Int, count: Int = 5) -> [Tick] {
  guard last > 1 else { return [Tick(1, "1")] }
  let values =
    last - 1 <= count
    ? (2...last).map(Double.init)
    : roundTicks(from: 1, to: Double(last), count: count).filter { $0 > 1 && $0 == $0.rounded() }
  return ([1] + values).map { Tick($0, Numeral(exactly: $0).plain) }
}

/// Ticks at the powers of ten of a range, a number at every `labelled`-th of them and, where there are
/// many powers, at most five ticks between two numbers; in a range of less than two decades at 1, 2 and
/// 5 times the powers, each with its number.
///
/// - Parameters:
///   - start: The lower end, positive.
///   - end: The upper end, above `start`.
///   - labelled: 1 to write every exponent, 2 for each exponent divisible by 2, and so on.
public func decadeTicks(from start: Double, to end: Double, labelled: Int = 1) -> [Tick] {
  guard start > 0, end > start, end.isFinite, labelled > 0 else { return [] }
  let first = Int((log10(start) - 1e-9).rounded(.up))
  let last = Int((log10(end) + 1e-9).rounded(.down))
  guard end / start >= 100 * (1 - 1e-9) else {
    var values: [Double] = []
    for exponent in (first - 1)...(max(first, last) + 1) {
      for digit in [1, 2, 5] {
        // The double nearest to the round number, which a product need not be.
        let value = Double("\(digit)e\(exponent)") ?? .nan
        if value >= start * (1 - 1e-9), value <= end * (1 + 1e-9) { values.append(value) }
      }
    }
    guard values.count > 1 else { return linearTicks(from: start, to: end, count: 3) }
    let labels = values.map { briefly($0, decimals: 0, padded: false) }
    let powers = labels.count { $0.contains("$") }
    // Either all of them are powers or none is.
    guard powers > 0, powers < labels.count else { return zip(values, labels).map { Tick($0, $1) } }
    return (start >= 1 && end < 1e7 ? TickFormat.thousands : .powers).ticks(at: values)
  }
  // Ticks without a number help to count while they are few; many are a grey bar.
  let between = (1...labelled).first {
    labelled.isMultiple(of: $0) && (labelled / $0 <= 6 || (last - first) / $0 <= 30)
  }
  return (first...last).filter { $0.isMultiple(of: between ?? labelled) }.map { exponent in
    let value = power(ofTen: exponent)
    guard exponent.isMultiple(of: labelled) else { return Tick(value, "") }
    // 1 and 10 are written out.
    return Tick(value, (0...1).contains(exponent) ? short(value) : inPowers(value, decimals: 0))
  }
}

/// The double nearest to a power of ten; 0 or infinity beyond the range of doubles.
func power(ofTen exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }
