import Drawing
import Lectures
import Models
import Plotting
import Records

/// Which noise finds a sparse truth from a large start (HaoChen, Wei, Lee and Ma 2021).
struct PositiveNetworkFigure: LectureFigure {
  let id = "positive-network"
  let title = "The shape of the noise decides what it finds"
  let parameters: [Parameter<PositiveNetworkFigure>] = [
    .real("noise", \.noise, in: 0.25...1.5, "size δ of the noise ±δ on the labels"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data and of the samples"),
  ]

  var conditions: [Condition<PositiveNetworkFigure>] {
    [Condition("noise, seed: no run may diverge")]
  }

  var work: Double { 5e9 }

  var noise = 1.0
  var seed = 1

  private static let nonzeros = 5
  private static let marks = wholeLogarithmicGrid(to: 300_000, count: 80)

  /// A run with one kind of noise: errors at the marks, and the end.
  private struct Way: Sendable {
    let name: String
    let role: Role
    let errors: [Double]
    let theta: [Double]
    let loss: Double

    var end: Double { errors[errors.count - 1] }
  }

  private static let known = Memo<[Double], Way>()

  private func way(
    _ name: String, _ role: Role, _ noise: PositiveNetwork.Noise, of data: DataSet
  ) throws -> Way {
    let model = PositiveNetwork(
      data, noise: noise, schedule: .haoChen2021, seed: UInt64(seed), restLoss: 1e-26)
    guard let ends = try? model.weights(marks: Self.marks) else {
      throw RefusedSetting(
        "noise=\(typed(self.noise)) seed=\(seed): a run diverged; choose a smaller noise")
    }
    let thetas = ends.map { $0.map { $0 * $0 } }
    let last = thetas[thetas.count - 1]
    return Way(
      name: name, role: role,
      errors: thetas.map(data.error), theta: last, loss: 0.5 * data.risk(last))
  }

  func computed() throws -> Computed {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .given((0..<100).map { $0 < Self.nonzeros ? 1 : 0 }),
      seed: UInt64(seed))
    // Near the truth a step of this noise is as long as one of labels moved by ±1.
    let even = (Double(Self.nonzeros) / 100).squareRoot()
    let kinds: [(String, Role, PositiveNetwork.Noise)] = [
      ("none", .gradientFlow, .none), ("gaussian", .note, .gaussian(size: even)),
      ("batch", .firstLayer, .miniBatch(size: 1)), ("label", .sgd, .label(size: noise)),
    ]
    let ways = try parallelTryMap(kinds.count) { k in
      let (name, role, kind) = kinds[k]
      return try Self.known.value([Double(seed), Double(k), k == 3 ? noise : 0]) {
        try way(name, role, kind, of: data)
      }
    }
    let figureData = FigureData(
      numbers: ways.map { Quantity("\($0.name).error", $0.end) },
      series: [
        .columns(
          "errors", [("step", Self.marks.map(Double.init))] + ways.map { ($0.name, $0.errors) })
      ],
      claims: [
        .count(
          "positive-network",
          "noise on the labels ends nearer to the truth than the others: the number that end nearer",
          ways.dropLast().count { $0.end <= ways[3].end }),
        Claim(
          id: "positive-network-fit",
          statement:
            "gradient descent and the noise of mini-batches come to rest at interpolators, "
            + "by their losses", residual: [ways[0].loss, ways[2].loss].worst, tolerance: 1e-20,
          reason: "they rest where the loss is rounding"),
      ])
    return Computed(
      of: self, data: figureData,
      facts: [
        "noise": .exactly(noise), "even": .significant(even, 2), "ones": .count(Self.nonzeros),
        "best": .flag(ways[3].end < 0.01 && ways.dropLast().allSatisfy { $0.end > 0.01 }),
      ].merging(
        ways.flatMap {
          [($0.name, .significant($0.end, 2)), ($0.name + "Way", .course($0.errors))]
        }
      ) { $1 }
    ) { size, text in
      spread(
        [errors(ways, text), weights(ways, text)], shares: [1.1, 1], at: size,
        heights: (column: 370, text: 180), text)
    }
  }

  private func errors(_ ways: [Way], _ text: FigureText) -> Panel {
    Panel(
      name: "errors", x: .log(text["step"], from: 1, to: 300_000), y: .log(text["error"]),
      marks: ways.flatMap {
        Curve.named(
          text[$0.name], zip(Self.marks, $0.errors).map { Point(Double($0), $1) }, $0.role,
          words: $0.role.words, at: .left(), .below(), .above(), .belowLeft(), layer: $0.name)
      })
  }

  private func weights(_ ways: [Way], _ text: FigureText) -> Panel {
    Panel(
      name: "weights", x: .linear(text["coordinate"], from: 0, to: 101, ticks: .at([1, 50, 100])),
      y: .linear(#"$\theta_j$"#, from: 0, to: 1.35 * (ways[0].theta + ways[3].theta).worst),
      marks: [
        Stems(ways[0].theta.numbered, .gradientFlow, layer: "none", name: text["none"]),
        Polyline(
          [[Point(0.5, 1), Point(Double(Self.nonzeros) + 0.5, 1)]], .ink, .strong, layer: "label",
          name: "truth"),
        Dots(
          Array(ways[3].theta.numbered.dropFirst(Self.nonzeros)), .disc, .sgd, diameter: 1.6,
          layer: "label", name: text["label"]),
        Dots(
          Array(ways[3].theta.numbered.prefix(Self.nonzeros)), .disc, .sgd, diameter: 2.4,
          layer: "label", name: text["label"]),
        Legend(
          [
            LegendKey(text["none"], .gradientFlow, .dot(.disc, 3)),
            LegendKey(text["label"], .sgd, .dot(.disc, 3)),
          ], at: .inside(Point(1, 1)), layer: "label"),
      ])
  }
}
