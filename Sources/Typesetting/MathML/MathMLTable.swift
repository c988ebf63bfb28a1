import Drawing

extension MathMLWriter {
  mutating func table(
    _ array: MathArray, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let layout = TableLayout(array, place.style, scale: em(at: .script) / size)
    let rows = try array.rows.map { (row) throws(FontError) in
      var cells: [MathMLElement] = []
      for column in row.cells.indices {
        cells.append(try self.cell(column, of: row, in: array, layout, place))
      }
      return MathMLElement("mtr", [:], cells)
    }
    return MathMLElement("mtable", [:], rows)
  }

  /// A cell with the space before its column and, in the first, a strut that keeps rows apart.
  private mutating func cell(
    _ column: Int, of row: MathArray.Row, in array: MathArray, _ layout: TableLayout,
    _ place: Place
  ) throws(FontError) -> MathMLElement {
    let cellPlace = Place(style: layout.style, isDisplay: false, level: place.style.level)
    var parts: [MathMLElement] = []
    let before = column == 0 ? layout.margin.left : layout.gap(before: column)
    if before > 0 { parts.append(.space(before)) }
    if column == 0 {
      let depth = layout.strut.depth + row.extraSpace / size
      parts.append(
        MathMLElement(
          "mspace",
          [
            "width": "0", "height": MathMLElement.length(layout.strut.height),
            "depth": MathMLElement.length(depth),
          ]))
    }
    // In aligned rows a relation that begins a left-aligned column keeps its space.
    let isContinued = array.kind == .aligned && !column.isMultiple(of: 2)
    parts.append(
      try element(
        row.cells[column], settledPlace(cellPlace), after: isContinued ? .ordinary : nil))
    if column == array.columns.count - 1, layout.margin.right > 0 {
      parts.append(.space(layout.margin.right))
    }
    let content = changed(MathMLElement("mrow", [:], parts), cellPlace)
    var cell = MathMLElement("mtd", [:], content.contents)
    let (mark, padding) = layout.isOpen ? (" j", ".1em 0 .3em") : ("", "0")
    switch array.columns[column] {
    case .left: setStyle(&cell, "l" + mark, "padding:\(padding);text-align:left")
    case .center: setStyle(&cell, "x" + mark, "padding:\(padding)")
    case .right: setStyle(&cell, "r" + mark, "padding:\(padding);text-align:right")
    }
    return cell
  }

  /// The spaces of an array, in ems of its cells; the same as those of the boxes.
  private struct TableLayout {
    var style: MathStyle
    var strut: (height: Double, depth: Double)
    /// Whether high rows keep 0.4 em apart, as `\openup\jot` does; the strut is less by as much.
    var isOpen = false
    var margin = (left: 0.0, right: 0.0)
    private var gaps: [Double]

    /// The scale is the size of scripts in the browser, as a part of text.
    init(_ array: MathArray, _ outer: MathStyle, scale: Double) {
      let skip = 1.2
      switch array.kind {
      case .matrix, .array:
        style = .text
        strut = (0.7 * skip, 0.3 * skip)
        gaps = [1]
        if array.kind == .array { margin = (0.5, 0.5) }
      case .cases:
        style = .text
        strut = (0.84 * skip, 0.36 * skip)
        gaps = [1]
      case .smallMatrix:
        style = .script
        strut = (0.6, 0.25)
        gaps = [5.0 / 18 / scale]
        margin = (3.0 / 18 / scale, 3.0 / 18 / scale)
      case .substack:
        style = MathStyle(max(outer.level, .script), cramped: true)
        strut = (0.65, 0.25)
        gaps = [0]
      case .aligned, .gathered:
        style = .display
        strut = (0.7 * skip - 0.1, 0.3 * skip)
        isOpen = true
        gaps = [0, 1]
        // `aligned` and `gathered` begin with a thin space, displays of their own do not.
        if array.name == "aligned" || array.name == "gathered" { margin.left = 3.0 / 18 }
      }
    }

    func gap(before column: Int) -> Double { gaps[(column - 1) % gaps.count] }
  }
}
