import Drawing
import Plotting

let arrowsPicture = Example(
  "Vectors, a projection and its right angle",
  "A vector from the origin, its projection on a line, and the part across at a right angle.",
  height: 170
) {
  let (v, foot, along) = (Point(1, 1.4), Point(1.37, 0.685), Point(0.894, 0.447))
  return Panel(
    x: .linear(from: -0.3, to: 2.2), y: .linear(from: -0.3, to: 1.6), aspect: .equal, frame: .none,
    marks: [
      Polyline([[along * -0.3, along * 2.3]], .rule, .curve),
      Arrows(at: [.zero], [v], .series(0), .strong),
      Arrow(from: v, to: foot, .series(1), .curve, name: "across"),
      RightAngle(at: foot, along: along * 0.1, and: Point(-0.0447, 0.0894)),
      Label("$v$", at: .datum(v * 0.55), .aboveLeft(4), role: .series(0)),
      Label("$v-Pv$", at: .datum((v + foot) * 0.5), .right(6), role: .series(1)),
      Label("$Pv$", at: .datum(foot), .belowRight(4)),
    ])
}
