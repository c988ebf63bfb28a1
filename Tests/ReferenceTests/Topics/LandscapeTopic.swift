import Models

/// landscape.json.
let landscapeHandlers: [String: Handler] = [
  "landscape": { reference in
    let data = try reference.given.dataSet()
    let b = try reference.given.numbers("b")
    let network = DiagonalNetwork(data)
    let points = try network.criticalPoints()
    let least = points.map(\.loss).min() ?? .nan
    let scale = dot(data.y, data.y) / Double(2 * data.samples)
    let saddleLosses = points.filter { $0.kind == .saddle }.map(\.loss)
    return .fields([
      "minimum_loss": .number(least),
      "saddle_losses": .numbers(distinct(saddleLosses, apart: 1e-10 * scale)),
      "distinct_critical_thetas_of_unique_supports": .integer(
        countDistinct(points.filter(\.isUnique).map(\.theta))),
      "points": .array(points.map { fields(of: $0, in: network, scaledBy: b) }),
    ])
  }
]

private func fields(
  of point: CriticalPoint, in network: DiagonalNetwork, scaledBy b: [Double]
) -> JSON {
  let u = zip(point.u, b).map { $0 * $1 }
  let v = zip(point.v, b).map { $0 / $1 }
  let eigenvalues = network.hessianEigenvalues(u: point.u, v: point.v)
  let cut = 1e-8 * maximumNorm(eigenvalues)
  return .object([
    "support": .integers(point.support),
    "unique": .bool(point.isUnique),
    "theta": .numbers(point.theta),
    "actual_support": .integers(point.actualSupport),
    "loss": .number(point.loss),
    "risk_gradient": .numbers(point.riskGradient),
    "u": .numbers(point.u),
    "v": .numbers(point.v),
    "hessian_eigenvalues": .numbers(eigenvalues),
    "u_scaled": .numbers(u),
    "v_scaled": .numbers(v),
    "hessian_eigenvalues_scaled": .numbers(network.hessianEigenvalues(u: u, v: v)),
    "negative": .integer(eigenvalues.count { $0 < -cut }),
    "zero": .integer(eigenvalues.count { abs($0) <= cut }),
    "positive": .integer(eigenvalues.count { $0 > cut }),
    "kind": .string(point.kind == .minimum ? "minimum" : "saddle"),
  ])
}

/// Distinct values, descending.
private func distinct(_ values: [Double], apart: Double) -> [Double] {
  values.sorted(by: >).reduce(into: []) { kept, value in
    if kept.last.map({ $0 - value > apart }) ?? true { kept.append(value) }
  }
}

private func countDistinct(_ vectors: [[Double]]) -> Int {
  vectors.reduce(into: [[Double]]()) { kept, vector in
    if !kept.contains(where: { distance($0, vector) <= 1e-9 * euclideanNorm(vector) }) {
      kept.append(vector)
    }
  }.count
}
