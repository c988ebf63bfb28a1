import Drawing
import Models
import Plotting
import Records

/// What is drawn of rows that share values: quartiles over the rest, cells of two columns.
extension Draft {
  /// A row's value of one column by that of others.
  private func rows(_ values: [[Double]]) -> [[Double]] {
    values[0].indices.map { k in values.map { $0[k] } }
  }

  /// The medians of a column for each value of another, with a band between its quartiles.
  mutating func quartiles(
    _ values: [[Double]], _ headings: [String], _ drawing: Drawing, _ name: String,
    _ layer: String, _ draft: inout DraftPanel, _ shape: inout Shape, _ scope: Names
  ) throws {
    let groups = Dictionary(grouping: rows(values)) { $0[0] }
    let found = groups.keys.sorted().compactMap { x -> (x: Double, count: Int, Quartiles)? in
      let own = groups[x]?.map { $0[1] } ?? []
      return Quartiles(own).map { (x, own.count, $0) }
    }
    let medians = found.map { Point($0.x, $0.2.median) }
    grow(&draft, found.flatMap { [Point($0.x, $0.2.lower), Point($0.x, $0.2.upper)] })
    let role = role(drawing)
    // A group of one row has no band.
    if found.count > 1, found.contains(where: { $0.2.lower < $0.2.upper }) {
      shape.marks.append(
        Fill.band(
          x: found.map(\.x), from: found.map(\.2.lower), to: found.map(\.2.upper), role,
          opacity: 0.2, layer: layer, name: "quartiles"))
    } else {
      shape.marks.append(
        ErrorBars(
          medians, from: found.map(\.2.lower), to: found.map(\.2.upper), role, layer: layer,
          name: "quartiles"))
    }
    shape.marks.append(
      Polyline([medians], role, drawing.weight(), drawing.dash, layer: layer, name: name))
    if found.count == 1 || !drawing.marks.isDisjoint(with: [.dots, .cross]) {
      shape.marks.append(
        Dots(
          medians, drawing.marks.contains(.cross) ? .cross : .disc, role, diameter: 3.2,
          layer: layer, name: name))
    }
    shape.tables = [
      Table(
        name, [headings[0], "rows", "lower", "median", "upper"],
        found.map { [$0.x, Double($0.count), $0.2.lower, $0.2.median, $0.2.upper] })
    ]
    shape.numbers += [Quantity("\(name).groups", Double(found.count))]
    if found.count <= 60 {
      shape.numbers += zip(shortNames(of: found.map(\.x)), medians).map {
        Quantity("\(name).median.\($0)", $1.y)
      }
    }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(medians), scope)
    let (first, last) = (medians.first?.y ?? .nan, medians.last?.y ?? .nan)
    shape.words = .quartiles(
      of: headings[1], at: found.count, of: headings[0], from: first, to: last,
      isDate: draft.dated.y)
  }

  /// Stems from 0 to the values of a column.
  mutating func stems(
    _ data: [Point], _ headings: [String], _ drawing: Drawing, _ name: String, _ layer: String,
    _ draft: inout DraftPanel, _ shape: inout Shape, _ scope: Names
  ) throws {
    if draft.isLog.y {
      throw Fault(drawing.place, "stems begin at 0, which a log axis has not; write points")
    }
    grow(&draft, data + data.map { Point($0.x, 0) })
    let role = role(drawing)
    let most = data.map { abs($0.y) }.max() ?? 0
    shape.marks = [
      Rule.y(0, .note, .hair, .solid, layer: layer, name: "zero"),
      Stems(data, role, dotsAbove: 0.02 * most, layer: layer, name: name),
    ]
    let tops = data.sorted { abs($0.y) > abs($1.y) }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: Array(tops.prefix(11)), scope)
    let large = data.filter { abs($0.y) > 0.02 * most }.count
    shape.words = .stems(of: headings[1], over: headings[0], data.map(\.y), large: large)
  }

  /// The values of a column as colours over two others; the median where several rows share a cell.
  mutating func cells(
    _ values: [[Double]], _ headings: [String], _ drawing: Drawing, _ name: String,
    _ layer: String, _ draft: inout DraftPanel, _ shape: inout Shape, _ scope: Names
  ) throws {
    let known = rows(values)
    let (xs, ys) = (Set(known.map { $0[0] }).sorted(), Set(known.map { $0[1] }).sorted())
    guard xs.count * ys.count <= 40_000 else {
      throw Fault(
        drawing.place,
        "\(xs.count) times \(ys.count) cells are too many; round the columns, as in round(x)")
    }
    draft.cells = (xs, ys)
    let groups = Dictionary(grouping: known) { Point($0[0], $0[1]) }
    let table = ys.map { y in
      xs.map { x in quantile(0.5, of: groups[Point(x, y)]?.map { $0[2] } ?? []) ?? .nan }
    }
    let all = table.flatMap { $0 }.filter(\.isFinite)
    let (low, high) = (all.min() ?? 0, all.max() ?? 0)
    let (xEdges, yEdges) = (
      edges(xs, isLog: draft.isLog.x), edges(ys, isLog: draft.isLog.y)
    )
    grow(
      &draft,
      [
        Point(xEdges.first ?? 0, yEdges.first ?? 0), Point(xEdges.last ?? 1, yEdges.last ?? 1),
      ])
    let colors = try colors(from: low, to: high, headings[2], drawing)
    var heading: String?
    if case .columns(_, let formulas) = drawing.verb { heading = barName(formulas[2]) }
    shape.marks = [
      HeatMap(table, xEdges: xEdges, yEdges: yEdges, colors, layer: layer, name: "heat map"),
      ColorBar(colors, label: heading, layer: layer),
    ]
    shape.numbers += [
      Quantity("\(name).least", low), Quantity("\(name).greatest", high),
      Quantity("\(name).cells", Double(all.count)),
    ]
    let corner = Point(xs.last ?? 0, ys.last ?? 0)
    shape.marks += try label(drawing, layer: layer, role: .ink, along: [corner], scope)
    shape.words = .cells(
      of: headings[2], over: (headings[0], xs.count), (headings[1], ys.count), from: low, to: high)
  }

  /// The edges of cells around values: half-way between neighbours, as the axis is spread.
  private func edges(_ values: [Double], isLog: Bool) -> [Double] {
    guard let first = values.first, let last = values.last else { return [] }
    guard values.count > 1 else {
      return isLog && first > 0
        ? [first / 1.5, first * 1.5]
        : [first - 0.5 * max(1e-6, abs(first)), first + 0.5 * max(1e-6, abs(first))]
    }
    let isSpread = isLog && first > 0
    func middle(_ a: Double, _ b: Double) -> Double {
      isSpread ? (a * b).squareRoot() : a + (b - a) / 2
    }
    let inner = zip(values, values.dropFirst()).map(middle)
    func beyond(_ end: Double, _ edge: Double) -> Double {
      isSpread ? end * end / edge : 2 * end - edge
    }
    return [beyond(first, inner[0])] + inner + [beyond(last, inner[inner.count - 1])]
  }

  /// The name of a colour bar; a long formula is none.
  func barName(_ formula: Expression) -> String? {
    text(formula).count <= 24 ? settable(columnHeading(formula, names)) : nil
  }

  /// Colours for values: around 0 where they lie on both sides of it, in order elsewhere.
  func colors(
    from low: Double, to high: Double, _ what: String, _ drawing: Drawing
  ) throws -> ColorScale {
    let isFlat = high - low <= 1e-12 * max(abs(low), abs(high))
    // Values on both sides of 0 differ from it; others have an order.
    let isAround = low < 0 && high > 0 && min(-low, high) > 0.2 * max(-low, high)
    let reach = max(-low, high)
    do {
      return try isAround
        ? ColorScale(.vik, from: -reach, to: reach)
        : ColorScale(.viridis, from: isFlat ? low - 0.5 : low, to: isFlat ? low + 0.5 : high)
    } catch {
      throw Fault(drawing.place, "\(what) has values too large for colours; scale it")
    }
  }
}
