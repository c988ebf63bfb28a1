import Drawing
import Lectures
import Models
import Plotting
import Records

/// One start, two step sizes, two minimisers of the train risk: lecture section 1.
struct TwoMinimisersFigure: LectureFigure {
  let id = "two-minimisers"
  let title = "Zero train risk, two test risks"
  let parameters: [Parameter<TwoMinimisersFigure>] = [
    .real("small-step", \.small, in: 0.005...0.1, "step size of run A"),
    .real("large-step", \.large, in: 0.3...1.2, "step size of run B"),
  ]

  var small = TwoMinimisers().smallStep
  var large = TwoMinimisers().largeStep

  func computed() throws -> Computed {
    var model = TwoMinimisers()
    (model.smallStep, model.largeStep) = (small, large)
    // A run that has not settled after so many steps is given up.
    let runs = try [small, large].map { try model.run(step: $0, limit: 10_000) }
    let hops = Hops(runs[1], on: model)
    let settled = zip(["A", "B"], runs).filter { $0.1.settles }
    let ends = settled.compactMap { $0.1.iterates.last }
    let data = FigureData(
      numbers: zip(settled, ends).map { .init("\($0.0).test-risk", model.testRisk($1)) }
        + [.init("B.steps", Double(runs[1].iterates.count - 1))],
      series: zip(["A", "B"], runs).map { name, run in
        .init(name, ["theta", "train-risk"], run.iterates.map { [$0, model.trainRisk($0)] })
      },
      claims: [
        Claim(
          id: "two-minimisers",
          statement: "\(ends.count == 2 ? "both runs end" : "run A ends") with zero train risk",
          residual: ends.map { model.trainRisk($0) }.worst, tolerance: 1e-20,
          reason: "the runs stop at a slope of $10^{-12}$, and the risk is quadratic at its minima"),
        Claim(
          id: "two-minimisers",
          statement: "every drawn hop passes above the train risk: how far one falls short of it",
          residual: hops.shortfall(on: model), tolerance: 0,
          reason: "the arcs are raised until they clear the risk"),
      ])
    let (shown, end) = (model, runs[0].iterates[runs[0].iterates.count - 1])
    let fastEnd = runs[1].settles ? runs[1].iterates.last : nil
    // Where both runs end alike there is one end and one test risk.
    let other = fastEnd.flatMap { abs($0 - end) > 0.1 ? $0 : nil }
    let tests = ([end] + (other.map { [$0] } ?? [])).map(model.testRisk)
    return Computed(
      of: self, data: data,
      facts: [
        "crosses": .flag(other != nil), "stays": .flag(fastEnd != nil && other == nil),
        "circles": .flag(fastEnd == nil), "small": .exactly(small), "large": .exactly(large),
        "testA": .decimals(tests[0], 2), "testB": .decimals(tests[tests.count - 1], 2),
        "lower": .flag(tests[tests.count - 1] < tests[0]),
        "steps": .count(runs[1].iterates.count - 1), "cut": .flag(hops.isCut),
        "hops": .count(hops.arcs.count),
      ]
    ) { size, text in
      Figure(
        self, text, size: size.page(heights: (column: 180, text: 172)),
        arrangement: .panel(panel(shown, runs[0].iterates, hops, other, text)))
    }
  }

  private func panel(
    _ model: TwoMinimisers, _ slow: [Double], _ hops: Hops, _ other: Double?, _ text: FigureText
  ) -> Panel {
    let (left, right, end) = (-2.45, 3.1, slow[slow.count - 1])
    let top = max(1.35, 1.05 * ((hops.arcs + [hops.places]).joined().map(\.y).max() ?? 0))
    func train(_ theta: Double) -> Point { Point(theta, model.trainRisk(theta)) }
    func graph(
      _ risk: (Double) -> Double, _ role: Role, _ weight: Weight, _ dash: Dash, _ name: String
    ) -> Polyline {
      Curve.graph(
        of: risk, over: left...right, samples: 600, role, weight, dash, layer: name, name: name)
    }
    let runs =
      [("A", end, Role.gradientFlow)] + (other.map { [("B", $0, .gradientFlowAt(0))] } ?? [])
    // Dots of run A until they would lie on its end.
    let steps = slow.prefix { abs($0 - end) > 0.05 }.map(train)
    let wayDown = (0...80).map { train(slow[0] + (end - slow[0]) * Double($0) / 80) }
    let landings = hops.places.dropFirst().prefix(hops.isCut ? .max : hops.places.count - 2)
    var marks: [any Mark] = [
      graph(model.testRisk, .note, .curve, .dashed, "test"),
      graph(model.trainRisk, .ink, .hero, .solid, "train"),
      Curve(wayDown, .gradientFlow, .hero, layer: "path-A", name: "run A"),
      Dots(steps, .disc, .gradientFlow, diameter: 3.2, layer: "path-A", name: "run A"),
    ]
    marks += hops.arcs.map {
      Curve($0, .gradientFlowAt(0), .curve, heads: [0.55], layer: "path-B", name: "run B")
    }
    marks += [
      Dots(
        Array(landings), .disc, .gradientFlowAt(0), diameter: 3.8, layer: "path-B", name: "run B"),
      Dots([train(slow[0])], .hollow, .ink, diameter: 5, layer: "train", name: "start"),
      Label("$\\theta_0$", at: .datum(train(slow[0])), .belowRight(), .right(), layer: "train"),
      Label(
        text["run-A"], at: .oneOf([0.5, 0.3, 0.7].map { train(slow[0] + (end - slow[0]) * $0) }),
        .right(), .belowRight(), .left(), role: .gradientFlow, layer: "path-A"),
      Label(
        text["run-B"], at: .oneOf(hops.places(forWords: 5)), .aboveRight(), .right(), .above(),
        role: .gradientFlowAt(0), layer: "path-B"),
      Label(text["train"], at: .datum(train(2.4)), .right(), .belowRight(), layer: "train"),
      Label(
        text["test"], at: .datum(Point(2.15, model.testRisk(2.15))), .left(), .aboveLeft(),
        role: .note, layer: "test"),
    ]
    for (name, place, role) in runs {
      let test = Point(place, model.testRisk(place))
      marks += [
        Polyline(
          [[Point(left, test.y), test]], .rule, .rule, .dotted, layer: "test", name: "test risk"),
        Polyline([[Point(place, 0), test]], .note, layer: "test", name: "gap"),
        Dots(
          [Point(place, 0)], .filled, role, diameter: 6, layer: "path-\(name)",
          name: "end of \(name)"),
        Dots([test], .diamond, role, diameter: 5.4, layer: "test", name: "test risk of \(name)"),
        Label(
          "$\\theta_\\infty^{\\text{\(name)}}$", at: .datum(Point(place, 0)), .below(), role: role,
          layer: "path-\(name)"),
        Label(
          text["test-\(name)"], at: .datum(Point(left, test.y)), .left(), size: .tick, role: role,
          layer: "test"),
      ]
    }
    let line = Axis([], over: left...right, offset: 0)
    return Panel(
      name: "risks", x: .linear(from: left, to: right), y: .linear(text["risk"], from: 0, to: top),
      frame: .ranges(x: line, y: Axis([Tick(0, "0")], over: 0...top, offset: 0)),
      padding: Insets(left: 14, bottom: 17),
      marks: marks + [
        Label("$\\theta$", at: .datum(Point(right, 0)), .belowLeft(), role: .note, layer: "axes")
      ])
  }
}

/// The hops of run B that are drawn, each an arc above the train risk.
private struct Hops: Sendable {
  /// Where the hops start and end.
  let places: [Point]
  /// The arcs between them.
  let arcs: [[Point]]
  /// Whether the run has more hops than the eye can follow; then the first of them are drawn.
  let isCut: Bool

  /// How far an arc stays above the highest point of the risk between its ends.
  private static let gap = 0.06
  private static let most = 8

  /// The hops of a run until they would lie on its end, or the first of them.
  init(_ run: TwoMinimisers.Run, on model: TwoMinimisers) {
    let end = run.iterates[run.iterates.count - 1]
    var hops = run.settles ? Array(run.iterates.prefix { abs($0 - end) > 0.05 }) : run.iterates
    isCut = hops.count > Self.most
    hops = Array(hops.prefix(Self.most + 1)) + (isCut ? [] : [end])
    places = hops.map { Point($0, model.trainRisk($0)) }
    arcs = zip(places, places.dropFirst()).map { Self.arc($0, $1, over: model) }
  }

  /// A parabola between two points of the risk that nowhere else comes down to it, and whose top
  /// clears the highest point between them.
  private static func arc(_ a: Point, _ b: Point, over model: TwoMinimisers) -> [Point] {
    func line(_ t: Double) -> Point { a + (b - a) * t }
    let needed = (1..<200).map { Double($0) / 200 }.map { t in
      (model.trainRisk(line(t).x) - line(t).y) / (4 * t * (1 - t)) + gap
    }
    var rise = max(0.10 + 0.06 * abs(b.x - a.x), needed.max() ?? 0)
    func arc() -> [Point] {
      (0...48).map { k in
        let t = Double(k) / 48
        return Point(line(t).x, line(t).y + 4 * rise * t * (1 - t))
      }
    }
    let highest = highest(between: a.x, b.x, on: model)
    while (arc().map(\.y).max() ?? 0) < highest + gap { rise += 0.02 }
    return arc()
  }

  private static func highest(between a: Double, _ b: Double, on model: TwoMinimisers) -> Double {
    (0...200).map { model.trainRisk(a + (b - a) * Double($0) / 200) }.max() ?? 0
  }

  /// How far the worst arc falls short of what it promises; 0 when none does.
  func shortfall(on model: TwoMinimisers) -> Double {
    arcs.map { arc in
      let below = arc.dropFirst().dropLast().map { model.trainRisk($0.x) - $0.y }.worst
      let highest = Self.highest(between: arc[0].x, arc[arc.count - 1].x, on: model)
      return [0, below, highest + Self.gap - arc.map(\.y).worst].worst
    }.worst
  }

  /// Places along the arc that rises highest, from its top on.
  func places(forWords count: Int) -> [Point] {
    func top(_ arc: [Point]) -> Double { arc.map(\.y).max() ?? 0 }
    guard let arc = arcs.max(by: { top($0) < top($1) }),
      let middle = arc.indices.max(by: { arc[$0].y < arc[$1].y })
    else { return places }
    let right = arc[0].x < arc[arc.count - 1].x ? 1 : -1
    return [6, 10, 2, -4, 14].prefix(count).map { middle + $0 * right }
      .filter(arc.indices.contains).map { arc[$0] }
  }
}
