import Models

/// three_margins.json.
let threeMarginsHandlers: [String: Handler] = [
  "three_margins": { reference in
    let limits = try MarginDirections(reference.given)
    return .fields([
      "l1": .numbers(limits.all[0]), "l2": .numbers(limits.all[1]), "linf": .numbers(limits.all[2]),
      "margins": .numbers([
        1 / l1Norm(limits.all[0]), 1 / euclideanNorm(limits.all[1]),
        1 / maximumNorm(limits.all[2]),
      ]),
    ])
  },
  "adaptive_logistic": { reference in
    let limits = try MarginDirections(reference.given)
    let words = try reference.given.string("method").split(separator: " ")
    let rule: DescentRule
    switch words[0] {
    case "adam":
      guard words.count == 3, let first = Double(words[1]), let second = Double(words[2]) else {
        throw ReferenceError.unknown("method", String(words[0]))
      }
      rule = .adam(beta1: first, beta2: second, epsilon: 0)
    case "signs": rule = .signs
    case let name: throw ReferenceError.unknown("method", String(name))
    }
    let iterates = try LogisticRegression(limits.data).descend(
      from: Array(repeating: 0, count: limits.data.features), rule: rule,
      schedule: StepSchedule(0.02, decay: 1, fallsByRoot: true),
      checkpoints: try reference.given.integers("marks"))
    return .fields(["angles": .rows(iterates.map(limits.angles))])
  },
  "logistic_flow": { reference in
    let given = reference.given
    let limits = try MarginDirections(given)
    let times = try given.numbers("log_times")
    let thetas: [[Double]]
    if let text = reference.id.split(separator: "-alpha-").dropFirst().last {
      guard let alpha = Double(text) else { throw ReferenceError.unknown("flow", reference.id) }
      thetas = try networkFlow(limits.data, alpha: alpha, times)
    } else if given.has("alpha") {
      thetas = try networkFlow(limits.data, alpha: try given.number("alpha"), times)
    } else {
      thetas = try LogisticRegression(limits.data).flow(
        from: Array(repeating: 0, count: limits.data.features), logTimes: times)
    }
    return .fields(["theta": .rows(thetas), "angles": .rows(thetas.map(limits.angles))])
  },
]

private func networkFlow(
  _ data: ClassificationData, alpha: Double, _ times: [Double]
) throws -> [[Double]] {
  // log α of the double itself, by the scale of its potential.
  let logAlpha = 0.5 * (try Potential(alpha: alpha, dimension: 1)).coordinates[0].logScale
  return try NetworkMarginFlow(data, logAlpha: logAlpha).states(logTimes: times).map(\.theta)
}

/// The separators of least ℓ1, ℓ2 and maximum norm for signed samples Z.
private struct MarginDirections {
  let data: ClassificationData
  let all: [[Double]]

  init(_ given: JSON) throws {
    let rows = try given.rows("Z")
    data = try ClassificationData(
      x: Matrix(rows: rows), labels: Array(repeating: 1, count: rows.count))
    guard case .separable(let euclidean) = Separation(of: data) else {
      throw ReferenceError.wrongType("Z", wanted: "separable")
    }
    all = [try L1Margin(data).w, euclidean.w, try MaximumNormMargin(data).w]
  }

  @Sendable func angles(_ w: [Double]) -> [Double] { all.map { angle(w, $0) } }
}

/// large_steps_logistic.json.
let largeStepsHandlers: [String: Handler] = [
  "large_steps": { reference in
    let given = reference.given
    let rows = try given.rows("Z")
    let data = try ClassificationData(
      x: Matrix(rows: rows), labels: Array(repeating: 1, count: rows.count))
    let step = try given.number("eta")
    let marks = try given.integers("steps")
    let losses = try LogisticRegression(data).losses(
      from: Array(repeating: 0, count: data.features), step: step, count: marks.max() ?? 0)
    let rises = losses.indices.dropFirst().filter { losses[$0] > losses[$0 - 1] }
    return .fields([
      "loss": .numbers(marks.map { losses[$0] }),
      "eta_step_loss": .numbers(marks.map { step * Double($0) * losses[$0] }),
      "rises": .integer(rises.count), "last_rise": .integer(rises.last ?? 0),
    ])
  }
]
