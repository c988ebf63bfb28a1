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
  /// The user's data with what was done to them.
  var given: PreparedTable?

  /// Whether the left panel shows data of the user's.
  var isGiven: Bool { left != .turning }

  /// The range of log t of the laws.
  private static let logTimes: [Double] =
    (1...60).map { Double($0) * 0.5 } + stride(from: 32.0, through: 300, by: 4).map { $0 }

  /// What the right panels show.
  struct Laws {
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
    let view = MarginView(of: left, limit: limit, isGiven: isGiven)
    // As they are seen, in units of their own.
    let turns = states.map { view.turn(from: $0.w, to: limit.w) }
    return Computed(
      of: self,
      numbers: [
        "margin": limit.margin, "law.log-time": last.logTime,
        "law.angle-times-log-time": last.angleTimesLogTime,
        "law.norm-over-log-time": last.norm / last.logTime, "law.least-norm": 1 / laws.margin,
        "test-right": given.flatMap { $0.shown(Double($0.rightSigns(limit.w))) },
      ],
      series: [
        Table(
          "points", ["x1", "x2", "label"],
          zip(0..<left.samples, left.labels).map { [left.x[$0, 0], left.x[$0, 1], $1] }),
        table("separators", states), table("law", flow), table("descent", laws.descent),
      ],
      claims: [
        Claim(
          "max-margin",
          #"on the smaller set, angle times $\log t$ has come to $\log 3$ at $\log t = 300$"#,
          abs(last.angleTimesLogTime - log(3)), within: 1e-4, #"what is left falls like $1/\log t$"#
        ),
        Claim(
          "max-margin", "the drawn limit meets the conditions of the hard margin",
          limit.certificate.worst, within: 1e-9,
          "relative defects of stationarity, feasibility and gap"),
      ],
      facts: [
        "times": .list(states.map { ["time": .text(time($0).replacing("t=", with: ""))] }),
        "along": .flag(turns.worst < Self.leastTurn), "one": .flag(Self.areOne(states, in: view)),
        "turns": .flag(turns[0] - turns[turns.count - 1] > Self.leastTurn),
        "lines": .count(states.count), "support": .count(limit.onMargin.count),
        "given": .flag(isGiven), "unlike": .flag(isGiven && !view.isEqual),
        "points": .count(ClassificationData.asymmetric.samples),
        "product": .decimals(last.angleTimesLogTime, 4), "logTime": .exactly(last.logTime),
        "step": .exactly(step),
        "prepared": .part(given) { $0.facts(["right": .count($0.rightSigns(limit.w))]) },
      ]
    ) { size, text in
      let right = Arrangement.column(
        [.panel(normPanel(laws, text)), .panel(anglePanel(laws, text))], shares: [1, 1], gap: 8)
      let picture = Arrangement.panel(separators(states, limit, view, text))
      return spread(
        [picture, right], shares: [1.1, 1], gap: 18, at: size, heights: (column: 400, text: 187.2),
        text)
    }
  }

  /// Whether several lines lie upon each other in the picture.
  static func areOne(_ states: [MarginFlow.State], in view: MarginView) -> Bool {
    states.count > 1 && states.allSatisfy { view.turn(from: $0.w, to: states[0].w) < leastTurn }
  }

  func time(_ state: MarginFlow.State) -> String {
    let exponent = state.logTime / log(10)
    let whole = exponent.rounded()
    guard abs(exponent - whole) < 1e-9 else {
      // The time is kept as its logarithm: its last digits are rounding.
      return "t=\(Numeral(exp(state.logTime), significant: 12).tex)"
    }
    return whole == 0 ? "t=1" : "10^{\(Int(whole))}"
  }
}
