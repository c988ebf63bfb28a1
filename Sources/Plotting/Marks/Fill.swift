public import Drawing

/// A filled region with straight or curved edges.
public struct Fill: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let outlines: [[Point]]
  private let opacity: Double
  private let smooth: Bool
  private let outline: (role: Role, weight: Weight)?
  private let isData: Bool

  /// A region inside closed outlines; where two overlap the even-odd rule decides.
  ///
  /// - Parameters:
  ///   - outlines: Closed polygons of data.
  ///   - role: What the colour stands for.
  ///   - opacity: The opacity of the fill, from 0 to 1.
  ///   - smooth: Whether the edges are drawn as cubic arcs, within 0.04 pt.
  ///   - outline: The line around the region; nil for none.
  ///   - isData: Whether the region is what the reader looks at, so that words avoid it.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ outlines: [[Point]], _ role: Role, opacity: Double = 1, smooth: Bool = false,
    outline: (role: Role, weight: Weight)? = nil, isData: Bool = false, layer: String = "data",
    name: String = "region"
  ) {
    style = MarkStyle(role, layer: layer, name: name)
    self.outlines = outlines
    self.opacity = opacity
    self.smooth = smooth
    self.outline = outline
    self.isData = isData
  }

  /// The outlines.
  public var extent: Extent { Extent(outlines.flatMap { $0 }) }

  /// A patch.
  public var keys: [LegendKey] { [LegendKey(style.name, style.role, .patch(opacity))] }

  /// The region, cut off at the panel's edges; its outline is drawn inside of them only.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    var path = Path()
    var edges = Path()
    var shown: [[Point]] = []
    for outline in outlines {
      try check(outline)
      let page = outline.map(frame.point)
      if let box = Rect(around: page), frame.rect.contains(box) {
        shown.append(simplified(page, tolerance: 0.3, closed: true))
        path.elements +=
          smooth
          ? Path(fitting: page, tolerance: 0.04, closed: true).elements
          : Path(polyline: page, closed: true).elements
      } else {
        let inside = simplified(
          clipped(polygon: page, to: frame.rect), tolerance: 0.05, closed: true)
        shown.append(inside)
        path.elements += Path(polyline: inside, closed: true).elements
        if self.outline != nil {
          for piece in clipped(polyline: page + page.prefix(1), to: frame.rect) {
            edges.elements += Path(fitting: piece, tolerance: 0.04).elements
          }
        }
      }
    }
    let fill = Style(
      fill: color(in: frame), fillOpacity: opacity, evenOdd: outlines.count > 1)
    var drawn = Drawn(
      guides: isData ? [.region(shown, name: style.name)] : [],
      grounds: [Ground(shown, style.role, opacity: opacity)])
    guard let outline else {
      drawn.items = [.path(path, fill)]
      return drawn
    }
    var stroke = frame.metrics.stroke(outline.role, outline.weight)
    stroke.join = .miter
    for one in shown {
      drawn.keepWords(off: one + one.prefix(1), outline.weight, stroke, name: style.name)
    }
    // Where the edge of the panel cuts the region, its outline is a path of its own.
    if edges.elements.isEmpty {
      var both = fill
      both.stroke = stroke
      drawn.items = [.path(path, both)]
      return drawn
    }
    drawn.items = [.path(path, fill), .path(edges, Style(stroke: stroke))]
    return drawn
  }
}

/// A straight arrow between two data, or from a label to what it names.
public struct Arrow: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let start: Point
  private let end: Point
  private let gap: Double

  /// An arrow from one datum to another, its head stopping short of the end by `gap` points.
  public init(
    from start: Point, to end: Point, _ role: Role, _ weight: Weight = .rule, gap: Double = 0,
    layer: String = "data", name: String = "region"
  ) {
    style = MarkStyle(role, weight, layer: layer, name: name)
    self.start = start
    self.end = end
    self.gap = gap
  }

  /// Both ends.
  public var extent: Extent { Extent([start, end]) }

  /// The shaft and the head.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    let a = frame.point(start)
    let b = frame.point(end)
    try check([a, b])
    let along = b - a
    let length = along.length - gap
    guard length > 0.5 else { return Drawn() }
    let unit = along * (1 / along.length)
    // The head of a short arrow leaves half of it to the shaft.
    let size = min(frame.metrics.length(.arrowHead), 0.5 * length)
    let tip = b - unit * gap
    let stroke = stroke(in: frame)
    return Drawn(
      items: [
        .path(.line(a, tip - unit * (size * 0.7)), Style(stroke: stroke)),
        arrowhead(at: tip - unit * (size / 2), along: along, length: size, color: stroke.color),
      ],
      obstacles: [.stroke([a, tip], reach: stroke.width / 2 + 1.2, name: style.name)])
  }
}

/// A circle with a name in it and straight edges between such circles: a network.
public struct Network: Mark {
  /// A unit of the network.
  public struct Node: Hashable, Sendable {
    /// Where it stands.
    public var place: Point
    /// What is written in it.
    public var label: String
    /// Whether it is filled with the lightest band.
    public var isFilled: Bool
    /// The colour of a circle that stands out; nil for that of the others.
    public var role: Role?

    /// A unit at a place with a name.
    public init(_ place: Point, _ label: String, isFilled: Bool = false, role: Role? = nil) {
      self.place = place
      self.label = label
      self.isFilled = isFilled
      self.role = role
    }
  }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let nodes: [Node]
  private let radius: Double
  private let others: [Point]

  /// The units of a network.
  ///
  /// - Parameters:
  ///   - nodes: The units, back to front.
  ///   - radius: The radius of a unit, in units of the horizontal axis; it is less where units would
  ///     touch.
  ///   - others: Where units of other marks of the same network stand.
  ///   - layer: The layer, which a figure's steps reveal.
  public init(_ nodes: [Node], radius: Double, beside others: [Point] = [], layer: String = "data")
  {
    style = MarkStyle(layer: layer, name: "unit")
    self.nodes = nodes
    self.radius = radius
    self.others = others
  }

  /// The radius on the page, in points: units do not touch.
  public func radius(in frame: PanelFrame) -> Double {
    let places = Set(nodes.map(\.place) + others).map(frame.point).sorted { $0.x < $1.x }
    var least = Double.infinity
    for (index, a) in places.enumerated() {
      for b in places[(index + 1)...].prefix(while: { $0.x - a.x < least }) {
        least = min(least, (b - a).length)
      }
    }
    return min(radius * frame.unit, 0.45 * least)
  }

  /// The units with their circles.
  public var extent: Extent {
    Extent(nodes.flatMap { [$0.place + Point(radius, radius), $0.place - Point(radius, radius)] })
  }

  /// The circles, which keep other words off, with their names as labels that have only one place.
  public func draw(in frame: PanelFrame) -> Drawn {
    let theme = frame.metrics.theme
    let r = radius(in: frame)
    let line = stroke(in: frame)
    var drawn = Drawn()
    for node in nodes {
      let p = frame.point(node.place)
      let fill = theme.color(node.isFilled ? .band(0.5) : .ground)
      let edge =
        node.role.map { frame.metrics.stroke($0, .strong) }
        ?? Stroke(line.color, width: 0.9 * line.width / 0.6)
      drawn.items.append(.path(.circle(center: p, radius: r), Style(fill: fill, stroke: edge)))
      drawn.obstacles.append(.dot(p, radius: r + 1, name: style.name))
      var name = LabelRequest(
        text: node.label, anchor: p, candidates: [.center], size: .label, role: .ink,
        layer: layer, in: frame, isFixed: true, isOnPatch: true)
      name.widest = 2 * r
      drawn.labels.append(name)
    }
    return drawn
  }
}
