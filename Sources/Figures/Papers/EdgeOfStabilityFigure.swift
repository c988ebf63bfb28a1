import Drawing
import Lectures
import Models
import Plotting
import Records

/// Gradient descent beyond the edge of gradient flow's limit: it leaves, and rests just below 2/η.
struct EdgeOfStabilityFigure: LectureFigure {
  let id = "edge-of-stability"
  let title = "Beyond the edge descent rests where the sharpness is 2/η"
  let parameters: [Parameter<EdgeOfStabilityFigure>] = [
    .real("factor", \.factor, in: 0.3...3, "step size, over the edge of gradient flow’s limit"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var factor = 1.5
  var seed = 1

  private static let marks = wholeLogarithmicGrid(to: 20_000, count: 110)
  private static let planted = [100.0, -80]

  func computed() throws -> Computed {
    let edge = try EdgeOfStability(first: Self.planted, seed: UInt64(seed))
    let run = try edge.run(stepSize: factor * edge.edge, marks: Self.marks)
    let moments = run.moments
    @Sendable func off(_ theta: [Double]) -> Double { maximumNorm(Array(theta.dropFirst(2))) }
    let end = run.diverged ? nil : moments.last
    let isBeyond = factor > 1.02 && factor <= 2
    let product = end.map { run.stepSize * $0.sharpness } ?? .nan
    let drift = end.map { distance($0.theta, edge.flow) / euclideanNorm(edge.flow) } ?? .nan
    let last = moments.last?.step ?? 0
    let claims = end.map { end in
      let product = run.stepSize * Self.largestEigenvalue(end.weights, edge.data)
      return [
        Claim(
          id: "edge-of-stability",
          statement: #"$\eta\lambda_{\max}\le2$ at the end, and not below $1.97$ beyond the edge"#,
          residual: max((product - 2).positivePart, isBeyond ? (1.97 - product).positivePart : 0),
          tolerance: 1e-9,
          reason: #"the eigenvalues of the $n\times n$ matrix of the interpolator, by Jacobi"#)
      ]
    }
    let data = FigureData(
      numbers: [.init("edge", edge.edge), .init("flow.l1", l1Norm(edge.flow))]
        + (end.map {
          [
            .init("theta1", $0.theta[0]), .init("theta2", $0.theta[1]), .init("off", off($0.theta)),
            .init("step-times-sharpness", run.stepSize * $0.sharpness),
            .init("l1", l1Norm($0.theta)),
          ]
        } ?? []),
      series: [
        Table(
          "run", ["step", "theta1", "theta2", "largest-other", "loss", "step-times-sharpness"],
          moments.map {
            [
              Double($0.step), $0.theta[0], $0.theta[1], off($0.theta), $0.loss,
              run.stepSize * $0.sharpness,
            ]
          })
      ], claims: claims ?? [])
    return Computed(
      of: self, data: data,
      facts: [
        "factor": .exactly(factor), "edge": .significant(edge.edge, 3),
        "diverges": .flag(run.diverged), "last": .count(last),
        "rests": .flag(factor > 1 && (1.97...2.001).contains(product)),
        "moves": .flag(product > 2.001),
        "stable": .flag(product < 1.97 || factor <= 1 && product < 2.001),
        "near": .flag(factor <= 1 && drift < 0.05),
        "end": .part(end) {
          [
            "theta1": .decimals($0.theta[0], 1), "theta2": .decimals($0.theta[1], 1),
            "product": .decimals(run.stepSize * $0.sharpness, 3),
            "l1": .significant(l1Norm($0.theta), 3),
          ]
        }, "flow": .significant(l1Norm(edge.flow), 3),
      ],
      warnings: run.diverged
        ? [
          "at factor=\(typed(factor)) the run diverges after step \(last); choose a smaller factor"
        ]
        : []
    ) { size, text in
      func line(_ value: (EdgeOfStability.Moment) -> Double) -> [Point] {
        moments.filter { $0.step > 0 }.map { Point(Double($0.step), value($0)) }
      }
      return spread(
        [
          weights([line { $0.theta[0] }, line { $0.theta[1] }, line { off($0.theta) }], text),
          panel(line { run.stepSize * $0.sharpness }, false, text),
          panel(line(\.loss), true, text),
        ], shares: [1.2, 1, 1], gap: 16, at: size, heights: (column: 430, text: 160), text)
    }
  }

  /// λ_max of X diag(u² + v²) Xᵀ/n, which is that of the Hessian of L at an interpolator.
  private static func largestEigenvalue(_ weights: NetworkWeights, _ data: DataSet) -> Double {
    let roots = zip(weights.u, weights.v).map { ($0 * $0 + $1 * $1).squareRoot() }
    let rows = (0..<data.samples).map { zip(data.x.row($0), roots).map { $0 * $1 } }
    return SymmetricEigen(Matrix(rows: rows).gram).values[0] / Double(data.samples)
  }

  private func weights(_ lines: [[Point]], _ text: FigureText) -> Panel {
    let named = [
      (#"$\theta_1$"#, Role.sgd), (#"$\theta_2$"#, .firstLayer), (text["others"], .note),
    ]
    let truths = zip(Self.planted, named).map { value, kind -> any Mark in
      Rule.y(value, kind.1, .rule, .dotted, layer: "truth", name: "truth")
    }
    return Panel(
      name: "weights", x: .log(text["step"]), y: .linear(text["weights"]),
      marks: truths
        + zip(lines, named).flatMap { line, kind -> [any Mark] in
          [
            Curve(line, kind.1, .rule, smooth: false, layer: "weights", name: kind.0),
            Label(
              kind.0,
              at: .oneOf(
                line.reversed().filter { kind.1 == .note || $0.x < 0.2 * (line.last?.x ?? 1) }),
              kind.1 == .note
                ? .init(align: Point(1, 0), offset: Point(0, 7))
                : kind.1 == .sgd ? .above() : .below(), .above(), .below(), size: .tick,
              role: kind.1.words, layer: "weights"),
          ]
        }
        + zip(Self.planted, named).map { value, kind in
          Label.level(
            text["truth"], at: Point(lines[0].first?.x ?? 1, value), onRight: false, kind.1.words,
            layer: "truth")
        } + [
          Label.fate(text["diverges"], layer: "weights")
        ])
  }

  private func panel(_ line: [Point], _ isLoss: Bool, _ text: FigureText) -> Panel {
    let edge = Rule.named(text["edge"], y: 2, endsAt: line.last?.x ?? 1, layer: "sharpness")
    return Panel(
      name: isLoss ? "loss" : "sharpness", x: .log(text["step"]),
      y: isLoss ? .log("$L$") : .linear(#"$\eta\,\lambda_{\max}$"#, from: 0),
      marks: (isLoss ? [] : edge) + [
        Curve(
          line, .ink, isLoss ? .curve : .rule, smooth: false,
          layer: isLoss ? "loss" : "sharpness", name: isLoss ? "loss" : "sharpness")
      ])
  }
}
