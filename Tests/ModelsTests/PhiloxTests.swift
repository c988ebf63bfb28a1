import Models
import Testing

@Suite("Philox4x32-10")
struct PhiloxTests {
  @Test("the known answers of the authors' Random123 library (kat_vectors)")
  func knownAnswers() {
    let cases: [(SIMD4<UInt32>, SIMD2<UInt32>, SIMD4<UInt32>)] = [
      (
        .zero, .zero, SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4(repeating: .max), SIMD2(repeating: .max),
        SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0),
        SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ]
    for (counter, key, block) in cases {
      #expect(Philox.block(counter: counter, key: key) == block)
      // In each lane beside other counters.
      func lanes(_ word: Int) -> SIMD8<UInt64> {
        SIMD8((0..<8).map { UInt64(counter[word] ^ UInt32($0 == 5 ? 0 : $0 + 1)) })
      }
      let eight = Philox.blocks(counters: (lanes(0), lanes(1), lanes(2), lanes(3)), key: key)
      let words = [eight.0[5], eight.1[5], eight.2[5], eight.3[5]]
      #expect(words == (0..<4).map { UInt64(block[$0]) })
    }
  }
}
