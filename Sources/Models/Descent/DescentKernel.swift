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

  /// The columns of a matrix in blocks of eight rows: vector i/8 holds the entries of rows i to i + 7 of
  /// each column in turn, with columns of zeros up to a multiple of eight.
  convenience init(columnsOf x: Matrix) {
    self.init(count: (x.rows + 7) / 8, blocks: (x.columns + 7) / 8 * 8)
    base.initialize(repeating: .zero, count: count * blocks)
    for i in 0..<x.rows {
      for (j, entry) in x.row(i).enumerated() { base[i >> 3 * blocks + j][i & 7] = entry }
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

/// ⟨w, x⟩ of eight vectors x, each with the bits of `rowSum`: a lane is a vector, and the sums of one
/// vector's blocks stand in registers of their own, so that none is taken apart into lanes.
///
/// - Parameters:
///   - w: The entries of w, in whole blocks.
///   - x: Entry j of each of the vectors, j after j.
///   - blocks: The number of blocks of w.
@inline(__always)
private func columnSums(_ w: UnsafePointer<Double>, _ x: Blocks, blocks: Int) -> SIMD8<Double> {
  var even = InlineArray<8, SIMD8<Double>>(repeating: .zero)
  var odd = even
  var j = 0
  while j &+ 8 < 8 &* blocks {
    for lane in 0..<8 {
      even[lane] += w[j &+ lane] * x[j &+ lane]
      odd[lane] += w[j &+ 8 &+ lane] * x[j &+ 8 &+ lane]
    }
    j &+= 16
  }
  if j < 8 &* blocks {
    for lane in 0..<8 { even[lane] += w[j &+ lane] * x[j &+ lane] }
  }
  // In the order of `laneSum`.
  for lane in 0..<8 { even[lane] += odd[lane] }
  for lane in 0..<4 { even[lane] += even[lane &+ 4] }
  return even[0] + even[2] + (even[1] + even[3])
}

/// Gives `body` room for the products ⟨w, x_i⟩ of so many samples, in whole blocks.
@inline(__always)
private func withProducts(
  of samples: Int, _ body: (UnsafeMutableBufferPointer<Double>) -> Void
) {
  withUnsafeTemporaryAllocation(of: Double.self, capacity: (samples + 7) / 8 * 8, body)
}

/// Sets the products of all samples; what lies behind the last one is of no sample.
///
/// They are numbers in memory, as the compiler takes sums apart whose lanes are asked for.
///
/// - Parameters:
///   - columns: The columns of X, for blocks of eight samples.
///   - w: The entries of w, in so many blocks.
@inline(__always)
private func set(
  _ products: UnsafeMutableBufferPointer<Double>, columns: Blocks, _ w: Blocks, blocks: Int
) {
  let w = UnsafeRawPointer(w).assumingMemoryBound(to: Double.self)
  let bytes = UnsafeMutableRawBufferPointer(products)
  for eight in 0..<products.count / 8 {
    bytes.storeBytes(
      of: columnSums(w, columns + eight &* 8 &* blocks, blocks: blocks),
      toByteOffset: eight &* MemoryLayout<SIMD8<Double>>.size, as: SIMD8<Double>.self)
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
    let change = stepSize * (target - 0.25 * total)
    for b in 0..<blocks { update(p + b, q + b, by: change * x[b]) }
  }
  setSquares(state)
}

/// Descent steps with a batch each: p ← p(1 − ηg), q ← q(1 + ηg), g = −(1/b)Σ r_i x_i over the batch.
///
/// - Parameters:
///   - rows: The rows of X.
///   - columns: The columns of X where each batch is all samples in their order; nil where it is not.
///   - order: The samples of the batches, batch after batch; those of one where each is all samples.
///   - size: The number of samples of a batch.
///   - labels: The label of each sample.
///   - noise: What is added to the label of each sample drawn; nil for nothing.
///   - count: The number of steps.
///   - stepSize: η.
///   - state: p = u + v, q = u − v, and p² − q²; updated.
func batchSteps(
  rows: LaneRows, columns: LaneRows?, order: UnsafePointer<Int32>, size: Int,
  labels: UnsafePointer<Double>, noise: UnsafePointer<Double>?, count: Int, stepSize: Double,
  state: LaneRows
) {
  let blocks = rows.blocks
  let (p, q, w) = (state.base, state.base + blocks, state.base + 2 &* blocks)
  let (x, columns) = (Blocks(rows.base), columns.map { Blocks($0.base) })
  let change = stepSize / Double(size)
  /// Moves `width` blocks from b on by their sums over the batch, which stay in registers.
  @inline(__always) func move<let width: Int>(
    _ b: Int, _ sums: InlineArray<width, SIMD8<Double>>, _ batch: UnsafePointer<Int32>,
    _ residuals: UnsafeMutableBufferPointer<Double>
  ) {
    var sums = sums
    for k in 0..<size {
      let x = x + (Int(batch[k]) &* blocks &+ b)
      for i in 0..<width { sums[i] += residuals[k] * x[i] }
    }
    for i in 0..<width { update(p + b + i, q + b + i, by: change * sums[i]) }
  }
  withProducts(of: size) { residuals in
    for step in 0..<count {
      let batch = columns == nil ? order + step &* size : order
      if let columns {
        set(residuals, columns: columns, w, blocks: blocks)
      } else {
        for k in 0..<size {
          residuals[k] = rowSum({ w[$0] }, x + Int(batch[k]) &* blocks, blocks: blocks)
        }
      }
      // Two loops, as one with a choice is made of masked loads from nowhere, which are slow.
      if let noise {
        for k in 0..<size {
          let target = labels[Int(batch[k])] + noise[step &* size &+ k]
          residuals[k] = target - 0.25 * residuals[k]
        }
      } else {
        for k in 0..<size { residuals[k] = labels[Int(batch[k])] - 0.25 * residuals[k] }
      }
      var b = 0
      while b &+ 4 <= blocks {
        move(b, InlineArray<4, SIMD8<Double>>(repeating: .zero), batch, residuals)
        b &+= 4
      }
      while b < blocks {
        move(b, InlineArray<1, SIMD8<Double>>(repeating: .zero), batch, residuals)
        b &+= 1
      }
      setSquares(state)
    }
  }
}

/// Σ (y_i − ⟨θ, x_i⟩)² over all samples.
func sumOfSquares(columns: LaneRows, labels: [Double], state: LaneRows) -> Double {
  let blocks = state.blocks
  var sum = 0.0
  withProducts(of: labels.count) { products in
    set(products, columns: columns.base, state.base + 2 &* blocks, blocks: blocks)
    for (k, label) in labels.enumerated() {
      let residual = label - 0.25 * products[k]
      sum += residual * residual
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

/// p ← p(1 + f), q ← q(1 − f) for a block.
@inline(__always)
private func update(
  _ p: UnsafeMutablePointer<SIMD8<Double>>, _ q: UnsafeMutablePointer<SIMD8<Double>>,
  by factor: SIMD8<Double>
) {
  p.pointee *= 1 + factor
  q.pointee *= 1 - factor
}

/// Sets p² − q² of a state.
@inline(__always)
private func setSquares(_ state: LaneRows) {
  let (p, blocks) = (state.base, state.blocks)
  let (q, squares) = (p + blocks, p + 2 &* blocks)
  for b in 0..<blocks { squares[b] = p[b] * p[b] - q[b] * q[b] }
}
