extension Expression {
  /// Whether what a formula gives is a date: a date itself, a column of dates, or one moved by some days.
  func isDate(_ names: Names) -> Bool {
    switch self {
    case .date: true
    case .name(let name, _):
      names.dates[name] != nil
        || names.definitions[name].map { definition in
          var others = names
          others.definitions[name] = nil
          return definition.parameters.isEmpty && definition.body.isDate(others)
        } ?? false
    case .binary(.add, let a, let b, _): a.isDate(names) != b.isDate(names)
    case .binary(.subtract, let a, let b, _): a.isDate(names) && !b.isDate(names)
    case .call(let name, let all, _):
      ["min", "max", "mean", "floor", "ceil", "round"].contains(name)
        && all.allSatisfy { $0.isDate(names) }
    case .number, .negative, .absolute, .binary: false
    }
  }
}
