/// A table of CSV text whose fields may be words, or lack: the texts as they stand.
package struct CSVCells: Sendable {
  /// The names of the columns: the fields of the first line, else numbers from 1; empty for a column
  /// of row numbers, to which programs give no name.
  package let names: [String]
  /// The fields, row by row, each row as long as the names; numbers have decimal points.
  package let rows: [[String]]
  /// The line of the text, from 1, on which each row begins.
  package let lines: [Int]

  /// Reads a table; O(bytes).
  ///
  /// - Parameters:
  ///   - text: UTF-8, at most `CSVTable.largestText` bytes with `CSVTable.largestCount` fields.
  ///   - isHeaded: Whether the first line has the names whatever it holds; else it has them where a
  ///     field of it is neither a number nor a mark for one that is missing.
  /// - Throws: `CSVError` for a text without rows or beyond the limits, a blank line, a row of another length, names
  ///   beside numbers in the first line, or a name that stands twice.
  package init(parsing text: [UInt8], isHeaded: Bool = false) throws(CSVError) {
    guard text.count <= CSVTable.largestText else {
      throw .tooLarge(what: "bytes", limit: CSVTable.largestText)
    }
    var reader = CSVReader(text)
    guard let first = try reader.next() else { throw .empty }
    var rows: [[CSVField]] = []
    var lines: [Int] = []
    let header = isHeaded ? first.fields.map(\.text) : try first.names()
    if header == nil {
      rows.append(first.fields)
      lines.append(first.line)
    }
    let width = first.fields.count
    while let record = try reader.next() {
      guard record.fields.count == width else {
        throw .fieldCount(line: record.line, found: record.fields.count, wanted: width)
      }
      rows.append(record.fields)
      lines.append(record.line)
      guard rows.count * width <= CSVTable.largestCount else {
        throw .tooLarge(what: "values", limit: CSVTable.largestCount)
      }
    }
    // Decimal commas, where the file has no decimal points, are points.
    let isPointed = !reader.hasDecimalCommas || rows.joined().contains(where: \.hasDecimalPoint)
    self.rows = rows.map { row in
      row.map { isPointed ? $0.text : $0.withDecimalPoint?.text ?? $0.text }
    }
    self.lines = lines
    names = header ?? (1...width).map(String.init)
  }

  /// Whether a field of a column of numbers says that there is none: it is empty, or one of the usual
  /// marks, as `NA`, `nan`, `null` and `-`.
  package static func isMissing(_ text: String) -> Bool {
    // Most fields are numbers; few begin as the marks do.
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return text.isEmpty }
    return text.utf8.count <= 8 && marks.contains(text.lowercased())
  }

  private static let marks: Set<String> = [
    "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing", "-", "--", "–", "—", "?", ".",
  ]
}

/// The fields of a CSV text, row by row, the first line as the head.
///
/// - Throws: `CSVError`, as `CSVCells` does.
package func cells(ofCSV text: [UInt8]) throws(CSVError) -> [[String]] {
  let cells = try CSVCells(parsing: text, isHeaded: true)
  return [cells.names] + cells.rows
}

extension CSVReader.Record {
  /// The names of the columns where the line has such; nil for a row of numbers, of which some may be
  /// missing.
  fileprivate func names() throws(CSVError) -> [String]? {
    let word = fields.firstIndex { $0.isName && !CSVCells.isMissing($0.text) }
    let hasNumbers = fields.contains { $0.isDecimal && !$0.isQuoted }
    guard word != nil || !hasNumbers else { return nil }
    if let word, hasNumbers {
      throw .mixedHeader(column: word + 1, text: fields[word].shown)
    }
    var seen: Set<String> = []
    for (index, field) in fields.enumerated() where !field.text.isEmpty {
      guard seen.insert(field.text).inserted else {
        throw .twice(name: field.text, column: index + 1)
      }
    }
    return fields.map { $0.text.hasPrefix("Unnamed: ") ? "" : $0.text }
  }
}
