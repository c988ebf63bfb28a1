import Drawing
import Elementary
import Plotting

let directLabels = Example(
  "Lines with their names at their ends",
  "Four powers of x from 0 to 1: the higher the power, the later the line rises."
) {
  let powers = [1.0, 2, 4, 8]
  let lines = powers.map { p in steps(0, 1, 60).map { Point($0, pow($0, p)) } }
  return Panel(
    x: .linear("$x$"), y: .linear("$x^p$"),
    marks: lines.enumerated().flatMap { index, line -> [any Mark] in
      [
        Curve(line, .series(index), .strong, name: "power \(index)"),
        Label(
          "$p=\(Int(powers[index]))$", at: .datum(line[[20, 28, 38, 48][index]]), .aboveLeft(2),
          role: .series(index)),
      ]
    })
}
