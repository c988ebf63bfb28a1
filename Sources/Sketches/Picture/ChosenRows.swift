import Records

/// The rows of a table that a line draws.
extension Draft {
  /// Those of some values whose rows meet the conditions of a line.
  func chosen<Value>(_ values: [Value], _ drawing: Drawing, _ scope: Names) throws -> [Value] {
    guard !drawing.rows.isEmpty else { return values }
    var isKept = values.map { _ in true }
    for written in drawing.rows {
      let condition = try meant(written, scope)
      let meets = try rows(condition, drawing, scope)
      guard meets.count == values.count else {
        throw Fault(
          condition.place, "the columns are of two tables with different numbers of rows")
      }
      for index in values.indices { isKept[index] = isKept[index] && meets[index] }
    }
    // Columns of models are known when all is computed.
    if isCheck { return values }
    guard isKept.contains(true) else {
      throw Fault(
        drawing.rows[0].place,
        "no row has \(drawing.rows.map { text($0) }.joined(separator: " and ")); choose others")
    }
    return zip(values, isKept).filter(\.1).map(\.0)
  }

  /// A condition with the words that a name stands for, and with dates where the column holds some.
  private func meant(_ condition: RowCondition, _ scope: Names) throws(Fault) -> RowCondition {
    var meant = condition
    if case .formula(.name(let name, _)) = condition.value, let word = scope.words[name] {
      meant.value = .word(word)
    }
    if case .name(let name, _) = condition.column, texts[name] != nil { return meant }
    let isDate = condition.column.isDate(scope)
    switch meant.value {
    case .word(let word):
      guard isDate else { return meant }
      guard let day = day(ofDate: word) else {
        throw Fault(
          condition.place,
          "\(text(condition.column)) holds dates, and \"\(printable(word))\" is none; write one such as 2024-12-31"
        )
      }
      meant.value = .formula(.date(word, day, condition.place))
    case .formula(let formula):
      guard formula.isDate(scope) != isDate else { return meant }
      throw Fault(
        condition.place,
        isDate
          ? "\(text(condition.column)) holds dates, and \(text(formula)) is none; write one such as 2024-12-31"
          : "\(text(condition.column)) holds numbers, and \(text(formula)) is a date; write a number"
      )
    }
    return meant
  }

  private func rows(
    _ condition: RowCondition, _ drawing: Drawing, _ scope: Names
  ) throws -> [Bool] {
    let named: (name: String, words: [String])? =
      if case .name(let name, _) = condition.column { texts[name].map { (name, $0) } } else { nil }
    switch (condition.value, named) {
    case (.word(let word), let column?):
      guard [.equal, .unequal].contains(condition.comparison) else {
        throw Fault(condition.place, "words are equal or not; write = or !=")
      }
      guard column.words.contains(word) else {
        let nearest = NearestName.to(word, among: Set(column.words).sorted())
        throw Fault(
          condition.place,
          "no row of the column '\(printable(column.name))' says '\(printable(word))'; "
            + (nearest.map { "did you mean '\(printable($0))'?" }
              ?? "it says \(some: Set(column.words).sorted().map(printable))"))
      }
      return column.words.map { ($0 == word) == (condition.comparison == .equal) }
    case (.word(let word), nil):
      throw Fault(
        condition.place,
        "\(text(condition.column)) holds numbers; write one in place of \"\(printable(word))\"")
    case (.formula, let column?):
      throw Fault(
        condition.place,
        "the column '\(printable(column.name))' holds words; write one between quotation marks, "
          + "such as \"\(printable(column.words.first ?? ""))\"")
    case (.formula(let formula), nil):
      let left = try Compiler.column(condition.column, scope)
      let right = try Compiler.column(formula, scope)
      guard let count = left?.count ?? right?.count else {
        throw Fault(
          condition.place,
          "\(text(condition)) is of no column; the columns are "
            + "\(some: names.columnNames)")
      }
      let a = try left ?? Array(repeating: Compiler.number(condition.column, scope), count: count)
      let b = try right ?? Array(repeating: Compiler.number(formula, scope), count: count)
      guard a.count == b.count else {
        throw Fault(
          condition.place, "the columns are of two tables with different numbers of rows")
      }
      return zip(a, b).map { condition.comparison.holds($0, $1) }
    }
  }
}

extension RowCondition.Comparison {
  /// Whether it holds for two numbers; those that differ by rounding are equal.
  fileprivate func holds(_ a: Double, _ b: Double) -> Bool {
    let isEqual = a == b || abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    return switch self {
    case .equal: isEqual
    case .unequal: !isEqual && !a.isNaN && !b.isNaN
    case .less: a < b && !isEqual
    case .most: a < b || isEqual
    case .greater: a > b && !isEqual
    case .least: a > b || isEqual
    }
  }
}

/// A condition as it may be written, with words as a language quotes them.
func text(_ condition: RowCondition, in tongue: Tongue = .english) -> String {
  let value =
    switch condition.value {
    case .formula(let formula): text(formula)
    case .word(let word): tongue.quoted(word)
    }
  return "\(text(condition.column)) \(condition.comparison.rawValue) \(value)"
}

extension Phrase {
  /// The same, of the rows that a line draws.
  func of(_ rows: [RowCondition]) -> Phrase {
    guard !rows.isEmpty else { return self }
    return Phrase { t in
      "\(self(t)) \(t("where", "où", "mit")) \(t.list(rows.map { text($0, in: t) }))"
    }
  }
}
