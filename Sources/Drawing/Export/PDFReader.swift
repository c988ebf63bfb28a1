/// Reads the values of a PDF (ISO 32000-1, 7.2 and 7.3) one after the other.
struct PDFReader {
  /// A value, or a word that is none, such as `obj`.
  enum Piece: Hashable {
    case value(PDFValue)
    case word(String)
    /// The end of an array or a dictionary.
    case end
  }

  let bytes: [UInt8]
  var place: Int
  private let isSkimming: Bool

  /// - Parameter isSkimming: Whether numbers, strings, arrays and dictionaries are passed over:
  ///   nothing and empty ones stand for them.
  init(_ bytes: [UInt8], from place: Int = 0, isSkimming: Bool = false) {
    self.bytes = bytes
    self.place = place
    self.isSkimming = isSkimming
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9 || byte == 12 || byte == 0
  }
  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "/"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  func byte(_ offset: Int = 0) -> UInt8? {
    place + offset < bytes.count ? bytes[place + offset] : nil
  }

  /// Goes to the place where the next value or word begins; nil at the end of the bytes.
  mutating func start() -> Int? {
    while let next = byte() {
      if next == UInt8(ascii: "%") {
        while let end = byte(), end != 10, end != 13 { place += 1 }
      } else if PDFReader.isSpace(next) {
        place += 1
      } else {
        return place
      }
    }
    return nil
  }

  /// The next value or word; nil at the end of the bytes.
  ///
  /// - Parameter depth: How many arrays and dictionaries are open; more than a hundred are damage.
  mutating func next(depth: Int = 0) -> Piece? {
    guard let start = start() else { return nil }
    let first = bytes[start]
    switch first {
    case UInt8(ascii: "["):
      place += 1
      return values(depth).map { .value(.array($0)) }
    case UInt8(ascii: "<") where byte(1) == first:
      place += 2
      return values(depth).map { values in
        var entries: [PDFEntry] = []
        entries.reserveCapacity(values.count / 2)
        for index in stride(from: 0, to: values.count - 1, by: 2) {
          guard case .token(let key) = values[index] else { continue }
          entries.append(PDFEntry(key: key, value: values[index + 1]))
        }
        return .value(.dictionary(entries))
      }
    case UInt8(ascii: "]"):
      place += 1
      return .end
    case UInt8(ascii: ">"):
      place += byte(1) == first ? 2 : 1
      return .end
    case UInt8(ascii: "<"): return .value(.string(hexString()))
    case UInt8(ascii: "("): return .value(.string(literalString()))
    default: break
    }
    place += 1
    while let next = byte(), !PDFReader.isSpace(next), !PDFReader.isDelimiter(next) {
      place += 1
    }
    // Whoever skims asks for names and words only.
    if isSkimming, (0x2B...0x39).contains(first), first != 0x2F { return .value(.null) }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    switch (first, text) {
    case (0x30...0x39, _), (UInt8(ascii: "+")...UInt8(ascii: "/"), _), (_, "true"), (_, "false"),
      (_, "null"):
      return .value(.token(text))
    default: return .word(text)
    }
  }

  /// What stands up to the end of an array or a dictionary.
  private mutating func values(_ depth: Int) -> [PDFValue]? {
    guard depth < 100 else { return nil }
    var values: [PDFValue] = []
    while let piece = next(depth: depth + 1) {
      switch piece {
      case .end: return values
      case .value(let value): if !isSkimming { values.append(value) }
      case .word("R") where !isSkimming:
        guard values.popLast() != nil, let number = values.popLast()?.integer else { return nil }
        values.append(.reference(number))
      case .word: return nil
      }
    }
    return nil
  }

  private mutating func hexString() -> [UInt8] {
    place += 1
    var digits: [UInt8] = []
    while let next = byte() {
      place += 1
      switch next {
      case UInt8(ascii: ">"):
        if digits.count % 2 == 1 { digits.append(0) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
      case _ where isSkimming: break
      case 0x30...0x39: digits.append(next - 0x30)
      case 0x41...0x46, 0x61...0x66: digits.append((next & 15) + 9)
      default: break
      }
    }
    return []
  }

  private mutating func literalString() -> [UInt8] {
    place += 1
    var out: [UInt8] = []
    var depth = 1
    while let next = byte() {
      place += 1
      switch next {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return out }
      case UInt8(ascii: "\\"):
        escape(into: &out)
        continue
      default: break
      }
      if !isSkimming { out.append(next) }
    }
    return out
  }

  /// What a backslash begins in a string.
  private mutating func escape(into out: inout [UInt8]) {
    guard let next = byte() else { return }
    place += 1
    switch next {
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case 10: break
    case 13: if byte() == 10 { place += 1 }
    case 0x30...0x37:
      var value = Int(next - 0x30)
      for _ in 0..<2 {
        guard let digit = byte(), (0x30...0x37).contains(digit) else { break }
        value = value * 8 + Int(digit - 0x30)
        place += 1
      }
      out.append(UInt8(truncatingIfNeeded: value))
    default: out.append(next)
    }
  }
}
