public import Drawing

extension MathText {
  /// Lays the formula out on a line of its own, in display style, with its numbers from `\\tag`
  /// at the right.
  ///
  /// - Parameters:
  ///   - fonts: The fonts.
  ///   - size: The size of the em, in points.
  ///   - width: The width of the line, in points: the formula is centred and the numbers end at
  ///     its right edge, two ems from the formula at least. Without it numbers follow the formula.
  /// - Returns: Glyphs and rules around an origin at the left end of the line.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func displayBox(
    in fonts: MathFonts, size: Double, width: Double? = nil
  ) throws(FontError) -> MathBox {
    var setter = Setter(fonts: fonts, size: size)
    var line = try setter.box(of: tree, .display)
    if let tag { setter.appendTag(tag, y: 0) }
    let numbers = setter.rules.compactMap { rule in rule.tag.map { (tag: $0, y: rule.y) } }
    setter.rules.removeAll { $0.tag != nil }
    line.rules = 0..<setter.rules.count
    var boxes: [(box: Box, y: Double)] = []
    for number in numbers {
      boxes.append((try setter.numberBox(number.tag, size: size), number.y))
    }
    let widest = boxes.map(\.box.width).max() ?? 0
    let gap = boxes.isEmpty ? 0 : 2 * size
    let room = (width ?? 0) - line.width
    let indent = max(0, min(room / 2, room - gap - widest))
    setter.move(line, x: indent)
    let end = max(width ?? 0, indent + line.width + gap + widest)
    for (box, y) in boxes {
      setter.move(box, x: end - box.width, y: y)
      line.height = max(line.height, box.height + y)
      line.depth = max(line.depth, box.depth - y)
    }
    line.width = end
    return setter.finished(line)
  }
}

extension Setter {
  /// An equation's number in the text font.
  fileprivate mutating func numberBox(
    _ tag: EquationTag, size: Double
  ) throws(FontError) -> Box {
    var pieces = tag.text.pieces
    if tag.hasParentheses {
      let place = tag.text.range
      pieces.insert(
        .words("(", face: .regular, range: place.lowerBound..<place.lowerBound), at: 0)
      pieces.append(.words(")", face: .regular, range: place.upperBound..<place.upperBound))
    }
    return try piecesBox(pieces, size: size)
  }
}
