import Records

extension MathParser {
  /// `\newcommand{\name}[count][default]{body}`: in force up to the end of the formula.
  mutating func define(_ token: Token) throws(MathError) {
    let command = try newName(token)
    var count = 0
    if let digits = try tokens.bracketArgument() {
      guard let number = Int(digits.map(\.spelling).joined()), (0...9).contains(number) else {
        throw failure("the number of arguments is a digit", at: token.range)
      }
      count = number
    }
    let standard = try tokens.bracketArgument().map(MathParser.spelling)
    let body = try tokens.argument(of: token)
    tokens.macros[command] = Macro(
      MathParser.spelling(body), argumentCount: count, defaultArgument: standard)
  }

  /// `\DeclareMathOperator{\name}{words}`, with a star for limits: in force up to the end of the
  /// formula.
  mutating func defineOperator(_ token: Token) throws(MathError) {
    let operation = #"\operatorname"# + (tokens.takeStar() ? "*" : "")
    let command = try newName(token)
    let words = MathParser.spelling(try tokens.argument(of: token))
    tokens.macros[command] = Macro("\(operation){\(words)}")
  }

  /// The name of a command that is to be defined, in braces or not.
  private mutating func newName(_ token: Token) throws(MathError) -> String {
    let name = try tokens.argument(of: token).filter { $0.kind != .space }
    guard name.count == 1, case .command(let command) = name[0].kind else {
      throw failure("\(token.spelling) lacks the name of a command", at: token.range)
    }
    return command
  }

  /// The source of tokens; a space keeps letters from a command before them.
  private static func spelling(_ tokens: [Token]) -> String {
    tokens.map { token in
      if case .command(let name) = token.kind, name.last?.isLetter == true {
        return token.spelling + " "
      }
      return token.spelling
    }.joined()
  }

  /// `\tag{...}`.
  mutating func equationTag(
    _ token: Token, present: EquationTag?
  ) throws(MathError) -> EquationTag {
    if present != nil { throw failure("a second \\tag on one line", at: token.range) }
    let hasParentheses = !tokens.takeStar()
    return EquationTag(text: try text(.regular, token), hasParentheses: hasParentheses)
  }

  /// `\hspace{1em}`, `\mspace{18mu}`, `\kern 3pt` and the like.
  mutating func givenSpace(_ token: Token) throws(MathError) -> MathSpace {
    var words: [Token] = []
    _ = tokens.takeStar()
    tokens.skipSpaces()
    if let next = tokens.raw, next.kind == .open {
      words = try tokens.argument(of: token)
    } else {
      words = plainLength()
    }
    let range = token.range.lowerBound..<max(token.range.upperBound, tokens.endOfLast)
    return MathSpace(width: try width(words, token), range: range)
  }

  /// The tokens of a length without braces: a number and a unit of two letters.
  private mutating func plainLength() -> [Token] {
    var words: [Token] = []
    var letters = 0
    while letters < 2, let next = tokens.raw {
      if case .character(let scalar) = next.kind, "0123456789.-+".unicodeScalars.contains(scalar) {
        words.append(next)
      } else if case .character("a"..."z") = next.kind {
        words.append(next)
        letters += 1
      } else if next.kind != .space {
        break
      }
      tokens.takeRaw()
    }
    return words
  }

  private func width(_ words: [Token], _ token: Token) throws(MathError) -> MathSpace.Width {
    let spelling = words.filter { $0.kind != .space }.map(\.spelling).joined()
    let unit = spelling.suffix(2)
    guard let number = Double(spelling.dropLast(2)), number.isFinite, abs(number) <= 1000 else {
      throw failure(
        "'\(spelling)' is no length; write one such as 1em, 3mu or 2pt", at: token.range)
    }
    switch unit {
    case "em": return .em(number)
    case "ex": return .em(number * 0.43)
    case "mu": return .mu(number)
    case "pt": return .points(number * 72 / 72.27)
    case "bp": return .points(number)
    case "mm": return .points(number * 72 / 25.4)
    case "cm": return .points(number * 72 / 2.54)
    case "in": return .points(number * 72)
    default:
      throw failure("'\(unit)' is no unit of length; use em, mu, pt, mm", at: token.range)
    }
  }

  /// A length in points.
  func length(_ words: [Token], _ token: Token) throws(MathError) -> Double {
    switch try width(words, token) {
    case .points(let points): points
    case .em(let ems): ems * 10
    case .mu, .word: throw failure("the space below a row is given in pt or em", at: token.range)
    }
  }

  /// The error for a command that does not exist, with the nearest that does.
  func unknown(_ name: String, _ token: Token) -> MathError {
    let advice = [
      "label": "leave it out; a document names a displayed formula by {#eq-name} behind it",
      "eqref": "a formula holds no link; write [](#eq-name) in the text",
      "ref": "a formula holds no link; write [](#name) in the text",
      "nonumber": "leave it out; formulas without a name have no number",
      "notag": "leave it out; formulas without a name have no number",
      "cancel": "write \\not, or what is left without the part",
      "color": "formulas have the colour of the text; leave it out",
      "textcolor": "formulas have the colour of the text; leave it out",
      "colorbox": "write \\boxed{x}",
      "fbox": "write \\boxed{x}",
      "rule": "write \\hspace{1em} for the room, or \\hline in an array",
      "cline": "write \\hline for a rule through all columns",
      "hdotsfor": "write \\dots in each of the columns",
      "multicolumn": "write the cells, each of one column",
      "ensuremath": "leave it out; what stands here is a formula",
      "atop": "write \\substack{a \\\\ b}",
    ]
    if let example = [
      "SI": "3\\,\\mathrm{m}", "qty": "3\\,\\mathrm{m}", "si": "\\mathrm{m}",
      "unit": "\\mathrm{m}", "num": "3\\times 10^8", "ce": "\\mathrm{H_2O}",
    ][name] {
      return failure(
        "unknown command \(token.spelling); write what it stands for, as in \(example)",
        at: token.range)
    }
    if let advice = advice[name] {
      return failure("\(token.spelling) means nothing here; \(advice)", at: token.range)
    }
    let names = Array(Command.all.keys) + Array(Macro.builtIn.keys) + Array(tokens.macros.keys)
    return failure(
      "unknown command \(token.spelling)", at: token.range,
      suggestion: NearestName.to(name, among: names).map { "\\" + $0 })
  }
}
