import Models

/// margin.json.
let marginHandlers: [String: Handler] = [
  "hard_margin": { reference in
    let data = try reference.given.classificationData()
    guard case .separable(let answer) = Separation(of: data) else {
      return .fields(["separable": .bool(false)])
    }
    return .fields([
      "separable": .bool(true),
      "w": .numbers(answer.w),
      "norm": .number(euclideanNorm(answer.w)),
      "direction": .numbers(answer.direction),
      "margin": .number(answer.margin),
      "functional_margins": .numbers(answer.functionalMargins),
      "on_margin": .integers(answer.onMargin),
      "dual": .numbers(answer.dual),
      "support_vectors": .integers(answer.supportVectors),
      "dual_unique": .bool(answer.dualIsUnique),
    ])
  },
  "not_separable": { reference in
    let data = try reference.given.classificationData()
    guard case .inseparable(let weights) = Separation(of: data) else {
      return .fields(["separable": .bool(true)])
    }
    // One of many certificates is shown, so ours is checked by what it must satisfy.
    let combination = data.signedSamples.transposedTimes(weights)
    guard weights.allSatisfy({ $0 >= 0 }), abs(weights.reduce(0, +) - 1) < 1e-12,
      maximumNorm(combination) <= 1e-11 * data.x.largestMagnitude
    else { throw ReferenceError.wrongType("certificate", wanted: "a proof") }
    let problem = LogisticRegression(data)
    let minimiser = try problem.minimiser()
    return .fields([
      "separable": .bool(false),
      "certificate": .numbers(weights),
      "logistic_minimiser": .numbers(minimiser),
      "logistic_minimum": .number(problem.loss(minimiser)),
    ])
  },
  "logistic_run": { reference in
    let given = reference.given
    let data = try given.classificationData()
    guard case .separable(let best) = Separation(of: data) else {
      throw ReferenceError.wrongType("labels", wanted: "separable")
    }
    let problem = LogisticRegression(data)
    let iterates = try problem.descend(
      from: try given.numbers("w0"), schedule: StepSchedule(try given.number("step_size")),
      batches: try given.batches(), checkpoints: try given.integers("checkpoints"))
    let norms = iterates.map { euclideanNorm($0) }
    return .fields([
      "w": .rows(iterates),
      "direction": .rows(zip(iterates, norms).map { w, norm in w.map { $0 / norm } }),
      "norm": .numbers(norms),
      "loss": .numbers(iterates.map { problem.loss($0) }),
      "angle_to_hard_margin": .numbers(iterates.map { angle($0, best.w) }),
      "normalised_margin": .numbers(
        zip(iterates, norms).map { (problem.margins($0).min() ?? 0) / $1 }),
      "best_margin": .number(best.margin),
    ])
  },
]

extension JSON {
  /// The data X and labels.
  fileprivate func classificationData() throws -> ClassificationData {
    try ClassificationData(x: try dataMatrix(), labels: try numbers("labels"))
  }
}
