import Drawing
import Plotting

let implicit = Example(
  "Curves by their equations",
  "A lemniscate, a figure of eight on its side, and the circle around it.", height: 180
) {
  Panel(
    x: .linear(from: -1.8, to: 1.8), y: .linear(from: -1.3, to: 1.3), aspect: .equal, frame: .none,
    marks: [
      PlaneAxes(x: "$x$", y: "$y$"),
      Contours.zero(
        of: { x, y in (x * x + y * y) * (x * x + y * y) - x * x + y * y }, .series(0), .hero),
      Contours.zero(of: { x, y in x * x + y * y - 1 }, .series(1), .curve, .dashed),
      Label("$r^2=\\cos 2\\varphi$", at: .datum(Point(0.55, 0.35)), .above(4), role: .series(0)),
    ])
}
