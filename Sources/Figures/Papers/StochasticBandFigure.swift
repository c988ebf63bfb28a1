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
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: UInt64(seed))
    let lectureAlpha = Convention.pesme2021.lectureAlpha(alpha)
    let band: StochasticBand
    do {
      band = try StochasticBand(data, alpha: lectureAlpha, stepSize: step, paths: paths)
    } catch let failure as SettledDescent.Failure {
      throw RefusedSetting(
        "at step=\(typed(step)) alpha=\(typed(alpha)) seed=\(seed) \(failure.description)")
    }
    let kinds: [Kind] = [
      ("sgd", .sgd, band.sgd), ("each", .firstLayer, band.perSample),
      ("mean", .interpolators, band.meanResidual),
    ]
    let medians = kinds.map { median($0.paths.norms) }
    let limit = band.flow.norms[0]
    let figureData = FigureData(
      numbers: zip(kinds, medians).map { Quantity("l1.\($0.name)", $1) }
        + [.init("l1.flow", limit)],
      series: kinds.map { kind in
        .columns(
          kind.name,
          [
            ("step", band.marks.map(Double.init)), ("least", kind.paths.along(\.least)),
            ("median", kind.paths.along(median)), ("greatest", kind.paths.along(\.worst)),
          ])
      } + [.columns("norms", kinds.map { ($0.name, $0.paths.norms) })],
      claims: [
        Claim(
          id: "stochastic-band",
          statement: "with the noise of each sample the flow ends where SGD does: the difference "
            + "of the median norms, over their distance from gradient flow’s",
          residual: abs(medians[1] - medians[0]) / abs(limit - medians[0]), tolerance: 0.3,
          reason: "medians over some paths, whose norms spread over half of that distance"),
        Claim(
          id: "stochastic-band-law",
          statement: "with the noise of the mean residual "
            + #"$\alpha_j=\alpha\exp(-\eta\hat\Sigma_{jj}\int L\,dt)$ at the end of every path"#,
          residual: band.lawDefect, tolerance: 1e-9,
          reason: "roundings of a product of some thousand factors"),
      ])
    return Computed(
      of: self, data: figureData,
      facts: [
        "step": .exactly(step), "alpha": .exactly(alpha), "lecture": .significant(lectureAlpha, 3),
        "paths": .count(paths), "flow": .decimals(limit, 2), "sgd": .decimals(medians[0], 2),
        "each": .decimals(medians[1], 2), "mean": .decimals(medians[2], 2),
        "below": .count(band.meanResidual.norms.count { $0 < band.sgd.norms.least }),
        "sgdWay": .course(band.sgd.along(median)), "flowWay": .course(band.flow.errors[0]),
      ]
    ) { size, text in
      spread(
        [errors(kinds, band, text), norms(kinds, flow: limit, text)], shares: [1.2, 1], at: size,
        heights: (column: 360, text: 175), text)
    }
  }

  private func errors(_ kinds: [Kind], _ band: StochasticBand, _ text: FigureText) -> Panel {
    let steps = band.marks.map(Double.init)
    func points(_ heights: [Double]) -> [Point] { zip(steps, heights).map { Point($0, $1) } }
    // The law to be met is a band; three of them over each other would be told apart by nobody.
    let runs = Fill.band(
      x: steps, from: band.sgd.along(\.least), to: band.sgd.along(\.worst), .sgd, opacity: 0.25,
      layer: kinds[0].name, name: "from the least to the greatest")
    let medians = kinds.map { name, role, paths in
      Curve(
        points(paths.along(median)), role, .curve, smooth: false, layer: name, name: text[name])
    }
    return Panel(
      name: "errors", x: .log(text["step"]),
      y: .log(text["error"], from: 0.7 * band.meanResidual.along(median).least),
      marks: [runs] + medians + [
        Label(
          text["sgd"], at: .oneOf(points(band.sgd.along(\.worst)).filter { $0.x > 60 }),
          .right(), .aboveRight(), size: .tick, role: .sgdText, layer: "sgd"),
        Label(
          text["each"],
          at: .oneOf(points(kinds[1].paths.along(median)).filter { $0.x > 100 }), .right(10),
          .aboveRight(10), size: .tick, role: kinds[1].role.words, layer: kinds[1].name),
        Label(
          text["mean"], at: .oneOf(points(band.meanResidual.along(median)).reversed()),
          .belowLeft(), .left(8), size: .tick, role: .interpolators, layer: "mean"),
      ]
        + Curve.named(
          text["flow"], points(band.flow.errors[0]), .gradientFlow,
          at: .init(align: Point(1, 1), offset: Point(8, -5)),
          .init(align: Point(1, 1), offset: Point(16, -5)), .above(), .right(),
          .below(), layer: "flow"))
  }

  private func norms(_ kinds: [Kind], flow: Double, _ text: FigureText) -> Panel {
    let rows = zip(kinds, [3.0, 2, 1]).flatMap { kind, row -> [any Mark] in
      let norms = kind.paths.norms
      return [
        Dots(
          norms.map { Point($0, row) }, .disc, kind.role, diameter: 3.4, layer: kind.name,
          name: "limits"),
        Label(
          text[kind.name], at: .datum(Point(median(norms), row)), .above(5), .below(5),
          size: .tick, role: kind.role.words, layer: kind.name),
      ]
    }
    let all = kinds.flatMap(\.paths.norms) + [flow]
    let room = 0.06 * (all.worst - all.least)
    return Panel(
      name: "norms",
      x: .linear(
        text["norm"], from: all.least - room, to: all.worst + room, ticks: .count(4)),
      y: .linear(from: 0.4, to: 4, ticks: .none),
      marks: [Rule.x(flow, .gradientFlow, .curve, .solid, layer: "flow", name: text["flow"])]
        + rows + [
          Label(
            text["flow"], at: .datum(Point(flow, 3.7)), .left(), .right(), size: .tick,
            role: .gradientFlow, layer: "flow")
        ])
  }
}
