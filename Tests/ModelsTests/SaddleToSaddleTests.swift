import Models
import Testing

@Suite("Saddle to saddle") struct SaddleToSaddleTests {
  @Test("a coordinate that joins first and leaves again")
  func deactivation() throws {
    let data = try DataSet(
      x: Matrix(rows: [[1, 0.5, 0.7, 0], [0.5, 1, 0.1, 0.7]]), y: [1, 0])
    let rests = try SaddleToSaddle(data).rests
    let last = try #require(rests.last)
    #expect(relative(last.theta, [0, 0, 10.0 / 7, -10.0 / 49]) < 1e-12)
    #expect(rests[1].theta[0] != 0 && last.theta[0] == 0)
    for (a, b) in zip(rests, rests.dropFirst()) {
      #expect(b.time > a.time && b.loss < a.loss)
    }
  }

  @Test("every rest is a saddle of the list, the end is the least l1 norm", arguments: 0..<20)
  func ends(seed: UInt64) throws {
    let data = try DataSet.regression(
      samples: 5, features: 9, teacher: .dense(norm: 2), seed: seed)
    let rests = try SaddleToSaddle(data).rests
    let least = try LeastL1Interpolator(data.x, data.y)
    #expect(relative(rests[rests.count - 1].theta, least.theta) < 1e-10)
    let points = try DiagonalNetwork(data).criticalPoints()
    for rest in rests {
      #expect(points.contains { distance($0.theta, rest.theta) < 1e-9 })
    }
  }

  @Test("the flow at α = exp(−1000) rests where the process does")
  func flow() throws {
    let data = try DataSet.regression(
      samples: 5, features: 9, teacher: .sparse(nonzeros: 3), seed: 2)
    let rests = try SaddleToSaddle(data).rests
    let flow = try DiagonalFlow(data.x, data.y, logAlpha: -1000)
    for (rest, next) in zip(rests, rests.dropFirst()) {
      let time = 1000 * (0.5 * (rest.time + next.time))
      let state = flow.trajectory(until: .times([time]), tolerance: 1e-7).last
      // Arrival takes a time of order 1/log(1/α) of the rescaled time.
      if next.time - rest.time > 0.05 {
        #expect(distance(state.theta, rest.theta) < 1e-2 * euclideanNorm(data.teacher ?? []))
      }
    }
  }
}
