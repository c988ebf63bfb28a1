import Models

/// least_squares.json.
let leastSquaresHandlers: [String: Handler] = [
  "least_squares": { reference in
    let given = reference.given
    let problem = LeastSquares(try given.dataSet())
    let start = try given.numbers("theta0")
    let times = try given.numbers("times")
    let theta = problem.leastNormSolution
    let limit = problem.projection(of: start)
    let flow = times.map { problem.flow(from: start, at: $0) }
    let projector = problem.kernelProjector
    return .fields([
      "rank": .integer(problem.rank),
      "unique": .bool(problem.isUnique),
      "interpolates": .bool(problem.interpolates),
      "theta_least_squares": .numbers(theta),
      "residual": .numbers(problem.residual(theta)),
      "risk_minimum": .number(problem.minimumRisk),
      "norm2_least_squares": .number(euclideanNorm(theta)),
      "singular_values": .numbers(problem.decomposition.singularValues),
      "hessian_eigenvalues": .numbers(problem.hessianEigenvalues),
      "condition_number": .number(problem.conditionNumber),
      "kernel_projector": .rows((0..<projector.rows).map { Array(projector.row($0)) }),
      "theta0_kernel_part": .numbers(problem.kernelPart(of: start)),
      "theta_limit": .numbers(limit),
      "distance_limit_theta0": .number(distance(limit, start)),
      "flow_theta": .rows(flow),
      "flow_risk": .numbers(flow.map { problem.risk($0) }),
    ])
  }
]

extension JSON {
  /// The data matrix X of n × d.
  func dataMatrix() throws -> Matrix {
    let rows = try rows("X")
    let (n, d) = (try integer("n"), try integer("d"))
    guard rows.count == n, rows.allSatisfy({ $0.count == d }) else {
      throw ReferenceError.wrongType("X", wanted: "of \(n) x \(d)")
    }
    return Matrix(rows: n, columns: d, elements: rows.flatMap { $0 })
  }

  /// The data X, y.
  func dataSet() throws -> DataSet {
    try DataSet(x: try dataMatrix(), y: try numbers("y"))
  }

  /// The batches written out under `indices` and `batch_size`.
  func batches() throws -> Batches {
    has("indices") ? .given(try integers("indices"), size: try integer("batch_size")) : .all
  }
}
