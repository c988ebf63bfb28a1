/// The counter-based generator Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3" (2011): a keyed bijection of 128-bit counters.
///
/// A value depends only on its key and counter, so no order of evaluation, number of threads or
/// split of the work can change it.
package enum Philox {
  /// The block of four 32-bit words that belongs to a counter under a key.
  ///
  /// O(1).
  @inline(__always)
  package static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    func lanes(_ word: UInt32) -> SIMD2<UInt64> { SIMD2(repeating: UInt64(word)) }
    let words = blocks(
      counters: (lanes(counter[0]), lanes(counter[1]), lanes(counter[2]), lanes(counter[3])),
      key: key)
    return SIMD4(
      UInt32(truncatingIfNeeded: words.0[0]), UInt32(truncatingIfNeeded: words.1[0]),
      UInt32(truncatingIfNeeded: words.2[0]), UInt32(truncatingIfNeeded: words.3[0]))
  }

  /// The blocks of several counters under a key, side by side: the words of a counter and of its block
  /// stand in one lane each.
  ///
  /// O(1).
  @inline(__always)
  package static func blocks<Lanes: SIMD>(
    counters: (Lanes, Lanes, Lanes, Lanes), key: SIMD2<UInt32>
  ) -> (Lanes, Lanes, Lanes, Lanes) where Lanes.Scalar == UInt64 {
    let low = Lanes(repeating: 0xFFFF_FFFF)
    var (c0, c1, c2, c3) = counters
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let first = c0 &* Lanes(repeating: 0xD251_1F53)
      let second = c2 &* Lanes(repeating: 0xCD9E_8D57)
      (c0, c1, c2, c3) = (
        (second &>> 32) ^ c1 ^ Lanes(repeating: UInt64(k0)), second & low,
        (first &>> 32) ^ c3 ^ Lanes(repeating: UInt64(k1)), first & low
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }
}
