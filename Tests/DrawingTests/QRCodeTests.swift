import Drawing
import Testing

/// Codes read back: format, mask, blocks and their corrections as the standard has them, the text.
@Suite("QR codes")
struct QRCodeTests {
  /// The blocks of a version at level M, from the standard's table 9: bytes of data, and how many
  /// correct each.
  private static let blocks: [Int: (data: [Int], correction: Int)] = [
    1: ([16], 10), 2: ([28], 16), 3: ([44], 26), 4: ([32, 32], 18), 5: ([43, 43], 24),
    6: ([27, 27, 27, 27], 16), 7: ([31, 31, 31, 31], 18), 8: ([38, 38, 39, 39], 22),
    9: ([36, 36, 36, 37, 37], 22), 10: ([43, 43, 43, 43, 44], 26),
  ]

  private func power(_ count: Int) -> UInt8 {
    (0..<count).reduce(UInt8(1)) { value, _ in QRCode.product(value, 2) }
  }

  @Test(
    "a code holds its text, and every block is without an error",
    arguments: [
      0, 1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180, 181, 213,
    ])
  func decoded(count: Int) throws {
    let text = String((0..<count).map { Character(Unicode.Scalar(UInt8(33 + $0 * 7 % 90))) })
    let code = try #require(QRCode(text))
    let version = (code.side - 17) / 4
    // The format's fifteen bits are a code word: mask and level M.
    var format = 0
    for place in 0...5 { format |= code[place, 8] ? 1 << place : 0 }
    format |= (code[7, 8] ? 1 << 6 : 0) | (code[8, 8] ? 1 << 7 : 0) | (code[8, 7] ? 1 << 8 : 0)
    for place in 9..<15 { format |= code[8, 14 - place] ? 1 << place : 0 }
    format ^= 0x5412
    #expect(format >> 13 == 0)
    let mask = format >> 10 & 7
    var rest = format >> 10
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    #expect(format & 0x3FF == rest)
    // The other copy says the same.
    for place in 0..<8 {
      #expect(code[8, code.side - 1 - place] == ((format ^ 0x5412) >> place & 1 == 1))
    }
    let bits = code.dataPlaces.map {
      code[$0.row, $0.column] != QRCode.turns(mask, $0.row, $0.column)
    }
    let (sizes, correction) = try #require(QRCodeTests.blocks[version])
    let total = sizes.reduce(0, +) + sizes.count * correction
    #expect((0..<8).contains(bits.count - 8 * total))
    var words = (0..<total).map { word in
      (0..<8).reduce(UInt8(0)) { $0 << 1 | (bits[8 * word + $1] ? 1 : 0) }
    }[...]
    var blocks = sizes.map { _ in [UInt8]() }
    for place in 0..<(sizes.max() ?? 0) {
      for index in sizes.indices where place < sizes[index] {
        blocks[index].append(words.removeFirst())
      }
    }
    let data = blocks.flatMap { $0 }
    for _ in 0..<correction {
      for index in sizes.indices { blocks[index].append(words.removeFirst()) }
    }
    for block in blocks {
      for root in 0..<correction {
        let sum = block.reduce(UInt8(0)) { QRCode.product($0, power(root)) ^ $1 }
        #expect(sum == 0)
      }
    }
    // The mode of bytes, their count, the bytes.
    var number = data.reduce(into: [Bool]()) { out, byte in
      for place in (0..<8).reversed() { out.append(byte >> place & 1 == 1) }
    }[...]
    func take(_ count: Int) -> Int {
      defer { number = number.dropFirst(count) }
      return number.prefix(count).reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
    #expect(take(4) == 4)
    #expect(take(version < 10 ? 8 : 16) == count)
    #expect((0..<count).map { _ in UInt8(take(8)) } == Array(text.utf8))
  }

  @Test("longer texts have none, and the corners are where cameras look for them")
  func limits() throws {
    #expect(QRCode(String(repeating: "a", count: 214)) == nil)
    let code = try #require(QRCode("https://example.org"))
    let corner = (0..<7).map { row in String((0..<7).map { code[row, $0] ? "#" : "." }) }
    #expect(
      corner.joined(separator: "\n")
        == "#######\n#.....#\n#.###.#\n#.###.#\n#.###.#\n#.....#\n#######")
    #expect(!code[7, 7] && code[code.side - 8, 8])
  }
}
