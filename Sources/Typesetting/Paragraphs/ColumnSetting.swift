public import Drawing

extension TextSetting {
  /// Sets text in a column: lines in reading order, to be broken into pages between them.
  ///
  /// - Parameters:
  ///   - blocks: The text.
  ///   - style: How it is set.
  ///   - width: The width of the column, in points.
  /// - Throws: `FontError.missingGlyph` for a character that no font has, or another fault of a
  ///   font file.
  public func column(
    _ blocks: [Block], style: ColumnStyle, width: Double
  ) throws(FontError) -> [ColumnLine] {
    var column = ColumnSetter(setting: self, style: style, width: width)
    for block in blocks { try column.set(block, in: ColumnSetter.Frame(x: 0, width: width)) }
    return column.lines
  }
}

/// Sets blocks one below the other.
private struct ColumnSetter {
  /// The room for a block.
  struct Frame {
    var x: Double
    var width: Double
    var containers: [ColumnLine.Container] = []
  }

  let setting: TextSetting
  let style: ColumnStyle
  let width: Double
  /// A width that no line of code or label reaches, in points.
  static let unbroken = 1e5
  private(set) var lines: [ColumnLine] = []
  private var blockCount = 0
  private var containerCount = 0
  /// The space that the block before asks for below it.
  private var spaceBelow = 0.0
  /// Whether the block before must not end a page.
  private var keepsWithNext = false
  /// The label that the next line gets.
  private var label: SetLine?

  init(setting: TextSetting, style: ColumnStyle, width: Double) {
    self.setting = setting
    self.style = style
    self.width = width
  }

  mutating func set(_ block: Block, in frame: Frame) throws(FontError) {
    switch block {
    case .heading(let level, let content):
      let index = min(max(level, 1), style.headings.count) - 1
      try set(content, style.headings[index], .heading(level), in: frame, above: style.headingSpace)
      spaceBelow = style.headingSpace / 2
      keepsWithNext = true
    case .paragraph(let content):
      try set(content, style.paragraph, .paragraph, in: frame, above: style.paragraphSpace)
      spaceBelow = style.paragraphSpace
    case .quotation(let blocks):
      containerCount += 1
      var inner = frame
      inner.x += style.inset
      inner.width -= 2 * style.inset
      inner.containers.append(.quotation(containerCount))
      for block in blocks { try set(block, in: inner) }
    case .list(let items, let start): try set(items, start: start, in: frame)
    case .formula(let formula): try set(formula, in: frame)
    case .code(let text):
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        // Spaces keep their number and lines are not broken.
        let fixed = String(line.map { $0 == " " ? "\u{A0}" : $0 })
        let set = try setting.lines([.text(fixed)], style: style.code, width: ColumnSetter.unbroken)
        append(
          set.isEmpty ? [SetLine()] : set, style.code, .code, in: frame,
          above: index == 0 ? style.paragraphSpace : 0, startsBlock: index == 0)
      }
      spaceBelow = style.paragraphSpace
    }
  }

  private mutating func set(
    _ content: [Inline], _ paragraph: ParagraphStyle, _ role: ColumnLine.Role, in frame: Frame,
    above: Double
  ) throws(FontError) {
    let set = try setting.lines(content, style: paragraph, width: frame.width)
    let start = lines.count
    append(set, paragraph, role, in: frame, above: above, startsBlock: true)
    for index in start..<lines.count {
      for note in lines[index].line.footnotes {
        let mark = Inline.text(note.mark + "\u{A0}", .mark)
        let body = try setting.lines(
          [mark] + note.content, style: style.footnote, width: width)
        lines[index].notes.append(ColumnLine.Note(note: note, lines: body))
      }
    }
  }

  /// Appends the lines of a block, with what keeps them together: a page neither ends after the
  /// first line nor begins with the last one, and headings stay with what follows.
  private mutating func append(
    _ set: [SetLine], _ paragraph: ParagraphStyle, _ role: ColumnLine.Role, in frame: Frame,
    above: Double, startsBlock: Bool
  ) {
    if startsBlock { blockCount += 1 }
    for (index, line) in set.enumerated() {
      let isFirst = index == 0 && startsBlock
      let isHeading = if case .heading = role { true } else { false }
      let isInside = index > 0 && (index == 1 || index == set.count - 1 || isHeading)
      lines.append(
        ColumnLine(
          line: line, x: frame.x, label: index == 0 ? label : nil, role: role,
          containers: frame.containers, block: blockCount, leading: paragraph.leading,
          spaceAbove: isFirst && !lines.isEmpty ? max(above, spaceBelow) : 0,
          breakCost: isInside || (isFirst && keepsWithNext) ? ColumnLine.never : 0, notes: []))
      label = nil
    }
    if startsBlock { keepsWithNext = false }
  }

  private mutating func set(
    _ items: [[Block]], start: Int?, in frame: Frame
  ) throws(FontError) {
    containerCount += 1
    let list = containerCount
    var inner = frame
    inner.x += style.inset
    inner.width -= style.inset
    for (index, blocks) in items.enumerated() {
      let text = start.map { "\($0 + index)." } ?? "•"
      var mark = try setting.lines(
        [.text(text)], style: style.paragraph, width: ColumnSetter.unbroken
      ).first
      // Labels end half an em before the text.
      let shift = inner.x - 0.5 * style.paragraph.size - (mark?.width ?? 0)
      mark?.move(x: shift)
      label = mark
      inner.containers = frame.containers + [.item(list: list, item: index)]
      for block in blocks { try set(block, in: inner) }
      // An item without text still shows its label.
      if label != nil {
        append(
          [SetLine()], style.paragraph, .paragraph, in: inner, above: style.paragraphSpace,
          startsBlock: true)
      }
    }
  }

  // MARK: Displayed formulas

  private mutating func set(_ formula: MathText, in frame: Frame) throws(FontError) {
    let size = style.paragraph.size
    let color = style.paragraph.color
    let (box, lastBaseline) = try formula.columnBox(
      in: setting.fonts, size: size, width: frame.width)
    let words = formula.words
    var line = SetLine()
    var numbers: [(box: MathBox, y: Double, words: String)] = []
    for (tag, y) in formula.tags(beside: box) {
      // The number of a formula in several lines stands at its last.
      let place = y == 0 ? lastBaseline : y
      numbers.append((try tag.box(in: setting.fonts, size: size), place, tag.words))
    }
    // Centred in the column; where a number would be touched, in the room beside it.
    let room = frame.width - (numbers.map { $0.box.width + size }.max() ?? 0)
    let x = max(0, min((frame.width - box.width) / 2, room - box.width))
    line.items.append(
      .formula(box.items(at: Point(x, 0), color: color), words: words, link: nil))
    (line.ascent, line.depth) = (box.height, box.depth)
    line.width = x + box.width
    line.text = words
    let isBeside = box.width <= room
    if isBeside {
      for number in numbers {
        line.append(number.box, y: number.y, number.words, in: frame.width, color: color)
      }
    }
    append(
      [line], style.paragraph, .formula(words: words), in: frame, above: style.displaySpace,
      startsBlock: true)
    // A display belongs to the text before it.
    if let last = lines.indices.last, last > 0 { lines[last].breakCost = ColumnLine.never }
    for number in isBeside ? [] : numbers {
      var below = SetLine()
      below.append(number.box, y: 0, number.words, in: frame.width, color: color)
      append(
        [below], style.paragraph, .formula(words: words), in: frame, above: 0, startsBlock: false)
      if let last = lines.indices.last { lines[last].breakCost = ColumnLine.never }
    }
    spaceBelow = style.displaySpace
  }
}

extension SetLine {
  /// Moves what stands in the line to the right.
  fileprivate mutating func move(x: Double) {
    let offset = Point(x, 0)
    items = items.map { item in
      switch item {
      case .text(let run, let link): .text(run.moved(by: offset), link: link)
      case .mark(let run, let note): .mark(run.moved(by: offset), note)
      case .formula(let items, let words, let link):
        .formula(items.map { $0.moved(by: offset) }, words: words, link: link)
      }
    }
    links = links.map { Link(area: $0.area.moved(by: offset), target: $0.target) }
    width += x
  }

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
