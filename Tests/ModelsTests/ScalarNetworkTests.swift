import Models
import Testing

@Suite("Scalar network") struct ScalarNetworkTests {
  /// Classical Runge–Kutta, as an independent route.
  private func rungeKutta(
    _ network: ScalarNetwork, from start: SIMD2<Double>, time: Double, steps: Int
  ) -> SIMD2<Double> {
    let h = time / Double(steps)
    var state = start
    for _ in 0..<steps {
      let k1 = -network.gradient(state)
      let k2 = -network.gradient(state + 0.5 * h * k1)
      let k3 = -network.gradient(state + 0.5 * h * k2)
      let k4 = -network.gradient(state + h * k3)
      state += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    }
    return state
  }

  private static let starts: [SIMD2<Double>] = [
    [3, 0.2], [0.1, 0], [0, 0.1], [-2, 1.5], [1, -1], [1, 1], [-0.3, -0.31], [2, -1.9], [0, 0],
  ]

  // RK4 with 4000 steps of 1e-3 is good to about 1e-11 here; at the sharpest start to 1e-9.
  @Test("the closed form follows the flow", arguments: starts, [1.0, -1, 0, 2])
  func closedForm(start: SIMD2<Double>, label: Double) {
    let network = ScalarNetwork(label: label)
    let flow = network.flow(from: start)
    #expect(flow.state(at: 0) == start)
    let expected = rungeKutta(network, from: start, time: 4, steps: 4000)
    let got = flow.state(at: 4)
    #expect(abs(got.x - expected.x) < 1e-9 && abs(got.y - expected.y) < 1e-9)
    let invariant = start.x * start.x - start.y * start.y
    #expect(abs(got.x * got.x - got.y * got.y - invariant) < 1e-14 * 20)
  }

  @Test("the limit from (3, 0.2) is (3.0117, 0.3320) on uv = 1")
  func limit() {
    let flow = ScalarNetwork(label: 1).flow(from: [3, 0.2])
    // u∞² = √(1 + I²) + I with I = (9 − 0.04)/2.
    let invariant = 4.48
    let square = (1 + invariant * invariant).squareRoot() + invariant
    #expect(relative(flow.limit.x, square.squareRoot()) < 1e-15)
    #expect(relative(flow.limit.x * flow.limit.y, 1) < 1e-15)
  }

  @Test("a start on u = −v ends in the saddle when y > 0")
  func saddle() {
    let limit = ScalarNetwork(label: 1).flow(from: [1.5, -1.5]).limit
    #expect(limit == [0, 0])
  }

  @Test("a falling flow keeps its digits: negative labels and products far above the label")
  func falling() throws {
    // x = −½, y = 4, α = 1e-3 at t = 4.371112, by 60-digit arithmetic.
    let flow = ScalarNetwork(label: -8).flow(from: SIMD2(1e-3 * (2.0).squareRoot(), 0))
    let state = flow.state(at: 0.25 * 4.371112)
    #expect(relative([state.x, state.y], [2.3836085863233785, -2.383608166791374]) < 1e-13)
    let half = try #require(flow.time(reaching: -4))
    #expect(relative(half * 4, 4.14702478880099) < 1e-13)
    // Mirrored, it is the flow of the label 8 bit for bit.
    let rising = ScalarNetwork(label: 8).flow(from: SIMD2(1e-3 * (2.0).squareRoot(), 0))
    #expect(rising.state(at: 1) == flow.state(at: 1) * SIMD2(1, -1))
    // From uv = 1e8 down to 1: u² − v² is conserved, and the end is on the hyperbola.
    let far = ScalarNetwork(label: 1).flow(from: [1e4 + 1e-4, 1e4])
    let end = far.limit
    #expect(relative(end.x * end.y, 1) < 1e-14)
    let invariant = (1e4 + 1e-4 - 1e4) * (2e4 + 1e-4)
    #expect(relative((end.x - end.y) * (end.x + end.y), invariant) < 1e-11)
  }

  @Test("time to a value and back", arguments: [1e-4, 0.01, 1, 100])
  func times(alpha: Double) throws {
    let flow = ScalarNetwork(label: 1).flow(from: SIMD2(alpha * (2.0).squareRoot(), 0))
    for theta in [0.01, 0.5, 0.99] {
      let time = try #require(flow.time(reaching: theta))
      #expect(relative(flow.theta(at: time), theta) < 1e-10)
    }
    #expect(flow.time(reaching: 1.5) == nil)
  }

  @Test("flow lines stay on their hyperbola", arguments: [SIMD2(3, 0.2), SIMD2(-2.5, 2.4)])
  func lines(start: SIMD2<Double>) {
    let flow = ScalarNetwork(label: 1).flow(from: start)
    let line = flow.line(tolerance: 1e-4)
    #expect(line.first == start)
    #expect(line.count > 3 && line.count < 400)
    let invariant = start.x * start.x - start.y * start.y
    for point in line {
      #expect(abs(point.x * point.x - point.y * point.y - invariant) < 1e-12)
    }
    #expect(abs(line[line.count - 1].x - flow.limit.x) < 1e-12)
  }

  @Test("level sets in a window, by hand")
  func levelSets() {
    let network = ScalarNetwork(label: 1)
    let saddle = ScalarLevelSet(of: network, level: 0.5, window: 2.5)
    #expect(saddle.products == [0, 2])
    #expect(saddle.pieces == 3)
    #expect(saddle.polylines(tolerance: 1e-3).count == 4)
    let minimum = ScalarLevelSet(of: network, level: 0, window: 2.5)
    #expect(minimum.sublevelArea == 0)
    #expect(relative(minimum.length, 6.568597080506979) < 1e-12)
    #expect(minimum.scales(along: [2, 2]) == [0.5])
    for branch in saddle.polylines(tolerance: 1e-3) {
      for point in branch {
        #expect(abs(network.loss(point) - 0.5) < 1e-14)
        #expect(abs(point.x) <= 2.5 + 1e-15 && abs(point.y) <= 2.5 + 1e-15)
      }
    }
    #expect(ScalarLevelSet(of: network, level: -1, window: 1).pieces == 0)
  }

  @Test(
    "a run whose weights stand still is at rest, though rounding keeps a residual",
    arguments: [
      (0.02, SIMD2(-4.0, -4.0)), (0.01, SIMD2(4.0, 3.9)), (0.04, SIMD2(-4.0, -4.0)),
      (0.02, SIMD2(4.0, 4.0)),
    ])
  func rest(step: Double, start: SIMD2<Double>) throws {
    let run = ScalarNetwork(label: 1).descent(from: start, stepSize: step)
    let last = try #require(run.points.last)
    #expect(run.end == .converged && run.points.count < 3000)
    #expect(abs(last.x * last.y - 1) < 1e-12)
    // The saddle is no rest: a start on it stays, but not at a minimum.
    let saddle = ScalarNetwork(label: 1).descent(from: .zero, stepSize: step, most: 200)
    #expect(saddle.end == .unfinished)
  }
}
