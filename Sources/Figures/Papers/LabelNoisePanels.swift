import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// A quantity against the steps, with noise and without.
extension LabelNoiseFigure {
  func panel(
    _ name: String, column: Int, _ kinds: [Kind], _ text: FigureText
  ) -> Panel {
    // From the greatest down: right of where the noise ends runs are below their first heights.
    let all = kinds.flatMap { kind in kind.way.map { $0[column] } }.filter { $0 > 0 }
    let heights = [1, 0.8, 0.6, 0.4].map { pow(all.worst, $0) * pow(all.least, 1 - $0) }
    // A panel begins with the step that fills it.
    func layer(_ kind: String) -> String { name == "loss" ? name : kind }
    return Panel(
      name: name, x: .log(text["step"], from: 1, to: 100_000), y: .log(text[name])
    ) {
      Rule.marked(
        name == "scale" ? text["ends"] : "", x: Double(noisySteps), heights: heights,
        layer: layer("with"), name: "end of the noise")
      for kind in kinds {
        Curve.named(
          text[kind.name], kind.way.map { Point($0[0], $0[column]) }, kind.role, at: .aboveLeft(),
          .belowLeft(), .above(), .below(), layer: layer(kind.name))
      }
    }
  }
}
