import Drawing
import Elementary
import Plotting
import Testing
import Typesetting

/// The rules of where words stand, on panels made at random and on planted faults.
@Suite struct LabelRuleTests {
  private static let fonts = Result { try MathFonts.latinModern() }

  private func page(_ panels: [Panel], size: Size = Size(width: 300, height: 200)) throws -> LaidOut
  {
    let figure = Figure(
      id: "test", title: "Test", caption: "", alternative: "A test.", size: size,
      arrangement: .grid(panels, columns: 2, sharing: .none), steps: [])
    return try laidOut(
      figure, metrics: Metrics(theme: .light, fonts: try Self.fonts.get(), size: .text))
  }

  /// A panel of curves, dots and bands with names, some at places that are hard to name.
  private func panel(_ name: String, _ random: inout SystemLikeGenerator) -> Panel {
    var marks: [any Mark] = []
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    for k in 0..<Int.random(in: 1...4, using: &random) {
      let (a, b, c) = (number(-2...2), number(-3...3), number(0.5...6))
      let line = (0...40).map { Point(Double($0) / 4, a + b * sin(c * Double($0) / 20)) }
      marks += [
        // Marks may share a name: a label names the one at its anchor.
        Curve(line, .series(k), .curve, name: k.isMultiple(of: 2) ? "curve" : "curve \(k)"),
        Label("curve \(k)", at: .along(line), role: .series(k)),
      ]
    }
    for k in 0..<Int.random(in: 0...6, using: &random) {
      let place = Point(number(0...10), number(-4...4))
      marks += [
        Dots([place], .filled, .ink, name: k.isMultiple(of: 2) ? "dot" : "dot \(k)"),
        Label(k.isMultiple(of: 2) ? "$x_\(k)$" : "dot \(k)", at: .datum(place), .right(), .above()),
      ]
    }
    if Bool.random(using: &random) {
      marks.append(Fill.band(x: [0, 5, 10], from: [-1, 0, -1], to: [0, 1, 1], .series(3)))
      marks.append(Label("a note of some length", at: .fraction(Point(1, 1)), size: .tick))
    }
    if Bool.random(using: &random) { marks.append(Legend(of: marks.filter { $0 is Curve })) }
    return Panel(name: name, x: .linear("$x$"), y: .linear("$y$"), marks: marks)
  }

  @Test("words stand at their own one of two marks of one name, or a line leads there")
  func marksOfOneName() throws {
    for gap in stride(from: 0.5, through: 3, by: 0.25) {
      let places = [Point(5, 0), Point(5 + gap, 0.1), Point(5 + 2 * gap, 0)]
      let marks: [any Mark] = places.enumerated().flatMap { k, place -> [any Mark] in
        [
          Dots([place], .filled, .ink, diameter: 5, name: "end"),
          Label("name \(k)", at: .datum(place), .above(), .aboveRight()),
        ]
      }
      let page = try page([
        Panel(name: "p", x: .linear(from: 0, to: 20), y: .linear(from: -1, to: 1), marks: marks)
      ])
      #expect(page.labelFaults.isEmpty, "\(gap): \(page.labelFaults)")
      for (k, label) in page.labels.sorted(by: { $0.text < $1.text }).enumerated()
      where !label.hasLeader && label.text.hasPrefix("name") {
        let anchor = label.request.anchor
        let others = page.labels.filter { $0 != label && $0.text.hasPrefix("name") }
        for other in others {
          #expect(
            distance(label.box, anchor) <= distance(label.box, other.request.anchor), "\(gap) \(k)")
        }
      }
    }
  }

  private func distance(_ box: Rect, _ p: Point) -> Double {
    let x = max(box.minX - p.x, 0, p.x - box.maxX)
    let y = max(box.minY - p.y, 0, p.y - box.maxY)
    return Point(x, y).length
  }

  @Test("the rules hold on 300 random panels, at three sizes, and what is left out is said")
  func randomPanels() throws {
    var random = SystemLikeGenerator()
    var asked = 0
    var left = 0
    for round in 0..<150 {
      let panels = [panel("left", &random), panel("right", &random)]
      let sizes = [
        Size(width: 396, height: 200), Size(width: 300, height: 160), Size(width: 220, height: 120),
      ]
      let page = try page(panels, size: sizes[round % 3])
      #expect(page.labelFaults.isEmpty, "round \(round): \(page.labelFaults)")
      asked += page.labels.count + page.leftOut.count
      left += page.leftOut.count
      let again = try self.page(panels, size: sizes[round % 3])
      #expect(again.labels == page.labels)
    }
    // Few words find no place, even at the smallest size.
    #expect(left * 20 < asked, "\(left) of \(asked) left out")
  }

  @Test("nothing is seen through the gaps of words over a line, where it would read as a sign")
  func nothingRunsThroughWords() throws {
    let words = "$L = \\frac{1}{2}$"
    let lines = [-1.0, 0, 1].map { Rule.y($0, .note, .level, .solid, name: "level \($0)") }
    let page = try page([
      Panel(
        name: "p", x: .linear(from: 0, to: 10), y: .linear(from: -4, to: 4), frame: .none,
        marks: lines + [Label(words, at: .datum(Point(5, 0)), fixed: true)])
    ])
    let label = try #require(page.labels.first)
    let items = page.scene.items.flatMap { item -> [SceneItem] in
      if case .group(let group) = item { group.items } else { [item] }
    }
    let plate = try #require(
      items.firstIndex {
        guard case .path(let path, let style) = $0, style.fill != nil else { return false }
        guard let box = path.bounds else { return false }
        return box.minX <= label.box.minX + 0.01 && box.maxX >= label.box.maxX - 0.01
          && box.minY <= label.box.minY + 0.01 && box.maxY >= label.box.maxY - 0.01
      })
    let last = try #require(
      items.lastIndex { if case .path(_, let style) = $0 { style.stroke != nil } else { false } })
    let first = try #require(
      items.firstIndex { if case .glyphs(let run) = $0 { run.isInked } else { false } })
    #expect(last < plate && plate < first)
  }

  @Test("numbers at neighbouring dots are not read as one, and notes stay in their panel")
  func wordsApart() throws {
    for gap in stride(from: 0.2, through: 1.6, by: 0.1) {
      let marks = (0..<3).flatMap { k -> [any Mark] in
        let place = Point(5 + gap * Double(k), 0)
        return [
          Dots([place], .filled, .ink, diameter: 3, name: "end"),
          Label("0.\(k)", at: .datum(place), .above()),
        ]
      }
      let page = try page([
        Panel(name: "p", x: .linear(from: 0, to: 20), y: .linear(from: -1, to: 1), marks: marks)
      ])
      #expect(page.labelFaults.isEmpty, "\(gap): \(page.labelFaults)")
    }
    let wall = [-1.0, 1].map { Rule.y(0.9 * $0, .ink, .hero, .solid, name: "wall") }
    let page = try page([
      Panel(
        name: "p", x: .linear(from: 0, to: 1), y: .linear("$v$", from: -1, to: 1),
        marks: wall + [Label("diverges", at: .fraction(Point(0, 1)))])
    ])
    let note = try #require(page.labels.first { $0.text == "diverges" })
    #expect(note.request.area.contains(note.box))
  }

  @Test("an axis without ticks and a name is no line, and a name that panels share stands once")
  func bareAxes() throws {
    func axes(_ ticks: Coordinate.Ticks) throws -> Int {
      let panel = Panel(
        name: "p", x: .linear(from: 0, to: 1), y: .linear(from: 0, to: 1, ticks: ticks), marks: [])
      return try page([panel]).scene.items.reduce(0) { sum, item in
        guard case .group(let group) = item else { return sum }
        return sum + group.items.count { if case .path = $0 { true } else { false } }
      }
    }
    #expect(try axes(.none) == 1 && axes(.automatic) == 2)
    let panels = ["a", "b"].map {
      Panel(name: $0, x: .linear(from: 0, to: 1), y: .linear("$L$", from: 0, to: 1), marks: [])
    }
    let grid = Arrangement.grid(panels, columns: 2, sharing: .y)
    #expect(grid.panels.map { $0.heading?.text } == ["$L$", nil])
  }

  /// A page whose labels are changed after they were placed.
  private func planted(_ change: (PlacedLabel) -> PlacedLabel) throws -> [LabelFault] {
    let line = (0...10).map { Point(Double($0), 2) }
    let page = try page([
      Panel(
        name: "only", x: .linear(from: 0, to: 10), y: .linear(from: 0, to: 10), frame: .none,
        marks: [
          Curve(line, .ink, .hero, name: "line"), Dots([Point(5, 8)], .filled, .ink, name: "dot"),
          Label("dot", at: .datum(Point(5, 8)), .right()),
          Label("line", at: .datum(line[5]), .above()),
        ])
    ])
    #expect(page.labelFaults.isEmpty && page.labels.count == 2)
    return LaidOut(
      scene: page.scene, labels: page.labels.map(change), leftOut: page.leftOut, ink: page.ink
    ).labelFaults
  }

  private func moved(_ label: PlacedLabel, to place: Point?, size: Double? = nil) -> PlacedLabel {
    let center = label.box.center
    return PlacedLabel(
      text: label.text, panel: label.panel,
      box: label.box.moved(by: place.map { $0 - center } ?? .zero), size: size ?? label.size,
      leader: label.leader, request: label.request)
  }

  @Test(
    "words at the wrong thing, on ink, on others, over the edge, too small or out of order are found"
  )
  func plantedFaults() throws {
    let away = try planted { $0.text == "dot" ? moved($0, to: Point(70, 140)) : $0 }
    #expect(away.contains { $0.rule == .nearest && $0.label == "dot" })
    let covering = try planted { $0.text == "dot" ? moved($0, to: Point(75, 160)) : $0 }
    #expect(covering.contains { $0.rule == .covers && $0.other == "line" })
    let same = try planted { moved($0, to: Point(75, 100)) }
    #expect(same.contains { $0.rule == .covers && $0.label == "dot" && $0.other == "line" })
    let over = try planted { $0.text == "dot" ? moved($0, to: Point(0, 40)) : $0 }
    #expect(over.contains { $0.rule == .covers && $0.other == "the edge of the page" })
    let beside = try planted {
      moved($0, to: Point($0.text == "dot" ? 70 : 70 + $0.box.width + 1, 100))
    }
    #expect(beside.count { $0.rule == .apart } == 2 && !beside.contains { $0.rule == .covers })
    let small = try planted { moved($0, to: nil, size: 6) }
    #expect(small.count { $0.rule == .size } == 2)
    let swapped = try planted { $0.text == "dot" ? moved($0, to: Point(75, 190)) : $0 }
    #expect(swapped.contains { $0.rule == .order })
  }

  @Test("words whose middle is nearer to the dot of others are found, on a line through both")
  func wrongDot() throws {
    let places = [Point(4, 5), Point(6, 5)]
    let marks: [any Mark] =
      [Polyline([[Point(0, 5), Point(10, 5)]], .ink, .hero, name: "line")]
      + places.enumerated().flatMap { k, place -> [any Mark] in
        [
          Dots([place], .filled, .ink, name: "end"),
          Label("0.\(k)", at: .datum(place), .above(6), role: .ink),
        ]
      }
    let page = try page([
      Panel(
        name: "only", x: .linear(from: 0, to: 10), y: .linear(from: 0, to: 10), frame: .none,
        marks: marks)
    ])
    #expect(page.labelFaults.isEmpty && page.labels.count == 2)
    let way = try #require(page.labels.last).box.center - page.labels[0].box.center
    for (part, isFault) in [(0.3, false), (0.6, true), (0.9, true)] {
      let first = moved(page.labels[0], to: page.labels[0].box.center + way * part + Point(0, -15))
      let faults = LaidOut(
        scene: page.scene, labels: [first, page.labels[1]], leftOut: [], ink: page.ink
      ).labelFaults
      #expect(faults.contains { $0.rule == .nearest && $0.label == "0.0" } == isFault, "\(part)")
    }
  }
}
