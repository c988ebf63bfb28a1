import Drawing
import Lectures
import Models

/// What the words say of the runs.
extension SGDSparsityFigure {
  /// What a squared error to a truth of entries ±1 is below where the weights differ by rounding.
  private static let roundingError = 1e-20

  func facts(
    _ outcome: Outcome, _ run: SGDSparsity.Run, _ ends: SettlingRuns, _ sweepEnds: SettlingRuns
  ) -> Facts {
    let shown = outcome.shown
    let (flow, sgd) = Self.medians(outcome.sweep)
    func rises(_ line: [Point]) -> Bool { zip(line, line.dropFirst()).allSatisfy { $0.y <= $1.y } }
    func median(_ quartiles: Quartiles?, _ decimals: Int) -> Fact {
      .part(quartiles) { ["value": .decimals($0.median, decimals), "tiny": isTiny($0.median)] }
    }
    // A median of counts is a count or lies halfway between two.
    func count(_ quartiles: Quartiles?) -> Fact {
      .part(quartiles) { ["value": .exactly($0.median)] }
    }
    func isTiny(_ error: Double) -> Fact { .flag(error > 0 && error < Self.roundingError) }
    func norms(_ summary: SparsitySummary) -> Fact {
      func short(_ value: Double) -> Fact {
        value < 0.1 ? .significant(value, 2) : .decimals(value, 2)
      }
      return .list([
        [
          "l1": short(summary.l1),
          "error": .part(summary.squaredError) {
            ["value": short($0), "tiny": .flag($0 < Self.roundingError)]
          },
        ]
      ])
    }
    let settled = shown.runs.count(where: \.isAtRest)
    // As many decimals as tell the two apart, at least two.
    let errors = (shown.sgdError?.median ?? 0, shown.flowError?.median ?? 0)
    let errorDecimals = min(errors.0, errors.1) < 0.05 && abs(errors.0 - errors.1) > 1e-6 ? 4 : 2
    return [
      "given": .flag(model.dataSet != nil),
      "prepared": .part(given) {
        $0.facts([
          "sgd": .significant(testError(shown, \.sgd) ?? .nan, 3),
          "flow": .significant(testError(shown, \.flow) ?? .nan, 3),
        ])
      }, "alpha": .significant(model.alpha, 17), "step": .significant(model.stepSize, 17),
      "sweepStep": .significant(model.sweepStepSize, 17), "weights": .count(run.sgd.theta.count),
      "rest": .flag(run.isAtRest), "nonzeros": .count((run.teacher ?? []).count { $0 != 0 }),
      "flowSupport": .count(run.flow.support), "sgdSupport": .count(run.sgd.support),
      "flow": norms(run.flow), "sgd": norms(run.sgd), "shown": .list([ends.facts]),
      "sweep": .list([sweepEnds.facts]), "bothRise": .flag(rises(flow) && rises(sgd)),
      "below": .flag(zip(flow, sgd).allSatisfy { $1.y < $0.y }),
      "arrow": .part(outcome.sameNorm) { ["alpha": .significant($0.flowAlpha, 2)] },
      "seeds": .count(model.seeds), "drawn": .count(shown.runs.count),
      "seed": .count(Int(run.seed)), "settledAny": .flag(settled > 0), "settled": .count(settled),
      "medianSGD": count(shown.sgdSupport), "medianFlow": count(shown.flowSupport),
      "errorSGD": median(shown.sgdError, errorDecimals),
      "errorFlow": median(shown.flowError, errorDecimals),
      "sparser": .flag((shown.sgdSupport?.median ?? .nan) < (shown.flowSupport?.median ?? .nan)),
    ]
  }
}
