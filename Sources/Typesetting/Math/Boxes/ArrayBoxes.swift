import Drawing

extension Setter {
  /// How the rows and columns of an array are set.
  private struct Layout {
    var style: MathStyle
    /// The distance of baselines, in points.
    var baselineSkip: Double
    /// The least distance of ink between rows when the baselines must give way.
    var leastGap: Double
    /// The share of the baseline distance that a row takes above and below its baseline at least.
    var strut: (height: Double, depth: Double)
    /// The space between columns: one entry, or two in turn.
    var columnSpace: [Double]
    /// The space outside the first and last column.
    var margin: Double
  }

  private func layout(of array: MathArray, _ style: MathStyle) -> Layout {
    // LaTeX's \baselineskip is 1.2 times the size; its strut is 0.7 and 0.3 of that.
    let skip = 1.2 * size
    let strut = (height: 0.7 * skip, depth: 0.3 * skip)
    switch array.kind {
    case .matrix:
      return Layout(
        style: .text, baselineSkip: skip, leastGap: 0, strut: strut, columnSpace: [size],
        margin: 0)
    case .array:
      return Layout(
        style: .text, baselineSkip: skip, leastGap: 0, strut: strut, columnSpace: [size],
        margin: 0.5 * size)
    case .cases:
      return Layout(
        style: .text, baselineSkip: 1.2 * skip, leastGap: 0,
        strut: (1.2 * strut.height, 1.2 * strut.depth), columnSpace: [size], margin: 0)
    case .smallMatrix:
      return Layout(
        style: .script, baselineSkip: 0.6 * size, leastGap: 0.15 * size, strut: (0, 0),
        columnSpace: [5.0 / 18 * em(.script)], margin: 0)
    case .substack:
      return Layout(
        style: MathStyle(max(style.level, .script), cramped: true), baselineSkip: 0.7 * size,
        leastGap: 0.15 * size, strut: (0, 0), columnSpace: [0], margin: 0)
    case .aligned, .gathered:
      // amsmath opens the lines of displays by \jot, 3 pt at 10 pt.
      return Layout(
        style: .display, baselineSkip: skip + 0.3 * size, leastGap: 0.1 * size + 0.3 * size,
        strut: strut, columnSpace: [0, 2 * size], margin: 0)
    }
  }

  /// Rows and columns of formulas, centred on the axis, with their delimiters.
  mutating func arrayBox(_ array: MathArray, _ style: MathStyle) throws(FontError) -> Box {
    let mark = empty()
    let leftReading = nextReading()
    var grid = try rowsBox(array, layout(of: array, style))
    grid = centred(grid, style)
    let rightReading = nextReading()
    guard array.left != nil || array.right != nil else { return grid }
    let size = delimiterSize(for: grid, style)
    let left = try delimiterBox(array.left, size: size, style, reading: leftReading)
    move(grid, x: left.width)
    let right = try delimiterBox(array.right, size: size, style, reading: rightReading)
    move(right, x: left.width + grid.width)
    var row = box(since: mark)
    row.width = left.width + grid.width + right.width
    row.height = max(grid.height, left.height, right.height)
    row.depth = max(grid.depth, left.depth, right.depth)
    return row
  }

  private mutating func centred(_ grid: Box, _ style: MathStyle) -> Box {
    var grid = grid
    raise(&grid, by: axis(style) - (grid.height - grid.depth) / 2)
    return grid
  }

  /// The grid, the baseline at the first row's.
  private mutating func rowsBox(
    _ array: MathArray, _ layout: Layout
  ) throws(FontError) -> Box {
    let mark = empty()
    var cells: [[Box]] = []
    var widths = [Double](repeating: 0, count: array.columns.count)
    for row in array.rows {
      var boxes: [Box] = []
      for (column, cell) in row.cells.enumerated() {
        let box = try cellBox(cell, column, array, layout)
        widths[column] = max(widths[column], box.width)
        boxes.append(box)
      }
      cells.append(boxes)
    }
    var grid = mark
    var y = 0.0
    var previousDepth = 0.0
    for (index, boxes) in cells.enumerated() {
      let height = max(layout.strut.height, boxes.map(\.height).max() ?? 0)
      let depth = max(layout.strut.depth, boxes.map(\.depth).max() ?? 0)
      if index == 0 {
        grid.height = height
      } else {
        let gap = array.rows[index - 1].extraSpace
        y -= max(layout.baselineSkip, previousDepth + height + layout.leastGap) + gap
      }
      place(boxes, widths, array.columns, layout, y: y)
      grid.depth = depth - y
      previousDepth = depth
    }
    grid.width = position(of: widths.count, widths, layout) + layout.margin
    grid.glyphs = mark.glyphs.lowerBound..<glyphs.count
    grid.rules = mark.rules.lowerBound..<rules.count
    return grid
  }

  /// A cell; in aligned rows, a relation that begins a left-aligned column keeps its space, as if
  /// something stood before it.
  private mutating func cellBox(
    _ cell: MathList, _ column: Int, _ array: MathArray, _ layout: Layout
  ) throws(FontError) -> Box {
    let isContinued = array.kind == .aligned && !column.isMultiple(of: 2)
    return try box(of: cell, layout.style, after: isContinued ? .ordinary : nil)
  }

  private mutating func place(
    _ boxes: [Box], _ widths: [Double], _ columns: [MathArray.Alignment], _ layout: Layout,
    y: Double
  ) {
    for (column, box) in boxes.enumerated() {
      let room = widths[column] - box.width
      let indent: Double =
        switch columns[column] {
        case .left: 0
        case .center: room / 2
        case .right: room
        }
      move(box, x: position(of: column, widths, layout) + indent, y: y)
    }
  }

  /// The left edge of a column.
  private func position(of column: Int, _ widths: [Double], _ layout: Layout) -> Double {
    var x = layout.margin
    for before in 0..<column {
      x += widths[before]
      if before + 1 < widths.count {
        x += layout.columnSpace[before % layout.columnSpace.count]
      }
    }
    return x
  }
}
