public import Drawing

/// Something drawn in a panel from data.
///
/// A mark knows its panel's frame, never the page, the file or Cairo.
public protocol Mark: Sendable {
  /// The layer the mark belongs to; layers are what a figure's steps reveal.
  var layer: String { get }
  /// What is drawn in the frame.
  func draw(in frame: PanelFrame) throws -> Drawn
}

/// What a mark puts on the page.
public struct Drawn: Sendable {
  /// The ink, back to front.
  public var items: [SceneItem]
  /// The ink that words must keep off.
  public var obstacles: [Obstacle]
  /// Words whose place is still to be found.
  public var labels: [LabelRequest]

  /// A mark's ink, obstacles and labels.
  public init(
    items: [SceneItem] = [], obstacles: [Obstacle] = [], labels: [LabelRequest] = []
  ) {
    self.items = items
    self.obstacles = obstacles
    self.labels = labels
  }
}

/// Where a panel's drawing lies on the page, and how data get there.
public struct PanelFrame: Sendable {
  /// The panel's name.
  public let name: String
  /// The drawing's place on the page, in points.
  public let rect: Rect
  /// The horizontal scale.
  public let x: Scale
  /// The vertical scale.
  public let y: Scale
  /// Theme, type and strokes.
  public let metrics: Metrics

  /// A frame for a panel.
  public init(name: String, rect: Rect, x: Scale, y: Scale, metrics: Metrics) {
    self.name = name
    self.rect = rect
    self.x = x
    self.y = y
    self.metrics = metrics
  }

  /// The place of a datum on the page.
  public func point(_ xValue: Double, _ yValue: Double) -> Point {
    Point(
      rect.minX + x.fraction(xValue) * rect.width, rect.maxY - y.fraction(yValue) * rect.height)
  }

  /// The place of a datum given as a pair, x before y.
  public func point(_ datum: Point) -> Point { point(datum.x, datum.y) }

  /// Points to a unit of x at a linear scale.
  public var unit: Double { rect.width / abs(x.domain.end - x.domain.start) }
}

/// Ink that words must keep off, in points on the page.
public enum Obstacle: Hashable, Sendable {
  /// A stroke along points, reaching `reach` to either side.
  case stroke([Point], reach: Double, name: String)
  /// A round dot.
  case dot(Point, radius: Double, name: String)
  /// An upright box, such as another label.
  case box(Rect, name: String)

  /// What the obstacle is called in an error.
  public var name: String {
    switch self {
    case .stroke(_, _, let name), .dot(_, _, let name), .box(_, let name): name
    }
  }

  /// Whether any of the obstacle lies within a box.
  public func touches(_ box: Rect) -> Bool {
    switch self {
    case .box(let other, _): return box.intersects(other)
    case .dot(let center, let radius, _):
      let nearest = Point(
        min(max(center.x, box.minX), box.maxX), min(max(center.y, box.minY), box.maxY))
      return (nearest - center).length < radius
    case .stroke(let points, let reach, _):
      let grown = box.inset(by: -reach)
      return zip(points, points.dropFirst()).contains { segmentMeets(grown, $0, $1) }
        || points.count == 1 && grown.contains(points[0])
    }
  }
}

/// Whether a straight segment has a point inside a box, by clipping its parameter (Liang-Barsky).
func segmentMeets(_ box: Rect, _ a: Point, _ b: Point) -> Bool {
  var low = 0.0
  var high = 1.0
  let d = b - a
  for (step, from, to) in [
    (d.x, box.minX - a.x, box.maxX - a.x), (d.y, box.minY - a.y, box.maxY - a.y),
  ] {
    if step == 0 {
      if from >= 0 || to <= 0 { return false }
    } else {
      low = max(low, min(from / step, to / step))
      high = min(high, max(from / step, to / step))
      if low >= high { return false }
    }
  }
  return true
}
