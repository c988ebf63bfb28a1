import Drawing
import Plotting
import Records

/// What several lines draw side by side, and what lies upon it.
extension Draft {
  /// Boxes of the values of each group; those of several lines stand side by side.
  mutating func boxes(
    _ drawing: Drawing, _ formulas: [Expression], _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let part = draft.part(of: drawing)
    var groupScope = scope
    groupScope.wantsColumn = true
    var values = try column(formulas[0], drawing, scope)
    var groups: [(name: String, place: Double)] = []
    var keys: [Double] = []
    if case .name(let name, _) = formulas[1], let words = texts[name] {
      keys = places(of: try chosen(words, drawing, scope), in: &draft)
    } else {
      keys = try column(formulas[1], drawing, groupScope)
      // Lines side by side have the groups of each of them.
      let all = try draft.sheet.drawings.map(\.drawing).filter { $0.word == "boxes" }.flatMap {
        try column(formulas[1], $0, groupScope)
      }
      let known = Set(all.filter(\.isDrawable)).sorted()
      try checkGroups(known.count, formulas[1], drawing)
      groups = Array(zip(shortNames(of: known), known))
      if case .name(let name, _) = formulas[1], let written = names.dates[name] {
        groups = known.map { (written[$0] ?? short($0), $0) }
      }
      let gaps = zip(groups, groups.dropFirst()).map { $1.place - $0.place }
      let isDated =
        if case .name(let name, _) = formulas[1] { self.names.dates[name] != nil } else { false }
      if draft.window == nil, let least = gaps.min(), let most = gaps.max(),
        isDated || draft.isLog.x || most > 3 * least
      {
        // Boxes at places that are spread like 0.01, 0.1, 1 would lie on each other.
        let names = Dictionary(groups.map { ($0.place, $0.name) }) { first, _ in first }
        keys = places(of: keys.map { names[$0] ?? "" }, in: &draft, known: groups.map(\.name))
      }
    }
    if !draft.groups.isEmpty {
      groups = draft.groups.enumerated().map { ($0.element, Double($0.offset + 1)) }
    }
    try sameCount([values, keys], drawing)
    try checkGroups(groups.count, formulas[1], drawing)
    let name = "boxes-\(count(of: "boxes"))"
    guard !isCheck else { return Shape() }
    var shape = Shape()
    let known = try whole([values, keys], formulas, drawing, name, &shape, scope)
    (values, keys) = (known[0], known[1])
    let places = groups.map(\.place)
    let gap = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 1
    let width = part.count == 1 ? Distributions.width : 0.8 / Double(part.count)
    let aside = width * gap * (Double(part.index) - Double(part.count - 1) / 2)
    let role = role(drawing)
    var samples: [Distributions.Sample] = []
    var (rows, outliers): ([[Double]], [[Double]]) = ([], [])
    for group in groups {
      let own = zip(values, keys).filter { $0.1 == group.place }.map(\.0).sorted()
      guard !own.isEmpty else { continue }
      samples.append(Distributions.Sample(group.name, own))
      let (q1, q2, q3) = (quantile(own, 0.25), quantile(own, 0.5), quantile(own, 0.75))
      let inside = own.filter { $0 >= q1 - 1.5 * (q3 - q1) && $0 <= q3 + 1.5 * (q3 - q1) }
      outliers += own.filter { $0 < inside.first ?? q1 || $0 > inside.last ?? q3 }
        .map { [group.place, $0] }
      rows.append(
        [group.place, Double(own.count), inside.first ?? q1, q1, q2, q3, inside.last ?? q3])
    }
    // Its width is in parts of the least distance of its own groups, which may be others' twice.
    let own = zip(rows, rows.dropFirst()).map { $1[0] - $0[0] }.min() ?? 1
    let mark = Distributions(
      at: rows.map { $0[0] + aside }, samples, .boxes, role,
      width: part.count == 1 ? width : 0.85 * width * gap / own, layer: layer, name: name)
    grow(&draft, mark.extent)
    grow(
      &draft,
      [
        Point((places.first ?? 0) - 0.5 * gap, rows.first?[4] ?? 0),
        Point((places.last ?? 0) + 0.5 * gap, rows.first?[4] ?? 0),
      ])
    shape.marks = [mark]
    shape.tables = [
      Table(name, ["group", "rows", "low", "quartile-1", "median", "quartile-3", "high"], rows),
      Table("\(name).outliers", ["group", "value"], outliers),
    ].filter { !$0.rows.isEmpty }
    shape.numbers += rows.map { row in
      let group = groups.first { $0.place == row[0] }?.name ?? short(row[0])
      return Quantity("\(name).median.\(group)", row[4])
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: rows.map { Point($0[0] + aside, $0[4]) }, scope)
    shape.words = .boxes(
      of: text(formulas[0]), by: text(formulas[1]), medians: rows.map { $0[4] },
      areDates: draft.dated.y)
    return shape
  }

  private func checkGroups(
    _ count: Int, _ formula: Expression, _ drawing: Drawing
  ) throws(Fault) {
    // Which rows are chosen is known when all is computed.
    guard count <= 60 || isCheck && !drawing.rows.isEmpty else {
      throw Fault(
        formula.place ?? drawing.place,
        "\(count) groups are too many for boxes; give a column with at most 60 values")
    }
  }

  /// How far aside from its place the bar stands that errors are of, where several stand side by side;
  /// nil where errors stand by themselves.
  ///
  /// - Throws: `Fault` where they are of no line of bars.
  func bars(
    ofErrors drawing: Drawing, _ formulas: [Expression], _ draft: inout DraftPanel, _ scope: Names
  ) throws -> Double? {
    let all = draft.sheet.drawings.map(\.drawing).filter { $0.word == "bars" }
    guard all.count > 1 else { return nil }
    if let upon = all.first(where: { $0.marks.contains(.stacked) }) {
      throw Fault(
        drawing.place,
        "errors stand on bars side by side; leave out 'stacked' in line \(upon.place.line)")
    }
    let names = formulas.prefix(2).map { text($0) }
    let same = all.filter { bars in
      guard case .columns(_, let own) = bars.verb else { return false }
      return own.map { text($0) } == names
    }
    let rows = said(drawing.rows)
    let own = same.count > 1 ? same.filter { said($0.rows) == rows } : same
    guard let bars = own.first, own.count == 1, case .columns(_, let columns) = bars.verb else {
      throw Fault(
        drawing.place,
        same.isEmpty
          ? "these errors are of no line of bars of the panel; write the columns of one, such as: errors \(columnsOf(all[0])), …"
          : "several lines of bars have these columns; choose the rows of one with the same 'where'"
      )
    }
    var places: [Double]
    if case .name(let name, _) = columns[0], let words = texts[name], draft.window == nil {
      places = self.places(of: try chosen(words, bars, scope), in: &draft)
    } else {
      places = try column(columns[0], bars, scope)
    }
    let heights = try column(columns[1], bars, scope)
    places = zip(places, heights).filter { $0.0.isDrawable && $0.1.isDrawable }.map(\.0)
    return Bars.offset(of: draft.part(of: bars), at: places)
  }

  private func columnsOf(_ drawing: Drawing) -> String {
    guard case .columns(_, let formulas) = drawing.verb else { return "x, y" }
    return formulas.map { text($0) }.joined(separator: ", ")
  }

  private func said(_ rows: [RowCondition]) -> String {
    rows.map { text($0) }.joined(separator: " and ")
  }

  /// The area between a line of rows and 0.
  func area(
    under data: [Point], _ what: String, _ drawing: Drawing, _ role: Role, _ layer: String,
    _ name: String, _ draft: inout DraftPanel
  ) throws -> any Mark {
    guard !draft.isLog.y, !draft.dated.y else {
      throw Fault(
        drawing.place,
        "'fill' goes down to 0, which the axis of \(what) has not; leave it out")
    }
    let feet = [data.first, data.last].compactMap(\.self).map { Point($0.x, 0) }
    grow(&draft, feet)
    return Fill(
      [feet.prefix(1) + data + feet.suffix(1)], role, opacity: 0.18, layer: layer, name: name)
  }
}

extension DraftPanel {
  /// Which of the lines of its kind a drawing is that stand side by side in the panel.
  func part(of drawing: Drawing) -> (index: Int, count: Int) {
    if drawing.marks.contains(.stacked) { return (0, 1) }
    let all = sheet.drawings.map(\.drawing).filter { $0.word == drawing.word }
    return (all.firstIndex { $0.place == drawing.place } ?? 0, max(1, all.count))
  }
}
