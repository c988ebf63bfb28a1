/// Splits CSV text into records, one a line.
struct CSVReader {
  /// The fields of a line.
  struct Record {
    /// The number of the line, from 1.
    let line: Int
    /// The fields, at least one.
    let fields: [CSVField]
  }

  private let text: [UInt8]
  private var position: Int
  private var line = 0
  /// The byte between fields: a comma, or else a semicolon or a tab, by the first line.
  private let separator: UInt8

  /// A reader at the start of a text, behind its byte-order mark.
  init(_ text: [UInt8]) {
    self.text = text
    position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rest = text.dropFirst(position)
    let named = Self.namedSeparator(of: rest)
    separator = named ?? Self.separator(of: rest)
    if named != nil {
      _ = takeLine()
      line = 1
    }
  }

  /// The separator that a first line such as `sep=;` names, as Excel writes and reads it.
  private static func namedSeparator(of text: ArraySlice<UInt8>) -> UInt8? {
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count == 5, line.starts(with: Array("sep=".utf8)), let last = line.last,
      [0x2C, 0x3B, 0x09].contains(last)
    else { return nil }
    return last
  }

  /// Whether a comma within a field can only be a decimal one.
  var hasDecimalCommas: Bool { separator != 0x2C }

  /// The separator of the first line that is not blank: a semicolon or a tab where one stands
  /// outside of quotes and there are no more commas than that, else a comma.
  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    let begun = text.drop { [0x20, 0x0A, 0x0D].contains($0) }
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in begun {
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x2C || byte == 0x3B || byte == 0x09 { counts[byte, default: 0] += 1 }
    }
    let (commas, semicolons, tabs) = (counts[0x2C] ?? 0, counts[0x3B] ?? 0, counts[0x09] ?? 0)
    // "1,5;2,5;3" has two decimal commas at two semicolons and might have one more.
    if semicolons > 0, semicolons + 1 >= commas { return 0x3B }
    // A tab after a comma is white space.
    if tabs > 0, commas == 0 || tabs + 1 >= commas && !isSpaced(begun) { return 0x09 }
    return 0x2C
  }

  /// Whether each tab of the first line follows a comma.
  private static func isSpaced(_ text: ArraySlice<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x09, last != 0x2C, last != 0x09, last != 0x20 { return false }
      last = byte
    }
    return true
  }

  /// Whether a byte is white space about a field.
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 && separator != 0x09
  }

  /// The next record; nil when only blank lines are left.
  mutating func next() throws(CSVError) -> Record? {
    var blank: Int?
    while position < text.count {
      line += 1
      let bytes = takeLine()
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        blank = blank ?? line
        continue
      }
      if let blank { throw .blankLine(blank) }
      let first = line
      return Record(line: first, fields: try fields(of: bytes))
    }
    return nil
  }

  /// The bytes up to the next line end, which is skipped.
  private mutating func takeLine() -> ArraySlice<UInt8> {
    let start = position
    while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
    let end = position
    if position < text.count {
      let isPair =
        text[position] == 0x0D && position + 1 < text.count && text[position + 1] == 0x0A
      position += isPair ? 2 : 1
    }
    return text[start..<end]
  }

  private mutating func fields(of bytes: ArraySlice<UInt8>) throws(CSVError) -> [CSVField] {
    var fields: [CSVField] = []
    var rest = bytes
    while true {
      let column = fields.count + 1
      guard column <= CSVTable.largestWidth else {
        throw .tooLarge(what: "columns", limit: CSVTable.largestWidth)
      }
      rest = rest.drop(while: isBlank)
      let isQuoted = rest.first == 0x22
      let (content, tail) =
        isQuoted ? try quoted(rest, column: column) : (rest.prefix { $0 != separator }, nil)
      let after = tail ?? rest.dropFirst(content.count)
      guard content.count <= CSVTable.largestField else {
        throw .tooLarge(what: "bytes in a field of line \(line)", limit: CSVTable.largestField)
      }
      guard let text = String(validating: content, as: UTF8.self), !content.contains(0) else {
        throw .notUTF8(line: line)
      }
      fields.append(CSVField(text: withPlainMinus(trimmed(text)), isQuoted: isQuoted))
      if after.isEmpty { return fields }
      rest = after.dropFirst()
    }
  }

  /// The content of a quoted field and what follows it: nothing or a comma.
  ///
  /// Where the line ends before the quote does, the field goes on in the next; the break is a blank.
  private mutating func quoted(
    _ bytes: ArraySlice<UInt8>, column: Int
  ) throws(CSVError) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?) {
    let fault = CSVError.badQuote(line: line, column: column)
    var content: [UInt8] = []
    var i = bytes.startIndex + 1
    var end = bytes.endIndex
    while content.count <= CSVTable.largestField {
      if i == end {
        guard position < text.count else { throw fault }
        line += 1
        let next = takeLine()
        (i, end) = (next.startIndex, next.endIndex)
        content.append(0x20)
      } else if text[i] != 0x22 {
        content.append(text[i])
        i += 1
      } else if i + 1 < end, text[i + 1] == 0x22 {
        content.append(0x22)
        i += 2
      } else {
        let after = text[(i + 1)..<end].drop(while: isBlank)
        guard after.isEmpty || after.first == separator else { throw fault }
        return (content[...], after)
      }
    }
    // A quote that is forgotten takes all that follows.
    throw end == bytes.endIndex
      ? .tooLarge(what: "bytes in a field of line \(line)", limit: CSVTable.largestField) : fault
  }

  /// A number with the minus sign of printed text, with a hyphen in its place; other texts as they
  /// stand.
  private func withPlainMinus(_ text: String) -> String {
    guard text.utf8.contains(0xE2) else { return text }
    let plain = text.replacing("\u{2212}", with: "-")
    return CSVField(text: plain.replacing(",", with: "."), isQuoted: false).isDecimal ? plain : text
  }

  /// The text without white space about it, be it of a width of its own.
  private func trimmed(_ text: String) -> String {
    // Few fields have any; the walk by characters costs more than all the rest.
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first.properties.isWhitespace || last.properties.isWhitespace
    else { return text }
    let front = text.drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// A field of a CSV line.
struct CSVField {
  /// The content without quotes and surrounding blanks.
  let text: String
  /// Whether it stood in quotes.
  let isQuoted: Bool

  /// The field with a decimal comma as a decimal point; nil where it has no such comma.
  var withDecimalPoint: CSVField? {
    guard text.utf8.count(where: { $0 == 0x2C }) == 1 else { return nil }
    let pointed = CSVField(text: text.replacing(",", with: "."), isQuoted: isQuoted)
    return pointed.isDecimal ? pointed : nil
  }

  /// Whether the field is a number with a decimal point.
  var hasDecimalPoint: Bool { isDecimal && text.contains(".") }

  /// How a field reads as a number.
  private enum Reading {
    case number(Double), empty, special, tooSmall, other
  }

  private var reading: Reading {
    if text.isEmpty { return .empty }
    if isDecimal, let value = Double(text) {
      if abs(value) < CSVTable.leastMagnitude, hasSignificand { return .tooSmall }
      return abs(value) <= CSVTable.largestMagnitude ? .number(value) : .special
    }
    let unsigned = text.drop { $0 == "+" || $0 == "-" }.lowercased()
    return ["nan", "inf", "infinity"].contains(unsigned) ? .special : .other
  }

  /// Whether a digit before the exponent is not 0.
  private var hasSignificand: Bool {
    text.utf8.prefix { $0 != 0x65 && $0 != 0x45 }.contains { (0x31...0x39).contains($0) }
  }

  /// Whether the text is a decimal number: sign, digits with a point, exponent.
  var isDecimal: Bool {
    var rest = text.utf8[...]
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    var count = digits()
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0 else { return false }
    if rest.first == 0x65 || rest.first == 0x45 {
      rest = rest.dropFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Whether this can be a name in a header.
  var isName: Bool {
    if isQuoted { return true }
    guard case .other = reading else { return false }
    return withDecimalPoint == nil
  }

  /// The text for a message: at most 24 characters, control characters shown as question marks.
  var shown: String {
    let start = text.unicodeScalars.prefix(24).map {
      $0.properties.generalCategory == .control ? "?" : String($0)
    }
    return start.joined() + (text.unicodeScalars.count > 24 ? "…" : "")
  }

  /// The value of the field.
  func value(line: Int, column: Int, name: String) throws(CSVError) -> Double {
    switch reading {
    case .number(let value): return value
    case .empty: throw .missing(line: line, column: column, name: name)
    case .tooSmall: throw .tooSmall(line: line, column: column, name: name, text: shown)
    case .special: throw .notFinite(line: line, column: column, name: name, text: shown)
    case .other: throw .notANumber(line: line, column: column, name: name, text: shown)
    }
  }
}

extension CSVReader.Record {
  /// What stands between the numbers of a line that is taken for one field, in words; nil for one
  /// number.
  ///
  /// The name of the column has it as often.
  func foreignSeparator(beneath name: String?) -> String? {
    guard let field = fields.first, fields.count == 1, !field.isQuoted else { return nil }
    func parts(_ text: String, _ isSign: (Character) -> Bool) -> [Substring] {
      text.split(whereSeparator: isSign)
    }
    for (sign, isSign) in [
      ("'|'", { $0 == "|" }), ("':'", { $0 == ":" }), ("blanks", { $0.isWhitespace }),
    ] as [(String, (Character) -> Bool)] {
      let numbers = parts(field.text, isSign)
      let isHeaded = name.map { $0 == "1" || parts($0, isSign).count == numbers.count } ?? true
      if numbers.count > 1, isHeaded,
        numbers.allSatisfy({
          CSVField(
            text: $0.filter { !$0.isWhitespace }.replacing(",", with: "."), isQuoted: false
          ).isDecimal
        })
      {
        return sign
      }
    }
    return nil
  }

  /// The names of the columns when this is a header, nil when it is a row of values.
  ///
  /// - Throws: `CSVError.mixedHeader` when only some of the fields are names, `.unnamed` for a column
  ///   without one.
  func header() throws(CSVError) -> [String]? {
    guard let first = fields.firstIndex(where: { $0.isName }) else { return nil }
    guard fields.allSatisfy({ $0.isName || $0.text.isEmpty }) else {
      throw .mixedHeader(column: first + 1, text: fields[first].shown)
    }
    let names = fields.map(\.text)
    if let k = names.firstIndex(where: { $0.isEmpty || $0.hasPrefix("Unnamed: ") }) {
      throw .unnamed(column: k + 1)
    }
    return names
  }
}
