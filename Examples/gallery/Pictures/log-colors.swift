import Elementary
import Plotting

let logColors = Example(
  "Colours by powers of ten",
  "The squared distance from a point, from a ten thousandth to 10, in colours of equal ratios.",
  height: 220
) {
  let x = steps(-0.95, 0.95, 40)
  let rows = x.map { v in x.map { u in 8 * ((u - 0.3) * (u - 0.3) + (v + 0.2) * (v + 0.2)) } }
  let colors = try ColorScale(.viridis, .log, over: rows.flatMap { $0 })
  return Panel(
    x: .linear("$u$"), y: .linear("$v$"), aspect: .equal,
    marks: [
      HeatMap(rows, x: -1...1, y: -1...1, colors), ColorBar(colors, label: "distance²"),
    ])
}
