import Models
import Testing

@Suite("The bits of a descent step") struct DescentKernelTests {
  /// ⟨w, x⟩ in the order that every kernel keeps: even and odd blocks of eight apart, then the lanes.
  private func product(_ w: [Double], _ x: [Double]) -> Double {
    var lanes = Array(repeating: [0.0, 0.0], count: 8)
    for j in w.indices { lanes[j % 8][j / 8 % 2] += w[j] * x[j] }
    let eight = lanes.map { $0[0] + $0[1] }
    let four = (0..<4).map { eight[$0] + eight[$0 + 4] }
    return (four[0] + four[2]) + (four[1] + four[3])
  }

  @Test(
    "all samples by columns, batches by rows and single samples are one number at a time in order",
    arguments: [(2, 1), (5, 7), (8, 8), (9, 20), (20, 30), (17, 33), (33, 41), (40, 100)])
  func bits(samples n: Int, features d: Int) throws {
    let data = try DataSet.regression(
      samples: n, features: d, entries: .gaussian, teacher: .sparse(nonzeros: 1), seed: 11)
    let x = (0..<n).map { Array(data.x.row($0)) }
    let start = try NetworkWeights(alpha: 0.3, dimension: d)
    let (order, signs) = (RandomStream(seed: 5, stream: 10), RandomStream(seed: 5, stream: 11))
    let noise = NetworkDescent.LabelNoise(size: 0.25, steps: 11)
    for batch in [NetworkDescent.Batch.full, .samples(1), .samples(n / 2 + 1)] {
      var run = try NetworkDescent(
        data, from: start, stepSize: 0.01, batch: batch, labelNoise: noise, seed: 5)
      var (p, q) = (start.p, start.q)
      func squares() -> [Double] { zip(p, q).map { $0 * $0 - $1 * $1 } }
      for step in 0..<30 {
        let drawn: [Int] =
          switch batch {
          case .full: Array(0..<n)
          case .samples(1): [order.integer(below: n, at: UInt64(step))]
          case .samples(let size): order.subset(size, below: n, from: UInt64(step * n))
          }
        let w = squares()
        var pull = Array(repeating: 0.0, count: d)
        var single = pull
        for (k, i) in drawn.enumerated() {
          let sign = signs.sign(at: UInt64(step * drawn.count + k))
          let target = data.y[i] + (step < noise.steps ? noise.size * sign : 0)
          let residual = target - 0.25 * product(w, x[i])
          single = x[i].map { 0.01 * residual * $0 }
          for j in 0..<d { pull[j] += residual * x[i][j] }
        }
        let factors =
          drawn.count == 1 ? single : pull.map { 0.01 / Double(drawn.count) * $0 }
        for j in 0..<d {
          p[j] *= 1 + factors[j]
          q[j] *= 1 - factors[j]
        }
      }
      run.advance(by: 7)
      run.advance(by: 23)
      #expect(run.weights == NetworkWeights(p: p, q: q), "\(batch)")
      let w = squares()
      let sum = (0..<n).reduce(0.0) { sum, i in
        let residual = data.y[i] - 0.25 * product(w, x[i])
        return sum + residual * residual
      }
      #expect(run.loss == sum / Double(2 * n), "\(batch)")
    }
  }

  @Test("steps on given samples between drawn ones leave those as they were")
  func givenBetween() throws {
    let data = try DataSet.regression(
      samples: 6, features: 9, teacher: .sparse(nonzeros: 2), seed: 7)
    let start = try NetworkWeights(alpha: 0.3, dimension: 9)
    let order = RandomStream(seed: 5, stream: 10).integers(below: 6, count: 1100).map { Int32($0) }
    var (mixed, given) = (
      try NetworkDescent(data, from: start, stepSize: 0.02, seed: 5),
      try NetworkDescent(data, from: start, stepSize: 0.02, seed: 5)
    )
    mixed.advance(by: 3)
    mixed.advance(along: Array(order[3..<300]))
    mixed.advance(by: 800)
    given.advance(along: order)
    #expect(mixed.weights == given.weights)
  }
}
