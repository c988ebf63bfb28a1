/// A polyline measured along its length.
public struct ArcLength: Sendable {
  /// The points.
  public let points: [Point]
  /// The length along the polyline up to each point.
  public let lengths: [Double]

  /// Measures a polyline.
  ///
  /// - Parameter points: At least two points, not all the same.
  public init(_ points: [Point]) {
    precondition(points.count > 1, "a length is measured between points")
    self.points = points
    lengths = lengthsAlong(points)
  }

  /// The whole length.
  public var total: Double { lengths.last ?? 0 }

  /// The place a part of the way along, and the direction there.
  ///
  /// - Parameter fraction: From 0, the start, to 1, the end; held to that range.
  /// - Returns: The point, and a vector of length 1 along the segment that holds it.
  public func place(at fraction: Double) -> (point: Point, tangent: Point) {
    let length = min(max(fraction, 0), 1) * total
    // The first segment that ends at or beyond the place and has a length.
    var (low, high) = (1, points.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if lengths[middle] < length || lengths[middle] == 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let (a, b) = (points[low - 1], points[low])
    let span = lengths[low] - lengths[low - 1]
    guard span > 0 else { return (b, Point(1, 0)) }
    return (a + (b - a) * ((length - lengths[low - 1]) / span), (b - a) * (1 / span))
  }

  /// The polyline between two parts of the way, both ends cut exactly.
  public func part(from start: Double, to end: Double) -> [Point] {
    let (low, high) = (min(max(start, 0), 1) * total, min(max(end, 0), 1) * total)
    let inner = zip(points, lengths).filter { $0.1 > low && $0.1 < high }.map(\.0)
    return [place(at: start).point] + inner + [place(at: end).point]
  }
}

/// The length along a polyline up to each of its points.
func lengthsAlong(_ points: [Point]) -> [Double] {
  var lengths = [0.0]
  lengths.reserveCapacity(points.count)
  for (a, b) in zip(points, points.dropFirst()) {
    lengths.append(lengths[lengths.count - 1] + (b - a).length)
  }
  return lengths
}

extension Path {
  /// The parts of the path as polylines that stay within a distance of it.
  ///
  /// - Parameter tolerance: The greatest distance between a curve and its chords, above 0.
  /// - Returns: A polyline for each part; a closed part ends where it began.
  public func flattened(tolerance: Double) -> [[Point]] {
    precondition(tolerance > 0, "a tolerance is a positive length")
    var parts: [[Point]] = []
    var open: [Point] = []
    for element in elements {
      switch element {
      case .move(let p):
        if open.count > 1 { parts.append(open) }
        open = [p]
      case .line(let p): open.append(p)
      case .curve(let b, let c, let d):
        guard let a = open.last else { continue }
        let cubic = Cubic(a: a, b: b, c: c, d: d)
        // A chord over a parameter step h is off by at most h² / 8 of the second derivative.
        let bend = 6 * max((a - b * 2 + c).length, (b - c * 2 + d).length)
        let count = max(1, Int((bend / (8 * tolerance)).squareRoot().rounded(.up)))
        for step in 1...count {
          open.append(step == count ? d : cubic.at(Double(step) / Double(count)))
        }
      case .close:
        if let start = open.first {
          if open.last != start { open.append(start) }
          if open.count > 1 { parts.append(open) }
          open = [start]
        }
      }
    }
    if open.count > 1 { parts.append(open) }
    return parts
  }
}

extension Path {
  /// The path walked the other way, for a path of one part; closed if it was.
  public var reversed: Path {
    var result: [Element] = []
    var last: Point?
    var isClosed = false
    for element in elements {
      switch element {
      case .move(let p): last = p
      case .line(let p):
        if let last { result.append(.line(last)) }
        last = p
      case .curve(let a, let b, let p):
        if let last { result.append(.curve(b, a, last)) }
        last = p
      case .close: isClosed = true
      }
    }
    guard let last else { return self }
    return Path([.move(last)] + result.reversed() + (isClosed ? [.close] : []))
  }
}
