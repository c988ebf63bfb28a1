import Drawing
import Glibc
import TestSupport
import Testing
import Typesetting

@Suite("Any input")
struct RobustnessTests {
  /// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed everywhere.
  struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func element<Element>(of array: [Element]) -> Element { array[below(array.count)] }
  }

  static let fragments: [String] = {
    let commands = MathText.supportedCommands.flatMap(\.commands)
    return commands
      + [
        "{", "}", "^", "_", "&", #"\\"#, "$", "'", "[", "]", "(", ")", "#1", "%", "~", " ", "x",
        "1",
      ]
      + [
        "α", "𝜃", "☃", "\u{0}", "é", "\u{301}", "|", ".", #"\right"#, #"\end{matrix}"#,
        #"\end{cases}"#,
      ]
  }()

  /// Random words of the language, or a formula of the wider set with random edits.
  static func input(_ random: inout Random) -> String {
    if random.below(2) == 0 {
      return (0..<random.below(40)).map { _ in random.element(of: fragments) }.joined()
    }
    var bytes = Array(random.element(of: Formulas.wider).utf8)
    for _ in 0...random.below(4) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(5) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
      case 2: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 3: bytes.insert(contentsOf: Array(random.element(of: fragments).utf8), at: place)
      default:
        let end = min(bytes.count, place + random.below(12))
        bytes.insert(contentsOf: Array(bytes[place..<end]), at: random.below(bytes.count))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // 10^5 inputs in the tests; TYPESETTING_FUZZ_INPUTS and TYPESETTING_FUZZ_SEED ask for others.
  @Test("random and mutated formulas are set or refused with an error, never more")
  func random() throws {
    let count = getenv("TYPESETTING_FUZZ_INPUTS").flatMap { Int(String(cString: $0)) } ?? 100_000
    let seed = getenv("TYPESETTING_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? 20_261_123
    var random = Random(state: seed)
    let fonts = try MathFonts.latinModern()
    var accepted = 0
    for _ in 0..<count {
      let tex = Self.input(&random)
      do {
        let box = try MathText(tex).box(in: fonts, size: 10, style: .display)
        accepted += 1
        let isFinite =
          box.width.isFinite && box.height.isFinite && box.depth.isFinite
          && box.glyphs.allSatisfy { $0.origin.x.isFinite && $0.origin.y.isFinite }
        if !isFinite { Issue.record("not finite: \(tex.debugDescription)") }
      } catch let error as MathError {
        if error.range.lowerBound < 0 || error.range.upperBound > max(1, tex.utf8.count) {
          Issue.record("range outside the source: \(tex.debugDescription)")
        }
        if error.diagnostic.isEmpty { Issue.record("empty diagnostic") }
      } catch _ as FontError {
        continue
      }
    }
    print("seed \(seed): \(count) inputs, \(accepted) accepted")
    #expect(accepted > count / 20 && accepted < count)
  }

  @Test(
    "the largest inputs end soon",
    arguments: [
      String(repeating: #"\hat{x}"#, count: 2500),
      String(repeating: #"\frac{a}{b}"#, count: 1500),
      String(repeating: #"\left(\begin{array}{c}x\\[999pt]\end{array}\right)"#, count: 300),
      #"\xrightarrow{"# + String(repeating: #"\hspace{999em}"#, count: 1000) + "}",
      String(repeating: "x'", count: 9000),
      #"\newcommand{\a}{xxxxxxxxxx}\newcommand{\b}{\a\a\a\a\a\a\a\a\a\a}"#
        + String(repeating: #"\b"#, count: 100),
      String(repeating: #"\begin{matrix}"#, count: 30) + "x & y"
        + String(repeating: #"\\ z \end{matrix}"#, count: 30),
    ])
  func large(tex: String) throws {
    let fonts = try MathFonts.latinModern()
    let began = threadSeconds()
    let box = try MathText(tex).box(in: fonts, size: 10, style: .display)
    #expect(box.width > 0)
    // Ten times what the slowest takes on a busy core.
    let time = threadSeconds() - began
    #expect(time < (isSanitized ? 40 : 2), "\(tex.prefix(40)): \(time) s")
  }
}
