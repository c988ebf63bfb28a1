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
    let data = FigureData(
      numbers: [
        .init("l1.least", outcome.leastL1.l1), .init("l1.greatest", ends.1?.limit.l1 ?? .nan),
        .init("l2.least", outcome.leastL2.l2), .init("l2.greatest", ends.0?.limit.l2 ?? .nan),
        .init("lazy.alpha", outcome.lazyAlpha),
        .init("halfway.alpha", outcome.halfwayAlpha ?? .nan), .init("flow.distance", worst),
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
    let unfinished = Self.unfinished(outcome).map {
      "\($0) stopped short of the limit, as on features of very different units; not drawn"
    }
    return Computed(
      data: data, warnings: try warnings(of: used.dataSet) + (unfinished.map { [$0] } ?? [])
    ) {
      try figure(sorted, paths, outcome, marked, size: $0)
    }
  }

  /// How many integrated flows did not come to their limit, of how many; nil where none.
  private static func unfinished(_ outcome: L1ToL2.Outcome) -> String? {
    let count = outcome.flows.count { !$0.isAtLimit }
    return count == 0 ? nil : "\(count) of \(outcome.flows.count) integrated flows"
  }

  /// Whether a norm of the limit is the same at every scale, but for what nobody sees.
  private static func isFlat(_ norms: [Double], least: Double) -> Bool {
    (norms.max() ?? 1) - least <= 1e-6 * least
  }

  /// What the norms do along the line, for the alternative text.
  private static func normWords(_ outcome: L1ToL2.Outcome) -> String {
    let isL1Flat = isFlat(outcome.theory.map(\.limit.l1), least: outcome.leastL1.l1)
    let isL2Flat = isFlat(outcome.theory.map(\.limit.l2), least: outcome.leastL2.l2)
    if isL1Flat && isL2Flat { return "both norms of the limit are the same at every scale" }
    return
      (isL1Flat
      ? "the one-norm of the limit is the same at every scale, "
      : "the one-norm of the limit rises from its least value to a plateau, ")
      + (isL2Flat
        ? "the two-norm is the same at every scale" : "the two-norm falls to its least value")
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

  private func figure(
    _ alphas: [Double], _ paths: [[Point]], _ outcome: L1ToL2.Outcome, _ marked: Marked?,
    size: SizeClass
  ) throws -> Figure {
    let page = size.page(heights: (column: 400, text: 184))
    let norms = Arrangement.column(
      [
        .panel(try normPanel("l1", outcome, marked, isLast: false, size)),
        .panel(try normPanel("l2", outcome, marked, isLast: true, size)),
      ], shares: [1, 1], gap: 8)
    let plane = Arrangement.panel(try planePanel(alphas, paths, marked))
    return Figure(
      id: id,
      title: outcome.isDetermined
        ? "One predictor alone interpolates, and every scale has it as limit" : title,
      caption: (model.dataSet == nil
        ? ""
        : "The left panel is the lecture's example with two weights, "
          + "the right ones show the given data. ")
        + "Left: gradient flow from $\\boldsymbol{\\theta}_0=\\boldsymbol{0}$ to the "
        + "interpolators $\\mathcal{I}$ in the plane of $\\theta_1$ and $\\theta_2$"
        + pathWords(alphas, paths, axis: "$\\theta_2$") {
          "$\\alpha=\(Numeral(exactly: $0).tex)$"
        }
        + ". Right: the norms of the limit $\\boldsymbol{\\theta}_\\infty$ "
        + "against $\\alpha$, by the dual root (lines) and by integrating the flow (crosses"
        + (outcome.usesCombinations
          ? ", on combinations of the nearly dependent rows that have the same limit" : "")
        + ")"
        + (Self.unfinished(outcome).map {
          "; \($0) stopped short of the limit, not drawn"
        } ?? "")
        + "; dotted are the least $\\ell_1$ and $\\ell_2$ norms and the greatest found. "
        + (outcome.isDetermined ? "One predictor alone interpolates; every limit is that. " : "")
        + "For small $\\alpha$ $\\|\\boldsymbol{\\theta}_\\infty\\|_1$ has its least value "
        + "$\(Numeral(outcome.leastL1.l1, decimals: 1).tex)$, for large $\\alpha$ "
        + "$\\|\\boldsymbol{\\theta}_\\infty\\|_2$ its least value "
        + "$\(Numeral(outcome.leastL2.l2, decimals: 1).tex)$. The criterion for lazy training on "
        + "samples $\\boldsymbol{X}$ with labels $\\boldsymbol{y}$, "
        + "$\\kappa=\\|\\boldsymbol{y}\\|_2\\max_j\\|\\boldsymbol{X}\\boldsymbol{e}_j\\|_2/"
        + "(2\\alpha^2\\|\\boldsymbol{X}\\|_2^2)=1$, is met at the dashed line, "
        + "$\\alpha=\(Numeral(outcome.lazyAlpha, decimals: 2).tex)$."
        + (marked.map { one in
          " Marked: $\\alpha=\(Numeral(exactly: one.alpha).tex)$, where "
            + "$\\|\\boldsymbol{\\theta}_\\infty\\|_1=\(Numeral(one.limit.l1, decimals: 2).tex)$ and "
            + "$\\|\\boldsymbol{\\theta}_\\infty\\|_2=\(Numeral(one.limit.l2, decimals: 2).tex)$."
        } ?? ""),
      alternative:
        "Left: \(counted(paths.count, "path")) of gradient flow from the origin to a line "
        + "of interpolators, one for each initialisation scale"
        + pathWords(alphas, paths, axis: "vertical") { "scale \(Numeral(exactly: $0).plain)" }
        + ". Right: two panels against the scale on a log axis; "
        + Self.normWords(outcome)
        + (outcome.flows.contains(where: \.isAtLimit)
          ? ", and crosses of integrated flows lie on the lines" : "")
        + (Self.unfinished(outcome).map { "; \($0) stopped short of the limit and have none" }
          ?? "") + ".",
      size: page,
      arrangement: page.isNarrow
        ? .column([plane, norms], shares: [1, 1], gap: 10)
        : .row([plane, norms], shares: [1.08, 1], gap: 16),
      steps: [
        .init("set", "The interpolators"),
        .init("paths", paths.count == 1 ? "The path of one scale" : "A path for each scale"),
        .init("norms", "Both norms"), .init("flows", "Integrated flows"),
        .init("lazy", "The lazy criterion"),
      ])
  }

  /// Which paths keep to the axis, and which run straight, with a comma in front; nothing where
  /// none does.
  ///
  /// - Parameters:
  ///   - axis: The name of the axis.
  ///   - scale: How an initialisation scale is said.
  private func pathWords(
    _ alphas: [Double], _ paths: [[Point]], axis: String, scale: (Double) -> String
  ) -> String {
    func bounded(_ alpha: Double, _ bound: String) -> String {
      "\(alphas.count == 1 ? "at" : bound) \(scale(alpha))"
    }
    let all = Array(zip(alphas, paths))
    let onAxis = all.last { ($0.1.last?.x ?? 1) < 0.05 * ($0.1.last?.y ?? 0) }
    let straight = all.first { ($0.1.last?.x ?? 0) > 0.05 && Self.bend($0.1) < 0.02 }
    return [
      onAxis.map { ", along the \(axis) axis \(bounded($0.0, "up to"))" },
      straight.map { ", straight \(bounded($0.0, "from"))" },
    ].compactMap { $0 }.joined()
  }

  /// How far a path leaves the line between its ends, as a part of its length.
  private static func bend(_ path: [Point]) -> Double {
    guard let end = path.last, end.length > 0 else { return .infinity }
    return path.map { abs($0.x * end.y - $0.y * end.x) }.worst / (end.length * end.length)
  }

  /// The place of an α among three steps of the ramp: small, between, large.
  private func ramp(_ alpha: Double) -> Role {
    .gradientFlowAt(alpha < 0.03 ? 0 : alpha < 1 ? 1.0 / 3 : 2.0 / 3)
  }

  private func planePanel(
    _ alphas: [Double], _ paths: [[Point]], _ marked: Marked?
  ) throws -> Panel {
    func onLine(_ t: Double) -> Point {
      Point(t, (Self.target - t * Self.sample.x) / Self.sample.y)
    }
    var marks: [any Mark] = [
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$"),
      Polyline(
        [[onLine(-0.24), onLine(0.86)]], .interpolators, .hero, layer: "set", name: "interpolators"),
    ]
    // Beside a marked path the others step back.
    func color(_ alpha: Double) -> Role { marked == nil ? ramp(alpha) : .note }
    for (alpha, path) in zip(alphas, paths) {
      marks.append(
        Curve(
          path, marked == nil ? ramp(alpha) : .rule, marked == nil ? .curve : .rule,
          heads: marked == nil ? [0.56] : [], layer: "paths", name: "path"))
    }
    for (alpha, path) in zip(alphas, paths) {
      marks.append(
        Dots(
          [path[path.count - 1]], .filled, color(alpha), diameter: 5, layer: "paths", name: "end")
      )
    }
    if let marked, let end = marked.path.last {
      marks += [
        Curve(
          marked.path, .gradientFlow, .hero, heads: [0.56], layer: "paths", name: "marked path"),
        Dots([end], .filled, .gradientFlow, diameter: 7, layer: "paths", name: "marked end"),
      ]
    }
    marks.append(Dots([.zero], .hollow, .ink, diameter: 5, layer: "set", name: "start"))
    for (index, (alpha, path)) in zip(alphas, paths).enumerated() {
      let isEnd = index == 0 || index == alphas.count - 1
      let text =
        isEnd
        ? "$\\alpha=\(Numeral(exactly: alpha).tex)$"
        : "$\(Numeral(exactly: alpha).tex)$"
      let end = path[path.count - 1]
      let role = color(alpha) == .gradientFlowAt(2.0 / 3) ? Role.gradientFlow : color(alpha)
      marks.append(
        index == 0
          ? Label(
            text, at: .datum(end), .left(6), .belowLeft(4), size: .tick, role: role, layer: "paths")
          : Label(
            text, at: .datum(end), .above(4, shift: 2), .aboveRight(2.5), .right(5), size: .tick,
            role: role, layer: "paths"))
    }
    marks += [
      Label("$\\boldsymbol{\\theta}_0$", at: .datum(.zero), .belowRight(4), layer: "set"),
      Label(
        "$\\mathcal{I}$", at: .datum(onLine(0.86)), .belowLeft(4), .below(5), role: .interpolators,
        layer: "set"),
    ]
    return Panel(
      name: "plane", x: try Scale(.linear, from: -0.24, to: 0.88),
      y: try Scale(.linear, from: -0.1, to: 0.97), aspect: .equalFilling(around: Point(0.2, 0)),
      frame: .none, heading: model.dataSet == nil ? nil : Panel.Heading("example, not your data"),
      marks: marks)
  }

  private func normPanel(
    _ name: String, _ outcome: L1ToL2.Outcome, _ marked: Marked?, isLast: Bool, _ size: SizeClass
  ) throws -> Panel {
    let isL1 = name == "l1"
    func value(_ summary: SparsitySummary) -> Double { isL1 ? summary.l1 : summary.l2 }
    let line = outcome.theory.map { Point($0.alpha, value($0.limit)) }
    let flows = outcome.flows.filter(\.isAtLimit).map { Point($0.alpha, value($0.limit)) }
    let least = isL1 ? outcome.leastL1.l1 : outcome.leastL2.l2
    let found = line.map(\.y)
    // Where one predictor alone interpolates, every norm is the same.
    let isFlat = Self.isFlat(found, least: least)
    let low = isFlat ? 0.9 * least : min(least, found.min() ?? 0)
    let high = isFlat ? 1.1 * least : found.max() ?? 1
    let (first, last) = (line[0].x, line[line.count - 1].x)
    let (bottom, top) = (low, high)
    let ends = ticks(at: isFlat ? [least] : [least, high])
    // On slides the words are too wide for the flat part of the second line.
    let side: Double = isL1 || size == .slide ? 0 : 1
    var marks: [any Mark] = [
      Polyline(
        [[Point(first, least), Point(last, least)], [Point(first, high), Point(last, high)]], .rule,
        .rule, .dotted, layer: "norms", name: "least norm"),
      Polyline(
        [[Point(outcome.lazyAlpha, bottom), Point(outcome.lazyAlpha, top)]], .note, .rule, .dashed,
        layer: "lazy", name: "lazy"),
      Curve(line, .gradientFlow, .strong, layer: "norms", name: "theory"),
      Dots(flows, .cross, .ink, diameter: 4.4, isObstacle: false, layer: "flows", name: "flow"),
      Label(
        "$\\|\\boldsymbol{\\theta}_\\infty\\|_\(isL1 ? 1 : 2)$",
        at: .fraction(isL1 ? Point(0, 1) : Point(1, 1)),
        .init(align: isL1 ? Point(0, 0) : Point(1, 0), offset: Point(isL1 ? 3 : -3, 4)),
        layer: "norms"),
    ]
    if let marked, (first...last).contains(marked.alpha) {
      let place = Point(marked.alpha, value(marked.limit))
      marks += [
        Polyline(
          [[Point(marked.alpha, bottom), Point(marked.alpha, top)]], .gradientFlow, .hair,
          layer: "norms", name: "marked"),
        Dots([place], .filled, .gradientFlow, diameter: 6, layer: "norms", name: "marked limit"),
      ]
    }
    // On given data the line may run through any place; the axis has the number.
    if model.dataSet == nil {
      marks.append(
        Label(
          "least $\\ell_\(isL1 ? 1 : 2)$ norm", at: .fraction(Point(side, 0)),
          .init(align: Point(side, 1), offset: Point(3 - 6 * side, -5)),
          .init(align: Point(side, 1), offset: Point(3 - 6 * side, -9)),
          size: .tick, role: .note, layer: "norms"))
    }
    if isL1 {
      marks.append(
        Label(
          "$\\kappa=1$", at: .datum(Point(outcome.lazyAlpha, bottom)),
          .init(align: Point(0, 1), offset: Point(3, -3)), size: .tick, role: .note, layer: "lazy"))
    }
    let exponents = decadeTicks(from: first, to: last, labelled: 2)
    return Panel(
      name: name, x: try Scale(.log, from: first, to: last),
      y: try Scale(.linear, from: bottom, to: top),
      frame: .ranges(
        x: Axis(
          isLast ? exponents : exponents.map { Tick($0.value, "") }, over: first...last,
          label: isLast ? "initialisation scale $\\alpha$" : nil),
        y: Axis(ends, over: bottom...top)),
      heading: isL1
        ? Self.unfinished(outcome).map { Panel.Heading("\($0) stopped short") } : nil,
      padding: Insets(top: 4), marks: marks)
  }
}
