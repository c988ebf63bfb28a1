import Elementary
import Models
import Records

/// The claims (2.17) to (2.19) and footnote 3: what a step of (stochastic) descent does.
func descentClaims() -> [Claim] {
  let under = LeastSquaresExample.under
  let problem = under.problem
  return [
    Claim(
      "2.17",
      #"A step moves by $\eta_k$ times the mean of $(y_i - \langle \t_k, \x_i \rangle) \x_i$ over "#
        + #"the batch."#,
      residual: residual { try recursionDefect(under) }, tolerance: 1e-13,
      reason: "the same recursion in plain sums over 60 steps"),
    Claim(
      "2.18",
      #"The batch gradient is $-\frac{1}{b} \sum_i (y_i - \langle \t, \x_i \rangle) \x_i$, in the "#
        + #"span of the samples."#,
      residual: residual {
        let batch = [0, 2, 2]
        let direction = problem.descentDirection(at: under.start, batch: batch)
        let part = under.x.selecting(rows: batch)
        let slope = differenceGradient(
          { plainRisk(part, batch.map { under.y[$0] }, $0) }, at: under.start, step: 1)
        return [
          maximumNorm(sum(direction, 1, times: slope)), try distanceFromSpan(under.x, direction),
        ].worst
      },
      tolerance: 1e-13, reason: "differences of a quadratic with step 1 are exact up to rounding"),
    Claim(
      "2.19",
      #"Every iterate of GD, SGD and heavy-ball SGD lies in $\t_0 + \span(\x_1, \dots, \x_n)$."#,
      residual: residual {
        try descents.map { try offSpan(under, rule: $0.rule, batches: $0.batches) }.worst
      },
      tolerance: 1e-12, reason: "rounding over 1000 steps"),
    Claim(
      "footnote-3",
      #"Gradient descent converges exactly when $\eta < 2/\lambda_{\mathrm{max}}(\cov)$."#,
      residual: Double(
        [(0.99, true), (1.01, false)].count { factor, converges in
          converges != ((try? topMode(under, factor: factor)) ?? .nan < 1e-6)
        }),
      tolerance: 0, reason: "a count of wrong outcomes at 0.99 and 1.01 times the edge"),
  ] + leastSquaresEdgeClaims() + [
    Claim(
      "footnote-3-sgd",
      #"With one sample a step and interpolation, $\eta < 2/\max_i \|\x_i\|^2$ suffices."#,
      residual: residual {
        let longest = (0..<3).map { dot(Array(under.x.row($0)), Array(under.x.row($0))) }.worst
        let end = try problem.descend(
          from: under.start, schedule: StepSchedule(1.8 / longest),
          batches: .random(size: 1, RandomStream(seed: 3)), checkpoints: [3000])[0]
        return distance(under.x.times(end), under.y)
      },
      tolerance: 1e-13, reason: "3000 steps at 0.9 of the edge reach rounding")
  ]
}

/// The claims (2.20) to (2.23), footnote 4 and the end of section 2.3: where descents end.
func projectionClaims() -> [Claim] {
  let under = LeastSquaresExample.under
  let ols = under.problem.leastNormSolution
  return [
    Claim(
      "2.20",
      #"$\Ker \X$ and the span of the samples, the range of $\X^\top$, are orthogonal and together "#
        + #"all of $\R^d$: the projector onto the kernel splits every vector so."#,
      residual: residual {
        let projector = under.problem.kernelProjector
        return try (0..<20).map { k in
          let vector = RandomStream(seed: 11, stream: UInt32(k)).normals(under.problem.features)
          let part = projector.times(vector)
          let rest = difference(vector, part)
          return [
            maximumNorm(under.x.times(part)), try distanceFromSpan(under.x, rest),
            abs(dot(part, rest)),
          ].worst
        }.worst
      },
      tolerance: 1e-12, reason: rounding,
      printed: .remark(
        #"“the kernel is orthogonal to the image”: of $\X^\top$, for the image of $\X$ lies in "#
          + #"$\R^n$."#,
        residual: nil)),
    Claim(
      "footnote-4",
      #"$\set = \hat{\t}_\star + \span(\x_1, \dots, \x_n)^\perp$ for every interpolator "#
        + #"$\hat{\t}_\star$, not only for $\ols$."#,
      residual: residual {
        try (0..<20).map { k in
          let other = sum(ols, 2, times: try under.kernelVector(k))
          let moved = sum(other, -1, times: try under.kernelVector(k + 20))
          return distance(under.x.times(moved), under.y)
        }.worst
      },
      tolerance: 1e-12, reason: rounding),
    Claim(
      "2.21", #"$\t_\infty - \t_0$ is orthogonal to $\t_\infty - \ols$."#,
      residual: residual {
        let end = try sgdEnd(under)
        return abs(dot(difference(end, under.start), difference(end, ols)))
      },
      tolerance: 1e-12, reason: sgd),
    Claim(
      "2.22",
      #"$\|\hat{\t} - \t_0\|^2 = \|\hat{\t} - \t_\infty\|^2 + \|\t_\infty - \t_0\|^2$ for every "#
        + #"interpolator $\hat{\t}$, $\ols$ among them."#,
      residual: residual {
        let end = try sgdEnd(under)
        func square(_ a: [Double], _ b: [Double]) -> Double {
          dot(difference(a, b), difference(a, b))
        }
        return try (0..<10).map { k in
          let other = sum(ols, Double(k) / 3, times: try under.kernelVector(k))
          return abs(square(other, under.start) - square(other, end) - square(end, under.start))
        }.worst
      },
      tolerance: 1e-12, reason: sgd),
    Claim(
      "2.23", #"GD, SGD and heavy-ball SGD all end in the interpolator closest to $\t_0$."#,
      residual: residual {
        let foot = try projectionByNormalEquations(under.x, under.y, of: under.start)
        return try descents.map { descent in
          let end = try endPoint(under, rule: descent.rule, batches: descent.batches)
          return distance(end, foot)
        }.worst
      },
      tolerance: 1e-12, reason: sgd),
    Claim(
      "end-of-2.3",
      #"Linear models with other losses have this property: SGD on log cosh ends at the projection "#
        + #"that the least squares of $\t_0$ have, and the steps of logistic regression stay in "#
        + #"$\w_0 + \span(\x_1, \dots, \x_n)$."#,
      residual: residual {
        let data = try ClassificationData(x: under.x, labels: under.y.map { $0 < 0 ? -1 : 1 })
        let ends = try LogisticRegression(data).descend(
          from: under.start, schedule: StepSchedule(0.3),
          batches: .random(size: 1, RandomStream(seed: 6)), checkpoints: [1, 500])
        return [
          distance(logCoshEnd(under), under.problem.projection(of: under.start)),
          try ends.map { try distanceFromSpan(under.x, difference($0, under.start)) }.worst,
          (0.1 - distance(ends[1], under.start)).positivePart,
        ].worst
      },
      tolerance: 1e-12, reason: sgd,
      printed: .corrected("“this property is specific to OLS”", residual: nil)),
    Claim(
      "end-of-2.3-adam",
      "Coordinate-wise methods leave the span even on least squares: Adam by over 0.1.",
      residual: residual {
        let adam = try offSpan(under, rule: .adam(), batches: .all, step: 0.02)
        let adaGrad = try offSpan(under, rule: .adaGrad(), batches: .all, step: 0.3)
        return (0.1 - [adam, adaGrad].least).positivePart
      },
      tolerance: 0, reason: "how far the part off the span falls short of 0.1"),
  ]
}

private let rounding = "rounding in sums of six terms"
private let sgd = "the descents are run until they move by rounding only"

/// The descents whose span is certified.
private let descents: [(rule: DescentRule, batches: Batches)] = [
  (.gradient, .all),
  (.gradient, .random(size: 1, RandomStream(seed: 1))),
  (.heavyBall(momentum: 0.5), .random(size: 2, RandomStream(seed: 2))),
]

/// Where a descent ends from θ₀, with a step that suits all of them.
private func endPoint(
  _ example: LeastSquaresExample, rule: DescentRule, batches: Batches, steps: Int = 4000,
  step: Double? = nil
) throws(DescentError) -> [Double] {
  let longest = (0..<example.problem.samples).map { i in
    let row = Array(example.x.row(i))
    return dot(row, row)
  }.worst
  return try example.problem.descend(
    from: example.start, rule: rule, schedule: StepSchedule(step ?? 0.5 / longest),
    batches: batches, checkpoints: [steps])[0]
}

private func sgdEnd(_ example: LeastSquaresExample) throws(DescentError) -> [Double] {
  try endPoint(example, rule: .gradient, batches: .random(size: 1, RandomStream(seed: 1)))
}

/// The part of θ₁₀₀₀ − θ₀ off the span of the samples.
private func offSpan(
  _ example: LeastSquaresExample, rule: DescentRule, batches: Batches, step: Double? = nil
) throws -> Double {
  let end = try endPoint(example, rule: rule, batches: batches, steps: 1000, step: step)
  return try distanceFromSpan(example.x, difference(end, example.start))
}

/// The library's descent against the recursion (2.17) in plain sums, with a falling step.
private func recursionDefect(_ example: LeastSquaresExample) throws(DescentError) -> Double {
  let indices = RandomStream(seed: 4).integers(below: example.problem.samples, count: 120)
  let steps = 60
  let run = try example.problem.descend(
    from: example.start, schedule: StepSchedule(0.1, decay: 30),
    batches: .given(indices, size: 2), checkpoints: [steps])[0]
  var theta = example.start
  for k in 0..<steps {
    var mean = Array(repeating: 0.0, count: theta.count)
    for i in indices[2 * k...2 * k + 1] {
      var rest = example.y[i]
      for j in theta.indices { rest -= example.x[i, j] * theta[j] }
      for j in theta.indices { mean[j] += rest * example.x[i, j] / 2 }
    }
    let size = 0.1 * 30 / (30 + Double(k))
    for j in theta.indices { theta[j] += size * mean[j] }
  }
  return distance(run, theta)
}

/// The size of the residual's part along the steepest direction after 1500 steps of GD at the
/// given fraction of the edge 2/λ_max, relative to the start.
private func topMode(_ example: LeastSquaresExample, factor: Double) throws(DescentError) -> Double
{
  let problem = example.problem
  let top = SymmetricEigen(problem.hessian)
  let end = try problem.descend(
    from: example.start, schedule: StepSchedule(factor * 2 / top.values[0]), checkpoints: [1500])[0]
  let limit = problem.projection(of: example.start)
  return abs(dot(top.vectors[0], difference(end, limit)))
    / abs(dot(top.vectors[0], difference(example.start, limit)))
}

/// The end of SGD on the loss Σ log cosh(y_i − ⟨θ, x_i⟩), whose slope is tanh.
private func logCoshEnd(_ example: LeastSquaresExample) -> [Double] {
  let draws = RandomStream(seed: 5).integers(below: example.problem.samples, count: 6000)
  var theta = example.start
  for i in draws {
    let row = Array(example.x.row(i))
    let slope = tanh(example.y[i] - dot(row, theta))
    theta = sum(theta, slope / (2 * dot(row, row)), times: row)
  }
  return theta
}
