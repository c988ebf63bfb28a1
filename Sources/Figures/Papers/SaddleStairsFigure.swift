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
  private static let shown = [2, 8, 100]
  private static let exponents = [2, 4, 8, 16, 32, 64, 100]

  /// A flow with its distance to the process.
  private struct Line: Sendable {
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
          lossPanel(rests, lines, end, text), ratePanel(lines, text),
        ], shares: isSmall ? [0.8, 0.8, 1] : [1.2, 1.2, 0.9], column: [1, 1, 1],
        gap: isSmall ? 10 : 18, at: size, heights: (column: 420, text: 170), text)
    }
  }

  /// The process, level from rest to rest.
  private func process(
    _ rests: [SaddleToSaddle.Rest], until end: Double, _ value: (SaddleToSaddle.Rest) -> Double
  ) -> Polyline {
    let last = rests.last.map { [Point(end, value($0))] } ?? []
    return .steps(
      rests.map { Point($0.time, value($0)) } + last, .interpolators, .rule, .dashed,
      layer: "process", name: "process")
  }

  private func weightPanel(
    _ rests: [SaddleToSaddle.Rest], _ flow: Line, _ active: [Int], _ end: Double, _ text: FigureText
  ) -> Panel {
    Panel(
      name: "weights", x: .linear(text["time"], from: 0, to: end, nice: false),
      y: .linear(#"$\theta_j$"#),
      marks: active.flatMap { j -> [any Mark] in
        [
          Curve(
            flow.states.map { Point($0.time, $0.theta[j]) }, .gradientFlow, .curve, smooth: false,
            layer: "flow", name: "flow"),
          process(rests, until: end) { $0.theta[j] },
        ]
      } + names(flow, active, end))
  }

  /// The weights' names beside their ends; weights that end at one height share a place.
  private func names(_ flow: Line, _ active: [Int], _ end: Double) -> [any Mark] {
    guard let last = flow.states.last else { return [] }
    let reach = active.map { abs(last.theta[$0]) }.worst
    let groups = active.sorted { last.theta[$0] < last.theta[$1] }.reduce(into: [[Int]]()) {
      if let near = $0.last?.first, last.theta[$1] - last.theta[near] < 0.12 * reach {
        $0[$0.count - 1].append($1)
      } else {
        $0.append([$1])
      }
    }
    return groups.map { group in
      let names = group.sorted().prefix(3).map { #"\theta_{\#($0 + 1)}"# }
      let heights = group.map { last.theta[$0] }
      let words = names.joined(separator: ",") + (group.count > 3 ? #",\dots"# : "")
      return Label(
        "$\(words)$", at: .datum(Point(end, 0.5 * (heights.least + heights.worst))), .aboveLeft(4),
        .belowLeft(4), .left(), size: .tick, role: .gradientFlow, layer: "flow")
    }
  }

  private func lossPanel(
    _ rests: [SaddleToSaddle.Rest], _ lines: [Line], _ end: Double, _ text: FigureText
  ) -> Panel {
    let losses = lines.dropLast().filter { Self.shown.contains($0.exponent) }
    let roles = losses.indices.map { k in
      Role.gradientFlowAt(1 - Double(k) / Double(losses.count - 1))
    }
    let curves: [any Mark] = zip(losses, roles).map { line, role in
      Curve(
        line.states.map { Point($0.time, $0.loss) }, role, .curve, smooth: false, layer: "losses",
        name: "10^-\(line.exponent)")
    }
    let keys = zip(losses, roles).map { LegendKey("$10^{-\($0.exponent)}$", $1) }
    return Panel(
      name: "loss", x: .linear(text["time"], from: 0, to: end, nice: false),
      y: .linear("$L$", from: 0),
      marks: curves + [
        process(rests, until: end, \.loss),
        Dots(
          rests.map { Point($0.time, $0.loss) }, .hollow, .interpolators, diameter: 4.6,
          layer: "process", name: "rests"),
        Label(
          text["saddle"], at: .oneOf(rests.dropFirst().map { Point($0.time, $0.loss) }),
          .aboveRight(5), .belowLeft(5), .right(6), size: .tick, role: .interpolators,
          layer: "process"),
        Legend(keys, title: #"$\alpha$"#, at: .inside(Point(1, 1)), layer: "losses"),
      ])
  }

  private func ratePanel(_ lines: [Line], _ text: FigureText) -> Panel {
    let gaps = lines.dropLast().map { Point(1 / (Double($0.exponent) * log(10)), $0.gap) }
    let smallest = gaps[gaps.count - 1]
    return Panel(
      name: "rate", x: .log(#"$1/\log(1/\alpha)$"#, from: 3e-3, to: 0.3),
      y: .log(text["distance"]),
      marks: [
        Rule.slope(1, through: smallest, .note, .rule, .dashed, layer: "rate", name: "rate"),
        Label(
          text["slope"], at: .datum(Point(0.05, smallest.y * 0.05 / smallest.x)), .aboveLeft(),
          .belowRight(), size: .tick, role: .note, layer: "rate"),
        Dots(gaps, .disc, .gradientFlow, layer: "rate", name: "flow"),
      ])
  }
}
