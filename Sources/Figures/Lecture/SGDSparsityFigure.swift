import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// SGD against gradient flow on a diagonal network: lecture section 4.1.
struct SGDSparsityFigure: LectureFigure {
  let id = "sgd-sparsity"
  let title = "Stochastic gradient descent finds sparser interpolators than gradient flow"
  let parameters: [Parameter<SGDSparsityFigure>] = [
    .integer("samples", \.model.samples, in: 2...400, "number n of samples"),
    .integer("features", \.model.features, in: 2...1000, "number d of features"),
    .integer("nonzeros", \.model.nonzeros, in: 1...100, "non-zero weights of the truth"),
    .real("alpha", \.model.alpha, in: 1e-8...1e8, "initialisation scale α of the shown runs"),
    .real("step", \.model.stepSize, in: 1e-12...1e12, "step size η of the shown runs"),
    .real("sweep-step", \.model.sweepStepSize, in: 1e-12...1e12, "step size η of the right panel"),
    .integer("runs", \.model.seeds, in: 1...200, "number of seeds"),
    .integer("seed", \.seed, in: 0...1_000_000, "the first seed"),
  ]

  var conditions: [Condition<SGDSparsityFigure>] {
    [
      Condition("samples ≤ features: more samples are interpolated by none in general") {
        $0.model.dataSet != nil || $0.model.samples <= $0.model.features
      },
      Condition("nonzeros ≤ features: the truth has no more weights") {
        $0.model.dataSet != nil || $0.model.nonzeros <= $0.model.features
      },
      Condition("samples, features: with --data they are those of the data") {
        $0.model.dataSet.map { [$0.samples, $0.features] } ?? [$0.model.samples, $0.model.features]
          == [$0.model.samples, $0.model.features]
      },
      Condition(
        "step, alpha: of the shown runs one at least must settle within \(SGDSparsity().mostSteps) "
          + "steps"),
      Condition(
        "sweep-step: at two or more scales of the right panel one run at least must settle"),
    ]
  }

  /// All runs to the last step allowed, and two limits by Newton's method for each.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let runs = Double(model.seeds * (1 + model.sweepAlphas.count))
    return runs * (Double(model.mostSteps) * 6 * d + 40 * n * n * (d + n))
  }

  var model = SGDSparsity()
  var seed = Int(SGDSparsity().firstSeed)

  func computed() throws -> Computed {
    var model = model
    model.firstSeed = UInt64(seed)
    let used = model
    let shown = try Self.shown(model)
    guard let run = shown.medianRun else {
      throw RefusedSetting(
        "at step=\(typed(model.stepSize)) alpha=\(typed(model.alpha)) none of the runs settles: "
          + Self.losses([shown], remedies: ("step or alpha", "step")))
    }
    let outcome = (shown: shown, sweep: try Self.sweep(model))
    guard outcome.sweep.count(where: { !$0.runs.isEmpty }) > 1 else {
      throw RefusedSetting(
        "at sweep-step=\(typed(model.sweepStepSize)) too few runs of the right panel settle: "
          + Self.losses(outcome.sweep, remedies: ("sweep-step", "sweep-step")))
    }
    let data = try self.data(outcome, run: run)
    return Computed(
      data: data, warnings: try warnings(of: used.dataSet) + Self.losses(used, outcome)
    ) {
      try figure(used, outcome, run: run, size: $0)
    }
  }

  /// How many runs diverge or do not settle, and which step helps.
  private static func losses(
    _ samples: [SGDSparsity.Sample], remedies: (divergence: String, slowness: String)
  ) -> String {
    let diverged = samples.map(\.diverged).reduce(0, +)
    let unsettled = samples.map(\.unsettled).reduce(0, +)
    let all = diverged + unsettled + samples.map(\.runs.count).reduce(0, +)
    return [
      diverged > 0
        ? "\(diverged) of \(all) \(agreeing(diverged, "diverges", "diverge")) (choose a smaller \(remedies.divergence))"
        : nil,
      unsettled > 0
        ? "\(unsettled) of \(all) \(agreeing(unsettled, "does", "do")) not settle (choose a larger \(remedies.slowness))"
        : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// How many runs of given data did not come to rest; nil where all did.
  private static func moving(_ samples: [SGDSparsity.Sample]) -> String? {
    let moving = samples.map(\.moving).reduce(0, +)
    let all = samples.map { $0.runs.count + $0.diverged + $0.unsettled }.reduce(0, +)
    return moving == 0
      ? nil : "\(moving) of \(counted(all, "run")) still \(agreeing(moving, "moves", "move"))"
  }

  /// A line for each panel that runs are missing from, and one for those that did not come to rest.
  private static func losses(_ model: SGDSparsity, _ outcome: Outcome) -> [String] {
    let shown = losses([outcome.shown], remedies: ("step", "step"))
    let sweep = losses(outcome.sweep, remedies: ("sweep-step", "sweep-step"))
    return [
      shown.isEmpty
        ? nil : "of the shown runs at step=\(typed(model.stepSize)) \(shown); they are not drawn",
      sweep.isEmpty
        ? nil
        : "of the runs of the right panel at sweep-step=\(typed(model.sweepStepSize)) \(sweep); "
          + "they are not drawn",
      moving([outcome.shown] + outcome.sweep).map {
        "\($0) after \(model.mostSteps) steps, as on data whose rows are nearly "
          + "dependent; drawn is the limit of gradient flow from where they are"
      },
    ].compactMap { $0 }
  }

  /// The runs that are shown, and those of the sweep.
  private typealias Outcome = (shown: SGDSparsity.Sample, sweep: [SGDSparsity.Sample])

  /// Sweeps, which do not depend on the runs that are shown.
  private static let sweeps = Memo<SGDSparsity, SGDSparsity.Outcome>()

  /// The runs that are shown.
  ///
  /// They come before the sweep, which takes longer: what is refused is refused soon.
  private static func shown(_ model: SGDSparsity) throws -> SGDSparsity.Sample {
    var shown = model
    shown.sweepAlphas = []
    return try shown.outcome().shown
  }

  /// The runs of the sweep, taken from an earlier figure with the same one.
  private static func sweep(_ model: SGDSparsity) throws -> [SGDSparsity.Sample] {
    guard let first = model.sweepAlphas.first else { return [] }
    var sweep = model
    (sweep.alpha, sweep.stepSize) = (first, model.sweepStepSize)
    sweep.sweepAlphas.removeFirst()
    let rest = sweep
    let swept = try sweeps.value(rest) { try rest.outcome() }
    return [swept.shown] + swept.sweep
  }

  private func data(_ outcome: Outcome, run: SGDSparsity.Run) throws -> FigureData {
    var numbers: [Quantity] = [
      .init("diverged", Double(outcome.shown.diverged)),
      .init("unsettled", Double(outcome.shown.unsettled)),
      .init("median-run.seed", Double(run.seed)),
    ]
    let shown = outcome.shown
    for (name, quartiles) in [
      ("l1.sgd", shown.sgdNorm), ("l1.flow", shown.flowNorm), ("support.sgd", shown.sgdSupport),
      ("support.flow", shown.flowSupport), ("error.sgd", shown.sgdError),
      ("error.flow", shown.flowError), ("effective-alpha", shown.effectiveAlpha),
    ] {
      guard let quartiles else { continue }
      numbers += [
        .init("\(name).lower", quartiles.lower), .init("\(name).median", quartiles.median),
        .init("\(name).upper", quartiles.upper),
      ]
    }
    let weights = run.sgd.theta.indices.map { j in
      [Double(j + 1), run.teacher?[j] ?? .nan, run.flow.theta[j], run.sgd.theta[j]]
    }
    let runs = shown.runs.map {
      [
        Double($0.seed), $0.flow.l1, $0.sgd.l1, Double($0.flow.support), Double($0.sgd.support),
        $0.flow.squaredError ?? .nan, $0.sgd.squaredError ?? .nan, $0.effectiveAlpha,
      ]
    }
    let sweep = outcome.sweep.compactMap { sample -> [Double]? in
      guard let flow = sample.flowNorm, let sgd = sample.sgdNorm else { return nil }
      return [
        sample.alpha, flow.lower, flow.median, flow.upper, sgd.lower, sgd.median, sgd.upper,
        Double(sample.diverged),
      ]
    }
    let worse = shown.runs.count { !($0.sgd.l1 < $0.flow.l1) }
    let worseError = shown.runs.count {
      !(($0.sgd.squaredError ?? 0) < ($0.flow.squaredError ?? .infinity))
    }
    return FigureData(
      numbers: numbers,
      series: [
        .init("weights", ["j", "truth", "flow", "sgd"], weights),
        .init(
          "runs",
          [
            "seed", "l1-flow", "l1-sgd", "support-flow", "support-sgd", "error-flow", "error-sgd",
            "effective-alpha",
          ], runs),
        .init(
          "sweep",
          [
            "alpha", "flow-lower", "flow-median", "flow-upper", "sgd-lower", "sgd-median",
            "sgd-upper", "diverged",
          ], sweep),
      ],
      // What the lecture says of its own experiment need not hold for other data.
      claims: model.dataSet != nil
        ? []
        : [
          Claim(
            id: "sgd-sparsity",
            statement: #"SGD's limit has a smaller $\ell_1$ norm than gradient flow's in "#
              + "every run: the number of runs in which it has not",
            residual: Double(worse), tolerance: 0, reason: "a count"),
          Claim(
            id: "sgd-sparsity",
            statement: "SGD's limit has a smaller error than gradient flow's in every "
              + "run: the number of runs in which it has not",
            residual: Double(worseError), tolerance: 0, reason: "a count"),
        ])
  }

  private func figure(
    _ model: SGDSparsity, _ outcome: Outcome, run: SGDSparsity.Run, size: SizeClass
  ) throws -> Figure {
    let page = size.page(heights: (column: 380, text: 198))
    var stems: [Arrangement] = []
    if let teacher = run.teacher {
      let count = teacher.filter { $0 != 0 }.count
      stems.append(
        .panel(
          try stemPanel(
            "truth", teacher, .ink, title: "truth $\\boldsymbol{\\theta}_\\star$",
            notes: ["\(count) of \(teacher.count) weights non-zero"], noteRole: .note, run: run,
            layer: "truth", isLast: false)))
    }
    stems.append(
      .panel(
        try stemPanel(
          "flow", run.flow.theta, .gradientFlow,
          title: "gradient flow $\\boldsymbol{\\theta}_\\infty^{\\text{gf}}$",
          notes: notes(run.flow), noteRole: .gradientFlow, run: run, layer: "flow", isLast: false)))
    stems.append(
      .panel(
        try stemPanel(
          "sgd", run.sgd.theta, .sgd, title: "SGD $\\boldsymbol{\\theta}_\\infty^{\\text{sgd}}$",
          notes: notes(run.sgd), lost: Self.lost([outcome.shown]), noteRole: .sgdText, run: run,
          layer: "sgd", isLast: true)))
    let left = Arrangement.column(stems, shares: stems.map { _ in 1 }, gap: 5)
    let right = Arrangement.panel(try sweepPanel(model, outcome, size))
    let isNarrow = page.isNarrow
    return Figure(
      id: id,
      title: model.dataSet == nil
        ? title : "Stochastic gradient descent and gradient flow on the given data",
      caption: caption(model, outcome, run),
      alternative: model.dataSet != nil
        ? "Left: two stem plots of \(run.sgd.theta.count) weights, the limits of gradient flow and "
          + "of stochastic gradient descent on the given data. Right: the one-norm of both limits "
          + "over the least one-norm of an interpolator, against the initialisation scale."
        : "Left: three stem plots of \(run.sgd.theta.count) weights: the truth, with "
          + "\(counted((run.teacher ?? []).count { $0 != 0 }, "non-zero weight")), and the limits "
          + "of gradient flow, with a support of \(run.flow.support), and of stochastic gradient "
          + "descent, with a support of \(run.sgd.support). Right: the one-norm of the limits over "
          + "that of the truth against the initialisation scale"
          + Self.sweepWords(outcome.sweep) + ".",
      size: page,
      arrangement: isNarrow
        ? .column([left, right], shares: [1.5, 1], gap: 12)
        : .row([left, right], shares: [1.3, 1], gap: 16),
      steps: (run.teacher == nil ? [] : [.init("truth", "The truth")]) + [
        .init("flow", "Gradient flow"),
        .init("sgd", "Stochastic gradient descent"), .init("sweep", "Against the scale"),
      ]
        + (Self.readAcross(outcome.sweep) == nil ? [] : [.init("arrow", "Reading across")]))
  }

  /// How many runs are missing, for the picture; nothing where none is.
  private static func lost(_ samples: [SGDSparsity.Sample]) -> [String] {
    let lost = samples.map { $0.diverged + $0.unsettled }.reduce(0, +)
    let all = lost + samples.map(\.runs.count).reduce(0, +)
    return
      (lost == 0
      ? []
      : [
        "\(lost) of \(counted(all, "run")) "
          + agreeing(lost, "diverges or does not settle", "diverge or do not settle")
      ])
      + (moving(samples).map { [$0] } ?? [])
  }

  private func notes(_ summary: SparsitySummary) -> [String] {
    func equals(_ value: Double) -> String {
      "=" + (value < 0.1 ? Numeral(value, significant: 2) : Numeral(value, decimals: 2)).tex
    }
    var lines = ["$\\|\\boldsymbol{\\theta}\\|_1\(equals(summary.l1))$"]
    if let error = summary.squaredError {
      lines.append(
        "$\\|\\boldsymbol{\\theta}-\\boldsymbol{\\theta}_\\star\\|_2^2\(equals(error))$")
    }
    return lines
  }

  /// The weights with those of the truth's support first, times the truth's sign there.
  private func shownOrder(_ weights: [Double], _ run: SGDSparsity.Run) -> [Double] {
    guard let teacher = run.teacher else { return weights }
    let support = teacher.indices.filter { teacher[$0] != 0 }
    let rest = teacher.indices.filter { teacher[$0] == 0 }
    return support.map { teacher[$0] < 0 ? -weights[$0] : weights[$0] } + rest.map { weights[$0] }
  }

  private func stemPanel(
    _ name: String, _ weights: [Double], _ role: Role, title: String, notes: [String],
    lost: [String] = [], noteRole: Role, run: SGDSparsity.Run, layer: String, isLast: Bool
  ) throws -> Panel {
    let weights = shownOrder(weights, run)
    let everything = [run.flow.theta, run.sgd.theta].flatMap { shownOrder($0, run) } + weights
    // Nothing is known of the user's weights: words stand above the stems, not between them.
    let isGiven = run.teacher == nil
    let (most, least) = (max(0, everything.max() ?? 0), min(0, everything.min() ?? 0))
    let top = isGiven ? (most > least ? most : 1) : max(1, most)
    let bottom = isGiven ? least : min(-0.2, least)
    // Nor may stems push out the words that runs are missing.
    let isAbove = isGiven || !lost.isEmpty
    let lines = (lost.isEmpty || isGiven ? notes : [notes.joined(separator: ", ")]) + lost
    let place = Point(0, isAbove ? 1 : 0)
    let offset = Point(0, isAbove ? -3 : -4)
    let heights =
      isGiven
      ? linearTicks(from: bottom, to: top, count: 4) : [Tick(0, "0"), Tick(1, "1")]
    let d = Double(weights.count)
    var marks: [any Mark] = [
      Polyline([[Point(0, 0), Point(d + 1, 0)]], .note, .hair, layer: "axes", name: "zero"),
      Stems(
        weights.enumerated().map { Point(Double($0.offset + 1), $0.element) }, role,
        dotsAbove: isGiven ? 0.03 * (top - bottom) : 0.035, layer: layer, name: "weights"),
      Label(
        title, at: .fraction(Point(isAbove ? 0 : 0.12, 1)),
        .init(align: place, offset: offset), role: role == .sgd ? .sgdText : role, layer: layer),
    ]
    marks.append(
      Label(
        lines.joined(separator: "\n"), at: .fraction(Point(1, 1)),
        .init(align: Point(1, place.y), offset: offset), size: .tick, role: noteRole, layer: layer))
    return Panel(
      name: name, x: try Scale(.linear, from: 0, to: d + 1),
      y: try Scale(.linear, from: bottom, to: top),
      frame: .ranges(
        x: isLast
          ? Axis(
            countTicks(to: weights.count), over: 1...d, label: "coordinate $j$") : nil,
        y: Axis(heights, over: isGiven ? bottom...top : 0...1)),
      padding: Insets(top: !lost.isEmpty && !isGiven ? 26 : isGiven ? 17 : 5), marks: marks)
  }

  private func sweepPanel(
    _ model: SGDSparsity, _ outcome: Outcome, _ size: SizeClass
  ) throws -> Panel {
    let samples = outcome.sweep.filter { $0.flowNorm != nil && $0.sgdNorm != nil }
    guard samples.count > 1, let first = samples.first?.alpha, let last = samples.last?.alpha else {
      throw CommandFailure(.computation, "figure '\(id)': too few runs of the sweep settled")
    }
    func line(_ value: (SGDSparsity.Sample) -> Double?) -> [Point] {
      samples.compactMap { sample in value(sample).map { Point(sample.alpha, $0) } }
    }
    let (flow, sgd) = Self.medians(samples)
    func band(
      _ quartiles: (SGDSparsity.Sample) -> Quartiles?, _ role: Role, _ layer: String
    ) -> Fill {
      Fill(
        [line { quartiles($0)?.lower } + line { quartiles($0)?.upper }.reversed()], role,
        opacity: 0.18, isData: true, layer: layer, name: "quartiles")
    }
    let norms = samples.flatMap { [$0.flowNorm, $0.sgdNorm] }.compactMap { $0 }
    let bottom = min(1, norms.map(\.lower).min() ?? 1)
    let top = max(bottom + 0.01, norms.map(\.upper).max() ?? 2)
    let ticks = linearTicks(from: bottom, to: top, count: 4)
    let reference =
      model.dataSet == nil ? "\\boldsymbol{\\theta}_\\star" : "\\boldsymbol{\\theta}_{\\ell_1}"
    var marks: [any Mark] = [
      band({ $0.flowNorm }, .gradientFlow, "sweep"), band({ $0.sgdNorm }, .sgd, "sweep"),
      Polyline([flow], .gradientFlow, .strong, join: .round, layer: "sweep", name: "gradient flow"),
      Polyline([sgd], .sgd, .strong, join: .round, layer: "sweep", name: "SGD"),
      Dots(flow, .disc, .gradientFlow, diameter: 3.4, layer: "sweep", name: "gradient flow"),
      Dots(sgd, .disc, .sgd, diameter: 3.4, layer: "sweep", name: "SGD"),
      Label(
        "gradient flow", at: .datum(flow[flow.count - 2]), .left(12, rise: 8), .aboveLeft(8),
        role: .gradientFlow, layer: "sweep"),
      Label(
        "SGD", at: .datum(sgd[sgd.count - 2]), .belowRight(5), .below(8), role: .sgdText,
        layer: "sweep"),
    ]
    let lost = Self.lost(outcome.sweep)
    if model.dataSet == nil || !lost.isEmpty {
      let draws = "\(model.seeds) \(model.seeds == 1 ? "draw" : "draws")"
      let quartiles = "median and quartiles,\(size == .slide ? "\n" : " ")\(draws)"
      marks.append(
        Label(
          ((model.dataSet == nil ? [quartiles] : []) + lost).joined(separator: "\n"),
          at: .fraction(Point(0, 1)),
          .init(align: Point(0, 0), offset: Point(4, 1)), size: .tick, role: .note,
          layer: "sweep"))
    }
    if let reading = Self.readAcross(samples) {
      marks.append(
        Arrow(
          from: reading.from, to: reading.to, .ink, .rule, gap: 1, layer: "arrow", name: "arrow"))
      let alpha = Numeral(reading.to.x, significant: 2).tex
      marks.append(
        Label(
          "same $\\ell_1$ norm as\nGF at $\\alpha=\(alpha)$",
          at: .datum(reading.to), .left(5), .left(5, rise: 6), size: .tick, layer: "arrow"))
    }
    func tick(_ alpha: Double) -> Tick {
      // The scales chosen for given data have digits that say nothing.
      Tick(alpha, briefly(alpha, padded: false))
    }
    let ends = [tick(first), tick(last)]
    // Numbers of many digits need more room beside the ends.
    let room = model.dataSet == nil ? 1.6 : 3
    let inner = (-60...60).compactMap { Double("1e\($0)") }.filter {
      $0 > first * room && $0 < last / room
    }
    return Panel(
      name: "sweep", x: try Scale(.log, from: first, to: last),
      y: try Scale(.linear, from: bottom, to: top),
      frame: .ranges(
        x: Axis(
          [ends[0]] + inner.map(tick) + [ends[1]], over: first...last,
          label: "initialisation scale $\\alpha$"),
        y: Axis(ticks, over: bottom...max(top, ticks.last?.value ?? top))),
      heading: Panel.Heading(
        "$\\|\\boldsymbol{\\theta}_\\infty\\|_1\\,/\\,\\|\(reference)\\|_1$"),
      padding: Insets(right: 3), marks: marks)
  }

  /// The median norms against the scale, at the scales where a run settled.
  private static func medians(
    _ samples: [SGDSparsity.Sample]
  ) -> (flow: [Point], sgd: [Point]) {
    let both = samples.compactMap { sample -> (Point, Point)? in
      guard let flow = sample.flowNorm?.median, let sgd = sample.sgdNorm?.median else { return nil }
      return (Point(sample.alpha, flow), Point(sample.alpha, sgd))
    }
    return (both.map(\.0), both.map(\.1))
  }

  /// What the right panel's lines do, with a mark in front; nothing where there is nothing to say.
  private static func sweepWords(_ samples: [SGDSparsity.Sample]) -> String {
    let (flow, sgd) = medians(samples)
    func rises(_ line: [Point]) -> Bool {
      zip(line, line.dropFirst()).allSatisfy { $0.y <= $1.y }
    }
    return [
      rises(flow) && rises(sgd) ? "; both rise" : nil,
      zip(flow, sgd).allSatisfy { $1.y < $0.y }
        ? "; stochastic gradient descent stays below gradient flow" : nil,
      readAcross(samples) == nil
        ? nil : "; an arrow reads across to the scale at which gradient flow has the same norm",
    ].compactMap { $0 }.joined()
  }

  /// An arrow from a point of SGD's line to the place where gradient flow has the same norm.
  private static func readAcross(_ samples: [SGDSparsity.Sample]) -> (from: Point, to: Point)? {
    let (flow, sgd) = medians(samples)
    guard sgd.count > 2 else { return nil }
    let from = sgd[sgd.count - 2]
    // Where both ends are one interpolator the lines differ by rounding.
    guard let beside = flow.first(where: { $0.x == from.x }),
      abs(beside.y - from.y) > 1e-6 * from.y
    else { return nil }
    for (a, b) in zip(flow, flow.dropFirst()) where a.y <= from.y && from.y <= b.y && a.y < b.y {
      let part = (from.y - a.y) / (b.y - a.y)
      return (from, Point(a.x * pow(b.x / a.x, part), from.y))
    }
    return nil
  }

  private func caption(
    _ model: SGDSparsity, _ outcome: Outcome, _ run: SGDSparsity.Run
  ) -> String {
    let shown = outcome.shown
    func median(_ quartiles: Quartiles?, _ decimals: Int) -> String {
      quartiles.map { "$\(Numeral($0.median, decimals: decimals).tex)$" } ?? "none"
    }
    // A median of counts is a count or lies halfway between two.
    func count(_ quartiles: Quartiles?) -> String {
      quartiles.map { "$\(Numeral(exactly: $0.median).tex)$" } ?? "none"
    }
    let lost = shown.diverged + shown.unsettled
    let settling =
      lost == 0
      ? shown.moving > 0
        ? "" : model.seeds == 1 ? "The run settles." : "All \(model.seeds) runs settle."
      : "Of \(counted(model.seeds, "run")) \(shown.diverged) diverged and \(shown.unsettled) did "
        + "not settle; they are not drawn."
    let resting = Self.moving([shown] + outcome.sweep).map {
      "\($0) after \(model.mostSteps) steps; drawn for \($0.hasPrefix("1 ") ? "it" : "them") is the limit of gradient "
        + "flow from there."
    }
    let losses = [settling, resting ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let seed =
      shown.runs.count == 1
      ? "for seed \(run.seed)"
      : "for seed \(run.seed), of median $\\ell_1$ norm among the \(shown.runs.count) "
        + (shown.moving == 0 ? "that settle" : "drawn")
    let norm = "$\\|\\boldsymbol{\\theta}\\|_1$"
    let limits =
      "gradient flow (GF), $\\boldsymbol{\\theta}_\\infty^{\\text{gf}}$, and by SGD, "
      + "$\\boldsymbol{\\theta}_\\infty^{\\text{sgd}}$,"
    let curves = model.seeds == 1 ? "" : "; medians and quartiles"
    let arrow =
      Self.readAcross(outcome.sweep) == nil
      ? "" : " The arrow leads from SGD to the scale at which GF has the same norm."
    guard model.dataSet == nil else {
      return "Left: the weights $\\boldsymbol{\\theta}$ found from "
        + "$\\alpha=\(Numeral(exactly: model.alpha).tex)$ by \(limits) with step $\(Numeral(exactly: model.stepSize).tex)$ on the "
        + "given data, by coordinate $j$, with their norm \(norm), \(seed). A weight counts to the support when its part in the predictions exceeds "
        + "a hundredth of the largest. Over \(counted(shown.runs.count, "seed")) the "
        + "median support is \(count(shown.sgdSupport)) against "
        + "\(count(shown.flowSupport)). \(losses) Right: the $\\ell_1$ norm of the limit "
        + "$\\boldsymbol{\\theta}_\\infty$ over that of the interpolator of least $\\ell_1$ norm, "
        + "$\\boldsymbol{\\theta}_{\\ell_1}$, against $\\alpha$ at step "
        + "$\(Numeral(exactly: model.sweepStepSize).tex)$\(curves).\(arrow)"
    }
    return "Left: the weights $\\boldsymbol{\\theta}$ found from "
      + "$\\alpha=\(Numeral(exactly: model.alpha).tex)$ by \(limits) with step $\(Numeral(exactly: model.stepSize).tex)$, by "
      + "coordinate $j$, with their norm \(norm) and their squared error to the truth "
      + "$\\boldsymbol{\\theta}_\\star$, \(seed); the support of the truth stands first, with "
      + "positive sign. Over \(counted(shown.runs.count, "seed")) the median support is "
      + "\(count(shown.sgdSupport)) against \(count(shown.flowSupport)) and the median "
      + "squared error \(median(shown.sgdError, 4)) against \(median(shown.flowError, 2)). "
      + "\(losses) Right: the $\\ell_1$ norm of the limit $\\boldsymbol{\\theta}_\\infty$ over that "
      + "of the truth, against $\\alpha$ at step $\(Numeral(exactly: model.sweepStepSize).tex)$\(curves).\(arrow) The effect needs large steps."
  }
}
