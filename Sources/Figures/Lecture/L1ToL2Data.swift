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
    return FigureData(
      numbers: [
        .init("l1.least", outcome.leastL1.l1), .init("l1.greatest", ends.1?.limit.l1 ?? .nan),
        .init("l2.least", outcome.leastL2.l2), .init("l2.greatest", ends.0?.limit.l2 ?? .nan),
        .init("lazy.alpha", outcome.lazyAlpha),
        // Where the norms are the same at every scale, none is halfway.
        .init("halfway.alpha", isFlat ? .nan : outcome.halfwayAlpha ?? .nan),
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
  }
}
