/// A sequence of lines and cubic Bézier curves, in points.
public struct Path: Hashable, Sendable {
  /// One step of a path.
  public enum Element: Hashable, Sendable {
    /// Starts a new part at a point.
    case move(Point)
    /// A straight line to a point.
    case line(Point)
    /// A cubic Bézier curve by its two control points and its end.
    case curve(Point, Point, Point)
    /// A straight line back to the start of the part.
    case close
  }

  /// The steps, in order.
  public var elements: [Element]

  /// A path from its steps.
  public init(_ elements: [Element] = []) { self.elements = elements }

  /// Straight lines through the points, closed to a polygon when asked.
  public init(polyline points: some Sequence<Point>, closed: Bool = false) {
    elements = []
    for point in points { elements.append(elements.isEmpty ? .move(point) : .line(point)) }
    if closed, !elements.isEmpty { elements.append(.close) }
  }

  /// A straight line from one point to another.
  public static func line(_ start: Point, _ end: Point) -> Path {
    Path([.move(start), .line(end)])
  }

  /// An upright rectangle.
  public static func rectangle(_ rect: Rect) -> Path { Path(polyline: rect.corners, closed: true) }

  /// A circle of four cubic arcs; the radius is off by at most 2.8e-4 of itself.
  public static func circle(center c: Point, radius r: Double) -> Path {
    // The distance of the control points for which the arc's middle lies on the circle.
    let k = 0.5522847498307936 * r
    return Path([
      .move(Point(c.x + r, c.y)),
      .curve(Point(c.x + r, c.y + k), Point(c.x + k, c.y + r), Point(c.x, c.y + r)),
      .curve(Point(c.x - k, c.y + r), Point(c.x - r, c.y + k), Point(c.x - r, c.y)),
      .curve(Point(c.x - r, c.y - k), Point(c.x - k, c.y - r), Point(c.x, c.y - r)),
      .curve(Point(c.x + k, c.y - r), Point(c.x + r, c.y - k), Point(c.x + r, c.y)),
      .close,
    ])
  }

  /// The path with every point replaced by its image.
  public func mapped(_ transform: (Point) -> Point) -> Path {
    Path(
      elements.map {
        switch $0 {
        case .move(let p): .move(transform(p))
        case .line(let p): .line(transform(p))
        case .curve(let a, let b, let p): .curve(transform(a), transform(b), transform(p))
        case .close: .close
        }
      })
  }

  /// The points of the path with its control points: their hull holds the path.
  public var points: [Point] {
    elements.flatMap { element -> [Point] in
      switch element {
      case .move(let p), .line(let p): [p]
      case .curve(let a, let b, let p): [a, b, p]
      case .close: []
      }
    }
  }

  /// The smallest rectangle around the points and control points; nil for an empty path.
  public var bounds: Rect? { Rect(around: points) }
}
