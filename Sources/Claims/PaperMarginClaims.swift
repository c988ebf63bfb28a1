import Elementary
import Models
import Records

/// The three margins, and who turns to which.
func marginPaperClaims() -> [Claim] {
  let rows = [[1.0, 2], [0.4, 3], [1.5, 2.5]]
  func data() throws -> ClassificationData {
    try ClassificationData(x: Matrix(rows: rows), labels: [1, 1, 1])
  }
  return [
    Claim(
      "4.2-three-margins",
      #"The separators of largest $\ell_1$, $\ell_2$ and maximum-norm margin are those that a search "#
        + "over all directions of the plane finds.",
      residual: residual {
        let data = try data()
        guard case .separable(let hard) = Separation(of: data) else { return .nan }
        let l1 = try [true, false].map { try L1Margin(data, byPrimal: $0) }
        let box = try MaximumNormMargin(data)
        return [
          abs(1 / l1[0].norm - searchedMargin(rows) { abs($0) + abs($1) }),
          abs(1 / l1Norm(l1[1].w) - searchedMargin(rows) { abs($0) + abs($1) }),
          abs(hard.margin - searchedMargin(rows) { ($0 * $0 + $1 * $1).squareRoot() }),
          abs(1 / box.norm - searchedMargin(rows) { maximumNorm([$0, $1]) }),
        ].worst
      },
      tolerance: 1e-13, reason: "a search by thirds"),
    Claim(
      "4.2-turns",
      #"On these samples gradient flow turns to the $\ell_2$, the network from a small start to the "#
        + #"$\ell_1$, sign descent to the maximum-norm separator, each nearest to its own."#,
      residual: residual {
        let data = try data()
        let problem = LogisticRegression(data)
        let flow = try problem.flow(from: [0, 0], logTimes: [100])[0]
        let network = try NetworkMarginFlow(data, logAlpha: log(1e-4)).states(logTimes: [100])[0]
        let signs = try problem.descend(
          from: [0, 0], rule: .signs,
          schedule: StepSchedule(0.02, decay: 1, fallsByRoot: true), checkpoints: [20_000])[0]
        let limits = [[0, 1], [1, 2], [1, 1.0]]
        let margin = -rows.map { -dot($0, network.theta) }.worst / l1Norm(network.theta)
        return zip([network.theta, flow, signs], limits).map { w, own in
          Double(limits.count { angle(w, $0) < angle(w, own) }) + (angle(w, own) > 0.05 ? 1 : 0)
        }.worst + abs(margin - network.margin)
      },
      tolerance: 1e-12, reason: "a count of nearer limits and of angles above 0.05"),
    Claim(
      "4.2-steps",
      #"The normalised step is $-\eta \nabla L / L$, the losses of a run are those of its iterates, "#
        + "and a schedule that falls by a root does.",
      residual: residual {
        let data = try data()
        let problem = LogisticRegression(data)
        let start = [0.3, 0.1]
        let next = try problem.normalisedDescend(from: start, step: 0.2, checkpoints: [1])[0]
        let margins = rows.map { dot($0, start) }
        let loss = margins.reduce(0) { $0 + log1p(exp(-$1)) } / 3
        let slope = [0, 1].map { j in
          (0..<3).reduce(0) { $0 - rows[$1][j] / (1 + exp(margins[$1])) / 3 }
        }
        let two = try problem.losses(from: start, step: 1, count: 1)
        let after = rows.map { dot($0, sum(start, -1, times: slope)) }
        return [
          distance(next, sum(start, -0.2 / loss, times: slope)), abs(two[0] - loss),
          abs(two[1] - after.reduce(0) { $0 + log1p(exp(-$1)) } / 3),
          abs(StepSchedule(1, decay: 1, fallsByRoot: true)(3) - 0.5),
          abs(StepSchedule(1, decay: 2)(2) - 0.5),
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
  ]
}

/// The largest min_i ⟨z_i, w⟩/‖w‖ over the directions of a quarter of the plane, by thirds.
private func searchedMargin(_ rows: [[Double]], norm: (Double, Double) -> Double) -> Double {
  func margin(_ angle: Double) -> Double {
    let (a, b) = (cos(angle), sin(angle))
    return -rows.map { -($0[0] * a + $0[1] * b) }.worst / norm(a, b)
  }
  var (low, high) = (0.0, 0.5 * Double.pi)
  for _ in 0..<200 {
    let (a, b) = ((2 * low + high) / 3, (low + 2 * high) / 3)
    if margin(a) < margin(b) { low = a } else { high = b }
  }
  return margin(0.5 * (low + high))
}
