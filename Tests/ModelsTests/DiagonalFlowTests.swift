import Models
import Testing

@Suite("Gradient flow of the network") struct DiagonalFlowTests {
  private let x = Matrix(rows: [[1, 2, 0, 1], [0, 1, 3, -1]])

  // 25-digit arithmetic.
  @Test("X = [1 2 0 1; 0 1 3 −1], α = 0.1, at t = 1 and 3")
  func golden() throws {
    let trajectory = try DiagonalFlow(x, [2, 1], alpha: 0.1).trajectory(
      until: .times([1, 3]), tolerance: 1e-11)
    let one = [
      0.028604353285855318, 0.39771381252996849, 0.059841990991188677, 0.010900495990315902,
    ]
    let three = [
      0.046279932674456360, 0.9460425548422005, 0.049782878064323421, 0.020536018094317639,
    ]
    #expect(trajectory.isComplete)
    #expect(trajectory.times.contains(1))
    #expect(relative(trajectory.state(at: 1).theta, one) < 1e-10)
    #expect(relative(trajectory.last.theta, three) < 1e-10)
  }

  @Test("between the steps the continuous solution is as good", arguments: [0.01, 0.3, 1.7, 2.9])
  func continuous(time: Double) throws {
    let flow = try DiagonalFlow(x, [2, 1], alpha: 0.1)
    let exact = flow.trajectory(until: .times([time]), tolerance: 1e-12).last
    let state = flow.trajectory(until: .times([3]), tolerance: 1e-9).state(at: time)
    #expect(relative(state.theta, exact.theta) < 1e-8)
    #expect(relative(state.u, exact.u) < 1e-8)
    #expect(relative(state.v, exact.v) < 1e-8)
  }

  @Test("one sample, one weight: the closed form", arguments: [1e-4, 0.01, 1, 100])
  func scalar(alpha: Double) throws {
    let exact = ScalarNetwork(label: 1).flow(from: SIMD2(alpha * (2.0).squareRoot(), 0))
    let flow = try DiagonalFlow(Matrix(rows: [[1]]), [1], alpha: alpha)
    let half = try #require(exact.time(reaching: 0.5))
    let trajectory = flow.trajectory(until: .times([0.1 * half, half, 3 * half]), tolerance: 1e-9)
    for time in [0.1 * half, half, 3 * half] {
      let state = trajectory.state(at: time)
      #expect(relative(state.theta[0], exact.theta(at: time)) < 1e-7)
      #expect(relative(state.u[0], exact.state(at: time).x) < 1e-7)
      #expect(relative(state.v[0], exact.state(at: time).y) < 1e-7)
    }
  }

  @Test("α = 1e-8, n = 40, d = 100: continued to ‖r‖ ≤ 1e-12‖y‖ the flow meets Newton's limit")
  func limit() throws {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: 1)
    let trajectory = try DiagonalFlow(data.x, data.y, alpha: 1e-8).trajectory(
      until: .interpolation, tolerance: 1e-7)
    #expect(trajectory.isComplete)
    let newton = try Potential(alpha: 1e-8, dimension: 100).interpolator(data.x, data.y)
    #expect(relative(trajectory.last.theta, newton.theta) < 1e-10)
  }

  @Test("the default tolerance is good for the stated one of reference states, 1e-6")
  func defaultTolerance() throws {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: 2)
    let flow = try DiagonalFlow(data.x, data.y, alpha: 1e-8)
    let fine = flow.trajectory(until: .loss(1e-10), tolerance: 1e-11)
    let coarse = flow.trajectory(until: .times([fine.last.time]))
    for part in stride(from: 0.05, through: 1, by: 0.05) {
      let time = part * fine.last.time
      let (a, b) = (fine.state(at: time), coarse.state(at: time))
      #expect(distance(a.theta, b.theta) <= 1e-6 * maximumNorm(a.theta), "\(part)")
    }
  }

  @Test(
    "where no θ interpolates the flow ends at the least-squares solution",
    arguments: 0..<5 as Range<UInt64>)
  func overdetermined(seed: UInt64) throws {
    let stream = RandomStream(seed: seed, stream: 40)
    let entries: Features = seed % 2 == 0 ? .rademacher : .gaussian
    let made = try DataSet.regression(
      samples: 5, features: 2, entries: entries, teacher: .dense(norm: 1), noise: 1, seed: seed)
    // A repeated row is as bad as a sample too many.
    let wide = try DataSet.regression(
      samples: 3, features: 6, teacher: .dense(norm: 1), seed: seed)
    let rows = [0, 1, 2, 1]
    let repeated = try DataSet(
      x: wide.x.selecting(rows: rows), y: stream.normals(4))
    for data in [made, repeated] {
      let flow = try DiagonalFlow(data.x, data.y, alpha: 0.1)
      let trajectory = flow.trajectory(until: .interpolation, tolerance: 1e-7)
      #expect(trajectory.isComplete)
      let problem = LeastSquares(data)
      let theta = trajectory.last.theta
      #expect(maximumNorm(problem.gradient(theta)) < 1e-11)
      #expect(relative(trajectory.last.loss, problem.minimumRisk) < 1e-11)
      if problem.isUnique { #expect(relative(theta, problem.leastNormSolution) < 1e-10) }
      #expect(flow.trajectory(until: .loss(1.001 * problem.minimumRisk)).isComplete)
    }
  }

  @Test("α down to 1e-150, and beyond by its logarithm", arguments: [-345.0, -2000])
  func tiny(logAlpha: Double) throws {
    let data = try DataSet.regression(
      samples: 10, features: 25, teacher: .sparse(nonzeros: 2), seed: 3)
    let flow = try DiagonalFlow(data.x, data.y, logAlpha: logAlpha)
    let trajectory = flow.trajectory(until: .loss(1e-12), tolerance: 1e-7)
    #expect(trajectory.isComplete)
    // The first coordinate moves at t ≈ n log(√2/α)/‖Xᵀy‖_∞.
    let plateau = 10 * (0.5 * 0.693147 - logAlpha) / maximumNorm(data.x.transposedTimes(data.y))
    let before = trajectory.state(at: 0.98 * plateau)
    #expect(maximumNorm(before.theta) < 0.05 * maximumNorm(trajectory.last.theta))
    // In the limit α → 0 the flow ends at the least ℓ1 norm.
    let least = try LeastL1Interpolator(data.x, data.y)
    #expect(relative(trajectory.last.theta, least.theta) < 1e-5)
  }

  @Test("any start, I of both signs and 0: the conserved scale and the limit")
  func anyStart() throws {
    let u: [Double] = [1, 0.5, 0.25, 2]
    let v: [Double] = [0.5, -0.5, 1, 0]
    let start = NetworkWeights(u: u, v: v)
    let trajectory = try DiagonalFlow(x, [2, 1], from: start).trajectory(
      until: .times([0.5, 5, 50]))
    for time in [0.0, 0.5, 5, 50] {
      let state = trajectory.state(at: time)
      for j in 0..<4 {
        let invariant = state.u[j] * state.u[j] - state.v[j] * state.v[j]
        #expect(abs(invariant - (u[j] * u[j] - v[j] * v[j])) < 1e-13)
        #expect(abs(state.theta[j] - state.u[j] * state.v[j]) < 1e-13)
      }
    }
    // Coordinate 1 has u = −v: its θ cannot turn positive.
    #expect(trajectory.last.theta[1] <= 0)
  }

  @Test("the reduction is the flow of (u, v) itself")
  func directIntegration() throws {
    let start = NetworkWeights(u: [1, 0.5, 0.25, 2], v: [0.5, -0.25, 1, 0.5])
    var u = start.u
    var v = start.v
    // Classical Runge–Kutta with 4000 steps of 5e-4: error below 1e-11.
    func slope(_ u: [Double], _ v: [Double]) -> ([Double], [Double]) {
      let r = difference([2, 1], x.times(zip(u, v).map { $0 * $1 }))
      let g = x.transposedTimes(r).map { $0 / 2 }
      return (zip(v, g).map { $0 * $1 }, zip(u, g).map { $0 * $1 })
    }
    let h = 5e-4
    for _ in 0..<4000 {
      let a = slope(u, v)
      let b = slope(sum(u, h / 2, times: a.0), sum(v, h / 2, times: a.1))
      let c = slope(sum(u, h / 2, times: b.0), sum(v, h / 2, times: b.1))
      let d = slope(sum(u, h, times: c.0), sum(v, h, times: c.1))
      for j in 0..<4 {
        u[j] += h / 6 * (a.0[j] + 2 * b.0[j] + 2 * c.0[j] + d.0[j])
        v[j] += h / 6 * (a.1[j] + 2 * b.1[j] + 2 * c.1[j] + d.1[j])
      }
    }
    let last = try DiagonalFlow(x, [2, 1], from: start).trajectory(
      until: .times([2]), tolerance: 1e-11
    ).last
    #expect(relative(last.u, u) < 1e-10)
    #expect(relative(last.v, v) < 1e-10)
  }
}
