import Elementary
import TestSupport
import Testing

private let functions: [(name: String, call: @Sendable (Double) -> Double)] = [
  ("exp", exp), ("expm1", expm1), ("sinh", sinh), ("cosh", cosh), ("tanh", tanh), ("log", log),
  ("log10", log10), ("log1p", log1p), ("asinh", asinh), ("sin", sin), ("cos", cos),
]
private let functionsOfTwo: [(name: String, call: @Sendable (Double, Double) -> Double)] = [
  ("atan2", atan2), ("hypot", hypot), ("pow", pow),
]

/// Whether two doubles are the same bits, but for the bits of what is no number.
private func same(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
}

struct ReferenceValueTests {
  @Test("within 0.54 units in the last place of values to 400 bits")
  func references() throws {
    let path = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let text = String(decoding: try #require(read("\(path)/Values/reference.txt")), as: UTF8.self)
    var counts: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      let numbers = words[1..<words.count - 1].compactMap { UInt64($0, radix: 16) }
        .map(Double.init(bitPattern:))
      let (name, nearest) = (String(words[0]), try #require(numbers.last))
      let rest = try #require(Double(words[words.count - 1]))
      let value: Double
      if let one = functions.first(where: { $0.name == name }) {
        value = one.call(numbers[0])
      } else {
        value = try #require(functionsOfTwo.first { $0.name == name }).call(numbers[0], numbers[1])
      }
      #expect(abs((value - nearest) / nearest.ulp - rest) < 0.54, "\(line): \(value)")
      counts[name, default: 0] += 1
    }
    #expect(counts.count == functions.count + functionsOfTwo.count)
    #expect(counts.values.allSatisfy { $0 == 120 })
  }

  @Test("whole powers are exact where they are doubles; logarithms of powers of ten are whole")
  func powersOfTen() throws {
    for k in -307...308 {
      let power = try #require(Double("1e\(k)"))
      // Beyond 10^22 they are no doubles.
      #expect(abs(pow(10, Double(k)) - power) <= (0...22 ~= k ? 0 : power.ulp), "\(k)")
      #expect(log10(power) == Double(k), "\(k)")
    }
    for k in -1074...1023 {
      let power = Double(sign: .plus, exponent: k, significand: 1)
      #expect(pow(2, Double(k)) == power)
    }
    for base in 2...30 {
      var product = 1.0
      for exponent in 0... {
        guard product < 0x1p53 else { break }
        #expect(pow(Double(base), Double(exponent)) == product)
        #expect(pow(Double(-base), Double(exponent)) == (exponent % 2 == 0 ? product : -product))
        product *= Double(base)
      }
    }
  }
}

struct SpecialValueTests {
  private static let infinity = Double.infinity
  private static let nan = Double.nan

  @Test("zeros keep their signs; infinities and what is no number as C has them")
  func special() {
    for (name, call) in functions {
      #expect(call(Self.nan).isNaN, "\(name)")
      let atZero = ["exp": 1, "cosh": 1, "cos": 1, "log": -Self.infinity, "log10": -Self.infinity]
      #expect(same(call(0), atZero[name] ?? 0), "\(name)")
      #expect(same(call(-0.0), atZero[name] ?? -0.0), "\(name)")
    }
    let infinities: [(String, Double, Double)] = [
      ("exp", Self.infinity, 0), ("expm1", Self.infinity, -1),
      ("sinh", Self.infinity, -Self.infinity), ("cosh", Self.infinity, Self.infinity),
      ("tanh", 1, -1), ("log", Self.infinity, Self.nan), ("log10", Self.infinity, Self.nan),
      ("log1p", Self.infinity, Self.nan), ("asinh", Self.infinity, -Self.infinity),
      ("sin", Self.nan, Self.nan), ("cos", Self.nan, Self.nan),
    ]
    for (name, above, below) in infinities {
      guard let call = functions.first(where: { $0.name == name })?.call else { continue }
      #expect(same(call(Self.infinity), above) && same(call(-Self.infinity), below), "\(name)")
    }
    #expect(log(-1).isNaN && log1p(-1) == -Self.infinity && log1p(-1.5).isNaN && log(1) == 0)
    #expect(exp(710) == Self.infinity && exp(-746) == 0 && exp(-745) == 0x1p-1074)
    #expect(exp(709.7) < Self.infinity && sinh(710) < Self.infinity && sinh(711) == Self.infinity)
    #expect(cosh(-711) == Self.infinity && expm1(709.9) == Self.infinity && expm1(-50) == -1)
    #expect(log(Double.leastNonzeroMagnitude) == -744.4400719213812)
    #expect(hypot(Self.nan, Self.infinity) == Self.infinity && hypot(Self.nan, 1).isNaN)
    let tiny = 0x1p-1060
    #expect(hypot(3e300, 4e300) == 5e300 && hypot(0, -7) == 7)
    #expect(hypot(3 * tiny, 4 * tiny) == 5 * tiny)
  }

  @Test("powers and angles at their edges as C has them")
  func edges() {
    let (infinity, nan) = (Self.infinity, Self.nan)
    let powers: [(Double, Double, Double)] = [
      (nan, 0, 1), (1, nan, 1), (0, 2, 0), (-0.0, 3, -0.0), (-0.0, 2, 0), (0, -1, infinity),
      (-0.0, -1, -infinity), (-2, 0.5, nan), (-8, 3, -512), (-1, infinity, 1),
      (2, infinity, infinity),
      (0.5, infinity, 0), (2, -infinity, 0), (infinity, -1, 0), (-infinity, 3, -infinity),
      (2, 2000, infinity), (2, -2000, 0), (1.0000000000000002, 1e300, infinity),
      (-2, 1e300, infinity),
      (0.9999999999999999, 1e300, 0), (nan, 1, nan), (2, nan, nan),
    ]
    for (x, y, value) in powers { #expect(same(pow(x, y), value), "\(x)^\(y): \(pow(x, y))") }
    let (pi, half) = (3.141592653589793, 1.5707963267948966)
    let angles: [(Double, Double, Double)] = [
      (0, 1, 0), (-0.0, 1, -0.0), (0, -1, pi), (-0.0, -1, -pi), (0, 0, 0), (-0.0, -0.0, -pi),
      (1, 0, half), (-1, 0, -half), (1, 1, pi / 4), (1, -1, 2.356194490192345),
      (infinity, 1, half), (1, infinity, 0), (1, -infinity, pi), (infinity, infinity, pi / 4),
      (infinity, -infinity, 2.356194490192345), (nan, 1, nan),
      (.leastNonzeroMagnitude, .leastNonzeroMagnitude, pi / 4),
      (1e-300, 1e300, 0), (1e300, 1e-300, half),
    ]
    for (y, x, value) in angles { #expect(same(atan2(y, x), value), "\(y), \(x)") }
  }
}

struct ShapeTests {
  /// Doubles that follow each other from a place on, and steps over all sizes.
  private static func climbs(from low: Double, to high: Double) -> [Double] {
    var values: [Double] = []
    for step in 0...400 {
      var x = low + (high - low) * Double(step) / 400
      for _ in 0..<20 {
        values.append(x)
        x = x.nextUp
      }
    }
    return values.sorted()
  }

  @Test("rising functions never fall, from one double to the next, across all seams of tables")
  func monotone() {
    let ranges: [(String, Double, Double)] = [
      ("exp", -745, 709), ("exp", -0.1, 0.1), ("expm1", -1, 1), ("expm1", -40, 700),
      ("sinh", -1, 1), ("sinh", -700, 700), ("tanh", -1, 1), ("tanh", -21, 21), ("log", 0.5, 2),
      ("log", 1e-300, 1e300), ("log10", 0.5, 20), ("log1p", -0.9, 1), ("asinh", -2, 2),
      ("asinh", -1e300, 1e300), ("sin", -1.57, 1.57), ("cosh", 0, 2), ("cosh", 30, 700),
    ]
    for (name, low, high) in ranges {
      guard let call = functions.first(where: { $0.name == name })?.call else { continue }
      let values = Self.climbs(from: low, to: high).map(call)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "\(name) on \(low)…\(high)")
    }
    // The seams: where the series ends and the table begins.
    for (name, seam) in [
      ("expm1", 0x1p-5), ("expm1", -0x1p-5), ("sinh", 0x1p-4), ("tanh", 0x1p-4), ("asinh", 0x1p-10),
      ("log", 1), ("log", 0.6875), ("log1p", 0x1p-54), ("sin", 0.7853981633974483), ("sinh", 40),
      ("cosh", 40), ("tanh", 20), ("asinh", 0x1p60), ("exp", 708), ("exp", -708),
    ] {
      guard let call = functions.first(where: { $0.name == name })?.call else { continue }
      var x = seam
      for _ in 0..<50 { x = x.nextDown }
      var last = call(x)
      for _ in 0..<100 {
        x = x.nextUp
        #expect(call(x) >= last, "\(name) at \(x)")
        last = call(x)
      }
    }
  }

  @Test("odd and even functions are so in every bit")
  func symmetry() {
    for x in Self.climbs(from: 0.001, to: 30) {
      for call in [sinh, tanh, asinh, sin] as [(Double) -> Double] { #expect(call(-x) == -call(x)) }
      for call in [cosh, cos] as [(Double) -> Double] { #expect(call(-x) == call(x)) }
      #expect(hypot(x, 2) == hypot(2, -x) && atan2(-x, 2) == -atan2(x, 2))
    }
  }
}
