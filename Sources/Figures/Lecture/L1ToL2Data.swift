import Claims
import Drawing
import Lectures
import Models
import Records

/// What is kept of the limits.
extension L1ToL2Figure {
  func data(_ outcome: L1ToL2.Outcome, _ marked: Marked?, paths: [[Point]]) -> FigureData {
    let sorted = alphas.sorted()
    let ends = (outcome.theory.first, outcome.theory.last)
    let worst = outcome.flows.map(\.distanceToTheory).worst
    let fall = zip(outcome.theory, outcome.theory.dropFirst()).map { $0.limit.l1 - $1.limit.l1 }
    let rise = zip(outcome.theory, outcome.theory.dropFirst()).map { $1.limit.l2 - $0.limit.l2 }
    let wrongWay = (fall + rise).worst.positivePart
    let isFlat = flat(outcome).l1
    var numbers: [Quantity] = [
      .init("l1.least", outcome.leastL1.l1), .init("l1.greatest", ends.1?.limit.l1 ?? .nan),
      .init("l2.least", outcome.leastL2.l2), .init("l2.greatest", ends.0?.limit.l2 ?? .nan),
      .init("lazy.alpha", outcome.lazyAlpha),
    ]
    // Where the norms are the same at every scale, none is halfway.
    if !isFlat, let alpha = outcome.halfwayAlpha { numbers.append(.init("halfway.alpha", alpha)) }
    numbers.append(.init("flow.distance", worst))
    if let marked {
      numbers += [.init("marked.l1", marked.limit.l1), .init("marked.l2", marked.limit.l2)]
    }
    let theory = outcome.theory.map { [$0.alpha, $0.limit.l1, $0.limit.l2] }
    let flow = outcome.flows.filter(\.isAtLimit).map { [$0.alpha, $0.limit.l1, $0.limit.l2] }
    var series = [
      Table("theory", ["alpha", "l1", "l2"], theory), Table("flow", ["alpha", "l1", "l2"], flow),
    ]
    series += zip(sorted, paths).map { alpha, path in
      Table("path", ["alpha", "theta1", "theta2"], path.map { [alpha, $0.x, $0.y] })
    }
    if let path = marked?.path {
      series.append(Table("marked", ["theta1", "theta2"], path.map { [$0.x, $0.y] }))
    }
    if let given, given.heldBackX != nil {
      let errors = outcome.theory.map { [$0.alpha, given.testError($0.limit.theta) ?? .nan] }
      series.append(Table("test", ["alpha", "error"], errors))
      numbers += given.quantity("test-error.small", errors.first?.last)
      numbers += given.quantity("test-error.large", errors.last?.last)
    }
    return FigureData(
      numbers: numbers, series: series,
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
  }
}
