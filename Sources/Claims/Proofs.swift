import Models
public import Records

/// Numbers of the lecture's figures with proven bounds: the norms of gradient flow's limits at some
/// scales, with the proof that each limit exists and is the only interpolator near; the least ℓ1 norm, a
/// projection, and margins.
///
/// O(n² d + n³) operations on intervals for each of five matrices, n = 40 and d = 100 at the most.
public func lectureProofs() -> [Enclosure] {
  parallelMap(scales.count) { proofs(alpha: scales[$0]) }.flatMap { $0 }
    + [
      enclosure("l1-to-l2-least-l1", #"the least $\ell_1$ norm of the interpolators"#) {
        let data = try data(of: L1ToL2())
        return try ProvenLeastL1(data.x, data.y, LeastL1Interpolator(data.x, data.y)).norm
      },
      enclosure("ols-null-distance", "the distance from the start to its projection") {
        let null = try LeastSquaresNull()
        return try ProvenProjection(null.problem.x, null.problem.y, from: null.start).distance
      },
      enclosure("max-margin-left", "the largest margin of the samples on the left") {
        try margin(.turning)
      },
      enclosure("max-margin-right", "the largest margin of the smaller set") {
        try margin(.asymmetric)
      },
    ]
}

private let scales = [10.0, 1, 0.1]

private func data(of model: L1ToL2) throws -> DataSet {
  try DataSet.regression(
    samples: model.samples, features: model.features, entries: model.entries,
    teacher: .sparse(nonzeros: model.nonzeros), seed: model.seed)
}

private func margin(_ data: ClassificationData) throws -> Interval? {
  guard case .separable(let limit) = Separation(of: data) else { return nil }
  return try ProvenMargin(data, w: limit.w, weights: limit.dual).margin
}

/// A number with the bounds that were proven, if any.
private func enclosure(
  _ id: String, _ statement: String, _ prove: () throws -> Interval?
) -> Enclosure {
  let interval = try? prove()
  return Enclosure(
    id: id, statement: notation(statement), lower: interval?.lower ?? .nan,
    upper: interval?.upper ?? .nan)
}

/// The norms of θ_∞(α) on the data of the figure `l1-to-l2`.
private func proofs(alpha: Double) -> [Enclosure] {
  let model = L1ToL2()
  let proven = try? ProvenInterpolator(
    Potential(alpha: alpha, dimension: model.features), data: data(of: model))
  return [("l1", "1", proven?.l1), ("l2", "2", proven?.l2)].map { name, index, interval in
    enclosure(
      "l1-to-l2-\(short(alpha))-\(name)",
      #"$\|\t_\infty\|_\#(index)$ at $\alpha = \#(short(alpha))$"#
    ) { interval }
  }
}
