import Models

/// stochastic_flow.json.
let stochasticFlowHandlers: [String: Handler] = [
  "euler_maruyama": { try stochasticPath($0.given, scheme: .eulerMaruyama) },
  "exponential": { try stochasticPath($0.given, scheme: .exponential) },
]

private func stochasticPath(_ given: JSON, scheme: StochasticFlow.Scheme) throws -> Answer {
  let data = try given.dataSet()
  let normals = try given.rows("normals")
  let noise: StochasticFlow.Noise
  switch try given.string("noise") {
  case "mean_residual": noise = .meanResidual
  case "per_sample": noise = .perSample
  case let name: throw ReferenceError.unknown("noise", name)
  }
  let flow = StochasticFlow(
    data, stepSize: try given.number("sgd_step_size"), timeStep: try given.number("time_step"),
    noise: noise)
  let path: StochasticFlow.Path
  switch try given.string("model") {
  case "least_squares":
    path = flow.leastSquaresPath(from: try given.numbers("theta0"), steps: normals.count) {
      normals[$0]
    }
  case "diagonal":
    path = flow.networkPath(
      from: try NetworkWeights(alpha: try given.number("alpha"), dimension: data.features),
      steps: normals.count, scheme: scheme
    ) { normals[$0] }
  case let name: throw ReferenceError.unknown("model", name)
  }
  var fields: [String: JSON] = [
    "theta": .rows(path.states.map(\.theta)),
    "loss": .numbers(path.states.map(\.loss)),
    "integral_of_loss": .numbers(path.states.map(\.integralOfLoss)),
    "noise_vector": .rows(path.noiseVectors),
  ]
  let weights = path.states.compactMap(\.weights)
  if let last = path.states.last, !weights.isEmpty {
    fields["u"] = .rows(weights.map(\.u))
    fields["v"] = .rows(weights.map(\.v))
    fields["invariant"] = .rows(weights.map { zip($0.p, $0.q).map { 0.5 * $0 * $1 } })
    fields["alpha_effective"] = .numbers(
      flow.effectiveAlphas(
        alpha: try given.number("alpha"), integralOfLoss: last.integralOfLoss))
  }
  return .fields(fields)
}
