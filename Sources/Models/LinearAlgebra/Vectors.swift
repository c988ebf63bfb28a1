import Glibc

/// The inner product Σ aᵢbᵢ of two vectors of equal length.
///
/// Summed in eight lanes of fixed order, so the bits do not depend on the processor.
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
public func l1Norm(_ a: [Double]) -> Double {
  a.reduce(0) { $0 + abs($1) }
}

/// The largest |aᵢ|, 0 for an empty vector; NaN when an entry is NaN.
public func maximumNorm(_ a: [Double]) -> Double {
  var largest = 0.0
  for x in a {
    guard !x.isNaN else { return x }
    largest = max(largest, abs(x))
  }
  return largest
}

/// The Euclidean distance ‖a − b‖₂ of two vectors of equal length.
public func distance(_ a: [Double], _ b: [Double]) -> Double {
  euclideanNorm(difference(a, b))
}

/// The vector a − b.
public func difference(_ a: [Double], _ b: [Double]) -> [Double] {
  precondition(a.count == b.count, "a difference of \(a.count) and \(b.count) entries")
  return zip(a, b).map { $0 - $1 }
}

/// The vector a + s·b.
public func sum(_ a: [Double], _ s: Double, times b: [Double]) -> [Double] {
  precondition(a.count == b.count, "a sum of \(a.count) and \(b.count) entries")
  return zip(a, b).map { $0 + s * $1 }
}

/// The angle between two non-zero vectors in radians, in [0, π].
///
/// Kahan's form 2 atan2(‖â − b̂‖, ‖â + b̂‖), which keeps all digits of small angles.
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

/// a ← a + s·b over `count` entries.
@inline(__always)
func addKernel(
  _ a: UnsafeMutablePointer<Double>, _ s: Double, _ b: UnsafePointer<Double>, count: Int
) {
  for i in 0..<count { a[i] += s * b[i] }
}
