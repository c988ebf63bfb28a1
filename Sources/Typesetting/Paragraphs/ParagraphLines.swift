public import Drawing

extension TextSetting {
  /// Sets a paragraph in lines of a width.
  ///
  /// Lines are broken so that their spaces are as even as possible over the whole paragraph
  /// (Knuth and Plass), first without divided words, then with them, then with looser lines.
  /// A line is too long only where a single word or formula is.
  /// - Parameters:
  ///   - content: The paragraph.
  ///   - style: How it is set.
  ///   - width: The width of the lines, in points.
  /// - Returns: The lines, from top to bottom; none for a paragraph without content.
  /// - Throws: `FontError.missingGlyph` for a character that no font has, or another fault of a
  ///   font file.
  public func lines(
    _ content: [TextPart], style: ParagraphStyle, width: Double
  ) throws(FontError) -> [SetLine] {
    let items = try ParagraphItems(content, style: style, setting: self, width: width)
    guard items.items.count > BreakItem.finish.count else { return [] }
    func lineWidth(_ line: Int) -> Double { line == 0 ? width - style.indent : width }
    func breaks(_ breaker: LineBreaker, _ items: [BreakItem]) -> [Int]? {
      breaker.breaks(items, width: width, firstWidth: lineWidth(0))
    }
    let isRagged = style.alignment != .justified
    let first = LineBreaker(
      tolerance: isRagged ? 10_000 : 100, emergencyStretch: isRagged ? 4 * style.size : 0)
    var ends = breaks(first, items.undivided)
    if ends == nil, style.hyphenates, hyphenation != nil {
      ends = breaks(LineBreaker(tolerance: 200), items.items)
    }
    let found =
      ends ?? breaks(LineBreaker(tolerance: 2_000, emergencyStretch: style.size), items.items)
      ?? breaks(
        LineBreaker(tolerance: 10_000, emergencyStretch: 3 * style.size, acceptsOverfull: true),
        items.items)
      ?? [items.items.count - 1]
    var lines: [SetLine] = []
    var start = 0
    for (index, end) in found.enumerated() {
      lines.append(
        try line(
          items, start..<end, width: lineWidth(index), indent: index == 0 ? style.indent : 0))
      start = end + 1
    }
    return lines
  }

  /// Sets text in one line as it is: every space is kept, and nothing is divided.
  ///
  /// - Throws: `FontError.missingGlyph` for a character that no font has.
  public func verbatimLine(
    _ parts: [(text: String, style: TextStyle)], style: ParagraphStyle
  ) throws(FontError) -> SetLine {
    var setter = LineSetter(x: 0)
    for (text, textStyle) in parts where !text.isEmpty {
      let look = try look(of: textStyle, in: style)
      for part in try partsByFont(text, look) {
        setter.append(part.word.shape.glyphs, part.word.shape.width, part.look, nil)
      }
      setter.line.text += text
    }
    return setter.finished()
  }

  /// Words that are read and searched, but neither seen nor wide: a glyph without ink stands for them.
  ///
  /// - Throws: `FontError` where a font cannot be read.
  public func unseenLine(_ words: String, style: ParagraphStyle) throws(FontError) -> SetLine {
    var look = try look(of: .regular, in: style)
    // The fonts of text have no such glyph.
    look.font = fonts.math.font
    var setter = LineSetter(x: 0)
    if let glyph = look.font.glyph(for: "\u{200B}") {
      setter.append([GlyphRun.Glyph(id: glyph, offset: .zero, text: words)], 0, look, nil)
    }
    setter.line.text = words
    return setter.finished()
  }

  /// The width of what cannot be divided in a paragraph, and of the paragraph in one line.
  ///
  /// - Parameters:
  ///   - content: The parts of the paragraph in their order.
  ///   - style: The fonts, size and spacing.
  /// - Returns: Both widths in points; the least is never the larger.
  /// - Throws: `FontError` where a font cannot be read or lacks a character.
  public func extent(
    of content: [TextPart], style: ParagraphStyle
  ) throws(FontError) -> (least: Double, whole: Double) {
    var undivided = style
    undivided.hyphenates = false
    let items = try ParagraphItems(
      content, style: undivided, setting: self, width: .infinity
    ).items
    var (least, whole, piece, line) = (0.0, 0.0, 0.0, 0.0)
    for (index, item) in items.enumerated() {
      switch item {
      case .box(let width):
        piece += width
        line += width
      case .glue(let width, _, _): line += width
      case .penalty(_, let cost, _):
        if cost <= BreakItem.always {
          whole = max(whole, line)
          line = 0
        }
      }
      if LineBreaker.canBreak(items, at: index) {
        least = max(least, piece)
        piece = 0
      }
    }
    return (least, max(whole, line))
  }

  /// Sets the items of one line, up to the item at which it ends.
  private func line(
    _ paragraph: ParagraphItems, _ range: Range<Int>, width: Double, indent: Double
  ) throws(FontError) -> SetLine {
    let parts = try LineParts(paragraph, range, setting: self)
    let extent = parts.extent
    let missing = width - extent.width
    // What fills the last line takes all its room.
    let ratio =
      missing > 0
      ? (extent.stretch > 0 && extent.stretch < 1e6 ? missing / extent.stretch : 0)
      : (extent.shrink > 0 ? max(missing / extent.shrink, -1) : 0)
    var x = indent
    if paragraph.style.alignment == .center { x += max(0, missing / 2) }
    return parts.set(from: x, ratio: ratio)
  }
}

/// What stands in a line: words shaped as they are in it, spaces, formulas.
private struct LineParts {
  enum Part {
    case text(TextShape, String, run: Int)
    /// A space that is a character.
    case space(look: Int, LineBreaker.Extent)
    /// A space within a formula, or one that fills a line.
    case gap(LineBreaker.Extent)
    case formula(Int)
  }

  private let paragraph: ParagraphItems
  private var parts: [Part] = []
  private(set) var extent = LineBreaker.Extent()
  /// The part of a run that the line has so far.
  private var open: ParagraphItems.Fragment?

  init(
    _ paragraph: ParagraphItems, _ range: Range<Int>, setting: TextSetting
  ) throws(FontError) {
    self.paragraph = paragraph
    parts.reserveCapacity(range.count)
    // Spaces and places for breaks at the start of a line vanish.
    let start = paragraph.items[range].firstIndex(where: \.isBox) ?? range.upperBound
    for index in start..<range.upperBound {
      let (item, piece) = (paragraph.items[index], paragraph.pieces[index])
      if case .penalty = item { continue }
      if case .fragment(let fragment) = piece, let known = open, known.run == fragment.run {
        open?.range = known.range.lowerBound..<fragment.range.upperBound
      } else {
        try close(setting, hyphenated: false)
        append(piece, item)
      }
    }
    let isDivided =
      if case .division = paragraph.pieces[range.upperBound] { true } else { false }
    try close(setting, hyphenated: isDivided)
  }

  private mutating func append(_ piece: ParagraphItems.Piece, _ item: BreakItem) {
    if case .fragment(let fragment) = piece {
      open = fragment
      return
    }
    extent.add(item)
    var own = LineBreaker.Extent()
    own.add(item)
    switch piece {
    case .formula(let index): parts.append(.formula(index))
    case .space(let look): parts.append(.space(look: look, own))
    default: parts.append(.gap(own))
    }
  }

  /// Shapes the part of a run that stands in the line.
  private mutating func close(
    _ setting: TextSetting, hyphenated: Bool
  ) throws(FontError) {
    guard let fragment = open else { return }
    open = nil
    let run = paragraph.runs[fragment.run]
    let isWhole = fragment.range == run.word.scalars.indices
    var text = isWhole ? run.word.text : run.word.scalars[fragment.range].string
    var shape =
      isWhole && !hyphenated
      ? run.word.shape : try setting.shape(hyphenated ? text + "-" : text, run.look)
    if hyphenated {
      text += "\u{AD}"
      // What is copied has a hyphen that vanishes when the word is joined again.
      if let last = shape.glyphs.indices.last { shape.glyphs[last].text = "\u{AD}" }
    }
    parts.append(.text(shape, text, run: fragment.run))
    extent.width += shape.width
  }

  /// The line with its spaces stretched or shrunk by a ratio.
  func set(from start: Double, ratio: Double) -> SetLine {
    var line = LineSetter(x: start)
    line.line.stretch = ratio
    for part in parts {
      switch part {
      case .text(let shape, let text, let index):
        let run = paragraph.runs[index]
        line.append(shape.glyphs, shape.width, run.look, run.note)
        line.line.text += text
      case .space(let index, let extent):
        let look = paragraph.looks[index]
        let glyphs = look.font.glyph(for: " ").map {
          [GlyphRun.Glyph(id: $0, offset: .zero, text: " ")]
        }
        line.append(glyphs ?? [], extent.width(at: ratio), look, nil)
        line.line.text += " "
      case .gap(let extent): line.x += extent.width(at: ratio)
      case .formula(let index): line.append(paragraph.formulas[index])
      }
    }
    return line.finished()
  }
}

extension LineBreaker.Extent {
  /// The width when stretched (ratio above 0) or shrunk (below 0).
  fileprivate func width(at ratio: Double) -> Double {
    // What fills a last line has no place in it.
    if stretch >= 1e6 { return 0 }
    return width + (ratio > 0 ? ratio * stretch : ratio * shrink)
  }
}

/// Places the parts of a line one after the other.
private struct LineSetter {
  var line = SetLine()
  var x: Double
  private var run: GlyphRun?
  private var look: TextLook?
  private var formula: (items: [SceneItem], list: MathList, part: FormulaPart)?

  init(x: Double) { self.x = x }

  mutating func append(
    _ glyphs: [GlyphRun.Glyph], _ width: Double, _ look: TextLook, _ note: String?
  ) {
    closeFormula()
    if self.look != look || note != nil { closeRun() }
    let origin = Point(x, -look.rise)
    var current =
      run
      ?? GlyphRun(font: look.font, size: look.size, color: look.color, origin: origin, glyphs: [])
    // Its glyphs have one owner, so that they grow in place.
    run = nil
    for glyph in glyphs {
      let offset = Point(x - current.origin.x + glyph.offset.x, glyph.offset.y)
      current.glyphs.append(GlyphRun.Glyph(id: glyph.id, offset: offset, text: glyph.text))
    }
    x += width
    line.ascent = max(line.ascent, 0.75 * look.size + look.rise)
    line.depth = max(line.depth, 0.25 * look.size - look.rise)
    if let note {
      line.items.append(.mark(current, note: note))
      return
    }
    run = current
    self.look = look
  }

  mutating func append(_ part: FormulaPart) {
    closeRun()
    let items = part.box.items(at: Point(x - part.inset, 0), color: part.color)
    if formula == nil {
      formula = (items, part.list, part)
    } else {
      formula?.items += items
      formula?.list.items += part.list.items
    }
    x += part.width
    line.ascent = max(line.ascent, part.box.height)
    line.depth = max(line.depth, part.box.depth)
    // The formula ends where no space to a next part follows.
    if part.gap == nil { closeFormula() }
  }

  private mutating func closeRun() {
    guard let run, let look else { return }
    line.items.append(.text(run, link: look.link))
    self.run = nil
    self.look = nil
  }

  private mutating func closeFormula() {
    guard let (items, list, part) = formula else { return }
    let words = list.words(in: part.language)
    line.items.append(.formula(items, words: words, link: part.link))
    line.text += words
    formula = nil
  }

  mutating func finished() -> SetLine {
    closeFormula()
    closeRun()
    line.width = x
    return line
  }
}
