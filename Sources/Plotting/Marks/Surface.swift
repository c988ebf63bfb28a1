public import Drawing
import Elementary

/// The graph of a function of two variables in space, seen from the side and above, its facets
/// painted from the back to the front.
public struct Surface: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let facets: [Facet]
  private let edges: [[Point]]
  private let paint: Paint
  private let names: [(text: String, place: Point)]

  private struct Facet {
    let corners: [Point]
    let depth: Double
    let value: Double
    /// How much of the light it throws back, from 0 to 1.
    let light: Double
  }

  /// Where the colours of the facets come from.
  private enum Paint: Sendable {
    /// From their heights, by a scale that a colour bar can show.
    case scale(ColorScale)
    /// From one role, or from where their heights lie in a span, under a light.
    case lit(Role?, Span)
  }

  /// Where data of space lie in the picture.
  public struct View: Hashable, Sendable {
    private let ranges: [ClosedRange<Double>]
    /// The cosine and the sine of the azimuth.
    private let turn: SIMD2<Double>
    /// The cosine and the sine of the elevation.
    private let tilt: SIMD2<Double>
    private let height: Double

    /// A view of a box of data, which has a square floor with sides of 1.
    ///
    /// - Parameters:
    ///   - ranges: The ranges of x, y and z.
    ///   - azimuth: The direction to the eye, in degrees around the vertical.
    ///   - elevation: The height of the eye over the floor, in degrees.
    ///   - height: The height of the box.
    public init(
      _ ranges: [ClosedRange<Double>], azimuth: Double = -60, elevation: Double = 28,
      height: Double = 0.7
    ) {
      self.ranges = ranges
      let (a, b) = (azimuth * Double.pi / 180, elevation * Double.pi / 180)
      turn = SIMD2(cos(a), sin(a))
      tilt = SIMD2(cos(b), sin(b))
      self.height = height
    }

    /// The place in the box around 0.
    fileprivate func box(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Double> {
      func part(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound) - 0.5
      }
      return SIMD3(part(x, ranges[0]), part(y, ranges[1]), part(z, ranges[2]) * height)
    }

    /// The place in the picture, and how near it is to the eye.
    public func place(_ x: Double, _ y: Double, _ z: Double) -> (point: Point, nearness: Double) {
      let p = box(x, y, z)
      let (a, b, c) = (p.x, p.y, p.z)
      let across = a * -turn.y + b * turn.x
      let away = a * turn.x + b * turn.y
      return (Point(across, c * tilt.x - away * tilt.y), away * tilt.x + c * tilt.y)
    }
  }

  /// The graph of a function over a rectangle; where it is not finite there is a hole.
  ///
  /// - Parameters:
  ///   - x: The range of x.
  ///   - y: The range of y.
  ///   - z: The range of the values in the box; nil for that of the function.
  ///   - facets: The number of facets along a side.
  ///   - colors: The colours of heights; nil for viridis over the range of the values.
  ///   - azimuth: The direction to the eye, in degrees around the vertical.
  ///   - elevation: The height of the eye over the floor, in degrees.
  ///   - names: The names of the three axes.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  ///   - function: The function.
  /// - Throws: `PlotError.domain` for ranges that no scale of colours has.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>? = nil,
    facets: Int = 28, _ colors: ColorScale? = nil, azimuth: Double = -60,
    elevation: Double = 28, names: [String] = ["$x$", "$y$", "$z$"], layer: String = "data",
    name: String = "surface", _ function: (Double, Double) -> Double
  ) throws(PlotError) {
    let count = min(200, max(2, facets))
    let (xs, ys) = (places(in: x, parts: count), places(in: y, parts: count))
    let values = ys.map { v in xs.map { function($0, v) } }
    let span = Span(values.joined())
    let heights =
      z
      ?? (span.low < span.high
        ? span.low...span.high : (span.isEmpty ? 0...1 : span.low - 0.5...span.low + 0.5))
    let view = View([x, y, heights], azimuth: azimuth, elevation: elevation)
    self.facets = Self.facets(xs, ys, values, view, floor: heights.lowerBound)
    if let colors {
      paint = .scale(colors)
    } else {
      paint = .scale(
        try ColorScale(.viridis, from: heights.lowerBound, to: heights.upperBound))
    }
    func corner(_ a: Int, _ b: Int, _ c: Int) -> Point {
      view.place(
        a == 0 ? x.lowerBound : x.upperBound, b == 0 ? y.lowerBound : y.upperBound,
        c == 0 ? heights.lowerBound : heights.upperBound
      ).point
    }
    // The floor and the upright edge at its left end.
    let floor = [corner(0, 0, 0), corner(1, 0, 0), corner(1, 1, 0), corner(0, 1, 0)]
    let feet = [(0, 0), (1, 0), (1, 1), (0, 1)]
    let left = feet.min { corner($0.0, $0.1, 0).x < corner($1.0, $1.1, 0).x } ?? (0, 0)
    let upright = [corner(left.0, left.1, 0), corner(left.0, left.1, 1)]
    edges = [floor + [floor[0]], upright]
    // A name below the nearer of the two edges of its direction, and one at the top.
    func lower(_ a: Point, _ b: Point) -> Point { a.y < b.y ? a : b }
    let places = [
      lower((floor[0] + floor[1]) * 0.5, (floor[2] + floor[3]) * 0.5),
      lower((floor[1] + floor[2]) * 0.5, (floor[3] + floor[0]) * 0.5), upright[1],
    ]
    self.names = zip(names, places).map { ($0, $1) }
    style = MarkStyle(.ground, .hair, layer: layer, name: name)
  }

  /// A surface through heights over a grid, under a light, without its box.
  ///
  /// - Parameters:
  ///   - heights: The heights, row by row; where one is not finite there is a hole.
  ///   - x: The places of the columns, ascending.
  ///   - y: The places of the rows, ascending.
  ///   - view: Where the data lie in the picture.
  ///   - role: What the colour of all facets stands for; nil for colours of the heights.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ heights: [[Double]], x: [Double], y: [Double], seen view: View, _ role: Role? = nil,
    layer: String = "data", name: String = "surface"
  ) {
    let span = Span(heights.joined())
    facets = Self.facets(x, y, heights, view, floor: span.isEmpty ? 0 : span.low)
    paint = .lit(role, span)
    (edges, names) = ([], [])
    style = MarkStyle(role ?? .rule, .hair, layer: layer, name: name)
  }

  /// The facets from the back to the front.
  private static func facets(
    _ xs: [Double], _ ys: [Double], _ values: [[Double]], _ view: View, floor: Double
  ) -> [Facet] {
    let light = SIMD3(-0.35, -0.45, 0.82)
    var facets: [Facet] = []
    for row in 0..<max(0, ys.count - 1) {
      for column in 0..<max(0, xs.count - 1) {
        let nodes = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        let mean = nodes.reduce(0) { $0 + values[$1.0][$1.1] / 4 }
        guard mean.isFinite else { continue }
        let places = nodes.map { view.box(xs[$1], ys[$0], values[$0][$1]) }
        let normal = cross(places[2] - places[0], places[3] - places[1])
        let size = (normal * normal).sum().squareRoot()
        let below = view.place(
          (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2, floor)
        facets.append(
          Facet(
            corners: nodes.map { view.place(xs[$1], ys[$0], values[$0][$1]).point },
            depth: below.nearness, value: mean,
            light: size > 0 ? abs((normal * light).sum()) / size : 1))
      }
    }
    return facets.sorted { $0.depth < $1.depth }
  }

  private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  /// The box and the facets in the picture, whose scales are of one unit.
  public var extent: Extent { Extent(edges.flatMap { $0 } + facets.flatMap(\.corners)) }

  /// None: a colour bar says what colours mean.
  public var keys: [LegendKey] { [] }

  /// The floor, the facets from the back to the front, and the names of the axes.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check(edges.flatMap { $0 })
    let rule = frame.metrics.stroke(.note, .hair)
    var drawn = Drawn(
      items: edges.map { .path(Path(polyline: $0.map(frame.point)), Style(stroke: rule)) })
    let theme = frame.metrics.theme
    var line = stroke(in: frame)
    line.join = .round
    if case .lit = paint { line = Stroke(theme.color(.note), width: 0.25) }
    let ink = line.color
    for facet in facets {
      let outline = facet.corners.map(frame.point)
      let color =
        switch paint {
        case .scale(let colors): theme.color(colors.role(facet.value))
        case .lit(let role, let span): color(facet, role, span, theme)
        }
      // A mesh as quiet as the facet lets it be, in one paint: not every format has opacity.
      line.color = ink.mixed(with: color, by: 0.45)
      drawn.items.append(
        .path(Path(polyline: outline, closed: true), Style(fill: color, stroke: line)))
      if case .lit = paint { drawn.grounds.append(.motley([outline])) }
    }
    // What is lit is drawn and written upon.
    if case .scale = paint, let around = Rect(around: facets.flatMap(\.corners).map(frame.point)) {
      drawn.obstacles.append(.region([around.corners], name: style.name))
    }
    for (text, place) in names where !text.isEmpty {
      let anchor = frame.point(place)
      let isTop = text == names.last?.text
      let side: LabelRequest.Placement =
        isTop ? .above(4) : anchor.x < frame.rect.center.x ? .belowLeft(3) : .belowRight(3)
      drawn.labels.append(
        LabelRequest(
          text: text, anchor: anchor, candidates: [side], size: .label, role: .ink, layer: layer,
          in: frame, isFixed: true, isOnPatch: true))
    }
    return drawn
  }

  /// The colour of a facet under the light: paler the more it throws back.
  private func color(_ facet: Facet, _ role: Role?, _ span: Span, _ theme: Theme) -> Color {
    let part = span.low < span.high ? (facet.value - span.low) / (span.high - span.low) : 0.5
    let base = theme.color(role ?? Role("heat", at: 0.08 + 0.72 * part))
    return base.mixed(with: theme.color(.ground), by: 0.32 * facet.light)
  }
}
