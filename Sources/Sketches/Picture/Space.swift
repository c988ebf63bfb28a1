import Drawing
import Plotting
import Records

extension Draft {
  mutating func heat(
    _ drawing: Drawing, _ field: Expression, _ layer: String, _ window: Window, _ scope: Names
  ) throws -> Shape {
    let program = try Compiler.program(field, scope)
    let number = count(of: "heat")
    guard !isCheck else { return Shape() }
    // Cells of a size that is not seen, but where each takes rows of data.
    let columns = budget.samples(program.rows > 0 ? 120 : 200)
    let ratio =
      drawingIsEqual(drawing) ? min(max(window.ratio, 0.02), 50) : 0.62
    let count = max(columns / 3, min(columns * 4 / 3, Int((Double(columns) * ratio).rounded())))
    func middles(_ scale: Scale, _ count: Int) -> [Double] {
      (0..<count).map { scale.value(at: (Double($0) + 0.5) / Double(count)) }
    }
    let (xs, ys) = (middles(window.x, columns), middles(window.y, count))
    // The range is that of the formula: the edges and the middle belong to it, too.
    let parts = (0...40).map { Double($0) / 40 }
    func values(_ scope: Names) throws -> (rows: [[Double]], all: [Double]) {
      let program = try Compiler.program(field, scope)
      try budget.spend(columns * count + parts.count * parts.count, of: program, order: 0)
      let grid = Evaluator(program, order: 0, isForGrid: true)
      let rows = ys.map { y in grid.values(xs, Array(repeating: y, count: columns)) }
      let nodes = parts.flatMap { y in
        grid.values(
          parts.map(window.x.value(at:)),
          Array(repeating: window.y.value(at: y), count: parts.count))
      }
      return (rows, (rows.flatMap { $0 } + nodes).filter(\.isFinite))
    }
    let (rows, own) = try values(scope)
    // Panels that differ in a value alone have the same colours.
    let known = try peers.count == 1 ? own : own + peers.flatMap { try values($0).all }
    guard let low = known.min(), let high = known.max() else {
      throw Fault(
        drawing.place, "\(text(field)) is defined nowhere in the plane; check its formula")
    }
    let colors = try colors(from: low, to: high, text(field), drawing)
    let name = barName(field)
    // Cells of equal size on the page are not so in data.
    func edges(_ scale: Scale, _ count: Int) -> [Double] {
      (0...count).map { scale.value(at: Double($0) / Double(count)) }
    }
    var shape = Shape(marks: [
      HeatMap(
        rows, xEdges: edges(window.x, columns), yEdges: edges(window.y, count), colors,
        layer: layer,
        name: "heat map"),
      landscape(field, program),
    ])
    if isLastPeer { shape.marks.append(ColorBar(colors, label: name, layer: layer)) }
    // Of panels that share their colours the range is theirs.
    let range =
      peers.count > 1
      ? (low: low, high: high)
      : try FoundRange(
        program, from: rows.flatMap { $0 }, columns: columns, inset: 0.5 / Double(columns),
        in: window,
        budget: budget
      ).ends
    shape.numbers = [
      Quantity("heat-\(number).least", range.low), Quantity("heat-\(number).greatest", range.high),
    ]
    shape.tables = [
      Table(
        "heat-\(number)", scope.variables + ["value"],
        zip(ys, rows).flatMap { y, row in
          zip(xs, row).filter(\.1.isFinite).map { [$0, y, $1] }
        })
    ]
    shape.marks += try label(
      drawing, layer: layer, role: .ink, along: [window.datum(Point(0.5, 0.9))], scope)
    shape.words = .heat(of: text(field), from: range.low, to: range.high)
    return shape
  }

  /// What pages tell at the pointer: the values of a formula.
  ///
  /// Those of sums over rows would take too long, and long names would hide the picture.
  func landscape(_ field: Expression, _ program: Program) -> any Mark {
    let name =
      program.rows > 0 || text(field).count > 24 ? "" : settable(columnHeading(field, names))
    return Landscape(name) {
      let field = Evaluator(program, order: 0)
      return field.value
    }
  }

  mutating func surface(
    _ drawing: Drawing, _ field: Expression, _ view: Pair?, _ layer: String,
    _ draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    let window = try needWindow(drawing, draft)
    let program = try Compiler.program(field, scope)
    var angles = try view.map { try point($0, scope) } ?? Point(-60, 30)
    // Some write the height first; nobody looks from below.
    if !(0...90).contains(angles.y), (0...90).contains(angles.x) {
      angles = Point(angles.y, angles.x)
    }
    guard abs(angles.x) <= 3600, (-90...90).contains(angles.y) else {
      throw Fault(
        view?.place ?? drawing.place,
        "a view has an angle around and one of at most 90 above; write: view -60, 30")
    }
    let number = count(of: "surface")
    guard !isCheck else { return Shape() }
    let columns = budget.samples(34)
    let fractions = (0...columns).map { Double($0) / Double(columns) }
    try budget.spend(fractions.count * fractions.count, of: program, order: 0)
    let grid = Evaluator(program, order: 0, isForGrid: true)
    let rows = fractions.map { y in
      grid.values(fractions.map(window.x.value(at:)), fractions.map { _ in window.y.value(at: y) })
    }
    let known = rows.flatMap { $0 }.filter(\.isFinite)
    guard let low = known.min(), let high = known.max() else {
      throw Fault(
        drawing.place, "\(text(field)) is defined nowhere in the plane; check its formula")
    }
    guard (high - low).isFinite else {
      throw Fault(drawing.place, "\(text(field)) is too high for a picture; divide it")
    }
    let space = Space(azimuth: angles.x, elevation: angles.y, low: low, high: high, window: window)
    let role = drawing.ink?.role
    draft.space = space
    surface = LiftedPlane(space: space, field: Evaluator(program, order: 0))
    var shape = Shape(marks: [
      Surface(rows, x: fractions, y: fractions, seen: space.view, role, layer: layer)
    ])
    let range = try FoundRange(
      program, from: rows.flatMap { $0 }, columns: fractions.count, in: window, budget: budget)
    shape.numbers = [
      Quantity("surface-\(number).least", range.low),
      Quantity("surface-\(number).greatest", range.high),
    ]
    shape.words = .surface(of: text(field), from: range.low, to: range.high)
    shape.marks.append(SpaceAxes(space: space, names: scope.variables.map(heading), layer: layer))
    let middle = window.datum(Point(0.5, 0.5))
    shape.marks += try label(drawing, layer: layer, role: role ?? .ink, along: [middle], scope)
    return shape
  }

  /// Points of the plane on the surface of their panel; as they are where it has none.
  func lifted(_ points: [Point]) -> [Point] {
    guard let surface else { return points }
    return points.compactMap(surface.place)
  }
}

/// A surface with its projection: where a point of the plane is seen.
struct LiftedPlane {
  let space: Space
  let field: Evaluator

  /// The place in the picture; nil for a point beside the surface.
  func place(_ datum: Point) -> Point? {
    guard space.window.holds(datum, beyond: 1e-9) else { return nil }
    let height = field.value(datum.x, datum.y)
    return height.isFinite ? space.place(datum, height) : nil
  }
}

/// The two near edges of the floor below a surface, with the names of the axes and their ends.
private struct SpaceAxes: Mark {
  let style: MarkStyle
  private let space: Space
  private let names: [String]

  init(space: Space, names: [String], layer: String) {
    self.space = space
    self.names = names
    style = MarkStyle(.note, .hair, layer: layer, name: "axis of the floor")
  }

  func draw(in frame: PanelFrame) throws -> Drawn {
    // The edges of the floor that lie nearest to the eye.
    func floor(_ x: Double, _ y: Double) -> (point: Point, nearness: Double) {
      space.view.place(x, y, space.low)
    }
    let nearY: Double = floor(0.5, 0).nearness > floor(0.5, 1).nearness ? 0 : 1
    let nearX: Double = floor(0, 0.5).nearness > floor(1, 0.5).nearness ? 0 : 1
    func place(_ x: Double, _ y: Double) -> Point { frame.point(floor(x, y).point) }
    let stroke = frame.metrics.stroke(.note, .hair)
    let window = space.window
    var drawn = Drawn()
    let centre = place(0.5, 0.5)
    for (isX, a, b) in [
      (true, place(0, nearY), place(1, nearY)), (false, place(nearX, 0), place(nearX, 1)),
    ] {
      drawn.items.append(.path(Path(polyline: [a, b]), Style(stroke: stroke)))
      let scale = isX ? window.x : window.y
      let middle = (a + b) * 0.5
      let out = middle - centre
      let away = out * (1 / max(out.length, 1e-9))
      for (text, anchor, gap, size) in [
        (
          Numeral(scale.domain.start, significant: 3).trimmed.plain, a + (b - a) * 0.04, 7.0,
          TypeSize.tick
        ),
        (Numeral(scale.domain.end, significant: 3).trimmed.plain, a + (b - a) * 0.96, 7, .tick),
        (names[isX ? 0 : 1], middle, 9, .label),
      ] {
        drawn.labels.append(
          LabelRequest(
            text: text, anchor: anchor + away * gap, candidates: [.center], size: size,
            role: size == .label ? .ink : .note, layer: layer, in: frame, isFixed: true))
      }
    }
    return drawn
  }
}

/// The box above a window, seen from one side.
struct Space: Sendable {
  /// A view of fractions of the window's sides and of heights.
  let view: Surface.View
  let window: Window
  /// The heights of floor and ceiling.
  let low: Double
  let high: Double

  init(azimuth: Double, elevation: Double, low: Double, high: Double, window: Window) {
    self.window = window
    // A plain has room above and below, be it as high as numbers go.
    let room = low < high ? 0 : max(0.5, 1e-6 * abs(low))
    (self.low, self.high) = (low - room, high + room)
    view = Surface.View(
      [0...1, 0...1, self.low...self.high], azimuth: azimuth, elevation: elevation)
  }

  /// The place of a datum at a height in the picture.
  func place(_ datum: Point, _ height: Double) -> Point {
    let p = window.place(datum)
    return view.place(p.x, p.y, height).point
  }

  /// What the whole box takes.
  var extent: Rect {
    let corners = [0.0, 1].flatMap { x in
      [0.0, 1].flatMap { y in [low, high].map { view.place(x, y, $0).point } }
    }
    return Rect(around: corners) ?? Rect(minX: -1, minY: -1, maxX: 1, maxY: 1)
  }
}
