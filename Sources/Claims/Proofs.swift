import Models
public import Records

/// Numbers of the lecture's figures with proven bounds: the norms of gradient flow's limits at some
/// scales, with the proof that each limit exists and is the only interpolator near.
///
/// O(n² d + n³) operations on intervals for each of three scales, n = 40 and d = 100.
public func lectureProofs() -> [Enclosure] {
  parallelMap(scales.count) { proofs(alpha: scales[$0]) }.flatMap { $0 }
}

private let scales = [10.0, 1, 0.1]

/// The norms of θ_∞(α) on the data of the figure `l1-to-l2`.
private func proofs(alpha: Double) -> [Enclosure] {
  let model = L1ToL2()
  let proven = try? ProvenInterpolator(
    Potential(alpha: alpha, dimension: model.features),
    data: DataSet.regression(
      samples: model.samples, features: model.features, entries: model.entries,
      teacher: .sparse(nonzeros: model.nonzeros), seed: model.seed))
  func enclosure(_ norm: String, _ interval: Interval?) -> Enclosure {
    Enclosure(
      id: "l1-to-l2-\(short(alpha))-\(norm)",
      statement: notation(
        #"$\|\t_\infty\|_\#(norm == "l1" ? "1" : "2")$ at $\alpha = \#(short(alpha))$"#),
      lower: interval?.lower ?? .nan, upper: interval?.upper ?? .nan)
  }
  return [enclosure("l1", proven?.l1), enclosure("l2", proven?.l2)]
}
