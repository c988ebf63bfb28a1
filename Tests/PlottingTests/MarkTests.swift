import Drawing
import Glibc
import Plotting
import Testing
import Typesetting

/// A frame from 10 to 110 points on either side for data from 0 to 10, y upwards.
func frame(_ size: SizeClass = .text, theme: Theme = .light) throws -> PanelFrame {
  PanelFrame(
    name: "panel", rect: Rect(minX: 10, minY: 10, maxX: 110, maxY: 110),
    x: try Scale(.linear, from: 0, to: 10), y: try Scale(.linear, from: 0, to: 10),
    metrics: Metrics(theme: theme, fonts: try MathFonts.latinModern(), size: size))
}

/// The paths of a drawing with their styles.
func paths(_ drawn: Drawn) -> [(path: Path, style: Style)] {
  drawn.items.compactMap { item in
    guard case .path(let path, let style) = item else { return nil }
    return (path, style)
  }
}

@Suite struct LineMarkTests {
  @Test("a curve is cut off at its panel, strong ones keep words off, weak ones do not")
  func curves() throws {
    let frame = try frame()
    let data = (0...400).map { Point(-5 + 0.05 * Double($0), 5 + 0.001 * Double($0)) }
    for weight in [Weight.hair, .rule, .level, .levelOfNote, .curve, .strong, .hero, .heroic] {
      let drawn = try Curve(data, .ink, weight, layer: "a", name: "line").draw(in: frame)
      let box = try #require(paths(drawn)[0].path.bounds)
      #expect(abs(box.minX - 10) < 1e-9 && abs(box.maxX - 110) < 1e-9)
      #expect(drawn.obstacles.count == (weight.keepsWordsOff ? 1 : 0))
      guard case .stroke(_, let reach, "line")? = drawn.obstacles.first else { continue }
      #expect(reach == frame.metrics.width(weight) / 2 + 1)
    }
  }

  @Test("arrowheads lie at their parts of the length, along the curve")
  func heads() throws {
    // A quarter of a circle: half of its length is at 45 degrees.
    let data = (0...200).map { index -> Point in
      let angle = Double(index) / 200 * Double.pi / 2
      return Point(8 * cos(angle), 8 * sin(angle))
    }
    let drawn = try Curve(data, .ink, heads: [0.5], layer: "a", name: "arc")
      .draw(in: try frame())
    let found = paths(drawn)
    #expect(found.count == 2)
    let tip = try #require(found[1].path.points.first)
    let root = 8 * 0.5.squareRoot()
    let middle = Point(10 + 10 * root, 110 - 10 * root)
    // Half of a head of 5.2 pt onwards along the tangent, up and to the left.
    let expected = middle + Point(-1, -1) * (2.6 * 0.5.squareRoot())
    #expect((tip - expected).length < 0.05)
    #expect(found[1].style.fill == found[0].style.stroke?.color)
  }

  @Test("straight lines keep their corners and dashes, parts make one path")
  func polylines() throws {
    let frame = try frame()
    let drawn = try Polyline(
      [[Point(1, 1), Point(2, 3), Point(3, 1)], [Point(5, 5), Point(20, 5)]], .note, .rule,
      .dashed, layer: "a", name: "lines"
    ).draw(in: frame)
    let found = paths(drawn)
    #expect(found.count == 1 && found[0].style.stroke?.dash == [3, 2])
    #expect(
      found[0].path.elements.prefix(3) == [
        .move(Point(20, 100)), .line(Point(30, 80)), .line(Point(40, 100)),
      ])
    #expect(abs((found[0].path.bounds?.maxX ?? 0) - 110) < 0.02)
  }

  @Test("an arrow ends its gap before its aim")
  func arrows() throws {
    let drawn = try Arrow(from: Point(1, 5), to: Point(9, 5), .ink, gap: 3, layer: "a", name: "it")
      .draw(in: try frame())
    let head = try #require(paths(drawn)[1].path.bounds)
    #expect(abs(head.maxX - 97) < 1e-9 && abs(head.center.y - 60) < 1e-9)
    #expect(drawn.obstacles.count == 1)
    let none = try Arrow(from: Point(1, 5), to: Point(1, 5), .ink, layer: "a", name: "it")
      .draw(in: try frame())
    #expect(none.items.isEmpty)
    // Four points long: the head takes half.
    let short = try Arrow(from: Point(1, 5), to: Point(1.4, 5), .ink, layer: "a", name: "it")
      .draw(in: try frame())
    #expect(abs((try #require(paths(short)[1].path.bounds)).width - 2) < 1e-9)
  }

  @Test("curves from formulas keep to them within a hundredth of a point")
  func exact() throws {
    let frame = try frame()
    let hyperbola = ParametricCurve(from: 1, to: 8) { t in
      (Point(t, 8 / t), Point(1, -8 / (t * t)))
    }
    for curve in [
      hyperbola, ParametricCurve(from: hyperbola.end, to: hyperbola.start, hyperbola.at),
    ] {
      let drawn = ExactCurves([curve], .ink, .hero, layer: "a", name: "uv = 8")
        .draw(in: frame)
      let elements = paths(drawn)[0].path.elements
      var last = Point.zero
      for element in elements {
        switch element {
        case .move(let p): last = p
        case .curve(let a, let b, let p):
          for t in stride(from: 0.0, through: 1, by: 0.1) {
            let s = 1 - t
            let q =
              last * (s * s * s) + a * (3 * s * s * t) + b * (3 * s * t * t) + p * (t * t * t)
            let (u, v) = ((q.x - 10) / 10, (110 - q.y) / 10)
            // The distance from the curve u v = 8, to first order, in points.
            let distance = 10 * abs(u * v - 8) / (u * u + v * v).squareRoot()
            #expect(distance < 0.011)
          }
          last = p
        case .line, .close: Issue.record("a straight part")
        }
      }
      #expect(drawn.obstacles.count == 1)
    }
  }

  @Test("data that are not finite are refused by name")
  func notFinite() throws {
    let frame = try frame()
    let bad = [Point(1, 1), Point(.nan, 2), Point(3, .infinity)]
    let marks: [any Mark] = [
      Curve(bad, .ink, layer: "a", name: "bad"), Polyline([bad], .ink, layer: "a", name: "bad"),
      Dots(bad, .disc, .ink, layer: "a", name: "bad"),
      Stems(bad, .ink, dotsAbove: 1, layer: "a", name: "bad"),
      Fill([bad], .band(0), layer: "a", name: "bad"),
      Arrow(from: bad[0], to: bad[1], .ink, layer: "a", name: "bad"),
    ]
    for mark in marks {
      #expect(throws: MarkError.notFinite("bad")) { try mark.draw(in: frame) }
    }
  }
}

@Suite struct ShapeMarkTests {
  @Test("every shape of dot is centred on its datum and as wide as asked, wider on slides")
  func dots() throws {
    let shapes: [(Dots.Shape, width: Double)] = [
      (.hollow, 6), (.filled, 7.4), (.disc, 6), (.ring, 6), (.cross, 6 * 0.7071), (.diamond, 6.9),
      (.saddle, 6),
    ]
    for (size, factor) in [(SizeClass.text, 1.0), (.slide, 1.3)] {
      for (shape, width) in shapes {
        let drawn = try Dots([Point(5, 5)], shape, .ink, diameter: 6, layer: "a", name: "dot")
          .draw(in: try frame(size))
        var box = try #require(paths(drawn)[0].path.bounds)
        // The line of a hollow dot lies within its diameter.
        if shape == .hollow { box = box.inset(by: -0.5 * factor) }
        #expect((box.center - Point(60, 60)).length < 1e-9)
        #expect(abs(box.width - width * factor) < 0.02, "\(shape) \(box.width)")
        #expect(drawn.obstacles == [.dot(Point(60, 60), radius: 3 * factor + 1, name: "dot")])
      }
    }
    let quiet = Dots([Point(5, 5)], .disc, .ink, isObstacle: false, layer: "a", name: "dot")
    #expect(try quiet.draw(in: try frame()).obstacles.isEmpty)
  }

  @Test("stems stand on zero, those too short to see are left out, tall ones end in dots")
  func stems() throws {
    let data = [Point(1, 5), Point(2, 0.001), Point(3, -1), Point(4, 2)]
    let drawn = try Stems(data, .note, dotsAbove: 2, layer: "a", name: "weights")
      .draw(in: try frame())
    let found = paths(drawn)
    #expect(
      found[0].path.elements == [
        .move(Point(20, 110)), .line(Point(20, 60)), .move(Point(50, 110)), .line(Point(50, 90)),
      ])
    #expect(drawn.obstacles.count == 2)
  }

  @Test("dots outside of the panel are not drawn, those on its edge are whole")
  func dotsOutside() throws {
    let data = [Point(10, 5), Point(10.1, 5), Point(-3, 20), Point(0, 0)]
    for shape in [Dots.Shape.hollow, .filled, .disc, .ring, .cross, .diamond, .saddle] {
      let drawn = try Dots(data, shape, .ink, layer: "a", name: "dots").draw(in: try frame())
      let inside = try Dots([data[0], data[3]], shape, .ink, layer: "a", name: "dots")
        .draw(in: try frame())
      #expect(paths(drawn).map(\.path) == paths(inside).map(\.path), "\(shape)")
      #expect(drawn.obstacles == inside.obstacles && drawn.obstacles.count == 2)
      let bounds = try #require(paths(drawn).last?.path.bounds)
      #expect(bounds.maxX > 110 && bounds.minX < 10, "\(shape)")
    }
  }

  @Test("a stem over the panel's edge ends there, without a dot")
  func stemsOutside() throws {
    let drawn = try Stems([Point(1, 15)], .note, dotsAbove: 2, layer: "a", name: "weights")
      .draw(in: try frame())
    let box = try #require(paths(drawn)[0].path.bounds)
    #expect(abs(box.minY - 10) < 1e-5 && box.maxY == 110)
    #expect(paths(drawn)[1].path.elements.isEmpty)
  }

  @Test("a region is cut off at its panel, and its line is not drawn along the cut")
  func fills() throws {
    let frame = try frame()
    let inside = [Point(1, 1), Point(4, 1), Point(4, 4)]
    let across = [Point(5, 5), Point(15, 5), Point(15, 8), Point(5, 8)]
    let whole = try Fill([inside], .band(0.3), outline: (.ink, .rule), layer: "a", name: "a")
      .draw(in: frame)
    #expect(paths(whole).count == 1 && paths(whole)[0].style.stroke != nil)
    let cut = try Fill([across], .band(0.3), outline: (.ink, .rule), layer: "a", name: "a")
      .draw(in: frame)
    let found = paths(cut)
    #expect(found.count == 2)
    #expect(frame.rect.inset(by: -1e-9).contains(try #require(found[0].path.bounds)))
    #expect(found[0].style.stroke == nil && found[1].style.fill == nil)
    // The cut is the right edge of the panel: no part of the line runs along it.
    var last = Point.zero
    for element in found[1].path.elements {
      switch element {
      case .move(let p): last = p
      case .line(let p), .curve(_, _, let p):
        #expect(abs(p.y - last.y) < 1 || min(p.x, last.x) < 109)
        last = p
      case .close: Issue.record("the line of a cut region is open")
      }
    }
    let two = try Fill([inside, inside], .band(0.3), layer: "a", name: "a").draw(in: frame)
    #expect(paths(two)[0].style.evenOdd)
  }

  @Test("a right angle has its corner where it is put, and equal sides")
  func rightAngles() throws {
    let drawn = RightAngle(at: Point(5, 5), along: Point(1, 0), and: Point(0, 1), layer: "a")
      .draw(in: try frame())
    #expect(paths(drawn)[0].path.points == [Point(70, 60), Point(70, 50), Point(60, 50)])
    #expect(drawn.obstacles.count == 1)
  }

  @Test("plane axes cross at the origin of the data; an empty letter is not asked for")
  func planeAxes() throws {
    let centred = PanelFrame(
      name: "plane", rect: Rect(minX: 0, minY: 0, maxX: 100, maxY: 100),
      x: try Scale(.linear, from: -1, to: 3), y: try Scale(.linear, from: -4, to: 1),
      metrics: try frame().metrics)
    let drawn = PlaneAxes(x: "$x$", y: "", layer: "axes").draw(in: centred)
    let points = paths(drawn)[0].path.points
    #expect(points[0] == Point(0, 20) && points[1].y == 20)
    #expect(points[2] == Point(25, 100) && points[3].x == 25)
    #expect(drawn.labels.map(\.text) == ["$x$"])
  }

  @Test("the units of a network are circles of their radius, each with its name on it")
  func networks() throws {
    let drawn = Network(
      [.init(Point(2, 2), "$x_1$"), .init(Point(8, 8), "$f$", isFilled: true)], radius: 0.5,
      layer: "a"
    ).draw(in: try frame())
    for (path, _) in paths(drawn) {
      #expect(abs((path.bounds?.width ?? 0) - 10) < 1e-9)
    }
    #expect(drawn.labels.map(\.anchor) == [Point(30, 90), Point(90, 30)])
    #expect(drawn.labels.allSatisfy { $0.isFixed && $0.isOnPatch })
    #expect(drawn.obstacles.first == .dot(Point(30, 90), radius: 6, name: "unit"))
    let fills = paths(drawn).map(\.style.fill)
    #expect(fills[0] != fills[1])
    // Where units would touch, their circles are less.
    let close = Network(
      [.init(Point(2, 2), "a"), .init(Point(2, 2.5), "b")], radius: 0.5, layer: "a")
    #expect(abs(close.radius(in: try frame()) - 0.45 * 5) < 1e-9)
  }

  @Test("many cells of one size are one sharp picture, few or uneven ones are rectangles")
  func cellsAsPicture() throws {
    let rows = (0..<30).map { y in (0..<30).map { x in x == y ? .nan : Double(x * y) } }
    let colors = try ColorScale(from: 0, to: 900)
    let drawn = HeatMap(rows, x: 0...10, y: 0...10, colors).draw(in: try frame())
    // What has no value is hatched below the picture.
    guard case .picture(let file, _)? = drawn.items.last, drawn.items.count == 2 else {
      Issue.record("\(drawn.items.count) items")
      return
    }
    #expect(file.isSharp && file.size == Size(width: 30, height: 30) && file.bytes.count < 3000)
    #expect(try PixelImage(png: file.bytes).values[3] == 255)
    // The diagonal is empty: the left lower corner, and the right upper.
    #expect(try PixelImage(png: file.bytes).values[4 * 29 * 30 + 3] == 0)
    var edges = (0...30).map { Double($0) / 3 }
    edges[3] += 0.1
    let uneven = HeatMap(rows, xEdges: edges, yEdges: edges, colors).draw(in: try frame())
    #expect(uneven.items.count > 20)
    let few = HeatMap([[1, 200], [400, 900]], x: 0...10, y: 0...10, colors).draw(in: try frame())
    #expect(few.items.count == 4)
  }
}

@Suite struct MarkBuilderTests {
  @Test("a block of marks draws what the list of them draws", arguments: [0, 1, 3])
  func block(count: Int) throws {
    let lines = (0..<count).map { [Point(1, Double($0)), Point(9, Double($0) + 1)] }
    let x = Coordinate.linear(from: 0, to: 10)
    let block = Panel(x: x, y: x) {
      Rule.x(5)
      for line in lines where line[0].y != 1 {
        let end = line[1]
        Curve(line)
        Dots([end])
      }
      if let first = lines.first { Label("first", at: .along(first)) }
      if count > 1 { Rule.y(2) } else { lines.map { Polyline([$0]) } }
    }
    var list: [any Mark] = [Rule.x(5)]
    for line in lines where line[0].y != 1 { list += [Curve(line), Dots([line[1]])] }
    if count > 0 { list.append(Label("first", at: .along(lines[0]))) }
    list += count > 1 ? [Rule.y(2)] : lines.map { Polyline([$0]) }
    func scene(_ panel: Panel) throws -> Scene {
      let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
      let figure = Figure(
        id: "block", title: "", caption: "", alternative: "lines",
        size: Size(width: 100, height: 100), arrangement: .panel(panel), steps: [])
      return try laidOut(figure, metrics: metrics).scene
    }
    #expect(block.marks.count == list.count)
    #expect(try scene(block) == scene(Panel(x: x, y: x, marks: list)))
  }

  @Test("words at a point name it, and small ones are notes of the size of ticks")
  func labels() throws {
    let frame = try frame()
    let place = Point(2, 3)
    func requests(_ label: Label) throws -> [LabelRequest] { try label.draw(in: frame).labels }
    #expect(
      try requests(Label("a", at: place, .right(), .above(), role: .note, layer: "l"))
        == requests(
          Label("a", at: .datum(place), .right(), .above(), role: .note, layer: "l")))
    let note = Label("b", at: .datum(place), .left(), size: .tick, role: .note, fixed: true)
    #expect(try requests(.small("b", at: place, .left(), fixed: true)) == requests(note))
    #expect(
      try requests(.small("c", at: .fraction(place), role: .ink, layer: "l"))
        == requests(Label("c", at: .fraction(place), size: .tick, role: .ink, layer: "l")))
  }
}
