/// What rows of a table have in common, such as `method = "SGD"`.
package struct RowCondition: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case formula(Expression)
    case word(String)
  }
  package enum Comparison: String, Hashable, Sendable {
    case equal = "=", unequal = "!=", less = "<", most = "<=", greater = ">", least = ">="
  }
  package let column: Expression
  package let comparison: Comparison
  package var value: Value
  package let place: Place
}

extension LineReader {
  /// `column = value and …`, what follows `where`.
  mutating func rowConditions() throws(Fault) -> [RowCondition] {
    var conditions: [RowCondition] = []
    repeat {
      let place = words.here
      let column = try column()
      let comparison = try comparison()
      if case .string(let word) = words.next.kind {
        try words.take()
        conditions.append(
          RowCondition(column: column, comparison: comparison, value: .word(word), place: place))
      } else {
        conditions.append(
          RowCondition(
            column: column, comparison: comparison, value: .formula(try words.expression()),
            place: place))
      }
    } while try words.take(word: "and")
    if words.next.kind == .name("or") {
      throw fault("rows are chosen by 'and' alone; draw the others with another line")
    }
    return conditions
  }

  private mutating func comparison() throws(Fault) -> RowCondition.Comparison {
    let example = "write: where group = 1, or where method = \"SGD\""
    let place = words.here
    guard case .sign(let sign) = words.next.kind else {
      throw Fault(place, "where needs a comparison; \(example)")
    }
    if sign == "!" {
      try words.take()
      guard try words.take(sign: "=") else {
        throw Fault(place, "'!' is not expected here; write != for other values")
      }
      return .unequal
    }
    guard let comparison = RowCondition.Comparison(rawValue: sign) else {
      throw Fault(place, "where needs a comparison; \(example)")
    }
    try words.take()
    if comparison == .equal, words.next.kind == .sign("=") {
      throw fault("one '=' compares; \(example)")
    }
    return comparison
  }
}
