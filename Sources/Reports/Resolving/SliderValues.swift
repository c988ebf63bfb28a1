import Elementary
import Records

extension Setting {
  /// Values for a slider over the range of a number, its own among them: about eleven, at equal
  /// distances, or with equal ratios where the ends differ a hundredfold; none for what is no number.
  ///
  /// - Parameter isReal: Whether fractions are allowed where the range and the value are whole.
  func sliderValues(isReal: Bool) -> [String] {
    let ends = range.replacing("...", with: " ").split(separator: " ")
    guard ends.count == 2, let low = Double(ends[0]), let high = Double(ends[1]),
      let own = Double(value), low < high, low.isFinite, high.isFinite
    else { return [] }
    let isWhole = !isReal && (ends + [value[...]]).allSatisfy { Int($0) != nil }
    let isSpread = low > 0 && high / low >= 100
    let values = (0...10).map { index -> Double in
      let part = Double(index) / 10
      let place = isSpread ? low * pow(high / low, part) : low + (high - low) * part
      if isWhole { return place.rounded() }
      // Two digits of the value, or of the distance to the next.
      let digits = 1 - log10(isSpread ? place : (high - low) / 10).rounded(.down)
      let unit = pow(10, abs(digits))
      let round = digits < 0 ? (place / unit).rounded() * unit : (place * unit).rounded() / unit
      return min(max(round, low), high)
    }
    return Set(values + [own]).sorted().map { $0 == own ? value : short($0) }
  }
}
