import Glibc
import Models
import Testing

/// Random instances of all sizes, shapes and scales, from a seeded stream.
struct RandomInstance {
  let x: Matrix
  let y: [Double]
  let alpha: Double

  /// Instance `index`: n ≤ 40, n < d ≤ 120, α in 1e-8…1e6, X and y scaled by up to 1e±4.
  init(index: UInt64, samples: Int? = nil, features: Int? = nil) {
    let stream = RandomStream(seed: 20_261, stream: UInt32(index))
    let n = samples ?? 1 + stream.integer(below: 40, at: 0)
    let d = features ?? n + 1 + stream.integer(below: 120 - n, at: 1)
    alpha = power(10, 14 * stream.uniform(at: 2) - 8)
    let scaleX = power(10, 8 * stream.uniform(at: 3) - 4)
    let scaleY = power(10, 8 * stream.uniform(at: 4) - 4)
    let entries = stream.normals(n * d)
    let x = Matrix(rows: n, columns: d, elements: entries.map { $0 * scaleX })
    if stream.integer(below: 2, at: 5) == 0 {
      y = stream.normals(n, from: 10_000).map { $0 * scaleY }
    } else {
      // Planted, with a support of any size.
      var teacher = Array(repeating: 0.0, count: d)
      for j in stream.subset(1 + stream.integer(below: d, at: 6), below: d, from: 100) {
        teacher[j] = stream.normal(at: 20_000 + UInt64(j)) * scaleY
      }
      y = x.times(teacher)
    }
    self.x = x
  }
}

@Suite("Interpolators by dual Newton") struct InterpolatorTests {
  @Test("1000 random instances reach 1e-11")
  func stress() throws {
    var worstResidual = 0.0
    var worstDefect = 0.0
    var mostIterations = 0
    for index in 0..<1000 {
      let instance = RandomInstance(index: UInt64(index))
      let potential = try Potential(alpha: instance.alpha, dimension: instance.x.columns)
      let found = try potential.interpolator(instance.x, instance.y)
      worstResidual = max(worstResidual, found.residual)
      worstDefect = max(worstDefect, found.spanDefect)
      mostIterations = max(mostIterations, found.iterations)
      #expect(found.residual <= 1e-11, "instance \(index)")
    }
    // Measured: residual 1.1e-14, span defect 1.2e-14, at most 27 steps.
    #expect(worstResidual < 1e-13)
    #expect(worstDefect < 1e-13)
    #expect(mostIterations <= 40)
  }

  /// X = [[1, 0, a], [0, 1, b]], y = (1, 0): the support is the first coordinate, and only the two
  /// tiny ones fix the second multiplier, by sinh 2ν₂ = −b sinh(2aν₁ + 2bν₂).
  @Test("The multiplier across a small support keeps its digits", arguments: [1e-5, 1e-8, 1e-10])
  func multiplierAcrossSupport(alpha: Double) throws {
    let scale = alpha * alpha
    for (a, b) in [(0.1, 0.7), (0.3, 0.7), (0.6, -0.4), (0.9, 1.5)] {
      var (first, second) = (asinh(1 / scale), 0.0)
      for _ in 0..<8 {
        var (low, high) = (-first, first)
        for _ in 0..<200 {
          second = 0.5 * (low + high)
          if sinh(second) + b * sinh(a * first + b * second) < 0 {
            low = second
          } else {
            high = second
          }
        }
        first = asinh((1 - a * scale * sinh(a * first + b * second)) / scale)
      }
      let found = try Potential(alpha: alpha, dimension: 3)
        .interpolator(Matrix(rows: [[1, 0, a], [0, 1, b]]), [1, 0])
      // Without the exact residual the second was off by 10⁻² at alpha = 1e-10, a = 0.1.
      #expect(abs(2 * found.dual[0] - first) <= 1e-13 * first)
      #expect(abs(2 * found.dual[1] - second) <= 1e-13 * first)
    }
  }

  /// Uncentred features of many samples are the hardest; from ν = 0 some took hundreds of steps and
  /// some did not arrive.
  @Test("Scales far below rounding", arguments: [1e-14, 1e-40, 1e-150])
  func tinyScales(alpha: Double) throws {
    for seed in [7, 19, 43, 79, 103] as [UInt64] {
      let data = try DataSet.regression(
        samples: 40, features: 100, entries: .uncentred(mean: 3), teacher: .sparse(nonzeros: 5),
        seed: seed)
      let found = try Potential(alpha: alpha, dimension: 100).interpolator(data.x, data.y)
      #expect(found.residual <= 2e-13, "seed \(seed)")
      let least = try LeastL1Interpolator(data.x, data.y)
      // φ_α tends to the ℓ1 norm like 1/log(1/α); a support of five is found at every such scale.
      #expect(abs(l1Norm(found.theta) - l1Norm(least.theta)) <= 1e-9 * l1Norm(least.theta))
    }
  }

  // Golden values in 40-digit arithmetic.
  @Test("X = [1 2], y = 2")
  func golden() throws {
    let x = Matrix(rows: [[1, 2]])
    let cases: [(Double, [Double], Double)] = [
      (1e-8, [7.0710677993654749e-9, 0.9999999964644661], 18.267254330696804),
      (0.1, [0.069119179633076751, 0.96544041018346162], 2.1239211345158806),
      (100, [0.399999999744, 0.800000000128], 1.9999999990933333e-5),
    ]
    for (alpha, theta, value) in cases {
      let potential = try Potential(alpha: alpha, dimension: 2)
      let found = try potential.interpolator(x, [2])
      #expect(relative(found.theta, theta) < 1e-14)
      #expect(relative(potential.value(found.theta), value) < 1e-14)
    }
  }

  @Test("a start of mixed signs, scales |u² − v²|/2")
  func bregman() throws {
    let x = Matrix(rows: [[1, 2, 0, 1], [0, 1, 3, -1]])
    let u: [Double] = [1, 0.5, 0.25, 2]
    let v: [Double] = [0.5, -0.25, 1, 0.5]
    let potential = try Potential(scales: zip(u, v).map { abs($0 * $0 - $1 * $1) / 2 })
    let found = try potential.interpolator(x, [2, 1], from: zip(u, v).map { $0 * $1 })
    let expected = [
      0.76692693680630944, -0.011311947806431536, 0.75566963553766172, 1.2556969588065536,
    ]
    #expect(relative(found.theta, expected) < 1e-14)
  }

  @Test("columns, rows and targets of very different scales", arguments: [1e-6, 1e-3, 1e3, 1e6])
  func oddScales(scale: Double) throws {
    let data = try DataSet.regression(
      samples: 20, features: 50, teacher: .sparse(nonzeros: 3), seed: 9)
    var column = data.x
    for i in 0..<20 { column[i, 0] *= scale }
    var row = data.x
    for j in 0..<50 { row[3, j] *= scale }
    for x in [column, row] {
      for y in [x.times(data.teacher ?? []), x.times(RandomStream(seed: 4).normals(50))] {
        // Beyond a thousand the exponents Xᵀν of a large column cancel to more than 1e-11.
        for alpha in [1e-8, 1e-2, 1, 100] where scale <= 1e3 {
          let found = try Potential(alpha: alpha, dimension: 50).interpolator(x, y)
          #expect(found.residual < 1e-11 && found.spanDefect < 1e-9)
        }
        let least = try LeastL1Interpolator(x, y)
        #expect(least.residual < 1e-11 && least.dualDefect < 1e-9)
        let shortest = try leastL2Interpolator(x, y)
        #expect(relative(x.times(shortest), y) < 1e-11)
      }
    }
  }

  @Test("α = 1e-150: the least ℓ1 norm, though its support has fewer than n coordinates")
  func tinyScales() throws {
    for (seed, entries) in [(1, Features.gaussian), (2, .rademacher), (3, .uncentred(mean: 2))] {
      let data = try DataSet.regression(
        samples: 20, features: 50, entries: entries, teacher: .sparse(nonzeros: 3),
        seed: UInt64(seed))
      for logAlpha in [-40.0, -345] {
        let potential = Potential(logScales: Array(repeating: 2 * logAlpha, count: 50))
        let found = try potential.interpolator(data.x, data.y)
        #expect(found.residual < 1e-11 && found.spanDefect < 1e-9)
        #expect(relative(found.theta, data.teacher ?? []) < 1e-3)
      }
    }
  }

  @Test("the row named is the first that depends on the ones before it")
  func dependentRow() throws {
    var rows = (0..<6).map { RandomStream(seed: 2, stream: UInt32($0)).normals(9) }
    rows[3] = rows[1].map { 1e9 * $0 }
    let x = Matrix(rows: rows)
    let y = RandomStream(seed: 3).normals(6)
    let wanted = DiagonalNetworkError.dependentRows(row: 3)
    #expect(throws: wanted) { try Potential(alpha: 1, dimension: 9).interpolator(x, y) }
    #expect(throws: wanted) { try LeastL1Interpolator(x, y) }
    #expect(throws: wanted) { try leastL2Interpolator(x, y) }
    let tall = Matrix(rows: (0..<4).map { RandomStream(seed: 5, stream: UInt32($0)).normals(2) })
    let many = DiagonalNetworkError.dependentRows(row: 2)
    let plane = try Potential(alpha: 1, dimension: 2)
    #expect(throws: many) { try plane.interpolator(tall, [1, 2, 3, 4]) }
    #expect(throws: many) { try LeastL1Interpolator(tall, [1, 2, 3, 4]) }
  }

  /// Of repeated rows ν runs away along the kernel of Xᵀ until Xᵀν has no digits left; then θ
  /// interpolates and is not the limit.
  @Test("dependent rows give no false limit", arguments: 0..<12)
  func dependentRowsGiveNoFalseLimit(_ seed: UInt64) throws {
    let data = try DataSet.regression(
      samples: 10, features: 30, teacher: .sparse(nonzeros: 3), seed: seed)
    let rows = Array(0..<10) + [0, 2]
    let repeated = data.selecting(rows: rows)
    for alpha in [0.003, 0.03, 0.1, 0.2] {
      let potential = try Potential(alpha: alpha, dimension: 30)
      let limit = try potential.interpolator(data.x, data.y).theta
      guard let found = try? potential.interpolator(repeated.x, repeated.y) else { continue }
      #expect(distance(found.theta, limit) <= 1e-5 * euclideanNorm(limit), "α = \(alpha)")
    }
  }

  /// The same interpolators, whatever is repeated, combined, and in which units.
  @Test("equations in place of dependent and nearly dependent rows", arguments: 0..<6)
  func equations(_ seed: UInt64) throws {
    let data = try DataSet.regression(
      samples: 8, features: 20, teacher: .sparse(nonzeros: 3), seed: seed)
    let last = (0..<20).map { data.x[0, $0] * (1 + 1e-8 * Double($0 % 3)) }
    let teacher = try #require(data.teacher)
    let units = (0..<20).map { power(10, Double($0 % 5) - 2) }
    var x = Matrix(rows: (0..<8).map { Array(data.x.row($0)) } + [last, last])
    for i in 0..<10 {
      for j in 0..<20 { x[i, j] *= units[j] }
    }
    let near = DataSet(unchecked: x, y: x.times(zip(teacher, units).map { $0 / $1 }))
    let equations = try near.equations()
    #expect(equations.samples == 9)
    // Every row is met by what meets the equations, and what tells the last row from the first too.
    let theta = try Potential(alpha: 0.1, dimension: 20).interpolator(equations.x, equations.y)
      .theta
    #expect(distance(x.times(theta), near.y) <= 1e-9 * euclideanNorm(near.y))
    let apart = (0..<20).map { x[8, $0] - x[0, $0] }
    #expect(abs(dot(apart, theta) - (near.y[8] - near.y[0])) <= 1e-7 * euclideanNorm(apart))
    // Rows that keep their digits stand as they are.
    #expect(try data.equations() == data)
    #expect(
      try data.selecting(rows: [0, 1, 2, 0, 3]).equations() == data.selecting(rows: [0, 1, 2, 3]))
  }

  @Test("bad data are refused with a sentence")
  func badData() throws {
    let potential = try Potential(alpha: 1, dimension: 2)
    #expect(throws: DiagonalNetworkError.shape(name: "y", expected: 1, got: 2)) {
      try potential.interpolator(Matrix(rows: [[1, 2]]), [1, 2])
    }
    #expect(throws: DiagonalNetworkError.dependentRows(row: 1)) {
      try potential.interpolator(Matrix(rows: [[1, 2], [2, 4]]), [1, 3])
    }
    #expect(throws: DiagonalNetworkError.notFinite(name: "X")) {
      try potential.interpolator(Matrix(rows: [[1, .nan]]), [1])
    }
  }
}
