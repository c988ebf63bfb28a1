import Lectures
import Models
import Plotting
import Records

/// SGD against gradient flow on a diagonal network: lecture section 4.1.
struct SGDSparsityFigure: RegressionFigure {
  let id = "sgd-sparsity"
  let title = "Stochastic gradient descent finds sparser interpolators than gradient flow"
  var parameters: [Parameter<SGDSparsityFigure>] {
    // What is chosen for the user's units can be set again.
    let scales = model.dataSet == nil ? leastAlpha...1e8 : leastAlpha...1e30
    let steps = model.dataSet == nil ? 1e-12...1e12 : 1e-100...1e100
    return [
      .integer("samples", \.model.samples, in: 2...400, "number n of samples").ofData,
      .integer("features", \.model.features, in: 2...1000, "number d of features").ofData,
      .integer("nonzeros", \.model.nonzeros, in: 1...100, "non-zero weights of the truth").ofTruth,
      .real("alpha", \.model.alpha, in: scales, "initialisation scale α of the shown runs"),
      .real("step", \.model.stepSize, in: steps, "step size η of the shown runs"),
      .real("sweep-step", \.model.sweepStepSize, in: steps, "step size η of the right panel"),
      .integer("runs", \.model.seeds, in: 1...200, "number of seeds"),
      .integer("seed", \.model.firstSeed, in: 0...1_000_000, "the first seed"),
    ]
  }

  private var leastAlpha: Double { model.dataSet == nil ? 1e-8 : 1e-30 }

  var conditions: [Condition<SGDSparsityFigure>] {
    Self.conditionsOfData + [
      Condition(
        "step, alpha: of the shown runs one at least must settle within \(SGDSparsity().mostSteps) "
          + "steps"),
      Condition(
        "sweep-step: at two or more scales of the right panel one run at least must settle"),
    ]
  }

  /// All runs to the last step allowed, and two limits by Newton's method for each; on given data
  /// the runs that look for a step as well.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let tried = model.dataSet == nil ? 0 : 2 * 3
    let runs = Double(model.seeds * (1 + model.sweepAlphas.count + tried))
    return runs * (Double(model.mostSteps) * 6 * d + 40 * n * n * (d + n))
  }

  /// The data of each run, and what is kept of it.
  var memory: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let draws = Double(model.seeds * (1 + model.sweepAlphas.count))
    return 8 * draws * (n * d + n * n + 20 * d)
  }

  var model = SGDSparsity()
  /// The user's data with what was done to them.
  var given: PreparedTable?

  func computed() throws -> Computed {
    let shown = try Self.shown(model)
    let ends = SettlingRuns([shown], of: model)
    guard let run = shown.medianRun else {
      throw RefusedSetting(
        "at step=\(typed(model.stepSize)) alpha=\(typed(model.alpha)) none of the runs settles: "
          + ends.refusal(remedies: (model.alpha > leastAlpha ? "step or alpha" : "step", "step")))
    }
    let (sweep, sameNorm) = try Self.sweep(model)
    let outcome = (shown: shown, sweep: sweep, sameNorm: sameNorm)
    let sweepEnds = SettlingRuns(outcome.sweep, of: model)
    guard outcome.sweep.count(where: { !$0.runs.isEmpty }) > 1 else {
      throw RefusedSetting(
        "at sweep-step=\(typed(model.sweepStepSize)) too few runs of the right panel settle: "
          + sweepEnds.refusal(remedies: ("sweep-step", "sweep-step")))
    }
    let losses =
      ends.warnings("the shown runs", "step", model.stepSize)
      + sweepEnds.warnings("the runs of the right panel", "sweep-step", model.sweepStepSize)
    return Computed(
      of: self, data: try self.data(outcome, run: run), facts: facts(outcome, run, ends, sweepEnds),
      warnings: try warnings(of: model.dataSet) + losses
    ) { size, text in
      let kinds = (run.teacher == nil ? [] : ["truth"]) + ["flow", "sgd"]
      let stems = kinds.map { Arrangement.panel(stemPanel($0, run, ends, text)) }
      let left = Arrangement.column(stems, shares: stems.map { _ in 1 }, gap: 5)
      let right = Arrangement.panel(try sweepPanel(outcome, text))
      return spread(
        [left, right], shares: [1.3, 1], column: [1.5, 1], gap: 16, at: size,
        heights: (column: 380, text: 198), text)
    }
  }

  /// The runs that are shown, and those of the sweep.
  typealias Outcome = (
    shown: SGDSparsity.Sample, sweep: [SGDSparsity.Sample], sameNorm: SGDSparsity.SameNorm?
  )

  /// Sweeps, which do not depend on the runs that are shown.
  private static let sweeps = Memo<SGDSparsity, SGDSparsity.Outcome>()

  /// The runs that are shown.
  ///
  /// They come before the sweep, which takes longer: what is refused is refused soon.
  private static func shown(_ model: SGDSparsity) throws -> SGDSparsity.Sample {
    var shown = model
    shown.sweepAlphas = []
    return try shown.outcome().shown
  }

  /// The runs of the sweep, taken from an earlier figure with the same one.
  private static func sweep(_ model: SGDSparsity) throws -> (
    samples: [SGDSparsity.Sample], sameNorm: SGDSparsity.SameNorm?
  ) {
    guard let first = model.sweepAlphas.first else { return ([], nil) }
    var sweep = model
    (sweep.alpha, sweep.stepSize) = (first, model.sweepStepSize)
    sweep.sweepAlphas.removeFirst()
    let rest = sweep
    let swept = try sweeps.value(rest) { try rest.outcome() }
    return ([swept.shown] + swept.sweep, swept.sameNorm)
  }
}
