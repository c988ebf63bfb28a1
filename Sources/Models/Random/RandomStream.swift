/// A stream of independent random numbers, each addressed by its index.
///
/// A value is a pure function of (seed, stream, kind, index): it does not depend on which other
/// values were drawn, in which order, or on how many threads. Streams of one seed are independent
/// of each other, and so are the kinds (uniform, normal, sign, integer) within a stream. The bits
/// come from Philox4x32-10: key = seed, counter = (index, kind and attempt, stream). Everything is
/// computed with the four operations and square roots alone, so the bits are the same on every
/// processor and C library.
public struct RandomStream: Hashable, Sendable {
  /// The seed of the whole experiment.
  public let seed: UInt64
  /// Which of the independent streams of the seed this is.
  public let stream: UInt32

  /// The stream with the given number under a seed.
  ///
  /// O(1).
  public init(seed: UInt64, stream: UInt32 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// What a number is drawn for; a part of the counter, so that kinds do not share bits.
  private enum Kind: UInt32 {
    case bits = 0, uniform, normal, sign, integer
  }

  @inline(__always)
  private func block(_ kind: Kind, _ index: UInt64, attempt: UInt32 = 0) -> SIMD4<UInt32> {
    Philox.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        kind.rawValue << 24 | attempt, stream),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }

  /// The blocks of eight indices from `first` on, side by side.
  @inline(__always)
  private func eightBlocks(
    _ kind: Kind, _ first: UInt64
  ) -> (SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>) {
    let index = SIMD8(repeating: first) &+ SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
    return Philox.blocks(
      counters: (
        index & SIMD8(repeating: 0xFFFF_FFFF), index &>> 32,
        SIMD8(repeating: UInt64(kind.rawValue << 24)), SIMD8(repeating: UInt64(stream))
      ),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }

  /// One draw of each index from `start` on, of 2^`shift` to a block.
  @inline(__always)
  private func draws<Draw>(
    _ kind: Kind, _ count: Int, from start: UInt64, shift: UInt64,
    _ draw: (SIMD4<UInt32>, UInt64) -> Draw
  ) -> [Draw] {
    var result: [Draw] = []
    result.reserveCapacity(count)
    var index = start
    let end = start + UInt64(count)
    while index < end {
      let words = eightBlocks(kind, index >> shift)
      for k in 0..<8 where index < end {
        let words = SIMD4(words.0[k], words.1[k], words.2[k], words.3[k])
        repeat {
          result.append(draw(SIMD4(truncatingIfNeeded: words), index))
          index += 1
        } while index < end && index & (1 << shift - 1) != 0
      }
    }
    return result
  }

  /// The half of a block that belongs to an index.
  @inline(__always)
  private func word(_ words: SIMD4<UInt32>, _ index: UInt64) -> UInt64 {
    index & 1 == 0
      ? UInt64(words[1]) << 32 | UInt64(words[0]) : UInt64(words[3]) << 32 | UInt64(words[2])
  }

  /// 64 random bits.
  ///
  /// O(1).
  public func bits(at index: UInt64) -> UInt64 {
    word(block(.bits, index >> 1), index)
  }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  ///
  /// O(1).
  public func uniform(at index: UInt64) -> Double {
    uniform(block(.uniform, index >> 1), index)
  }

  @inline(__always)
  private func uniform(_ words: SIMD4<UInt32>, _ index: UInt64) -> Double {
    Double(word(words, index) >> 11) * 0x1p-53
  }

  /// A standard normal number, by the inverse distribution function of one uniform number in
  /// (0, 1); at most 8.2 in size.
  ///
  /// O(1).
  public func normal(at index: UInt64) -> Double {
    standardNormalQuantile(fromMiddle: middle(block(.normal, index >> 1), index))
  }

  /// A number in (−½, ½): odd multiples of 2⁻⁵³ lie symmetrically and avoid the ends.
  @inline(__always)
  private func middle(_ words: SIMD4<UInt32>, _ index: UInt64) -> Double {
    (Double(word(words, index) >> 12) + 0.5 - 0x1p51) * 0x1p-52
  }

  /// +1 or −1 with equal probability.
  ///
  /// O(1).
  public func sign(at index: UInt64) -> Double {
    sign(block(.sign, index >> 7), index)
  }

  @inline(__always)
  private func sign(_ words: SIMD4<UInt32>, _ index: UInt64) -> Double {
    let bit = Int(index & 127)
    return words[bit >> 5] >> UInt32(bit & 31) & 1 == 0 ? 1 : -1
  }

  /// An integer in 0..<bound, each with exactly the same probability.
  ///
  /// Lemire's multiplication with rejection; a rejected word is replaced by that of the next
  /// attempt at the same index.
  ///
  /// O(1).
  ///
  /// - Precondition: `bound` lies in 1...2³².
  public func integer(below bound: Int, at index: UInt64) -> Int {
    precondition(bound > 0 && bound <= 1 << 32, "a bound of \(bound)")
    return integer(below: bound, block(.integer, index >> 2), index)
  }

  @inline(__always)
  private func integer(below bound: Int, _ words: SIMD4<UInt32>, _ index: UInt64) -> Int {
    let (range, lane) = (UInt64(bound), Int(index & 3))
    var product = UInt64(words[lane]) &* range
    if UInt64(UInt32(truncatingIfNeeded: product)) < range {
      let threshold = (1 << 32 - range) % range
      var attempt: UInt32 = 0
      while UInt64(UInt32(truncatingIfNeeded: product)) < threshold {
        attempt += 1
        product = UInt64(block(.integer, index >> 2, attempt: attempt)[lane]) &* range
      }
    }
    return Int(product >> 32)
  }

  /// The uniform numbers at `start`, `start + 1`, ….
  ///
  /// O(`count`).
  public func uniforms(_ count: Int, from start: UInt64 = 0) -> [Double] {
    draws(.uniform, count, from: start, shift: 1) { uniform($0, $1) }
  }

  /// The normal numbers at `start`, `start + 1`, ….
  ///
  /// O(`count`).
  public func normals(_ count: Int, from start: UInt64 = 0) -> [Double] {
    var result = draws(.normal, count, from: start, shift: 1) { middle($0, $1) }
    setToNormalQuantiles(&result)
    return result
  }

  /// The signs at `start`, `start + 1`, ….
  ///
  /// O(`count`).
  public func signs(_ count: Int, from start: UInt64 = 0) -> [Double] {
    draws(.sign, count, from: start, shift: 7) { sign($0, $1) }
  }

  /// The integers below `bound` at `start`, `start + 1`, …: the samples of SGD, drawn with
  /// replacement.
  ///
  /// O(`count`).
  public func integers(below bound: Int, count: Int, from start: UInt64 = 0) -> [Int] {
    precondition(bound > 0 && bound <= 1 << 32, "a bound of \(bound)")
    return draws(.integer, count, from: start, shift: 2) { integer(below: bound, $0, $1) }
  }

  /// `count` different integers below `bound` in random order: Fisher and Yates, with the
  /// integers from `start` on; the indices `start ..< start + bound` are used up.
  ///
  /// O(bound), or O(count) where `count` is small against it.
  public func subset(_ count: Int, below bound: Int, from start: UInt64 = 0) -> [Int] {
    precondition(count <= bound, "\(count) different integers below \(bound)")
    guard count > bound / 100 else {
      // The places whose values are no longer their own, alone.
      var moved: [Int: Int] = [:]
      return (0..<count).map { i in
        let j = i + integer(below: bound - i, at: start + UInt64(i))
        let value = moved[j] ?? j
        moved[j] = moved[i] ?? i
        return value
      }
    }
    var values = Array(0..<bound)
    for i in 0..<count {
      values.swapAt(i, i + integer(below: bound - i, at: start + UInt64(i)))
    }
    return Array(values[..<count])
  }
}
