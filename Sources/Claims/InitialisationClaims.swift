internal import Elementary
import Models
import Records

private let expansion = "the next term of the expansion"

/// The claims of the lecture on the role of the initialisation: (3.29) to (3.32), Figure 5 and
/// Remark 3.
func initialisationClaims() -> [Claim] {
  startClaims() + limitOfPotentialClaims() + limitOfMinimiserClaims()
}

/// The text before (3.29), (3.29), (3.30) and Figure 5.
private func startClaims() -> [Claim] {
  let example = NetworkExample.small
  let alpha = 0.3
  let u = Array(repeating: (2.0).squareRoot() * alpha, count: 4)
  let zero = u.map { _ in 0.0 }
  let end = example.integrated(to: 60, steps: 12_000, from: (u, zero))
  let panels: [(alpha: Double, shape: Double)] = [(1e-3, 0.7425), (0.1, 0.8104), (100, 1)]
  return [
    Claim(
      "before-3.29",
      #"From $\alpha = 10^{-100}$, $10^{-8}$, $10^{-3}$, $0.1$, $1$ and $10$ the flow has reached an "#
        + #"interpolator at $t = 3000$, of two samples that the least $\ell_1$ norm needs two weights for."#,
      residual: residual {
        let x = Matrix(rows: [[1, 0.25, 0.5, -0.3], [-0.25, 1, 0.25, 0.5]])
        return try [1e-100, 1e-8, 1e-3, 0.1, 1, 10].map { alpha in
          let end = try DiagonalFlow(x, [1, 0.9], alpha: alpha)
            .trajectory(until: .times([3000])).last
          return distance(x.times(product(end.u, end.v)), [1, 0.9])
        }.worst
      },
      tolerance: 1e-12, reason: "rounding; the loss has fallen below it long before",
      printed: .conditionAdded(
        #"“parametrised by a single scalar parameter $\alpha \ge 0$”: with $\alpha = 0$ the flow "#
          + #"starts in the saddle and stays."#,
        residual: residual {
          let still = NetworkWeights(u: zero, v: zero)
          let end = try DiagonalFlow(example.x, example.y, from: still)
            .trajectory(until: .times([60])).last
          return distance(example.x.times(end.theta), example.y)
        })),
    Claim(
      "3.29",
      #"From $\u_0 = \sqrt{2} \, \alpha \ones$, $\v_0 = \zero$ the flow ends at $\arg\min_{\set} "#
        + #"\phi_\alpha$."#,
      residual: residual {
        let found = try Potential(alpha: alpha, dimension: 4)
          .interpolator(example.x, example.y).theta
        return distance(product(end.u, end.v), found)
      },
      tolerance: 1e-8,
      reason: #"Runge and Kutta of order 4 on $(\u, \v)$ with steps of $5 \times 10^{-3}$"#),
    Claim(
      "3.30", #"There $\I = \alpha^2 \ones$."#,
      residual: residual {
        let weights = try NetworkWeights(alpha: alpha, dimension: 4)
        return zip(weights.scales, zip(weights.u, weights.v)).map { scale, w in
          [
            abs(scale - alpha * alpha), abs((w.0 * w.0 - w.1 * w.1) / 2 - alpha * alpha),
            abs(w.0 - u[0]),
          ].worst
        }.worst
      },
      tolerance: 1e-15, reason: "rounding"),
    Claim(
      "fig-5",
      #"The contour through $(1, 0)$ has diagonal over axis 0.7425, 0.8104, 1.0000 at $\alpha = "#
        + #"10^{-3}$, $0.1$, $100$."#,
      residual: residual {
        try panels.map { abs(try shape(alpha: $0.alpha) - $0.shape) }.worst
      },
      tolerance: 5e-5, reason: "the digits given"),
    Claim(
      "fig-5-bisection", #"Those ratios are the ones found by bisection of the printed $\phi$."#,
      residual: residual {
        try panels.map { abs(try shape(alpha: $0.alpha) - bisectedShape(alpha: $0.alpha)) }.worst
      },
      tolerance: 1e-13, reason: #"the expansion of $\phi$ for large $\alpha$ is cut off"#),
  ]
}

/// The diagonal over the axis of the contour through (1, 0).
private func shape(alpha: Double) throws -> Double {
  let potential = try Potential(alpha: alpha, dimension: 2)
  let curve = try PotentialLevelCurve(of: potential, level: potential.value([1, 0]))
  return (2.0).squareRoot() * curve.scale(along: [1, 1])
}

/// The same ratio by bisection of φ in the lecture's form, for large α of its expansion.
private func bisectedShape(alpha: Double) -> Double {
  let scale = alpha * alpha
  func phi(_ theta: Double) -> Double {
    alpha > 10
      ? theta * theta / (4 * scale) - theta * theta * theta * theta / (48 * scale * scale * scale)
      : plainPotential(theta, scale)
  }
  return (2.0).squareRoot() * bisected(to: 1) { 2 * phi($0) < phi(1) }
}

/// (3.31), the text after (3.32) and Remark 3.
private func limitOfPotentialClaims() -> [Claim] {
  let theta = [0.5, -2, 1]
  let norm = 3.5
  let entropy = theta.reduce(0) { $0 + abs($1) * (log(2 * abs($1)) - 1) / 2 }
  func defect(_ formula: (Potential) -> Double, logAlpha: Double) -> Double {
    let logScales = Array(repeating: 2 * logAlpha, count: 3)
    return abs(formula(Potential(logScales: logScales)))
  }
  let far = -1e6
  return [
    Claim(
      "3.31",
      #"For small $\alpha$, $\phi_\alpha(\t) = \log(1/\alpha) \|\t\|_1 + \frac12 \sum_j "#
        + #"|\theta_j| (\log 2|\theta_j| - 1) + \frac{d \alpha^2}{2} + \dots$"#,
      residual: defect(
        { $0.value(theta) - 4 * norm - entropy - 1.5 * exp(-8) }, logAlpha: -4),
      tolerance: 1e-7, reason: expansion),
    Claim(
      "3.31-large",
      #"For large $\alpha$, $\phi_\alpha(\t) = \frac{\|\t\|^2}{4 \alpha^2} - \frac{\sum_j "#
        + #"\theta_j^4}{48 \alpha^6} + \dots$"#,
      residual: defect(
        {
          let squares = dot(theta, theta) / 4 * exp(-8)
          let fourth = theta.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 48 * exp(-24)
          return ($0.value(theta) - squares + fourth) / squares
        }, logAlpha: 4),
      tolerance: 1e-12, reason: expansion),
    Claim(
      "after-3.32",
      #"$\phi_\alpha/\log(1/\alpha)$ tends to $\|\t\|_1$ for $\alpha \to 0^+$, and $4 \alpha^2 "#
        + #"\phi_\alpha$ to $\|\t\|_2^2$ for $\alpha \to \infty$."#,
      residual: [
        defect({ $0.value(theta) / -far - norm }, logAlpha: far),
        defect({ 4 * exp(40) * $0.value(theta) - dot(theta, theta) }, logAlpha: 20),
      ].worst,
      tolerance: 1e-5,
      reason: #"the correction is $1/\log(1/\alpha)$, here at $\alpha = \exp(-10^6)$"#,
      printed: .corrected(
        #"“uniform convergence of $\phi_\alpha$ as $\alpha \to 0/\infty$”: the distance of "#
          + #"$\phi_\alpha$ itself from $\|\t\|_1$."#,
        residual: defect({ $0.value(theta) - norm }, logAlpha: far))),
    Claim(
      "after-3.32-bounded",
      #"$\|\t_\infty(\alpha)\|_1$ lies between the least $\ell_1$ norm and that of $\ols$ at 29 "#
        + #"$\alpha$ from $10^{-8}$ to $10^6$."#,
      residual: residual {
        let data = try sparseData(6, 15, seed: 3)
        let most = l1Norm(try projectionByNormalEquations(data.x, data.y, of: zeros(15)))
        // ⟨y, λ⟩/max_j |⟨x_j, λ⟩| is no more than the least norm, for any λ.
        let dual = try LeastL1Interpolator(data.x, data.y).dual
        let least = dot(data.y, dual) / maximumNorm(data.x.transposedTimes(dual))
        return try logarithmicGrid(from: 1e-8, to: 1e6, count: 29).map { alpha in
          let norm = l1Norm(
            try Potential(alpha: alpha, dimension: 15)
              .interpolator(data.x, data.y).theta)
          return [(norm - most).positivePart, (least - norm).positivePart].worst / most
        }.worst
      },
      tolerance: 1e-11, reason: "rounding of the dual root, to which the norm is solved"),
    Claim(
      "remark-3",
      #"For large $\alpha$ the network is lazy: $\t(t/(2 \alpha^2))$ is the least-squares flow "#
        + #"from $\zero$."#,
      residual: residual {
        let example = NetworkExample.small
        let zero = [0.0, 0, 0, 0]
        let times = [0.3, 1, 4]
        let states = try DiagonalFlow(example.x, example.y, alpha: 30).trajectory(
          until: .times(times.map { $0 / 1800 }))
        return times.map {
          distance(
            states.state(at: $0 / 1800).theta,
            flowByExponential(example.x, example.y, from: zero, at: $0))
        }.worst
      },
      tolerance: 1e-6,
      reason: #"the next term is of order $\alpha^{-4} = 1.2 \times 10^{-6}$, times 0.03"#),
  ]
}

/// (3.32): the two limits and their rates.
private func limitOfMinimiserClaims() -> [Claim] {
  let example = NetworkExample.small
  // A unique ℓ1 minimiser with a full support, and one that is not unique.
  let unique = Matrix(rows: [[1, 0.25, 0.5, -0.3], [-0.25, 1, 0.25, 0.5]])
  let tie = Matrix(rows: [[1, 1, 1, 0.5], [1, 0, -0.5, 1]])
  let tieLabels = [1, 0.25]
  func limit(_ x: Matrix, _ y: [Double], _ alpha: Double) throws -> [Double] {
    try Potential(alpha: alpha, dimension: x.columns).interpolator(x, y).theta
  }
  func tieDistance(vertex: Bool) -> Double {
    residual {
      let least = try LeastL1Interpolator(tie, tieLabels)
      return distance(
        try limit(tie, tieLabels, 1e-8), vertex ? least.theta : least.smallAlphaLimit)
    }
  }
  return [
    Claim(
      "3.32",
      #"$\t_\infty(\alpha)$ tends for $\alpha \to 0^+$ to the least $\ell_1$ norm, of several "#
        + #"minimisers to that of largest entropy, and for $\alpha \to \infty$ to the least "#
        + #"$\ell_2$ norm."#,
      residual: residual {
        let least = try projectionByNormalEquations(example.x, example.y, of: [0, 0, 0, 0])
        return [tieDistance(vertex: false), distance(try limit(example.x, example.y, 1e3), least)]
          .worst
      },
      tolerance: 1e-6, reason: #"at $\alpha = 10^{-8}$ and $10^3$"#,
      printed: .conditionAdded(
        #"“$\t_\infty(\alpha) \to \arg\min_{\t \in \set} \|\t\|_1$”: one minimiser is meant; of "#
          + #"several, the vertex that a simplex method returns is tried."#,
        residual: tieDistance(vertex: true))),
    Claim(
      "3.32-rates",
      #"The distances fall like $\alpha^{2 (1 - \rho)}$, with $\rho$ the largest $|\langle \X_j, "#
        + #"\l \rangle|$ over columns $\X_j$ off the support and $\l$ the dual solution, and like "#
        + #"$\alpha^{-4}$."#,
      residual: residual {
        let y = [1, 0.9]
        let least = try LeastL1Interpolator(unique, y)
        func distances(_ alphas: [Double], to end: [Double]) throws -> Double {
          let ends = try alphas.map { distance(try limit(unique, y, $0), end) }
          return log(ends[1] / ends[0]) / log(alphas[1] / alphas[0])
        }
        let small = try distances([1e-5, 1e-4], to: least.theta)
        let large = try distances(
          [20, 40], to: projectionByNormalEquations(unique, y, of: [0, 0, 0, 0]))
        return [abs(small - 2 * least.margin), abs(large + 4)].worst
      },
      tolerance: 1e-2, reason: "slopes over a decade and over a factor 2"),
  ]
}
