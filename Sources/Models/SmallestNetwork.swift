/// The smallest model with everything of the lecture's figure 1: a network θ = uv of one feature, whose
/// interpolators are a curve in the (u, v) plane, and whose end point depends on the start and on
/// the algorithm.
///
/// L(u, v) = (1/2n) Σ_i (y_i − u v x_i)² with targets y_i = x_i, so that the interpolators are the
/// hyperbola uv = 1. Gradient descent with a small step keeps (u² − v²)/2 almost; stochastic
/// gradient descent with label noise shrinks it at every step and so moves along the curve to a
/// flatter interpolator, with a smaller trace of the Hessian u² + v².
public struct SmallestNetwork: Hashable, Sendable {
  /// A point (u, v) of the weight plane.
  public struct Weights: Hashable, Sendable {
    /// The second-layer weight.
    public var u: Double
    /// The first-layer weight.
    public var v: Double

    /// The point (u, v).
    ///
    /// O(1).
    public init(u: Double, v: Double) {
      self.u = u
      self.v = v
    }
  }

  /// The samples x_i, not all zero; the targets are y_i = x_i.
  public var samples = [1, 0.5, 1.5, -1, 0.75]
  /// The start of gradient descent and of stochastic gradient descent.
  public var firstStart = Weights(u: 2.6, v: 1.3)
  /// The start of the second run of gradient descent.
  public var secondStart = Weights(u: 1.3, v: 2.3)
  /// The step size of gradient descent.
  public var gradientStep = 0.01
  /// The step size of stochastic gradient descent.
  public var stochasticStep = 0.1
  /// The size of the label noise at the first step; its sign is random.
  public var noise = 1.0
  /// The step K at which the label noise has died out: its size at step k is noise · (1 − (k/K)²).
  public var noiseSteps = 150
  /// The seed of the samples (stream 0) and of the signs of the noise (stream 1).
  public var seed: UInt64 = 9

  /// A run ends when |uv − 1| is at most this.
  public static let tolerance = 1e-12
  /// A run that has not ended after so many steps is an error.
  static let mostSteps = 1_000_000

  /// The model with the parameters of the figure.
  ///
  /// O(1).
  public init() {}

  /// The loss L(u, v) = ½ s (1 − uv)² with s = (1/n) Σ x_i².
  ///
  /// O(1).
  public func loss(_ w: Weights) -> Double {
    let gap = 1 - w.u * w.v
    return 0.5 * meanSquare * gap * gap
  }

  /// The trace s (u² + v²) of the Hessian at an interpolator (u, v): its only non-zero eigenvalue,
  /// the sharpness.
  ///
  /// O(1).
  public func sharpness(_ w: Weights) -> Double {
    meanSquare * (w.u * w.u + w.v * w.v)
  }

  /// The mean square s of the samples.
  public var meanSquare: Double { dot(samples, samples) / Double(samples.count) }

  /// Gradient descent from a start until it interpolates: every iterate, the start included.
  ///
  /// O(n) a step.
  ///
  /// - Throws: `DescentError` for a bad step size, or when the run diverges or does not end.
  public func gradientDescent(from start: Weights) throws(DescentError) -> [Weights] {
    let s = meanSquare
    return try run(from: start, step: gradientStep, quietFrom: 0) { w, _ in
      s * (1 - w.u * w.v)
    }
  }

  /// Stochastic gradient descent from the first start: one sample a step, with label noise that
  /// dies out, then without until it interpolates; every iterate, the start included.
  ///
  /// O(1) a step.
  ///
  /// - Throws: `DescentError` for bad parameters, or when the run diverges or does not end.
  public func stochasticDescent() throws(DescentError) -> [Weights] {
    let draws = RandomStream(seed: seed, stream: 0)
    let signs = RandomStream(seed: seed, stream: 1)
    return try run(from: firstStart, step: stochasticStep, quietFrom: noiseSteps) { w, k in
      let x = samples[draws.integer(below: samples.count, at: UInt64(k))]
      let part = Double(k) / Double(max(noiseSteps, 1))
      let error = k < noiseSteps ? noise * (1 - part * part) * signs.sign(at: UInt64(k)) : 0
      return x * (x * (1 - w.u * w.v) + error)
    }
  }

  /// Steps u ← u + η e v, v ← v + η e u with the pull e of each step, to an interpolator.
  private func run(
    from start: Weights, step: Double, quietFrom: Int, pull: (Weights, Int) -> Double
  ) throws(DescentError) -> [Weights] {
    guard step > 0 && step.isFinite else { throw .badStep("a step size of \(step)") }
    guard noiseSteps >= 0 && noise.isFinite else {
      throw .badStep("label noise \(noise) for \(noiseSteps) steps")
    }
    guard meanSquare > 0 && meanSquare.isFinite else {
      throw .badBatch("no sample that differs from 0")
    }
    var path = [start]
    var w = start
    var k = 0
    while k < quietFrom || !(abs(1 - w.u * w.v) <= Self.tolerance) {
      let e = step * pull(w, k)
      w = Weights(u: w.u + e * w.v, v: w.v + e * w.u)
      k += 1
      guard w.u.isFinite && w.v.isFinite else { throw .diverged(step: k) }
      guard k < Self.mostSteps else { throw .unsettled(steps: k) }
      path.append(w)
    }
    return path
  }
}
