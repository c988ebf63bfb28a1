extension MathParser {
  /// Reads what a command makes, its arguments included.
  mutating func command(
    _ name: String, _ token: Token, into items: inout [MathItem]
  ) throws(MathError) {
    guard let command = Command.all[name] else { throw unknown(name, token) }
    switch command {
    case .symbol(let scalar, let atomClass, let limits):
      items.append(.atom(named(scalar, atomClass, limits, name: name, token)))
    case .greek(let scalar): letter(scalar, token, command: name, into: &items)
    case .function(let limits):
      let word = Nucleus.Word(
        letters: name, alphabet: .upright, command: name, range: token.range)
      items.append(
        .atom(
          MathAtom(atomClass: .op, nucleus: .word(word), limits: limits, range: token.range)))
    case .alphabet(let alphabet): try inAlphabet(alphabet, token, into: &items)
    case .space(let width): items.append(.space(MathSpace(width: width, range: token.range)))
    case .givenSpace: items.append(.space(try givenSpace(token)))
    case .style(let level): items.append(.style(level, range: token.range))
    case .tag: tag = try equationTag(token, present: tag)
    case .newCommand: try define(token)
    case .newOperator: try defineOperator(token)
    case .ignored: break
    case .not: try negated(token, into: &items)
    case .part, .infix: throw misplaced(token)
    case .limits: throw failure("\(name) follows only a large operator", at: token.range)
    default: items.append(.atom(try structure(command, name, token)))
    }
  }

  /// The atom of a command that takes arguments.
  private mutating func structure(
    _ command: Command, _ name: String, _ token: Token
  ) throws(MathError) -> MathAtom {
    switch command {
    case .accent(let mark, let isWide):
      let accent = Nucleus.Accent(
        mark: mark, command: name, isWide: isWide, base: try argument(of: token),
        range: token.range)
      return atom(.ordinary, .accent(accent), from: token)
    case .text(let face): return atom(.ordinary, .text(try text(face, token)), from: token)
    case .fraction(let hasRule, let level):
      return try fraction(hasRule: hasRule, level: level, token)
    case .continuedFraction:
      return try fraction(hasRule: true, level: .display, isContinued: true, token)
    case .root:
      let radical = Nucleus.Radical(
        degree: try optionalArgument(), radicand: try argument(of: token), range: token.range)
      return atom(.ordinary, .radical(radical), from: token)
    case .sized(let size, let atomClass):
      let sized = Nucleus.SizedDelimiter(delimiter: try delimiter(after: token), size: size)
      return atom(atomClass, .delimiter(sized), from: token)
    case .stretched(let mark, let isOver, let takesLabel):
      let stretched = Nucleus.Stretched(
        mark: mark, isOver: isOver, command: name, base: try argument(of: token),
        range: token.range)
      return atom(
        takesLabel ? .op : .ordinary, .stretched(stretched), limits: takesLabel ? .always : .never,
        from: token)
    case .stack(let over, let relation): return try stack(over: over, relation: relation, token)
    case .arrow(let scalar):
      let below = try optionalArgument()
      let arrow = Nucleus.Arrow(
        scalar: scalar, command: name, above: try argument(of: token), below: below,
        range: token.range)
      return atom(.relation, .arrow(arrow), from: token)
    case .classed(let atomClass):
      let list = try argument(of: token)
      return atom(
        atomClass, MathAtom(list, range: list.range).nucleus,
        limits: atomClass == .op ? .inDisplay : .never, from: token)
    case .phantom(let isDrawn, let width, let height):
      let phantom = Nucleus.Phantom(
        base: try argument(of: token), isDrawn: isDrawn, keepsWidth: width, keepsHeight: height)
      return atom(.ordinary, .phantom(phantom), from: token)
    case .operatorName: return try operatorName(token)
    case .dots: return try dots(token)
    case .substack: return try substack(token)
    case .begin: return try environment(token)
    case .boxed: return try boxed(token)
    case .left: return try fenced(token)
    default: throw unknown(name, token)
    }
  }

  func atom(
    _ atomClass: AtomClass, _ nucleus: Nucleus, limits: MathAtom.Limits = .never,
    from token: Token
  ) -> MathAtom {
    MathAtom(
      atomClass: atomClass, nucleus: nucleus, limits: limits,
      range: token.range.lowerBound..<max(token.range.upperBound, tokens.endOfLast))
  }

  private func named(
    _ scalar: Unicode.Scalar, _ atomClass: AtomClass, _ limits: MathAtom.Limits, name: String,
    _ token: Token
  ) -> MathAtom {
    var set = scalar
    var chosen = MathAlphabet.upright
    if scalar == "∂" || scalar == "∇" {
      chosen = alphabet ?? MathParser.plainAlphabet(of: scalar)
      set = chosen.scalar(for: scalar) ?? scalar
    }
    let symbol = Nucleus.Symbol(
      base: scalar, alphabet: chosen, scalar: set, command: name, range: token.range)
    return MathAtom(
      atomClass: atomClass, nucleus: .symbol(symbol), limits: limits, range: token.range)
  }

  private func misplaced(_ token: Token) -> MathError {
    switch token.spelling {
    case "\\right": failure("\\right without \\left", at: token.range)
    case "\\middle": failure("\\middle without \\left", at: token.range)
    case "\\end": failure("\\end without \\begin", at: token.range)
    case "\\choose", "\\over":
      failure("\(token.spelling) stands in braces, as in {n \(token.spelling) k}", at: token.range)
    case "\\hline":
      failure("\\hline begins a row of an array; write it before its cells", at: token.range)
    default:
      failure("'\\\\' breaks rows only inside an array such as aligned", at: token.range)
    }
  }

  private mutating func inAlphabet(
    _ chosen: MathAlphabet, _ token: Token, into items: inout [MathItem]
  ) throws(MathError) {
    let outer = alphabet
    alphabet = chosen
    defer { alphabet = outer }
    let list = try argument(of: token)
    let range = token.range.lowerBound..<tokens.endOfLast
    // The argument's braces make no group (unicode-math): its atoms are those of the row.
    if var only = list.soleAtom {
      only.range = range
      items.append(.atom(only))
    } else {
      items += list.items
    }
  }

  private mutating func fraction(
    hasRule: Bool, level: MathStyle.Level?, isContinued: Bool = false, _ token: Token
  ) throws(MathError) -> MathAtom {
    let numerator = try argument(of: token)
    let denominator = try argument(of: token)
    var fraction = fraction(of: numerator, denominator, hasRule: hasRule, at: token.range)
    (fraction.isContinued, fraction.level) = (isContinued, level)
    return atom(.ordinary, .fraction(fraction), from: token)
  }

  /// A fraction; one without a rule stands in parentheses.
  func fraction(
    of numerator: MathList, _ denominator: MathList, hasRule: Bool, at place: SourceRange
  ) -> Nucleus.Fraction {
    Nucleus.Fraction(
      numerator: numerator, denominator: denominator, hasRule: hasRule, isContinued: false,
      level: nil,
      left: hasRule ? nil : Nucleus.Delimiter(scalar: "(", range: place),
      right: hasRule ? nil : Nucleus.Delimiter(scalar: ")", range: place))
  }

  private mutating func stack(
    over: Bool, relation: Bool, _ token: Token
  ) throws(MathError) -> MathAtom {
    let script = try argument(of: token)
    let base = try argument(of: token)
    let stack = Nucleus.Stack(base: base, over: over ? script : nil, under: over ? nil : script)
    return atom(relation ? .relation : base.soleClass, .stack(stack), from: token)
  }

  private mutating func operatorName(_ token: Token) throws(MathError) -> MathAtom {
    _ = try tokens.peek()
    let limits: MathAtom.Limits = tokens.takeStar() ? .inDisplay : .never
    let outer = alphabet
    alphabet = .upright
    defer { alphabet = outer }
    return atom(.op, .operatorName(try argument(of: token)), limits: limits, from: token)
  }

  /// `\dots` stands on the axis between operations and relations, else on the baseline
  /// (amsmath: the next symbol decides).
  private mutating func dots(_ token: Token) throws(MathError) -> MathAtom {
    var isCentered = false
    if let next = try tokens.peek() {
      switch next.kind {
      case .character(let scalar):
        isCentered = TypedCharacters.all[scalar].map { $0.atomClass.joins } ?? false
      case .command(let name):
        if case .symbol(_, let atomClass, _)? = Command.all[name] { isCentered = atomClass.joins }
      default: break
      }
    }
    return symbolAtom(
      "…", set: isCentered ? "⋯" : "…", .inner, command: "dots", at: token.range)
  }

  private mutating func negated(
    _ token: Token, into items: inout [MathItem]
  ) throws(MathError) {
    let list = try argument(of: token)
    guard var atom = list.items.first?.atom, var symbol = atom.symbol,
      let scalar = MathParser.negations[symbol.scalar]
    else { throw failure("\\not knows no crossed form of what follows", at: token.range) }
    symbol.base = scalar
    symbol.scalar = scalar
    symbol.command = nil
    symbol.range = token.range.lowerBound..<max(symbol.range.upperBound, token.range.upperBound)
    atom.nucleus = .symbol(symbol)
    atom.range = symbol.range
    items.append(.atom(atom))
  }

  private static let negations: [Unicode.Scalar: Unicode.Scalar] = {
    let words = Array(Symbols.negated.unicodeScalars).filter { $0 != " " && $0 != "\n" }
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      table[words[index]] = words[index + 1]
    }
    return table
  }()
}

extension AtomClass {
  /// Whether `\dots` before such an atom stands on the axis.
  fileprivate var joins: Bool { self == .binary || self == .relation || self == .op }
}

extension MathList {
  /// The class of the only atom, as `\underset` takes it over; ordinary for anything else
  /// (amsmath: `\binrel@` asks for binary and relation).
  var soleClass: AtomClass {
    let atomClass = soleAtom?.atomClass ?? .ordinary
    return atomClass == .binary || atomClass == .relation ? atomClass : .ordinary
  }
}
