import Models
import Testing

@Suite("Random streams")
struct RandomTests {
  @Test("a value depends on seed, stream and index alone, not on how it is asked for")
  func addressed() {
    let stream = RandomStream(seed: 0x0123_4567_89ab_cdef, stream: 7)
    let all = stream.integers(below: 40, count: 1000)
    for start in [0, 1, 2, 3, 5, 997] {
      #expect(
        stream.integers(below: 40, count: 1000 - start, from: UInt64(start)) == Array(all[start...])
      )
    }
    for i in 0..<1000 { #expect(stream.integer(below: 40, at: UInt64(i)) == all[i]) }
    #expect(stream.normals(10, from: 90) == Array(stream.normals(100)[90...]))
  }

  @Test("known draws of seed 2026, stream 3, from a second implementation in Python")
  func knownDraws() {
    let stream = RandomStream(seed: 2026, stream: 3)
    #expect((0..<2).map { stream.bits(at: $0) } == [0xb84c_c8c3_3113_bd42, 0x7470_fcad_85d0_bd84])
    #expect(stream.uniforms(2) == [0.7570789742361563, 0.6599933265026019])
    #expect(stream.uniform(at: 7) == 0.42766994150265614)
    // Python's normals by the inverse error function in 30 digits.
    let normals = [
      0.5008434359054742, 0.1862823206658741, -0.6391568457822979, 0.6376893664522264,
      2.0060450894839463, -1.0898578990999541,
    ]
    for (drawn, known) in zip(stream.normals(6), normals) {
      #expect(abs(drawn / known - 1) < 1e-15)
    }
    #expect(stream.signs(12) == [1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1, -1])
    #expect(stream.signs(5, from: 126) == [-1, -1, 1, -1, -1])
    #expect(
      stream.integers(below: 40, count: 12) == [16, 31, 26, 16, 32, 32, 30, 27, 31, 9, 26, 27])
  }

  @Test("many draws are the single ones, across the ends of blocks, of eight blocks and of 32 bits")
  func manyAreSingle() {
    let stream = RandomStream(seed: 1 << 63 | 77, stream: 12)
    for (start, count) in [(0, 1), (3, 70), (127, 1100), (1 << 32 - 21, 50)] {
      let from = UInt64(start)
      let indices = (0..<UInt64(count)).map { from + $0 }
      #expect(stream.uniforms(count, from: from) == indices.map { stream.uniform(at: $0) })
      #expect(stream.normals(count, from: from) == indices.map { stream.normal(at: $0) })
      #expect(stream.signs(count, from: from) == indices.map { stream.sign(at: $0) })
      for bound in [1, 40, 3 << 30] {
        #expect(
          stream.integers(below: bound, count: count, from: from)
            == indices.map { stream.integer(below: bound, at: $0) })
      }
    }
  }

  @Test("seeds, streams and kinds differ")
  func independent() {
    let a = RandomStream(seed: 1).uniforms(64)
    #expect(a != RandomStream(seed: 2).uniforms(64))
    #expect(a != RandomStream(seed: 1 << 32 | 1).uniforms(64))
    #expect(a != RandomStream(seed: 1, stream: 1).uniforms(64))
    #expect(
      (0..<64).map { RandomStream(seed: 1).bits(at: $0) >> 11 } != a.map { UInt64($0 * 0x1p53) })
  }

  @Test("uniform numbers fill [0, 1) evenly")
  func uniform() {
    let u = RandomStream(seed: 3).uniforms(200_000)
    #expect(u.allSatisfy { $0 >= 0 && $0 < 1 })
    var counts = Array(repeating: 0.0, count: 100)
    for x in u { counts[Int(x * 100)] += 1 }
    // χ² with 99 degrees of freedom: mean 99, standard deviation 14.
    let chiSquare = counts.reduce(0) { $0 + ($1 - 2000) * ($1 - 2000) / 2000 }
    #expect(abs(chiSquare - 99) < 56)
  }

  @Test("normal numbers have the moments of the normal distribution")
  func normal() {
    let count = 400_000.0
    let z = RandomStream(seed: 4).normals(Int(count))
    // Four standard errors of each moment; Var z² = 2, Var z³ = 15, Var z⁴ = 96.
    for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      let moment = z.reduce(0) { $0 + pow($1, power) } / count
      #expect(abs(moment - expected) < 4 * (variance / count).squareRoot(), "moment \(power)")
    }
  }

  @Test("integers are unbiased: exact counts over small bounds", arguments: [1, 2, 3, 7, 40, 1000])
  func integers(bound: Int) {
    let draws = 100_000
    var counts = Array(repeating: 0.0, count: bound)
    for k in RandomStream(seed: 5).integers(below: bound, count: draws) { counts[k] += 1 }
    let expected = Double(draws) / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    let freedom = Double(bound - 1)
    // Laurent and Massart: P(χ² ≥ k + 2√(9k) + 18) ≤ e⁻⁹.
    #expect(chiSquare <= freedom + 6 * freedom.squareRoot() + 18)
  }

  @Test("a bound near 2³² needs rejection and stays in range")
  func rejection() {
    // With bound 3·2³⁰ a plain multiplication would give every third value twice the weight.
    let bound = 3 << 30
    let draws = RandomStream(seed: 6).integers(below: bound, count: 30_000)
    #expect(draws.allSatisfy { $0 >= 0 && $0 < bound })
    let residues = (0..<3).map { r in draws.count { $0 % 3 == r } }
    for count in residues { #expect(abs(count - 10_000) < 4 * 82) }
  }

  @Test("signs are balanced and a subset has no repeats")
  func signsAndSubsets() {
    let signs = RandomStream(seed: 7).signs(100_000)
    #expect(signs.allSatisfy { abs($0) == 1 })
    #expect(abs(signs.reduce(0, +)) < 4 * 317)
    let subset = RandomStream(seed: 8).subset(50, below: 60)
    #expect(Set(subset).count == 50 && subset.allSatisfy { (0..<60).contains($0) })
    // A small part of many is the beginning of a large one, places that were swapped before included.
    for seed: UInt64 in 1...20 {
      let stream = RandomStream(seed: seed)
      #expect(
        stream.subset(100, below: 10_000) == Array(stream.subset(200, below: 10_000)[..<100]))
    }
  }

  private func pow(_ x: Double, _ n: Int) -> Double {
    (0..<n).reduce(1) { p, _ in p * x }
  }
}
