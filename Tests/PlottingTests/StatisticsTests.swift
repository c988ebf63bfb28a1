import Drawing
import Elementary
import Plotting
import Testing
import Typesetting

/// A frame of 100 x 100 points.
private func frame(_ x: Scale, _ y: Scale, _ theme: Theme = .light) throws -> PanelFrame {
  PanelFrame(
    name: "only", rect: Rect(minX: 0, minY: 0, maxX: 100, maxY: 100), x: x, y: y,
    metrics: Metrics(theme: theme, fonts: try MathFonts.latinModern(), size: .text))
}

private func linear(_ start: Double, _ end: Double) throws -> Scale {
  try Scale(.linear, from: start, to: end)
}

/// The boxes of filled paths, a box for each connected part.
private func boxes(_ drawn: Drawn) -> [Rect] {
  drawn.items.flatMap { item -> [Rect] in
    guard case .path(let path, let style) = item, style.fill != nil else { return [] }
    return path.flattened(tolerance: 0.1).compactMap { Rect(around: $0) }
  }
}

/// Whether the corners are those of another box but for rounding.
private func isNear(_ a: Rect, _ b: Rect) -> Bool {
  zip(a.corners, b.corners).allSatisfy { ($0 - $1).length < 1e-9 }
}

@Suite struct SampleTests {
  @Test("quantiles are those of R's type 7") func quantiles() {
    #expect(quantile([1, 2, 3, 4], 0.25) == 1.75)
    #expect(quantile([1, 2, 3, 4, 10], 0.5) == 3)
    #expect(quantile([7], 0.9) == 7 && quantile([], 0.5).isNaN)
    // numpy.percentile, whose default it is too.
    #expect(abs(quantile([-2, 0.5, 1, 8, 9, 30], 0.9) - 19.5) < 1e-14)
  }

  @Test("every datum is in one bin, whatever the bins; automatic ones are round")
  func bins() {
    var generator = SystemLikeGenerator()
    for count in [1, 2, 7, 100, 1000] {
      let values = (0..<count).map { _ in Double.random(in: -3...3, using: &generator) }
      for bins in [Bins.automatic, .count(7), .width(0.25), .edges([-3, 0, 1, 3])] {
        let edges = bins.edges(for: values)
        #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Bins.counts(of: values, between: edges).reduce(0, +) == count, "\(bins)")
      }
    }
    // Decimal numbers are where rounding is seen.
    for _ in 0..<300 {
      let values = (0..<3).map { _ in Double(Int.random(in: 0...9999, using: &generator)) / 10 }
      for bins in [Bins.automatic, .width(0.1), .width(0.7)] + (1...40).map(Bins.count) {
        let edges = bins.edges(for: values)
        #expect(Bins.counts(of: values, between: edges).reduce(0, +) == 3, "\(bins) \(values)")
        guard case .count = bins, Set(values).count > 1 else { continue }
        #expect(edges.first == values.min() && edges.last == values.max())
      }
    }
    for values in [[1e17, 1e17], [(0.3).nextDown, 0.3], [0.1 + 0.2, 0.7], [-1e300, 1e300]] {
      for bins in [Bins.automatic, .count(24), .width(0.1), .width(.nan)] {
        let edges = bins.edges(for: values)
        #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "\(bins) \(values)")
        #expect(Bins.counts(of: values, between: edges).reduce(0, +) == 2, "\(bins) \(values)")
      }
    }
    #expect(Bins.width(0.5).edges(for: [0.1, 1.2]) == [0, 0.5, 1, 1.5])
    #expect(Bins.counts(of: [0, 1, 1, 2, 3], between: [0, 1, 2, 3]) == [1, 2, 2])
    #expect(Bins.automatic.edges(for: []).isEmpty && Bins.count(3).edges(for: [2]).count == 2)
  }

  @Test("a density has the area 1, and Silverman's bandwidth") func density() {
    let values = [1.0, 2, 2.5, 4, 7, 7.2]
    let density = KernelDensity(values)
    let (low, high) = (density.range.lowerBound, density.range.upperBound)
    let area = (0..<4000).reduce(0) { $0 + density(low + (high - low) * (Double($1) + 0.5) / 4000) }
    // Beyond three bandwidths of each datum lies 0.3 % of its kernel at the most.
    #expect(abs(area * (high - low) / 4000 - 1) < 3e-3)
    // 0.9 times the standard deviation, which is less than the quartiles' distance over 1.34 here,
    // times 6^(-1/5), by NumPy.
    #expect(abs(density.bandwidth - 1.651_503_105_269_630_5) < 1e-14)
    #expect(KernelDensity([5, 5]).bandwidth == 1)
  }
}

@Suite struct StatisticsTests {
  private let names = try? Scale(.category(["a", "b"]), from: -0.5, to: 1.5)

  @Test("bars reach from 0 to their values; those of a group lie side by side")
  func groupedBars() throws {
    let bars = Bars(
      ["a", "b"], [.init("one", [2, -1], .series(0)), .init("two", [4, 3], .series(1))],
      width: 0.8)
    #expect(bars.extent.y == Span([2, -1, 4, 3, 0]) && bars.keys.map(\.text) == ["one", "two"])
    let found = boxes(try bars.draw(in: try frame(try #require(names), try linear(-5, 5))))
    #expect(found.count == 4)
    // a is at 25 of 100 points, a group 40 wide, 10 points to a unit.
    #expect(isNear(found[0], Rect(minX: 5, minY: 30, maxX: 25, maxY: 50)))
    #expect(isNear(found[1], Rect(minX: 55, minY: 50, maxX: 75, maxY: 60)))
    #expect(abs(found[2].minX - 25) < 1e-12 && abs(found[2].maxX - 45) < 1e-12)
  }

  @Test("bars of one place stand side by side in it") func partsOfGroups() throws {
    let groups = (0..<2).map { Bars(at: [1, 2], [3, 5], part: ($0, 2)) }
    #expect(groups.map { $0.ends.map(\.x) } == [[0.8, 1.8], [1.2, 2.2]])
    let span = groups[0].extent.x
    #expect(abs(span.low - 0.6) < 1e-12 && abs(span.high - 2) < 1e-12)
  }

  @Test("long names below an axis are broken, and stand on two rows where a word is too wide")
  func longNames() throws {
    let names = [
      "Logistic regression", "Random forest of five hundred trees", "Gradient boosting machine",
      "Two-layer neural network", "Support vector machine with Gaussian kernel",
      "Nearest neighbours",
    ]
    for width in [396.0, 234] {
      let panel = Panel(
        y: .linear("accuracy"), marks: [Bars(names, [0.81, 0.86, 0.885, 0.872, 0.868, 0.79])])
      let figure = Figure(
        id: "test", title: "Test", caption: "", alternative: "A test.",
        size: Size(width: width, height: 240), arrangement: .panel(panel), steps: [])
      let page = try laidOut(
        figure,
        metrics: Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text))
      #expect(page.leftOut.isEmpty)
      let found = names.compactMap { name in
        page.labels.first { $0.text.replacing("\n", with: " ") == name }
      }
      #expect(found.count == names.count, "\(width)")
      for (index, one) in found.enumerated() {
        #expect(one.box.minX >= 0 && one.box.maxX <= width && one.box.maxY <= 240)
        for other in found.dropFirst(index + 1) {
          let (a, b) = (one.box, other.box)
          #expect(
            a.maxX + 1 < b.minX || b.maxX + 1 < a.minX || a.maxY < b.minY || b.maxY < a.minY,
            "\(width): \(one.text), \(other.text)")
        }
      }
    }
  }

  @Test("stacked bars end at their sum, negative ones below 0; to the right as upwards")
  func stackedBars() throws {
    let bars = Bars(
      ["a", "b"], [.init("one", [2, -1], .series(0)), .init("two", [3, -2], .series(1))], .stacked,
      horizontal: true, width: 0.8)
    #expect(bars.extent.x == Span([2, -1, 5, -3, 0]))
    let found = boxes(try bars.draw(in: try frame(try linear(-5, 5), try #require(names))))
    #expect(found.map(\.minX) == [50, 40, 70, 20] && found.map(\.maxX) == [70, 50, 100, 40])
  }

  @Test("what stands at numbers has a part of their least distance, and begins where the axis does")
  func atNumbers() throws {
    let log = try Scale(.log, from: 1, to: 100)
    let bars = Bars(at: [1, 2, 4], [10, 100, 3], width: 0.5)
    #expect(bars.extent.x == Span([0.75, 4.25]))
    let found = boxes(try bars.draw(in: try frame(try linear(0, 5), log)))
    #expect(isNear(found[0], Rect(minX: 15, minY: 50, maxX: 25, maxY: 100)))
    #expect(isNear(found[1], Rect(minX: 35, minY: 0, maxX: 45, maxY: 100)))
    let samples = Distributions(
      at: [2, 4], [.init("", [1, 2, 3]), .init("", [4, 5])], width: 0.5)
    #expect(samples.extent.x == Span([1.5, 4.5]))
    let box = try #require(
      boxes(try samples.draw(in: try frame(linear(0, 5), linear(0, 10)))).first)
    #expect(abs(box.minX - 30) < 1e-9 && abs(box.maxX - 50) < 1e-9)
    let histogram = try Histogram([1, 1.5, 2, 2.5, 9], bins: .width(2))
      .draw(in: try frame(try linear(0, 10), log))
    guard case .region(let outlines, _) = try #require(histogram.guides.first) else { return }
    #expect(outlines[0].allSatisfy { $0.y <= 100 } && outlines[0].contains { $0.y < 100 })
  }

  @Test("the area of a histogram of density is 1") func histogram() throws {
    let values = (0..<97).map { 0.1 * Double($0 * $0 % 41) }
    let drawn = try Histogram(values, bins: .width(0.5), density: true)
      .draw(in: try frame(try linear(0, 5), try linear(0, 1)))
    guard case .region(let outlines, _) = try #require(drawn.guides.first) else { return }
    // The shoelace formula; 20 x 100 points to a unit of area.
    let ring = outlines[0]
    let area = zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.cross($1.1) } / 2
    #expect(abs(abs(area) / 2000 - 1) < 1e-12)
  }

  @Test("a box has the quartiles, whiskers end at data, far data are rings") func box() throws {
    let values = [1.0, 2, 3, 4, 5, 6, 7, 8, 30]
    let drawn = try Distributions([.init("a", values)], .boxes)
      .draw(in: try frame(try #require(names), try linear(0, 50)))
    let box = try #require(boxes(drawn).first)
    // Quartiles 3 and 7, 2 points to a unit.
    #expect(abs(box.minY - 86) < 1e-9 && abs(box.maxY - 94) < 1e-9)
    let whisker = drawn.obstacles.compactMap { one -> [Point]? in
      if case .stroke(let points, _, _) = one { points } else { nil }
    }
    #expect(whisker.first?.map(\.y) == [98, 84])
    #expect(drawn.obstacles.count { if case .dot = $0 { true } else { false } } == 1)
  }

  @Test("dots of a strip stand at their values, none upon another") func strip() throws {
    let values = (0..<60).map { Double($0 % 12) + 0.01 * Double($0) }
    let drawn = try Distributions([.init("a", values)], .strips, width: 0.9)
      .draw(in: try frame(try #require(names), try linear(0, 12)))
    let dots = drawn.obstacles.compactMap { one -> Point? in
      if case .dot(let p, _, _) = one { p } else { nil }
    }
    #expect(dots.count == 60)
    #expect(dots.map(\.y).sorted() == values.map { 100 - $0 / 12 * 100 }.sorted())
    for (index, a) in dots.enumerated() {
      for b in dots[..<index] { #expect((a - b).length > 2.8, "\(a) \(b)") }
    }
  }

  @Test("error bars end at both sides, and at the edge where a log scale ends")
  func errorBars() throws {
    let bars = ErrorBars([Point(0.5, 10)], errors: [20])
    #expect(bars.extent.y == Span([-10, 30]))
    let drawn = try bars.draw(in: try frame(try linear(0, 1), try Scale(.log, from: 1, to: 100)))
    guard case .stroke(let ends, _, _) = try #require(drawn.obstacles.first) else { return }
    #expect(ends[0].y == 100 && abs(ends[1].y - 100 * (1 - log10(30) / 2)) < 1e-9)
    // A datum that the scale does not show has no bar.
    let beyond = ErrorBars([Point(0.5, -1), Point(0.7, 10)], errors: [20, 2])
    let seen = try beyond.draw(in: try frame(try linear(0, 1), try Scale(.log, from: 1, to: 100)))
    #expect(seen.obstacles.count == 1)
  }

  @Test("a heat map has a cell for each finite value, of its colour") func heatMap() throws {
    let colors = try ColorScale(.viridis, from: 0, to: 1)
    let map = HeatMap([[0, 1], [.nan, 0.5]], x: 0...2, y: 0...2, colors)
    let drawn = map.draw(in: try frame(try linear(0, 2), try linear(0, 2)))
    #expect(boxes(drawn).count == 3)
    // Lines lie below all cells, and are seen where there is none.
    guard case .path(let lines, let hatched) = try #require(drawn.items.first) else { return }
    #expect(hatched.fill == nil && hatched.stroke != nil && lines.elements.count > 20)
    guard case .path(let path, let style) = try #require(drawn.items.last) else { return }
    // The lightest comes last: 1, at the right of the lower row.
    #expect(style.fill == Color(0xFDE725))
    #expect(try #require(path.bounds).center == Point(75, 75))
    let numbers = HeatMap(
      [[0, 1]], columns: ["a", "b"], rows: ["r"], colors, numbers: 1)
    let row = try Scale(.category(["r"]), from: 0.5, to: -0.5)
    let labels = numbers.draw(in: try frame(try #require(names), row)).labels
    #expect(labels.map(\.text) == ["0.0", "1.0"])
    // Light words on dark cells, dark words on light ones.
    #expect(labels.map(\.role) == [.ground, .ink])
  }

  @Test("in print, bars and dots of several series differ without colour") func printed() throws {
    let x = try linear(0, 4)
    let roles = (0..<4).map(Role.series)
    func items(_ theme: Theme, _ mark: (Role) -> any Mark) throws -> [[SceneItem]] {
      try roles.map { try mark($0).draw(in: try frame(x, x, theme)).items }
    }
    let bars: (Role) -> any Mark = { Bars(at: [1, 2], [3, 2], $0) }
    #expect(try items(.light, bars).map(\.count) == [1, 1, 1, 1])
    #expect(try items(.print, bars).map(\.count) == [1, 2, 2, 2])
    #expect(Set(roles.dropFirst().compactMap { Theme.print.dashes($0) }).count == 3)
    let dots: (Role) -> any Mark = { Dots([Point(1, 1)], .series, $0) }
    func shapes(_ theme: Theme) throws -> Set<[Path]> {
      Set(
        try items(theme, dots).map { items in
          items.compactMap { if case .path(let path, _) = $0 { path } else { nil } }
        })
    }
    #expect(try shapes(.light).count == 1 && shapes(.print).count >= 3)
  }

  @Test("data that are not finite are refused by name, or are not counted where there are many")
  func notFinite() throws {
    let frame = try frame(try #require(names), try linear(0, 1))
    #expect(throws: MarkError.self) { try Bars(["a"], [.infinity]).draw(in: frame) }
    #expect(throws: MarkError.self) { try ErrorBars([Point(0, .nan)], errors: [1]).draw(in: frame) }
    #expect(throws: MarkError.self) { try Rule.y(.nan).draw(in: frame) }
    #expect(try Distributions([.init("a", [.nan])]).draw(in: frame).items.isEmpty)
    #expect(try Histogram([.nan]).draw(in: frame).items.isEmpty)
  }
}

@Suite struct ColorTests {
  @Test("colours in turn are told apart on every ground by every kind of sight")
  func series() {
    #expect(Palette.plain.faults(meeting: (0..<6).map(Role.series)).isEmpty)
    #expect(Role.series(6) == .series(0) && Role.series(-1) == .series(5))
    let dashes = (0..<6).map { Theme.print.dashes(.series($0)) }
    #expect(Set(dashes).count == 6)
  }

  @Test(
    "viridis grows lighter all along, vik from both ends to its middle; in print both all along")
  func maps() throws {
    func lightness(_ color: Color) -> Int { Int(color.red) + Int(color.green) + Int(color.blue) }
    let colors = try ColorScale(.viridis, from: -1, to: 1)
    let greys = stride(from: -1.0, through: 1, by: 0.05).map {
      Theme.print.color(colors.role($0))
    }
    #expect(greys.allSatisfy { $0.red == $0.green && $0.green == $0.blue })
    #expect(zip(greys, greys.dropFirst()).allSatisfy { $0.red < $1.red })
    let vik = try ColorScale(.vik, over: [-1, 3], around: 0)
    #expect(vik.scale.domain == (-3, 3))
    let steps = stride(from: 0.0, through: 3, by: 0.25)
    for side in [1.0, -1] {
      let sums = steps.map { lightness(Theme.light.color(vik.role(side * $0))) }
      #expect(zip(sums, sums.dropFirst()).allSatisfy { $0 > $1 })
    }
    // In print the signs differ, and 0 lies half-way.
    let printed = steps.map { Int(Theme.print.color(vik.role(2 * $0 - 3)).red) }
    #expect(zip(printed, printed.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(2 * printed[6] - printed[0] - printed[12]) <= 1)
    #expect(colors.role(9) == colors.role(1) && colors.role(-.infinity) == colors.role(-1))
    #expect(try ColorScale(.viridis, .log, over: [0, 0.1, 10]).scale.domain == (0.1, 10))
  }
}

@Suite struct GuideMarkTests {
  private func page(_ panel: Panel) throws -> LaidOut {
    let figure = Figure(
      id: "test", title: "Test", caption: "", alternative: "A test.",
      size: Size(width: 260, height: 160), arrangement: .panel(panel), steps: [])
    let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
    return try laidOut(figure, metrics: metrics)
  }

  @Test("what the panel's edge cuts is in no number's way", arguments: [0, 1])
  func cutObstacles(kind: Int) throws {
    let far: any Mark =
      kind == 0
      ? ErrorBars([Point(1, 1), Point(2, 1.5), Point(3, 5)], errors: [0.5, 3, 1])
      : Bars(at: [1, 2, 3], [3, 50, -20])
    let page = try page(
      Panel(
        x: .linear("place", from: 0, to: 4), y: .linear(from: 0, to: 2, ticks: .none),
        marks: [far]))
    #expect(page.leftOut.isEmpty)
    #expect(Set(page.labels.map(\.text)) == ["0", "1", "2", "3", "4", "place"])
  }

  @Test("areas end at the axes, however little they reach over them") func areasEnd() throws {
    let colors = try ColorScale(.viridis, from: 0, to: 60)
    let edges = (0...60).map { Double($0) - 0.5 }
    let rows = (0..<60).map { row in (0..<60).map { Double(row + $0) / 2 } }
    for area: any Mark in [
      HeatMap(rows, xEdges: edges, yEdges: edges, colors), Bars(at: edges, edges),
      Histogram(edges, bins: .edges(edges)),
    ] {
      let scale = Coordinate.linear(from: 0, to: 59, ticks: .none)
      var drawings: [Rect] = []
      func visit(_ items: [SceneItem]) {
        for item in items {
          if case .group(let group) = item { visit(group.items) }
          if case .path(let path, let style) = item, style.fill != nil, let box = path.bounds {
            drawings.append(box)
          }
        }
      }
      let bare = Panel(x: scale, y: scale, frame: .none, marks: [area])
      visit(try page(bare).scene.items)
      // The page is 260 x 160 with 4 points around the drawing.
      let panel = Rect(minX: 4, minY: 4, maxX: 256, maxY: 156).inset(by: -0.51)
      #expect(!drawings.isEmpty && drawings.allSatisfy(panel.contains), "\(drawings)")
    }
  }

  @Test("a legend names each thing once and covers nothing") func legend() throws {
    let marks: [any Mark] = [
      Curve([Point(0, 0), Point(1, 1)], .series(0), name: "rising"),
      Dots([Point(0, 0), Point(1, 1)], .disc, .series(0), name: "rising"),
      Curve([Point(0, 1), Point(1, 0)], .series(1), name: "falling"),
    ]
    let inside = try page(Panel(marks: marks + [Legend(of: marks)]))
    let legend = try #require(inside.labels.first { $0.text.contains("rising") })
    #expect(legend.text == "rising\nfalling" && inside.leftOut.isEmpty)
    let outside = try page(Panel(marks: marks + [Legend(of: marks, title: "lines", at: .outside)]))
    let words = try #require(outside.labels.first { $0.text.hasPrefix("lines") })
    let numbers = outside.labels.filter { $0.text == "1.0" }.map(\.box.maxX)
    #expect(numbers.allSatisfy { $0 < words.box.minX } && words.box.maxX <= 259)
  }

  @Test("a colour bar has room at the right, its numbers on its scale") func colorBar() throws {
    let colors = try ColorScale(.viridis, .log, from: 1, to: 1000)
    let page = try page(
      Panel(marks: [
        HeatMap([[1, 10], [100, 1000]], x: 0...1, y: 0...1, colors),
        ColorBar(colors, label: "count"),
      ]))
    let numbers = page.labels.filter { ["$1$", "$10$", "$10^{2}$", "$10^{3}$"].contains($0.text) }
      .filter { $0.box.minX > 200 }
    #expect(numbers.count == 4 && page.leftOut.isEmpty)
    let heights = numbers.map(\.box.center.y)
    let steps = zip(heights, heights.dropFirst()).map { $0 - $1 }
    // Boxes of numbers with and without exponents differ by less than a point.
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 2 })
  }

  @Test("numbers of levels stand on their lines") func levels() throws {
    let contours = Contours(
      of: { x, y in x * x + y * y }, at: try Levels([0.25, 0.5]), numbers: .automatic)
    let panel = Panel(
      x: .linear(from: -1, to: 1), y: .linear(from: -1, to: 1), aspect: .equal, frame: .none,
      marks: [contours])
    let page = try page(panel)
    #expect(Set(page.labels.map(\.text)) == ["0.25", "0.5"])
    for label in page.labels {
      // 76 points to a unit, the origin in the middle of the page.
      let radius = (label.box.center - Point(130, 80)).length / 76
      #expect(abs(radius * radius - (Double(label.text) ?? 0)) < 0.03)
    }
  }

  @Test("a rule of a slope is a power where both scales are logarithmic") func slope() throws {
    let rule = Rule.slope(-2, through: Point(10, 1))
    let scale = try Scale(.log, from: 1, to: 100)
    let metrics = Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
    let frame = PanelFrame(
      name: "only", rect: Rect(minX: 0, minY: 0, maxX: 100, maxY: 100), x: scale,
      y: try Scale(.log, from: 0.01, to: 100), metrics: metrics)
    let line = try #require(try rule.draw(in: frame).guides.first)
    guard case .stroke(let ends, _, _) = line else { return }
    #expect((ends[0] - Point(0, 0)).length < 1e-6 && (ends[1] - Point(100, 100)).length < 1e-6)
  }
}
