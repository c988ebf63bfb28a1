import Drawing
import Plotting
import Testing
import Typesetting

/// Words in crowds of dots and lines.
@Suite struct CrowdedLabelTests {
  private static let fonts = Result { try MathFonts.latinModern() }

  private func metrics() throws -> Metrics {
    Metrics(theme: .light, fonts: try Self.fonts.get(), size: .text)
  }

  private func page(_ marks: [any Mark], size: Size = Size(width: 396, height: 240)) throws
    -> LaidOut
  {
    let panel = Panel(
      name: "only", x: .linear(from: 0, to: 10), y: .linear(from: 0, to: 10), marks: marks)
    let figure = Figure(
      id: "test", title: "Test", caption: "", alternative: "A test.", size: size,
      arrangement: .panel(panel), steps: [])
    return try laidOut(figure, metrics: try metrics())
  }

  @Test("eight dots in a heap each have their name, be it on a line, for there is room around")
  func heap() throws {
    let towns = [
      ("Winterthur", 4.6, 5.2), ("Schaffhausen", 4.8, 5.1), ("Frauenfeld", 4.9, 5.4),
      ("Wetzikon", 5.0, 5.15), ("Rapperswil", 5.1, 5.5), ("Volketswil", 5.2, 5.0),
      ("Dübendorf", 5.3, 5.35), ("Wädenswil", 5.4, 5.2),
    ]
    let page = try page(
      towns.flatMap { name, x, y -> [any Mark] in
        [
          Dots([Point(x, y)], .disc, .ink, diameter: 3.2, name: "point"),
          Label(name, at: .datum(Point(x, y)), .aboveRight(), .right(), .above()),
        ]
      })
    #expect(page.labelFaults.isEmpty, "\(page.labelFaults)")
    #expect(page.leftOut.isEmpty, "\(page.leftOut)")
    // Who is far from a dot is led there.
    for label in page.labels where towns.contains(where: { $0.0 == label.text }) {
      let way = label.box.center - label.request.anchor
      let reach = Point(label.box.width / 2, label.box.height / 2).length
      #expect(label.hasLeader || way.length < reach + 11, "\(label.text)")
    }
  }

  @Test("five lines close to each other have their names, and no way to one crosses another's")
  func bundle() throws {
    let page = try page(
      (0..<5).flatMap { k -> [any Mark] in
        let line = [Point(0, 1 + 0.4 * Double(k)), Point(10, 1.4 + 0.3 * Double(k))]
        return [
          Curve(line, .series(k), .curve, smooth: false, name: "line \(k)"),
          Label("line \(k)", at: .along(line), role: .series(k)),
        ]
      })
    #expect(page.labelFaults.isEmpty, "\(page.labelFaults)")
    #expect(page.leftOut.isEmpty, "\(page.leftOut)")
  }

  @Test("words keep off each dot of a cloud, however many there are")
  func cloud() throws {
    let data = (0..<5000).map { index -> Point in
      let t = Double(index) / 5000
      return Point(10 * t, 5 + 4 * t * (index.isMultiple(of: 2) ? 1 : -1))
    }
    let dots = Dots(data, .disc, .series(0), diameter: 2, name: "cloud")
    let frame = PanelFrame(
      name: "only", rect: Rect(minX: 0, minY: 0, maxX: 300, maxY: 200),
      x: try Scale(.linear, from: 0, to: 10), y: try Scale(.linear, from: 0, to: 10),
      metrics: try metrics())
    let ink = try dots.draw(in: frame).obstacles
    #expect(ink.count < 2000, "\(ink.count)")
    for place in data.map(frame.point) {
      let dot = Rect(minX: place.x - 1, minY: place.y - 1, maxX: place.x + 1, maxY: place.y + 1)
      #expect(ink.contains { $0.touches(dot) && $0.touches(Rect(around: place)) })
    }
    let page = try page([dots, Label("cloud", at: .oneOf(data), role: .series(0))])
    #expect(page.labels.contains { $0.text == "cloud" } && page.labelFaults.isEmpty)
  }

  @Test("a name knows its own line where others begin at the same place")
  func common() throws {
    let marks = (0..<4).flatMap { k -> [any Mark] in
      let line = (0...40).map {
        let x = Double($0) / 4
        return Point(x, 9 / (1 + x * Double(k + 1) / 2))
      }
      return [
        Curve(line, .series(k), .curve, name: "line \(k)"),
        Label(
          "line \(k)", at: .oneOf([line[0], line[6], line[12], line[24], line[32]]), .right(),
          .above(), .below(), role: .series(k)),
      ]
    }
    let page = try page(marks)
    #expect(page.labelFaults.isEmpty, "\(page.labelFaults)")
    for label in page.labels where label.text.hasPrefix("line") && !label.hasLeader {
      let nearest = page.ink.filter { !$0.name.hasPrefix("label") }
        .min { $0.distance(to: label.box) < $1.distance(to: label.box) }
      #expect(nearest?.name == label.text)
    }
  }

  @Test("lines to words that cross words, each other or a strange dot are found")
  func plantedLeaders() throws {
    let places = [Point(2, 5), Point(5, 5), Point(8, 5)]
    let page = try page(
      places.enumerated().flatMap { k, place -> [any Mark] in
        [
          Dots([place], .filled, .ink, name: "dot"),
          Label("name \(k)", at: .datum(place), .above()),
        ]
      })
    #expect(page.labelFaults.isEmpty)
    let names = page.labels.filter { $0.text.hasPrefix("name") }
    func faults(_ changed: [PlacedLabel]) -> [LabelFault] {
      LaidOut(scene: page.scene, labels: changed, leftOut: [], ink: page.ink).labelFaults
        .filter { $0.rule == .leader || $0.rule == .nearest }
    }
    func led(_ label: PlacedLabel, _ start: Point, _ end: Point) -> PlacedLabel {
      PlacedLabel(
        text: label.text, panel: label.panel, box: label.box, size: label.size,
        leader: Leader(start: start, end: end), request: label.request)
    }
    let (a, b, c) = (names[0], names[1], names[2])
    #expect(faults([a, b, c]).isEmpty)
    let throughWords = led(a, a.box.center, c.box.center)
    #expect(faults([throughWords, b, c]).contains { $0.other == "name 1" })
    let throughDot = led(a, a.request.anchor, c.request.anchor)
    #expect(faults([throughDot, b, c]).contains { $0.other == "another dot" })
    let below = Point(0, 40)
    let one = led(a, a.request.anchor + below, c.request.anchor + below * 2)
    let other = led(c, c.request.anchor + below, a.request.anchor + below * 2)
    #expect(faults([one, b, other]).count { $0.rule == .leader } == 2)
    // Words between others and their dot.
    let lifted = PlacedLabel(
      text: b.text, panel: b.panel, box: b.box.moved(by: Point(0, -20)), size: b.size, leader: nil,
      request: b.request)
    let between = PlacedLabel(
      text: a.text, panel: a.panel, box: b.box, size: a.size,
      leader: Leader(start: a.request.anchor, end: a.request.anchor), request: a.request)
    #expect(faults([between, lifted, c]).contains { $0.label == "name 1" && $0.other == "name 0" })
  }
}

extension Rect {
  fileprivate init(around place: Point) {
    self.init(
      minX: place.x - 0.01, minY: place.y - 0.01, maxX: place.x + 0.01, maxY: place.y + 0.01)
  }
}
