import Drawing
import Lectures
import Models
import Plotting
import Records

/// The paths in the plane, and the norms against the scale.
extension L1ToL2Figure {
  /// The place of an α among three steps of the ramp: small, between, large.
  func ramp(_ alpha: Double) -> Role { .gradientFlowAt(alpha < 0.03 ? 0 : alpha < 1 ? 0.5 : 1) }

  func planePanel(_ paths: [[Point]], _ marked: Marked?, _ text: FigureText) -> Panel {
    let alphas = alphas.sorted()
    func onLine(_ t: Double) -> Point {
      Point(t, (Self.target - t * Self.sample.x) / Self.sample.y)
    }
    let line = [onLine(-0.24), onLine(0.86)]
    let normal = Point(Self.sample.x, -Self.sample.y)
    func beyond(_ gap: Double) -> LabelRequest.Placement {
      .init(align: Point(0.5, 0.5), offset: normal * (gap / normal.length))
    }
    return Panel(
      name: "plane", x: .linear(from: -0.24, to: 0.88), y: .linear(from: -0.1, to: 0.97),
      aspect: .equalFilling(around: Point(0.2, 0)), frame: .none,
      heading: model.dataSet == nil ? nil : .init(text["example"])
    ) {
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$")
      Polyline([line], .interpolators, .hero, layer: "set", name: "interpolators")
      for (index, (alpha, path)) in zip(alphas, paths).enumerated() {
        // Beside a marked path the others step back.
        let role = marked == nil ? ramp(alpha) : .note
        let end = path[path.count - 1]
        let (isFirst, isLast) = (index == 0, index == alphas.count - 1)
        let number = text.tex(Numeral(exactly: alpha))
        Curve(
          path, marked == nil ? role : .rule, marked == nil ? .curve : .rule,
          heads: marked == nil ? [0.56] : [], layer: "paths", name: "path")
        Dots([end], .filled, role, diameter: 5, layer: "paths", name: "end")
        // The name of an end that the marked one covers would be taken for that of the marked path.
        if marked?.path.last.map({ ($0 - end).length >= 0.03 }) ?? true {
          Label.small(
            isLast ? "$\\alpha=\(number)$" : "$\(number)$", at: end,
            // Numbers beside each other lie beyond the line, each at its own end; the first of them
            // stands higher and leaves the right of its end to the next.
            isFirst ? .left() : isLast ? .aboveRight(5) : index == 1 ? beyond(9) : .aboveRight(3),
            isFirst ? .belowLeft() : beyond(9), isFirst ? .belowLeft(6) : .aboveRight(3),
            .aboveRight(5), beyond(11), beyond(14), beyond(18), beyond(24), role: role,
            layer: "paths")
        }
      }
      if let marked, let end = marked.path.last {
        Curve(marked.path, .gradientFlow, .hero, heads: [0.56], layer: "paths", name: "marked path")
        Dots([end], .filled, .gradientFlow, diameter: 7, layer: "paths", name: "marked end")
        Label.small(
          "$\\alpha=\(text.tex(Numeral(exactly: marked.alpha)))$", at: end, .aboveRight(), .above(),
          .left(), role: .gradientFlow, layer: "paths")
      }
      Spot(
        Symbol.start, at: .zero, .belowRight(), shape: .hollow, diameter: 5, layer: "set",
        name: "start")
      Label(
        Symbol.interpolators, at: .along(line), .belowLeft(), .below(), role: .interpolators,
        layer: "set")
    }
  }

  func normPanel(isL1: Bool, _ outcome: L1ToL2.Outcome, _ marked: Marked?, _ text: FigureText)
    -> Panel
  {
    func point(_ alpha: Double, _ limit: SparsitySummary) -> Point {
      Point(alpha, isL1 ? limit.l1 : limit.l2)
    }
    let line = outcome.theory.map { point($0.alpha, $0.limit) }
    let least = isL1 ? outcome.leastL1.l1 : outcome.leastL2.l2
    // Where one predictor alone interpolates, every norm is the same.
    let isFlat = Self.isFlat(line.map(\.y), least: least)
    let low = isFlat ? 0.9 * least : min(least, line.map(\.y).min() ?? 0)
    let high = isFlat ? 1.1 * least : line.map(\.y).max() ?? 1
    let greatest = line.map(\.y).max() ?? least
    let heading = "$\\|\\boldsymbol{\\theta}_\\infty\\|_\(isL1 ? 1 : 2)$"
    return Panel(
      name: isL1 ? "l1" : "l2",
      x: .log(
        isL1 ? nil : text["scale"], from: line[0].x, to: line[line.count - 1].x,
        ticks: .marked(
          decadeTicks(from: line[0].x, to: line[line.count - 1].x, labelled: 2).map {
            isL1 ? Tick($0.value, "") : $0
          })),
      y: .linear(from: low, to: high, ticks: .marked(ticks(at: isFlat ? [least] : [least, high]))),
      heading: .init(heading + (isL1 ? text["stopped"] : "")), padding: Insets(top: 2)
    ) {
      Rule.y(least, .rule, layer: "norms", name: "least norm")
      if !isFlat { Rule.y(greatest, .rule, layer: "norms", name: "greatest norm") }
      Rule.x(outcome.lazyAlpha, .note, .rule, .dashed, layer: "lazy", name: "lazy")
      Curve(line, .gradientFlow, .strong, layer: "norms", name: "theory")
      Dots(
        outcome.flows.filter(\.isAtLimit).map { point($0.alpha, $0.limit) }, .cross, .ink,
        diameter: 4.4, isObstacle: false, layer: "flows", name: "flow")
      if let marked, Self.isSeen(marked.alpha, outcome) {
        Rule.x(marked.alpha, .gradientFlow, .hair, .solid, layer: "norms", name: "marked")
        Dots(
          [point(marked.alpha, marked.limit)], .filled, .gradientFlow, diameter: 6, layer: "norms",
          name: "marked limit")
      }
      Label.small(
        text["lazy"], at: Point(outcome.lazyAlpha, isL1 ? low : high),
        isL1 ? .aboveRight() : .belowRight(), layer: "lazy")
    }
  }
}
