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
    let test = given.flatMap { given in
      given.heldBackX == nil
        ? nil : outcome.theory.map { [$0.alpha, given.testError($0.limit.theta) ?? .nan] }
    }
    let numbers = [Quantity]([
      "l1.least": outcome.leastL1.l1, "l1.greatest": ends.1?.limit.l1 ?? .nan,
      "l2.least": outcome.leastL2.l2, "l2.greatest": ends.0?.limit.l2 ?? .nan,
      "lazy.alpha": outcome.lazyAlpha,
      // Where the norms are the same at every scale, none is halfway.
      "halfway.alpha": isFlat ? nil : outcome.halfwayAlpha, "flow.distance": worst,
      "marked.l1": marked?.limit.l1, "marked.l2": marked?.limit.l2,
      "test-error.small": given?.shown(test?.first?.last),
      "test-error.large": given?.shown(test?.last?.last),
    ])
    let theory = outcome.theory.map { [$0.alpha, $0.limit.l1, $0.limit.l2] }
    let flow = outcome.flows.filter(\.isAtLimit).map { [$0.alpha, $0.limit.l1, $0.limit.l2] }
    var series = [
      Table("theory", ["alpha", "l1", "l2"], theory), Table("flow", ["alpha", "l1", "l2"], flow),
    ]
    series += zip(sorted, paths).map { alpha, path in
      Table("path", ["alpha", "theta1", "theta2"], path.map { [alpha, $0.x, $0.y] })
    }
    if let path = marked?.path { series.append(Table("marked", ["theta1", "theta2"], path)) }
    if let test { series.append(Table("test", ["alpha", "error"], test)) }
    return FigureData(
      numbers: numbers, series: series,
      claims: [
        Claim(
          "l1-to-l2", "integrated flows end where the dual root says", worst, within: 1e-8,
          "the flow is integrated until it interpolates; the route shares no code"),
        Claim(
          "l1-to-l2",
          notation(
            #"$\|\t_\infty\|_1$ rises and $\|\t_\infty\|_2$ falls along the line of "#
              + #"$\alpha$: the largest step back"#), wrongWay, within: 1e-9,
          "rounding of the dual root"),
      ]
        + (marked.map { one in
          [
            Claim(
              "l1-to-l2",
              "at $\\alpha = \(Numeral(exactly: one.alpha).tex)$ the integrated flow ends at the dual root",
              one.distanceToTheory, within: 1e-8, "the flow is integrated until it interpolates")
          ]
        } ?? []))
  }
}
