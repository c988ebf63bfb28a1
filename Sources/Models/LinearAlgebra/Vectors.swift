import Glibc

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
  var largest = 0.0
  for x in a {
    guard !x.isNaN else { return x }
    largest = max(largest, abs(x))
  }
  return largest
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

/// Σ aᵢbᵢ over `count` entries: two vectors of four lanes, then the rest in order.
@inline(__always)
func dotKernel(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
) -> Double {
  var low = SIMD4<Double>.zero
  var high = SIMD4<Double>.zero
  let p = UnsafeRawPointer(a)
  let q = UnsafeRawPointer(b)
  var i = 0
  while i + 8 <= count {
    let offset = i * 8
    low +=
      p.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
      * q.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    high +=
      p.loadUnaligned(fromByteOffset: offset + 32, as: SIMD4<Double>.self)
      * q.loadUnaligned(fromByteOffset: offset + 32, as: SIMD4<Double>.self)
    i += 8
  }
  let lanes = low + high
  var total = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
  while i < count {
    total += a[i] * b[i]
    i += 1
  }
  return total
}

/// Σ aᵢbᵢ with four vectors b, `stride` entries apart: each as `dotKernel` sums it, bit for bit, but
/// side by side, so that no sum waits for its own last addition.
@inline(__always)
func dotKernels(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, stride: Int, count: Int
) -> (Double, Double, Double, Double) {
  var low = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
  var high = low
  let p = UnsafeRawPointer(a)
  let q = UnsafeRawPointer(b)
  let row = 8 &* stride
  var i = 0
  while i + 8 <= count {
    let offset = i &* 8
    let first = p.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    let second = p.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD4<Double>.self)
    low.0 += first * q.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    high.0 += second * q.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD4<Double>.self)
    let r1 = offset &+ row
    low.1 += first * q.loadUnaligned(fromByteOffset: r1, as: SIMD4<Double>.self)
    high.1 += second * q.loadUnaligned(fromByteOffset: r1 &+ 32, as: SIMD4<Double>.self)
    let r2 = r1 &+ row
    low.2 += first * q.loadUnaligned(fromByteOffset: r2, as: SIMD4<Double>.self)
    high.2 += second * q.loadUnaligned(fromByteOffset: r2 &+ 32, as: SIMD4<Double>.self)
    let r3 = r2 &+ row
    low.3 += first * q.loadUnaligned(fromByteOffset: r3, as: SIMD4<Double>.self)
    high.3 += second * q.loadUnaligned(fromByteOffset: r3 &+ 32, as: SIMD4<Double>.self)
    i += 8
  }
  var totals = (
    laneSum(low.0 + high.0), laneSum(low.1 + high.1), laneSum(low.2 + high.2),
    laneSum(low.3 + high.3)
  )
  while i < count {
    let r2 = i &+ 2 &* stride
    totals.0 += a[i] * b[i]
    totals.1 += a[i] * b[i &+ stride]
    totals.2 += a[i] * b[r2]
    totals.3 += a[i] * b[r2 &+ stride]
    i += 1
  }
  return totals
}

/// The sum of four lanes, in a fixed order.
@inline(__always)
private func laneSum(_ lanes: SIMD4<Double>) -> Double {
  (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
}

/// result[k] ← Σ aᵢbₖᵢ for the first `rows` rows bₖ of a matrix of `count` columns.
@inline(__always)
func dotRows(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, rows: Int, count: Int,
  into result: UnsafeMutablePointer<Double>
) {
  var k = 0
  while k + 4 <= rows {
    let sums = dotKernels(a, b + k &* count, stride: count, count: count)
    result[k] = sums.0
    result[k &+ 1] = sums.1
    result[k &+ 2] = sums.2
    result[k &+ 3] = sums.3
    k += 4
  }
  while k < rows {
    result[k] = dotKernel(a, b + k &* count, count: count)
    k += 1
  }
}

/// a ← (a + s·b) + t·c over `count` entries: as two of `addKernel`, bit for bit, in one pass.
@inline(__always)
func addKernels(
  _ a: UnsafeMutablePointer<Double>, _ s: Double, _ b: UnsafePointer<Double>, _ t: Double,
  _ c: UnsafePointer<Double>, count: Int
) {
  let p = UnsafeMutableRawPointer(a)
  let q = UnsafeRawPointer(b)
  let r = UnsafeRawPointer(c)
  let factor = SIMD4(repeating: s)
  let second = SIMD4(repeating: t)
  var i = 0
  while i + 4 <= count {
    let offset = i &* 8
    var sum = p.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    sum += factor * q.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    sum += second * r.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    p.storeBytes(of: sum, toByteOffset: offset, as: SIMD4<Double>.self)
    i += 4
  }
  while i < count {
    a[i] = (a[i] + s * b[i]) + t * c[i]
    i += 1
  }
}

/// a ← a + s·b over `count` entries.
@inline(__always)
func addKernel(
  _ a: UnsafeMutablePointer<Double>, _ s: Double, _ b: UnsafePointer<Double>, count: Int
) {
  for i in 0..<count { a[i] += s * b[i] }
}
