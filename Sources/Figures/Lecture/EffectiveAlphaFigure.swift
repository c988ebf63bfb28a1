import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// SGD's limit is gradient flow's at the scale it reaches: lecture section 4.1, experiment C.
struct EffectiveAlphaFigure: LectureFigure {
  let id = "effective-alpha"
  let title = "SGD ends where gradient flow from a smaller scale would"
  let parameters: [Parameter<EffectiveAlphaFigure>] = [
    .real("alpha", \.model.alpha, in: 1e-3...1, "initialisation scale α"),
    .real("step", \.model.stepSize, in: 1e-3...0.15, "step size η"),
    .integer("samples", \.model.samples, in: 2...200, "number n of samples"),
    .integer("features", \.model.features, in: 2...500, "number d of features"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of data and samples"),
  ]

  var conditions: [Condition<EffectiveAlphaFigure>] {
    [
      Condition("samples ≤ features: more samples are interpolated by none in general") {
        $0.model.samples <= $0.model.features
      },
      Condition(
        "alpha, step: SGD must not diverge, and its loss must fall below 1e-26 within "
          + "\(EffectiveAlpha().mostSteps) steps, for either kind of features"),
      Condition("seed: one target at least must not be 0"),
    ]
  }

  /// Two runs to the last step allowed, each step with the loss over all samples.
  var work: Double {
    let (n, d) = (Double(model.samples), Double(model.features))
    return 2 * Double(model.mostSteps) * (6 + 2 * n) * d
  }

  var model = EffectiveAlpha()
  var seed = Int(EffectiveAlpha().seed)

  func computed() throws -> Computed {
    var model = model
    model.seed = UInt64(seed)
    let used = model
    let runs = try parallelMap(2) { k in
      Result { try run(used, k == 0 ? .rademacher : .gaussian) }
    }.map { try $0.get() }
    let (signs, gaussian) = (runs[0], runs[1])
    let scatter = signs.theta.indices.map { j in
      [Double(j + 1), signs.predicted[j], signs.flow[j], signs.theta[j]]
    }
    func along(_ name: String, _ run: EffectiveAlpha.Run) -> Table {
      .init(
        name, ["step", "loss", "exact", "formula"],
        run.moments.map { [Double($0.step), $0.loss, $0.exactAlpha, $0.formulaAlpha] })
    }
    let last = signs.moments[signs.moments.count - 1]
    let gaussianLast = gaussian.moments[gaussian.moments.count - 1]
    let data = FigureData(
      numbers: [
        .init("signs.distance", signs.distanceToPredicted),
        .init("signs.distance-to-flow", signs.distanceToFlow),
        .init("signs.effective-alpha", last.exactAlpha),
        .init("signs.formula-alpha", last.formulaAlpha), .init("signs.spread", signs.spread),
        .init("gaussian.effective-alpha", gaussianLast.exactAlpha),
        .init("gaussian.formula-alpha", gaussianLast.formulaAlpha),
        .init("gaussian.distance-by-formula", gaussian.distanceToFormula),
        .init("gaussian.distance-to-flow", gaussian.distanceToFlow),
      ],
      series: [
        .init("coordinates", ["j", "predicted", "flow", "sgd"], scatter),
        along("signs-run", signs), along("gaussian-run", gaussian),
      ],
      claims: [
        Claim(
          id: "effective-alpha",
          statement:
            #"with $\pm 1$ features SGD's last iterate minimises $\phi_\alpha$ at the one "#
            + #"effective $\alpha$"#,
          residual: signs.distanceToPredicted, tolerance: 1e-8,
          reason: "SGD runs until its loss is $10^{-26}$; the minimiser is found by Newton's method"
        )
      ])
    return Computed(data: data) { try figure(signs, gaussian, size: $0) }
  }

  private func run(_ model: EffectiveAlpha, _ features: Features) throws -> EffectiveAlpha.Run {
    var model = model
    model.nonzeros = min(model.nonzeros, model.features)
    let setting = "at alpha=\(typed(model.alpha)) step=\(typed(model.stepSize)) SGD"
    do {
      let run = try model.run(features)
      guard maximumNorm(run.data.y) > 0 else {
        throw RefusedSetting(
          "at seed=\(seed) every target is 0, so every limit is; choose another seed")
      }
      return run
    } catch let failure as SettledDescent.Failure {
      switch failure {
      case .diverged(let steps):
        throw RefusedSetting(
          "\(setting) diverges within \(steps) steps; choose a smaller step or a smaller alpha")
      case .unsettled:
        throw RefusedSetting(
          "\(setting) has a loss above 1e-26 after \(model.mostSteps) steps; "
            + "choose a larger alpha")
      case .noLimit: throw failure
      }
    }
  }

  private func figure(
    _ signs: EffectiveAlpha.Run, _ gaussian: EffectiveAlpha.Run, size: SizeClass
  ) throws -> Figure {
    let page = size.page(heights: (column: 380, text: 187))
    let parts = [
      Arrangement.panel(try scatterPanel(signs)), .panel(try runPanel(signs, gaussian, size)),
    ]
    let isPredicted = signs.distanceToPredicted <= 1e-3
    let falls = [signs, gaussian].allSatisfy { run in
      zip(run.moments, run.moments.dropFirst()).allSatisfy { $1.exactAlpha <= $0.exactAlpha }
    }
    let reached = signs.moments[signs.moments.count - 1].exactAlpha
    let end = gaussian.moments[gaussian.moments.count - 1]
    let share = "$\(Numeral(100 * end.formulaAlpha / end.exactAlpha, decimals: 0).tex)\\,\\%$"
    return Figure(
      id: id, title: title,
      caption: "Left: each weight of SGD's last iterate against the same weight of "
        + "$\\operatorname{arg\\,min}\\phi_\\alpha$ over the interpolators at the effective "
        + "$\\alpha=\(Numeral(reached, decimals: 4).tex)$ that the run reached, for $\\pm1$ "
        + "features: "
        + (isPredicted ? "on the diagonal, with a" : "with a")
        + " relative distance of "
        + "$\(Numeral(signs.distanceToPredicted, significant: 1).tex)$. In grey "
        + "the same against gradient flow's limit from $\\alpha=\(Numeral(exactly: model.alpha).tex)$. Right: the "
        + "effective $\\alpha$ after $k$ steps, by the exact product (lines) and by the integral "
        + "formula of the stochastic flow (dashed); for Gaussian features, where each coordinate "
        + "$j$ reaches an $\\alpha_j$ of its own, the line is their geometric mean, and the formula "
        + "ends at \(share) of it. Gradient flow keeps its $\\alpha$.",
      alternative: "Left: a scatter plot of the weights that stochastic gradient descent finds "
        + "against those predicted at its effective scale; "
        + (isPredicted ? "all points lie on the diagonal" : "not all points lie on the diagonal")
        + "; grey points against gradient flow's weights lie "
        + (signs.distanceToFlow > 0.02 ? "off it" : "close to it as well")
        + ". Right: the effective scale "
        + (falls ? "falls from its start to a limit" : "moves from its start to a limit")
        + " as the steps go on, for sign features and for Gaussian features, with dashed lines of "
        + "the integral formula beside them.",
      size: page,
      arrangement: page.isNarrow
        ? .column(parts, shares: [1.2, 1], gap: 12) : .row(parts, shares: [1, 1.1], gap: 20),
      steps: [
        .init("flow", "Against gradient flow"), .init("diagonal", "At the effective scale"),
        .init("run", "Along the run"),
      ])
  }

  private func scatterPanel(_ run: EffectiveAlpha.Run) throws -> Panel {
    let all = run.theta + run.predicted + run.flow
    let low = (all.min() ?? -1) - 0.05
    let high = (all.max() ?? 1) + 0.05
    let ticks = linearTicks(from: low, to: high, count: 4)
    let scale = try Scale(.linear, from: low, to: high)
    let marks: [any Mark] = [
      Polyline(
        [[Point(low, low), Point(high, high)]], .gradientFlow, .rule, layer: "diagonal",
        name: "diagonal"),
      Dots(
        zip(run.flow, run.theta).map { Point($0, $1) }, .disc, .rule, diameter: 3,
        isObstacle: false, layer: "flow", name: "against gradient flow"),
      Dots(
        zip(run.predicted, run.theta).map { Point($0, $1) }, .disc, .sgd, diameter: 3.2,
        layer: "diagonal", name: "against the prediction"),
      Label(
        "relative distance $\(Numeral(run.distanceToPredicted, significant: 1).tex)$",
        at: .fraction(Point(0, 1)),
        .init(align: Point(0, 0), offset: Point(3, -2)), size: .tick, role: .sgdText,
        layer: "diagonal"),
      Label(
        "grey: against\ngradient flow’s limit", at: .fraction(Point(1, 0)),
        .init(align: Point(1, 1), offset: Point(-2, -6)), size: .tick, role: .note, layer: "flow"),
    ]
    let span = (ticks.first?.value ?? low)...(ticks.last?.value ?? high)
    return Panel(
      name: "coordinates", x: scale, y: scale, aspect: .equal,
      frame: .ranges(
        x: Axis(
          ticks, over: span,
          label: "$\\operatorname{arg\\,min}\\phi_\\alpha$ at the effective $\\alpha$"),
        y: Axis(ticks, over: span)),
      heading: Panel.Heading("SGD’s limit"), marks: marks)
  }

  private func runPanel(
    _ signs: EffectiveAlpha.Run, _ gaussian: EffectiveAlpha.Run, _ size: SizeClass
  ) throws -> Panel {
    func line(
      _ run: EffectiveAlpha.Run, _ value: (EffectiveAlpha.Moment) -> Double
    ) -> [Point] {
      run.moments.filter { $0.step > 0 }.map { Point(Double($0.step), value($0)) }
    }
    let lines = [
      line(signs) { $0.exactAlpha }, line(signs) { $0.formulaAlpha },
      line(gaussian) { $0.exactAlpha }, line(gaussian) { $0.formulaAlpha },
    ]
    let last = lines.flatMap { $0.map(\.x) }.max() ?? 10
    let top = model.alpha
    let ticks = [Tick(0, "0")] + linearTicks(from: 0, to: top, count: 4).filter { $0.value > 0 }
    let decades = decadeTicks(from: 1, to: last, labelled: 2)
    let marks: [any Mark] = [
      Polyline(
        [[Point(1, top), Point(last, top)]], .gradientFlow, .curve, layer: "flow",
        name: "gradient flow"),
      Curve(lines[2], .note, .curve, layer: "run", name: "Gaussian features"),
      Curve(lines[3], .note, .curve, .dashed, layer: "run", name: "Gaussian features"),
      Curve(lines[0], .sgd, .strong, layer: "run", name: "sign features"),
      Curve(lines[1], .sgd, .curve, .dashed, layer: "run", name: "sign features"),
      Label(
        "gradient flow", at: .datum(Point(last, top)),
        .init(align: Point(1, 1), offset: Point(0, -4)),
        size: .tick, role: .gradientFlow, layer: "flow"),
      Label(
        "$\\pm1$ features", at: .datum(lines[0][lines[0].count - 1]),
        .init(align: Point(1, 0), offset: Point(0, 5)),
        .init(align: Point(1, 1), offset: Point(0, -5)),
        .init(align: Point(1, 0), offset: Point(0, 12)),
        .init(align: Point(1, 1), offset: Point(0, -12)),
        size: .tick, role: .sgdText, layer: "run"),
      Label(
        "Gaussian features", at: .datum(lines[2][lines[2].count - 1]),
        .init(align: Point(1, 1), offset: Point(0, -5)),
        .init(align: Point(1, 0), offset: Point(0, 5)),
        .init(align: Point(1, 1), offset: Point(0, -12)),
        .init(align: Point(1, 0), offset: Point(0, 12)),
        size: .tick, role: .note, layer: "run"),
      Label(
        "dashed: integral formula", at: .fraction(Point(0, 0)),
        .init(align: Point(0, 1), offset: Point(3, -4)), size: .tick, role: .note, layer: "run"),
      Label(
        "line: exact product", at: .fraction(Point(0, 0)),
        .init(align: Point(0, 1), offset: Point(3, size == .slide ? -17 : -14.5)), size: .tick,
        role: .note, layer: "run"),
    ]
    return Panel(
      name: "run", x: try Scale(.log, from: 1, to: last), y: try Scale(.linear, from: 0, to: top),
      frame: .ranges(
        x: Axis(decades, over: 1...last, label: "step $k$"), y: Axis(ticks, over: 0...top)),
      heading: Panel.Heading("effective $\\alpha$"), marks: marks)
  }
}
