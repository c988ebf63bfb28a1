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
    let words = formula.words
    var line = SetLine()
    var numbers: [(box: MathBox, y: Double, words: String)] = []
    for (tag, y) in formula.tags(beside: box) {
      // The number of a formula in several lines stands at its last.
      let place = y == 0 ? lastBaseline : y
      numbers.append((try tag.box(in: fonts, size: size), place, tag.words))
    }
    // Centred in the column; where a number would be touched, in the room beside it.
    let room = width - (numbers.map { $0.box.width + size }.max() ?? 0)
    let x = max(0, min((width - box.width) / 2, room - box.width))
    line.items.append(
      .formula(box.items(at: Point(x, 0), color: color), words: words, link: nil))
    (line.ascent, line.depth) = (box.height, box.depth)
    line.width = x + box.width
    line.text = words
    guard box.width <= room else {
      var lines = [line]
      for number in numbers {
        var below = SetLine()
        below.append(number.box, y: 0, number.words, in: width, color: color)
        lines.append(below)
      }
      return lines
    }
    for number in numbers {
      line.append(number.box, y: number.y, number.words, in: width, color: color)
    }
    return [line]
  }
}

extension SetLine {
  /// Puts an equation's number flush right.
  fileprivate mutating func append(
    _ box: MathBox, y: Double, _ words: String, in width: Double, color: Color
  ) {
    let place = Point(width - box.width, y)
    items.append(.formula(box.items(at: place, color: color), words: words, link: nil))
    ascent = max(ascent, box.height - y)
    depth = max(depth, box.depth + y)
    self.width = width
    text += (text.isEmpty ? "" : " ") + words
  }
}
