import Elementary
import Models
public import Records

/// The claims of lecture section 4.2 and experiment F: logistic regression and the margin.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func classificationClaims() -> [Claim] {
  let data = ClassificationData.asymmetric
  let problem = LogisticRegression(data)
  let log3 = log(3.0)
  return [
    Claim(
      "4.2", "On separable data the logistic flow tends in direction to the largest margin.",
      residual: residual {
        try slopes(problem).map { angle($0, bestDirection(data.signedSamples)) }.worst
      },
      tolerance: 1e-13,
      reason: #"$d\w/d \log t$ from $\log t = 1000$ to $2000$, three starts; the best direction "#
        + #"by search"#,
      printed: .corrected(
        "“GD or SGD for logistic regression converge to the minimum margin interpolator”",
        residual: residual {
          try slopes(problem).map { angle($0, worstDirection(data.signedSamples)) }.worst
        })),
    Claim(
      "4.2-norm", #"$\|\w\|$ grows like $\log t$ over the margin."#,
      residual: residual {
        let margins = data.signedSamples.times(bestDirection(data.signedSamples))
        return try slopes(problem).map { abs(euclideanNorm($0) * (margins.least) - 1) }.worst
      },
      tolerance: 1e-9,
      reason: #"the slope of $\|\w\|$ in $\log t$ from 1000 to 2000, three starts"#),
    Claim(
      "max-margin",
      #"The angle to the separator times $\log t$ tends to $\log 3$ on the asymmetric set."#,
      residual: residual {
        let state = try MarginFlow(data).states(logTimes: [2000])[0]
        return abs(state.angleTimesLogTime - log3)
      },
      tolerance: 1e-4, reason: #"the next term is of order $1/\log t$ times a small constant"#),
    Claim(
      "max-margin-300",
      #"For the summed loss the angle times $\log t$ at $\log t = 300$ is that of the flow "#
        + #"followed in $\log t$."#,
      residual: residual {
        let state = try MarginFlow(data, loss: .sum).states(logTimes: [300])[0]
        let w = followed(data.signedSamples, toLogTime: 300)
        let normal = bestDirection(data.signedSamples)
        return abs(state.angleTimesLogTime - 300 * angle(w, normal))
      },
      tolerance: 1e-10,
      reason: #"Runge and Kutta of order 4 with steps of $10^{-2}$ in $\log t$; the normal by "#
        + #"search"#),
    Claim(
      "max-margin-turning",
      #"On the turning data the angle times $\log t$ tends to the limit that the two support "#
        + #"vectors give: at $\log t = 2000$ and $3000$ the angle is that of $\hat{\w} \log t + "#
        + #"\w$, with $e^{-y_i \langle \x_i, \w \rangle} = n \lambda_i$ for their multipliers "#
        + #"$\lambda_i$."#,
      residual: residual { try turningDefect() }, tolerance: 1e-8,
      reason: #"$\hat{\w}$, $\lambda$ and $\w$ solve $2 \times 2$ systems; what is left falls "#
        + #"like $t^{-0.015}$"#),
    Claim(
      "max-margin-loss", "The loss falls like $1/t$.",
      residual: residual {
        let states = try MarginFlow(data).states(logTimes: [log(1e6), log(1e7)])
        return abs(10 * states[1].loss / states[0].loss - 1)
      },
      tolerance: 0.01, reason: #"$L \cdot t$ from $t = 10^6$ to $10^7$ is constant within 1 %"#),
    Claim(
      "max-margin-heavy-ball",
      #"Heavy ball with the matched step $\eta (1 - \beta)$ turns like gradient descent."#,
      residual: residual {
        let flow = try MarginFlow(data)
        let plain = try flow.descentStates(step: 0.05, steps: [20_000])[0]
        let heavy = try flow.descentStates(step: 0.05, steps: [20_000], momentum: 0.9)[0]
        return abs(heavy.angle / plain.angle - 1)
      },
      tolerance: 1e-2,
      reason: #"it lags by 9 steps in the beginning, which fades only like $1/\log t$"#),
    networkMarginClaim(),
    Claim(
      "4.2-sgd",
      "From three starts the angle of SGD with one sample a step, in the mean over three runs, and that "
        + "of gradient descent are within a fifth of the flow’s at the same time.",
      residual: residual {
        let steps = 20_000
        let normal = bestDirection(data.signedSamples)
        return try [[0.0, 0], [1, -1], [-1, 2]].map { start in
          func end(_ batches: Batches) throws -> Double {
            angle(
              try problem.descend(
                from: start, schedule: StepSchedule(0.5), batches: batches, checkpoints: [steps])[
                  0],
              normal)
          }
          let flow = angle(
            try problem.flow(from: start, logTimes: [log(0.5 * Double(steps))])[0], normal)
          let runs = try (1...3 as ClosedRange<UInt64>).map {
            try end(.random(size: 1, RandomStream(seed: $0)))
          }
          return [
            abs(runs.reduce(0, +) / 3 / flow - 1), abs(try end(.all) / flow - 1),
          ].worst
        }.worst
      },
      tolerance: 0.2,
      reason: #"the noise of the early steps stays in $\w$ and fades only like $1/\log t$"#),
    Claim(
      "4.2-dual",
      "The hard-margin separator and its multipliers satisfy the optimality conditions.",
      residual: residual {
        guard case .separable(let answer) = Separation(of: data) else { return .nan }
        return [angle(answer.w, bestDirection(data.signedSamples)), answer.certificate.worst].worst
      },
      tolerance: 1e-13, reason: "rounding, and the accuracy of the search"),
  ]
}

/// The diagonal network's logistic flow, on three samples of the plane for which the ℓ1 and ℓ2
/// separators differ and the first has one support vector, so that small α delays nothing.
private func networkMarginClaim() -> Claim {
  Claim(
    "4.2-network",
    #"The network's logistic flow turns to the largest $\ell_1$ margin; from large $\alpha$ to "#
      + #"that of $\ell_2$ first."#,
    residual: residual {
      let data = try ClassificationData(
        x: Matrix(rows: [[1, 2], [0.4, 3], [-1.5, -2.5]]), labels: [1, 1, -1])
      let small = try NetworkMarginFlow(data, logAlpha: log(1e-8)).states(logTimes: [500, 1000])
      let slope = difference(small[1].theta, small[0].theta)
      let large = try NetworkMarginFlow(data, logAlpha: log(1e4)).states(logTimes: [500, 1000])
      let lazy = difference(large[1].theta, large[0].theta)
      let signed = data.signedSamples
      return [
        angle(slope, bestDirection(signed) { l1Norm($0) }), angle(lazy, bestDirection(signed)),
      ].worst
    },
    tolerance: 1e-6,
    reason: #"the directions of $d\t/d \log t$ from $\log t = 500$ to $1000$, the best ones by "#
      + #"search"#)
}

/// The weights of the flow of the summed logistic loss from 0, by stepping dw/ds = eˢ Σ z σ(−⟨z, w⟩)
/// in s = log t.
private func followed(_ signed: Matrix, toLogTime end: Double) -> [Double] {
  func velocity(_ s: Double, _ w: [Double]) -> [Double] {
    let weights = signed.times(w).map { m in
      m > 0 ? exp(s - m) / (1 + exp(-m)) : exp(s) / (1 + exp(m))
    }
    return signed.transposedTimes(weights)
  }
  let start = -12.0
  let count = Int(((end - start) * 100).rounded())
  let h = (end - start) / Double(count)
  // Before the start every sample weighs ½.
  var w = signed.transposedTimes(Array(repeating: exp(start) / 2, count: signed.rows))
  for k in 0..<count {
    let s = start + Double(k) * h
    let k1 = velocity(s, w)
    let k2 = velocity(s + h / 2, sum(w, h / 2, times: k1))
    let k3 = velocity(s + h / 2, sum(w, h / 2, times: k2))
    let k4 = velocity(s + h, sum(w, h, times: k3))
    w = sum(sum(w, h / 6, times: sum(k1, 1, times: k4)), h / 3, times: sum(k2, 1, times: k3))
  }
  return w
}

/// How far angle · log t of the turning data at log t = 2000 and 3000 is from that of ŵ log t + w,
/// and ŵ from the best direction.
private func turningDefect() throws -> Double {
  let data = ClassificationData.turning
  let signed = data.signedSamples
  let normal = bestDirection(signed)
  let margins = signed.times(normal)
  let support = signed.selecting(
    rows: (0..<signed.rows).sorted { margins[$0] < margins[$1] }.prefix(2).map { $0 })
  let limit = try LU(support).solve([1, 1])
  let multipliers = try LU(support.transposed).solve(limit)
  let offset = try LU(support).solve(multipliers.map { -log(Double(signed.rows) * $0) })
  let times = [2000.0, 3000]
  let states = try MarginFlow(data).states(logTimes: times)
  return
    ([angle(limit, normal)]
    + zip(times, states).map { s, state in
      abs(state.angleTimesLogTime - s * angle(sum(offset, s, times: limit), limit))
    }).worst
}

/// (w(2000) − w(1000))/1000 in log t from three starts.
private func slopes(_ problem: LogisticRegression) throws(ClassificationError) -> [[Double]] {
  var slopes: [[Double]] = []
  for start in [[0.0, 0], [3, -1], [-2, -2]] {
    let w = try problem.flow(from: start, logTimes: [1000, 2000])
    slopes.append(difference(w[1], w[0]).map { $0 / 1000 })
  }
  return slopes
}

/// The direction of the plane with the largest least product with the samples over its norm, by
/// search over the angle: where that is positive it has one maximum.
private func bestDirection(
  _ signed: Matrix, norm: ([Double]) -> Double = euclideanNorm
) -> [Double] {
  func least(_ angle: Double) -> Double {
    let direction = [cos(angle), sin(angle)]
    return (signed.times(direction).least) / norm(direction)
  }
  let coarse = (0..<720).map { Double($0) * .pi / 360 }
  let start = coarse.max { least($0) < least($1) } ?? 0
  var (low, high) = (start - .pi / 360, start + .pi / 360)
  for _ in 0..<80 {
    let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
    if least(a) < least(b) { low = a } else { high = b }
  }
  return [cos((low + high) / 2), sin((low + high) / 2)]
}

/// A unit vector of the plane that separates the samples with a margin as small as the search
/// allows: the edge of the set of separating directions.
private func worstDirection(_ signed: Matrix) -> [Double] {
  let separating = (0..<720).map { Double($0) * .pi / 360 }.filter {
    (signed.times([cos($0), sin($0)]).least) > 0
  }
  let worst = separating.min {
    (signed.times([cos($0), sin($0)]).least) < (signed.times([cos($1), sin($1)]).least)
  }
  return [cos(worst ?? .nan), sin(worst ?? .nan)]
}
