import Drawing

extension Setter {
  /// The least size of a delimiter around a box: nine tenths of twice its reach from the axis, or
  /// five points less than that (`\delimiterfactor`, `\delimitershortfall`; TeXbook, page 152).
  func delimiterSize(for content: Box, _ style: MathStyle) -> Double {
    let reach = max(content.height - axis(style), content.depth + axis(style))
    return max(2 * reach * 0.901, 2 * reach - 0.5 * size)
  }

  /// A delimiter of at least a size, centred on the axis; the space of an absent one.
  mutating func delimiterBox(
    _ delimiter: Nucleus.Delimiter?, size: Double, _ style: MathStyle, reading: Int32? = nil
  ) throws(FontError) -> Box {
    guard let delimiter, let scalar = delimiter.scalar else {
      return empty(width: nullDelimiterSpace)
    }
    var box = try stretched(
      scalar, along: .vertical, to: size, style, reading: reading, source: delimiter.range)
    raise(&box, by: axis(style) - (box.height - box.depth) / 2)
    return box
  }

  /// `\left ... \right`: the delimiters grow with what stands between (Appendix G, rule 19).
  mutating func fencedBox(_ fenced: Nucleus.Fenced, _ style: MathStyle) throws(FontError) -> Box {
    var row = empty()
    var content = row
    var readings = [nextReading()]
    var parts: [Box] = []
    for (index, list) in fenced.parts.enumerated() {
      // A delimiter in the middle closes on both sides (LuaTeX, make_left_right).
      let part = try self.box(
        of: list, style, after: index == 0 ? .opening : .closing, before: .closing)
      content.height = max(content.height, part.height)
      content.depth = max(content.depth, part.depth)
      parts.append(part)
      readings.append(nextReading())
    }
    let size = delimiterSize(for: content, style)
    let delimiters = [fenced.left] + fenced.middles + [fenced.right]
    for (index, delimiter) in delimiters.enumerated() {
      append(
        try delimiterBox(delimiter, size: size, style, reading: readings[index]), to: &row)
      if index < parts.count { append(parts[index], to: &row) }
    }
    return row
  }

  /// `\big` to `\Bigg`: a delimiter for contents of 8.5, 11.5, 14.5 or 17.5 pt at 10 pt
  /// (plain TeX).
  mutating func sizedBox(
    _ sized: Nucleus.SizedDelimiter, _ style: MathStyle
  ) throws(FontError) -> Box {
    // amsmath scales plain TeX's sizes with the font: 1.2 times the height of a parenthesis, and
    // so on, through a strut inside \left and \right.
    let parenthesis = try face.character("(", at: .text)
    let unit = 1.2 * parenthesis.total * size
    let strut = [1, 1.5, 2, 2.5][min(max(sized.size, 1), 4) - 1] * unit / 2
    let content = empty(height: strut + axis(.text), depth: strut - axis(.text))
    var box = try delimiterBox(
      sized.delimiter, size: delimiterSize(for: content, .text), .text)
    box.italic = 0
    // The strut counts for scripts, even where it is higher than the delimiter.
    box.height = max(box.height, content.height)
    box.depth = max(box.depth, content.depth)
    return box
  }

  /// A delimiter of a fraction such as `\binom`: of one size in display style and of another in
  /// all others, whatever the contents (Appendix G, rule 15e), centred as in text style.
  mutating func fractionDelimiterBox(
    _ delimiter: Nucleus.Delimiter?, _ style: MathStyle, reading: Int32? = nil
  ) throws(FontError) -> Box {
    // LuaTeX's sizes for fonts that name none.
    let size = style.level == .display ? 2.4 * em(style) : 1.01 * em(style)
    return try delimiterBox(delimiter, size: size, .text, reading: reading)
  }
}
