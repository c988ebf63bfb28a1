import Records

/// What names stand for in a sketch.
package struct Names: Sendable {
  package struct Definition: Sendable {
    package let parameters: [String]
    package let body: Expression
    package let line: Int
  }

  /// Functions, and names without parameters, which stand for their formula.
  package var definitions: [String: Definition] = [:]
  /// Numbers: parameters, and what was computed.
  package var values: [String: Double] = [:]
  /// Words that a name stands for in a panel, to compare columns with.
  package var words: [String: String] = [:]
  /// Columns of tables.
  package var columns: [String: [Double]] = [:]
  /// Columns that hold days since the first of January 1970, with how the table writes each.
  package var dates: [String: [Double: String]] = [:]
  /// The two variables of the panel; one for a graph.
  package var variables: [String] = []
  /// Variables of other panels, which a message may speak of.
  package var otherVariables: Set<String> = []
  /// The vertical axis of a graph, which is no variable of its formula.
  package var vertical: String?
  /// Names that are computed from drawings, such as `end1x`.
  package var results: Set<String> = []

  /// Names that have a value in some panels only.
  package var namesOfPanels: Set<String> = []
  /// Runs of models whose names alone stand for nothing, with a name that does.
  package var runs: [String: String] = [:]

  /// The names of columns as their table has them, by what they are called in formulas.
  package var headings: [String: String] = [:]
  /// Columns of a table that hold words, with the first of each.
  package var wordColumns: [String: String] = [:]

  /// Whether a column is asked for, to which arithmetic leads seldom.
  package var wantsColumn = false

  package init() {}

  /// What columns are called, in order: as formulas have them, those of words among them.
  var columnNames: [String] {
    (Array(columns.keys) + wordColumns.keys).filter { $0 == asName($0) || headings[$0] == nil }
      .sorted()
  }

  static let constants: [String: Double] = [
    "pi": .pi, "π": .pi, "e": 0x1.5bf0a8b145769p+1, "tau": 2 * .pi, "inf": .infinity,
  ]

  /// What to say of a column where a formula of the plane stands.
  func columnInPlane(_ name: String) -> String {
    let name = printable(name)
    return
      "'\(name)' is a column, and of those a formula of both axes knows mean(\(name)) and sum(\(name)) alone; its values over two columns are: heat x, y, \(name)"
  }

  /// Functions as other languages call them.
  private static let meant = [
    "tg": "tan", "sen": "sin", "sh": "sinh",
    "ch": "cosh", "th": "tanh", "arctg": "atan",
    "arsinh": "asinh", "arcosh": "acosh", "artanh": "atanh", "argsh": "asinh", "argch": "acosh",
    "argth": "atanh", "sgn": "sign", "heaviside": "step", "logistic": "sigmoid",
    "average": "mean", "avg": "mean", "norm": "hypot", "int": "floor", "ceiling": "ceil",
    "fmod": "mod", "power": "pow", "maximum": "max", "minimum": "min", "fabs": "abs",
  ]

  /// All that may be written, for advice.
  func all(isForCall: Bool) -> [String] {
    let functions =
      Function.allCases.map(\.rawValue) + Function2.allCases.map(\.rawValue) + ["mean", "sum"]
    let own = definitions.filter { !$0.value.parameters.isEmpty }.map(\.key)
    if isForCall { return functions + own }
    return definitions.map(\.key) + values.map(\.key) + columns.map(\.key) + variables
      + Self.constants.map(\.key) + results
  }

  /// What to say of a name that stands for nothing.
  func unknown(_ name: String, at place: Place, isForCall: Bool = false) -> Fault {
    let shown = printable(name)
    func fault(_ words: String) -> Fault { Fault(place, words) }
    if isForCall {
      if all(isForCall: false).contains(name) {
        return fault("'\(shown)' is no function; write \(shown)*(…) for a product")
      }
      if ["where", "if", "ifelse", "iff", "piecewise", "cases", "select"].contains(
        name.lowercased())
      {
        return fault(
          "no function '\(shown)'; write step(x) for 1 where x is above 0, or relu, min, max")
      }
      if ["grad", "gradient", "nabla", "diff", "hessian"].contains(name.lowercased()) {
        return fault("derivatives come by themselves; name the function alone")
      }
      if let dot = name.lastIndex(of: "."),
        Function.named(String(name[name.index(after: dot)...])) != nil
      {
        return fault("no function '\(shown)'; write \(name[name.index(after: dot)...]) alone")
      }
      let functions = all(isForCall: true).sorted()
      let nearest =
        Self.meant[name.lowercased()]
        ?? functions.first { $0.lowercased() == name.lowercased() || $0 == single(name) }
        ?? NearestName.to(name, among: functions)
      return fault(
        "no function '\(shown)'"
          + (nearest.map { "; did you mean '\($0)'?" } ?? "; define it: \(shown)(x) = …"))
    }
    if let word = words[name] {
      return fault(
        "'\(shown)' stands for \"\(printable(word))\", which is no number; write: where a column = \(shown)"
      )
    }
    if namesOfPanels.contains(name) {
      return fault("'\(shown)' has a value in the panels of its line 'each' only; use it there")
    }
    if let part = runs[name] {
      return fault("'\(shown)' is a run; name what it gives, such as \(part)")
    }
    if let word = wordColumns[name] {
      return fault(
        "the column '\(shown)' holds words, such as '\(printable(word))'; numbers are wanted in a formula"
      )
    }
    if let dot = name.firstIndex(of: "."), runs[String(name[..<dot])] != nil {
      let run = name[...dot]
      let parts = (columns.map(\.key) + values.map(\.key)).filter { $0.hasPrefix(run) }.sorted()
      return fault(
        "no name '\(shown)'; \(printable(String(name[..<dot]))) gives \(some: parts)"
      )
    }
    if name.wholeMatch(of: /(start|end)\d+[xy]/) != nil {
      return fault(
        results.isEmpty
          ? "'\(shown)' is of a flow or a descent, and the sketch has none; write: flow L from (1, 2)"
          : "no path '\(shown)'; there are \(some: results.sorted())")
    }
    let known = all(isForCall: false) + wordColumns.keys
    if wantsColumn, !columnNames.isEmpty {
      let own = columnNames.filter { !$0.contains(".") }
      let near = NearestName.to(name, among: own) ?? own.first { $0 == single(name) }
      return fault(
        "no column '\(shown)'; "
          + (near.map { "did you mean '\($0)'?" } ?? "the columns are \(some: own)"))
    }
    // Words have no products.
    if let product = product(name, of: Set(all(isForCall: false))) {
      return fault("no name '\(shown)'; write \(product)")
    }
    if let function = (1..<max(1, name.count)).lazy.map({ name.prefix($0) })
      .last(where: { Function.named(String($0)) != nil }),
      known.contains(String(name.dropFirst(function.count)))
    {
      return fault("no name '\(shown)'; write \(function)(\(name.dropFirst(function.count)))")
    }
    if Function.named(name) != nil || Function2(rawValue: name) != nil || name == "mean"
      || name == "sum"
    {
      return fault("'\(shown)' is a function; write what it is of: \(shown)(…)")
    }
    if name == vertical {
      return fault(
        "'\(shown)' is the vertical axis; write: implicit … for a curve of both, or use another name"
      )
    }
    if otherVariables.contains(name) {
      return fault(
        variables.isEmpty
          ? "'\(shown)' is an axis, and a number is wanted here; write one, such as 0.5 or f(0.5)"
          : "'\(shown)' is no axis of this panel; its axes are \(variables.joined(separator: ", "))"
      )
    }
    if let column = columns.keys.sorted().first(where: {
      $0.hasPrefix(name) && !$0.dropFirst(name.count).allSatisfy(isInName)
    }) {
      let plain = asName(column)
      return fault(
        "no name '\(shown)'; the column '\(printable(column))' is called \(plain) in formulas")
    }
    if let nearest = NearestName.to(name, among: known.sorted()) {
      return fault("no name '\(shown)'; did you mean '\(nearest)'?")
    }
    if let dot = name.firstIndex(of: ".") {
      return fault(
        "no name '\(shown)'; before the point stands a run, and there is no '\(printable(String(name[..<dot])))'"
      )
    }
    let own = columnNames.filter { !$0.contains(".") }
    let hint = own.isEmpty ? "" : "the columns are \(some: own); if it is none, "
    return fault("no name '\(shown)'; \(hint)define it: \(shown) = …")
  }

  /// A name whose letters that stand twice stand once.
  private func single(_ name: String) -> String {
    name.reduce(into: "") { if $0.last != $1 { $0.append($1) } }
  }

  /// A name as a product of names that are there, as `u*v` for `uv`.
  private func product(_ name: String, of known: Set<String>) -> String? {
    let letters = Array(name)
    guard letters.count <= 12 else { return nil }
    var best: [[String]?] = [[]]
    for end in 1...max(1, letters.count) {
      var found: [String]?
      for start in 0..<end {
        guard let before = best[start] else { continue }
        let part = String(letters[start..<end])
        let isNumber = part.allSatisfy(\.isNumber)
        guard known.contains(part) || (isNumber && start > 0 && found == nil) else { continue }
        if found == nil || before.count + 1 < (found?.count ?? 0) { found = before + [part] }
      }
      best.append(found)
    }
    guard let parts = best.last ?? nil, parts.count > 1 else { return nil }
    // x2 is more likely a name that is not there than a product.
    if parts.count == 2, parts[1].allSatisfy(\.isNumber) {
      return "\(parts[0])^\(parts[1]) or \(parts[1])*\(parts[0])"
    }
    return parts.joined(separator: "*")
  }
}
