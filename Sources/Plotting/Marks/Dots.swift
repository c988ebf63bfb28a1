public import Drawing

/// Marks of one shape at data.
public struct Dots: Mark {
  /// The shape of a mark.
  public enum Shape: Hashable, Sendable {
    /// A ring filled with the ground: a start.
    case hollow
    /// A disc with a thin ring of the ground around it: an end.
    case filled
    /// A plain disc.
    case disc
    /// A disc, in print a shape by its role: dots of several series.
    case series
    /// A ring around something else.
    case ring
    /// A diagonal cross: a simulation.
    case cross
    /// A filled square on its corner.
    case diamond
    /// A disc with a cross in it: a saddle.
    case saddle
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let data: [Point]
  private let shape: Shape
  private let diameter: Double
  private let isObstacle: Bool

  /// Marks at data.
  ///
  /// - Parameters:
  ///   - data: Points (x, y), all finite; those outside of the panel are not drawn.
  ///   - shape: The shape of each mark.
  ///   - role: What the colour stands for.
  ///   - diameter: The size on paper, in points.
  ///   - isObstacle: Whether words keep off the marks.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ data: [Point], _ shape: Shape = .disc, _ role: Role = .ink, diameter: Double = 4.6,
    isObstacle: Bool = true, layer: String = "data", name: String = "dots"
  ) {
    style = MarkStyle(role, layer: layer, name: name)
    self.data = data
    self.shape = shape
    self.diameter = diameter
    self.isObstacle = isObstacle
  }

  /// The data.
  public var extent: Extent { Extent(data) }

  /// One dot.
  public var keys: [LegendKey] { [LegendKey(style.name, style.role, .dot(shape, diameter))] }

  /// The marks at data inside the panel or on its edge; each is an obstacle.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check(data)
    let metrics = frame.metrics
    let radius = metrics.dot(diameter) / 2
    let color = color(in: frame)
    let places = data.map(frame.point).filter(frame.holds)
    let own = shape == .series ? metrics.theme.dot(style.role) : shape
    // Pixels of a path take longer than in proportion to its length.
    let items = stride(from: 0, to: places.count, by: 2000).flatMap { start in
      own.items(
        at: Array(places[start..<min(start + 2000, places.count)]), radius: radius, color, metrics)
    }
    guard isObstacle else { return Drawn(items: items) }
    // Of a cloud words keep off the small squares in which some dot lies.
    let isCloud = places.count > 1000
    let ink = isCloud ? Self.squares(of: places) : places
    let reach = radius + 1 + (isCloud ? Self.side * 0.7072 : 0)
    return Drawn(
      items: items, obstacles: ink.map { .dot($0, radius: reach, name: style.name) })
  }

  /// The side of the squares of a cloud, in points.
  private static let side = 2.0

  /// The middles of the squares of a grid in which some of many places lie, each once.
  private static func squares(of places: [Point]) -> [Point] {
    var seen: Set<Point> = []
    return places.compactMap { place in
      let square = Point((place.x / side).rounded(.down), (place.y / side).rounded(.down))
      return seen.insert(square).inserted ? (square + Point(0.5, 0.5)) * side : nil
    }
  }
}

extension Dots.Shape {
  /// The shapes at places on the page.
  func items(
    at places: [Point], radius: Double, _ color: Color, _ metrics: Metrics
  ) -> [SceneItem] {
    let ground = metrics.theme.color(.ground)
    let line = Stroke(color, width: metrics.length(.outline))
    func discs(_ r: Double) -> Path {
      Path(places.flatMap { Path.circle(center: $0, radius: r).elements })
    }
    func arms() -> SceneItem {
      let reach = radius * 0.7071
      let elements = places.flatMap { p -> [Path.Element] in
        [
          .move(Point(p.x - reach, p.y - reach)), .line(Point(p.x + reach, p.y + reach)),
          .move(Point(p.x - reach, p.y + reach)), .line(Point(p.x + reach, p.y - reach)),
        ]
      }
      let stroke = Stroke(color, width: metrics.length(.cross), cap: .butt)
      return .path(Path(elements), Style(stroke: stroke))
    }
    switch self {
    case .hollow:
      return [.path(discs(radius - line.width / 2), Style(fill: ground, stroke: line))]
    case .filled:
      return [
        .path(discs(radius + 0.7 * line.width), Style(fill: ground)),
        .path(discs(radius), Style(fill: color)),
      ]
    case .disc, .series: return [.path(discs(radius), Style(fill: color))]
    case .ring: return [.path(discs(radius), Style(stroke: line))]
    case .cross: return [arms()]
    case .diamond:
      let corners = places.flatMap { p -> [Path.Element] in
        let r = radius * 1.15
        return Path(
          polyline: [
            Point(p.x, p.y - r), Point(p.x + r, p.y), Point(p.x, p.y + r), Point(p.x - r, p.y),
          ], closed: true
        ).elements
      }
      return [.path(Path(corners), Style(fill: color))]
    case .saddle:
      var rim = line
      rim.cap = .butt
      return [.path(discs(radius), Style(fill: ground, stroke: rim)), arms()]
    }
  }
}

/// Stems from a base line to data, with a dot at each end.
public struct Stems: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let data: [Point]
  private let dotsAbove: Double

  /// Stems at data over the base y = 0.
  ///
  /// - Parameters:
  ///   - data: Points (x, y), all finite, each the head of a stem.
  ///   - role: What the colour stands for.
  ///   - dotsAbove: Stems of at least this size, in data units, end in a dot.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ data: [Point], _ role: Role = .ink, dotsAbove: Double = 0, layer: String = "data",
    name: String = "dots"
  ) {
    style = MarkStyle(role, layer: layer, name: name)
    self.data = data
    self.dotsAbove = dotsAbove
  }

  /// The heads, and the base line.
  public var extent: Extent { Extent(x: Span(data.map(\.x)), y: Span(data.map(\.y) + [0])) }

  /// The stems, cut off at the panel's edges, and the dots inside, each one path.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check(data)
    let color = color(in: frame)
    let radius = frame.metrics.dot(2.2) / 2
    var stems = Path()
    var dots = Path()
    var obstacles: [Obstacle] = []
    for datum in data {
      let foot = frame.point(datum.x, 0)
      let head = frame.point(datum)
      let shown = clipped(polyline: [foot, head], to: frame.rect.inset(by: -1e-6)).first ?? []
      guard let top = shown.last else { continue }
      // A stem that would be shorter than its own width says nothing.
      if (top - shown[0]).length > 0.15 { stems.elements += Path(polyline: shown).elements }
      guard abs(datum.y) >= dotsAbove else { continue }
      obstacles.append(.stroke(shown, reach: radius + 0.5, name: style.name))
      if frame.holds(head) {
        dots.elements += Path.circle(center: head, radius: radius).elements
      }
    }
    let stroke = Stroke(color, width: frame.metrics.length(.stem), cap: .butt)
    return Drawn(
      items: [.path(stems, Style(stroke: stroke)), .path(dots, Style(fill: color))],
      obstacles: obstacles)
  }
}
