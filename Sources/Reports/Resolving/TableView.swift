import Records
import Typesetting

/// What of a table is shown: columns with their heads, rows, digits.
private struct TableView {
  /// The columns by their names, with what stands at their heads; nil for all under their names.
  private var columns: [(name: String, head: String)]?
  /// The rows, from 1; nil for all.
  private var rows: ClosedRange<Int>?
  /// The digits of numbers, as in `{{name 3}}`; nil for those that they have.
  let digits: String?

  init(_ attributes: Attributes?) throws(LineError) {
    let line = attributes?.line ?? 1
    digits = attributes?["digits"]
    if let digits {
      let count = digits.hasPrefix(".") ? Int(digits.dropFirst()) : Int(digits)
      guard let count, (digits.hasPrefix(".") ? 0...15 : 1...17).contains(count) else {
        throw LineError(
          line, "digits=\(digits) is no number of digits; write digits=3 or, after the point, .2")
      }
    }
    columns = attributes?["columns"]?.split(separator: ";").map { part in
      let sides = part.split(separator: "=>", maxSplits: 1).map { String($0.trimmed) }
      return (sides.first ?? "", sides.last ?? "")
    }
    if let text = attributes?["rows"] {
      let ends = text.split(separator: "-").map { Int($0) }
      guard let last = ends.last ?? nil, ends.count < 3, let first = ends.count == 2 ? ends[0] : 1,
        first >= 1, last >= first
      else { throw LineError(line, "rows=\(text) names no rows; write rows=10 or rows=5-10") }
      rows = first...last
    }
  }

  /// The shown part of a table, its head first.
  ///
  /// - Throws: `LineError` for a column or rows that it does not have.
  func part(of cells: [[String]], _ what: String, line: Int) throws(LineError) -> [[String]] {
    var (head, body) = (cells.first ?? [], Array(cells.dropFirst()))
    if let columns {
      var places: [Int] = []
      for (name, _) in columns {
        guard let place = head.firstIndex(of: name) else {
          throw LineError(
            line, "\(what) has no column \(quoted(name)); it has \(head.joined(separator: ", "))",
            suggestion: NearestName.to(name, among: head))
        }
        places.append(place)
      }
      body = body.map { row in places.map { row[$0] } }
      head = columns.map(\.head)
    }
    if let rows {
      guard rows.upperBound <= body.count else {
        throw LineError(line, "\(what) has \(body.count) rows; write rows=1-\(max(body.count, 1))")
      }
      body = Array(body[(rows.lowerBound - 1)..<rows.upperBound])
    }
    return [head] + body
  }
}

/// What stands in a column of numbers where a value is missing, in small letters.
private let missing: Set<String> = [
  "", "na", "n/a", "nan", "-", "–", "—", "?", ".", "null", "none",
]

/// Whether a text is a number as people write it, with groups of digits, a unit of money or a sign of
/// percent.
private func isFigure(_ text: String) -> Bool {
  let digits = text.filter { !"%‰€$£ \u{A0}\u{202F}".contains($0) }
  return digits.contains { ("0"..."9").contains($0) }
    && digits.allSatisfy { ("0"..."9").contains($0) || ".,'’+-−".contains($0) }
}

extension Resolver {
  /// A table with the rows of its file or figure; numbers are written in the document's language and
  /// aligned at their decimal signs.
  ///
  /// - Throws: `LineError` for a series, column or rows that do not exist.
  mutating func filled(
    _ table: Block.Table, from source: TableSource, line: Int
  ) throws(LineError) -> Block.Table {
    let view = try TableView(table.attributes)
    let (target, attributes) = (source.picture.target, source.picture.attributes)
    var cells = source.file?.rows ?? []
    if source.file == nil {
      cells = try series(of: source.picture, attributes["series"], line: line)
    } else if attributes["series"] != nil {
      throw LineError(line, "a file has no series; leave series= out")
    }
    let shown = try view.part(of: cells, "the table \(quoted(target))", line: line)
    guard shown.count * (shown.first?.count ?? 0) <= TableFile.most.cells else {
      throw LineError(
        line,
        "the table \(quoted(target)) has more than \(TableFile.most.cells) cells; show a part of it "
          + "with rows= or columns=")
    }
    var filled = table
    let (head, body) = (shown.first ?? [], shown.dropFirst())
    let isFile = source.file != nil
    var rows: [[[Inline]]] = [try head.map { (text) throws(LineError) in try words(text, line) }]
    let isNumeric = head.indices.map { column in
      body.contains { Double($0[column])?.isFinite == true }
        && body.allSatisfy {
          missing.contains($0[column].lowercased()) || Double($0[column]) != nil
        }
    }
    for row in body {
      var out: [[Inline]] = []
      for (column, text) in row.enumerated() {
        // Beside words, what is plainly a number has the language's signs too.
        let isNumber =
          isNumeric[column] || text.wholeMatch(of: #/-?(0|[1-9]\d*)(\.\d+)?/#) != nil
        guard isNumber, !missing.contains(text.lowercased()), let value = Double(text) else {
          out.append(text.isEmpty ? [] : [made(.text(text), line)])
          continue
        }
        out.append([number(value, isFile ? text : nil, view.digits, line)])
      }
      rows.append(out)
    }
    filled.rows = rows
    filled.alignments = head.indices.map { column in
      let cells = body.map { $0[column] }.filter { !missing.contains($0.lowercased()) }
      let isFigures = !cells.isEmpty && cells.allSatisfy(isFigure)
      return isNumeric[column] || isFigures ? .right : .left
    }
    filled.decimals = head.indices.map { column in
      let cells = rows.dropFirst().map { $0[column] }
      guard isNumeric[column],
        cells.joined().allSatisfy({ part in
          if case .text(let text) = part.kind { !text.contains("e") } else { false }
        })
      else { return 0 }
      let sign = front.language.decimalSign
      let most = cells.map { Block.Table.decimals(of: $0.plainText, sign: sign) }.max() ?? 0
      return most > Block.Table.mostDecimals ? 0 : most
    }
    return filled
  }

  /// A number as the language writes it: with the digits asked for, else as a file has it.
  private mutating func number(
    _ value: Double, _ source: String?, _ digits: String?, _ line: Int
  ) -> Inline {
    var numeral = digits.map { written(value, format: $0, isInFull: true) } ?? Numeral(value)
    if let source, digits == nil {
      // Numbers without a power, and those beyond the machine's, stay as they are written.
      let isZero = !source.prefix { !"eE".contains($0) }.contains { "123456789".contains($0) }
      guard source.contains(where: { "eE".contains($0) }), value.isFinite, value != 0 || isZero
      else {
        let text = String(source.trimmed).replacing("-", with: "−")
        return made(.text(front.language.decimal(text)), line)
      }
      numeral = Numeral(written: source) ?? Numeral(exactly: value)
    }
    let plain = front.language.decimal(numeral.plain)
    // The fonts of words have no raised signs.
    guard plain.contains(where: { "⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }),
      let formula = try? MathText(
        front.language.decimalTeX(numeral.tex), in: front.language.spoken)
    else { return made(.text(plain), line) }
    let inline = made(.formula(numeral.tex), line)
    meanings.formulas[inline.id] = formula
    return inline
  }

  /// Words with formulas between dollar signs.
  private mutating func words(_ text: String, _ line: Int) throws(LineError) -> [Inline] {
    try telling(line, "the head \(quoted(text)) of a column: ") {
      try inlines(ofDollars: text, line: line, macros: macros)
    }
  }

  /// The cells of one of a figure's series, its head first.
  private func series(
    of picture: Block.Picture, _ name: String?, line: Int
  ) throws(LineError) -> [[String]] {
    let id = try figureID(picture.target, line: line)
    let drawn =
      if picture.settings.values.isEmpty, let figure = shown[id] { figure.drawn } else {
        try draw(id, picture.settings.values, line: line)
      }
    let all = try telling(line, "the data of figure '\(id)': ") {
      try cells(ofCSV: Array(try drawn.csv().utf8))
    }
    let names = all.dropFirst().compactMap(\.first).distinct
    let list = names.joined(separator: ", ")
    guard let name = name ?? (names.count == 1 ? names[0] : nil) else {
      throw LineError(line, "figure '\(id)' has several tables; write series= one of \(list)")
    }
    guard names.contains(name) else {
      throw LineError(
        line, "figure '\(id)' has no table \(quoted(name)); it has \(list)",
        suggestion: NearestName.to(name, among: names))
    }
    let rows = all.dropFirst().filter { $0.first == name }
    // What no row of the series has is a column of others.
    let columns = (all.first ?? []).indices.dropFirst().filter { column in
      rows.contains { !$0[column].isEmpty }
    }
    return ([all.first ?? []] + rows).map { row in columns.map { row[$0] } }
  }
}

extension Block.Table {
  /// The most digits after the decimal sign at which a column is aligned.
  static let mostDecimals = 9

  /// The digits after the decimal sign of a cell.
  static func decimals(of text: String, sign: Character) -> Int {
    text.firstIndex(of: sign).map { text[$0...].count - 1 } ?? 0
  }
}
