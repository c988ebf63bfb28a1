import Drawing

extension Setter {
  /// Sets a list in a row, with the space that the classes ask for: also towards the class of a
  /// delimiter before the list and of one after it.
  mutating func box(
    of list: MathList, _ style: MathStyle, after leading: AtomClass? = nil,
    before trailing: AtomClass? = nil
  ) throws(FontError) -> Box {
    var row = empty()
    var style = style
    let classes = list.classes(after: leading, before: trailing)
    var previous = leading
    for index in list.items.indices {
      switch list.items[index] {
      case .style(let level, _): style = MathStyle(level)
      case .space(let space): row.width += try width(of: space, style)
      case .atom(let atom):
        guard let atomClass = classes[index] else { continue }
        if let previous {
          row.width += previous.space(before: atomClass, at: style.level).mu / 18 * em(style)
        }
        let next = index + 1 < list.items.count ? list.items[index + 1] : nil
        append(
          try box(
            of: atom, as: atomClass, style, before: next,
            isFollowed: next != nil || trailing != nil), to: &row,
          isLast: index == list.items.count - 1)
        previous = atomClass
      }
    }
    if let previous, let trailing {
      row.width += previous.space(before: trailing, at: style.level).mu / 18 * em(style)
    }
    return row
  }

  /// The box of a list, where there is one.
  mutating func boxed(_ list: MathList?, _ style: MathStyle) throws(FontError) -> Box? {
    guard let list else { return nil }
    return try box(of: list, style)
  }

  /// Sets a box at the end of a row.
  mutating func append(_ box: Box, to row: inout Box, isLast: Bool = false) {
    move(box, x: row.width)
    row.width += box.width
    row.height = max(row.height, box.height)
    row.depth = max(row.depth, box.depth)
    row.italic = isLast ? box.italic : 0
    extend(&row)
  }

  /// The width of an explicit space in points.
  func width(of space: MathSpace, _ style: MathStyle) throws(FontError) -> Double {
    switch space.width {
    case .mu(let mu): return mu / 18 * em(style)
    case .em(let ems): return ems * size
    case .points(let points): return points
    case .word:
      let font = try fonts.font(size: size)
      guard let glyph = font.glyph(for: " ") else { return size / 3 }
      return font.advance(of: glyph) / font.unitsPerEm * size
    }
  }

  /// Sets an atom with its scripts.
  private mutating func box(
    of atom: MathAtom, as atomClass: AtomClass, _ style: MathStyle, before next: MathItem?,
    isFollowed: Bool
  ) throws(FontError) -> Box {
    if atomClass == .op { return try operatorBox(of: atom, style) }
    switch atom.nucleus {
    case .symbol(let symbol): return try symbolBox(symbol, of: atom, atomClass, style, next)
    case .accent(let accent):
      return try accentBox(accent, of: atom, style, isFollowed: isFollowed)
    default:
      let nucleus = try self.box(of: atom.nucleus, style)
      return try withScripts(atom, on: nucleus, leaning: 0, style)
    }
  }

  /// A single character with its scripts (Appendix G, rules 14, 17 and 18).
  private mutating func symbolBox(
    _ symbol: Nucleus.Symbol, of atom: MathAtom, _ atomClass: AtomClass, _ style: MathStyle,
    _ next: MathItem?
  ) throws(FontError) -> Box {
    var box = try glyphBox(symbol, style)
    if atom.hasScripts {
      return try withScripts(atom, on: box, isGlyph: true, leaning: box.italic, style)
    }
    // An ordinary character before another of the same font keeps its lean (LuaTeX, make_ord).
    if atomClass == .ordinary, fonts.usesMathFont(symbol),
      let following = next?.character, fonts.usesMathFont(following)
    {
      box.width += box.italic
      box.italic = 0
    }
    return box
  }

  /// The box of a character, in the upright face of words or the math font.
  mutating func glyphBox(_ symbol: Nucleus.Symbol, _ style: MathStyle) throws(FontError) -> Box {
    if !fonts.usesMathFont(symbol) {
      return try wordBox(String(symbol.base), symbol.alphabet, style, source: symbol.range)
    }
    let glyph = try face.character(symbol.scalar, at: style.level)
    return box(of: glyph, size: em(style), text: symbol.text, source: symbol.range)
  }

  /// Sets what an atom consists of, apart from its scripts.
  mutating func box(of nucleus: Nucleus, _ style: MathStyle) throws(FontError) -> Box {
    switch nucleus {
    case .symbol(let symbol): try glyphBox(symbol, style)
    case .word(let word):
      try wordBox(word.letters, word.alphabet, style, source: word.range)
    case .text(let text): try textBox(text, style)
    case .list(let list), .operatorName(let list): try box(of: list, style)
    case .fraction(let fraction): try fractionBox(fraction, style)
    case .radical(let radical): try radicalBox(radical, style)
    case .accent(let accent):
      try accentBox(
        accent,
        of: MathAtom(atomClass: .ordinary, nucleus: nucleus, range: accent.range), style,
        isFollowed: false)
    case .fenced(let fenced): try fencedBox(fenced, style)
    case .delimiter(let sized): try sizedBox(sized, style)
    case .stretched(let stretched): try stretchedBox(stretched, style)
    case .stack(let stack): try stackBox(stack, style)
    case .arrow(let arrow): try arrowBox(arrow, style)
    case .array(let array): try arrayBox(array, style)
    case .phantom(let phantom): try phantomBox(phantom, style)
    }
  }

  private mutating func phantomBox(
    _ phantom: Nucleus.Phantom, _ style: MathStyle
  ) throws(FontError) -> Box {
    let mark = empty()
    var box = try self.box(of: phantom.base, style)
    if !phantom.isDrawn {
      discard(since: mark)
      box = empty(width: box.width, height: box.height, depth: box.depth)
    }
    if !phantom.keepsWidth { box.width = 0 }
    if !phantom.keepsHeight { (box.height, box.depth) = (0, 0) }
    box.italic = 0
    return box
  }
}

extension MathItem {
  /// The character of an atom of one, unless it is an inner atom such as dots.
  fileprivate var character: Nucleus.Symbol? { atom?.atomClass == .inner ? nil : symbol }
}

extension MathFonts {
  /// Whether a character is set in the math font, not in the upright face of words.
  func usesMathFont(_ symbol: Nucleus.Symbol) -> Bool {
    // Plain digits are the math font's.
    upright == nil || !symbol.isPlainText || symbol.alphabet == .upright && symbol.isNumeral
  }
}
