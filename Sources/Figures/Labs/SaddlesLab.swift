import Elementary
import Lectures
import Models
import Records

/// Lab 5: saddles, and what stopping early does (lecture, sections 3.1 and 3.2).
func saddlesLab() throws -> Lab {
  let (samples, features, nonzeros, seed) = (12, 20, 3, UInt64(5))
  let noise = 0.5
  let data = try DataSet.regression(
    samples: samples, features: features, teacher: .sparse(nonzeros: nonzeros), seed: seed)
  let noisy = try DataSet.regression(
    samples: samples, features: features, teacher: .sparse(nonzeros: nonzeros), noise: noise,
    seed: seed)
  let smallest = DiagonalNetwork(try DataSet(x: Matrix(rows: [[1, 2]]), y: [2]))
  let curvature = smallest.hessianEigenvalues(u: [0, 0], v: [0, 0])[0]
  let stairs = try SaddleStairs(data)
  let rests = stairs.process.rests
  let path = try LassoPath(data)
  let first = path.knots[0].penalty
  var expected: [Lab.Expected] = [
    .init(
      name: "saddle.curvature", value: curvature, tolerance: .relative(1e-9),
      meaning: "least curvature of the saddle of x = (1, 2), y = 2"),
    .init(
      name: "jump-1.time", value: rests[1].time, tolerance: .relative(1e-9),
      meaning: "t/log(1/alpha) of the first jump, 1 over the largest entry of X'y/n in size"),
    .init(
      name: "rest-1.loss", value: rests[1].loss, tolerance: .relative(1e-9),
      meaning: "loss of the saddle that the first jump leads to"),
  ]
  for exponent in [2, 8, 100] {
    let flow = try stairs.flow(
      logAlpha: -Double(exponent) * log(10), until: 3 * rests[1].time)
    expected.append(
      .init(
        name: "alpha-1e-\(exponent).half-way",
        value: halfWay(flow, from: rests[0].loss, to: rests[1].loss), tolerance: .relative(1e-4),
        meaning: "t/log(1/alpha) at which the loss is half-way to that of the first saddle, "
          + "alpha = 1e-\(exponent)"))
  }
  let times = [2, 4].map { $0 / first }
  let averages = stairs.averages(
    of: try stairs.flow(logAlpha: -100 * log(10), until: times[1]), at: times)
  expected.append(
    .init(
      name: "lasso.first-penalty", value: first, tolerance: .relative(1e-9),
      meaning: "penalty above which the lasso is 0"))
  for (k, (time, average)) in zip(["2", "4"], zip(times, averages)) {
    let lasso = path.theta(at: 1 / time)
    expected += [
      .init(
        name: "lasso-\(k).l1", value: l1Norm(lasso), tolerance: .relative(1e-4),
        meaning: "l1 norm of the lasso at the first penalty over \(k)"),
      .init(
        name: "average-\(k).gap", value: distance(average, lasso), tolerance: .relative(0.05),
        meaning: "distance from the flow's average up to that time, alpha = 1e-100, to that lasso"),
    ]
  }
  expected += try stoppingValues(noisy)
  return Lab(
    id: "saddles-and-stopping", title: "Saddles and early stopping",
    parameters: [
      Quantity("samples", Double(samples)), Quantity("features", Double(features)),
      Quantity("nonzeros", Double(nonzeros)), Quantity("noise", noise),
      Quantity("seed", Double(seed)),
    ],
    tables: [
      Table("samples", sampleColumns(features), sampleRows(data.x, data.y)),
      Table("noisy", sampleColumns(features), sampleRows(noisy.x, noisy.y)),
      Table("planted", ["theta"], (data.teacher ?? []).map { [$0] }),
    ], expected: expected)
}

/// The τ at which the loss of a flow is half-way between two, by bisection.
private func halfWay(_ flow: SaddleStairs.Flow, from first: Double, to second: Double) -> Double {
  var (low, high) = (0.0, flow.states.last?.time ?? 0)
  for _ in 0..<60 {
    let middle = 0.5 * (low + high)
    if flow.state(at: middle).loss > 0.5 * (first + second) { low = middle } else { high = middle }
  }
  return low
}

/// Along the flow from α = 0.001 on noisy labels: where its predictor is nearest to the planted one, how
/// near, and how near the limit is; and the nearest of the lasso.
private func stoppingValues(_ data: DataSet) throws -> [Lab.Expected] {
  let teacher = data.teacher ?? []
  let flow = try DiagonalFlow(data.x, data.y, alpha: 0.001).trajectory(
    until: .times([2000]), tolerance: 1e-9)
  func error(_ time: Double) -> Double { distance(flow.theta(at: time), teacher) }
  let times = logarithmicGrid(from: 0.1, to: 1000, count: 4001)
  let best = zip(times, times.map(error)).min { $0.1 < $1.1 }?.0 ?? .nan
  let path = try LassoPath(data)
  let penalties = logarithmicGrid(from: 1e-4, to: path.knots[0].penalty, count: 4001)
  let lasso = penalties.map { distance(path.theta(at: $0), teacher) }
  return [
    .init(
      name: "stopping.time", value: best, tolerance: .relative(0.05),
      meaning: "time at which the flow from alpha = 0.001 is nearest to the planted predictor"),
    .init(
      name: "stopping.error", value: error(best), tolerance: .relative(1e-3),
      meaning: "distance from there to the planted predictor"),
    .init(
      name: "stopping.late-error", value: error(2000), tolerance: .relative(1e-3),
      meaning: "distance from the flow at t = 2000 to the planted predictor"),
    .init(
      name: "lasso.best-error", value: lasso.least, tolerance: .relative(1e-3),
      meaning: "distance from the nearest lasso to the planted predictor"),
  ]
}
