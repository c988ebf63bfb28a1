import Plotting

let stackedBars = Example(
  "Stacked bars to the right",
  "Time of three programs in milliseconds, in reading, computing and writing: computing is the "
    + "longest part everywhere."
) {
  let bars = Bars(
    ["first", "second", "third"],
    [
      .init("read", [12, 18, 9], .series(0)), .init("compute", [48, 61, 30], .series(2)),
      .init("write", [22, 12, 14], .series(3)),
    ], .stacked, horizontal: true, numbers: 0)
  return Panel(
    x: .linear("time", format: .suffix(" ms")), marks: [bars, Legend(of: [bars], at: .outside)])
}
