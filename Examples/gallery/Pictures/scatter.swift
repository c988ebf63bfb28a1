import Drawing
import Plotting

let scatter = Example(
  "Points of two kinds, with a legend",
  "Two clouds of 40 points, one to the lower left, one to the upper right; they touch."
) {
  func cloud(_ seed: UInt64, _ center: Point) -> [Point] {
    zip(normals(40, seed: seed), normals(40, seed: seed + 9)).map { center + Point($0, 0.7 * $1) }
  }
  let marks: [any Mark] = [
    Dots(cloud(1, Point(-1.5, -1)), .hollow, .series(0), diameter: 4.4, name: "class A"),
    Dots(cloud(2, Point(1.5, 1)), .disc, .series(1), diameter: 3.8, name: "class B"),
  ]
  return Panel(
    x: .linear("$x_1$"), y: .linear("$x_2$"),
    marks: marks + [Legend(of: marks, at: .inside(Point(0, 1)))])
}
