import Claims
import Drawing
import Lectures
import Models
import Plotting
import Records

/// From the least ℓ1 to the least ℓ2 interpolator: lecture (3.28) to (3.32), experiment A.
struct L1ToL2Figure: LectureFigure {
  let id = "l1-to-l2"
  let title = "The initialisation scale moves the limit from ℓ1 to ℓ2"
  let parameters: [Parameter<L1ToL2Figure>] = [
    .reals(
      "alphas", \.alphas, in: 1e-6...1e4, count: 1...7, "scales α of the paths in the left panel"),
    .real("alpha", \.marked, in: 0...1e4, "a scale α to mark in all panels; 0 for none"),
    .integer("samples", \.model.samples, in: 2...200, "number n of samples")
      .used(otherwise: "is that of the data") { $0.model.dataSet == nil },
    .integer("features", \.model.features, in: 2...500, "number d of features")
      .used(otherwise: "is that of the data") { $0.model.dataSet == nil },
    .integer("nonzeros", \.model.nonzeros, in: 1...100, "non-zero weights of the truth")
      .used(otherwise: "has no part") { $0.model.dataSet == nil },
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data")
      .used(otherwise: "has no part") { $0.model.dataSet == nil },
  ]

  var conditions: [Condition<L1ToL2Figure>] {
    [
      Condition("samples ≤ features: more samples are interpolated by none in general") {
        $0.model.dataSet != nil || $0.model.samples <= $0.model.features
      },
      Condition("nonzeros ≤ features: the truth has no more weights") {
        $0.model.dataSet != nil || $0.model.nonzeros <= $0.model.features
      },
    ]
  }

  /// Some ten Newton steps for each scale of the line, some hundred factorisations for each flow.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let factorisations = 20 * model.alphas.count + 200 * model.flowAlphas.count
    return Double(factorisations) * n * n * (d + n)
  }

  var alphas = [1e-3, 0.1, 0.2, 0.4, 100]
  var marked = 0.0
  var model = L1ToL2()
  var seed = Int(L1ToL2().seed)

  private static let sample = SIMD2(1.0, 2.0)
  private static let target = 1.6
  /// Outcomes that do not depend on what is marked.
  private static let outcomes = Memo<L1ToL2, L1ToL2.Outcome>()

  /// A scale that is marked: its path in the plane, and its limit by both routes.
  private struct Marked {
    let alpha: Double
    let path: [Point]
    let limit: SparsitySummary
    let distanceToTheory: Double
  }

  func computed() throws -> Computed {
    var model = model
    model.seed = UInt64(seed)
    let used = model
    let outcome = try Self.outcomes.value(used) { try used.outcome() }
    let sorted = alphas.sorted()
    let paths = try sorted.map(Self.path)
    let marked = marked > 0 ? try marked(marked, of: model) : nil
    let ends = (outcome.theory.first, outcome.theory.last)
    let worst = outcome.flows.map(\.distanceToTheory).worst
    let fall = zip(outcome.theory, outcome.theory.dropFirst()).map { $0.limit.l1 - $1.limit.l1 }
    let rise = zip(outcome.theory, outcome.theory.dropFirst()).map { $1.limit.l2 - $0.limit.l2 }
    let wrongWay = (fall + rise).worst.positivePart
    let flat = (
      l1: Self.isFlat(outcome.theory.map(\.limit.l1), least: outcome.leastL1.l1),
      l2: Self.isFlat(outcome.theory.map(\.limit.l2), least: outcome.leastL2.l2)
    )
    let data = FigureData(
      numbers: [
        .init("l1.least", outcome.leastL1.l1), .init("l1.greatest", ends.1?.limit.l1 ?? .nan),
        .init("l2.least", outcome.leastL2.l2), .init("l2.greatest", ends.0?.limit.l2 ?? .nan),
        .init("lazy.alpha", outcome.lazyAlpha),
        // Where the norms are the same at every scale, none is halfway.
        .init("halfway.alpha", flat.l1 ? .nan : outcome.halfwayAlpha ?? .nan),
        .init("flow.distance", worst),
      ]
        + (marked.map { [.init("marked.l1", $0.limit.l1), .init("marked.l2", $0.limit.l2)] } ?? []),
      series: [
        .init(
          "theory", ["alpha", "l1", "l2"],
          outcome.theory.map { [$0.alpha, $0.limit.l1, $0.limit.l2] }),
        .init(
          "flow", ["alpha", "l1", "l2"],
          outcome.flows.filter(\.isAtLimit).map { [$0.alpha, $0.limit.l1, $0.limit.l2] }),
      ]
        + zip(sorted, paths).map { alpha, path in
          .init("path", ["alpha", "theta1", "theta2"], path.map { [alpha, $0.x, $0.y] })
        }
        + (marked.map { one in
          [.init("marked", ["theta1", "theta2"], one.path.map { [$0.x, $0.y] })]
        } ?? []),
      claims: [
        Claim(
          id: "l1-to-l2", statement: "integrated flows end where the dual root says",
          residual: worst, tolerance: 1e-8,
          reason: "the flow is integrated until it interpolates; the route shares no code"),
        Claim(
          id: "l1-to-l2",
          statement: notation(
            #"$\|\t_\infty\|_1$ rises and $\|\t_\infty\|_2$ falls along the line of "#
              + #"$\alpha$: the largest step back"#),
          residual: wrongWay, tolerance: 1e-9, reason: "rounding of the dual root"),
      ]
        + (marked.map { one in
          [
            Claim(
              id: "l1-to-l2",
              statement:
                "at $\\alpha = \(Numeral(exactly: one.alpha).tex)$ the integrated flow ends at the dual root",
              residual: one.distanceToTheory, tolerance: 1e-8,
              reason: "the flow is integrated until it interpolates")
          ]
        } ?? []))
    let stopped = outcome.flows.count { !$0.isAtLimit }
    let shown = Array(zip(sorted, paths))
    let onAxis = shown.last { ($0.1.last?.x ?? 1) < 0.05 * ($0.1.last?.y ?? 0) }
    // From the scale on beyond which no path is bent.
    let straight = shown.reversed().prefix {
      ($0.1.last?.x ?? 0) > 0.05 && Self.bend($0.1) < Self.straightBend
    }.last
    return Computed(
      of: self, data: data,
      facts: [
        "given": .flag(model.dataSet != nil), "determined": .flag(outcome.isDetermined),
        "combined": .flag(outcome.usesCombinations), "stopped": .flag(stopped > 0),
        "stoppedCount": .count(stopped), "flows": .count(outcome.flows.count),
        "crosses": .flag(outcome.flows.contains(where: \.isAtLimit)),
        "l1": Self.brief(outcome.leastL1.l1, 1), "l2": Self.brief(outcome.leastL2.l2, 1),
        "lazy": Self.brief(outcome.lazyAlpha, 2), "paths": .count(paths.count),
        "onAxis": .list(
          onAxis.map { [["alpha": .exactly($0.0), "alone": .flag($0.0 == sorted.first)]] } ?? []),
        "straight": .list(
          straight.map { [["alpha": .exactly($0.0), "alone": .flag($0.0 == sorted.last)]] } ?? []),
        "bothFlat": .flag(flat.l1 && flat.l2), "l1Flat": .flag(flat.l1), "l2Flat": .flag(flat.l2),
        "l1Course": Self.course(outcome.theory.map(\.limit.l1), least: outcome.leastL1.l1),
        "l2Course": Self.course(
          outcome.theory.map(\.limit.l2).reversed(), least: outcome.leastL2.l2),
        "marked": .list(
          marked.map {
            [
              [
                "alpha": .exactly($0.alpha), "l1": Self.brief($0.limit.l1, 2),
                "l2": Self.brief($0.limit.l2, 2), "among": .flag(sorted.contains($0.alpha)),
                "outside": .flag(!Self.isSeen($0.alpha, outcome)),
              ]
            ]
          } ?? []),
      ],
      warnings: try warnings(of: used.dataSet)
        + (stopped == 0
          ? []
          : [
            "\(stopped) of \(outcome.flows.count) integrated flows stopped short of the limit, as on "
              + "features of very different units; not drawn"
          ])
    ) { size, text in
      let page = size.page(heights: (column: 400, text: 184))
      let norms = Arrangement.column(
        [
          .panel(normPanel(isL1: true, outcome, marked, text)),
          .panel(normPanel(isL1: false, outcome, marked, text)),
        ], shares: [1, 1], gap: 8)
      let plane = Arrangement.panel(planePanel(sorted, paths, marked, text))
      return Figure(
        self, text, size: page,
        arrangement: page.isNarrow
          ? .column([plane, norms], shares: [1, 1], gap: 10)
          : .row([plane, norms], shares: [1.08, 1], gap: 16))
    }
  }

  /// Whether a norm of the limit is the same at every scale, but for what nobody sees.
  private static func isFlat(_ norms: [Double], least: Double) -> Bool {
    (norms.max() ?? 1) - least <= 1e-6 * least
  }

  /// What a norm does from the scale on at which it should be least: whether it rises all the way,
  /// whether it begins at its least value, and whether it comes to a plateau.
  private static func course(_ norms: [Double], least: Double) -> Fact {
    let (low, high) = (norms.least, norms.worst)
    let seen = 0.01 * (high - low)
    let rises = zip(norms, norms.dropFirst()).allSatisfy { $1 >= $0 - seen }
    let tail = norms.suffix(max(2, norms.count / 12))
    return .list([
      [
        "rises": .flag(rises), "fromLeast": .flag(norms[0] - least <= seen),
        "plateau": .flag(tail.worst - tail.least <= seen), "low": brief(low, 2),
        "high": brief(high, 2),
      ]
    ])
  }

  /// A number with some decimals, or as many digits as are not zeros.
  private static func brief(_ value: Double, _ decimals: Int) -> Fact {
    abs(value) < 0.1 ? .significant(value, 2) : .decimals(value, decimals)
  }

  /// Whether a scale is among those of the right panels.
  private static func isSeen(_ alpha: Double, _ outcome: L1ToL2.Outcome) -> Bool {
    let shown = outcome.theory.map(\.alpha)
    return alpha >= shown.least && alpha <= shown.worst
  }

  /// The flow's path in the plane of the left panel.
  private static func path(_ alpha: Double) throws -> [Point] {
    try MirrorPath(Potential(alpha: alpha, dimension: 2), sample: sample, label: target)
      .polyline(tolerance: 2e-4).map { Point($0.x, $0.y) }
  }

  private func marked(_ alpha: Double, of model: L1ToL2) throws -> Marked {
    var one = model
    one.alphas = [alpha]
    one.flowAlphas = [alpha]
    let outcome = try one.outcome()
    guard let limit = outcome.theory.first?.limit, let flow = outcome.flows.first else {
      throw CommandFailure(.computation, "figure '\(id)': no limit at alphas=\(typed(alpha))")
    }
    return Marked(
      alpha: alpha, path: try Self.path(alpha), limit: limit,
      distanceToTheory: flow.distanceToTheory)
  }

  /// What a path's bend is below that looks straight: a point in a panel of a hundred.
  private static let straightBend = 0.01

  /// How far a path leaves the line between its ends, as a part of its length.
  private static func bend(_ path: [Point]) -> Double {
    guard let end = path.last, end.length > 0 else { return .infinity }
    return path.map { abs($0.x * end.y - $0.y * end.x) }.worst / (end.length * end.length)
  }

  /// The place of an α among three steps of the ramp: small, between, large.
  private func ramp(_ alpha: Double) -> Role {
    .gradientFlowAt(alpha < 0.03 ? 0 : alpha < 1 ? 0.5 : 1)
  }

  private func planePanel(
    _ alphas: [Double], _ paths: [[Point]], _ marked: Marked?, _ text: FigureText
  ) -> Panel {
    func onLine(_ t: Double) -> Point {
      Point(t, (Self.target - t * Self.sample.x) / Self.sample.y)
    }
    let line = [onLine(-0.24), onLine(0.86)]
    var marks: [any Mark] = [
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$"),
      Polyline([line], .interpolators, .hero, layer: "set", name: "interpolators"),
    ]
    for (index, (alpha, path)) in zip(alphas, paths).enumerated() {
      // Beside a marked path the others step back.
      let role = marked == nil ? ramp(alpha) : .note
      let end = path[path.count - 1]
      let isEnd = index == 0 || index == alphas.count - 1
      let number = text.tex(Numeral(exactly: alpha))
      marks += [
        Curve(
          path, marked == nil ? role : .rule, marked == nil ? .curve : .rule,
          heads: marked == nil ? [0.56] : [], layer: "paths", name: "path"),
        Dots([end], .filled, role, diameter: 5, layer: "paths", name: "end"),
      ]
      // The name of an end that the marked one covers would be taken for that of the marked path.
      if let over = marked?.path.last, (over - end).length < 0.03 { continue }
      marks += [
        Label(
          isEnd ? "$\\alpha=\(number)$" : "$\(number)$", at: .datum(end),
          index == 0 ? .left() : .above(), index == 0 ? .belowLeft() : .aboveRight(), .right(),
          size: .tick, role: role == .gradientFlowAt(1) ? .gradientFlow : role,
          layer: "paths")
      ]
    }
    if let marked, let end = marked.path.last {
      marks += [
        Curve(
          marked.path, .gradientFlow, .hero, heads: [0.56], layer: "paths", name: "marked path"),
        Dots([end], .filled, .gradientFlow, diameter: 7, layer: "paths", name: "marked end"),
        Label(
          "$\\alpha=\(text.tex(Numeral(exactly: marked.alpha)))$", at: .datum(end), .aboveRight(),
          .above(), .left(), size: .tick, role: .gradientFlow, layer: "paths"),
      ]
    }
    marks += [
      Dots([.zero], .hollow, .ink, diameter: 5, layer: "set", name: "start"),
      Label("$\\boldsymbol{\\theta}_0$", at: .datum(.zero), .belowRight(), layer: "set"),
      Label(
        "$\\mathcal{I}$", at: .along(line), .belowLeft(), .below(), role: .interpolators,
        layer: "set"),
    ]
    return Panel(
      name: "plane", x: .linear(from: -0.24, to: 0.88), y: .linear(from: -0.1, to: 0.97),
      aspect: .equalFilling(around: Point(0.2, 0)), frame: .none,
      heading: model.dataSet == nil ? nil : .init(text["example"]), marks: marks)
  }

  private func normPanel(
    isL1: Bool, _ outcome: L1ToL2.Outcome, _ marked: Marked?, _ text: FigureText
  ) -> Panel {
    func point(_ alpha: Double, _ limit: SparsitySummary) -> Point {
      Point(alpha, isL1 ? limit.l1 : limit.l2)
    }
    let line = outcome.theory.map { point($0.alpha, $0.limit) }
    let least = isL1 ? outcome.leastL1.l1 : outcome.leastL2.l2
    // Where one predictor alone interpolates, every norm is the same.
    let isFlat = Self.isFlat(line.map(\.y), least: least)
    let low = isFlat ? 0.9 * least : min(least, line.map(\.y).min() ?? 0)
    let high = isFlat ? 1.1 * least : line.map(\.y).max() ?? 1
    let greatest = line.map(\.y).max() ?? least
    var marks: [any Mark] = [Rule.y(least, .rule, layer: "norms", name: "least norm")]
    if !isFlat { marks.append(Rule.y(greatest, .rule, layer: "norms", name: "greatest norm")) }
    marks += [
      Rule.x(outcome.lazyAlpha, .note, .rule, .dashed, layer: "lazy", name: "lazy"),
      Curve(line, .gradientFlow, .strong, layer: "norms", name: "theory"),
      Dots(
        outcome.flows.filter(\.isAtLimit).map { point($0.alpha, $0.limit) }, .cross, .ink,
        diameter: 4.4, isObstacle: false, layer: "flows", name: "flow"),
    ]
    if let marked, Self.isSeen(marked.alpha, outcome) {
      marks += [
        Rule.x(marked.alpha, .gradientFlow, .hair, .solid, layer: "norms", name: "marked"),
        Dots(
          [point(marked.alpha, marked.limit)], .filled, .gradientFlow, diameter: 6, layer: "norms",
          name: "marked limit"),
      ]
    }
    if isL1 {
      marks.append(
        Label(
          "$\\kappa=1$", at: .datum(Point(outcome.lazyAlpha, low)), .aboveRight(), size: .tick,
          role: .note, layer: "lazy"))
    }
    let heading = "$\\|\\boldsymbol{\\theta}_\\infty\\|_\(isL1 ? 1 : 2)$"
    return Panel(
      name: isL1 ? "l1" : "l2",
      x: .log(
        isL1 ? nil : text["scale"], from: line[0].x, to: line[line.count - 1].x,
        ticks: .marked(
          decadeTicks(from: line[0].x, to: line[line.count - 1].x, labelled: 2).map {
            isL1 ? Tick($0.value, "") : $0
          })),
      y: .linear(
        from: low, to: high, ticks: .marked(ticks(at: isFlat ? [least] : [least, high]))),
      heading: .init(heading + (isL1 ? text["stopped"] : "")), padding: Insets(top: 2), marks: marks
    )
  }
}
