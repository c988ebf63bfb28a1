public import Drawing

/// A smooth curve through data that are dense along it.
public struct Curve: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let data: [Point]
  private let heads: [Double]
  private let closed: Bool
  private let smooth: Bool

  /// A curve through data.
  ///
  /// - Parameters:
  ///   - data: Points (x, y) along the curve; parts that leave the panel are cut off at its edge.
  ///   - role: What the colour stands for.
  ///   - weight: The width of the line, by what it is for.
  ///   - dash: The pattern of the line.
  ///   - heads: Fractions of the arc length at which an arrowhead lies.
  ///   - closed: Whether the curve returns to its start.
  ///   - smooth: Whether cubic arcs replace the chords, within 0.03 pt; corners stay corners.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors and obstacles call it.
  public init(
    _ data: [Point], _ role: Role = .ink, _ weight: Weight = .curve, _ dash: Dash = .solid,
    heads: [Double] = [], closed: Bool = false, smooth: Bool = true, layer: String = "data",
    name: String = "curve"
  ) {
    style = MarkStyle(role, weight, dash, layer: layer, name: name)
    self.data = data
    self.heads = heads
    self.closed = closed
    self.smooth = smooth
  }

  /// The data.
  public var extent: Extent { Extent(data) }

  /// The curve, its arrowheads, and itself as an obstacle where it is strong.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    try check(data)
    let page = (closed ? data + data.prefix(1) : data).map(frame.point)
    let margin = frame.metrics.width(style.weight)
    let inside = frame.rect.inset(by: -margin).contains(Rect(around: page) ?? frame.rect)
    let pieces = inside ? [page] : clipped(polyline: page, to: frame.rect)
    var stroke = stroke(in: frame)
    // A closed level set may have corners, which should look like corners.
    if closed { stroke.join = .miter }
    var drawn = Drawn()
    var path = Path()
    for piece in pieces where piece.count > 1 {
      if smooth {
        path.elements += Path(fitting: piece, tolerance: 0.03, closed: closed && inside).elements
      } else {
        path.elements += Path(polyline: simplified(piece, tolerance: 0.03)).elements
      }
      drawn.keepWords(off: piece, style.weight, stroke, name: style.name)
    }
    drawn.items = [.path(path, Style(stroke: stroke))]
    let length = frame.metrics.length(.curveHead)
    guard !heads.isEmpty, page.count > 1 else { return drawn }
    let measured = ArcLength(page)
    for fraction in heads where measured.total > length {
      let (middle, tangent) = measured.place(at: fraction)
      drawn.items.append(arrowhead(at: middle, along: tangent, length: length, color: stroke.color))
    }
    return drawn
  }
}

/// A filled arrowhead whose middle lies at a point, 2 wide for each 3 of its length.
public func arrowhead(
  at middle: Point, along direction: Point, length: Double, color: Color
) -> SceneItem {
  let unit = direction * (1 / max(direction.length, 1e-12))
  let normal = Point(-unit.y, unit.x)
  let tip = middle + unit * (length / 2)
  let back = middle - unit * (length / 2)
  let half = normal * (length / 3)
  let notch = back + unit * (length * 0.18)
  return .path(
    Path(polyline: [tip, back + half, notch, back - half], closed: true), Style(fill: color))
}

/// A line from point to point, straight between them.
public struct Polyline: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let parts: [[Point]]
  private let join: Stroke.Join?
  private let clips: Bool

  /// Straight lines through data; several parts make one mark.
  public init(
    _ parts: [[Point]], _ role: Role = .ink, _ weight: Weight = .rule, _ dash: Dash = .solid,
    join: Stroke.Join? = nil, clips: Bool = true, layer: String = "data", name: String = "curve"
  ) {
    style = MarkStyle(role, weight, dash, layer: layer, name: name)
    self.parts = parts
    self.join = join
    self.clips = clips
  }

  /// The data.
  public var extent: Extent { Extent(parts.flatMap { $0 }) }

  /// The lines, cut off at the panel's edges.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    var drawn = Drawn()
    var path = Path()
    var stroke = stroke(in: frame)
    if let join { stroke.join = join }
    for part in parts {
      try check(part)
      let page = part.map(frame.point)
      for piece in clips ? clipped(polyline: page, to: frame.rect.inset(by: -0.01)) : [page]
      where piece.count > 1 {
        path.elements += Path(polyline: piece).elements
        drawn.keepWords(off: piece, style.weight, stroke, name: style.name)
      }
    }
    drawn.items = [.path(path, Style(stroke: stroke))]
    drawn.mayLeavePanel = !clips
    return drawn
  }
}
