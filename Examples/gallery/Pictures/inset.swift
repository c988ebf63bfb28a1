import Drawing
import Elementary
import Plotting

let inset = Example(
  "An inset",
  "A wave that dies out; the inset shows its end a hundred times larger."
) {
  @Sendable func wave(_ x: Double) -> Double { exp(-x / 2) * cos(3 * x) }
  let close = Panel(
    name: "close", x: .linear(ticks: .count(2), nice: false), y: .linear(ticks: .count(2)),
    marks: [Curve.graph(of: wave, over: 8...12, .series(0))])
  return Panel(
    x: .linear("$t$"), y: .linear("amplitude"),
    marks: [Curve.graph(of: wave, over: 0...12, .series(0), .strong)],
    insets: [.init(close, over: Rect(minX: 0.42, minY: 0.0, maxX: 1, maxY: 0.43))])
}
