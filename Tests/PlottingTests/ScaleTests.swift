import Plotting
import Records
import Testing

@Suite struct ScaleTests {
  @Test("a place and its datum are inverse to each other, on both kinds, either way around")
  func inverse() throws {
    let scales = [
      try Scale(.linear, from: -3, to: 5), try Scale(.linear, from: 5, to: -3),
      try Scale(.log, from: 1e-4, to: 1e2), try Scale(.log, from: 1e2, to: 1e-4),
    ]
    for scale in scales {
      #expect(scale.fraction(scale.domain.start) == 0)
      #expect(abs(scale.fraction(scale.domain.end) - 1) < 1e-15)
      for part in stride(from: -0.5, through: 1.5, by: 0.125) {
        // Two roundings of numbers near 1.
        #expect(abs(scale.fraction(scale.value(at: part)) - part) < 1e-14)
      }
    }
  }

  @Test("equal ratios are equal steps on a log scale, and what is not positive has no place")
  func logarithms() throws {
    let scale = try Scale(.log, from: 1, to: 1e6)
    for exponent in 0...6 {
      let place = scale.fraction([1, 10, 1e2, 1e3, 1e4, 1e5, 1e6][exponent])
      #expect(abs(place - Double(exponent) / 6) < 1e-15)
    }
    #expect(!scale.fraction(0).isFinite)
    #expect(scale.fraction(-1).isNaN)
  }

  @Test("a scale without an extent is refused")
  func refused() {
    let nan = Double.nan
    for (kind, start, end) in [
      (Scale.Kind.linear, 1.0, 1.0), (.linear, nan, 1), (.linear, 0, .infinity), (.log, 0, 1),
      (.log, -1, 1), (.log, 1, 1),
    ] {
      #expect(throws: PlotError.self) { try Scale(kind, from: start, to: end) }
    }
  }
}

@Suite struct TickTests {
  @Test("round numbers, near the count asked for, within the range, evenly spaced")
  func roundNumbers() {
    for exponent in -12...12 {
      for width in [1.0, 1.7, 2.5, 3.3, 4.9, 7.1, 9.9] {
        let unit = Double("1e\(exponent)") ?? 1
        let (low, high) = (-0.37 * width * unit, 0.63 * width * unit)
        let ticks = roundTicks(from: low, to: high, count: 4)
        #expect((2...8).contains(ticks.count))
        #expect(ticks.allSatisfy { $0 >= low - 1e-9 * unit && $0 <= high + 1e-9 * unit })
        let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
        let step = steps.first ?? 0
        #expect(steps.allSatisfy { abs($0 - step) < 1e-12 * abs(step) + 1e-15 * unit })
        // The digits of the step are 1, 2 or 5.
        let digits = Numeral(step / unit, decimals: 3).plain.filter { $0 != "0" && $0 != "." }
        #expect(["1", "2", "5"].contains(digits), "\(step)")
        #expect(ticks.contains(0))
      }
    }
  }

  @Test("the ends count when they are round, and the direction of the range does not matter")
  func ends() {
    #expect(roundTicks(from: 0, to: 1, count: 5) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(roundTicks(from: 1, to: 0, count: 5) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(roundTicks(from: 0.1, to: 0.3, count: 2) == [0.1, 0.2, 0.3])
  }

  @Test("ranges without ticks have none and do not hang")
  func none() {
    let inf = Double.infinity
    for (low, high, count) in [
      (1.0, 1.0, 4), (.nan, 1, 4), (0, inf, 4), (0, 1, 0), (0, 1, -3),
      (0, .leastNonzeroMagnitude, 4),
      (-1.7e308, 1.7e308, 4), (1e16, 1e16 + 2, 4),
    ] {
      #expect(roundTicks(from: low, to: high, count: count).count < 10)
    }
    #expect(decadeTicks(from: 0, to: 1).isEmpty && decadeTicks(from: 2, to: 1).isEmpty)
  }

  @Test("numbers have the decimals they need, the minus sign of print, and no negative zero")
  func numerals() {
    #expect(
      linearTicks(from: -1, to: 1, count: 4).map(\.label) == [
        "\u{2212}1.0", "\u{2212}0.5", "0.0", "0.5", "1.0",
      ])
    #expect(linearTicks(from: 0, to: 300, count: 3).map(\.label) == ["0", "100", "200", "300"])
  }

  @Test("far from 0 every tick has its own number, and a true one")
  func farFromZero() {
    #expect(
      linearTicks(from: 1_000_000, to: 1_000_000.008, count: 4).map(\.label) == [
        "1000000.000", "1000000.002", "1000000.004", "1000000.006", "1000000.008",
      ])
    for (low, high) in [
      (0.99999999, 1.00000001), (1e9, 1e9 + 3), (-1e6 - 0.01, -1e6), (1e12, 1e12 + 1),
    ] {
      let found = linearTicks(from: low, to: high)
      #expect(Set(found.map(\.label)).count == found.count && found.count > 2)
      for tick in found {
        let read = Double(tick.label.replacing("\u{2212}", with: "-")) ?? .nan
        #expect(abs(read - tick.value) <= 1e-3 * (high - low), "\(tick)")
      }
    }
  }

  @Test("decades: every one a tick, a number at those asked for, 1 and 10 written out")
  func decades() {
    let ticks = decadeTicks(from: 1e-4, to: 1e2, labelled: 2)
    #expect(ticks.map(\.value) == [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100])
    #expect(ticks.map(\.label) == ["$10^{-4}$", "", "$10^{-2}$", "", "1", "", "$10^{2}$"])
    #expect(decadeTicks(from: 1e-25, to: 1, labelled: 10).count == 26)
    for labelled in 1...40 {
      let many = decadeTicks(from: 1e-80, to: 1e80, labelled: labelled)
      let places = many.indices.filter { !many[$0].label.isEmpty }
      #expect(many.contains { $0.value == 1 && $0.label == "1" })
      let isLoose = zip(places, places.dropFirst()).allSatisfy { $1 - $0 <= 6 }
      #expect(isLoose || many.count <= 31, "\(labelled)")
    }
  }

  @Test("less than two decades have 1, 2 and 5 times the powers, and never less than two numbers")
  func shortLogAxes() {
    #expect(decadeTicks(from: 3, to: 60, labelled: 2).map(\.label) == ["5", "10", "20", "50"])
    #expect(
      decadeTicks(from: 0.01, to: 0.1).map(\.label) == ["0.01", "0.02", "0.05", "0.1"])
    #expect(
      decadeTicks(from: 1e6, to: 1e7).map(\.label) == [
        "$10^{6}$", "$2\\times10^{6}$", "$5\\times10^{6}$", "$10^{7}$",
      ])
    #expect(decadeTicks(from: 2, to: 9).map(\.label) == ["2", "5"])
    // All of an axis are powers, or none is.
    #expect(
      decadeTicks(from: 5000, to: 2e5).map(\.label) == [
        "5\u{202F}000", "10\u{202F}000", "20\u{202F}000", "50\u{202F}000", "100\u{202F}000",
        "200\u{202F}000",
      ])
    #expect(
      decadeTicks(from: 5e-4, to: 2e-3).map(\.label) == [
        "$5\\times10^{-4}$", "$10^{-3}$", "$2\\times10^{-3}$",
      ])
    for (low, high) in [(2.1, 2.9), (0.51, 0.9), (1.01e5, 1.2e5), (6e-7, 9e-7)] {
      let ticks = decadeTicks(from: low, to: high)
      #expect(ticks.count > 1 && Set(ticks.map(\.label)).count == ticks.count)
    }
  }

  @Test("what is counted has ticks at whole numbers, from 1 on")
  func counts() {
    #expect(countTicks(to: 1).map(\.label) == ["1"])
    #expect(countTicks(to: 3).map(\.label) == ["1", "2", "3"])
    #expect(countTicks(to: 100).map(\.label) == ["1", "20", "40", "60", "80", "100"])
    for last in 1...300 {
      let values = countTicks(to: last).map(\.value)
      #expect(values.allSatisfy { $0 == $0.rounded() && (1...Double(last)).contains($0) })
      #expect(values.count >= min(3, last) && values.count <= 9, "\(last)")
    }
  }

  @Test("numbers of any size are short, and no two of an axis that differ read alike")
  func shortNumbers() {
    #expect(briefly(2_837_602_648_442_528) == "$2.84\\times10^{15}$")
    #expect(briefly(-3.004e-7) == "$-3.00\\times10^{-7}$")
    #expect(briefly(-3.004e-7, padded: false) == "$-3\\times10^{-7}$")
    #expect(briefly(9.9999e9) == "$10^{10}$" || briefly(9.9999e9) == "$1.00\\times10^{10}$")
    #expect(briefly(0.00201) == "0.0020" && briefly(0.003, padded: false) == "0.003")
    #expect(briefly(3.14159) == "3.14" && briefly(0) == "0" && briefly(12345.6) == "12346")
    #expect(ticks(at: [5.01, 5.02]).map(\.label) == ["5.01", "5.02"])
    #expect(
      ticks(at: [2.837e15, 2.9e15]).map(\.label) == [
        "$2.8\\times10^{15}$", "$2.9\\times10^{15}$",
      ])
    #expect(ticks(at: [0.004, 3]).map(\.label)[0] != "0.0")
    let same = ticks(at: [1, 1 + 1e-13]).map(\.label)
    #expect(same[0] == same[1])
    for scale in [1e-290, 1e-12, 1e-3, 1, 1e4, 1e5, 1e15, 1e300] {
      let ticks = linearTicks(from: 0, to: 3.7 * scale)
      #expect(ticks.count > 1 && Set(ticks.map(\.label)).count == ticks.count, "\(scale)")
      #expect(ticks.allSatisfy { $0.label.count < 24 }, "\(ticks)")
    }
  }
}
