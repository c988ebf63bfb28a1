import Drawing
import Plotting

let stepLine = Example(
  "Steps and rules",
  "The fraction of 12 samples below a value, a staircase from 0 to 1; rules mark the median."
) {
  let values = normals(12, seed: 4).sorted()
  let stairs =
    [Point(values[0] - 0.5, 0)]
    + values.enumerated().map { Point($1, Double($0 + 1) / 12) } + [Point(values[11] + 0.5, 1)]
  let median = quantile(values, 0.5)
  return Panel(
    x: .linear("value", nice: false), y: .linear("fraction below", format: .percent),
    marks: [
      Rule.y(0.5), Rule.x(median),
      Polyline.steps(stairs, .series(0), .strong),
      Label("median", at: .datum(Point(median, 0.05)), .right(5), role: .note),
    ])
}
