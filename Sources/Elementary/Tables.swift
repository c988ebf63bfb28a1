// Tables to 106 bits, computed once in whole numbers of 2^-121.

private let one: Int128 = 1 << 121

/// Σ ±z^(2k+1)/(2k+1) for z = p/q, p ≤ 32: the inverse hyperbolic tangent, or with alternating signs
/// the inverse tangent.
private func series(_ p: Int128, _ q: Int128, alternating: Bool = false) -> Int128 {
  var power = one * p / q
  var (sum, odd) = (power, Int128(1))
  while power != 0 {
    power = power * (p * p) / (q * q)
    odd += 2
    sum += (alternating && odd & 2 != 0 ? -power : power) / odd
  }
  return sum
}

/// A product of positive numbers, rounded.
private func times(_ a: Int128, _ b: Int128) -> Int128 {
  let product = a.magnitude.multipliedFullWidth(by: b.magnitude)
  return Int128(product.high << 7 | product.low >> 121) + Int128(product.low >> 120 & 1)
}

/// The double next to a number, and what it is less than the number; in whole numbers of 2^(least - 121).
///
/// The standard library's conversions of 128 bits take 100 times as long, at each start that needs a
/// logarithm.
private func nearest(_ x: Int128, least: Int = 0) -> (value: Double, rest: Int128) {
  let size = x.magnitude
  let shift = max(least, 75 - size.leadingZeroBitCount)
  let kept = shift == 0 ? size : (size + 1 << (shift - 1)) >> shift
  let value = Double(UInt64(truncatingIfNeeded: kept)) * scaled(0x1p-121, shift)
  return x < 0 ? (-value, x + Int128(kept << shift)) : (value, x - Int128(kept << shift))
}

/// A number as a sum of two doubles, the first in whole numbers of 2^-42 where that is asked for.
private func parts(_ x: Int128, isShort: Bool = false) -> DoubleDouble {
  let (high, rest) = nearest(x, least: isShort ? 79 : 0)
  return DoubleDouble(high, nearest(rest).value)
}

/// 2^(i/128), i = 0 … 127.
let powersOfTwo: [DoubleDouble] = {
  let exponent = series(1, 3) / 64
  var (root, term) = (one, one)
  for k: Int128 in 1...24 {
    term = times(term, exponent) / k
    root += term
  }
  return sequence(first: one) { times($0, root) }.prefix(128).map { parts($0) }
}()

/// Multiples of 1/512 next to the inverses of 128 intervals from 0.6875 on, 1 around 1.
let reciprocals: [Reciprocal] = {
  let factors = (0..<128).map { (i: UInt64) in
    let ends = [i, i + 1].map { Double(bitPattern: 0x3FE6_0000_0000_0000 + $0 << 45) }
    return (79...80).contains(i) ? 512 : Int((1024 / (ends[0] + ends[1])).rounded())
  }
  // log(a/b) = 2 artanh((a − b)/(a + b)).
  var logarithms: [Int128] = [0]
  for (a, b) in zip(factors, factors.dropFirst()) {
    logarithms.append(logarithms[logarithms.count - 1] + 2 * series(Int128(a - b), Int128(a + b)))
  }
  return zip(factors, logarithms).map { factor, logarithm in
    let negative = parts(logarithm - logarithms[79], isShort: true)
    return Reciprocal(factor: Double(factor) / 512, high: negative.high, low: negative.low)
  }
}()

/// atan(i/32), i = 0 … 32, from one to the next.
let arcTangents: [DoubleDouble] = {
  var angles: [Int128] = [0]
  for i: Int128 in 0..<32 {
    angles.append(angles[angles.count - 1] + series(32, 1024 + i * (i + 1), alternating: true))
  }
  return angles.map { parts($0) }
}()

/// The binary digits of 2/π after the point, 64 in each.
let twoOverPi: [UInt64] = [
  0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561,
  0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484,
  0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
  0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B,
  0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
]
