import Elementary
import Plotting

let surface = Example(
  "A surface in space",
  "A saddle over a square: it rises along x and falls along y.", height: 210
) {
  let colors = try ColorScale(.viridis, from: -1, to: 1)
  return Panel(
    aspect: .equal, frame: .none, padding: .init(left: 12, bottom: 8),
    marks: [
      try Surface(x: -1...1, y: -1...1, colors) { x, y in x * x - y * y },
      ColorBar(colors, label: "$x^2-y^2$"),
    ])
}
