import Models
import Testing

@Suite("From the l1 to the l2 interpolator (experiment A)") struct L1ToL2Tests {
  @Test("monotone norms, both ends, and the flow on the line", arguments: [1, 2, 3])
  func acceptance(seed: UInt64) throws {
    var experiment = L1ToL2()
    experiment.seed = seed
    let outcome = try experiment.outcome()
    for (low, high) in zip(outcome.theory, outcome.theory.dropFirst()) {
      #expect(high.limit.l1 > low.limit.l1 * (1 - 1e-12))
      #expect(high.limit.l2 < low.limit.l2 * (1 + 1e-12))
    }
    // The sheet of experiments: within 1e-2 of the ℓ1 minimiser at α = 1e-3, 1e-9 of the ℓ2
    // minimiser at 100.
    let small = try #require(outcome.theory.first { $0.alpha >= 1e-3 * (1 - 1e-9) })
    #expect(relative(small.limit.theta, outcome.leastL1.theta) < 1e-2)
    let large = try #require(outcome.theory.last)
    #expect(relative(large.limit.theta, outcome.leastL2.theta) < 1e-9)
    for crossing in outcome.flows { #expect(crossing.distanceToTheory < 1e-8) }
    // Measured on other seeds: κ = 1 at 0.46–0.51, half-way at 0.20–0.25.
    #expect(outcome.lazyAlpha > 0.4 && outcome.lazyAlpha < 0.6)
    let halfway = try #require(outcome.halfwayAlpha)
    #expect(halfway > 0.15 && halfway < 0.3)
  }

  /// What tells two rows apart that differ by 10⁻⁷ is met long after the loss is rounding.
  @Test("flows on nearly equal rows come to their limit", arguments: [1e-1, 1e-7, 1e-9])
  func nearlyEqualRows(_ difference: Double) throws {
    let data = try DataSet.regression(
      samples: 10, features: 30, teacher: .sparse(nonzeros: 3), seed: 4)
    let noise = RandomStream(seed: 5).normals(30)
    let last = (0..<30).map { data.x[0, $0] * (1 + difference * noise[$0]) }
    var model = L1ToL2()
    model.dataSet = DataSet(
      unchecked: Matrix(rows: (0..<10).map { Array(data.x.row($0)) } + [last]),
      y: data.y + [data.y[0]])
    model.alphas = [1e-3, 0.1, 10]
    model.flowAlphas = [1e-3, 0.1, 10]
    let outcome = try model.outcome()
    #expect(outcome.usesCombinations == (difference < 1e-3))
    for (flow, theory) in zip(outcome.flows, outcome.theory) {
      #expect(flow.isAtLimit && flow.distanceToTheory <= 1e-8, "α = \(flow.alpha)")
      // Both rows have the same target: θ is orthogonal to their difference.
      let apart = (0..<30).map { noise[$0] * data.x[0, $0] }
      let product = abs(dot(apart, theory.limit.theta))
      #expect(product <= 1e-6 * euclideanNorm(apart) * theory.limit.l2)
    }
  }

  @Test("paths for one sample: explicit, ending where a level curve touches the line")
  func paths() throws {
    for alpha in [1e-3, 0.1, 0.2, 0.4, 100] {
      let potential = try Potential(alpha: alpha, dimension: 2)
      let path = try MirrorPath(potential, sample: [1, 2], label: 1.6)
      let line = path.polyline(tolerance: 1e-4)
      #expect(line.first == [0, 0] && line.count < 200)
      let last = line[line.count - 1]
      #expect(relative([last.x, last.y], [path.limit.x, path.limit.y]) < 1e-13)
      #expect(abs(path.limit.x + 2 * path.limit.y - 1.6) < 1e-12)
      // Tangency: ∇φ ∥ x.
      let gradient = potential.gradient([path.limit.x, path.limit.y])
      #expect(abs(gradient[1] - 2 * gradient[0]) < 1e-10 * gradient[1])
      let curve = try PotentialLevelCurve(of: potential, level: path.level)
      #expect(relative(curve.scale(along: path.limit), 1) < 1e-12)
    }
  }
}
