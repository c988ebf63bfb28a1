import Drawing
import Lectures
import Models
import Plotting
import Records

/// The distances along the steps, and the parts off the span.
extension LeastSquaresNullFigure {
  func distances(_ ways: [Way], _ text: FigureText) -> Panel {
    // Each where it is by itself: the first three that fall lie over each other elsewhere.
    let places: [String: (ClosedRange<Double>, LabelRequest.Placement)] = [
      "gd": (1e-4...0.05, .left()), "nesterov": (1e-13...1e-6, .left()),
      "heavy-ball": (1e-11...1e-4, .right()), "sgd": (1e-9...1e-3, .right()),
    ]
    let lines = ways.map { way in
      (way, line: way.moments.map { Point(Double($0.step), max($0.distance, 1e-16)) })
    }
    return Panel(
      name: "distance", x: .log(text["steps"], from: 1, to: 40_000),
      y: .log(text["distance"], from: 1e-16, to: 10)
    ) {
      for (way, line) in lines {
        Curve(
          line, way.role, .curve, way.dash, smooth: false, layer: way.staysInSpan ? "span" : "off",
          name: text[way.name])
      }
      for (way, line) in lines {
        let (heights, side) =
          places[way.name] ?? (0...1, way.name == "adam" ? .aboveLeft() : .belowLeft())
        let seen = line.filter { heights.contains($0.y) }
        Label(
          text[way.name].replacing(" ", with: "\n"),
          at: .oneOf((seen.isEmpty ? line : seen).reversed()), side, .right(), .left(), .above(),
          .below(), size: .tick, role: way.role, layer: way.staysInSpan ? "span" : "off")
      }
    }
  }

  /// Where each ends, the first at the top.
  func parts(_ ways: [Way], _ text: FigureText) -> Panel {
    // What stands at that end are no four results: it is one, zero but for rounding, and its word
    // has room beside it.
    let ticks = decadeTicks(from: 1e-15, to: 1, labelled: 5).map {
      $0.value > 1e-9 ? $0 : Tick($0.value, $0.value == 1e-15 ? text["rounding"] : "")
    }
    return Panel(
      name: "parts", x: .log(from: 1e-17, to: 1, ticks: .marked(ticks)),
      y: .category(ways.map { text[$0.name] }), heading: .init(text["parts"])
    ) {
      for (row, way) in ways.enumerated() {
        let end = Point(max(way.last.offSpan, 1e-16), Double(row))
        Rule.y(end.y, .rule, .hair, .solid, layer: "parts", name: "row")
        Dots([end], .disc, way.role, diameter: 5.4, layer: "parts", name: text[way.name])
      }
    }
  }
}
