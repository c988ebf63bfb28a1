import Drawing
import Lectures
import Models
import Plotting
import Records

/// The limits beside the predictions, and the scale along the runs.
extension EffectiveAlphaFigure {
  /// What SGD's weights are off: from the prediction nothing that is seen, from gradient flow's limit
  /// much.
  func scatterPanel(_ run: EffectiveAlpha.Run, _ text: FigureText) -> Panel {
    func off(_ others: [Double]) -> [Point] { zip(others, run.theta).map { Point($1, $1 - $0) } }
    let most = (off(run.flow) + off(run.predicted)).map { abs($0.y) }.worst
    // Where all differences are rounding, the axis is the weights'.
    let least = 0.01 * maximumNorm(run.theta)
    let difference: Coordinate =
      most < least
      ? .linear(text["difference"], from: -least, to: least) : .linear(text["difference"])
    return Panel(name: "coordinates", x: .linear(text["weights"]), y: difference) {
      Dots(
        off(run.flow), .hollow, .gradientFlow, diameter: 3.6, layer: "flow",
        name: "against gradient flow")
      Dots(
        off(run.predicted), .disc, .sgd, diameter: 3.2, layer: "diagonal",
        name: "against the prediction")
      Label.small(text["to-flow"], at: .fraction(Point(1, 1)), role: .gradientFlow, layer: "flow")
      Label.small(
        text["to-prediction"], at: .oneOf(off(run.predicted).sorted { $0.x > $1.x }),
        .init(align: Point(0.95, 0), offset: Point(0, 5)), .belowLeft(5), .aboveLeft(5), .below(),
        .above(), role: .sgd, layer: "diagonal")
    }
  }

  func runPanel(_ runs: [EffectiveAlpha.Run], _ alpha: Double, _ text: FigureText) -> Panel {
    Panel(
      name: "run", x: .log(text["step"], from: 1, nice: false),
      y: .linear(text["effective"], from: 0, to: alpha)
    ) {
      Rule.y(alpha, .gradientFlow, .curve, .solid, layer: "flow", name: "gradient flow")
      Label.small(text["flow"], at: .fraction(Point(1, 1)), role: .gradientFlow, layer: "flow")
      for (name, run, role) in [("gaussian", runs[1], Role.ink), ("signs", runs[0], .sgd)] {
        let moments = run.moments.filter { $0.step > 0 }
        let exact = moments.map { Point(Double($0.step), $0.exactAlpha) }
        let formula = moments.map { Point(Double($0.step), $0.formulaAlpha) }
        Curve(exact, role, role == .sgd ? .strong : .curve, layer: "run", name: name)
        Curve(formula, role, .curve, .dashed, layer: "run", name: name)
        Label.small(
          text[name], at: .along(exact), .aboveLeft(), .belowLeft(), role: role, layer: "run")
      }
      Legend(
        [LegendKey(text["exact"], .ink), LegendKey(text["formula"], .ink, .line(.curve, .dashed))],
        at: .inside(Point(1, 0.75)), layer: "run")
    }
  }
}
