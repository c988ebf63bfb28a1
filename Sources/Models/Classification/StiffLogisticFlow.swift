import Elementary

extension LogisticRegression {
  /// w at the given values of log t on the gradient flow ẇ = −∇L(w) from w(0) = 0, by the Rosenbrock
  /// method Rodas5P.
  ///
  /// For few features in any units: where the longest sample is many times the margin, or a feature
  /// many times another, the flow is stiff, and `flow(from:logTimes:tolerance:)` takes millions of
  /// steps. Times themselves are used, so log t ≤ 600.
  ///
  /// O(n d² + d³) for each of eight stages a step, some hundred steps.
  ///
  /// - Parameters:
  ///   - logTimes: Ascending values of log t, at most 600.
  ///   - tolerance: The error allowed in a step in every margin, relative to the largest where that
  ///     is below 1.
  /// - Returns: One w for each value of log t.
  /// - Throws: `ClassificationError.badTimes`, or `.flowTooStiff` after 100 000 steps.
  public func stiffFlow(
    logTimes: [Double], tolerance: Double = 1e-9
  ) throws(ClassificationError) -> [[Double]] {
    guard logTimes.allSatisfy({ $0.isFinite && $0 <= 600 }),
      zip(logTimes, logTimes.dropFirst()).allSatisfy(<=)
    else { throw .badTimes }
    var flow = StiffFlow(problem: self, tolerance: tolerance)
    var result: [[Double]] = []
    for logTime in logTimes {
      try flow.run(until: exp(logTime))
      result.append(flow.w)
    }
    return result
  }

  /// −∇L(w) and its Jacobian with the sign changed, the Hessian of L.
  fileprivate func linearised(at w: [Double]) -> (velocity: [Double], hessian: Matrix) {
    let margins = margins(w)
    let pulls = margins.map { 1 / (1 + exp($0)) / Double(samples) }
    var hessian = Matrix(rows: features, columns: features)
    for (i, margin) in margins.enumerated() {
      let weight = pulls[i] / (1 + exp(-margin))
      for j in 0..<features {
        for k in 0..<features { hessian[j, k] += weight * signed[i, j] * signed[i, k] }
      }
    }
    return (signed.transposedTimes(pulls), hessian)
  }

  fileprivate func velocity(at w: [Double]) -> [Double] {
    signed.transposedTimes(margins(w).map { 1 / (1 + exp($0)) / Double(samples) })
  }
}

/// The flow on its way.
private struct StiffFlow {
  let problem: LogisticRegression
  let tolerance: Double
  var w: [Double]
  private var time = 0.0
  private var step: Double

  init(problem: LogisticRegression, tolerance: Double) {
    self.problem = problem
    self.tolerance = tolerance
    w = Array(repeating: 0, count: problem.features)
    // A hundredth of the time in which some margin moves by 1, or the fastest of them relaxes.
    let (velocity, hessian) = problem.linearised(at: w)
    let trace = (0..<hessian.rows).reduce(0) { $0 + hessian[$1, $1] }
    let speed = maximumNorm(problem.margins(velocity))
    step = 0.01 / max(speed, trace, 1e-300)
  }

  mutating func run(until end: Double) throws(ClassificationError) {
    var count = 0
    while time < end {
      count += 1
      let length = min(step, end - time)
      guard count <= 100_000, time + length > time || length == end - time else {
        throw .flowTooStiff(logTime: log(time))
      }
      let attempt = attempt(length)
      let excess = attempt?.error ?? 1e5
      let factor = min(6, max(0.1, 0.85 * pow(excess + 1e-30, -0.2)))
      if let attempt, excess <= 1 {
        w = attempt.w
        time = length == step ? time + length : end
        // A step cut short to meet a time says nothing against the longer one.
        step = max(length == step ? 0 : step, length * factor)
      } else {
        step = length * factor
      }
    }
  }

  /// A step of a length, with its error over the one allowed; nil where it leaves the finite numbers.
  private func attempt(_ length: Double) -> (w: [Double], error: Double)? {
    let (velocity, hessian) = problem.linearised(at: w)
    var matrix = hessian
    for j in 0..<matrix.rows { matrix[j, j] += 1 / (Rodas5P.gamma * length) }
    guard let factor = try? Cholesky(matrix) else { return nil }
    var stages: [[Double]] = []
    var argument = w
    for stage in 0..<Rodas5P.stages {
      argument = combined(w, Rodas5P.weights[stage], stages)
      let right =
        stage == 0
        ? velocity
        : combined(
          problem.velocity(at: argument), Rodas5P.c[stage - 1].map { $0 / length }, stages)
      stages.append(factor.solve(right))
    }
    guard let last = stages.last else { return nil }
    let end = combined(argument, [1], [last])
    guard end.allSatisfy(\.isFinite) else { return nil }
    let largest = maximumNorm(problem.margins(end))
    let error = maximumNorm(problem.margins(last))
    return (end, error == 0 ? 0 : error / (tolerance * min(1, largest)))
  }

  private func combined(
    _ start: [Double], _ weights: [Double], _ vectors: [[Double]]
  ) -> [Double] {
    zip(weights, vectors).reduce(start) { sum($0, $1.0, times: $1.1) }
  }
}
