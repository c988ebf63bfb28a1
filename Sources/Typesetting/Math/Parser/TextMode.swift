extension MathParser {
  /// The text in the braces after a command such as `\text`.
  mutating func text(
    _ face: Nucleus.Text.Face, _ token: Token
  ) throws(MathError) -> Nucleus.Text {
    tokens.skipSpaces()
    guard let opener = tokens.raw, opener.kind == .open else {
      throw failure("\(token.spelling) lacks its text in braces", at: token.range)
    }
    tokens.takeRaw()
    var pieces: [Nucleus.Text.Piece] = []
    try text(face, until: opener, into: &pieces)
    return Nucleus.Text(pieces: pieces, range: token.range.lowerBound..<tokens.endOfLast)
  }

  private mutating func text(
    _ face: Nucleus.Text.Face, until opener: Token, into pieces: inout [Nucleus.Text.Piece]
  ) throws(MathError) {
    try nested(opener)
    defer { unnested() }
    while let token = tokens.takeRaw() {
      switch token.kind {
      case .close: return
      case .open: try text(face, until: token, into: &pieces)
      case .space: pieces.append(" ", face, token.range)
      case .character("$"):
        let outer = alphabet
        alphabet = nil
        defer { alphabet = outer }
        pieces.append(.math(try list(until: .dollar, opener: token)))
        tokens.takeRaw()
      case .character("~"): pieces.append("\u{A0}", face, token.range)
      case .character(let scalar): pieces.append(String(scalar), face, token.range)
      case .command(let name): try textCommand(name, token, face, into: &pieces)
      case .parameter:
        throw failure(
          "\(token.spelling) stands only in the definition of a macro", at: token.range)
      }
    }
    throw failure("this brace is never closed", at: opener.range)
  }

  private mutating func textCommand(
    _ name: String, _ token: Token, _ face: Nucleus.Text.Face,
    into pieces: inout [Nucleus.Text.Piece]
  ) throws(MathError) {
    if case .text(let inner)? = Command.all[name] {
      pieces += try text(face.with(inner), token).pieces
    } else if ["$", "%", "&", "#", "_", "{", "}"].contains(name) {
      pieces.append(name, face, token.range)
    } else if name == " " {
      pieces.append(" ", face, token.range)
    } else {
      throw failure(
        "\(token.spelling) has no meaning in text; put a formula in text between dollar signs",
        at: token.range)
    }
  }
}

extension Nucleus.Text.Face {
  /// The face of text in a face inside this one: bold in italic is bold italic.
  func with(_ inner: Self) -> Self {
    switch (self, inner) {
    case (.bold, .italic), (.italic, .bold), (.boldItalic, .italic), (.boldItalic, .bold):
      .boldItalic
    default: inner
    }
  }
}

extension [Nucleus.Text.Piece] {
  /// Appends characters, to the last piece when it has the same face.
  mutating func append(_ text: String, _ face: Nucleus.Text.Face, _ range: SourceRange) {
    if case .words(let words, face, let start) = last {
      if text == " ", words.hasSuffix(" ") { return }
      self[count - 1] = .words(
        words + text, face: face,
        range: start.lowerBound..<Swift.max(start.upperBound, range.upperBound))
    } else {
      append(.words(text, face: face, range: range))
    }
  }
}
