public import Drawing
import Elementary

extension Curve {
  /// The graph of a function, sampled at equal steps; where it is not finite the line is broken.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - range: Where it is drawn.
  ///   - samples: The number of steps.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the line, by what it is for.
  ///   - dash: The pattern of the line.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public static func graph(
    of function: (Double) -> Double, over range: ClosedRange<Double>, samples: Int = 400,
    _ role: Role = .ink, _ weight: Weight = .curve, _ dash: Dash = .solid,
    layer: String = "data", name: String = "curve"
  ) -> Polyline {
    let last = Double(max(1, samples))
    let points = (0...max(1, samples)).map { index in
      let part = Double(index) / last
      let x = range.lowerBound * (1 - part) + range.upperBound * part
      return Point(x, function(x))
    }
    let parts = points.split { !$0.isFinite }.map(Array.init)
    return Polyline(parts, role, weight, dash, join: .round, layer: layer, name: name)
  }
}

extension Curve {
  /// A curve through data that are dense along it, as they are, with its name beside it.
  ///
  /// - Parameters:
  ///   - name: The words beside the curve, which legends and values to read call it by too.
  ///   - data: Points (x, y) along the curve.
  ///   - role: What the colour stands for.
  ///   - sides: The sides of its places to try, best first.
  ///   - layer: The layer, which a figure's steps reveal.
  public static func named(
    _ name: String, _ data: [Point], _ role: Role,
    at sides: LabelRequest.Placement..., layer: String = "data"
  ) -> [any Mark] {
    [
      Curve(data, role, .curve, smooth: false, layer: layer, name: name),
      Label(name, at: .along(data), sides, size: .tick, role: role, layer: layer),
    ]
  }
}

extension Polyline {
  /// A line that stays level from each datum to the next and jumps there.
  ///
  /// - Parameters:
  ///   - data: Points (x, y) by ascending x.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the line, by what it is for.
  ///   - dash: The pattern of the line.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public static func steps(
    _ data: [Point], _ role: Role = .ink, _ weight: Weight = .curve, _ dash: Dash = .solid,
    layer: String = "data", name: String = "steps"
  ) -> Polyline {
    let corners = zip(data, data.dropFirst()).flatMap { [$0, Point($1.x, $0.y)] } + data.suffix(1)
    return Polyline([corners], role, weight, dash, join: .miter, layer: layer, name: name)
  }
}

extension Fill {
  /// The band between two lines over the same abscissae, such as an interval of confidence.
  ///
  /// - Parameters:
  ///   - x: The abscissae.
  ///   - low: The lower line, a value for each of them.
  ///   - high: The upper line, likewise.
  ///   - role: What the colour stands for.
  ///   - opacity: The opacity, from 0 to 1.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public static func band(
    x: [Double], from low: [Double], to high: [Double], _ role: Role = .ink,
    opacity: Double = 0.22, layer: String = "data", name: String = "band"
  ) -> Fill {
    let (below, above) = (zip(x, low).map { Point($0, $1) }, zip(x, high).map { Point($0, $1) })
    return Fill(
      [above + below.reversed()], role, opacity: opacity, isData: true, layer: layer, name: name)
  }

  /// The area between a line and a level base.
  public static func area(
    _ data: [Point], base: Double = 0, _ role: Role = .ink, opacity: Double = 0.22,
    layer: String = "data", name: String = "area"
  ) -> Fill {
    band(
      x: data.map(\.x), from: data.map { _ in base }, to: data.map(\.y), role, opacity: opacity,
      layer: layer, name: name)
  }
}

/// A straight line across the whole panel: a level, a moment, or a slope.
public struct Rule: Mark {
  private enum Place: Hashable { case x(Double), y(Double), slope(Double, through: Point) }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let place: Place

  private init(_ place: Place, _ style: MarkStyle) {
    self.place = place
    self.style = style
  }

  /// An upright line at a datum.
  public static func x(
    _ value: Double, _ role: Role = .note, _ weight: Weight = .rule, _ dash: Dash = .dotted,
    layer: String = "data", name: String = "rule"
  ) -> Rule { Rule(.x(value), MarkStyle(role, weight, dash, layer: layer, name: name)) }

  /// A level line at a datum.
  public static func y(
    _ value: Double, _ role: Role = .note, _ weight: Weight = .rule, _ dash: Dash = .dotted,
    layer: String = "data", name: String = "rule"
  ) -> Rule { Rule(.y(value), MarkStyle(role, weight, dash, layer: layer, name: name)) }

  /// The line of a slope through a datum: straight on the page, so of equal ratios where both
  /// scales are logarithmic, and the slope is then an exponent.
  public static func slope(
    _ slope: Double, through point: Point, _ role: Role = .note, _ weight: Weight = .rule,
    _ dash: Dash = .dashed, layer: String = "data", name: String = "slope"
  ) -> Rule {
    Rule(.slope(slope, through: point), MarkStyle(role, weight, dash, layer: layer, name: name))
  }

  /// The datum of the line.
  public var extent: Extent {
    switch place {
    case .x(let value): Extent(x: [value], y: [])
    case .y(let value): Extent(x: [], y: [value])
    case .slope(_, let point): Extent([point])
    }
  }

  /// The line from edge to edge.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let rect = frame.rect
    let line: [Point]
    switch place {
    case .x(let value):
      let x = frame.point(value, frame.y.domain.start).x
      line = [Point(x, rect.minY), Point(x, rect.maxY)]
    case .y(let value):
      let y = frame.point(frame.x.domain.start, value).y
      line = [Point(rect.minX, y), Point(rect.maxX, y)]
    case .slope(let slope, let point):
      let isLog = frame.x.kind == .log && frame.y.kind == .log
      func datum(_ x: Double) -> Point {
        Point(x, isLog ? point.y * pow(x / point.x, slope) : point.y + slope * (x - point.x))
      }
      line = [frame.x.domain.start, frame.x.domain.end].map { frame.point(datum($0)) }
    }
    try check(line)
    let stroke = stroke(in: frame)
    var drawn = Drawn()
    var path = Path()
    for piece in clipped(polyline: line, to: rect.inset(by: -0.01)) where piece.count > 1 {
      path.elements += Path(polyline: piece).elements
      drawn.keepWords(off: piece, style.weight, stroke, name: style.name)
    }
    drawn.items = [.path(path, Style(stroke: stroke))]
    return drawn
  }
}
