import Elementary

extension LogisticRegression {
  /// w at the given values of s = log t on the gradient flow ẇ = −∇L(w) from w(0) = `start`.
  ///
  /// In s the flow is dw/ds = (1/n) Σ y_i x_i exp(s − softplus(m_i)): the exponents are combined
  /// before anything is exponentiated, so log t = 5000 is as easy as 5. Integrated by the method
  /// of Dormand and Prince of order 5(4) with adaptive steps; a step that is not finite is
  /// rejected.
  ///
  /// O(n d) for each of about seven evaluations a step, a few steps for each unit of log t times the
  /// largest dual_i ‖x_i‖².
  ///
  /// - Parameters:
  ///   - start: w(0), d entries.
  ///   - logTimes: ascending finite values of log t.
  ///   - tolerance: the error allowed in a step, relative to 1 + ‖w‖.
  /// - Returns: one w for each value of log t.
  /// - Throws: `ClassificationError.badTimes`, or `.flowTooStiff` after two million steps.
  public func flow(
    from start: [Double], logTimes: [Double], tolerance: Double = 1e-11
  ) throws(ClassificationError) -> [[Double]] {
    precondition(start.count == features, "a start of \(features) entries")
    guard logTimes.allSatisfy(\.isFinite), zip(logTimes, logTimes.dropFirst()).allSatisfy(<=)
    else { throw .badTimes }
    guard let first = logTimes.first else { return [] }
    // Up to here t · ‖∇L‖ stays below rounding, and the flow is w(0) − t ∇L.
    let speed = euclideanNorm(descentDirection(at: start, batch: Array(0..<samples)))
    let scale = max(speed * max(1, signed.largestMagnitude), 1e-300)
    var s = min(first, -36 - log(scale))
    var w = sum(
      start, exp(s), times: descentDirection(at: start, batch: Array(0..<samples)))
    return try integralInLogTime(
      from: &w, at: &s, to: logTimes,
      error: { euclideanNorm($0) / (tolerance * (1 + euclideanNorm($1))) },
      velocity: { logTimeVelocity(at: $0, $1) })
  }

  /// dw/ds at s = log t.
  private func logTimeVelocity(at s: Double, _ w: [Double]) -> [Double] {
    let pulls = margins(w).map { exp(s - softplus($0)) / Double(samples) }
    return signed.transposedTimes(pulls)
  }
}

/// The solution of dw/ds = velocity at the given ascending values of s = log t, by the method of
/// Dormand and Prince with adaptive steps.
///
/// - Parameters:
///   - w: The solution at the start, afterwards at the end.
///   - s: The start, afterwards the end.
///   - logTimes: Where the solution is wanted, ascending.
///   - error: The error of a step over the one allowed, from its estimate and w.
///   - velocity: dw/ds at s and w.
/// - Throws: `ClassificationError.flowTooStiff` after two million steps.
func integralInLogTime(
  from w: inout [Double], at s: inout Double, to logTimes: [Double],
  error: (_ estimate: [Double], _ w: [Double]) -> Double,
  velocity: (Double, [Double]) -> [Double]
) throws(ClassificationError) -> [[Double]] {
  var step = 0.5
  var count = 0
  var result: [[Double]] = []
  for time in logTimes {
    while s < time {
      count += 1
      guard count <= 2_000_000 else { throw .flowTooStiff(logTime: s) }
      let h = min(step, time - s)
      let trial = dormandPrince(at: s, w, step: h, velocity: velocity)
      let excess = error(trial.error, w)
      if excess <= 1 {
        s = h == step ? s + h : time
        w = trial.next
      }
      let factor = excess.isFinite ? 0.9 * pow(max(excess, 1e-10), -0.2) : 0.2
      // A step cut short to meet a time says nothing against the longer one.
      if excess > 1 || h == step || factor < 1 { step = h * min(5, max(0.2, factor)) }
      guard step > 1e-12 else { throw .flowTooStiff(logTime: s) }
    }
    result.append(w)
  }
  return result
}

/// One step of the Runge-Kutta pair of Dormand and Prince (1980): the solution of order 5 and the
/// difference to that of order 4.
func dormandPrince(
  at s: Double, _ w: [Double], step h: Double, velocity: (Double, [Double]) -> [Double]
) -> (next: [Double], error: [Double]) {
  var slopes: [[Double]] = []
  for stage in dormandPrinceStages {
    var point = w
    for (slope, weight) in zip(slopes, stage.weights) where weight != 0 {
      point = sum(point, h * weight, times: slope)
    }
    slopes.append(velocity(s + stage.node * h, point))
    if stage.weights.count == 6 {
      // The last stage sits at the solution of order 5 itself.
      var error = Array(repeating: 0.0, count: w.count)
      for (slope, weight) in zip(slopes, dormandPrinceErrors) {
        error = sum(error, h * weight, times: slope)
      }
      return (point, error)
    }
  }
  return (w, w)
}

private let dormandPrinceStages: [(node: Double, weights: [Double])] = [
  (0, []),
  (1.0 / 5, [1.0 / 5]),
  (3.0 / 10, [3.0 / 40, 9.0 / 40]),
  (4.0 / 5, [44.0 / 45, -56.0 / 15, 32.0 / 9]),
  (8.0 / 9, [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729]),
  (1, [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656]),
  (1, [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84]),
]

private let dormandPrinceErrors = [
  71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40,
]
