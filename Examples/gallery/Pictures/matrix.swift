import Plotting

let matrix = Example(
  "A matrix with numbers",
  "How often digits are taken for each other: mostly right, 4 is taken for 9 in 8 of 100.",
  width: 260, height: 220
) {
  let names = ["1", "4", "7", "9"]
  let rows: [[Double]] = [[97, 1, 2, 0], [1, 89, 2, 8], [3, 1, 92, 4], [0, 6, 3, 91]]
  let colors = try ColorScale(.viridis, from: 0, to: 100)
  return Panel(
    x: .category([], "taken for"), y: .category([], "digit"),
    marks: [
      HeatMap(rows, columns: names, rows: names, colors, numbers: 0),
      ColorBar(colors, format: .suffix(" %")),
    ])
}
