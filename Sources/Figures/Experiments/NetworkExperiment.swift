import Lectures
import Models
import Records

/// One run on the diagonal network of lecture section 3: gradient flow, gradient descent or SGD from
/// u = √2 α 1, v = 0, on generated data or the user's; its limit, or its way there.
struct NetworkExperiment: ExperimentOnData {
  /// What a run gives.
  enum Outcome: Hashable, Sendable {
    /// Where it ends.
    case limit
    /// What it is at moments from its start on.
    case path
  }

  let version = "1"
  var id: String { outcome == .limit ? "network" : "network-path" }
  var abstract: String {
    outcome == .limit
      ? "A run on the diagonal network, to its limit" : "The way of a run on the diagonal network"
  }
  var parameters: [Parameter<NetworkExperiment>] {
    let isOwn: @Sendable (NetworkExperiment) -> Bool = { $0.given == nil }
    let (rules, words) =
      outcome == .limit
      ? (
        ["flow", "gd", "sgd", "label-noise"],
        "gradient flow, gradient descent, SGD, or SGD with noisy labels at first"
      ) : (["flow", "gd", "sgd"], "gradient flow, gradient descent or SGD")
    let first: [Parameter<NetworkExperiment>] = [
      .choice("rule", \.rule, of: rules, words),
      .real("alpha", \.alpha, in: 1e-8...1e4, "initialisation scale α"),
      .real("step", \.step, in: 1e-9...1e3, "step size η; flow has none"),
      .integer("batch", \.batch, in: 1...100_000, "samples a step of SGD"),
    ]
    let own: [Parameter<NetworkExperiment>] =
      outcome == .limit
      ? [
        .real("label-noise", \.labelNoise, in: 0...1e3, "size δ of the noise on the labels"),
        .integer(
          "noisy-steps", \.noisySteps, in: 0...100_000_000, "steps with noise on the labels"),
        .integer("most-steps", \.mostSteps, in: 1...100_000_000, "steps after which a run is left"),
        .real(
          "tolerance", \.tolerance, in: 1e-12...1, "how much log α may still move in 16384 steps"),
      ]
      : [
        .real("until", \.until, in: 1e-6...1e9, "the time of flow, or the number of steps"),
        .integer("moments", \.moments, in: 2...2000, "how many moments"),
      ]
    return first + own + [
      .integer("samples", \.samples, in: 1...2000, "number n of samples")
        .used(otherwise: "is that of the data", when: isOwn),
      .integer("features", \.features, in: 1...20_000, "number d of features")
        .used(otherwise: "is that of the data", when: isOwn),
      .integer("nonzeros", \.nonzeros, in: 1...20_000, "non-zero weights of the truth")
        .used(otherwise: "has no part", when: isOwn),
      .choice("entries", \.entries, of: ["rademacher", "gaussian"], "features: ±1, or normal")
        .used(otherwise: "has no part", when: isOwn),
      .real("noise", \.noise, in: 0...1e3, "standard deviation of the noise on the targets")
        .used(otherwise: "has no part", when: isOwn),
      .integer(
        "data-seed", \.dataSeed, in: -1...1_000_000_000, "seed of the data; -1 for that of the run"
      ).used(otherwise: "has no part", when: isOwn),
      .integer("seed", \.seed, in: 0...1_000_000_000, "seed of the samples that SGD takes"),
    ]
      + preparationParameters
  }
  var conditions: [Condition<NetworkExperiment>] {
    [
      Condition("batch ≤ samples: a step takes each sample once at most") {
        $0.rule == "flow" || $0.rule == "gd" || $0.batch <= ($0.given?.samples ?? $0.samples)
      }
    ]
      + (outcome == .path
        ? [] : [.interpolated { $0.given != nil || $0.samples <= $0.features }])
      + [.sparse { $0.given != nil || $0.nonzeros <= $0.features }] + preparationConditions
  }
  var measures: [Measure] { outcome == .limit ? Self.measuresOfLimit : Self.measuresOfPath }

  private let outcome: Outcome
  private(set) var rule: String
  private(set) var alpha = 0.1
  private(set) var step = 0.1
  private(set) var batch = 1
  private(set) var labelNoise = 0.5
  private(set) var noisySteps = 1000
  private(set) var mostSteps = 400_000
  private(set) var tolerance = 1e-4
  private(set) var until = 100.0
  private(set) var moments = 100
  private(set) var samples = 40
  private(set) var features = 100
  private(set) var nonzeros = 5
  private(set) var entries: String
  private(set) var noise = 0.0
  private(set) var dataSeed = -1
  private(set) var seed = 1
  var test = 0.0 { didSet { holdBack() } }
  var folds = 0 { didSet { holdBack() } }
  var fold = 0 { didSet { holdBack() } }
  /// The user's data, as the sweep names them and as they are prepared.
  private(set) var table: (rows: CSVTable, target: String)?
  private(set) var prepared: PreparedTable?
  var given: DataSet? { prepared?.fitted }
  var preparation = Preparation() { didSet { prepare() } }

  /// A run by a rule, one of the words of its parameter.
  init(_ outcome: Outcome = .limit, rule: String = "sgd") {
    (self.outcome, self.rule) = (outcome, rule)
    entries = outcome == .limit ? "rademacher" : "gaussian"
  }

  /// At most how many operations a run takes.
  var work: Double {
    let (n, d) = (Double(given?.samples ?? samples), Double(given?.features ?? features))
    let limit = 40 * n * n * (d + n)
    // Of a descent all samples, or a batch, a step.
    let step = 6 * d * (rule == "gd" ? n : Double(batch))
    switch (outcome, rule) {
    case (.limit, "flow"): return limit
    case (.limit, _): return limit + Double(mostSteps) * step / 20
    case (.path, "flow"): return Double(moments + 500) * n * n * (d + n)
    case (.path, _): return until * step + Double(moments) * n * d
    }
  }

  /// The data, copies of them for the limit, and n × n systems.
  var memory: Double {
    let (n, d) = (Double(given?.samples ?? samples), Double(given?.features ?? features))
    return 8 * (4 * n * d + 4 * n * n)
  }

  mutating func take(_ table: CSVTable, target: String) throws {
    let prepared = try table.prepared(target: target)
    let data = prepared.fitted
    guard data.samples <= 2000, data.features <= 20_000 else {
      throw CommandFailure(
        .badData,
        "experiment '\(id)' takes up to 2000 rows and 20000 features; the data have "
          + "\(data.samples) and \(data.features)")
    }
    (self.table, self.prepared) = ((table, target), prepared)
  }

  private mutating func holdBack() {
    preparation.heldBack = folds > 1 ? .fold(fold, of: folds) : test > 0 ? .part(test) : .none
  }

  /// What is left of the data is looked at by a condition.
  private mutating func prepare() {
    guard var rows = table?.rows, let target = table?.target else { return }
    rows.preparation = preparation
    prepared = try? rows.prepared(target: target)
  }

  func run(recording measures: Set<String>) throws -> RunResult {
    let data =
      try given
      ?? DataSet.regression(
        samples: samples, features: features,
        entries: entries == "gaussian" ? .gaussian : .rademacher,
        teacher: .sparse(nonzeros: nonzeros), noise: noise,
        seed: UInt64(dataSeed < 0 ? seed : dataSeed))
    do {
      return outcome == .limit ? try limit(on: data, measures) : try path(on: data)
    } catch let error as DiagonalNetworkError {
      guard let prepared else { throw error }
      throw CommandFailure(.badData, "the data: " + error.description(lines: prepared.lines))
    }
  }

  /// The run by steps.
  func descent(on data: DataSet) throws -> NetworkDescent {
    try NetworkDescent(
      data, from: NetworkWeights(alpha: alpha, dimension: data.features), stepSize: step,
      batch: rule == "gd" ? .full : .samples(batch),
      labelNoise: rule == "label-noise"
        ? NetworkDescent.LabelNoise(size: labelNoise, steps: noisySteps) : nil, seed: UInt64(seed))
  }
}
