/// Vectors in blocks of eight lanes, padded with zeros; the form the descent kernels read.
///
/// The blocks start at multiples of their size, 64 bytes, so that no load spans two cache lines.
final class LaneRows: Sendable {
  /// The number of blocks of a vector, ⌈d/8⌉.
  let blocks: Int
  /// The number of vectors.
  private let count: Int
  /// The first block; vector after vector from there.
  nonisolated(unsafe) let base: UnsafeMutablePointer<SIMD8<Double>>

  private init(count: Int, blocks: Int) {
    (self.count, self.blocks) = (count, blocks)
    let size = MemoryLayout<SIMD8<Double>>.size
    base = UnsafeMutableRawPointer.allocate(byteCount: count * blocks * size, alignment: size)
      .bindMemory(to: SIMD8<Double>.self, capacity: count * blocks)
  }

  /// The rows of a matrix.
  convenience init(_ x: Matrix) {
    self.init(count: x.rows, blocks: (x.columns + 7) / 8)
    base.initialize(repeating: .zero, count: count * blocks)
    let bytes = x.columns * MemoryLayout<Double>.size
    x.elements.withUnsafeBytes { elements in
      guard let elements = elements.baseAddress else { return }
      for i in 0..<x.rows {
        UnsafeMutableRawPointer(base + i * blocks).copyMemory(
          from: elements + i * bytes, byteCount: bytes)
      }
    }
  }

  /// The same vectors in memory of their own.
  func copy() -> LaneRows {
    let copy = LaneRows(count: count, blocks: blocks)
    copy.base.initialize(from: base, count: count * blocks)
    return copy
  }

  /// The first d entries of a vector.
  func entries(of row: Int, count: Int) -> [Double] {
    (0..<count).map { base[row * blocks + $0 >> 3][$0 & 7] }
  }

  deinit { base.deallocate() }
}

/// A vector in blocks.
private typealias Blocks = UnsafePointer<SIMD8<Double>>

/// ⟨w, x⟩ in a fixed order: even and odd blocks apart, then the lanes.
///
/// - Parameters:
///   - w: The entries of w, block after block.
///   - x: x in blocks.
///   - blocks: How many there are.
@inline(__always)
private func rowSum(_ w: (Int) -> SIMD8<Double>, _ x: Blocks, blocks: Int) -> Double {
  var even = SIMD8<Double>.zero
  var odd = SIMD8<Double>.zero
  var b = 0
  while b &+ 1 < blocks {
    even += w(b) * x[b]
    odd += w(b &+ 1) * x[b &+ 1]
    b &+= 2
  }
  if b < blocks { even += w(b) * x[b] }
  return laneSum(even + odd)
}

/// ⟨w, x⟩ of four vectors x, each with the bits of `rowSum`, side by side so that no sum waits for its
/// own last addition.
@inline(__always)
private func rowSums(_ w: Blocks, _ x: InlineArray<4, Blocks>, blocks: Int) -> SIMD4<Double> {
  var even = InlineArray<4, SIMD8<Double>>(repeating: .zero)
  var odd = even
  var b = 0
  while b &+ 1 < blocks {
    for i in 0..<4 {
      even[i] += w[b] * x[i][b]
      odd[i] += w[b &+ 1] * x[i][b &+ 1]
    }
    b &+= 2
  }
  if b < blocks {
    for i in 0..<4 { even[i] += w[b] * x[i][b] }
  }
  // In the order of `laneSum`.
  func four(_ i: Int) -> SIMD4<Double> {
    let lanes = even[i] + odd[i]
    return lanes.lowHalf + lanes.highHalf
  }
  func two(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(lowHalf: a.lowHalf, highHalf: b.lowHalf)
      + SIMD4(lowHalf: a.highHalf, highHalf: b.highHalf)
  }
  let lanes = SIMD8(lowHalf: two(four(0), four(1)), highHalf: two(four(2), four(3)))
  return lanes.evenHalf + lanes.oddHalf
}

/// The residuals of samples, four at a time: `body` is given the residuals and the rows of X.
///
/// Where fewer than four are left the last sample stands in for those that are missing, with a
/// residual of 0.
@inline(__always)
private func residuals(
  rows: LaneRows, state: LaneRows, count: Int, sample: (Int) -> Int, target: (Int) -> Double,
  _ body: (SIMD4<Double>, InlineArray<4, Blocks>) -> Void
) {
  let (w, blocks) = (state.base + 2 &* rows.blocks, rows.blocks)
  var k = 0
  while k < count {
    var targets = SIMD4<Double>.zero
    var x = InlineArray<4, Blocks>(repeating: UnsafePointer(rows.base))
    let left = min(4, count &- k)
    for i in 0..<4 where i < left {
      x[i] = UnsafePointer(rows.base + sample(k &+ i) &* blocks)
      targets[i] = target(k &+ i)
    }
    var residuals = targets - 0.25 * rowSums(w, x, blocks: blocks)
    if left < 4 { for i in left..<4 { residuals[i] = 0 } }
    body(residuals, x)
    k = k &+ 4
  }
}

/// SGD steps with one sample each: p ← p(1 + ηrx), q ← q(1 − ηrx), r = target − ⟨θ, x⟩.
///
/// All sums have a fixed order and nothing is contracted, so the bits depend neither on the
/// processor nor on how a run is cut into calls. The update and the product with the next sample
/// are loops of their own: p and q stay in the first cache, and the compiler keeps both whole at
/// any vector width, where it takes one loop of both apart into lanes.
///
/// - Parameters:
///   - rows: The rows of X.
///   - order: The sample of each step.
///   - labels: The label of each sample.
///   - noise: What is added to the label of each step; nil for nothing.
///   - count: The number of steps, at least 1.
///   - stepSize: η.
///   - state: p = u + v, q = u − v, and p² − q²; updated.
func singleSampleSteps(
  rows: LaneRows, order: UnsafePointer<Int32>, labels: UnsafePointer<Double>,
  noise: UnsafePointer<Double>?, count: Int, stepSize: Double, state: LaneRows
) {
  let blocks = rows.blocks
  let (p, q) = (state.base, state.base + blocks)
  @inline(__always) func square(_ b: Int) -> SIMD8<Double> { p[b] * p[b] - q[b] * q[b] }
  for k in 0..<count {
    let sample = Int(order[k])
    let x = UnsafePointer(rows.base + sample &* blocks)
    let total = rowSum(square, x, blocks: blocks)
    let target = labels[sample] + (noise?[k] ?? 0)
    update(p, q, x, blocks: blocks, change: stepSize * (target - 0.25 * total))
  }
  setSquares(state)
}

/// Descent steps with a batch each: p ← p(1 − ηg), q ← q(1 + ηg), g = −(1/b)Σ r_i x_i over the batch.
///
/// - Parameters:
///   - rows: The rows of X.
///   - order: The samples of the batches.
///   - size: The number of samples of a batch.
///   - stride: How far the first sample of a batch lies behind that of the last one.
///   - labels: The label of each sample.
///   - noise: What is added to the label of each sample drawn; nil for nothing.
///   - count: The number of steps.
///   - stepSize: η.
///   - state: p = u + v, q = u − v, p² − q², and room for g; updated.
func batchSteps(
  rows: LaneRows, order: UnsafePointer<Int32>, size: Int, stride: Int,
  labels: UnsafePointer<Double>, noise: UnsafePointer<Double>?, count: Int, stepSize: Double,
  state: LaneRows
) {
  let blocks = rows.blocks
  let (p, q) = (state.base, state.base + blocks)
  let gradient = state.base + 3 &* blocks
  @inline(__always) func add(_ residuals: SIMD4<Double>, _ x: InlineArray<4, Blocks>) {
    for b in 0..<blocks {
      var sum = gradient[b]
      for i in 0..<4 { sum += residuals[i] * x[i][b] }
      gradient[b] = sum
    }
  }
  for step in 0..<count {
    let batch = order + step &* stride
    gradient.update(repeating: .zero, count: blocks)
    residuals(
      rows: rows, state: state, count: size, sample: { Int(batch[$0]) },
      target: { labels[Int(batch[$0])] + (noise?[step &* size &+ $0] ?? 0) }, add)
    update(p, q, gradient, blocks: blocks, change: stepSize / Double(size))
    setSquares(state)
  }
}

/// Σ (y_i − ⟨θ, x_i⟩)² over all samples.
func sumOfSquares(rows: LaneRows, labels: [Double], state: LaneRows) -> Double {
  var sum = 0.0
  labels.withUnsafeBufferPointer { labels in
    residuals(
      rows: rows, state: state, count: labels.count, sample: { $0 }, target: { labels[$0] }
    ) { residuals, _ in
      for i in 0..<4 { sum += residuals[i] * residuals[i] }
    }
  }
  return sum
}

extension LaneRows {
  /// ⟨θ, x_i⟩ at a state, with the bits that the steps compute.
  func product(of i: Int, at state: LaneRows) -> Double {
    let w = state.base + 2 &* blocks
    return 0.25 * rowSum({ w[$0] }, UnsafePointer(base + i &* blocks), blocks: blocks)
  }
}

/// p ← p(1 + s·x), q ← q(1 − s·x).
@inline(__always)
private func update(
  _ p: UnsafeMutablePointer<SIMD8<Double>>, _ q: UnsafeMutablePointer<SIMD8<Double>>,
  _ x: Blocks, blocks: Int, change: Double
) {
  for b in 0..<blocks {
    let factor = SIMD8(repeating: change) * x[b]
    p[b] *= 1 + factor
    q[b] *= 1 - factor
  }
}

/// Sets p² − q² of a state.
@inline(__always)
private func setSquares(_ state: LaneRows) {
  let (p, blocks) = (state.base, state.blocks)
  let (q, squares) = (p + blocks, p + 2 &* blocks)
  for b in 0..<blocks { squares[b] = p[b] * p[b] - q[b] * q[b] }
}
