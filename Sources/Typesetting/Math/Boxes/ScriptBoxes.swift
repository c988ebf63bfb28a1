import Drawing

extension Setter {
  /// Attaches an atom's scripts to its nucleus (Appendix G, rule 18).
  ///
  /// The height of a nucleus that is a single glyph does not matter. `lean` is the italic
  /// correction, by which a superscript stands to the right.
  mutating func withScripts(
    _ atom: MathAtom, on nucleus: Box, isGlyph: Bool = false, leaning lean: Double,
    subscriptShift: Double = 0, _ style: MathStyle
  ) throws(FontError) -> Box {
    guard atom.hasScripts else { return nucleus }
    var box = nucleus
    box.italic = 0
    let base = isGlyph ? glyphs[nucleus.glyphs.lowerBound] : nil
    if atom.subscript == nil, let list = atom.superscript {
      let script = try self.box(of: list, style.superscript)
      let up = superscriptShift(of: script, nucleus, isGlyph, style)
      let kern = kern(base, .topRight, to: script, .bottomLeft, shift: up)
      if isGlyph { box.width += lean }
      attach(script, to: &box, right: kern, up: up)
    } else if let list = atom.subscript, atom.superscript == nil {
      let script = try self.box(of: list, style.subscript)
      let down = subscriptShiftAlone(of: script, nucleus, isGlyph, style)
      let kern = kern(base, .bottomRight, to: script, .topLeft, shift: -down)
      attach(script, to: &box, right: kern + subscriptShift, up: -down)
    } else if let over = atom.superscript, let under = atom.subscript {
      let upper = try self.box(of: over, style.superscript)
      let lower = try self.box(of: under, style.subscript)
      let (up, down) = shifts(of: upper, lower, nucleus, isGlyph, style)
      let lowerKern = kern(base, .bottomRight, to: lower, .topLeft, shift: -down) + subscriptShift
      let upperKern = kern(base, .topRight, to: upper, .bottomLeft, shift: up)
      let width = box.width
      attach(upper, to: &box, right: upperKern + lean, up: up)
      let upperEnd = box.width
      box.width = width
      attach(lower, to: &box, right: lowerKern, up: -down)
      box.width = max(box.width, upperEnd)
    }
    box.width += constant(.spaceAfterScript, style)
    return box
  }

  /// Puts a script at the end of a box.
  private mutating func attach(_ script: Box, to box: inout Box, right: Double, up: Double) {
    move(script, x: box.width + right, y: up)
    box.width += right + script.width
    box.height = max(box.height, script.height + up)
    box.depth = max(box.depth, script.depth - up)
    extend(&box)
  }

  private func superscriptShift(
    of script: Box, _ nucleus: Box, _ isGlyph: Bool, _ style: MathStyle
  ) -> Double {
    let shift = constant(
      style.isCramped ? .superscriptShiftUpCramped : .superscriptShiftUp, style)
    let drop = isGlyph ? 0 : nucleus.height - constant(.superscriptBaselineDropMax, style)
    return max(drop, shift, script.depth + constant(.superscriptBottomMin, style))
  }

  private func subscriptShiftAlone(
    of script: Box, _ nucleus: Box, _ isGlyph: Bool, _ style: MathStyle
  ) -> Double {
    let drop = isGlyph ? 0 : nucleus.depth + constant(.subscriptBaselineDropMin, style)
    return max(
      drop, constant(.subscriptShiftDown, style), script.height - constant(.subscriptTopMax, style))
  }

  /// The shifts of both scripts, with the least gap between them (rules 18e and 18f).
  private func shifts(
    of upper: Box, _ lower: Box, _ nucleus: Box, _ isGlyph: Bool, _ style: MathStyle
  ) -> (up: Double, down: Double) {
    var up = superscriptShift(of: upper, nucleus, isGlyph, style)
    let drop = isGlyph ? 0 : nucleus.depth + constant(.subscriptBaselineDropMin, style)
    var down = max(drop, constant(.subscriptShiftDown, style))
    let gap = (up - upper.depth) - (lower.height - down)
    let missing = constant(.subSuperscriptGapMin, style) - gap
    if missing > 0 {
      down += missing
      let rise = constant(.superscriptBottomMaxWithSubscript, style) - (up - upper.depth)
      if rise > 0 {
        up += rise
        down -= rise
      }
    }
    return (up, down)
  }

  /// The kern of two corners that meet (OpenType MATH, MathKernInfo), in points.
  ///
  /// It is the least of the sums at the two heights at which the glyphs can touch.
  private func kern(
    _ base: PlacedGlyph?, _ corner: MathTable.Corner, to script: Box,
    _ facing: MathTable.Corner, shift: Double
  ) -> Double {
    guard let base, base.font == 0, let first = script.glyphs.first, glyphs[first].font == 0
    else { return 0 }
    let next = glyphs[first]
    let nucleus = face.glyph(base.id)
    let isAbove = corner == .topRight
    let edge = isAbove ? nucleus.height * base.size : -nucleus.depth * base.size
    let facingEdge =
      isAbove
      ? shift - face.glyph(next.id).depth * next.size
      : shift + face.glyph(next.id).height * next.size
    func sum(at height: Double) -> Double {
      face.kern(of: base.id, at: corner, height: height / base.size) * base.size
        + face.kern(of: next.id, at: facing, height: (height - shift) / next.size) * next.size
    }
    return min(sum(at: edge), sum(at: facingEdge))
  }
}
