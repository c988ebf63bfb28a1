import Lectures
import Models
import Records

/// The way of a run on the diagonal network: what it is at moments from its start on.
struct NetworkPath: ExperimentOnData {
  let id = "network-path"
  let version = "1"
  let abstract = "The way of a run on the diagonal network"
  var parameters: [Parameter<NetworkPath>] {
    let isOwn: @Sendable (NetworkPath) -> Bool = { $0.given == nil }
    return [
      .choice("rule", \.rule, of: ["flow", "gd", "sgd"], "gradient flow, gradient descent or SGD"),
      .real("alpha", \.alpha, in: 1e-8...1e4, "initialisation scale α"),
      .real("step", \.step, in: 1e-9...1e3, "step size η; flow has none"),
      .integer("batch", \.batch, in: 1...100_000, "samples a step of SGD"),
      .real("until", \.until, in: 1e-6...1e9, "the time of flow, or the number of steps"),
      .integer("moments", \.moments, in: 2...2000, "how many moments"),
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
  }
  let conditions: [Condition<NetworkPath>] = [
    Condition("batch ≤ samples: a step takes each sample once at most") {
      $0.rule != "sgd" || $0.batch <= ($0.given?.samples ?? $0.samples)
    },
    Condition("nonzeros ≤ features: the truth has no more weights") {
      $0.given != nil || $0.nonzeros <= $0.features
    },
  ]
  let measures = [
    Measure("time", "time of flow, or steps taken"), Measure("loss", "loss"),
    Measure("l1", "ℓ1 norm of the predictor"), Measure("l2", "ℓ2 norm of the predictor"),
    Measure("support", "weights above a hundredth of the largest"),
    Measure("error", "squared distance to the truth"),
  ]

  private var rule = "flow"
  private var alpha = 0.1
  private var step = 0.1
  private var batch = 1
  private var until = 100.0
  private var moments = 100
  private var samples = 40
  private var features = 100
  private var nonzeros = 5
  private var entries = "gaussian"
  private var noise = 0.0
  private var dataSeed = -1
  private var seed = 1
  private var given: DataSet?

  /// The way of a rule, one of the words of its parameter.
  init(rule: String) { self.rule = rule }

  mutating func take(_ table: CSVTable, target: String) throws {
    given = try table.regression(target: target)
  }

  /// At most how many operations it takes.
  var work: Double {
    let (n, d) = (Double(given?.samples ?? samples), Double(given?.features ?? features))
    if rule == "flow" { return Double(moments + 500) * n * n * (d + n) }
    return until * 6 * d * (rule == "sgd" ? Double(batch) : n) + Double(moments) * n * d
  }

  func run(recording measures: Set<String>) throws -> RunResult {
    let data =
      try given
      ?? DataSet.regression(
        samples: samples, features: features,
        entries: entries == "gaussian" ? .gaussian : .rademacher,
        teacher: .sparse(nonzeros: nonzeros), noise: noise,
        seed: UInt64(dataSeed < 0 ? seed : dataSeed))
    var values: [String: [Double]] = [:]
    func take(_ time: Double, _ theta: [Double], loss: Double) {
      let summary = SparsitySummary(theta, of: data)
      let found = [
        "time": time, "loss": loss, "l1": summary.l1, "l2": summary.l2,
        "support": Double(summary.support), "error": summary.squaredError,
      ]
      for (name, value) in found { if let value { values[name, default: []].append(value) } }
    }
    if rule == "flow" {
      let times = (1..<moments).map { until * Double($0) / Double(moments - 1) }
      let flow = try DiagonalFlow(data.x, data.y, alpha: alpha)
      let path = flow.trajectory(until: .times(times))
      guard path.isComplete else { return RunResult(status: "unfinished", [:]) }
      for time in [0] + times {
        let state = path.state(at: time)
        take(time, state.theta, loss: state.loss)
      }
      return RunResult(values)
    }
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    var descent = try NetworkDescent(
      data, from: start, stepSize: step, batch: rule == "gd" ? .full : .samples(batch),
      seed: UInt64(seed))
    for moment in 0..<moments {
      let steps = Int((until * Double(moment) / Double(moments - 1)).rounded())
      descent.advance(by: steps - descent.steps)
      guard descent.divergedBy == nil else { return RunResult(status: "diverged", [:]) }
      take(Double(descent.steps), descent.theta, loss: descent.loss)
    }
    return RunResult(values)
  }
}
