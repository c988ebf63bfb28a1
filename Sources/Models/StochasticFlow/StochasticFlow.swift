internal import Elementary

/// Stochastic gradient flow, the diffusion that stands for SGD with small steps (section 4.1).
///
/// For least squares dθ = g dt + dζ, for the diagonal network du = v ⊙ (g dt + dζ),
/// dv = u ⊙ (g dt + dζ), in the sense of Itô, with g = Xᵀr/n and time t = ηk for step size η. Along
/// the network's flow the scale falls by a law of its own, I_t = I₀ exp(−2ηΣ̂_jj ∫L ds), and
/// θ_∞ = argmin φ_{I_∞} over the interpolators.
public struct StochasticFlow: Hashable, Sendable {
  /// How SGD's noise is modelled; B is a Brownian motion in ℝⁿ.
  public enum Noise: Hashable, Sendable {
    /// dζ = √(2ηL/n) XᵀdB: every sample has the mean residual.
    case meanResidual
    /// dζ = √(η/n) Σ_i (r_i x_i − g) dB_i: the covariance of SGD with one sample a step.
    case perSample
  }

  /// The data.
  public let data: DataSet
  /// The step size η of the SGD that is modelled; for batches of b samples η/b.
  public let stepSize: Double
  /// The step h of the integration in time.
  public let timeStep: Double
  /// The model of the noise.
  public let noise: Noise

  /// A stochastic flow on the data.
  ///
  /// O(1).
  ///
  /// - Precondition: `stepSize` ≥ 0 and `timeStep` > 0.
  public init(_ data: DataSet, stepSize: Double, timeStep: Double, noise: Noise = .meanResidual) {
    precondition(stepSize >= 0 && timeStep > 0, "a step size and a time step")
    self.data = data
    self.stepSize = stepSize
    self.timeStep = timeStep
    self.noise = noise
  }

  /// A state of the flow; `weights` is nil for least squares.
  public struct State: Hashable, Sendable {
    /// The predictor θ.
    public var theta: [Double]
    /// The network's weights.
    public var weights: NetworkWeights?
    /// The loss L.
    public var loss: Double
    /// Σ hL over the steps so far.
    public var integralOfLoss: Double
  }

  /// A path: the states, start included, and the noise vectors ζ of the steps.
  public struct Path: Hashable, Sendable {
    /// The states, one more than there are steps.
    public var states: [State]
    /// The noise vectors, one a step.
    public var noiseVectors: [[Double]]
  }

  /// The scheme that integrates the network's flow.
  public enum Scheme: Hashable, Sendable {
    /// Euler and Maruyama on (u, v): simple, and true in the limit of small h only.
    case eulerMaruyama
    /// p ← p exp(hg + ζ − c), q ← q exp(−hg − ζ − c) with half the variance c_j of ζ_j, which is
    /// hηL‖Xe_j‖²/n for the noise `meanResidual`: keeps the law of I and the span of the samples
    /// exactly at any h.
    case exponential
  }

  /// The path of the network from given weights.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: The weights (u₀, v₀).
  ///   - steps: The number of steps.
  ///   - scheme: How a step is made.
  ///   - normals: The n standard normal numbers of a step.
  /// - Returns: All states.
  public func networkPath(
    from start: NetworkWeights, steps: Int, scheme: Scheme = .exponential,
    normals: (Int) -> [Double]
  ) -> Path {
    path(
      from: start.theta, weights: start, steps: steps, normals: normals,
      advance: networkStep(scheme))
  }

  /// The states of the network after given numbers of steps, and then where its loss has come below
  /// a bound; no other state is kept.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: The weights (u₀, v₀).
  ///   - marks: Ascending numbers of steps.
  ///   - loss: The bound, looked at from the last mark on.
  ///   - most: The most steps, after which the state counts as it is; at least the last mark.
  ///   - scheme: How a step is made.
  ///   - normals: The n standard normal numbers of a step.
  /// - Returns: The states at the marks and the last one.
  public func networkStates(
    from start: NetworkWeights, at marks: [Int] = [], below loss: Double, most: Int,
    scheme: Scheme = .exponential, normals: (Int) -> [Double]
  ) -> (marked: [State], end: State) {
    var state = State(
      theta: start.theta, weights: start, loss: data.risk(start.theta), integralOfLoss: 0)
    let advance = networkStep(scheme)
    var marked: [State] = []
    var left = marks[...]
    var step = 0
    while true {
      while left.first == step {
        marked.append(state)
        left.removeFirst()
      }
      guard step < most, !left.isEmpty || state.loss > loss else { break }
      _ = self.step(&state, normals: normals(step), advance: advance)
      step += 1
    }
    return (marked, state)
  }

  /// A step of the network by a scheme.
  private func networkStep(_ scheme: Scheme) -> Advance {
    let squares = Matrix(
      rows: data.samples, columns: data.features, elements: data.x.elements.map { $0 * $0 })
    let norms = squares.transposedTimes(data.y.map { _ in 1 })
    return { state, drift, zeta, residual in
      guard var weights = state.weights else { return }
      switch scheme {
      case .eulerMaruyama:
        // u + v and u − v are multiplied by 1 ± (hg + ζ).
        for j in drift.indices {
          weights.p[j] *= 1 + (drift[j] + zeta[j])
          weights.q[j] *= 1 - (drift[j] + zeta[j])
        }
      case .exponential:
        let corrections = halfVariances(
          loss: state.loss, drift: drift, residual: residual, squares: squares, norms: norms)
        for j in drift.indices {
          weights.p[j] *= exp(drift[j] + zeta[j] - corrections[j])
          weights.q[j] *= exp(-drift[j] - zeta[j] - corrections[j])
        }
      }
      state.weights = weights
      state.theta = weights.theta
    }
  }

  /// Half the variance of each ζ_j; `squares` holds x_ij², `norms` its column sums.
  private func halfVariances(
    loss: Double, drift: [Double], residual: [Double], squares: Matrix, norms: [Double]
  ) -> [Double] {
    let n = Double(data.samples)
    switch noise {
    case .meanResidual:
      let factor = timeStep * stepSize * loss / n
      return norms.map { factor * $0 }
    case .perSample:
      // Σ_i (r_i x_ij − g_j)² = Σ_i r_i² x_ij² − n g_j², since g_j is the mean.
      let factor = 0.5 * timeStep * stepSize / n
      return zip(squares.transposedTimes(residual.map { $0 * $0 }), drift).map {
        factor * ($0 - n * ($1 / timeStep) * ($1 / timeStep))
      }
    }
  }

  /// The path of least squares from θ₀, by Euler and Maruyama.
  ///
  /// O(n d) a step.
  ///
  /// - Parameters:
  ///   - start: θ₀.
  ///   - steps: The number of steps.
  ///   - normals: The n standard normal numbers of a step.
  /// - Returns: All states.
  public func leastSquaresPath(
    from start: [Double], steps: Int, normals: (Int) -> [Double]
  ) -> Path {
    path(from: start, weights: nil, steps: steps, normals: normals) { state, drift, zeta, _ in
      for j in drift.indices { state.theta[j] += drift[j] + zeta[j] }
    }
  }

  /// Normal numbers from a seeded stream, n for each step.
  ///
  /// O(n) a step.
  public func normals(seed: UInt64) -> (Int) -> [Double] {
    let stream = RandomStream(seed: seed, stream: 12)
    let n = data.samples
    return { step in stream.normals(n, from: UInt64(step * n)) }
  }

  /// α_j exp(−ηΣ̂_jj ∫L ds): the scales the law predicts, from α.
  ///
  /// O(n d).
  public func effectiveAlphas(alpha: Double, integralOfLoss: Double) -> [Double] {
    (0..<data.features).map { j in
      let column = data.x.column(j)
      let variance = dot(column, column) / Double(data.samples)
      return alpha * exp(-stepSize * variance * integralOfLoss)
    }
  }

  private func path(
    from theta: [Double], weights: NetworkWeights?, steps: Int, normals: (Int) -> [Double],
    advance: Advance
  ) -> Path {
    var state = State(
      theta: theta, weights: weights, loss: data.risk(theta), integralOfLoss: 0)
    var path = Path(states: [state], noiseVectors: [])
    for step in 0..<steps {
      path.noiseVectors.append(self.step(&state, normals: normals(step), advance: advance))
      path.states.append(state)
    }
    return path
  }

  /// How a state moves by its drift hg and its noise ζ.
  private typealias Advance = (
    inout State, _ drift: [Double], _ zeta: [Double], _ residual: [Double]
  ) -> Void

  /// Makes one step; the noise vector of it.
  private func step(_ state: inout State, normals: [Double], advance: Advance) -> [Double] {
    let residual = difference(data.y, data.x.times(state.theta))
    let pull = data.x.transposedTimes(residual).map { $0 / Double(data.samples) }
    let zeta = noiseVector(residual: residual, pull: pull, loss: state.loss, normals: normals)
    state.integralOfLoss += timeStep * state.loss
    advance(&state, pull.map { timeStep * $0 }, zeta, residual)
    state.loss = data.risk(state.theta)
    return zeta
  }

  private func noiseVector(
    residual: [Double], pull: [Double], loss: Double, normals: [Double]
  ) -> [Double] {
    let n = Double(data.samples)
    let increments = normals.map { timeStep.squareRoot() * $0 }
    switch noise {
    case .meanResidual:
      let size = (2 * stepSize * loss / n).squareRoot()
      return data.x.transposedTimes(increments).map { size * $0 }
    case .perSample:
      let size = (stepSize / n).squareRoot()
      let weighted = data.x.transposedTimes(zip(residual, increments).map { $0 * $1 })
      let total = increments.reduce(0, +)
      return zip(weighted, pull).map { size * ($0 - $1 * total) }
    }
  }
}
