import Drawing
import Elementary
import Plotting

let lineBand = Example(
  "A line with a band",
  "A loss that falls from 1 to 0.1 over 100 steps, with a band that narrows around it."
) {
  let x = steps(0, 100, 80)
  let mean = x.map { 0.1 + 0.9 * exp(-$0 / 22) }
  let spread = x.map { 0.02 + 0.14 * exp(-$0 / 40) }
  let line = zip(x, mean).map { Point($0, $1) }
  return Panel(
    x: .linear("step"), y: .linear("loss", from: 0),
    marks: [
      Fill.band(
        x: x, from: zip(mean, spread).map { $0 - $1 }, to: zip(mean, spread).map { $0 + $1 },
        .series(0)),
      Curve(line, .series(0), .strong),
      Label("mean of 20 runs", at: .along(line), .above(8), role: .series(0)),
    ])
}
