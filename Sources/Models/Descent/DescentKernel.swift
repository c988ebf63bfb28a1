/// The rows of X in blocks of eight lanes, padded with zeros; the form the descent kernels read.
struct LaneRows: Sendable {
  /// The blocks, row after row.
  let lanes: [SIMD8<Double>]
  /// The number of blocks of a row, ⌈d/8⌉.
  let blocks: Int

  init(_ x: Matrix) {
    blocks = (x.columns + 7) / 8
    lanes = (0..<x.rows).flatMap { laneBlocks(Array(x.row($0))) }
  }
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

/// The sum of eight lanes, in a fixed order.
@inline(__always)
func laneSum(_ a: SIMD8<Double>) -> Double {
  let four = a.lowHalf + a.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
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

/// SGD steps with one sample each: p ← p(1 + ηrx), q ← q(1 − ηrx), r = target − ⟨θ, x⟩.
///
/// The update by one sample and the product with the next share one pass over p and q. All sums
/// have a fixed order and nothing is contracted, so the bits depend neither on the processor nor
/// on how a run is cut into calls.
///
/// - Parameters:
///   - rows: X in blocks.
///   - blocks: The blocks of a row.
///   - order: The sample of each step.
///   - targets: The label of each step, noise included.
///   - count: The number of steps, at least 1.
///   - stepSize: η.
///   - p: u + v in blocks, updated.
///   - q: u − v in blocks, updated.
func singleSampleSteps(
  rows: UnsafePointer<SIMD8<Double>>, blocks: Int, order: UnsafePointer<Int32>,
  targets: UnsafePointer<Double>, count: Int, stepSize: Double,
  p: UnsafeMutablePointer<SIMD8<Double>>, q: UnsafeMutablePointer<SIMD8<Double>>
) {
  var x = rows + Int(order[0]) &* blocks
  var total = productSum(p, q, x, blocks: blocks)
  for k in 1..<max(count, 1) {
    let change = SIMD8(repeating: stepSize * (targets[k &- 1] - 0.25 * total))
    let next = rows + Int(order[k]) &* blocks
    var even = SIMD8<Double>.zero
    var odd = SIMD8<Double>.zero
    var b = 0
    while b &+ 1 < blocks {
      let first = updated(p, q, x, change, b)
      even += (first.p * first.p - first.q * first.q) * next[b]
      let second = updated(p, q, x, change, b &+ 1)
      odd += (second.p * second.p - second.q * second.q) * next[b &+ 1]
      b &+= 2
    }
    if b < blocks {
      let last = updated(p, q, x, change, b)
      even += (last.p * last.p - last.q * last.q) * next[b]
    }
    total = laneSum(even + odd)
    x = next
  }
  let change = SIMD8(repeating: stepSize * (targets[count &- 1] - 0.25 * total))
  for b in 0..<blocks { _ = updated(p, q, x, change, b) }
}

/// Updates block b of p and q, and returns what it has written.
@inline(__always)
private func updated(
  _ p: UnsafeMutablePointer<SIMD8<Double>>, _ q: UnsafeMutablePointer<SIMD8<Double>>,
  _ x: UnsafePointer<SIMD8<Double>>, _ change: SIMD8<Double>, _ b: Int
) -> (p: SIMD8<Double>, q: SIMD8<Double>) {
  let factor = change * x[b]
  let newP = p[b] * (1 + factor)
  let newQ = q[b] * (1 - factor)
  p[b] = newP
  q[b] = newQ
  return (newP, newQ)
}

/// A descent step with a batch: p ← p(1 − ηg), q ← q(1 + ηg), g = −(1/b)Σ r_i x_i over the batch.
///
/// `gradient` is room for g in blocks and holds −bg afterwards.
func batchStep(
  rows: UnsafePointer<SIMD8<Double>>, blocks: Int, batch: UnsafeBufferPointer<Int32>,
  targets: UnsafePointer<Double>, stepSize: Double,
  p: UnsafeMutablePointer<SIMD8<Double>>, q: UnsafeMutablePointer<SIMD8<Double>>,
  gradient: UnsafeMutablePointer<SIMD8<Double>>
) {
  for b in 0..<blocks { gradient[b] = .zero }
  for (k, sample) in batch.enumerated() {
    let x = rows + Int(sample) &* blocks
    let residual = targets[k] - 0.25 * productSum(p, q, x, blocks: blocks)
    for b in 0..<blocks { gradient[b] += residual * x[b] }
  }
  let change = SIMD8(repeating: stepSize / Double(batch.count))
  for b in 0..<blocks { _ = updated(p, q, UnsafePointer(gradient), change, b) }
}
