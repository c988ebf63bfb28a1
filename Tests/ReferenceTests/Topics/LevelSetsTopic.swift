import Models

/// level_sets.json.
let levelSetsHandlers: [String: Handler] = [
  "phi_level": { reference in
    let given = reference.given
    let curve = try PotentialLevelCurve(
      of: try Potential(alpha: try given.number("alpha"), dimension: 2),
      level: try given.number("level"))
    let directions = try given.directions()
    let (axis, diagonal) = (curve.scale(along: [1, 0]), curve.scale(along: [1, 1]))
    return .fields([
      "scale": .numbers(directions.map { curve.scale(along: $0) }),
      "points": .points(directions.map { curve.point(along: $0) }),
      "axis_intercept": .number(axis),
      "diagonal_intercept": .number(diagonal),
      "diagonal_to_axis": .number((2.0).squareRoot() * diagonal / axis),
      "length": .number(curve.length),
      "area": .number(curve.area),
    ])
  },
  "loss_level": { reference in
    let given = reference.given
    let set = ScalarLevelSet(
      of: ScalarNetwork(label: try given.number("y")), level: try given.number("level"),
      window: try given.number("window"))
    return .fields([
      "products": .numbers(set.products),
      "scales": .rows(try given.directions().map { set.scales(along: $0) }),
      "length_in_window": .number(set.length),
      "pieces_in_window": .integer(set.pieces),
      "sublevel_area_in_window": .number(set.sublevelArea),
    ])
  },
  "risk_level": { reference in
    let given = reference.given
    let curve = try RiskLevelCurve(of: try given.dataSet(), level: try given.number("level"))
    let directions = try given.directions()
    return .fields([
      "centre": .numbers([curve.centre.x, curve.centre.y]),
      "risk_minimum": .number(curve.minimumRisk),
      "scale": .numbers(directions.map { curve.scale(along: $0) }),
      "points": .points(directions.map { curve.centre + curve.scale(along: $0) * $0 }),
      "semi_axes": .numbers([curve.longSemiAxis, curve.shortSemiAxis]),
      "length": .number(curve.length),
      "area": .number(curve.area),
    ])
  },
]

extension JSON {
  fileprivate func directions() throws -> [SIMD2<Double>] {
    try rows("directions").map {
      guard $0.count == 2 else { throw ReferenceError.wrongType("directions", wanted: "pairs") }
      return SIMD2($0[0], $0[1])
    }
  }

  fileprivate static func points(_ points: [SIMD2<Double>]) -> JSON {
    .rows(points.map { [$0.x, $0.y] })
  }
}
