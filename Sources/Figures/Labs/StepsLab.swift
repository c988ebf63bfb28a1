import Elementary
import Lectures
import Models
import Records

/// Lab 4: what step sizes and noise do to the scales of a diagonal network (lecture, section 4.1).
func stepsLab() throws -> Lab {
  let (samples, features, nonzeros, seed) = (10, 25, 2, UInt64(2))
  let alpha = 0.1
  let data = try DataSet.regression(
    samples: samples, features: features, entries: .rademacher,
    teacher: .sparse(nonzeros: nonzeros), seed: seed)
  let start = try NetworkWeights(alpha: alpha, dimension: features)
  let teacher = data.teacher ?? []
  let flow = try Potential(alpha: alpha, dimension: features).interpolator(data.x, data.y).theta
  let edge = try DiagonalNetwork(data).stepSizeEdge(
    at: NetworkWeights(interpolator: flow, alpha: alpha))
  var expected: [Lab.Expected] = [
    .init(
      name: "edge", value: edge, tolerance: .relative(1e-6),
      meaning: "largest step at which gradient descent stays at the limit of the flow"),
    .init(
      name: "flow.l1", value: l1Norm(flow), tolerance: .relative(1e-6),
      meaning: "l1 norm of the limit of the flow from alpha = 0.1"),
    .init(
      name: "flow.error", value: distance(flow, teacher), tolerance: .relative(1e-6),
      meaning: "distance from that limit to the planted predictor"),
  ]
  for part in [0.1, 0.5, 0.9] {
    let run = try NetworkDescent(data, from: start, stepSize: part * edge, batch: .full)
    let end = try EndedDescent(run, below: 1e-24, most: 200_000)
    let alphas = end.weights.effectiveAlphas
    let name = "descent-\(short(part))"
    expected += [
      .init(
        name: name + ".l1", value: l1Norm(end.weights.theta), tolerance: .relative(1e-5),
        meaning: "l1 norm at the end of gradient descent with \(short(part)) of the edge as step"),
      .init(
        name: name + ".error", value: distance(end.weights.theta, teacher),
        tolerance: .relative(1e-5),
        meaning: "distance from that end to the planted predictor"),
      .init(
        name: name + ".spread", value: alphas.worst / alphas.least, tolerance: .relative(1e-5),
        meaning: "largest effective scale at that end divided by the least"),
    ]
  }
  expected += [
    .init(
      name: "sgd.spread", value: 0, tolerance: .absolute(1e-6),
      meaning: "SGD, any order: largest effective scale divided by the least, minus 1: 0"),
    .init(
      name: "sgd.distance", value: 0, tolerance: .absolute(1e-6),
      meaning: "SGD, any order: distance from its end to the limit of the flow from the effective "
        + "scale that it reached: 0"),
  ]
  let runs = try finishedRuns(data, from: start)
  for (name, rows) in runs {
    let medians: [(String, String, ([Double]) -> Double)] = [
      ("alpha", "the effective scale", { $0[5] }), ("l1", "the l1 norm", { $0[6] }),
      (
        "formula", "alpha exp(-step (integral + steps with noise * step * noise^2 / 2))",
        {
          let noisy = $0[2] > 0 ? Double(noisySteps) : 0
          return alpha * exp(-$0[1] * ($0[4] + 0.5 * noisy * $0[1] * $0[2] * $0[2]))
        }
      ),
    ]
    expected += medians.map { column, meaning, value in
      .init(
        name: "\(name).\(column)", value: Quartiles(rows.map(value))?.median ?? .nan,
        tolerance: .relative(1e-9), meaning: "median over the runs \(name) of \(meaning)")
    }
  }
  return Lab(
    id: "steps-and-noise", title: "Step sizes and noise",
    parameters: [
      Quantity("samples", Double(samples)), Quantity("features", Double(features)),
      Quantity("nonzeros", Double(nonzeros)), Quantity("alpha", alpha),
      Quantity("runs", Double(seeds.count)), Quantity("noisy-steps", Double(noisySteps)),
      Quantity("seed", Double(seed)),
    ],
    tables: [
      Table("samples", sampleColumns(features), sampleRows(data.x, data.y)),
      Table("planted", ["theta"], teacher.map { [$0] }),
      Table(
        "runs", ["seed", "step", "noise", "steps", "integral", "alpha", "l1"],
        runs.flatMap(\.rows)),
    ], expected: expected)
}

private let seeds: ClosedRange<UInt64> = 1...9
/// How many first steps have noise on their labels.
private let noisySteps = 200

/// Finished runs of SGD with one sample a step, by step and noise: of each its seed, step, noise, number
/// of steps, ∫L dt, effective scale and ℓ1 norm.
private func finishedRuns(
  _ data: DataSet, from start: NetworkWeights
) throws -> [(name: String, rows: [[Double]])] {
  let kinds: [(name: String, step: Double, noise: Double)] = [
    ("step-0.05", 0.05, 0), ("step-0.1", 0.1, 0), ("step-0.2", 0.2, 0),
    ("noise-0.5", 0.1, 0.5), ("noise-1", 0.1, 1),
  ]
  return try kinds.map { name, step, noise in
    let rows = try seeds.map { seed in
      var run = try NetworkDescent(
        data, from: start, stepSize: step,
        labelNoise: noise > 0 ? .init(size: noise, steps: noisySteps) : nil, seed: seed)
      var integral = 0.0
      // The labels are noisy to the last of these steps, however small the loss is by then.
      for _ in 0..<(noise > 0 ? noisySteps : 0) {
        integral += step * run.loss
        run.advance(by: 1)
      }
      let end = try EndedDescent(run, below: 1e-24, most: 2_000_000, stride: 1)
      return [
        Double(seed), step, noise, Double(end.steps), integral + end.integralOfLoss,
        end.weights.effectiveAlphas[0], l1Norm(end.limit),
      ]
    }
    return (name, rows)
  }
}
