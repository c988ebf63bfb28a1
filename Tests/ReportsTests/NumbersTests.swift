import Reports
import Testing

@Suite("Numbers in texts")
struct NumbersTests {
  @Test(
    "significant digits",
    arguments: [
      (0.0, 3, "0"), (1, 3, "1"), (-2.5, 2, "−2.5"), (0.001234, 2, "0.0012"),
      (0.0001234, 2, "1.2 × 10⁻⁴"), (999.96, 4, "1000"), (999_999.6, 6, "1 × 10⁶"),
      (123_456.7, 3, "123000"), (9.96e-10, 2, "1 × 10⁻⁹"), (3.14159, 3, "3.14"),
      (1e6, 3, "1 × 10⁶"), (-1.5e22, 2, "−1.5 × 10²²"), (0.1 + 0.2, 17, "0.30000000000000004"),
      (.infinity, 2, "∞"),
    ] as [(Double, Int, String)])
  func significantDigits(value: Double, digits: Int, text: String) {
    #expect(significant(value, digits: digits) == text)
  }

  @Test(
    "digits after the point",
    arguments: [
      (3.14159, 2, "3.14"), (-0.004, 2, "0.00"), (-0.005, 2, "−0.01"), (0.995, 2, "1.00"),
      (99.96, 1, "100.0"), (12, 0, "12"), (0.5, 0, "1"), (0.04, 0, "0"), (1e-9, 3, "0.000"),
      (123_456.789, 2, "123456.79"), (0, 2, "0.00"), (7, 2, "7.00"),
    ] as [(Double, Int, String)])
  func fixedDecimals(value: Double, decimals: Int, text: String) {
    #expect(fixed(value, decimals: decimals) == text)
  }

  @Test("what is written reads back within half a unit of the last digit")
  func readsBack() throws {
    var value = 1.7e-9
    for digits in 1...12 {
      for _ in 0..<40 {
        value = value > 1e9 ? 1.3e-9 : value * 3.7
        let text = significant(value, digits: digits)
        let parts = text.split(separator: " ")
        let exponent = parts.count == 3 ? try #require(power(parts[2])) : 0
        var scale = 1.0
        for _ in 0..<abs(exponent) { scale *= 10 }
        let read = try #require(Double(parts[0])) * (exponent < 0 ? 1 / scale : scale)
        var unit = 1.0
        for _ in 0..<digits { unit /= 10 }
        // Half a unit of the last digit is at most 5 in the digit after it; 1e-12 is rounding here.
        #expect(abs(read - value) <= (5 * unit + 1e-12) * value, "\(value) as \(text)")
      }
    }
  }

  private func power(_ text: Substring) -> Int? {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    var read = ""
    for character in text.dropFirst(2) {
      read += character == "⁻" ? "-" : String(digits.firstIndex(of: character) ?? -1)
    }
    return Int(read)
  }
}
