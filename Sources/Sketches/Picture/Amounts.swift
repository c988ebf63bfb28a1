import Drawing
import Plotting
import Records

/// Bars that stand beside or upon each other, upright or level.
extension Draft {
  /// Bars of the means of rows that share a place.
  ///
  /// - Returns: The middles of their ends.
  mutating func bars(
    _ data: [Point], _ headings: [String], _ drawing: Drawing, _ role: Role, _ name: String,
    _ layer: String, _ draft: inout DraftPanel, _ shape: inout Shape
  ) throws -> [Point] {
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
    let isStacked = drawing.marks.contains(.stacked)
    let isLevel = draft.isSideways
    let bars = Bars(
      at: means.map(\.x), means.map(\.y), role, part: draft.part(of: drawing),
      bases: isStacked ? means.map { draft.stack(of: $0) } : nil, horizontal: isLevel,
      layer: layer, name: name)
    let across = isLevel ? bars.extent.y : bars.extent.x
    if isLevel ? draft.isLog.y : draft.isLog.x, across.low <= 0 {
      throw Fault(
        drawing.place,
        "bars of one width reach below 0 here, which a log axis cannot show; write points or stems"
      )
    }
    grow(&draft, bars.extent)
    // The least of them above 0 is no end of the bars.
    grow(&draft, bars.ends)
    // A bar alone is no wider than one of two.
    if means.count == 1, let x = means.first?.x {
      grow(&draft, [x - 1, x + 1].map { isLevel ? Point(0, $0) : Point($0, 0) })
    }
    shape.marks = [bars]
    shape.words = .bars(
      means.count, of: headings[1], over: headings[0], areMeans: means.count < data.count)
    if isStacked { shape.words = shape.words?.stacked }
    return bars.ends
  }

  /// Refuses bars of one panel of which some run or stand another way, and other columns beside level
  /// ones, whose axes they would take the other way round.
  func checkDirections(_ drawing: Drawing, _ draft: DraftPanel) throws(Fault) {
    let all = draft.sheet.drawings.map(\.drawing).filter { $0.word == "bars" }
    for mark in [Drawing.Mark.stacked, .horizontal] where drawing.word == "bars" {
      guard all.contains(where: { $0.marks.contains(mark) != drawing.marks.contains(mark) }) else {
        continue
      }
      throw Fault(
        drawing.place,
        "some bars of this panel are \(mark.rawValue) and some are not; write '\(mark.rawValue)' behind all, or begin another panel with 'panel:'"
      )
    }
    if draft.isSideways, drawing.word != "bars" {
      throw Fault(
        drawing.place,
        "the bars of this panel are horizontal, which \(drawing.word) of columns are not; begin another panel with 'panel:'"
      )
    }
  }
}

extension DraftPanel {
  /// Whether its bars run to the right, over names or numbers along the vertical axis.
  var isSideways: Bool { sheet.drawings.contains { $0.drawing.marks.contains(.horizontal) } }

  /// Where a bar begins that lies upon those before it; negative ones go down from 0.
  mutating func stack(of bar: Point) -> Double {
    var ends = stacks[bar.x] ?? 0...0
    defer { stacks[bar.x] = ends }
    guard bar.y >= 0 else {
      let base = ends.lowerBound
      ends = base + bar.y...ends.upperBound
      return base
    }
    let base = ends.upperBound
    ends = ends.lowerBound...base + bar.y
    return base
  }
}

/// Bands of two columns, densities, and names of points.
extension Draft {
  /// The band between two columns over a third.
  mutating func band(
    _ values: [[Double]], _ headings: [String], _ drawing: Drawing, _ name: String,
    _ layer: String, _ draft: inout DraftPanel, _ shape: inout Shape, _ scope: Names
  ) throws {
    let rows = values[0].indices.sorted { values[0][$0] < values[0][$1] }
    guard rows.count > 1 else {
      throw Fault(
        drawing.place, "a band goes over two rows or more, and one has values; write errors")
    }
    let (x, low, high) = (
      rows.map { values[0][$0] }, rows.map { values[1][$0] }, rows.map { values[2][$0] }
    )
    grow(&draft, zip(x, low).map { Point($0, $1) } + zip(x, high).map { Point($0, $1) })
    let role = role(drawing)
    shape.marks = [
      Fill.band(x: x, from: low, to: high, role, layer: layer, name: name)
    ]
    let edge = zip(x, high).map { Point($0, $1) }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(edge), scope)
    shape.words = .band(from: headings[1], to: headings[2], over: headings[0], at: rows.count)
  }

  /// The density of a column by kernels.
  mutating func density(
    _ drawing: Drawing, _ formula: Expression, _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let all = try column(formula, drawing, scope)
    try checkDirections(drawing, draft)
    let name = "density-\(count(of: "density"))"
    guard !isCheck else { return Shape() }
    var shape = Shape()
    let values = try whole([all], [formula], drawing, name, &shape, scope)[0]
    guard let low = values.min(), let high = values.max(),
      high - low > 1e-9 * max(abs(low), abs(high))
    else {
      throw Fault(
        drawing.place,
        "all values of \(text(formula)) are one, which has no density; write histogram"
      )
    }
    let density = KernelDensity(values)
    let (start, end) = (density.range.lowerBound, density.range.upperBound)
    if draft.isLog.x, start <= 0 {
      throw Fault(
        drawing.place,
        "the density reaches below 0 here, which a log axis cannot show; write: density "
          + "log10(\(text(formula)))")
    }
    let line = (0...200).map { index -> Point in
      let x = start + (end - start) * Double(index) / 200
      return Point(x, density(x))
    }
    let role = role(drawing)
    grow(&draft, line + [Point(start, 0)])
    if drawing.marks.contains(.fill) {
      shape.marks.append(
        try area(under: line, text(formula), drawing, role, layer, name, &draft))
    }
    shape.marks.append(
      Curve(line, role, drawing.weight(), drawing.dash, layer: layer, name: name))
    shape.tables = [Table(name, [text(formula), "density"], line.map { [$0.x, $0.y] })]
    shape.numbers += [
      Quantity("\(name).rows", Double(values.count)),
      Quantity("\(name).bandwidth", density.bandwidth),
    ]
    shape.marks += try label(drawing, layer: layer, role: role, along: along(line), scope)
    shape.words = .density(of: text(formula), values.count)
    return shape
  }

  /// The corners of a line that stays level from each row to the next.
  func corners(_ data: [Point]) -> [Point] {
    zip(data, data.dropFirst()).flatMap { [$0, Point($1.x, $0.y)] } + data.suffix(1)
  }

  /// What names each row of the points that a line draws: words, dates or numbers of a column.
  func pointNames(
    _ formula: Expression, _ drawing: Drawing, _ scope: Names
  ) throws -> [String] {
    if case .name(let name, _) = formula {
      if let words = texts[name] { return try chosen(words, drawing, scope) }
      if let written = names.dates[name] {
        return try column(formula, drawing, scope).map { written[$0] ?? "" }
      }
    }
    return try column(formula, drawing, scope).map { $0.isFinite ? short($0) : "" }
  }

  /// The names of points, each beside its own; those of points beyond the axes are left out with them.
  func notes(
    _ names: [String], at data: [Point], _ drawing: Drawing, _ role: Role, _ layer: String,
    _ draft: DraftPanel
  ) throws -> [any Mark] {
    let most = 300
    let all = zip(names, data).filter { !$0.0.isEmpty && draft.shows($0.1) }
    guard all.count <= most else {
      throw Fault(
        drawing.namesColumn?.place ?? drawing.place,
        "\(all.count) names are too many for a picture; choose at most \(most) rows with 'where'")
    }
    return all.map { words, place in
      Note(
        style: MarkStyle(role.ofWords, layer: layer, name: words),
        text: settable(words.replacing("$", with: "\\$")), places: lifted([place]),
        sides: Note.everySide, size: .tick)
    }
  }
}

/// Data that the axes do not show.
extension Draft {
  /// How many of some data lie outside of the axes that are stated.
  func outside(_ data: [Point], _ draft: DraftPanel) -> Int {
    guard surface == nil else { return 0 }
    return data.count { !draft.shows(draft.isSideways ? Point($0.y, $0.x) : $0) }
  }
}

extension DraftPanel {
  /// Whether a datum lies within the axes, as far as these are stated.
  func shows(_ datum: Point) -> Bool {
    if let window { return window.holds(datum, beyond: 1e-9) }
    func shows(_ value: Double, _ range: ClosedRange<Double>?) -> Bool {
      guard let range else { return true }
      let room = 1e-9 * (range.upperBound - range.lowerBound)
      return value >= range.lowerBound - room && value <= range.upperBound + room
    }
    return shows(datum.x, ends.x) && shows(datum.y, ends.y)
  }
}

extension Shape {
  /// Says how many rows a log axis cannot show, where it shows some.
  mutating func sayBeyond(_ data: [Point], _ draft: DraftPanel, _ drawing: Drawing) {
    let isLog = draft.isLog
    guard draft.window != nil || draft.ends.x != nil || draft.ends.y != nil else { return }
    let lost = data.count {
      let place = draft.isSideways ? Point($0.y, $0.x) : $0
      return isLog.x && place.x <= 0 || isLog.y && place.y <= 0
    }
    guard lost > 0, lost < data.count else { return }
    told = lost
    warnings.append(
      "line \(drawing.place.line): \(counted(lost, "row")) of \(data.count) "
        + "\(agreeing(lost, "is", "are")) not above 0, and a log axis shows none of these; write symlog for all"
    )
  }

  /// Says how many of its data lie outside of the axes, where it is not said that all do.
  mutating func sayOutside(_ drawing: Drawing) {
    guard outside > 0, !isBeside else { return }
    words = words?.outside(outside)
    // A line goes on beyond the axes; what stands by itself is not seen.
    guard outside > told, drawing.word != "line" else { return }
    var noun = "row"
    if case .places = drawing.verb { noun = "point" }
    warnings.append(
      "line \(drawing.place.line): \(counted(outside - told, noun)) of \(count) "
        + "\(agreeing(outside - told, "lies", "lie")) outside of the axes")
  }
}
