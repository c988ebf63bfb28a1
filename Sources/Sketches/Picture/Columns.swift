import Drawing
import Plotting
import Records

extension Double {
  /// Whether a number can stand in a picture; sums and differences of such are finite.
  fileprivate var isDrawable: Bool { abs(self) <= 1e100 }
}

extension Point {
  fileprivate var isDrawable: Bool { x.isDrawable && y.isDrawable }
}

extension Draft {
  /// The values of a formula of columns.
  private func column(_ formula: Expression, _ drawing: Drawing, _ scope: Names) throws -> [Double]
  {
    if case .number(let value, _) = formula, value == value.rounded(), value >= 1,
      let named = names.columns[short(value)]
    {
      // Columns of a table without names are called by their numbers.
      return try chosen(named, drawing, scope)
    }
    if case .number(_, let place) = formula, ["points", "line"].contains(drawing.word),
      names.columns.isEmpty
    {
      throw Fault(
        place ?? drawing.place, "a point has brackets; write: \(drawing.word) (1, 2), (3, 4)")
    }
    guard !names.columns.isEmpty || !texts.isEmpty else {
      throw Fault(
        formula.place ?? drawing.place,
        "\(drawing.word) needs columns of a table; write: data \"mine.csv\"")
    }
    if case .name(let name, let place) = formula, let known = texts[name] {
      throw Fault(
        place,
        "the column '\(printable(name))' holds words, such as '\(printable(known.first ?? ""))'; numbers are wanted here; words may stand after 'by', or first where no axes are written"
      )
    }
    guard let values = try Compiler.column(formula, scope) else {
      throw Fault(
        formula.place ?? drawing.place,
        "\(text(formula)) is no column; the columns are \(some: names.columns.keys.sorted())"
      )
    }
    return try chosen(values, drawing, scope)
  }

  /// The places of words along an axis, one for each word in the order in which they come.
  private func places(
    of words: [String], in draft: inout DraftPanel, known: [String] = []
  ) -> [Double] {
    for word in known + words where !draft.groups.contains(word) { draft.groups.append(word) }
    return words.map { word in Double((draft.groups.firstIndex(of: word) ?? 0) + 1) }
  }

  private func sameCount(_ columns: [[Double]], _ drawing: Drawing) throws {
    guard Set(columns.map(\.count)).count == 1 else {
      throw Fault(drawing.place, "the columns are of two tables with different numbers of rows")
    }
  }

  mutating func columns(
    _ drawing: Drawing, _ verb: Drawing.ColumnVerb, _ formulas: [Expression], _ layer: String,
    _ draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    if verb == .boxes { return try boxes(drawing, formulas, layer, &draft, scope) }
    let values = try formulas.enumerated().map { index, formula in
      // Words along the axis are groups; dates are days.
      if index == 0, case .name(let name, _) = formula, draft.window == nil {
        if let words = texts[name] {
          return places(of: try chosen(words, drawing, scope), in: &draft)
        }
        draft.isDated = draft.isDated || names.dates.contains(name)
      }
      return try column(formula, drawing, scope)
    }
    try sameCount(values, drawing)
    let number = count(of: verb.rawValue)
    guard !isCheck else { return Shape() }
    let data = zip(values[0], values[1]).map { Point($0, $1) }.filter(\.isDrawable)
    guard !data.isEmpty else {
      throw Fault(drawing.place, "no row has finite numbers in these columns; check their formulas")
    }
    let name = "\(verb.rawValue)-\(number)"
    let headings = formulas.map(text)
    var shape = Shape()
    shape.tables = [
      Table(
        name, unique(headings),
        zip(values[0], values[1]).enumerated().map { index, pair in
          [pair.0, pair.1] + (values.count > 2 ? [values[2][index]] : [])
        }.filter { $0.allSatisfy(\.isDrawable) })
    ]
    shape.numbers = [Quantity("\(name).rows", Double(data.count))]
    shape.places = verb == .bars || verb == .heat ? [] : data
    if [.quartiles, .heat, .stems].contains(verb) {
      let own: Shape =
        switch verb {
        case .quartiles: try quartiles(values, headings, drawing, name, layer, &draft, scope)
        case .heat: try cells(values, headings, drawing, name, layer, &draft, scope)
        default: try stems(data, headings, drawing, name, layer, &draft, scope)
        }
      shape.marks = own.marks
      shape.numbers += own.numbers
      if !own.tables.isEmpty { shape.tables = own.tables }
      shape.words = own.words
      return shape
    }
    let role = role(drawing)
    var named = data
    switch verb {
    case .quartiles, .heat, .stems: break
    case .points, .boxes:
      grow(&draft, data)
      shape.marks = [dots(lifted(data), drawing, role, layer, name)]
      shape.words = .points(data.count, of: headings[1], against: headings[0])
    case .line:
      grow(&draft, data)
      shape.marks = [
        Polyline(
          [lifted(data)], role, weight(drawing), dash(drawing), layer: layer, name: name)
      ]
      if drawing.marks.contains(.dots) || drawing.marks.contains(.cross) {
        shape.marks.append(dots(lifted(data), drawing, role, layer, name))
      }
      shape.words = .line(data.count, of: headings[1], against: headings[0])
    case .bars:
      // Bars at one place would hide each other.
      let groups = Dictionary(grouping: data, by: \.x)
      let means = groups.keys.sorted().map { x -> Point in
        let own = groups[x] ?? []
        return Point(x, own.reduce(0) { $0 + $1.y } / Double(own.count))
      }
      if means.count < data.count {
        shape.warnings.append(
          "line \(drawing.place.line): several rows have one \(headings[0]); the bars are their means"
        )
      }
      // Several of a panel stand side by side.
      let all = draft.sheet.drawings.map(\.drawing).filter { $0.word == "bars" }
      let index = all.firstIndex { $0.place == drawing.place } ?? 0
      let bars = Bars(
        at: means.map(\.x), means.map(\.y), role, part: (index, max(1, all.count)), layer: layer,
        name: name)
      grow(&draft, bars.extent)
      named = bars.ends
      shape.marks = [bars]
      shape.words = .bars(
        means.count, of: headings[1], over: headings[0], areMeans: means.count < data.count)
    case .errors:
      let rows = zip(zip(values[0], values[1]), values[2]).filter {
        $0.0.0.isDrawable && $0.0.1.isDrawable && $0.1.isDrawable
      }
      let bars = ErrorBars(
        rows.map { Point($0.0.0, $0.0.1) }, errors: rows.map { abs($0.1) }, role, layer: layer,
        name: name)
      grow(&draft, bars.extent)
      shape.marks = [bars, dots(data, drawing, role, layer, name)]
      shape.words = .errors(data.count, of: headings[1], against: headings[0])
    }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(named), scope)
    return shape
  }

  func dots(
    _ data: [Point], _ drawing: Drawing, _ role: Role, _ layer: String, _ name: String
  ) -> any Mark {
    let isMany = data.count > 400
    let shape: Dots.Shape =
      drawing.marks.contains(.cross) ? .cross : drawing.marks.contains(.fill) ? .filled : .disc
    let size =
      drawing.marks.contains(.thick) ? 5.0 : drawing.marks.contains(.thin) || isMany ? 2.0 : 3.2
    return Dots(
      data, shape, role, diameter: shape == .cross ? size + 1.4 : size, isObstacle: !isMany,
      layer: layer, name: name)
  }

  private func unique(_ names: [String]) -> [String] {
    var found: [String] = []
    for name in names {
      var own = name
      while found.contains(own) { own += "'" }
      found.append(own)
    }
    return found
  }

  mutating func histogram(
    _ drawing: Drawing, _ formula: Expression, _ bins: Expression?, _ layer: String,
    _ draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    let values = try column(formula, drawing, scope).filter(\.isDrawable)
    let asked = try bins.map { try Compiler.number($0, scope) }
    if let asked, !(asked >= 1 && asked <= 1000 && asked == asked.rounded()) {
      throw Fault(
        bins?.place ?? drawing.place,
        "\(brief(asked)) bins are not allowed; give a whole number in 1..1000")
    }
    let number = count(of: "histogram")
    guard !isCheck else { return Shape() }
    guard let low = values.min(), let high = values.max() else {
      throw Fault(drawing.place, "no row has a finite number in this column; check its formula")
    }
    let pad = max(0.5, 1e-6 * max(abs(low), abs(high)))
    let cut: Bins =
      high - low <= 1e-9 * max(abs(low), abs(high))
      ? .edges([low - pad, high + pad]) : asked.map { .count(Int($0)) } ?? .automatic
    let edges = cut.edges(for: values)
    let counts = Bins.counts(of: values, between: edges)
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    let heights = zip(counts, widths).map { Double($0) / (Double(values.count) * $1) }
    let role = role(drawing)
    let name = "histogram-\(number)"
    let mark = Histogram(
      values, bins: .edges(edges), density: true, role, opacity: 0.3, layer: layer, name: name)
    grow(&draft, mark.extent)
    var shape = Shape(marks: [mark])
    shape.tables = [
      Table(
        name, ["from", "to", "count", "density"],
        counts.indices.map {
          [edges[$0], edges[$0 + 1], Double(counts[$0]), heights[$0]]
        })
    ]
    shape.numbers = [
      Quantity("\(name).rows", Double(values.count)),
      Quantity("\(name).bins", Double(counts.count)),
      Quantity("\(name).area", zip(heights, widths).reduce(0) { $0 + $1.0 * $1.1 }),
    ]
    let tops = heights.enumerated().filter { $0.element > 0 }.map {
      Point((edges[$0.offset] + edges[$0.offset + 1]) / 2, $0.element)
    }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(tops), scope)
    shape.words = .histogram(
      of: text(formula), from: edges.first ?? low, to: edges.last ?? high, bins: counts.count)
    return shape
  }

  private mutating func boxes(
    _ drawing: Drawing, _ formulas: [Expression], _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let values = try column(formulas[0], drawing, scope)
    var groups: [(name: String, place: Double)] = []
    var keys: [Double] = []
    if case .name(let name, _) = formulas[1], let words = texts[name] {
      keys = places(of: try chosen(words, drawing, scope), in: &draft)
    } else {
      keys = try column(formulas[1], drawing, scope)
      let known = Set(keys).sorted()
      groups = Array(zip(shortNames(of: known), known))
      let gaps = zip(groups, groups.dropFirst()).map { $1.place - $0.place }
      if draft.window == nil, let least = gaps.min(), let most = gaps.max(), most > 3 * least {
        // Boxes at places that are spread like 0.01, 0.1, 1 would lie on each other.
        let names = Dictionary(groups.map { ($0.place, $0.name) }) { first, _ in first }
        keys = places(
          of: keys.map { names[$0] ?? short($0) }, in: &draft, known: groups.map(\.name))
      }
    }
    if !draft.groups.isEmpty {
      groups = draft.groups.enumerated().map { ($0.element, Double($0.offset + 1)) }
    }
    guard values.count == keys.count else {
      throw Fault(drawing.place, "the columns are of two tables with different numbers of rows")
    }
    guard groups.count <= 60 else {
      throw Fault(
        formulas[1].place ?? drawing.place,
        "\(groups.count) groups are too many for boxes; give a column with at most 60 values")
    }
    let number = count(of: "boxes")
    guard !isCheck else { return Shape() }
    let places = groups.map(\.place)
    let gap = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 1
    let role = role(drawing)
    let name = "boxes-\(number)"
    var samples: [Distributions.Sample] = []
    var rows: [[Double]] = []
    for group in groups {
      let own = zip(values, keys).filter { $0.1 == group.place && $0.0.isDrawable }.map(\.0)
        .sorted()
      guard !own.isEmpty else { continue }
      samples.append(Distributions.Sample(group.name, own))
      let (q1, q2, q3) = (quantile(own, 0.25), quantile(own, 0.5), quantile(own, 0.75))
      let inside = own.filter { $0 >= q1 - 1.5 * (q3 - q1) && $0 <= q3 + 1.5 * (q3 - q1) }
      rows.append(
        [group.place, Double(own.count), inside.first ?? q1, q1, q2, q3, inside.last ?? q3])
    }
    let mark = Distributions(
      at: rows.map { $0[0] }, samples, .boxes, role, layer: layer, name: name)
    grow(&draft, mark.extent)
    grow(
      &draft,
      [
        Point((places.first ?? 0) - 0.5 * gap, rows.first?[4] ?? 0),
        Point((places.last ?? 0) + 0.5 * gap, rows.first?[4] ?? 0),
      ])
    var shape = Shape(marks: [mark])
    shape.tables = [
      Table(name, ["group", "rows", "low", "quartile-1", "median", "quartile-3", "high"], rows)
    ]
    shape.numbers = rows.map { row in
      let group = groups.first { $0.place == row[0] }?.name ?? short(row[0])
      return Quantity("\(name).median.\(group)", row[4])
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: rows.map { Point($0[0], $0[4]) }, scope)
    shape.words = .boxes(
      of: text(formulas[0]), by: text(formulas[1]), medians: rows.map { $0[4] })
    return shape
  }
}
