/// A polyline with fewer of its points, none of the others farther than the tolerance away.
///
/// Keeps both ends; the points kept are among those given. (D. H. Douglas and T. K. Peucker, 1973.)
///
/// - Parameters:
///   - points: Finite points in order. For a closed curve the first point stands once.
///   - tolerance: The greatest distance of a dropped point from the polyline that is left.
///   - closed: Whether the last point is joined to the first; the first and the one farthest from
///     it are then kept.
/// - Returns: The points kept, in order.
public func simplified(
  _ points: [Point], tolerance: Double, closed: Bool = false
) -> [Point] {
  guard points.count > 2 else { return points }
  if closed {
    let far = points.indices.max {
      (points[$0] - points[0]).length < (points[$1] - points[0]).length
    }
    guard let far, far > 0 else { return [points[0]] }
    let there = simplified(Array(points[...far]), tolerance: tolerance)
    let back = simplified(Array(points[far...]) + [points[0]], tolerance: tolerance)
    return there + back.dropFirst().dropLast()
  }
  var keep = [Bool](repeating: false, count: points.count)
  keep[0] = true
  keep[points.count - 1] = true
  let places = EightfoldPoints(points)
  var stretches = [(0, points.count - 1)]
  while let (start, end) = stretches.popLast() {
    let (a, along) = (points[start], points[end] - points[start])
    let square = along.dot(along)
    // None is clearly nearer than the farthest from the whole line, which takes no division.
    var most = SIMD8<Double>.zero
    for index in stride(from: start + 1, to: end, by: 8) {
      let off = (places[from: index] - a).cross(along)
      let squares = off * off
      most = most.with(squares, in: EightLanes(first: end - index) & (squares .> most))
    }
    var worst = (distance: tolerance, index: -1)
    // The square of what the cross product is for a point clearly nearer than the worst.
    var near = 0.999 * max(worst.distance * worst.distance * square, most.max())
    for first in stride(from: start + 1, to: end, by: 8) {
      let from = places[from: first] - a
      let (part, off) = (from.dot(along), from.cross(along))
      let isNear = EightLanes(first: end - first) & (part .>= 0) & (part .<= square)
      if (isNear & (off * off .< near)).count == min(8, end - first) { continue }
      for index in first..<min(first + 8, end) {
        let (part, off) = ((points[index] - a).dot(along), (points[index] - a).cross(along))
        if part >= 0 && part <= square && off * off < near { continue }
        let distance = distance(from: points[index], to: a, points[end])
        if distance > worst.distance {
          worst = (distance, index)
          near = max(near, 0.999 * distance * distance * square)
        }
      }
    }
    guard worst.index > 0 else { continue }
    keep[worst.index] = true
    stretches.append((start, worst.index))
    stretches.append((worst.index, end))
  }
  return points.indices.lazy.filter { keep[$0] }.map { points[$0] }
}

/// A polyline with fewer points: of stretches of eight, four or two short steps whose inner points lie
/// within a distance of the chord, the ends.
package func thinned(_ points: [Point], slack: Double) -> [Point] {
  var kept: [Point] = []
  kept.reserveCapacity(points.count)
  kept.append(points[0])
  // Of steps one after the other the lengths are alike.
  var (index, last) = (0, 8)
  while index + 1 < points.count {
    var step = min(2 * last, 8)
    while step > 1, index + step >= points.count || !isChord(points, index, index + step, slack) {
      step /= 2
    }
    index += step
    last = step
    kept.append(points[index])
  }
  return kept
}

/// Whether the inner points of a short stretch lie between its ends and within a distance of the chord.
private func isChord(_ points: [Point], _ start: Int, _ end: Int, _ slack: Double) -> Bool {
  let from = points[start]
  let chord = points[end] - from
  let square = chord.dot(chord)
  // Longer steps are places that the fit needs for its tangents.
  let longest = 256 * slack
  guard square <= longest * longest else { return false }
  let limit = slack * slack * square
  for index in (start + 1)..<end {
    let way = points[index] - from
    let (along, across) = (way.dot(chord), way.cross(chord))
    guard along >= 0, along <= square, across * across <= limit else { return false }
  }
  return true
}
