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
    @Sendable func off(_ moment: EdgeOfStability.Moment) -> Double {
      maximumNorm(Array(moment.theta.dropFirst(2)))
    }
    @Sendable func product(_ moment: EdgeOfStability.Moment) -> Double {
      run.stepSize * moment.sharpness
    }
    let ends = run.diverged ? [] : moments.suffix(1)
    let least = factor > 1.02 && factor <= 2 ? 1.97 : 0
    let reached = ends.last.map(product) ?? .nan
    let drift = ends.last.map { distance($0.theta, edge.flow) / euclideanNorm(edge.flow) } ?? .nan
    let last = moments.last?.step ?? 0
    let data = FigureData(
      numbers: [.init("edge", edge.edge), .init("flow.l1", l1Norm(edge.flow))]
        + ends.flatMap {
          [
            Quantity("theta1", $0.theta[0]), .init("theta2", $0.theta[1]), .init("off", off($0)),
            .init("step-times-sharpness", product($0)), .init("l1", l1Norm($0.theta)),
          ]
        },
      series: [
        Table(
          "run", ["step", "theta1", "theta2", "largest-other", "loss", "step-times-sharpness"],
          moments.map {
            [Double($0.step), $0.theta[0], $0.theta[1], off($0), $0.loss, product($0)]
          })
      ],
      claims: ends.map {
        let product = run.stepSize * Self.largestEigenvalue($0.weights, edge.data)
        return Claim(
          "edge-of-stability",
          #"$\eta\lambda_{\max}\le2$ at the end, and not below $1.97$ beyond the edge"#,
          max((product - 2).positivePart, (least - product).positivePart), within: 1e-9,
          #"the eigenvalues of the $n\times n$ matrix of the interpolator, by Jacobi"#)
      })
    let facts: Facts = [
      "factor": .exactly(factor), "edge": .significant(edge.edge, 3),
      "flow": .significant(l1Norm(edge.flow), 3), "diverges": .flag(run.diverged),
      "last": .count(last), "rests": .flag(factor > 1 && (1.97...2.001).contains(reached)),
      "moves": .flag(reached > 2.001), "near": .flag(factor <= 1 && drift < 0.05),
      "stable": .flag(reached < 1.97 || factor <= 1 && reached < 2.001),
      "end": .part(ends.last) {
        [
          "theta1": .decimals($0.theta[0], 1), "theta2": .decimals($0.theta[1], 1),
          "product": .decimals(product($0), 3), "l1": .significant(l1Norm($0.theta), 3),
        ]
      },
    ]
    let warning =
      "at factor=\(typed(factor)) the run diverges after step \(last); choose a smaller factor"
    return Computed(of: self, data: data, facts: facts, warnings: run.diverged ? [warning] : []) {
      size, text in
      func line(_ value: (EdgeOfStability.Moment) -> Double) -> [Point] {
        moments.filter { $0.step > 0 }.map { Point(Double($0.step), value($0)) }
      }
      return spread(
        [
          weights([line { $0.theta[0] }, line { $0.theta[1] }, line(off)], text),
          panel("sharpness", line(product), .linear(#"$\eta\,\lambda_{\max}$"#, from: 0), text),
          panel("loss", line(\.loss), .log("$L$"), text),
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
    let kinds: [(name: String, role: Role, side: LabelRequest.Placement)] = [
      (#"$\theta_1$"#, .sgd, .above()), (#"$\theta_2$"#, .firstLayer, .below()),
      (text["others"], .note, .init(align: Point(1, 0), offset: Point(0, 7))),
    ]
    return Panel(name: "weights", x: .log(text["step"]), y: .linear(text["weights"])) {
      for (value, kind) in zip(Self.planted, kinds) {
        Rule.y(value, kind.role, layer: "truth", name: "truth")
      }
      for (line, kind) in zip(lines, kinds) {
        let end = kind.role == .note ? .infinity : 0.2 * (line.last?.x ?? 1)
        Curve(line, kind.role, .rule, smooth: false, layer: "weights", name: kind.name)
        Label.small(
          kind.name, at: .oneOf(line.reversed().filter { $0.x < end }), kind.side, .above(),
          .below(), role: kind.role, layer: "weights")
      }
      for (value, kind) in zip(Self.planted, kinds) {
        Label.level(
          text["truth"], at: Point(lines[0].first?.x ?? 1, value), onRight: false, kind.role,
          layer: "truth")
      }
      Label.fate(text["diverges"], layer: "weights")
    }
  }

  private func panel(_ name: String, _ run: [Point], _ y: Coordinate, _ text: FigureText) -> Panel {
    Panel(name: name, x: .log(text["step"]), y: y) {
      if name == "sharpness" {
        Rule.named(text["edge"], y: 2, endsAt: run.last?.x ?? 1, layer: name)
      }
      Curve(run, .ink, name == "loss" ? .curve : .rule, smooth: false, layer: name, name: name)
    }
  }
}
