import Drawing
import Plotting

let asymmetricErrors = Example(
  "Intervals over names",
  "Five estimates with their intervals, each to the right of its name; three lie above zero."
) {
  let names = ["dose", "age", "weight", "sex", "site"]
  let estimates = [0.8, 0.35, 0.02, 0.5, -0.2]
  let data = estimates.enumerated().map { Point($1, Double($0)) }
  return Panel(
    x: .linear("effect"), y: .category(names),
    marks: [
      Rule.x(0, .note, .rule, .dashed),
      ErrorBars(
        data, from: [0.5, 0.1, -0.3, 0.2, -0.7], to: [1.2, 0.7, 0.3, 0.95, 0.4], along: .x,
        .series(0)),
      Dots(data, .diamond, .series(0)),
    ])
}
