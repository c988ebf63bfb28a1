import Lectures
import Models
import Records

/// The separator of largest margin in the ℓ1 or the ℓ2 norm, on generated classes or the user's.
struct MarginExperiment: ExperimentOnData {
  let id = "margin"
  let version = "1"
  let abstract = "The separator of largest margin"
  let parameters: [Parameter<MarginExperiment>] = [
    .integer("norm", \.norm, in: 1...2, "the norm of the separator: 1, or 2"),
    .integer("samples", \.samples, in: 1...2000, "number n of samples")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .integer("features", \.features, in: 1...2000, "number d of features")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .real("gap", \.gap, in: 0...1e3, "how far samples are moved away from the plane")
      .used(otherwise: "has no part") { $0.given == nil },
    .integer("data-seed", \.seed, in: 0...1_000_000_000, "seed of the data")
      .used(otherwise: "has no part") { $0.given == nil },
  ]
  let measures = [
    Measure("margin", "least distance of a sample from the plane, in the dual norm"),
    Measure("l1", "ℓ1 norm of the separator"), Measure("l2", "ℓ2 norm of the separator"),
    Measure("on-margin", "samples on the margin"),
    Measure("defect", "largest defect of the certificate"),
    Measure("separator", "all weights of the separator"),
  ]

  let work = 1e8

  private var norm = 2
  private var samples = 20
  private var features = 2
  private var gap = 0.5
  private var seed = 1
  private var given: ClassificationData?

  mutating func take(_ table: CSVTable, target: String) throws {
    given = try table.classification(target: target)
  }

  func run(recording measures: Set<String>) throws -> RunResult {
    let data =
      try given
      ?? ClassificationData.separable(
        samples: samples, features: features, margin: gap, seed: UInt64(seed))
    let (w, margins, defect): ([Double], [Double], Double)
    switch Separation(of: data) {
    case .inseparable: return RunResult(status: "inseparable", [:])
    case .separable(let hard):
      if norm == 2 {
        (w, margins, defect) = (hard.w, hard.functionalMargins, hard.certificate.worst)
      } else {
        let least = try L1Margin(data)
        (w, margins, defect) = (least.w, least.functionalMargins, least.defect)
      }
    }
    return RunResult([
      "margin": [1 / (norm == 2 ? euclideanNorm(w) : l1Norm(w))], "l1": [l1Norm(w)],
      "l2": [euclideanNorm(w)], "on-margin": [Double(margins.count { abs($0 - 1) <= 1e-7 })],
      "defect": [defect], "separator": w,
    ])
  }
}
