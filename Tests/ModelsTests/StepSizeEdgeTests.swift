import Models
import Testing

@Suite("Step-size edges")
struct StepSizeEdgeTests {
  @Test("bisection encloses the edge of a known rule, from far guesses on either side")
  func bisection() throws {
    for guess in [1e-9, 0.3, 1, 1e9] {
      let edge = try StepSizeEdge(near: guess, tolerance: 1e-9) { $0 < 0.7 }
      #expect(edge.stable < 0.7 && edge.unstable >= 0.7)
      #expect(edge.unstable <= (1 + 1e-9) * edge.stable)
    }
    for guess in [0, -1, .nan, .infinity] as [Double] {
      #expect(throws: DescentError.self) { try StepSizeEdge(near: guess) { _ in true } }
    }
    #expect(throws: DescentError.self) { try StepSizeEdge(near: 1) { _ in true } }
    #expect(throws: DescentError.self) { try StepSizeEdge(near: 1) { _ in false } }
  }

  @Test("least squares: 2/λ_max", arguments: [(1, 1), (3, 6), (9, 4), (5, 5)])
  func leastSquares(n: Int, d: Int) throws {
    let data = try DataSet.regression(
      samples: n, features: d, teacher: .dense(norm: 2), noise: 0.5, seed: 5)
    let problem = LeastSquares(data)
    let largest = SymmetricEigen(problem.hessian).values[0]
    #expect(relative(problem.stepSizeEdge, 2 / largest) < 1e-13)
    let start = RandomStream(seed: 1).normals(d)
    let measured = try problem.measuredStepSizeEdge(from: start)
    #expect(relative(measured.value, problem.stepSizeEdge) < 1e-3)
    #expect(throws: DescentError.self) { try problem.measuredStepSizeEdge(from: start + [0]) }
  }

  @Test("one sample a step: the bound suffices, and is met by a single sample")
  func singleSample() throws {
    let data = try DataSet.regression(samples: 4, features: 8, teacher: .dense(norm: 2), seed: 5)
    let problem = LeastSquares(data)
    let end = try problem.descend(
      from: Array(repeating: 0, count: 8),
      schedule: StepSchedule(0.98 * problem.singleSampleStepSizeBound),
      batches: .random(size: 1, RandomStream(seed: 2)), checkpoints: [20_000])[0]
    #expect(problem.risk(end) < 1e-20)
    let one = LeastSquares(try DataSet(x: Matrix(rows: [[3, 4]]), y: [1]))
    #expect(one.singleSampleStepSizeBound == 0.08 && relative(one.stepSizeEdge, 0.08) < 1e-15)
  }

  @Test("the network: 1/λ_max(X diag(h)Xᵀ/n) at an interpolator", arguments: [0.01, 0.3, 2])
  func network(alpha: Double) throws {
    let data = try DataSet.regression(samples: 4, features: 8, teacher: .dense(norm: 2), seed: 7)
    let network = DiagonalNetwork(data)
    let theta = try Potential(alpha: alpha, dimension: 8).interpolator(data.x, data.y).theta
    let weights = try NetworkWeights(interpolator: theta, alpha: alpha)
    let edge = try network.stepSizeEdge(at: weights)
    let curvature = network.hessianEigenvalues(u: weights.u, v: weights.v)
    #expect(relative(edge, 2 / (curvature.last ?? 0)) < 1e-10)
    let measured = try network.measuredStepSizeEdge(at: weights)
    #expect(relative(measured.value, edge) < 1e-3)
    // SGD: below the bound it stays.
    let bound = try network.singleSampleStepSizeBound(at: weights)
    var beside = weights
    for j in 0..<8 { beside.p[j] *= 1 + 1e-6 }
    var descent = try NetworkDescent(data, from: beside, stepSize: 0.98 * bound, seed: 3)
    let first = descent.loss
    descent.advance(by: 40_960)
    #expect(descent.loss < 1e-3 * first)
    #expect(throws: DiagonalNetworkError.self) {
      try network.stepSizeEdge(at: NetworkWeights(alpha: 1, dimension: 3))
    }
  }

  @Test("weights at an interpolator: product and conserved scale, down to α = 1e-150")
  func interpolatorWeights() throws {
    let theta = [1.5, -2, 0, 1e-9]
    for alpha in [1e-150, 1e-8, 0.5, 1e3] {
      let weights = try NetworkWeights(interpolator: theta, alpha: alpha)
      #expect(weights.isFinite)
      #expect(relative(weights.theta, theta) < 1e-9 || alpha > 1)
      for logScale in weights.logScales {
        #expect(abs(logScale - weights.logScales[0]) < 1e-9)
      }
      if alpha > 1e-100 {
        #expect(weights.scales.allSatisfy { relative($0, alpha * alpha) < 1e-14 })
      }
    }
    #expect(throws: DiagonalNetworkError.self) {
      try NetworkWeights(interpolator: theta, alpha: 0)
    }
  }
}
