import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Time averages of gradient flow from small starts follow the lasso path (Berthier 2025).
struct LassoPathFigure: LectureFigure {
  let id = "lasso-path"
  let title = "Averages of the flow follow the lasso path"
  let parameters: [Parameter<LassoPathFigure>] = [
    .integer("exponent", \.exponent, in: 2...150, "the left flow starts from α = 10^−exponent"),
    .integer("nonzeros", \.nonzeros, in: 1...10, "number of entries ±1 of the planted θ⋆"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var exponent = 8
  var nonzeros = 5
  var seed = 1

  private static let exponents = [2, 4, 8, 16, 32, 64, 100]

  /// The averages from one start, and their mean distance to the lasso.
  private struct Line: Sendable {
    let exponent: Int
    let averages: [[Double]]
    let gap: Double
  }

  private static let known = Memo<[Int], Line>()

  func computed() throws -> Computed {
    let data = try DataSet.planted(nonzeros: nonzeros, seed: seed)
    let stairs = try SaddleStairs(data)
    let path = try LassoPath(data)
    let end = 2 * stairs.horizon
    let times = (1...60).map { end * Double($0) / 60 }
    let lasso = times.map { path.theta(at: 1 / $0) }
    @Sendable func gap(_ averages: [[Double]]) -> Double {
      zip(averages, lasso).reduce(0) { $0 + distance($1.0, $1.1) } / Double(times.count)
        / stairs.size
    }
    let lines = try parallelTryMap(Self.exponents.count + 1) { k in
      let exponent = k < Self.exponents.count ? Self.exponents[k] : exponent
      return try Self.known.value([exponent, nonzeros, seed]) {
        let flow = try stairs.flow(logAlpha: -Double(exponent) * log(10), until: end)
        let averages = stairs.averages(of: flow, at: times)
        return Line(exponent: exponent, averages: averages, gap: gap(averages))
      }
    }
    let shown = lines[lines.count - 1]
    let active = (0..<data.features).filter { j in lasso.contains { abs($0[j]) > 1e-9 } }
    // The conditions of the lasso's minimiser: |∂ⱼR̂| ≤ 1/τ, with equality and sign where θⱼ ≠ 0.
    let network = DiagonalNetwork(data)
    let defects = zip(times, lasso).map { time, theta in
      zip(theta, network.riskGradient(theta)).map { theta, slope in
        theta == 0 ? (time * abs(slope) - 1).positivePart : abs(time * slope + (theta > 0 ? 1 : -1))
      }.worst
    }
    let rates = lines.dropLast().map { (exponent: $0.exponent, gap: $0.gap) }
    let (large, small) = (rates[0], rates[rates.count - 1])
    // Where weights only join the lasso is the average of the jump process itself.
    let floor = gap(times.map { stairs.process.average(until: $0) })
    let follows = floor < 1e-9
    let slope = log(large.gap / small.gap) / log(Double(small.exponent) / Double(large.exponent))
    let figureData = FigureData(
      numbers: rates.map { Quantity("gap.\($0)", $1) } + [.init("gap.process", floor)],
      series: [("averages", shown.averages), ("lasso", lasso)].map { name, rows in
        Table(
          name, ["tau"] + active.map { "theta\($0 + 1)" },
          zip(times, rows).map { time, theta in [time] + active.map { theta[$0] } })
      },
      claims: [
        Claim(
          "lasso-path",
          #"the dashed path meets the conditions of $\min\hat R+\|\boldsymbol{\theta}\|_1/\tau$"#,
          defects.worst, within: 1e-9,
          "rounding of least squares on the supports, times the largest $\\tau$"),
        .count(
          "lasso-path-rate",
          "the smaller the start the nearer the averages: the number of starts that are not",
          zip(rates, rates.dropFirst()).count { $1.gap >= $0.gap }),
      ])
    let facts: Facts = [
      "exponent": .text(String(exponent)), "gap": .significant(shown.gap, 2),
      "smallest": .significant(small.gap, 2), "curves": .count(active.count),
      "rate": .flag(abs(slope - 1) < 0.1), "steeper": .flag(slope >= 1.1),
      "slope": .decimals(slope, 1), "follows": .flag(follows), "floor": .significant(floor, 2),
    ]
    return Computed(of: self, data: figureData, facts: facts) { size, text in
      let below = Rule.named(
        text["floor"], y: floor, endsAt: 0.3, .interpolators, .dotted, layer: "rate")
      let pairs = active.map { j in
        ([Point](times, shown.averages.map { $0[j] }), [Point](times, lasso.map { $0[j] }))
      }
      return spread(
        [
          panel(pairs, end, text),
          .rate(rates, text["gap"], slope: text["slope"], isAbove: false, follows ? [] : below),
        ], shares: [1.7, 1], column: [1.3, 1], at: size, heights: (column: 330, text: 175), text)
    }
  }

  private func panel(
    _ weights: [(average: [Point], lasso: [Point])], _ end: Double, _ text: FigureText
  ) -> Panel {
    let pairs = weights.flatMap { zip($0.average, $0.lasso).map { (average: $0, lasso: $1) } }
    // Below the lowest weight, and below the lowest that is positive, there is room within the panel.
    let low = pairs.filter { $0.lasso.x > 0.5 * end && $0.lasso.x < 0.8 * end }.sorted {
      $0.lasso.y < $1.lasso.y
    }
    let positive = low.filter { $0.lasso.y > 0.1 }
    // Else names stand where the two are furthest apart.
    let apart = pairs.sorted { abs($0.average.y - $0.lasso.y) > abs($1.average.y - $1.lasso.y) }
    return Panel(
      name: "path", x: .linear(text["time"], from: 0, to: end, nice: false),
      y: .linear(text["weights"])
    ) {
      for (average, lasso) in weights {
        Curve(average, .gradientFlow, .curve, smooth: false, layer: "averages", name: "average")
        Polyline([lasso], .interpolators, .curve, .dashed, layer: "lasso", name: "lasso")
      }
      Label.small(
        text["flow"], at: .oneOf((positive + apart).map(\.average)), .belowRight(), .below(),
        .right(), .above(), .left(), role: .gradientFlow, layer: "averages")
      Label.small(
        text["key"], at: .oneOf((low + apart).map(\.lasso)), .below(), .belowLeft(), .left(),
        .right(), role: .interpolators, layer: "lasso")
    }
  }
}
