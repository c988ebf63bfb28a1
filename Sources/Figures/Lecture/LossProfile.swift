import Drawing
import Lectures
import Plotting
import Records

extension LossLandscape {
  /// The loss along the flow lines, where there is room beside the plane.
  func profile(_ lines: [[Point]], _ text: FigureText) -> Panel {
    let curves = lines.map { line -> [Point] in
      zip(ArcLength(line).lengths, line).map { way, w in
        Point(way, (1 - w.x * w.y) * (1 - w.x * w.y) / 2)
      }
    }
    let saddle = Rule.y(0.5, .note, .levelOfNote, .solid, layer: "saddle", name: "saddle")
    return Panel(
      name: "profile", x: .linear(text["way"], from: 0), y: .linear("$L$", from: 0, to: 2),
      marks: [
        saddle,
        Label.level(
          #"$L=\frac12$"#, at: Point(curves.compactMap(\.last?.x).worst, 0.5), .note,
          layer: "saddle"),
      ]
        + curves.map { Polyline([$0], .gradientFlow, .curve, layer: "flow", name: "flow line") })
  }
}
