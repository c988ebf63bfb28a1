import Records
import Testing

@Suite("Numbers in texts")
struct NumbersTests {
  @Test(
    "significant digits",
    arguments: [
      (0.0, 3, "0"), (1, 3, "1"), (-2.5, 2, "−2.5"), (0.001234, 2, "0.0012"),
      (0.0001234, 2, "1.2\u{A0}×\u{A0}10⁻⁴"), (999.96, 4, "1000"), (999_999.6, 6, "10⁶"),
      (123_456.7, 3, "123000"), (9.96e-10, 2, "10⁻⁹"), (3.14159, 3, "3.14"), (1e6, 3, "10⁶"),
      (-1.5e22, 2, "−1.5\u{A0}×\u{A0}10²²"), (0.1 + 0.2, 17, "0.30000000000000004"),
      (.infinity, 2, "∞"), (-.infinity, 2, "−∞"), (.nan, 2, "NaN"),
      (.leastNonzeroMagnitude, 3, "5\u{A0}×\u{A0}10⁻³²⁴"),
    ] as [(Double, Int, String)])
  func significantDigits(value: Double, digits: Int, text: String) {
    #expect(Numeral(value, significant: digits).plain == text)
  }

  @Test(
    "digits after the point, and more where there would be none",
    arguments: [
      (3.14159, 2, "3.14"), (-0.004, 2, "−0.004"), (-0.005, 2, "−0.01"), (0.995, 2, "1.00"),
      (99.96, 1, "100.0"), (12, 0, "12"), (0.5, 0, "1"), (0.04, 0, "0.04"), (1e-9, 3, "10⁻⁹"),
      (123_456.789, 2, "123456.79"), (0, 2, "0.00"), (0, 0, "0"), (-0.0, 1, "0.0"), (7, 2, "7.00"),
      (2_837_602_648_442_528, 2, "2.838\u{A0}×\u{A0}10¹⁵"), (0.00012, 4, "0.0001"),
      (0.00004, 4, "4\u{A0}×\u{A0}10⁻⁵"), (999_999.96, 1, "1000000.0"),
    ] as [(Double, Int, String)])
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(Numeral(value, decimals: decimals).plain == text)
  }

  @Test(
    "whole numbers keep all digits",
    arguments: [
      (123_458, "123458"), (63_322, "63322"), (999_999_999_999_999, "999999999999999"),
      (1e15, "10¹⁵"), (-1_000_000, "−1000000"), (0, "0"), (0.123456, "0.1235"),
      (1.5e-7, "1.5\u{A0}×\u{A0}10⁻⁷"),
    ] as [(Double, String)])
  func wholeNumbers(value: Double, text: String) {
    #expect(Numeral(value).plain == text)
  }

  @Test(
    "a number has the digits that a text with a power of ten has",
    arguments: [
      ("5.810e+01", "58.10"), ("5.406e1", "54.06"), ("-1.50E-3", "\u{2212}0.00150"),
      ("1.50e10", "15000000000"), ("2.00e-7", "2.00\u{A0}×\u{A0}10⁻⁷"), ("0.00e+00", "0.00"),
      ("1e3", "1000"), ("0.050e1", "0.50"), ("1.5000e2", "150.00"),
    ])
  func written(text: String, plain: String) { #expect(Numeral(written: text)?.plain == plain) }

  @Test(
    "other texts have no digits of that kind", arguments: ["", "1.5", "e3", "1e", "1e999", "x"])
  func notWritten(text: String) { #expect(Numeral(written: text) == nil) }

  @Test("one number in all its forms")
  func forms() {
    let number = Numeral(-3.14e-15, significant: 2)
    #expect(number.plain == "−3.1\u{A0}×\u{A0}10⁻¹⁵")
    #expect(number.tex == "-3.1\\times10^{-15}")
    #expect(number.html == "−3.1\u{A0}×\u{A0}10<sup>−15</sup>")
    #expect(Numeral(1e-13, significant: 1).tex == "10^{-13}")
    #expect(counted(1, "panel") == "1 panel" && counted(0, "panel") == "0 panels")
    #expect(counted(2, "axis", plural: "axes") == "2 axes")
  }

  @Test("nothing but zero is written as zero, and no form can break inside a number")
  func neverZero() throws {
    for exponent in -320...300 {
      for digits in ["1", "4.9", "5", "9.9999999"] {
        let value = try #require(Double("\(digits)e\(exponent)"))
        for count in 0...6 {
          for number in [Numeral(value, decimals: count), Numeral(-value, significant: count)] {
            #expect(number.plain.contains { "123456789¹²³".contains($0) }, "\(value) to \(count)")
            #expect(!number.plain.contains(" ") && !number.plain.contains("-"))
            #expect(!number.html.contains(" "))
          }
        }
      }
    }
  }

  @Test("every thousandth up to 2 has the digits of whole numbers, rounded half up")
  func exhaustive() {
    for k in 0...2000 {
      let value = Double(k) / 1000
      for (count, unit) in [(1, 100), (2, 10), (3, 1)] {
        let rounded = (k + unit / 2) / unit
        guard rounded > 0 || k == 0 else { continue }
        let scale = 1000 / unit
        let rest = String(rounded % scale)
        let text = "\(rounded / scale)." + String(repeating: "0", count: count - rest.count) + rest
        #expect(Numeral(value, decimals: count).plain == text)
      }
    }
  }

  @Test("what is written reads back within half a unit of the last digit")
  func readsBack() throws {
    var value = 1.7e-9
    for digits in 1...12 {
      for _ in 0..<40 {
        value = value > 1e9 ? 1.3e-9 : value * 3.7
        let text = Numeral(value, significant: digits).tex
        let read = try #require(
          Double(
            (text.hasPrefix("10^") ? "1" + text.dropFirst(2) : text)
              .replacing("\\times10^{", with: "e").replacing("^{", with: "e")
              .replacing("}", with: "")))
        var unit = 1.0
        for _ in 0..<digits { unit /= 10 }
        // Half a unit of the last digit is at most 5 in the digit after it; 1e-12 is rounding here.
        #expect(abs(read - value) <= (5 * unit + 1e-12) * value, "\(value) as \(text)")
      }
    }
  }
}
