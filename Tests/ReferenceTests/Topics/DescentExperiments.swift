import Models

/// step_size_sweep.json and uncentred.json.
let stepSizeSweepHandlers: [String: Handler] = [
  "stability_edges": { reference in
    let edges = try sweep(reference.given).edges()
    return .fields([
      "gradient_descent": .numbers(edges.map(\.gradientDescent)),
      "single_sample": .numbers(edges.map(\.singleSample)),
    ])
  },
  "step_size_point": { reference in
    let given = reference.given
    func point(_ roundings: Int) throws -> StepSizeSweep.Point {
      let step = try given.number("eta") * (1 + Double(roundings) * Double.ulpOfOne)
      return try sweep(given).points(stepSizes: [step], batch: given.batch())[0]
    }
    // SGD near its edge amplifies rounding.
    let points = try [0, 1].map(point)
    let gains = points.map { $0.runs.map(\.totalGain) }
    guard zip(gains[0], gains[1]).contains(where: { abs($0 - $1) > 1e-8 * abs($0) }) else {
      return .fields(fields(points[0]))
    }
    let more = try (Array(-16 ... -1) + (2...16)).map(point)
    return .roundings(
      (points + more).filter { $0.runs.map(\.seed) == points[0].runs.map(\.seed) }.map(fields))
  },
]

private func fields(_ point: StepSizeSweep.Point) -> [String: JSON] {
  let ratios = point.runs.map(\.errorRatio)
  let gains = point.runs.map(\.totalGain)
  let onOverOff = point.runs.map(\.gainOnOverOff)
  return [
    "seeds_converged": .integers(point.runs.map { Int($0.seed) }),
    "diverged": .integer(point.diverged), "unfinished": .integer(point.unfinished),
    "error_ratio": .numbers(ratios), "l1_ratio": .numbers(point.runs.map(\.l1Ratio)),
    "gain_l1": .numbers(gains), "gain_on_over_off": .numbers(onOverOff),
    "median_error_ratio": median(ratios).json,
    "median_l1_ratio": median(point.runs.map(\.l1Ratio)).json,
    "median_gain_l1": median(gains).json,
    "median_gain_on_over_off": median(onOverOff).json,
  ]
}

extension Double {
  /// The number, or null where it is none.
  fileprivate var json: JSON { isNaN ? .null : .number(self) }
}

extension JSON {
  fileprivate func batch() throws -> NetworkDescent.Batch {
    switch try string("algorithm") {
    case "GD": .full
    case "SGD": .samples(1)
    case let name: throw ReferenceError.unknown("algorithm", name)
    }
  }
}

private func sweep(_ given: JSON) throws -> StepSizeSweep {
  let data = try given["data"]
  var sweep = StepSizeSweep()
  sweep.samples = try data.integer("samples")
  sweep.features = try data.integer("features")
  sweep.entries = try data.features()
  sweep.teacher = try data.teacher()
  sweep.seeds = try data.seeds()
  sweep.alpha = try given.number("alpha")
  return sweep
}

let uncentredHandlers: [String: Handler] = [
  "uncentred": { reference in
    let given = reference.given
    var sweep = StepSizeSweep()
    sweep.entries = .uncentred(mean: 5)
    sweep.teacher = .sparse(nonzeros: 3, isSigned: false)
    sweep.seeds = try given.seeds()
    sweep.finalLoss = 1e-18
    (sweep.mostSteps, sweep.mostSingleSteps) = (400_000, 4_000_000)
    sweep.restLoss = .infinity
    let runs = try sweep.points(
      stepSizes: [try given.number("eta")], batch: try given.batch())[0].runs
    return .fields([
      "error": .numbers(runs.map(\.error)), "flow_error": .numbers(runs.map(\.flowError)),
      "median_error": .number(median(runs.map(\.error))),
      "median_flow_error": .number(median(runs.map(\.flowError))),
      "gain_on_over_off": .number(median(runs.map(\.gainOnOverOff))),
    ])
  }
]

/// toy_dynamics.json.
let toyDynamicsHandlers: [String: Handler] = [
  "toy_dynamics": { reference in
    let given = reference.given
    let network = ScalarNetwork(label: try given.number("y"))
    let first = try given.numbers("start")
    let start = SIMD2(first[0], first[1])
    let limit = network.flow(from: start).limit
    let sharpness = network.sharpnessOfFlow(from: start)
    let steps = try given.numbers("etas")
    let runs = steps.map { network.descent(from: start, stepSize: $0) }
    let ended = zip(steps, runs).filter { $0.1.end == .converged }
    let ends = ended.compactMap(\.1.points.last)
    return .fields([
      "flow": .numbers([limit.x, limit.y]), "flow_sharpness": .number(sharpness),
      "edge": .number(2 / sharpness),
      "status": .array(runs.map { .string($0.end.rawValue) }),
      "converged_etas": .numbers(ended.map(\.0)),
      "ends": .rows(ends.map { [$0.x, $0.y] }),
      "eta_times_sharpness": .numbers(zip(ended, ends).map { $0.0 * network.sharpness($1) }),
    ])
  }
]

/// ols_null.json: the optimisers are told by their words.
let leastSquaresNullHandlers: [String: Handler] = [
  "ols_null": { reference in
    let given = reference.given
    let seed = UInt64(try given.integer("seed"))
    let experiment = try LeastSquaresNull(
      samples: try given.integer("samples"), features: try given.integer("features"), seed: seed)
    let optimisers = try given.list("optimisers").map { json in
      guard case .string(let text) = json else { throw ReferenceError.missing("optimisers") }
      return try optimiser(text, experiment.problem)
    }
    // Adam makes rounding grow once it has come to rest, again and again.
    return .roundings(
      try (0..<9).map { k in
        let moved = try LeastSquaresNull(
          samples: try given.integer("samples"), features: try given.integer("features"),
          scale: 1 + Double(k) * Double.ulpOfOne, seed: seed)
        let ends = try optimisers.map {
          try moved.moments(of: $0, marks: [$0.steps], seed: seed)[0]
        }
        return [
          "distance": .numbers(ends.map(\.distance)), "off_span": .numbers(ends.map(\.offSpan)),
          "residual": .numbers(ends.map(\.residual)),
        ]
      })
  }
]

/// An optimiser such as "heavy ball 0.9, eta=0.1/lambda_max, 5000 steps".
private func optimiser(
  _ text: String, _ problem: LeastSquares
) throws -> LeastSquaresNull.Optimiser {
  let words = text.split(separator: ",").map { $0.trimmingPrefix(" ") }
  let momentum = words[0].split(separator: " ").last.flatMap { Double($0) } ?? 0
  guard let part = words.first(where: { $0.hasPrefix("eta=") })?.dropFirst(4).split(separator: "/"),
    let factor = Double(part[0]), let last = words.last?.split(separator: " ").first,
    let steps = Int(last)
  else { throw ReferenceError.unknown("optimiser", text) }
  var size = factor
  switch part.count == 2 ? part[1] : "" {
  case "": break
  case "lambda_max": size *= problem.stepSizeEdge / 2
  case "max|x_i|^2": size *= problem.singleSampleStepSizeBound / 2
  case let unit: throw ReferenceError.unknown("step size", String(unit))
  }
  let rule: DescentRule
  switch words[0] {
  case "gradient descent", "SGD": rule = .gradient
  case "Adam": rule = .adam()
  case "AdaGrad": rule = .adaGrad()
  case let name where name.hasPrefix("heavy ball"): rule = .heavyBall(momentum: momentum)
  case let name where name.hasPrefix("Nesterov"): rule = .nesterov(momentum: momentum)
  case let name: throw ReferenceError.unknown("optimiser", String(name))
  }
  return LeastSquaresNull.Optimiser(
    rule, stepSize: size, steps: steps, usesOneSample: words[0] == "SGD")
}

/// label_noise.json.
let labelNoiseHandlers: [String: Handler] = [
  "label_noise": { reference in
    let given = reference.given
    let alpha = try given.number("alpha")
    let delta = try given.number("delta")
    let seeds = try given["data"].seeds()
    let outcomes = try seeds.map { seed in
      var runs = ManyRuns(try given.experimentData(seed: seed))
      runs.alpha = alpha
      runs.stepSize = try given.number("eta")
      runs.finalLoss = 1e-10
      runs.mayMove = true
      runs.lossStride = 1024
      if delta > 0 {
        runs.labelNoise = NetworkDescent.LabelNoise(
          size: delta, steps: try given.integer("noisy_steps"))
      }
      let run = try runs.runs(seeds: [seed])[0]
      return (
        ratio: run.effectiveAlpha / alpha,
        error: try runs.flow(alpha: run.effectiveAlpha).squaredError ?? .nan,
        flow: try runs.flow(alpha: alpha).squaredError ?? .nan
      )
    }
    return .fields([
      "alpha_ratio": .numbers(outcomes.map(\.ratio)), "error": .numbers(outcomes.map(\.error)),
      "flow_error": .numbers(outcomes.map(\.flow)),
      "median_alpha_ratio": .number(median(outcomes.map(\.ratio))),
      "median_error": .number(median(outcomes.map(\.error))),
      "median_flow_error": .number(median(outcomes.map(\.flow))),
    ])
  }
]

/// hundred_runs.json.
let hundredRunsHandlers: [String: Handler] = [
  "hundred_runs": { reference in
    let given = reference.given
    var many = ManyRuns(try given.experimentData())
    many.alpha = try given.number("alpha")
    many.stepSize = try given.number("eta")
    many.lossStride = 1
    let runs = try many.runs(seeds: try given.integers("runs").map { UInt64($0) })
    let errors = runs.compactMap(\.limit.squaredError)
    let flow = try many.flow(alpha: many.alpha)
    return .fields([
      "integral": .numbers(runs.map(\.integral)),
      "alpha_eff": .numbers(runs.map(\.effectiveAlpha)),
      "error": .numbers(errors), "l1": .numbers(runs.map(\.limit.l1)),
      "flow_error": .number(flow.squaredError ?? .nan), "flow_l1": .number(flow.l1),
      "spearman_integral_error": .number(rankCorrelation(runs.map(\.integral), errors)),
      "spearman_gain_error": .number(rankCorrelation(runs.map { -$0.effectiveAlpha }, errors)),
    ])
  }
]

/// stochastic_band.json.
let stochasticBandHandlers: [String: Handler] = [
  "band": { reference in
    let given = reference.given
    var many = ManyRuns(try given.experimentData())
    many.alpha = try given.number("alpha")
    many.stepSize = try given.number("eta")
    let flow = try many.flow(alpha: many.alpha)
    let seeds: [UInt64] = Array(1...10)
    let sgd = try many.runs(seeds: seeds).map(\.limit.l1)
    many.finalLoss = 1e-12
    let mean = try many.flowPaths(noise: .meanResidual, seeds: seeds).map(\.run.limit.l1)
    let each = try many.flowPaths(noise: .perSample, seeds: seeds).map(\.run.limit.l1)
    func quantiles(_ sample: [Double], _ fractions: [Double]) -> JSON {
      .numbers(fractions.map { quantile($0, of: sample) ?? .nan })
    }
    return .fields([
      "flow": .numbers([flow.l1, flow.squaredError ?? .nan]),
      "sgd_l1": quantiles(sgd, [0.1, 0.5, 0.9]),
      "mean_residual_l1": quantiles(mean, [0.1, 0.5, 0.9]),
      "per_sample_l1_min_median_max": quantiles(each, [0, 0.5, 1]),
    ])
  }
]

/// edge_of_stability.json.
let edgeOfStabilityHandlers: [String: Handler] = [
  "edge_flow": { reference in
    let given = reference.given
    let experiment = try EdgeOfStability(
      samples: try given.integer("samples"), features: try given.integer("features"),
      first: try given.numbers("teacher_first"), alpha: try given.number("alpha"),
      seed: UInt64(try given.integer("seed")))
    return .fields([
      "lambda_max": .number(2 / experiment.edge), "edge": .number(experiment.edge),
      "flow_l1": .number(l1Norm(experiment.flow)),
      "flow_theta": .numbers(
        Array(experiment.flow.prefix(try given.numbers("teacher_first").count))),
    ])
  },
  "edge_run": { reference in
    let given = reference.given
    let experiment = try EdgeOfStability(seed: UInt64(try given.integer("seed")))
    let step = try given.number("c") * experiment.edge
    let most = given.has("most_steps") ? try given.integer("most_steps") : 20_000
    func fields(_ roundings: Int) throws -> [String: JSON] {
      let run = try experiment.run(
        stepSize: step * (1 + Double(roundings) * Double.ulpOfOne), mostSteps: most)
      guard !run.diverged, let end = run.moments.last else {
        return ["status": .string("diverged")]
      }
      return [
        "theta": .numbers(Array(end.theta.prefix(2))),
        "off_max": .number(maximumNorm(Array(end.theta.dropFirst(2)))),
        "l1": .number(l1Norm(end.theta)),
        "eta_lambda_end": .number(run.stepSize * end.sharpness),
      ]
    }
    // Far beyond the edge a run is chaotic before it comes to rest.
    let first = try [0, 1].map(fields)
    guard case .range(let range) = hull(first.map { $0["l1"] ?? .null }),
      range.upperBound > (1 + 1e-9) * range.lowerBound
    else { return .fields(first[0]) }
    return .roundings(first + (try (-20 ... -1).map(fields)) + (try (2...20).map(fields)))
  },
]

/// momentum.json.
let momentumHandlers: [String: Handler] = [
  "momentum": { reference in
    let given = reference.given
    let data = try given.experimentData()
    let alpha = try given.number("alpha")
    let network = DiagonalNetwork(data)
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    let flow = try Potential(alpha: alpha, dimension: data.features).interpolator(data.x, data.y)
    let ends = try given.rows("rows").map { row -> [Double]? in
      do {
        let end = try network.descend(
          from: DiagonalNetwork.Weights(u: start.u, v: start.v), stepSize: row[2],
          momentum: row[1], below: 1e-26, most: 400_000)
        return zip(end.u, end.v).map { $0 * $1 }
      } catch DescentError.diverged {
        return nil
      }
    }
    return .fields([
      "flow_error": .number(try squaredError(flow.theta, data)),
      "flow_l1": .number(l1Norm(flow.theta)),
      "error": .array(
        try ends.map { end in
          guard let end else { return .null }
          return .number(try squaredError(end, data))
        }),
      "l1": .array(ends.map { $0.map { .number(l1Norm($0)) } ?? .null }),
    ])
  }
]

/// positive_network_noise.json.
let positiveNetworkHandlers: [String: Handler] = [
  "positive_network": { reference in
    let given = reference.given
    let seed = UInt64(try given.integer("seed"))
    let rest = Array(repeating: 0.0, count: 95)
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .given([1, 1, 1, 1, 1] + rest), seed: seed)
    let size = try given.number("delta")
    let noise: PositiveNetwork.Noise
    switch try given.string("noise") {
    case "full batch": noise = .none
    case "mini-batch noise": noise = .miniBatch(size: size)
    case "label noise": noise = .label(size: size)
    case "gaussian noise": noise = .gaussian(size: size)
    case let name: throw ReferenceError.unknown("noise", name)
    }
    let network = PositiveNetwork(
      data, noise: noise,
      schedule: PositiveNetwork.Schedule(
        0.01, parts: [.init(from: 100_000, 0.1), .init(from: 200_000, 0.01)]),
      seed: seed)
    let thetas = try network.weights(marks: try given.integers("marks")).map { $0.map { $0 * $0 } }
    return .fields([
      "error": .numbers(try thetas.map { try squaredError($0, data) }),
      // The loss of that paper, half of the lecture's.
      "loss": .numbers(thetas.map { 0.5 * data.risk($0) }),
    ])
  }
]
