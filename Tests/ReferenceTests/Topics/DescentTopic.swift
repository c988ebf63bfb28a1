import Models

/// sgd.json: one kind, two models.
let descentHandlers: [String: Handler] = [
  "run": { reference in
    switch try reference.given.string("model") {
    case "least_squares": try leastSquaresRun(reference.given)
    case "diagonal": try networkRun(reference.given)
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

private func networkRun(_ given: JSON) throws -> Answer {
  let network = DiagonalNetwork(try given.dataSet())
  let start = try NetworkWeights(alpha: try given.number("alpha"), dimension: network.dimension)
  let iterates = try network.descend(
    from: DiagonalNetwork.Weights(u: start.u, v: start.v),
    schedule: StepSchedule(
      try given.number("step_size"),
      decay: given.has("step_decay") ? try given.number("step_decay") : nil),
    momentum: try given.number("momentum"), batches: try given.batches(),
    checkpoints: try given.integers("checkpoints"))
  return .fields([
    "u": .rows(iterates.map(\.u)),
    "v": .rows(iterates.map(\.v)),
    "theta": .rows(iterates.map { zip($0.u, $0.v).map { $0 * $1 } }),
    "loss": .numbers(iterates.map { network.loss(u: $0.u, v: $0.v) }),
    "invariant": .rows(
      iterates.map { zip($0.u, $0.v).map { 0.5 * ($0 - $1) * ($0 + $1) } }),
  ])
}
