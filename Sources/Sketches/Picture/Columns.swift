import Drawing
import Plotting
import Records

extension Double {
  /// Whether a number can stand in a picture; sums and differences of such are finite.
  var isDrawable: Bool { abs(self) <= 1e100 }
}

extension Draft {
  /// The values of a formula of columns.
  func column(_ formula: Expression, _ drawing: Drawing, _ scope: Names) throws -> [Double] {
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
        unreadNumbers(name, known)
          ?? "the column '\(printable(name))' holds words, such as '\(printable(known.first ?? ""))'; numbers are wanted here; words may stand after 'by', or first where no axes are written"
      )
    }
    guard let values = try Compiler.column(formula, scope) else {
      throw Fault(
        formula.place ?? drawing.place,
        "\(text(formula)) is no column; the columns are \(some: names.columnNames)"
      )
    }
    return try chosen(values, drawing, scope)
  }

  /// The places of words along an axis, one for each word in the order in which they come; along an
  /// upright one from the top down.
  func places(
    of words: [String], in draft: inout DraftPanel, known: [String] = []
  ) -> [Double] {
    // A row without a word has no place.
    for word in known + words where !word.isEmpty && !draft.groups.contains(word) {
      draft.groups.append(word)
    }
    let step = draft.isSideways ? -1.0 : 1
    return words.map { word in
      draft.groups.firstIndex(of: word).map { step * Double($0 + 1) } ?? .nan
    }
  }

  /// The rows that have a number for each of some columns; what is left out is said.
  func whole(
    _ columns: [[Double]], _ formulas: [Expression], _ drawing: Drawing, _ name: String,
    _ shape: inout Shape, _ scope: Names
  ) throws -> [[Double]] {
    let rows = columns[0].indices
    // Products of two numbers keep their digits, and ratios of two are finite.
    let columns = columns.map { $0.map { abs($0) < CSVTable.leastMagnitude ? 0 : $0 } }
    let isKept = rows.map { row in columns.allSatisfy { $0[row].isDrawable } }
    let left = isKept.count { !$0 }
    guard left > 0 else { return columns }
    // What the table lacks is said where it is read; the rest is by the formulas.
    var isKnown = rows.map { _ in true }
    for formula in formulas {
      guard let own = try lacking(formula, scope).map({ try chosen($0, drawing, scope) }),
        own.count == rows.count
      else { continue }
      for row in rows { isKnown[row] = isKnown[row] && !own[row] }
    }
    let names = formulas.map(text).joined(separator: ", ")
    guard left < rows.count else {
      throw Fault(
        drawing.place,
        isKnown.contains(true)
          ? "no row has finite numbers for \(names); check the formulas"
          : "no row has a value of \(names); choose other columns or rows")
    }
    let undefined = rows.count { !isKept[$0] && isKnown[$0] }
    if undefined > 0 {
      shape.warnings.append(
        "line \(drawing.place.line): \(counted(undefined, "row")) of \(rows.count) "
          + "\(agreeing(undefined, "has", "have")) no number that can be drawn for \(names); left out"
      )
    }
    shape.leftOut = left
    shape.numbers.append(Quantity("\(name).left-out", Double(left)))
    return columns.map { values in zip(values, isKept).filter(\.1).map(\.0) }
  }

  /// Whether each row lacks a value that a formula of columns needs; nil where it needs none.
  private func lacking(_ formula: Expression, _ scope: Names) throws -> [Bool]? {
    switch formula {
    case .name(let name, _) where texts[name] != nil: texts[name]?.map(\.isEmpty)
    case .number(let value, _) where names.columns[short(value)] != nil:
      names.columns[short(value)]?.map { !$0.isFinite }
    default: try Compiler.lacking(formula, scope)
    }
  }

  func sameCount(_ columns: [[Double]], _ drawing: Drawing) throws {
    // How many rows models give is known when all is computed.
    if isCheck { return }
    guard Set(columns.map(\.count)).count == 1 else {
      throw Fault(drawing.place, "the columns are of two tables with different numbers of rows")
    }
  }

  mutating func columns(
    _ drawing: Drawing, _ verb: Drawing.ColumnVerb, _ formulas: [Expression], _ layer: String,
    _ draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    if verb == .boxes { return try boxes(drawing, formulas, layer, &draft, scope) }
    try checkDirections(drawing, draft)
    let all = try formulas.enumerated().map { index, formula in
      // Words along the axis are groups; dates are days.
      if index == 0, case .name(let name, _) = formula, draft.window == nil {
        if let words = texts[name] {
          return places(of: try chosen(words, drawing, scope), in: &draft)
        }
      }
      return try column(formula, drawing, scope)
    }
    try sameCount(all, drawing)
    let number = count(of: verb.rawValue)
    let bars = verb == .errors ? try bars(ofErrors: drawing, formulas, &draft, scope) : nil
    let called = try drawing.namesColumn.map { try pointNames($0, drawing, scope) }
    guard !isCheck else { return Shape() }
    let name = "\(verb.rawValue)-\(number)"
    var shape = Shape()
    // The number of each row says which are left.
    let numbered = all + [all[0].indices.map(Double.init)]
    var values = try whole(numbered, formulas, drawing, name, &shape, scope)
    let kept = (values.popLast() ?? []).map { Int($0) }
    let data = zip(values[0], values[1]).map { Point($0, $1) }
    let headings = formulas.map(text)
    if ![.heat, .quartiles, .band].contains(verb) {
      shape.outside = outside(data, draft)
      shape.count = data.count
    }
    shape.sayBeyond(data, draft, drawing)
    if draft.isSideways, !draft.groups.isEmpty { values[0] = values[0].map(-) }
    shape.tables = [
      Table(
        name, unique(headings),
        data.indices.map { row in values.map { $0[row] } })
    ]
    shape.numbers.append(Quantity("\(name).rows", Double(data.count)))
    if shape.outside > 0 {
      shape.numbers.append(Quantity("\(name).outside", Double(shape.outside)))
    }
    shape.places = [.bars, .heat, .band].contains(verb) ? [] : data
    switch verb {
    case .quartiles:
      try quartiles(values, headings, drawing, name, layer, &draft, &shape, scope)
      return shape
    case .heat:
      try cells(values, headings, drawing, name, layer, &draft, &shape, scope)
      return shape
    case .stems:
      try stems(data, headings, drawing, name, layer, &draft, &shape, scope)
      return shape
    case .band:
      try band(values, headings, drawing, name, layer, &draft, &shape, scope)
      return shape
    case .points, .line, .bars, .errors, .boxes: break
    }
    let role = role(drawing)
    var named = data
    switch verb {
    case .quartiles, .heat, .stems, .band: break
    case .points, .boxes:
      grow(&draft, data)
      shape.marks = dots(lifted(data), drawing, role, layer, name)
      shape.words = .points(data.count, of: headings[1], against: headings[0])
      if let called, let formula = drawing.namesColumn {
        shape.marks += try notes(kept.map { called[$0] }, at: data, drawing, role, layer, draft)
        shape.words = shape.words?.named(by: text(formula))
      }
    case .line:
      grow(&draft, data)
      // What stays level up to the next row has corners.
      let path = drawing.marks.contains(.stepped) ? corners(data) : data
      if drawing.marks.contains(.fill) {
        shape.marks.append(try area(under: path, headings[1], drawing, role, layer, name, &draft))
      }
      shape.marks.append(
        Polyline(
          [lifted(path)], role, drawing.weight(), drawing.dash, layer: layer, name: name))
      // A line of one place would not be seen.
      let isPlace = data.allSatisfy { $0 == data[0] }
      if isPlace || drawing.marks.contains(.dots) || drawing.marks.contains(.cross) {
        shape.marks += dots(lifted(data), drawing, role, layer, name)
      }
      shape.words = .line(data.count, of: headings[1], against: headings[0])
    case .bars:
      named = try self.bars(data, headings, drawing, role, name, layer, &draft, &shape)
    case .errors:
      // On the bars that they are errors of, where several stand side by side.
      let places = data.map { Point($0.x + (bars ?? 0), $0.y) }
      let errors = ErrorBars(
        places, errors: values[2].map { abs($0) }, role, layer: layer, name: name)
      let isLog = draft.isLog
      for (place, error) in zip(places, values[2].map(abs)) {
        // A log axis shows no bar of what it does not show.
        if isLog.x && place.x <= 0 || isLog.y && place.y <= 0 {
          grow(&draft, [place])
        } else {
          grow(&draft, [-error, error].map { Point(place.x, place.y + $0) })
        }
      }
      named = places
      shape.marks = [errors] + dots(places, drawing, role, layer, name)
      shape.words = .errors(data.count, of: headings[1], against: headings[0])
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(named), line: verb == .line ? data : [], scope
    )
    return shape
  }

  func dots(
    _ data: [Point], _ drawing: Drawing, _ role: Role, _ layer: String, _ name: String
  ) -> [any Mark] {
    let isMany = data.count > 400
    let shape: Dots.Shape =
      drawing.marks.contains(.cross) ? .cross : drawing.marks.contains(.fill) ? .filled : .series
    let size =
      drawing.marks.contains(.thick) ? 5.0 : drawing.marks.contains(.thin) || isMany ? 2.0 : 3.2
    return data.isEmpty
      ? []
      : [
        Dots(
          data, shape, role, diameter: shape == .cross ? size + 1.4 : size, layer: layer, name: name
        )
      ]
  }

  /// Bins as wide as those of another histogram, where they suit data of a range.
  private func shared(_ width: Double?, over range: Double) -> Bins? {
    width.flatMap { (0.5...100).contains(range / $0) ? .width($0) : nil }
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
    let all = try column(formula, drawing, scope)
    let asked = try bins.map { try Compiler.number($0, scope) }
    if let asked, !(asked >= 1 && asked <= 1000 && asked == asked.rounded()) {
      throw Fault(
        bins?.place ?? drawing.place,
        "\(brief(asked)) bins are not allowed; give a whole number in 1..1000")
    }
    let name = "histogram-\(count(of: "histogram"))"
    guard !isCheck else { return Shape() }
    var shape = Shape()
    let values = try whole([all], [formula], drawing, name, &shape, scope)[0]
    guard let low = values.min(), let high = values.max() else { return shape }
    let pad = max(0.5, 1e-6 * max(abs(low), abs(high)))
    let cut: Bins =
      high - low <= 1e-9 * max(abs(low), abs(high))
      ? .edges([low - pad, high + pad])
      : asked.map { .count(Int($0)) } ?? shared(draft.binWidth, over: high - low) ?? .automatic
    let edges = cut.edges(for: values)
    // The first and the last edge may be those of the data.
    if case .automatic = cut, edges.count > 3 {
      draft.binWidth = draft.binWidth ?? edges[2] - edges[1]
    }
    if draft.isLog.x, let first = edges.first, first <= 0 {
      throw Fault(
        drawing.place,
        "bins of one width reach below 0 here, which a log axis cannot show; write: histogram "
          + "log10(\(text(formula)))")
    }
    let counts = Bins.counts(of: values, between: edges)
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    let heights = zip(counts, widths).map { Double($0) / (Double(values.count) * $1) }
    let role = role(drawing)
    let mark = Histogram(
      values, bins: .edges(edges), density: true, role, opacity: 0.3, layer: layer, name: name)
    grow(&draft, mark.extent)
    shape.marks = [mark]
    shape.tables = [
      Table(
        name, ["from", "to", "count", "density"],
        counts.indices.map {
          [edges[$0], edges[$0 + 1], Double(counts[$0]), heights[$0]]
        })
    ]
    shape.numbers += [
      Quantity("\(name).rows", Double(values.count)),
      Quantity("\(name).bins", Double(counts.count)),
      Quantity("\(name).area", zip(heights, widths).reduce(0) { $0 + $1.0 * $1.1 }),
    ]
    let tops = heights.enumerated().filter { $0.element > 0 }.map {
      Point((edges[$0.offset] + edges[$0.offset + 1]) / 2, $0.element)
    }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(tops), scope)
    shape.words = .histogram(
      of: text(formula), from: edges.first ?? low, to: edges.last ?? high,
      isDate: draft.dated.x, bins: counts.count)
    return shape
  }
}
