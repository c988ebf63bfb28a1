internal import Elementary
internal import Records

/// Damped Newton's method for X[I sinh(2Xᵀν + s₀)] = y.
///
/// The equation is the stationarity of the convex Ψ(ν) = ½Σ I cosh s − ⟨y, ν⟩ with
/// s = 2Xᵀν + s₀; its Jacobian 2X diag(h)Xᵀ, h = √(θ² + I²), is positive definite.
struct DualNewton {
  let potential: Potential
  let x: Matrix
  let y: [Double]
  /// s₀ = asinh(θ₀/I).
  let startArguments: [Double]
  /// ‖y‖₂, or 1 where y = 0.
  let size: Double
  /// ν to begin with; nil for the usual beginning.
  let near: [Double]?

  /// The largest change of an argument s in one step; beyond it sinh is far from linear.
  private static let cap = 5.0

  init(
    potential: Potential, x: Matrix, y: [Double], start: [Double]?, near: [Double]? = nil
  ) {
    self.near = near
    self.potential = potential
    self.x = x
    self.y = y
    startArguments =
      start.map { potential.gradient($0).map { 2 * $0 } }
      ?? Array(repeating: 0, count: potential.dimension)
    let norm = euclideanNorm(y)
    size = norm > 0 ? norm : 1
  }

  /// An iterate, with all that follows from ν.
  private struct State {
    var dual: [Double]
    var arguments: [Double]
    var theta: [Double]
    var residual: [Double]
    var norm: Double
  }

  func solve() throws(DiagonalNetworkError) -> Interpolator {
    if x.rows > x.columns, let row = firstDependentRow(x) { throw .dependentRows(row: row) }
    let dual = near ?? firstDual()
    var state = state(
      dual: dual, arguments: sum(startArguments, 2, times: x.transposedTimes(dual)))
    var iterations = iterate(&state, by: newtonStep)
    // A start far larger than y leaves the rounding of Xθ₀.
    let target = max(1e-11 * size, 64 * floor(of: startTheta))
    if state.norm > max(1e-13 * size, 64 * floor(of: state.theta)) {
      iterations += iterate(&state, by: filteredStep)
    }
    guard state.norm <= target else {
      if let row = firstDependentRow(x) { throw .dependentRows(row: row) }
      throw .notConverged(method: "the dual Newton iteration", residual: state.norm / size)
    }
    iterations += refine(&state, target: target)
    return try certified(state, iterations: iterations)
  }

  /// Where the iteration starts: at 0 or, from the zero start at scales I below 10⁻²⁰, at the
  /// solution for √I, stretched as far as the logarithm of the largest θ/I asks.
  ///
  /// From 0 such a scale takes hundreds of steps, and now and then more than are allowed.
  private func firstDual() -> [Double] {
    let zero = Array(repeating: 0.0, count: x.rows)
    let logScales = potential.coordinates.map { $0.logScale }
    guard let least = logScales.min(), least < -46, startArguments.allSatisfy({ $0 == 0 })
    else { return zero }
    let near = DualNewton(
      potential: Potential(logScales: logScales.map { 0.5 * $0 }), x: x, y: y, start: nil)
    guard let solution = try? near.solve() else { return zero }
    let reach = log(2 * max(maximumNorm(solution.theta), 1e-300))
    let stretch = (reach - least) / (reach - 0.5 * least)
    return stretch.isFinite && stretch > 0 ? solution.dual.map { stretch * $0 } : zero
  }

  /// Takes steps until rounding or the search stops them; how many.
  private func iterate(_ state: inout State, by step: (State) -> [Double]?) -> Int {
    var iterations = 0
    var stalled = 0
    while state.norm > floor(of: state.theta) && stalled < 2 && iterations < 500 {
      guard let step = step(state), let next = search(state, along: step) else { break }
      // Below the target another step polishes while it still pays.
      stalled = next.norm > 0.5 * state.norm && next.norm <= 1e-12 * size ? stalled + 1 : 0
      if next.norm < state.norm || next.norm > 1e-12 * size { state = next }
      iterations += 1
    }
    return iterations
  }

  /// Refines ν across a support of fewer than n coordinates; how many steps that took.
  ///
  /// There only the tiny coordinates fix ν, and the residual of the large ones, rounded, hides
  /// theirs: at α = 10⁻⁸ four digits of ν would be left. The residual summed exactly shows them:
  /// an error of θ_j on the support lies in the range of its columns, which the step keeps apart.
  private func refine(_ state: inout State, target: Double) -> Int {
    guard let (weights, _) = weights(state), x.rows <= x.columns,
      weights.sorted(by: >)[x.rows - 1] < 1e-3
    else { return 0 }
    var previous = Double.infinity
    for count in 0..<20 {
      guard let (weights, largest) = self.weights(state),
        let step = orthogonalStep(
          weights: weights, right: exactResidual(state.theta).map { $0 / largest })
      else { return count }
      let image = x.transposedTimes(step)
      let change = 2 * maximumNorm(image)
      guard change < 0.5 * previous else { return count }
      let length = min(1, Self.cap / change)
      let next = self.state(
        dual: sum(state.dual, length, times: step),
        arguments: sum(state.arguments, 2 * length, times: image))
      guard next.norm <= max(state.norm, target) else { return count }
      state = next
      previous = change > Self.cap ? .infinity : change
    }
    return 20
  }

  /// y − Xθ, each entry summed with twice the digits and then rounded.
  private func exactResidual(_ theta: [Double]) -> [Double] {
    y.indices.map { i in
      var (sum, rest) = (y[i], 0.0)
      for (a, b) in zip(x.row(i), theta) {
        // Knuth's sum and the product's rounding error: both exact.
        let product = -a * b
        let total = sum + product
        let part = total - sum
        rest += ((sum - (total - part)) + (product - part)) + (-product).addingProduct(-a, b)
        sum = total
      }
      return sum + rest
    }
  }

  private var startTheta: [Double] {
    potential.inverseGradient(startArguments.map { 0.5 * $0 })
  }

  private func state(dual: [Double], arguments: [Double]) -> State {
    var theta = arguments
    for j in theta.indices {
      theta[j] = potential.coordinates[j].inverseGradient(0.5 * arguments[j])
    }
    let residual = difference(y, x.times(theta))
    return State(
      dual: dual, arguments: arguments, theta: theta, residual: residual,
      norm: euclideanNorm(residual))
  }

  /// The residual that rounding leaves: half a unit of the largest term of each sum.
  private func floor(of theta: [Double]) -> Double {
    let largest = maximumNorm(theta) * x.largestMagnitude
    return 0x1p-53 * max(maximumNorm(y), largest)
  }

  /// The diagonal 2h of the Jacobian over its largest entry, and that entry: h may be as small as I.
  private func weights(_ state: State) -> (weights: [Double], largest: Double)? {
    var weights = state.theta
    for j in weights.indices {
      weights[j] = 2 * potential.coordinates[j].norm(state.theta[j])
    }
    let largest = maximumNorm(weights)
    guard largest > 0, largest.isFinite else { return nil }
    for j in weights.indices { weights[j] /= largest }
    return (weights, largest)
  }

  /// The solution of 2X diag(h)Xᵀ step = y − Xθ; nil when the rows of X are dependent.
  private func newtonStep(_ state: State) -> [Double]? {
    guard let (weights, largest) = weights(state) else { return nil }
    let right = state.residual.map { $0 / largest }
    if let factor = try? Cholesky(x.weightedGram(weights)) {
      let step = factor.solve(right)
      // Columns of very different scales leave no digit of the product X diag(w)Xᵀ.
      let image = x.times(zip(x.transposedTimes(step), weights).map { $0 * $1 })
      if distance(image, right) <= 1e-3 * euclideanNorm(right) { return step }
    }
    return orthogonalStep(weights: weights, right: right)
  }

  /// The Newton step by a QR factorisation of (X diag √w)ᵀ, for weights too uneven for Cholesky.
  private func orthogonalStep(weights: [Double], right: [Double]) -> [Double]? {
    // The large rows first, which keeps Householder's method accurate for graded rows.
    let order = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    var scaled = Matrix(rows: x.columns, columns: x.rows)
    for (k, j) in order.enumerated() {
      let root = weights[j].squareRoot()
      for i in 0..<x.rows { scaled[k, i] = root * x[i, j] }
    }
    let factor = HouseholderQR(scaled)
    guard let least = try? factor.leastNormOfTransposed(right),
      let step = try? factor.leastSquares(least), step.allSatisfy({ $0.isFinite })
    else { return nil }
    return step
  }

  /// The Newton step by a singular value decomposition, without the directions in which both the
  /// Jacobian and the residual are rounding: for a tiny I and a support of fewer than n
  /// coordinates these would take the whole step.
  private func filteredStep(_ state: State) -> [Double]? {
    guard let (weights, largest) = weights(state) else { return nil }
    var scaled = x
    for i in 0..<x.rows {
      for j in weights.indices { scaled[i, j] *= weights[j].squareRoot() }
    }
    let decomposition = SingularValueDecomposition(scaled)
    let noise = 16 * floor(of: state.theta)
    let first = decomposition.singularValues[0]
    var step = state.residual.map { _ in 0.0 }
    for (sigma, left) in zip(decomposition.singularValues, decomposition.left) where sigma > 0 {
      let part = dot(left, state.residual)
      if abs(part) <= noise && sigma * sigma <= 1e-10 * first * first { continue }
      step = sum(step, part / largest / (sigma * sigma), times: left)
    }
    return step.allSatisfy { $0.isFinite } ? step : nil
  }

  /// The first point along the step, halved as often as needed, that makes Ψ or the residual
  /// fall enough.
  private func search(_ state: State, along step: [Double]) -> State? {
    let change = x.transposedTimes(step)
    let largest = 2 * maximumNorm(change)
    guard largest.isFinite, largest > 0 else { return nil }
    var length = min(1, Self.cap / largest)
    let slope = -dot(state.residual, step)
    for _ in 0..<60 {
      let next = self.state(
        dual: sum(state.dual, length, times: step),
        arguments: sum(state.arguments, 2 * length, times: change))
      if next.norm <= 0.5 * state.norm
        || objectiveChange(from: state, to: next) - length * dot(y, step) <= 1e-4 * length * slope
      {
        return next
      }
      length *= 0.5
    }
    return nil
  }

  /// ½Σ I(cosh s′ − cosh s), as a product so that close arguments keep their digits.
  private func objectiveChange(from state: State, to next: State) -> Double {
    var sum = 0.0
    for (j, coordinate) in potential.coordinates.enumerated() {
      let mean = 0.5 * (next.arguments[j] + state.arguments[j])
      let half = 0.5 * (next.arguments[j] - state.arguments[j])
      sum += coordinate.inverseGradient(0.5 * mean) * sinh(half)
    }
    return sum
  }

  private func certified(
    _ state: State, iterations: Int
  ) throws(DiagonalNetworkError) -> Interpolator {
    let exponent = x.transposedTimes(state.dual)
    let gradient = potential.gradient(state.theta)
    let defect = gradient.indices.lazy
      .map { abs(gradient[$0] - 0.5 * startArguments[$0] - exponent[$0]) }.worst
    // Of dependent rows ν is known up to their kernel only: once it has run away there, Xᵀν has no
    // digits left, and θ interpolates without being the limit.
    guard defect <= 1e-6 * min(1, maximumNorm(gradient)) else {
      if let row = firstDependentRow(x) { throw .dependentRows(row: row) }
      throw .notConverged(method: "the dual Newton iteration", residual: .nan)
    }
    let scale = maximumNorm(exponent)
    return Interpolator(
      theta: state.theta, dual: state.dual, residual: state.norm / size,
      spanDefect: scale > 0 ? defect / scale : defect, iterations: iterations)
  }
}

/// The first row of X that depends on the ones before it; nil where none does.
///
/// A row counts as dependent when its part orthogonal to the rows before it is below 10⁻¹² of its
/// length, whatever the lengths of the others. O(n² d).
func firstDependentRow(_ x: Matrix) -> Int? {
  let count = min(x.rows, x.columns)
  let factors = HouseholderQR(x.selecting(rows: Array(0..<count)).transposed)
  for k in 0..<count
  where !(abs(factors.diagonal[k]) > 1e-12 * euclideanNorm(Array(x.row(k)))) {
    return k
  }
  return x.rows > count ? count : nil
}
