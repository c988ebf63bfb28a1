import Models
import Testing

/// The papers' ways to write the network, each run as it is written and as the lecture writes it.
@Suite("Conventions of the papers") struct ConventionTests {
  private static let data = try? DataSet.regression(
    samples: 6, features: 9, teacher: .sparse(nonzeros: 2), seed: 4)

  /// θ, the loss and the two vectors after some steps of the paper's own descent: gradients by hand.
  private func descent(
    _ convention: Convention, _ data: DataSet, alpha: Double, stepSize: Double, steps: Int
  ) -> (first: [Double], second: [Double], theta: [Double], loss: Double) {
    let n = Double(data.samples)
    let factor: Double
    switch convention.loss {
    case .mean(let c): factor = c / n
    case .sum(let c): factor = c
    }
    var (a, b) = ([Double](), [Double]())
    switch convention.parametrisation {
    case .product(let start):
      (a, b) = (
        Array(repeating: start * alpha, count: data.features),
        Array(repeating: 0, count: data.features)
      )
    case .squares(let start):
      a = Array(repeating: start * alpha, count: data.features)
      b = a
    }
    func theta() -> [Double] {
      switch convention.parametrisation {
      case .product: zip(a, b).map { $0 * $1 }
      case .squares: zip(a, b).map { $0 * $0 - $1 * $1 }
      }
    }
    for _ in 0..<steps {
      let residual = difference(data.x.times(theta()), data.y)
      let slope = data.x.transposedTimes(residual).map { 2 * factor * $0 }
      for j in slope.indices {
        switch convention.parametrisation {
        case .product:
          (a[j], b[j]) = (a[j] - stepSize * slope[j] * b[j], b[j] - stepSize * slope[j] * a[j])
        case .squares:
          (a[j], b[j]) = (
            a[j] - 2 * stepSize * slope[j] * a[j], b[j] + 2 * stepSize * slope[j] * b[j]
          )
        }
      }
    }
    let residual = difference(data.x.times(theta()), data.y)
    return (a, b, theta(), factor * dot(residual, residual))
  }

  @Test("a paper's run is the lecture's at the converted scale and step", arguments: Convention.all)
  func runs(convention: Convention) throws {
    let data = try #require(Self.data)
    let alpha = 0.3
    let stepSize = convention.stepSize(ofLecture: 0.1, samples: data.samples)
    let theirs = descent(convention, data, alpha: alpha, stepSize: stepSize, steps: 40)
    var ours = try NetworkDescent(
      data,
      from: NetworkWeights(alpha: convention.lectureAlpha(alpha), dimension: data.features),
      stepSize: 0.1, batch: .full)
    ours.advance(by: 40)
    #expect(relative(theirs.theta, ours.theta) < 1e-12)
    let factor = convention.lossFactor(samples: data.samples)
    #expect(relative(theirs.loss, factor * ours.loss) < 1e-11)
    let weights = convention.weights(theirs.first, theirs.second)
    #expect(relative(weights.p, ours.weights.p) < 1e-12)
    #expect(relative(weights.q, ours.weights.q) < 1e-12)
  }

  @Test("both ways give the number back", arguments: Convention.all)
  func inverses(convention: Convention) {
    for value in [1e-8, 0.1, 3] {
      let alpha = convention.alpha(ofLecture: convention.lectureAlpha(value))
      #expect(relative(alpha, value) < 1e-15)
      let step = convention.stepSize(
        ofLecture: convention.stepFactor(samples: 40) * value, samples: 40)
      #expect(relative(step, value) < 1e-15)
    }
  }

  @Test("the factors of the papers, as their texts have them")
  func factors() {
    let root = 2.0.squareRoot()
    #expect(Convention.even2023.alphaFactor == 1)
    #expect(relative(Convention.pesme2021.alphaFactor, root) < 1e-15)
    #expect(relative(Convention.woodworth2020.alphaFactor, root) < 1e-15)
    #expect(relative(Convention.pesme2023.alphaFactor, 1 / root) < 1e-15)
    // The same step size and the same time, since the halved loss makes up for the squares.
    #expect(Convention.pesme2021.stepFactor(samples: 40) == 1)
    #expect(Convention.woodworth2020.stepFactor(samples: 40) == 160)
  }
}
