import Lectures
import Models
import Records

/// Lab 2: the diagonal linear network between sparse and small (lecture, section 3).
func diagonalNetworksLab() throws -> Lab {
  let (samples, features, nonzeros, seed) = (20, 50, 3, UInt64(11))
  let data = try DataSet.regression(
    samples: samples, features: features, teacher: .sparse(nonzeros: nonzeros), seed: seed)
  let sparse = try LeastL1Interpolator(data.x, data.y)
  let least = LeastSquares(data).leastNormSolution
  let alphas = [1e-4, 1e-3, 0.01, 0.1, 1, 10]
  let limits = try alphas.map { alpha in
    try Potential(alpha: alpha, dimension: features).interpolator(data.x, data.y).theta
  }
  let teacher = data.teacher ?? least
  var expected: [Lab.Expected] = [
    .init(
      name: "least-l1.norm", value: sparse.norm, tolerance: .relative(1e-9),
      meaning: "l1 norm of the interpolator of least l1 norm"),
    .init(
      name: "least-l2.norm", value: euclideanNorm(least), tolerance: .relative(1e-9),
      meaning: "l2 norm of the interpolator of least l2 norm"),
    .init(
      name: "least-l2.l1", value: l1Norm(least), tolerance: .relative(1e-9),
      meaning: "l1 norm of the interpolator of least l2 norm"),
  ]
  for (alpha, theta) in zip(alphas, limits) {
    let name = "alpha-\(short(alpha))"
    expected.append(
      .init(
        name: name + ".l1-excess", value: l1Norm(theta) - sparse.norm,
        tolerance: excessTolerance(l1Norm(theta) - sparse.norm),
        meaning: "l1 norm of the limit at alpha = \(short(alpha)) minus the least l1 norm"))
    expected.append(
      .init(
        name: name + ".l2-excess", value: euclideanNorm(theta) - euclideanNorm(least),
        tolerance: excessTolerance(euclideanNorm(theta) - euclideanNorm(least)),
        meaning: "l2 norm of the limit at alpha = \(short(alpha)) minus the least l2 norm"))
    expected.append(
      .init(
        name: name + ".error", value: distance(theta, teacher),
        tolerance: excessTolerance(distance(theta, teacher)),
        meaning: "distance from the limit at alpha = \(short(alpha)) to the planted predictor"))
  }
  let price = try sparse.leastOffSupportPrice(data.x)
  expected += [
    .init(
      name: "least-l1.price", value: price, tolerance: .relative(1e-6),
      meaning: "least, over the dual solutions, of the largest price off the support"),
    .init(
      name: "l1-excess.exponent", value: 2 * (1 - price), tolerance: .relative(0.05),
      meaning: "exponent of the l1 excess in alpha, from its values below alpha = 0.01"),
  ]
  return Lab(
    id: "diagonal-networks", title: "Diagonal linear networks",
    parameters: [
      Quantity("samples", Double(samples)), Quantity("features", Double(features)),
      Quantity("nonzeros", Double(nonzeros)), Quantity("seed", Double(seed)),
    ],
    tables: [
      Table("samples", sampleColumns(features), sampleRows(data.x, data.y))
    ], expected: expected, quoted: [])
}

/// A difference of two norms near 0 is known to rounding, a larger one to four digits.
private func excessTolerance(_ value: Double) -> Lab.Expected.Tolerance {
  abs(value) < 1e-6 ? .absolute(1e-9) : .relative(1e-4)
}
