import Drawing
import Plotting
import Records

/// What is drawn of a formula over the plane: level lines, curves, regions, fields.
extension Draft {
  mutating func levels(
    _ drawing: Drawing, _ field: Expression, _ list: [Expression], _ layer: String,
    _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let values = try list.map { try valued($0, scope) }
    if let bad = zip(list, values).first(where: { !$0.1.isFinite }) {
      throw Fault(bad.0.place ?? drawing.place, "a level is a finite number")
    }
    let levels = Array(Set(values)).sorted()
    guard levels.count <= Levels.limit else {
      throw Fault(
        drawing.place, "\(levels.count) levels are too many; give at most \(Levels.limit)")
    }
    let number = count(of: "levels")
    guard !isCheck else { return Shape() }
    let (lines, topology) = try resolved(program, levels, window)
    guard lines.range.low <= lines.range.high else {
      throw Fault(
        drawing.place, "\(text(field)) is defined nowhere in the plane; check its formula")
    }
    let width = max(lines.range.high - lines.range.low, 1e-300)
    var touching: [(level: Double, line: [Point])] = []
    for level in levels
    where level <= lines.range.low + 1e-6 * width || level >= lines.range.high - 1e-6 * width {
      touching += try TouchingLines(
        of: program, at: level, in: window, width: width, budget: budget
      )
      .lines.map { (level, $0) }
    }
    let isProven = topology?.open.isEmpty == true
    guard
      !lines.isolines.lines.isEmpty || !touching.isEmpty
        || levels.contains(where: {
          // A level that is met in a point has no line, and is no mistake.
          $0 <= lines.range.high && ($0 >= lines.range.low || drawing.marks.contains(.fill))
        })
    else {
      let span = "\(brief(lines.found.low)) to \(brief(lines.found.high))"
      throw Fault(
        drawing.place,
        isProven
          ? "no level is met in the plane; its values at the samples run from \(span)"
          : "no level is met where the plane was sampled, with values from \(span); for a part that is "
            + "narrower than the samples, narrow the plane")
    }
    guard
      !lines.strokes.isEmpty || !touching.isEmpty || !lines.haveJumps
        || drawing.marks.contains(.fill)
    else {
      throw Fault(
        drawing.place,
        "no level has a line: \(text(field)) jumps across them; write 'fill' to see where")
    }
    let role = role(drawing, isOnColours ? .note : .rule)
    let style = MarkStyle(
      role, drawing.ink == nil ? drawing.weight(.level) : drawing.weight(.levelOfNote),
      drawing.dash, layer: layer, name: "level of \(text(field))")
    var shape = Shape()
    if surface == nil {
      shape.marks = [
        LevelSets(
          style: style, lines: lines, window: window, isFilled: drawing.marks.contains(.fill),
          hasNumbers: drawing.marks.contains(.numbers))
      ]
    } else {
      shape.marks = curves(lines.strokes, style, window)
    }
    shape.marks += touching.map { curve($0.line, style) }
    var data = lines.strokes.enumerated().flatMap { index, line in
      line.points.map { place -> [Double] in
        let datum = window.datum(place)
        return [lines.levels[line.level], Double(index + 1), datum.x, datum.y]
      }
    }
    for (level, line) in touching {
      let index = (data.last?[1] ?? 0) + 1
      data += line.map { [level, index, $0.x, $0.y] }
    }
    let met = Set(lines.strokes.map { lines.levels[$0.level] } + touching.map(\.level))
    let points = levels.filter {
      !met.contains($0) && $0 >= lines.range.low - 1e-6 * width && $0 <= lines.range.high
    }
    if let level = points.first, !drawing.marks.contains(.fill) {
      shape.warnings = [
        "line \(drawing.place.line): the level \(brief(level)) has no line; it is met in points\(isProven ? " at most" : ", or where it is narrower than the samples")"
          + (lines.haveJumps ? ", elsewhere the values jump across it" : "")
      ]
    }
    // Lines through an eighth of all cells are as fine as the samples.
    let counts = Dictionary(grouping: lines.strokes, by: \.level).mapValues {
      $0.reduce(0) { $0 + $1.points.count }
    }
    if (counts.values.max() ?? 0) * 8 > lines.samples * lines.samples {
      shape.warnings.append(
        "line \(drawing.place.line): the values change as fast as they were sampled, and the lines need not "
          + "run as they are drawn; narrow the plane")
    }
    if shape.warnings.isEmpty, !lines.haveJumps, let open = topology?.open.count,
      open > Self.manyOpen
    {
      shape.warnings.append(
        "line \(drawing.place.line): at \(open) places nothing proves that the lines run as they are drawn; narrow the plane"
      )
    }
    let prefix = number == 1 ? "levels" : "levels-\(number)"
    shape.tables = [
      Table(prefix, ["level", "line", scope.variables[0], scope.variables[1]], data)
    ]
    shape.numbers = [
      Quantity("\(prefix).count", Double(met.count)),
      Quantity("\(prefix).least", lines.found.low),
      Quantity("\(prefix).greatest", lines.found.high),
      Quantity("\(prefix).defect", lines.defect),
    ]
    if let topology {
      // Where intervals do not show that the lines run as the true ones do.
      shape.numbers.append(Quantity("\(prefix).unproven", Double(topology.open.count)))
      if !topology.open.isEmpty {
        shape.tables.append(
          Table(
            "\(prefix).unproven", scope.variables,
            topology.open.map(window.datum).map { [$0.x, $0.y] }))
      }
    }
    let longest = lines.strokes.max { $0.points.count < $1.points.count }
    let places = along(longest?.points.map(window.datum) ?? touching.first?.line ?? [])
    shape.marks += try label(drawing, layer: layer, role: role, along: places, scope)
    // Bands show the levels between which the values lie, lines those that they follow.
    let seen = levels.filter {
      met.contains($0)
        || drawing.marks.contains(.fill) && $0 >= lines.found.low && $0 <= lines.found.high
    }
    let drawn = seen.isEmpty ? levels : seen
    if surface == nil { shape.marks.append(landscape(field, program)) }
    shape.words = .levels(drawn, of: text(field))
    return shape
  }

  /// How many cells may be open for each level before more samples are taken: a kink opens one where a
  /// line crosses it.
  private static let fewOpen = 8
  /// How many cells may be open before it is said.
  private static let manyOpen = 64

  /// The level lines, of more samples where too few leave many cells open, as in narrow valleys.
  private func resolved(
    _ program: Program, _ levels: [Double], _ window: Window
  ) throws -> (LevelLines, Topology?) {
    var lines = try LevelLines(of: program, at: levels, in: window, budget: budget)
    guard lines.range.low <= lines.range.high else { return (lines, nil) }
    var topology = topology(program, lines, window)
    let samples = lines.samples * lines.samples
    for finer in [2, 4] {
      guard let open = topology?.open.count, open > Self.fewOpen * levels.count,
        !lines.haveJumps, budget.hasRoom(for: 2 * finer * finer * samples, of: program),
        let more = try? LevelLines(
          of: program, at: levels, in: window, finer: finer, budget: budget)
      else { break }
      lines = more
      topology = self.topology(program, lines, window, finer: finer)
    }
    return (lines, topology)
  }

  /// Where intervals do not prove that level lines run as the true ones do; nil where that takes too
  /// long.
  private func topology(
    _ program: Program, _ lines: LevelLines, _ window: Window, finer: Int = 1
  ) -> Topology? {
    let detail = budget.detail * Double(finer)
    return try? Topology(
      of: program, at: lines.levels, in: window, samples: lines.samples,
      budget: Budget(most: 4e6 * detail * detail))
  }

  mutating func implicit(
    _ drawing: Drawing, _ difference: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(difference, scope)
    let number = count(of: "implicit")
    guard !isCheck else { return Shape() }
    let lines = try LevelLines(of: program, at: [0], in: window, budget: budget)
    let (low, high) = lines.range
    let width = max(high - low, 1e-300)
    let touching =
      low > -1e-6 * width || high < 1e-6 * width
      ? try TouchingLines(of: program, at: 0, in: window, width: width, budget: budget).lines : []
    let isFilled = drawing.marks.contains(.fill) && !lines.isolines.lines.isEmpty
    guard !lines.strokes.isEmpty || !touching.isEmpty || isFilled else {
      throw Fault(
        drawing.place,
        lines.haveJumps
          ? "the two sides are equal nowhere: their difference jumps across 0; write: region … < …"
          : low <= high
            ? low <= 1e-6 * width && high >= -1e-6 * width
              ? "the two sides are equal in points at most; write a curve that they cross"
              : "the curve does not meet the plane\(topology(program, lines, window)?.open.isEmpty == true ? "" : " where it was sampled"); the difference of the sides runs from \(brief(lines.found.low)) to \(brief(lines.found.high))"
            : "the formula is defined nowhere in the plane; check it")
    }
    let role = role(drawing, .ink)
    let name = sheet.text(of: drawing)
    var shape = Shape()
    if drawing.marks.contains(.fill) {
      shape.marks.append(filled(lines, role, layer, window, 0.18, name))
    }
    let style = MarkStyle(role, drawing.weight(), drawing.dash, layer: layer, name: name)
    shape.marks += curves(lines.strokes, style, window) + touching.map { curve($0, style) }
    let all = lines.strokes.map { $0.points.map(window.datum) } + touching
    let data = all.enumerated().flatMap { index, line in
      line.map { [Double(index + 1), $0.x, $0.y] }
    }
    shape.tables = [
      Table("implicit-\(number)", ["line", scope.variables[0], scope.variables[1]], data)
    ]
    shape.numbers = [
      Quantity("implicit-\(number).lines", Double(all.count)),
      Quantity("implicit-\(number).defect", lines.defect),
    ]
    let longest = all.max { $0.count < $1.count } ?? []
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(longest), scope)
    shape.words = .curve(name)
    return shape
  }

  private func curve(_ line: [Point], closed: Bool = false, _ style: MarkStyle) -> any Mark {
    Curve(
      lifted(line), style.role, style.weight, style.dash, closed: closed, layer: style.layer,
      name: style.name)
  }

  private func curves(
    _ lines: [Isoline], _ style: MarkStyle, _ window: Window
  ) -> [any Mark] {
    lines.map { curve($0.points.map(window.datum), closed: $0.isClosed, style) }
  }

  /// The part of the window in which a formula is below 0.
  private func filled(
    _ lines: LevelLines, _ role: Role, _ layer: String, _ window: Window, _ opacity: Double,
    _ name: String
  ) -> any Mark {
    let outlines = lines.isolines.band(0).rings.map { ring in
      lines.isolines.points(of: ring).map(window.datum)
    }
    return Fill(outlines.map(lifted), role, opacity: opacity, layer: layer, name: name)
  }

  mutating func region(
    _ drawing: Drawing, _ difference: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    // Positive in the region.
    let negative = Expression.negative(difference)
    let program = try program(negative, scope)
    guard !isCheck else { return Shape() }
    let lines = try LevelLines(of: program, at: [0], in: window, budget: budget)
    guard lines.range.low < 0 else {
      throw Fault(drawing.place, "the region does not meet the plane; check its formula")
    }
    let role = role(drawing, Role("blue"))
    let name = sheet.text(of: drawing)
    var shape = Shape(marks: [filled(lines, role, layer, window, 0.18, name)])
    let style = MarkStyle(role, drawing.weight(.rule), drawing.dash, layer: layer, name: name)
    shape.marks += curves(lines.isolines.lines, style, window)
    shape.marks += try label(
      drawing, layer: layer, role: role,
      along: along(lines.isolines.lines.first?.points.map(window.datum) ?? []), scope)
    shape.words = .region(name)
    return shape
  }

  mutating func vectors(
    _ drawing: Drawing, _ pair: Pair, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let (first, second) = (try program(pair.x, scope), try program(pair.y, scope))
    let number = count(of: "field")
    guard !isCheck else { return Shape() }
    let isEqual = drawingIsEqual(drawing)
    let ratio = isEqual ? min(max(window.ratio, 0.02), 50) : 0.65
    let columns = ratio > 1 ? max(6, Int((16 / ratio).rounded())) : 16
    let rows = max(5, min(24, Int((Double(columns) * ratio).rounded())))
    let (p, q) = (Evaluator(first, order: 0), Evaluator(second, order: 0))
    var places: [Point] = []
    var vectors: [Point] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let place = window.datum(
          Point((Double(column) + 0.5) / Double(columns), (Double(row) + 0.5) / Double(rows)))
        let vector = Point(p.value(place.x, place.y), q.value(place.x, place.y))
        guard vector.isFinite else { continue }
        places.append(place)
        vectors.append(vector)
      }
    }
    try budget.spend(columns * rows, of: first, order: 0)
    guard !places.isEmpty else {
      throw Fault(drawing.place, "the field is defined nowhere in the plane; check its formulas")
    }
    let role = role(drawing, .note)
    let mark = VectorField(
      style: MarkStyle(role, drawing.weight(.rule), drawing.dash, layer: layer, name: "field"),
      places: places, vectors: vectors, cell: Point(1 / Double(columns), 1 / Double(rows)))
    var shape = Shape(marks: [mark])
    shape.tables = [
      Table(
        "field-\(number)", scope.variables + ["first", "second"],
        zip(places, vectors).map { [$0.x, $0.y, $1.x, $1.y] })
    ]
    shape.marks += try label(drawing, layer: layer, role: role, along: places, scope)
    shape.words = .field(sheet.text(of: drawing))
    return shape
  }
}
