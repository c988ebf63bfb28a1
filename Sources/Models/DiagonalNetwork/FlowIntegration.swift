internal import Elementary

/// A solution of the diagonal network's gradient flow, which can be asked at any time.
public struct FlowTrajectory: Sendable {
  /// The flow that was integrated.
  public let flow: DiagonalFlow
  /// The times between the steps, from 0 on.
  public let times: [Double]
  /// The last state.
  public let last: FlowState
  /// Whether the integration met what it was to stop at.
  public let isComplete: Bool
  /// The number of steps that were tried and rejected.
  public let rejected: Int

  fileprivate let duals: [[Double]]
  /// The three vectors of the continuous solution on each step.
  fileprivate let dense: [[[Double]]]

  /// The state at a time between 0 and the last one, by the method's continuous solution of
  /// order 4; exact at the times of the steps.
  ///
  /// O(n d), after a bisection of the steps.
  public func state(at time: Double) -> FlowState {
    flow.state(time: time, dual: dual(at: time))
  }

  /// θ of the state at a time, which is less work than all of it.
  ///
  /// O(n d), after a bisection of the steps.
  public func theta(at time: Double) -> [Double] { flow.theta(dual: dual(at: time), time: time) }

  private func dual(at time: Double) -> [Double] {
    precondition(time >= 0 && time <= last.time, "a time within the integration")
    var lower = 0
    var upper = times.count - 1
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if times[middle] <= time { lower = middle } else { upper = middle }
    }
    if upper == lower || time == times[upper] {
      return duals[upper]
    }
    let s = (time - times[lower]) / (times[upper] - times[lower])
    let bend = dense[lower]
    return duals[lower].indices.map { i in
      (1 - s) * duals[lower][i]
        + s * (duals[upper][i] + (1 - s) * (bend[0][i] + s * (bend[1][i] + s * bend[2][i])))
    }
  }
}

/// When an integration of the flow ends.
public enum FlowEnd: Hashable, Sendable {
  /// At the last of the given ascending times, each of which becomes the end of a step.
  case times([Double])
  /// When L falls below the value.
  case loss(Double)
  /// When ‖r‖₂ ≤ 10⁻¹²‖y‖₂, counting the part of r in the range of X; or when the flow stands
  /// still.
  case interpolation
}

extension DiagonalFlow {
  /// Integrates the flow.
  ///
  /// O(n² d + n³) a step, some hundred steps.
  ///
  /// - Parameters:
  ///   - end: When to stop.
  ///   - tolerance: The error of a step allowed in every exponent z_j, relative to the largest
  ///     where that is below 1: the relative error of θ_j and of the growing weights.
  /// - Returns: The solution; `isComplete` is false where 100 000 steps did not suffice.
  public func trajectory(until end: FlowEnd, tolerance: Double = 1e-7) -> FlowTrajectory {
    var integrator = FlowIntegrator(flow: self, tolerance: tolerance)
    integrator.run(until: end)
    return integrator.trajectory
  }
}

extension FlowTrajectory {
  /// The nodes and weights of a rule for integrals over time from `start` to `end`: ten nodes of
  /// Gauss and Legendre on each step of the integration, cut at the given times besides.
  ///
  /// O(steps).
  ///
  /// - Precondition: 0 ≤ `start` ≤ `end` ≤ the last time.
  public func quadrature(
    from start: Double, to end: Double, cuts: [Double] = []
  ) -> [(time: Double, weight: Double)] {
    precondition(start >= 0 && start <= end && end <= last.time, "times within the integration")
    let inner = (times + cuts).filter { $0 > start && $0 < end }.sorted()
    let ends = [start] + inner + [end]
    return zip(ends, ends.dropFirst()).flatMap { a, b in
      gaussLegendre.flatMap { node, weight in
        [-node, node].map { (0.5 * (a + b) + 0.5 * (b - a) * $0, 0.5 * (b - a) * weight) }
      }
    }
  }
}

/// The adaptive integration of ν̇ = (y − Xθ(ν))/n by Rodas5P.
private struct FlowIntegrator {
  let flow: DiagonalFlow
  let tolerance: Double
  var times = [0.0]
  var duals: [[Double]]
  var dense: [[[Double]]] = []
  var rejected = 0
  var isComplete = false

  private let size: Double
  private var rate: [Double]
  private var residual: Double
  /// −∂ν̇/∂ν = X diag(2h/n)Xᵀ at the last state.
  private var jacobian: Matrix
  /// ∂ν̇/∂t = 2λXθ/n at the last state; nil without weight decay.
  private var drift: [Double]?

  init(flow: DiagonalFlow, tolerance: Double) {
    self.flow = flow
    self.tolerance = tolerance
    let dual = Array(repeating: 0.0, count: flow.y.count)
    duals = [dual]
    rate = dual
    residual = 0
    size = euclideanNorm(flow.y)
    jacobian = Matrix(rows: 0, columns: 0)
    evaluate(exponents: flow.x.transposedTimes(dual))
  }

  var trajectory: FlowTrajectory {
    FlowTrajectory(
      flow: flow, times: times, last: flow.state(time: times[times.count - 1], dual: dual),
      isComplete: isComplete, rejected: rejected, duals: duals, dense: dense)
  }

  private var dual: [Double] { duals[duals.count - 1] }
  private var time: Double { times[times.count - 1] }

  /// Takes over the rate and the Jacobian at exponents Xᵀν.
  private mutating func evaluate(exponents: [Double]) {
    var weights = exponents
    var theta = exponents
    let shrinkage = flow.shrinkage(at: time)
    for (j, z) in exponents.enumerated() {
      theta[j] = flow.theta(j, z, shrinkage: shrinkage)
      weights[j] = 2 * flow.norm(j, theta[j], shrinkage: shrinkage) / Double(flow.y.count)
    }
    rate = rate(theta: theta)
    if flow.weightDecay > 0 {
      let factor = 2 * flow.weightDecay / Double(flow.y.count)
      drift = flow.x.times(theta).map { factor * $0 }
    }
    residual = euclideanNorm(rate) * Double(flow.y.count)
    jacobian = flow.x.weightedGram(weights)
  }

  private func rate(theta: [Double]) -> [Double] {
    var rate = flow.x.times(theta)
    for i in rate.indices { rate[i] = (flow.reachable[i] - rate[i]) / Double(flow.y.count) }
    return rate
  }

  mutating func run(until end: FlowEnd) {
    var targets: ArraySlice<Double> = []
    if case .times(let given) = end { targets = given.drop { $0 <= 0 } }
    var step = firstStep()
    for _ in 0..<100_000 {
      if reached(end, targets: targets) {
        isComplete = true
        return
      }
      var length = step
      var target: Double?
      if let next = targets.first, time + length * 1.0001 >= next {
        length = next - time
        target = next
      }
      guard length > 1e-14 * time else { return }
      let attempt = attempt(length)
      let factor = min(6, max(0.1, 0.85 * pow((attempt?.error ?? 1e5) + 1e-30, -0.2)))
      guard let attempt, attempt.error <= 1 else {
        rejected += 1
        step = length * factor
        continue
      }
      times.append(target ?? time + length)
      if target != nil { targets = targets.dropFirst() }
      duals.append(attempt.dual)
      dense.append(attempt.dense)
      evaluate(exponents: attempt.exponents)
      step = target == nil ? length * factor : max(step, length * factor)
    }
  }

  private func reached(_ end: FlowEnd, targets: ArraySlice<Double>) -> Bool {
    switch end {
    case .times: return targets.isEmpty
    case .loss(let loss):
      return residual * residual + flow.unreachable <= loss * Double(2 * flow.y.count)
    case .interpolation:
      if residual <= 1e-12 * size { return true }
      // Xᵀr = 0 up to rounding: the flow stands still.
      let pull = maximumNorm(flow.x.transposedTimes(rate)) * Double(flow.y.count)
      return pull <= 1e-13 * maximumNorm(flow.x.transposedTimes(flow.y))
    }
  }

  /// A hundredth of the shorter of two times: that in which the fastest exponent moves by 1, and
  /// the shortest time constant.
  private func firstStep() -> Double {
    let speed = maximumNorm(flow.x.transposedTimes(rate))
    let trace = (0..<jacobian.rows).reduce(0) { $0 + jacobian[$1, $1] }
    return speed > 0 || trace > 0 ? 0.01 / max(speed, trace) : 1
  }

  private struct Attempt {
    let dual: [Double]
    /// Xᵀν at `dual`.
    let exponents: [Double]
    let dense: [[Double]]
    /// The estimated error over the allowed one.
    let error: Double
  }

  /// One step of the given length from the last state; nil where it leaves the finite numbers.
  private func attempt(_ length: Double) -> Attempt? {
    let n = flow.y.count
    var matrix = jacobian
    for i in 0..<n { matrix[i, i] += 1 / (Rodas5P.gamma * length) }
    guard let factor = try? Cholesky(matrix) else { return nil }
    let start = dual
    // The vectors of the stages, one behind the other.
    var stages: [Double] = []
    stages.reserveCapacity(Rodas5P.stages * n)
    // The stages of time as a further unknown with ṫ = 1, which weight decay alone reads.
    var timeStages: [Double] = []
    var argument = start
    for stage in 0..<Rodas5P.stages {
      argument = combined(start, Rodas5P.weights[stage], stages)
      var right = rate
      if stage > 0 {
        let moment = zip(Rodas5P.weights[stage], timeStages).reduce(time) { $0 + $1.0 * $1.1 }
        right = rate(theta: flow.theta(dual: argument, time: moment))
        right = combined(right, Rodas5P.c[stage - 1], over: length, stages)
      }
      if let drift {
        let earlier = stage == 0 ? [] : Rodas5P.c[stage - 1]
        let pull = zip(earlier, timeStages).reduce(1) { $0 + $1.0 * $1.1 / length }
        timeStages.append(Rodas5P.gamma * length * pull)
        right = sum(right, timeStages[stage], times: drift)
      }
      let solved = factor.solve(right)
      guard solved.allSatisfy({ $0.isFinite }) else { return nil }
      stages += solved
    }
    let last = Array(stages[(Rodas5P.stages - 1) * n..<Rodas5P.stages * n])
    let end = combined(argument, [1], last)
    let exponents = flow.x.transposedTimes(end)
    let largest = maximumNorm(exponents)
    let error = maximumNorm(flow.x.transposedTimes(last))
    guard largest.isFinite, error.isFinite else { return nil }
    // The rate is known to eps ‖y‖/n only, which shows when the residual is small.
    let noise = 1e-14 * size / max(residual, 1e-300)
    let first = maximumNorm(flow.x.transposedTimes(Array(stages[..<n])))
    let allowed = tolerance * min(1, largest) + noise * first
    let zero = Array(repeating: 0.0, count: n)
    return Attempt(
      dual: end, exponents: exponents, dense: Rodas5P.dense.map { combined(zero, $0, stages) },
      error: error == 0 ? 0 : error / allowed)
  }

  /// start + Σ (weights_k/divisor) vectors_k, the vectors one behind the other.
  private func combined(
    _ start: [Double], _ weights: [Double], over divisor: Double = 1, _ vectors: [Double]
  ) -> [Double] {
    var result = start
    let n = start.count
    precondition(vectors.count >= n * weights.count, "a vector for each weight")
    result.withUnsafeMutableBufferPointer { result in
      vectors.withUnsafeBufferPointer { vectors in
        guard let result = result.baseAddress, let vectors = vectors.baseAddress else { return }
        for (k, weight) in weights.enumerated() {
          addKernel(result, weight / divisor, vectors + k * n, count: n)
        }
      }
    }
    return result
  }
}
