import Drawing
import Glibc
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

  var conditions: [Condition<TwoMinimisersFigure>] {
    [
      Condition(
        "large-step: run B must come to rest within \(TwoMinimisers.mostSteps) steps; close above "
          + "2/7 it hops about the sharp minimiser for ever")
    ]
  }

  var small = TwoMinimisers().smallStep
  var large = TwoMinimisers().largeStep

  func computed() throws -> Computed {
    var model = TwoMinimisers()
    model.smallStep = small
    model.largeStep = large
    let slow = try model.descent(step: small)
    let fast = try largeSteps(model)
    let ends = [slow[slow.count - 1], fast[fast.count - 1]]
    let data = FigureData(
      numbers: [
        .init("A.test-risk", model.testRisk(ends[0])),
        .init("B.test-risk", model.testRisk(ends[1])),
        .init("B.steps", Double(fast.count - 1)),
      ],
      series: [
        .init("A", ["theta", "train-risk"], slow.map { [$0, model.trainRisk($0)] }),
        .init("B", ["theta", "train-risk"], fast.map { [$0, model.trainRisk($0)] }),
      ],
      claims: [
        Claim(
          id: "sec-1", statement: "both runs end with zero train risk",
          residual: ends.map { model.trainRisk($0) }.worst, tolerance: 1e-20,
          reason: "the runs stop at a slope of 1e-12, and the risk is quadratic at its minima")
      ])
    let shown = model
    return Computed(data: data) { try figure(shown, slow: slow, fast: fast, size: $0) }
  }

  /// The iterates of run B.
  private func largeSteps(_ model: TwoMinimisers) throws -> [Double] {
    do {
      return try model.descent(step: large)
    } catch {
      guard case .unsettled(let steps) = error else { throw error }
      throw RefusedSetting(
        "at large-step=\(short(large)) run B does not settle in \(steps) steps, since it hops about "
          + "a minimiser for ever; choose a larger step")
    }
  }

  private func figure(
    _ model: TwoMinimisers, slow: [Double], fast: [Double], size: SizeClass
  ) throws -> Figure {
    let top = 1.35
    let (left, right) = (-2.45, 3.1)
    func graph(_ risk: (Double) -> Double) -> [Point] {
      (0...600).map { k in
        let theta = left + (right - left) * Double(k) / 600
        return Point(theta, risk(theta))
      }
    }
    let ends = [slow[slow.count - 1], fast[fast.count - 1]]
    let tests = ends.map(model.testRisk)
    // Dots of run A until they would lie on its end.
    let steps = slow.prefix { abs($0 - ends[0]) > 0.05 }.map { Point($0, model.trainRisk($0)) }
    let hops = fast.prefix { abs($0 - ends[1]) > 0.05 }.map { Point($0, model.trainRisk($0)) }
    let landing = hops + [Point(ends[1], 0)]
    var marks: [any Mark] = [
      Polyline(
        [
          [Point(left, tests[0]), Point(ends[0], tests[0])],
          [Point(left, tests[1]), Point(ends[1], tests[1])],
        ], .rule, .rule, .dotted, layer: "test", name: "test risk"),
      Polyline([[Point(left, 0), Point(right, 0)]], .note, .hair, layer: "axes", name: "axis"),
      Curve(graph(model.testRisk), .note, .curve, .dashed, layer: "test", name: "test risk"),
      Polyline(
        zip(ends, tests).map { [Point($0, 0), Point($0, $1)] }, .note, .rule, layer: "test",
        name: "gap"),
      Curve(graph(model.trainRisk), .ink, .hero, layer: "train", name: "train risk"),
      Curve(
        descent(model, from: slow[0], to: ends[0]), .gradientFlow, .hero, layer: "path-A",
        name: "run A"),
      Dots(steps, .disc, .gradientFlow, diameter: 3.2, layer: "path-A", name: "run A"),
    ]
    for (from, to) in zip(landing, landing.dropFirst()) {
      marks.append(
        Curve(
          arc(from, to), .gradientFlowAt(0), .curve, heads: [0.55], layer: "path-B", name: "run B"))
    }
    marks += [
      Dots(
        hops.dropFirst().map { $0 }, .disc, .gradientFlowAt(0), diameter: 3.8, layer: "path-B",
        name: "run B"),
      Dots(
        [Point(ends[0], 0)], .filled, .gradientFlow, diameter: 6, layer: "path-A", name: "end of A"),
      Dots(
        [Point(ends[1], 0)], .filled, .gradientFlowAt(0), diameter: 6, layer: "path-B",
        name: "end of B"),
      Dots(
        [Point(ends[0], tests[0])], .diamond, .gradientFlow, diameter: 5.4, layer: "test",
        name: "test risk of A"),
      Dots(
        [Point(ends[1], tests[1])], .diamond, .gradientFlowAt(0), diameter: 5.4, layer: "test",
        name: "test risk of B"),
      Dots(
        [Point(slow[0], model.trainRisk(slow[0]))], .hollow, .ink, diameter: 5, layer: "train",
        name: "start"),
      Label(
        "$\\theta_0$", at: .datum(Point(slow[0], model.trainRisk(slow[0]))), .belowRight(4),
        .right(5), layer: "train"),
      Label(
        "$\\theta_\\infty^{\\text{A}}$", at: .datum(Point(ends[0], 0)), .below(5),
        role: .gradientFlow, layer: "path-A"),
      Label(
        "$\\theta_\\infty^{\\text{B}}$", at: .datum(Point(ends[1], 0)), .below(5),
        role: .gradientFlowAt(0),
        layer: "path-B"),
      Label(
        size == .column ? "A: small\nsteps\nroll down" : "A: small steps\nroll down",
        at: .datum(Point(-0.5, 0.34)),
        .init(align: Point(0, 0.5), offset: Point(0, 0)), .right(8),
        .init(align: Point(0, 0.5), offset: Point(-4, 16)),
        .init(align: Point(0, 0.5), offset: Point(-3, 12)),
        .init(align: Point(0, 0.5), offset: Point(-6, 18)), role: .gradientFlow,
        layer: "path-A"),
      Label(
        "B: large steps\nhop the barrier", at: .datum(Point(0.35, 1.2)),
        .init(align: Point(0, 0.5), offset: Point(2, 0)), .right(8), role: .gradientFlowAt(0),
        layer: "path-B"
      ),
      Label(
        "train risk", at: .datum(Point(2.4, 0.8)), .right(8), .right(12), .right(16), layer: "train"
      ),
      Label(
        "test risk", at: .datum(Point(2.15, 0.66)), .left(4), .left(10), .left(18), role: .note,
        layer: "test"),
      Label(
        "$\\theta$", at: .datum(Point(right, 0)), .init(align: Point(1, 0), offset: Point(0, 5)),
        role: .note, layer: "axes"),
    ]
    let ticks = [
      Tick(0, "0"), Tick(tests[1], numeral(tests[1], decimals: 2), role: .gradientFlowAt(0)),
      Tick(tests[0], numeral(tests[0], decimals: 2), role: .gradientFlow),
    ]
    let panel = Panel(
      name: "risks", x: try Scale(.linear, from: left, to: right),
      y: try Scale(.linear, from: 0, to: top),
      frame: .ranges(x: nil, y: Axis(ticks, over: 0...max(tests[0], tests[1]), offset: 0)),
      padding: Insets(top: 1, bottom: 22), marks: marks)
    return Figure(
      id: id, title: title,
      caption: "The same start and the same train risk (solid), gradient descent with two step "
        + "sizes. Run A, with steps of \(short(small)), rolls into the sharp valley. Run B, with "
        + "steps of \(short(large)), cannot stay there and hops into the flat one. Both reach zero "
        + "train risk; their test risks (dashed) are \(numeral(tests[0], decimals: 2)) and "
        + "\(numeral(tests[1], decimals: 2)).",
      alternative: "A train risk with two minima of value zero, the left one sharp, the right one "
        + "flat, and a dashed test risk above it. Small steps from a start on the barrier roll "
        + "down to the left minimum; large steps hop over the barrier to the right one, where the "
        + "test risk is lower.",
      size: size.page(heights: (column: 170, text: 165.6)), arrangement: .panel(panel),
      steps: [
        .init("train", "Train risk and start"), .init("path-A", "Small steps"),
        .init("path-B", "Large steps"), .init("test", "Test risks"),
      ])
  }

  /// The stretch of the train risk that run A rolls down.
  private func descent(_ model: TwoMinimisers, from start: Double, to end: Double) -> [Point] {
    (0...80).map { k in
      let theta = start + (end - start) * Double(k) / 80
      return Point(theta, model.trainRisk(theta))
    }
  }

  /// A hop between two points: a parabola that rises above both.
  private func arc(_ a: Point, _ b: Point) -> [Point] {
    let rise = 0.10 + 0.06 * abs(b.x - a.x)
    return (0...24).map { k in
      let t = Double(k) / 24
      let line = a + (b - a) * t
      return Point(line.x, line.y + 4 * rise * t * (1 - t))
    }
  }
}
