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
  var flowNorm: Quartiles?
  for step in steps {
    experiment.stepSize = step
    let sample = try experiment.outcome().shown
    flowNorm = sample.flowNorm
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
          name: name + ".l1-ratio", value: norm.median, tolerance: .relative(1e-6),
          meaning: "median over the runs of SGD's l1 norm divided by the planted one, "
            + "step \(short(step))"))
      expected.append(
        .init(
          name: name + ".effective-alpha", value: alpha.median, tolerance: .relative(1e-6),
          meaning: "median effective scale at the end, step \(short(step))"))
    }
  }
  // The flow knows no step: any of the samples above has it.
  if let flowNorm {
    expected.append(
      .init(
        name: "flow.l1-ratio", value: flowNorm.median, tolerance: .relative(1e-9),
        meaning: "median over the seeds of the flow's l1 norm divided by the planted one"))
  }
  // Points on which the law of the angle sets in early enough to be seen.
  let points = ClassificationData.turning
  let flow = try MarginFlow(points)
  let logTimes = [5.0, 50, 100, 500]
  let angles = try flow.states(logTimes: logTimes).map(\.angle)
  expected += [
    .init(
      name: "margin", value: flow.limit.margin, tolerance: .relative(1e-9),
      meaning: "the largest l2 margin of points.csv"),
    .init(
      name: "direction.x1", value: flow.limit.direction[0], tolerance: .relative(1e-9),
      meaning: "first entry of the unit vector of largest margin"),
    .init(
      name: "direction.x2", value: flow.limit.direction[1], tolerance: .relative(1e-9),
      meaning: "second entry of the unit vector of largest margin"),
  ]
  expected += zip(logTimes, angles).map { logTime, angle in
    .init(
      name: "angle.log-time-\(short(logTime))", value: angle, tolerance: .relative(1e-6),
      meaning: "angle in radians between flow and limit at log t = \(short(logTime))")
  }
  expected.append(
    .init(
      name: "angle.product", value: angles[3] * logTimes[3], tolerance: .relative(0.02),
      meaning: "angle times log t at log t = 500, near its limit"))
  return Lab(
    id: "noise-and-classification", title: "Noise and classification",
    parameters: [
      Quantity("network.samples", Double(experiment.samples)),
      Quantity("network.features", Double(experiment.features)),
      Quantity("network.nonzeros", Double(experiment.nonzeros)),
      Quantity("network.alpha", experiment.alpha),
      Quantity("network.first-seed", Double(experiment.firstSeed)),
      Quantity("points.samples", Double(points.samples)),
      Quantity("points.features", Double(points.features)),
    ],
    tables: [
      Table(
        "runs", ["seed", "step", "steps", "l1_sgd", "l1_flow", "error_sgd", "error_flow"],
        rows),
      Table(
        "points", sampleColumns(points.features),
        sampleRows(points.x, points.labels)),
    ], expected: expected, quoted: [])
}
