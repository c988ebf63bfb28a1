import Plotting

let groupedBars = Example(
  "Grouped bars",
  "Train and test error of three models: the larger the model the smaller the train error, but the "
    + "test error of the middle one is the smallest."
) {
  let bars = Bars(
    ["small", "medium", "large"],
    [
      .init("train", [0.31, 0.14, 0.02], .series(0)),
      .init("test", [0.35, 0.22, 0.27], .series(1)),
    ], numbers: 2)
  return Panel(y: .linear("error", from: 0), marks: [bars, Legend(of: [bars])])
}
