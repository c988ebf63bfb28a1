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
    ("matrix*", Environment(kind: .matrix)),
    ("pmatrix*", Environment(kind: .matrix, left: "(", right: ")")),
    ("bmatrix*", Environment(kind: .matrix, left: "[", right: "]")),
    ("Bmatrix*", Environment(kind: .matrix, left: "{", right: "}")),
    ("vmatrix*", Environment(kind: .matrix, left: "|", right: "|")),
    ("Vmatrix*", Environment(kind: .matrix, left: "‖", right: "‖")),
    ("array", Environment(kind: .array)),
    ("cases", Environment(kind: .cases, left: "{")),
    ("dcases", Environment(kind: .cases, left: "{")),
    ("rcases", Environment(kind: .cases, right: "}")),
    ("aligned", Environment(kind: .aligned)), ("align", Environment(kind: .aligned)),
    ("align*", Environment(kind: .aligned)), ("split", Environment(kind: .aligned)),
    ("gathered", Environment(kind: .gathered)), ("gather", Environment(kind: .gathered)),
    ("gather*", Environment(kind: .gathered)), ("multline", Environment(kind: .gathered)),
    ("multline*", Environment(kind: .gathered)),
  ]

  /// `\begin{name} ... \end{name}`.
  mutating func environment(_ token: Token) throws(MathError) -> MathAtom {
    let name = try tokens.word(of: token)
    guard let environment = MathParser.environments.first(where: { $0.name == name })?.environment
    else {
      if ["eqnarray", "eqnarray*", "alignat", "alignat*", "alignedat", "flalign", "flalign*"]
        .contains(name)
      {
        throw failure(
          "the environment '\(name)' is none here; write \\begin{aligned} a &= b \\\\ c &= d "
            + "\\end{aligned}", at: token.range.lowerBound..<tokens.endOfLast)
      }
      let isWhole = ["equation", "equation*", "displaymath", "math"].contains(name)
      throw failure(
        isWhole
          ? "the environment '\(name)' is no part of a formula; write what stands in it alone"
          : "unknown environment '\(name)'", at: token.range.lowerBound..<tokens.endOfLast,
        suggestion: isWhole
          ? nil : NearestName.to(name, among: MathParser.environments.map(\.name)))
    }
    var given = Columns()
    if environment.kind == .array { given = try columnTypes(try tokens.argument(of: token), token) }
    if environment.kind == .matrix, name.hasSuffix("*"), let type = try tokens.bracketArgument() {
      given = try columnTypes(type, token)
    }
    let outerTag = tag
    var lines: Set<Int> = []
    let rows = try rows(until: .cell, opener: token, lines: &lines)
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
    var array = try array(environment, name, rows, given.alignments, token)
    (array.bars, array.lines) = (given.bars, lines)
    if !(array.bars.isEmpty && array.lines.isEmpty) { array.fillRows() }
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
      case .matrix, .smallMatrix, .gathered, .substack, .boxed:
        Array(repeating: given.first ?? .center, count: width)
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
    var lines: Set<Int> = []
    let rows = try rows(until: .rowInBraces, opener: opener, lines: &lines)
    tokens.takeRaw()
    let array = MathArray(
      kind: .substack, name: "substack", rows: rows, columns: [.center],
      range: token.range.lowerBound..<tokens.endOfLast)
    return atom(.ordinary, .array(array), from: token)
  }

  /// `\boxed{formula}`.
  mutating func boxed(_ token: Token) throws(MathError) -> MathAtom {
    let row = MathArray.Row(cells: [try argument(of: token)], tag: nil, extraSpace: 0)
    let array = MathArray(
      kind: .boxed, name: "boxed", rows: [row], columns: [.center], bars: [0, 1], lines: [0, 1],
      range: token.range.lowerBound..<tokens.endOfLast)
    return atom(.ordinary, .array(array), from: token)
  }

  /// - Parameter lines: The rows above which a rule stands.
  private mutating func rows(
    until ending: Ending, opener: Token, lines: inout Set<Int>
  ) throws(MathError) -> [MathArray.Row] {
    let outer = alphabet
    alphabet = nil
    defer { alphabet = outer }
    var rows: [MathArray.Row] = []
    var cells: [MathList] = []
    tag = nil
    while true {
      while cells.isEmpty, let token = try tokens.peek(), token.kind == .command("hline") {
        tokens.takeRaw()
        lines.insert(rows.count)
      }
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

  /// The columns of an array, as its argument says.
  private struct Columns {
    var alignments: [MathArray.Alignment] = []
    var bars: Set<Int> = []
  }

  /// The most columns of an array.
  private static let mostColumns = 100

  /// Columns such as `c|cc` or `*{3}{r}`.
  private func columnTypes(_ types: [Token], _ token: Token) throws(MathError) -> Columns {
    var columns = Columns()
    var rest = types.filter { $0.kind != .space }[...]
    while let type = rest.popFirst() {
      switch type.kind {
      case .character("l"): columns.alignments.append(.left)
      case .character("c"): columns.alignments.append(.center)
      case .character("r"): columns.alignments.append(.right)
      case .character("|"): columns.bars.insert(columns.alignments.count)
      case .character("*"):
        guard let count = Int(try group(&rest, type).map(\.spelling).joined()),
          (1...MathParser.mostColumns).contains(count)
        else {
          throw failure(
            "'*' in columns lacks how often; write as in *{3}{c}", at: type.range)
        }
        let repeated = try columnTypes(try group(&rest, type), token)
        for _ in 0..<count {
          columns.bars.formUnion(repeated.bars.map { $0 + columns.alignments.count })
          columns.alignments += repeated.alignments
        }
      default:
        throw failure(
          "unknown column type '\(type.spelling)'; use l, c, r, | and *{3}{c}", at: type.range)
      }
      guard columns.alignments.count <= MathParser.mostColumns else {
        throw failure(
          "the array has more than \(MathParser.mostColumns) columns; write fewer", at: token.range)
      }
    }
    return columns
  }

  /// What stands in braces at the beginning of tokens, which are taken.
  private func group(
    _ rest: inout ArraySlice<Token>, _ owner: Token
  ) throws(MathError) -> [Token] {
    guard rest.first?.kind == .open else {
      throw failure("'*' in columns lacks braces; write as in *{3}{c}", at: owner.range)
    }
    var depth = 0
    for index in rest.indices {
      if rest[index].kind == .open { depth += 1 }
      if rest[index].kind == .close { depth -= 1 }
      guard depth == 0 else { continue }
      defer { rest = rest[(index + 1)...] }
      return Array(rest[(rest.startIndex + 1)..<index])
    }
    throw failure("'*' in columns lacks braces; write as in *{3}{c}", at: owner.range)
  }
}

extension MathArray {
  /// Gives each row as many cells as there are columns, so that rules are whole.
  fileprivate mutating func fillRows() {
    for index in rows.indices {
      let missing = columns.count - rows[index].cells.count
      let place = rows[index].cells.last?.range.upperBound ?? range.upperBound
      rows[index].cells += Array(
        repeating: MathList(range: place..<place), count: max(missing, 0))
    }
  }
}
