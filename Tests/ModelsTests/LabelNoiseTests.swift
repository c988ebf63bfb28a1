import Models
import Testing

@Suite("Label noise")
struct LabelNoiseTests {
  private let data: DataSet

  init() throws {
    data = try DataSet.regression(
      samples: 40, features: 100, entries: .rademacher, teacher: .sparse(nonzeros: 5), seed: 3)
  }

  private func run(_ noise: NetworkDescent.LabelNoise?, batch: Int = 1) throws -> NetworkDescent {
    try NetworkDescent(
      data, from: NetworkWeights(alpha: 0.0141421356, dimension: 100), stepSize: 0.05,
      batch: .samples(batch), labelNoise: noise, seed: 3)
  }

  @Test("a step moves by the noisy residual", arguments: [1, 4])
  func firstStep(batch: Int) throws {
    // From u = √2 α, v = 0 the predictor is 0, so a step shows the labels it used.
    var clean = try run(nil, batch: batch)
    var noisy = try run(.init(size: 0.5, steps: 1), batch: batch)
    clean.advance(by: 1)
    noisy.advance(by: 1)
    let moved = difference(noisy.weights.v, clean.weights.v)
    // Of each coordinate: η u · (1/b) Σ ±δ x_ij, and x_ij = ±1.
    let unit = 0.05 * 0.0141421356 * (2.0).squareRoot() * 0.5 / Double(batch)
    for change in moved {
      let count = change / unit
      #expect(abs(count - count.rounded()) < 1e-9 && abs(count) < Double(batch) + 0.5)
    }
    #expect(moved.contains { abs($0) > 0.5 * unit })
    // Without noise from here on, both take the same samples.
    noisy.advance(by: 1)
    #expect(noisy.steps == 2)
  }

  @Test("more noise, smaller effective α, sparser limit and smaller error")
  func effect() throws {
    let runs = try [0.0, 1, 2].map { size in
      let noise = size == 0 ? nil : NetworkDescent.LabelNoise(size: size, steps: 1000)
      return try SettledDescent(try run(noise))
    }
    let alphas = runs.map { $0.weights.effectiveAlphas }
    for alpha in alphas {
      // ±1 features: one scale for all coordinates, noise or not.
      #expect(alpha.allSatisfy { relative($0, alpha[0]) < 1e-9 })
    }
    #expect(alphas[1][0] < 0.5 * alphas[0][0] && alphas[2][0] < 0.1 * alphas[1][0])
    let summaries = runs.map { SparsitySummary($0.limit, of: data) }
    for (less, more) in zip(summaries, summaries.dropFirst()) {
      #expect(more.l1 < less.l1)
      #expect((more.squaredError ?? .nan) < (less.squaredError ?? .nan))
    }
  }

  @Test("the noise is a function of seed and step: pieces give the same bits")
  func pieces() throws {
    var whole = try run(.init(size: 1, steps: 700))
    var cut = whole
    whole.advance(by: 1500)
    for piece in [1, 698, 1, 1, 799] { cut.advance(by: piece) }
    #expect(whole.weights == cut.weights)
  }
}
