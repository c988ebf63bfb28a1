import Lectures
import Models

/// Data y = Xθ⋆ + noise from a seed, as columns.
struct GeneratedRegression: Experiment {
  let id = "regression"
  let version = "1"
  let abstract = "Data of a sparse linear model"
  let parameters: [Parameter<GeneratedRegression>] = [
    .integer("samples", \.samples, in: 1...2000, "number n of samples"),
    .integer("features", \.features, in: 1...20_000, "number d of features"),
    .integer("nonzeros", \.nonzeros, in: 1...20_000, "non-zero weights of the truth"),
    .choice("entries", \.entries, of: ["gaussian", "rademacher"], "features: normal, or ±1"),
    .real("noise", \.noise, in: 0...1e3, "standard deviation of the noise on the targets"),
    .integer(
      "data-seed", \.seed, in: -1...1_000_000_000, "seed of the data; -1 for that of each run"),
  ]
  let conditions: [Condition<GeneratedRegression>] = [
    .sparse { $0.nonzeros <= $0.features }
  ]
  let measures = [
    Measure("y", "targets"), Measure("truth", "weights of the truth"),
    Measure("x", "features, in columns x1, x2 and so on"),
  ]

  private var samples = 40
  private var features = 100
  private var nonzeros = 5
  private var entries = "gaussian"
  private var noise = 0.0
  private var seed = -1

  func run(recording measures: Set<String>) throws -> RunResult {
    let data = try DataSet.regression(
      samples: samples, features: features,
      entries: entries == "gaussian" ? .gaussian : .rademacher,
      teacher: .sparse(nonzeros: nonzeros), noise: noise, seed: UInt64(seed < 0 ? 1 : seed))
    var columns = ["y": data.y, "truth": data.teacher ?? []]
    for j in 0..<min(features, 200) { columns["x\(j + 1)"] = data.x.column(j) }
    return RunResult(columns)
  }
}

/// Samples of two classes that a plane through 0 parts, as columns.
struct GeneratedClasses: Experiment {
  let id = "classification"
  let version = "1"
  let abstract = "Two classes that a plane through 0 parts"
  let parameters: [Parameter<GeneratedClasses>] = [
    .integer("samples", \.samples, in: 1...2000, "number n of samples"),
    .integer("features", \.features, in: 1...2000, "number d of features"),
    .real("gap", \.gap, in: 0...1e3, "how far samples are moved away from the plane"),
    .integer("data-seed", \.seed, in: 0...1_000_000_000, "seed of the data"),
  ]
  let measures = [
    Measure("label", "classes, +1 or −1"), Measure("x", "features, in columns x1, x2 and so on"),
  ]

  private var samples = 20
  private var features = 2
  private var gap = 0.5
  private var seed = 1

  func run(recording measures: Set<String>) throws -> RunResult {
    let data = try ClassificationData.separable(
      samples: samples, features: features, margin: gap, seed: UInt64(seed))
    var columns = ["label": data.labels]
    for j in 0..<min(features, 200) { columns["x\(j + 1)"] = data.x.column(j) }
    return RunResult(columns)
  }
}
