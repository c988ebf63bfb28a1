import Records

extension MathParser {
  /// What an environment looks like.
  struct Environment: Sendable {
    var kind: MathArray.Kind
    var left: Unicode.Scalar?
    var right: Unicode.Scalar?
  }

  /// The environments by name.
  static let environments: [(name: String, environment: Environment)] = [
    ("matrix", Environment(kind: .matrix)),
    ("pmatrix", Environment(kind: .matrix, left: "(", right: ")")),
    ("bmatrix", Environment(kind: .matrix, left: "[", right: "]")),
    ("Bmatrix", Environment(kind: .matrix, left: "{", right: "}")),
    ("vmatrix", Environment(kind: .matrix, left: "|", right: "|")),
    ("Vmatrix", Environment(kind: .matrix, left: "‖", right: "‖")),
    ("smallmatrix", Environment(kind: .smallMatrix)),
    ("array", Environment(kind: .array)),
    ("cases", Environment(kind: .cases, left: "{")),
    ("aligned", Environment(kind: .aligned)), ("align", Environment(kind: .aligned)),
    ("align*", Environment(kind: .aligned)), ("split", Environment(kind: .aligned)),
    ("gathered", Environment(kind: .gathered)), ("gather", Environment(kind: .gathered)),
    ("gather*", Environment(kind: .gathered)),
  ]

  /// `\begin{name} ... \end{name}`.
  mutating func environment(_ token: Token) throws(MathError) -> MathAtom {
    let name = try tokens.word(of: token)
    guard let environment = MathParser.environments.first(where: { $0.name == name })?.environment
    else {
      let isWhole = ["equation", "equation*", "displaymath", "math"].contains(name)
      throw failure(
        isWhole
          ? "the environment '\(name)' is no part of a formula; write what stands in it alone"
          : "unknown environment '\(name)'", at: token.range.lowerBound..<tokens.endOfLast,
        suggestion: isWhole
          ? nil : NearestName.to(name, among: MathParser.environments.map(\.name)))
    }
    var columns: [MathArray.Alignment] = []
    if environment.kind == .array { columns = try columnTypes(token) }
    let outerTag = tag
    let rows = try rows(until: .cell, opener: token)
    tag = outerTag
    guard let end = tokens.takeRaw(), end.kind == .command("end") else {
      throw failure("\\begin{\(name)} is never closed: \\end is missing", at: token.range)
    }
    let endName = try tokens.word(of: end)
    guard endName == name else {
      throw failure(
        "\\end{\(endName)} closes \\begin{\(name)}",
        at: end.range.lowerBound..<max(end.range.upperBound, tokens.endOfLast))
    }
    let array = try array(environment, name, rows, columns, token)
    // \left and \right make the whole an inner atom.
    let isFenced = array.left != nil || array.right != nil
    return atom(isFenced ? .inner : .ordinary, .array(array), from: token)
  }

  private func array(
    _ environment: Environment, _ name: String, _ rows: [MathArray.Row],
    _ given: [MathArray.Alignment], _ token: Token
  ) throws(MathError) -> MathArray {
    let width = rows.map(\.cells.count).max() ?? 0
    let columns: [MathArray.Alignment] =
      switch environment.kind {
      case .array: given
      case .cases: Array(repeating: .left, count: width)
      case .aligned: (0..<width).map { $0.isMultiple(of: 2) ? .right : .left }
      case .matrix, .smallMatrix, .gathered, .substack: Array(repeating: .center, count: width)
      }
    guard width <= columns.count else {
      throw failure(
        "the array has \(counted(columns.count, "column")) but a row has \(counted(width, "cell"))",
        at: token.range)
    }
    let place = token.range
    return MathArray(
      kind: environment.kind, name: name, rows: rows, columns: columns,
      left: environment.left.map { Nucleus.Delimiter(scalar: $0, range: place) },
      right: environment.right.map { Nucleus.Delimiter(scalar: $0, range: place) },
      range: token.range.lowerBound..<tokens.endOfLast)
  }

  /// `\substack{a \\ b}`.
  mutating func substack(_ token: Token) throws(MathError) -> MathAtom {
    guard let opener = try tokens.peek(), opener.kind == .open else {
      throw failure("\\substack lacks its rows in braces", at: token.range)
    }
    tokens.takeRaw()
    let rows = try rows(until: .rowInBraces, opener: opener)
    tokens.takeRaw()
    let array = MathArray(
      kind: .substack, name: "substack", rows: rows, columns: [.center],
      range: token.range.lowerBound..<tokens.endOfLast)
    return atom(.ordinary, .array(array), from: token)
  }

  private mutating func rows(
    until ending: Ending, opener: Token
  ) throws(MathError) -> [MathArray.Row] {
    let outer = alphabet
    alphabet = nil
    defer { alphabet = outer }
    var rows: [MathArray.Row] = []
    var cells: [MathList] = []
    tag = nil
    while true {
      cells.append(try list(until: ending, opener: opener))
      guard let token = tokens.raw else { throw failure("unclosed rows", at: opener.range) }
      if token.is("&") {
        tokens.takeRaw()
        continue
      }
      var row = MathArray.Row(cells: cells, tag: tag, extraSpace: 0)
      tag = nil
      cells = []
      guard token.kind == .command("\\") || token.kind == .command("cr") else {
        // An empty last row, after a final `\\`, is no row.
        let isBlank = row.cells.count == 1 && row.cells[0].isEmpty && row.tag == nil
        if !(isBlank && !rows.isEmpty) { rows.append(row) }
        return rows
      }
      tokens.takeRaw()
      if let space = try tokens.bracketArgument() { row.extraSpace = try length(space, token) }
      rows.append(row)
    }
  }

  private mutating func columnTypes(_ token: Token) throws(MathError) -> [MathArray.Alignment] {
    var columns: [MathArray.Alignment] = []
    for type in try tokens.argument(of: token) where type.kind != .space {
      switch type.kind {
      case .character("l"): columns.append(.left)
      case .character("c"): columns.append(.center)
      case .character("r"): columns.append(.right)
      default:
        throw failure("unknown column type '\(type.spelling)'; use l, c or r", at: type.range)
      }
    }
    return columns
  }
}
