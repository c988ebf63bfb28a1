import Drawing
import Elementary
import Plotting
import Records

extension Double {
  /// Whether a number can stand in a picture; sums and differences of such are finite.
  fileprivate var isDrawable: Bool { abs(self) <= 1e100 }
}

extension Point {
  fileprivate var isDrawable: Bool { x.isDrawable && y.isDrawable }
}

/// A filled box of the data, for bars.
private func box(_ x0: Double, _ x1: Double, _ y0: Double, _ y1: Double) -> [Point] {
  [Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1)]
}

extension Draft {
  /// The values of a formula of columns.
  private func column(_ formula: Expression, _ drawing: Drawing, _ scope: Names) throws -> [Double]
  {
    if case .number(let value) = formula, value == value.rounded(), value >= 1,
      let named = names.columns[short(value)]
    {
      // Columns of a table without names are called by their numbers.
      return named
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
        "\(text(formula)) is no column; the columns are \(list: Array(names.columns.keys.sorted().prefix(10)))"
      )
    }
    return values
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
        if let words = texts[name] { return places(of: words, in: &draft) }
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
    switch verb {
    case .quartiles, .heat, .stems: break
    case .points, .boxes:
      grow(&draft, data)
      shape.marks = [dots(data, drawing, role, layer, name)]
      shape.words = "\(counted(data.count, "point")) of \(headings[1]) against \(headings[0])"
    case .line:
      grow(&draft, data)
      shape.marks = [
        Polyline(
          [data], role, weight(drawing), dash(drawing), layer: layer, name: name)
      ]
      if drawing.marks.contains(.dots) || drawing.marks.contains(.cross) {
        shape.marks.append(dots(data, drawing, role, layer, name))
      }
      shape.words =
        "a line through \(counted(data.count, "point")) of \(headings[1]) against \(headings[0])"
    case .bars:
      let sorted = data.map(\.x).sorted()
      let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
      let half = 0.4 * (gaps.min() ?? 1)
      let base = base(draft)
      let boxes = data.map { box($0.x - half, $0.x + half, base, $0.y) }
      grow(&draft, boxes.flatMap { $0 })
      shape.marks = [Fill(boxes, role, opacity: 0.8, isData: true, layer: layer, name: name)]
      shape.words = "\(counted(data.count, "bar")) of \(headings[1]) over \(headings[0])"
    case .errors:
      let reach = values[2]
      let rows = zip(zip(values[0], values[1]), reach).filter {
        $0.0.0.isDrawable && $0.0.1.isDrawable && $0.1.isDrawable
      }
      let whiskers = rows.map {
        [Point($0.0.0, $0.0.1 - abs($0.1)), Point($0.0.0, $0.0.1 + abs($0.1))]
      }
      grow(&draft, whiskers.flatMap { $0 })
      let width = (draft.window.map { abs($0.sides.x) } ?? draft.extent?.width ?? 1) * 0.007
      let isLog = draft.window?.x.kind == .log
      let caps = whiskers.flatMap { ends in
        ends.map {
          isLog
            ? [Point($0.x * 0.97, $0.y), Point($0.x * 1.03, $0.y)]
            : [Point($0.x - width, $0.y), Point($0.x + width, $0.y)]
        }
      }
      shape.marks = [
        Polyline(
          whiskers + caps, role, drawing.marks.contains(.thick) ? .curve : .rule, layer: layer,
          name: name),
        dots(data, drawing, role, layer, name),
      ]
      shape.words =
        "\(counted(rows.count, "point")) of \(headings[1]) against \(headings[0]) with error bars"
    }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(data), scope)
    return shape
  }

  private func dots(
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

  /// Where bars begin: at 0, or at the lower edge of a log axis.
  private func base(_ draft: DraftPanel) -> Double {
    guard let y = draft.window?.y else { return 0 }
    if y.kind == .log { return y.domain.start }
    return min(max(0, y.domain.start), y.domain.end)
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
    if let asked, !(asked >= 1 && asked <= 10_000 && asked == asked.rounded()) {
      throw Fault(
        bins?.place ?? drawing.place,
        "\(brief(asked)) bins are not allowed; give a whole number in 1..10000")
    }
    let number = count(of: "histogram")
    guard !isCheck else { return Shape() }
    guard let low = values.min(), let high = values.max() else {
      throw Fault(drawing.place, "no row has a finite number in this column; check its formula")
    }
    let count = asked.map { Int($0) } ?? freedmanDiaconis(values)
    let isPoint = !(high - low > 1e-12 * max(abs(low), abs(high), 1e-280))
    let (start, end) = isPoint ? (low - 0.5, high + 0.5) : (low, high)
    let width = (end - start) / Double(count)
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[min(count - 1, max(0, Int((value - start) / width)))] += 1 }
    let heights = counts.map { Double($0) / (Double(values.count) * width) }
    let base = base(draft)
    let boxes = heights.enumerated().filter { $0.element > 0 }.map { index, height in
      box(start + Double(index) * width, start + Double(index + 1) * width, base, height)
    }
    grow(&draft, boxes.flatMap { $0 } + [Point(start, 0)])
    let role = role(drawing)
    let name = "histogram-\(number)"
    var shape = Shape()
    shape.marks = [
      Fill(boxes, role, opacity: 0.3, isData: true, layer: layer, name: name),
      Polyline(
        boxes.map { $0 + $0.prefix(1) }, role, drawing.marks.contains(.thick) ? .curve : .rule,
        layer: layer, name: name),
    ]
    shape.tables = [
      Table(
        name, ["from", "to", "count", "density"],
        counts.indices.map {
          [
            start + Double($0) * width, start + Double($0 + 1) * width, Double(counts[$0]),
            heights[$0],
          ]
        })
    ]
    shape.numbers = [
      Quantity("\(name).rows", Double(values.count)), Quantity("\(name).bins", Double(count)),
      Quantity("\(name).area", heights.reduce(0) { $0 + $1 * width }),
    ]
    let tops = boxes.map { Point(($0[0].x + $0[1].x) / 2, $0[2].y) }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(tops), scope)
    shape.words =
      "a histogram of \(text(formula)) from \(brief(low)) to \(brief(high)) in \(counted(count, "bin"))"
    return shape
  }

  /// The number of bins by Freedman and Diaconis.
  private func freedmanDiaconis(_ values: [Double]) -> Int {
    let sorted = values.sorted()
    let spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
    let width = 2 * spread / pow(Double(sorted.count), 1.0 / 3)
    guard width > 0, let low = sorted.first, let high = sorted.last else {
      return max(1, min(30, Int(Double(sorted.count).squareRoot().rounded(.up))))
    }
    return Int(max(1, min(200, ((high - low) / width).rounded(.up))))
  }

  private mutating func boxes(
    _ drawing: Drawing, _ formulas: [Expression], _ layer: String, _ draft: inout DraftPanel,
    _ scope: Names
  ) throws -> Shape {
    let values = try column(formulas[0], drawing, scope)
    var groups: [(name: String, place: Double)] = []
    var keys: [Double] = []
    if case .name(let name, _) = formulas[1], let words = texts[name] {
      keys = places(of: words, in: &draft)
    } else {
      keys = try column(formulas[1], drawing, scope)
      groups = Set(keys).sorted().map { (short($0), $0) }
      let gaps = zip(groups, groups.dropFirst()).map { $1.place - $0.place }
      if draft.window == nil, let least = gaps.min(), let most = gaps.max(), most > 3 * least {
        // Boxes at places that are spread like 0.01, 0.1, 1 would lie on each other.
        keys = places(of: keys.map(short), in: &draft, known: groups.map(\.name))
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
    let half = 0.28 * gap
    let role = role(drawing)
    let name = "boxes-\(number)"
    var (fills, lines, medians, outliers): ([[Point]], [[Point]], [[Point]], [Point]) = (
      [], [], [], []
    )
    var rows: [[Double]] = []
    for group in groups {
      let own = zip(values, keys).filter { $0.1 == group.place && $0.0.isDrawable }.map(\.0)
        .sorted()
      guard !own.isEmpty else { continue }
      let (q1, q2, q3) = (quantile(own, 0.25), quantile(own, 0.5), quantile(own, 0.75))
      let fence = 1.5 * (q3 - q1)
      let inside = own.filter { $0 >= q1 - fence && $0 <= q3 + fence }
      let (low, high) = (inside.first ?? q1, inside.last ?? q3)
      let x = group.place
      fills.append(box(x - half, x + half, q1, q3))
      lines += [
        box(x - half, x + half, q1, q3) + [Point(x - half, q1)], [Point(x, q3), Point(x, high)],
        [Point(x, q1), Point(x, low)], [Point(x - half / 2, high), Point(x + half / 2, high)],
        [Point(x - half / 2, low), Point(x + half / 2, low)],
      ]
      medians.append([Point(x - half, q2), Point(x + half, q2)])
      outliers += own.filter { $0 < low || $0 > high }.map { Point(x, $0) }
      rows.append([x, Double(own.count), low, q1, q2, q3, high])
    }
    grow(&draft, lines.flatMap { $0 } + outliers)
    grow(
      &draft,
      [
        Point((places.first ?? 0) - 0.5 * gap, rows.first?[4] ?? 0),
        Point((places.last ?? 0) + 0.5 * gap, rows.first?[4] ?? 0),
      ])
    var shape = Shape()
    shape.marks = [
      Fill(fills, role, opacity: 0.25, isData: true, layer: layer, name: name),
      Polyline(lines, role, .rule, layer: layer, name: name),
      Polyline(medians, role, .strong, layer: layer, name: "median"),
    ]
    if !outliers.isEmpty {
      shape.marks.append(Dots(outliers, .ring, role, diameter: 3, layer: layer, name: "outlier"))
    }
    shape.tables = [
      Table(name, ["group", "rows", "low", "quartile-1", "median", "quartile-3", "high"], rows)
    ]
    shape.numbers = rows.map { row in
      let group = groups.first { $0.place == row[0] }?.name ?? short(row[0])
      return Quantity("\(name).median.\(group)", row[4])
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: medians.map { $0[1] }, scope)
    shape.words =
      "\(counted(rows.count, "box", plural: "boxes")) of \(text(formulas[0])) by \(text(formulas[1])), with medians \(list: rows.map { brief($0[4]) })"
    return shape
  }

  /// The quantile of sorted numbers by linear interpolation, as R's type 7.
  private func quantile(_ sorted: [Double], _ p: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = p * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
  }
}
