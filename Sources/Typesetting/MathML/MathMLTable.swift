import Drawing

extension MathMLWriter {
  mutating func table(
    _ array: MathArray, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let layout = TableLayout(array, place.style, scale: em(at: .script) / size)
    var setter = fonts.map { Setter(fonts: $0, size: size) }
    let gaps = try setter?.rowGaps(array) ?? []
    var rows: [MathMLElement] = []
    for row in array.rows.indices {
      var cells: [MathMLElement] = []
      let gap = gaps.indices.contains(row) ? gaps[row] / size : 0
      for column in array.rows[row].cells.indices {
        cells.append(try self.cell(column, ofRow: row, in: array, layout, gap: gap, place))
      }
      rows.append(MathMLElement("mtr", [:], cells))
    }
    return MathMLElement("mtable", [:], rows)
  }

  /// A cell with the space before its column and, in the first, a strut that keeps rows apart.
  private mutating func cell(
    _ column: Int, ofRow number: Int, in array: MathArray, _ layout: TableLayout, gap: Double,
    _ place: Place
  ) throws(FontError) -> MathMLElement {
    let row = array.rows[number]
    let cellPlace = Place(style: layout.style, isDisplay: false, level: place.style.level)
    var parts: [MathMLElement] = []
    // Borders take their width from the space.
    let rule = 0.04
    let isLast = column == array.columns.count - 1
    // A rule stands in the middle of the space between its columns.
    func isBarred(_ column: Int) -> Bool {
      array.bars.contains(column) && (1..<array.columns.count).contains(column)
    }
    let alignment = array.alignment(ofRow: number, column: column)
    let indent = array.indent(ofRow: number)
    let before =
      (column == 0 ? layout.margin.left : layout.gap(before: column) / (isBarred(column) ? 2 : 1))
      + (alignment == .right ? indent : 0) - (array.bars.contains(column) ? rule : 0)
    if before > 0 { parts.append(.space(before)) }
    if column == 0 {
      let high = gap > 0 ? try self.depth(of: row, layout.style) : 0
      let depth = max(layout.strut.depth, high) + gap + row.extraSpace / size
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
    let after =
      (isLast
        ? layout.margin.right : isBarred(column + 1) ? layout.gap(before: column + 1) / 2 : 0)
      + (alignment == .left ? indent : 0) - (isLast && array.bars.contains(column + 1) ? rule : 0)
    if after > 0 { parts.append(.space(after)) }
    let content = changed(MathMLElement("mrow", [:], parts), cellPlace)
    var cell = MathMLElement("mtd", [:], content.contents)
    var (mark, padding) = layout.isOpen ? (" j", ".1em 0 .3em") : ("", "0")
    for (side, letter, isRuled) in [
      ("left", "v", array.bars.contains(column)),
      ("right", "z", column + 1 == array.columns.count && array.bars.contains(column + 1)),
      ("top", "t", array.lines.contains(number)),
      ("bottom", "u", number + 1 == array.rows.count && array.lines.contains(number + 1)),
    ] where isRuled {
      mark += " " + letter
      padding += ";border-\(side):.04em solid"
    }
    switch alignment {
    case .left: setStyle(&cell, "l" + mark, "padding:\(padding);text-align:left")
    case .center: setStyle(&cell, "x" + mark, "padding:\(padding)")
    case .right: setStyle(&cell, "r" + mark, "padding:\(padding);text-align:right")
    }
    return cell
  }

  /// How deep the cells of a row are, in ems.
  private func depth(of row: MathArray.Row, _ style: MathStyle) throws(FontError) -> Double {
    guard let fonts else { return 0 }
    var deepest = 0.0
    for cell in row.cells {
      var setter = Setter(fonts: fonts, size: 1)
      deepest = max(deepest, try setter.box(of: cell, style).depth)
    }
    return deepest
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
      case .boxed:
        style = .display
        strut = (0, 0)
        gaps = [0]
      case .cases:
        style = array.name == "dcases" ? .display : .text
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
