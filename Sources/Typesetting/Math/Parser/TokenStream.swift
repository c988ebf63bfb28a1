/// The tokens of a formula with its macros replaced as they come to be read.
struct TokenStream {
  /// The formula's source, for errors.
  let source: String
  /// The macros in force: the document's, then those that the formula defines.
  var macros: [String: Macro]
  /// The tokens to come, the next one last.
  private var pending: [Token]
  /// How many more tokens macros may make: a macro that calls itself ends here.
  private var allowance = 20_000

  init(_ source: String, range: SourceRange? = nil, macros: [String: Macro]) throws(MathError) {
    self.source = source
    self.macros = macros
    var lexer = Lexer(source, range: range)
    pending = try lexer.tokens().reversed()
  }

  /// The place just after the source read so far, for errors at the end.
  private(set) var endOfLast = 0

  /// The next token as it stands, macros not replaced.
  var raw: Token? { pending.last }

  /// Takes the next token as it stands.
  @discardableResult
  mutating func takeRaw() -> Token? {
    guard let token = pending.popLast() else { return nil }
    // What a macro makes can stand before its arguments.
    endOfLast = max(endOfLast, token.range.upperBound)
    return token
  }

  /// Takes a star, if one is next.
  mutating func takeStar() -> Bool {
    guard let next = raw, next.is("*") else { return false }
    takeRaw()
    return true
  }

  /// Takes white space.
  mutating func skipSpaces() {
    while let token = pending.last, token.kind == .space { takeRaw() }
  }

  /// The next token that is not white space, after replacing macros.
  mutating func peek() throws(MathError) -> Token? {
    skipSpaces()
    while let token = pending.last, case .command(let name) = token.kind,
      let macro = macros[name] ?? Macro.builtIn[name]
    {
      takeRaw()
      try replace(token, by: starred(macro, name))
      skipSpaces()
    }
    return pending.last
  }

  private mutating func starred(_ macro: Macro, _ name: String) -> Macro {
    guard let next = pending.last, next.is("*"), macros[name] == nil,
      let starred = Macro.builtIn[name + "*"]
    else { return macro }
    takeRaw()
    return starred
  }

  private mutating func replace(_ call: Token, by macro: Macro) throws(MathError) {
    var arguments: [[Token]] = []
    if let standard = macro.defaultArgument {
      skipSpaces()
      if let next = pending.last, next.is("[") {
        arguments.append(try bracketArgument() ?? [])
      } else {
        arguments.append(try body(standard, of: call))
      }
    }
    while arguments.count < macro.argumentCount {
      arguments.append(try argument(of: call))
    }
    var tokens: [Token] = []
    for token in try body(macro.body, of: call) {
      if case .parameter(let number) = token.kind {
        guard number <= arguments.count else {
          throw MathError(
            "\(call.spelling) has no argument #\(number)", in: source, at: call.range)
        }
        tokens += arguments[number - 1]
      } else {
        tokens.append(token)
      }
    }
    allowance -= tokens.count + 1
    guard allowance > 0 else {
      throw MathError(
        "macros make more than 20,000 symbols; they call each other too often, or \(call.spelling) itself",
        in: source,
        at: call.range)
    }
    pending += tokens.reversed()
  }

  /// The tokens of a macro's replacement, each at the place of the call.
  private func body(_ text: String, of call: Token) throws(MathError) -> [Token] {
    do {
      var lexer = Lexer(text)
      return try lexer.tokens().map { Token(kind: $0.kind, range: call.range) }
    } catch {
      throw MathError("in \(call.spelling): \(error.message)", in: source, at: call.range)
    }
  }

  /// The tokens of the next argument, without braces, macros not replaced.
  mutating func argument(of owner: Token) throws(MathError) -> [Token] {
    skipSpaces()
    guard let first = takeRaw(), first.kind != .close else {
      throw MathError("\(owner.spelling) lacks an argument", in: source, at: owner.range)
    }
    guard first.kind == .open else { return [first] }
    if let tokens = takeTokens(before: { $0.kind == .close }) { return tokens }
    throw MathError("this brace is never closed", in: source, at: first.range)
  }

  /// The tokens between square brackets, if such follow.
  mutating func bracketArgument() throws(MathError) -> [Token]? {
    skipSpaces()
    guard let first = raw, first.is("[") else { return nil }
    takeRaw()
    if let tokens = takeTokens(before: { $0.is("]") }) { return tokens }
    throw MathError("this bracket is never closed", in: source, at: first.range)
  }

  /// The tokens up to an end outside of inner braces, which is taken too; nil where there is none.
  private mutating func takeTokens(before isEnd: (Token) -> Bool) -> [Token]? {
    var tokens: [Token] = []
    var depth = 0
    while let token = takeRaw() {
      if depth == 0, isEnd(token) { return tokens }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      tokens.append(token)
    }
    return nil
  }

  /// The spelling of the next argument, as for the name of an environment.
  mutating func word(of owner: Token) throws(MathError) -> String {
    try argument(of: owner).map(\.spelling).joined()
  }
}
