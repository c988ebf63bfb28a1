import Drawing
import Lectures
import Models
import Plotting
import Records

/// Features with a mean: large steps help gradient descent as they help SGD (figure 4 of Even, Pesme,
/// Gunasekar and Flammarion 2023).
struct UncentredFigure: LectureFigure {
  let id = "uncentred"
  let title = "Where features have a mean large steps help both"
  let parameters: [Parameter<UncentredFigure>] = [
    .real("step", \.step, in: 0.001...0.01, "the step size η nearest to which one is marked"),
    .real("mean", \.mean, in: 1...6, "mean of the features"),
    .real("alpha", \.alpha, in: 0.05...0.3, "initialisation scale α"),
    .integer("seeds", \.seeds, in: 2...20, "number of data sets, seeds 1, 2, …"),
  ]

  var work: Double { Double(seeds * Self.steps.count) * 1e8 }

  var step = 0.003
  var mean = 5.0
  var alpha = 0.1
  var seeds = 6

  private static let steps = [0.001, 0.0015, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01]
  private static let sweeps = Memo<StepSizeSweep, [[StepSizeSweep.Point]]>()

  /// Below this an error over the flow's is what rounding leaves of a limit that is the truth.
  private static let rounding = 1e-12

  /// An error over gradient flow's, as it is drawn.
  private static func seen(_ run: StepSizeSweep.Run) -> Double { max(run.errorRatio, rounding) }

  /// The points of gradient descent or of SGD.
  private typealias Kind = (name: String, role: Role, points: [StepSizeSweep.Point])

  func computed() throws -> Computed {
    var model = StepSizeSweep()
    (model.entries, model.alpha) = (.uncentred(mean: mean), alpha)
    model.teacher = .sparse(nonzeros: 3, isSigned: false)
    model.seeds = (1...UInt64(seeds)).map { $0 }
    // The scales have their last values long before the loss has: the limit is known by then.
    (model.mostSteps, model.mostSingleSteps) = (20_000, 250_000)
    (model.finalLoss, model.restLoss, model.lossStride) = (1e-18, .infinity, 250)
    let used = model
    let found = try Self.sweeps.value(used) {
      try [NetworkDescent.Batch.full, .samples(1)].map {
        try used.points(stepSizes: Self.steps, batch: $0)
      }
    }
    let kinds: [Kind] = [("gd", .gradientFlow, found[0]), ("sgd", .sgd, found[1])]
    let marked = nearest(to: step, among: Self.steps)
    func line(_ kind: Kind, _ quantity: (StepSizeSweep.Run) -> Double) -> [Double] {
      kind.points.map { median($0.runs.map(quantity)) }
    }
    let flow = median(found[0][0].runs.map(\.flowError))
    let lost = zip(Self.steps, found[1]).first { $1.runs.isEmpty }?.0
    let wrong = kinds.map { kind in
      let errors = line(kind, \.errorRatio).filter { !$0.isNaN }
      return errors.count { $0 >= 1 } + zip(errors, errors.dropFirst()).count { $1 >= $0 }
    }
    // Where no run ends there is no median.
    let medians = kinds.flatMap { kind -> [Quantity] in
      [
        Quantity("\(kind.name).error", line(kind, \.error)[marked]),
        Quantity("\(kind.name).gain", line(kind, \.gainOnOverOff)[marked]),
      ]
    }.filter { $0.value.isFinite }
    let data = FigureData(
      numbers: [Quantity("flow.error", flow)] + medians,
      series: kinds.map { kind in
        Table(
          kind.name, ["step", "error", "error-ratio", "gain-on-over-off", "ended", "diverged"],
          kind.points.indices.map { k in
            [Self.steps[k]]
              + [line(kind, \.error), line(kind, \.errorRatio), line(kind, \.gainOnOverOff)]
              .map { $0[k] }
              + [Double(kind.points[k].runs.count), Double(kind.points[k].diverged)]
          })
      },
      claims: [
        .count(
          "uncentred",
          "the medians of the errors of gradient descent and of SGD, over those of gradient flow, "
            + "are below 1 and fall with the step: the number that are not or do not",
          wrong.reduce(0, +))
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "step": .exactly(Self.steps[marked]), "mean": .exactly(mean), "alpha": .exactly(alpha),
        "seeds": .count(seeds), "flow": .significant(flow, 2), "helps": .flag(wrong == [0, 0]),
        "alike": .flag(kinds.allSatisfy { abs(line($0, \.gainOnOverOff)[marked] - 1) < 0.3 }),
        "gd": .significant(line(kinds[0], \.error)[marked], 2),
        "sgd": .part(found[1][marked].runs.isEmpty ? nil : kinds[1]) {
          [
            "error": .significant(line($0, \.error)[marked], 2),
            "gain": .significant(line($0, \.gainOnOverOff)[marked], 2),
          ]
        },
        "gdGain": .significant(line(kinds[0], \.gainOnOverOff)[marked], 2),
        "lost": .part(lost) { ["step": .exactly($0)] },
        "rounded": .flag(
          kinds.contains { kind in line(kind, Self.seen).contains { $0 == Self.rounding } }),
        "gdWay": .course(line(kinds[0], Self.seen)), "sgdWay": .course(line(kinds[1], Self.seen)),
        "gdShare": .course(line(kinds[0], \.gainOnOverOff)),
        "sgdShare": .course(line(kinds[1], \.gainOnOverOff)),
      ]
    ) { size, text in
      spread(
        [
          panel("error", Self.seen, kinds, marked, .log(text["error"], to: 4, nice: false), text),
          panel("gain", \.gainOnOverOff, kinds, marked, .linear(text["gain"]), text),
        ], shares: [1.2, 1], at: size, heights: (column: 350, text: 175), text)
    }
  }

  private func panel(
    _ name: String, _ quantity: @escaping @Sendable (StepSizeSweep.Run) -> Double, _ kinds: [Kind],
    _ marked: Int, _ y: Coordinate, _ text: FigureText
  ) -> Panel {
    let marks = kinds.flatMap { kind -> [any Mark] in
      // The quartiles of the gains lie over each other: bars beside each other, in place of bands.
      let isError = name == "error"
      let shift = isError ? 1 : kind.name == "gd" ? 0.965 : 1.035
      let found = kind.points.map { (x: shift * $0.stepSize, quartiles: $0.quartiles(quantity)) }
      let trend = Trend(found, kind.role, layer: kind.name, name: text[kind.name])
      let quartiles = found.compactMap(\.quartiles)
      let spread: any Mark =
        isError
        ? trend.band
        : ErrorBars(
          trend.line, from: quartiles.map(\.lower), to: quartiles.map(\.upper), kind.role,
          layer: kind.name, name: "quartiles")
      // Between the bars of gradient descent, which those of SGD lie over.
      let gaps = zip(trend.line, trend.line.dropFirst()).sorted {
        $0.1.x / $0.0.x > $1.1.x / $1.0.x
      }
      .map { Point(($0.x * $1.x).squareRoot(), 0.5 * ($0.y + $1.y)) }
      let isFree = isError || kind.name == "sgd"
      let words = Label(
        text[kind.name], at: .oneOf(isFree ? trend.line.reversed() : gaps),
        isFree ? .right(6) : .below(3), .left(), .below(), .above(), size: .tick,
        role: kind.role.words, layer: kind.name)
      return [spread] + trend.medians + [words]
    }
    return Panel(
      name: name,
      x: .log(
        text["step"], from: 0.00095, to: 0.0105,
        ticks: .marked(
          [0.001, 0.002, 0.005, 0.01].map { Tick($0, briefly($0, decimals: 6, padded: false)) })),
      y: y, padding: Insets(right: name == "error" ? 0 : 24),
      marks: [
        Rule.x(Self.steps[marked], .note, .rule, .dotted, layer: "marked", name: "marked step"),
        Rule.y(1, .note, .hair, .solid, layer: "flow", name: "1"),
        name == "error"
          ? Label.level(
            text["flow"], at: Point(Self.steps[0], 1), onRight: false, .note, layer: "flow")
          : Label(
            text["alike"], at: .oneOf([1, 5].map { Point(Self.steps[$0], 1) }), .below(3),
            size: .tick, role: .note, layer: "flow"),
        Label(
          name == "error" ? text["marked"] : "",
          at: .datum(
            Point(
              Self.steps[marked],
              kinds.flatMap(\.points).compactMap { $0.quartiles(quantity)?.median }.least)),
          .right(), .left(), size: .tick, role: .note, layer: "marked"),
      ] + marks)
  }
}
