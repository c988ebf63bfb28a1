import Drawing

extension Setter {
  /// How the rows and columns of an array are set.
  private struct Layout {
    var style: MathStyle
    /// The distance of baselines, in points.
    var baselineSkip: Double
    /// The least distance between rows; nearer ones are set `lineSkip` apart.
    var lineSkipLimit = 0.0
    var lineSkip = 0.0
    /// The height and depth that every row has at least.
    var strut = (height: 0.0, depth: 0.0)
    /// The space between columns: one entry, or two in turn.
    var columnSpace: [Double]
    /// The space left and right of the columns.
    var margin = (left: 0.0, right: 0.0)
  }

  /// The measures of LaTeX's arrays and amsmath's alignments, which are lengths for 10 pt there
  /// and grow with the size here.
  private func layout(of array: MathArray) -> Layout {
    // LaTeX's \baselineskip is 1.2 times the size; its strut is 0.7 and 0.3 of that.
    let skip = 1.2 * size
    let strut = (height: 0.7 * skip, depth: 0.3 * skip)
    let thin = 3.0 / 18 * size
    switch array.kind {
    case .matrix:
      return Layout(style: .text, baselineSkip: 0, strut: strut, columnSpace: [size])
    case .array:
      return Layout(
        style: .text, baselineSkip: 0, strut: strut, columnSpace: [size],
        margin: (size / 2, size / 2))
    case .cases:
      // \arraystretch is 1.2.
      return Layout(
        style: .text, baselineSkip: 0, strut: (1.2 * strut.height, 1.2 * strut.depth),
        columnSpace: [size])
    case .smallMatrix:
      return Layout(
        style: .script, baselineSkip: 0.6 * size, lineSkipLimit: 0.15 * size,
        lineSkip: 0.15 * size, columnSpace: [5.0 / 18 * size], margin: (thin, thin))
    case .substack:
      let gap = constant(.stackGapMin, .script)
      return Layout(
        style: .script,
        baselineSkip: constant(.stackTopShiftUp, .script)
          + constant(.stackBottomShiftDown, .script),
        lineSkipLimit: gap, lineSkip: gap, columnSpace: [0])
    case .aligned, .gathered:
      // \openup\jot: 3 pt more everywhere. `aligned` and `gathered` begin with a thin space.
      let isInner = array.name == "aligned" || array.name == "gathered"
      return Layout(
        style: .display, baselineSkip: skip + 0.3 * size, lineSkipLimit: 0.3 * size,
        lineSkip: 0.4 * size, strut: strut, columnSpace: [0, size],
        margin: (isInner ? thin : 0, 0))
    }
  }

  /// Rows and columns of formulas, centred on the axis, with their delimiters.
  mutating func arrayBox(_ array: MathArray, _ style: MathStyle) throws(FontError) -> Box {
    var row = empty()
    let leftReading = nextReading()
    var grid = try rowsBox(array, layout(of: array))
    raise(&grid, by: axis(style) - (grid.height - grid.depth) / 2)
    let rightReading = nextReading()
    guard array.left != nil || array.right != nil else { return grid }
    let size = delimiterSize(for: grid, style)
    append(try delimiterBox(array.left, size: size, style, reading: leftReading), to: &row)
    append(grid, to: &row)
    append(try delimiterBox(array.right, size: size, style, reading: rightReading), to: &row)
    return row
  }

  /// The grid, the baseline at the first row's.
  private mutating func rowsBox(
    _ array: MathArray, _ layout: Layout
  ) throws(FontError) -> Box {
    var grid = empty()
    var cells: [[Box]] = []
    var widths = [Double](repeating: 0, count: array.columns.count)
    for row in array.rows {
      var boxes: [Box] = []
      for (column, cell) in row.cells.enumerated() {
        // In aligned rows, a relation that begins a left-aligned column keeps its space, as if
        // something stood before it.
        let isContinued = array.kind == .aligned && !column.isMultiple(of: 2)
        let box = try box(of: cell, layout.style, after: isContinued ? .ordinary : nil)
        widths[column] = max(widths[column], box.width)
        boxes.append(box)
      }
      cells.append(boxes)
    }
    var y = 0.0
    var previousDepth = 0.0
    for (index, boxes) in cells.enumerated() {
      let height = max(layout.strut.height, boxes.map(\.height).max() ?? 0)
      let depth = max(layout.strut.depth, boxes.map(\.depth).max() ?? 0)
      if index == 0 {
        grid.height = height
      } else {
        let ink = previousDepth + height
        // The tolerance is for rounding: plain rows are just as far apart as the limit.
        let isNear = layout.baselineSkip - ink < layout.lineSkipLimit - 1e-9 * size
        y -= isNear ? ink + layout.lineSkip : layout.baselineSkip
        y -= array.rows[index - 1].extraSpace
      }
      place(boxes, widths, array.columns, layout, y: y)
      grid.depth = depth - y
      previousDepth = depth
    }
    grid.width = position(of: widths.count, widths, layout) + layout.margin.right
    extend(&grid)
    return grid
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
    var x = layout.margin.left
    for before in 0..<column {
      x += widths[before]
      if before + 1 < widths.count {
        x += layout.columnSpace[before % layout.columnSpace.count]
      }
    }
    return x
  }
}
