import Elementary
import Plotting

let heatMap = Example(
  "A heat map with a colour bar",
  "A wave of two humps and two hollows over a square, as cells of colour.", height: 220
) {
  let side = steps(-2.4, 2.4, 25)
  let rows = side.map { y in side.map { x in x * y * exp(-(x * x + y * y) / 2) } }
  let colors = try ColorScale(.vik, over: rows.flatMap { $0 }, around: 0)
  return Panel(
    x: .linear("$x$", nice: false), y: .linear("$y$", nice: false), aspect: .equal,
    marks: [
      HeatMap(rows, x: -2.5...2.5, y: -2.5...2.5, colors), ColorBar(colors, label: "$f(x, y)$"),
    ])
}
