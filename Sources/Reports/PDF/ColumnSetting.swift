import Drawing

extension HandoutSetter {
  /// Between two columns, in points.
  private static let columnGap = 18.0

  /// Sets parts side by side, all on one page.
  mutating func columns(
    _ environment: Block.Environment, _ block: Block, in place: Place
  ) throws {
    let count = Double(environment.content.count)
    let width = (place.width - Self.columnGap * (count - 1)) / count
    let (start, followsHeading) = (items.count, keepsWithNext)
    // Baselines, and what lies lowest, below the first baseline of the first column.
    var (baseline, lowest) = (0.0, 0.0)
    // Where each column begins, and how far below the top of the first its ink ends.
    var columns: [(first: Int, end: Double)] = []
    for (index, column) in environment.content.enumerated() {
      var inner = place
      inner.x += Double(index) * (width + Self.columnGap)
      inner.width = width
      inner.levels.append(next(Structure(.section)))
      let first = items.count
      if index > 0 { spaceBelow = 0 }
      try set([column], in: inner)
      for item in items.indices[first...] {
        items[item].growth = nil
        guard item > start else { continue }
        items[item].breakCost = FlowItem.whole
        if item == first {
          // Beside the first column: back to its top.
          let back = items[first].ascent - items[start].ascent - baseline
          items[first].spaceAbove = 0
          items[first].spaceAbove = back - items[first].distance(below: items[first - 1])
        }
        baseline += items[item].distance(below: items[item - 1])
        lowest = max(lowest, baseline + items[item].depth)
      }
      if first == start { lowest = max(lowest, items.last?.depth ?? 0) }
      if items.indices.contains(first), let last = items.last {
        columns.append((first, items[start].ascent + baseline + last.depth))
      }
    }
    guard items.indices.contains(start) else { return }
    let height = items[start].ascent + lowest
    let notes = items[start...].reduce(0) { $0 + $1.noteHeight }
    guard height <= 0.9 * measures.textHeight,
      notes == 0 || height + notes + PageBreaker.noteSpace <= measures.textHeight
    else {
      throw LineError(
        block.line,
        "the columns are higher than the page\(notes > 0 ? " with their notes" : ""); divide them")
    }
    // A picture stays with the text before it, but what is high would take that to the next page.
    if !followsHeading, height > 0.4 * measures.textHeight { items[start].breakCost = 0 }
    // What follows stands below the longest column.
    var end = FlowItem(ascent: 0, levels: [], draw: { _ in [] })
    end.spaceAbove = lowest - baseline - (items.last?.depth ?? 0)
    end.breakCost = FlowItem.whole
    if slide != nil {
      // On a slide each stands in the middle of the highest.
      var above = 0.0
      for column in columns {
        let shift = max(0, (items[start].ascent + lowest - column.end) / 2)
        items[column.first].spaceAbove += shift - above
        above = shift
      }
      end.spaceAbove -= above
    }
    add(end)
    spaceBelow = style.paragraphSpace
  }
}

extension QRCode {
  /// The modules as drawn in a square, dark on white: runs of a row together.
  func modules(in corner: Point, side size: Double) -> [SceneItem] {
    let step = size / Double(side)
    var path = Path()
    for row in 0..<side {
      var column = 0
      while column < side {
        guard self[row, column] else {
          column += 1
          continue
        }
        let end = (column..<side).first { !self[row, $0] } ?? side
        path.elements +=
          Path.rectangle(
            Rect(
              minX: corner.x + Double(column) * step, minY: corner.y + Double(row) * step,
              maxX: corner.x + Double(end) * step, maxY: corner.y + Double(row + 1) * step)
          ).elements
        column = end
      }
    }
    return [.path(path, Style(fill: HandoutSetter.Ink.black))]
  }
}
