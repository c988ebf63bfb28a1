import Lectures
import Models
import Records

/// What is kept of the runs.
extension SGDSparsityFigure {
  /// The median error of the shown runs on the rows that are held back.
  func testError(_ sample: SGDSparsity.Sample, _ limit: (SGDSparsity.Run) -> SparsitySummary)
    -> Double?
  { Quartiles(sample.runs.compactMap { given?.testError(limit($0).theta) })?.median }

  func data(_ outcome: Outcome, run: SGDSparsity.Run) throws -> FigureData {
    let shown = outcome.shown
    var numbers = [Quantity]([
      "diverged": Double(shown.diverged), "unsettled": Double(shown.unsettled),
      "median-run.seed": Double(run.seed),
    ])
    for (name, quartiles) in [
      ("l1.sgd", shown.sgdNorm), ("l1.flow", shown.flowNorm), ("support.sgd", shown.sgdSupport),
      ("support.flow", shown.flowSupport), ("error.sgd", shown.sgdError),
      ("error.flow", shown.flowError), ("effective-alpha", shown.effectiveAlpha),
    ] {
      numbers += [Quantity]([
        "\(name).lower": quartiles?.lower, "\(name).median": quartiles?.median,
        "\(name).upper": quartiles?.upper,
      ])
    }
    numbers += [Quantity]([
      "test-error.sgd": given?.shown(testError(shown, \.sgd)),
      "test-error.flow": given?.shown(testError(shown, \.flow)),
    ])
    let weights = run.sgd.theta.indices.map { j in
      [Double(j + 1), run.teacher?[j] ?? .nan, run.flow.theta[j], run.sgd.theta[j]]
    }
    let runs = shown.runs.map {
      [
        Double($0.seed), $0.flow.l1, $0.sgd.l1, Double($0.flow.support), Double($0.sgd.support),
        $0.flow.squaredError ?? .nan, $0.sgd.squaredError ?? .nan, $0.effectiveAlpha,
      ]
    }
    let sweep = outcome.sweep.compactMap { sample -> [Double]? in
      guard let flow = sample.flowNorm, let sgd = sample.sgdNorm else { return nil }
      return [
        sample.alpha, flow.lower, flow.median, flow.upper, sgd.lower, sgd.median, sgd.upper,
        Double(sample.diverged), Double(sample.unsettled),
      ]
    }
    let worse = shown.runs.count { !($0.sgd.l1 < $0.flow.l1) }
    let worseError = shown.runs.count {
      !(($0.sgd.squaredError ?? 0) < ($0.flow.squaredError ?? .infinity))
    }
    return FigureData(
      numbers: numbers,
      series: [
        .init("weights", ["j", "truth", "flow", "sgd"], weights),
        .init(
          "runs",
          [
            "seed", "l1-flow", "l1-sgd", "support-flow", "support-sgd", "error-flow", "error-sgd",
            "effective-alpha",
          ], runs),
        .init(
          "sweep",
          [
            "alpha", "flow-lower", "flow-median", "flow-upper", "sgd-lower", "sgd-median",
            "sgd-upper", "diverged", "unsettled",
          ], sweep),
      ],
      // What the lecture says of its own experiment need not hold for other data.
      claims: model.dataSet != nil
        ? []
        : [
          .count(
            "sgd-sparsity",
            #"SGD's limit has a smaller $\ell_1$ norm than gradient flow's in every run: the "#
              + "number of runs in which it has not", worse),
          .count(
            "sgd-sparsity",
            "SGD's limit has a smaller error than gradient flow's in every run: the number of runs "
              + "in which it has not", worseError),
        ])
  }
}
