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
    _ data: [Point], _ shape: Shape, _ role: Role, diameter: Double = 4.6,
    isObstacle: Bool = true, layer: String, name: String
  ) {
    style = MarkStyle(role, layer: layer, name: name)
    self.data = data
    self.shape = shape
    self.diameter = diameter
    self.isObstacle = isObstacle
  }

  /// The marks at data inside the panel or on its edge; each is an obstacle.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check(data)
    let metrics = frame.metrics
    let radius = metrics.dot(diameter) / 2
    let color = color(in: frame)
    let ground = metrics.theme.color(.ground)
    let scale = metrics.isSlide ? 1.3 : 1
    let places = data.map(frame.point).filter(frame.holds)
    func discs(_ r: Double) -> Path {
      Path(places.flatMap { Path.circle(center: $0, radius: r).elements })
    }
    var items: [SceneItem]
    switch shape {
    case .hollow:
      let line = Stroke(color, width: 1 * scale)
      items = [.path(discs(radius - 0.5 * scale), Style(fill: ground, stroke: line))]
    case .filled:
      items = [
        .path(discs(radius + 0.7 * scale), Style(fill: ground)),
        .path(discs(radius), Style(fill: color)),
      ]
    case .disc: items = [.path(discs(radius), Style(fill: color))]
    case .ring: items = [.path(discs(radius), Style(stroke: Stroke(color, width: 1 * scale)))]
    case .cross:
      let arms = places.flatMap { crossArms($0, radius * 0.7071) }
      items = [.path(Path(arms), Style(stroke: Stroke(color, width: 0.8 * scale, cap: .butt)))]
    case .diamond:
      let corners = places.flatMap { p -> [Path.Element] in
        let r = radius * 1.15
        return Path(
          polyline: [
            Point(p.x, p.y - r), Point(p.x + r, p.y), Point(p.x, p.y + r), Point(p.x - r, p.y),
          ], closed: true
        ).elements
      }
      items = [.path(Path(corners), Style(fill: color))]
    case .saddle:
      let line = Stroke(color, width: 1 * scale, cap: .butt)
      let arms = places.flatMap { crossArms($0, radius * 0.7071) }
      items = [
        .path(discs(radius), Style(fill: ground, stroke: line)),
        .path(Path(arms), Style(stroke: Stroke(color, width: 0.8 * scale, cap: .butt))),
      ]
    }
    let obstacles: [Obstacle] =
      isObstacle ? places.map { .dot($0, radius: radius + 1, name: style.name) } : []
    return Drawn(items: items, obstacles: obstacles)
  }

  private func crossArms(_ p: Point, _ r: Double) -> [Path.Element] {
    [
      .move(Point(p.x - r, p.y - r)), .line(Point(p.x + r, p.y + r)),
      .move(Point(p.x - r, p.y + r)), .line(Point(p.x + r, p.y - r)),
    ]
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
  public init(_ data: [Point], _ role: Role, dotsAbove: Double, layer: String, name: String) {
    style = MarkStyle(role, layer: layer, name: name)
    self.data = data
    self.dotsAbove = dotsAbove
  }

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
    let stroke = Stroke(color, width: frame.metrics.isSlide ? 1.1 : 0.8, cap: .butt)
    return Drawn(
      items: [.path(stems, Style(stroke: stroke)), .path(dots, Style(fill: color))],
      obstacles: obstacles)
  }
}
