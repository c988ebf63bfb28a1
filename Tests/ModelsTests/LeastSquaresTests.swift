import Models
import Testing

/// Least squares on n × d normal data with a dense teacher.
func leastSquares(_ n: Int, _ d: Int, noise: Double = 0, seed: UInt64 = 1) throws -> LeastSquares {
  LeastSquares(
    try .regression(samples: n, features: d, teacher: .dense(norm: 2), noise: noise, seed: seed))
}

@Suite("Least squares")
struct LeastSquaresTests {
  static let shapes = [(1, 1), (3, 6), (6, 3), (5, 5), (20, 40)]

  @Test("the gradient is the derivative of the risk", arguments: shapes)
  func gradient(n: Int, d: Int) throws {
    let problem = try leastSquares(n, d, noise: 1)
    let theta = RandomStream(seed: 2).normals(d)
    let gradient = problem.gradient(theta)
    let h = 1e-5
    for j in 0..<d {
      var (up, down) = (theta, theta)
      up[j] += h
      down[j] -= h
      // Central differences of a quadratic are exact but for rounding of R / h.
      #expect(abs((problem.risk(up) - problem.risk(down)) / (2 * h) - gradient[j]) < 1e-8)
    }
    let batch = Array(0..<n)
    #expect(
      maximumNorm(sum(problem.descentDirection(at: theta, batch: batch), 1, times: gradient))
        < 1e-13)
  }

  @Test("the least-norm solution is a minimiser in the span of the data", arguments: shapes)
  func leastNorm(n: Int, d: Int) throws {
    let problem = try leastSquares(n, d, noise: 0.5)
    let theta = problem.leastNormSolution
    #expect(maximumNorm(problem.gradient(theta)) < 1e-13)
    #expect(maximumNorm(problem.kernelPart(of: theta)) < 1e-13)
    #expect(problem.rank == min(n, d))
    #expect(problem.isUnique == (n >= d))
    #expect(problem.interpolates == (n <= d))
  }

  @Test("consistent data interpolate whatever the shape and rank")
  func consistent() throws {
    #expect(try leastSquares(9, 4).interpolates)
    #expect(try leastSquares(9, 4, noise: 1e-6).interpolates == false)
    let repeated = Matrix(rows: [[1, 2, 1], [1, 2, 1], [0, 1, 0]])
    let consistent = LeastSquares(try DataSet(x: repeated, y: [3, 3, 1]))
    let inconsistent = LeastSquares(try DataSet(x: repeated, y: [3, 2, 1]))
    #expect(consistent.interpolates && consistent.rank == 2 && !consistent.isUnique)
    #expect(!inconsistent.interpolates && abs(inconsistent.minimumRisk - 0.25 / 3) < 1e-14)
    let zero = LeastSquares(try DataSet(x: Matrix(rows: 2, columns: 3), y: [0, 0]))
    #expect(zero.interpolates && zero.rank == 0 && zero.conditionNumber == 1)
    #expect(zero.projection(of: [1, 2, 3]) == [1, 2, 3])
  }

  @Test("the flow solves its equation at every time", arguments: shapes)
  func flow(n: Int, d: Int) throws {
    let problem = try leastSquares(n, d, noise: 0.5)
    let start = RandomStream(seed: 3).normals(d)
    #expect(problem.flow(from: start, at: 0) == start)
    for t in [0.01, 0.3, 2, 20] {
      let h = 1e-4 * t
      let velocity = difference(
        problem.flow(from: start, at: t + h), problem.flow(from: start, at: t - h)
      ).map { $0 / (2 * h) }
      let descent = problem.gradient(problem.flow(from: start, at: t)).map { -$0 }
      #expect(maximumNorm(difference(velocity, descent)) < 1e-6)
    }
    let limit = problem.projection(of: start)
    #expect(maximumNorm(problem.gradient(limit)) < 1e-12)
    #expect(maximumNorm(problem.kernelPart(of: difference(limit, start))) < 1e-12)
  }

  @Test("at condition number 1e6 the solution keeps ten digits, where normal equations keep four")
  func illConditioned() throws {
    // X = Q diag(1, …, 1e-6) with orthogonal columns Q, so θ = (1, …) is known.
    let q = SingularValueDecomposition(normalMatrix(9, 5, seed: 4)).left
    var x = Matrix(rows: 9, columns: 5)
    for i in 0..<9 {
      for j in 0..<5 { x[i, j] = q[j][i] * [1, 0.1, 1e-3, 1e-5, 1e-6][j] }
    }
    let truth = [1.0, -2, 3, -4, 5]
    let problem = LeastSquares(try DataSet(x: x, y: x.times(truth)))
    #expect(abs(problem.conditionNumber / 1e6 - 1) < 1e-9)
    #expect(distance(problem.leastNormSolution, truth) < 1e-9)
  }

  @Test("experiment I: descents in the span end at the projection, Adam and AdaGrad do not")
  func optimisers() throws {
    let problem = try leastSquares(20, 40)
    let start = RandomStream(seed: 5).normals(40)
    let limit = problem.projection(of: start)
    let displacement = distance(start, limit)
    let curvature = problem.hessianEigenvalues[0]
    let sample = (0..<20).map { dot(Array(problem.x.row($0)), Array(problem.x.row($0))) }.max() ?? 1
    func end(_ rule: DescentRule, _ step: Double, _ batches: Batches, _ steps: Int) throws -> Double
    {
      let theta = try problem.descend(
        from: start, rule: rule, schedule: StepSchedule(step), batches: batches,
        checkpoints: [steps])[0]
      return distance(theta, limit) / displacement
    }
    let draws = Batches.random(size: 1, RandomStream(seed: 6))
    #expect(try end(.gradient, 1 / curvature, .all, 20_000) < 1e-9)
    #expect(try end(.heavyBall(momentum: 0.9), 1 / curvature, .all, 4000) < 1e-9)
    #expect(try end(.nesterov(momentum: 0.9), 1 / curvature, .all, 4000) < 1e-9)
    #expect(try end(.gradient, 0.9 / sample, draws, 60_000) < 1e-9)
    #expect(try end(.heavyBall(momentum: 0.5), 0.4 / sample, draws, 60_000) < 1e-9)
    #expect(try end(.adam(), 0.01, .all, 20_000) > 0.1)
    #expect(try end(.adaGrad(), 0.5, .all, 20_000) > 0.1)
  }

  @Test("gradient descent diverges just beyond 2/λ and says so; bad parameters are refused")
  func divergence() throws {
    let problem = try leastSquares(5, 3)
    let edge = 2 / problem.hessianEigenvalues[0]
    let start = [1.0, 1, 1]
    #expect(throws: DescentError.self) {
      try problem.descend(from: start, schedule: StepSchedule(1.05 * edge), checkpoints: [200_000])
    }
    _ = try problem.descend(from: start, schedule: StepSchedule(0.99 * edge), checkpoints: [100])
    for (schedule, rule, batches, checkpoints) in [
      (StepSchedule(-1), DescentRule.gradient, Batches.all, [1]),
      (StepSchedule(.nan), .gradient, .all, [1]),
      (StepSchedule(1, decay: 0), .gradient, .all, [1]),
      (StepSchedule(1), .heavyBall(momentum: 1), .all, [1]),
      (StepSchedule(1), .adam(beta1: 2), .all, [1]),
      (StepSchedule(1), .gradient, .given([0], size: 1), [2]),
      (StepSchedule(1), .gradient, .given([5], size: 1), [1]),
      (StepSchedule(1), .gradient, .random(size: 0, RandomStream(seed: 1)), [1]),
      (StepSchedule(1), .gradient, .all, [-1]),
      (StepSchedule(1), .gradient, .all, [2, 1]),
    ] {
      #expect(throws: DescentError.self) {
        try problem.descend(
          from: start, rule: rule, schedule: schedule, batches: batches, checkpoints: checkpoints)
      }
    }
    #expect(throws: DescentError.self) {
      try problem.descend(from: [1], schedule: StepSchedule(1), checkpoints: [1])
    }
  }
}

@Suite("Data sets")
struct DataSetTests {
  @Test("features and teachers are what they say")
  func generators() throws {
    let signs = try DataSet.regression(
      samples: 40, features: 100, entries: .rademacher, teacher: .sparse(nonzeros: 5), seed: 1)
    #expect(signs.x.elements.allSatisfy { abs($0) == 1 })
    let teacher = try #require(signs.teacher)
    #expect(teacher.count { $0 != 0 } == 5 && teacher.allSatisfy { $0 == 0 || abs($0) == 1 })
    #expect(signs.y == signs.x.times(teacher))
    let shifted = try DataSet.regression(
      samples: 200, features: 50, entries: .uncentred(mean: 5), teacher: .dense(norm: 3), seed: 2)
    #expect(abs(shifted.x.elements.reduce(0, +) / 10_000 - 5) < 0.04)
    #expect(abs(euclideanNorm(try #require(shifted.teacher)) - 3) < 1e-14)
    let noisy = try DataSet.regression(
      samples: 4000, features: 2, teacher: .given([0, 0]), noise: 0.5, seed: 3)
    #expect(abs(dot(noisy.y, noisy.y) / 4000 - 0.25) < 0.03)
    #expect(
      try DataSet.regression(samples: 4, features: 3, teacher: .sparse(nonzeros: 1), seed: 9)
        == .regression(samples: 4, features: 3, teacher: .sparse(nonzeros: 1), seed: 9))
  }

  @Test("bad data are refused with a sentence that names the place")
  func refused() {
    let x = Matrix(rows: [[1, 2], [3, 4]])
    func message(_ x: Matrix, _ y: [Double]) -> String {
      do throws(DataError) {
        _ = try DataSet(x: x, y: y)
        return ""
      } catch { return error.description }
    }
    #expect(message(x, [1]).contains("2 rows but 1 targets"))
    #expect(message(x, [1, .nan]).contains("row 1"))
    #expect(message(x, [1, 1e200]).contains("1e100"))
    #expect(message(Matrix(rows: [[1, .infinity]]), [1]).contains("row 0, column 1"))
    #expect(message(Matrix(rows: [[1, 1e101]]), [1]).contains("1e100"))
    #expect(message(Matrix(rows: 0, columns: 3), []).contains("at least one"))
    #expect(throws: DataError.self) {
      try DataSet.regression(samples: 0, features: 1, teacher: .dense(norm: 1), seed: 1)
    }
    #expect(throws: DataError.self) {
      try DataSet.regression(
        samples: 1 << 40, features: 1 << 40, teacher: .dense(norm: 1), seed: 1)
    }
    #expect(throws: DataError.self) {
      try DataSet.regression(samples: 2, features: 3, teacher: .sparse(nonzeros: 4), seed: 1)
    }
    #expect(throws: DataError.self) {
      try ClassificationData(x: x, labels: [1, 0])
    }
  }

  @Test("separable data are separated by the direction they were made with")
  func separable() throws {
    let data = try ClassificationData.separable(samples: 30, features: 4, margin: 0.5, seed: 1)
    let direction = RandomStream(seed: 1, stream: 1).normals(4)
    let margins = data.signedSamples.times(direction.map { $0 / euclideanNorm(direction) })
    #expect((margins.min() ?? 0) >= 0.5)
  }
}
