import Drawing
import Plotting

let vectorField = Example(
  "A field of directions with a path",
  "Arrows turn around the origin and inwards; a path spirals into it.", height: 220
) {
  @Sendable func flow(_ p: Point) -> Point { Point(-0.4 * p.x - p.y, p.x - 0.4 * p.y) }
  var path = [Point(1.8, 0.6)]
  for _ in 0..<900 {
    let p = path[path.count - 1]
    path.append(p + flow(p + flow(p) * 0.005) * 0.01)
  }
  return Panel(
    x: .linear("$u$", from: -2, to: 2), y: .linear("$v$", from: -2, to: 2), aspect: .equal,
    marks: [
      Arrows.field(x: -2...2, y: -2...2, spacing: 17) { flow($0) },
      Curve(path, .series(1), .strong, heads: [0.25, 0.6]), Dots([path[0]], .hollow, .series(1)),
    ])
}
