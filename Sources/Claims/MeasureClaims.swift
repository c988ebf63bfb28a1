import Elementary
import Models
import Records

/// What numbers are measured by: random numbers, quartiles, criteria.
func measureClaims() -> [Claim] {
  [
    Claim(
      "4.1-random-numbers",
      "Uniform numbers, signs, integers and normal numbers have the means, squares and correlations "
        + "of their laws, over 20000 draws.",
      residual: residual {
        let stream = RandomStream(seed: 33, stream: 4)
        let count = 20_000.0
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / count }
        let uniforms = stream.uniforms(20_000)
        let signs = stream.signs(20_000)
        let integers = stream.integers(below: 7, count: 20_000).map { Double($0) }
        let normals = stream.normals(20_000)
        // Each over its standard deviation.
        let deviations = [
          (mean(uniforms) - 0.5) / 0.2887, (mean(uniforms.map { $0 * $0 }) - 1.0 / 3) / 0.298,
          mean(signs), mean(zip(signs, signs.dropFirst(16)).map { $0 * $1 }),
          (mean(integers) - 3) / 2, (mean(integers.map { $0 * $0 }) - 13) / 12.5,
          mean(normals), (mean(normals.map { $0 * $0 }) - 1) / 1.42,
          mean(zip(normals, normals.dropFirst()).map { $0 * $1 }),
        ]
        return deviations.map { abs($0) * count.squareRoot() }.worst
      },
      tolerance: 4.5, reason: "standard deviations"),
    Claim(
      "remark-4-teachers",
      "Planted predictors have the entries, signs, places and norms that they are asked for.",
      residual: residual {
        let dense =
          try DataSet.regression(
            samples: 2, features: 40, teacher: .dense(norm: 3), seed: 8
          ).teacher ?? []
        let sparse = try sparseData(2, 40, seed: 8).teacher ?? []
        let shifted = try DataSet.regression(
          samples: 50, features: 40, entries: .uncentred(mean: 5),
          teacher: .sparse(nonzeros: 2, size: 0.5, isSigned: false), seed: 8)
        let signs = RandomStream(seed: 8, stream: 2)
        let normals = RandomStream(seed: 8, stream: 0).normals(2000)
        return [
          abs(euclideanNorm(dense) - 3),
          sparse.enumerated().map { j, value in
            value == 0 ? 0 : abs(value - signs.sign(at: UInt64(j)))
          }.worst,
          abs(Double(sparse.count { $0 != 0 }) - 2),
          distance(shifted.teacher ?? [], sparse.map { abs($0) / 2 }),
          distance(shifted.x.elements, normals.map { 5 + $0 }) / 100,
        ].worst
      },
      tolerance: 1e-13, reason: "rounding"),
    Claim(
      "sgd-sparsity-quartiles",
      "Quartiles are those of the whole numbers from 0 to 100, in any order; an entry counts in a support above a "
        + "hundredth of the largest planted one; rank correlations see order alone.",
      residual: residual {
        let order = RandomStream(seed: 1).subset(101, below: 101).map { Double($0) }
        guard let found = Quartiles(order) else { return .nan }
        let data = try DataSet.regression(
          samples: 2, features: 3, teacher: .given([2, 0, 0]), seed: 1)
        let support = SparsitySummary([0.021, 0.019, -0.5], of: data).support
        return [
          abs(found.lower - 25), abs(found.median - 50), abs(found.upper - 75),
          abs(Double(support) - 2), abs(rankCorrelation(order, order.map { -exp($0 / 9) }) + 1),
        ].worst
      },
      tolerance: 1e-12, reason: "exact but for one quotient"),
    Claim(
      "l1-to-l2-criteria",
      #"At the lazy $\alpha$ the criterion is 1 with norms by power iteration, and half-way the "#
        + #"$\ell_1$ norm is half-way."#,
      residual: residual {
        var experiment = L1ToL2()
        (experiment.samples, experiment.features, experiment.nonzeros) = (10, 25, 2)
        experiment.alphas = logarithmicGrid(from: 1e-4, to: 100, count: 241)
        experiment.flowAlphas = []
        let outcome = try experiment.outcome()
        let data = try sparseData(10, 25, seed: experiment.seed)
        let square = powerIteration(data.x.gram)
        let column = (0..<25).map { euclideanNorm(data.x.column($0)) }.worst
        let alpha = outcome.lazyAlpha
        let kappa = euclideanNorm(data.y) * column / (2 * alpha * alpha * square)
        guard let half = outcome.halfwayAlpha else { return .nan }
        let theta = try Potential(alpha: half, dimension: 25).interpolator(data.x, data.y).theta
        let middle = 0.5 * (outcome.leastL1.l1 + outcome.leastL2.l1)
        return [abs(kappa - 1), abs(l1Norm(theta) / middle - 1)].worst
      },
      tolerance: 1e-4, reason: "interpolated between points of a grid"),
    Claim(
      "4.1-batches",
      "A batch of several samples steps along their mean, with other samples at each step, and the "
        + "check beside a run follows it.",
      residual: residual {
        let data = try sparseData(6, 9, seed: 4)
        let start = try NetworkWeights(alpha: 0.3, dimension: 9)
        var run = try NetworkDescent(
          data, from: start, stepSize: 0.1, batch: .samples(3), seed: 7, selfCheck: true)
        run.advance(by: 40)
        let stream = RandomStream(seed: 7, stream: 10)
        var (u, v) = (start.u, start.v)
        for k in 0..<40 {
          let batch = stream.subset(3, below: 6, from: UInt64(6 * k))
          let part = DataSet(
            unchecked: data.x.selecting(rows: batch), y: batch.map { data.y[$0] })
          let pull = plainPull(part, product(u, v))
          (u, v) = (
            sum(u, 0.1, times: product(v, pull)), sum(v, 0.1, times: product(u, pull))
          )
        }
        // The same for least squares, where a step may draw a sample twice.
        let problem = LeastSquares(data)
        let other = RandomStream(seed: 3)
        let end = try problem.descend(
          from: start.u, schedule: StepSchedule(0.1), batches: .random(size: 2, other),
          checkpoints: [3])[0]
        var theta = start.u
        for k in 0..<3 {
          let batch = other.integers(below: 6, count: 2, from: UInt64(2 * k))
          let part = DataSet(
            unchecked: data.x.selecting(rows: batch), y: batch.map { data.y[$0] })
          theta = sum(theta, 0.1, times: plainPull(part, theta))
        }
        guard let check = run.check else { return .nan }
        return [
          distance(run.weights.u, u), distance(run.weights.v, v), distance(end, theta),
          check.scaleDefect(run.weights), check.ratioDefect(run.weights),
        ].worst
      },
      tolerance: 1e-12, reason: "roundings of 40 steps"),
  ]
}
