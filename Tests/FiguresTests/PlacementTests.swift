import Drawing
import Figures
import Lectures
import Plotting
import Testing

/// Words stand where they speak of what they mean: in their panel, on their curve, off axes.
@Suite struct PlacementTests {
  private func page(
    _ id: String, _ settings: [(String, String)] = [], at size: SizeClass
  ) throws -> LaidOut {
    var figure = try lecture7.figure(named: id)
    for (name, value) in settings { figure = try figure.setting(name, to: value) }
    let rendering = settings.isEmpty ? try rendering(id) : Rendering(figure, of: lecture7)
    let metrics = Metrics(
      theme: .light, fonts: try fontSet.get().fonts(for: size), size: size)
    return try laidOut(try rendering.computed.figure(size), metrics: metrics)
  }

  static let sizes: [SizeClass] = [
    .text, .column, .slide, .custom(SizeClass.least),
    .custom(Size(width: SizeClass.least.width, height: 400)),
    .custom(Size(width: 160, height: 120)), .custom(Size(width: 240, height: 180)),
    .custom(Size(width: 396, height: 150)), .custom(Size(width: 150, height: 400)),
  ]

  @Test(arguments: ["0.01,0.3,5,1000", "0.001,0.1,100", "1e-6,1e6", "1e-8,1e-8,1e-8,1e-8"])
  func wordsStandUnderThePanelTheySpeakOf(_ alphas: String) throws {
    for size in Self.sizes {
      let page = try page("potential", [("alphas", alphas)], at: size)
      let headings = page.labels.filter { $0.text.hasPrefix("$\\alpha=") }
      for label in page.labels {
        guard let own = headings.first(where: { $0.panel == label.panel }) else { continue }
        // Of panels side by side the nearest one.
        let way = abs(label.box.center.x - own.box.center.x)
        for other in headings
        where other.panel != label.panel && abs(other.box.minY - own.box.minY) < 1 {
          #expect(
            way < abs(label.box.center.x - other.box.center.x),
            "'\(label.text)' of '\(label.panel)' at \(size.name)")
        }
      }
    }
  }

  @Test(arguments: sizes) func noWordLiesOverTheAxis(_ size: SizeClass) throws {
    let page = try page("two-minimisers", at: size)
    let zero = try #require(page.labels.first { ["0", "$0$"].contains($0.text) })
    for label in page.labels where label != zero && label.box.maxX > zero.box.maxX {
      let isOver = label.box.minY < zero.box.center.y && label.box.maxY > zero.box.center.y
      #expect(!isOver, "'\(label.text)'")
    }
  }

  @Test(arguments: lecture7.figures.map(\.id), sizes)
  func noWordStandsAmongTheNumbersOfAnAxis(_ id: String, _ size: SizeClass) throws {
    let figure = try rendering(id).computed.figure(size)
    let page = try page(id, at: size)
    for panel in figure.arrangement.panels {
      guard case .ranges(let x, let y) = panel.frame else { continue }
      for (axis, isVertical) in [(x, false), (y, true)] {
        let texts = Set((axis?.ticks ?? []).map(\.label))
        let numbers = page.labels.filter { $0.panel == panel.name && texts.contains($0.text) }
          .filter { number in
            // Numbers of the other axis may read alike.
            let own = isVertical ? y : x
            return own?.ticks.contains { $0.label == number.text } ?? false
          }
        guard numbers.count > 1 else { continue }
        let line = isVertical ? numbers.map(\.box.maxX) : numbers.map(\.box.minY)
        guard (line.max() ?? 0) - (line.min() ?? 0) < 3, let row = union(numbers) else { continue }
        for label in page.labels where !numbers.contains(label) && label.panel == panel.name {
          guard !texts.contains(label.text), label.text != axis?.label else { continue }
          #expect(!label.box.intersects(row.inset(by: 0.6)), "'\(label.text)' in \(panel.name)")
        }
      }
    }
  }

  private func union(_ labels: [PlacedLabel]) -> Rect? {
    Rect(around: labels.flatMap(\.box.corners))
  }

  @Test func aLevelsNumberIsOnItsCurveOrALineLeadsThere() throws {
    let page = try page("loss-landscape", [("levels", "0.001")], at: .text)
    for label in page.labels where label.text == "$0.001$" { #expect(label.hasLeader) }
    #expect(page.labels.contains { $0.text == "$0.001$" } || !page.leftOut.isEmpty)
    // With room the number is on the curve, without a line.
    let wide = try self.page("loss-landscape", [("levels", "5")], at: .text)
    #expect(try !#require(wide.labels.first { $0.text == "$5$" }).hasLeader)
  }

  @Test func aNameThatDoesNotFitItsCircleIsLeftOutWithAWarning() throws {
    let small = try page("networks", at: .custom(SizeClass.least))
    #expect(!small.labels.contains { $0.text == "$x_{1}$" })
    #expect(small.leftOut.contains { $0.label == "x sub 1" })
    let text = try page("networks", at: .text)
    #expect(text.labels.contains { $0.text == "$x_{1}$" } && text.leftOut.isEmpty)
  }
}
