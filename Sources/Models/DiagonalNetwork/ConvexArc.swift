/// A point of a smooth convex arc, with a normal of the arc there (of any length and side).
struct ArcPoint {
  var point: SIMD2<Double>
  var normal: SIMD2<Double>
  /// The curve's own parameter at the point, where it has one.
  var parameter = 0.0
}

/// A polyline along a convex arc that stays within `tolerance` of it.
///
/// A convex arc lies in the triangle of its chord and its two end tangents, so the triangle's
/// height bounds the distance; pieces are split until it is small enough. Points crowd where the
/// arc turns, and nowhere else.
///
/// - Parameters:
///   - start: The first point, which becomes the first vertex.
///   - end: The last point, which becomes the last vertex.
///   - tolerance: The largest distance between arc and polyline, in the units of the points.
///   - split: A point of the arc strictly between two given ones; the third argument is the
///     intersection of the two tangents.
/// - Returns: The vertices, both ends included.
func polyline(
  from start: ArcPoint, to end: ArcPoint, tolerance: Double,
  split: (ArcPoint, ArcPoint, SIMD2<Double>) -> ArcPoint
) -> [SIMD2<Double>] {
  var vertices = [start.point]
  // Pieces still to be walked, the next one last. Each split halves a piece at least roughly.
  var pending = [(end, 0)]
  var current = start
  while let (next, depth) = pending.popLast() {
    if depth < 60, let apex = tangentIntersection(current, next),
      distance(of: apex, fromChord: current.point, next.point) > tolerance
    {
      let middle = split(current, next, apex)
      if middle.point != current.point && middle.point != next.point {
        pending.append((next, depth + 1))
        pending.append((middle, depth + 1))
        continue
      }
    }
    vertices.append(next.point)
    current = next
  }
  return vertices
}

/// Where the tangents at two points meet; nil when they are parallel to rounding.
private func tangentIntersection(_ a: ArcPoint, _ b: ArcPoint) -> SIMD2<Double>? {
  let determinant = a.normal.x * b.normal.y - a.normal.y * b.normal.x
  let scale = dot(a.normal, a.normal).squareRoot() * dot(b.normal, b.normal).squareRoot()
  guard abs(determinant) > 1e-14 * scale else { return nil }
  // Relative to a's point, where n_a · x = 0 and n_b · x = n_b · (b − a): small arcs keep digits.
  let offset = dot(b.normal, b.point - a.point) / determinant
  return a.point + offset * SIMD2(-a.normal.y, a.normal.x)
}

private func distance(
  of point: SIMD2<Double>, fromChord a: SIMD2<Double>, _ b: SIMD2<Double>
) -> Double {
  let chord = b - a
  let length = dot(chord, chord).squareRoot()
  let offset = point - a
  if length == 0 { return dot(offset, offset).squareRoot() }
  return abs(chord.x * offset.y - chord.y * offset.x) / length
}

func dot(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
  a.x * b.x + a.y * b.y
}
