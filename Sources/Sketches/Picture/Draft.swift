import Drawing
import Lectures
import Plotting
import Records

/// What a line of drawing became: marks with their data, numbers and words.
struct Shape: Sendable {
  var marks: [any Mark] = []
  var tables: [Table] = []
  var numbers: [Quantity] = []
  /// What is drawn, for readers who do not see it.
  var words = ""
  var warnings: [String] = []
}

/// A panel with what is drawn in it.
struct DraftPanel: Sendable {
  var sheet: Sheet.PanelSheet
  var window: Window?
  /// The axes of names in place of numbers, as for groups.
  var groups: [String] = []
  /// The ends of the data, where no axes are written.
  var extent: Rect?
  var marks: [any Mark] = []
  var isNetwork = false
  /// Whether a network is all that the panel shows, in a plane of its own.
  var isDiagram: Bool { isNetwork && sheet.frame == nil }
  /// The projection of a surface, on which what is drawn of the plane lies.
  var space: Space?
  /// The figure of a lecture that is shown here.
  var shown: Shown?
}

/// A figure of a lecture with what is changed of it.
struct Shown: Sendable {
  let figure: any LectureFigure
  let computed: Computed
  var hidden: Set<String> = []
  var recoloured: [String: Role] = [:]
  var relabelled: [String: String] = [:]
}

/// A sketch with everything computed.
struct Finished: Sendable {
  let sheet: Sheet
  let panels: [DraftPanel]
  /// What each panel shows, in words.
  let words: [[String]]
}

/// Computes the drawings of a sketch.
struct Draft {
  let sheet: Sheet
  let names: Names
  /// Text columns, for groups.
  let texts: [String: [String]]
  let figures: @Sendable (String) throws -> any LectureFigure
  /// Whether formulas are only read, to find what is wrong with them, and nothing is computed.
  let isCheck: Bool

  let budget = Budget()
  private(set) var panels: [DraftPanel] = []
  private(set) var tables: [Table] = []
  private(set) var numbers: [Quantity] = []
  private(set) var claims: [Claim] = []
  private(set) var warnings: [String] = []
  private(set) var words: [[String]] = []
  /// What lines became, with their numbers.
  private(set) var explained: [(Int, String)] = []
  /// Starts and ends of paths, in their order.
  private var paths: [(start: Point, end: Point)] = []
  private var counts: [String: Int] = [:]
  private var uncoloured = 0
  /// The surface of the panel at hand, on which points of the plane lie.
  var surface: LiftedPlane?

  init(
    _ sheet: Sheet, _ names: Names, texts: [String: [String]], isCheck: Bool,
    figures: @escaping @Sendable (String) throws -> any LectureFigure
  ) throws {
    self.sheet = sheet
    self.names = names
    self.texts = texts
    self.isCheck = isCheck
    self.figures = figures
    for panel in sheet.panels { try add(panel) }
  }

  /// What is drawn.
  var finished: Finished { Finished(sheet: sheet, panels: panels, words: words) }

  /// The first fault of the lines, in their order.
  ///
  /// Definitions, axes, drawings and checks are looked at line by line.
  static func firstFault(_ faults: [Fault]) -> Fault? {
    faults.min { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }

  /// Takes the data of a figure that is shown.
  mutating func take(_ data: FigureData, of id: String, warnings: [String]) {
    tables += data.series.map { Table("\(id).\($0.name)", $0.columns, $0.rows) }
    numbers += data.numbers.map { Quantity("\(id).\($0.name)", $0.value) }
    claims += data.claims
    self.warnings += warnings
  }

  // MARK: Panels

  private mutating func add(_ panel: Sheet.PanelSheet) throws {
    var draft = DraftPanel(sheet: panel)
    var scope = names
    if let frame = panel.frame {
      draft.window = try window(frame)
      scope.variables = [frame.x.name, frame.y.name]
    }
    scope.otherVariables = Set(sheet.panels.compactMap(\.frame).flatMap { [$0.x.name, $0.y.name] })
    uncoloured = 0
    surface = nil
    var phrases: [String] = []
    var network = NetworkDraft()
    for (drawing, step) in panel.drawings {
      let layer = sheet.layer(step)
      if try network.take(drawing, layer: layer, scope) {
        draft.isNetwork = true
        continue
      }
      if try take(drawing, shownIn: &draft) { continue }
      do {
        let shape = try shape(drawing, layer: layer, in: &draft, scope)
        draft.marks += shape.marks
        tables += shape.tables
        numbers += shape.numbers
        warnings += shape.warnings
        if !shape.words.isEmpty { phrases.append(shape.words) }
        let numbers = shape.numbers.map { "\($0.name) = \(brief($0.value))" }
        explained.append(
          (drawing.place.line, ([shape.words] + numbers).joined(separator: "; ")))
      } catch is OverBudget {
        throw Fault(
          drawing.place,
          "the sketch asks for too many evaluations of its formulas; take fewer steps, rows or drawings"
        )
      }
    }
    if draft.isNetwork {
      let shape = network.shape()
      draft.marks = shape.marks + draft.marks
      tables += shape.tables
      phrases.insert(shape.words, at: 0)
      draft.extent = network.extent
    }
    panels.append(draft)
    words.append(phrases)
  }

  private func valued(_ formula: Expression, _ scope: Names) throws -> Double {
    try Compiler.number(formula, scope)
  }

  private func window(_ frame: Frame) throws -> Window {
    Window(x: try scale(frame.x), y: try scale(frame.y))
  }

  private func scale(_ axis: AxisLine) throws -> Scale {
    let (low, high) = try ends(axis.range, names)
    if axis.kind == .log, low <= 0 {
      throw Fault(axis.range.place, "a log axis begins above 0; write 1e-3..1")
    }
    do {
      // A tenth of the range, and 1 at the most, is nearly linear.
      let size = min(1, max(abs(low), abs(high)) / 10)
      let kind: Scale.Kind =
        switch axis.kind {
        case .linear: .linear
        case .log: .log
        case .symlog: .symlog(linear: size)
        }
      return try Scale(kind, from: low, to: high)
    } catch {
      throw Fault(axis.range.place, "\(error)")
    }
  }

  /// The two ends of a range.
  func ends(_ range: Bounds, _ scope: Names) throws -> (Double, Double) {
    let (low, high) = (try valued(range.low, scope), try valued(range.high, scope))
    guard low.isFinite, high.isFinite, max(abs(low), abs(high)) <= 1e100 else {
      throw Fault(range.place, "the ends of a range are finite numbers; write 0..1")
    }
    guard low < high else {
      throw Fault(
        range.place, "\(short(low))..\(short(high)) is empty; give the smaller end first")
    }
    guard high - low > 1e-12 * max(abs(low), abs(high)) else {
      throw Fault(range.place, "\(short(low))..\(short(high)) is too narrow to be drawn; widen it")
    }
    return (low, high)
  }

  // MARK: Drawings

  mutating func count(of kind: String) -> Int {
    counts[kind, default: 0] += 1
    return counts[kind] ?? 1
  }

  /// A role for what has no colour: the next of the series.
  mutating func role(_ drawing: Drawing, _ standard: Role? = nil) -> Role {
    if let ink = drawing.ink { return ink.role }
    if let standard { return standard }
    uncoloured += 1
    return Role("series-\((uncoloured - 1) % 8 + 1)")
  }

  func weight(_ drawing: Drawing, _ standard: Weight = .curve) -> Weight {
    drawing.marks.contains(.thick) ? .hero : drawing.marks.contains(.thin) ? .rule : standard
  }

  func dash(_ drawing: Drawing) -> Dash {
    drawing.marks.contains(.dashed) ? .dashed : drawing.marks.contains(.dotted) ? .dotted : .solid
  }

  func needWindow(_ drawing: Drawing, _ draft: DraftPanel) throws -> Window {
    guard let window = draft.window else {
      let example =
        ["curve"].contains(drawing.word) ? "axes x in 0..1, y in 0..1" : planeExample(drawing)
      throw Fault(drawing.place, "\(drawing.word) needs axes; write: \(example)")
    }
    return window
  }

  private func planeExample(_ drawing: Drawing) -> String {
    let pairs = sheet.definitions.map(\.definition.parameters).first { $0.count == 2 }
    let (x, y) = (pairs?[0] ?? "u", pairs?[1] ?? "v")
    return "plane \(x) in -2..2, \(y) in -2..2"
  }

  func point(_ pair: Pair, _ scope: Names) throws -> Point {
    let point = Point(try valued(pair.x, scope), try valued(pair.y, scope))
    guard point.x.isFinite, point.y.isFinite, max(abs(point.x), abs(point.y)) <= 1e100 else {
      throw Fault(pair.place, "the coordinates of a point are finite numbers")
    }
    return point
  }

  /// The words of a drawing at a stated place, or along what it draws.
  func label(
    _ drawing: Drawing, layer: String, role: Role, along places: [Point], _ scope: Names
  ) throws -> [any Mark] {
    guard let caption = drawing.caption else { return [] }
    try TextCheck.check(caption)
    let stated = try caption.at.map { [try point($0, scope)] }
    let sides = caption.placements
    let standard: [LabelRequest.Placement] = [
      .aboveRight(), .right(), .above(), .aboveLeft(), .left(), .below(), .belowRight(),
      .belowLeft(),
    ]
    return [
      Note(
        style: MarkStyle(role.ofWords, layer: layer, name: caption.text), text: caption.text,
        places: lifted(stated ?? places), sides: sides.isEmpty ? standard : sides)
    ]
  }

  private mutating func shape(
    _ drawing: Drawing, layer: String, in draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    // Words are looked at whether or not they are drawn.
    if let caption = drawing.caption { try TextCheck.check(caption) }
    switch drawing.verb {
    case .levels(let field, let list):
      return try levels(drawing, field, list, layer, needWindow(drawing, draft), scope)
    case .implicit(let left, let right):
      let difference = Expression.binary(.subtract, left, right ?? .number(0), drawing.place)
      return try implicit(drawing, difference, layer, needWindow(drawing, draft), scope)
    case .region(let left, let right, let isBelow):
      let (a, b) = isBelow ? (right, left) : (left, right)
      return try region(
        drawing, .binary(.subtract, a, b, drawing.place), layer, needWindow(drawing, draft), scope)
    case .flow(let field, let starts, let mirror):
      return try flow(drawing, field, starts, mirror, layer, needWindow(drawing, draft), scope)
    case .descend(let field, let starts, let rule):
      return try descend(drawing, field, starts, rule, layer, needWindow(drawing, draft), scope)
    case .critical(let field):
      return try critical(drawing, field, layer, needWindow(drawing, draft), scope)
    case .field(let pair):
      return try vectors(drawing, pair, layer, needWindow(drawing, draft), scope)
    case .graph(let formula, let range):
      return try graph(drawing, formula, range, layer, needWindow(drawing, draft), scope)
    case .parametric(let pair, let parameter, let range):
      return try parametric(
        drawing, pair, parameter, range, layer, needWindow(drawing, draft), scope)
    case .arrow(let from, let to):
      let (a, b) = (try point(from, scope), try point(to, scope))
      let role = role(drawing, .ink)
      let mark = Arrow(from: a, to: b, role, weight(drawing, .curve), layer: layer, name: "arrow")
      let places = [0.5, 0.35, 0.65, 0.2, 0.8, 0, 1].map { a + (b - a) * $0 }
      grow(&draft, [a, b])
      return Shape(
        marks: [mark]
          + (try label(drawing, layer: layer, role: role, along: places, scope)))
    case .label:
      let role = role(drawing, .ink)
      if let at = drawing.caption?.at { grow(&draft, [try point(at, scope)]) }
      return Shape(marks: try label(drawing, layer: layer, role: role, along: [], scope))
    case .columns(let verb, let formulas):
      return try columns(drawing, verb, formulas, layer, &draft, scope)
    case .histogram(let formula, let bins):
      return try histogram(drawing, formula, bins, layer, &draft, scope)
    case .heat(let field):
      return try heat(drawing, field, layer, needWindow(drawing, draft), scope)
    case .surface(let field, let view):
      return try surface(drawing, field, view, layer, &draft, scope)
    case .node, .layer, .edge, .connect, .show, .hide, .recolour, .relabel: return Shape()
    }
  }

  /// Makes room for data where no axes are written.
  func grow(_ draft: inout DraftPanel, _ data: [Point]) {
    guard let box = Rect(around: data) else { return }
    guard let known = draft.extent else {
      draft.extent = box
      return
    }
    draft.extent = Rect(around: known.corners + box.corners)
  }

  private func program(_ formula: Expression, _ scope: Names) throws -> Program {
    try Compiler.program(formula, scope)
  }

  private mutating func levels(
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
    let lines = try LevelLines(of: program, at: levels, in: window, budget: budget)
    guard lines.range.low <= lines.range.high else {
      throw Fault(
        drawing.place, "\(text(field)) is defined nowhere in the plane; check its formula")
    }
    guard
      !lines.isolines.lines.isEmpty
        || levels.contains(where: { $0 <= lines.range.high }) && drawing.marks.contains(.fill)
    else {
      throw Fault(
        drawing.place,
        "no level is met in the plane; its values run from \(brief(lines.range.low)) to "
          + "\(brief(lines.range.high))")
    }
    let role = role(drawing, .rule)
    let style = MarkStyle(
      role, drawing.ink == nil ? weight(drawing, .level) : weight(drawing, .levelOfNote),
      dash(drawing), layer: layer, name: "level of \(text(field))")
    let mark = LevelSets(
      style: style, lines: lines, window: window, isFilled: drawing.marks.contains(.fill),
      hasNumbers: drawing.marks.contains(.numbers))
    var shape = Shape(marks: [mark])
    let data = lines.isolines.lines.enumerated().flatMap { index, line in
      line.points.map { place -> [Double] in
        let datum = window.datum(place)
        return [lines.levels[line.level], Double(index + 1), datum.x, datum.y]
      }
    }
    let prefix = number == 1 ? "levels" : "levels-\(number)"
    shape.tables = [
      Table(prefix, ["level", "line", scope.variables[0], scope.variables[1]], data)
    ]
    shape.numbers = [
      Quantity("\(prefix).count", Double(Set(lines.isolines.lines.map(\.level)).count)),
      Quantity("\(prefix).least", lines.range.low),
      Quantity("\(prefix).greatest", lines.range.high),
      Quantity("\(prefix).defect", lines.defect),
    ]
    if let topology = try? Topology(
      of: program, at: levels, in: window, samples: lines.samples, budget: Budget(most: 4e6))
    {
      // Where intervals do not show that the lines run as the true ones do.
      shape.numbers.append(Quantity("\(prefix).unproven", Double(topology.open.count)))
      if !topology.open.isEmpty {
        shape.tables.append(
          Table(
            "\(prefix).unproven", scope.variables,
            topology.open.map(window.datum).map { [$0.x, $0.y] }))
      }
    }
    let longest = lines.isolines.lines.max { $0.points.count < $1.points.count }
    let places = along(longest?.points.map(window.datum) ?? [])
    shape.marks += try label(drawing, layer: layer, role: role, along: places, scope)
    shape.words =
      "\(levels.count == 1 ? "the level" : "levels") \(list: levels.map(brief)) of \(text(field))"
    return shape
  }

  private mutating func implicit(
    _ drawing: Drawing, _ difference: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(difference, scope)
    let number = count(of: "implicit")
    guard !isCheck else { return Shape() }
    let lines = try LevelLines(of: program, at: [0], in: window, budget: budget)
    guard !lines.isolines.lines.isEmpty else {
      let (low, high) = lines.range
      throw Fault(
        drawing.place,
        low <= high
          ? "the curve does not meet the plane; the difference of the sides runs from \(brief(low)) to \(brief(high))"
          : "the formula is defined nowhere in the plane; check it")
    }
    let role = role(drawing, .ink)
    let name = sheet.text(of: drawing)
    var shape = Shape()
    if drawing.marks.contains(.fill) {
      shape.marks.append(filled(lines, role, layer, window, 0.18, name))
    }
    for line in lines.isolines.lines {
      shape.marks.append(
        Curve(
          lifted(line.points.map(window.datum)), role, weight(drawing), dash(drawing),
          closed: line.isClosed, layer: layer, name: name))
    }
    let data = lines.isolines.lines.enumerated().flatMap { index, line in
      line.points.map { place -> [Double] in
        let datum = window.datum(place)
        return [Double(index + 1), datum.x, datum.y]
      }
    }
    shape.tables = [
      Table("implicit-\(number)", ["line", scope.variables[0], scope.variables[1]], data)
    ]
    shape.numbers = [
      Quantity("implicit-\(number).lines", Double(lines.isolines.lines.count)),
      Quantity("implicit-\(number).defect", lines.defect),
    ]
    let longest = lines.isolines.lines.max { $0.points.count < $1.points.count }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(longest?.points.map(window.datum) ?? []),
      scope)
    shape.words = "the curve \(name)"
    return shape
  }

  /// The part of the window in which a formula is below 0.
  private func filled(
    _ lines: LevelLines, _ role: Role, _ layer: String, _ window: Window, _ opacity: Double,
    _ name: String
  ) -> any Mark {
    let outlines = lines.isolines.band(0).rings.map { ring in
      lines.isolines.points(of: ring).map(window.datum)
    }
    return Fill(outlines, role, opacity: opacity, layer: layer, name: name)
  }

  private mutating func region(
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
    for line in lines.isolines.lines {
      shape.marks.append(
        Curve(
          line.points.map(window.datum), role, weight(drawing, .rule), dash(drawing),
          closed: line.isClosed, layer: layer, name: name))
    }
    shape.marks += try label(
      drawing, layer: layer, role: role,
      along: along(lines.isolines.lines.first?.points.map(window.datum) ?? []), scope)
    shape.words = "the region \(name), shaded"
    return shape
  }

  private mutating func flow(
    _ drawing: Drawing, _ field: Expression, _ starts: [Pair], _ mirror: Expression?,
    _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let potential = try mirror.map { try self.program($0, scope) }
    let points = try starts.map { try point($0, scope) }
    guard !isCheck else { return Shape() }
    let integrator = FlowIntegrator(program, mirror: potential, window: window, budget: budget)
    let role = role(drawing, Role("blue"))
    var shape = Shape()
    var lines: [FlowLine] = []
    var ends: [Point] = []
    for (point, start) in zip(points, starts) {
      let line = try integrator.line(from: point)
      guard line.value.isFinite || line.points.count > 1 else {
        throw Fault(
          start.place,
          mirror == nil
            ? "\(text(field)) has no gradient at this start; choose another"
            : "no mirror flow starts here; the mirror must be strictly convex and have two derivatives"
        )
      }
      let number = count(of: "flow")
      let end = line.points.last ?? point
      paths.append((point, end))
      lines.append(line)
      shape.tables.append(
        Table("flow-\(number)", scope.variables, line.points.map { [$0.x, $0.y] }))
      shape.numbers += [
        Quantity("flow-\(number).end", line.value),
        Quantity("flow-\(number).end.\(scope.variables[0])", end.x),
        Quantity("flow-\(number).end.\(scope.variables[1])", end.y),
        Quantity("flow-\(number).slope", line.slope),
      ]
      shape.marks.append(
        Curve(
          lifted(line.points), role, weight(drawing), dash(drawing),
          heads: drawing.marks.contains(.arrow) ? [0.55] : [], layer: layer, name: "flow line"))
      if line.end == .critical { ends.append(end) }
    }
    if !ends.isEmpty {
      shape.marks.append(Dots(lifted(ends), .filled, role, layer: layer, name: "end"))
    }
    shape.marks.append(Dots(lifted(points), .hollow, role, layer: layer, name: "start"))
    let longest = lines.max { $0.points.count < $1.points.count }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: along(longest?.points ?? []), scope)
    shape.words = flowWords(lines, field, isMirror: mirror != nil)
    return shape
  }

  private func flowWords(_ lines: [FlowLine], _ field: Expression, isMirror: Bool) -> String {
    let kind = isMirror ? "mirror flow" : "gradient flow"
    let ends = lines.filter { $0.end == .critical }
    var words = "\(counted(lines.count, "line")) of the \(kind) of \(text(field))"
    if !ends.isEmpty {
      let values = ends.map(\.value)
      let least = values.min() ?? 0
      let most = values.max() ?? 0
      words +=
        ends.count == lines.count
        ? ", which \(agreeing(lines.count, "ends", "end"))"
        : ", of which \(ends.count) \(agreeing(ends.count, "ends", "end"))"
      words +=
        most - least <= 1e-9 * max(1, abs(most))
        ? " where it is \(brief(abs(least) < 1e-12 ? 0 : least))"
        : " where it is between \(brief(least)) and \(brief(most))"
    }
    let left = lines.filter { $0.end == .left }.count
    if left > 0 { words += "; \(left) \(agreeing(left, "leaves", "leave")) the picture" }
    return words
  }

  private mutating func descend(
    _ drawing: Drawing, _ field: Expression, _ starts: [Pair], _ rule: Drawing.Rule,
    _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let potential = try rule.mirror.map { try self.program($0, scope) }
    let points = try starts.map { try point($0, scope) }
    let plan = try plan(rule, program, drawing, scope)
    guard !isCheck else { return Shape() }
    let role = role(drawing, Role("orange"))
    var shape = Shape()
    var longest: [Point] = []
    var ended: [Point] = []
    var words: [String] = []
    for start in points {
      let number = count(of: "descent")
      let path = try plan.path(
        of: program, from: start, mirror: potential, window: window, path: number, budget: budget)
      let end = path.points.last ?? start
      paths.append((start, end))
      if path.points.count > longest.count { longest = path.points }
      shape.tables.append(
        Table("descent-\(number)", scope.variables, path.points.map { [$0.x, $0.y] }))
      shape.numbers += [
        Quantity("descent-\(number).end", path.value),
        Quantity("descent-\(number).end.\(scope.variables[0])", end.x),
        Quantity("descent-\(number).end.\(scope.variables[1])", end.y),
        Quantity("descent-\(number).slope", path.slope),
        Quantity("descent-\(number).steps", Double(path.points.count - 1)),
      ].filter { $0.value.isFinite }
      if let left = path.leftAfter {
        shape.numbers.append(Quantity("descent-\(number).left-after", Double(left)))
        shape.warnings.append(
          path.isDiverged
            ? "line \(drawing.place.line): descent-\(number) runs away; it left the picture after \(counted(left, "step"))"
            : "line \(drawing.place.line): descent-\(number) left the picture after \(counted(left, "step"))"
        )
        words.append("one leaves the picture after \(counted(left, "step"))")
      } else {
        ended.append(end)
        words.append(
          "one ends after \(counted(path.points.count - 1, "step")) where it is \(brief(path.value))"
        )
      }
      shape.marks.append(
        Polyline(
          [lifted(path.points)], role, weight(drawing), dash(drawing), layer: layer,
          name: "descent"))
      let inner =
        path.points.count > 2 ? lifted(Array(path.points[1..<(path.points.count - 1)])) : []
      if drawing.marks.contains(.dots) {
        shape.marks.append(
          Dots(inner, .disc, role, diameter: 2.6, isObstacle: false, layer: layer, name: "iterate"))
      } else if drawing.marks.contains(.cross) {
        shape.marks.append(
          Dots(inner, .cross, role, diameter: 3.4, isObstacle: false, layer: layer, name: "iterate")
        )
      }
    }
    if !ended.isEmpty {
      shape.marks.append(Dots(lifted(ended), .filled, role, layer: layer, name: "end"))
    }
    shape.marks.append(Dots(lifted(points), .hollow, role, layer: layer, name: "start"))
    shape.marks += try label(drawing, layer: layer, role: role, along: along(longest), scope)
    let kind =
      rule.isAdam
      ? "Adam"
      : rule.isNesterov
        ? "Nesterov's method"
        : rule.momentum != nil
          ? "descent with momentum" : rule.mirror != nil ? "mirror descent" : "gradient descent"
    shape.words =
      "\(counted(points.count, "path")) of \(kind) on \(text(field)): "
      + words.joined(separator: ", ")
    return shape
  }

  private func plan(
    _ rule: Drawing.Rule, _ field: Program, _ drawing: Drawing, _ scope: Names
  ) throws -> DescentPlan {
    // The step may change with the number k of the step.
    var counting = scope
    counting.variables = scope.values["k"] == nil && scope.definitions["k"] == nil ? ["k"] : []
    counting.otherVariables.formUnion(scope.variables)
    let step = rule.step ?? .number(.nan)
    var plan = DescentPlan(step: try Compiler.program(step, counting))
    func value(_ formula: Expression, _ what: String, in range: ClosedRange<Double>, whole: Bool)
      throws -> Double
    {
      let value = try valued(formula, scope)
      guard range.contains(value), !whole || value == value.rounded() else {
        throw Fault(
          formula.place ?? drawing.place,
          "\(what) \(brief(value)) is not allowed; give \(whole ? "a whole number in " : "")"
            + "\(short(range.lowerBound))..\(short(range.upperBound))")
      }
      return value
    }
    if let fixed = plan.step.constant, !(fixed > 0 && fixed.isFinite), !isCheck {
      throw Fault(
        step.place ?? drawing.place,
        "the step \(brief(fixed)) is not allowed; give one above 0")
    }
    if let steps = rule.steps {
      plan.steps = Int(try value(steps, "steps", in: 0...1_000_000, whole: true))
    }
    if let momentum = rule.momentum {
      plan.momentum = try value(momentum, "momentum", in: 0...1, whole: false)
    }
    plan.isNesterov = rule.isNesterov
    plan.isAdam = rule.isAdam
    let seeds = 0...9_007_199_254_740_991.0
    if let batch = rule.batch {
      guard field.rows > 0 else {
        throw Fault(
          batch.size.place ?? drawing.place,
          "a batch is taken of the rows of data, over which the formula has no mean or sum")
      }
      plan.batch = (
        Int(try value(batch.size, "batch", in: 1...Double(field.rows), whole: true)),
        Int(try value(batch.seed, "seed", in: seeds, whole: true))
      )
    }
    if let noise = rule.noise {
      plan.noise = (
        try value(noise.size, "noise", in: 0...1e100, whole: false),
        Int(try value(noise.seed, "seed", in: seeds, whole: true))
      )
    }
    return plan
  }

  private mutating func critical(
    _ drawing: Drawing, _ field: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try program(field, scope)
    let number = count(of: "critical")
    guard !isCheck else { return Shape() }
    let found = try criticalPoints(of: program, in: window, budget: budget)
    let role = role(drawing, .ink)
    var shape = Shape()
    func places(_ kind: CriticalPoint.Kind) -> [Point] {
      found.filter { $0.kind == kind }.map(\.place)
    }
    // A curve of critical points is no set of dots; words say that it is there.
    for (kind, form, size) in [
      (CriticalPoint.Kind.flat, Dots.Shape.disc, 2.4), (.minimum, .diamond, 5.6),
      (.maximum, .ring, 5), (.saddle, .saddle, 6),
    ] where !places(kind).isEmpty && (kind != .flat || places(kind).count < 4) {
      shape.marks.append(
        Dots(lifted(places(kind)), form, role, diameter: size, layer: layer, name: kind.rawValue))
    }
    let prefix = "critical-\(number)"
    shape.tables = [
      Table(
        prefix, scope.variables + ["value", "slope", "eigenvalue-1", "eigenvalue-2"],
        found.map {
          [$0.place.x, $0.place.y, $0.value, $0.slope, $0.eigenvalues.large, $0.eigenvalues.small]
        })
    ]
    shape.numbers =
      [
        Quantity("\(prefix).minima", Double(places(.minimum).count)),
        Quantity("\(prefix).saddles", Double(places(.saddle).count)),
        Quantity("\(prefix).maxima", Double(places(.maximum).count)),
      ] + (found.isEmpty ? [] : [Quantity("\(prefix).slope", found.map(\.slope).max() ?? 0)])
    if found.isEmpty {
      shape.warnings = [
        "line \(drawing.place.line): no critical point of \(text(field)) was found in the plane"
      ]
    }
    shape.marks += try label(
      drawing, layer: layer, role: role, along: found.map(\.place), scope)
    var parts: [String] = []
    for (kind, word, plural) in [
      (CriticalPoint.Kind.minimum, "minimum", "minima"), (.saddle, "saddle", "saddles"),
      (.maximum, "maximum", "maxima"),
    ] where !places(kind).isEmpty {
      parts.append(counted(places(kind).count, word, plural: plural))
    }
    if !places(.flat).isEmpty {
      let values = Set(
        found.filter { $0.kind == .flat }.map { brief(abs($0.value) < 1e-12 ? 0 : $0.value) })
      parts.append("a curve of critical points where it is \(list: values.sorted())")
    }
    shape.words =
      parts.isEmpty
      ? "no critical point of \(text(field))"
      : "critical points of \(text(field)) that were found: \(list: parts)"
    return shape
  }

  private mutating func vectors(
    _ drawing: Drawing, _ pair: Pair, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let (first, second) = (try program(pair.x, scope), try program(pair.y, scope))
    let number = count(of: "field")
    guard !isCheck else { return Shape() }
    let isEqual = drawingIsEqual(drawing)
    let ratio = isEqual ? min(max(abs(window.sides.y / window.sides.x), 0.02), 50) : 0.65
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
      style: MarkStyle(role, weight(drawing, .rule), dash(drawing), layer: layer, name: "field"),
      places: places, vectors: vectors, cell: Point(1 / Double(columns), 1 / Double(rows)))
    var shape = Shape(marks: [mark])
    shape.tables = [
      Table(
        "field-\(number)", scope.variables + ["first", "second"],
        zip(places, vectors).map { [$0.x, $0.y, $1.x, $1.y] })
    ]
    shape.marks += try label(drawing, layer: layer, role: role, along: places, scope)
    shape.words = "the vector field \(sheet.text(of: drawing)) as arrows"
    return shape
  }

  func drawingIsEqual(_ drawing: Drawing) -> Bool {
    sheet.panels.first { $0.drawings.contains { $0.drawing.place == drawing.place } }?.frame?
      .isEqual
      ?? false
  }

  private mutating func graph(
    _ drawing: Drawing, _ formula: Expression, _ range: Bounds?, _ layer: String,
    _ window: Window, _ scope: Names
  ) throws -> Shape {
    var single = scope
    single.variables = [scope.variables[0]]
    single.vertical = scope.variables[1]
    let program = try program(formula, single)
    let number = count(of: "curve")
    let ends =
      try range.map { try self.ends($0, scope) } ?? (window.x.domain.start, window.x.domain.end)
    guard !isCheck else { return Shape() }
    if window.x.kind == .log, ends.0 <= 0 {
      throw Fault(range?.place ?? drawing.place, "the axis is log; give a range above 0")
    }
    let curve = try CurvePieces(graph: program, over: ends, in: window, budget: budget)
    guard !curve.pieces.isEmpty else {
      throw Fault(
        drawing.place, "\(text(formula)) is defined nowhere in this range; check its formula")
    }
    return try drawn(
      curve.pieces, drawing, "curve-\(number)", layer, scope, scope.variables,
      words: "the graph of \(text(formula))", window: window)
  }

  private mutating func parametric(
    _ drawing: Drawing, _ pair: Pair, _ parameter: String, _ range: Bounds, _ layer: String,
    _ window: Window, _ scope: Names
  ) throws -> Shape {
    var single = scope
    single.otherVariables.formUnion(scope.variables)
    single.variables = [parameter]
    single.values[parameter] = nil
    single.definitions[parameter] = nil
    let (first, second) = (try program(pair.x, single), try program(pair.y, single))
    let ends = try self.ends(range, scope)
    let number = count(of: "curve")
    guard !isCheck else { return Shape() }
    let curve = try CurvePieces(first, second, over: ends, in: window, budget: budget)
    guard !curve.pieces.isEmpty else {
      throw Fault(drawing.place, "the curve is defined nowhere in this range; check its formulas")
    }
    return try drawn(
      curve.pieces, drawing, "curve-\(number)", layer, scope, scope.variables,
      words: "the curve \(sheet.text(of: drawing))", window: window)
  }

  /// A curve in pieces with its data and words.
  private mutating func drawn(
    _ pieces: [[Point]], _ drawing: Drawing, _ name: String, _ layer: String, _ scope: Names,
    _ columns: [String], words: String, window: Window
  ) throws -> Shape {
    let role = role(drawing)
    var shape = Shape()
    if drawing.marks.contains(.fill) {
      // Down to 0, or to the edge where 0 is not shown.
      let low = min(window.y.domain.start, window.y.domain.end)
      let high = max(window.y.domain.start, window.y.domain.end)
      let base = window.y.kind == .log ? low : min(max(0, low), high)
      let outlines = pieces.compactMap { piece -> [Point]? in
        guard let first = piece.first, let last = piece.last else { return nil }
        return [Point(first.x, base)] + piece + [Point(last.x, base)]
      }
      shape.marks += outlines.map {
        Fill([$0], role, opacity: 0.18, layer: layer, name: name) as any Mark
      }
    }
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      shape.marks.append(
        Curve(
          lifted(piece), role, weight(drawing), dash(drawing),
          heads: drawing.marks.contains(.arrow) && isLast ? [0.55] : [], layer: layer, name: name))
    }
    shape.tables = [
      Table(
        name, ["piece"] + columns,
        pieces.enumerated().flatMap { index, piece in
          piece.map { [Double(index + 1), $0.x, $0.y] }
        })
    ]
    let all = pieces.flatMap { $0 }.filter { window.holds($0) }
    shape.marks += try label(drawing, layer: layer, role: role, along: along(all), scope)
    shape.words = words
    return shape
  }

  // MARK: Checks

  /// Computes the claims, when all paths are known.
  mutating func check(named id: String) throws {
    var scope = names
    scope.results = []
    for (index, path) in paths.enumerated() {
      scope.values["start\(index + 1)x"] = path.start.x
      scope.values["start\(index + 1)y"] = path.start.y
      scope.values["end\(index + 1)x"] = path.end.x
      scope.values["end\(index + 1)y"] = path.end.y
    }
    for (name, value) in numbers.map({ ($0.name, $0.value) }) {
      let spelled = name.replacing("-", with: "").replacing(".", with: "_")
      if scope.values[spelled] == nil { scope.values[spelled] = value }
    }
    if isCheck {
      // Ends are not known yet; their names are.
      for name in names.results { scope.values[name] = 0.5 }
    }
    for check in sheet.checks {
      let (left, right, tolerance) = (
        try valued(check.left, scope), try valued(check.right, scope),
        try valued(check.tolerance, scope)
      )
      do { try TextCheck.line(check.words) } catch let fault as TextCheck.Fault {
        throw Fault(check.place, fault.words)
      }
      guard tolerance >= 0, tolerance.isFinite else {
        throw Fault(
          check.tolerance.place ?? check.place, "a tolerance is 0 or above; write within 1e-9")
      }
      claims.append(
        Claim(
          id: "\(id).check-\(count(of: "check"))", statement: check.words,
          residual: abs(left - right),
          tolerance: tolerance, reason: "as the sketch states"))
      explained.append(
        (check.place.line, "a claim with the residual \(brief(abs(left - right)))"))
    }
  }
}

// MARK: Words

extension Expression {
  /// The place of the first name in a formula, where it has one.
  var place: Place? {
    switch self {
    case .number: nil
    case .name(_, let place), .call(_, _, let place): place
    case .negative(let inner), .absolute(let inner): inner.place
    case .binary(_, let a, _, let place): a.place ?? place
    }
  }
}

/// A number in few digits.
func brief(_ value: Double) -> String {
  guard value.isFinite else {
    return value.isNaN ? "not a number" : value > 0 ? "infinity" : "-infinity"
  }
  let rounded = Numeral(value, significant: 4).trimmed
  let isLong = abs(value) >= 1e5 || (value != 0 && abs(value) < 1e-4)
  return (isLong ? rounded.scientific : rounded.plain).replacing("\u{2212}", with: "-")
}

extension DefaultStringInterpolation {
  /// Words as an enumeration.
  mutating func appendInterpolation(list words: [String]) {
    guard words.count > 1, let last = words.last else {
      appendLiteral(words.first ?? "")
      return
    }
    appendLiteral(words.dropLast().joined(separator: ", ") + " and " + last)
  }
}

/// Places along a line at which its words may stand, the best first.
func along(_ points: [Point]) -> [Point] {
  guard points.count > 1 else { return points }
  return [0.6, 0.4, 0.75, 0.25, 0.5, 0.88, 0.12, 0.95, 0.05, 0.33, 0.67].map {
    points[Int($0 * Double(points.count - 1))]
  }
}
