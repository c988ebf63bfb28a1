import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// One data set, three separators of largest margin, and which method turns to which.
struct ThreeMarginsFigure: LectureFigure {
  let id = "three-margins"
  let title = "Three geometries, three largest margins"
  let parameters: [Parameter<ThreeMarginsFigure>] = [
    .real("alpha", \.alpha, in: 1e-6...30, "initialisation scale α of the diagonal network")
  ]

  var alpha = 1e-4

  /// The samples, times their labels.
  static let rows = [[1.0, 2], [0.4, 3], [1.5, 2.5]]
  /// Closest where the network turns from its fast fall to its slow one.
  private static let logTimes =
    logarithmicGrid(from: 0.1, to: 1.5, count: 40).dropLast()
    + logarithmicGrid(from: 1.5, to: 3.5, count: 50).dropLast()
    + logarithmicGrid(from: 3.5, to: 200, count: 60)

  /// The norms with the colours of their methods and their unit balls.
  static let norms:
    [(name: String, role: Role, of: @Sendable ([Double]) -> Double, ball: [Point])] = [
      ("l1", .gradientFlow, l1Norm, [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1)]),
      ("l2", .interpolators, euclideanNorm, .arc(turns: 1, parts: 72).dropLast()),
      ("maximum", .sgd, maximumNorm, [Point(1, 1), Point(-1, 1), Point(-1, -1), Point(1, -1)]),
    ]

  /// A method: angles to its own limit, by the logarithm of the time.
  struct Way: Sendable {
    let name: String
    let iterates: [[Double]]
    let limit: [Double]
    let angles: [Point]

    init(_ name: String, _ times: [Double], _ iterates: [[Double]], to limit: [Double]) {
      (self.name, self.iterates, self.limit) = (name, iterates, limit)
      angles = [Point](times, iterates.map { max(angle($0, limit), 1e-16) })
    }

    /// The last of the angles.
    var end: Double { angles[angles.count - 1].y }

    /// From its limit on one side of it to the other: where the angle is least between two signs.
    var crossing: Point? {
      let sides = iterates.map { $0[0] * limit[1] - $0[1] * limit[0] }
      let crossed = sides.indices.dropFirst().filter { sides[$0 - 1] * sides[$0] < 0 }
      return crossed.flatMap { angles[$0 - 1...$0] }.min { $0.y < $1.y }
    }
  }

  func computed() throws -> Computed {
    let data = try ClassificationData(x: Matrix(rows: Self.rows), labels: Self.rows.map { _ in 1 })
    guard case .separable(let hard) = Separation(of: data) else {
      throw CommandFailure(.computation, "figure '\(id)': the samples have no separator")
    }
    let limits = [try L1Margin(data).w, hard.w, try MaximumNormMargin(data).w]
    let problem = LogisticRegression(data)
    let network = try NetworkMarginFlow(data, logAlpha: log(alpha)).states(logTimes: Self.logTimes)
    let flow = try problem.flow(from: [0, 0], logTimes: Self.logTimes)
    let marks = Set(logarithmicGrid(from: 3, to: 1e5, count: 160).map { Int($0) }).sorted()
    let steps = StepSchedule(0.02, decay: 1, fallsByRoot: true)
    func descent(_ rule: DescentRule) throws -> [[Double]] {
      try problem.descend(from: [0, 0], rule: rule, schedule: steps, checkpoints: marks)
    }
    let ways = [
      Way("network", network.map(\.logTime), network.map(\.theta), to: limits[0]),
      Way("flow", Self.logTimes, flow, to: limits[1]),
      Way(
        "adam", marks.map { log(Double($0)) },
        try descent(.adam(beta1: 0.9, beta2: 0.999, epsilon: 0)), to: limits[2]),
    ]
    let signs = try descent(.signs).map { angle($0, limits[2]) }
    // The separators of these samples, by hand.
    let byHand = [[0, 0.5], [0.2, 0.4], [1.0 / 3, 1.0 / 3]]
    let nearer = ways.dropFirst().flatMap { way in
      let end = way.iterates[way.iterates.count - 1]
      return limits.filter { angle(end, $0) < angle(end, way.limit) }
    }
    let figureData = FigureData(
      numbers: zip(Self.norms, limits).map { Quantity("margin.\($0.name)", 1 / $0.of($1)) }
        + ways.map { .init("angle.\($0.name)", $0.end) },
      series: ways.map { Table($0.name, ["log-time", "angle"], $0.angles) },
      claims: [
        Claim(
          "three-margins",
          #"the separators of least $\ell_1$, $\ell_2$ and maximum norm with margin 1 are "#
            + #"$(0,\frac12)$, $(\frac15,\frac25)$ and $(\frac13,\frac13)$"#,
          zip(limits, byHand).map { distance($0, $1) }.worst, within: 1e-9,
          "a method of its own for each norm; the fractions by hand"),
        .count(
          "three-margins-turns",
          "gradient flow and Adam end nearest to their own limit: the number of limits that are nearer",
          nearer.count),
        Claim(
          "three-margins-signs", "sign descent has its direction from the first step on",
          signs.worst, within: 1e-7, "the rounding of an angle"),
      ])
    let facts: Facts = [
      "alpha": .exactly(alpha), "network": .significant(ways[0].end, 2),
      "flow": .significant(ways[1].end, 2), "turns": .flag(ways[0].end < ways[0].angles[0].y),
      "most": .atMost(ways[2].angles.map(\.y).worst),
      "crossing": .part(ways[2].crossing) { ["place": .significant($0.x, 2)] },
    ]
    return Computed(of: self, data: figureData, facts: facts) { size, text in
      spread(
        [plane(limits, text), angles(ways, text)], shares: [1, 1.5], column: [1.2, 1], at: size,
        heights: (column: 420, text: 185), text)
    }
  }
}
