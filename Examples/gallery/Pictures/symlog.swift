import Drawing
import Elementary
import Plotting

let symlog = Example(
  "Both signs over many powers of ten",
  "The cube of x from minus 30 to 30 on an axis that is linear near zero and logarithmic beyond."
) {
  Panel(
    x: .linear("$x$"), y: .symlog("$x^3$", linear: 1, grid: true),
    marks: [Curve.graph(of: { $0 * $0 * $0 }, over: -30...30, .series(0), .strong)])
}
