import Models
import Records

/// Random numbers against another program's, written for the generator's three known answers.
func randomClaims() -> [Claim] {
  let stream = RandomStream(seed: 0x0123_4567_89ab_cdef, stream: 5)
  let far = UInt64(1) << 32 + 3
  return [
    Claim(
      "4.1-random-values",
      "The numbers of a stream are those of Philox4x32-10, computed by another program; normal numbers are "
        + "the quantiles, at 40 digits, of their bits.",
      residual: [
        zip(
          [0, 1, 6, far],
          [
            0x51ea_8b2f_a4a6_6dd2, 0xca08_650a_ad28_aa90, 0x5a0_3b31_972f_2443,
            0x5e18_b6f2_1a7b_171e,
          ] as [UInt64]
        ).map { stream.bits(at: $0) == $1 ? 0 : 1 }.worst,
        distance(
          [0, 1, 6, far].map { stream.uniform(at: $0) },
          [0.13943370335729244, 0.9076281069849105, 0.5818963598882568, 0.5000587965725816]),
        zip(
          [0, 1, 2, 3, 7, 2846].map { stream.normal(at: $0) },
          [
            0.24546029354367963, -0.7284916327331378, -0.19165600063146201, 0.0062625825482143845,
            0.7564323487132291, -3.7600038968953067,
          ]
        ).map { abs($0 / $1 - 1) }.worst,
        // Signs with weights from 1 to 31, in turn.
        abs(stream.signs(256).enumerated().reduce(-182) { $0 + $1.1 * Double($1.0 % 31 + 1) }),
        distance(
          stream.integers(below: 10, count: 12).map { Double($0) },
          [1, 4, 8, 2, 1, 5, 6, 7, 0, 9, 2, 9]),
        distance(
          (0..<4).map { Double(stream.integer(below: 3_000_000_000, at: $0)) },
          [440_790_133, 1_356_883_068, 1_591_919_974, 2_793_465_812]),
        distance(stream.subset(5, below: 9).map { Double($0) }, [1, 4, 8, 0, 3]),
      ].worst,
      tolerance: 1e-15, reason: "four units in the last place of a normal number")
  ]
}
