import Models
import Testing

/// Intervals hold what they say, and the proof of a root notices a root that is none.
@Suite("Proofs") struct ProofTests {
  @Test("enclosures of exp, sinh and cosh hold values of 50 digits, and are narrow")
  func elementary() {
    // The doubles on both sides of the value, from 50 digits.
    let values: [(x: Double, exp: Double, sinh: Double, cosh: Double)] = [
      (0.3, 1.3498588075760032, 0.30452029344714265, 1.0453385141288605),
      (1, 2.718281828459045, 1.1752011936438014, 1.5430806348152437),
      (-2.5, 0.0820849986238988, -6.0502044810397875, 6.132289479663686),
      (20, 485165195.4097903, 242582597.70489514, 242582597.70489514),
      (1e-9, 1.000000001, 1e-9, 1),
    ]
    for value in values {
      let point = Interval(value.x)
      for (found, wanted) in [
        (point.exponential, value.exp), (point.hyperbolicSine, value.sinh),
        (point.hyperbolicCosine, value.cosh),
      ] {
        // The nearest double to the value is at most half a unit off.
        #expect(found.lower <= wanted.nextUp && found.upper >= wanted.nextDown)
        #expect(found.upper - found.lower <= 2e-14 * abs(wanted))
      }
    }
    let wide = Interval(-1, 2)
    #expect(wide.hyperbolicCosine.contains(1) && wide.hyperbolicCosine.upper > 3.76)
    #expect(Interval(705).exponential.contains(1.5e306))
    #expect(Interval(-705).exponential.contains(6.7e-307))
  }

  @Test("the four operations hold all products of the ends, and never lose a point")
  func operations() {
    let stream = RandomStream(seed: 1)
    for k in 0..<2000 {
      let ends = (0..<4).map { stream.normal(at: UInt64(4 * k + $0)) }
      let a = Interval(min(ends[0], ends[1]), max(ends[0], ends[1]))
      let b = Interval(min(ends[2], ends[3]), max(ends[2], ends[3]))
      for (x, y) in [(a.lower, b.upper), (a.middle, b.middle), (a.upper, b.lower)] {
        #expect((a + b).contains(x + y) && (a - b).contains(x - y) && (a * b).contains(x * y))
        #expect((x * b).contains(x * y) && a.absolute.contains(abs(x)))
        #expect((a / 3).contains(x / 3))
      }
      #expect(abs(a.middle - a.lower) <= a.radius && abs(a.middle - a.upper) <= a.radius)
    }
    #expect((Interval(0, 1) * Interval(1, .infinity)).contains(1e300))
  }

  @Test("the interpolator of one sample is enclosed: 40 digits of another program")
  func oneSample() throws {
    // ⟨(1, 2), θ⟩ = 1.6 at α = 0.1.
    let potential = try Potential(scales: [0.01, 0.01])
    let proven = try ProvenInterpolator(
      potential, Matrix(rows: 1, columns: 2, elements: [1, 2]), [1.6])
    #expect(abs(proven.dual[0].middle - 1.258986556616432) < 1e-14)
    #expect(abs(proven.theta[0].middle - 0.06161403981796415) < 1e-15)
    #expect(proven.theta.allSatisfy { $0.upper - $0.lower < 1e-13 })
  }

  @Test(
    "the lecture's interpolator at 40 samples of 100 features is the only one",
    arguments: [
      0.1, 1, 10,
    ])
  func lecture(alpha: Double) throws {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: 1)
    let potential = try Potential(alpha: alpha, dimension: 100)
    let found = try potential.interpolator(data.x, data.y)
    let proven = try ProvenInterpolator(potential, data.x, data.y)
    for (enclosure, value) in zip(proven.theta, found.theta) {
      #expect(abs(enclosure.middle - value) < 1e-12)
      #expect(enclosure.upper - enclosure.lower < 1e-10)
    }
    #expect(proven.l1.contains(proven.theta.reduce(0) { $0 + abs($1.middle) }))
    #expect(abs(proven.l2.middle - euclideanNorm(found.theta)) < 1e-11)
    // Multipliers that are not near a root are no proof of one.
    let wrong = found.dual.map { 1.5 * $0 + 0.3 }
    #expect(throws: ProvenInterpolator.Failure.self) {
      try ProvenInterpolator(potential, data.x, data.y, near: wrong)
    }
  }
}
