internal import Records

/// A table of numbers read from CSV text: the user's own data.
///
/// Lines end with LF, CRLF or CR; commas separate fields, or semicolons or tabs where the first line
/// has them, and then numbers may have decimal commas, all of them; a field may be quoted, with
/// doubled quotes inside; a byte-order mark and blank lines at the end are ignored. The first line
/// is a header when none of its fields is a number, or when they are quoted, and then each column
/// has a name in it; otherwise columns are named 1, 2, …. All values are finite decimal numbers of
/// at most 1e100.
public struct CSVTable: Hashable, Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The values, one row for each data line.
  public let values: Matrix
  /// The line of the text, from 1, on which each row stands.
  public let lines: [Int]

  /// The largest number of bytes of a text.
  public static let largestText = 1 << 26
  /// The largest number of columns.
  public static let largestWidth = 10_000
  /// The largest number of bytes of a field.
  public static let largestField = 1000

  /// Reads a table from UTF-8 text.
  ///
  /// O(bytes). At most `largestText` bytes, `largestWidth` columns, `DataSet.largestCount` values.
  ///
  /// - Throws: `CSVError`, which names the line and the column of the first fault.
  public init(parsing text: [UInt8]) throws(CSVError) {
    guard text.count <= Self.largestText else {
      throw .tooLarge(what: "bytes", limit: Self.largestText)
    }
    var reader = CSVReader(text)
    var names: [String]?
    var width = 0
    var values: [Double] = []
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
      guard record.fields.count == width else {
        throw .fieldCount(line: record.line, found: record.fields.count, wanted: width)
      }
      for (k, written) in record.fields.enumerated() {
        let pointed = reader.hasDecimalCommas ? written.withDecimalPoint : nil
        let field = pointed ?? written
        hasCommas = hasCommas || pointed != nil
        hasPoints = hasPoints || written.hasDecimalPoint
        guard !(hasCommas && hasPoints) else {
          throw .mixedDecimals(line: record.line, column: k + 1, text: written.shown)
        }
        values.append(try field.value(line: record.line, column: k + 1, name: names?[k] ?? ""))
      }
      guard values.count <= DataSet.largestCount else {
        throw .tooLarge(what: "values", limit: DataSet.largestCount)
      }
      lines.append(record.line)
    }
    guard let names else { throw .empty }
    guard !lines.isEmpty else { throw .noRows }
    columns = names
    self.values = Matrix(rows: lines.count, columns: width, elements: values)
    self.lines = lines
  }

  /// The features and the target: the column of the given name is y, the others in order are X.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target` when no column or more than one has the name, `.noFeatures`.
  public func regression(target: String) throws(CSVError) -> DataSet {
    let (x, y) = try split(target: target)
    // Every check of `DataSet` has been made, with line and column.
    return DataSet(unchecked: x, y: y)
  }

  /// The features and the class labels: the column of the given name holds −1 and 1, or 0 and 1.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target`, `.noFeatures`, `.notALabel` with its line, or `.oneClass`.
  public func classification(target: String) throws(CSVError) -> ClassificationData {
    let (x, y) = try split(target: target)
    let low = y.contains(0) ? 0.0 : -1.0
    for (i, value) in y.enumerated() where value != 1 && value != low {
      throw .notALabel(line: lines[i], name: target, text: short(value))
    }
    guard y.contains(1), y.contains(low) else {
      throw .oneClass(name: target, label: short(y[0]))
    }
    return ClassificationData(unchecked: x, labels: y.map { $0 == 1 ? 1 : -1 })
  }

  private func split(target: String) throws(CSVError) -> (x: Matrix, y: [Double]) {
    let matches = columns.indices.filter { columns[$0] == target }
    guard matches.count == 1 else {
      throw .target(target, matches: matches.count, columns: columns)
    }
    guard columns.count > 1 else { throw .noFeatures }
    let features = columns.indices.filter { $0 != matches[0] }
    return (values.selecting(columns: features), values.column(matches[0]))
  }
}
