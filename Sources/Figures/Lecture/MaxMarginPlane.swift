import Drawing
import Lectures
import Models
import Plotting

/// The classes and their separators.
extension MaxMarginFigure {
  func separators(
    _ states: [MarginFlow.State], _ limit: HardMargin, _ view: MarginView, _ text: FigureText
  ) -> Panel {
    let points = (0..<left.samples).map { view.seen(left.x[$0, 0], left.x[$0, 1]) }
    let reach = (points.map(\.length).max() ?? 1) * 0.8
    let best = view.normal(limit.w)
    // Lines upon each other have one label.
    let isOne = Self.areOne(states, in: view)
    let ends = [states[0], states[states.count - 1]].map { time($0).replacing("t=", with: "") }
    let along = Point(-best.y, best.x)
    let up = (along.y > 0 ? along : along * -1) * reach
    let margin = best * view.margin(limit)
    let right = margin.x < 0 ? margin * -1 : margin
    // Just above the band, from the line to where the band ends.
    let top = up * 1.05
    let all = points + [up * 1.16, up * -1.3]
    func coordinate(_ values: [Double], _ unit: Double, _ label: String) -> Coordinate {
      let around = isGiven ? 0.1 : 0.3
      let (low, high) = ((values.min() ?? 0) - around, (values.max() ?? 1) + around)
      let ticks = linearTicks(from: low * unit, to: high * unit, count: 4)
      return .linear(
        isGiven ? label : nil, from: low, to: high,
        ticks: .marked(ticks.map { Tick($0.value / unit, $0.label) }))
    }
    return Panel(
      name: "separators", x: coordinate(all.map(\.x), view.units.x, "$x_1$"),
      y: coordinate(all.map(\.y), view.units.y, "$x_2$"), aspect: .equalFilling(),
      frame: isGiven ? .axes : .none, padding: Insets(top: isGiven ? 0 : 16, bottom: 14)
    ) {
      Fill(
        [[up + margin, up - margin, up * -1 - margin, up * -1 + margin]], .band(0.7),
        layer: "limit", name: "margin")
      for (index, state) in states.enumerated() {
        let n = view.normal(state.w)
        let place = states.count == 1 ? 0 : Double(index) / Double(states.count - 1)
        // The later, the longer: the feet stand apart, each with room for its time.
        let foot = Point(-n.y, n.x) * ((n.x < 0 ? 1 : -1) * reach * (1 + 0.3 * place))
        let role = Role.gradientFlowAt(place == 0 ? 1 : place == 1 ? 0 : 0.5)
        Polyline(
          [[foot, foot * (-reach / foot.length)]], role,
          place == 0 ? .levelOfNote : place == 1 ? .strong : .curve, layer: "flow",
          name: "separator at \(time(state))")
        if !isOne || index == states.count - 1 {
          let name = isOne ? "t=\(ends.joined(separator: ",\\dots,"))" : time(state)
          Label.small(
            "$\(name)$", at: foot, .below(), .belowLeft(), .belowRight(), .right(),
            role: index == 0 ? .gradientFlow : role, layer: "flow")
        }
      }
      let classes = [1.0, -1.0].map { label in
        zip(points, left.labels).filter { $0.1 == label }.map(\.0)
      }
      let support = limit.onMargin.map { points[$0] }
      Polyline(
        [[up * -1, up * 1.16]], .interpolators, .hero, layer: "limit", name: "maximum margin")
      Dots(classes[0], .disc, .ink, diameter: 3.6, layer: "data", name: "class +1")
      Dots(classes[1], .hollow, .ink, diameter: 3.8, layer: "data", name: "class −1")
      Dots(support, .ring, .interpolators, diameter: 8.5, layer: "limit", name: "support vector")
      Arrow(from: top, to: top + right, .note, .rule, gap: 0, layer: "limit", name: "margin")
      Label.small(
        text["margin"], at: top + right, .right(3), .aboveRight(), .belowRight(), layer: "limit")
      Label(
        text["limit"], at: up * 1.16, .left(), .aboveLeft(), .above(), role: .interpolators,
        layer: "limit")
      Label.small(
        text["support"], at: .oneOf(support), .right(), .left(), .belowRight(), .aboveRight(),
        role: .interpolators, layer: "limit")
      for (points, name) in zip(classes, ["$y=+1$", "$y=-1$"]) {
        // Beside the point furthest from the separators that has room.
        let outward = points.sorted { abs($0.dot(best)) > abs($1.dot(best)) }
        Label.small(name, at: .oneOf(outward), .left(), .right(), .above(), .below(), layer: "data")
      }
    }
  }
}
