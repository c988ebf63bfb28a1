import Drawing
import Lectures
import Models
import Plotting

/// The separators on their unit balls, and who turns to which.
extension ThreeMarginsFigure {
  func plane(_ limits: [[Double]], _ text: FigureText) -> Panel {
    let samples = Self.rows.map { Point($0[0], $0[1]) }
    return Panel(
      name: "plane", x: .linear(from: -1.25, to: 2, nice: false),
      y: .linear(from: -1.15, to: 3.2, nice: false), aspect: .equal, frame: .none
    ) {
      PlaneAxes(x: "$w_1$", y: "$w_2$")
      Dots(samples, .filled, .ink, diameter: 4, layer: "samples", name: "samples")
      Label.small(
        text["samples"], at: .oneOf(samples), .left(6), .below(6), .above(6), role: .ink,
        layer: "samples")
      for ((name, role, norm, ball), w) in zip(Self.norms, limits) {
        let tip = Point(w[0] / norm(w), w[1] / norm(w))
        Curve(ball, role, .rule, closed: true, smooth: name == "l2", layer: name, name: "unit ball")
        // Beyond the balls, where there is room for names.
        Arrow(from: .zero, to: tip * 1.4, role, .strong, layer: name, name: "direction")
        Dots([tip], .filled, role, diameter: 5, layer: name, name: "where it leaves the ball")
        Label(text[name], at: .datum(tip * 1.4), .above(), role: role, layer: name)
      }
      Label.small(text["plane"], at: .datum(Point(1, -0.6)), .right(), layer: Self.norms[0].name)
    }
  }

  func angles(_ ways: [Way], _ text: FigureText) -> Panel {
    Panel(name: "angles", x: .log(text["time"], from: 0.1, to: 200), y: .log(text["angle"], to: 2))
    {
      for (way, norm) in zip(ways, Self.norms) {
        Curve.named(
          text[way.name], way.angles.filter { $0.y > 1e-8 }, norm.role,
          at: .right(), .below(), .above(), .left(), layer: "ways")
      }
      if let crossing = ways[2].crossing {
        Label.small(
          text["crossing"], at: .datum(crossing), .belowRight(), .below(), .right(), role: .sgd,
          layer: "ways")
      }
    }
  }
}
