import Drawing
import Glibc
import Testing

/// The greatest distance from a point of one polyline to the other polyline.
private func deviation(of points: [Point], from line: [Point]) -> Double {
  points.map { point in
    zip(line, line.dropFirst()).map { a, b -> Double in
      let along = b - a
      let square = along.dot(along)
      let part = square > 0 ? min(max((point - a).dot(along) / square, 0), 1) : 0
      return (point - (a + along * part)).length
    }.min() ?? .infinity
  }.max() ?? 0
}

private func sampled(_ count: Int, _ curve: (Double) -> Point) -> [Point] {
  (0...count).map { curve(Double($0) / Double(count)) }
}

private func curveCount(_ path: Path) -> Int {
  path.elements.count { if case .curve = $0 { true } else { false } }
}

/// A polyline to test with, shown by its name.
struct Shape: CustomTestStringConvertible {
  var name: String
  var closed: Bool
  var points: [Point]
  var testDescription: String { name }

  init(_ name: String, _ closed: Bool, _ points: [Point]) {
    (self.name, self.closed, self.points) = (name, closed, points)
  }
}

struct CubicFitTests {
  static let shapes: [Shape] = [
    Shape(
      "quarter circle", false, sampled(200) { Point(50 * cos($0 * 1.57), 50 * sin($0 * 1.57)) }),
    Shape("circle", true, sampled(400) { Point(50 * cos($0 * 2 * .pi), 50 * sin($0 * 2 * .pi)) }),
    Shape("wave", false, sampled(500) { Point(300 * $0, 30 * sin($0 * 20)) }),
    Shape("hyperbola", false, sampled(300) { Point(8 + 200 * $0, 1600 / (8 + 200 * $0)) }),
    Shape("spiral", false, sampled(900) { Point($0 * 60 * cos($0 * 30), $0 * 60 * sin($0 * 30)) }),
    Shape("line", false, sampled(50) { Point(100 * $0, 40 * $0) }),
    Shape(
      "rhombus", true,
      zip([(0.0, 10.0), (20, 0), (0, -10), (-20, 0)], [(20.0, 0.0), (0, -10), (-20, 0), (0, 10)])
        .flatMap { a, b in
          (0..<40).map { step in
            let t = Double(step) / 40
            return Point(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
          }
        }
    ),
    Shape("two points", false, [Point(0, 0), Point(3, 4)]),
    Shape("loop", true, sampled(400) { Point(90 * sin($0 * 2 * .pi), 40 * sin($0 * 4 * .pi)) }),
  ]

  @Test("the fit stays within the tolerance of the polyline, both ways", arguments: shapes)
  func error(shape: Shape) throws {
    let (points, closed) = (shape.points, shape.closed)
    for tolerance in [0.5, 0.05, 0.01] {
      let path = Path(fitting: points, tolerance: tolerance, closed: closed)
      let flat = try #require(path.flattened(tolerance: tolerance / 100).first)
      let line = closed ? points + [points[0]] : points
      // The fit is checked at the points and half-way between; elsewhere a hundredth more is let.
      #expect(deviation(of: points, from: flat) <= 1.01 * tolerance)
      #expect(deviation(of: flat, from: line) <= 1.01 * tolerance)
    }
  }

  @Test("few curves are enough for smooth shapes")
  func economy() {
    for shape in Self.shapes {
      let path = Path(fitting: shape.points, tolerance: 0.05, closed: shape.closed)
      let count = curveCount(path)
      let most = [
        "quarter circle": 1, "circle": 4, "wave": 21, "hyperbola": 8, "spiral": 37, "line": 0,
        "rhombus": 0, "two points": 0, "loop": 12,
      ]
      #expect(count <= most[shape.name] ?? 0, "\(shape.name)")
    }
  }

  @Test("straight sides stay lines and corners stay where they are")
  func corners() {
    let rhombus = Self.shapes[6].points
    let path = Path(fitting: rhombus, tolerance: 0.05, closed: true)
    let corners = [Point(20, 0), Point(0, -10), Point(-20, 0), Point(0, 10)]
    #expect(path.elements.count == 6)
    for corner in corners {
      let nearest = path.points.map { ($0 - corner).length }.min() ?? .infinity
      #expect(nearest < 1e-9)
    }
  }

  @Test("neighbouring curves of a smooth shape share their tangent")
  func smooth() {
    let path = Path(fitting: Self.shapes[2].points, tolerance: 0.02)
    var arriving: Point?
    var last = Point.zero
    for element in path.elements {
      switch element {
      case .curve(let a, let b, let p):
        if let arriving {
          let leaving = a - last
          let turn = abs(arriving.cross(leaving)) / (arriving.length * leaving.length)
          #expect(turn < 1e-9)
        }
        arriving = p - b
        last = p
      case .move(let p), .line(let p): (last, arriving) = (p, nil)
      case .close: break
      }
    }
  }

  @Test("repeated points, none, one: no crash, no NaN")
  func degenerate() {
    #expect(Path(fitting: [], tolerance: 1).elements.isEmpty)
    #expect(Path(fitting: [Point(1, 1)], tolerance: 1).elements == [.move(Point(1, 1))])
    let same = [Point](repeating: Point(2, 3), count: 9)
    #expect(Path(fitting: same, tolerance: 1, closed: true).elements.count <= 2)
    let back = [Point(0, 0), Point(1, 0), Point(0, 0), Point(1, 0), Point(1, 1)]
    for closed in [false, true] {
      let path = Path(fitting: back, tolerance: 0.01, closed: closed)
      #expect(path.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }
  }
}

struct ParametricCurveTests {
  @Test("a hyperbola by its formula is within the tolerance", arguments: [0.1, 0.01, 1e-4])
  func hyperbola(tolerance: Double) throws {
    let path = Path(
      curve: { (Point($0, 400 / $0), Point(1, -400 / ($0 * $0))) }, over: 4...100,
      tolerance: tolerance)
    let flat = try #require(path.flattened(tolerance: tolerance / 50).first)
    // Across the curve: |x y - 400| over the length of the gradient, to first order.
    let worst = flat.map { abs($0.x * $0.y - 400) / $0.length }.max() ?? .infinity
    #expect(worst <= 1.1 * tolerance)
    #expect(flat.first == Point(4, 100))
    #expect(flat.last == Point(100, 4))
  }

  @Test("a pole is left out and the rest is drawn")
  func pole() {
    let path = Path(
      curve: { t in (Point(t, 1 / t), Point(1, -1 / (t * t))) }, over: -1...1, tolerance: 1e-3)
    #expect(path.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    #expect(path.elements.count { if case .move = $0 { true } else { false } } == 2)
  }
}

struct SimplificationTests {
  @Test("dropped points are within the tolerance, kept ones are given ones")
  func within() {
    for shape in CubicFitTests.shapes where shape.points.count > 10 {
      let (points, closed) = (shape.points, shape.closed)
      let open = closed ? Array(points.dropLast()) : points
      let few = simplified(open, tolerance: 0.05, closed: closed)
      #expect(few.count < open.count / 2)
      #expect(few.first == open.first)
      #expect(Set(few).isSubset(of: Set(open)))
      #expect(deviation(of: open, from: closed ? few + [few[0]] : few) <= 0.05)
    }
  }

  @Test("the point kept between two is the first of the farthest, beside the segment or beyond it")
  func farthest() {
    func plain(_ points: ArraySlice<Point>, _ tolerance: Double) -> [Point] {
      guard let a = points.first, let b = points.last, points.count > 2 else { return [] }
      let offs = points.dropFirst().dropLast().map { deviation(of: [$0], from: [a, b]) }
      guard let most = offs.max(), most > tolerance, let place = offs.firstIndex(of: most) else {
        return []
      }
      let middle = points.startIndex + 1 + place
      return plain(points[...middle], tolerance) + [points[middle]]
        + plain(points[middle...], tolerance)
    }
    let knot = sampled(700) { Point(40 * sin(31 * $0) + 9 * cos(97 * $0), 30 * sin(47 * $0)) }
    for points in [knot] + CubicFitTests.shapes.map(\.points) {
      for tolerance in [0.01, 0.3, 5] {
        let ends = [points[0], points[points.count - 1]]
        #expect(
          simplified(points, tolerance: tolerance)
            == [ends[0]] + plain(points[...], tolerance) + [ends[1]])
      }
    }
  }

  @Test("points on a line leave its ends")
  func line() {
    let points = (0...9).map { Point(Double($0), 2 * Double($0)) }
    #expect(simplified(points, tolerance: 0) == [points[0], points[9]])
    #expect(simplified([], tolerance: 1).isEmpty)
    #expect(simplified([.zero, .zero, .zero], tolerance: 1, closed: true) == [.zero])
  }
}

struct ClippingTests {
  let rect = Rect(minX: 0, minY: 0, maxX: 10, maxY: 10)

  @Test("a zigzag across the rectangle becomes its inner parts")
  func zigzag() {
    let line = [Point(-5, 5), Point(15, 5), Point(15, 2), Point(5, 2), Point(5, 20)]
    #expect(
      clipped(polyline: line, to: rect) == [
        [Point(0, 5), Point(10, 5)], [Point(10, 2), Point(5, 2), Point(5, 10)],
      ])
  }

  @Test("inside, outside, touching, not a number")
  func special() {
    let inside = [Point(1, 1), Point(9, 1), Point(9, 9)]
    #expect(clipped(polyline: inside, to: rect) == [inside])
    #expect(clipped(polyline: [Point(-1, -1), Point(-1, 20)], to: rect).isEmpty)
    #expect(clipped(polyline: [Point(-5, 5), Point(5, -5)], to: rect).isEmpty)
    let broken = [Point(1, 1), Point(2, 2), Point(.nan, 2), Point(3, 3), Point(4, 4)]
    #expect(
      clipped(polyline: broken, to: rect) == [
        [Point(1, 1), Point(2, 2)], [Point(3, 3), Point(4, 4)],
      ])
    #expect(clipped(polyline: [], to: rect).isEmpty)
  }

  @Test("every segment of a 5 x 5 lattice against sampling")
  func lattice() {
    let small = Rect(minX: 1, minY: 1, maxX: 3, maxY: 2)
    let lattice = (0..<25).map { Point(Double($0 % 5), Double($0 / 5)) }
    for a in lattice {
      for b in lattice where a != b {
        let samples = (0...1000).map { a + (b - a) * (Double($0) / 1000) }
        let share = Double(samples.count { small.contains($0) }) / 1001
        let kept = clipped(polyline: [a, b], to: small).flatMap { $0 }
        let length = kept.count == 2 ? (kept[1] - kept[0]).length : 0
        #expect(abs(length - share * (b - a).length) < 0.02, "\(a) \(b)")
        #expect(kept.allSatisfy(small.contains))
      }
    }
  }

  @Test("clipped triangles have the area that lies inside")
  func polygons() {
    func area(_ ring: [Point]) -> Double {
      guard let last = ring.last else { return 0 }
      return abs(zip([last] + ring, ring).map { $0.cross($1) }.reduce(0, +)) / 2
    }
    #expect(area(clipped(polygon: [Point(-5, 0), Point(5, 0), Point(5, 10)], to: rect)) == 37.5)
    #expect(clipped(polygon: rect.corners, to: rect) == rect.corners)
    #expect(area(clipped(polygon: rect.inset(by: -3).corners, to: rect)) == 100)
    #expect(clipped(polygon: [Point(-5, 0), Point(-1, 0), Point(-1, 9)], to: rect).isEmpty)
    // Shared edges stay shared: two triangles that tile a square, clipped, tile what is left.
    let square = rect.moved(by: Point(4.3, -2.1)).corners
    let one = clipped(polygon: [square[0], square[1], square[2]], to: rect)
    let two = clipped(polygon: [square[2], square[3], square[0]], to: rect)
    #expect(abs(area(one) + area(two) - 5.7 * 7.9) < 1e-12)
  }
}

struct ArcLengthTests {
  @Test("places and tangents along a bent line")
  func bent() {
    let way = ArcLength([Point(0, 0), Point(3, 0), Point(3, 0), Point(3, 1)])
    #expect(way.total == 4)
    #expect(way.place(at: 0).point == Point(0, 0))
    #expect(way.place(at: 0).tangent == Point(1, 0))
    #expect(way.place(at: 0.5).point == Point(2, 0))
    #expect(way.place(at: 0.875).point == Point(3, 0.5))
    #expect(way.place(at: 2).tangent == Point(0, 1))
    #expect(
      way.part(from: 0.5, to: 0.875) == [Point(2, 0), Point(3, 0), Point(3, 0), Point(3, 0.5)])
  }

  @Test("the length of a flattened circle")
  func circle() {
    let path = Path.circle(center: Point(5, 5), radius: 10)
    let length = path.flattened(tolerance: 1e-5).map { ArcLength($0).total }.reduce(0, +)
    // The four cubics are off the circle by 2.8e-4 of the radius at most.
    #expect(abs(length - 20 * .pi) < 20 * .pi * 2.8e-4)
  }
}
