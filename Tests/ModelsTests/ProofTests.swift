import Claims
import Models
import Records
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

  @Test(
    "limits in the plane are enclosed: 50 digits of another program; an error of 1e-15 is outside")
  func plane() throws {
    let values: [(alpha: Double, theta: [Double], potential: Double)] = [
      (0.001, [0.0006323301491017466, 0.7996838349254491], 5.313890478168091),
      (0.1, [0.06161403981796415, 0.7691929800910179], 1.6085393661351),
      (100, [0.319999999868928, 0.640000000065536], 1.2799999996286294e-05),
    ]
    let x = Matrix(rows: [[1, 2]])
    for value in values {
      let potential = try Potential(alpha: value.alpha, dimension: 2)
      let proven = try ProvenInterpolator(potential, x, [1.6])
      for (enclosure, number) in zip(
        proven.theta + [proven.value], value.theta + [value.potential])
      {
        // The nearest double to the number is at most half a unit off.
        #expect(enclosure.lower <= number.nextUp && enclosure.upper >= number.nextDown)
        #expect(enclosure.upper - enclosure.lower < 1e-13 * number)
        // Narrow ones show that a number which is wrong by 1e-15 is not it.
        if enclosure.upper - enclosure.lower < 1e-15 {
          #expect(!enclosure.contains(number + 1e-15) && !enclosure.contains(number - 1e-15))
        }
      }
      // From a centre with that error the enclosure still holds the number.
      let centre = proven.dual[0].middle
      for error in [1e-15, -1e-15] {
        let moved = try ProvenInterpolator(potential, x, [1.6], near: [centre + error])
        #expect(moved.theta[0].lower <= value.theta[0].nextUp)
        #expect(moved.theta[0].upper >= value.theta[0].nextDown)
        #expect(moved.dual[0].contains(centre))
      }
    }
  }

  @Test("the largest eigenvalue lies above a quotient and below a number without negative pivots")
  func eigenvalue() throws {
    let x = Matrix(rows: [[1, 2], [3, 4]])
    let ones = [Interval(1), Interval(1)]
    // 15 + √221.
    let number = 29.8660687473185055226
    let proven = try ProvenLargestEigenvalue(x, weights: ones).value
    #expect(proven.contains(number) && proven.upper - proven.lower < 1e-11)
    // A direction that is off bounds from below only; of one far off nothing is proven.
    let near = try ProvenLargestEigenvalue(x, weights: ones, direction: [0.4046, 0.9145]).value
    #expect(near.lower <= number && near.upper >= number)
    #expect(throws: ProvenInterpolator.Failure.self) {
      try ProvenLargestEigenvalue(x, weights: ones, direction: [1, 0])
    }
    #expect((Interval(1, 2) / Interval(2, 4)).contains(0.25))
    #expect((Interval(1, 2) / Interval(2, 4)).contains(1))
  }

  @Test("the table that documents read is what the proofs give, and every number in it is proven")
  func table() {
    let found = lectureProofs()
    let isSame =
      found.map(\.id) == provenNumbers.map(\.id)
      && zip(found, provenNumbers).allSatisfy { $0.lower == $1.lower && $0.upper == $1.upper }
    if !isSame {
      print(
        found.map { "  proven(\"\($0.id)\", \($0.lower), \($0.upper))," }.joined(separator: "\n"))
    }
    #expect(isSame && found.count > 50)
    for number in found { #expect(number.isProven, "\(number.id)") }
    #expect(Set(found.map(\.id)).count == found.count)
  }

  @Test("every number that counts as checked names a claim of the lecture")
  func checked() {
    let ids = Set(ClaimCoverageTests.claims.map(\.id))
    for entry in checkedNumbers { #expect(ids.contains(entry.claim), "\(entry)") }
  }

  @Test("the projection onto a line is enclosed, also from a centre with a planted error")
  func projection() throws {
    let x = Matrix(rows: [[1, 2]])
    // 1.6/√5, 50 digits rounded; z = 0.32.
    for near in [nil, 0.32 + 1e-15, 0.32 - 1e-15, 0.4] as [Double?] {
      let proven = try ProvenProjection(x, [1.6], from: [0, 0], near: near.map { [$0] })
      #expect(proven.distance.contains(0.7155417527999327))
      #expect(proven.distance.upper - proven.distance.lower < 1e-14)
      #expect(!proven.distance.contains(0.7155417527999327 + 1e-14))
      #expect(proven.point[0].contains(0.32) && proven.point[1].contains(0.64))
    }
    #expect(throws: ProvenInterpolator.Failure.self) {
      try ProvenProjection(Matrix(rows: [[1, 2], [2, 4]]), [1, 2], from: [0, 0])
    }
    let null = try LeastSquaresNull()
    let found = try ProvenProjection(null.problem.x, null.problem.y, from: null.start)
    for (enclosure, value) in zip(found.point, null.projection) {
      #expect(abs(enclosure.middle - value) < 1e-12 && enclosure.upper - enclosure.lower < 1e-11)
    }
  }

  @Test("the least norm lies between a dual and a primal bound, also with planted errors")
  func leastNorm() throws {
    let x = Matrix(rows: [[1, 2]])
    for error in [0, 1e-15, -1e-15, 1e-8] {
      let proven = try ProvenLeastL1(x, [1.6], theta: [error, 0.8 + error], dual: [0.5 + error])
      #expect(proven.norm.contains(0.8))
      #expect(proven.norm.upper - proven.norm.lower < 1e-14 + 8 * abs(error))
    }
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: 1)
    let found = try LeastL1Interpolator(data.x, data.y)
    let proven = try ProvenLeastL1(data.x, data.y, found)
    #expect(abs(proven.norm.middle - found.norm) < 1e-11)
    #expect(proven.norm.upper - proven.norm.lower < 1e-10)
    // A dual that is none proves little, and nothing false.
    let weak = try ProvenLeastL1(
      data.x, data.y, theta: found.theta, dual: found.dual.map { $0 + 0.1 })
    #expect(weak.norm.lower < found.norm && weak.norm.upper >= found.norm)
  }

  @Test("the margin lies between that of a separator and that of weights")
  func margin() throws {
    let data = ClassificationData.asymmetric
    guard case .separable(let limit) = Separation(of: data) else {
      Issue.record("separable samples")
      return
    }
    let proven = try ProvenMargin(data, w: limit.w, weights: limit.dual).margin
    #expect(proven.contains(2.0.squareRoot()) && proven.upper - proven.lower < 1e-13)
    for error in [1e-15, -1e-15, 1e-6] {
      let moved = try ProvenMargin(
        data, w: [limit.w[0] + error, limit.w[1]], weights: limit.dual.map { $0 + abs(error) })
      #expect(moved.margin.contains(2.0.squareRoot()))
    }
    #expect(throws: ProvenInterpolator.Failure.self) {
      try ProvenMargin(data, w: [-1, -1], weights: limit.dual)
    }
  }
}
