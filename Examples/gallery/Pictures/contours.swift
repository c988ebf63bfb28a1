import Drawing
import Plotting

let contours = Example(
  "Level lines with their numbers",
  "Level lines of Rosenbrock's function: a bent valley whose floor is a parabola."
) {
  Panel(
    x: .linear("$x$", from: -2, to: 2), y: .linear("$y$", from: -1, to: 3),
    marks: [
      Contours(
        of: { x, y in (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x) },
        at: try Levels([0.5, 2, 5, 10, 20, 50, 100]), numbers: .automatic, .series(0)),
      Dots([Point(1, 1)], .filled, .ink, name: "minimum"),
      Label("minimum", at: .datum(Point(1, 1)), .right(5), .belowRight(4)),
    ])
}
