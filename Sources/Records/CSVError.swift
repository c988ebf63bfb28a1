/// Why a CSV text cannot be used, with the line and column of the fault, both counted from 1.
public enum CSVError: DataFault, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing but white space.
  case empty
  /// There is a header but no row of numbers.
  case noRows
  /// The text is not UTF-8, or contains a zero byte.
  case notUTF8(line: Int)
  /// The text is beyond the limits.
  case tooLarge(what: String, limit: Int)
  /// A line between rows is blank.
  case blankLine(Int)
  /// A column of the header has no name, or the one that pandas gives to such.
  case unnamed(column: Int)
  /// Commas are decimal commas in some fields, and points decimal points in others.
  case mixedDecimals(line: Int, column: Int, text: String)
  /// The first line is a remark.
  case comment(String)
  /// Two columns have one name.
  case twice(name: String, column: Int)
  /// A line of a table written by its entries is not as it should be.
  case entry(line: Int, text: String, wanted: String)
  /// A row has another number of fields than the first line.
  case fieldCount(line: Int, found: Int, wanted: Int)
  /// The first line has names and numbers.
  case mixedHeader(column: Int, text: String)
  /// A quote is not closed, or something stands between it and the next comma.
  case badQuote(line: Int, column: Int)
  /// A field is empty.
  case missing(line: Int, column: Int, name: String)
  /// A field is not a number.
  case notANumber(line: Int, column: Int, name: String, text: String)
  /// A field is NaN, infinite, or beyond 1e100.
  case notFinite(line: Int, column: Int, name: String, text: String)
  /// A field is not 0 and below 1e-100.
  case tooSmall(line: Int, column: Int, name: String, text: String)
  /// Fields are separated by something, named here, that is none of the separators.
  case separator(String)
  /// No column, or more than one, has the name of the target.
  case target(String, matches: Int, columns: [String])
  /// There is no column beside the target.
  case noFeatures
  /// A target is not one of two class labels.
  case notALabel(line: Int, name: String, text: String)
  /// Every target is the same label.
  case oneClass(name: String, label: String)
  /// Of so many rows none would be fitted, or none held back.
  case notDivided(rows: Int)

  /// What was wrong and what to do, in one line.
  public var description: String {
    // Names and fields are the user's.
    visibleLine(message)
  }

  private var message: String {
    switch self {
    case .empty: "The CSV text is empty: give one row of numbers for each sample."
    case .noRows: "The CSV text has a header but no rows: give one row for each sample."
    case .notUTF8(let line):
      "Line \(line) is not UTF-8 text or has a zero byte: save the file as plain text in UTF-8."
    case .tooLarge(let what, let limit):
      "The CSV text has more than \(limit) \(what): reduce it."
    case .blankLine(let line): "Line \(line) is blank: remove it."
    case .fieldCount(let line, let found, let wanted):
      "Line \(line) has \(found) \(found == 1 ? "field" : "fields") where the first line has "
        + "\(wanted). Commas separate fields, or else semicolons or tabs throughout; only with these "
        + "may numbers have decimal commas. A column of row numbers needs a name, too, or must go."
    case .comment(let sign):
      "Line 1 begins with \(sign), as remarks do: remove it, or only the sign where names of columns follow."
    case .twice(let name, let column):
      "Column \(column) has the name '\(name)', as another has: give each a name of its own."
    case .entry(let line, let text, let wanted):
      "Line \(line): '\(text)' is not as it should be: \(wanted)."
    case .unnamed(let column):
      "Column \(column) has no name of its own, as the row numbers that pandas and R write, or what stands "
        + "behind a last comma: leave it out (index=False, row.names=FALSE), or name it if it is a "
        + "measurement."
    case .mixedDecimals(let line, let column, let text):
      "Line \(line), column \(column): '\(text)' has a decimal \(text.contains(",") ? "comma" : "point")"
        + " and others have decimal \(text.contains(",") ? "points" : "commas"): write all alike."
    case .mixedHeader(let column, let text):
      "Line 1 has both names ('\(text)' in column \(column)) and numbers: put numbers that are names "
        + "between quotation marks, or write a line of names above."
    case .badQuote(let line, let column):
      "Line \(line), column \(column): a quote is not closed, or no comma or line end follows it."
    case .missing(let line, let column, let name):
      "Line \(line), column \(column) (\(name)) is empty: fill it in or remove the row."
    case .notANumber(let line, let column, let name, let text):
      "Line \(line), column \(column) (\(name)): '\(text)' is not a number" + remedy(text) + "."
    case .notFinite(let line, let column, let name, let text):
      "Line \(line), column \(column) (\(name)): '\(text)' is not finite or beyond 1e100."
    case .tooSmall(let line, let column, let name, let text):
      "Line \(line), column \(column) (\(name)): '\(text)' is below 1e-100 and not 0: write 0, or "
        + "choose a smaller unit."
    case .separator(let sign):
      "Fields are separated by \(sign): write commas, semicolons or tabs."
    case .target(let name, let matches, let columns):
      "\(matches == 0 ? "No column is" : "\(matches) columns are") named '\(name)'; "
        + "the columns are \(columns.prefix(10).joined(separator: ", "))"
        + "\(columns.count > 10 ? ", and \(columns.count - 10) more" : "")"
        + "\(matches == 0 ? "." : ": give each a name of its own.")"
    case .noFeatures: "The target is the only column: at least one feature is needed."
    case .notALabel(let line, let name, let text):
      "Line \(line): '\(text)' in \(name) is not a label: write the two classes as -1 and 1 in all "
        + "rows, or as 0 and 1 in all."
    case .oneClass(let name, let label):
      "Every label in \(name) is \(label), which is one class: give rows of both, labelled -1 and 1, "
        + "or 0 and 1."
    case .notDivided(let rows):
      "Of \(rows) \(rows == 1 ? "row" : "rows") the part that is held back would be none or all: give "
        + "more rows, or another part."
    }
  }

  /// What to do about a text that is no number, where it is one of the usual ones.
  private func remedy(_ text: String) -> String {
    if CSVCells.isMissing(text) {
      return " but stands for a missing value: fill it in, or leave the row or the column out"
    }
    let pieces = text.split(whereSeparator: \.isWhitespace)
    let hasDigits = text.utf8.contains { (0x30...0x39).contains($0) }
    let marks = ", '_\u{A0}\u{202F}\u{2019}"
    if hasDigits, text.contains(where: { marks.contains($0) }),
      text.allSatisfy({ marks.contains($0) || "0123456789.+-eE".contains($0) })
    {
      // "1.5 2.5" has no thousands.
      if pieces.count > 1,
        pieces.contains(where: { $0.contains { "-+".contains($0) } })
          || text.count(where: { $0 == "." }) > 1
      {
        return " but several: separate them by commas, semicolons or tabs"
      }
      return ": write it with a decimal point and without thousands separators"
    }
    // "1.5 kg" is a number with a unit, "cat5" a name.
    return hasDigits && text.first?.isLetter != true
      ? ": write it without a unit or other signs"
      : ": give words a number each, or leave the column out"
  }
}
