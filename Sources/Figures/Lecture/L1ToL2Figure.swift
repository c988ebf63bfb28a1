import Drawing
import Lectures
import Models
import Plotting
import Records

/// From the least ℓ1 to the least ℓ2 interpolator: lecture (3.28) to (3.32), experiment A.
struct L1ToL2Figure: RegressionFigure {
  let id = "l1-to-l2"
  let title = "The initialisation scale moves the limit from ℓ1 to ℓ2"
  let parameters: [Parameter<L1ToL2Figure>] = [
    .reals(
      "alphas", \.alphas, in: 1e-6...1e4, count: 1...7, "scales α of the paths in the left panel"),
    .real("alpha", \.marked, in: 0...1e4, "a scale α to mark in all panels; 0 for none"),
    .integer("samples", \.model.samples, in: 2...200, "number n of samples").ofData,
    .integer("features", \.model.features, in: 2...500, "number d of features").ofData,
    .integer("nonzeros", \.model.nonzeros, in: 1...100, "non-zero weights of the truth").ofTruth,
    .integer("seed", \.model.seed, in: 0...1_000_000, "seed of the data").ofTruth,
  ]

  var conditions: [Condition<L1ToL2Figure>] { Self.conditionsOfData }

  /// Some ten Newton steps for each scale of the line, some hundred factorisations for each flow.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let factorisations = 20 * model.alphas.count + 200 * model.flowAlphas.count
    return Double(factorisations) * n * n * (d + n)
  }

  /// The data and a line of limits and flows on them.
  var memory: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let line = 20 * d * Double(model.alphas.count)
    return 8 * (6 * n * d + 40 * n * n + line)
  }

  var alphas = [1e-3, 0.1, 0.2, 0.4, 100]
  var marked = 0.0
  var model = L1ToL2()
  /// The user's data with what was done to them.
  var given: PreparedTable?

  static let sample = SIMD2(1.0, 2.0)
  static let target = 1.6
  /// Outcomes that do not depend on what is marked.
  private static let outcomes = Memo<L1ToL2, L1ToL2.Outcome>()

  /// A scale that is marked: its path in the plane, and its limit by both routes.
  struct Marked {
    let alpha: Double
    let path: [Point]
    let limit: SparsitySummary
    let distanceToTheory: Double
  }

  func computed() throws -> Computed {
    let outcome = try Self.outcomes.value(model) { try model.outcome() }
    let paths = try alphas.sorted().map(Self.path)
    let marked = marked > 0 ? try marked(marked, of: model) : nil
    let stopped = outcome.flows.count { !$0.isAtLimit }
    let kept = data(outcome, marked, paths: paths)
    let told = facts(outcome, marked, paths: paths)
    return Computed(
      of: self, data: kept, facts: told,
      warnings: try warnings(of: model.dataSet)
        + (stopped == 0
          ? []
          : [
            "\(stopped) of \(outcome.flows.count) integrated flows stopped short of the limit, as on "
              + "features of very different units; not drawn"
          ])
        + (marked.map { Self.isSeen($0.alpha, outcome) } ?? true
          ? []
          : [
            "alpha=\(typed(self.marked)) lies beyond the scales of the right panels and has no mark "
              + "there; give one within them"
          ])
    ) { size, text in
      let norms = Arrangement.column(
        [
          .panel(normPanel(isL1: true, outcome, marked, text)),
          .panel(normPanel(isL1: false, outcome, marked, text)),
        ], shares: [1, 1], gap: 8)
      let plane = Arrangement.panel(planePanel(paths, marked, text))
      return spread(
        [plane, norms], shares: [1.08, 1], column: [1, 1], gap: 16, columnGap: 10, at: size,
        heights: (column: 400, text: 184), text)
    }
  }

  /// The flow's path in the plane of the left panel.
  private static func path(_ alpha: Double) throws -> [Point] {
    try MirrorPath(Potential(alpha: alpha, dimension: 2), sample: sample, label: target).polyline(
      tolerance: 2e-4
    ).map { Point($0.x, $0.y) }
  }

  private func marked(_ alpha: Double, of model: L1ToL2) throws -> Marked {
    var one = model
    one.alphas = [alpha]
    one.flowAlphas = [alpha]
    let outcome = try one.outcome()
    guard let limit = outcome.theory.first?.limit, let flow = outcome.flows.first else {
      throw CommandFailure(.computation, "figure '\(id)': no limit at alphas=\(typed(alpha))")
    }
    return Marked(
      alpha: alpha, path: try Self.path(alpha), limit: limit,
      distanceToTheory: flow.distanceToTheory)
  }
}
