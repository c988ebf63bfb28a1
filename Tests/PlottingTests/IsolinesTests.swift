import Drawing
import Elementary
import Plotting
import Testing

private func field(_ rows: [[Double]]) throws -> ScalarField {
  try ScalarField(
    x: (0..<rows[0].count).map(Double.init), y: (0..<rows.count).map(Double.init),
    values: rows.flatMap { $0 })
}

private func wavy(_ columns: Int = 61, _ rows: Int = 47) throws -> ScalarField {
  try ScalarField(x: -3...3, columns: columns, y: -2...2.5, rows: rows) { x, y in
    2 + sin(1.3 * x) * cos(1.7 * y) + 0.1 * x * y + 0.02 * x * x
  }
}

struct CellTests {
  /// The one-cell grids: corners above the level counterclockwise from the lower left, the value
  /// that a high corner has, and the segments between edge middles, lower values to the left.
  static let cells: [(above: [Int], middle: Bool, segments: [(String, String)])] = [
    ([0, 0, 0, 0], false, []), ([1, 0, 0, 0], false, [("left", "bottom")]),
    ([0, 1, 0, 0], false, [("bottom", "right")]), ([1, 1, 0, 0], false, [("left", "right")]),
    ([0, 0, 1, 0], false, [("right", "top")]),
    ([1, 0, 1, 0], false, [("left", "bottom"), ("right", "top")]),
    ([1, 0, 1, 0], true, [("left", "top"), ("right", "bottom")]),
    ([0, 1, 1, 0], false, [("bottom", "top")]), ([1, 1, 1, 0], false, [("left", "top")]),
    ([0, 0, 0, 1], false, [("top", "left")]), ([1, 0, 0, 1], false, [("top", "bottom")]),
    ([0, 1, 0, 1], false, [("bottom", "right"), ("top", "left")]),
    ([0, 1, 0, 1], true, [("bottom", "left"), ("top", "right")]),
    ([1, 1, 0, 1], false, [("top", "right")]), ([0, 0, 1, 1], false, [("right", "left")]),
    ([1, 0, 1, 1], false, [("right", "bottom")]), ([0, 1, 1, 1], false, [("bottom", "left")]),
    ([1, 1, 1, 1], false, []),
  ]

  @Test("each of the 16 cells, and both sides of its saddle, has its segments")
  func all() throws {
    for (above, middle, segments) in Self.cells {
      // Level 1; corners at 0 or 2 cross at the middles of edges. A saddle's middle is moved off
      // the level through the corners: 0 and 2.2, or -0.2 and 2.
      let (low, high) = middle ? (0, 2.2) : (-0.2, 2)
      let z = above.map { $0 == 1 ? high : low }
      let lines = Isolines(of: try field([[z[0], z[1]], [z[3], z[2]]]), at: try Levels([1])).lines
      let found = Set(lines.map { [name($0.points[0]), name($0.points[$0.points.count - 1])] })
      #expect(found == Set(segments.map { [$0.0, $0.1] }), "\(above) \(middle)")
      #expect(lines.allSatisfy { !$0.isClosed && $0.points.count == 2 })
    }
  }

  private func name(_ p: Point) -> String {
    p.x == 0 ? "left" : p.x == 1 ? "right" : p.y == 0 ? "bottom" : "top"
  }
}

struct ExhaustiveTests {
  /// Segments of every cell found one by one, and the area below each level.
  private struct Reference {
    var segments: [[Double]] = []
    var below: [Double]
    var known = 0.0

    init(_ rows: [[Double]], _ levels: [Double]) {
      below = levels.map { _ in 0 }
      for y in 0..<(rows.count - 1) {
        for x in 0..<(rows[0].count - 1) {
          let z = [rows[y][x], rows[y][x + 1], rows[y + 1][x + 1], rows[y + 1][x]]
          guard z.allSatisfy(\.isFinite) else { continue }
          known += 1
          for (index, level) in levels.enumerated() {
            add(z, level, index, Point(Double(x), Double(y)))
          }
        }
      }
    }

    /// The polygons of low values in a cell; their inner sides are the segments.
    private mutating func add(_ z: [Double], _ level: Double, _ index: Int, _ corner: Point) {
      let square = [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)].map { $0 + corner }
      var ring: [(point: Point, isCut: Bool)] = []
      for i in 0..<4 {
        let j = (i + 1) % 4
        if z[i] < level { ring.append((square[i], false)) }
        if (z[i] < level) != (z[j] < level) {
          ring.append(
            (square[i] + (square[j] - square[i]) * ((level - z[i]) / (z[j] - z[i])), true))
        }
      }
      var rings = [ring]
      let cuts = ring.indices.filter { ring[$0].isCut }
      let middle = (z[0] + z[1] + z[2] + z[3]) / 4
      if cuts.count == 4, middle >= level {
        // Two low corners apart: each with the cuts beside it.
        rings = ring.indices.filter { !ring[$0].isCut }.map { i in
          [ring[(i + ring.count - 1) % ring.count], ring[i], ring[(i + 1) % ring.count]]
        }
      }
      for ring in rings {
        for (i, a) in ring.enumerated() {
          let b = ring[(i + 1) % ring.count]
          below[index] += a.point.cross(b.point) / 2
          // The low polygon runs counterclockwise, so its side has low values on the left.
          if a.isCut, b.isCut, a.point != b.point {
            segments.append([Double(index), a.point.x, a.point.y, b.point.x, b.point.y])
          }
        }
      }
    }
  }

  private static func check(_ rows: [[Double]], _ levels: [Double]) throws -> String? {
    let lines = Isolines(of: try field(rows), at: try Levels(levels))
    let reference = Reference(rows, levels)
    var segments: [[Double]] = []
    for line in lines.lines {
      let points = line.isClosed ? line.points + [line.points[0]] : line.points
      for (a, b) in zip(points, points.dropFirst()) {
        segments.append([Double(line.level), a.x, a.y, b.x, b.y])
      }
    }
    func sorted(_ list: [[Double]]) -> [[Double]] {
      list.sorted { $0.lexicographicallyPrecedes($1) }
    }
    if sorted(segments) != sorted(reference.segments) { return "segments of \(rows)" }
    // Regions: for each the area to the left of its rings.
    let bounds = [0.0] + reference.below + [reference.known]
    for lower in 0..<lines.bandCount {
      for upper in (lower + 1)...lines.bandCount {
        let region = lines.region(of: lower..<upper)
        let area = region.rings.map { signedArea(lines.points(of: $0)) }.reduce(0, +)
        if abs(area - (bounds[upper] - bounds[lower])) > 1e-12 {
          return "area of \(lower)..<\(upper) of \(rows): \(area)"
        }
      }
    }
    return nil
  }

  private static func signedArea(_ ring: [Point]) -> Double {
    guard let last = ring.last else { return 0 }
    return zip([last] + ring, ring).map { $0.cross($1) }.reduce(0, +) / 2
  }

  /// All grids of a size with values from a list; their differences are powers of two, so that a
  /// cut is the same number from both ends of its edge.
  private static func grids(
    _ columns: Int, _ rows: Int, _ values: [Double], _ body: ([[Double]]) throws -> Void
  ) rethrows {
    var digits = [Int](repeating: 0, count: columns * rows)
    while true {
      try body(
        (0..<rows).map { y in (0..<columns).map { values[digits[y * columns + $0]] } })
      var place = 0
      while place < digits.count, digits[place] == values.count - 1 {
        digits[place] = 0
        place += 1
      }
      if place == digits.count { return }
      digits[place] += 1
    }
  }

  @Test(
    "every small grid: segments and areas are those of its cells taken one by one",
    arguments: [
      (3, 3, [0, 1, 2], [0.5, 1.5]), (3, 3, [0, 1, 2], [1, 2]), (3, 3, [0, 2, .nan], [1]),
      (2, 2, [-2, 0, 2, -.infinity, .infinity, .nan], [-1.5, 0.5, 1, 2]), (4, 3, [0, 1], [0.5]),
      (2, 5, [0, 1, .nan], [0.75]),
    ] as [(Int, Int, [Double], [Double])])
  func small(columns: Int, rows: Int, values: [Double], levels: [Double]) throws {
    var faults: [String] = []
    try Self.grids(columns, rows, values) { grid in
      if let fault = try Self.check(grid, levels) { faults.append(fault) }
    }
    #expect(faults.isEmpty, "\(faults.count) grids, first: \(faults.first ?? "")")
  }

  @Test("random grids wider than the stretches looked at together")
  func wide() throws {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    for columns in [7, 8, 9, 15, 16, 17, 18, 31, 32, 33, 34, 50, 65] {
      for share in [0.5, 0.03] {
        // Dyadic values and levels: cuts are then the same from both ends of an edge.
        let grid = (0..<6).map { _ in (0..<columns).map { _ in random() < share ? 0.0 : 1.0 } }
        let gaps = grid.map { $0.map { random() < 0.1 * share ? .nan : $0 } }
        for rows in [grid, gaps] {
          let fault = try Self.check(rows, [0.25, 0.5])
          #expect(fault == nil, "\(fault ?? "")")
        }
      }
    }
  }
}

struct IsolineIdentityTests {
  @Test("cutting z at levels, log-interpolated, is cutting log z at their logarithms")
  func logarithm() throws {
    let plain = try wavy()
    let levels = try Levels.logarithmic(from: 1.1, through: 3, count: 9)
    let one = Isolines(of: plain, at: levels, interpolation: .logarithmic)
    let logs = try ScalarField(x: plain.x, y: plain.y, values: plain.values.map { log($0) })
    let two = Isolines(of: logs, at: try Levels(levels.values.map { log($0) }))
    #expect(one.lines == two.lines)
    let roots = try ScalarField(
      x: plain.x, y: plain.y, values: plain.values.map { $0.squareRoot() })
    let three = Isolines(of: plain, at: levels, interpolation: .squareRoot)
    let four = Isolines(of: roots, at: try Levels(levels.values.map { $0.squareRoot() }))
    #expect(three.lines == four.lines)
  }

  @Test("levels taken together give the lines of each taken alone")
  func together() throws {
    let field = try wavy()
    let values = [1.2, 1.6, 2, 2.05, 2.9]
    let all = Isolines(of: field, at: try Levels(values))
    for (index, value) in values.enumerated() {
      let alone = Isolines(of: field, at: try Levels([value])).lines
      #expect(all.lines.filter { $0.level == index }.map(\.points) == alone.map(\.points))
      #expect(!alone.isEmpty)
    }
  }

  @Test("lower values lie on the left of every step")
  func direction() throws {
    let isolines = Isolines(
      of: try wavy(), at: try Levels.linear(from: 1, through: 3, count: 7))
    for line in isolines.lines {
      for (a, b) in zip(line.points, line.points.dropFirst()) {
        let middle = (a + b) * 0.5
        let left = Point(-(b - a).y, (b - a).x)
        let (x, y) = (middle.x, middle.y)
        let slope = Point(
          1.3 * cos(1.3 * x) * cos(1.7 * y) + 0.1 * y + 0.04 * x,
          -1.7 * sin(1.3 * x) * sin(1.7 * y) + 0.1 * x)
        // Near a saddle or a peak the step is as long as the curve bends: no say there.
        if slope.length > 0.4 { #expect(slope.dot(left) < 0) }
      }
    }
  }

  @Test("infinite levels bound bands and are crossed nowhere")
  func infinite() throws {
    let field = try wavy()
    let isolines = Isolines(of: field, at: try Levels([-.infinity, 2, .infinity]))
    #expect(isolines.lines.allSatisfy { $0.level == 1 })
    #expect(isolines.band(0).rings.isEmpty)
    #expect(isolines.band(3).rings.isEmpty)
    let plain = Isolines(of: field, at: try Levels([2]))
    #expect(
      isolines.band(1).rings.map { isolines.points(of: $0) }
        == plain.band(0).rings.map { plain.points(of: $0) })
  }

  @Test("a circle: closed, within the bound of linear interpolation, the right way around")
  func circle() throws {
    let field = try ScalarField(x: -2...2, columns: 101, y: -2...2, rows: 101) { x, y in
      x * x + y * y
    }
    let lines = Isolines(
      of: field, at: try Levels.squareRoot(from: 0.25, through: 2.25, count: 3)
    ).lines
    #expect(lines.map(\.isClosed) == [true, true, true])
    for (line, radius) in zip(lines, [0.5, 1, 1.5]) {
      // z is off by at most h² / 8 · z'' = h² / 4 between nodes, r by that over 2 r.
      let bound = 0.04 * 0.04 / 4 / (2 * radius)
      #expect(line.points.allSatisfy { abs($0.length - radius) <= bound * 1.1 })
      let turn = zip(line.points, line.points.dropFirst()).map { $0.cross($1) }.reduce(0, +)
      #expect(turn > 0)
    }
  }

  @Test("regions are painted with the curves fitted to their lines, the same on both sides")
  func fitted() throws {
    let isolines = Isolines(
      of: try wavy(), at: try Levels.linear(from: 1.25, through: 2.75, count: 4)
    ).mapped { Point(40 * $0.x, -40 * $0.y) }
    let paths = isolines.lines.map {
      Path(fitting: $0.points, tolerance: 0.05, closed: $0.isClosed)
    }
    var total = 0.0
    for band in 0..<isolines.bandCount {
      let outline = isolines.path(of: isolines.band(band), lines: paths)
      for ring in outline.flattened(tolerance: 1e-3) {
        total += zip(ring, ring.dropFirst()).map { $0.cross($1) }.reduce(0, +) / 2
      }
    }
    // The fitted curves cancel exactly between neighbours; mirrored, so the area is negative.
    #expect(abs(total + 6 * 4.5 * 1600) < 1e-6)
  }

  @Test("errors name what is wrong")
  func errors() {
    #expect(throws: LevelsError.notAscending(2, 2)) { try Levels([1, 2, 2]) }
    #expect(throws: LevelsError.notANumber) { try Levels([1, .nan]) }
    #expect(throws: LevelsError.tooMany(255)) { try Levels((0..<255).map(Double.init)) }
    #expect(throws: LevelsError.self) { try Levels.logarithmic(from: 0, through: 1, count: 3) }
    #expect(throws: LevelsError.self) { try Levels.squareRoot(from: -1, through: 1, count: 3) }
    #expect(throws: ScalarFieldError.tooSmall(columns: 1, rows: 2)) {
      try ScalarField(x: [0], y: [0, 1], values: [1, 2])
    }
    #expect(throws: ScalarFieldError.size(columns: 2, rows: 2, values: 3)) {
      try ScalarField(x: [0, 1], y: [0, 1], values: [1, 2, 3])
    }
    #expect(throws: ScalarFieldError.notAscending(axis: "y")) {
      try ScalarField(x: [0, 1], y: [0, 0], values: [1, 2, 3, 4])
    }
  }

  @Test("spacings meet their ends and step evenly")
  func spacings() throws {
    #expect(try Levels.linear(from: 0, through: 1, count: 5).values == [0, 0.25, 0.5, 0.75, 1])
    #expect(try Levels.squareRoot(from: 0, through: 9, count: 4).values == [0, 1, 4, 9])
    let decades = try Levels.logarithmic(from: 1e-3, through: 1e3, count: 7).values
    for (value, power) in zip(decades, -3...3) {
      // exp of a logarithm known to half an ulp: off by |log value| ulps at most.
      #expect(abs(value / pow(10, Double(power)) - 1) < 4e-15)
    }
    #expect(try Levels.linear(from: 3, through: 9, count: 1).values == [3])
  }
}
