import Drawing
import Plotting

/// A mark of one's own: bars over a base line, with the number of each above it.
struct Bars: Mark {
  let heights: [Point]
  let width: Double
  let style: MarkStyle

  init(_ heights: [Point], width: Double, _ role: Role) {
    self.heights = heights
    self.width = width
    style = MarkStyle(role, layer: "bars", name: "bars")
  }

  func draw(in frame: PanelFrame) throws -> Drawn {
    guard heights.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      throw MarkError.notFinite(style.name)
    }
    var drawn = Drawn()
    for bar in heights {
      let foot = frame.point(bar.x - width / 2, 0)
      let head = frame.point(bar.x + width / 2, bar.y)
      let box = Rect(minX: foot.x, minY: head.y, maxX: head.x, maxY: foot.y)
      drawn.items.append(
        .path(.rectangle(box), Style(fill: frame.metrics.theme.color(style.role))))
      drawn.obstacles.append(.box(box, name: "bar"))
      drawn.labels.append(
        LabelRequest(
          text: "\(Int(bar.y))", anchor: Point(box.center.x, box.minY), candidates: [.above(2)],
          size: .tick, role: .note, layer: layer, in: frame))
    }
    return drawn
  }
}
