/// The rows of X in blocks of eight lanes, padded with zeros; the form the descent kernels read.
///
/// The blocks start at multiples of their size, 64 bytes, so that no load spans two cache lines.
final class LaneRows: Sendable {
  /// The number of blocks of a row, ⌈d/8⌉.
  let blocks: Int
  /// The first block; row after row from there.
  nonisolated(unsafe) let base: UnsafePointer<SIMD8<Double>>

  init(_ x: Matrix) {
    let blocks = (x.columns + 7) / 8
    let size = MemoryLayout<SIMD8<Double>>.size
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: x.rows * blocks * size, alignment: size
    ).bindMemory(to: SIMD8<Double>.self, capacity: x.rows * blocks)
    for i in 0..<x.rows {
      for (b, block) in laneBlocks(Array(x.row(i))).enumerated() {
        (memory + i * blocks + b).initialize(to: block)
      }
    }
    self.blocks = blocks
    base = UnsafePointer(memory)
  }

  deinit { base.deallocate() }
}

/// A vector in blocks of eight lanes, padded with zeros.
func laneBlocks(_ vector: [Double]) -> [SIMD8<Double>] {
  stride(from: 0, to: vector.count, by: 8).map { start in
    var block = SIMD8<Double>.zero
    for lane in 0..<min(8, vector.count - start) { block[lane] = vector[start + lane] }
    return block
  }
}

/// The first `count` entries of a vector in blocks.
func entries(_ blocks: ArraySlice<SIMD8<Double>>, count: Int) -> [Double] {
  (0..<count).map { blocks[blocks.startIndex + ($0 >> 3)][$0 & 7] }
}

/// ⟨p² − q², x⟩ = 4⟨θ, x⟩ in a fixed order: even and odd blocks apart, then the lanes.
@inline(__always)
func productSum(
  _ p: UnsafePointer<SIMD8<Double>>, _ q: UnsafePointer<SIMD8<Double>>,
  _ x: UnsafePointer<SIMD8<Double>>, blocks: Int
) -> Double {
  var even = SIMD8<Double>.zero
  var odd = SIMD8<Double>.zero
  var b = 0
  while b &+ 1 < blocks {
    even += (p[b] * p[b] - q[b] * q[b]) * x[b]
    odd += (p[b &+ 1] * p[b &+ 1] - q[b &+ 1] * q[b &+ 1]) * x[b &+ 1]
    b &+= 2
  }
  if b < blocks { even += (p[b] * p[b] - q[b] * q[b]) * x[b] }
  return laneSum(even + odd)
}

/// ⟨w, x⟩ in the order of `productSum`: for w = p² − q² the same bits.
@inline(__always)
func rowSum(
  _ w: UnsafePointer<SIMD8<Double>>, _ x: UnsafePointer<SIMD8<Double>>, blocks: Int
) -> Double {
  var even = SIMD8<Double>.zero
  var odd = SIMD8<Double>.zero
  var b = 0
  while b &+ 1 < blocks {
    even += w[b] * x[b]
    odd += w[b &+ 1] * x[b &+ 1]
    b &+= 2
  }
  if b < blocks { even += w[b] * x[b] }
  return laneSum(even + odd)
}

/// SGD steps with one sample each: p ← p(1 + ηrx), q ← q(1 − ηrx), r = target − ⟨θ, x⟩.
///
/// All sums have a fixed order and nothing is contracted, so the bits depend neither on the
/// processor nor on how a run is cut into calls. The update and the product with the next sample
/// are loops of their own: p and q stay in the first cache, and the compiler keeps both whole at
/// any vector width, where it takes one loop of both apart into lanes.
///
/// - Parameters:
///   - rows: X in blocks.
///   - blocks: The blocks of a row.
///   - order: The sample of each step.
///   - labels: The label of each sample.
///   - noise: What is added to the label of each step; nil for nothing.
///   - count: The number of steps, at least 1.
///   - stepSize: η.
///   - p: u + v in blocks, updated.
///   - q: u − v in blocks, updated.
func singleSampleSteps(
  rows: UnsafePointer<SIMD8<Double>>, blocks: Int, order: UnsafePointer<Int32>,
  labels: UnsafePointer<Double>, noise: UnsafePointer<Double>?, count: Int, stepSize: Double,
  p: UnsafeMutablePointer<SIMD8<Double>>, q: UnsafeMutablePointer<SIMD8<Double>>
) {
  var x = rows + Int(order[0]) &* blocks
  var total = productSum(p, q, x, blocks: blocks)
  var k = 1
  while k < count {
    let target = labels[Int(order[k &- 1])] + (noise?[k &- 1] ?? 0)
    let change = SIMD8(repeating: stepSize * (target - 0.25 * total))
    for b in 0..<blocks { updateBlock(p, q, x, change, b) }
    x = rows + Int(order[k]) &* blocks
    total = productSum(p, q, x, blocks: blocks)
    k = k &+ 1
  }
  let target = labels[Int(order[count &- 1])] + (noise?[count &- 1] ?? 0)
  let change = SIMD8(repeating: stepSize * (target - 0.25 * total))
  for b in 0..<blocks { updateBlock(p, q, x, change, b) }
}

/// Updates block b of p and q.
@inline(__always)
private func updateBlock(
  _ p: UnsafeMutablePointer<SIMD8<Double>>, _ q: UnsafeMutablePointer<SIMD8<Double>>,
  _ x: UnsafePointer<SIMD8<Double>>, _ change: SIMD8<Double>, _ b: Int
) {
  let factor = change * x[b]
  p[b] *= 1 + factor
  q[b] *= 1 - factor
}

/// A descent step with a batch: p ← p(1 − ηg), q ← q(1 + ηg), g = −(1/b)Σ r_i x_i over the batch.
///
/// `labels` are those of all samples, `noise` what is added to those of the batch. `gradient` is
/// room for g in blocks and holds −bg afterwards.
func batchStep(
  rows: UnsafePointer<SIMD8<Double>>, blocks: Int, batch: UnsafeBufferPointer<Int32>,
  labels: UnsafePointer<Double>, noise: [Double]?, stepSize: Double,
  p: UnsafeMutablePointer<SIMD8<Double>>, q: UnsafeMutablePointer<SIMD8<Double>>,
  gradient: UnsafeMutablePointer<SIMD8<Double>>
) {
  for b in 0..<blocks { gradient[b] = .zero }
  for (k, sample) in batch.enumerated() {
    let x = rows + Int(sample) &* blocks
    let target = labels[Int(sample)] + (noise?[k] ?? 0)
    let residual = target - 0.25 * productSum(p, q, x, blocks: blocks)
    for b in 0..<blocks { gradient[b] += residual * x[b] }
  }
  let change = SIMD8(repeating: stepSize / Double(batch.count))
  for b in 0..<blocks { updateBlock(p, q, UnsafePointer(gradient), change, b) }
}
