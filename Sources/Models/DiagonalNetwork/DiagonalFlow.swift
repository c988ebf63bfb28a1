internal import Elementary

/// Gradient flow of the diagonal network, reduced exactly to n unknowns (3.14)–(3.20).
///
/// u̇ = v ⊙ Xᵀr/n, v̇ = u ⊙ Xᵀr/n with r = y − Xθ is ν̇ = r/n, ν(0) = 0 with z = Xᵀν,
/// u = u₀ cosh z + v₀ sinh z, v = v₀ cosh z + u₀ sinh z, for every start. Where I ≠ 0,
/// θ = |I| sinh(2z + s₀), so logarithms carry scales of any smallness. It is the gradient flow of a
/// convex function of ν, hence stable, and stiff; it is integrated by the Rosenbrock method Rodas5P.
///
/// With weight decay, on L + (λ/2)(‖u‖² + ‖v‖²), all weights are multiplied by e^{−λt} besides: the
/// same equation holds with I_t = I₀ e^{−2λt}, so the flow slides down the scales at a constant rate.
public struct DiagonalFlow: Sendable {
  /// The data matrix X, n × d.
  public let x: Matrix
  /// The labels y, n of them.
  public let y: [Double]
  /// log |u₀ + v₀| and log |u₀ − v₀| of the coordinates, −∞ for 0.
  let logP: [Double]
  let logQ: [Double]
  /// The signs of u₀ + v₀ and u₀ − v₀.
  let signP: [Double]
  let signQ: [Double]
  /// The weight decay λ ≥ 0.
  public let weightDecay: Double
  /// φ of the coordinates with I ≠ 0.
  let entropies: [HyperbolicEntropy?]
  /// The part of y in the range of X, which alone moves the weights; y itself at full row rank.
  let reachable: [Double]
  /// ‖y − `reachable`‖², the part of 2nL that no θ removes.
  let unreachable: Double

  /// The flow from given weights (u₀, v₀), d of each, with the given weight decay λ ≥ 0.
  ///
  /// O(n² d).
  ///
  /// - Throws: `DiagonalNetworkError` for unfit shapes, entries that are not finite, or λ < 0.
  public init(
    _ x: Matrix, _ y: [Double], from start: NetworkWeights, weightDecay: Double = 0
  ) throws(DiagonalNetworkError) {
    guard start.dimension == x.columns else {
      throw .shape(name: "the start", expected: x.columns, got: start.dimension)
    }
    guard start.isFinite else { throw .notFinite(name: "the start") }
    try self.init(
      x, y, logP: start.p.map { log(abs($0)) }, logQ: start.q.map { log(abs($0)) },
      signP: start.p.map { $0 < 0 ? -1 : 1 }, signQ: start.q.map { $0 < 0 ? -1 : 1 },
      weightDecay: weightDecay)
  }

  /// The flow from u₀ = √2 α 1, v₀ = 0 with log α given; α itself need not be a double.
  ///
  /// O(n² d).
  ///
  /// - Throws: `DiagonalNetworkError` for unfit shapes or entries that are not finite.
  public init(
    _ x: Matrix, _ y: [Double], logAlpha: Double, weightDecay: Double = 0
  ) throws(DiagonalNetworkError) {
    guard logAlpha.isFinite else { throw .notFinite(name: "log alpha") }
    let logs = Array(repeating: logAlpha + 0.5 * log(2), count: x.columns)
    let signs = Array(repeating: 1.0, count: x.columns)
    try self.init(
      x, y, logP: logs, logQ: logs, signP: signs, signQ: signs, weightDecay: weightDecay)
  }

  /// The flow from u₀ = √2 α 1, v₀ = 0 (3.29), with the given weight decay λ ≥ 0.
  ///
  /// O(n² d).
  ///
  /// - Throws: `DiagonalNetworkError` for unfit shapes, entries that are not finite, α ≤ 0 or λ < 0.
  public init(
    _ x: Matrix, _ y: [Double], alpha: Double, weightDecay: Double = 0
  ) throws(DiagonalNetworkError) {
    guard alpha > 0, alpha.isFinite else { throw .notPositive(name: "alpha", value: alpha) }
    try self.init(x, y, logAlpha: log(alpha), weightDecay: weightDecay)
  }

  private init(
    _ x: Matrix, _ y: [Double], logP: [Double], logQ: [Double], signP: [Double],
    signQ: [Double], weightDecay: Double
  ) throws(DiagonalNetworkError) {
    try checkRegression(x, y)
    guard weightDecay >= 0, weightDecay.isFinite else {
      throw .notPositive(name: "the weight decay", value: weightDecay)
    }
    self.weightDecay = weightDecay
    self.x = x
    self.y = y
    self.logP = logP
    self.logQ = logQ
    self.signP = signP
    self.signQ = signQ
    entropies = zip(logP, logQ).map { p, q in
      p > -.infinity && q > -.infinity ? HyperbolicEntropy(logScale: p + q - log(2)) : nil
    }
    reachable = Self.reachable(x, y)
    let rest = difference(y, reachable)
    unreachable = dot(rest, rest)
  }

  /// The orthogonal projection of y onto the range of X.
  ///
  /// With it in place of y, r tends to 0 and ν stays bounded; otherwise ν would grow along Ker Xᵀ
  /// until z = Xᵀν has lost its digits.
  private static func reachable(_ x: Matrix, _ y: [Double]) -> [Double] {
    if firstDependentRow(x) == nil { return y }
    let decomposition = SingularValueDecomposition(x)
    var part = Array(repeating: 0.0, count: y.count)
    for left in decomposition.left.prefix(decomposition.rank()) {
      part = sum(part, dot(left, y), times: left)
    }
    return part
  }

  /// e^{−2λt}, by which the scales have shrunk at time t.
  func shrinkage(at time: Double) -> Double { weightDecay == 0 ? 1 : exp(-2 * weightDecay * time) }

  /// θ of coordinate j at exponent z, where the scales have shrunk by a factor.
  @inline(__always)
  func theta(_ j: Int, _ z: Double, shrinkage: Double) -> Double {
    if let entropy = entropies[j] {
      return shrinkage * entropy.inverseGradient(z + 0.5 * (logP[j] - logQ[j]))
    }
    return 0.25 * shrinkage * (exp(2 * (logP[j] + z)) - exp(2 * (logQ[j] - z)))
  }

  /// h = √(θ² + I²) of coordinate j where it has the value θ, where the scales have shrunk by a
  /// factor.
  @inline(__always)
  func norm(_ j: Int, _ theta: Double, shrinkage: Double) -> Double {
    guard let entropy = entropies[j] else { return abs(theta) }
    return shrinkage == 1 ? entropy.norm(theta) : hypot(theta, shrinkage * entropy.scale)
  }

  /// θ at multipliers ν and time t, which counts with weight decay only.
  ///
  /// θ_j = |I_j| sinh(2⟨x_j, ν⟩ + s₀), O(n d).
  public func theta(dual: [Double], time: Double = 0) -> [Double] {
    var theta = x.transposedTimes(dual)
    let shrinkage = shrinkage(at: time)
    for j in theta.indices { theta[j] = self.theta(j, theta[j], shrinkage: shrinkage) }
    return theta
  }

  /// The state at multipliers ν.
  func state(time: Double, dual: [Double]) -> FlowState {
    let exponents = x.transposedTimes(dual)
    var u = exponents
    var v = exponents
    var theta = exponents
    let shrinkage = shrinkage(at: time)
    let decay = weightDecay * time
    for (j, z) in exponents.enumerated() {
      theta[j] = self.theta(j, z, shrinkage: shrinkage)
      let p = signP[j] * exp(logP[j] - decay + z)
      let q = signQ[j] * exp(logQ[j] - decay - z)
      u[j] = 0.5 * (p + q)
      v[j] = 0.5 * (p - q)
      // Where u₀ and v₀ are doubles, v keeps its digits at small z as v₀ cosh z + u₀ sinh z.
      if abs(z) < 1 {
        let p0 = signP[j] * exp(logP[j] - decay)
        let q0 = signQ[j] * exp(logQ[j] - decay)
        v[j] = 0.5 * (p0 - q0) * cosh(z) + 0.5 * (p0 + q0) * sinh(z)
      }
    }
    let residual = difference(y, x.times(theta))
    return FlowState(
      time: time, dual: dual, u: u, v: v, theta: theta,
      loss: dot(residual, residual) / Double(2 * y.count), residual: euclideanNorm(residual))
  }
}

/// A state of the diagonal network's gradient flow.
public struct FlowState: Hashable, Sendable {
  /// The time t.
  public let time: Double
  /// ν = ∫ r dt/n, n entries; where X has no full row rank its part in the range of X.
  public let dual: [Double]
  /// The weights u, d entries.
  public let u: [Double]
  /// The weights v, d entries.
  public let v: [Double]
  /// θ = u ⊙ v, d entries, computed from ν.
  public let theta: [Double]
  /// L = ‖y − Xθ‖²/(2n).
  public let loss: Double
  /// ‖y − Xθ‖₂.
  public let residual: Double
}
