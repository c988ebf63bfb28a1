/// Descent on the network of positive predictors θ = v ⊙ v, with noise of four kinds.
///
/// L = ‖Xθ − y‖²/(4n), as HaoChen, Wei, Lee and Ma (2021) have it: far from a small start, which noise
/// recovers a sparse θ⋆ depends on its shape. Samples of step k are the integers of streams 10 and 14
/// at index k, signs of label noise those of stream 11.
public struct PositiveNetwork: Hashable, Sendable {
  /// The noise of a step.
  public enum Noise: Hashable, Sendable {
    /// None: gradient descent.
    case none
    /// δ(∇L_i − ∇L_j) added to the gradient, L_i = (⟨θ, x_i⟩ − y_i)²/4, for two random samples.
    case miniBatch(size: Double)
    /// The gradient of one random sample alone, its label moved by ±δ.
    case label(size: Double)
    /// Normal numbers of deviation δ added to the gradient, those of stream 16.
    case gaussian(size: Double)
  }

  /// The data.
  public let data: DataSet
  /// The noise.
  public let noise: Noise
  /// The step size of a step, from its number.
  public let schedule: Schedule
  /// The seed of samples and noise.
  public let seed: UInt64
  /// The loss ‖Xθ − y‖²/(2n) below which gradient descent and the noise of mini-batches, which
  /// vanishes with the loss, count as at rest.
  public let restLoss: Double

  /// A step size that falls by factors.
  public struct Schedule: Hashable, Sendable {
    /// The first step size η.
    public let initial: Double
    /// From which step on which part of it counts, ascending.
    public let parts: [Part]

    /// A part of the first step size.
    public struct Part: Hashable, Sendable {
      /// The first step it counts for.
      public let step: Int
      /// The part.
      public let factor: Double

      /// The part `factor` from a step on.
      ///
      /// O(1).
      public init(from step: Int, _ factor: Double) {
        self.step = step
        self.factor = factor
      }
    }

    /// That of the paper's experiment: 0.01, a tenth of it from step 10⁵ on, a hundredth from 2·10⁵.
    public static let haoChen2021 = Schedule(
      0.01, parts: [.init(from: 100_000, 0.1), .init(from: 200_000, 0.01)])

    /// η and its parts.
    ///
    /// O(1).
    public init(_ initial: Double, parts: [Part] = []) {
      self.initial = initial
      self.parts = parts
    }

    /// The size of step k.
    ///
    /// O(parts).
    public func callAsFunction(_ k: Int) -> Double {
      initial * (parts.last { $0.step <= k }?.factor ?? 1)
    }
  }

  /// The descent on data.
  ///
  /// O(1).
  public init(
    _ data: DataSet, noise: Noise, schedule: Schedule, seed: UInt64, restLoss: Double = 0
  ) {
    self.data = data
    self.noise = noise
    self.schedule = schedule
    self.seed = seed
    self.restLoss = restLoss
  }

  /// Whether the noise vanishes with the loss.
  private var comesToRest: Bool {
    switch noise {
    case .none, .miniBatch: true
    case .label, .gaussian: false
    }
  }

  /// The weights v at the given numbers of steps, from all v_j = `start`.
  ///
  /// O(n d) a step, O(d) with label noise.
  ///
  /// - Parameters:
  ///   - start: The entry of v at the start.
  ///   - marks: Ascending numbers of steps.
  /// - Returns: v for each mark.
  /// - Throws: `DescentError.badCheckpoints`, or `.diverged`.
  public func weights(from start: Double = 1, marks: [Int]) throws(DescentError) -> [[Double]] {
    guard marks.first ?? 0 >= 0, zip(marks, marks.dropFirst()).allSatisfy(<=)
    else { throw .badCheckpoints }
    let all = Array(0..<data.samples)
    var v = Array(repeating: start, count: data.features)
    var theta = v
    var pull = v
    var extra = v
    var result: [[Double]] = []
    var step = 0
    for mark in marks {
      while step < mark {
        for j in v.indices { theta[j] = v[j] * v[j] }
        if comesToRest, step % 256 == 0, data.risk(theta) < restLoss {
          step = mark
          break
        }
        switch noise {
        case .none, .gaussian: residualMean(all, theta, &pull)
        case .label(let size):
          let shift = size * RandomStream(seed: seed, stream: 11).sign(at: UInt64(step))
          data.x.meanOfRows([sample(stream: 10, step)], into: &pull, at: theta) { i, product in
            product - (data.y[i] + shift)
          }
        case .miniBatch(let size):
          residualMean(all, theta, &pull)
          for (stream, sign) in [(10, size), (14, -size)] as [(UInt32, Double)] {
            residualMean([sample(stream: stream, step)], theta, &extra)
            for j in pull.indices { pull[j] += sign * extra[j] }
          }
        }
        let eta = schedule(step)
        if case .gaussian(let size) = noise {
          let stream = RandomStream(seed: seed, stream: 16)
          let normals = stream.normals(v.count, from: UInt64(step * v.count))
          for j in v.indices { v[j] -= eta * (v[j] * pull[j] + size * normals[j]) }
        } else {
          for j in v.indices { v[j] -= eta * (v[j] * pull[j]) }
        }
        step += 1
        guard maximumNorm(v).isFinite else { throw .diverged(step: step) }
      }
      result.append(v)
    }
    return result
  }

  /// (1/b) Σ (⟨θ, x_i⟩ − y_i) x_i, whose product with v is the gradient.
  private func residualMean(_ batch: [Int], _ theta: [Double], _ pull: inout [Double]) {
    data.x.meanOfRows(batch, into: &pull, at: theta) { i, product in product - data.y[i] }
  }

  private func sample(stream: UInt32, _ step: Int) -> Int {
    RandomStream(seed: seed, stream: stream).integer(below: data.samples, at: UInt64(step))
  }
}
