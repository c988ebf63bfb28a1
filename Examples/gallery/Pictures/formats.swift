import Drawing
import Plotting

let formats = Example(
  "Numbers as they are said",
  "The sizes of eight files against the part of them that is read, on a logarithmic axis with grid "
    + "lines and whole numbers in groups of three digits."
) {
  let data = [
    Point(0.05, 2.1e6), Point(0.12, 8.7e5), Point(0.2, 4.4e5), Point(0.33, 1.2e5),
    Point(0.48, 51000), Point(0.61, 22000), Point(0.8, 9800), Point(0.95, 5100),
  ]
  return Panel(
    x: .linear("part that is read", from: 0, to: 1, ticks: .every(0.25), format: .percent),
    y: .log("size in bytes", format: .thousands, grid: true),
    marks: [Polyline([data], .series(0), .curve), Dots(data, .filled, .series(0))])
}
