/// Tables written by their entries: files of LIBSVM and of Matrix Market.
///
/// A line of LIBSVM is `LABEL INDEX:VALUE …`, with indices from 1 that rise, and a remark behind `#`; its
/// columns are `label`, `1`, `2`, …. A file of Matrix Market begins with `%%MatrixMarket matrix`, then
/// `coordinate` or `array`, `real`, `integer` or `pattern`, and `general` or `symmetric`; its columns
/// are `1`, `2`, ….
extension CSVTable {
  /// Whether a text is one of these, by its first line.
  static func isByEntries(_ text: [UInt8]) -> Bool {
    let first = String(decoding: text.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    guard !first.hasPrefix("%%MatrixMarket") else { return true }
    let words = uncommented(first).split(whereSeparator: \.isWhitespace)
    return words.count > 1 && Double(words[0]) != nil && words.dropFirst().allSatisfy(isEntry)
  }

  /// Reads a table by its entries.
  ///
  /// O(rows × columns): what is not written is 0, and kept.
  ///
  /// - Throws: `CSVError` that names the line of the first fault, or the limit that is passed.
  static func byEntries(_ text: [UInt8]) throws(CSVError) -> CSVTable {
    guard let text = String(validating: text, as: UTF8.self) else { throw .notUTF8(line: 1) }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return text.hasPrefix("%%") ? try matrixMarket(lines) : try libSVM(lines)
  }

  private static func uncommented(_ line: some StringProtocol) -> Substring {
    Substring(line.prefix { $0 != "#" })
  }

  private static func isEntry(_ word: Substring) -> Bool {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && Int(parts[0]) != nil && Double(parts[1]) != nil
  }

  private static func libSVM(_ lines: [Substring]) throws(CSVError) -> CSVTable {
    var rows: [(line: Int, label: Double, entries: [(column: Int, value: Double)])] = []
    var width = 0
    for (number, line) in zip(1..., lines) {
      let words = uncommented(line).split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { continue }
      var entries: [(column: Int, value: Double)] = []
      for word in words.dropFirst() {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let column = Int(parts[0]), column > entries.last?.column ?? 0
        else {
          throw .entry(line: number, text: shown(word), wanted: "INDEX:VALUE, indices rise from 1")
        }
        entries.append((column, try value(parts[1], line: number, column: "\(column)")))
      }
      guard entries.last?.column ?? 0 < largestWidth else {
        throw .tooLarge(what: "columns", limit: largestWidth)
      }
      width = max(width, entries.last?.column ?? 0)
      rows.append((number, try value(first, line: number, column: "label"), entries))
      guard rows.count * (width + 1) <= largestCount else {
        throw .tooLarge(what: "values", limit: largestCount)
      }
    }
    guard !rows.isEmpty, width > 0 else { throw .noRows }
    return CSVTable(
      columns: ["label"] + (1...width).map(String.init),
      values: rows.map { row in
        var values = Array(repeating: 0.0, count: width + 1)
        values[0] = row.label
        for (column, value) in row.entries { values[column] = value }
        return values
      }, lines: rows.map(\.line))
  }

  private static func matrixMarket(_ lines: [Substring]) throws(CSVError) -> CSVTable {
    let head = lines[0].lowercased().split(whereSeparator: \.isWhitespace)
    guard head.count == 5, head[1] == "matrix", ["coordinate", "array"].contains(head[2]),
      ["real", "integer", "pattern", "double"].contains(head[3]),
      ["general", "symmetric"].contains(head[4]), head[2] != "array" || head[3] != "pattern"
    else {
      throw .entry(
        line: 1, text: shown(lines[0]),
        wanted:
          "%%MatrixMarket matrix coordinate real general, or array, integer, pattern, symmetric")
    }
    let (isArray, isPattern, isSymmetric) = (
      head[2] == "array", head[3] == "pattern", head[4] == "symmetric"
    )
    let said = zip(1..., lines).filter { !$1.hasPrefix("%") && !$1.allSatisfy(\.isWhitespace) }
    guard let (sizeLine, sizes) = said.first else { throw .noRows }
    let numbers = sizes.split(whereSeparator: \.isWhitespace).map { Int($0) ?? 0 }
    guard numbers.count == (isArray ? 2 : 3), numbers[0] > 0, numbers[1] > 0,
      !isSymmetric || numbers[0] == numbers[1]
    else {
      throw .entry(
        line: sizeLine, text: shown(sizes),
        wanted: isArray ? "ROWS COLUMNS" : "ROWS COLUMNS ENTRIES")
    }
    let (rows, width) = (numbers[0], numbers[1])
    guard width <= largestWidth else { throw .tooLarge(what: "columns", limit: largestWidth) }
    guard rows <= largestCount / width else {
      throw .tooLarge(what: "values", limit: largestCount)
    }
    let wanted = isArray ? (isSymmetric ? rows * (rows + 1) / 2 : rows * width) : numbers[2]
    guard said.count - 1 == wanted else {
      throw .entry(
        line: said.last?.0 ?? 1, text: "\(said.count - 1)", wanted: "\(wanted) lines of entries")
    }
    var values = Array(repeating: Array(repeating: 0.0, count: width), count: rows)
    var places = Array(repeating: 1, count: rows)
    var (row, column) = (0, 0)
    for (number, line) in said.dropFirst() {
      let words = line.split(whereSeparator: \.isWhitespace)
      if !isArray {
        guard words.count == (isPattern ? 2 : 3), let i = Int(words[0]), let j = Int(words[1]),
          (1...rows).contains(i), (1...width).contains(j)
        else {
          throw .entry(
            line: number, text: shown(line),
            wanted: "ROW COLUMN\(isPattern ? "" : " VALUE"), within \(rows) and \(width)")
        }
        (row, column) = (i - 1, j - 1)
      } else if words.count != 1 {
        throw .entry(line: number, text: shown(line), wanted: "one value")
      }
      let read =
        isPattern ? 1 : try value(words[words.count - 1], line: number, column: "\(column + 1)")
      values[row][column] = read
      if isSymmetric { values[column][row] = read }
      places[row] = number
      guard isArray else { continue }
      // Down the columns, from the diagonal where the matrix is symmetric.
      row += 1
      if row == rows {
        column += 1
        row = isSymmetric ? column : 0
      }
    }
    return CSVTable(columns: (1...width).map(String.init), values: values, lines: places)
  }

  private static func value(
    _ text: Substring, line: Int, column: String
  ) throws(CSVError) -> Double {
    try CSVField(text: String(text), isQuoted: false)
      .value(line: line, column: Int(column) ?? 0, name: column)
  }

  private static func shown(_ text: Substring) -> String {
    CSVField(text: String(text), isQuoted: false).shown
  }
}
