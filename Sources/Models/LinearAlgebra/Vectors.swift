import Elementary
internal import Records

/// The inner product Σ aᵢbᵢ of two vectors of equal length.
///
/// Summed in eight lanes of fixed order, so the bits do not depend on the processor.
///
/// O(entries).
public func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "an inner product of \(a.count) and \(b.count) entries")
  return a.withUnsafeBufferPointer { x in
    b.withUnsafeBufferPointer { y in
      guard let p = x.baseAddress, let q = y.baseAddress else { return 0 }
      return dotKernel(p, q, count: x.count)
    }
  }
}

/// The Euclidean norm ‖a‖₂, safe from overflow and underflow.
///
/// O(entries).
public func euclideanNorm(_ a: [Double]) -> Double {
  let square = dot(a, a)
  if square > 1e-290 && square < 1e300 { return square.squareRoot() }
  let largest = maximumNorm(a)
  guard largest > 0 && largest.isFinite else { return largest }
  let scale = powerOfTwo(atLeast: largest)
  let scaled = a.map { $0 / scale }
  return scale * dot(scaled, scaled).squareRoot()
}

/// The ℓ1 norm Σ |aᵢ|.
///
/// O(entries).
public func l1Norm(_ a: [Double]) -> Double {
  a.reduce(0) { $0 + abs($1) }
}

/// The largest |aᵢ|, 0 for an empty vector; NaN when an entry is NaN.
///
/// O(entries).
public func maximumNorm(_ a: [Double]) -> Double {
  a.withUnsafeBufferPointer { all in
    guard all.count > 100_000 else { return largestSize(all) }
    // Of long vectors on all processors.
    nonisolated(unsafe) let all = all
    return maximumNorm(
      parallelMap(8) { part in
        largestSize(.init(rebasing: all[part * all.count / 8..<(part + 1) * all.count / 8]))
      })
  }
}

private func largestSize(_ part: UnsafeBufferPointer<Double>) -> Double {
  // Bits of positive numbers are ordered as these are, those of NaN last.
  Double(bitPattern: part.reduce(0) { max($0, $1.magnitude.bitPattern) })
}

/// The Euclidean distance ‖a − b‖₂ of two vectors of equal length.
///
/// O(entries).
public func distance(_ a: [Double], _ b: [Double]) -> Double {
  euclideanNorm(difference(a, b))
}

/// The vector a − b.
///
/// O(entries).
public func difference(_ a: [Double], _ b: [Double]) -> [Double] {
  precondition(a.count == b.count, "a difference of \(a.count) and \(b.count) entries")
  return zip(a, b).map { $0 - $1 }
}

/// The vector a + s·b.
///
/// O(entries).
public func sum(_ a: [Double], _ s: Double, times b: [Double]) -> [Double] {
  precondition(a.count == b.count, "a sum of \(a.count) and \(b.count) entries")
  return zip(a, b).map { $0 + s * $1 }
}

/// The angle between two non-zero vectors in radians, in [0, π].
///
/// Kahan's form 2 atan2(‖â − b̂‖, ‖â + b̂‖), which keeps all digits of small angles.
///
/// O(entries).
public func angle(_ a: [Double], _ b: [Double]) -> Double {
  let p = a.map { $0 / euclideanNorm(a) }
  let q = b.map { $0 / euclideanNorm(b) }
  return 2 * atan2(distance(p, q), euclideanNorm(sum(p, 1, times: q)))
}

/// Eight entries from entry i on.
@inline(__always)
private func eight(_ a: UnsafePointer<Double>, _ i: Int) -> SIMD8<Double> {
  UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
}

/// Σ aᵢbᵢ over `count` entries: eight lanes, then the rest in order.
@inline(__always)
func dotKernel(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
) -> Double {
  var lanes = SIMD8<Double>.zero
  var i = 0
  while i &+ 8 <= count {
    lanes += eight(a, i) * eight(b, i)
    i &+= 8
  }
  var total = laneSum(lanes)
  while i < count {
    total += a[i] * b[i]
    i &+= 1
  }
  return total
}

/// Σ aᵢbᵢ with four vectors b, `stride` entries apart: each as `dotKernel` sums it, bit for bit, but
/// side by side, so that no sum waits for its own last addition.
@inline(__always)
func dotKernels(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, stride: Int, count: Int
) -> (Double, Double, Double, Double) {
  let b1 = b + stride
  let b2 = b1 + stride
  let b3 = b2 + stride
  var lanes = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
  var i = 0
  while i &+ 8 <= count {
    let x = eight(a, i)
    lanes.0 += x * eight(b, i)
    lanes.1 += x * eight(b1, i)
    lanes.2 += x * eight(b2, i)
    lanes.3 += x * eight(b3, i)
    i &+= 8
  }
  var totals = (laneSum(lanes.0), laneSum(lanes.1), laneSum(lanes.2), laneSum(lanes.3))
  while i < count {
    totals.0 += a[i] * b[i]
    totals.1 += a[i] * b1[i]
    totals.2 += a[i] * b2[i]
    totals.3 += a[i] * b3[i]
    i &+= 1
  }
  return totals
}

/// result[k] ← Σ aᵢbₖᵢ over `count` entries for `rows` vectors bₖ, `stride` entries apart.
@inline(__always)
func dotRows(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, rows: Int, stride: Int, count: Int,
  into result: UnsafeMutablePointer<Double>
) {
  var k = 0
  while k + 4 <= rows {
    let sums = dotKernels(a, b + k &* stride, stride: stride, count: count)
    result[k] = sums.0
    result[k &+ 1] = sums.1
    result[k &+ 2] = sums.2
    result[k &+ 3] = sums.3
    k += 4
  }
  while k < rows {
    result[k] = dotKernel(a, b + k &* stride, count: count)
    k += 1
  }
}

/// a ← (((a + s₀b₀) + s₁b₁) + s₂b₂) + s₃b₃ over `count` entries, the vectors b `count` entries
/// apart: as four of `addKernel`, bit for bit, in one pass.
@inline(__always)
func addKernels(
  _ a: UnsafeMutablePointer<Double>, _ s: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
  count: Int
) {
  let b1 = b + count
  let b2 = b1 + count
  let b3 = b2 + count
  var i = 0
  while i &+ 8 <= count {
    var sum = eight(a, i)
    sum += s[0] * eight(b, i)
    sum += s[1] * eight(b1, i)
    sum += s[2] * eight(b2, i)
    sum += s[3] * eight(b3, i)
    UnsafeMutableRawPointer(a + i).storeBytes(of: sum, as: SIMD8<Double>.self)
    i &+= 8
  }
  while i < count {
    a[i] = (((a[i] + s[0] * b[i]) + s[1] * b1[i]) + s[2] * b2[i]) + s[3] * b3[i]
    i &+= 1
  }
}

/// a ← a + s·b over `count` entries.
@inline(__always)
func addKernel(
  _ a: UnsafeMutablePointer<Double>, _ s: Double, _ b: UnsafePointer<Double>, count: Int
) {
  for i in 0..<count { a[i] += s * b[i] }
}

/// The sum of eight lanes, in a fixed order.
@inline(__always)
func laneSum(_ a: SIMD8<Double>) -> Double {
  let four = a.lowHalf + a.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
