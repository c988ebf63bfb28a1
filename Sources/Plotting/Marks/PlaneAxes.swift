import Drawing

/// Two hair axes through the origin of a plane, with small heads and letters at their ends.
public struct PlaneAxes: Mark {
  /// Colour, lines, layer and name.
  public let style: MarkStyle
  private let x: String
  private let y: String
  private let keepsWordsOff: Bool
  /// The letters of the two axes.
  var names: (x: String, y: String) { (x, y) }

  /// Axes with their letters; an empty letter is left out.
  ///
  /// - Parameters:
  ///   - x: The letter of the horizontal axis.
  ///   - y: The letter of the vertical axis.
  ///   - keepsWordsOff: Whether no words stand on the axes; otherwise they do where there is no
  ///     other place, as on axes through the middle of a small picture.
  ///   - layer: The layer, which a figure's steps reveal.
  public init(x: String, y: String, keepsWordsOff: Bool = false, layer: String = "axes") {
    self.x = x
    self.y = y
    self.keepsWordsOff = keepsWordsOff
    style = MarkStyle(.note, .hair, layer: layer, name: "axis")
  }

  /// The axes over the whole panel, and the requests for their letters.
  public func draw(in frame: PanelFrame) -> Drawn {
    let origin = frame.point(0, 0)
    let stroke = stroke(in: frame)
    let head = frame.metrics.length(.axisHead)
    let right = Point(frame.rect.maxX, origin.y)
    let top = Point(origin.x, frame.rect.minY)
    let lines = Path(
      Path.line(Point(frame.rect.minX, origin.y), Point(right.x - head / 2, right.y)).elements
        + Path.line(Point(origin.x, frame.rect.maxY), Point(top.x, top.y + head / 2)).elements)
    let heads = [
      arrowhead(
        at: Point(right.x - head / 2, right.y), along: Point(1, 0), length: head,
        color: stroke.color),
      arrowhead(
        at: Point(top.x, top.y + head / 2), along: Point(0, -1), length: head,
        color: stroke.color),
    ]
    let letters = [
      (x, right, [(Point(1, 0), Point(0, 3)), (Point(1, 1), Point(0, -3))]),
      (y, top, [(Point(1, 0), Point(-4, 0)), (Point(0, 0), Point(4, 0))]),
    ]
    let labels = letters.filter { !$0.0.isEmpty }.map { text, anchor, sides in
      LabelRequest(
        text: text, anchor: anchor,
        candidates: sides.map { LabelRequest.Placement(align: $0.0, offset: $0.1) }, size: .label,
        role: style.role, layer: layer, in: frame)
    }
    var drawn = Drawn(items: [.path(lines, Style(stroke: stroke))] + heads, labels: labels)
    for ends in [
      [Point(frame.rect.minX, origin.y), right], [Point(origin.x, frame.rect.maxY), top],
    ] {
      drawn.keepWords(off: ends, .hair, stroke, name: style.name)
      if keepsWordsOff, let line = Rect(around: ends) {
        drawn.strips.append(AxisStrip(rect: line.inset(by: -stroke.width / 2), isEdge: false))
      }
    }
    return drawn
  }
}
