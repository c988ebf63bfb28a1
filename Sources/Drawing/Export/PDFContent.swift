/// Replaces begins of marked content with properties (`BDC`) of one tag in a page's content.
///
/// Content is read as ISO 32000-1, 7.2 and 7.8.2 say: numbers, names, strings, arrays and
/// dictionaries, then an operator; comments are skipped and the data of inline images too.
package func replacingMarks(_ tag: String, with text: String, in content: [UInt8]) -> [UInt8] {
  let name = PDFValue.token("/" + tag)
  var reader = PDFReader(content, isSkimming: true)
  var out: [UInt8] = []
  var copied = 0
  // The last two operands, with the places where they begin.
  var before: (value: PDFValue, start: Int)?
  var last: (value: PDFValue, start: Int)?
  while let start = reader.start(), let piece = reader.next() {
    if case .value(let value) = piece {
      (before, last) = (last, (value, start))
      continue
    }
    if piece == .word("BDC"), let before, before.value == name {
      out += content[copied..<before.start]
      out += text.utf8
      copied = reader.place
    } else if piece == .word("ID") {
      reader.skipImage()
    }
    (before, last) = (nil, nil)
  }
  return out + content[copied...]
}

extension PDFReader {
  /// Goes behind the data of an inline image, which end with `EI` between spaces.
  fileprivate mutating func skipImage() {
    place += 1
    while place < bytes.count {
      if byte() == UInt8(ascii: "E"), byte(1) == UInt8(ascii: "I"),
        PDFReader.isSpace(bytes[place - 1]), byte(2).map(PDFReader.isSpace) ?? true
      {
        place += 2
        return
      }
      place += 1
    }
  }
}
