import Drawing

extension Setter {
  /// A word of a formula in an upright or other face.
  mutating func wordBox(
    _ letters: String, _ alphabet: MathAlphabet, _ style: MathStyle, source: SourceRange
  ) throws(FontError) -> Box {
    guard let faces = fonts.upright else {
      return try letterBox(letters, alphabet, style, source: source)
    }
    let face = Nucleus.Text.Face.allCases.first { $0.alphabet == alphabet } ?? .regular
    let font = try fonts.library.font(faces.file(for: face, size: em(style)))
    return try spelledBox(letters, in: font, size: em(style), source: source)
  }

  /// Letters side by side, without kerning or ligatures: in formulas TeX joins none.
  private mutating func spelledBox(
    _ letters: String, in font: Font, size: Double, source: SourceRange
  ) throws(FontError) -> Box {
    var row = empty()
    for letter in letters {
      let box = try shapedBox(String(letter), in: font, size: size, source: source)
      append(box, to: &row)
    }
    return row
  }

  /// A word in the letters of the math font.
  private mutating func letterBox(
    _ letters: String, _ alphabet: MathAlphabet, _ style: MathStyle, source: SourceRange
  ) throws(FontError) -> Box {
    var row = empty()
    for letter in letters.unicodeScalars {
      let glyph = try face.character(alphabet.scalar(for: letter) ?? letter, at: style.level)
      append(box(of: glyph, size: em(style), text: String(letter), source: source), to: &row)
    }
    return row
  }

  /// Shaped text.
  mutating func shapedBox(
    _ text: String, in font: Font, size: Double, source: SourceRange
  ) throws(FontError) -> Box {
    let mark = empty()
    let shaped = try fonts.library.shape(text, in: font)
    let place = place(of: font)
    for glyph in shaped.glyphs {
      glyphs.append(
        PlacedGlyph(
          id: glyph.id, font: place, reading: nextReading(), x: glyph.offset.x * size,
          y: 0 - glyph.offset.y * size, size: size, text: glyph.text, source: source))
    }
    let extent = shaped.extent(in: font)
    return Box(
      width: shaped.width * size, height: extent.height * size, depth: extent.depth * size,
      glyphs: mark.glyphs.lowerBound..<glyphs.count, rules: mark.rules)
  }

  /// Ordinary text at the size of a style; formulas in it are in text style.
  mutating func textBox(_ text: Nucleus.Text, _ style: MathStyle) throws(FontError) -> Box {
    try piecesBox(text.pieces, size: em(style))
  }

  /// Words and formulas in a row.
  mutating func piecesBox(
    _ pieces: [Nucleus.Text.Piece], size: Double
  ) throws(FontError) -> Box {
    var row = empty()
    for piece in pieces {
      let box: Box
      switch piece {
      case .words(let words, let face, let range):
        box = try shapedBox(
          words, in: fonts.font(for: face, size: size), size: size, source: range)
      case .math(let list): box = try formulaBox(list, size: size)
      }
      append(box, to: &row)
    }
    return row
  }

  /// A formula in text style at a size of its own, inside text.
  private mutating func formulaBox(_ list: MathList, size: Double) throws(FontError) -> Box {
    if size == self.size { return try box(of: list, .text) }
    // In scripts the text's size is one of the formula's, so its level is known.
    return try box(of: list, size == em(.script) ? .script : .scriptScript)
  }
}
