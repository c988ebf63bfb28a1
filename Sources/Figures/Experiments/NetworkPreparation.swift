import Lectures
import Models
import Records

/// What is done with the user's data before a run, and which rows are held back.
extension NetworkExperiment {
  var preparationParameters: [Parameter<NetworkExperiment>] {
    let isGiven: @Sendable (NetworkExperiment) -> Bool = { $0.table != nil }
    let all: [Parameter<NetworkExperiment>] = [
      .real("test", \.test, in: 0...0.9, "part of the rows that is held back"),
      .integer("folds", \.folds, in: 0...1000, "parts for cross-validation; 0 for none"),
      .integer("fold", \.fold, in: 0...999, "which of these parts is held back"),
      .integer(
        "test-seed", \.preparation.seed, in: 0...1_000_000_000, "seed of the choice of these parts"),
      .choice(
        "centring", \.centring, of: ["none", "targets", "columns"],
        "whether the mean of the targets, or of every column, is taken out"),
      .choice(
        "scaling", \.scaling, of: ["none", "rms"],
        "features as they are, or divided by the root of their mean square"),
      .choice(
        "intercept", \.intercept, of: ["none", "feature"],
        "whether a column of ones is a further feature"),
    ]
    return all.map { $0.used(otherwise: "needs data", when: isGiven) }
  }

  var preparationConditions: [Condition<NetworkExperiment>] {
    [
      Condition("folds = 0 or test = 0: rows are held back by one of them") {
        $0.folds == 0 || $0.test == 0
      },
      Condition("folds = 0 or fold < folds, and folds ≠ 1: parts are counted from 0") {
        $0.folds == 0 || $0.fold < $0.folds && $0.folds > 1
      },
      Condition("test, folds: some rows are left to fit, and some are held back") {
        $0.table == nil || $0.prepared != nil
      },
    ]
  }

  var centring: String {
    get { preparation.centring.rawValue }
    set { preparation.centring = .init(rawValue: newValue) ?? .none }
  }

  var scaling: String {
    get { preparation.scaling.rawValue }
    set { preparation.scaling = .init(rawValue: newValue) ?? .none }
  }

  var intercept: String {
    get { preparation.hasIntercept ? "feature" : "none" }
    set { preparation.hasIntercept = newValue == "feature" }
  }
}
