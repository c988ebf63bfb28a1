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

  static let steps = [0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1]
  private static let sweeps = Memo<StepSizeSweep, Sweep>()

  struct Sweep: Sendable {
    let gd: [StepSizeSweep.Point]
    let sgd: [StepSizeSweep.Point]
    let (edge, bound): (Double, Double)

    init(_ model: StepSizeSweep) throws {
      gd = try model.points(stepSizes: StepSizesFigure.steps, batch: .full)
      sgd = try model.points(stepSizes: StepSizesFigure.steps, batch: .samples(1))
      let edges = try model.edges()
      (edge, bound) = (median(edges.map(\.gradientDescent)), median(edges.map(\.singleSample)))
    }

    /// Either algorithm with its words and colour.
    var kinds: [(kind: String, points: [StepSizeSweep.Point], role: Role)] {
      [("gd", gd, .gradientFlow), ("sgd", sgd, .sgd)]
    }
  }

  /// What a panel shows of the runs at a step size.
  typealias Measured = @Sendable (StepSizeSweep.Run) -> Double

  func computed() throws -> Computed {
    var model = StepSizeSweep()
    // Beyond these a run changes its gain by nothing that is seen.
    (model.finalLoss, model.mostSingleSteps, model.alpha) = (1e-18, 400_000, alpha)
    model.seeds = (1...UInt64(seeds)).map { $0 }
    let used = model
    let sweep = try Self.sweeps.value(used) { try Sweep(used) }
    let marked = nearest(to: step, among: Self.steps)
    func at(_ points: [StepSizeSweep.Point], _ k: Int, _ quantity: Measured) -> Double {
      median(points[k].runs.map(quantity))
    }
    let (edge, bound) = (sweep.edge, sweep.bound)
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
    // Where no run ends there is no median.
    let medians: [Quantity] = [
      Quantity("gd.error", at(sweep.gd, marked, \.errorRatio)),
      Quantity("sgd.error", at(sweep.sgd, marked, \.errorRatio)),
      Quantity("gd.gain", gains.gd), Quantity("sgd.gain", gains.sgd),
    ].filter { $0.value.isFinite }
    let counts = [
      ("gd.largest.diverged", sweep.gd[last].diverged),
      ("gd.largest.unsettled", sweep.gd[last].unfinished),
      ("gd.diverged", sweep.gd[marked].diverged), ("sgd.diverged", sweep.sgd[marked].diverged),
    ].map { Quantity($0, Double($1)) }
    let data = FigureData(
      numbers: [Quantity("edge", edge), Quantity("single-sample-bound", bound)] + medians + counts,
      series: sweep.kinds.map { name, points, _ in
        Table(
          name,
          ["step", "error", "lower", "upper", "gain", "on-over-off", "diverged", "unfinished"],
          points.map { point in
            let error = point.quartiles(\.errorRatio)
            return [
              point.stepSize, error?.median ?? .nan, error?.lower ?? .nan, error?.upper ?? .nan,
              median(point.runs.map(\.totalGain)), median(point.runs.map(\.gainOnOverOff)),
              Double(point.diverged), Double(point.unfinished),
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
        "sgd": .part(sweep.sgd[marked].runs.isEmpty ? nil : sweep.sgd) {
          [
            "error": .significant(at($0, marked, \.errorRatio), 2),
            "gain": .significant(gains.sgd, 2),
            "share": .significant(at($0, marked, \.gainOnOverOff), 2),
          ]
        },
        "restless": .flag((sweep.gd + sweep.sgd).contains { $0.unfinished > 0 }),
        "expected": .flag(isExpected), "gain": .significant(gains.gd, 2),
        "lost": .part(lost) { ["step": .exactly($0)] },
        "diverged": .count(sweep.gd[last].diverged), "unsettled": .count(sweep.gd[last].unfinished),
        "gdGain": .significant(at(sweep.gd, marked, \.gainOnOverOff), 2),
      ]
    ) { size, text in
      figure(sweep, marked, size, text)
    }
  }
}
