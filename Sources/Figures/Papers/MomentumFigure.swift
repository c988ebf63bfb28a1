import Drawing
import Lectures
import Models
import Plotting
import Records

/// Step and momentum act together as λ = η/(1 − β)² (Papazov, Pesme and Flammarion 2024).
struct MomentumFigure: LectureFigure {
  let id = "momentum"
  let title = "Step and momentum act through one number"
  let parameters: [Parameter<MomentumFigure>] = [
    .real("lambda", \.lambda, in: 0.25...64, "the λ = η/(1 − β)² that is marked"),
    .real("alpha", \.alpha, in: 0.05...0.3, "initialisation scale α"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var work: Double { 1e10 }

  var lambda = 4.0
  var alpha = 0.1
  var seed = 1

  private static let momenta = [0, 0.5, 0.8, 0.9, 0.95]
  static let lambdas = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64.0]

  /// The errors with one β.
  struct Line: Sendable {
    let momentum: Double
    let role: Role
    let errors: [Double?]
    let marked: Double?

    func points(_ place: (Double) -> Double) -> [Point] {
      zip(MomentumFigure.lambdas, errors).compactMap { lambda, error in
        error.map { Point(place(lambda), $0) }
      }
    }
  }

  private static let known = Memo<MomentumSweep, [[Double?]]>()

  func computed() throws -> Computed {
    let data = try DataSet.regression(
      samples: 20, features: 30, teacher: .sparse(nonzeros: 3), seed: UInt64(seed))
    let sweep = MomentumSweep(data, alpha: alpha)
    let errors = try Self.known.value(sweep) {
      try sweep.errors(lambdas: Self.lambdas, momenta: Self.momenta)
    }
    let here = try sweep.errors(lambdas: [lambda], momenta: Self.momenta)
    let lines = Self.momenta.indices.map { k in
      Line(
        momentum: Self.momenta[k], role: .gradientFlowAt(Double(k) / 4), errors: errors[k],
        marked: here[k][0])
    }
    let flow = data.error(try data.limit(alpha: alpha))
    let last = lines.suffix(3).map { $0.errors[0] ?? .nan }
    let marked = lines.compactMap(\.marked)
    let figureData = FigureData(
      numbers: [.init("flow", flow)]
        + lines.flatMap { line in
          line.marked.map { [Quantity("error.\(line.momentum)", $0)] } ?? []
        },
      series: [
        .columns(
          "errors",
          [("lambda", Self.lambdas)]
            + lines.map { ("beta\($0.momentum)", $0.errors.map { $0 ?? .nan }) })
      ],
      claims: [
        Claim(
          id: "momentum",
          statement:
            #"at $\lambda=\frac14$ the errors converge for $\beta\to1$, at the first order "#
            + #"in $1-\beta$: from 0.8 to 0.9 they move twice as far as from 0.9 to 0.95"#,
          residual: abs((last[0] - last[1]) / (last[1] - last[2]) - 2), tolerance: 0.3,
          reason: #"terms of the second order in $1-\beta$"#)
      ])
    return Computed(
      of: self, data: figureData,
      facts: [
        "lambda": .exactly(lambda), "alpha": .exactly(alpha), "flow": .significant(flow, 3),
        "ended": .count(marked.count), "none": .flag(marked.isEmpty),
        "marked": .part(marked.isEmpty ? nil : marked) {
          ["least": .significant($0.least, 3), "most": .significant($0.worst, 3)]
        },
        "ways": .list(
          lines.map { line in
            ["beta": .exactly(line.momentum), "way": .course(line.points { $0 }.map(\.y))]
          }),
      ]
    ) { size, text in
      twins(
        [
          panel("step", lines, flow, text) { $1 * (1 - $0.momentum) * (1 - $0.momentum) },
          panel("lambda", lines, flow, text) { $1 },
        ], at: size, heights: (column: 380, text: 180), text)
    }
  }
}
