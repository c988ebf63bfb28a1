import Drawing
import Elementary
import Plotting

let plane = Example(
  "Regions and exact curves in a plane",
  "The unit balls of three norms: a diamond in a circle in a square.", height: 190
) {
  let square = [Point(-1, -1), Point(1, -1), Point(1, 1), Point(-1, 1)]
  let diamond = [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1)]
  let circle = ParametricCurve(from: 0, to: 2 * Double.pi) { t in
    (Point(cos(t), sin(t)), Point(-sin(t), cos(t)))
  }
  return Panel(
    x: .linear(from: -1.4, to: 1.4), y: .linear(from: -1.2, to: 1.2), aspect: .equal, frame: .none,
    marks: [
      Fill([square], .band(1), outline: (.series(2), .curve)), Fill([diamond], .band(0.4)),
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$"),
      ExactCurves([circle], .series(0), .strong),
      Polyline([diamond + [diamond[0]]], .series(1), .strong),
      Label("$\\ell_\\infty$", at: .datum(Point(1, 0.75)), .right(4), role: .series(2)),
      Label("$\\ell_2$", at: .datum(Point(0.707, -0.707)), .aboveLeft(6), role: .series(0)),
      Label("$\\ell_1$", at: .datum(Point(-0.5, 0.5)), .belowRight(5), role: .series(1)),
    ])
}
