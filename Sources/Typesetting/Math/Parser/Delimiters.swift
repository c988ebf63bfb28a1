extension MathParser {
  /// The delimiter that follows `\left`, `\big` and the like.
  mutating func delimiter(after owner: Token) throws(MathError) -> Nucleus.Delimiter {
    guard let token = try tokens.peek() else {
      throw failure("\(owner.spelling) lacks a delimiter", at: owner.range)
    }
    let scalar: Unicode.Scalar? =
      switch token.kind {
      case .character(let typed): MathParser.typedDelimiters[typed]
      case .command(let name): MathParser.namedDelimiter(name)
      default: nil
      }
    guard let scalar else {
      throw failure(
        "\(token.spelling) is no delimiter; use one such as ( [ \\{ | \\| \\langle or a full stop",
        at: token.range)
    }
    tokens.takeRaw()
    return Nucleus.Delimiter(scalar: scalar == "." ? nil : scalar, range: token.range)
  }

  private static let typedDelimiters: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = ["<": "⟨", ">": "⟩"]
    for scalar in "()[]|/.⟨⟩⌈⌉⌊⌋‖⟦⟧".unicodeScalars { table[scalar] = scalar }
    return table
  }()

  private static func namedDelimiter(_ name: String) -> Unicode.Scalar? {
    guard case .symbol(let scalar, let atomClass, _)? = Command.all[name] else { return nil }
    switch atomClass {
    case .opening, .closing: return scalar
    case .ordinary: return "|‖\\".unicodeScalars.contains(scalar) ? scalar : nil
    case .relation: return "↑↓↕⇑⇓⇕".unicodeScalars.contains(scalar) ? scalar : nil
    default: return nil
    }
  }

  /// `\left ... \middle ... \right`.
  mutating func fenced(_ token: Token) throws(MathError) -> MathAtom {
    let left = try delimiter(after: token)
    var parts: [MathList] = []
    var middles: [Nucleus.Delimiter] = []
    while true {
      parts.append(try list(until: .right, opener: token))
      guard let closing = tokens.takeRaw() else { break }
      let delimiter = try delimiter(after: closing)
      if closing.kind == .command("middle") {
        middles.append(delimiter)
        continue
      }
      let fenced = Nucleus.Fenced(left: left, parts: parts, middles: middles, right: delimiter)
      return atom(.inner, .fenced(fenced), from: token)
    }
    throw failure("\\left is never closed: \\right is missing", at: token.range)
  }
}
