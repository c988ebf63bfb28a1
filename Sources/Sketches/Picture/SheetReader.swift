import Lectures
import Plotting
import Records

/// A table that cannot be read, at its place in the source.
struct UnreadTable: Error, CustomStringConvertible {
  let fault: Fault
  var description: String { fault.description }
  let isMissing: Bool
}

/// Finds what the names of a sheet stand for, and the first of its faults.
struct SheetReader {
  private let sheet: Sheet
  private(set) var names = Names()
  /// The table of a sketch that has one alone, for models that take one.
  private(set) var table: CSVTable?
  private(set) var texts: [String: [String]] = [:]
  private(set) var values: [String: Double] = [:]
  private(set) var ranges: [String: ClosedRange<Double>] = [:]
  /// What was left out of tables, in words.
  private(set) var leftOut: [String] = []
  /// The bytes of all tables, for the hash of what the sketch is made of.
  private(set) var tableBytes: [UInt8] = []

  init(_ sheet: Sheet) { self.sheet = sheet }

  /// - Throws: The first `Fault` in the order of lines, or `UnreadTable`.
  mutating func read(
    reading: (String) throws -> [UInt8], models: [NamedModel],
    figures: @escaping @Sendable (String) throws -> any LectureFigure
  ) throws {
    var faults: [Fault] = sheet.fault.map { [$0] } ?? []
    for definition in sheet.definitions {
      names.definitions[definition.name] = definition.definition
    }
    // Names of parameters are known before their values.
    for line in sheet.parameters { names.values[line.name] = 0.5 }
    names.otherVariables = Set(sheet.panels.compactMap(\.frame).flatMap { [$0.x.name, $0.y.name] })
    names.results = resultNames
    names.namesOfPanels = sheet.namesOfPanels
    for (path, place) in sheet.tables where isBefore(place, faults) {
      try readTable(path, place, reading)
    }
    for line in sheet.parameters where isBefore(line.place, faults) {
      do { try read(line) } catch let fault as Fault { faults.append(fault) }
    }
    let first = faults.map(\.place.line).min() ?? .max
    var names = names
    do {
      names = try ModelRuns(
        sheet.models.filter { $0.place.line < first }, models, table: table, names, isCheck: true,
        mentions: sheet.mentions
      ).names
    } catch let fault as Fault {
      faults.append(fault)
    }
    var inPanels = names
    for name in sheet.namesOfPanels { inPanels.values[name] = 0.5 }
    for definition in sheet.definitions where isBefore(definition.place, faults) {
      do {
        if definition.definition.parameters.isEmpty {
          try checkAxes(definition.name, definition.place, "number")
        }
        try Compiler.check(definition.definition, named: definition.name, inPanels)
      } catch let fault as Fault {
        faults.append(fault)
      }
    }
    do {
      var draft = try Draft(sheet, names, texts: texts, isCheck: true, figures: figures)
      try draft.check(named: "")
    } catch let fault as Fault {
      faults.append(fault)
    }
    do { try checkNamesOfColumns(names) } catch { faults.append(error) }
    for caption in sheet.formulaLines {
      do { try TextCheck.line(caption.text) } catch let fault as TextCheck.Fault {
        faults.append(
          Fault(
            Place(line: caption.line, column: caption.column + fault.offset), fault.words))
      }
    }
    if faults.isEmpty, sheet.words[.alt] == nil {
      throw Fault(
        Place(line: sheet.firstLine, column: 1),
        "'alt:' is missing: write what the picture shows, for readers who do not see it, or alt: auto"
      )
    }
    if let first = Draft.firstFault(faults) { throw first }
    if sheet.panels.allSatisfy(\.drawings.isEmpty),
      sheet.models.isEmpty || sheet.panels.allSatisfy({ $0.frame == nil })
    {
      // The last line that says something; what follows is empty.
      let last = sheet.source.lastIndex { !plainText($0[...]).isEmpty } ?? sheet.firstLine - 1
      throw Fault(
        Place(line: max(sheet.firstLine, last + 1), column: 1),
        "nothing is drawn; write for example: axes x in 0..1, y in 0..1 and: curve x^2")
    }
  }

  private func isBefore(_ place: Place, _ faults: [Fault]) -> Bool {
    faults.allSatisfy { place.line <= $0.place.line }
  }

  /// Refuses a number with the name of an axis, which would hide it.
  private func checkAxes(_ name: String, _ place: Place, _ what: String) throws {
    for frame in sheet.panels.compactMap(\.frame) {
      for axis in [frame.x] + (frame.isPlane ? [frame.y] : []) where axis.name == name {
        throw Fault(
          place,
          "'\(printable(name))' is an axis in line \(axis.place.line) already; give the \(what) another name"
        )
      }
    }
  }

  /// Refuses parameters and definitions with the name of a column, which would stand in their place
  /// in all formulas of rows.
  private func checkNamesOfColumns(_ names: Names) throws(Fault) {
    let own =
      sheet.parameters.map { ($0.name, $0.place) } + sheet.definitions.map { ($0.name, $0.place) }
    for (name, place) in own.sorted(by: { $0.1.line < $1.1.line })
    where names.columns[name] != nil || texts[name] != nil {
      throw Fault(place, "'\(printable(name))' is a column of the data; give it another name")
    }
  }

  private mutating func read(_ line: Sheet.ParameterLine) throws {
    try checkAxes(line.name, line.place, "parameter")
    let value = try Compiler.number(line.value, names)
    let (low, high) = (
      try Compiler.number(line.range.low, names), try Compiler.number(line.range.high, names)
    )
    guard low.isFinite, high.isFinite, low < high else {
      throw Fault(
        line.range.place, "\(short(low))..\(short(high)) is empty; give the smaller end first")
    }
    guard (low...high).contains(value) else {
      throw Fault(
        line.value.place ?? line.place,
        "\(printable(line.name)) = \(short(value)) lies outside of \(short(low))..\(short(high)); give another value"
      )
    }
    names.values[line.name] = value
    values[line.name] = value
    ranges[line.name] = low...high
  }

  private mutating func readTable(
    _ path: String, _ place: Place, _ reading: (String) throws -> [UInt8]
  ) throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains(".."), !path.contains("\\"),
      !path.contains("\0")
    else {
      throw Fault(place, "a table lies beside the sketch; write its name without leading / and ..")
    }
    let bytes: [UInt8]
    do {
      bytes = try reading(path)
    } catch let failure as CommandFailure {
      throw UnreadTable(
        fault: Fault(place, failure.description), isMissing: failure.code == .noInput)
    } catch {
      throw UnreadTable(fault: Fault(place, "\(error)"), isMissing: true)
    }
    tableBytes += bytes
    do {
      try take(bytes, place)
    } catch {
      var words = "\(error)"
      if words.hasSuffix(".") { words.removeLast() }
      throw UnreadTable(
        fault: Fault(place, "'\(printable(path))': \(words)"), isMissing: false)
    }
  }

  private mutating func take(_ bytes: [UInt8], _ place: Place) throws {
    do {
      let table = try CSVTable(parsing: bytes)
      self.table = sheet.tables.count == 1 ? table : nil
      for (index, name) in table.columns.enumerated() {
        add(table.values.map { $0[index] }, as: name)
      }
    } catch {
      switch error {
      case .notANumber, .missing, .notFinite, .tooSmall, .unnamed: break
      default: throw error
      }
      try take(try MixedTable(bytes) { sheet.names($0) }, place)
    }
  }

  /// A table of which some columns are words, which name groups, or some fields lack.
  private mutating func take(_ mixed: MixedTable, _ place: Place) throws {
    for (name, values) in mixed.numbers { add(values, as: name) }
    for (name, written) in mixed.dates {
      for spelled in spellings(name) { names.dates[spelled] = written }
    }
    for (name, words) in mixed.words {
      for spelled in spellings(name) {
        texts[spelled] = words
        if spellings(name).count > 1 { names.headings[spelled] = name }
        names.wordColumns[spelled] = words.first { !$0.isEmpty }
      }
    }
    for (name, words) in mixed.words where spellings(name).contains(where: sheet.names) {
      if let unread = unreadNumbers(name, words) {
        leftOut.append("line \(place.line): \(unread)")
      }
      let there = words.filter { !CSVCells.isMissing($0) }
      let others = there.filter(isOtherDate)
      guard let first = others.first,
        2 * others.count > there.count
          || others.count + there.count(where: { day(ofDate: $0) != nil }) == there.count
      else { continue }
      leftOut.append(
        "line \(place.line): '\(printable(name))' holds words such as '\(printable(first))', which stand at equal distances; "
          + "an axis of time wants dates as 2024-12-31 or 2024-12-31 13:30")
    }
    let used = mixed.lacking.filter { name, _ in spellings(name).contains(where: sheet.names) }
    if let words = mixed.leftOut(used) { leftOut.append("line \(place.line): \(words)") }
    guard sheet.tables.count == 1, let table = mixed.whole else { return }
    self.table = table
    if !sheet.models.isEmpty, table.values.count < mixed.count {
      leftOut.append(
        "line \(place.line): models take the \(counted(table.values.count, "row")) that have a "
          + "value in every column")
    }
  }

  private mutating func add(_ values: [Double], as name: String) {
    for spelled in spellings(name) {
      names.columns[spelled] = values
      if spellings(name).count > 1 { names.headings[spelled] = name }
    }
  }

  /// A column's name as it stands, and as a name of the language.
  private func spellings(_ name: String) -> [String] {
    let plain = asName(name)
    return plain == name || plain.isEmpty ? [name] : [name, plain]
  }

  /// The names that drawings give to what they compute: `end1x` and so on.
  private var resultNames: Set<String> {
    var count = 0
    for (drawing, _) in sheet.panels.flatMap(\.drawings) {
      switch drawing.verb {
      case .flow(_, let starts, _), .descend(_, let starts, _): count += starts.count
      default: break
      }
    }
    return Set(
      (0..<count).flatMap { index in
        ["start", "end"].flatMap { ["\($0)\(index + 1)x", "\($0)\(index + 1)y"] }
      })
  }
}

extension Sheet {
  /// Whether a line of the source speaks of a name.
  func mentions(_ name: String) -> Bool {
    source.contains { String($0).contains(name) }
  }

  /// Whether a line of the source has a name that is no part of a longer one.
  func names(_ name: String) -> Bool {
    let name = Array(name)
    return source.contains { line in
      line.ranges(of: name).contains { range in
        !(range.lowerBound > line.startIndex && isInName(line[range.lowerBound - 1]))
          && !(range.upperBound < line.endIndex && isInName(line[range.upperBound]))
      }
    }
  }

  /// The lines of words that may hold formulas, with the column at which their text begins.
  var formulaLines: [(text: String, line: Int, column: Int)] {
    lines(of: ["caption", "panel", "xlabel", "ylabel"])
  }

  /// Lines of words about the picture, with where they begin.
  var wordLines: [(text: String, line: Int, column: Int)] {
    lines(of: ["title", "caption", "alt", "step"])
  }

  /// Lines of words in the picture.
  var lettering: [(text: String, line: Int, column: Int)] {
    lines(of: ["panel", "xlabel", "ylabel"])
  }

  private func lines(of keys: [String]) -> [(text: String, line: Int, column: Int)] {
    source.enumerated().compactMap { index, characters in
      let start = characters.firstIndex { !$0.isWhitespace } ?? 0
      guard let colon = characters.firstIndex(of: ":") else { return nil }
      let key = String(characters[start..<max(start, colon)])
      guard keys.contains(key) else { return nil }
      let begin = characters[(colon + 1)...].firstIndex { !$0.isWhitespace } ?? characters.count
      return (plainText(characters[(colon + 1)...]), index + 1, begin + 1)
    }
  }
}
