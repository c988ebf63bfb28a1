import Drawing
import Elementary
import Lectures
import Models
import Plotting

/// The laws of the norm and of the angle.
extension MaxMarginFigure {
  /// The last log t drawn: later the angle times log t stays as it is.
  private static let shownLogTime = 40.0

  func normPanel(_ laws: Laws, _ text: FigureText) -> Panel {
    let line = laws.flow.filter { $0.logTime <= Self.shownLogTime }.map {
      Point($0.logTime, $0.norm)
    }
    let end = line[line.count - 1].x
    let theory = [Point(0, 0), Point(end, end / laws.margin)]
    return Panel(
      name: "norm", x: .linear(from: 0, to: end, ticks: .marked([0, 20, 40].map { Tick($0, "") })),
      y: .linear(text["norm"], from: 0, ticks: .count(2), nice: false)
    ) {
      Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow")
      // Nearly on the norm: over it, so that both are seen.
      Polyline([theory], .interpolators, .curve, .dashed, layer: "laws", name: "theory")
      Label.small(
        "$\\log(t)/\\gamma$", at: theory[1] * 0.62, .belowRight(), .aboveLeft(),
        role: .interpolators, layer: "laws")
    }
  }

  func anglePanel(_ laws: Laws, _ text: FigureText) -> Panel {
    func points(_ states: [MarginFlow.State]) -> [Point] {
      states.filter { $0.logTime >= 1 }.map { Point($0.logTime, $0.angleTimesLogTime) }
    }
    let shown = laws.flow.filter { $0.logTime <= Self.shownLogTime }
    let (line, crosses, limit) = (points(shown), points(laws.descent), log(3.0))
    let low = min(0.4, (line + crosses).map(\.y).min() ?? 0)
    let ticks = linearTicks(from: low, to: limit, count: 5).filter { $0.value < 0.85 * limit }
    return Panel(
      name: "angle",
      x: .linear("$\\log t$", from: 0, to: line[line.count - 1].x, ticks: .every(20)),
      y: .linear(
        text["angle"], from: low, to: limit,
        ticks: .marked(ticks + [Tick(limit, "$\\log 3$", role: .interpolators)]))
    ) {
      Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow")
      // On the limit: over the line, so that both are seen.
      Rule.y(limit, .interpolators, .curve, .dashed, layer: "laws", name: "limit")
      Dots(
        crosses, .cross, .ink, diameter: 4.4, isObstacle: false, layer: "laws",
        name: "gradient descent")
      Label.small(text["descent"], at: .fraction(Point(1, 0)), layer: "laws")
    }
  }
}
