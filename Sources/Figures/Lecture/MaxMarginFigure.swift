import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Logistic gradient flow turns to the maximum margin: lecture section 4.2, experiment F.
struct MaxMarginFigure: LectureFigure {
  let id = "max-margin"
  let title = "On separable data gradient flow turns to the maximum margin"
  let parameters: [Parameter<MaxMarginFigure>] = [
    .reals(
      "times", \.times, in: 1...1e12, count: 1...6, "times t at which the left panel shows w(t)"),
    .real("step", \.step, in: 0.01...2, "step size of gradient descent in the right panel"),
  ]

  var times = [1, 1e2, 1e4, 1e8]
  var step = 0.5
  var left = ClassificationData.turning

  /// Whether the left panel shows data of the user's.
  private var isGiven: Bool { left != .turning }

  /// The range of log t of the laws.
  private static let logTimes: [Double] =
    (1...60).map { Double($0) * 0.5 } + stride(from: 32.0, through: 300, by: 4).map { $0 }

  /// What the right panels show.
  private struct Laws {
    let flow: [MarginFlow.State]
    let descent: [MarginFlow.State]
    let margin: Double
  }

  /// The angle in radians that nobody sees.
  private static let leastTurn = 2e-3

  func computed() throws -> Computed {
    let turning = try MarginFlow(left)
    let asymmetric = try MarginFlow(.asymmetric)
    let logTimes = times.sorted().map { log($0) }
    let states =
      isGiven
      ? try turning.statesOfStiffFlow(logTimes: logTimes) : try turning.states(logTimes: logTimes)
    let flow = try asymmetric.states(logTimes: Self.logTimes)
    let steps = (1...10).map { Int(pow(10, Double($0) / 2).rounded()) }
    let laws = Laws(
      flow: flow, descent: try asymmetric.descentStates(step: step, steps: steps),
      margin: asymmetric.limit.margin)
    let (last, limit) = (flow[flow.count - 1], turning.limit)
    func table(_ name: String, _ states: [MarginFlow.State]) -> Table {
      Table(
        name, ["log-time", "norm", "angle", "angle-times-log-time"],
        states.map { [$0.logTime, $0.norm, $0.angle, $0.angleTimesLogTime] })
    }
    let data = FigureData(
      numbers: [
        .init("margin", limit.margin), .init("law.log-time", last.logTime),
        .init("law.angle-times-log-time", last.angleTimesLogTime),
        .init("law.norm-over-log-time", last.norm / last.logTime),
        .init("law.least-norm", 1 / laws.margin),
      ],
      series: [
        .init(
          "points", ["x1", "x2", "label"],
          zip(0..<left.samples, left.labels).map { [left.x[$0, 0], left.x[$0, 1], $1] }),
        table("separators", states), table("law", flow), table("descent", laws.descent),
      ],
      claims: [
        Claim(
          id: "max-margin",
          statement:
            #"on the smaller set, angle times $\log t$ has come to $\log 3$ at $\log t = 300$"#,
          residual: abs(last.angleTimesLogTime - log(3)), tolerance: 1e-4,
          reason: #"what is left falls like $1/\log t$"#),
        Claim(
          id: "max-margin", statement: "the drawn limit meets the conditions of the hard margin",
          residual: limit.certificate.worst, tolerance: 1e-9,
          reason: "relative defects of stationarity, feasibility and gap"),
      ])
    let view = MarginView(of: left, limit: limit, isGiven: isGiven)
    // As they are seen, in units of their own.
    let turns = states.map { view.turn(from: $0.w, to: limit.w) }
    return Computed(
      of: self, data: data,
      facts: [
        "times": .list(states.map { ["time": .text(time($0).replacing("t=", with: ""))] }),
        "along": .flag(turns.worst < Self.leastTurn), "one": .flag(Self.areOne(states, in: view)),
        "turns": .flag(turns[0] - turns[turns.count - 1] > Self.leastTurn),
        "lines": .count(states.count), "support": .count(limit.onMargin.count),
        "given": .flag(isGiven), "unlike": .flag(isGiven && !view.isEqual),
        "points": .count(ClassificationData.asymmetric.samples),
        "product": .decimals(last.angleTimesLogTime, 4), "logTime": .exactly(last.logTime),
        "step": .exactly(step),
      ]
    ) { size, text in
      let page = size.page(heights: (column: 400, text: 187.2))
      let right = Arrangement.column(
        [.panel(normPanel(laws, text)), .panel(anglePanel(laws, text))], shares: [1, 1], gap: 8)
      let picture = Arrangement.panel(separators(states, limit, view, text))
      return Figure(
        self, text, size: page,
        arrangement: page.isNarrow
          ? .column([picture, right], shares: [1.1, 1], gap: 12)
          : .row([picture, right], shares: [1.1, 1], gap: 18))
    }
  }

  /// Whether several lines lie upon each other in the picture.
  private static func areOne(_ states: [MarginFlow.State], in view: MarginView) -> Bool {
    states.count > 1
      && states.allSatisfy { view.turn(from: $0.w, to: states[0].w) < leastTurn }
  }

  private func time(_ state: MarginFlow.State) -> String {
    let exponent = state.logTime / log(10)
    let whole = exponent.rounded()
    guard abs(exponent - whole) < 1e-9 else {
      // The time is kept as its logarithm: its last digits are rounding.
      return "t=\(Numeral(exp(state.logTime), significant: 12).tex)"
    }
    return whole == 0 ? "t=1" : "10^{\(Int(whole))}"
  }

  private func separators(
    _ states: [MarginFlow.State], _ limit: HardMargin, _ view: MarginView, _ text: FigureText
  ) -> Panel {
    let points = (0..<left.samples).map { view.seen(left.x[$0, 0], left.x[$0, 1]) }
    let reach = (points.map(\.length).max() ?? 1) * 0.8
    let best = view.normal(limit.w)
    // Lines upon each other have one label.
    let isOne = Self.areOne(states, in: view)
    let ends = [states[0], states[states.count - 1]].map { time($0).replacing("t=", with: "") }
    let along = Point(-best.y, best.x)
    let up = (along.y > 0 ? along : along * -1) * reach
    let margin = best * view.margin(limit)
    var marks: [any Mark] = [
      Fill(
        [[up + margin, up - margin, up * -1 - margin, up * -1 + margin]], .band(0.7),
        layer: "limit", name: "margin")
    ]
    for (index, state) in states.enumerated() {
      let n = view.normal(state.w)
      let place = states.count == 1 ? 0 : Double(index) / Double(states.count - 1)
      // The later, the longer: the feet stand apart, each with room for its time.
      let foot = Point(-n.y, n.x) * ((n.x < 0 ? 1 : -1) * reach * (1 + 0.3 * place))
      let role = Role.gradientFlowAt(place == 0 ? 1 : place == 1 ? 0 : 0.5)
      marks += [
        Polyline(
          [[foot, foot * (-reach / foot.length)]], role,
          place == 0 ? .levelOfNote : place == 1 ? .strong : .curve, layer: "flow",
          name: "separator at \(time(state))")
      ]
      if isOne, index < states.count - 1 { continue }
      let name = isOne ? "t=\(ends.joined(separator: ",\\dots,"))" : time(state)
      marks.append(
        Label(
          "$\(name)$", at: .datum(foot), .below(), .belowLeft(), .belowRight(), .right(),
          size: .tick, role: index == 0 ? .gradientFlow : role, layer: "flow"))
    }
    let classes = [1.0, -1.0].map { label in
      zip(points, left.labels).filter { $0.1 == label }.map(\.0)
    }
    let support = limit.onMargin.map { points[$0] }
    marks += [
      Polyline(
        [[up * -1, up * 1.16]], .interpolators, .hero, layer: "limit", name: "maximum margin"),
      Dots(classes[0], .disc, .ink, diameter: 3.6, layer: "data", name: "class +1"),
      Dots(classes[1], .hollow, .ink, diameter: 3.8, layer: "data", name: "class −1"),
      Dots(support, .ring, .interpolators, diameter: 8.5, layer: "limit", name: "support vector"),
      Label(
        text["limit"], at: .datum(up * 1.16), .left(), .aboveLeft(), .above(),
        role: .interpolators, layer: "limit"),
      Label(
        text["support"], at: .oneOf(support), .right(), .left(), .belowRight(), .aboveRight(),
        size: .tick, role: .interpolators, layer: "limit"),
    ]
    for (points, name) in zip(classes, ["$y=+1$", "$y=-1$"]) {
      // Beside the point furthest from the separators that has room.
      let outward = points.sorted { abs($0.dot(best)) > abs($1.dot(best)) }
      marks.append(
        Label(
          name, at: .oneOf(outward), .left(), .right(), .above(), .below(), size: .tick,
          role: .note, layer: "data"))
    }
    let all = points + [up * 1.16, up * -1.3]
    func coordinate(_ values: [Double], _ unit: Double, _ label: String) -> Coordinate {
      let around = isGiven ? 0.1 : 0.3
      let (low, high) = ((values.min() ?? 0) - around, (values.max() ?? 1) + around)
      let ticks = linearTicks(from: low * unit, to: high * unit, count: 4)
      return .linear(
        isGiven ? label : nil, from: low, to: high,
        ticks: .marked(ticks.map { Tick($0.value / unit, $0.label) }))
    }
    return Panel(
      name: "separators", x: coordinate(all.map(\.x), view.units.x, "$x_1$"),
      y: coordinate(all.map(\.y), view.units.y, "$x_2$"), aspect: .equalFilling(),
      frame: isGiven ? .axes : .none, padding: Insets(top: isGiven ? 0 : 16, bottom: 14),
      marks: marks)
  }

  private func normPanel(_ laws: Laws, _ text: FigureText) -> Panel {
    let line = laws.flow.map { Point($0.logTime, $0.norm) }
    let end = line[line.count - 1].x
    let theory = [Point(0, 0), Point(end, end / laws.margin)]
    return Panel(
      name: "norm",
      x: .linear(from: 0, to: end, ticks: .marked([0, 100, 200, 300].map { Tick($0, "") })),
      y: .linear(text["norm"], from: 0, ticks: .count(2), nice: false),
      marks: [
        Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow"),
        // Nearly on the norm: over it, so that both are seen.
        Polyline([theory], .interpolators, .curve, .dashed, layer: "laws", name: "theory"),
        Label(
          "$\\log(t)/\\gamma$", at: .datum(theory[1] * 0.62), .belowRight(), .aboveLeft(),
          size: .tick, role: .interpolators, layer: "laws"),
      ])
  }

  private func anglePanel(_ laws: Laws, _ text: FigureText) -> Panel {
    func points(_ states: [MarginFlow.State]) -> [Point] {
      states.filter { $0.logTime >= 1 }.map { Point($0.logTime, $0.angleTimesLogTime) }
    }
    let (line, crosses, limit) = (points(laws.flow), points(laws.descent), log(3.0))
    let low = min(0.4, (line + crosses).map(\.y).min() ?? 0)
    let ticks = linearTicks(from: low, to: limit, count: 3).filter { $0.value < 0.85 * limit }
    return Panel(
      name: "angle",
      x: .linear("$\\log t$", from: 0, to: line[line.count - 1].x, ticks: .every(100)),
      y: .linear(
        text["angle"], from: low, to: limit,
        ticks: .marked(ticks + [Tick(limit, "$\\log 3$", role: .interpolators)])),
      marks: [
        Rule.y(limit, .interpolators, .curve, .dashed, layer: "laws", name: "limit"),
        Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow"),
        Dots(
          crosses, .cross, .ink, diameter: 4.4, isObstacle: false, layer: "laws",
          name: "gradient descent"),
        Label(
          text["descent"], at: .fraction(Point(1, 0)), size: .tick, role: .note, layer: "laws"),
      ])
  }
}
