import Drawing

extension Setter {
  /// A large operator with limits or scripts (Appendix G, rules 13 and 13a).
  mutating func operatorBox(of atom: MathAtom, _ style: MathStyle) throws(FontError) -> Box {
    var nucleus: Box
    var lean = 0.0
    if case .symbol(let symbol) = atom.nucleus {
      nucleus = try largeSymbol(symbol, style)
      lean = nucleus.italic
    } else {
      nucleus = try self.box(of: atom.nucleus, style)
    }
    nucleus.italic = 0
    if atom.hasLimits(at: style.level) {
      return try withLimits(
        over: atom.superscript, under: atom.subscript, on: nucleus, leaning: lean, style)
    }
    // Integrals: the subscript moves under the slope, the superscript stays at the advance.
    if atom.limits == .never {
      return try withScripts(atom, on: nucleus, leaning: 0, subscriptShift: -lean, style)
    }
    return try withScripts(atom, on: nucleus, leaning: lean, style)
  }

  /// A character centred on the axis, in display style at the font's large size.
  private mutating func largeSymbol(
    _ symbol: Nucleus.Symbol, _ style: MathStyle
  ) throws(FontError) -> Box {
    var glyph = try face.character(symbol.scalar, at: style.level)
    if style.level == .display {
      let least = face.constant(.displayOperatorMinHeight)
      for variant in face.construction(of: glyph.id, along: .vertical).variants {
        glyph = variant
        if variant.total >= least { break }
      }
    }
    var box = self.box(
      of: glyph, size: em(style), text: String(symbol.scalar), source: symbol.range)
    raise(&box, by: axis(style) - (box.height - box.depth) / 2)
    let overhang = glyph.ink.maxX * em(style) - box.width
    if box.italic == 0, overhang > 0 {
      // A font without italic corrections: its slope is what stands beyond the advance.
      box.width += overhang
      box.italic = overhang
    }
    return box
  }

  /// Puts formulas above and below a box, centred; the lean moves them half each way.
  mutating func withLimits(
    over: MathList?, under: MathList?, on nucleus: Box, leaning lean: Double = 0,
    _ style: MathStyle
  ) throws(FontError) -> Box {
    let upper = try boxed(over, style.superscript)
    let lower = try boxed(under, style.subscript)
    return place(over: upper, under: lower, on: nucleus, leaning: lean, style)
  }

  /// Places boxes already made, later than the nucleus, as limits; `offset` moves both right.
  mutating func place(
    over upper: Box?, under lower: Box?, on nucleus: Box, leaning lean: Double = 0,
    offset: Double = 0, _ style: MathStyle
  ) -> Box {
    var box = nucleus
    box.italic = 0
    box.width = max(nucleus.width, upper?.width ?? 0, lower?.width ?? 0)
    move(nucleus, x: (box.width - nucleus.width) / 2)
    if let upper {
      let gap = max(
        constant(.upperLimitBaselineRiseMin, style) - upper.depth,
        constant(.upperLimitGapMin, style))
      move(
        upper, x: (box.width - upper.width) / 2 + lean / 2 + offset,
        y: nucleus.height + gap + upper.depth)
      box.height = nucleus.height + gap + upper.total
    }
    if let lower {
      let gap = max(
        constant(.lowerLimitBaselineDropMin, style) - lower.height,
        constant(.lowerLimitGapMin, style))
      move(
        lower, x: (box.width - lower.width) / 2 - lean / 2 + offset,
        y: -(nucleus.depth + gap + lower.height))
      box.depth = nucleus.depth + gap + lower.total
    }
    extend(&box)
    return box
  }

  /// `\overset`, `\underset`, `\stackrel`: limits in every style.
  mutating func stackBox(_ stack: Nucleus.Stack, _ style: MathStyle) throws(FontError) -> Box {
    let base = try self.box(of: stack.base, style)
    return try withLimits(over: stack.over, under: stack.under, on: base, style)
  }
}
