import Drawing
import Lectures
import Models
import Plotting
import Records

/// One start, two step sizes, two minimisers of the train risk: lecture section 1.
struct TwoMinimisersFigure: LectureFigure {
  let id = "two-minimisers"
  let title = "Zero train risk, two test risks"

  /// The title where the runs do not end in two valleys.
  private func title(_ fate: Fate) -> String {
    switch fate {
    case .crosses: title
    case .stays: "Two step sizes, one minimiser of the train risk"
    case .circles: "Small steps settle at a minimiser, large steps do not"
    }
  }

  let parameters: [Parameter<TwoMinimisersFigure>] = [
    .real("small-step", \.small, in: 0.005...0.1, "step size of run A"),
    .real("large-step", \.large, in: 0.3...1.2, "step size of run B"),
  ]

  var small = TwoMinimisers().smallStep
  var large = TwoMinimisers().largeStep

  func computed() throws -> Computed {
    var model = TwoMinimisers()
    model.smallStep = small
    model.largeStep = large
    let runs = try [small, large].map { try model.run(step: $0, limit: Self.limit) }
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
          statement: "\(ends.count == 2 ? "both runs end" : "run A ends") with zero "
            + "train risk",
          residual: ends.map { model.trainRisk($0) }.worst, tolerance: 1e-20,
          reason: "the runs stop at a slope of $10^{-12}$, and the risk is quadratic at its minima"),
        Claim(
          id: "two-minimisers",
          statement: "every drawn hop passes above the train risk: how far one falls short of it",
          residual: hops.shortfall(on: model), tolerance: 0,
          reason: "the arcs are raised until they clear the risk"),
      ])
    let shown = model
    return Computed(data: data) {
      try figure(shown, slow: runs[0].iterates, fast: runs[1], hops: hops, size: $0)
    }
  }

  /// The steps after which a run that has not settled is given up.
  private static let limit = 10_000

  /// The hops of run B that are drawn, each an arc above the train risk.
  struct Hops: Sendable {
    /// Where the hops start and end.
    let places: [Point]
    /// The arcs between them.
    let arcs: [[Point]]
    /// Whether the run has more hops than are drawn.
    let isCut: Bool

    /// How far an arc stays above the highest point of the risk between its ends.
    static let gap = 0.06
    /// The most hops that the eye can follow.
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

    /// A parabola between two points of the risk that nowhere else comes down to it, and whose
    /// top clears the highest point between them.
    private static func arc(_ a: Point, _ b: Point, over model: TwoMinimisers) -> [Point] {
      let parts = (1..<200).map { Double($0) / 200 }
      func line(_ t: Double) -> Point { a + (b - a) * t }
      let needed = parts.map { t in
        (model.trainRisk(line(t).x) - line(t).y) / (4 * t * (1 - t)) + gap
      }
      var rise = max(0.10 + 0.06 * abs(b.x - a.x), needed.max() ?? 0)
      func arc() -> [Point] {
        (0...48).map { k in
          let t = Double(k) / 48
          return Point(line(t).x, line(t).y + 4 * rise * t * (1 - t))
        }
      }
      let highest = Self.highest(between: a.x, b.x, on: model)
      while (arc().map(\.y).max() ?? 0) < highest + gap { rise += 0.02 }
      return arc()
    }

    private static func highest(
      between a: Double, _ b: Double, on model: TwoMinimisers
    ) -> Double {
      (0...200).map { model.trainRisk(a + (b - a) * Double($0) / 200) }.max() ?? 0
    }

    /// How far the worst arc falls short of what it promises; 0 when none does.
    func shortfall(on model: TwoMinimisers) -> Double {
      arcs.map { arc in
        let inside = arc.dropFirst().dropLast()
        let below = inside.map { model.trainRisk($0.x) - $0.y }.worst
        let highest = Self.highest(between: arc[0].x, arc[arc.count - 1].x, on: model)
        return [0, below, highest + Self.gap - arc.map(\.y).worst].worst
      }.worst
    }
  }

  /// What becomes of run B.
  private enum Fate { case crosses, stays, circles }

  private func figure(
    _ model: TwoMinimisers, slow: [Double], fast: TwoMinimisers.Run, hops: Hops, size: SizeClass
  ) throws -> Figure {
    let top = max(1.35, 1.05 * ((hops.arcs + [hops.places]).joined().map(\.y).max() ?? 0))
    let (left, right) = (-2.45, 3.1)
    func graph(_ risk: (Double) -> Double) -> [Point] {
      (0...600).map { k in
        let theta = left + (right - left) * Double(k) / 600
        return Point(theta, risk(theta))
      }
    }
    func train(_ theta: Double) -> Point { Point(theta, model.trainRisk(theta)) }
    let end = slow[slow.count - 1]
    let test = model.testRisk(end)
    let fastEnd = fast.settles ? fast.iterates.last : nil
    let fate: Fate = fastEnd.map { abs($0 - end) > 0.1 ? .crosses : .stays } ?? .circles
    // Where both runs end alike there is one end and one test risk.
    let other = fate == .crosses ? fastEnd : nil
    let otherTest = other.map(model.testRisk)
    let ends = [end] + (other.map { [$0] } ?? [])
    let tests = ends.map(model.testRisk)
    // Dots of run A until they would lie on its end.
    let steps = slow.prefix { abs($0 - end) > 0.05 }.map(train)
    var marks: [any Mark] = [
      Polyline(
        zip(ends, tests).map { [Point(left, $1), Point($0, $1)] }, .rule, .rule, .dotted,
        layer: "test", name: "test risk"),
      Curve(graph(model.testRisk), .note, .curve, .dashed, layer: "test", name: "test risk"),
      Polyline(
        zip(ends, tests).map { [Point($0, 0), Point($0, $1)] }, .note, .rule, layer: "test",
        name: "gap"),
      Curve(graph(model.trainRisk), .ink, .hero, layer: "train", name: "train risk"),
      Curve(
        (0...80).map { train(slow[0] + (end - slow[0]) * Double($0) / 80) }, .gradientFlow, .hero,
        layer: "path-A", name: "run A"),
      Dots(steps, .disc, .gradientFlow, diameter: 3.2, layer: "path-A", name: "run A"),
    ]
    for arc in hops.arcs {
      marks.append(
        Curve(arc, .gradientFlowAt(0), .curve, heads: [0.55], layer: "path-B", name: "run B"))
    }
    let landings = Array(hops.places.dropFirst().prefix(hops.isCut ? .max : hops.places.count - 2))
    marks += [
      Dots(landings, .disc, .gradientFlowAt(0), diameter: 3.8, layer: "path-B", name: "run B"),
      Dots([Point(end, 0)], .filled, .gradientFlow, diameter: 6, layer: "path-A", name: "end of A"),
      Dots(
        [Point(end, test)], .diamond, .gradientFlow, diameter: 5.4, layer: "test",
        name: "test risk of A"),
      Dots([train(slow[0])], .hollow, .ink, diameter: 5, layer: "train", name: "start"),
      Label(
        "$\\theta_0$", at: .datum(train(slow[0])), .belowRight(4), .right(5), layer: "train"),
      Label(
        "$\\theta_\\infty^{\\text{A}}$", at: .datum(Point(end, 0)), .below(5),
        role: .gradientFlow, layer: "path-A"),
      Label(
        size == .column ? "A: small\nsteps\nroll down" : "A: small steps\nroll down",
        at: .datum(train(0.5 * (slow[0] + end))), .right(8), .belowRight(8), role: .gradientFlow,
        layer: "path-A"),
      Label(
        words(fate, hops, of: fast), at: .oneOf(places(forWordsOn: hops)), .aboveRight(3),
        .right(6),
        .above(4), role: .gradientFlowAt(0), layer: "path-B"),
      Label("train risk", at: .datum(train(2.4)), .right(6), .belowRight(4), layer: "train"),
      Label(
        "test risk", at: .datum(Point(2.15, model.testRisk(2.15))), .left(5), .aboveLeft(4),
        role: .note, layer: "test"),
      Label(
        "$\\theta$", at: .datum(Point(right, 0)), .init(align: Point(1, 0), offset: Point(0, 5)),
        role: .note, layer: "axes"),
    ]
    if let other, let otherTest {
      marks += [
        Dots(
          [Point(other, 0)], .filled, .gradientFlowAt(0), diameter: 6, layer: "path-B",
          name: "end of B"),
        Dots(
          [Point(other, otherTest)], .diamond, .gradientFlowAt(0), diameter: 5.4, layer: "test",
          name: "test risk of B"),
        Label(
          "$\\theta_\\infty^{\\text{B}}$", at: .datum(Point(other, 0)), .below(5),
          role: .gradientFlowAt(0), layer: "path-B"),
      ]
    }
    let ticks =
      [Tick(0, "0"), Tick(test, Numeral(test, decimals: 2).plain, role: .gradientFlow)]
      + (otherTest.map { [Tick($0, Numeral($0, decimals: 2).plain, role: .gradientFlowAt(0))] }
        ?? [])
    let panel = Panel(
      name: "risks", x: try Scale(.linear, from: left, to: right),
      y: try Scale(.linear, from: 0, to: top),
      frame: .ranges(
        x: Axis([], over: left...right, offset: 0),
        y: Axis(ticks, over: 0...(tests.max() ?? 1), offset: 0)),
      padding: Insets(top: 1, bottom: 17), marks: marks)
    return Figure(
      id: id, title: title(fate),
      caption:
        "The same start $\\theta_0$ and the same train risk (solid) in one weight $\\theta$, "
        + "gradient descent with two step sizes. Run A, with steps of \(Numeral(exactly: small).plain), rolls into "
        + "the sharp valley, to $\\theta_\\infty^{\\text{A}}$. Run B, with "
        + "steps of \(Numeral(exactly: large).plain), "
        + caption(fate, tests: tests.map { Numeral($0, decimals: 2).plain }, of: fast),
      alternative: "A train risk with two minima of value zero, the left one sharp, the right one "
        + "flat, and a dashed test risk above it. Small steps from a start on the barrier roll "
        + "down to the left minimum; "
        + (fate == .crosses
          ? "large steps hop over the barrier to the right one, where the test risk is "
            + "\((otherTest ?? test) < test ? "lower" : "not lower")."
          : fate == .stays
            ? "large steps end there as well." : "large steps move on and on without settling."),
      size: size.page(heights: (column: 170, text: 165.6)), arrangement: .panel(panel),
      steps: [
        .init("train", "Train risk and start"), .init("path-A", "Small steps"),
        .init("path-B", "Large steps"),
        .init("test", tests.count == 1 ? "The test risk" : "Test risks"),
      ])
  }

  /// The words on run B, with what is not drawn of it.
  private func words(_ fate: Fate, _ hops: Hops, of run: TwoMinimisers.Run) -> String {
    let cut = hops.isCut ? "\n(first \(hops.arcs.count) of \(run.iterates.count - 1) steps)" : ""
    switch fate {
    case .crosses: return "B: large steps\nhop the barrier" + cut
    case .stays: return "B: large steps\nstay in the valley" + cut
    case .circles: return "B: large steps\ndo not settle" + cut
    }
  }

  private func caption(_ fate: Fate, tests: [String], of run: TwoMinimisers.Run) -> String {
    switch fate {
    case .crosses:
      "cannot stay there and hops into the flat one, to $\\theta_\\infty^{\\text{B}}$. Both reach "
        + "zero train risk; their test risks (dashed; at the ends diamonds, with dotted lines to "
        + "the numbers) are \(tests[0]) and \(tests[tests.count - 1])."
    case .stays:
      "ends there as well. Both reach zero train risk; the test risk (dashed; at the end a "
        + "diamond, with a dotted line to the number) is \(tests[0])."
    case .circles:
      "cannot stay at its minimum and does not leave it either: it has not settled after "
        + "\(run.iterates.count - 1) steps. The test risk (dashed) of run A (diamond, with a "
        + "dotted line to the number) is \(tests[0])."
    }
  }

  /// Places along the arc that rises highest, from its top on.
  private func places(forWordsOn hops: Hops) -> [Point] {
    func top(_ arc: [Point]) -> Double { arc.map(\.y).max() ?? 0 }
    guard let arc = hops.arcs.max(by: { top($0) < top($1) }),
      let middle = arc.indices.max(by: { arc[$0].y < arc[$1].y })
    else { return hops.places }
    let right = arc[0].x < arc[arc.count - 1].x ? 1 : -1
    return [6, 10, 2, -4, 14].map { middle + $0 * right }.filter(arc.indices.contains).map {
      arc[$0]
    }
  }
}
