import Models

/// sgd.json: one kind, two models.
let descentHandlers: [String: Handler] = [
  "run": { reference in
    switch try reference.given.string("model") {
    case "least_squares": try leastSquaresRun(reference.given)
    case let model: throw ReferenceError.unknown("model", model)
    }
  }
]

private func leastSquaresRun(_ given: JSON) throws -> Answer {
  let problem = LeastSquares(try given.dataSet())
  let momentum = try given.number("momentum")
  let decay = given.has("step_decay") ? try given.number("step_decay") : nil
  let iterates = try problem.descend(
    from: try given.numbers("theta0"),
    rule: momentum == 0 ? .gradient : .heavyBall(momentum: momentum),
    schedule: StepSchedule(try given.number("step_size"), decay: decay),
    batches: try given.batches(), checkpoints: try given.integers("checkpoints"))
  return .fields([
    "theta": .rows(iterates),
    "loss": .numbers(iterates.map { problem.risk($0) }),
  ])
}
