/// A begin of marked content with properties (`BDC`) in a page's content.
///
/// Content is read as ISO 32000-1, 7.2 and 7.8.2 say: numbers, names, strings, arrays and
/// dictionaries, then an operator; comments are skipped and the data of inline images too.
private struct ContentMark {
  /// The tag, without its slash.
  var tag: String
  /// Where tag, properties and operator stand.
  var range: Range<Int>
}

/// The begins of marked content with properties, in order.
private func contentMarks(_ content: [UInt8]) -> [ContentMark] {
  var reader = ContentReader(content)
  var marks: [ContentMark] = []
  var operands: [Range<Int>] = []
  while let (kind, range) = reader.next() {
    guard kind == .operation else {
      operands.append(range)
      continue
    }
    let name = content[range]
    if name.elementsEqual("BDC".utf8), operands.count >= 2 {
      let tag = operands[operands.count - 2]
      if content[tag.lowerBound] == UInt8(ascii: "/") {
        marks.append(
          ContentMark(
            tag: String(decoding: content[tag].dropFirst(), as: UTF8.self),
            range: tag.lowerBound..<range.upperBound))
      }
    } else if name.elementsEqual("ID".utf8) {
      reader.skipImage()
    }
    operands = []
  }
  return marks
}

/// Replaces the marks of one tag.
package func replacingMarks(_ tag: String, with text: String, in content: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  var place = 0
  for mark in contentMarks(content) where mark.tag == tag {
    out += content[place..<mark.range.lowerBound]
    out += Array(text.utf8)
    place = mark.range.upperBound
  }
  return out + content[place...]
}

/// Reads operands and operators one after the other.
private struct ContentReader {
  enum Kind { case operand, operation }

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static func isSpace(_ byte: UInt8) -> Bool { [0, 9, 10, 12, 13, 32].contains(byte) }
  private static let delimiters = Array("()<>[]{}/%".utf8)
  private static func isRegular(_ byte: UInt8) -> Bool {
    !isSpace(byte) && !delimiters.contains(byte)
  }

  private func byte(_ offset: Int = 0) -> UInt8? {
    place + offset < bytes.count ? bytes[place + offset] : nil
  }

  private mutating func skipSpace() {
    while let next = byte() {
      if next == UInt8(ascii: "%") {
        while let end = byte(), end != 10, end != 13 { place += 1 }
      } else if ContentReader.isSpace(next) {
        place += 1
      } else {
        return
      }
    }
  }

  /// The next operand, arrays and dictionaries as a whole, or operator.
  mutating func next() -> (Kind, Range<Int>)? {
    skipSpace()
    guard byte() != nil else { return nil }
    let start = place
    var depth = 0
    var kind = Kind.operand
    repeat {
      skipSpace()
      guard let first = byte() else { break }
      switch first {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        place += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        place += 1
      case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "<"):
        depth += 1
        place += 2
      case UInt8(ascii: ">") where byte(1) == UInt8(ascii: ">"):
        depth -= 1
        place += 2
      case UInt8(ascii: "<"):
        while let digit = byte(), digit != UInt8(ascii: ">") { place += 1 }
        place += 1
      case UInt8(ascii: "("): skipString()
      case UInt8(ascii: "/"):
        place += 1
        skipRegular()
      case let other where ContentReader.isRegular(other):
        let isNumber = (0x30...0x39).contains(other) || "+-.".utf8.contains(other)
        if depth == 0, !isNumber { kind = .operation }
        skipRegular()
      default: place += 1
      }
    } while depth > 0
    return (kind, start..<min(place, bytes.count))
  }

  private mutating func skipRegular() {
    while let next = byte(), ContentReader.isRegular(next) { place += 1 }
  }

  private mutating func skipString() {
    var depth = 0
    repeat {
      switch byte() {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case nil: return
      default: break
      }
      place += 1
    } while depth > 0
  }

  /// Goes behind the data of an inline image, which end with `EI` between spaces.
  mutating func skipImage() {
    place += 1
    while place < bytes.count {
      if byte() == UInt8(ascii: "E"), byte(1) == UInt8(ascii: "I"),
        ContentReader.isSpace(bytes[place - 1]), byte(2).map(ContentReader.isSpace) ?? true
      {
        place += 2
        return
      }
      place += 1
    }
  }
}
