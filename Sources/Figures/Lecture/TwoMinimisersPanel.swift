import Drawing
import Lectures
import Models
import Plotting

/// The risks, the runs and where they end.
extension TwoMinimisersFigure {
  func panel(
    _ slow: [Double], _ hops: Hops, _ other: Double?, isBrief: Bool, isNarrow: Bool,
    _ text: FigureText
  ) -> Panel {
    let (left, right, end) = (-2.55, 3.1, slow[slow.count - 1])
    let top = max(1.35, 1.05 * ((hops.arcs + [hops.places]).joined().map(\.y).max() ?? 0))
    func train(_ theta: Double) -> Point { Point(theta, model.trainRisk(theta)) }
    func graph(
      _ risk: (Double) -> Double, _ role: Role, _ weight: Weight, _ dash: Dash, _ name: String
    ) -> Polyline {
      Curve.graph(
        of: risk, over: left...right, samples: 600, role, weight, dash, layer: name, name: name)
    }
    let runs = [("A", end, Role.gradientFlow)] + (other.map { [("B", $0, .largeSteps)] } ?? [])
    // Dots of run A until they would lie on its end.
    let steps = slow.prefix { abs($0 - end) > 0.05 }.map(train)
    let wayDown = (0...80).map { train(slow[0] + (end - slow[0]) * Double($0) / 80) }
    let landings = hops.places.dropFirst().prefix(hops.isCut ? .max : hops.places.count - 2)
    let line = Axis([], over: left...right, offset: 0)
    return Panel(
      name: "risks", x: .linear(from: left, to: right), y: .linear(text["risk"], from: 0, to: top),
      frame: .ranges(x: line, y: Axis([Tick(0, "0")], over: 0...top, offset: 0)),
      padding: Insets(left: 14, bottom: 17)
    ) {
      graph(model.testRisk, .note, .curve, .dashed, "test")
      graph(model.trainRisk, .ink, .hero, .solid, "train")
      Curve(wayDown, .gradientFlow, .hero, layer: "path-A", name: "run A")
      Dots(steps, .disc, .gradientFlow, diameter: 3.2, layer: "path-A", name: "run A")
      for arc in hops.arcs {
        Curve(arc, .largeSteps, .curve, heads: [0.35], layer: "path-B", name: "run B")
      }
      Dots(Array(landings), .disc, .largeSteps, diameter: 3.8, layer: "path-B", name: "run B")
      Spot(
        "$\\theta_0$", at: train(slow[0]), .belowRight(), .right(), shape: .hollow, diameter: 5,
        layer: "train", name: "start")
      Label(
        text[isNarrow ? "narrow-A" : "run-A"],
        at: .oneOf([0.5, 0.3, 0.7].map { train(slow[0] + (end - slow[0]) * $0) }), .right(),
        .belowRight(), .left(), role: .gradientFlow, layer: "path-A")
      Label(
        text["run-B"], at: .oneOf(hops.places(forWords: 5)), .aboveRight(), .right(), .above(),
        role: .largeSteps, layer: "path-B")
      Label(text["train"], at: train(2.4), .right(8), .belowRight(6), layer: "train")
      Label(
        text["test"], at: Point(2.15, model.testRisk(2.15)), .left(), .aboveLeft(), role: .note,
        layer: "test")
      for (name, place, role) in runs {
        let test = Point(place, model.testRisk(place))
        Polyline(
          [[Point(left, test.y), test]], .rule, .rule, .dotted, layer: "test", name: "test risk")
        Polyline([[Point(place, 0), test]], .note, layer: "test", name: "gap")
        Spot(
          "$\\theta_\\infty^{\\text{\(name)}}$", at: Point(place, 0), .below(), role: role,
          diameter: 6, layer: "path-\(name)", name: "end of \(name)")
        Dots([test], .diamond, role, diameter: 5.4, layer: "test", name: "test risk of \(name)")
        Label.small(
          text[(isBrief ? "brief-" : "test-") + name], at: Point(left, test.y), .aboveRight(2),
          .belowRight(2), .left(), role: role, layer: "test")
      }
      Label("$\\theta$", at: Point(right, 0), .belowLeft(), role: .note, layer: "axes")
    }
  }
}
