import Models

/// diagonal_flow.json.
let diagonalFlowHandlers: [String: Handler] = [
  "scalar": { reference in
    let given = reference.given
    let (x, y) = (try given.number("x"), try given.number("y"))
    // One sample x is the sample 1 with label y/x in the time x²t.
    let flow = ScalarNetwork(label: y / x).flow(
      from: SIMD2(try given.number("alpha") * (2.0).squareRoot(), 0))
    let times = try given.numbers("times")
    let states = times.map { flow.state(at: x * x * $0) }
    return .fields([
      "u": .numbers(states.map(\.x)),
      "v": .numbers(states.map(\.y)),
      "theta": .numbers(times.map { flow.theta(at: x * x * $0) }),
      "time_to_half": .number((flow.time(reaching: 0.5 * y / x) ?? .nan) / (x * x)),
    ])
  },
  "flow": { reference in
    let given = reference.given
    let data = try given.dataSet()
    let flow =
      given.has("alpha")
      ? try DiagonalFlow(data.x, data.y, alpha: try given.number("alpha"))
      : try DiagonalFlow(
        data.x, data.y,
        from: NetworkWeights(u: try given.numbers("u0"), v: try given.numbers("v0")))
    let times = try given.numbers("times")
    let trajectory = flow.trajectory(until: .times(times), tolerance: 1e-10)
    let states = times.map { trajectory.state(at: $0) }
    let limit = flow.trajectory(until: .interpolation, tolerance: 1e-7).last.theta
    let saddles = try CriticalPoints(data, upTo: 12)
    let nearest = states.map { saddles?.nearest(to: $0.theta) }
    return .fields([
      "u": .rows(states.map(\.u)),
      "v": .rows(states.map(\.v)),
      "theta": .rows(states.map(\.theta)),
      "loss": .numbers(states.map(\.loss)),
      // One vector for all times: of the state that is off by most.
      "invariant": .numbers(worstInvariant(states)),
      "theta_limit": .numbers(limit),
      "nearest_critical_support": .array(nearest.map { .integers($0?.support ?? []) }),
      "nearest_critical_distance": .numbers(nearest.map { $0?.distance ?? .nan }),
    ])
  },
]

/// (u² − v²)/2, in each coordinate that of the state which is farthest from the start's.
private func worstInvariant(_ states: [FlowState]) -> [Double] {
  let all = states.map { state in
    zip(state.u, state.v).map { 0.5 * ($0 - $1) * ($0 + $1) }
  }
  return all[0].indices.map { j in
    all.map { $0[j] }.max { abs($0 - all[0][j]) < abs($1 - all[0][j]) } ?? .nan
  }
}

/// The critical points of independent columns of a small network.
private struct CriticalPoints {
  let points: [CriticalPoint]

  /// Nil beyond `limit` features, where no file asks for them.
  init?(_ data: DataSet, upTo limit: Int) throws {
    guard data.features <= limit else { return nil }
    points = try DiagonalNetwork(data).criticalPoints().filter(\.isUnique)
  }

  /// The closest one, of several at one distance that of the smallest support.
  func nearest(to theta: [Double]) -> (support: [Int], distance: Double) {
    var best: (support: [Int], distance: Double) = ([], .infinity)
    for point in points {
      let gap = Models.distance(point.theta, theta)
      if gap < best.distance - 1e-13 * euclideanNorm(theta) { best = (point.support, gap) }
    }
    return best
  }
}
