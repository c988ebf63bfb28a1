import Lectures
import Models
import Records

/// Lab 3: what noise does, and classification (lecture, section 4).
func noiseLab() throws -> Lab {
  let steps = [0.02, 0.08, 0.14]
  var experiment = SGDSparsity()
  experiment.seeds = 3
  experiment.sweepAlphas = []
  var rows: [[Double]] = []
  var expected: [Lab.Expected] = []
  for step in steps {
    experiment.stepSize = step
    let sample = try experiment.outcome().shown
    for run in sample.runs {
      rows.append([
        Double(run.seed), step, Double(run.steps), run.sgd.l1, run.flow.l1,
        run.sgd.squaredError ?? 0, run.flow.squaredError ?? 0,
      ])
    }
    let name = "step-\(short(step))"
    if let norm = sample.sgdNorm, let alpha = sample.effectiveAlpha {
      expected.append(
        .init(
          name: name + ".l1-ratio", value: norm.median, tolerance: 1e-6,
          meaning: "median over the runs of SGD's l1 norm over the planted one, step \(short(step))"
        ))
      expected.append(
        .init(
          name: name + ".effective-alpha", value: alpha.median, tolerance: 1e-6,
          meaning: "median effective scale at the end, step \(short(step))"))
    }
  }
  if let norm = try { () -> Quartiles? in
    experiment.stepSize = steps[0]
    return try experiment.outcome().shown.flowNorm
  }() {
    expected.append(
      .init(
        name: "flow.l1-ratio", value: norm.median, tolerance: 1e-9,
        meaning: "median over the seeds of the flow's l1 norm over the planted one"))
  }
  let (samples, features, seed) = (30, 2, UInt64(5))
  let points = try ClassificationData.separable(samples: samples, features: features, seed: seed)
  let flow = try MarginFlow(points)
  let angles = try flow.states(logTimes: [5, 50, 500]).map(\.angle)
  expected += [
    .init(
      name: "margin", value: flow.limit.margin, tolerance: 1e-9,
      meaning: "the largest l2 margin of points.csv"),
    .init(
      name: "direction.x1", value: flow.limit.direction[0], tolerance: 1e-9,
      meaning: "first entry of the unit vector of largest margin"),
    .init(
      name: "direction.x2", value: flow.limit.direction[1], tolerance: 1e-9,
      meaning: "second entry of the unit vector of largest margin"),
    .init(
      name: "angle.log-time-5", value: angles[0], tolerance: 1e-6,
      meaning: "angle in radians between flow and limit at log t = 5"),
    .init(
      name: "angle.log-time-50", value: angles[1], tolerance: 1e-6,
      meaning: "angle in radians between flow and limit at log t = 50"),
  ]
  return Lab(
    id: "noise-and-classification", title: "Noise and classification",
    parameters: [
      Quantity("network.samples", Double(experiment.samples)),
      Quantity("network.features", Double(experiment.features)),
      Quantity("network.nonzeros", Double(experiment.nonzeros)),
      Quantity("network.alpha", experiment.alpha),
      Quantity("network.first-seed", Double(experiment.firstSeed)),
      Quantity("points.samples", Double(samples)),
      Quantity("points.features", Double(features)), Quantity("points.seed", Double(seed)),
    ],
    tables: [
      Table(
        "runs", ["seed", "step", "steps", "l1_sgd", "l1_flow", "error_sgd", "error_flow"],
        rows),
      Table(
        "points", sampleColumns(features),
        sampleRows(points.x, points.labels)),
    ], expected: expected, quoted: [])
}
