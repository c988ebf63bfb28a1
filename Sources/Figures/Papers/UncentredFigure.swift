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

  static let steps = [0.001, 0.0015, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01]
  private static let sweeps = Memo<StepSizeSweep, [[StepSizeSweep.Point]]>()

  /// Below this an error over the flow's is what rounding leaves of a limit that is the truth.
  private static let rounding = 1e-12

  /// An error over gradient flow's, as it is drawn.
  private static func seen(_ run: StepSizeSweep.Run) -> Double { max(run.errorRatio, rounding) }

  /// What a panel shows of the runs at a step size.
  typealias Measured = @Sendable (StepSizeSweep.Run) -> Double

  /// The points of gradient descent or of SGD.
  struct Kind: Sendable {
    let name: String
    let role: Role
    let points: [StepSizeSweep.Point]

    /// The medians along the steps.
    func line(_ quantity: Measured) -> [Double] { points.map { median($0.runs.map(quantity)) } }
  }

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
    let gd = Kind(name: "gd", role: .gradientFlow, points: found[0])
    let sgd = Kind(name: "sgd", role: .sgd, points: found[1])
    let kinds = [gd, sgd]
    let marked = nearest(to: step, among: Self.steps)
    let flow = median(found[0][0].runs.map(\.flowError))
    let lost = zip(Self.steps, found[1]).first { $1.runs.isEmpty }?.0
    let wrong = kinds.map { kind in
      let errors = kind.line(\.errorRatio).filter { !$0.isNaN }
      return errors.count { $0 >= 1 } + zip(errors, errors.dropFirst()).count { $1 >= $0 }
    }
    // Where no run ends there is no median.
    let medians = kinds.flatMap { kind in
      [
        Quantity("\(kind.name).error", kind.line(\.error)[marked]),
        .init("\(kind.name).gain", kind.line(\.gainOnOverOff)[marked]),
      ]
    }.filter { $0.value.isFinite }
    let data = FigureData(
      numbers: [Quantity("flow.error", flow)] + medians,
      series: kinds.map { kind in
        .columns(
          kind.name, ["step", "error", "error-ratio", "gain-on-over-off", "ended", "diverged"],
          Self.steps, kind.line(\.error), kind.line(\.errorRatio), kind.line(\.gainOnOverOff),
          kind.points.map { Double($0.runs.count) }, kind.points.map { Double($0.diverged) })
      },
      claims: [
        .count(
          "uncentred",
          "the medians of the errors of gradient descent and of SGD, over those of gradient flow, "
            + "are below 1 and fall with the step: the number that are not or do not",
          wrong.reduce(0, +))
      ])
    let gains = kinds.map { $0.line(\.gainOnOverOff) }
    let errors = kinds.map { $0.line(Self.seen) }
    let facts: Facts = [
      "step": .exactly(Self.steps[marked]), "mean": .exactly(mean), "alpha": .exactly(alpha),
      "seeds": .count(seeds), "flow": .significant(flow, 2), "helps": .flag(wrong == [0, 0]),
      "alike": .flag(gains.allSatisfy { abs($0[marked] - 1) < 0.3 }),
      "gd": .significant(gd.line(\.error)[marked], 2),
      "sgd": .part(sgd.points[marked].runs.isEmpty ? nil : sgd) {
        [
          "error": .significant($0.line(\.error)[marked], 2),
          "gain": .significant(gains[1][marked], 2),
        ]
      }, "gdGain": .significant(gains[0][marked], 2),
      "lost": .part(lost) { ["step": .exactly($0)] },
      "rounded": .flag(errors.joined().contains(Self.rounding)), "gdWay": .course(errors[0]),
      "sgdWay": .course(errors[1]), "gdShare": .course(gains[0]), "sgdShare": .course(gains[1]),
    ]
    return Computed(of: self, data: data, facts: facts) { size, text in
      spread(
        [
          panel("error", Self.seen, kinds, marked, .log(text["error"], to: 4, nice: false), text),
          panel("gain", \.gainOnOverOff, kinds, marked, .linear(text["gain"]), text),
        ], shares: [1.2, 1], at: size, heights: (column: 350, text: 175), text)
    }
  }
}
