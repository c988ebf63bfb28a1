import Models
import Records

/// The flow under test at one time, with the velocities that its own states show.
struct FlowMoment {
  /// The state at that time.
  let state: FlowState
  /// dθ/dt, du/dt, dv/dt and d∇φ/dt there.
  let theta: [Double]
  let u: [Double]
  let v: [Double]
  let mirror: [Double]

  /// The moment at t = 1 of the flow from the example's weights.
  init(_ example: NetworkExample) throws {
    let h = 0.01
    let potential = try example.weights.potential
    let trajectory = try example.flow().trajectory(
      until: .times((-4...4).map { 1 + Double($0) * h }), tolerance: 1e-13)
    let states = (-4...4).map { trajectory.state(at: 1 + Double($0) * h) }
    state = states[4]
    theta = middleSlope(states.map(\.theta), step: h)
    u = middleSlope(states.map(\.u), step: h)
    v = middleSlope(states.map(\.v), step: h)
    mirror = middleSlope(states.map { potential.gradient($0.theta) }, step: h)
  }

  /// The worst defect of the moments from two starts, between which both signs of I occur.
  static func worst(_ defect: (NetworkExample, FlowMoment) -> Double) -> Double {
    residual {
      try [NetworkExample.small, .negative].map { defect($0, try FlowMoment($0)) }.worst
    }
  }
}

/// The derivative in the middle of nine values with equal steps, by central differences of order 8.
func middleSlope(_ values: [[Double]], step: Double) -> [Double] {
  var slope = values[4].map { _ in 0.0 }
  for (k, weight) in [0.8, -0.2, 4.0 / 105, -1.0 / 280].enumerated() {
    slope = sum(slope, weight / step, times: difference(values[5 + k], values[3 - k]))
  }
  return slope
}
