import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Noise on the labels of the first steps lowers the effective α, and with it the error of the limit.
struct LabelNoiseFigure: LectureFigure {
  let id = "label-noise"
  let title = "Noise on the labels early on makes the limit sparser"
  let parameters: [Parameter<LabelNoiseFigure>] = [
    .real("noise", \.noise, in: 0.1...2, "size δ of the noise ±δ on the labels"),
    .integer("noisy-steps", \.noisySteps, in: 100...2000, "number of first steps with noise"),
    .integer("runs", \.runs, in: 2...20, "number of data sets, each with its run"),
  ]

  var noise = 1.0
  var noisySteps = 1000
  var runs = 10

  private static let (alpha, step) = (0.01 * 2.squareRoot(), 0.05)
  private static let stops = wholeLogarithmicGrid(to: 100_000, count: 90)

  /// Runs with one size of noise.
  struct Kind: Sendable {
    let name: String
    let role: Role
    /// Step, effective α, loss and the error of argmin φ at that α, of the run on the first data.
    let way: [[Double]]
    /// Of each run: α at the end over the first, error of its own limit, and of argmin φ there.
    let ends: [(ratio: Double, error: Double, predicted: Double)]

    func median(_ value: ((ratio: Double, error: Double, predicted: Double)) -> Double) -> Double {
      Figures.median(ends.map(value))
    }
  }

  /// The runs without noise, by their number.
  private static let known = Memo<Int, Kind>()

  private func sgd(seed: Int, _ noise: Double) throws -> ManyRuns {
    var many = ManyRuns(
      try DataSet.regression(
        samples: 40, features: 100, entries: .rademacher, teacher: .sparse(nonzeros: 5),
        seed: UInt64(seed)))
    (many.alpha, many.stepSize, many.finalLoss) = (Self.alpha, Self.step, 1e-10)
    (many.mayMove, many.lossStride) = (true, 1024)
    if noise > 0 { many.labelNoise = .init(size: noise, steps: noisySteps) }
    return many
  }

  private func kind(_ name: String, _ role: Role, noise: Double) throws -> Kind {
    let ends = try parallelTryMap(runs) { k in
      let many = try sgd(seed: k + 1, noise)
      let run = try many.runs(seeds: [UInt64(k + 1)])[0]
      return (
        ratio: run.effectiveAlpha / Self.alpha, error: run.limit.squaredError ?? .nan,
        predicted: try many.flow(alpha: run.effectiveAlpha).squaredError ?? .nan
      )
    }
    let many = try sgd(seed: 1, noise)
    var descent = try NetworkDescent(
      many.data, from: NetworkWeights(alpha: Self.alpha, dimension: 100), stepSize: Self.step,
      labelNoise: many.labelNoise, seed: 1)
    let way = try Self.stops.map { stop in
      descent.advance(by: stop - descent.steps)
      let alpha = geometricMean(descent.weights.effectiveAlphas)
      return [
        Double(stop), alpha, descent.loss, try many.flow(alpha: alpha).squaredError ?? .nan,
      ]
    }
    return Kind(name: name, role: role, way: way, ends: ends)
  }

  func computed() throws -> Computed {
    let kinds = [
      try Self.known.value(runs) { try kind("without", .ink, noise: 0) },
      try kind("with", .sgd, noise: noise),
    ]
    let gain = kinds[0].median(\.ratio) / kinds[1].median(\.ratio)
    let noisy = zip(kinds[0].way, kinds[1].way).filter { $0.0[0] <= Double(noisySteps) }.last
    let orders = zip(kinds[0].ends, kinds[1].ends).flatMap {
      [$1.ratio / $0.ratio, $1.error / $0.error]
    }
    let data = FigureData(
      numbers: kinds.flatMap {
        [
          Quantity("\($0.name).alpha-ratio", $0.median(\.ratio)),
          .init("\($0.name).error", $0.median(\.error)),
        ]
      },
      series: kinds.map { Table($0.name, ["step", "effective-alpha", "loss", "error"], $0.way) },
      claims: [
        .count(
          "label-noise",
          "noise lowers the effective α and the error of every run: the number of ratios "
            + "that are not below 1", orders.count { !($0 < 1) }),
        Claim(
          id: "label-noise-limit",
          statement:
            #"with $\pm1$ features SGD with label noise ends at $\arg\min\phi_\alpha$ at one "#
            + #"$\alpha$: the errors of the limits, by $D_{\boldsymbol{I}}$ from the end and from the data"#,
          residual: kinds.flatMap(\.ends).map { abs($0.error / $0.predicted - 1) }.worst,
          tolerance: 1e-4, reason: "two dual roots, one from the end at a loss of $10^{-10}$"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "noise": .exactly(noise), "steps": .count(noisySteps), "runs": .count(runs),
        "alpha": .significant(Self.alpha, 3), "step": .exactly(Self.step),
        "without": .significant(kinds[0].median(\.ratio), 2),
        "with": .significant(kinds[1].median(\.ratio), 2),
        "much": .flag(gain > 1.5), "some": .flag(gain > 1.05 && gain <= 1.5),
        "alike": .flag(gain <= 1.05), "up": .flag(noisy.map { $1[2] > 10 * $0[2] } == true),
        "errorWithout": .significant(kinds[0].median(\.error), 2),
        "errorWith": .significant(kinds[1].median(\.error), 2),
      ]
    ) { size, text in
      spread(
        zip(["scale", "error", "loss"], [1, 3, 2]).map { panel($0, column: $1, kinds, text) },
        shares: [1, 1, 1], gap: 16, at: size, heights: (column: 420, text: 160), text)
    }
  }
}
