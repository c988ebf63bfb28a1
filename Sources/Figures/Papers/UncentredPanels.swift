import Drawing
import Lectures
import Models
import Plotting
import Records

/// The errors and the gains against the step size.
extension UncentredFigure {
  func panel(
    _ name: String, _ quantity: @escaping Measured, _ kinds: [Kind], _ marked: Int, _ y: Coordinate,
    _ text: FigureText
  ) -> Panel {
    let (isError, step) = (name == "error", Self.steps[marked])
    let medians = kinds.flatMap(\.points).compactMap { $0.quartiles(quantity)?.median }
    return Panel(
      name: name,
      x: .log(
        text["step"], from: 0.00085, to: 0.0105,
        ticks: .marked(
          [0.001, 0.002, 0.005, 0.01].map { Tick($0, briefly($0, decimals: 6, padded: false)) })),
      y: y, padding: Insets(right: isError ? 0 : 24)
    ) {
      Rule.x(step, layer: "marked", name: "marked step")
      Rule.y(1, .note, .hair, .solid, layer: "flow", name: "1")
      if isError {
        Label.level(text["flow"], at: Point(Self.steps[0], 1), onRight: false, .note, layer: "flow")
        Label.small(
          text["marked"], at: .datum(Point(step, medians.least)), .right(), .left(), layer: "marked"
        )
      } else {
        Label.level(text["alike"], at: Point(0.0105, 1), .note, layer: "flow")
      }
      for kind in kinds { marks(of: kind, quantity, isError: isError, text) }
    }
  }

  @MarkBuilder private func marks(
    of kind: Kind, _ quantity: Measured, isError: Bool, _ text: FigureText
  ) -> [any Mark] {
    // The quartiles of the gains lie over each other: bars beside each other, in place of bands.
    let shift = isError ? 1 : kind.name == "gd" ? 0.965 : 1.035
    let found = kind.points.map { (x: shift * $0.stepSize, quartiles: $0.quartiles(quantity)) }
    let trend = Trend(found, kind.role, layer: kind.name, name: text[kind.name])
    let quartiles = found.compactMap(\.quartiles)
    // Between the bars of gradient descent, which those of SGD lie over.
    let gaps = zip(trend.line, trend.line.dropFirst()).sorted { $0.1.x / $0.0.x > $1.1.x / $1.0.x }
      .map { Point(($0.x * $1.x).squareRoot(), 0.5 * ($0.y + $1.y)) }
    let isFree = isError || kind.name == "sgd"
    if isError {
      trend.band
    } else {
      ErrorBars(
        trend.line, from: quartiles.map(\.lower), to: quartiles.map(\.upper), kind.role,
        layer: kind.name, name: "quartiles")
    }
    trend.medians
    Label.small(
      text[kind.name], at: .oneOf(isFree ? trend.line.reversed() : gaps),
      isFree ? .right(6) : .below(3), .left(), .below(), .above(), role: kind.role, layer: kind.name
    )
  }
}
