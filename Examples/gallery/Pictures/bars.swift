import Plotting

let bars = Example(
  "Bars with their numbers",
  "Accuracy in percent of five methods, from 71 of a linear model to 94 of an ensemble."
) {
  Panel(
    y: .linear("accuracy in %", from: 0, to: 100, ticks: .none),
    marks: [
      Bars(["linear", "tree", "forest", "network", "ensemble"], [71, 78, 88, 92, 94], numbers: 0)
    ])
}
