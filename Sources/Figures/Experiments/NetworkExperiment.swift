import Lectures
import Models
import Records

/// One run on the diagonal network of lecture section 3: gradient flow, gradient descent or SGD from
/// u = √2 α 1, v = 0, on generated data or the user's.
struct NetworkExperiment: ExperimentOnData {
  let id = "network"
  let version = "1"
  let abstract = "A run on the diagonal network, to its limit"
  let parameters: [Parameter<NetworkExperiment>] = [
    .choice(
      "rule", \.rule, of: ["flow", "gd", "sgd", "label-noise"],
      "gradient flow, gradient descent, SGD, or SGD with noisy labels at first"),
    .real("alpha", \.alpha, in: 1e-8...1e4, "initialisation scale α"),
    .real("step", \.step, in: 1e-9...1e3, "step size η; flow has none"),
    .integer("batch", \.batch, in: 1...100_000, "samples a step of SGD"),
    .real("label-noise", \.labelNoise, in: 0...1e3, "size δ of the noise on the labels"),
    .integer("noisy-steps", \.noisySteps, in: 0...100_000_000, "steps with noise on the labels"),
    .integer("most-steps", \.mostSteps, in: 1...100_000_000, "steps after which a run is left"),
    .real(
      "tolerance", \.tolerance, in: 1e-12...1, "how much log α may still move in 16384 steps"),
    .integer("samples", \.samples, in: 1...2000, "number n of samples")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .integer("features", \.features, in: 1...20_000, "number d of features")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .integer("nonzeros", \.nonzeros, in: 1...20_000, "non-zero weights of the truth")
      .used(otherwise: "has no part") { $0.given == nil },
    .choice("entries", \.entries, of: ["rademacher", "gaussian"], "features: ±1, or normal")
      .used(otherwise: "has no part") { $0.given == nil },
    .real("noise", \.noise, in: 0...1e3, "standard deviation of the noise on the targets")
      .used(otherwise: "has no part") { $0.given == nil },
    .integer(
      "data-seed", \.dataSeed, in: -1...1_000_000_000, "seed of the data; -1 for that of the run"
    )
    .used(otherwise: "has no part") { $0.given == nil },
    .integer("seed", \.seed, in: 0...1_000_000_000, "seed of the samples that SGD takes"),
  ]
  let conditions: [Condition<NetworkExperiment>] = [
    Condition("batch ≤ samples: a step takes each sample once at most") {
      $0.rule == "flow" || $0.rule == "gd" || $0.batch <= ($0.given?.samples ?? $0.samples)
    },
    Condition("samples ≤ features: more samples are interpolated by none in general") {
      $0.given != nil || $0.samples <= $0.features
    },
    Condition("nonzeros ≤ features: the truth has no more weights") {
      $0.given != nil || $0.nonzeros <= $0.features
    },
  ]
  let measures = [
    Measure("l1", "ℓ1 norm of the limit"), Measure("l2", "ℓ2 norm of the limit"),
    Measure("support", "weights of the limit above a hundredth of the largest"),
    Measure("error", "squared distance of the limit to the truth"),
    Measure("effective-alpha", "geometric mean of the scales α at the end"),
    Measure("sharpness", "largest eigenvalue of the Hessian of the loss at the limit"),
    Measure("steps", "steps taken; none for flow"),
    Measure("loss", "loss at the end; none for flow"),
    Measure("steps-to-loss", "steps until the loss is below 1e-4 of the first, to 100 steps"),
    Measure("least-l1", "least ℓ1 norm of an interpolator"),
    Measure("least-l2", "least ℓ2 norm of an interpolator"),
    Measure("limit", "all weights of the limit"),
  ]

  private var rule = "sgd"
  private var alpha = 0.1
  private var step = 0.1
  private var batch = 1
  private var labelNoise = 0.5
  private var noisySteps = 1000
  private var mostSteps = 400_000
  private var tolerance = 1e-4
  private var samples = 40
  private var features = 100
  private var nonzeros = 5
  private var entries = "rademacher"
  private var noise = 0.0
  private var dataSeed = -1
  private var seed = 1
  private var given: DataSet?

  /// A run by a rule, one of the words of its parameter.
  init(rule: String = "sgd") { self.rule = rule }

  /// At most how many operations a run takes.
  var work: Double {
    let (n, d) = (Double(given?.samples ?? samples), Double(given?.features ?? features))
    let limit = 40 * n * n * (d + n)
    if rule == "flow" { return limit }
    return limit + Double(mostSteps) * 6 * d * (rule == "gd" ? n : Double(batch)) / 20
  }

  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    guard data.samples <= 2000, data.features <= 20_000 else {
      throw CommandFailure(
        .badData,
        "experiment '\(id)' takes up to 2000 rows and 20000 features; the data have "
          + "\(data.samples) and \(data.features)")
    }
    given = data
  }

  func run(recording measures: Set<String>) throws -> RunResult {
    let data = try given ?? generated()
    var values = try interpolators(of: data, measures)
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    if rule == "flow" {
      let equations = try data.equations()
      let limit = try Potential(alpha: alpha, dimension: data.features)
        .interpolator(equations.x, equations.y)
      let end = try NetworkWeights(interpolator: limit.theta, alpha: alpha)
      values["effective-alpha"] = [alpha]
      summarise(limit.theta, of: data, end, into: &values, measures)
      return RunResult(values)
    }
    let noise =
      rule == "label-noise" ? NetworkDescent.LabelNoise(size: labelNoise, steps: noisySteps) : nil
    let descent = try NetworkDescent(
      data, from: start, stepSize: step, batch: rule == "gd" ? .full : .samples(batch),
      labelNoise: noise, seed: UInt64(seed))
    if measures.contains("steps-to-loss") {
      values["steps-to-loss"] = stepsToLoss(descent).map { [Double($0)] }
    }
    do throws(SettledDescent.Failure) {
      let settled = try SettledDescent(descent, tolerance: tolerance, most: mostSteps)
      values["steps"] = [Double(settled.steps)]
      values["loss"] = [settled.loss]
      values["effective-alpha"] = [geometricMean(settled.weights.effectiveAlphas)]
      summarise(settled.limit, of: data, settled.weights, into: &values, measures)
      return RunResult(values)
    } catch {
      switch error {
      case .diverged(let steps): return RunResult(status: "diverged", ["steps": [Double(steps)]])
      case .unsettled(let loss):
        return RunResult(status: "unsettled", ["loss": [loss], "steps": [Double(mostSteps)]])
      case .noLimit: return RunResult(status: "limitless", values)
      }
    }
  }

  private func generated() throws -> DataSet {
    try DataSet.regression(
      samples: samples, features: features,
      entries: entries == "gaussian" ? .gaussian : .rademacher,
      teacher: .sparse(nonzeros: nonzeros), noise: noise,
      seed: UInt64(dataSeed < 0 ? seed : dataSeed))
  }

  private func interpolators(
    of data: DataSet, _ measures: Set<String>
  ) throws -> [String: [Double]] {
    var values: [String: [Double]] = [:]
    guard !measures.isDisjoint(with: ["least-l1", "least-l2"]) else { return [:] }
    let equations = try data.equations()
    if measures.contains("least-l1") {
      values["least-l1"] = [try LeastL1Interpolator(equations.x, equations.y).norm]
    }
    if measures.contains("least-l2") {
      values["least-l2"] = [euclideanNorm(try leastL2Interpolator(equations.x, equations.y))]
    }
    return values
  }

  private func summarise(
    _ limit: [Double], of data: DataSet, _ end: NetworkWeights,
    into values: inout [String: [Double]], _ measures: Set<String>
  ) {
    let summary = SparsitySummary(limit, of: data)
    values["l1"] = [summary.l1]
    values["l2"] = [summary.l2]
    values["support"] = [Double(summary.support)]
    values["error"] = summary.squaredError.map { [$0] }
    values["limit"] = limit
    if measures.contains("sharpness"),
      let edge = try? DiagonalNetwork(data).stepSizeEdge(at: end)
    {
      values["sharpness"] = [2 / edge]
    }
  }

  /// Steps until the loss is below 10⁻⁴ of the first, looked at every 100 steps.
  private func stepsToLoss(_ descent: NetworkDescent) -> Int? {
    var descent = descent
    let first = descent.loss
    while descent.steps < mostSteps, descent.divergedBy == nil {
      descent.advance(by: 100)
      if descent.loss <= 1e-4 * first { return descent.steps }
    }
    return nil
  }
}
