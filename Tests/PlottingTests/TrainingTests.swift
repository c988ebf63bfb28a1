import Drawing
import Elementary
import Plotting
import Testing
import Typesetting

private func metrics() throws -> Metrics {
  Metrics(theme: .light, fonts: try MathFonts.latinModern(), size: .text)
}

private func page(
  _ arrangement: Arrangement, size: Size = Size(width: 300, height: 200)
) throws -> LaidOut {
  let figure = Figure(
    id: "test", title: "Test", caption: "", alternative: "A test.", size: size,
    arrangement: arrangement, steps: [])
  return try laidOut(figure, metrics: try metrics())
}

/// The frame that a panel gets: a mark that tells it.
private final class Probe: Mark, @unchecked Sendable {
  let style = MarkStyle(layer: "probe", name: "probe")
  private(set) var frame: PanelFrame?
  func draw(in frame: PanelFrame) -> Drawn {
    self.frame = frame
    return Drawn()
  }
}

private func frame(_ panel: Panel) throws -> PanelFrame {
  let probe = Probe()
  var panel = panel
  panel.marks.append(probe)
  _ = try page(.panel(panel))
  return try #require(probe.frame)
}

@Suite struct TrainingTests {
  @Test("domains hold the data, end at round numbers, and are not much longer than the data")
  func niceDomains() throws {
    var generator = SystemLikeGenerator()
    for _ in 0..<500 {
      let unit = pow(10, Double.random(in: -8...8, using: &generator))
      let a = Double.random(in: -5...5, using: &generator) * unit
      let b = a + Double.random(in: 0.01...9, using: &generator) * unit
      let scale = try Coordinate.linear().scale(for: Span([a, b]))
      let (low, high) = (scale.domain.start, scale.domain.end)
      #expect(low <= a + 1e-9 * unit && high >= b - 1e-9 * unit, "\(a) \(b)")
      // A step of 1, 2 or 5 is at most half of the data where there are five or so.
      #expect(high - low <= 2.01 * (b - a), "\(a) \(b): \(low) \(high)")
      let ends = linearTicks(from: low, to: high).map(\.label)
      #expect(Set(ends).count == ends.count)
    }
    // Differences that are rounding are none.
    for value in [0.3, 1, -7e5] {
      let one = try Coordinate.linear().scale(for: Span([value])).domain
      #expect(try Coordinate.linear().scale(for: Span([value, value.nextUp])).domain == one)
    }
    let log = try Coordinate.log().scale(for: Span([0, -3, 0.03, 700]))
    #expect(log.domain == (0.01, 1000))
    #expect(try Coordinate.log().scale(for: Span([3, 42])).domain == (2, 50))
    #expect(
      try Coordinate.linear(nice: false).scale(for: Span([0.13, 0.77])).domain == (0.13, 0.77))
  }

  @Test("what is said of a domain holds: both ends, one end, reversed")
  func statedDomains() throws {
    #expect(try Coordinate.linear(from: 0.5).scale(for: Span([2, 9.3])).domain == (0.5, 10))
    #expect(try Coordinate.linear(from: 4, to: -1).scale(for: Span([0, 1])).domain == (4, -1))
    #expect(try Coordinate.linear(to: 0).scale(for: Span([-3, 7])).domain == (-3, 0))
    #expect(throws: PlotError.self) { try Coordinate.linear(from: 1, to: 1).scale(for: .none) }
    #expect(throws: PlotError.self) { try Coordinate.log(from: -1, to: 1).scale(for: .none) }
    #expect(throws: PlotError.self) { try Coordinate.symlog(linear: 0).scale(for: .none) }
  }

  @Test("no data, one datum, data of one value and data beyond a stated end have a scale")
  func poorData() throws {
    let kinds: [Coordinate] = [.linear(), .log(), .symlog(), .date(), .automatic]
    let inf = Double.infinity
    for coordinate in kinds {
      for values in [[], [3.0], [1e-300], [5, 5, 5], [1e300], [.nan, inf, 2]] as [[Double]] {
        let domain = try coordinate.scale(for: Span(values)).domain
        #expect(domain.start < domain.end)
        for value in values where value.isFinite {
          #expect(value >= domain.start && value <= domain.end, "\(coordinate) \(value)")
        }
      }
    }
    let beyond = try Coordinate.linear(from: 10).scale(for: Span([1, 2])).domain
    #expect(beyond.start == 10 && beyond.end > 10)
    #expect(throws: PlotError.self) { try Coordinate.log().scale(for: Span([-1, 0])) }
  }

  @Test("the error of a scale names figure and panel") func namedError() {
    let panel = Panel(name: "left", y: .log(), marks: [Curve([Point(0, -1), Point(1, 0)])])
    let error = #expect(throws: PlotError.self) { try page(.panel(panel)) }
    #expect(error?.description.contains("'test', panel 'left'") == true)
  }

  @Test("scales of marks hold what all of them show") func extents() throws {
    let frame = try frame(
      Panel(marks: [
        Curve([Point(0, 1), Point(4, 2)]), Dots([Point(-3, 0.5)]), Rule.y(7),
        Fill.band(x: [0, 1], from: [-2, -1], to: [0, 1]),
      ]))
    #expect(frame.x.domain == (-3, 4))
    #expect(frame.y.domain == (-2, 8))
  }

  @Test("names make categories, in their order, on a vertical side from the top down")
  func categories() throws {
    let bars = Bars(["b", "a"], [1, 2])
    let more = Bars(["c"], [3])
    let upright = try frame(Panel(marks: [bars, more]))
    #expect(upright.x.kind == .category(["b", "a", "c"]))
    #expect(upright.x.place(of: "c") == 2 && upright.x.place(of: "d") == nil)
    #expect(upright.y.domain.start == 0)
    let across = try frame(Panel(marks: [Bars(["b", "a"], [1, 2], horizontal: true)]))
    #expect(across.y.fraction(0) > across.y.fraction(1))
    let labels = try page(.panel(Panel(marks: [bars]))).labels.map(\.text)
    #expect(labels.contains("a") && labels.contains("b"))
  }

  @Test("a place and its datum are inverse, and equal on both sides of 0 on a symlog scale")
  func symlog() throws {
    let scale = try Scale(.symlog(linear: 0.1), from: -1000, to: 1000)
    for value in [-1000.0, -3, -0.1, -1e-6, 0, 1e-9, 0.05, 1, 250, 1000] {
      // Two roundings, in units of the domain.
      #expect(abs(scale.value(at: scale.fraction(value)) - value) <= 1e-11 * max(1, abs(value)))
      #expect(abs(scale.fraction(value) + scale.fraction(-value) - 1) < 1e-14)
    }
    let frame = try frame(
      Panel(y: .symlog(linear: 1), marks: [Curve([Point(0, -1e4), Point(1, 1e4)])]))
    #expect(frame.y.fraction(0) == 0.5)
  }

  @Test(
    "ticks on both sides of 0 are pairs, and 0 is one of them", arguments: [1e2, 1e3, 1e6, 1e9])
  func symlogTicks(reach: Double) throws {
    for size in [Size(width: 160, height: 110), Size(width: 300, height: 200)] {
      let both = Coordinate.symlog(from: -reach, to: reach)
      let texts = try page(.panel(Panel(x: both, y: both, marks: [])), size: size).labels
        .map(\.text)
      #expect(texts.count { $0 == "$0$" || $0 == "0" } == 2, "\(texts)")
      func bare(_ text: String) -> String {
        text.replacing("-", with: "").replacing("\u{2212}", with: "")
      }
      for (text, own) in Dictionary(grouping: texts, by: bare) where text != "0" && text != "$0$" {
        // A pair along each axis, or along one.
        #expect(own.count.isMultiple(of: 2) && Set(own).count == 2, "\(texts)")
      }
      #expect(Set(texts).count > 2, "\(texts)")
    }
    let above = Coordinate.symlog(linear: 1, from: 10, to: 1e6)
    let own = try page(.panel(Panel(x: above, y: .linear(ticks: .none), marks: []))).labels
    #expect(own.count > 2 && own.contains { $0.text == "$10^{6}$" }, "\(own.map(\.text))")
  }

  @Test("days are those of the calendar, and ticks lie at round ones") func dates() throws {
    #expect(day(1970) == 0 && day(2000, 3, 1) == 11017 && day(2024, 2, 29) == 19782)
    #expect(day(1969, 12, 31) == -1 && day(1600) == -135_140 && day(2024, 14, 1) == day(2025, 2))
    func texts(_ start: Double, _ end: Double) throws -> [String] {
      let panel = Panel(x: .date(), marks: [Curve([Point(start, 0), Point(end, 1)])])
      return try page(.panel(panel)).labels.map(\.text)
    }
    #expect(try texts(day(2024), day(2026)).contains("2025-01"))
    #expect(try texts(day(1900), day(2000)).contains("1920"))
    #expect(try texts(day(2024, 3, 4), day(2024, 3, 29)).contains("03-11"))
    #expect(try texts(day(2024, 3, 4), day(2024, 3, 4, hour: 20)).contains("06:00"))
    // Like places read alike, and the year stands once.
    #expect(
      try texts(day(2024, 3, 9), day(2024, 3, 11))
        .filter { $0.contains(":") || $0.contains("-") }
        == ["03-09\n2024", "12:00", "03-10", "12:00", "03-11"])
    let newYear = try texts(day(2023, 12, 30), day(2024, 1, 2))
    #expect(newYear.contains("12-30\n2023") && newYear.contains("01-01\n2024"), "\(newYear)")
    #expect(newYear.count { $0.contains("20") } == 2)
    let noon = try texts(day(2024, 3, 9, hour: 12), day(2024, 3, 9, hour: 14))
    #expect(noon.contains("12:00\n2024-03-09") && noon.contains("13:00"), "\(noon)")
  }

  @Test("numbers of an axis are written as they are asked for") func formats() throws {
    func texts(_ y: Coordinate) throws -> [String] {
      try page(.panel(Panel(x: .linear(ticks: .none), y: y, marks: []))).labels.map(\.text)
    }
    #expect(
      Set(try texts(.linear(from: 0, to: 1, ticks: .every(0.5), format: .percent)))
        == ["0\u{202F}%", "50\u{202F}%", "100\u{202F}%"])
    #expect(
      Set(try texts(.linear(from: -2e6, to: 0, ticks: .at([-1_234_567, 0]), format: .thousands)))
        == ["\u{2212}1\u{202F}234\u{202F}567", "0"])
    #expect(
      Set(try texts(.linear(from: 0, to: 2, ticks: .count(2), format: .decimals(2))))
        == ["0.00", "1.00", "2.00"])
    #expect(
      Set(try texts(.log(from: 1, to: 100, ticks: .at([1, 20]), format: .powers)))
        == ["$10^{0}$", "$2\\times10^{1}$"])
    #expect(try texts(.linear(from: 0, to: 2, ticks: .none)).isEmpty)
    #expect(try texts(.linear(from: 0, to: 9, ticks: .marked([Tick(3, "here")]))) == ["here"])
    #expect(
      Set(try texts(.linear(from: 0, to: 2, ticks: .count(2), format: .suffix(" s"))))
        == ["0 s", "1 s", "2 s"])
  }

  @Test("drawings of a grid are of one size and on one scale; numbers stand at the outer ones")
  func grid() throws {
    let probes = (0..<5).map { _ in Probe() }
    let panels = probes.enumerated().map { index, probe in
      Panel(
        name: "panel \(index)", x: .linear("x"),
        marks: [
          Curve([Point(0, 0), Point(1, pow(10, Double(index)))]), probe,
        ])
    }
    let page = try page(.grid(panels, columns: 2), size: Size(width: 300, height: 320))
    let frames = probes.compactMap(\.frame)
    for frame in frames {
      #expect(abs(frame.rect.width - frames[0].rect.width) < 1e-9)
      #expect(abs(frame.rect.height - frames[0].rect.height) < 1e-9)
      #expect(frame.x == frames[0].x && frame.y == frames[0].y)
    }
    #expect(
      frames[0].rect.minY == frames[1].rect.minY && frames[0].rect.minX == frames[2].rect.minX)
    func has(_ panel: Int, _ text: String) -> Bool {
      page.labels.contains { $0.panel == "panel \(panel)" && $0.text == text }
    }
    #expect(has(4, "x") && has(3, "x") && !has(0, "x") && !has(2, "x"))
    #expect(has(0, "10000") && has(2, "10000") && !has(1, "10000"))
  }

  @Test("an inset lies in its part of the panel, and its words do not leave it for the other")
  func insets() throws {
    let (outer, inner) = (Probe(), Probe())
    let inset = Panel(name: "inner", marks: [Curve([Point(0, 0), Point(1, 1)]), inner])
    let place = Rect(minX: 0.5, minY: 0.1, maxX: 1, maxY: 0.6)
    let page = try page(
      .panel(Panel(name: "outer", marks: [outer], insets: [.init(inset, over: place)])))
    let (all, part) = (try #require(outer.frame).rect, try #require(inner.frame).rect)
    #expect(all.contains(part) && part.minX >= all.center.x)
    #expect(page.leftOut.isEmpty)
    #expect(page.labels.contains { $0.panel == "inner" && $0.text == "0.0" })
  }
}

/// A generator of the same numbers in every run.
struct SystemLikeGenerator: RandomNumberGenerator {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ (mixed >> 32)
  }
}

/// Whether a domain has these ends.
func == (domain: Scale.Domain, ends: (Double, Double)) -> Bool {
  domain.start == ends.0 && domain.end == ends.1
}
