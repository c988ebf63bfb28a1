import Models

/// interpolators.json.
let interpolatorsHandlers: [String: Handler] = [
  "interpolators": { reference in
    let given = reference.given
    let x = given.has("X") ? try given.dataMatrix() : try given.generatedMatrix()
    let path = try InterpolatorPath(
      x, try given.numbers("y"), alphas: try given.numbers("alphas"))
    let thetas = path.points.map(\.interpolator.theta)
    let least = path.leastL1
    var fields: [String: JSON] = [
      "theta": .rows(thetas),
      "dual": .rows(path.points.map(\.interpolator.dual)),
      "phi": .numbers(
        try path.points.map {
          try Potential(alpha: $0.alpha, dimension: x.columns).value($0.interpolator.theta)
        }),
      "l1": .numbers(path.points.map(\.l1)),
      "l2": .numbers(path.points.map(\.l2)),
      "distance_to_l1": .numbers(thetas.map { distance($0, least.smallAlphaLimit) }),
      "distance_to_l2": .numbers(thetas.map { distance($0, path.leastL2) }),
      "theta_l2": .numbers(path.leastL2),
      "l2_norm": .number(euclideanNorm(path.leastL2)),
      "l1_unique": .bool(least.isUnique),
      "l1_norm": .number(least.norm),
      "theta_l1": .numbers(least.theta),
      "support_l1": .integers(least.support),
      "dual_l1": .numbers(least.dual),
      "l1_margin": .number(least.margin),
      "theta_small_alpha_limit": .numbers(least.smallAlphaLimit),
    ]
    // Where another certificate is shown than ours, ours must prove the same.
    guard least.dualDefect < 1e-9, least.residual < 1e-11 else {
      throw ReferenceError.wrongType("dual_l1", wanted: "a proof")
    }
    if given.has("theta_star") {
      let star = try given.numbers("theta_star")
      fields["error_to_star"] = .numbers(thetas.map { distance($0, star) })
      fields["error_of_l2"] = .number(distance(path.leastL2, star))
    }
    return .fields(fields)
  },
  "bregman_projection": { reference in
    let given = reference.given
    let start = try given.numbers("theta0")
    let potential = try Potential(scales: try given.numbers("I"))
    let found = try potential.interpolator(
      try given.dataMatrix(), try given.numbers("y"), from: start)
    return .fields([
      "theta": .numbers(found.theta),
      "dual": .numbers(found.dual),
      "divergence": .number(potential.divergence(found.theta, from: start)),
    ])
  },
]

extension JSON {
  /// The matrix of the generator `splitmix64-uniform20`, checked against the entries and the sum
  /// that are written out.
  fileprivate func generatedMatrix() throws -> Matrix {
    let generator = try self["generator"]
    guard try generator.string("name") == "splitmix64-uniform20",
      var state = UInt64(try generator.string("seed"))
    else { throw ReferenceError.unknown("generator", "\(generator)") }
    let (n, d) = (try integer("n"), try integer("d"))
    let elements = (0..<n * d).map { _ -> Double in
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      return Double(z >> 44) * 0x1p-19 - 1
    }
    if generator.has("X_sum"), elements.reduce(0, +) != (try generator.number("X_sum")) {
      throw ReferenceError.wrongType("X_sum", wanted: "the sum of the generated entries")
    }
    return Matrix(rows: n, columns: d, elements: elements)
  }
}
