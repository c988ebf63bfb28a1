import Models
public import Records

/// The claims of lecture section 1: figure 1 and the example of two minimisers.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func motivationClaims() -> [Claim] {
  let network = SmallestNetwork()
  let risk = TwoMinimisers()
  return [
    Claim(
      "fig-1", "Two starts of gradient descent and one of SGD reach three different interpolators.",
      residual: residual {
        let ends = [
          try network.gradientDescent(from: network.firstStart),
          try network.gradientDescent(from: network.secondStart),
          try network.stochasticDescent(),
        ].compactMap(\.last)
        let distances = [(0, 1), (0, 2), (1, 2)].map { a, b in
          distance([ends[a].u, ends[a].v], [ends[b].u, ends[b].v])
        }
        let risks = ends.map { end in
          plainRisk(
            Matrix(rows: network.samples.map { [$0] }), network.samples, [end.u * end.v])
        }
        return risks.worst + (0.8 - distances.least).positivePart
      },
      tolerance: 1e-22,
      reason: "the risk at each end, plus by how much two ends are closer than 0.8"),
    Claim(
      "section-1",
      "One start and two step sizes reach two minimisers of risk 0 with other test risks.",
      residual: residual {
        let small = try risk.descent(step: risk.smallStep)
        let large = try risk.descent(step: risk.largeStep)
        guard let a = small.last, let b = large.last else { return .nan }
        return risk.trainRisk(a) + risk.trainRisk(b)
          + (0.4 - (risk.testRisk(a) - risk.testRisk(b))).positivePart
      },
      tolerance: 1e-22,
      reason: "train risks of runs that stop at a slope of $10^{-12}$; the test risks lie 0.4 apart"
    ),
    Claim(
      "section-1-curvature",
      "The minimiser of the small step is the sharp one, that of the large step the flat.",
      residual: residual {
        let ends = [
          (try risk.descent(step: risk.smallStep).last, risk.sharpCurvature),
          (try risk.descent(step: risk.largeStep).last, risk.flatCurvature),
        ]
        return ends.map { end, curvature in
          guard let end else { return .nan }
          let second = (risk.trainRisk(end + 1e-4) + risk.trainRisk(end - 1e-4)) * 1e8
          return abs(second / curvature - 1)
        }.worst
      },
      tolerance: 1e-6, reason: "second differences with step $10^{-4}$"),
  ]
}

/// The claim of lecture remark 4: which norm generalises better is a matter of the target.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func generalisationClaims() -> [Claim] {
  let (n, d) = (20, 40)
  let first = (0..<d).map { $0 == 0 ? Double(d).squareRoot() : 0 }
  let sparse = errors(.sparse(nonzeros: 2), n, d)
  let dense = errors(.dense(norm: Double(d).squareRoot()), n, d)
  let spike = errors(.given(first), n, d)
  return [
    Claim(
      "remark-4",
      #"The least $\ell_1$ norm recovers sparse targets and the least $\ell_2$ norm is better "#
        + #"where $|\theta^\star_j| = 1$ for all $j$."#,
      residual: [sparse.l1 - sparse.l2, dense.l2 - dense.l1, 0].worst + sparse.l1 + spike.l1,
      tolerance: 1e-13,
      reason: "the relative errors of the two sparse targets, plus any wrong order of the errors",
      printed: .conditionAdded(
        #"“But the converse can be true if $\|\t_\star\|_2^2 = d$ instead”: $\sqrt{d} \, "#
          + #"\boldsymbol{e}_1$ has this norm, and is sparse."#,
        residual: (spike.l2 - spike.l1).positivePart))
  ]
}

/// The relative errors of the least-ℓ1 and the least-ℓ2 interpolators of noise-free data.
private func errors(_ teacher: Teacher, _ n: Int, _ d: Int) -> (l1: Double, l2: Double) {
  guard let data = try? DataSet.regression(samples: n, features: d, teacher: teacher, seed: 3),
    let truth = data.teacher,
    let l1 = try? LeastL1Interpolator(data.x, data.y),
    let l2 = try? projectionByNormalEquations(data.x, data.y, of: truth.map { _ in 0 })
  else { return (.nan, .nan) }
  let size = euclideanNorm(truth)
  return (distance(l1.theta, truth) / size, distance(l2, truth) / size)
}
