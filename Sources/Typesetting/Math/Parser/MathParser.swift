/// Reads tokens into a math list, by recursive descent.
struct MathParser {
  /// What ends a list.
  enum Ending: Hashable {
    case source
    case brace
    case dollar
    case bracket
    /// `\right` or `\middle`.
    case right
    /// `&`, `\\` or `\end`; a brace for `\substack`.
    case cell
    case rowInBraces
  }

  /// Formulas nested deeper than this are refused: layout goes down the tree call by call.
  static let maximumDepth = 64
  /// Sources longer than this are refused.
  static let maximumLength = 20_000

  var tokens: TokenStream
  /// The alphabet of a command such as `\mathbf` around the place being read.
  var alphabet: MathAlphabet?
  /// The equation's number from a `\tag` outside any array.
  var tag: EquationTag?
  private var depth = 0

  init(_ source: String, range: SourceRange? = nil, macros: [String: Macro]) throws(MathError) {
    guard source.utf8.count <= MathParser.maximumLength else {
      throw MathError(
        "the formula is longer than \(MathParser.maximumLength) bytes; split it", in: source,
        at: 0..<1)
    }
    tokens = try TokenStream(source, range: range, macros: macros)
  }

  func failure(
    _ message: String, at range: SourceRange, suggestion: String? = nil
  ) -> MathError {
    MathError(message, in: tokens.source, at: range, suggestion: suggestion)
  }

  /// Goes one level down.
  mutating func nested(_ opener: Token?) throws(MathError) {
    depth += 1
    if depth > MathParser.maximumDepth {
      throw failure(
        "formulas are nested more than \(MathParser.maximumDepth) deep",
        at: opener?.range ?? 0..<1)
    }
  }

  /// Comes one level up.
  mutating func unnested() { depth -= 1 }

  /// The whole source.
  mutating func formula() throws(MathError) -> MathList {
    try list(until: .source, opener: nil)
  }

  /// Reads a list up to what ends it, which is left to the caller.
  mutating func list(until ending: Ending, opener: Token?) throws(MathError) -> MathList {
    try nested(opener)
    defer { unnested() }
    var items: [MathItem] = []
    var upper: Upper?
    let start = try tokens.peek()?.range.lowerBound ?? tokens.endOfLast
    while let token = try tokens.peek() {
      if ends(token, ending) { break }
      if case .command(let name) = token.kind, case .infix(let hasRule)? = Command.all[name] {
        guard upper == nil else {
          throw failure(
            "a second \(token.spelling); use braces to say what is meant", at: token.range)
        }
        tokens.takeRaw()
        let list = MathList(items, range: start..<token.range.lowerBound)
        upper = Upper(list: list, hasRule: hasRule, token: token)
        items = []
        continue
      }
      if try attach(token, to: &items) { continue }
      try item(token, into: &items)
    }
    if ending != .source, tokens.raw == nil {
      throw unclosed(ending, opener)
    }
    let list = MathList(items, range: start..<max(start, tokens.endOfLast))
    guard let upper else { return list }
    let fraction = fraction(of: upper.list, list, hasRule: upper.hasRule, at: upper.token.range)
    return MathList(
      [.atom(MathAtom(atomClass: .ordinary, nucleus: .fraction(fraction), range: list.range))],
      range: list.range)
  }

  /// What stands above in a list that `\over` or `\choose` divides.
  private struct Upper {
    var list: MathList
    var hasRule: Bool
    var token: Token
  }

  private func ends(_ token: Token, _ ending: Ending) -> Bool {
    switch (ending, token.kind) {
    case (.brace, .close), (.rowInBraces, .close): true
    case (.dollar, .character("$")), (.bracket, .character("]")): true
    case (.right, .command("right")), (.right, .command("middle")): true
    case (.cell, .character("&")), (.cell, .command("\\")), (.cell, .command("cr")): true
    case (.cell, .command("end")), (.rowInBraces, .command("\\")): true
    default: false
    }
  }

  private func unclosed(_ ending: Ending, _ opener: Token?) -> MathError {
    let wanted =
      switch ending {
      case .brace, .rowInBraces: "'}'"
      case .dollar: "'$'"
      case .bracket: "']'"
      case .right: "\\right"
      case .cell: "\\end"
      case .source: "an end"
      }
    let range = opener?.range ?? tokens.endOfLast..<tokens.endOfLast
    return failure("\(opener?.spelling ?? "this") is never closed: \(wanted) is missing", at: range)
  }

  // MARK: Scripts

  /// Attaches a script, primes or a change of limits to the last atom; false for anything else.
  private mutating func attach(
    _ token: Token, to items: inout [MathItem]
  ) throws(MathError) -> Bool {
    switch token.kind {
    case .character("^"), .character("_"), .character("'"), .character("’"):
      var atom = takeLast(&items, before: token)
      try scripts(of: &atom)
      items.append(.atom(atom))
      return true
    case .command(let name):
      guard case .limits(let limits) = Command.all[name] else { return false }
      tokens.takeRaw()
      guard case .atom(var atom) = items.last, atom.atomClass == .op else {
        throw failure("\(token.spelling) follows only a large operator", at: token.range)
      }
      atom.limits = limits
      items[items.count - 1] = .atom(atom)
      return true
    default:
      return false
    }
  }

  private func takeLast(_ items: inout [MathItem], before token: Token) -> MathAtom {
    if case .atom(let atom) = items.last {
      items.removeLast()
      return atom
    }
    let place = token.range.lowerBound..<token.range.lowerBound
    return MathAtom(
      atomClass: .ordinary, nucleus: .list(MathList(range: place)), range: place)
  }

  private mutating func scripts(of atom: inout MathAtom) throws(MathError) {
    while let token = try tokens.peek() {
      switch token.kind {
      case .character("'"), .character("’"): try primes(on: &atom)
      case .character("^"):
        tokens.takeRaw()
        if let present = atom.superscript, !present.isPrimes {
          throw failure("a second superscript; use braces to say which is meant", at: token.range)
        }
        let script = try script(of: token)
        if let present = atom.superscript {
          atom.superscript = MathList(
            present.items + script.items, range: present.range.lowerBound..<script.range.upperBound)
        } else {
          atom.superscript = script
        }
      case .character("_"):
        tokens.takeRaw()
        if atom.subscript != nil {
          throw failure("a second subscript; use braces to say which is meant", at: token.range)
        }
        atom.subscript = try script(of: token)
      default: return
      }
      atom.range = min(atom.range.lowerBound, token.range.lowerBound)..<tokens.endOfLast
    }
  }

  private mutating func primes(on atom: inout MathAtom) throws(MathError) {
    guard let first = tokens.raw, atom.superscript == nil else {
      throw failure(
        "a prime after a superscript; write it before", at: tokens.raw?.range ?? 0..<1)
    }
    var ranges: [SourceRange] = []
    while let token = tokens.raw, token.is("'") || token.is("’") {
      tokens.takeRaw()
      ranges.append(token.range)
    }
    // Up to four primes are one character, as in unicode-math; its strokes stand closer.
    let several: [Int: Unicode.Scalar] = [2: "″", 3: "‴", 4: "⁗"]
    var primes = ranges.map { (scalar: Unicode.Scalar("′"), range: $0) }
    if let joined = several[ranges.count], let last = ranges.last {
      primes = [(joined, first.range.lowerBound..<last.upperBound)]
    }
    let items = primes.map { prime in
      MathItem.atom(symbolAtom(prime.scalar, set: prime.scalar, .ordinary, at: prime.range))
    }
    atom.superscript = MathList(items, range: first.range.lowerBound..<tokens.endOfLast)
  }

  private mutating func script(of token: Token) throws(MathError) -> MathList {
    let outer = alphabet
    defer { alphabet = outer }
    alphabet = nil
    return try argument(of: token)
  }

  // MARK: Arguments

  /// The next argument: what stands in braces, or a single symbol or command.
  mutating func argument(of owner: Token) throws(MathError) -> MathList {
    guard let token = try tokens.peek() else {
      throw failure("\(owner.spelling) lacks an argument", at: owner.range)
    }
    switch token.kind {
    case .open:
      tokens.takeRaw()
      let list = try list(until: .brace, opener: token)
      tokens.takeRaw()
      return list
    case .character("^"), .character("_"), .character("&"), .character("$"), .close:
      throw failure("\(owner.spelling) lacks an argument", at: owner.range)
    default:
      try nested(token)
      defer { unnested() }
      var items: [MathItem] = []
      try item(token, into: &items)
      return MathList(items, range: token.range.lowerBound..<tokens.endOfLast)
    }
  }

  /// The argument in square brackets; nil when there is none.
  mutating func optionalArgument() throws(MathError) -> MathList? {
    guard let token = try tokens.peek(), token.is("[") else { return nil }
    tokens.takeRaw()
    let list = try list(until: .bracket, opener: token)
    tokens.takeRaw()
    return list
  }

  // MARK: Items

  private mutating func item(_ token: Token, into items: inout [MathItem]) throws(MathError) {
    switch token.kind {
    case .open: items.append(.atom(try group(token)))
    case .character(let scalar):
      tokens.takeRaw()
      try character(scalar, token, into: &items)
    case .command(let name):
      tokens.takeRaw()
      try command(name, token, into: &items)
    case .close: throw failure("this '}' closes nothing", at: token.range)
    case .parameter, .space:
      throw failure("\(token.spelling) stands only in the definition of a macro", at: token.range)
    }
  }

  /// A group in braces: an atom of its own, or the atom in it when it holds a single plain one
  /// (TeX82, part 49: a group of one ordinary atom or accent without scripts is that atom).
  private mutating func group(_ token: Token) throws(MathError) -> MathAtom {
    let list = try argument(of: token)
    return MathAtom(list, range: token.range.lowerBound..<tokens.endOfLast)
  }

  private mutating func character(
    _ scalar: Unicode.Scalar, _ token: Token, into items: inout [MathItem]
  ) throws(MathError) {
    switch scalar {
    case "~":
      items.append(.space(MathSpace(width: .word, range: token.range)))
      return
    case "&":
      throw failure("'&' parts columns only inside an array such as aligned", at: token.range)
    case "$":
      throw failure("'$' inside a formula; write \\$ for the sign", at: token.range)
    default: break
    }
    if MathParser.isLetterOrDigit(scalar) {
      letter(scalar, token, into: &items)
    } else if let known = TypedCharacters.all[scalar] {
      items.append(
        .atom(
          symbolAtom(
            scalar, set: known.scalar, known.atomClass, limits: known.limits, at: token.range)))
    } else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
      let accent = MathParser.accents[scalar]
      throw failure(
        // A mark over a letter has no place of its own in a message.
        "the character \(accent == nil ? "'\(scalar)' (\(code))" : code) has no meaning in a formula; "
          + (accent.map { "write \($0) before the letter, as in \($0) x" }
            ?? TypedCharacters.remedy(for: scalar) ?? "use \\text"),
        at: token.range)
    }
  }

  /// The commands for marks that a keyboard puts behind a letter.
  private static let accents: [Unicode.Scalar: String] = [
    "\u{300}": "\\grave", "\u{301}": "\\acute", "\u{302}": "\\hat", "\u{303}": "\\tilde",
    "\u{304}": "\\bar", "\u{305}": "\\overline", "\u{306}": "\\breve", "\u{307}": "\\dot",
    "\u{308}": "\\ddot", "\u{30C}": "\\check", "\u{20D7}": "\\vec",
  ]

  /// Whether a typed character takes alphabets.
  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "α"..."ω", "Α"..."Ω", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ": true
    default: false
    }
  }

  func symbolAtom(
    _ base: Unicode.Scalar, set: Unicode.Scalar, _ atomClass: AtomClass,
    limits: MathAtom.Limits = .never, command: String? = nil, at range: SourceRange
  ) -> MathAtom {
    let symbol = Nucleus.Symbol(
      base: base, alphabet: .upright, scalar: set, command: command, range: range)
    return MathAtom(
      atomClass: atomClass, nucleus: .symbol(symbol), limits: limits, range: range)
  }
}

extension MathAtom {
  /// The atom of a group: TeX's rule for groups of one ordinary atom or accent without scripts.
  init(_ list: MathList, range: SourceRange) {
    if let only = list.bareAtom, only.atomClass == .ordinary {
      self = only
      self.range = range
    } else {
      self.init(atomClass: .ordinary, nucleus: .list(list), range: range)
    }
  }
}

extension MathList {
  /// Whether the list holds primes only.
  var isPrimes: Bool {
    items.allSatisfy {
      ["′", "″", "‴", "⁗"].contains($0.symbol?.base) && $0.symbol?.command == nil
    }
  }
}
