import Lectures
import Models
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
    .integer("seed", \.model.seed, in: 0...1_000_000, "seed of data and samples"),
  ]

  var conditions: [Condition<EffectiveAlphaFigure>] {
    [
      .interpolated { $0.model.samples <= $0.model.features },
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

  func computed() throws -> Computed {
    let runs = try parallelMap(2) { k in Result { try run(k == 0 ? .rademacher : .gaussian) } }.map
    { try $0.get() }
    let (signs, gaussian) = (runs[0], runs[1])
    let scatter = signs.theta.indices.map { j in
      [Double(j + 1), signs.predicted[j], signs.flow[j], signs.theta[j]]
    }
    let lasts = runs.map { $0.moments[$0.moments.count - 1] }
    let tables = zip(["signs", "gaussian"], runs).map { name, run in
      Table(
        "\(name)-run", ["step", "loss", "exact", "formula"],
        run.moments.map { [Double($0.step), $0.loss, $0.exactAlpha, $0.formulaAlpha] })
    }
    let falls = runs.allSatisfy { run in
      zip(run.moments, run.moments.dropFirst()).allSatisfy { $1.exactAlpha <= $0.exactAlpha }
    }
    return Computed(
      of: self,
      numbers: [
        "signs.distance": signs.distanceToPredicted, "signs.distance-to-flow": signs.distanceToFlow,
        "signs.effective-alpha": lasts[0].exactAlpha, "signs.formula-alpha": lasts[0].formulaAlpha,
        "signs.spread": signs.spread, "gaussian.effective-alpha": lasts[1].exactAlpha,
        "gaussian.formula-alpha": lasts[1].formulaAlpha,
        "gaussian.distance-by-formula": gaussian.distanceToFormula,
        "gaussian.distance-to-flow": gaussian.distanceToFlow,
      ], series: [Table("coordinates", ["j", "predicted", "flow", "sgd"], scatter)] + tables,
      claims: [
        Claim(
          "effective-alpha",
          #"with $\pm 1$ features SGD's last iterate minimises $\phi_\alpha$ at the one "#
            + #"effective $\alpha$"#, signs.distanceToPredicted, within: 1e-8,
          "SGD runs until its loss is $10^{-26}$; the minimiser is found by Newton's method")
      ],
      facts: [
        "reached": .decimals(lasts[0].exactAlpha, 4), "alpha": .exactly(model.alpha),
        "share": .decimals(100 * lasts[1].formulaAlpha / lasts[1].exactAlpha, 0),
        "predicted": .flag(signs.distanceToPredicted <= 1e-3), "falls": .flag(falls),
        "distance": .significant(signs.distanceToPredicted, 1),
        "off": .flag(signs.distanceToFlow > 0.02), "end": .significant(lasts[0].exactAlpha, 2),
        "endFormula": .significant(lasts[0].formulaAlpha, 2),
        "gauss": .significant(lasts[1].exactAlpha, 2),
        "gaussFormula": .significant(lasts[1].formulaAlpha, 2),
      ]
    ) { size, text in
      spread(
        [scatterPanel(signs, text), runPanel(runs, model.alpha, text)], shares: [1, 1.1],
        column: [1.2, 1], at: size, heights: (column: 380, text: 187), text)
    }
  }

  private func run(_ features: Features) throws -> EffectiveAlpha.Run {
    var model = model
    model.nonzeros = min(model.nonzeros, model.features)
    let setting = "at alpha=\(typed(model.alpha)) step=\(typed(model.stepSize)) SGD"
    do {
      let run = try model.run(features)
      guard maximumNorm(run.data.y) > 0 else {
        throw RefusedSetting(
          "at seed=\(model.seed) every target is 0, so every limit is; choose another seed")
      }
      return run
    } catch let failure as SettledDescent.Failure {
      switch failure {
      case .diverged(let steps):
        throw RefusedSetting(
          "\(setting) diverges within \(steps) steps; choose a smaller step"
            + (model.alpha > 1e-3 ? " or a smaller alpha" : ""))
      case .unsettled:
        throw RefusedSetting(
          "\(setting) has a loss above 1e-26 after \(model.mostSteps) steps; "
            + "choose another alpha or step")
      case .noLimit: throw failure
      }
    }
  }
}
