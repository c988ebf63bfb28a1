import Models
public import Records

/// Numbers of the lecture's figures and labs with proven bounds, by the paths under which documents quote
/// them: limits of gradient flow, each with the proof that it exists and is the only interpolator near;
/// least norms, projections, margins, steps at the edge of stability.
///
/// O(n² d + n³) operations on intervals for each of some twenty matrices, n = 50 and d = 100 at the most.
public func lectureProofs() -> [Enclosure] {
  let parts: [@Sendable () -> [Enclosure]] = [
    pathProofs, planeProofs, marginProofs, edgeProofs, leastSquaresLabProofs, networkLabProofs,
    stepsLabProofs, saddlesLabProofs,
  ]
  return parallelMap(parts.count) { parts[$0]() }.flatMap { $0 }
}

/// A number with the bounds that were proven, if any.
private func enclosure(_ id: String, _ statement: String, _ interval: Interval?) -> Enclosure {
  Enclosure(
    id: id, statement: notation(statement), lower: interval?.lower ?? .nan,
    upper: interval?.upper ?? .nan)
}

private func sparse(_ n: Int, _ d: Int, _ nonzeros: Int, _ seed: UInt64) -> DataSet? {
  try? DataSet.regression(
    samples: n, features: d, teacher: .sparse(nonzeros: nonzeros), seed: seed)
}

private func signs(_ n: Int, _ d: Int, _ nonzeros: Int, _ seed: UInt64) -> DataSet? {
  try? DataSet.regression(
    samples: n, features: d, entries: .rademacher, teacher: .sparse(nonzeros: nonzeros), seed: seed)
}

private func limit(_ data: DataSet?, alpha: Double) -> ProvenInterpolator? {
  data.flatMap { data in
    try? ProvenInterpolator(Potential(alpha: alpha, dimension: data.features), data: data)
  }
}

private func leastNorm(_ data: DataSet?, from start: [Double]? = nil) -> ProvenProjection? {
  data.flatMap { data in
    try? ProvenProjection(data.x, data.y, from: start ?? zeros(data.features))
  }
}

private func leastL1(_ data: DataSet?) -> Interval? {
  data.flatMap { data in
    try? ProvenLeastL1(data.x, data.y, LeastL1Interpolator(data.x, data.y)).norm
  }
}

/// The norms that `l1-to-l2` quotes, and the error of `hundred-runs`.
private func pathProofs() -> [Enclosure] {
  let data = sparse(40, 100, 5, 1)
  let many = signs(40, 100, 5, 1)
  let lazy = data.flatMap { data -> Interval? in
    guard
      let square = try? ProvenLargestEigenvalue(
        data.x, weights: Array(repeating: Interval(1), count: data.features)
      ).value
    else { return nil }
    let columns = (0..<data.features).map { j in data.x.column(j).map { Interval($0) }.l2 }
    let largest = Interval(columns.map(\.lower).worst, columns.map(\.upper).worst)
    let size = data.y.map { Interval($0) }.l2
    return (0.5 * (size * largest) / square).squareRoot()
  }
  let error = many.flatMap { many in
    limit(many, alpha: 0.1).map { $0.theta.distance(to: many.teacher ?? []) }
  }
  return [
    enclosure("l1-to-l2.l1.least", #"the least $\ell_1$ norm of the interpolators"#, leastL1(data)),
    enclosure(
      "l1-to-l2.l2.least", #"the least $\ell_2$ norm of the interpolators"#,
      leastNorm(data)?.distance),
    enclosure(
      "l1-to-l2.l1.greatest", #"$\|\t_\infty\|_1$ at $\alpha = 100$"#,
      limit(data, alpha: 100)?.l1),
    enclosure("l1-to-l2.lazy.alpha", #"the $\alpha$ at which $\kappa = 1$"#, lazy),
    enclosure(
      "hundred-runs.flow-error", #"$\|\t_\infty - \t_\star\|_2^2$ at $\alpha = 0.1$"#,
      error.map { $0 * $0 }),
  ]
}

/// The limits on the interpolators of the plane: of the figures `potential` and `mirror-geometry`.
private func planeProofs() -> [Enclosure] {
  let (x, y) = (Matrix(rows: [[1, 2]]), [1.6])
  var found: [Enclosure] = []
  for (name, alpha) in [("0.001", 0.001), ("0.1", 0.1), ("100.0", 100)] {
    let proven = try? ProvenInterpolator(Potential(alpha: alpha, dimension: 2), x, y)
    for (part, interval) in [
      ("theta1", proven?.theta[0]), ("theta2", proven?.theta[1]), ("phi", proven?.value),
    ] {
      found.append(
        enclosure(
          "potential.alpha-\(name).\(part)", "\(part) of the minimiser at alpha = \(name)", interval
        ))
    }
  }
  for (first, second) in [(1, 1), (1, 3), (3, 1)] {
    let scales = [first, second].map { power in (0..<2 * power).reduce(1.0) { one, _ in one * 0.1 }
    }
    let proven = try? ProvenInterpolator(Potential(scales: scales), x, y)
    for (part, interval) in [("theta1", proven?.theta[0]), ("theta2", proven?.theta[1])] {
      found.append(
        enclosure(
          "mirror-geometry.\(first)-\(second).\(part)",
          "\(part) of the limit with powers \(first) and \(second)", interval))
    }
  }
  return found
}

/// The margins of figures and of lab 3.
private func marginProofs() -> [Enclosure] {
  func margin(_ data: ClassificationData) -> Interval? {
    guard case .separable(let limit) = Separation(of: data) else { return nil }
    return try? ProvenMargin(data, w: limit.w, weights: limit.dual).margin
  }
  let small = margin(.asymmetric)
  return [
    enclosure(
      "noise-and-classification.margin", "the largest margin of lab 3", margin(.turning)),
    enclosure(
      "max-margin.law.least-norm", "the norm of the shortest separator with margin 1",
      small.map { Interval(1) / $0 }),
  ]
}

/// 1/λ_max of X diag(h) Xᵀ/n at a limit, h² = θ² + I².
private func edge(_ data: DataSet?, _ proven: ProvenInterpolator?, scale: Double) -> Interval? {
  guard let data, let proven else { return nil }
  let weights = proven.theta.map { theta in
    (theta.absolute * theta.absolute + Interval(scale) * Interval(scale)).squareRoot()
  }
  return (try? ProvenLargestEigenvalue(data.x, weights: weights)).map {
    Interval(Double(data.samples)) / $0.value
  }
}

/// What `edge-of-stability` quotes of gradient flow's limit.
private func edgeProofs() -> [Enclosure] {
  let truth = [100, -80] + zeros(98)
  let data = try? DataSet.regression(
    samples: 50, features: 100, teacher: .given(truth), seed: 1)
  let proven = limit(data, alpha: 0.1)
  return [
    enclosure(
      "edge-of-stability.edge", "the largest stable step at gradient flow’s limit",
      edge(data, proven, scale: 0.1 * 0.1)),
    enclosure(
      "edge-of-stability.flow.l1", #"$\|\t_\infty\|_1$ of gradient flow"#, proven?.l1),
  ]
}

private func leastSquaresLabProofs() -> [Enclosure] {
  let data = sparse(20, 40, 2, 7)
  let anywhere = RandomStream(seed: 7, stream: 9).normals(40)
  let (least, far) = (leastNorm(data), leastNorm(data, from: anywhere))
  let step = data.flatMap { data in
    try? ProvenLargestEigenvalue(
      data.x, weights: Array(repeating: Interval(1), count: 40)
    ).value
  }
  return [
    enclosure("least-squares.least.norm", "the least norm of lab 1", least?.distance),
    enclosure("least-squares.limit3.norm", "the norm of the limit of start 3", far?.point.l2),
    enclosure(
      "least-squares.limit3.travelled", "the distance from start 3 to its limit", far?.distance),
    enclosure(
      "least-squares.step.limit", "the largest step of lab 1",
      step.map { Interval(40) / $0 }),
    enclosure(
      "least-squares.least-l2.error", #"the distance from the least norm to $\t_\star$ in lab 1"#,
      least.map { $0.point.distance(to: data?.teacher ?? []) }),
  ]
}

private func networkLabProofs() -> [Enclosure] {
  let data = sparse(20, 50, 3, 11)
  let (sparsest, least) = (leastL1(data), leastNorm(data))
  var found = [
    enclosure("diagonal-networks.least-l1.norm", #"the least $\ell_1$ norm of lab 2"#, sparsest),
    enclosure(
      "diagonal-networks.least-l2.norm", #"the least $\ell_2$ norm of lab 2"#, least?.distance),
    enclosure("diagonal-networks.least-l2.l1", #"the $\ell_1$ norm of that"#, least?.point.l1),
  ]
  for (name, alpha) in [("10", 10), ("1", 1), ("0.1", 0.1), ("0.01", 0.01), ("0.001", 0.001)] {
    let proven = limit(data, alpha: alpha)
    let excess = proven.flatMap { proven in sparsest.map { proven.l1 - $0 } }
    let other = proven.flatMap { proven in least.map { proven.l2 - $0.distance } }
    let error = proven.map { $0.theta.distance(to: data?.teacher ?? []) }
    for (part, interval) in [("l1-excess", excess), ("l2-excess", other), ("error", error)] {
      found.append(
        enclosure(
          "diagonal-networks.alpha-\(name).\(part)", "\(part) of lab 2 at alpha = \(name)",
          interval))
    }
  }
  return found
}

private func stepsLabProofs() -> [Enclosure] {
  let data = signs(10, 25, 2, 2)
  let proven = limit(data, alpha: 0.1)
  return [
    enclosure(
      "steps-and-noise.edge", "the largest stable step of lab 4",
      edge(data, proven, scale: 0.1 * 0.1)),
    enclosure("steps-and-noise.flow.l1", #"$\|\t_\infty\|_1$ of lab 4"#, proven?.l1),
    enclosure(
      "steps-and-noise.flow.error", #"the distance from $\t_\infty$ to $\t_\star$ in lab 4"#,
      proven.map { $0.theta.distance(to: data?.teacher ?? []) }),
  ]
}

private func saddlesLabProofs() -> [Enclosure] {
  guard let data = sparse(12, 20, 3, 5) else { return [] }
  func product(_ a: [Double], _ b: [Double]) -> Interval {
    zip(a, b).reduce(Interval(0)) { $0 + $1.0 * Interval($1.1) }
  }
  let pulls = (0..<20).map { product(data.x.column($0), data.y).absolute }
  let penalty = Interval(pulls.map(\.lower).worst, pulls.map(\.upper).worst) / 12
  // The column whose pull is the largest for certain.
  let first = (0..<20).filter { j in
    (0..<20).allSatisfy { $0 == j || pulls[$0].upper < pulls[j].lower }
  }.first
  let loss = first.map { j -> Interval in
    let column = data.x.column(j)
    let rest = product(data.y, data.y) - pulls[j] * pulls[j] / product(column, column)
    return rest / 24
  }
  return [
    enclosure(
      "saddles-and-stopping.lasso.first-penalty", "the penalty above which the lasso of lab 5 is 0",
      penalty),
    enclosure(
      "saddles-and-stopping.jump-1.time", "the time of the first jump of lab 5",
      Interval(1) / penalty),
    enclosure("saddles-and-stopping.rest-1.loss", "the loss of the first saddle of lab 5", loss),
  ]
}
