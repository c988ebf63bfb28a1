import Models
public import Records

/// The claims of lecture section 2: (2.1) to (2.23), its figure and its footnotes.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func leastSquaresClaims() -> [Claim] {
  riskClaims() + solutionClaims() + interpolatorClaims() + flowClaims() + flowLimitClaims()
    + descentClaims() + projectionClaims()
}

private let rounding = "rounding in sums of a few dozen terms of size 1 to 10"

private func riskClaims() -> [Claim] {
  let over = LeastSquaresExample.over
  let under = LeastSquaresExample.under
  return [
    Claim(
      "2.1", "The risk is the mean of half the squared residuals.",
      residual: [over, under].map { example in
        abs(example.problem.risk(example.start) - plainRisk(example.x, example.y, example.start))
      }.worst,
      tolerance: 1e-13, reason: rounding),
    Claim(
      "2.2",
      #"The Hessian of the risk is $\X^\top \X/n$; it is positive definite exactly when $\X$ has "#
        + #"rank $d$, for $\X$ of full rank exactly when $n \ge d$."#,
      residual: ([over, under].map { hessianDefect($0) } + [repeatedColumnDefect()]
        + [over, under].map { example in
          // The slope, and the eigenvalues that the decomposition gives.
          let slope = differenceGradient(
            { plainRisk(example.x, example.y, $0) }, at: example.start, step: 1)
          let values = SymmetricEigen(example.x.transposed.gram).values
          return [
            distance(example.problem.gradient(example.start), slope),
            zip(example.problem.hessianEigenvalues, values).map {
              abs($0 - $1 / Double(example.x.rows))
            }.worst,
          ].worst
        }).worst,
      tolerance: 1e-12,
      reason: "differences of a quadratic with step 1 are exact up to rounding"),
    Claim(
      "before-2.3",
      #"For $n > d$ the data can be interpolated exactly when $\y$ lies in the range of $\X$."#,
      residual: Double(wrongPredictions { $0 == 0 }), tolerance: 0,
      reason: #"a count of wrong predictions of the sign of the least risk, with $\y = \X "#
        + #"\t_\star$ and without"#,
      printed: .conditionAdded(
        "“In particular, this is not possible when $n > d$”",
        residual: Double(wrongPredictions { _ in false }))),
  ]
}

/// Second differences of the risk against the Hessian; 1 when its definiteness is not n ≥ d.
private func hessianDefect(_ example: LeastSquaresExample) -> Double {
  let problem = example.problem
  let d = problem.features
  func risk(_ steps: [Int]) -> Double {
    var theta = example.start
    for j in steps { theta[j] += 1 }
    return plainRisk(example.x, example.y, theta)
  }
  var defect = 0.0
  for j in 0..<d {
    for k in 0...j {
      let second = risk([j, k]) - risk([j]) - risk([k]) + risk([])
      defect = [defect, abs(second - problem.hessian[j, k])].worst
    }
  }
  let smallest = SymmetricEigen(problem.hessian).values[d - 1]
  return (smallest > 1e-6) == (problem.samples >= d) ? defect : 1
}

/// The least eigenvalue of the Hessian for more samples than features of which two are the same: 0,
/// although n ≥ d.
private func repeatedColumnDefect() -> Double {
  let over = LeastSquaresExample.over
  var x = over.x
  for i in 0..<x.rows { x[i, x.columns - 1] = x[i, 0] }
  return abs(SymmetricEigen(x.transposed.gram).values[x.columns - 1]) / Double(x.rows)
}

/// Of noisy and noise-free labels at n = 9, d = 4: how often a rule that is given the noise says
/// wrongly whether the least risk is zero.
private func wrongPredictions(_ interpolates: (Double) -> Bool) -> Int {
  [0.0, 1].count { noise in
    let example = LeastSquaresExample(samples: 9, features: 4, noise: noise, seed: 7)
    let least = plainRisk(example.x, example.y, example.problem.leastNormSolution)
    return interpolates(noise) != (least < 1e-25)
  }
}

private func solutionClaims() -> [Claim] {
  let over = LeastSquaresExample.over
  let under = LeastSquaresExample.under
  let square = LeastSquaresExample(samples: 4, features: 4, noise: 1, seed: 7)
  /// ‖Xθ − y‖ for θ = Xᵀ M⁻¹ y on square data, where XX and XXᵀ both exist.
  func defect(_ m: Matrix) -> Double {
    residual {
      let theta = square.x.transposedTimes(try LU(m).solve(square.y))
      return distance(square.x.times(theta), square.y)
    }
  }
  return [
    Claim(
      "2.3",
      #"For $n \ge d$ and $\X$ of full rank the least-squares solution is $(\X^\top \X)^{-1} "#
        + #"\X^\top \y$; for $n = d$ it is $\X^{-1} \y$."#,
      residual: residual {
        let normal = try Cholesky(over.x.transposed.gram).solve(over.x.transposedTimes(over.y))
        let inverse = try LU(square.x).solve(square.y)
        return [
          distance(normal, over.problem.leastNormSolution),
          distance(inverse, square.problem.leastNormSolution),
        ].worst
      },
      tolerance: 1e-13,
      reason: #"rounding times the condition number of $\X^\top \X$, below $10^3$"#),
    Claim(
      "2.3-unique",
      #"It is the only minimiser: $\risk$ at $\v$ beside it is greater by $\|\X \v\|^2/(2n) \ge "#
        + #"\frac12 \lambda_{\mathrm{min}} \|\v\|^2 > 0$, tried at 20 $\v$."#,
      residual: residual {
        let theta = over.problem.leastNormSolution
        let least = SymmetricEigen(over.x.transposed.gram).values[3] / 9
        return (0..<20).map { k in
          let v = RandomStream(seed: 12, stream: UInt32(k)).normals(4)
          let image = over.x.times(v)
          let excess = over.problem.risk(sum(theta, 1, times: v)) - over.problem.risk(theta)
          return [
            abs(excess - dot(image, image) / 18), (least * dot(v, v) / 2 - excess).positivePart,
            least > 0.1 ? 0 : 1,
          ].worst
        }.worst
      },
      tolerance: 1e-12, reason: rounding),
    Claim(
      "2.4",
      #"For $n \le d$ and $\X$ of full rank the least-norm interpolator is $\X^\top (\X "#
        + #"\X^\top)^{-1} \y$."#,
      residual: residual {
        let theta = try projectionByNormalEquations(under.x, under.y, of: zeros(6))
        return [distance(theta, under.problem.leastNormSolution), defect(square.x.gram)].worst
      },
      tolerance: 1e-13,
      reason: #"rounding times the condition number of $\X \X^\top$, below $10^4$"#,
      printed: .corrected(
        #"“$\X^\top (\X \X)^{-1} \y$”, which exists for square $\X$ only and there misses $\y$."#,
        residual: defect(square.x.times(square.x)))),
    Claim(
      "2.4-ridge",
      #"It is the limit $\lambda \to 0^+$ of the ridge solution $\X^\top (\X \X^\top + n \lambda "#
        + #"\operatorname{Id})^{-1} \y$, linearly in $\lambda$."#,
      residual: residual { abs(try ridgeDistance(1e-4) / ridgeDistance(1e-6) - 100) / 100 },
      tolerance: 1e-3,
      reason: #"the next term is of relative size $\lambda/\lambda_{\mathrm{min}}$, about "#
        + #"$10^{-4}$"#),
  ]
}

/// The distance of the ridge solution from the least-norm interpolator of the small example.
private func ridgeDistance(_ lambda: Double) throws(LinearAlgebraError) -> Double {
  let under = LeastSquaresExample.under
  var gram = under.x.gram
  for i in 0..<gram.rows { gram[i, i] += Double(gram.rows) * lambda }
  let ridge = under.x.transposedTimes(try Cholesky(gram).solve(under.y))
  return distance(ridge, under.problem.leastNormSolution)
}

private func interpolatorClaims() -> [Claim] {
  let under = LeastSquaresExample.under
  let theta = under.problem.leastNormSolution
  /// |‖θ_ols + v‖² − ‖θ_ols‖² − ‖v‖²|.
  func gap(_ v: [Double]) -> Double {
    let total = sum(theta, 1, times: v)
    return abs(dot(total, total) - dot(theta, theta) - dot(v, v))
  }
  let shapes = [(1, 2), (3, 6), (5, 5), (9, 4)]
  return [
    Claim(
      "2.5", #"The interpolators are $\ols + \Ker \X$, an affine space."#,
      residual: residual {
        try (0..<20).map { k in
          distance(under.x.times(sum(theta, 3, times: try under.kernelVector(k))), under.y)
        }.worst
      },
      tolerance: 1e-12, reason: rounding),
    Claim(
      "footnote-2",
      #"For $n < d$ the kernel of $\X$ is not $\{\zero\}$: its dimension is $d - n$ where $\X$ has full "#
        + #"rank."#,
      residual: Double(
        shapes.count { n, d in
          let problem = LeastSquaresExample(samples: n, features: d, noise: 1, seed: 7).problem
          let projector = problem.kernelProjector
          let dimension = (0..<d).reduce(0) { $0 + projector[$1, $1] }
          return !(abs(dimension - Double(d > n ? d - n : 0)) <= 1e-12)
        }),
      tolerance: 0, reason: "a count of shapes at which the trace of the projector is not $d - n$",
      printed: .corrected(
        #"“Recall that for $n < d$, $\Ker(\X) \neq \varnothing$”, which is true of every $\X$."#,
        residual: nil)),
    Claim(
      "2.6", #"$\|\ols + \v\|^2 = \|\ols\|^2 + \|\v\|^2$ for $\v \in \Ker \X$, by Pythagoras."#,
      residual: residual {
        try (0..<20).map { k in
          gap(try under.kernelVector(k))
        }.worst
      },
      tolerance: 1e-12, reason: rounding,
      printed: .remark(
        #"“by the triangular inequality: $\|\ols + \v\|_2^2 \ge \|\ols\|_2^2 + \|\v\|_2^2$”. That "#
          + #"inequality is not the reason, and it is an equality."#,
        residual: nil)),
    Claim(
      "2.7", #"$\ols$ is the interpolator of least Euclidean norm."#,
      residual: residual {
        let excess = try (0..<200).map { k in
          euclideanNorm(sum(theta, 0.1, times: try under.kernelVector(k))) - euclideanNorm(theta)
        }
        return (-(excess.least)).positivePart + (try distanceFromSpan(under.x, theta))
      },
      tolerance: 1e-13,
      reason: #"no random interpolator is shorter, and $\ols$ is in the span of the samples to "#
        + #"rounding"#),
  ]
}

/// A vector of zeros.
func zeros(_ count: Int) -> [Double] {
  Array(repeating: 0, count: count)
}
