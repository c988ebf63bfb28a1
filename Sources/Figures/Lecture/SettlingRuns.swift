import Lectures
import Models
import Records

/// How some runs of stochastic gradient descent end: settled, diverged, or neither within the steps
/// allowed.
struct SettlingRuns {
  let diverged: Int
  let unsettled: Int
  let all: Int
  let mostSteps: Int
  /// Whether the data are the user's, whose rows may be nearly dependent: no step need bring a run to
  /// rest there, and a run that has not settled is drawn with gradient flow's limit from where it is.
  let isGiven: Bool

  init(_ samples: [SGDSparsity.Sample], of model: SGDSparsity) {
    diverged = samples.reduce(0) { $0 + $1.diverged }
    unsettled = samples.reduce(0) { $0 + $1.unsettled }
    all = samples.reduce(0) { $0 + $1.count }
    mostSteps = model.mostSteps
    isGiven = model.dataSet != nil
  }

  /// How many runs diverge or do not settle, and which step helps.
  func refusal(remedies: (divergence: String, slowness: String)) -> String {
    [
      diverged > 0
        ? "\(diverged) of \(all) diverged (choose a smaller \(remedies.divergence))" : nil,
      unsettled > 0 ? "\(unsettled) of \(all) did not settle\(advice(remedies.slowness))" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// What helps runs that do not settle.
  ///
  /// A small step is slow, a large one never comes to rest; where others diverge, it is large.
  private func advice(_ remedy: String) -> String {
    diverged > 0 ? "" : " (choose another \(remedy))"
  }

  /// A line on those that diverge and one on those that do not settle.
  func warnings(_ which: String, _ parameter: String, _ step: Double) -> [String] {
    let of = "of \(which) at \(parameter)=\(typed(step))"
    return [
      diverged == 0
        ? nil
        : "\(of) \(diverged) of \(all) \(agreeing(diverged, "diverges", "diverge")) (choose a smaller "
          + "\(parameter)); \(agreeing(diverged, "it is", "they are")) not drawn",
      unsettled == 0
        ? nil
        : "\(of) \(unsettled) of \(all) \(agreeing(unsettled, "does", "do")) not settle within "
          + "\(mostSteps) steps"
          + (isGiven
            ? " (features of comparable units, rows that are not nearly dependent, or another \(parameter) settle sooner); "
            : "\(advice(parameter)); ") + agreeing(unsettled, "it is ", "they are ")
          + (isGiven ? "drawn with the limit of gradient flow from where they are" : "not drawn"),
    ].compactMap { $0 }
  }

  /// What the words of a figure say of the runs.
  var facts: Facts {
    [
      "lost": .flag(diverged + unsettled > 0), "both": .flag(diverged > 0 && unsettled > 0),
      "diverges": .flag(diverged > 0), "stays": .flag(unsettled > 0), "diverged": .count(diverged),
      "unsettled": .count(unsettled), "runs": .count(all), "steps": .count(mostSteps),
      "undrawn": .flag(unsettled == 0 || !isGiven),
      "drawn": .flag(unsettled > 0 && isGiven && diverged == 0),
      "partly": .flag(unsettled > 0 && isGiven && diverged > 0),
    ]
  }
}
