public import Drawing

extension TextSetting {
  /// Sets a formula on lines of its own in a column, its numbers flush right.
  ///
  /// - Returns: The formula as one line, centred, and a line for each number that has no room
  ///   beside it.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func displayLines(
    _ formula: MathText, style: ParagraphStyle, width: Double
  ) throws(FontError) -> [SetLine] {
    let (size, color) = (style.size, style.color)
    let (box, lastBaseline) = try formula.columnBox(in: fonts, size: size, width: width)
    var numbers: [(box: MathBox, y: Double, words: String)] = []
    for (tag, y) in formula.tags(beside: box) {
      // The number of a formula in several lines stands at its last.
      let place = y == 0 ? lastBaseline : y
      numbers.append((try tag.box(in: fonts, size: size), place, tag.words))
    }
    // Centred in the column; where a number would be touched, in the room beside it.
    let room = width - (numbers.map { $0.box.width + size }.max() ?? 0)
    let x = max(0, min((width - box.width) / 2, room - box.width))
    let isBeside = box.width <= room
    var lines = [SetLine()]
    lines[0].append(box, at: Point(x, 0), formula.words, color: color)
    for (number, y, words) in numbers {
      if !isBeside { lines.append(SetLine()) }
      lines[lines.count - 1].append(
        number, at: Point(width - number.width, isBeside ? y : 0), words, color: color)
    }
    return lines
  }
}

extension SetLine {
  /// Adds a formula at a place in the line.
  fileprivate mutating func append(
    _ box: MathBox, at place: Point, _ words: String, color: Color
  ) {
    items.append(.formula(box.items(at: place, color: color), words: words, link: nil))
    ascent = max(ascent, box.height - place.y)
    depth = max(depth, box.depth + place.y)
    width = place.x + box.width
    text += (text.isEmpty ? "" : " ") + words
  }
}
