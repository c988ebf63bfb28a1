import Drawing
import Lectures
import Models
import Plotting
import Records

/// Errors, shares and gains against the step size.
extension StepSizesFigure {
  /// The four panels, as many as the page has room for.
  func figure(_ sweep: Sweep, _ marked: Int, _ size: SizeClass, _ text: FigureText) -> Figure {
    let page = size.page(heights: (column: 520, text: 250))
    func one(_ name: String, _ quantity: @escaping Measured) -> Panel {
      panel(name, sweep, marked, text, quantity)
    }
    let (error, gain, share) = (
      one("error", \.errorRatio), one("gain", \.totalGain), one("share", \.gainOnOverOff)
    )
    let all = [error, divergence(sweep, text), gain, share]
    // On a slide four panels would be too flat to read.
    let isFlat = page.height < 220 && page.width >= 400
    return Figure(
      self, text, size: page,
      arrangement: page.height >= 170 && isFlat
        ? .row([.panel(error), .panel(share)], shares: [1, 1], gap: 20)
        : page.height < 170
          ? page.width < 600
            ? .panel(error) : .row(all.map { .panel($0) }, shares: [1, 1, 1, 1], gap: 16)
          : page.isNarrow
            ? .column(all.map { .panel($0) }, shares: [1.6, 0.7, 1, 1], gap: 10)
            : .grid([all[0], all[2], all[1], all[3]], columns: 2, sharing: .x, gap: 14))
  }

  func across(_ text: FigureText) -> Coordinate {
    .log(text["step"], at: [0.02, 0.05, 0.1, 0.2, 0.5, 1])
  }

  func panel(
    _ name: String, _ sweep: Sweep, _ marked: Int, _ text: FigureText, _ quantity: Measured
  ) -> Panel {
    let marks = sweep.kinds.flatMap { kind, points, role -> [any Mark] in
      let trend = Trend(
        points.map { ($0.stepSize, 4 * $0.runs.count < seeds ? nil : $0.quartiles(quantity)) },
        role, layer: kind, name: text[kind])
      return trend.marks + [
        Label(
          text[kind], at: .oneOf(trend.line.reversed()), .right(), .above(), .aboveLeft(), .below(),
          .left(), role: role, layer: kind)
      ]
    }
    let edges: [(String, Double, Role)] = [
      ("edge", sweep.edge, .gradientFlow), ("bound", sweep.bound, .sgd),
    ]
    let rules = (name == "error" ? edges : []).flatMap { kind, place, role -> [any Mark] in
      [
        Rule.x(place, role, .rule, .dotted, layer: "edges", name: text[kind]),
        // Below, far from the names of the curves.
        Label(
          text[kind], at: .oneOf([2e-3, 1e-2, 20].map { Point(place, $0) }), .left(), .right(),
          size: .tick, role: role, layer: "edges"),
      ]
    }
    return Panel(
      name: name, x: across(text),
      y: .log(text[name], from: name == "error" ? 1e-3 : nil),
      marks: (name == "gain" ? [] : [Rule.y(1, .note, .hair, .solid, layer: "axes", name: "1")])
        + rules + marks + here(sweep, marked, quantity))
  }

  func divergence(_ sweep: Sweep, _ text: FigureText) -> Panel {
    Panel(
      name: "lost", x: across(text),
      y: .linear(text["lost"], from: 0, to: 100, ticks: .at([0, 50, 100])),
      marks: sweep.kinds.flatMap { kind, points, role -> [any Mark] in
        func line(_ count: (StepSizeSweep.Point) -> Int) -> [Point] {
          points.map { Point($0.stepSize, 100 * Double(count($0)) / Double(seeds)) }
        }
        let (unsettled, diverged) = (line(\.unfinished), line(\.diverged))
        let high = (diverged + unsettled.reversed()).filter { $0.y > 40 }
        return [
          Polyline(
            unsettled.contains { $0.y > 0 } ? [unsettled] : [], role, .rule, join: .round,
            layer: kind, name: "\(text[kind]), \(text["unsettled"])"),
          Polyline([diverged], role, .strong, join: .round, layer: kind, name: text[kind]),
          Label(
            high.isEmpty ? "" : text[kind], at: .oneOf(high), .left(), .below(), .above(),
            role: role, layer: kind),
        ]
      })
  }

  /// Rings at the marked step.
  func here(_ sweep: Sweep, _ marked: Int, _ quantity: Measured) -> [any Mark] {
    let rings = sweep.kinds.compactMap { _, points, _ in
      points[marked].quartiles(quantity).map { Point(Self.steps[marked], $0.median) }
    }
    return [Dots(rings, .hollow, .ink, diameter: 6, layer: "marked", name: "marked step")]
  }
}
