import Drawing
import Elementary
import Plotting

let errorBars = Example(
  "Measurements with error bars",
  "Nine measurements with their errors, and the cosine that they follow."
) {
  let x = steps(0, 6, 9)
  let noise = normals(9, seed: 12, deviation: 0.12)
  let data = zip(x, noise).map { Point($0, cos($0) + $1) }
  return Panel(
    x: .linear("time $t$"), y: .linear("position"),
    marks: [
      Curve.graph(of: { cos($0) }, over: 0...6, .series(1), name: "cosine"),
      ErrorBars(data, errors: x.map { 0.1 + 0.02 * $0 }), Dots(data, .disc, name: "data"),
      Label("$\\cos t$", at: .datum(Point(1.9, cos(1.9))), .aboveRight(5), role: .series(1)),
    ])
}
