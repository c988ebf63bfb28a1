import Elementary
import Plotting

let filledContours = Example(
  "Filled contours from samples",
  "A hill of height 1 and a lower one beside it, in bands of a tenth.", height: 200
) {
  let field = try ScalarField(x: -3...4, columns: 80, y: -3...3, rows: 70) { x, y in
    exp(-(x * x + y * y) / 2) + 0.6 * exp(-((x - 2) * (x - 2) + (y - 1) * (y - 1)))
  }
  let levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
  let colors = try ColorScale(.viridis, from: 0, to: 1)
  return Panel(
    x: .linear("$x$", nice: false), y: .linear("$y$", nice: false), aspect: .equal,
    marks: [
      Contours(of: field, at: try Levels(levels), form: .bands, colors: colors, .ground),
      ColorBar(colors, label: "height", levels: levels),
    ])
}
