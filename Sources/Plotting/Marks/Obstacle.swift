public import Drawing

/// Ink that words keep off, in points on the page.
public enum Obstacle: Hashable, Sendable {
  /// A stroke along points, reaching `reach` to either side.
  case stroke([Point], reach: Double, name: String)
  /// A round dot.
  case dot(Point, radius: Double, name: String)
  /// An upright box, such as another label.
  case box(Rect, name: String)
  /// A filled region inside closed outlines.
  case region([[Point]], name: String)

  /// What the obstacle is called.
  public var name: String {
    switch self {
    case .stroke(_, _, let name), .dot(_, _, let name), .box(_, let name), .region(_, let name):
      name
    }
  }

  /// The obstacle under another name.
  func renamed(_ name: String) -> Obstacle {
    switch self {
    case .stroke(let points, let reach, _): .stroke(points, reach: reach, name: name)
    case .dot(let center, let radius, _): .dot(center, radius: radius, name: name)
    case .box(let box, _): .box(box, name: name)
    case .region(let outlines, _): .region(outlines, name: name)
    }
  }

  /// Whether any of the obstacle lies within a box.
  public func touches(_ box: Rect) -> Bool {
    switch self {
    case .box(let other, _): return box.intersects(other)
    case .dot(let center, let radius, _):
      return (box.nearest(to: center) - center).length < radius
    case .stroke(let points, let reach, _):
      let grown = box.inset(by: -reach)
      return zip(points, points.dropFirst()).contains { segmentMeets(grown, $0, $1) }
        || points.count == 1 && grown.contains(points[0])
    case .region(let outlines, _):
      return outlines.contains { outline in
        zip(outline, outline.dropFirst() + outline.prefix(1)).contains { segmentMeets(box, $0, $1) }
      } || isInside(box.center, outlines)
    }
  }

  /// The distance of the obstacle's ink from a box, in points; 0 where they touch.
  package func distance(to box: Rect) -> Double {
    switch self {
    case .box(let other, _):
      let across = max(0, other.minX - box.maxX, box.minX - other.maxX)
      let down = max(0, other.minY - box.maxY, box.minY - other.maxY)
      return Point(across, down).length
    case .dot(let center, let radius, _):
      return max(0, (box.nearest(to: center) - center).length - radius)
    case .stroke(let points, let reach, _):
      var least = Double.infinity
      for (a, b) in zip(points, points.count == 1 ? points[...] : points.dropFirst()) {
        let reached = Rect(
          minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
        guard reached.gap(to: box) < least else { continue }
        least = min(least, box.distance(toSegment: a, b))
      }
      return max(0, least - reach)
    case .region:
      return touches(box) ? 0 : .infinity
    }
  }

  /// The distance of the obstacle's ink from a point, in points.
  func distance(to point: Point) -> Double {
    distance(to: Rect(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y))
  }

  /// Whether the straight way between two points crosses the obstacle.
  func isCrossed(from a: Point, to b: Point) -> Bool {
    switch self {
    case .box(let box, _): return segmentMeets(box, a, b)
    case .dot(let center, let radius, _):
      return distanceToSegment(center, a, b) < radius
    case .stroke(let points, _, _):
      return zip(points, points.dropFirst()).contains { segmentsCross(a, b, $0, $1) }
    case .region: return false
    }
  }
}

extension Rect {
  /// The point of the rectangle nearest to another.
  func nearest(to point: Point) -> Point {
    Point(min(max(point.x, minX), maxX), min(max(point.y, minY), maxY))
  }

  /// The distance of a straight segment from the rectangle; 0 where it has a point inside.
  fileprivate func distance(toSegment a: Point, _ b: Point) -> Double {
    if segmentMeets(self, a, b) { return 0 }
    let ends = min((nearest(to: a) - a).length, (nearest(to: b) - b).length)
    let left = min(
      distanceToSegment(Point(minX, minY), a, b), distanceToSegment(Point(minX, maxY), a, b))
    let right = min(
      distanceToSegment(Point(maxX, minY), a, b), distanceToSegment(Point(maxX, maxY), a, b))
    return min(ends, left, right)
  }
}

/// The distance of a point from a straight segment.
func distanceToSegment(_ p: Point, _ a: Point, _ b: Point) -> Double {
  let d = b - a
  let square = d.dot(d)
  let t = square > 0 ? min(max((p - a).dot(d) / square, 0), 1) : 0
  return (a + d * t - p).length
}

/// Whether two straight segments cross at a point inside of both.
func segmentsCross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
  func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
    (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
  }
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/// Whether a straight segment has a point inside a box, not on its edges alone.
func segmentMeets(_ box: Rect, _ a: Point, _ b: Point) -> Bool {
  guard let (enter, leave) = box.part(from: a, to: b), enter < leave else { return false }
  return (a.x != b.x || (box.minX < a.x && a.x < box.maxX))
    && (a.y != b.y || (box.minY < a.y && a.y < box.maxY))
}

/// Whether a point lies inside closed outlines, by the even-odd rule.
func isInside(_ point: Point, _ outlines: [[Point]]) -> Bool {
  var inside = false
  for outline in outlines {
    for (a, b) in zip(outline, outline.dropFirst() + outline.prefix(1))
    where (a.y > point.y) != (b.y > point.y) {
      let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
      if point.x < x { inside.toggle() }
    }
  }
  return inside
}
