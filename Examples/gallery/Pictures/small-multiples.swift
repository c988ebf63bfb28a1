import Drawing
import Elementary
import Plotting

let smallMultiples = Example(
  "Small multiples",
  "Six panels with common scales: the larger the step, the wilder the path to the minimum.",
  width: 396, height: 230
) {
  let panels = [0.1, 0.5, 1, 1.5, 1.9, 2.02].map { step in
    let path = (0...20).map { Point(Double($0), pow(1 - step, Double($0))) }
    return Panel(
      name: "step \(step)", x: .linear("iteration"), y: .linear(),
      heading: .init("step \(step)"),
      marks: [
        Rule.y(0, .rule, .hair, .solid), Polyline([path], .series(0), .curve),
        Dots(path, .disc, .series(0), diameter: 2.4),
      ])
  }
  return Arrangement.grid(panels, columns: 3)
}
