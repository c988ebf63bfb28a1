public import Drawing

/// Bars from a lower to an upper value at each of some data, with caps at their ends.
public struct ErrorBars: Mark {
  /// The direction in which the bars run.
  public enum Direction: Hashable, Sendable { case x, y }

  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let centers: [Point]
  private let bars: [(Point, Point)]
  private let along: Direction

  /// Bars at data.
  ///
  /// - Parameters:
  ///   - data: Points (x, y).
  ///   - low: The lower end at each of them, itself a datum and not a distance.
  ///   - high: The upper end, likewise.
  ///   - direction: The direction in which the bars run.
  ///   - role: What the colour stands for.
  ///   - layer: The layer, which a figure's steps reveal.
  ///   - name: What errors, obstacles and legends call it.
  public init(
    _ data: [Point], from low: [Double], to high: [Double], along direction: Direction = .y,
    _ role: Role = .ink, layer: String = "data", name: String = "error bars"
  ) {
    style = MarkStyle(role, .rule, layer: layer, name: name)
    along = direction
    centers = data
    bars = zip(data, zip(low, high)).map { point, ends in
      direction == .y
        ? (Point(point.x, ends.0), Point(point.x, ends.1))
        : (Point(ends.0, point.y), Point(ends.1, point.y))
    }
  }

  /// Bars as far to both sides of data.
  public init(
    _ data: [Point], errors: [Double], along direction: Direction = .y, _ role: Role = .ink,
    layer: String = "data", name: String = "error bars"
  ) {
    let centers = data.map { direction == .y ? $0.y : $0.x }
    self.init(
      data, from: zip(centers, errors).map { $0 - $1 }, to: zip(centers, errors).map { $0 + $1 },
      along: direction, role, layer: layer, name: name)
  }

  /// The ends of the bars.
  public var extent: Extent { Extent(bars.flatMap { [$0.0, $0.1] }) }

  /// The bars with their caps; an end beyond a log scale has none and lies at the panel's edge, and a
  /// datum that is beyond it itself has no bar.
  ///
  /// - Throws: `MarkError.notFinite` for data that are not finite.
  public func draw(in frame: PanelFrame) throws -> Drawn {
    var stroke = stroke(in: frame)
    stroke.cap = .butt
    let half = frame.metrics.length(.cap) / 2
    let cap = along == .y ? Point(half, 0) : Point(0, half)
    var drawn = Drawn()
    var path = Path()
    for (center, (low, high)) in zip(centers, bars) {
      try check([low, high])
      var (a, b) = (frame.point(low), frame.point(high))
      guard b.isFinite, frame.point(center).isFinite else { continue }
      if !a.isFinite {
        a = along == .y ? Point(b.x, frame.rect.maxY) : Point(frame.rect.minX, b.y)
      }
      path.elements += Path.line(a, b).elements
      for end in [a, b] where frame.holds(end) {
        path.elements += Path.line(end - cap, end + cap).elements
      }
      drawn.obstacles.append(.stroke([a, b], reach: half, name: style.name))
    }
    drawn.items = [.path(path, Style(stroke: stroke))]
    return drawn
  }
}
