import Records

/// Where words of a language may be divided, by Liang's patterns.
///
/// A pattern such as `hy3ph` says how good a division between two letters is; of all patterns that
/// match a word, the largest number at each place counts, and odd numbers allow the division
/// (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983; TeXbook, appendix H).
public struct Hyphenation: Sendable {
  /// The file with patterns of American English, from the Debian package hyphen-en-us.
  public static let englishFile = "/usr/share/hyphen/hyph_en_US.dic"

  /// The fewest letters before a division.
  public var leftMinimum = 2
  /// The fewest letters after a division.
  public var rightMinimum = 3

  /// Where the digits of a pattern begin in `digits`, by the pattern's letters.
  private var starts: [UInt64: Int32] = [:]
  /// The digits of all patterns, each pattern's with one digit more than it has letters.
  private var digits: [UInt8] = []
  /// The number of letters of the longest pattern, dots at the ends of words included.
  private var longest = 0

  /// A table of patterns.
  ///
  /// - Parameter patterns: Letters a to z with digits between them; a dot marks an end of a word.
  ///   Patterns with other characters are left out: the words looked up have none.
  public init(patterns: some Sequence<Substring>) {
    starts.reserveCapacity(12_000)
    digits.reserveCapacity(80_000)
    for pattern in patterns { insert(pattern.utf8) }
  }

  /// Reads a table in the form of the Hunspell project: the encoding, settings, then patterns.
  ///
  /// - Throws: `HyphenationError.unreadable` when the file cannot be read.
  public init(file path: String = Hyphenation.englishFile) throws(HyphenationError) {
    guard let bytes = regularFile(path) else { throw .unreadable(path: path) }
    let text = String(decoding: bytes, as: UTF8.self)
    // The first line is the encoding; settings are in capitals, comments begin with %.
    let lines = text.split(separator: "\n").dropFirst()
    self.init(patterns: lines.filter { !("A"..."Z" ~= $0.first ?? "A") && $0.first != "%" })
  }

  private mutating func insert(_ pattern: Substring.UTF8View) {
    var key = Key()
    let start = digits.count
    var pending: UInt8 = 0
    for byte in pattern {
      if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
        pending = byte - UInt8(ascii: "0")
      } else if key.append(byte) {
        digits.append(pending)
        pending = 0
      } else {
        digits.removeSubrange(start...)
        return
      }
    }
    guard key.count > 0 else { return }
    digits.append(pending)
    starts[key.value] = Int32(start)
    longest = max(longest, key.count)
  }

  /// The places where a word may be divided: offsets into its letters, in ascending order.
  ///
  /// Words with other letters than a to z, in either case, are not divided.
  public func divisions(of word: some StringProtocol) -> [Int] {
    var letters: [UInt8] = [UInt8(ascii: ".")]
    for byte in word.utf8 {
      // Bit 5 tells small letters from capitals.
      let small = byte | 0x20
      guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= small, byte & 0x40 != 0 else { return [] }
      letters.append(small)
    }
    letters.append(UInt8(ascii: "."))
    let count = letters.count - 2
    guard count >= leftMinimum + rightMinimum else { return [] }
    // values[k] belongs to the place before letters[k].
    var values = [UInt8](repeating: 0, count: letters.count + 1)
    for first in letters.indices {
      var key = Key()
      for last in first..<min(first + longest, letters.count) {
        guard key.append(letters[last]) else { break }
        guard let start = starts[key.value] else { continue }
        for k in 0...key.count {
          values[first + k] = max(values[first + k], digits[Int(start) + k])
        }
      }
    }
    return (leftMinimum...(count - rightMinimum)).filter { values[$0 + 1] % 2 == 1 }
  }
}

/// Up to twelve letters in one number, five bits each, the count being clear from a leading bit.
private struct Key {
  var value: UInt64 = 1
  var count = 0

  /// Takes one more letter or dot; false when it is another character or one too many.
  mutating func append(_ byte: UInt8) -> Bool {
    guard count < 12 else { return false }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      value = value << 5 | UInt64(byte - UInt8(ascii: "a") + 1)
    case UInt8(ascii: "."): value = value << 5 | 27
    default: return false
    }
    count += 1
    return true
  }
}
