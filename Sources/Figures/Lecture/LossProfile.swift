import Drawing
import Lectures
import Plotting
import Records

extension LossLandscape {
  /// The loss seen along the plane from the side, where there is room beside it: over the middle
  /// $m = (u + v)/2$ of the weights the ground is $\frac12(1 - m^2)^2$ as far as the minima, the
  /// line into the saddle goes straight down, and the flow line that starts near it rolls into a valley;
  /// the others start higher up and would hide the ground.
  func profile(_ line: [Point], _ text: FigureText) -> Panel {
    func middle(_ w: Point) -> Double { (w.x + w.y) / 2 }
    func seen(_ w: Point) -> Point { Point(middle(w), Self.loss(w.x, w.y)) }
    let ground = (-66...66).map { seen(Point(1, 1) * (Double($0) / 40)) }
    let top = 1.25
    let saddle = Point(0, 0.5)
    func ticks(at values: [Double]) -> Coordinate.Ticks {
      .marked(values.map { Tick($0, Numeral(exactly: $0).plain) })
    }
    return Panel(
      name: "profile", x: .linear("$(u+v)/2$", from: -2.1, to: 2.1, ticks: ticks(at: [-1, 0, 1])),
      y: .linear("$L$", from: 0, to: top, ticks: ticks(at: [0, saddle.y, 1]))
    ) {
      Curve(ground, .ink, .curve, layer: "levels", name: "ground")
      Label(
        "$u=v$", at: .oneOf([1.25, 1.3, 1.35, 1.2].map { seen(Point($0, $0)) }), .right(5),
        size: .tick, layer: "levels")
      Rule.y(saddle.y, .note, .levelOfNote, .solid, layer: "saddle", name: "saddle")
      Spot(
        text["saddle"], at: saddle, .below(8), .below(5), shape: .saddle, diameter: 6.4,
        layer: "saddle", name: "saddle")
      Dots(
        [Point(-1, 0), Point(1, 0)], .filled, .interpolators, layer: "hyperbola", name: "minima")
      Curve(
        [Point(0, top), Point(0, 0.85), Point(0, 0.52)], .note, .rule, .dashed, heads: [0.5],
        smooth: false, layer: "separatrix", name: "line into the saddle")
      flow([line.map(seen)])
    }
  }

  /// Flow lines from their starts to their ends.
  @MarkBuilder func flow(_ lines: [[Point]]) -> [any Mark] {
    for line in lines {
      Curve(line, .gradientFlow, heads: [0.57], layer: "flow", name: "flow line")
    }
    Dots(lines.compactMap(\.last), .filled, .gradientFlow, layer: "flow", name: "end")
    // The start that moves is by itself: pages mark what has moved.
    Dots(lines.dropFirst().map { $0[0] }, .hollow, .gradientFlow, layer: "flow", name: "start")
    Dots(lines.prefix(1).map { $0[0] }, .hollow, .gradientFlow, layer: "flow", name: "start")
  }

  /// The number of a level on its line: beside the line into the saddle one over the other, those
  /// below the saddle in a valley.
  func number(of level: Double, _ text: FigureText) -> Label {
    let product = 1 - (2 * level).squareRoot()
    let places =
      product < 0
      ? [0.35, -0.35, 0.6].map { beside in
        let u = (beside + (beside * beside - 4 * product).squareRoot()) / 2
        return Point(u, beside - u)
      }
      : [0.3, 0.22, 0.45].map { slope in
        let u = (product / slope).squareRoot()
        return Point(u, slope * u)
      }
    return Label(
      "$\(text.tex(Numeral(exactly: level)))$", at: .oneOf(places), size: .contour, layer: "levels")
  }
}
