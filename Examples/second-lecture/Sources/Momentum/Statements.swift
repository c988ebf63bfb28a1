import Lectures
import Records

/// What the lecture says, besides the claims of its figures.
func momentumClaims() -> [Claim] {
  let f = Quadratic(eigenvalues: [1, 7, 25])
  let start = [1.0, -2, 0.5]
  let (descent, ball, nesterov) = (Method.descent, Method.heavyBall, Method.nesterov)
  let root = f.condition.squareRoot()
  let step = descent.tuned(for: f).step
  let still = ball.path(f, from: start, steps: 30, tuning: (step, 0))[30]
  let values = nesterov.path(f, from: start, steps: 60).map(f.value)
  let energy = f.value(start) + f.least / 2 * start.map { $0 * $0 }.reduce(0, +)
  let excess = values.enumerated().map { k, value in
    value / (energy * (0..<k).reduce(1.0) { rate, _ in rate * (1 - 1 / root) }) - 1
  }
  // Two steps of the recursion in one coordinate multiply its determinant, β.
  let (s, momentum) = ball.tuned(for: f)
  let roots = f.eigenvalues.map { lambda in
    (1 + momentum - s * lambda) * (1 + momentum - s * lambda) - 4 * momentum
  }
  return [
    Claim(
      id: "rate-descent", statement: #"the best step contracts by $(\kappa - 1)/(\kappa + 1)$"#,
      residual: abs((1 - step * f.least) - (f.condition - 1) / (f.condition + 1)),
      tolerance: 1e-15, reason: "rounding"),
    Claim(
      id: "ball-without-momentum", statement: "the heavy ball without momentum is descent",
      residual: zip(still, descent.path(f, from: start, steps: 30)[30]).map { abs($0 - $1) }.reduce(
        0, +),
      tolerance: 1e-15, reason: "the same operations"),
    Claim(
      id: "ball-complex", statement: "at the best step no root of the heavy ball is real",
      residual: roots.worst.positivePart, tolerance: 1e-12,
      reason: "at both ends of the spectrum the two roots meet"),
    Claim(
      id: "nesterov-bound",
      statement: #"Nesterov's loss stays below $(1 - 1/\sqrt{\kappa})^k$ of the energy"#,
      residual: excess.worst.positivePart, tolerance: 1e-12, reason: "an upper bound"),
  ]
}

/// The lab: one start, three methods.
func momentumLab() throws -> Lab {
  let f = Quadratic(eigenvalues: (1...10).map { Double($0 * $0) })
  let start = Array(repeating: 1.0, count: 10)
  return Lab(
    id: "momentum", title: "Momentum on a quadratic",
    parameters: [Quantity("dimension", 10), Quantity("condition", f.condition)],
    tables: [Table("eigenvalues", ["lambda"], f.eigenvalues.map { [$0] })],
    expected: Method.allCases.map { method in
      Lab.Expected(
        name: "\(method.rawValue).loss-100",
        value: f.value(method.path(f, from: start, steps: 100)[100]), tolerance: .relative(1e-6),
        meaning: "loss of \(method.title) after 100 steps from all ones")
    })
}
