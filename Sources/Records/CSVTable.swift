/// A table of numbers read from CSV text, or from a file of LIBSVM or Matrix Market: the user's own data.
///
/// Lines end with LF, CRLF or CR; commas separate fields, or semicolons or tabs where the first line
/// has them, and then numbers may have decimal commas, all of them; a field may be quoted, with
/// doubled quotes and line breaks inside; a byte-order mark and blank lines at the end are ignored. The first line
/// is a header when none of its fields is a number, or when they are quoted, and then each column
/// has a name in it; otherwise columns are named 1, 2, …. All values are 0 or finite decimal numbers
/// of sizes between 1e-100 and 1e100; a minus sign may be the printed one.
public struct CSVTable: Hashable, Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The values, a row for each data line.
  public let values: [[Double]]
  /// The line of the text, from 1, on which each row stands.
  public let lines: [Int]
  /// What is done with the table before it is fitted.
  public var preparation = Preparation()

  /// The largest number of bytes of a text.
  public static let largestText = 1 << 26
  /// The largest number of values.
  public static let largestCount = 4_000_000
  /// The largest size of a value.
  public static let largestMagnitude = 1e100
  /// The least size of a value that is not 0; products of two keep their digits.
  public static let leastMagnitude = 1e-100
  /// The largest number of columns.
  public static let largestWidth = 10_000
  /// The largest number of bytes of a field.
  public static let largestField = 1000

  /// Reads a table from UTF-8 text.
  ///
  /// O(bytes). At most `largestText` bytes, `largestWidth` columns, `largestCount` values.
  ///
  /// - Throws: `CSVError`, which names the line and the column of the first fault.
  public init(parsing text: [UInt8]) throws(CSVError) {
    guard text.count <= Self.largestText else {
      throw .tooLarge(what: "bytes", limit: Self.largestText)
    }
    guard !Self.isByEntries(text) else {
      self = try Self.byEntries(text)
      return
    }
    var reader = CSVReader(text)
    var names: [String]?
    var width = 0
    var values: [[Double]] = []
    var lines: [Int] = []
    var hasCommas = false
    var hasPoints = false
    while let record = try reader.next() {
      if names == nil {
        width = record.fields.count
        guard width <= Self.largestWidth else {
          throw .tooLarge(what: "columns", limit: Self.largestWidth)
        }
        let header = try record.header()
        names = header ?? (1...width).map(String.init)
        if header != nil { continue }
      }
      if width == 1, values.isEmpty, let sign = record.foreignSeparator(beneath: names?[0]) {
        throw .separator(sign)
      }
      guard record.fields.count == width else {
        if let first = names?.first, first.hasPrefix("#") || first.hasPrefix("%") {
          throw .comment(String(first.prefix(1)))
        }
        throw .fieldCount(line: record.line, found: record.fields.count, wanted: width)
      }
      var row: [Double] = []
      for (k, written) in record.fields.enumerated() {
        let pointed = reader.hasDecimalCommas ? written.withDecimalPoint : nil
        let field = pointed ?? written
        hasCommas = hasCommas || pointed != nil
        hasPoints = hasPoints || written.hasDecimalPoint
        guard !(hasCommas && hasPoints) else {
          throw .mixedDecimals(line: record.line, column: k + 1, text: written.shown)
        }
        row.append(try field.value(line: record.line, column: k + 1, name: names?[k] ?? ""))
      }
      values.append(row)
      guard values.count * width <= Self.largestCount else {
        throw .tooLarge(what: "values", limit: Self.largestCount)
      }
      lines.append(record.line)
    }
    guard let names else { throw .empty }
    guard !lines.isEmpty else { throw .noRows }
    var seen: Set<String> = []
    if let twice = names.firstIndex(where: { !seen.insert($0).inserted }) {
      throw .twice(name: names[twice], column: twice + 1)
    }
    self.init(columns: names, values: values, lines: lines)
  }

  /// A table of what was read.
  package init(columns: [String], values: [[Double]], lines: [Int]) {
    self.columns = columns
    self.values = values
    self.lines = lines
  }
}
