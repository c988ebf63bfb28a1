/// A text as a square of dark and light modules (ISO/IEC 18004): bytes, correction level M, versions
/// 1 to 10.
package struct QRCode: Hashable, Sendable {
  /// The modules of a side.
  package let side: Int
  /// Whether modules are dark, row by row.
  private var modules: [Bool]
  /// The modules of the patterns, which hold no data.
  private var isPattern: [Bool]

  /// The most bytes of a text.
  package static let mostBytes = 213

  /// The blocks of a version: how many bytes correct each, and how many bytes of data they have.
  private static let versions: [(correction: Int, blocks: [Int])] = [
    (10, [16]), (16, [28]), (26, [44]), (18, [32, 32]), (24, [43, 43]), (16, [27, 27, 27, 27]),
    (18, [31, 31, 31, 31]), (22, [38, 38, 39, 39]), (22, [36, 36, 36, 37, 37]),
    (26, [43, 43, 43, 43, 44]),
  ]

  /// The code of a text; nil for one of more than `mostBytes` bytes of UTF-8.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    func fits(_ version: Int) -> Bool {
      let room = QRCode.versions[version - 1].blocks.reduce(0, +)
      return bytes.count + (version < 10 ? 2 : 3) <= room
    }
    guard let version = (1...10).first(where: fits) else { return nil }
    side = 17 + 4 * version
    modules = Array(repeating: false, count: side * side)
    isPattern = modules
    drawPatterns(version)
    draw(QRCode.codewords(of: bytes, version))
    let bare = self
    let codes = (0..<8).map { mask in
      var code = bare
      code.apply(mask)
      code.drawFormat(mask)
      return (cost: code.cost, code: code)
    }
    if let best = codes.min(by: { $0.cost < $1.cost }) { modules = best.code.modules }
  }

  /// Whether the module in a row and column is dark.
  package subscript(row: Int, column: Int) -> Bool { modules[row * side + column] }

  // MARK: Data

  private static func codewords(of bytes: [UInt8], _ version: Int) -> [UInt8] {
    let (correction, sizes) = versions[version - 1]
    let room = sizes.reduce(0, +)
    // Mode, count, data and the end, in bits, then bytes in turn up to the room.
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
    }
    append(4, 4)
    append(bytes.count, version < 10 ? 8 : 16)
    for byte in bytes { append(Int(byte), 8) }
    append(0, min(4, 8 * room - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var data = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    for pad in 0..<max(0, room - data.count) { data.append(pad % 2 == 0 ? 0xEC : 0x11) }
    var blocks: [(data: [UInt8], rest: [UInt8])] = []
    let divisor = QRCode.divisor(of: correction)
    for size in sizes {
      let block = Array(data.prefix(size))
      data.removeFirst(size)
      blocks.append((block, remainder(of: block, by: divisor)))
    }
    var out: [UInt8] = []
    for place in 0..<(sizes.max() ?? 0) {
      out += blocks.compactMap { $0.data.indices.contains(place) ? $0.data[place] : nil }
    }
    for place in 0..<correction { out += blocks.map { $0.rest[place] } }
    return out
  }

  /// The product in the field of 256 elements.
  package static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var (sum, power) = (0, Int(a))
    for place in 0..<8 {
      if Int(b) >> place & 1 == 1 { sum ^= power }
      power <<= 1
      if power & 0x100 != 0 { power ^= 0x11D }
    }
    return UInt8(sum)
  }

  /// The polynomial with the first so many powers of 2 as roots, without its leading one.
  private static func divisor(of degree: Int) -> [UInt8] {
    var result = Array(repeating: UInt8(0), count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for place in result.indices {
        result[place] = product(result[place], root)
        if place + 1 < degree { result[place] ^= result[place + 1] }
      }
      root = product(root, 2)
    }
    return result
  }

  private static func remainder(of data: [UInt8], by divisor: [UInt8]) -> [UInt8] {
    var rest = Array(repeating: UInt8(0), count: divisor.count)
    for byte in data {
      let factor = byte ^ rest.removeFirst()
      rest.append(0)
      for place in rest.indices { rest[place] ^= product(divisor[place], factor) }
    }
    return rest
  }

  // MARK: Modules

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    guard (0..<side).contains(row), (0..<side).contains(column) else { return }
    modules[row * side + column] = isDark
    isPattern[row * side + column] = true
  }

  private mutating func drawPatterns(_ version: Int) {
    for place in 0..<side {
      set(6, place, place % 2 == 0)
      set(place, 6, place % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] {
      for y in -4...4 {
        for x in -4...4 {
          let distance = max(abs(x), abs(y))
          set(row + y, column + x, distance != 2 && distance != 4)
        }
      }
    }
    let places = QRCode.alignment(version)
    for row in places {
      for column in places {
        let isCorner =
          row == 6 && (column == 6 || column == side - 7) || row == side - 7 && column == 6
        guard !isCorner else { continue }
        for y in -2...2 {
          for x in -2...2 { set(row + y, column + x, max(abs(x), abs(y)) != 1) }
        }
      }
    }
    drawFormat(0)
    guard version >= 7 else { return }
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version << 12 | rest
    for place in 0..<18 {
      let isDark = bits >> place & 1 == 1
      set(side - 11 + place % 3, place / 3, isDark)
      set(place / 3, side - 11 + place % 3, isDark)
    }
  }

  /// The middles of the small squares, along either side.
  private static func alignment(_ version: Int) -> [Int] {
    guard version > 1 else { return [] }
    let last = 10 + 4 * version
    return version < 7 ? [6, last] : [6, (6 + last) / 2, last]
  }

  /// Draws the correction level and the mask.
  private mutating func drawFormat(_ mask: Int) {
    // Level M is 0.
    var rest = mask
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (mask << 10 | rest) ^ 0x5412
    func isDark(_ place: Int) -> Bool { bits >> place & 1 == 1 }
    for place in 0...5 { set(place, 8, isDark(place)) }
    set(7, 8, isDark(6))
    set(8, 8, isDark(7))
    set(8, 7, isDark(8))
    for place in 9..<15 { set(8, 14 - place, isDark(place)) }
    for place in 0..<8 { set(8, side - 1 - place, isDark(place)) }
    for place in 8..<15 { set(side - 15 + place, 8, isDark(place)) }
    set(side - 8, 8, true)
  }

  /// The modules that hold data, in the order of their bits: two columns at a time, from the right,
  /// up and down in turn.
  package var dataPlaces: [(row: Int, column: Int)] {
    var places: [(row: Int, column: Int)] = []
    var right = side - 1
    var isUpward = true
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<side {
        let row = isUpward ? side - 1 - step : step
        for column in [right, right - 1] where !isPattern[row * side + column] {
          places.append((row, column))
        }
      }
      isUpward.toggle()
      right -= 2
    }
    return places
  }

  private mutating func draw(_ codewords: [UInt8]) {
    for (index, place) in dataPlaces.enumerated() where index < 8 * codewords.count {
      modules[place.row * side + place.column] = codewords[index / 8] >> (7 - index % 8) & 1 == 1
    }
  }

  /// Whether a mask turns a module.
  package static func turns(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    default: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }

  private mutating func apply(_ mask: Int) {
    for row in 0..<side {
      for column in 0..<side where !isPattern[row * side + column] {
        if QRCode.turns(mask, row, column) { modules[row * side + column].toggle() }
      }
    }
  }

  /// How hard the code is to read: long runs, squares of one colour, patterns like those of the
  /// corners, and an uneven share of dark modules.
  private var cost: Int {
    var cost = 0
    let corner = [true, false, true, true, true, false, true]
    let light = [false, false, false, false]
    for line in 0..<side {
      for isRow in [true, false] {
        let run = (0..<side).map { isRow ? self[line, $0] : self[$0, line] }
        var length = 0
        for place in run.indices {
          length = place > 0 && run[place] == run[place - 1] ? length + 1 : 1
          if length == 5 { cost += 3 }
          if length > 5 { cost += 1 }
          let rest = run[place...]
          if rest.starts(with: corner + light) || rest.starts(with: light + corner) { cost += 40 }
        }
      }
    }
    for row in 0..<(side - 1) {
      for column in 0..<(side - 1) {
        let dark = self[row, column]
        if self[row, column + 1] == dark, self[row + 1, column] == dark,
          self[row + 1, column + 1] == dark
        {
          cost += 3
        }
      }
    }
    let share = 100 * modules.count { $0 } / modules.count
    return cost + 10 * (abs(share - 50) / 5)
  }
}
