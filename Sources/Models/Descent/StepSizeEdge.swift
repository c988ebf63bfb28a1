/// The step size at which a descent stops converging, enclosed by bisection.
public struct StepSizeEdge: Hashable, Sendable {
  /// The largest step size that was seen to converge.
  public let stable: Double
  /// The smallest step size that was seen not to.
  public let unstable: Double

  /// The edge, at the geometric mean of the two.
  public var value: Double { (stable * unstable).squareRoot() }

  /// The edge nearest to a guess.
  ///
  /// Doubles and halves the guess until the edge is enclosed, then bisects in the logarithm. At
  /// most 2100 runs to enclose it, then log₂(1/tolerance) of them.
  ///
  /// O(log 1/tolerance) runs of `converges` once the edge is enclosed.
  ///
  /// - Parameters:
  ///   - guess: A step size η > 0 to start from.
  ///   - tolerance: How far `unstable` may exceed `stable`, relatively; at least 10⁻¹².
  ///   - converges: Whether the descent converges with the given step size.
  /// - Throws: `DescentError.badStep` for a guess that is not positive or where no step size has an
  ///   edge beside it.
  public init(
    near guess: Double, tolerance: Double = 1e-3, converges: (Double) -> Bool
  ) throws(DescentError) {
    guard guess > 0, guess.isFinite else { throw .badStep("a step size of \(guess)") }
    var (low, high) = (guess, guess)
    if converges(guess) {
      repeat { (low, high) = (high, 2 * high) } while high.isFinite && converges(high)
    } else {
      repeat { (low, high) = (low / 2, low) } while low > 0 && !converges(low)
    }
    guard low > 0, high.isFinite else { throw .badStep("no edge between 0 and infinity") }
    while high > (1 + max(tolerance, 1e-12)) * low {
      let middle = (low * high).squareRoot()
      if converges(middle) { low = middle } else { high = middle }
    }
    (stable, unstable) = (low, high)
  }

  /// Steps of a run by which convergence is judged: modes that grow by 10⁻³ a step are seen.
  static let steps = 4000
}

extension LeastSquares {
  /// 2/λ_max(XᵀX/n) = 2n/σ₁²: below it gradient descent converges from every start, above it from
  /// almost none (lecture footnote 3).
  ///
  /// O(1) after the decomposition; infinite for X = 0.
  public var stepSizeEdge: Double {
    let largest = decomposition.singularValues[0]
    return 2 * Double(samples) / (largest * largest)
  }

  /// 2/max_i ‖x_i‖²: below it SGD with one sample a step converges wherever some θ interpolates.
  ///
  /// Sufficient, not necessary. O(n d).
  public var singleSampleStepSizeBound: Double {
    2 / ((0..<samples).map { dot(Array(x.row($0)), Array(x.row($0))) }.max() ?? 0)
  }

  /// The edge of gradient descent as runs show it, to compare with `stepSizeEdge`.
  ///
  /// A run converges when its gradient is shorter after 4000 steps than after 2000. O(n d) a step,
  /// some ten runs.
  ///
  /// - Parameters:
  ///   - start: θ₀, d entries, with a part along the steepest direction.
  ///   - tolerance: The relative width of the enclosure.
  /// - Throws: `DescentError` for a start of the wrong size, or where no edge is found.
  public func measuredStepSizeEdge(
    from start: [Double], tolerance: Double = 1e-3
  ) throws(DescentError) -> StepSizeEdge {
    guard start.count == features else { throw .badStart(count: start.count, wanted: features) }
    let trace = hessianEigenvalues.reduce(0, +)
    return try StepSizeEdge(near: 1 / trace, tolerance: tolerance) { step in
      let states = try? descend(
        from: start, schedule: StepSchedule(step),
        checkpoints: [StepSizeEdge.steps / 2, StepSizeEdge.steps])
      guard let states else { return false }
      let slopes = states.map { euclideanNorm(gradient($0)) }
      let first = euclideanNorm(gradient(start))
      return !(slopes[1] > slopes[0] && slopes[1] > 1e-6 * first)
    }
  }
}

extension DiagonalNetwork {
  /// 1/λ_max(X diag(h) Xᵀ/n), h = (u² + v²)/2: at an interpolator gradient descent stays below this
  /// step size and leaves above it; 2/λ_max of the Hessian of L there.
  ///
  /// O(n² d + n³).
  ///
  /// - Parameter weights: Weights (u, v) with X(u ⊙ v) = y, d of each.
  /// - Throws: `DiagonalNetworkError.shape` for another number of weights.
  public func stepSizeEdge(at weights: NetworkWeights) throws(DiagonalNetworkError) -> Double {
    let gram = data.x.weightedGram(try norms(of: weights))
    return Double(data.samples) / SymmetricEigen(gram).values[0]
  }

  /// 1/max_i Σ_j x_ij² h_j: below it SGD with one sample a step stays at the interpolator.
  ///
  /// Sufficient, not necessary. O(n d).
  ///
  /// - Parameter weights: Weights (u, v) with X(u ⊙ v) = y, d of each.
  /// - Throws: `DiagonalNetworkError.shape` for another number of weights.
  public func singleSampleStepSizeBound(
    at weights: NetworkWeights
  ) throws(DiagonalNetworkError) -> Double {
    let norms = try norms(of: weights)
    let squares = (0..<data.samples).map { i in
      zip(data.x.row(i), norms).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    }
    return 1 / (squares.max() ?? 0)
  }

  /// The edge of gradient descent at an interpolator as runs from beside it show it, to compare
  /// with `stepSizeEdge(at:)`.
  ///
  /// A run leaves when its loss comes to a hundred times the first, and stays when it is smaller than
  /// the first after 4000 steps. O(n d) a step, some ten runs.
  ///
  /// - Parameters:
  ///   - weights: Weights (u, v) with X(u ⊙ v) = y, d of each.
  ///   - tolerance: The relative width of the enclosure.
  /// - Throws: `DiagonalNetworkError.shape` for another number of weights, `DescentError` where no
  ///   edge is found.
  public func measuredStepSizeEdge(
    at weights: NetworkWeights, tolerance: Double = 1e-3
  ) throws -> StepSizeEdge {
    let guess = try singleSampleStepSizeBound(at: weights)
    var start = weights
    let push = RandomStream(seed: 0, stream: 13)
    for j in 0..<dimension {
      start.p[j] *= 1 + 1e-7 * push.sign(at: UInt64(2 * j))
      start.q[j] *= 1 + 1e-7 * push.sign(at: UInt64(2 * j + 1))
    }
    return try StepSizeEdge(near: guess, tolerance: tolerance) { step in
      guard
        var descent = try? NetworkDescent(data, from: start, stepSize: step, batch: .full)
      else { return false }
      let first = descent.loss
      // Looked at often: a run that leaves may well end in a flatter interpolator.
      for _ in 0..<StepSizeEdge.steps / 8 {
        descent.advance(by: 8)
        if !(descent.loss <= 100 * first) { return false }
      }
      return descent.loss < first
    }
  }

  /// h = (u² + v²)/2 = (p² + q²)/4.
  private func norms(of weights: NetworkWeights) throws(DiagonalNetworkError) -> [Double] {
    guard weights.dimension == dimension else {
      throw .shape(name: "the weights", expected: dimension, got: weights.dimension)
    }
    return zip(weights.p, weights.q).map { 0.25 * ($0 * $0 + $1 * $1) }
  }
}
