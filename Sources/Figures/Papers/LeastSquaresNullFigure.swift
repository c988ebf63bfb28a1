import Drawing
import Lectures
import Models
import Plotting
import Records

/// Six optimisers on least squares: who steps within the span of the samples ends at the projection.
struct LeastSquaresNullFigure: LectureFigure {
  let id = "ols-null"
  let title = "Four optimisers end at the projection of their start, two do not"
  let parameters: [Parameter<LeastSquaresNullFigure>] = [
    .real("scale", \.scale, in: 0...10, "the start is this times a normal vector"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of data and start"),
  ]

  var scale = 1.0
  var seed = 3

  /// An optimiser with its words and its colour.
  struct Way: Sendable {
    let name: String
    let staysInSpan: Bool
    let role: Role
    let moments: [LeastSquaresNull.Moment]

    /// Those that stay in the span are whole lines, the two others are not.
    var dash: Dash { staysInSpan ? .solid : name == "adam" ? .dashed : .dotted }
    var last: LeastSquaresNull.Moment { moments[moments.count - 1] }
  }

  private func ways() throws -> [Way] {
    let null = try LeastSquaresNull(scale: scale, seed: UInt64(seed))
    let (all, one) = (
      null.problem.stepSizeEdge / 2, null.problem.singleSampleStepSizeBound / 2
    )
    typealias Optimiser = LeastSquaresNull.Optimiser
    let list: [(String, Bool, Role, Optimiser)] = [
      ("gd", true, .series(0), Optimiser(.gradient, stepSize: all, steps: 5000)),
      (
        "heavy-ball", true, .series(4),
        Optimiser(.heavyBall(momentum: 0.9), stepSize: 0.1 * all, steps: 5000)
      ),
      (
        "nesterov", true, .series(3),
        Optimiser(.nesterov(momentum: 0.9), stepSize: 0.5 * all, steps: 5000)
      ),
      (
        "sgd", true, .sgd,
        Optimiser(.gradient, stepSize: one, steps: 40_000, usesOneSample: true)
      ),
      ("adam", false, .series(2), Optimiser(.adam(), stepSize: 1e-3, steps: 20_000)),
      ("adagrad", false, .series(5), Optimiser(.adaGrad(), stepSize: 0.3, steps: 20_000)),
    ]
    return try parallelTryMap(list.count) { k in
      let (name, staysInSpan, role, optimiser) = list[k]
      let marks = logarithmicGrid(from: 1, to: Double(optimiser.steps), count: 160)
        .map { Int($0.rounded()) }.reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
      return Way(
        name: name, staysInSpan: staysInSpan, role: role,
        moments: try null.moments(of: optimiser, marks: marks, seed: UInt64(seed)))
    }
  }

  func computed() throws -> Computed {
    let ways = try ways()
    let (inside, outside) = (ways.filter(\.staysInSpan), ways.filter { !$0.staysInSpan })
    let data = FigureData(
      numbers: ways.flatMap {
        [
          Quantity("\($0.name).distance", $0.last.distance),
          .init("\($0.name).off-span", $0.last.offSpan),
        ]
      },
      series: ways.map { way in
        Table(
          way.name, ["step", "distance", "off-span"],
          way.moments.map { [Double($0.step), $0.distance, $0.offSpan] })
      },
      claims: [
        Claim(
          id: "ols-null",
          statement:
            "gradient descent, heavy ball, Nesterov and SGD end at the projection of the start (2.21)",
          residual: inside.map(\.last.distance).worst, tolerance: 1e-12,
          reason: "rounding of some thousand steps, relative to the way from start to projection"),
        Claim(
          id: "ols-null-adaptive",
          statement: "Adam and AdaGrad leave the span of the samples, and end elsewhere",
          residual: outside.map { (0.1 - min($0.last.distance, $0.last.offSpan)).positivePart }
            .worst,
          tolerance: 0, reason: "a tenth of the way at least"),
      ])
    let facts = outside.flatMap { way in
      [
        (way.name, Fact.decimals(way.last.distance, 2)),
        ("\(way.name)Off", .decimals(way.last.offSpan, 2)),
      ]
    }
    let isExpected =
      inside.allSatisfy { max($0.last.distance, $0.last.offSpan) < 1e-9 }
      && outside.allSatisfy { $0.last.distance > 0.1 }
    return Computed(
      of: self, data: data,
      facts: Facts(
        uniqueKeysWithValues: facts + [
          ("scale", Fact.exactly(scale)), ("expected", .flag(isExpected)),
        ])
    ) { size, text in
      spread(
        [distances(ways, text), parts(ways, text)], shares: [1.25, 1], column: [1.6, 1], at: size,
        heights: (column: 380, text: 185), text)
    }
  }
}
