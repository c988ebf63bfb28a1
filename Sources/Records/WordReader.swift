/// Words of numbers in lines of bytes, read without a string for each.
struct WordReader {
  private let text: [UInt8]
  private var position: Int
  /// Where the present word began.
  private var begin = 0
  /// The end of the present line, before its remark.
  private var end = 0
  /// The first byte of the next line.
  private var next: Int
  /// The number of the present line, from 1.
  private(set) var lineNumber = 0

  /// A reader before the first line.
  init(_ text: [UInt8]) {
    self.text = text
    next = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    position = next
  }

  /// Goes to the next line that holds more than white space and a remark; false where none is left.
  mutating func beginLine(remark: UInt8) -> Bool {
    while next < text.count {
      position = next
      end = position
      lineNumber += 1
      var isRemark = false
      while next < text.count, text[next] != 0x0A, text[next] != 0x0D {
        isRemark = isRemark || text[next] == remark
        next += 1
        if !isRemark { end = next }
      }
      if next + 1 < text.count, text[next] == 0x0D, text[next + 1] == 0x0A { next += 1 }
      next += 1
      if !isAtEndOfLine { return true }
    }
    return false
  }

  /// The words of the next line; nil at the end.
  mutating func line() -> [Substring]? {
    guard beginLine(remark: 0) else { return nil }
    return String(decoding: text[position..<end], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
  }

  /// Passes white space; whether nothing is left.
  var isAtEndOfLine: Bool {
    mutating get {
      while position < end, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
      begin = position
      return position == end
    }
  }

  /// What is wrong with the present word.
  func fault(_ wanted: String) -> CSVError {
    let word = text[begin..<end].prefix { $0 != 0x20 && $0 != 0x09 }
    let field = CSVField(text: String(decoding: word, as: UTF8.self), isQuoted: false)
    return .entry(line: lineNumber, text: field.shown, wanted: wanted)
  }

  /// A whole number that ends at a byte, white space standing for 0x20; nil for anything else.
  mutating func whole(until separator: UInt8) -> Int? {
    guard !isAtEndOfLine else { return nil }
    var value = 0
    while position < end, text[position] &- 0x30 < 10, value < 1 << 40 {
      value = 10 * value + Int(text[position] &- 0x30)
      position += 1
    }
    guard position > begin else { return nil }
    if separator != 0x20 {
      guard position < end, text[position] == separator else { return nil }
      position += 1
      return value
    }
    return position == end || text[position] == 0x20 || text[position] == 0x09 ? value : nil
  }

  /// The number up to white space; nil where the line ends.
  ///
  /// - Throws: `CSVError` for what is no number, or beyond the limits of `CSVTable`.
  mutating func number(until separator: UInt8) throws(CSVError) -> Double? {
    let first = position
    guard first < end, text[first] != 0x20, text[first] != 0x09 else {
      if position < end, !isAtEndOfLine { return try number(until: separator) }
      return nil
    }
    var (digits, scale, count, hasPoint, isPlain) = (UInt64(0), 0, 0, false, true)
    if text[position] == 0x2D || text[position] == 0x2B { position += 1 }
    while position < end, text[position] != 0x20, text[position] != 0x09 {
      let digit = text[position] &- 0x30
      if digit < 10 {
        if count < 15 { digits = 10 * digits + UInt64(digit) }
        count += 1
        if hasPoint { scale += 1 }
      } else if text[position] == 0x2E, !hasPoint {
        hasPoint = true
      } else {
        isPlain = false
      }
      position += 1
    }
    // Both are exact, so that their quotient is the nearest double.
    if isPlain, (1...15).contains(count) {
      let size = Double(digits) / powers[scale]
      return text[first] == 0x2D ? -size : size
    }
    return try CSVField(
      text: String(decoding: text[first..<position], as: UTF8.self), isQuoted: false
    ).value(line: lineNumber, column: 0, name: "entry")
  }
}

/// 10⁰ to 10¹⁵.
private let powers: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
