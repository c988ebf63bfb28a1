import Elementary
import Models
import Records

/// The times at which flows are compared.
private let times = [0.0, 0.7, 5]
private let exponential = "rounding of the matrix exponential with a few squarings"

/// The claims (2.8) to (2.14): the gradient flow of least squares in closed form.
func flowClaims() -> [Claim] {
  let over = LeastSquaresExample.over
  let under = LeastSquaresExample.under
  return [
    Claim(
      "2.8",
      #"The flow $\dot{\t} = \X^\top (\y - \X \t)/n$ from $\t(0) = \t_0$ is the closed form, by "#
        + #"stepping."#,
      residual: [over, under].map { example in
        distance(stepped(example, to: 1), example.problem.flow(from: example.start, at: 1))
      }.worst,
      tolerance: 1e-9, reason: "the method of Runge and Kutta of order 4 with 200 steps"),
    Claim(
      "2.9",
      #"In the singular vectors the velocity is $\frac{1}{n} \V (\D^\top \U^\top \y - \D^\top \D "#
        + #"\V^\top \t)$."#,
      residual: [over, under].map { velocityDefect($0) }.worst, tolerance: 1e-12,
      reason: "rounding of the decomposition"),
    Claim(
      "2.10",
      #"The coordinates $\b = \V^\top \t$ are decoupled: $\dot{\beta}_j = \frac{\sigma_j}{n} "#
        + #"(\tilde{y}_j - \sigma_j \beta_j)$."#,
      residual: [over, under].map { decouplingDefect($0) }.worst, tolerance: 1e-8,
      reason: "central differences of the exponential flow with step $10^{-5}$"),
    Claim(
      "2.11",
      #"For $n \ge d$ and $\X$ of full rank, $\beta_j(t) = \frac{\tilde{y}_j}{\sigma_j} + e^{-\sigma_j^2 t/n} "#
        + #"(\beta_{0,j} - \frac{\tilde{y}_j}{\sigma_j})$."#,
      residual: coordinateDefect(over), tolerance: 1e-12, reason: exponential),
    Claim(
      "2.12",
      #"For $n \ge d$ and $\X$ of full rank, $\t(t) = \sum_{j=1}^d (a_j + e^{-\sigma_j^2 t/n} b_j) \v_j$ with "#
        + #"$a_j = \langle \u_j, \y \rangle/\sigma_j$ and $b_j = \langle \v_j, \t_0 \rangle - a_j$."#,
      residual: flowDefect(over) { modes, t in
        modes.sum { ($0.target + exp(-$0.rate * t) * ($0.start - $0.target)) * $0.v }
      },
      tolerance: 1e-12, reason: exponential,
      printed: .corrected(
        #"“$\sum_{j=1}^d e^{-\frac{\sigma_j^2 t}{n}} \left(\t_0 - \frac{\langle \u_j, \y "#
          + #"\rangle}{\sigma_j}\right) \v_j$”: at $t = 0$ the sum does not give $\t_0$."#,
        residual: flowDefect(over) { modes, t in
          modes.sum { mode in
            mode.target * mode.v + exp(-mode.rate * t) * (over.theta0 - mode.target * mode.v)
          }
        })),
    Claim(
      "2.13",
      #"For $n < d$ and $\X$ of full rank the same holds for $j \le n$, and the other coordinates do "#
        + #"not move."#,
      residual: coordinateDefect(under), tolerance: 1e-12, reason: exponential),
    Claim(
      "2.14",
      #"For $n < d$ and $\X$ of full rank, $\t(t) = \t_{0,\perp} + \ols + \sum_{j=1}^n e^{-\sigma_j^2 t/n} b_j \v_j$ with "#
        + #"$a_j = \langle \u_j, \y \rangle/\sigma_j$ and $b_j = \langle \v_j, \t_0 \rangle - a_j$."#,
      residual: flowDefect(under) { modes, t in
        modes.rest + modes.sum { $0.target * $0.v }
          + modes.sum { exp(-$0.rate * t) * ($0.start - $0.target) * $0.v }
      },
      tolerance: 1e-12, reason: exponential,
      printed: .corrected(
        #"“$\sum_{j=1}^d e^{-\frac{\sigma_j^2 t}{n}} \left(\t_{0,\parallel} - \frac{\langle \u_j, "#
          + #"\y \rangle}{\sigma_j}\right) \v_j$”: its terms $j > n$ are $0/0$, and are left out "#
          + #"here."#,
        residual: flowDefect(under) { modes, t in
          let parallel = under.theta0 - modes.rest
          return modes.rest + modes.sum { $0.target * $0.v }
            + modes.sum { exp(-$0.rate * t) * (parallel - $0.target * $0.v) }
        })),
  ]
}

/// The claims (2.15) and (2.16), figure 2, and the text after (2.16).
func flowLimitClaims() -> [Claim] {
  let under = LeastSquaresExample.under
  let problem = under.problem
  let ols = problem.leastNormSolution
  let limit = problem.projection(of: under.start)
  // A start in the range of Xᵀ that is not 0.
  let inRange = under.x.transposedTimes([1, -2, 1.5])
  let space = LeastSquaresExample(samples: 1, features: 3, noise: 1, seed: 7)
  return [
    Claim(
      "2.15", #"For $t \to \infty$ the flow ends in $\t_{0,\perp} + \ols$."#,
      residual: residual {
        let orthogonal = try projectionByNormalEquations(under.x, [0, 0, 0], of: under.start)
        let sum = Vector(orthogonal) + Vector(ols)
        return [(Vector(limit) - sum).norm, (Vector(limit) - under.exponentialFlow(1e4)).norm].worst
      },
      tolerance: 1e-9, reason: "the matrix exponential at $t = 10^4$ takes 17 squarings"),
    Claim(
      "2.16", #"The limit is the interpolator closest to $\t_0$."#,
      residual: residual {
        let foot = try projectionByNormalEquations(under.x, under.y, of: under.start)
        let nearest = distance(foot, under.start)
        let excess = try (0..<200).map { k in
          distance(sum(foot, 0.1, times: try under.kernelVector(k)), under.start) - nearest
        }
        return distance(foot, limit) + (-(excess.least)).positivePart
      },
      tolerance: 1e-13, reason: #"rounding times the condition number of $\X \X^\top$"#),
    Claim(
      "after-2.16",
      #"The limit is $\ols$ plus the part of $\t_0$ in $\Ker \X$, so it is $\ols$ exactly when $\t_0$ "#
        + #"lies in the range of $\X^\top$: a start there and two with a part beside it."#,
      residual: residual {
        try [0.0, 1, 1e-3].map { size in
          let beside = try under.kernelVector(0)
          let end = problem.projection(of: sum(inRange, size, times: beside))
          return distance(end, sum(ols, size, times: beside))
        }.worst
      },
      tolerance: 1e-12, reason: "rounding, for starts of norm 5",
      printed: .corrected(
        #"“which is only equal to $\ols$ if $\t_0 = 0$”: a start in the range, not $\zero$, is "#
          + #"tried."#,
        // The defect of "θ∞ = θ_ols implies θ₀ = 0", measured by the start that refutes it.
        residual: euclideanNorm(inRange))),
    Claim(
      "fig-2",
      "The flow meets the interpolators, an affine space, at a right angle: $d = 3$, $n = 1$.",
      residual: residual {
        let end = space.problem.flow(from: space.start, at: 1e3)
        let leg = difference(end, space.start)
        let within = try (0..<20).map { abs(dot(leg, try space.kernelVector($0))) }.worst
        return within + distance(space.x.times(end), space.y)
      },
      tolerance: 1e-12, reason: rightAngle,
      printed: .corrected(
        "“the linear subspace of interpolators”: sums of interpolators are tried.",
        residual: distance(under.x.times(sum(ols, 1, times: limit)), under.y))),
  ]
}

private let rightAngle = "the figure is drawn to this accuracy"

/// A coordinate of the flow along a right singular vector.
private struct Mode {
  /// v_j.
  let v: Vector
  /// σ_j² / n.
  let rate: Double
  /// a_j = ⟨u_j, y⟩ / σ_j.
  let target: Double
  /// ⟨v_j, θ₀⟩.
  let start: Double
}

/// The decomposition of a flow into its moving coordinates and the rest of θ₀.
private struct Modes {
  let moving: [Mode]
  /// θ₀⊥.
  let rest: Vector

  init(_ example: LeastSquaresExample) {
    let svd = example.problem.decomposition
    moving = svd.singularValues.indices.map { j in
      let sigma = svd.singularValues[j]
      return Mode(
        v: Vector(svd.right[j]), rate: sigma * sigma / Double(example.problem.samples),
        target: dot(svd.left[j], example.y) / sigma, start: dot(svd.right[j], example.start))
    }
    rest = moving.reduce(example.theta0) { $0 - $1.start * $1.v }
  }

  func sum(_ term: (Mode) -> Vector) -> Vector {
    moving.reduce(0 * rest) { $0 + term($1) }
  }
}

/// The largest distance of a formula from the exponential flow over the three times.
private func flowDefect(
  _ example: LeastSquaresExample, formula: (Modes, Double) -> Vector
) -> Double {
  let modes = Modes(example)
  return times.map { (formula(modes, $0) - example.exponentialFlow($0)).norm }.worst
}

/// How far ⟨v_j, θ(t)⟩ of the exponential flow is from (2.11), and its part off the v_j from θ₀⊥.
private func coordinateDefect(_ example: LeastSquaresExample) -> Double {
  let modes = Modes(example)
  return times.map { t in
    let theta = example.exponentialFlow(t)
    let defects = modes.moving.map { mode in
      abs(mode.v.dot(theta) - mode.target - exp(-mode.rate * t) * (mode.start - mode.target))
    }
    let rest = modes.moving.reduce(theta) { $0 - $1.v.dot(theta) * $1.v }
    return [defects.worst, (rest - modes.rest).norm].worst
  }.worst
}

/// The velocity of (2.9), assembled from the decomposition, against Xᵀ(y − Xθ)/n in plain sums.
private func velocityDefect(_ example: LeastSquaresExample) -> Double {
  let velocity = Modes(example).sum { $0.rate * ($0.target - $0.start) * $0.v }
  let plain = differenceGradient(
    { plainRisk(example.x, example.y, $0) }, at: example.start, step: 1)
  return (velocity + Vector(plain)).norm
}

/// β̇_j by differences of the exponential flow at t = 0.5 against σ_j(ỹ_j − σ_j β_j)/n.
private func decouplingDefect(_ example: LeastSquaresExample) -> Double {
  let h = 1e-5
  let change = example.exponentialFlow(0.5 + h) - example.exponentialFlow(0.5 - h)
  let velocity = (1 / (2 * h)) * change
  let point = example.exponentialFlow(0.5)
  return Modes(example).moving.map { mode in
    abs(mode.v.dot(velocity) - mode.rate * (mode.target - mode.v.dot(point)))
  }.worst
}

/// θ(t) by 200 steps of the classical method of Runge and Kutta.
private func stepped(_ example: LeastSquaresExample, to t: Double) -> [Double] {
  let n = Double(example.problem.samples)
  return rungeKutta(example.start, to: t, steps: 200) { theta in
    example.x.transposedTimes(difference(example.y, example.x.times(theta))).map { 1 / n * $0 }
  }
}

/// A vector that is written as in the formulas.
private struct Vector {
  let entries: [Double]

  init(_ entries: [Double]) {
    self.entries = entries
  }

  var norm: Double { euclideanNorm(entries) }

  func dot(_ other: Vector) -> Double { Models.dot(entries, other.entries) }

  static func + (a: Vector, b: Vector) -> Vector { Vector(sum(a.entries, 1, times: b.entries)) }
  static func - (a: Vector, b: Vector) -> Vector { Vector(difference(a.entries, b.entries)) }
  static func * (s: Double, a: Vector) -> Vector { Vector(a.entries.map { s * $0 }) }
}

extension LeastSquaresExample {
  /// θ₀.
  fileprivate var theta0: Vector { Vector(start) }

  /// θ(t) by the matrix exponential.
  fileprivate func exponentialFlow(_ t: Double) -> Vector {
    Vector(flowByExponential(x, y, from: start, at: t))
  }
}
