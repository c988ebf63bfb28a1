import Records

/// A table in a file of comma-separated values: the head, then rows as long.
struct TableFile: Hashable, Sendable {
  /// The cells, row by row; the first row is the head.
  let rows: [[String]]

  /// The most cells of a table that a document shows, and the most bytes of the file it is in.
  static let most = (cells: 10_000, bytes: 16_000_000)

  /// Reads a table.
  ///
  /// - Throws: `LineError`, for a table without rows too, at a line, that of the document which names the file.
  init(_ bytes: [UInt8], named name: String, line: Int) throws(LineError) {
    let read = try telling(line, "the table \(quoted(name)): ") {
      do throws(CSVError) {
        return try bytes.count <= TableFile.most.bytes ? cells(ofCSV: bytes) : []
      } catch .empty {
        throw LineError(line, "it is empty; write a line of heads and rows below it")
      } catch .badQuote(let row, let column) {
        throw LineError(
          line,
          "line \(row), column \(column): a quotation mark is not closed, or more stands behind it; "
            + "close it before the next separator, and write \"\" for one within a field")
      }
    }
    // Spreadsheets write columns and rows that hold nothing.
    let columns = (read.first ?? []).indices.filter { column in
      read.contains { !$0[column].isEmpty }
    }
    rows = read.filter { row in !row.allSatisfy(\.isEmpty) }.map { row in columns.map { row[$0] } }
    guard read.first?.isEmpty == false else {
      throw LineError(
        line,
        "the file of the table \(quoted(name)) has more than \(TableFile.most.bytes) bytes; give a "
          + "part of it")
    }
    guard rows.count > 1 else {
      throw LineError(
        line, "the table \(quoted(name)) has a head alone; write rows below it")
    }
  }
}

/// A table whose rows are in a file beside the source, or are data of a figure.
package struct TableSource: Equatable, Sendable {
  /// The file's table; nil for data of a figure.
  var file: TableFile?
  /// What names it, with parameters of a figure and attributes.
  var picture: Block.Picture

  /// The attributes in a source that say what of it is shown.
  static let attributes = ["series", "columns", "rows", "digits"]

  /// Whether a name is that of a file: figures have no dots in theirs.
  static func isFile(_ name: String) -> Bool { name.contains(".") }
}
