import Lectures
import Models
import Records

/// Lab 1: which interpolator descent on least squares finds (lecture, section 2).
func leastSquaresLab() throws -> Lab {
  let (samples, features, nonzeros, seed) = (20, 40, 2, UInt64(7))
  let data = try DataSet.regression(
    samples: samples, features: features, teacher: .sparse(nonzeros: nonzeros), seed: seed)
  let problem = LeastSquares(data)
  let least = problem.leastNormSolution
  // Three starts: zero, one in the range of Xᵀ, one anywhere.
  let inRange = data.x.transposedTimes(RandomStream(seed: seed, stream: 8).normals(samples))
    .map { $0 / Double(samples) }
  let anywhere = RandomStream(seed: seed, stream: 9).normals(features)
  let starts = [Array(repeating: 0.0, count: features), inRange, anywhere]
  let ends = starts.map { problem.projection(of: $0) }
  let times = [0.0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
  let flow = times.map { [$0, problem.risk(problem.flow(from: anywhere, at: $0))] }
  let teacher = data.teacher ?? least
  let eigenvalues = problem.hessianEigenvalues
  return Lab(
    id: "least-squares", title: "Least squares and its implicit bias",
    parameters: [
      Quantity("samples", Double(samples)), Quantity("features", Double(features)),
      Quantity("nonzeros", Double(nonzeros)), Quantity("seed", Double(seed)),
    ],
    tables: [
      Table("samples", sampleColumns(features), sampleRows(data.x, data.y)),
      Table("starts", (1...features).map { "theta\($0)" }, starts),
      Table(
        "singular-values", ["j", "sigma"],
        problem.decomposition.singularValues.prefix(samples).enumerated().map {
          [Double($0 + 1), $1]
        }),
    ],
    expected: [
      .init(
        name: "least.norm", value: euclideanNorm(least), tolerance: .relative(1e-9),
        meaning: "Euclidean norm of the interpolator of least norm"),
      .init(
        name: "limit2.distance", value: 0, tolerance: .absolute(1e-9),
        meaning: "distance from the limit of start 2 to the interpolator of least norm: 0"),
      .init(
        name: "limit3.norm", value: euclideanNorm(ends[2]), tolerance: .relative(1e-9),
        meaning: "Euclidean norm of the limit of start 3"),
      .init(
        name: "limit3.travelled", value: distance(ends[2], anywhere), tolerance: .relative(1e-9),
        meaning: "distance from start 3 to its limit"),
      .init(
        name: "limit3.right-angle", value: 0, tolerance: .absolute(1e-10),
        meaning: "inner product of (2.21) for start 3: 0"),
      .init(
        name: "flow3.risk-1", value: flow[4][1], tolerance: .relative(1e-9),
        meaning: "risk of the flow from start 3 at time 1"),
      .init(
        name: "flow3.risk-10", value: flow[7][1], tolerance: .relative(1e-9),
        meaning: "risk of the flow from start 3 at time 10"),
      .init(
        name: "step.limit", value: 2 / (eigenvalues.first ?? 1), tolerance: .relative(1e-9),
        meaning: "the largest step of gradient descent, 2 over the largest eigenvalue of X'X/n"),
      .init(
        name: "least-l2.error", value: distance(least, teacher), tolerance: .relative(1e-9),
        meaning: "distance from the interpolator of least l2 norm to the planted predictor"),
      .init(
        name: "least-l1.error", value: 0, tolerance: .absolute(1e-6),
        meaning: "distance from the interpolator of least l1 norm to the planted predictor: 0"),
      .init(
        name: "still.dimensions", value: Double(features - problem.rank), tolerance: .absolute(0),
        meaning: "the number of coordinates in (2.13) that never move"),
    ], quoted: [])
}
