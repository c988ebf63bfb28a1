import Drawing
import Typesetting

/// The widths of a table's columns and the size of its type.
private struct TableLayout {
  var widths: [Double]
  var scale: Double
  /// Between two columns.
  var gap: Double

  static let widestGap = 24.0

  /// The widest type in which the columns have room: by their needs, first with whole words, then
  /// with long words broken.
  ///
  /// - Parameter extents: For a scale, and where long words may be broken, the least width of each
  ///   column, that of its cells in one line each, and that with its head in one line too: heads take
  ///   what the cells leave.
  /// - Returns: nil where not even the smallest type is small enough.
  init?(
    width: Double,
    extents: (Double, Bool) throws -> [(least: Double, whole: Double, headed: Double)]
  ) rethrows {
    for (scale, breaksWords, leastGap) in [
      (1, false, 10.0), (0.9, false, 10), (0.8, false, 8), (0.7, false, 6), (1, true, 10),
      (0.85, true, 8), (0.7, true, 5), (0.62, true, 4),
    ] {
      let columns = try extents(scale, breaksWords)
      let between = Double(max(columns.count - 1, 1))
      let room = width - leastGap * between
      let (least, cells, whole) = columns.reduce((0, 0, 0)) {
        ($0.0 + $1.least, $0.1 + $1.whole, $0.2 + $1.headed)
      }
      guard least <= room else { continue }
      let share = cells > least ? min((room - least) / (cells - least), 1) : 1
      let rest = whole > cells ? min(max(room - cells, 0) / (whole - cells), 1) : 0
      // A hair more than its words need, so that no rounding breaks them.
      self.widths = columns.map {
        $0.least + share * ($0.whole - $0.least) + rest * ($0.headed - $0.whole) + 0.01
      }
      self.scale = scale
      gap = min(max((width - whole) / between, leastGap), TableLayout.widestGap)
      return
    }
    return nil
  }
}

extension HandoutSetter {
  /// Sets a table, columns as wide as they need, words aligned as the source says.
  mutating func table(_ table: Block.Table, _ block: Block, in place: Place) throws {
    let rows = table.rows.map { row in row.map { parts($0) } }
    func look(_ scale: Double, isHead: Bool) -> ParagraphStyle {
      var look = style.paragraph
      look.size *= scale
      look.leading *= scale
      look.alignment = .left
      if isHead { look.face = .bold }
      return look
    }
    let count = rows.map(\.count).max() ?? 0
    // Boxes reach half a gap beyond their words.
    let room = place.width - (table.isForm ? TableLayout.widestGap : 0)
    let layout = try TableLayout(width: room) { scale, breaksWords in
      var extents = Array(repeating: (least: 0.0, whole: 0.0, headed: 0.0), count: count)
      for (index, row) in rows.enumerated() {
        for (column, cell) in row.enumerated() {
          let extent = try extent(of: cell, look(scale, isHead: index == 0), breaksWords)
          let least = table.isForm ? max(extent.least, 2 * style.paragraph.size) : extent.least
          let beside =
            try index == 0 ? 0 : decimalRoom(after: cell, table, column, look(scale, isHead: false))
          extents[column].least = max(extents[column].least, least + beside)
          let whole = max(extent.whole + beside, least)
          extents[column].whole = max(extents[column].whole, index == 0 ? least : whole)
          extents[column].headed = max(extents[column].headed, whole)
        }
      }
      return extents
    }
    let isTooWide = LineError(
      block.line,
      "a table of \(count) columns is wider than the paper; divide it, or exchange rows and columns"
    )
    guard let layout else { throw isTooWide }
    var place = place
    if slide != nil {
      let width = layout.widths.reduce(0, +) + layout.gap * Double(max(count - 1, 0))
      place.x += max(0, (place.width - width) / 2)
      place.width = width
    }
    let level = next(Structure(.table, destination: document.meanings.anchors[block.id]))
    let first = items.count
    if let number = document.meanings.numbers[block.id] {
      let label = TextPart.text(
        "\(document.word(.table)) \(number). ", slide == nil ? .bold : .regular)
      var outer = place
      outer.levels.append(level)
      if slide != nil, outer.width < 300 {
        // A caption is no narrower than on screens.
        outer.x = max(0, outer.x - (300 - outer.width) / 2)
        outer.width = 300
      }
      try paragraph(
        [label] + parts(table.caption), in: outer, space: 8, look: captionLook, as: .caption)
      spaceBelow = 4
    }
    let toFill = try toFill(isMarked: true)
    let space = [(text: "\u{A0}", style: TextStyle.regular)]
    var head: FlowItem?
    var before = 1
    for (index, row) in rows.enumerated() {
      let look = look(layout.scale, isHead: index == 0)
      var cells: [[SetLine]] = []
      for (column, cell) in row.enumerated() {
        // An empty cell is a cell too, and nothing that has no glyph is in the structure of a PDF.
        cells.append(
          !cell.isEmpty
            ? try lines(cell, look, width: layout.widths[column])
            : [table.isForm ? toFill : try setting.verbatimLine(space, style: look)])
      }
      // A word that cannot be divided may reach into the gap, but not over what stands beside it.
      for (lines, width) in zip(cells, layout.widths)
      where lines.contains(where: { $0.width > width + layout.gap - 1 }) {
        throw isTooWide
      }
      // Rows of several lines are further apart than these.
      let count = cells.map(\.count).max() ?? 1
      let air = max(count, index > 1 ? before : 1) > 1 ? 0.45 * look.leading : 0
      before = count
      let above = index == 0 ? max(8, spaceBelow) : max(index == 1 ? 4 : 0, air)
      let beside = try row.indices.map { column in
        try index == 0 ? 0 : decimalRoom(after: row[column], table, column, look)
      }
      var item = try rowItem(
        cells, table, layout, look, beside, isHead: index == 0, above: above, place, level)
      item.breakCost = index == 0 ? 0 : 50
      if index == 0, !table.isForm { head = item }
      if index > 0, let head {
        item.continued = (
          head.ascent + item.distance(below: head) - item.spaceAbove + 4 - item.ascent,
          { top in
            let place = Point(top.x, top.y + head.ascent)
            // What is repeated is not read again.
            let words = head.draw(place).rewritten { item in
              guard case .group(var group) = item else { return item }
              group.structure = nil
              return .group(group)
            }
            return words + head.furniture(place)
          }
        )
      }
      for line in cells.joined() { item.notes += try notes(calledIn: line) }
      guard item.ascent + item.depth + item.noteHeight <= 0.9 * measures.textHeight else {
        throw LineError(
          block.line, "a row of the table is higher than the page; divide what its cells hold")
      }
      add(item)
    }
    keepRows(from: first)
    spaceBelow = 10
  }

  /// Keeps a table together where it takes less than a third of a page; of a longer one the caption,
  /// the head and two rows, and the last two rows.
  private mutating func keepRows(from first: Int) {
    guard first < items.count else { return }
    let isShort = FlowItem.height(items[first...]) < measures.textHeight / 3
    let rows = items.indices[first...].filter { items[$0].levels.last?.structure.kind == .row }
    let divisible = isShort ? [] : Set(rows.dropFirst(3).dropLast())
    for index in items.indices[first...].dropFirst() where !divisible.contains(index) {
      items[index].breakCost = FlowItem.never
    }
  }

  /// The least and the whole width of a cell: lines to write on are as short as they may be, and
  /// words broken where they may; a formula never is.
  private func extent(
    of cell: [TextPart], _ look: ParagraphStyle, _ breaksWords: Bool
  ) throws -> (least: Double, whole: Double) {
    var extent = try setting.extent(of: cell, style: look)
    if cell.contains(where: \.isRoom) {
      extent.least = try setting.extent(of: shortened(cell), style: look).least
    }
    guard breaksWords else { return extent }
    // A word of twelve letters is never broken.
    extent.least = min(extent.least, 6 * look.size)
    for case .formula(let formula, let link) in cell
    where !TextPart.formula(formula, link: link).isRoom {
      extent.least = max(
        extent.least, try setting.extent(of: [.formula(formula)], style: look).least)
    }
    return extent
  }

  /// The lines of a cell; those to write on are shorter where its column is narrow.
  private func lines(
    _ cell: [TextPart], _ look: ParagraphStyle, width: Double
  ) throws -> [SetLine] {
    guard cell.contains(where: \.isRoom) else {
      return try setting.lines(cell, style: look, width: width)
    }
    let excess = try setting.extent(of: cell, style: look).least - width
    let fitting = excess > 0 ? try shortened(cell, by: excess) : cell
    let lines = try setting.lines(fitting, style: look, width: width)
    guard lines.contains(where: { $0.width > width }) else { return lines }
    return try setting.lines(shortened(cell), style: look, width: width)
  }

  /// A cell with shorter lines to write on; as short as they may be unless a length is given.
  private func shortened(_ cell: [TextPart], by excess: Double = .infinity) throws -> [TextPart] {
    try cell.map { part in
      guard part.isRoom else { return part }
      let width = try setting.extent(of: [part], style: style.paragraph).whole
      return Self.line(max(width - excess, min(width, Self.leastRoom))).map { .formula($0) } ?? part
    }
  }

  /// The room that a hand needs, in points: 8 mm.
  private static let leastRoom = 8 * 72 / 25.4

  /// The room to the right of a number, so that decimal signs stand below each other.
  private func decimalRoom(
    after cell: [TextPart], _ table: Block.Table, _ column: Int, _ look: ParagraphStyle
  ) throws -> Double {
    guard table.decimals(of: column) > 0, cell.plainText.contains(where: \.isNumber) else {
      return 0
    }
    let sign = document.language.decimalSign
    let own = Block.Table.decimals(of: cell.plainText, sign: sign)
    let missing = String(repeating: "0", count: table.decimals(of: column) - own)
    let all = own == 0 ? String(sign) + missing : missing
    return all.isEmpty ? 0 : try setting.extent(of: [.text(all)], style: look).whole
  }

  private mutating func rowItem(
    _ cells: [[SetLine]], _ table: Block.Table, _ layout: TableLayout,
    _ look: ParagraphStyle, _ beside: [Double], isHead: Bool, above: Double, _ place: Place,
    _ level: FlowItem.Level
  ) throws -> FlowItem {
    let leading = look.leading
    // Lines keep their distance, and more where a formula is higher.
    var placed: [[(line: SetLine, offset: Point)]] = []
    var x = table.isForm ? layout.gap / 2 : 0
    var depth = 0.0
    for (column, lines) in cells.enumerated() {
      var y = 0.0
      var own: [(line: SetLine, offset: Point)] = []
      for (number, line) in lines.enumerated() {
        if number > 0 { y += max(leading, lines[number - 1].depth + line.ascent + 0.1 * leading) }
        let missing = max(layout.widths[column] - line.width - beside[column], 0)
        let shift =
          switch table.alignment(of: column) {
          case .right: missing
          case .center: missing / 2
          case .none, .left: 0.0
          }
        own.append((line, Point(place.x + x + shift, y)))
      }
      depth = max(depth, y + (lines.last?.depth ?? 0))
      placed.append(own)
      x += layout.widths[column] + layout.gap
    }
    let length = x - layout.gap
    let kind: Structure.Kind = isHead ? .headCell : .cell
    let isToFill = cells.joined().contains(where: \.hasRoom)
    let filling = try isToFill ? toFill() : SetLine()
    var item = FlowItem(
      ascent: max(cells.compactMap { $0.first?.ascent }.max() ?? 0, 0.75 * look.size),
      depth: max(depth, 0.25 * look.size),
      leading: isToFill ? max(leading + 2, Self.leastRoom) : leading + 2,
      levels: place.levels + [level, next(Structure(.row))],
      draw: { origin in
        placed.map { lines in
          let content = lines.flatMap { line, offset in
            line.structured(
              at: Point(origin.x + offset.x, origin.y + offset.y), filling: filling)
          }
          return .group(
            Group(name: "cell", structure: Structure(kind), items: content.joinedWords))
        }
      })
    item.spaceAbove = above
    if table.isForm {
      item.spaceAbove = isHead ? above : 0
      item.leading = 0
      item.ascent = 1.3 * look.size
      item.depth = 0.6 * look.size
      let (ascent, depth) = (item.ascent, item.depth)
      item.furniture = { origin in
        var x = origin.x + place.x
        return layout.widths.map { width in
          let box = Rect(
            minX: x, minY: origin.y - ascent, maxX: x + width + layout.gap, maxY: origin.y + depth)
          x = box.maxX
          return .path(
            .rectangle(box), Style(stroke: Stroke(Ink.rule, width: 0.6, cap: .butt, join: .miter)))
        }
      }
      return item
    }
    let margin = marginRule(of: item, in: place)
    let bottom = item.depth
    item.furniture = { origin in
      guard isHead else { return margin(origin) }
      let y = origin.y + bottom + 3
      let start = Point(origin.x + place.x, y)
      return margin(origin) + [rule(from: start, to: Point(start.x + length, y), width: 0.6)]
    }
    return item
  }
}
