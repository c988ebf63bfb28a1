import Drawing

/// A stretch of the rim of a field between two isolines, the field on its left.
struct RimStretch: Sendable {
  /// The band of the values along it.
  var band: Int
  /// The line whose end it starts from; nil when it runs all around.
  var start: IsolineEnd?
  /// The line whose end it leads to; nil when it runs all around.
  var end: IsolineEnd?
  /// The nodes between the two ends.
  var points: [Point]
}

/// One of the two ends of an open isoline.
struct IsolineEnd: Hashable, Sendable {
  var line: Int
  var isStart: Bool
}

/// The edges of the cells whose values are all known, as closed walks with those cells on the left.
struct Rim {
  private let field: ScalarField
  private let sweep: IsolineSweep
  /// The line ends on an edge by its number and their level.
  private let ends: [Crossing: IsolineEnd]
  /// Whether each cell takes part; empty when all do.
  private let isKnown: [Bool]

  /// Where an isoline of a level meets an edge of the grid, numbered as in `IsolineSweep`.
  struct Crossing: Hashable {
    let edge: Int
    let level: Int
  }

  /// A step along an edge of the grid: from a node to its neighbour in one of four directions.
  private struct Step: Hashable {
    var column: Int
    var row: Int
    /// 0 to the right, 1 up, 2 to the left, 3 down.
    var direction: Int

    static let offsets = [(1, 0), (0, 1), (-1, 0), (0, -1)]

    var end: (column: Int, row: Int) {
      let (dx, dy) = Step.offsets[direction]
      return (column + dx, row + dy)
    }
    /// The cell on the left, named by its lower left node.
    var cellOnLeft: (column: Int, row: Int) {
      (column + [0, -1, -1, 0][direction], row + [0, 0, -1, -1][direction])
    }
    var cellOnRight: (column: Int, row: Int) {
      (column + [0, 0, -1, -1][direction], row + [-1, 0, 0, -1][direction])
    }
    func turned(by quarter: Int) -> Step {
      let (column, row) = end
      return Step(column: column, row: row, direction: (direction + quarter + 4) % 4)
    }
  }

  init(field: ScalarField, sweep: IsolineSweep, ends: [Crossing: IsolineEnd]) {
    self.field = field
    self.sweep = sweep
    self.ends = ends
    guard sweep.hasGaps else {
      isKnown = []
      return
    }
    let columns = field.x.count
    let nodes = field.values.map { sweep.band(of: $0) != IsolineSweep.unknown }
    isKnown = (0..<(field.y.count - 1)).flatMap { row in
      (0..<(columns - 1)).map { column in
        let node = row * columns + column
        return nodes[node] && nodes[node + 1] && nodes[node + columns] && nodes[node + columns + 1]
      }
    }
  }

  private func takesPart(_ cell: (column: Int, row: Int)) -> Bool {
    guard cell.column >= 0, cell.row >= 0, cell.column < field.x.count - 1,
      cell.row < field.y.count - 1
    else { return false }
    return isKnown.isEmpty || isKnown[cell.row * (field.x.count - 1) + cell.column]
  }

  /// All stretches of the rim, walk by walk.
  func stretches() -> [RimStretch] {
    if isKnown.isEmpty { return split(around) }
    var result: [RimStretch] = []
    var walked: Set<Step> = []
    for row in 0..<field.y.count {
      for column in 0..<field.x.count {
        for direction in 0..<4 {
          let step = Step(column: column, row: row, direction: direction)
          guard takesPart(step.cellOnLeft), !takesPart(step.cellOnRight), !walked.contains(step)
          else { continue }
          let steps = walk(from: step)
          walked.formUnion(steps)
          result += split(steps)
        }
      }
    }
    return result
  }

  /// The steps around the whole field.
  private var around: [Step] {
    let (right, top) = (field.x.count - 1, field.y.count - 1)
    return (0..<right).map { Step(column: $0, row: 0, direction: 0) }
      + (0..<top).map { Step(column: right, row: $0, direction: 1) }
      + (0..<right).map { Step(column: right - $0, row: top, direction: 2) }
      + (0..<top).map { Step(column: 0, row: top - $0, direction: 3) }
  }

  /// The steps along the rim until it closes.
  private func walk(from first: Step) -> [Step] {
    var steps = [first]
    while true {
      guard let last = steps.last else { return steps }
      // Stay at the cell on the left as long as nothing lies ahead of it.
      let following =
        [1, 0].map(last.turned).first { !takesPart($0.cellOnRight) } ?? last.turned(by: -1)
      if following == first { return steps }
      steps.append(following)
    }
  }

  /// Cuts a walk where isolines end.
  private func split(_ steps: [Step]) -> [RimStretch] {
    var stretches: [RimStretch] = []
    var current = RimStretch(band: 0, start: nil, end: nil, points: [])
    for step in steps {
      let from = step.row * field.x.count + step.column
      let to = step.end.row * field.x.count + step.end.column
      let (a, b) = (
        Int(sweep.band(of: field.values[from])), Int(sweep.band(of: field.values[to]))
      )
      current.points.append(Point(field.x[step.column], field.y[step.row]))
      current.band = a
      if a == b { continue }
      let edge = 2 * min(from, to) + step.direction % 2
      let crossed = a < b ? Array(a..<b) : Array((b..<a).reversed())
      for level in crossed {
        let end = ends[Crossing(edge: edge, level: level)]
        current.end = end
        stretches.append(current)
        current = RimStretch(band: a < b ? level + 1 : level, start: end, end: nil, points: [])
      }
    }
    guard !stretches.isEmpty else { return [current] }
    // The walk began in the middle of a stretch.
    stretches[0].start = current.start
    stretches[0].points = current.points + stretches[0].points
    return stretches
  }
}
