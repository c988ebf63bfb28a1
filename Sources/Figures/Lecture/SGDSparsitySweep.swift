import Drawing
import Lectures
import Models
import Plotting

/// The norms of the limits against the scale.
extension SGDSparsityFigure {
  func sweepPanel(_ outcome: Outcome, _ text: FigureText) throws -> Panel {
    let samples = outcome.sweep.filter { $0.flowNorm != nil && $0.sgdNorm != nil }
    guard samples.count > 1, let first = samples.first?.alpha, let last = samples.last?.alpha else {
      throw CommandFailure(.computation, "figure '\(id)': too few runs of the sweep settled")
    }
    // Where the arrow ends gradient flow was followed as well.
    let flowPoints =
      samples.map { ($0.alpha, $0.flowNorm) }
      + (outcome.sameNorm.map { [($0.flowAlpha, $0.flowNorm)] } ?? [])
    let flow = Trend(
      flowPoints.sorted { $0.0 < $1.0 }, .gradientFlow, diameter: 3.4, layer: "sweep",
      name: "gradient flow")
    let sgd = Trend(
      samples.map { ($0.alpha, $0.sgdNorm) }, .sgd, diameter: 3.4, layer: "sweep", name: "SGD")
    // Beside the last medians, where the lines are furthest apart.
    func places(_ trend: Trend) -> Label.Place {
      .oneOf(Array(trend.line.dropFirst().reversed().dropFirst()))
    }
    // The scales chosen for given data have digits that say nothing, and more of them.
    func tick(_ alpha: Double) -> Tick { Tick(alpha, briefly(alpha, padded: false)) }
    let room = model.dataSet == nil ? 1.7 : 3
    let inner = decadeTicks(from: first, to: last).map(\.value).filter {
      $0 > first * room && $0 < last / room
    }
    let norms = samples.flatMap { [$0.flowNorm, $0.sgdNorm] }.compactMap { $0 }
    let bottom = min(1, norms.map(\.lower).min() ?? 1)
    let (high, line) = (norms.map(\.upper).max() ?? 2, norms.map(\.median).max() ?? 2)
    // Lines at the upper quartiles leave no room for their names.
    let top = high - line < 0.05 * (high - bottom) ? high + 0.15 * (high - bottom) : high
    return Panel(
      name: "sweep",
      x: .log(
        text["scale"], from: first, to: last,
        ticks: .marked([tick(first)] + inner.map(tick) + [tick(last)])),
      y: .linear(
        model.dataSet == nil ? Self.ratio("\\star") : Self.ratio("{\\ell_1}"), from: bottom,
        to: max(bottom + 0.01, top), ticks: .count(4)), padding: Insets(right: 3)
    ) {
      flow.band
      sgd.band
      flow.medians
      sgd.medians
      Label(
        text["line-flow"], at: places(flow), .aboveLeft(), .left(), role: .gradientFlow,
        layer: "sweep")
      Label(
        text["line-sgd"], at: places(sgd), .belowRight(), .below(), role: .sgd, layer: "sweep")
      Label.small(text["quartiles"], at: .fraction(Point(0, 1)), layer: "sweep")
      if let same = outcome.sameNorm {
        let end = Point(same.flowAlpha, same.norm)
        Arrow(
          from: Point(same.sgdAlpha, same.norm), to: end, .ink, .rule, gap: 1, layer: "arrow",
          name: "arrow")
        Label(text["arrow"], at: end, .left(), .aboveLeft(), size: .tick, layer: "arrow")
      }
    }
  }

  private static func ratio(_ reference: String) -> String {
    "$\\|\\boldsymbol{\\theta}_\\infty\\|_1\\,/\\,\\|\\boldsymbol{\\theta}_\(reference)\\|_1$"
  }

  /// The median norms against the scale, at the scales where a run settled.
  static func medians(_ samples: [SGDSparsity.Sample]) -> (flow: [Point], sgd: [Point]) {
    let both = samples.compactMap { sample -> (Point, Point)? in
      guard let flow = sample.flowNorm?.median, let sgd = sample.sgdNorm?.median else { return nil }
      return (Point(sample.alpha, flow), Point(sample.alpha, sgd))
    }
    return (both.map(\.0), both.map(\.1))
  }
}
