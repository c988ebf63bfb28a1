import Drawing
import Lectures
import Models
import Plotting
import Records

/// Steps far beyond stability on separable data: the loss rises at first, then falls as fast as the
/// steps are large (Wu, Bartlett, Telgarsky and Yu 2024).
struct LargeStepsFigure: LectureFigure {
  let id = "large-steps"
  let title = "Large steps first raise the logistic loss, then win"
  let parameters: [Parameter<LargeStepsFigure>] = [
    .real("step", \.step, in: 1...256, "the step size η that is marked"),
    .real("margin", \.margin, in: 0.05...0.5, "the margin γ of the samples"),
  ]

  var step = 64.0
  var margin = 0.1

  /// 1/γ², where η k L(k) tends to.
  var limit: Double { 1 / (margin * margin) }
  static let steps = [1.0, 4, 16, 64, 256]
  static let last = 20_000
  private static let marks = wholeLogarithmicGrid(to: last, count: 150)

  /// The losses of one step size.
  struct Line: Sendable {
    let step: Double
    let losses: [Double]
    let rises: [Int]

    init(_ step: Double, _ problem: LogisticRegression) throws {
      let all = try problem.losses(from: [0, 0], step: step, count: LargeStepsFigure.last)
      (self.step, losses) = (step, all)
      rises = all.indices.dropFirst().filter { all[$0] > all[$0 - 1] }
    }

    /// η k L(k).
    func product(_ k: Int) -> Double { step * Double(k) * losses[k] }
    func line(_ value: (Int) -> Double) -> [Point] {
      LargeStepsFigure.marks.map { Point(Double($0), value($0)) }
    }
  }

  func computed() throws -> Computed {
    let data = try ClassificationData(
      x: Matrix(rows: [[margin, 0.9], [margin, -0.5]]), labels: [1, 1])
    guard case .separable(let hard) = Separation(of: data) else {
      throw CommandFailure(.computation, "figure '\(id)': the samples have no separator")
    }
    let problem = LogisticRegression(data)
    let lines = try parallelTryMap(Self.steps.count + 1) { k in
      try Line(k < Self.steps.count ? Self.steps[k] : step, problem)
    }
    let marked = lines[Self.steps.count]
    let products = lines.prefix(4).map { abs($0.product(Self.last) / limit - 1) }
    let figureData = FigureData(
      numbers: [
        .init("margin", hard.margin), .init("rises", Double(marked.rises.count)),
        .init("last-rise", Double(marked.rises.last ?? 0)),
        .init("product", marked.product(Self.last)), .init("limit", limit),
      ],
      series: [
        Table(
          "losses", ["step"] + lines.map { "eta\(briefly($0.step, padded: false))" },
          Self.marks.map { k in [Double(k)] + lines.map { $0.losses[k] } })
      ],
      claims: [
        Claim(
          id: "large-steps",
          statement: #"the margin of the samples is $\gamma$, by the dual "#
            + "problem of the largest margin", residual: abs(hard.margin / margin - 1),
          tolerance: 1e-12, reason: "rounding"),
        Claim(
          id: "large-steps-rate",
          statement: #"after 20000 steps of size 1 to 64 $\eta k L(k)$ is $1/\gamma^2$, but for a "#
            + "part of it", residual: products.worst, tolerance: 0.05,
          reason: #"terms that fall like $\log k/k$"#),
      ])
    return Computed(
      of: self, data: figureData,
      facts: [
        "step": .exactly(step), "margin": .exactly(margin), "limit": .significant(limit, 3),
        "raise": .flag(lines.contains { !$0.rises.isEmpty }), "other": .flag(step != 1),
        "rises": .count(marked.rises.count), "rose": .flag(!marked.rises.isEmpty),
        "last": .count(marked.rises.last ?? 0),
        "product": .significant(marked.product(Self.last), 3),
        "markedWay": .course(marked.line { marked.losses[$0] }.map(\.y)),
        "smallWay": .course(lines[0].line { lines[0].losses[$0] }.map(\.y)),
        "productWay": .course(marked.line(marked.product).map(\.y)),
      ]
    ) { size, text in
      spread(
        [
          panel("loss", lines, .log("$L$"), text) { line, k in line.losses[k] },
          panel("product", lines, .log(#"$\eta\,k\,L$"#), text) { line, k in line.product(k) },
        ], shares: [1, 1], at: size, heights: (column: 370, text: 180), text)
    }
  }
}
