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

  /// The range of log t of the laws.
  private static let logTimes: [Double] =
    (1...60).map { Double($0) * 0.5 } + stride(from: 32.0, through: 300, by: 4).map { $0 }

  /// What the panels show.
  struct Shown: Sendable {
    let states: [MarginFlow.State]
    let limit: HardMargin
    let law: [MarginFlow.State]
    let lawLimit: HardMargin
    let descent: [MarginFlow.State]
  }

  func computed() throws -> Computed {
    let turning = try MarginFlow(left)
    let asymmetric = try MarginFlow(.asymmetric)
    let logTimes = times.sorted().map { log($0) }
    let states =
      isGiven
      ? try turning.statesOfStiffFlow(logTimes: logTimes) : try turning.states(logTimes: logTimes)
    let law = try asymmetric.states(logTimes: Self.logTimes)
    let steps = (1...10).map { Int(pow(10, Double($0) / 2).rounded()) }
    let descent = try asymmetric.descentStates(step: step, steps: steps)
    let shown = Shown(
      states: states, limit: turning.limit, law: law, lawLimit: asymmetric.limit, descent: descent)
    let last = law[law.count - 1]
    func rows(_ states: [MarginFlow.State]) -> [[Double]] {
      states.map { [$0.logTime, $0.norm, $0.angle, $0.angleTimesLogTime] }
    }
    let data = FigureData(
      numbers: [
        .init("margin", turning.limit.margin), .init("law.log-time", last.logTime),
        .init("law.angle-times-log-time", last.angleTimesLogTime),
        .init("law.norm-over-log-time", last.norm / last.logTime),
        .init("law.least-norm", 1 / asymmetric.limit.margin),
      ],
      series: [
        .init(
          "points", ["x1", "x2", "label"],
          zip(0..<left.samples, left.labels).map { [left.x[$0, 0], left.x[$0, 1], $1] }),
        .init("separators", ["log-time", "norm", "angle", "angle-times-log-time"], rows(states)),
        .init("law", ["log-time", "norm", "angle", "angle-times-log-time"], rows(law)),
        .init("descent", ["log-time", "norm", "angle", "angle-times-log-time"], rows(descent)),
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
          residual: turning.limit.certificate.worst, tolerance: 1e-9,
          reason: "relative defects of stationarity, feasibility and gap"),
      ])
    return Computed(data: data) { try figure(shown, size: $0) }
  }

  private func figure(_ shown: Shown, size: SizeClass) throws -> Figure {
    let page = size.page(heights: (column: 400, text: 187.2))
    let laws = Arrangement.column(
      [.panel(try normPanel(shown)), .panel(try anglePanel(shown, size))], shares: [1, 1], gap: 8)
    let picture = Arrangement.panel(try separators(shown))
    let last = shown.law[shown.law.count - 1]
    let support = shown.limit.onMargin.count
    let isOne = shown.states.count == 1
    return Figure(
      id: id, title: title,
      caption: "Left: two classes, $y=+1$ (filled) and $y=-1$ (hollow), and the "
        + "\(isOne ? "line" : "lines") $\\langle\\boldsymbol{w}(t),\\boldsymbol{x}\\rangle=0$ of "
        + "logistic gradient flow at $t="
        + shown.states.map { time($0).replacing("t=", with: "") }.joined(separator: "$, $")
        + "$; \(isOne ? "it tends" : "they tend") to the line of maximum margin, shown "
        + "with its \(support == 1 ? "support vector" : "support vectors") (ringed)"
        + viewWords(shown).caption + ". Right, on "
        + (isGiven
          ? "\(ClassificationData.asymmetric.samples) points of the lecture, not on the given data"
          : "a smaller set")
        + ": the norm $\\|\\boldsymbol{w}(t)\\|_2$ grows like $\\log(t)/\\gamma$ (dashed; "
        + "$\\gamma$ is the margin), and the "
        + "angle to the maximum margin falls only like $1/\\log t$: the angle times $\\log t$ is "
        + "$\(Numeral(last.angleTimesLogTime, decimals: 4).tex)$ at "
        + "$\\log t=\(Numeral(exactly: last.logTime).tex)$ and tends to $\\log 3$ (dashed). Crosses are gradient "
        + "descent with step size $\(Numeral(exactly: step).tex)$.",
      alternative: "Left: two classes of points in the plane and "
        + (isOne
          ? "1 line of gradient flow, which turns slowly"
          : "\(shown.states.count) lines of gradient flow, which turn slowly as time goes on,")
        + " towards the line of maximum margin, drawn with its band and "
        + "\(counted(support, "ringed support vector"))\(viewWords(shown).alternative). Right\(isGiven ? ", on other points" : ""): "
        + "the norm of the weights grows "
        + "linearly in log t; the angle to the maximum margin times log t tends slowly to log 3; "
        + "crosses of gradient descent lie at the start of the line.",
      size: page,
      arrangement: page.isNarrow
        ? .column([picture, laws], shares: [1.1, 1], gap: 12)
        : .row([picture, laws], shares: [1.1, 1], gap: 18),
      steps: [
        .init("data", "Two classes"),
        .init("flow", shown.states.count == 1 ? "A line of the flow" : "Lines along the flow"),
        .init("limit", "The maximum margin"), .init("laws", "Two laws"),
      ])
  }

  /// Whether the left panel shows data of the user's.
  private var isGiven: Bool { left != .turning }

  /// How the plane of the left panel stands to that of the data, each with a mark in front.
  private func viewWords(_ shown: Shown) -> (caption: String, alternative: String) {
    guard isGiven else { return ("", "") }
    let features = "$x_1$ and $x_2$ are the features in the order of their columns"
    return MarginView(of: left, limit: shown.limit, isGiven: true).isEqual
      ? ("; \(features)", "; the axes are both features")
      : (
        "; \(features), each in a unit of its own, so that right angles are not seen as such",
        "; the axes are both features, each in a unit of its own"
      )
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

  private func separators(_ shown: Shown) throws -> Panel {
    let view = MarginView(of: left, limit: shown.limit, isGiven: isGiven)
    let points = (0..<left.samples).map { view.seen(left.x[$0, 0], left.x[$0, 1]) }
    let reach = (points.map(\.length).max() ?? 1) * 0.8
    let classes = [1.0, -1.0].map { label in
      zip(points, left.labels).filter { $0.1 == label }.map(\.0)
    }
    func normal(_ w: [Double]) -> Point {
      let v = view.functional(w)
      return v * (1 / v.length)
    }
    let best = normal(shown.limit.w)
    let along = Point(-best.y, best.x)
    let up = along.y > 0 ? along : along * -1
    let margin = view.margin(shown.limit)
    let band = [(1.0, 1.0), (1, -1), (-1, -1), (-1, 1)].map { a, b in
      along * (a * reach) + best * (b * margin)
    }
    var marks: [any Mark] = [
      Fill([band], .band(0.7), layer: "limit", name: "margin")
    ]
    for (index, state) in shown.states.enumerated() {
      let n = normal(state.w)
      let way = Point(-n.y, n.x)
      let place = shown.states.count == 1 ? 0 : Double(index) / Double(shown.states.count - 1)
      // The later, the longer: the feet stand apart, each with room for its time.
      let foot = way * ((way.y < 0 ? 1 : -1) * reach * (1 + 0.3 * place))
      let role = Role.gradientFlowAt(place == 0 ? 2.0 / 3 : place == 1 ? 0 : 1.0 / 3)
      marks.append(
        Polyline(
          [[foot, foot * (-reach / foot.length)]], role,
          place == 0 ? .levelOfNote : place == 1 ? .strong : .curve, layer: "flow",
          name: "separator at \(time(state))"))
      marks.append(
        Label(
          "$\(time(state))$", at: .datum(foot), .below(3), .belowLeft(2),
          .belowRight(2), .right(4),
          size: .tick, role: index == 0 ? .gradientFlow : role, layer: "flow"))
    }
    let support = shown.limit.onMargin.map { points[$0] }
    marks += [
      Polyline(
        [[up * -reach, up * (1.16 * reach)]], .interpolators, .hero, layer: "limit",
        name: "maximum margin"),
      Dots(classes[0], .disc, .ink, diameter: 3.6, layer: "data", name: "class +1"),
      Dots(classes[1], .hollow, .ink, diameter: 3.8, layer: "data", name: "class −1"),
      Dots(support, .ring, .interpolators, diameter: 8.5, layer: "limit", name: "support vector"),
      Label(
        "max margin", at: .datum(up * (1.16 * reach)), .left(5), .aboveLeft(3), .above(4),
        role: .interpolators, layer: "limit"),
    ]
    if let first = support.first {
      marks.append(
        Label(
          "support vector", at: .datum(first), .right(8), .left(8), .belowRight(6), .aboveRight(6),
          size: .tick, role: .interpolators, layer: "limit"))
    }
    for (points, text) in zip(classes, ["$y=+1$", "$y=-1$"])
    where !points.isEmpty {
      // Beside the point furthest from the separators that has room.
      let outward = points.sorted { abs($0.dot(best)) > abs($1.dot(best)) }
      marks.append(
        Label(
          text, at: .oneOf(outward), .left(5), .right(5), .above(5), .below(5), size: .tick,
          role: .note, layer: "data"))
    }
    let all = points + [up * (1.16 * reach), up * (-1.3 * reach)]
    let xs = all.map(\.x)
    let ys = all.map(\.y)
    let around = isGiven ? 0.1 : 0.3
    let (low, high) = ((xs.min() ?? 0) - around, (xs.max() ?? 1) + around)
    let (bottom, top) = ((ys.min() ?? 0) - around, (ys.max() ?? 1) + around)
    let axis = { (from: Double, to: Double, unit: Double, label: String?) in
      let ticks = linearTicks(from: from * unit, to: to * unit, count: 4)
      return Axis(ticks.map { Tick($0.value / unit, $0.label) }, over: from...to, label: label)
    }
    return Panel(
      name: "separators", x: try Scale(.linear, from: low, to: high),
      y: try Scale(.linear, from: bottom, to: top), aspect: .equalFilling(),
      frame: isGiven
        ? .ranges(
          x: axis(low, high, view.units.x, "$x_1$"), y: axis(bottom, top, view.units.y, nil))
        : .none,
      heading: isGiven ? Panel.Heading("$x_2$") : nil,
      padding: Insets(top: 16, bottom: 14), marks: marks)
  }

  private func normPanel(_ shown: Shown) throws -> Panel {
    let line = shown.law.map { Point($0.logTime, $0.norm) }
    let last = line[line.count - 1]
    let slope = 1 / shown.lawLimit.margin
    let theory = [Point(0, 0), Point(last.x, slope * last.x)]
    let top = max(last.y, theory[1].y)
    return Panel(
      name: "norm", x: try Scale(.linear, from: 0, to: last.x),
      y: try Scale(.linear, from: 0, to: top),
      frame: .ranges(
        x: Axis([0, 100, 200, 300].map { Tick($0, "") }, over: 0...last.x),
        y: Axis(linearTicks(from: 0, to: top, count: 2), over: 0...top)),
      heading: Panel.Heading(
        "norm $\\|\\boldsymbol{w}(t)\\|_2$" + (isGiven ? ", lecture’s points" : "")),
      marks: [
        Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow"),
        // Nearly on the norm: over it, so that both are seen.
        Polyline([theory], .interpolators, .curve, .dashed, layer: "laws", name: "theory"),
        Label(
          "$\\log(t)/\\gamma$", at: .datum(Point(0.62 * last.x, 0.62 * theory[1].y)),
          .belowRight(4), .aboveLeft(4), size: .tick, role: .interpolators, layer: "laws"),
      ])
  }

  private func anglePanel(_ shown: Shown, _ size: SizeClass) throws -> Panel {
    let line = shown.law.filter { $0.logTime >= 1 }.map { Point($0.logTime, $0.angleTimesLogTime) }
    let crosses = shown.descent.filter { $0.logTime >= 1 }
      .map { Point($0.logTime, $0.angleTimesLogTime) }
    let last = line[line.count - 1].x
    let limit = log(3.0)
    let low = min(0.4, (line + crosses).map(\.y).min() ?? 0)
    return Panel(
      name: "angle", x: try Scale(.linear, from: 0, to: last),
      y: try Scale(.linear, from: low, to: limit),
      frame: .ranges(
        x: Axis(
          [0, 100, 200, 300].map { Tick($0, Numeral(exactly: $0).plain) }, over: 0...last,
          label: "$\\log t$"),
        y: Axis(
          linearTicks(from: low, to: limit, count: 3).filter { $0.value < 0.85 * limit }
            + [Tick(limit, "$\\log 3$", role: .interpolators)], over: low...limit)),
      heading: Panel.Heading(
        (size == .slide || isGiven
          ? "angle times $\\log t$" : "angle to max margin, times $\\log t$")
          + (isGiven ? ", lecture’s points" : "")),
      marks: [
        Polyline(
          [[Point(0, limit), Point(last, limit)]], .interpolators, .curve, .dashed, layer: "laws",
          name: "limit"),
        Curve(line, .gradientFlow, .strong, layer: "laws", name: "flow"),
        Dots(
          crosses, .cross, .ink, diameter: 4.4, isObstacle: false, layer: "laws",
          name: "gradient descent"),
        Label(
          "crosses: gradient descent", at: .fraction(Point(1, 0)),
          .init(align: Point(1, 1), offset: Point(-2, -5)), size: .tick, role: .note, layer: "laws"),
      ])
  }
}
