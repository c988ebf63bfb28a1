import Drawing
import Lectures
import Models
import Plotting
import Records

/// The errors against the step size and against λ.
extension MomentumFigure {
  /// Each β at the first or the last place of its curve.
  func names(
    _ name: String, _ lines: [Line], _ text: FigureText, _ place: (Line, Double) -> Double
  ) -> [any Mark] {
    let isStep = name == "step"
    return lines.enumerated().map { k, line in
      let words = text.tex(Numeral(line.momentum, decimals: 2).trimmed)
      let points = line.points { place(line, $0) }
      let isFirst = k == (isStep ? lines.count - 1 : 0)
      return Label(
        isFirst ? #"$\beta=\#(words)$"# : "$\(words)$",
        // Where the curves lie over each other a line leads to the end of the one that is meant.
        at: .oneOf(isStep ? points : points.suffix(1)),
        // Away from its neighbour, above its own dot all the same.
        !isStep
          ? .right()
          : isFirst ? .init(align: Point(1, 1), offset: Point(4, -4)) : .above(),
        isStep ? .above() : .belowLeft(), .below(), .above(),
        size: .tick, role: line.role, layer: name)
    }
  }

  func panel(
    _ name: String, _ lines: [Line], _ flow: Double, _ text: FigureText,
    _ place: @escaping (Line, Double) -> Double
  ) -> Panel {
    let isStep = name == "step"
    let all = lines.flatMap { line in line.points { place(line, $0) } }
    return Panel(
      name: name,
      x: .log(text[name], from: isStep ? 1e-4 : nil, to: isStep ? nil : 150, nice: false),
      y: .log(text["error"])
    ) {
      Rule.y(
        flow, .interpolators, .rule, .dashed, layer: isStep ? "flow" : "lambda", name: "flow")
      // Where they lie over each other the curves that end first lie on top, with their ends.
      for line in lines.reversed() {
        let points = line.points { place(line, $0) }
        Polyline([points], line.role, .curve, join: .round, layer: name, name: "\(line.momentum)")
        Dots(points, .disc, line.role, diameter: 2.6, layer: name, name: "\(line.momentum)")
      }
      if isStep {
        Dots(
          lines.compactMap { line in line.marked.map { Point(place(line, lambda), $0) } }, .hollow,
          .ink, diameter: 5, layer: "marked", name: "marked")
        Label.level(
          text["flow"], at: Point(all.map(\.x).least, flow), onRight: false, .interpolators,
          layer: "flow")
      } else {
        Rule.marked(
          text["marked"], x: lambda, heights: [4 * flow, flow / 8], layer: "marked", name: "marked")
      }
      names(name, lines, text, place)
    }
  }
}
