import Models

/// saddle_stairs.json.
let saddleStairsHandlers: [String: Handler] = [
  "saddle_process": { reference in
    let process = try SaddleToSaddle(try reference.given.experimentData())
    let supports = process.rests.map { rest in rest.theta.indices.filter { rest.theta[$0] != 0 } }
    return .fields([
      "jump_times": .numbers(process.rests.map(\.time)),
      "supports": .array(supports.map { .integers($0) }),
      "theta": .rows(zip(process.rests, supports).map { rest, on in on.map { rest.theta[$0] } }),
      "loss": .numbers(process.rests.map(\.loss)),
    ])
  },
  "saddle_flow": { reference in
    let given = reference.given
    let stairs = try SaddleStairs(try given.experimentData())
    let horizon = try given.number("horizon")
    let flows = try given.numbers("log10_alpha").map {
      try stairs.flow(logAlpha: $0 * logOfTen, until: horizon)
    }
    let times = try given.numbers("mid_times")
    return .fields([
      "mean_gap": .numbers(flows.map { stairs.meanGap(of: $0, until: horizon) }),
      "flow_loss_at_mid_times": .rows(flows.map { flow in times.map { flow.state(at: $0).loss } }),
    ])
  },
]

private let logOfTen = 2.302585092994046

/// lasso_path.json.
let lassoPathHandlers: [String: Handler] = [
  "lasso": { reference in
    let given = reference.given
    let data = try given.experimentData()
    let stairs = try SaddleStairs(data)
    let path = try LassoPath(data)
    let taus = try given.numbers("taus")
    let size = euclideanNorm(data.teacher ?? [1])
    let lasso = taus.map { path.theta(at: 1 / $0) }
    let process = taus.map { stairs.process.average(until: $0) }
    func gaps(_ averages: [[Double]]) -> [Double] {
      zip(averages, lasso).map { distance($0, $1) / size }
    }
    let flows = try given.numbers("log10_alpha").map { exponent -> [Double] in
      let flow = try stairs.flow(logAlpha: exponent * logOfTen, until: taus[taus.count - 1])
      return gaps(stairs.averages(of: flow, at: taus))
    }
    return .fields([
      "lambda_max": .number(path.knots[0].penalty),
      "lasso_l1": .numbers(lasso.map { l1Norm($0) }),
      "lasso_support": .integers(lasso.map { theta in theta.count { $0 != 0 } }),
      "process_average_l1": .numbers(process.map { l1Norm($0) }),
      "gap_process": .number(gaps(process).max() ?? .nan),
      "mean_gap": .numbers(flows.map { $0.reduce(0, +) / Double($0.count) }),
      "max_gap": .numbers(flows.map { $0.max() ?? .nan }),
    ])
  }
]

/// mirror_geometry.json.
let mirrorGeometryHandlers: [String: Handler] = [
  "mirror_geometry": { reference in
    let given = reference.given
    let sample = try given.numbers("x")
    let exponents = try given.numbers("exponents")
    let rows = try given.numbers("alphas").map { alpha -> [Double] in
      let scales = exponents.map { exponent in
        // α^(2e) by products: the exponents are small integers.
        (0..<Int(2 * exponent)).reduce(1.0) { result, _ in result * alpha }
      }
      let path = try MirrorPath(
        try Potential(scales: scales), sample: SIMD2(sample[0], sample[1]),
        label: try given.number("y"))
      let middle = path.point(atDual: 0.5 * path.dual)
      return [
        alpha, path.limit.x, path.limit.y, path.dual, path.level, middle.x, middle.y,
      ]
    }
    return .fields([
      "columns": .array(
        ["alpha", "theta1", "theta2", "nu", "level", "path1", "path2"].map { .string($0) }),
      "rows": .rows(rows),
    ])
  }
]

/// woodworth.json.
let woodworthHandlers: [String: Handler] = [
  "woodworth": { reference in
    let given = reference.given
    let data = try given.experimentData()
    let path = try InterpolatorPath(
      data.x, data.y,
      alphas: try given.numbers("alpha_W").map { Convention.woodworth2020.lectureAlpha($0) },
      startsWarm: true)
    let thetas = path.points.map(\.interpolator.theta)
    let least = path.leastL1
    return .fields([
      "error": .numbers(try thetas.map { try squaredError($0, data) }),
      "excess_l1": .numbers(path.points.map { $0.l1 - least.norm }),
      "excess_l2": .numbers(path.points.map { $0.l2 - euclideanNorm(path.leastL2) }),
      "error_l1": .number(try squaredError(least.smallAlphaLimit, data)),
      "error_l2": .number(try squaredError(path.leastL2, data)),
      "norm_l1": .number(least.norm), "norm_l2": .number(euclideanNorm(path.leastL2)),
    ])
  }
]

/// teachers.json.
let teachersHandlers: [String: Handler] = [
  "teachers": { reference in
    let data = try reference.given.experimentData()
    let path = try InterpolatorPath(
      data.x, data.y, alphas: try reference.given.numbers("alphas"), startsWarm: true)
    return .fields([
      "errors": .numbers(
        try path.points.map { try squaredError($0.interpolator.theta, data) }),
      "error_l1": .number(try squaredError(path.leastL1.smallAlphaLimit, data)),
      "error_l2": .number(try squaredError(path.leastL2, data)),
    ])
  }
]

/// bad_minima.json.
let badMinimaHandlers: [String: Handler] = [
  "bad_minima": { reference in
    let given = reference.given
    let outcomes = try given["data"].seeds().map { seed in
      let data = try given.experimentData(seed: seed)
      return (
        data,
        try BadMinima(
          data, alpha: try given.number("alpha"), extra: try given.integer("extra"), seed: seed)
      )
    }
    let errors = try outcomes.map { try squaredError($1.limit, $0) }
    return .fields([
      "error": .numbers(errors), "l1": .numbers(outcomes.map { l1Norm($1.limit) }),
      "median_error": .number(median(errors)),
      "median_error_standard": .number(
        median(try outcomes.map { try squaredError($1.standard, $0) })),
      "largest_relative_change": .number(outcomes.map(\.1.relativeChange).max() ?? .nan),
    ])
  }
]

/// depth.json.
let depthHandlers: [String: Handler] = [
  "depth_ratio": { reference in
    let given = reference.given
    let (d, depth) = (try given.integer("d"), try given.integer("depth"))
    return .fields([
      "ratio": .numbers(
        try given.integers("log10_alpha_D").map { exponent in
          let power = (0..<abs(exponent)).reduce(1.0) { result, _ in result * 10 }
          return DeepEntropy(depth: depth, scale: exponent < 0 ? 1 / power : power)
            .axisOverDiagonal(dimension: d)
        })
    ])
  }
]

/// grokking.json.
let grokkingHandlers: [String: Handler] = [
  "grokking": { reference in
    let given = reference.given
    let data = try given.experimentData()
    // Loose and narrow: the values were integrated with an error of their own.
    return .roundings(
      try [1e-10, 1e-7, 1e-6].map { tolerance in
        let experiment = WeightDecay(
          data, alpha: try given.number("alpha"), decay: try given.number("decay"),
          tolerance: tolerance)
        let moments = try experiment.moments(at: try given.numbers("lambda_t"))
        let half = try experiment.halving(in: moments, of: data.teacher ?? [])
        return [
          "loss": .numbers(moments.map(\.loss)),
          "error": .numbers(try moments.map { try squaredError($0.theta, data) }),
          "error_at_shrunk_alpha": .numbers(
            try moments.map {
              try squaredError($0.scaledTime == 0 ? $0.theta : $0.predicted, data)
            }),
          "relative_distance": .array(
            moments.map { $0.scaledTime == 0 ? .null : .number($0.distance) }),
          "half_error_lambda_t": .number(half ?? .nan),
        ]
      })
  }
]
