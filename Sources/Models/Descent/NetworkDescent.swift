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

  let rows: LaneRows
  /// The blocks of p, those of q, and room for a gradient.
  private var lanes: [SIMD8<Double>]
  private let firstLoss: Double
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
    lanes =
      laneBlocks(start.p) + laneBlocks(start.q) + Array(repeating: .zero, count: rows.blocks)
    check = selfCheck ? DescentCheck(start: start) : nil
    firstLoss = data.risk(start.theta)
  }

  /// The present weights.
  public var weights: NetworkWeights {
    NetworkWeights(
      p: entries(lanes[..<rows.blocks], count: data.features),
      q: entries(lanes[rows.blocks..<2 * rows.blocks], count: data.features))
  }

  /// The present predictor θ.
  public var theta: [Double] { weights.theta }

  /// The loss L = ‖y − Xθ‖²/(2n) over all samples, without label noise.
  public var loss: Double {
    if let knownLoss { return knownLoss }
    // p² − q² once for all samples.
    let blocks = rows.blocks
    let squares = (0..<blocks).map {
      lanes[$0] * lanes[$0] - lanes[blocks + $0] * lanes[blocks + $0]
    }
    var sum = 0.0
    squares.withUnsafeBufferPointer { squares in
      guard let squares = squares.baseAddress else { return }
      for i in 0..<data.samples {
        let product = rowSum(squares, rows.base + i &* blocks, blocks: blocks)
        let residual = data.y[i] - 0.25 * product
        sum += residual * residual
      }
    }
    return sum / Double(2 * data.samples)
  }

  /// Takes `count` more steps, fewer where the weights diverge.
  ///
  /// O(b d) a step with b samples, and O(n d) every 4096 steps to see divergence.
  public mutating func advance(by count: Int) {
    var left = count
    while left > 0 && divergedBy == nil {
      let piece = min(left, check == nil ? 4096 : 1)
      let batches = samples(count: piece)
      batches.withUnsafeBufferPointer { advancePiece($0, size: batches.count / piece) }
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
        advancePiece(UnsafeBufferPointer(rebasing: samples[start..<end]), size: 1)
        steps += end - start
        start = end
        detectDivergence()
      }
    }
  }

  /// Takes a step with each `size` of the given samples.
  private mutating func advancePiece(_ batches: UnsafeBufferPointer<Int32>, size: Int) {
    guard let order = batches.baseAddress else { return }
    knownLoss = nil
    let count = batches.count / size
    let noise = self.noise(batches.count, size: size)
    if check != nil {
      precondition(count == 1, "the recursions follow single steps")
      let factors = stepFactors(batch: batches, noise: noise)
      check?.record(factors)
    }
    let blocks = rows.blocks
    let bytes = MemoryLayout<SIMD8<Double>>.stride
    // The steps run on copies of p and q that start at multiples of a block's size.
    withUnsafeTemporaryAllocation(byteCount: 3 * blocks * bytes, alignment: bytes) { memory in
      let work = memory.bindMemory(to: SIMD8<Double>.self)
      _ = work.initialize(fromContentsOf: lanes)
      guard let p = work.baseAddress else { return }
      data.y.withUnsafeBufferPointer { labels in
        guard let labels = labels.baseAddress else { return }
        if size == 1 {
          singleSampleSteps(
            rows: rows.base, blocks: blocks, order: order, labels: labels, noise: noise,
            count: count, stepSize: stepSize, p: p, q: p + blocks)
          return
        }
        for k in 0..<count {
          batchStep(
            rows: rows.base, blocks: blocks,
            batch: UnsafeBufferPointer(start: order + k &* size, count: size),
            labels: labels, noise: noise.map { Array($0[k * size..<(k + 1) * size]) },
            stepSize: stepSize, p: p, q: p + blocks, gradient: p + 2 &* blocks)
        }
      }
      for b in lanes.indices { lanes[b] = work[b] }
    }
  }

  /// The samples of the next `count` steps, batch after batch.
  private func samples(count: Int) -> [Int32] {
    let n = data.samples
    switch batch {
    case .full:
      return (0..<count).flatMap { _ in (0..<Int32(n)) }
    case .samples(1):
      let stream = RandomStream(seed: seed, stream: 10)
      return stream.integers(below: n, count: count, from: UInt64(steps)).map { Int32($0) }
    case .samples(let size):
      let stream = RandomStream(seed: seed, stream: 10)
      return (0..<count).flatMap { k in
        stream.subset(size, below: n, from: UInt64(steps + k) * UInt64(n)).map { Int32($0) }
      }
    }
  }

  /// The noise on the label of each of the next `count` samples drawn; nil where there is none.
  private func noise(_ count: Int, size: Int) -> [Double]? {
    guard let noise = labelNoise, steps < noise.steps else { return nil }
    let stream = RandomStream(seed: seed, stream: 11)
    return (0..<count).map { k in
      steps + k / size < noise.steps
        ? noise.size * stream.sign(at: UInt64(steps * size + k)) : 0
    }
  }

  /// a = ηg of the next step, from the present weights.
  private func stepFactors(batch: UnsafeBufferPointer<Int32>, noise: [Double]?) -> [Double] {
    var sum = Array(repeating: 0.0, count: data.features)
    for (k, sample) in batch.enumerated() {
      let residual = data.y[Int(sample)] + (noise?[k] ?? 0) - product(with: Int(sample))
      for (j, entry) in data.x.row(Int(sample)).enumerated() { sum[j] += residual * entry }
    }
    return sum.map { -stepSize * $0 / Double(batch.count) }
  }

  /// ⟨θ, x_i⟩, with the bits the steps compute.
  private func product(with sample: Int) -> Double {
    lanes.withUnsafeBufferPointer { lanes in
      guard let p = lanes.baseAddress else { return 0 }
      let blocks = rows.blocks
      return 0.25 * productSum(p, p + blocks, rows.base + sample &* blocks, blocks: blocks)
    }
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
