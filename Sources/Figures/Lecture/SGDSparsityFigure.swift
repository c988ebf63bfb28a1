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
    let scales = isOwn(self) ? leastAlpha...1e8 : leastAlpha...1e30
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

  private var leastAlpha: Double { model.dataSet == nil ? 1e-8 : 1e-30 }

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
    let ends = SettlingRuns([shown], of: model)
    guard let run = shown.medianRun else {
      throw RefusedSetting(
        "at step=\(typed(model.stepSize)) alpha=\(typed(model.alpha)) none of the runs settles: "
          + ends.refusal(remedies: (model.alpha > leastAlpha ? "step or alpha" : "step", "step")))
    }
    let outcome = (shown: shown, sweep: try Self.sweep(model))
    let sweepEnds = SettlingRuns(outcome.sweep, of: model)
    guard outcome.sweep.count(where: { !$0.runs.isEmpty }) > 1 else {
      throw RefusedSetting(
        "at sweep-step=\(typed(model.sweepStepSize)) too few runs of the right panel settle: "
          + sweepEnds.refusal(remedies: ("sweep-step", "sweep-step")))
    }
    let losses =
      ends.warnings("the shown runs", "step", model.stepSize)
      + sweepEnds.warnings("the runs of the right panel", "sweep-step", model.sweepStepSize)
    return Computed(
      of: self, data: try self.data(outcome, run: run),
      facts: facts(model, outcome, run, ends, sweepEnds),
      warnings: try warnings(of: used.dataSet) + losses
    ) { size, text in
      let page = size.page(heights: (column: 380, text: 198))
      let kinds = (run.teacher == nil ? [] : ["truth"]) + ["flow", "sgd"]
      let stems = kinds.map { Arrangement.panel(stemPanel($0, run, ends, text)) }
      let left = Arrangement.column(stems, shares: stems.map { _ in 1 }, gap: 5)
      let right = Arrangement.panel(try sweepPanel(used, outcome, sweepEnds, text))
      return Figure(
        self, text, size: page,
        arrangement: page.isNarrow
          ? .column([left, right], shares: [1.5, 1], gap: 12)
          : .row([left, right], shares: [1.3, 1], gap: 16))
    }
  }

  private func facts(
    _ model: SGDSparsity, _ outcome: Outcome, _ run: SGDSparsity.Run, _ ends: SettlingRuns,
    _ sweepEnds: SettlingRuns
  ) -> Facts {
    let shown = outcome.shown
    let (flow, sgd) = Self.medians(outcome.sweep)
    func rises(_ line: [Point]) -> Bool { zip(line, line.dropFirst()).allSatisfy { $0.y <= $1.y } }
    func median(_ quartiles: Quartiles?, _ decimals: Int) -> Fact {
      .list(
        quartiles.map { [["value": .decimals($0.median, decimals), "tiny": isTiny($0.median)]] }
          ?? [])
    }
    // A median of counts is a count or lies halfway between two.
    func count(_ quartiles: Quartiles?) -> Fact {
      .list(quartiles.map { [["value": .exactly($0.median)]] } ?? [])
    }
    func isTiny(_ error: Double) -> Fact { .flag(error > 0 && error < Self.roundingError) }
    func norms(_ summary: SparsitySummary) -> Fact {
      func short(_ value: Double) -> Fact {
        value < 0.1 ? .significant(value, 2) : .decimals(value, 2)
      }
      return .list([
        [
          "l1": short(summary.l1),
          "error": .list(
            summary.squaredError.map {
              [["value": short($0), "tiny": .flag($0 < Self.roundingError)]]
            } ?? []),
        ]
      ])
    }
    let settled = shown.runs.count(where: \.isAtRest)
    // As many decimals as tell the two apart, at least two.
    let errors = (shown.sgdError?.median ?? 0, shown.flowError?.median ?? 0)
    let errorDecimals = min(errors.0, errors.1) < 0.05 && abs(errors.0 - errors.1) > 1e-6 ? 4 : 2
    return [
      "given": .flag(model.dataSet != nil), "alpha": .significant(model.alpha, 17),
      "step": .significant(model.stepSize, 17),
      "sweepStep": .significant(model.sweepStepSize, 17),
      "weights": .count(run.sgd.theta.count), "rest": .flag(run.isAtRest),
      "nonzeros": .count((run.teacher ?? []).count { $0 != 0 }),
      "flowSupport": .count(run.flow.support), "sgdSupport": .count(run.sgd.support),
      "flow": norms(run.flow), "sgd": norms(run.sgd), "shown": .list([ends.facts]),
      "sweep": .list([sweepEnds.facts]), "bothRise": .flag(rises(flow) && rises(sgd)),
      "below": .flag(zip(flow, sgd).allSatisfy { $1.y < $0.y }),
      "arrow": .list(
        Self.readAcross(outcome.sweep).map { [["alpha": .significant($0.to.x, 2)]] } ?? []),
      "seeds": .count(model.seeds), "drawn": .count(shown.runs.count),
      "seed": .count(Int(run.seed)),
      "settledAny": .flag(settled > 0), "settled": .count(settled),
      "medianSGD": count(shown.sgdSupport), "medianFlow": count(shown.flowSupport),
      "errorSGD": median(shown.sgdError, errorDecimals),
      "errorFlow": median(shown.flowError, errorDecimals),
      "sparser": .flag((shown.sgdSupport?.median ?? .nan) < (shown.flowSupport?.median ?? .nan)),
    ]
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

  /// What a squared error to a truth of entries ±1 is below where the weights differ by rounding.
  private static let roundingError = 1e-20

  /// The weights with those of the truth's support first, times the truth's sign there.
  private func shownOrder(_ weights: [Double], _ run: SGDSparsity.Run) -> [Double] {
    guard let teacher = run.teacher else { return weights }
    let support = teacher.indices.filter { teacher[$0] != 0 }
    let rest = teacher.indices.filter { teacher[$0] == 0 }
    return support.map { teacher[$0] < 0 ? -weights[$0] : weights[$0] } + rest.map { weights[$0] }
  }

  private func stemPanel(
    _ kind: String, _ run: SGDSparsity.Run, _ ends: SettlingRuns, _ text: FigureText
  ) -> Panel {
    let (own, role) =
      switch kind {
      case "flow": (run.flow.theta, Role.gradientFlow)
      case "sgd": (run.sgd.theta, .sgd)
      default: (run.teacher ?? [], .ink)
      }
    let weights = shownOrder(own, run)
    let everything = [run.flow.theta, run.sgd.theta].flatMap { shownOrder($0, run) } + weights
    // Nothing is known of the user's weights: words stand above the stems, not between them, and
    // so they do where they speak of runs that are missing.
    let isGiven = run.teacher == nil
    let isAbove = isGiven || kind == "sgd" && ends.diverged + ends.unsettled > 0
    let (most, least) = (max(0, everything.max() ?? 0), min(0, everything.min() ?? 0))
    let top = isGiven ? (most > least ? most : 1) : max(1, most)
    let bottom = isGiven ? least : min(-0.2, least)
    let words = role == .sgd ? Role.sgdText : role
    func label(_ name: String, _ x: Double, _ size: TypeSize, _ role: Role) -> Label {
      let place = Point(x, 1)
      return isAbove
        ? Label(
          text[name], at: .fraction(place), x == 0 ? .aboveRight() : .aboveLeft(), size: size,
          role: role, layer: kind)
        : Label(text[name], at: .fraction(place), size: size, role: role, layer: kind)
    }
    let d = Double(weights.count)
    let ticks =
      isGiven ? linearTicks(from: bottom, to: top, count: 4) : [Tick(0, "0"), Tick(1, "1")]
    return Panel(
      name: kind, x: .linear(from: 0, to: d + 1), y: .linear(from: bottom, to: top),
      frame: .ranges(
        x: kind == "sgd"
          ? Axis(countTicks(to: weights.count), over: 1...d, label: text["coordinate"]) : nil,
        y: Axis(ticks, over: isGiven ? bottom...top : 0...1)),
      padding: Insets(top: isAbove ? (isGiven ? 17 : 26) : 5),
      marks: [
        Rule.y(0, .note, .hair, .solid, layer: "axes", name: "zero"),
        Stems(
          weights.enumerated().map { Point(Double($0.offset + 1), $0.element) }, role,
          dotsAbove: isGiven ? 0.03 * (top - bottom) : 0.035, layer: kind, name: "weights"),
        label("title-\(kind)", isAbove ? 0 : 0.12, .label, words),
        label("notes-\(kind)", 1, .tick, kind == "truth" ? .note : words),
      ])
  }

  private func sweepPanel(
    _ model: SGDSparsity, _ outcome: Outcome, _ ends: SettlingRuns, _ text: FigureText
  ) throws -> Panel {
    let samples = outcome.sweep.filter { $0.flowNorm != nil && $0.sgdNorm != nil }
    guard samples.count > 1, let first = samples.first?.alpha, let last = samples.last?.alpha else {
      throw CommandFailure(.computation, "figure '\(id)': too few runs of the sweep settled")
    }
    func band(_ quartiles: (SGDSparsity.Sample) -> Quartiles?, _ role: Role) -> Fill {
      let found = samples.compactMap(quartiles)
      return Fill.band(
        x: samples.map(\.alpha), from: found.map(\.lower), to: found.map(\.upper), role,
        opacity: 0.18, layer: "sweep", name: "quartiles")
    }
    let (flow, sgd) = Self.medians(samples)
    var marks: [any Mark] = [band(\.flowNorm, .gradientFlow), band(\.sgdNorm, .sgd)]
    for (name, line, role) in [("flow", flow, Role.gradientFlow), ("sgd", sgd, .sgd)] {
      let called = name == "sgd" ? "SGD" : "gradient flow"
      // Beside the last medians, where the lines are furthest apart.
      let places = Array(line.dropFirst().reversed().dropFirst())
      marks += [
        Polyline([line], role, .strong, join: .round, layer: "sweep", name: called),
        Dots(line, .disc, role, diameter: 3.4, layer: "sweep", name: called),
        Label(
          text["line-\(name)"], at: .oneOf(places), name == "sgd" ? .belowRight() : .aboveLeft(),
          name == "sgd" ? .below() : .left(), role: role == .sgd ? .sgdText : role, layer: "sweep"),
      ]
    }
    marks.append(
      Label(text["quartiles"], at: .fraction(Point(0, 1)), size: .tick, role: .note, layer: "sweep")
    )
    if let reading = Self.readAcross(samples) {
      marks += [
        Arrow(
          from: reading.from, to: reading.to, .ink, .rule, gap: 1, layer: "arrow", name: "arrow"),
        Label(
          text["arrow"], at: .datum(reading.to), .left(), .aboveLeft(), size: .tick, layer: "arrow"),
      ]
    }
    // The scales chosen for given data have digits that say nothing, and more of them.
    func tick(_ alpha: Double) -> Tick { Tick(alpha, briefly(alpha, padded: false)) }
    let room = model.dataSet == nil ? 1.6 : 3
    let inner = decadeTicks(from: first, to: last).map(\.value).filter {
      $0 > first * room && $0 < last / room
    }
    let norms = samples.flatMap { [$0.flowNorm, $0.sgdNorm] }.compactMap { $0 }
    let bottom = min(1, norms.map(\.lower).min() ?? 1)
    return Panel(
      name: "sweep",
      x: .log(
        text["scale"], from: first, to: last,
        ticks: .marked([tick(first)] + inner.map(tick) + [tick(last)])),
      y: .linear(
        model.dataSet == nil ? Self.ratio("\\star") : Self.ratio("{\\ell_1}"), from: bottom,
        to: max(bottom + 0.01, norms.map(\.upper).max() ?? 2), ticks: .count(4)),
      padding: Insets(right: 3), marks: marks)
  }

  private static func ratio(_ reference: String) -> String {
    "$\\|\\boldsymbol{\\theta}_\\infty\\|_1\\,/\\,\\|\\boldsymbol{\\theta}_\(reference)\\|_1$"
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
}
