public import Drawing

/// A right-angle mark: two short sides completing a square at a corner.
public struct RightAngle: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let corner: Point
  private let first: Point
  private let second: Point

  /// A mark at a corner between two directions in data units; their lengths are the sides.
  ///
  /// In a picture of space the directions are projections, and the square a parallelogram.
  public init(at corner: Point, along first: Point, and second: Point, layer: String = "data") {
    style = MarkStyle(layer: layer, name: "right angle")
    self.corner = corner
    self.first = first
    self.second = second
  }

  /// The two sides away from the corner.
  public func draw(in frame: PanelFrame) -> Drawn {
    let points = [corner + first, corner + first + second, corner + second].map(frame.point)
    var stroke = stroke(in: frame)
    stroke.join = .miter
    stroke.cap = .butt
    return Drawn(
      items: [.path(Path(polyline: points), Style(stroke: stroke))],
      obstacles: [.stroke(points, reach: 0.8, name: style.name)])
  }
}
