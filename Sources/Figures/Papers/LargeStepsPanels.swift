import Drawing
import Lectures
import Models
import Plotting
import Records

/// The losses, and their products with the time.
extension LargeStepsFigure {
  /// Why one run stands out: its loss rises before it falls.
  func rises(_ line: Line, _ text: FigureText) -> any Mark {
    let points = line.line { line.losses[$0] }
    let peaks = points.filter { point in line.rises.contains { Double($0) == point.x } }
    return Label(
      peaks.isEmpty ? "" : text["rises"], at: .oneOf(peaks.reversed()), .right(8), .aboveRight(6),
      .above(), size: .tick, role: .sgd, layer: "marked")
  }

  func panel(
    _ name: String, _ lines: [Line], _ y: Coordinate, _ text: FigureText,
    _ value: @escaping (Line, Int) -> Double
  ) -> Panel {
    let isLoss = name == "loss"
    let roles = Self.steps.indices.map { Role.gradientFlowAt(1 - Double($0) / 4) }
    let others = zip(lines, roles).filter { $0.0.step != step }
    return Panel(
      name: name,
      // Room for names where the lines are apart: at the right of one panel, at the left of the other.
      x: .log(text["step"], from: isLoss ? 1 : 0.2, to: Double(Self.last), nice: false), y: y,
      padding: Insets(right: isLoss ? 24 : 0)
    ) {
      if isLoss {
        rises(lines[lines.count - 1], text)
      } else {
        Rule.named(#"$1/\gamma^2$"#, y: limit, endsAt: Double(Self.last), layer: "limit")
      }
      for (line, role) in others + [(lines[lines.count - 1], .sgd)] {
        let (points, isMarked) = (line.line { value(line, $0) }, line.step == step)
        let words = (line.step == 1 ? #"\eta="# : "") + briefly(line.step, padded: false)
        let layer = isMarked ? "marked" : name
        Curve(
          points, role, isMarked ? .strong : .curve, smooth: false, layer: layer,
          name: isMarked ? text["marked"] : "other steps")
        Label(
          "$\(words)$", at: .datum(isLoss ? points[points.count - 1] : points[0]),
          isLoss ? .right() : .left(), size: .tick, role: role, layer: layer)
      }
    }
  }
}
