/// The parts of a polyline inside a rectangle, cut where it crosses an edge.
///
/// Points inside stay as they are; a stretch along an edge counts as inside. A point that is not
/// finite ends the part before it. (Y.-D. Liang and B. A. Barsky, 1984.)
///
/// - Returns: Polylines of at least two points, in the order and direction of the whole.
public func clipped(polyline points: [Point], to rect: Rect) -> [[Point]] {
  var parts: [[Point]] = []
  var open: [Point] = []
  func finish() {
    if open.count > 1 { parts.append(open) }
    open = []
  }
  for (a, b) in zip(points, points.dropFirst()) {
    guard a.isFinite, b.isFinite, let (enter, leave) = rect.part(from: a, to: b) else {
      finish()
      continue
    }
    if enter > 0 { finish() }
    if open.isEmpty { open.append(enter > 0 ? cut(a, b, enter, rect) : a) }
    let end = leave < 1 ? cut(a, b, leave, rect) : b
    if open.last != end { open.append(end) }
    if leave < 1 { finish() }
  }
  finish()
  return parts
}

/// The part of a polygon inside a rectangle.
///
/// Edges inside stay as they are. A polygon that leaves and comes back is joined along the edge of
/// the rectangle, so that a fill is right by either rule; its outline is not that of the parts.
/// (I. E. Sutherland and G. W. Hodgman, 1974.)
///
/// - Parameters:
///   - points: The corners of one closed ring, the first not repeated, all finite.
///   - rect: What to keep.
/// - Returns: The corners of the ring that is left; empty when nothing is.
public func clipped(polygon points: [Point], to rect: Rect) -> [Point] {
  /// One side of the rectangle: how far a point lies inside of it.
  let sides: [(inside: (Point) -> Double, edge: (Point) -> Point)] = [
    ({ $0.x - rect.minX }, { Point(rect.minX, $0.y) }),
    ({ rect.maxX - $0.x }, { Point(rect.maxX, $0.y) }),
    ({ $0.y - rect.minY }, { Point($0.x, rect.minY) }),
    ({ rect.maxY - $0.y }, { Point($0.x, rect.maxY) }),
  ]
  var ring = points
  for side in sides {
    guard var a = ring.last else { return [] }
    var next: [Point] = []
    next.reserveCapacity(ring.count + 4)
    var before = side.inside(a)
    for b in ring {
      let now = side.inside(b)
      if (before < 0) != (now < 0) {
        // The point on the edge exactly, not within rounding of it.
        next.append(side.edge(a + (b - a) * (before / (before - now))))
      }
      if now >= 0 { next.append(b) }
      (a, before) = (b, now)
    }
    ring = next
  }
  var distinct: [Point] = []
  for point in ring where distinct.last != point { distinct.append(point) }
  if distinct.count > 1, distinct.first == distinct.last { distinct.removeLast() }
  return distinct.count > 2 ? distinct : []
}

extension Rect {
  /// The part of the way from `a` to `b` inside the rectangle, from 0 to 1; nil when outside.
  public func part(from a: Point, to b: Point) -> (enter: Double, leave: Double)? {
    var (enter, leave) = (0.0, 1.0)
    let step = b - a
    for (by, room) in [
      (-step.x, a.x - minX), (step.x, maxX - a.x), (-step.y, a.y - minY), (step.y, maxY - a.y),
    ] {
      if by == 0 {
        if room < 0 { return nil }
      } else if by < 0 {
        enter = max(enter, room / by)
      } else {
        leave = min(leave, room / by)
      }
      if enter > leave { return nil }
    }
    return (enter, leave)
  }
}

/// The point a part of the way from `a` to `b`, held inside the rectangle against rounding.
private func cut(_ a: Point, _ b: Point, _ part: Double, _ rect: Rect) -> Point {
  let p = a + (b - a) * part
  return Point(min(max(p.x, rect.minX), rect.maxX), min(max(p.y, rect.minY), rect.maxY))
}
