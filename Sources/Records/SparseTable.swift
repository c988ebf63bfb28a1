/// Features of which only the entries that are not 0 are kept, row by row, beside a column of targets.
///
/// Files of LIBSVM and of Matrix Market by coordinates are read entry by entry; any other table that
/// `CSVTable` reads is taken too, within that reader's limits.
public struct SparseTable: Hashable, Sendable {
  /// The number of features.
  public private(set) var features: Int
  /// Where each row's entries begin, and at last their number.
  public private(set) var starts = [0]
  /// The features of the entries, from 0, ascending within a row.
  public private(set) var columns: [Int32] = []
  /// The entries, none of them 0.
  public private(set) var values: [Double] = []
  /// The target of each row.
  public private(set) var targets: [Double] = []
  /// The names of the features of a full table; nil where the file gives numbers only.
  private var names: [String]?

  /// The largest number of bytes of a text.
  public static let largestText = 1 << 29
  /// The largest number of features.
  public static let largestWidth = 100_000_000
  /// The largest number of rows.
  public static let largestHeight = 10_000_000

  /// Reads a table of UTF-8 text.
  ///
  /// O(bytes); 12 bytes are kept for an entry, 16 for a row.
  ///
  /// - Parameters:
  ///   - text: The bytes of the file.
  ///   - target: The name of the column of targets: `label` in files of LIBSVM, the number of a column
  ///     in those of Matrix Market.
  /// - Throws: `CSVError` that names the line of the first fault, or the limit that is passed.
  public init(parsing text: [UInt8], target: String) throws(CSVError) {
    guard text.count <= Self.largestText else {
      throw .tooLarge(what: "bytes", limit: Self.largestText)
    }
    var words = WordReader(text)
    let head = words.line().map { $0.map { $0.lowercased() } } ?? []
    if head.first == "%%matrixmarket", head.dropFirst(2).first == "coordinate",
      head.last == "general", head.count == 5,
      ["real", "integer", "double", "pattern"].contains(head[3])
    {
      self = try Self(&words, isPattern: head[3] == "pattern", target: target)
    } else if head.first?.hasPrefix("%%") != true, CSVTable.isByEntries(text) {
      guard target == "label" else { throw .target(target, matches: 0, columns: ["label"]) }
      self = try Self(libSVM: text)
    } else {
      let table = try CSVTable(parsing: text)
      self = try Self(table, target: target)
      names = table.columns.filter { $0 != target }
    }
  }

  /// A full table without its zeros.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target` when no column or more than one has the name, `.noFeatures`.
  public init(_ table: CSVTable, target: String) throws(CSVError) {
    let matches = table.columns.indices.filter { table.columns[$0] == target }
    guard matches.count == 1 else {
      throw .target(target, matches: matches.count, columns: table.columns)
    }
    guard table.columns.count > 1 else { throw .noFeatures }
    self.init(features: table.columns.count - 1)
    for row in table.values {
      for (j, value) in row.enumerated() where j != matches[0] {
        append(j < matches[0] ? j : j - 1, value)
      }
      endRow(target: row[matches[0]])
    }
  }

  private init(features: Int) { self.features = features }

  /// The rows of this table and below them those of another; a feature that one of them never has is 0
  /// there.
  ///
  /// O(entries).
  ///
  /// - Returns: nil where the features have other names or stand in another order.
  public func joined(with other: SparseTable) -> SparseTable? {
    guard names == other.names else { return nil }
    var both = self
    both.features = max(features, other.features)
    both.starts += other.starts.dropFirst().map { $0 + values.count }
    both.columns += other.columns
    both.values += other.values
    both.targets += other.targets
    return both
  }

  private mutating func append(_ column: Int, _ value: Double) {
    guard value != 0 else { return }
    columns.append(Int32(column))
    values.append(value)
  }

  private mutating func endRow(target: Double) {
    targets.append(target)
    starts.append(values.count)
  }

  private init(libSVM text: [UInt8]) throws(CSVError) {
    var words = WordReader(text)
    var read = Self(features: 0)
    var width = 0
    while words.beginLine(remark: 0x23) {
      guard let label = try words.number(until: 0x20) else { continue }
      var last = 0
      while !words.isAtEndOfLine {
        guard let column = words.whole(until: 0x3A), column > last, column <= largestColumn,
          let value = try words.number(until: 0x20)
        else { throw words.fault("INDEX:VALUE, indices rise from 1 to \(largestColumn)") }
        read.append(column - 1, value)
        last = column
      }
      width = max(width, last)
      read.endRow(target: label)
      guard read.targets.count <= Self.largestHeight else {
        throw .tooLarge(what: "rows", limit: Self.largestHeight)
      }
    }
    guard !read.targets.isEmpty, width > 0 else { throw .noRows }
    self.init(features: width)
    (starts, columns, values, targets) = (read.starts, read.columns, read.values, read.targets)
  }

  /// The entries of a file of Matrix Market, in any order, behind its first line.
  private init(_ words: inout WordReader, isPattern: Bool, target: String) throws(CSVError) {
    guard words.beginLine(remark: 0x25), let rows = words.whole(until: 0x20),
      let width = words.whole(until: 0x20), let count = words.whole(until: 0x20),
      words.isAtEndOfLine, (1...Self.largestHeight).contains(rows), width <= largestColumn,
      count <= Self.largestText
    else { throw words.fault("ROWS COLUMNS ENTRIES, up to \(Self.largestHeight) rows") }
    guard let chosen = Int(target), (1...max(1, width)).contains(chosen), String(chosen) == target
    else { throw .target(target, matches: 0, columns: ["1", "…", "\(width)"]) }
    guard width > 1 else { throw .noFeatures }
    var (rowsOf, js, given): ([Int32], [Int32], [Double]) = ([], [], [])
    while words.beginLine(remark: 0x25) {
      guard let i = words.whole(until: 0x20), let j = words.whole(until: 0x20),
        (1...rows).contains(i), (1...width).contains(j),
        let value = isPattern ? 1 : try words.number(until: 0x20), words.isAtEndOfLine
      else {
        throw words.fault("ROW COLUMN\(isPattern ? "" : " VALUE"), within \(rows) and \(width)")
      }
      rowsOf.append(Int32(i - 1))
      js.append(Int32(j - 1))
      given.append(value)
    }
    guard given.count == count else {
      throw .entry(
        line: words.lineNumber, text: "\(given.count)", wanted: "\(count) lines of entries")
    }
    self.init(features: width - 1)
    var begins = Array(repeating: 0, count: rows + 1)
    for i in rowsOf { begins[Int(i) + 1] += 1 }
    for i in 0..<rows { begins[i + 1] += begins[i] }
    var order = Array(repeating: 0, count: count)
    var next = begins
    for (k, i) in rowsOf.enumerated() {
      order[next[Int(i)]] = k
      next[Int(i)] += 1
    }
    for i in 0..<rows {
      let row = order[begins[i]..<begins[i + 1]].sorted { js[$0] < js[$1] }
      if let twice = zip(row, row.dropFirst()).first(where: { js[$0] == js[$1] }) {
        throw .entry(
          line: words.lineNumber, text: "\(i + 1) \(js[twice.0] + 1)",
          wanted: "each entry written once")
      }
      var label = 0.0
      for k in row {
        let j = Int(js[k]) + 1
        if j == chosen { label = given[k] } else { append(j < chosen ? j - 1 : j - 2, given[k]) }
      }
      endRow(target: label)
    }
  }
}

private let largestColumn = SparseTable.largestWidth
