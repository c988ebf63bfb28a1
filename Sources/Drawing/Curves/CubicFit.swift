import Elementary

extension Path {
  /// Cubic Bézier curves through a dense polyline, with its corners kept.
  ///
  /// Where the polyline turns by more than 30 degrees within a few tolerances, two curves meet in
  /// a corner; elsewhere neighbouring curves share a tangent. Straight stretches become lines.
  /// No point of the polyline is farther than the tolerance from the path, and the path, looked
  /// at between each two points, is no farther than that from the polyline.
  /// (P. J. Schneider, An algorithm for automatically fitting digitized curves, Graphics Gems,
  /// 1990, with tangents from local parabolas.)
  ///
  /// - Parameters:
  ///   - points: Finite points in order; repeated points count once. A closed curve may, but need
  ///     not, repeat its first point at the end.
  ///   - tolerance: The greatest distance, above 0, in the unit of the points.
  ///   - closed: Whether the last point is joined to the first.
  public init(fitting points: [Point], tolerance: Double, closed: Bool = false) {
    precondition(tolerance > 0, "a tolerance is a positive length")
    var distinct: [Point] = []
    distinct.reserveCapacity(points.count + 1)
    for point in points where distinct.last != point { distinct.append(point) }
    if closed, distinct.count > 1,
      (distinct[0] - distinct[distinct.count - 1]).length < tolerance / 1000
    {
      distinct.removeLast()
    }
    guard distinct.count > 2 else {
      self.init(polyline: distinct, closed: closed)
      return
    }
    // What dense points say is said by fewer, for a small part of the tolerance.
    let slack = tolerance / 16
    let kept = thinned(distinct, slack: slack)
    var fit = CubicFit(
      points: kept, tolerance: kept.count < distinct.count ? tolerance - slack : tolerance,
      closed: closed, isDense: 2 * distinct.count > 3 * kept.count)
    self.init(fit.elements())
  }
}

/// A polyline with what the fit of its stretches needs.
private struct CubicFit {
  var points: [Point]
  let tolerance: Double
  let closed: Bool
  /// Whether the points were more than the fit needs, as those of level lines on a fine grid: time
  /// is then saved at the risk of a curve more.
  let isDense: Bool
  /// The length along the polyline up to each point.
  var lengths: [Double] = []
  /// The points and the lengths up to them, to be read eight at a time.
  var places = EightfoldPoints([])
  var eightLengths = EightfoldNumbers([])
  /// The curve parameter of each point in the stretch being fitted, and the next ones; room reused
  /// by all of them.
  var parameters = EightfoldNumbers([])
  var steps = EightfoldNumbers([])
  var result: [Path.Element] = []

  mutating func elements() -> [Path.Element] {
    var corners = self.corners()
    if closed {
      // Begin at a corner, if there is one, and come back to it.
      let shift = corners.first ?? 0
      points = Array(points[shift...] + points[...shift])
      corners = corners.map { $0 - shift }
    }
    lengths = lengthsAlong(points)
    places = EightfoldPoints(points)
    eightLengths = EightfoldNumbers(lengths)
    (parameters, steps) = (eightLengths, eightLengths)
    let last = points.count - 1
    var ends = Array(Set([0, last] + corners)).sorted()
    let seam = closed && corners.isEmpty
    if seam {
      // A loop has no chord; two halves have.
      let half = lengths[last] / 2
      ends.insert(lengths.firstIndex { $0 >= half }.map { min(max($0, 1), last - 1) } ?? 1, at: 1)
    }
    result = [.move(points[0])]
    let atSeam = seam ? tangent(at: 0, within: 0...last, wrapping: true) : nil
    for (start, end) in zip(ends, ends.dropFirst()) {
      let first = start == 0 ? atSeam : seam ? tangent(at: start, within: 0...last) : nil
      let final = end == last ? atSeam : seam ? tangent(at: end, within: 0...last) : nil
      fit(
        start, end, first ?? tangent(at: start, within: start...end),
        final ?? tangent(at: end, within: start...end))
    }
    if closed { result.append(.close) }
    return result
  }

  /// The places where the polyline turns sharply, ascending.
  ///
  /// Directions are taken over four tolerances, since shorter steps say more about the rounding
  /// of the points than about the curve. Of several such places close together the sharpest wins.
  private func corners() -> [Int] {
    let count = points.count
    let reach = 4 * tolerance
    func far(from index: Int, step: Int) -> Point? {
      var place = index
      for _ in 1..<count {
        place += step
        if closed { place = place < 0 ? count - 1 : place == count ? 0 : place }
        guard points.indices.contains(place) else { return nil }
        if (points[place] - points[index]).length >= reach { return points[place] }
      }
      return nil
    }
    /// Whether two steps clearly turn by less than 30 degrees, whose squared cosine is 3/4.
    func turnsLittle(_ a: Point, _ b: Point) -> Bool {
      let product = a.dot(b)
      return product > 0 && product * product > 0.751 * a.dot(a) * b.dot(b)
    }
    let long = 1.001 * reach * reach
    var found: [(index: Int, turn: Double)] = []
    for index in closed ? 0..<count : 1..<(count - 1) {
      // Most points lie on a smooth curve: look far only where the nearest steps turn at all.
      let here = points[index]
      let before = here - points[index == 0 ? count - 1 : index - 1]
      let after = points[index + 1 == count ? 0 : index + 1] - here
      if before.dot(before) > long, after.dot(after) > long, turnsLittle(before, after) { continue }
      guard let back = far(from: index, step: -1), let ahead = far(from: index, step: 1) else {
        continue
      }
      let (a, b) = (here - back, ahead - here)
      if turnsLittle(a, b) { continue }
      let turn = a.dot(b) / (a.length * b.length)
      guard turn < CubicFit.cornerCosine else { continue }
      if let previous = found.last, (points[previous.index] - here).length < reach {
        if turn < previous.turn { found[found.count - 1] = (index, turn) }
      } else {
        found.append((index, turn))
      }
    }
    return found.map(\.index)
  }

  /// The cosine of 30 degrees.
  private static let cornerCosine = 0.8660254037844387

  /// The direction of the curve at a point: the slope of the parabola, by length along the
  /// polyline, that fits the nearest points best.
  private func tangent(at index: Int, within range: ClosedRange<Int>, wrapping: Bool = false)
    -> Point
  {
    let reach = 3
    let last = range.upperBound
    // v(s) = a s + b s²: two normal equations for each coordinate.
    var (s2, s3, s4) = (0.0, 0.0, 0.0)
    var (first, second) = (Point.zero, Point.zero)
    for step in -reach...reach where step != 0 {
      var place = index + step
      var lap = 0.0
      if wrapping, place < 0 { (place, lap) = (place + last, -lengths[last]) }
      guard range.contains(place) else { continue }
      let (s, v) = (lengths[place] + lap - lengths[index], points[place] - points[index])
      // Nearer points count more, down to where rounding and noise take over.
      let weight = 1 / (s * s + tolerance * tolerance)
      s2 += weight * s * s
      s3 += weight * s * s * s
      s4 += weight * s * s * s * s
      first = first + v * (weight * s)
      second = second + v * (weight * s * s)
    }
    let determinant = s2 * s4 - s3 * s3
    var slope = first
    if determinant > 1e-9 * s2 * s4 { slope = first * s4 - second * s3 }
    let length = slope.length
    if length > 0 { return slope * (1 / length) }
    let chord = points[range.upperBound] - points[range.lowerBound]
    return chord.length > 0 ? chord * (1 / chord.length) : Point(1, 0)
  }

  /// Appends curves from one point to a later one, which leave and arrive along the tangents.
  ///
  /// Each curve is made about as long as the tolerance lets it be: its error grows with the sixth
  /// power of its length, from which the next length to try follows.
  private mutating func fit(_ start: Int, _ end: Int, _ leave: Point, _ arrive: Point) {
    var from = start
    var tangentThere = leave
    var length = lengths[end] - lengths[start]
    while from < end {
      var to = min(place(at: lengths[from] + length, after: from), end)
      var best: (to: Int, cubic: Cubic, tangent: Point)?
      while true {
        let through = to == end ? arrive : tangent(at: to, within: start...end)
        let (cubic, error) = nearestCubic(from, to, tangentThere, through)
        length = lengths[to] - lengths[from]
        let factor = 0.9 * pow(tolerance / max(error, 1e-3 * tolerance), 1.0 / 6)
        let next: Int
        if error <= tolerance {
          best = (to, cubic, through)
          next = min(place(at: lengths[from] + length * factor, after: from), end)
          if factor < 1.1 || next <= to { break }
        } else {
          if best != nil { break }
          next = place(at: lengths[from] + length * max(0.25, min(factor, 0.85)), after: from)
        }
        to = error <= tolerance ? next : max(from + 1, min(next, to - 1))
      }
      guard let best else { return }
      let straight = best.to == from + 1 || isStraight(from, best.to)
      result.append(
        straight
          ? .line(points[best.to]) : .curve(best.cubic.b, best.cubic.c, best.cubic.d))
      length = lengths[best.to] - lengths[from]
      (from, tangentThere) = (best.to, best.tangent)
    }
  }

  /// The last point no farther along the polyline than a length, but beyond the given one.
  private func place(at length: Double, after index: Int) -> Int {
    var (low, high) = (index + 1, points.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lengths[middle] <= length { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The cubic nearest to a stretch among those with the given end tangents, and its error.
  private mutating func nearestCubic(_ start: Int, _ end: Int, _ leave: Point, _ arrive: Point)
    -> (Cubic, error: Double)
  {
    let total = lengths[end] - lengths[start]
    for index in stride(from: start, through: end, by: 8) {
      parameters[from: index] = (eightLengths[from: index] - lengths[start]) / total
    }
    var best = leastSquares(start, end, leave, arrive)
    if end == start + 1 { return (best, 0) }
    var least = improveParameters(start, end, by: best)
    // Better parameters help a good fit; a bad one is shortened at once.
    for left in (0..<4).reversed() where least > tolerance && least < 20 * tolerance {
      let cubic = leastSquares(start, end, leave, arrive)
      let now = improveParameters(start, end, by: cubic)
      let gain = now / least
      if gain > 0.95 { break }
      (best, least) = (cubic, now)
      // Rounds gain less and less: what is too far even with this gain in each stays so.
      if isDense, least * (0..<left).reduce(1.0, { power, _ in power * gain }) > tolerance { break }
    }
    return (best, least)
  }

  /// Whether the chord is so near that no eye sees a difference.
  private func isStraight(_ start: Int, _ end: Int) -> Bool {
    let (a, b) = (points[start], points[end])
    let limit = tolerance / 4
    let distances = ((start + 1)..<end).lazy.map { distance(from: points[$0], to: a, b) }
    return distances.allSatisfy { $0 <= limit }
  }

  /// The cubic with the given end tangents nearest to the points at their parameters.
  private func leastSquares(_ start: Int, _ end: Int, _ leave: Point, _ arrive: Point) -> Cubic {
    let (a, d) = (points[start], points[end])
    var (c00, c01, c11, x0, x1) = (0.0, 0.0, 0.0, 0.0, 0.0)
    let back = arrive * -1
    var index = start + 1
    while index < end {
      let t = parameters[from: index]
      let u = 1 - t
      let (b1, b2) = (3 * t * u * u, 3 * t * t * u)
      let (one, two) = (leave * b1, back * b2)
      let rest = places[from: index] - (a * (u * u * u + b1) + d * (t * t * t + b2))
      let products = (
        one.dot(one), one.dot(two), two.dot(two), one.dot(rest), two.dot(rest)
      )
      // One after the other, so that the sums have the bits they have without lanes.
      for lane in 0..<min(8, end - index) {
        c00 += products.0[lane]
        c01 += products.1[lane]
        c11 += products.2[lane]
        x0 += products.3[lane]
        x1 += products.4[lane]
      }
      index += 8
    }
    let chord = (d - a).length
    let determinant = c00 * c11 - c01 * c01
    var (from, to) = (chord / 3, chord / 3)
    if determinant > 1e-12 * c00 * c11 {
      let (one, two) = (
        (x0 * c11 - x1 * c01) / determinant, (x1 * c00 - x0 * c01) / determinant
      )
      // Handles that point backwards or reach too far make loops and cusps.
      let sound = 1e-3 * chord...1.5 * (lengths[end] - lengths[start])
      if sound.contains(one), sound.contains(two) { (from, to) = (one, two) }
    }
    return Cubic(a: a, b: a + leave * from, c: d - arrive * to, d: d)
  }

  /// Moves each parameter towards that of the nearest point on the cubic, by one Newton step.
  ///
  /// - Returns: The greatest distance between cubic and polyline at those parameters, and half-way
  ///   between each two of them.
  private mutating func improveParameters(_ start: Int, _ end: Int, by cubic: Cubic) -> Double {
    var index = start + 1
    while index < end {
      steps[from: index] = cubic.nearer(than: parameters[from: index], to: places[from: index])
      index += 8
    }
    // No parameter goes past its neighbours; one without a step stays.
    var before = parameters[start]
    for index in (start + 1)..<end {
      let t = steps[index]
      if !(t > before && t <= 1) {
        steps[index] = t.isFinite ? min(max(t, before), 1) : parameters[index]
      }
      before = steps[index]
    }
    (steps[start], steps[end]) = (parameters[start], parameters[end])
    swap(&steps, &parameters)
    // The greatest distance has the greatest square.
    var worst = SIMD8<Double>.zero
    index = start + 1
    while index <= end {
      let (before, t) = (parameters[from: index - 1], parameters[from: index])
      let here = places[from: index]
      let off = cubic.at(t) - here
      let atPoints = off.dot(off)
      let between = cubic.at((before + t) / 2)
        .squaredDistances(to: places[from: index - 1], here)
      // Both ends of the cubic are points.
      worst = worst.with(atPoints, in: EightLanes(first: end - index) & (atPoints .> worst))
      worst = worst.with(between, in: EightLanes(first: end - index + 1) & (between .> worst))
      index += 8
    }
    return worst.max().squareRoot()
  }
}

/// A cubic Bézier curve by its four control points.
struct Cubic {
  var a: Point
  var b: Point
  var c: Point
  var d: Point

  /// The point at a parameter from 0 to 1.
  func at(_ t: Double) -> Point {
    let u = 1 - t
    return a * (u * u * u) + b * (3 * t * u * u) + c * (3 * t * t * u) + d * (t * t * t)
  }

  /// The points at eight parameters.
  @inline(__always)
  func at(_ t: SIMD8<Double>) -> EightPoints {
    let u = 1 - t
    return a * (u * u * u) + b * (3 * t * u * u) + c * (3 * t * t * u) + d * (t * t * t)
  }

  /// The parameters after one Newton step from eight of them to those of the nearest points, not
  /// finite where the distance has no minimum near.
  ///
  /// A function of its own: within its caller Swift 6.3.1 makes code that it refuses itself, for
  /// processors without AVX.
  @inline(never)
  func nearer(than t: SIMD8<Double>, to points: EightPoints) -> SIMD8<Double> {
    let u = 1 - t
    let (ab, bc, cd) = (b - a, c - b, d - c)
    let first = ab * (3 * u * u) + bc * (6 * u * t) + cd * (3 * t * t)
    let second = (bc - ab) * (6 * u) + (cd - bc) * (6 * t)
    let off = at(t) - points
    // Where the distance has no minimum near, the step is endless or not a number.
    let slope = first.dot(first) + off.dot(second)
    return t - off.dot(first) / slope.with(0, where: slope .<= 0)
  }
}

/// The distance from a point to the segment between two others.
func distance(from p: Point, to a: Point, _ b: Point) -> Double {
  squaredDistance(from: p, to: a, b).squareRoot()
}

private func squaredDistance(from p: Point, to a: Point, _ b: Point) -> Double {
  let along = b - a
  let square = along.dot(along)
  let part = square > 0 ? min(max((p - a).dot(along) / square, 0), 1) : 0
  let off = p - (a + along * part)
  return off.dot(off)
}
