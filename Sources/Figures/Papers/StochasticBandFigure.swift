import Drawing
import Lectures
import Models
import Plotting
import Records

/// SGD beside two diffusions that stand for it (figure 3 of Pesme, Pillaud-Vivien and Flammarion 2021):
/// one has SGD's law, the other has not.
struct StochasticBandFigure: LectureFigure {
  let id = "stochastic-band"
  let title = "Which stochastic flow has the law of SGD"
  let parameters: [Parameter<StochasticBandFigure>] = [
    .real("step", \.step, in: 0.02...0.08, "step size η of SGD"),
    .real("alpha", \.alpha, in: 0.03...0.2, "the paper’s scale of the start"),
    .integer("paths", \.paths, in: 3...20, "runs of SGD, and paths of each flow"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var conditions: [Condition<StochasticBandFigure>] {
    [Condition("step, alpha, seed: no run of SGD may diverge")]
  }

  /// Two flows of some thousand steps of four products with X each.
  var work: Double { Double(paths) * 2 * (400 / step) * 6e4 }

  var step = 0.05
  var alpha = 0.1
  var paths = 10
  var seed = 1

  private typealias Kind = (name: String, role: Role, paths: StochasticBand.Paths)

  func computed() throws -> Computed {
    let lectureAlpha = Convention.pesme2021.lectureAlpha(alpha)
    let band = try settling("at step=\(typed(step)) alpha=\(typed(alpha)) seed=\(seed)") {
      try StochasticBand(.planted(seed: seed), alpha: lectureAlpha, stepSize: step, paths: paths)
    }
    let kinds: [Kind] = [
      ("sgd", .sgd, band.sgd), ("each", .firstLayer, band.perSample),
      ("mean", .interpolators, band.meanResidual),
    ]
    let (steps, limit) = (band.marks.map(Double.init), band.flow.norms[0])
    let medians = kinds.map { median($0.paths.norms) }
    let data = FigureData(
      numbers: zip(kinds, medians).map { Quantity("l1.\($0.name)", $1) } + [
        .init("l1.flow", limit)
      ],
      series: kinds.map { name, _, paths in
        .columns(
          name, ["step", "least", "median", "greatest"], steps, paths.along(\.least),
          paths.along(median), paths.along(\.worst))
      } + [.columns("norms", kinds.map { ($0.name, $0.paths.norms) })],
      claims: [
        Claim(
          "stochastic-band",
          "with the noise of each sample the flow ends where SGD does: the difference "
            + "of the median norms, over their distance from gradient flow’s",
          abs(medians[1] - medians[0]) / abs(limit - medians[0]), within: 0.3,
          "medians over some paths, whose norms spread over half of that distance"),
        Claim(
          "stochastic-band-law",
          "with the noise of the mean residual "
            + #"$\alpha_j=\alpha\exp(-\eta\hat\Sigma_{jj}\int L\,dt)$ at the end of every path"#,
          band.lawDefect, within: 1e-9, "roundings of a product of some thousand factors"),
      ])
    let facts: Facts = [
      "step": .exactly(step), "alpha": .exactly(alpha), "lecture": .significant(lectureAlpha, 3),
      "paths": .count(paths), "flow": .decimals(limit, 2), "sgd": .decimals(medians[0], 2),
      "each": .decimals(medians[1], 2), "mean": .decimals(medians[2], 2),
      "below": .count(band.meanResidual.norms.count { $0 < band.sgd.norms.least }),
      "sgdWay": .course(band.sgd.along(median)), "flowWay": .course(band.flow.errors[0]),
    ]
    return Computed(of: self, data: data, facts: facts) { size, text in
      spread(
        [errors(kinds, band, text), norms(kinds, flow: limit, text)], shares: [1.2, 1], at: size,
        heights: (column: 360, text: 175), text)
    }
  }

  private func errors(_ kinds: [Kind], _ band: StochasticBand, _ text: FigureText) -> Panel {
    let steps = band.marks.map(Double.init)
    let (least, most) = (band.sgd.along(\.least), band.sgd.along(\.worst))
    let lines = kinds.map { [Point](steps, $0.paths.along(median)) }
    return Panel(
      name: "errors", x: .log(text["step"]),
      y: .log(text["error"], from: 0.7 * lines[2].map(\.y).least)
    ) {
      // The law to be met is a band; three of them over each other would be told apart by nobody.
      Fill.band(
        x: steps, from: least, to: most, .sgd, opacity: 0.25, layer: "sgd",
        name: "from the least to the greatest")
      for (kind, line) in zip(kinds, lines) {
        Curve(line, kind.role, .curve, smooth: false, layer: kind.name, name: text[kind.name])
      }
      Label.small(
        text["sgd"], at: .oneOf([Point](steps, most).filter { $0.x > 60 }), .right(), .aboveRight(),
        role: .sgd, layer: "sgd")
      Label.small(
        text["each"], at: .oneOf(lines[1].filter { $0.x > 100 }), .right(10), .aboveRight(10),
        role: kinds[1].role, layer: "each")
      Label.small(
        text["mean"], at: .oneOf(lines[2].reversed()), .belowLeft(), .left(8), role: .interpolators,
        layer: "mean")
      Curve.named(
        text["flow"], [Point](steps, band.flow.errors[0]), .gradientFlow,
        at: .init(align: Point(1, 1), offset: Point(8, -5)),
        .init(align: Point(1, 1), offset: Point(16, -5)), .above(), .right(), .below(),
        layer: "flow")
    }
  }

  private func norms(_ kinds: [Kind], flow: Double, _ text: FigureText) -> Panel {
    let all = kinds.flatMap(\.paths.norms) + [flow]
    let (low, high, room) = (all.least, all.worst, 0.06 * (all.worst - all.least))
    return Panel(
      name: "norms", x: .linear(text["norm"], from: low - room, to: high + room, ticks: .count(4)),
      y: .linear(from: 0.4, to: 4, ticks: .none)
    ) {
      Rule.x(flow, .gradientFlow, .curve, .solid, layer: "flow", name: text["flow"])
      for (kind, row) in zip(kinds, [3.0, 2, 1]) {
        Dots(
          kind.paths.norms.map { Point($0, row) }, .disc, kind.role, diameter: 3.4,
          layer: kind.name, name: "limits")
        Label.small(
          text[kind.name], at: .datum(Point(median(kind.paths.norms), row)), .above(5), .below(5),
          role: kind.role, layer: kind.name)
      }
      Label.small(
        text["flow"], at: Point(flow, 3.7), .left(), .right(), role: .gradientFlow, layer: "flow")
    }
  }
}
