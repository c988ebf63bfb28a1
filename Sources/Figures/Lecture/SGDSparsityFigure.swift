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
  var parameters: [Parameter<SGDSparsityFigure>] {
    let isOwn: @Sendable (SGDSparsityFigure) -> Bool = { $0.model.dataSet == nil }
    // What is chosen for the user's units can be set again.
    let scales = isOwn(self) ? 1e-8...1e8 : 1e-30...1e30
    let steps = isOwn(self) ? 1e-12...1e12 : 1e-100...1e100
    return [
      .integer("samples", \.model.samples, in: 2...400, "number n of samples")
        .used(otherwise: "is that of the data", when: isOwn),
      .integer("features", \.model.features, in: 2...1000, "number d of features")
        .used(otherwise: "is that of the data", when: isOwn),
      .integer("nonzeros", \.model.nonzeros, in: 1...100, "non-zero weights of the truth")
        .used(otherwise: "has no part", when: isOwn),
      .real("alpha", \.model.alpha, in: scales, "initialisation scale α of the shown runs"),
      .real("step", \.model.stepSize, in: steps, "step size η of the shown runs"),
      .real("sweep-step", \.model.sweepStepSize, in: steps, "step size η of the right panel"),
      .integer("runs", \.model.seeds, in: 1...200, "number of seeds"),
      .integer("seed", \.seed, in: 0...1_000_000, "the first seed"),
    ]
  }

  var conditions: [Condition<SGDSparsityFigure>] {
    [
      Condition("samples ≤ features: more samples are interpolated by none in general") {
        $0.model.dataSet != nil || $0.model.samples <= $0.model.features
      },
      Condition("nonzeros ≤ features: the truth has no more weights") {
        $0.model.dataSet != nil || $0.model.nonzeros <= $0.model.features
      },
      Condition(
        "step, alpha: of the shown runs one at least must settle within \(SGDSparsity().mostSteps) "
          + "steps"),
      Condition(
        "sweep-step: at two or more scales of the right panel one run at least must settle"),
    ]
  }

  /// All runs to the last step allowed, and two limits by Newton's method for each; on given data
  /// the runs that look for a step as well.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    let tried = model.dataSet == nil ? 0 : 2 * 3
    let runs = Double(model.seeds * (1 + model.sweepAlphas.count + tried))
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
    let (diverged, unsettled, all) = counts(samples)
    return [
      diverged > 0
        ? "\(diverged) of \(all) diverged (choose a smaller \(remedies.divergence))" : nil,
      unsettled > 0
        ? "\(unsettled) of \(all) did not settle (choose a larger \(remedies.slowness))" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// How many of some runs diverge, how many had not settled after the most steps, of how many.
  private static func counts(
    _ samples: [SGDSparsity.Sample]
  ) -> (diverged: Int, unsettled: Int, all: Int) {
    func total(_ count: (SGDSparsity.Sample) -> Int) -> Int { samples.map(count).reduce(0, +) }
    return (total { $0.diverged }, total { $0.unsettled }, total { $0.count })
  }

  /// What is drawn of runs that do not settle: on data of the user's, whose rows may be nearly
  /// dependent, no step need bring a run to rest.
  private static func fate(_ model: SGDSparsity) -> String {
    model.dataSet == nil
      ? "not drawn" : "drawn with the limit of gradient flow from where they are"
  }

  /// What is drawn of runs that diverge or do not settle.
  private static func fate(_ model: SGDSparsity, _ samples: [SGDSparsity.Sample]) -> String {
    let (diverged, unsettled, _) = counts(samples)
    if unsettled == 0 || model.dataSet == nil { return "not drawn" }
    return diverged == 0
      ? fate(model) : "those that diverged are not drawn, the others \(fate(model))"
  }

  /// How some runs end, in a sentence.
  private static func settling(_ model: SGDSparsity, _ samples: [SGDSparsity.Sample]) -> String {
    let (diverged, unsettled, all) = counts(samples)
    guard diverged + unsettled > 0 else {
      return all == 1 ? "The run settles." : "All \(all) runs settle."
    }
    let words = [
      diverged == 0 ? nil : "\(diverged) diverged",
      unsettled == 0 ? nil : "\(unsettled) did not settle within \(model.mostSteps) steps",
    ].compactMap { $0 }.joined(separator: " and ")
    return "Of \(counted(all, "run")) \(words): \(fate(model, samples))."
  }

  /// A line for each panel of which runs diverge or do not settle.
  private static func losses(_ model: SGDSparsity, _ outcome: Outcome) -> [String] {
    func line(
      _ samples: [SGDSparsity.Sample], _ which: String, _ parameter: String, _ step: Double
    ) -> [String] {
      let (diverged, unsettled, all) = counts(samples)
      let of = "of \(which) at \(parameter)=\(typed(step))"
      return [
        diverged == 0
          ? nil
          : "\(of) \(diverged) of \(all) \(agreeing(diverged, "diverges", "diverge")) (choose a smaller \(parameter)); "
            + "\(agreeing(diverged, "it is", "they are")) not drawn",
        unsettled == 0
          ? nil
          : "\(of) \(unsettled) of \(all) \(agreeing(unsettled, "does", "do")) not settle within \(model.mostSteps) steps "
            + (model.dataSet == nil
              ? "(choose a larger \(parameter)); "
              : "(features of comparable units and rows that are not nearly dependent settle "
                + "sooner); ") + "\(agreeing(unsettled, "it is", "they are")) \(fate(model))",
      ].compactMap { $0 }
    }
    return line([outcome.shown], "the shown runs", "step", model.stepSize)
      + line(outcome.sweep, "the runs of the right panel", "sweep-step", model.sweepStepSize)
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
        Double(sample.diverged), Double(sample.unsettled),
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
            "sgd-upper", "diverged", "unsettled",
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
          "sgd", run.sgd.theta, .sgd,
          title: (run.isAtRest ? "SGD" : "SGD, then flow")
            + " $\\boldsymbol{\\theta}_\\infty^{\\text{sgd}}$",
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
          + "of \(sgdWords(model, [outcome.shown])) on the given data. Right: the one-norm of the "
          + "limits of gradient flow and of \(sgdWords(model, outcome.sweep)) over the least "
          + "one-norm of an interpolator, against the initialisation scale."
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

  /// How many runs diverge or do not settle, for the picture; nothing where none does.
  private static func lost(_ samples: [SGDSparsity.Sample]) -> [String] {
    let (diverged, unsettled, all) = counts(samples)
    return [
      diverged == 0 ? nil : "\(diverged) of \(counted(all, "run")) diverged",
      unsettled == 0 ? nil : "\(unsettled) of \(counted(all, "run")) did not settle",
    ].compactMap { $0 }
  }

  /// What a squared error to a truth of entries ±1 is below where the weights differ by rounding.
  private static let roundingError = 1e-20
  private static let roundingErrorTeX = "10^{-20}"

  private func notes(_ summary: SparsitySummary) -> [String] {
    func equals(_ value: Double) -> String {
      "=" + (value < 0.1 ? Numeral(value, significant: 2) : Numeral(value, decimals: 2)).tex
    }
    var lines = ["$\\|\\boldsymbol{\\theta}\\|_1\(equals(summary.l1))$"]
    if let error = summary.squaredError {
      let value = error < Self.roundingError ? "<\(Self.roundingErrorTeX)" : equals(error)
      lines.append("$\\|\\boldsymbol{\\theta}-\\boldsymbol{\\theta}_\\star\\|_2^2\(value)$")
    }
    return lines
  }

  /// Stochastic gradient descent for an alternative text, with the runs that have no limit of its.
  private func sgdWords(_ model: SGDSparsity, _ samples: [SGDSparsity.Sample]) -> String {
    let name = "stochastic gradient descent"
    let lost = Self.lost(samples)
    return lost.isEmpty
      ? name
      : "\(name), of which \(lost.joined(separator: " and ")) (\(Self.fate(model, samples)))"
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
      quartiles.map {
        $0.median > 0 && $0.median < Self.roundingError
          ? "below $\(Self.roundingErrorTeX)$" : "$\(Numeral($0.median, decimals: decimals).tex)$"
      } ?? "none"
    }
    let losses = Self.settling(model, [shown])
    let sweepLosses =
      Self.lost(outcome.sweep).isEmpty ? "" : " " + Self.settling(model, outcome.sweep)
    let settled = shown.runs.count(where: \.isAtRest)
    // A median of counts is a count or lies halfway between two.
    func count(_ quartiles: Quartiles?) -> String {
      quartiles.map { "$\(Numeral(exactly: $0.median).tex)$" } ?? "none"
    }
    let seed =
      shown.runs.count == 1
      ? "for seed \(run.seed)"
      : "for seed \(run.seed), of median $\\ell_1$ norm among the "
        + (settled == 0 ? "\(shown.runs.count) drawn" : "\(settled) that settle")
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
        + "$\(Numeral(exactly: model.sweepStepSize).tex)$\(curves).\(sweepLosses)\(arrow)"
    }
    return "Left: the weights $\\boldsymbol{\\theta}$ found from "
      + "$\\alpha=\(Numeral(exactly: model.alpha).tex)$ by \(limits) with step $\(Numeral(exactly: model.stepSize).tex)$, by "
      + "coordinate $j$, with their norm \(norm) and their squared error to the truth "
      + "$\\boldsymbol{\\theta}_\\star$, \(seed); the support of the truth stands first, with "
      + "positive sign. Over \(counted(shown.runs.count, "seed")) the median support is "
      + "\(count(shown.sgdSupport)) against \(count(shown.flowSupport)) and the median "
      + "squared error \(median(shown.sgdError, 4)) against \(median(shown.flowError, 2)). "
      + "\(losses) Right: the $\\ell_1$ norm of the limit $\\boldsymbol{\\theta}_\\infty$ over that "
      + "of the truth, against $\\alpha$ at step $\(Numeral(exactly: model.sweepStepSize).tex)$\(curves).\(sweepLosses)\(arrow) The effect needs large steps."
  }
}
