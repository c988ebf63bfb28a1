import Drawing

extension Setter {
  /// A mark over a formula (Appendix G, rule 12), at the attachment points of both.
  ///
  /// Scripts of a single accented character belong to the character: the mark is set over it
  /// with its scripts, at the character's own place.
  mutating func accentBox(
    _ accent: Nucleus.Accent, of atom: MathAtom, _ style: MathStyle, isFollowed: Bool
  ) throws(FontError) -> Box {
    let mark = empty()
    var content = try self.box(of: accent.base, style.cramped)
    var reading = nextReading()
    let width = content.width
    let attachment = try attachment(of: accent.base, width: width, style)
    var overlap = min(content.height, constant(.accentBaseHeight, style))
    let base = accent.base.soleCharacter
    if let base, atom.hasScripts {
      let bareHeight = content.height
      discard(since: mark)
      content = try glyphBox(base, style)
      reading = nextReading()
      content = try withScripts(atom, on: content, isGlyph: true, leaning: content.italic, style)
      overlap += content.height - bareHeight
    }
    let over = try accentGlyph(accent, width: width, style, reading: reading)
    let up = content.height - overlap + over.box.depth
    move(over.box, x: attachment - over.attachment, y: up)
    var box = self.box(
      since: mark, width: content.width, height: max(content.height, over.box.height + up),
      depth: content.depth)
    if base != nil, !atom.hasScripts, isFollowed { box.width += content.italic }
    return base != nil ? box : try withScripts(atom, on: box, leaning: 0, style)
  }

  /// Where a mark attaches to a formula: a character's own place, that of the innermost accented
  /// character, else the middle.
  private func attachment(
    of list: MathList, width: Double, _ style: MathStyle
  ) throws(FontError) -> Double {
    if let character = list.soleCharacter, fonts.usesMathFont(character) {
      return try face.character(character.scalar, at: style.level).accent * em(style)
    }
    if case .accent(let inner) = list.soleAtom?.nucleus {
      return try attachment(of: inner.base, width: width, style)
    }
    return width / 2
  }

  /// The mark and where it attaches; a wide mark is the widest not wider than the formula.
  private mutating func accentGlyph(
    _ accent: Nucleus.Accent, width: Double, _ style: MathStyle, reading: Int32
  ) throws(FontError) -> (box: Box, attachment: Double) {
    let em = em(style)
    var glyph = try face.character(accent.mark, at: style.level)
    if accent.isWide {
      for variant in face.construction(of: glyph.id, along: .horizontal).variants
      where variant.width * em <= width {
        glyph = variant
      }
    }
    let box = self.box(
      of: glyph, size: em, text: String(accent.mark), reading: reading,
      source: accent.range)
    return (box, glyph.accent * em)
  }

  /// A line, brace or the like along a formula.
  mutating func stretchedBox(
    _ stretched: Nucleus.Stretched, _ style: MathStyle
  ) throws(FontError) -> Box {
    guard let scalar = stretched.scalar else { return try lineBox(stretched, style) }
    let mark = empty()
    // With a label, unicode-math puts an empty atom before the formula.
    let content = try self.box(
      of: stretched.base, style.cramped, after: stretched.takesLabel ? .ordinary : nil)
    var (along, x) = try self.mark(
      scalar, along: content.width, style, source: stretched.range)
    var up = 0.0
    if stretched.isOver {
      up = content.height - min(content.height, constant(.accentBaseHeight, style))
    } else {
      up = -(content.depth + along.height)
    }
    move(along, x: x)
    raise(&along, by: up)
    return self.box(
      since: mark, width: content.width, height: max(content.height, along.height),
      depth: max(content.depth, along.depth))
  }

  /// A mark along a formula, and where to put it: the longest not longer than the formula, beyond
  /// the font's longest an assembly of just that length (LuaTeX, make_math_accent).
  private mutating func mark(
    _ scalar: Unicode.Scalar, along length: Double, _ style: MathStyle, source: SourceRange
  ) throws(FontError) -> (box: Box, x: Double) {
    let em = em(style)
    let text = String(scalar)
    var glyph = try face.character(scalar, at: style.level)
    let construction = face.construction(of: glyph.id, along: .horizontal)
    let fitting = construction.variants.prefix { $0.id == glyph.id || $0.width * em <= length }
    if fitting.count == construction.variants.count, let assembly = construction.assembly {
      let box = assembled(
        assembly, along: .horizontal, to: length, em, text: text, reading: nil, source: source)
      return (box, (length - box.width) / 2)
    }
    glyph = fitting.last ?? glyph
    let box = self.box(of: glyph, size: em, text: text, source: source)
    return (box, length / 2 - glyph.accent * em)
  }

  /// `\overline` and `\underline` (Appendix G, rules 9 and 10).
  private mutating func lineBox(
    _ stretched: Nucleus.Stretched, _ style: MathStyle
  ) throws(FontError) -> Box {
    var box = try self.box(of: stretched.base, stretched.isOver ? style.cramped : style)
    box.italic = 0
    if stretched.isOver {
      let thickness = constant(.overbarRuleThickness, style)
      let y = box.height + constant(.overbarVerticalGap, style)
      appendRule(x: 0, y: y, width: box.width, height: thickness, source: stretched.range)
      box.height = y + thickness + constant(.overbarExtraAscender, style)
    } else {
      let thickness = constant(.underbarRuleThickness, style)
      let y = box.depth + constant(.underbarVerticalGap, style) + thickness
      appendRule(x: 0, y: -y, width: box.width, height: thickness, source: stretched.range)
      box.depth = y + constant(.underbarExtraDescender, style)
    }
    extend(&box)
    return box
  }

  /// An arrow as long as its labels, with amsmath's padding of them.
  mutating func arrowBox(_ arrow: Nucleus.Arrow, _ style: MathStyle) throws(FontError) -> Box {
    let mark = empty()
    let upper = try self.box(of: arrow.above, style.superscript)
    let reading = nextReading()
    let lower = try boxed(arrow.below, style.subscript)
    let mu = em(.script) / 18
    let length = max(upper.width, lower?.width ?? 0) + 14 * mu
    let shaft = try self.shaft(arrow, length: length, style, reading: reading)
    // The head takes room: labels keep 3 mu more from its side.
    let offset = arrow.pointsRight ? -1.5 * mu : arrow.pointsLeft ? 1.5 * mu : 0
    let labelled = place(
      over: arrow.above.isEmpty ? nil : upper, under: lower, on: shaft, offset: offset, style)
    return self.box(
      since: mark, width: labelled.width, height: labelled.height, depth: labelled.depth)
  }

  /// The arrow itself: as typed when long enough, else put together to the very length.
  private mutating func shaft(
    _ arrow: Nucleus.Arrow, length: Double, _ style: MathStyle, reading: Int32
  ) throws(FontError) -> Box {
    let plain = try face.character(arrow.scalar, at: style.level)
    let construction = face.construction(of: plain.id, along: .horizontal)
    if plain.width * em(style) < length, let assembly = construction.assembly {
      return assembled(
        assembly, along: .horizontal, to: length, em(style), text: String(arrow.scalar),
        reading: reading, source: arrow.range)
    }
    return try stretched(
      arrow.scalar, along: .horizontal, to: length, style, reading: reading, source: arrow.range)
  }
}

extension Nucleus.Arrow {
  fileprivate var pointsRight: Bool { "→⇒↦↪".unicodeScalars.contains(scalar) }
  fileprivate var pointsLeft: Bool { "←⇐↩".unicodeScalars.contains(scalar) }
}

extension MathList {
  /// The only character of the list, without scripts; nil for anything else.
  var soleCharacter: Nucleus.Symbol? {
    bareAtom?.atomClass == .ordinary ? bareAtom?.symbol : nil
  }
}
