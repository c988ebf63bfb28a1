import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Gradient flow from ever smaller starts climbs stairs of saddles (Pesme and Flammarion 2023).
struct SaddleStairsFigure: LectureFigure {
  let id = "saddle-stairs"
  let title = "From small starts the flow jumps from saddle to saddle"
  let parameters: [Parameter<SaddleStairsFigure>] = [
    .integer("exponent", \.exponent, in: 2...150, "the left flow starts from α = 10^−exponent"),
    .integer("samples", \.samples, in: 2...80, "number n of samples"),
    .integer("features", \.features, in: 2...200, "number d of features"),
    .integer("nonzeros", \.nonzeros, in: 1...20, "number of entries ±1 of the planted θ⋆"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var conditions: [Condition<SaddleStairsFigure>] {
    [
      Condition("samples ≤ features: more samples are interpolated by none in general") {
        $0.samples <= $0.features
      },
      Condition("nonzeros ≤ features") { $0.nonzeros <= $0.features },
    ]
  }

  var exponent = 16
  var samples = 40
  var features = 100
  var nonzeros = 5
  var seed = 1

  /// The exponents of the starts whose losses are drawn, and of those whose distances are.
  static let shown = [2, 8, 100]
  private static let exponents = [2, 4, 8, 16, 32, 64, 100]

  /// A flow with its distance to the process.
  struct Line: Sendable {
    let exponent: Int
    let gap: Double
    /// τ, L and θ at the steps of the integration.
    let states: [(time: Double, loss: Double, theta: [Double])]
  }

  func computed() throws -> Computed {
    let data = try DataSet.regression(
      samples: samples, features: features, teacher: .sparse(nonzeros: nonzeros),
      seed: UInt64(seed))
    let stairs = try SaddleStairs(data)
    let end = stairs.horizon
    let rests = stairs.process.rests
    let lines = try parallelTryMap(Self.exponents.count + 1) { k in
      let exponent = k < Self.exponents.count ? Self.exponents[k] : exponent
      let flow = try stairs.flow(logAlpha: -Double(exponent) * log(10), until: end)
      return Line(
        exponent: exponent, gap: stairs.meanGap(of: flow, until: end),
        states: flow.states.map { ($0, $1.loss, $1.theta) })
    }
    let network = DiagonalNetwork(data)
    let slopes = rests.map { rest in
      zip(rest.theta, network.riskGradient(rest.theta)).map { abs($0 * $1) }.worst
    }
    let least = try LeastL1Interpolator(data.x, data.y)
    let active = data.x.row(0).indices.filter { j in rests.contains { $0.theta[j] != 0 } }
    let figureData = FigureData(
      numbers: [.init("jumps", Double(rests.count - 1)), .init("horizon", end)]
        + lines.prefix(Self.exponents.count).map { .init("gap.\($0.exponent)", $0.gap) },
      series: [
        .init("rests", ["time", "loss"], rests.map { [$0.time, $0.loss] }),
        .init(
          "flow", ["time", "loss"] + active.map { "theta\($0 + 1)" },
          lines[lines.count - 1].states.map { state in
            [state.time, state.loss] + active.map { state.theta[$0] }
          }),
        .init(
          "losses", ["exponent", "time", "loss"],
          lines.dropLast().filter { Self.shown.contains($0.exponent) }.flatMap { line in
            line.states.map { [Double(line.exponent), $0.time, $0.loss] }
          }),
      ],
      claims: [
        Claim(
          id: "saddle-stairs", statement: "each rest of the process is a critical point (3.13)",
          residual: slopes.worst, tolerance: 1e-11,
          reason: #"rounding of $|\theta_j\,\partial_j\hat R|$ for sums of the samples"#),
        Claim(
          id: "saddle-stairs-end", statement: #"the process ends at the least $\ell_1$ norm"#,
          residual: abs(l1Norm(rests[rests.count - 1].theta) - least.norm) / least.norm,
          tolerance: 1e-9, reason: "the norm of a linear program of its own"),
      ])
    return Computed(
      of: self, data: figureData,
      facts: ["exponent": .text(String(exponent)), "jumps": .count(rests.count - 1)]
    ) { size, text in
      let isSmall = size.page(heights: (column: 420, text: 170)).width < 250
      return spread(
        [
          weightPanel(rests, lines[lines.count - 1], active, end, text),
          lossPanel(rests, lines, end, text),
          .rate(
            lines.dropLast().map { ($0.exponent, $0.gap) }, text["distance"], slope: text["slope"],
            isAbove: true),
        ], shares: isSmall ? [0.8, 0.8, 1] : [1.1, 1.1, 1], column: [1, 1, 1],
        gap: isSmall ? 10 : 18, at: size, heights: (column: 420, text: 170), text)
    }
  }
}
