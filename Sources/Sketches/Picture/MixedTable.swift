import Records

/// A table of which some columns are words or dates, or some fields lack: its columns by their kinds.
///
/// What the fields that are there have in common decides: numbers, dates, else words. Fields of a
/// column of numbers that are empty or say that there is none are no numbers, which no line draws.
struct MixedTable {
  /// The columns of numbers; of days since the first of January 1970 for dates.
  private(set) var numbers: [(name: String, values: [Double])] = []
  private(set) var words: [(name: String, values: [String])] = []
  private(set) var dates: [(name: String, written: [Double: String])] = []
  /// Which rows of a column have no finite number, or no word, where some have not.
  private(set) var lacking: [(name: String, rows: [Bool])] = []
  /// The number of rows.
  let count: Int
  private let cells: CSVCells

  /// Sorts the columns of a table.
  ///
  /// - Parameter isUsed: Whether the sketch names a column: what it does not is taken as it is.
  /// - Throws: `CSVError` for a text that is no table, or a field of a used column of numbers that is none.
  init(_ bytes: [UInt8], isUsed: (String) -> Bool) throws(CSVError) {
    cells = try CSVCells(parsing: bytes)
    guard !cells.rows.isEmpty else { throw .noRows }
    count = cells.rows.count
    for (index, name) in cells.names.enumerated() where !name.isEmpty {
      let own = cells.rows.map { $0[index] }
      let there = own.filter { !CSVCells.isMissing($0) }
      let found = there.count { Double($0) != nil }
      if found == there.count {
        add(own.map { CSVCells.isMissing($0) ? .nan : Double($0) ?? .nan }, as: name)
      } else if there.allSatisfy({ day(ofDate: $0) != nil }) {
        let days = own.map { day(ofDate: $0) ?? .nan }
        dates.append((name, Dictionary(zip(days, own)) { first, _ in first }))
        add(days, as: name)
      } else if 2 * found <= there.count || !isUsed(name) {
        // A word may be "none".
        words.append((name, own))
        if own.contains("") { lacking.append((name, own.map(\.isEmpty))) }
      } else if let bad = own.firstIndex(where: { !CSVCells.isMissing($0) && Double($0) == nil }) {
        throw .notANumber(
          line: cells.lines[bad], column: index + 1, name: name, text: String(own[bad].prefix(24)))
      }
    }
  }

  private mutating func add(_ values: [Double], as name: String) {
    numbers.append((name, values))
    if values.contains(where: { !$0.isFinite }) {
      lacking.append((name, values.map { !$0.isFinite }))
    }
  }

  /// The rows that have a number in each column, as a table; nil where a column is words, or no row has.
  var whole: CSVTable? {
    guard words.isEmpty, dates.isEmpty else { return nil }
    let rows = (0..<count).filter { row in
      numbers.allSatisfy { column in
        let size = abs(column.values[row])
        return size == 0
          || (CSVTable.leastMagnitude...CSVTable.largestMagnitude).contains(size)
      }
    }
    guard !rows.isEmpty else { return nil }
    return CSVTable(
      columns: numbers.map(\.name), values: rows.map { row in numbers.map { $0.values[row] } },
      lines: rows.map { cells.lines[$0] })
  }

  /// What is said of rows that lack a value of some columns; nil for none.
  ///
  /// Of a table of runs it says how these ended.
  func leftOut(_ columns: [(name: String, rows: [Bool])]) -> String? {
    guard !columns.isEmpty else { return nil }
    let parts = columns.map { column -> String in
      let lacking = column.rows.count { $0 }
      return "\(lacking) of \(printable(column.name))"
    }
    var ends = ""
    if let status = words.first(where: { $0.name == "status" })?.values {
      let lost = (0..<count).filter { row in
        columns.contains { $0.rows[row] } && status[row] != "done" && !status[row].isEmpty
      }
      let kinds = Dictionary(grouping: lost) { status[$0] }.sorted { $0.key < $1.key }
      if !kinds.isEmpty {
        ends =
          " (\(kinds.map { "\($0.value.count) \(printable($0.key))" }.joined(separator: ", ")))"
      }
    }
    return
      "of \(counted(count, "row")) some lack a value: \(parts.joined(separator: ", "))\(ends); "
      + "left out where it is needed"
  }
}

/// What is said of a column of numbers with marks that are not read, such as `1,234` or `12%`; nil for
/// other words.
func unreadNumbers(_ column: String, _ words: [String]) -> String? {
  let there = words.filter { !CSVCells.isMissing($0) }
  func isMarked(_ word: String) -> Bool {
    let signs = "0123456789.,'’\u{A0}\u{202F} %+-−€$£"
    return word.contains(where: \.isNumber) && word.allSatisfy(signs.contains)
      && !word.dropFirst().contains(where: "+-−".contains) && !isOtherDate(word)
  }
  guard !there.isEmpty, there.allSatisfy(isMarked),
    let first = there.first(where: { Double($0) == nil })
  else { return nil }
  return
    "the column '\(printable(column))' holds numbers with marks, such as '\(printable(first))', which are words here; write them without marks between thousands, % and signs of money"
}
