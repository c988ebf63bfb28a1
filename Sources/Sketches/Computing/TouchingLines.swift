import Drawing

/// Lines along which a formula touches a value without crossing it, as along a valley of minima: no
/// sample lies beyond them, so that no isoline is cut there.
struct TouchingLines: Sendable {
  /// The lines in data.
  let lines: [[Point]]

  /// Looks for the value on the edges of a grid, where the formula has a minimum or a maximum along
  /// the edge, and joins what is found within each cell.
  ///
  /// - Parameter width: What counts as the size of the formula; the value is met to 1e-12 of it.
  init(
    of program: Program, at value: Double, in window: Window, width: Double, budget: Budget
  ) throws {
    let count = budget.samples(program.rows > 100 ? 61 : 149)
    // Nodes keep off round numbers, and reach a little beyond the window.
    let step = (1 + 0.0123) / Double(count - 1)
    let nodes = (0..<count).map { Double($0) * step - 0.00531 }
    try budget.spend(count * count, of: program, order: 1)
    let field = Evaluator(program, order: 1)
    func jet(_ place: Point) -> (value: Double, slope: Point) {
      let datum = window.datum(place)
      let jet = field.jet(datum.x, datum.y)
      let h = 1e-6
      let ahead = window.datum(Point(place.x + h, place.y + h))
      return (
        jet.value,
        Point(jet.x * (ahead.x - datum.x) / h, jet.y * (ahead.y - datum.y) / h)
      )
    }
    let rows = nodes.map { y in nodes.map { x in jet(Point(x, y)) } }
    /// The place on an edge at which the value is touched.
    func touched(_ a: (Int, Int), _ b: (Int, Int)) throws -> Point? {
      let isAcross = a.1 == b.1
      let (first, last) = (rows[a.1][a.0].slope, rows[b.1][b.0].slope)
      let (low, high) = isAcross ? (first.x, last.x) : (first.y, last.y)
      guard low.isFinite, high.isFinite, low * high <= 0, low != high else { return nil }
      // Nearer than twice the change along the edge.
      let near = min(abs(rows[a.1][a.0].value - value), abs(rows[b.1][b.0].value - value))
      guard near <= 2 * step * max(abs(low), abs(high)) + 1e-12 * width else { return nil }
      var (start, end) = (Point(nodes[a.0], nodes[a.1]), Point(nodes[b.0], nodes[b.1]))
      try budget.spend(54, of: program, order: 1)
      if low == 0 { end = start }
      if high == 0 { start = end }
      for _ in 0..<54 where start != end {
        let middle = (start + end) * 0.5
        let slope = jet(middle).slope
        let own = isAcross ? slope.x : slope.y
        if own * low > 0 { start = middle } else { end = middle }
      }
      let found = (start + end) * 0.5
      return abs(jet(found).value - value) <= 1e-12 * width ? found : nil
    }
    var places: [Point] = []
    var across: [Int: Int] = [:]
    var upward: [Int: Int] = [:]
    for row in 0..<count {
      for column in 0..<count {
        let key = row * count + column
        if column + 1 < count, let place = try touched((column, row), (column + 1, row)) {
          across[key] = places.count
          places.append(place)
        }
        if row + 1 < count, let place = try touched((column, row), (column, row + 1)) {
          upward[key] = places.count
          places.append(place)
        }
      }
    }
    var neighbours = Array(repeating: [Int](), count: places.count)
    for row in 0..<(count - 1) {
      for column in 0..<(count - 1) {
        let key = row * count + column
        var own = [across[key], upward[key + 1], across[key + count], upward[key]].compactMap { $0 }
        // What is nearest to the value half-way belongs together.
        while own.count > 1 {
          var best = (0, 1, Double.infinity)
          for i in own.indices {
            for j in own.indices.dropFirst(i + 1) {
              let middle = jet((places[own[i]] + places[own[j]]) * 0.5).value
              if abs(middle - value) < best.2 { best = (i, j, abs(middle - value)) }
            }
          }
          let (a, b) = (own[best.0], own[best.1])
          neighbours[a].append(b)
          neighbours[b].append(a)
          own.remove(at: best.1)
          own.remove(at: best.0)
        }
      }
    }
    lines = Self.chained(places, &neighbours).map { $0.map(window.datum) }
  }

  /// Places joined to lines: open ones from their ends, then closed ones.
  private static func chained(_ places: [Point], _ neighbours: inout [[Int]]) -> [[Point]] {
    var lines: [[Point]] = []
    let ends = places.indices.filter { neighbours[$0].count == 1 }
    for start in ends + Array(places.indices) where !neighbours[start].isEmpty {
      var line = [start]
      while let here = line.last, let next = neighbours[here].first {
        neighbours[here].removeAll { $0 == next }
        neighbours[next].removeAll { $0 == here }
        line.append(next)
      }
      lines.append(line.map { places[$0] })
    }
    return lines.filter { $0.count > 2 }
  }
}
