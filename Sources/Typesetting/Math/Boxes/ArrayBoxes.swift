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
    /// The room above and below each row.
    var padding = 0.0
    /// Whether rows higher than their struts are kept apart, as TeX's arrays do not.
    var isTight = false
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
      return Layout(
        style: .text, baselineSkip: 0, strut: strut, columnSpace: [size], isTight: true)
    case .array:
      return Layout(
        style: .text, baselineSkip: 0, strut: strut, columnSpace: [size],
        margin: (size / 2, size / 2), isTight: true)
    case .cases:
      // \arraystretch is 1.2.
      return Layout(
        style: array.name == "dcases" ? .display : .text, baselineSkip: 0,
        strut: (1.2 * strut.height, 1.2 * strut.depth), columnSpace: [size], isTight: true)
    case .boxed:
      // \fboxsep is 3 pt.
      return Layout(
        style: .display, baselineSkip: 0, columnSpace: [0], margin: (0.3 * size, 0.3 * size),
        padding: 0.3 * size)
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
    // What stands in a box keeps its baseline.
    if array.kind != .boxed { raise(&grid, by: axis(style) - (grid.height - grid.depth) / 2) }
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
        widths[column] = max(widths[column], box.width + array.indent(ofRow: cells.count) * size)
        boxes.append(box)
      }
      cells.append(boxes)
    }
    let gaps = layout.isTight ? rowGaps(cells, layout) : []
    var y = 0.0
    var previousDepth = 0.0
    // Where rules can stand: above the first row, between rows, below the last.
    var edges: [Double] = []
    for (index, boxes) in cells.enumerated() {
      let height = max(layout.strut.height, boxes.map(\.height).max() ?? 0) + layout.padding
      var depth = max(layout.strut.depth, boxes.map(\.depth).max() ?? 0) + layout.padding
      if gaps.indices.contains(index) { depth += gaps[index] }
      if index == 0 {
        grid.height = height
      } else {
        let ink = previousDepth + height
        // The tolerance is for rounding: plain rows are just as far apart as the limit.
        let isNear = layout.baselineSkip - ink < layout.lineSkipLimit - 1e-9 * size
        y -= isNear ? ink + layout.lineSkip : layout.baselineSkip
        y -= array.rows[index - 1].extraSpace
      }
      edges.append(y + height)
      place(boxes, widths, row: index, of: array, layout, y: y)
      grid.depth = depth - y
      previousDepth = depth
    }
    grid.width = position(of: widths.count, widths, layout) + layout.margin.right
    edges.append(-grid.depth)
    appendRules(array, edges, widths, layout, width: grid.width)
    extend(&grid)
    return grid
  }

  /// The rules of an array, 0.4 pt thick at 10 pt.
  private mutating func appendRules(
    _ array: MathArray, _ edges: [Double], _ widths: [Double], _ layout: Layout, width: Double
  ) {
    let thickness = 0.04 * size
    for line in array.lines.sorted() where edges.indices.contains(line) {
      appendRule(
        x: 0, y: edges[line] - thickness / 2, width: width, height: thickness, source: array.range)
    }
    guard let top = edges.first, let bottom = edges.last else { return }
    for bar in array.bars.sorted() where bar <= widths.count {
      let x =
        switch bar {
        case 0: thickness / 2
        case widths.count: width - thickness / 2
        default: position(of: bar, widths, layout) - layout.columnSpace[0] / 2
        }
      appendRule(
        x: x - thickness / 2, y: bottom, width: thickness, height: top - bottom,
        source: array.range)
    }
  }

  /// The room to add below each row of an array where cells of a column would come nearer to each
  /// other than 0.1 em: as much as sets them 0.2 em apart (TeX's \lineskiplimit and \lineskip, which
  /// its arrays do without).
  private func rowGaps(_ rows: [[Box]], _ layout: Layout) -> [Double] {
    zip(rows, rows.dropFirst()).map { upper, lower in
      let distance =
        max(layout.strut.depth, upper.map(\.depth).max() ?? 0)
        + max(layout.strut.height, lower.map(\.height).max() ?? 0)
      let nearest = zip(upper, lower).map { distance - $0.depth - $1.height }.min() ?? distance
      return nearest < 0.1 * size - 1e-9 ? 0.2 * size - nearest : 0
    }
  }

  /// The room to add below each row of an array, in points.
  mutating func rowGaps(_ array: MathArray) throws(FontError) -> [Double] {
    let layout = layout(of: array)
    guard layout.isTight else { return [] }
    var rows: [[Box]] = []
    for row in array.rows {
      var boxes: [Box] = []
      for cell in row.cells { boxes.append(try box(of: cell, layout.style)) }
      rows.append(boxes)
    }
    return rowGaps(rows, layout)
  }

  private mutating func place(
    _ boxes: [Box], _ widths: [Double], row: Int, of array: MathArray, _ layout: Layout,
    y: Double
  ) {
    for (column, box) in boxes.enumerated() {
      let room = widths[column] - box.width
      let indent: Double =
        switch array.alignment(ofRow: row, column: column) {
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
