import Drawing
import Lectures
import Models
import Plotting
import Records

/// Many runs of SGD on one data set: the integral of the loss tells little, the effective α all.
struct HundredRunsFigure: LectureFigure {
  let id = "hundred-runs"
  let title = "A hundred runs of SGD lie on gradient flow’s own path"
  let parameters: [Parameter<HundredRunsFigure>] = [
    .real("alpha", \.alpha, in: 0.03...0.3, "initialisation scale α"),
    .real("step", \.step, in: 0.02...0.12, "step size η"),
    .integer("runs", \.runs, in: 10...200, "number of runs, which differ in their samples only"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var alpha = 0.1
  var step = 0.1
  var runs = 100
  var seed = 1

  var conditions: [Condition<HundredRunsFigure>] {
    [Condition("alpha, step: no run may diverge, and each must end within 2000000 steps")]
  }

  /// Runs settle after a tenth of the last step allowed as a rule.
  var work: Double { Double(runs) * 2e5 * 1200 }

  func computed() throws -> Computed {
    var many = ManyRuns(
      try DataSet.regression(
        samples: 40, features: 100, entries: .rademacher, teacher: .sparse(nonzeros: 5),
        seed: UInt64(seed)))
    many.alpha = alpha
    many.stepSize = step
    let found: [ManyRuns.Run]
    do {
      found = try many.runs(seeds: (1...UInt64(runs)).map { $0 })
    } catch let failure as SettledDescent.Failure {
      throw RefusedSetting(
        "at alpha=\(typed(alpha)) step=\(typed(step)) \(failure.description)")
    }
    let alphas = alphas(found)
    let (low, high) = (alphas.least, alphas.worst)
    let room = max(0.1 * (high - low), 1e-6 * high)
    let grid = logarithmicGrid(
      from: max(low - room, 0.5 * low), to: high + room, count: 40)
    let line = try grid.map { ($0, try many.flow(alpha: $0).squaredError ?? .nan) }
    let errors = found.map { $0.limit.squaredError ?? .nan }
    // The path at each run's own α, by Newton's method from the data alone.
    let onPath = try found.map { run in
      let flow = try many.flow(alpha: run.effectiveAlpha)
      return distance(flow.theta, run.limit.theta) / flow.l2
    }
    let data = FigureData(
      numbers: [
        .init("flow-error", try many.flow(alpha: alpha).squaredError ?? .nan),
        .init("least-error", errors.least), .init("greatest-error", errors.worst),
        .init("rank-correlation-of-integral", rankCorrelation(found.map(\.integral), errors)),
        .init("rank-correlation-of-alpha", rankCorrelation(alphas, errors)),
      ],
      series: [
        .init(
          "runs", ["seed", "integral", "effective-alpha", "error"],
          zip(found, errors).map { [Double($0.seed), $0.integral, $0.effectiveAlpha, $1] }),
        .init("path", ["alpha", "error"], line.map { [$0.0, $0.1] }),
      ],
      claims: [
        Claim(
          id: "hundred-runs",
          statement:
            #"with $\pm1$ features each run ends at $\arg\min\phi_\alpha$ at its own $\alpha$"#,
          residual: onPath.worst, tolerance: 1e-9,
          reason: "the runs end at a loss of $10^{-26}$; the minimisers by Newton's method")
      ])
    func number(_ name: String, _ decimals: Int) -> Fact {
      .decimals(data.numbers.first { $0.name == name }?.value ?? .nan, decimals)
    }
    return Computed(
      of: self, data: data,
      facts: [
        "runs": .count(runs), "alpha": .exactly(alpha), "step": .exactly(step),
        "integral": number("rank-correlation-of-integral", 2),
        "scale": number("rank-correlation-of-alpha", 2), "flow": number("flow-error", 3),
      ]
    ) { size, text in
      twins(
        panels(found, errors, line: line.map { Point($0.0, $0.1) }, text), at: size,
        heights: (column: 330, text: 175), text)
    }
  }

  private func alphas(_ runs: [ManyRuns.Run]) -> [Double] { runs.map(\.effectiveAlpha) }

  private func panels(
    _ found: [ManyRuns.Run], _ errors: [Double], line: [Point], _ text: FigureText
  ) -> [Panel] {
    let room = 0.1 * (errors.worst - errors.least)
    let error = Coordinate.linear(text["error"], from: errors.least - room, to: errors.worst + room)
    func dots(_ layer: String, _ place: (ManyRuns.Run) -> Double) -> Dots {
      Dots(
        zip(found, errors).map { Point(place($0), $1) }, .disc, .sgd, diameter: 3, layer: layer,
        name: "runs of SGD")
    }
    return [
      Panel(
        name: "integral", x: .linear(#"$\int L\,dt$"#), y: error,
        marks: [dots("integral", \.integral)]),
      Panel(
        name: "scale",
        x: .linear(text["effective"], from: line[0].x, to: line[line.count - 1].x, nice: false),
        y: error,
        marks: [
          Curve(line, .gradientFlow, .curve, layer: "path", name: "gradient flow"),
          dots("scale", \.effectiveAlpha),
          Label(
            text["flow"], at: .along(line), .left(7), .belowRight(), size: .tick,
            role: .gradientFlow,
            layer: "path"),
          // The flow from the runs' own start lies far beyond both axes.
          Label(
            alphas(found).worst < alpha ? text["start"] : "", at: .fraction(Point(1, 0)),
            size: .tick, role: .gradientFlow, layer: "path"),
        ]),
    ]
  }
}
