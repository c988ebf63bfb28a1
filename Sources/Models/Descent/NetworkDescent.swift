/// Gradient descent or SGD on the weights (u, v) of the diagonal network.
///
/// With g = −(1/b)Σ r_i x_i over the step's batch, u⁺ = u − ηv ⊙ g and v⁺ = v − ηu ⊙ g are
/// p⁺ = p ⊙ (1 − ηg), q⁺ = q ⊙ (1 + ηg) for p = u + v, q = u − v. So each step multiplies the scale
/// |I| = |pq|/2 by |1 − η²g²|, exactly, and while |ηg| < √2 the effective initialisation scale
/// can only shrink.
///
/// The samples of step k are a function of the seed and k alone: the same run cut into other
/// pieces, or beside other runs, has the same bits. Memory does not grow with the steps.
public struct NetworkDescent: Sendable {
  /// How the batch of a step is chosen.
  public enum Batch: Hashable, Sendable {
    /// All n samples: gradient descent.
    case full
    /// That many different samples, uniformly at random.
    case samples(Int)

    /// The number of samples of a batch, of n in all.
    fileprivate func size(outOf n: Int) -> Int {
      if case .samples(let size) = self { size } else { n }
    }
  }

  /// Noise added to the labels of SGD's first steps.
  public struct LabelNoise: Hashable, Sendable {
    /// The size δ of the noise, added or subtracted with equal probability.
    public let size: Double
    /// The number of noisy steps.
    public let steps: Int

    /// Noise ±`size` for the first `steps` steps.
    ///
    /// O(1).
    public init(size: Double, steps: Int) {
      self.size = size
      self.steps = steps
    }
  }

  /// The data.
  public let data: DataSet
  /// The step size η.
  public let stepSize: Double
  /// The batch of a step.
  public let batch: Batch
  /// Noise on the labels, if any.
  public let labelNoise: LabelNoise?
  /// The seed of the samples.
  public let seed: UInt64
  /// The number of steps taken.
  public private(set) var steps = 0
  /// The number of steps after which the weights were first seen to have diverged; nil while they
  /// have not.
  public private(set) var divergedBy: Int?
  /// The products of the factors so far, kept when self-checks are on.
  public private(set) var check: DescentCheck?

  private let rows: LaneRows
  private let columns: LaneRows
  /// p, q and p² − q².
  private var state: LaneRows
  private let firstLoss: Double
  /// Samples of the coming steps, as they are drawn many at a time, and the step of the first of them.
  private var drawn: (samples: [Int32], from: Int) = ([], 0)
  /// The loss at the present weights where it has been computed.
  private var knownLoss: Double?

  /// A run from the given weights.
  ///
  /// O(n d).
  ///
  /// - Parameters:
  ///   - data: The data, of n samples.
  ///   - start: The weights to start from, d of each kind.
  ///   - stepSize: η > 0.
  ///   - batch: The batch of a step; 1...n samples.
  ///   - labelNoise: Noise on the labels of the first steps.
  ///   - seed: The seed of samples and noise.
  ///   - selfCheck: Whether to follow the exact recursions of scale and log-ratio beside the
  ///     weights, which makes a step about ten times as long.
  /// - Throws: `DiagonalNetworkError` for a step size or sizes that cannot be.
  public init(
    _ data: DataSet, from start: NetworkWeights, stepSize: Double, batch: Batch = .samples(1),
    labelNoise: LabelNoise? = nil, seed: UInt64 = 0, selfCheck: Bool = false
  ) throws(DiagonalNetworkError) {
    guard stepSize > 0, stepSize.isFinite else {
      throw .notPositive(name: "the step size", value: stepSize)
    }
    guard start.dimension == data.features else {
      throw .shape(name: "the start", expected: data.features, got: start.dimension)
    }
    guard start.isFinite else { throw .notFinite(name: "the start") }
    if case .samples(let size) = batch, !(1...data.samples).contains(size) {
      throw .shape(name: "a batch", expected: data.samples, got: size)
    }
    self.data = data
    self.stepSize = stepSize
    self.batch = batch
    self.labelNoise = labelNoise
    self.seed = seed
    rows = LaneRows(data.x)
    columns = LaneRows(columnsOf: data.x)
    let squares = zip(start.p, start.q).map { $0 * $0 - $1 * $1 }
    state = LaneRows(Matrix(rows: [start.p, start.q, squares]))
    check = selfCheck ? DescentCheck(start: start) : nil
    firstLoss = data.risk(start.theta)
  }

  /// The present weights.
  public var weights: NetworkWeights {
    NetworkWeights(
      p: state.entries(of: 0, count: data.features),
      q: state.entries(of: 1, count: data.features))
  }

  /// The present predictor θ.
  public var theta: [Double] { weights.theta }

  /// The loss L = ‖y − Xθ‖²/(2n) over all samples, without label noise.
  public var loss: Double {
    if let knownLoss { return knownLoss }
    return sumOfSquares(columns: columns, labels: data.y, state: state) / Double(2 * data.samples)
  }

  /// Takes `count` more steps, fewer where the weights diverge.
  ///
  /// O(b d) a step with b samples, and O(n d) every 4096 steps to see divergence.
  public mutating func advance(by count: Int) {
    var left = count
    while left > 0 && divergedBy == nil {
      let piece = min(left, check == nil ? 4096 : 1)
      samples(count: piece).withUnsafeBufferPointer {
        advancePiece($0, count: piece, size: batch.size(outOf: data.samples))
      }
      left -= piece
      steps += piece
      detectDivergence()
    }
  }

  /// Takes one step with each of the given samples in turn, fewer where the weights diverge.
  ///
  /// For runs whose samples are written down; the seed then counts for label noise only.
  ///
  /// O(d) a step.
  ///
  /// - Precondition: The samples lie in 0..<n.
  public mutating func advance(along samples: [Int32]) {
    // Negative ones count as large; without an early end the check takes many at a time.
    let largest = samples.reduce(UInt32(0)) { max($0, UInt32(bitPattern: $1)) }
    precondition(samples.isEmpty || largest < data.samples, "samples in 0..<n")
    samples.withUnsafeBufferPointer { samples in
      var start = 0
      while start < samples.count && divergedBy == nil {
        let end = min(samples.count, start + (check == nil ? 4096 : 1))
        advancePiece(
          UnsafeBufferPointer(rebasing: samples[start..<end]), count: end - start, size: 1)
        steps += end - start
        start = end
        detectDivergence()
      }
    }
  }

  /// Takes `count` steps with batches of `size` of the given samples; each with all of them where they
  /// are those of one batch.
  private mutating func advancePiece(
    _ samples: UnsafeBufferPointer<Int32>, count: Int, size: Int
  ) {
    guard let order = samples.baseAddress else { return }
    knownLoss = nil
    let noise = self.noise(count * size, size: size)
    if check != nil {
      precondition(count == 1, "the recursions follow single steps")
      let factors = stepFactors(batch: samples, noise: noise)
      check?.record(factors)
    }
    if !isKnownUniquelyReferenced(&state) { state = state.copy() }
    if size == 1 {
      singleSampleSteps(
        rows: rows, order: order, labels: data.y, noise: noise, count: count,
        stepSize: stepSize, state: state)
    } else {
      batchSteps(
        rows: rows, columns: batch == .full ? columns : nil, order: order, size: size,
        labels: data.y, noise: noise, count: count, stepSize: stepSize, state: state)
    }
  }

  /// The samples of the next `count` steps, batch after batch; all n once where each step takes them.
  private mutating func samples(count: Int) -> ArraySlice<Int32> {
    let (n, size) = (data.samples, batch.size(outOf: data.samples))
    if batch == .full {
      // Steps of the one sample there is are steps of a single sample each.
      let needed = n > 1 ? n : count
      if drawn.samples.count < needed {
        drawn.samples = n > 1 ? Array(0..<Int32(n)) : Array(repeating: 0, count: count)
      }
      return drawn.samples.prefix(needed)
    }
    if (steps + count - drawn.from) * size > drawn.samples.count {
      drawn = (draw(count: max(count, 256 / size)), steps)
    }
    return drawn.samples[(steps - drawn.from) * size..<(steps + count - drawn.from) * size]
  }

  /// The samples of `count` steps from the next one on.
  private func draw(count: Int) -> [Int32] {
    let stream = RandomStream(seed: seed, stream: 10)
    guard case .samples(let size) = batch, size > 1 else {
      let drawn = stream.integers(below: data.samples, count: count, from: UInt64(steps))
      return drawn.map { Int32($0) }
    }
    return (0..<count).flatMap { k in
      stream.subset(
        size, below: data.samples, from: UInt64(steps + k) * UInt64(data.samples)
      ).map { Int32($0) }
    }
  }

  /// The noise on the label of each of the next `count` samples drawn; nil where there is none.
  private func noise(_ count: Int, size: Int) -> [Double]? {
    guard let noise = labelNoise, steps < noise.steps else { return nil }
    let stream = RandomStream(seed: seed, stream: 11)
    let signs = stream.signs(count, from: UInt64(steps * size))
    return (0..<count).map { steps + $0 / size < noise.steps ? noise.size * signs[$0] : 0 }
  }

  /// a = ηg of the next step, from the present weights.
  private func stepFactors(batch: UnsafeBufferPointer<Int32>, noise: [Double]?) -> [Double] {
    var sum = Array(repeating: 0.0, count: data.features)
    for (k, sample) in batch.enumerated() {
      let residual =
        data.y[Int(sample)] + (noise?[k] ?? 0)
        - rows.product(of: Int(sample), at: state)
      for (j, entry) in data.x.row(Int(sample)).enumerated() { sum[j] += residual * entry }
    }
    return sum.map { -stepSize * $0 / Double(batch.count) }
  }

  /// A run has diverged when a weight is not finite, or the loss is 10¹² times the first.
  private mutating func detectDivergence() {
    // With self-checks on, each step is a piece: look as seldom as otherwise.
    if check != nil && steps % 4096 != 0 { return }
    let loss = loss
    knownLoss = loss
    if !(loss <= 1e12 * max(firstLoss, 1e-300)) { divergedBy = steps }
  }
}

extension DataSet {
  /// The empirical risk R̂(θ) = ‖y − Xθ‖²/(2n) (2.1).
  ///
  /// O(n d).
  public func risk(_ theta: [Double]) -> Double {
    let residual = difference(y, x.times(theta))
    return dot(residual, residual) / Double(2 * samples)
  }
}
