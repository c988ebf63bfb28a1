import Drawing
import Lectures
import Models
import Plotting
import Records

/// The errors of the limits, and the weights of one.
extension BadMinimaFigure {
  func errors(_ trend: [(x: Double, quartiles: Quartiles?)], _ text: FigureText) -> Panel {
    let line = Trend(trend, .gradientFlow, layer: "errors", name: "flow")
    return Panel(
      name: "errors", x: .linear(text["extra"], from: 0, to: 60), y: .log(text["error"])
    ) {
      Rule.marked(
        text["shown"], x: Double(extra), heights: [line.line.map(\.y).least], layer: "weights",
        name: "shown")
      Rule.named(text["zero"], y: Double(Self.nonzeros), endsAt: 60, layer: "zero")
      line.marks
    }
  }

  func weights(_ shown: Outcome, _ text: FigureText) -> Panel {
    let truth = shown.teacher.numbered.filter { $0.y != 0 }
    let reach = 1.2 * max(1, maximumNorm(shown.minima.limit))
    return Panel(
      name: "weights", x: .linear(text["coordinate"], from: 0, to: 101, ticks: .at([1, 50, 100])),
      y: .linear(text["weight"], from: -reach, to: reach)
    ) {
      Rule.y(0, .note, .hair, .solid, layer: "axes", name: "0")
      Stems(shown.minima.limit.numbered, .gradientFlow, layer: "weights", name: "limit")
      // Open rings: those of neighbours lie over each other.
      Dots(truth, .ring, .ink, diameter: 4.6, layer: "weights", name: "truth")
      Label(
        text["truth"], at: .oneOf(truth.sorted { $0.y > $1.y }), .above(5), .right(6), .left(6),
        size: .tick, role: .ink, layer: "weights")
    }
  }
}
