import Drawing

/// One sweep over the cells of a field that finds the isolines of all levels.
///
/// Every node gets the number of the band its value lies in: the count of levels not above it. A
/// cell whose four corners lie in one band is crossed by nothing, and most cells are; 32 are looked
/// at together. A crossed edge has one vertex for each level between the bands of its ends,
/// in consecutive places of `vertices`; in a crossed cell each level joins two or four vertices.
struct IsolineSweep {
  let field: ScalarField
  let levels: [Double]
  let interpolation: Interpolation
  /// The value at the saddle in a cell, where it is known.
  private let saddle: ((Int, Int) -> Double?)?
  /// The levels as they are interpolated between.
  private let cuts: [Double]

  /// The vertices on the edges of the grid.
  private var vertices: [Vertex] = []
  /// Whether some value is not known.
  private(set) var hasGaps = false

  /// The band of a node whose value is not known.
  static let unknown: UInt8 = 255

  init(
    field: ScalarField, levels: [Double], interpolation: Interpolation,
    saddle: ((Int, Int) -> Double?)?
  ) {
    self.field = field
    self.saddle = saddle
    self.levels = levels
    self.interpolation = interpolation
    cuts = levels.map(interpolation.linearised)
  }

  /// The band of a value, or `unknown`.
  func band(of value: Double) -> UInt8 { Self.band(of: value, levels, interpolation) }

  private static func band(
    of value: Double, _ levels: [Double], _ interpolation: Interpolation
  ) -> UInt8 {
    guard interpolation.linearised(value).isFinite else { return unknown }
    var band: UInt8 = 0
    for level in levels where level <= value { band += 1 }
    return band
  }

  /// The bands of eight values.
  private static func bands(
    of values: SIMD8<Double>, _ levels: [Double], _ interpolation: Interpolation
  ) -> SIMD8<UInt8> {
    guard areAll(values, from: interpolation.leastKnown, below: .infinity) else {
      var bands = SIMD8<UInt8>()
      for lane in 0..<8 { bands[lane] = band(of: values[lane], levels, interpolation) }
      return bands
    }
    var bands = SIMD8<Int64>()
    for level in levels { bands &-= unsafeBitCast(values .>= level, to: SIMD8<Int64>.self) }
    return SIMD8(truncatingIfNeeded: bands)
  }

  /// Whether eight values all lie in a range.
  @inline(__always)
  private static func areAll(
    _ values: SIMD8<Double>, from floor: Double, below ceiling: Double
  ) -> Bool {
    let isInside = (values .>= floor) .& (values .< ceiling)
    return unsafeBitCast(isInside, to: SIMD8<Int64>.self).wrappedSum() == -8
  }

  mutating func run() {
    let columns = field.x.count
    // Room beyond the last column, so that 32 cells can always be read.
    var low = [UInt8](repeating: 0, count: columns + 33)
    var high = low
    var below = [Int32](repeating: -1, count: columns)
    var above = below
    vertices.reserveCapacity(24 * (columns + field.y.count))
    classify(row: 0, into: &low)
    for row in 0..<(field.y.count - 1) {
      classify(row: row + 1, into: &high)
      link(row: row, low, high, &below, &above)
      swap(&low, &high)
      swap(&below, &above)
    }
  }

  /// Writes the bands of a row of nodes.
  private mutating func classify(row: Int, into bands: inout [UInt8]) {
    let (columns, levels, interpolation) = (field.x.count, levels, interpolation)
    var band = Self.unknown
    var (floor, ceiling) = (Double.infinity, -Double.infinity)
    var hasGap = false
    field.values.withUnsafeBytes { values in
      bands.withUnsafeMutableBytes { bands in
        let start = row * columns * MemoryLayout<Double>.stride
        var column = 0
        while column + 8 <= columns {
          let eight = values.loadUnaligned(
            fromByteOffset: start + column * MemoryLayout<Double>.stride, as: SIMD8<Double>.self)
          // Most stretches lie in one band, the same as the one before.
          if Self.areAll(eight, from: floor, below: ceiling) {
            bands.storeBytes(
              of: SIMD8(repeating: band), toByteOffset: column, as: SIMD8<UInt8>.self)
          } else {
            let found = Self.bands(of: eight, levels, interpolation)
            bands.storeBytes(of: found, toByteOffset: column, as: SIMD8<UInt8>.self)
            hasGap = hasGap || found.max() == Self.unknown
            band = found[7]
            (floor, ceiling) = Self.bounds(of: band, levels, interpolation)
          }
          column += 8
        }
        for column in column..<columns {
          let value = values.loadUnaligned(
            fromByteOffset: start + column * MemoryLayout<Double>.stride, as: Double.self)
          band = Self.band(of: value, levels, interpolation)
          hasGap = hasGap || band == Self.unknown
          bands[column] = band
        }
        // Cells beyond the last column look uncrossed.
        for offset in columns..<bands.count { bands[offset] = band }
      }
    }
    hasGaps = hasGaps || hasGap
  }

  /// The values of a band: from the floor up to below the ceiling, all of them finite.
  private static func bounds(
    of band: UInt8, _ levels: [Double], _ interpolation: Interpolation
  ) -> (Double, Double) {
    if band == unknown { return (.infinity, -.infinity) }
    let least = interpolation.leastKnown
    return (
      band == 0 ? least : max(least, levels[Int(band) - 1]),
      Int(band) < levels.count ? levels[Int(band)] : .infinity
    )
  }

  /// Makes the vertices of a row of cells and joins them.
  private mutating func link(
    row: Int, _ low: [UInt8], _ high: [UInt8], _ below: inout [Int32], _ above: inout [Int32]
  ) {
    let cells = field.x.count - 1
    var left: Int32 = -1
    for start in stride(from: 0, to: cells, by: 32) {
      let differing = Self.differing(low, high, from: start)
      if differing == .zero { continue }
      for part in 0..<4 {
        var bytes = differing[part]
        while bytes != 0 {
          let byte = bytes.trailingZeroBitCount / 8
          bytes &= ~(0xff << (8 * byte))
          let column = start + 8 * part + byte
          if column >= cells { break }
          let corners = Corners(
            a: low[column], b: low[column + 1], c: high[column + 1], d: high[column])
          if row == 0 { below[column] = edge(column, row, vertical: false, corners.a, corners.b) }
          if column == 0 { left = edge(column, row, vertical: true, corners.a, corners.d) }
          let right = edge(column + 1, row, vertical: true, corners.b, corners.c)
          above[column] = edge(column, row + 1, vertical: false, corners.d, corners.c)
          if corners.areKnown {
            join(
              row * field.x.count + column, corners,
              Edges(bottom: below[column], right: right, top: above[column], left: left))
          }
          left = right
        }
      }
    }
  }

  /// The cells of 32 that do not have all their corners in one band, as the bytes that are not zero.
  @inline(__always)
  private static func differing(_ low: [UInt8], _ high: [UInt8], from column: Int) -> SIMD4<UInt64>
  {
    low.withUnsafeBytes { low in
      high.withUnsafeBytes { high in
        let a = low.loadUnaligned(fromByteOffset: column, as: SIMD4<UInt64>.self)
        let b = low.loadUnaligned(fromByteOffset: column + 1, as: SIMD4<UInt64>.self)
        let d = high.loadUnaligned(fromByteOffset: column, as: SIMD4<UInt64>.self)
        let c = high.loadUnaligned(fromByteOffset: column + 1, as: SIMD4<UInt64>.self)
        return (a ^ b) | (a ^ c) | (a ^ d)
      }
    }
  }

  /// Makes the vertices of an edge from a node and returns the first; -1 when it has none.
  private mutating func edge(
    _ column: Int, _ row: Int, vertical: Bool, _ from: UInt8, _ to: UInt8
  ) -> Int32 {
    if from == to || from == Self.unknown || to == Self.unknown { return -1 }
    let node = row * field.x.count + column
    let other = vertical ? node + field.x.count : node + 1
    let (start, end) = (
      interpolation.linearised(field.values[node]), interpolation.linearised(field.values[other])
    )
    let first = Int32(vertices.count)
    let (x, y) = (field.x[column], field.y[row])
    for level in min(from, to)..<max(from, to) {
      let part = (cuts[Int(level)] - start) / (end - start)
      let place =
        vertical
        ? Point(x, y + part * (field.y[row + 1] - y))
        : Point(x + part * (field.x[column + 1] - x), y)
      vertices.append(
        Vertex(
          place: place, edge: Int32(2 * node + (vertical ? 1 : 0)), next: -1, previous: -1,
          level: level))
    }
    return first
  }

  /// Joins the vertices of a cell, level by level, lower values to the left.
  private mutating func join(_ node: Int, _ corners: Corners, _ edges: Edges) {
    let (a, b, c, d) = (corners.a, corners.b, corners.c, corners.d)
    for level in min(a, b, c, d)..<max(a, b, c, d) {
      let bottom = edges.bottom + Int32(level) - Int32(min(a, b))
      let right = edges.right + Int32(level) - Int32(min(b, c))
      let top = edges.top + Int32(level) - Int32(min(c, d))
      let left = edges.left + Int32(level) - Int32(min(a, d))
      let above = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0)
      switch above | (d > level ? 8 : 0) {
      case 1: join(left, bottom)
      case 2: join(bottom, right)
      case 3: join(left, right)
      case 4: join(right, top)
      case 6: join(bottom, top)
      case 7: join(left, top)
      case 8: join(top, left)
      case 9: join(top, bottom)
      case 11: join(top, right)
      case 12: join(right, left)
      case 13: join(right, bottom)
      case 14: join(bottom, left)
      case 5 where isMiddleAbove(level, node):
        join(left, top)
        join(right, bottom)
      case 5:
        join(left, bottom)
        join(right, top)
      case 10 where isMiddleAbove(level, node):
        join(bottom, left)
        join(top, right)
      case 10:
        join(bottom, right)
        join(top, left)
      default: break
      }
    }
  }

  private func isMiddleAbove(_ level: UInt8, _ node: Int) -> Bool {
    let columns = field.x.count
    if let value = saddle?(node % columns, node / columns) { return value >= levels[Int(level)] }
    let corners = [node, node + 1, node + columns, node + columns + 1]
    let sum = corners.map { interpolation.linearised(field.values[$0]) }.reduce(0, +)
    return sum / 4 >= cuts[Int(level)]
  }

  private mutating func join(_ from: Int32, _ to: Int32) {
    vertices[Int(from)].next = to
    vertices[Int(to)].previous = from
  }
}

/// A point where an isoline crosses an edge of the grid.
private struct Vertex {
  let place: Point
  /// The edge: twice the number of its lower or left node, plus 1 when it is vertical.
  let edge: Int32
  /// The vertex after it on its line; -1 for none.
  var next: Int32
  /// The vertex before it on its line; -1 for none.
  var previous: Int32
  /// The level of the line.
  let level: UInt8
}

/// The bands of a cell's corners, counterclockwise from the lower left.
private struct Corners {
  let a: UInt8
  let b: UInt8
  let c: UInt8
  let d: UInt8

  var areKnown: Bool { max(a, b, c, d) != IsolineSweep.unknown }
}

/// The first vertex on each edge of a cell.
private struct Edges {
  let bottom: Int32
  let right: Int32
  let top: Int32
  let left: Int32
}

extension IsolineSweep {
  /// The joined vertices as lines, by level, and the ends of the open ones.
  func lines() -> ([Isoline], ends: [Rim.Crossing: IsolineEnd]) {
    var open: [[(start: Int, end: Int, line: Isoline)]] = Array(repeating: [], count: levels.count)
    var closed: [[Isoline]] = Array(repeating: [], count: levels.count)
    var isUsed = [Bool](repeating: false, count: vertices.count)
    // Room reused by all lines, each of which is then copied once.
    var room: [Point] = []
    func follow(from start: Int) -> (points: [Point], end: Int) {
      room.removeAll(keepingCapacity: true)
      var index = start
      var last: Point?
      while true {
        isUsed[index] = true
        let vertex = vertices[index]
        // Where a node has the level's value, its edges' vertices coincide.
        if last != vertex.place { room.append(vertex.place) }
        last = vertex.place
        let after = Int(vertex.next)
        if after < 0 || isUsed[after] { return (room.withUnsafeBufferPointer(Array.init), index) }
        index = after
      }
    }
    for (start, vertex) in vertices.enumerated() where vertex.previous < 0 && vertex.next >= 0 {
      let (points, end) = follow(from: start)
      let level = Int(vertex.level)
      open[level].append((start, end, Isoline(level: level, points: points, isClosed: false)))
    }
    for (start, vertex) in vertices.enumerated() where !isUsed[start] && vertex.next >= 0 {
      var points = follow(from: start).points
      if points.count > 1, points.first == points.last { points.removeLast() }
      // A single node at the level, all around it below: no line.
      if points.count == 1 { continue }
      let level = Int(vertex.level)
      closed[level].append(Isoline(level: level, points: points, isClosed: true))
    }
    var lines: [Isoline] = []
    var ends: [Rim.Crossing: IsolineEnd] = [:]
    for level in levels.indices {
      for (start, end, line) in open[level] {
        for (vertex, isStart) in [(vertices[start], true), (vertices[end], false)] {
          ends[Rim.Crossing(edge: Int(vertex.edge), level: level)] = IsolineEnd(
            line: lines.count, isStart: isStart)
        }
        lines.append(line)
      }
      lines += closed[level]
    }
    return (lines, ends)
  }
}
