import Drawing
import Lectures
import Models
import Plotting
import Records

/// The errors against the scale of the start.
extension TeachersFigure {
  func panel(_ lines: [[Line]], _ text: FigureText) -> Panel {
    let first = Double(Self.alphas[0])
    let last = Self.alphas[Self.alphas.count - 1]
    let zero = Double(nonzeros)
    let top = 1.12 * max(zero, lines.flatMap { $0 }.map(\.errors.worst).worst)
    return Panel(
      name: "errors", x: .log(text["alpha"], at: [1e-3, 0.01, 0.1, 1, 10, 100]),
      y: .linear(text["error"], from: 0, to: top)
    ) {
      Rule.named(text["zero"], y: zero, endsAt: last, .note, .dotted, layer: "zero")
      for (kind, lines, role) in [
        (Self.kinds[0], lines[0], Role.gradientFlow), (Self.kinds[1], lines[1], .sgd),
      ] {
        let curves = lines.map { zip(Self.alphas, $0.errors).map { Point($0, $1) } }
        for curve in curves.dropFirst() {
          Curve(curve, role, .rule, layer: kind, name: "\(kind) truth")
        }
        Curve(curves[0], role, .strong, layer: kind, name: "\(kind) truth")
        Dots(
          [Point(first, lines[0].leastL1), Point(last, lines[0].leastL2)], .hollow, role,
          layer: kind, name: "ends")
        Dots(
          [Point(alpha, lines[0].marked)], .filled, role, diameter: 5, layer: kind, name: "marked")
        Label(
          text[kind], at: .along(curves[0]), .below(), .above(), .aboveLeft(), .belowRight(),
          role: role, layer: kind)
      }
    }
  }
}
