import Drawing

/// Ink that words keep off, with the box that holds each piece, which rules most of it out.
struct Obstacles {
  private var list: [Obstacle]
  private var extents: [Rect]

  init(_ list: [Obstacle]) {
    self.list = list
    extents = list.map(\.extent)
  }

  mutating func append(_ obstacle: Obstacle) {
    list.append(obstacle)
    extents.append(obstacle.extent)
  }

  /// Whether any of the ink lies within a box; of words alone, or of all.
  func touch(_ box: Rect, wordsOnly: Bool) -> Bool {
    list.indices.contains { index in
      guard extents[index].gap(to: box) <= 0 else { return false }
      return (!wordsOnly || list[index].isBox) && list[index].touches(box)
    }
  }

  /// Whether a straight way crosses any of the ink that counts.
  func isCrossed(by way: Leader, where counts: (Obstacle) -> Bool) -> Bool {
    let box = Rect(holding: [way.start, way.end])
    return list.indices.contains { index in
      extents[index].gap(to: box) <= 0 && counts(list[index])
        && list[index].isCrossed(from: way.start, to: way.end)
    }
  }

  /// How many things a straight way crosses, those with some names left out.
  func crossed(by way: Leader, but own: Set<String>) -> Int {
    let box = Rect(holding: [way.start, way.end])
    return list.indices.count { index in
      extents[index].gap(to: box) <= 0 && !own.contains(list[index].name)
        && list[index].isCrossed(from: way.start, to: way.end)
    }
  }

  /// The centres of all dots.
  var dots: Set<Point> {
    Set(list.compactMap { if case .dot(let center, _, _) = $0 { center } else { nil } })
  }

  /// The names of what lies at half of some places or more, or, where nothing does, at any: other
  /// lines cross the one that words name.
  func names(at anchors: [Point]) -> Set<String> {
    var places: [String: Set<Point>] = [:]
    for index in list.indices {
      for anchor in anchors {
        let place = Rect(minX: anchor.x, minY: anchor.y, maxX: anchor.x, maxY: anchor.y)
        if extents[index].gap(to: place) < 1.5, list[index].distance(to: place) < 1.5 {
          places[list[index].name, default: []].insert(anchor)
        }
      }
    }
    let most = places.filter { 2 * $0.value.count >= Set(anchors).count }
    return Set((most.isEmpty ? places : most).keys)
  }

  /// How far a box is from what words name, their anchors among it, and from the nearest other
  /// thing; other words are none.
  func distances(
    of box: Rect, anchors: [Point], own: Set<String>
  ) -> (toOwn: Double, toOther: Double) {
    var toOwn = anchors.map { (box.nearest(to: $0) - $0).length }.min() ?? 0
    var toOther = Double.infinity
    for index in list.indices where !list[index].isBox {
      // What is no nearer than both by its box is measured in vain; a hair is left for rounding.
      guard extents[index].gap(to: box) - 1e-9 < max(toOwn, toOther) else { continue }
      let distance = list[index].distance(to: box)
      if own.contains(list[index].name) {
        toOwn = min(toOwn, distance)
      } else {
        toOther = min(toOther, distance)
      }
    }
    return (toOwn, toOther)
  }
}

extension Obstacle {
  /// Whether the obstacle is a box, such as other words.
  var isBox: Bool { if case .box = self { true } else { false } }

  /// Whether the obstacle is a dot.
  var isDot: Bool { if case .dot = self { true } else { false } }

  /// Whether the obstacle is a line.
  var isLine: Bool { if case .stroke = self { true } else { false } }

  /// The box that holds all of the ink.
  fileprivate var extent: Rect {
    switch self {
    case .box(let box, _): box
    case .dot(let center, let radius, _): Rect(holding: [center]).inset(by: -radius)
    case .stroke(let points, let reach, _): Rect(holding: points).inset(by: -reach)
    case .region(let outlines, _): Rect(holding: outlines.joined())
    }
  }
}

extension Rect {
  /// The box of some points; of none, one that is nowhere.
  init(holding points: some Sequence<Point>) {
    let infinity = Double.infinity
    var (low, high) = (Point(infinity, infinity), Point(-infinity, -infinity))
    for point in points {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    self.init(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y)
  }

  /// At most the distance between two boxes: the way along one axis; 0 where they meet.
  func gap(to other: Rect) -> Double {
    max(
      0, max(minX - other.maxX, other.minX - maxX), max(minY - other.maxY, other.minY - maxY))
  }
}
