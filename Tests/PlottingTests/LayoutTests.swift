import Drawing
import Plotting
import Testing
import Typesetting

/// A figure with one panel of 200 x 150 points, data from 0 to 10.
private func figure(
  _ marks: [any Mark], frame: Panel.Frame = .none, aspect: Panel.Aspect = .free,
  heading: Panel.Heading? = nil, size: Size = Size(width: 200, height: 150)
) throws -> Figure {
  let scale = try Scale(.linear, from: 0, to: 10)
  let panel = Panel(
    name: "only", x: scale, y: scale, aspect: aspect, frame: frame, heading: heading, marks: marks)
  return Figure(
    id: "test", title: "Test", caption: "", alternative: "A test.", size: size,
    arrangement: .panel(panel), steps: [])
}

private func metrics(_ theme: Theme = .light) throws -> Metrics {
  Metrics(theme: theme, fonts: try MathFonts.latinModern(), size: .text)
}

private func runs(_ scene: Scene) -> [GlyphRun] {
  func collect(_ items: [SceneItem]) -> [GlyphRun] {
    items.flatMap { item -> [GlyphRun] in
      switch item {
      case .group(let group): collect(group.items)
      case .glyphs(let run): run.isInked ? [run] : []
      case .path, .picture: []
      }
    }
  }
  return collect(scene.items)
}

/// The run that stands for a text.
private func run(_ text: String, in scene: Scene) throws -> GlyphRun {
  try #require(runs(scene).first { $0.text == text })
}

private func ink(_ run: GlyphRun) throws -> Rect { try #require(run.outlines.bounds) }

@Suite struct PlacementTests {
  @Test("stated places are tried in their order, then the eight directions around")
  func order() throws {
    let block = Dots([Point(6, 5)], .disc, .ink, diameter: 12, layer: "a", name: "block")
    let free = Label("word", at: .datum(Point(5, 5)), .right(4), .left(4))
    var scene = try layout(try figure([free]), metrics: try metrics())
    let anchor = Point(100, 75)
    #expect(try run("word", in: scene).origin.x > anchor.x)
    scene = try layout(try figure([free, block]), metrics: try metrics())
    #expect(try ink(try run("word", in: scene)).maxX < anchor.x)
    // Both stated places are taken: above or below is found.
    let other = Dots([Point(4, 5)], .disc, .ink, diameter: 12, layer: "a", name: "block")
    scene = try layout(try figure([free, block, other]), metrics: try metrics())
    let box = try ink(try run("word", in: scene))
    #expect(box.maxY < anchor.y || box.minY > anchor.y)
  }

  @Test("words keep off strong strokes, dots and each other, and cross thin lines")
  func obstacles() throws {
    let line = { (weight: Weight) in
      Polyline([[Point(0, 5), Point(10, 5)]], .ink, weight, layer: "a", name: "line")
    }
    let word = Label("word", at: .datum(Point(5, 5)), .center)
    let across = try layout(try figure([line(.level), word]), metrics: try metrics())
    #expect(abs(try ink(try run("word", in: across)).center.y - 75) < 1)
    let beside = try layout(try figure([line(.hero), word]), metrics: try metrics())
    let box = try ink(try run("word", in: beside))
    #expect(box.maxY < 75 - 0.8 || box.minY > 75 + 0.8)
    let both = try layout(
      try figure([word, Label("other", at: .datum(Point(5, 5)), .center)]),
      metrics: try metrics())
    #expect(!(try ink(try run("word", in: both))).intersects(try ink(try run("other", in: both))))
  }

  @Test("words keep off colour bars, and numbers on one line are not read as one")
  func barsAndNumbers() throws {
    let bar = ColorBar(try ColorScale(from: 0, to: 1))
    let word = Label("a band with a name", at: .datum(Point(10, 5)), .right(4))
    let page = try laidOut(try figure([bar, word]), metrics: try metrics())
    let placed = try #require(page.labels.first { $0.text == word.style.name })
    let colours = page.scene.items.folded([Rect]()) { boxes, item in
      if case .path(let path, let style) = item, style.fill != nil, let box = path.bounds {
        boxes.append(box)
      }
    }
    #expect(colours.count > 90 && !colours.contains { $0.intersects(placed.box) })
    let numbers = [
      Label("1", at: .datum(Point(5, 5)), .right(1)),
      Label("0.1", at: .datum(Point(5.4, 5)), .right(1)),
    ]
    let boxes = try laidOut(try figure(numbers), metrics: try metrics()).labels.map(\.box)
    #expect(boxes.count == 2)
    if boxes.count == 2, abs(boxes[0].center.y - boxes[1].center.y) < 4 {
      #expect(max(boxes[0].minX, boxes[1].minX) - min(boxes[0].maxX, boxes[1].maxX) >= 3)
    }
  }

  @Test("words with one place come first, wherever they stand in the list")
  func fixedFirst() throws {
    let movable = Label("movable", at: .datum(Point(5, 5)), .center)
    let fixed = Label("fixed", at: .datum(Point(5, 5)), .center, fixed: true)
    let scene = try layout(try figure([movable, fixed]), metrics: try metrics())
    #expect((try ink(try run("fixed", in: scene)).center - Point(100, 75)).length < 2)
  }

  @Test("a fixed label without a place is left out, and named in words")
  func leftOut() throws {
    let wall = Polyline(
      [[Point(5, 0), Point(5, 10)]], .ink, .hero, layer: "a", name: "wall")
    let word = Label("$x_1$\nword", at: .datum(Point(5, 5)), .center, fixed: true)
    let page = try laidOut(try figure([wall, word]), metrics: try metrics())
    #expect(page.leftOut == [LeftOut(figure: "test", panel: "only", label: "x sub 1 word")])
    #expect(runs(page.scene).isEmpty && page.labels.isEmpty)
    let outside = Label("word", at: .datum(Point(10, 5)), .right(1), fixed: true)
    #expect(try laidOut(try figure([outside]), metrics: try metrics()).leftOut.count == 1)
  }

  @Test("words that cannot be set are an error") func unset() throws {
    let wrong = Label("$\\nonsense$", at: .datum(Point(5, 5)))
    let error = #expect(throws: PlotError.self) {
      try layout(try figure([wrong]), metrics: try metrics())
    }
    #expect(error?.description.contains("nonsense") == true)
  }

  /// Dots all around a datum, out to a distance in data units.
  private func crowd(around center: Point, to distance: Double) -> Dots {
    let places = (-20...20).flatMap { i in
      (-20...20).map { Point(0.5 * Double(i), 0.5 * Double($0)) }
    }
    .filter { $0.length <= distance }.map { $0 + center }
    return Dots(places, .disc, .ink, diameter: 5, layer: "a", name: "crowd")
  }

  @Test("without a place beside its anchor a label moves away and a line leads back")
  func leader() throws {
    let word = Label("word", at: .datum(Point(3, 5)), .right(4))
    let page = try laidOut(
      try figure([crowd(around: Point(3, 5), to: 2), word]), metrics: try metrics())
    let label = try #require(page.labels.first)
    #expect(label.hasLeader && page.leftOut.isEmpty && label.size == 9)
    let strokes = page.scene.items.flatMap { item -> [Path] in
      guard case .group(let group) = item, group.name == "labels" else { return [] }
      return group.items.compactMap { item in
        if case .path(let path, _) = item { path } else { nil }
      }
    }
    let line = try #require(strokes.first?.bounds)
    // From the words to 3 pt from the datum, which lies at (64, 75) or so on the page.
    #expect(line.maxX < label.box.maxX + 4 && line.width + line.height > 12)
  }

  @Test("then it shrinks, to 7 pt or with scripts to 8, and then it is left out")
  func shrinking() throws {
    func label(_ text: String, gap: Double) throws -> LaidOut {
      // A corridor between two walls over the whole page, with room for small words only.
      let walls = [-gap, gap].map { y in
        (0...40).map { Point(0.25 * Double($0), 5 + y) }
      }
      let dots = stride(from: 0.0, through: 10, by: 0.4).flatMap { x in
        stride(from: 0.0, through: 10, by: 0.4).map { Point(x, $0) }
      }.filter { abs($0.y - 5) > gap }
      return try laidOut(
        try figure(
          walls.map { Polyline([$0], .ink, .hero, layer: "a", name: "wall") } + [
            Dots(dots, .disc, .ink, diameter: 6, layer: "a", name: "dots"),
            Label(text, at: .fraction(Point(0.5, 0.5)), .center),
          ]), metrics: try metrics())
    }
    let small = try #require(try label("word", gap: 0.33).labels.first)
    #expect(small.size < 9 && small.size >= 7)
    #expect(try label("word", gap: 0.25).leftOut.count == 1)
    #expect(try label("word", gap: 0.8).labels.first?.size == 9)
    let scripts = try label("$x_1$", gap: 0.36)
    #expect(scripts.labels.allSatisfy { $0.size >= 8 })
  }

  @Test("a note without room moves through its panel, without a line") func notes() throws {
    let note = Label("note", at: .fraction(Point(0, 0)), .aboveRight(2))
    let page = try laidOut(
      try figure([crowd(around: .zero, to: 4), note]), metrics: try metrics())
    let label = try #require(page.labels.first)
    #expect(!label.hasLeader)
    #expect((label.box.center - Point(4, 146)).length > 40)
  }

  @Test("words avoid guide lines and bands while another side is free") func guides() throws {
    let line = Polyline(
      [[Point(5, 5.6), Point(10, 5.6)]], .rule, .rule, .dotted, layer: "a", name: "guide")
    let band = Fill(
      [[Point(5, 5), Point(10, 5), Point(10, 8), Point(5, 8)]], .ink, opacity: 0.18,
      isData: true, layer: "a", name: "band")
    let word = Label("word", at: .datum(Point(5, 5)), .aboveRight(3), .belowLeft(3))
    for mark in [line as any Mark, band] {
      let page = try laidOut(try figure([mark, word]), metrics: try metrics())
      #expect(try #require(page.labels.first).box.maxX < 101, "\(mark)")
    }
    let free = try laidOut(try figure([word]), metrics: try metrics())
    #expect(try #require(free.labels.first).box.minX > 99)
  }

  @Test("words stand nearer to what they name than to anything else") func neighbours() throws {
    let ends = [Point(5, 5), Point(5.6, 5)]
    let lines = zip(ends, ["first", "second"]).map { end, name in
      Polyline([[Point(end.x, 10), end]], .ink, .curve, layer: "a", name: name)
    }
    let word = Label("word", at: .datum(ends[0]), .belowRight(3), .below(4), .belowLeft(3))
    let page = try laidOut(try figure(lines + [word]), metrics: try metrics())
    let box = try #require(page.labels.first).box
    let own = Obstacle.stroke([Point(100, 4), Point(100, 75)], reach: 0, name: "")
    let other = Obstacle.stroke([Point(111.5, 4), Point(111.5, 75)], reach: 0, name: "")
    #expect(own.distance(to: box) < other.distance(to: box))
  }

  @Test("a halo has the colour below, and there is none where colours meet or nothing is crossed")
  func haloColours() throws {
    let ground = Fill(
      [[.zero, Point(10, 0), Point(10, 10), Point(0, 10)]], .band(1), layer: "a", name: "ground")
    let half = Fill(
      [[.zero, Point(5, 0), Point(5, 10), Point(0, 10)]], .ink, layer: "a", name: "half")
    let level = Polyline(
      [[Point(0, 5), Point(10, 5)]], .rule, .level, layer: "a", name: "level")
    let word = Label("word", at: .datum(Point(5, 5)), .center)
    func halos(_ marks: [any Mark]) throws -> [Color] {
      let scene = try layout(try figure(marks + [word]), metrics: try metrics())
      var found: [Color] = []
      func visit(_ items: [SceneItem]) {
        for item in items {
          if case .group(let group) = item { visit(group.items) }
          if case .glyphs(let run) = item, let halo = run.halo { found.append(halo.color) }
        }
      }
      visit(scene.items)
      return found
    }
    #expect(try halos([ground, level]).first == Theme.light.color(.band(1)))
    #expect(try halos([level]).first == Theme.light.color(.ground))
    #expect(try halos([ground]).isEmpty)
    #expect(try halos([ground, half, level]).isEmpty)
    // On many colours words stand in the page's, crossed or not.
    let heat = HeatMap(
      [[0, 1], [2, 3]], x: 0...10, y: 0...10, try ColorScale(.viridis, from: 0, to: 3), layer: "a")
    #expect(try halos([heat]).first == Theme.light.color(.ground))
  }

  @Test("words in a row stand on one line, whatever rises or hangs in them")
  func rows() throws {
    let texts = ["input", "max", "$x^2$", "$\\frac{a}{b}$"]
    let labels = texts.enumerated().map { index, text in
      Label(text, at: .datum(Point(1 + 2.6 * Double(index), 5)), .inRow(4), fixed: true)
    }
    let scene = try layout(try figure(labels), metrics: try metrics())
    let lines = try ["input", "max", "x"].map { text in
      try #require(runs(scene).first { $0.text.hasPrefix(text) || text == "x" && $0.text == "𝑥" })
        .origin.y
    }
    #expect(lines.allSatisfy { $0 == lines[0] })
  }

  @Test("all halos of a label lie below all of its glyphs")
  func halos() throws {
    let word = Label("word $x^2$ more", at: .datum(Point(5, 5)), .center)
    let level = Polyline(
      [[Point(0, 5), Point(10, 5)]], .rule, .level, layer: "a", name: "level")
    let scene = try layout(try figure([level, word]), metrics: try metrics())
    var inked = false
    func visit(_ items: [SceneItem]) {
      for item in items {
        switch item {
        case .group(let group): visit(group.items)
        case .glyphs(let run):
          if run.isInked { inked = true } else { #expect(!inked) }
        case .path, .picture: break
        }
      }
    }
    visit(scene.items)
    #expect(inked)
  }
}

@Suite struct ArrangementTests {
  private func axes(_ labels: [String], heading: String? = nil) throws -> Panel {
    let scale = try Scale(.linear, from: 0, to: 10)
    let ticks = zip([0.0, 5, 10], labels).map { Tick($0, $1) }
    return Panel(
      name: labels[1], x: scale, y: scale,
      frame: .ranges(
        x: Axis([Tick(0, "0"), Tick(10, "10")], over: 0...10, label: "name"),
        y: Axis(ticks, over: 0...10)),
      heading: heading.map { Panel.Heading($0) },
      marks: [
        Polyline([[.zero, Point(10, 10)]], .ink, .rule, layer: "data", name: "diagonal")
      ])
  }

  private func scene(_ arrangement: Arrangement) throws -> Scene {
    try layout(
      Figure(
        id: "test", title: "", caption: "", alternative: "", size: Size(width: 300, height: 200),
        arrangement: arrangement, steps: []), metrics: try metrics())
  }

  /// Where the diagonals of the panels run: the drawings' places.
  private func drawings(_ scene: Scene) -> [Rect] {
    scene.items.flatMap { item -> [Rect] in
      guard case .group(let group) = item, group.name.hasPrefix("data") else { return [] }
      return group.items.compactMap { item in
        guard case .path(let path, _) = item else { return nil }
        return path.bounds
      }
    }
  }

  @Test("margins come from measured words: wider numbers leave less room, by their width")
  func margins() throws {
    let narrow = try drawings(scene(.panel(axes(["0", "5", "9"]))))[0]
    let shown = try scene(.panel(axes(["0", "5", "9999"])))
    let wide = drawings(shown)[0]
    let glyphs = try run("9999", in: shown).glyphs
    #expect(abs((wide.minX - narrow.minX) - (glyphs[3].offset.x - glyphs[0].offset.x)) < 1e-9)
    #expect(wide.maxX == narrow.maxX)
  }

  @Test("panels side by side share their tops and bottoms; those below each other, their sides")
  func shared() throws {
    let (a, b) = (try axes(["0", "5", "9"]), try axes(["0", "50", "9999"], heading: "Heading"))
    let row = try drawings(scene(.row([.panel(a), .panel(b)], shares: [1, 1], gap: 10)))
    #expect(row[0].minY == row[1].minY && row[0].maxY == row[1].maxY)
    #expect(row[0].maxX < row[1].minX)
    let column = try drawings(scene(.column([.panel(a), .panel(b)], shares: [1, 1], gap: 10)))
    #expect(column[0].minX == column[1].minX && column[0].maxX == column[1].maxX)
    #expect(column[0].maxY < column[1].minY)
    #expect(abs(column[0].height - column[1].height) < 1e-9)
  }

  @Test("shares divide the room")
  func shares() throws {
    let panel = Arrangement.panel(try axes(["0", "5", "9"]))
    let parts = try drawings(scene(.row([panel, panel], shares: [2, 1], gap: 0)))
    // The margins are alike, the rest is 2 to 1 of the room: 292 pt within the border.
    #expect(abs((parts[0].width - parts[1].width) - 292 / 3) < 1e-6)
  }

  @Test("numbers and headings side by side stand on one line, with exponents or without")
  func baselines() throws {
    let scale = try Scale(.linear, from: 0, to: 10)
    let panel = { (ticks: [String], heading: String) in
      Panel(
        name: heading, x: scale, y: scale,
        frame: .ranges(
          x: Axis(zip([2.0, 8], ticks).map { Tick($0, $1) }, over: 0...10), y: nil),
        heading: Panel.Heading(heading), marks: [])
    }
    let scene = try scene(
      .row(
        [.panel(panel(["1", "$10^{-4}$"], "Aa")), .panel(panel(["3", "4"], "gag"))],
        shares: [1, 1], gap: 10))
    let numbers = runs(scene).filter { ["1", "10", "3", "4"].contains($0.text) && $0.size == 8 }
    #expect(numbers.count == 4)
    #expect(numbers.allSatisfy { $0.origin.y == numbers[0].origin.y })
    #expect(try run("Aa", in: scene).origin.y == run("gag", in: scene).origin.y)
  }

  @Test("equal aspect keeps circles round; the filling kind keeps its fixed datum in place")
  func aspects() throws {
    let corners = Polyline([[.zero, Point(10, 10)]], .ink, .rule, layer: "data", name: "diagonal")
    let equal = try layout(try figure([corners], aspect: .equal), metrics: try metrics())
    let box = try #require(drawings(equal).first)
    #expect(abs(box.width - box.height) < 1e-9 && box.height == 142)
    let filling = try layout(
      try figure([corners], aspect: .equalFilling(around: Point(0, 0))), metrics: try metrics())
    let corner = try #require(drawings(filling).first)
    #expect(abs(corner.width - corner.height) < 1e-9)
    #expect(abs(corner.minX - 4) < 1e-9 && abs(corner.maxY - 146) < 1e-9)
  }

  @Test("a page too small for its words is an error")
  func noRoom() throws {
    let panel = try axes(["0", "5", "9"])
    let small = Figure(
      id: "test", title: "", caption: "", alternative: "", size: Size(width: 30, height: 30),
      arrangement: .panel(panel), steps: [])
    #expect(throws: PlotError.noRoom(figure: "test", panel: "5")) {
      try layout(small, metrics: try metrics())
    }
  }

  @Test("layers become groups with the number of their step; neighbours of a layer share one")
  func layers() throws {
    let line = { (layer: String, y: Double) in
      Polyline([[Point(0, y), Point(10, y)]], .ink, .rule, layer: layer, name: "line")
    }
    var shown = try figure([line("a", 1), line("a", 2), line("b", 3), line("a", 4)])
    shown.steps = [.init("b", "First"), .init("a", "Second")]
    let scene = try layout(shown, metrics: try metrics())
    let groups = scene.items.compactMap { item -> String? in
      guard case .group(let group) = item else { return nil }
      return "\(group.name) \(group.step ?? 0) \(group.items.count)"
    }
    #expect(groups == ["a 2 2", "b 1 1", "a-2 2 1"])
  }
}

/// A mark of somebody who does not think of edges.
private struct Careless: Mark {
  let style = MarkStyle(layer: "own", name: "own")
  let items: @Sendable (PanelFrame) -> [SceneItem]
  var leaves = false

  func draw(in frame: PanelFrame) -> Drawn {
    var drawn = Drawn(
      items: items(frame),
      obstacles: [.dot(frame.point(30, 5), radius: 2, name: "outside")])
    drawn.mayLeavePanel = leaves
    return drawn
  }
}

@Suite struct EdgeTests {
  private let color = Color(0x123456)

  private func drawn(_ mark: Careless) throws -> [(path: Path, style: Style)] {
    let scene = try layout(try figure([mark]), metrics: try metrics())
    return scene.items.flatMap { item -> [(path: Path, style: Style)] in
      guard case .group(let group) = item, group.name == "own" else { return [] }
      return group.items.compactMap {
        if case .path(let path, let style) = $0 { (path, style) } else { nil }
      }
    }
  }

  @Test("what a mark fills outside of its panel is cut off, by whatever shape")
  func fills() throws {
    // The panel is 4 to 196 by 4 to 146 points.
    let bar = Careless(items: { frame in
      let box = Rect(minX: 50, minY: -400, maxX: 60, maxY: frame.rect.maxY)
      return [.path(.rectangle(box), Style(fill: color))]
    })
    let cut = try drawn(bar)
    #expect(cut.count == 1 && cut[0].path.bounds == Rect(minX: 50, minY: 4, maxX: 60, maxY: 146))
    let disc = Careless(items: { _ in
      [.path(.circle(center: Point(100, 146), radius: 40), Style(fill: color))]
    })
    let box = try #require(try drawn(disc).first?.path.bounds)
    #expect(box.maxY == 146 && abs(box.minY - 106) < 0.1)
  }

  @Test("a dot over the edge stays whole, one far outside is gone, a line ends at the edge")
  func whole() throws {
    // The page ends four points beyond the panel.
    let dot = Path.circle(center: Point(196, 75), radius: 3.5)
    let far = Path.circle(center: Point(400, 75), radius: 3.5)
    let both = Careless(items: { _ in
      [.path(Path(dot.elements + far.elements), Style(fill: color))]
    })
    #expect(try drawn(both).map(\.path) == [dot])
    let line = Careless(items: { _ in
      [.path(.line(Point(100, 75), Point(900, 75)), Style(stroke: Stroke(color, width: 1)))]
    })
    #expect(try drawn(line).map(\.path) == [.line(Point(100, 75), Point(196, 75))])
    let group = Careless(items: { _ in
      [.group(Group(name: "inner", items: [.path(far, Style(fill: color))]))]
    })
    #expect(try drawn(group).isEmpty)
  }

  @Test("a filled shape with a line has no line along the cut")
  func outlines() throws {
    let box = Careless(items: { _ in
      let style = Style(fill: color, stroke: Stroke(color, width: 1))
      return [.path(.rectangle(Rect(minX: 100, minY: 50, maxX: 500, maxY: 60)), style)]
    })
    let found = try drawn(box)
    #expect(found.count == 2 && found[0].style.stroke == nil && found[1].style.fill == nil)
    #expect(found[0].path.bounds?.maxX == 196)
    // Two open pieces or one that turns; none runs along the right edge.
    let onEdge = found[1].path.points.filter { $0.x == 196 }
    #expect(onEdge.count == 2)
  }

  @Test("a mark that says so may leave its panel, but nothing leaves the page")
  func leaves() throws {
    // The panel ends at 196 of 200 points.
    let near = Path.line(Point(100, 75), Point(199, 75))
    let far = Path.circle(center: Point(400, 75), radius: 5)
    let line = Style(stroke: Stroke(color, width: 1))
    let mark = Careless(items: { _ in [.path(near, line), .path(far, line)] }, leaves: true)
    #expect(try drawn(mark).map(\.path) == [near])
    let long = Path.line(Point(100, 75), Point(900, 75))
    let over = Careless(items: { _ in [.path(long, line)] }, leaves: true)
    #expect(try drawn(over).map(\.path) == [.line(Point(100, 75), Point(200, 75))])
  }
}

@Suite struct ObstacleLayerTests {
  private func overlay(_ marks: [any Mark], size: Size = Size(width: 200, height: 150)) throws
    -> Group
  {
    let page = try laidOut(
      try figure(marks, size: size), metrics: try metrics(), drawsObstacles: true)
    guard case .group(let group)? = page.scene.items.last else { throw PlotError.domain("none") }
    return group
  }

  private func boxes(_ group: Group, _ color: Color) -> [Rect] {
    group.items.compactMap { item in
      guard case .path(let path, let style) = item, style.fill == nil, path.elements.count == 5,
        style.stroke?.color == color
      else { return nil }
      return path.bounds
    }
  }

  private let green = Color(0x0B8A3A)
  private let red = Color(0xD0021B)
  private let blue = Color(0x2368C4)
  private let orange = Color(0xE08700)

  @Test("the layer shows ink that keeps words off and the places that a label tried")
  func places() throws {
    let block = Dots([Point(6, 5)], .disc, .ink, diameter: 12, layer: "a", name: "block")
    let label = Label("word", at: .datum(Point(5, 5)), .right(4), .left(4), .above(6))
    let group = try overlay([block, label])
    #expect(group.name == "obstacles")
    #expect(boxes(group, green).count == 1 && boxes(group, red).count == 1)
    #expect(boxes(group, blue).count + boxes(group, orange).count == 1)
    // The dot of the block, a point larger than it is.
    #expect(
      group.items.contains { item in
        guard case .path(let path, let style) = item else { return false }
        return style.fill == red && style.fillOpacity < 1
          && abs((path.bounds?.width ?? 0) - 14) < 1e-9
      })
  }

  @Test("a label without a place is written where it was asked for, with all that was tried")
  func leftOut() throws {
    let wide = Label(
      "words that are much too long for a picture as narrow as this one is",
      at: .datum(Point(5, 5)),
      .right(4))
    let group = try overlay([wide], size: Size(width: 120, height: 100))
    #expect(boxes(group, green).isEmpty && boxes(group, red).count == 41)
    let written = group.items.contains {
      if case .glyphs(let run) = $0 { run.color == red } else { false }
    }
    #expect(written)
  }

  @Test("the layer is there only when it is asked for, and moves nothing")
  func nothingElse() throws {
    let marks: [any Mark] = [
      Dots([Point(6, 5)], .disc, .ink, layer: "a", name: "block"),
      Label("word", at: .datum(Point(5, 5)), .right(4)),
    ]
    let plain = try laidOut(try figure(marks), metrics: try metrics())
    let shown = try laidOut(try figure(marks), metrics: try metrics(), drawsObstacles: true)
    #expect(Array(shown.scene.items.dropLast()) == plain.scene.items)
    #expect(shown.labels == plain.labels)
  }

  @Test("places of panels with axes are read as data; pictures without any are not")
  func readings() throws {
    let metrics = try metrics()
    let curve = Curve([Point(1, 10), Point(2, 1000)], .ink)
    let axes = Panel(
      name: "a", x: .linear("time $t$", from: 1, to: 2), y: .log("risk", from: 10, to: 1000),
      marks: [curve])
    let bare = Panel(name: "b", frame: .none, marks: [curve])
    let figure = Figure(
      id: "f", title: "", caption: "", alternative: "", size: Size(width: 400, height: 200),
      arrangement: .row([.panel(axes), .panel(bare)], shares: [1, 1], gap: 8), steps: [])
    let readings = try layout(figure, metrics: metrics).readings
    try #require(readings.count == 1)
    #expect(readings[0].x == .init(name: "time $t$", kind: .linear, start: 1, end: 2))
    #expect(readings[0].y == .init(name: "risk", kind: .log, start: 10, end: 1000))
    #expect(readings[0].rect.maxX < 200 && readings[0].rect.width > 100)
  }

  @Test("axes come with the first mark of their panel, and so do the marks that belong to them")
  func axesOfLaterPanels() throws {
    func panel(_ name: String, _ layer: String) -> Panel {
      Panel(
        name: name, x: .linear("time", from: 0, to: 1), y: .linear("risk", from: 0, to: 1),
        marks: [
          Curve([Point(0, 1), Point(1, 0)], layer: layer),
          Label("note of \(name)", at: .fraction(Point(0.5, 0.5)), layer: "axes"),
        ])
    }
    let row = ["first", "second"].map { Arrangement.panel(panel($0, $0)) }
    let figure = Figure(
      id: "f", title: "", caption: "", alternative: "", size: Size(width: 400, height: 200),
      arrangement: .row(row, shares: [1, 1], gap: 8),
      steps: [Figure.Step("first", "First"), Figure.Step("second", "Second")])
    let scene = try layout(figure, metrics: try metrics())
    let groups = scene.items.compactMap { if case .group(let group) = $0 { group } else { nil } }
    func words(_ groups: [Group]) -> [String] {
      var part = scene
      part.items = groups.map { .group($0) }
      return runs(part).map(\.text)
    }
    let start = words(groups.filter { $0.step ?? 1 == 1 })
    let later = words(groups.filter { $0.step == 2 })
    #expect(start.count { $0 == "time" } == 1 && later.count { $0 == "time" } == 1)
    #expect(start.contains { $0.hasPrefix("note") } && later.contains { $0.hasPrefix("note") })
    // Axes that are there from the start have the same group as ever.
    #expect(groups.contains { $0.name == "axes" && $0.step == nil })
  }

  @Test("handles stand at their data, and a landscape says how far its values are off")
  func handlesAndLandscapes() throws {
    func scene(_ function: @escaping @Sendable (Double, Double) -> Double) throws -> Scene {
      let panel = Panel(
        name: "a", x: .linear("$x$", from: -1, to: 1), y: .linear("$y$", from: 0, to: 4),
        marks: [Handle(of: "start", at: Point(0.5, 1)), Landscape("$L$", of: function)])
      return try layout(
        Figure(
          id: "f", title: "", caption: "", alternative: "", size: Size(width: 200, height: 200),
          arrangement: .panel(panel), steps: []), metrics: try metrics())
    }
    let square = try scene { x, y in (x - y) * (x - y) }
    let (rect, handle) = (square.readings[0].rect, square.handles[0])
    #expect(handle.parameter == "start")
    #expect(abs(handle.place.x - (rect.minX + 0.75 * rect.width)) < 1e-9)
    #expect(abs(handle.place.y - (rect.maxY - 0.25 * rect.height)) < 1e-9)
    // Cubics are right for squares but for rounding; nodes reach one step over the edges.
    let found = try #require(square.readings[0].landscape)
    #expect(found.values.count == 81 && found.error <= 2 * found.unit)
    #expect(abs(found.unit - 0.0001) < 1e-12)
    #expect(abs(Double(found.values[0]) * found.unit - 4.0 / 9) <= found.unit)
    // A kink needs more nodes, and its error is said.
    let kink = try #require(try scene { x, y in abs(x - y / 3) }.readings[0].landscape)
    #expect(kink.values.count == 33 * 33 && kink.error > 0.005 && kink.error < 0.1)
    #expect(try scene { x, _ in 1 / x }.readings[0].landscape == nil)
    #expect(try scene { _, _ in 1 }.readings[0].landscape == nil)
  }
}
