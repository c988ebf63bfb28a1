import Drawing
import Lectures
import Models
import Plotting
import Records

/// Large steps help SGD and hurt gradient descent (after figures 1 and 2 of Even, Pesme, Gunasekar and
/// Flammarion 2023), on many data sets.
struct StepSizesFigure: LectureFigure {
  let id = "step-sizes"
  let title = "Large steps help SGD and hurt gradient descent"
  let parameters: [Parameter<StepSizesFigure>] = [
    .real("step", \.step, in: 0.02...1, "the step size η nearest to which one is marked"),
    .real("alpha", \.alpha, in: 0.05...0.3, "initialisation scale α"),
    .integer("seeds", \.seeds, in: 2...40, "number of data sets, seeds 1, 2, …"),
  ]

  /// Runs that never settle take all steps allowed.
  var work: Double { Double(seeds) * 2e8 }

  var step = 0.1
  var alpha = 0.1
  var seeds = 20

  private static let steps = [0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1]
  private static let sweeps = Memo<StepSizeSweep, Sweep>()

  private struct Sweep: Sendable {
    let gd: [StepSizeSweep.Point]
    let sgd: [StepSizeSweep.Point]
    let edges: [StepSizeSweep.Edges]

    init(_ model: StepSizeSweep) throws {
      gd = try model.points(stepSizes: StepSizesFigure.steps, batch: .full)
      sgd = try model.points(stepSizes: StepSizesFigure.steps, batch: .samples(1))
      edges = try model.edges()
    }
  }

  /// What a panel shows of the runs at a step size.
  private typealias Quantity = @Sendable (StepSizeSweep.Run) -> Double

  func computed() throws -> Computed {
    var model = StepSizeSweep()
    // Beyond these a run changes its gain by nothing that is seen.
    (model.finalLoss, model.mostSingleSteps, model.alpha) = (1e-18, 400_000, alpha)
    model.seeds = (1...UInt64(seeds)).map { $0 }
    let used = model
    let sweep = try Self.sweeps.value(used) { try Sweep(used) }
    let marked = nearest(to: step, among: Self.steps)
    func at(_ points: [StepSizeSweep.Point], _ k: Int, _ quantity: Quantity) -> Double {
      median(points[k].runs.map(quantity))
    }
    let (edge, bound) = (
      median(sweep.edges.map(\.gradientDescent)), median(sweep.edges.map(\.singleSample))
    )
    let calm = Self.steps.indices.filter { Self.steps[$0] >= 0.05 }
    let wrong = calm.flatMap { k in
      [
        (1 - at(sweep.gd, k, \.errorRatio)),
        sweep.sgd[k].runs.isEmpty ? -1 : at(sweep.sgd, k, \.errorRatio) - 1,
      ]
    }
    let isExpected = wrong.allSatisfy { $0 < 0 }
    let lost = zip(Self.steps, sweep.sgd).first { 2 * $1.diverged > seeds }?.0
    let last = Self.steps.count - 1
    let gains = (gd: at(sweep.gd, marked, \.totalGain), sgd: at(sweep.sgd, marked, \.totalGain))
    let data = FigureData(
      numbers: [
        .init("edge", edge), .init("single-sample-bound", bound),
        .init("gd.error", at(sweep.gd, marked, \.errorRatio)),
        .init("sgd.error", at(sweep.sgd, marked, \.errorRatio)),
        .init("gd.gain", at(sweep.gd, marked, \.totalGain)),
        .init("sgd.gain", at(sweep.sgd, marked, \.totalGain)),
        .init("gd.largest.diverged", Double(sweep.gd[last].diverged)),
        .init("gd.largest.unsettled", Double(sweep.gd[last].unfinished)),
      ],
      series: Self.kinds(sweep).map { name, points, _ in
        Table(
          name,
          ["step", "error", "lower", "upper", "gain", "on-over-off", "diverged", "unfinished"],
          points.map { point in
            let error = point.quartiles(\.errorRatio)
            return [
              point.stepSize, error?.median ?? .nan, error?.lower ?? .nan, error?.upper ?? .nan,
              median(point.runs.map(\.totalGain)), median(point.runs.map(\.gainOnOverOff)),
              Double(point.diverged),
              Double(point.unfinished),
            ]
          })
      },
      claims: [
        .count(
          "step-sizes",
          #"from $\eta=0.05$ the median error of gradient descent is above, that of SGD "#
            + "below gradient flow’s: the number of medians on the wrong side",
          wrong.count { !($0 < 0) })
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "step": .exactly(Self.steps[marked]), "alpha": .exactly(alpha), "seeds": .count(seeds),
        "edge": .significant(edge, 2), "bound": .significant(bound, 2),
        "gd": .significant(at(sweep.gd, marked, \.errorRatio), 3),
        "sgd": .list(
          sweep.sgd[marked].runs.isEmpty
            ? []
            : [
              [
                "error": .significant(at(sweep.sgd, marked, \.errorRatio), 2),
                "gain": .significant(gains.sgd, 2),
                "share": .significant(at(sweep.sgd, marked, \.gainOnOverOff), 2),
              ]
            ]),
        "expected": .flag(isExpected), "gain": .significant(gains.gd, 2),
        "lost": .list(lost.map { [["step": .exactly($0)]] } ?? []),
        "diverged": .count(sweep.gd[last].diverged), "unsettled": .count(sweep.gd[last].unfinished),
        "gdGain": .significant(at(sweep.gd, marked, \.gainOnOverOff), 2),
      ]
    ) { size, text in
      let page = size.page(heights: (column: 520, text: 250))
      func one(_ name: String, _ quantity: @escaping Quantity) -> Arrangement {
        .panel(panel(name, sweep, marked, text, quantity))
      }
      let (error, gain, share) = (
        one("error", \.errorRatio), one("gain", \.totalGain), one("share", \.gainOnOverOff)
      )
      let lost = Arrangement.panel(divergence(sweep, text))
      return Figure(
        self, text, size: page,
        arrangement: page.height < 170
          ? page.width < 600
            ? error : .row([error, lost, gain, share], shares: [1, 1, 1, 1], gap: 16)
          : page.isNarrow
            ? .column([error, lost, gain, share], shares: [1.6, 0.7, 1, 1], gap: 10)
            : .row(
              [
                .column([error, lost], shares: [2, 1], gap: 10),
                .column([gain, share], shares: [1, 1], gap: 10),
              ], shares: [1.15, 1], gap: 20))
    }
  }

  private func across(_ text: FigureText?) -> Coordinate {
    .log(text?["step"], at: [0.02, 0.05, 0.1, 0.2, 0.5, 1])
  }

  private func panel(
    _ name: String, _ sweep: Sweep, _ marked: Int, _ text: FigureText, _ quantity: Quantity
  ) -> Panel {
    let marks = Self.kinds(sweep).flatMap { kind, points, role -> [any Mark] in
      let trend = Trend(
        points.map { ($0.stepSize, 4 * $0.runs.count < seeds ? nil : $0.quartiles(quantity)) },
        role, layer: kind, name: text[kind])
      return trend.marks + [
        Label(
          text[kind], at: .oneOf(trend.line.reversed()), name == "error" ? .left() : .above(),
          .below(), .above(), .right(), role: role.words, layer: kind)
      ]
    }
    let edges: [(String, Double, Role)] = [
      ("edge", median(sweep.edges.map(\.gradientDescent)), .gradientFlow),
      ("bound", median(sweep.edges.map(\.singleSample)), .sgd),
    ]
    let rules = (name == "error" ? edges : []).flatMap { kind, place, role -> [any Mark] in
      [
        Rule.x(place, role, .rule, .dashed, layer: "edges", name: text[kind]),
        Label(
          text[kind], at: .datum(Point(place, 1.6e-3)), .left(), .right(), size: .tick,
          role: role.words, layer: "edges"),
      ]
    }
    return Panel(
      name: name, x: across(name == "share" ? text : nil),
      y: .log(text[name], from: name == "error" ? 1e-3 : nil),
      marks: (name == "gain" ? [] : [Rule.y(1, .note, .hair, .solid, layer: "axes", name: "1")])
        + rules + marks + here(sweep, marked, quantity))
  }

  private func divergence(_ sweep: Sweep, _ text: FigureText) -> Panel {
    Panel(
      name: "lost", x: across(text),
      y: .linear(text["lost"], from: 0, to: 100, ticks: .at([0, 50, 100])),
      marks: Self.kinds(sweep).flatMap { kind, points, role -> [any Mark] in
        func line(_ count: (StepSizeSweep.Point) -> Int) -> [Point] {
          points.map { Point($0.stepSize, 100 * Double(count($0)) / Double(seeds)) }
        }
        let unsettled = line(\.unfinished)
        let restless: [any Mark] =
          unsettled.allSatisfy { $0.y == 0 }
          ? []
          : [
            Polyline(
              [unsettled], role, .curve, .dashed, join: .round, layer: kind, name: text[kind]),
            Label(
              text["unsettled"], at: .oneOf(unsettled.reversed()), .left(), .above(), size: .tick,
              role: role.words, layer: kind),
          ]
        return restless + [
          Polyline(
            [line(\.diverged)], role, .strong, join: .round, layer: kind, name: text[kind])
        ]
      })
  }

  /// Rings at the marked step.
  private func here(_ sweep: Sweep, _ marked: Int, _ quantity: Quantity) -> [any Mark] {
    let rings = Self.kinds(sweep).compactMap { _, points, _ in
      points[marked].quartiles(quantity).map { Point(Self.steps[marked], $0.median) }
    }
    return [Dots(rings, .hollow, .ink, diameter: 6, layer: "marked", name: "marked step")]
  }

  private static func kinds(
    _ sweep: Sweep
  ) -> [(kind: String, points: [StepSizeSweep.Point], role: Role)] {
    [("gd", sweep.gd, .gradientFlow), ("sgd", sweep.sgd, .sgd)]
  }

}
