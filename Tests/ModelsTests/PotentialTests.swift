import Models
import Testing

/// φ, φ′ and D(a, b) of one coordinate with I = α², from 400-digit arithmetic.
private struct Row: CustomStringConvertible, Sendable {
  let alpha: Double
  let a: Double
  let b: Double
  let value: Double
  let gradient: Double
  let divergence: Double

  init(
    _ alpha: Double, _ a: Double, _ b: Double, _ value: Double, _ gradient: Double,
    _ divergence: Double
  ) {
    self.alpha = alpha
    self.a = a
    self.b = b
    self.value = value
    self.gradient = gradient
    self.divergence = divergence
  }

  var description: String { "alpha \(alpha), a \(a), b \(b)" }
}

private let rows = [
  Row(1e-08, 186300.0, 12.97, 4533575.3102638133, 24.834811112527178, 798532.49010204263),
  Row(1e-08, -3147.0, -0.001317, 70160.340795360012, -22.794356782764542, 21535.871664294577),
  Row(1e-08, -54430.0, -3.349e-08, 1291057.2679123859, -24.219589709946461, 737980.71022820466),
  Row(1e-08, 0.007152, -1.862e-07, 0.11298066404821707, 16.297072713676876, 0.19178887471440479),
  Row(1e-08, 6.723e-08, -183800.0, 6.7295086739489346e-7, 10.509681203999605, 91900.000002342141),
  Row(1e-08, -1.201, -1.049674, 22.048956758543296, -18.858831605781261, 0.0052092794476242607),
  Row(
    1e-08, -0.6213, -0.621297303558, 11.201593977271436, -18.529283723276094, 2.925648034913624e-12),
  Row(1e-08, -0.9835, 0.0, 17.957663077680506, -18.758935513655826, 17.957663077680506),
  Row(0.001, -1.388, -0.001635, 9.6025464908224387, -7.4182608003044809, 3.9871370129319124),
  Row(0.001, -0.7964, -0.08908, 5.2884963054355746, -7.1405020158662589, 0.51862367179681235),
  Row(0.001, 760.7, 1.577, 7661.3507985806255, 10.571448400263737, 1970.5126566923645),
  Row(0.001, 0.001154, -1322.0, 0.00389186672582247, 3.8720684076778255, 661.01640970412973),
  Row(0.001, -1.399e-07, 0.2253, 4.8850684620074602e-9, -0.069723809525718736, 0.11265041551873282),
  Row(0.001, 163.0, 117.19699999999999, 1516.096247555475, 9.8012039696654909, 3.9848545827788668),
  Row(
    0.001, -0.1469, -0.1468998820393, 0.85133407616207368, -6.2953272713667495,
    2.3680623206884981e-14),
  Row(0.001, 0.008013, 0.0, 0.034784803503687606, 4.8409838431158006, 0.034784803503687606),
  Row(0.1, 0.0005777, 2.095, 8.3411141410619861e-6, 0.028868957412015873, 1.0407762335598921),
  Row(0.1, 9.177e-08, -168100.0, 2.1054332249852233e-13, 4.588499999935594e-6, 84049.995000795365),
  Row(0.1, 57.36, -7.069e-08, 239.41601944431214, 4.6738322852188969, 239.41622218323226),
  Row(0.1, 11.48, 9.646e-05, 38.686421278852413, 3.8694619735672776, 38.63105433004714),
  Row(0.1, 26220.0, 2.07e-08, 189735.72707387921, 7.7362975619328819, 189735.69993617921),
  Row(
    0.1, 0.0009473, 0.0009473058353680001, 2.2417700443596357e-5, 0.047294444090114866,
    8.4749384554620059e-16),
  Row(0.1, -569.2, -569.19992885, 3028.8745116225983, -5.8212746164204486, 2.2234376882821868e-12),
  Row(0.1, 68460.0, 0.0, 528248.39659758046, 8.2161611393161091, 528248.39659758046),
  Row(1.0, 0.4922, -2951.0, 0.059422854135924645, 0.23711221624135541, 1477.1964053355528),
  Row(1.0, 77.55, 36.15, 157.30720514151262, 2.5220558186220831, 8.892748166092368),
  Row(1.0, 256000.0, -1.451e-07, 1554698.7277142823, 6.5730399520127298, 1554698.7462870823),
  Row(
    1.0, -1.768e-05, -1.475e-08, 7.8145599997964423e-11, -8.839999999539462e-6,
    7.8015264388589423e-11),
  Row(
    1.0, -4.769e-05, -1.095e-06, 5.6858402489223738e-10, -2.3844999990961409e-5,
    5.4277350614224251e-10),
  Row(
    1.0, 3.446, 3.4459999831490604, 2.0671101308353632, 0.97538937610836117, 1.9784089119355471e-17),
  Row(
    1.0, -0.02472, -0.03149328, 0.00015276182190888475, -0.012358741524527525, 1.1464417560253169e-5
  ),
  Row(1.0, 0.003741, 0.0, 3.498766169552711e-6, 0.001870495637060975, 3.498766169552711e-6),
  Row(
    1000.0, 7.438e-08, -610000.0, 1.3830960999999998e-21, 3.7189999999999998e-14, 85683.36155300259),
  Row(
    1000.0, 1.872e-06, 2.571, 8.7609600000000003e-19, 9.3600000000000002e-13, 1.6525078435421455e-6),
  Row(1000.0, -1.008e-08, -0.3256, 2.54016e-23, -5.04e-15, 2.6503838358975323e-8),
  Row(1000.0, 3.911, -17400.0, 3.8239802499951258e-6, 1.9554999999950148e-6, 75.718299698265636),
  Row(
    1000.0, 1.201e-06, 238000.0, 3.6060025000000001e-19, 6.0050000000000001e-13, 13965.95217957234),
  Row(
    1000.0, 0.04346, 0.04345917426, 4.721928999999999e-10, 2.1729999999999992e-8,
    1.7046163690069535e-19),
  Row(
    1000.0, 0.05315, 0.053149999603501, 7.0623062499999991e-10, 2.6574999999999989e-8,
    3.9302864309555133e-26),
  Row(1000.0, 231.7, 0.0, 0.013421222439956929, 0.00011584999896343427, 0.013421222439956929),
  Row(
    1000000.0, -7.465e-06, 1.128e-06, 1.3931556249999999e-23, -3.7324999999999998e-18,
    1.8459912249999999e-23),
  Row(
    1000000.0, -411.2, 500100.0, 4.2271359999999998e-8, -2.0559999999999999e-10,
    0.062627865331356086),
  Row(1000000.0, -55.82, 0.1809, 7.7896810000000001e-10, -2.791e-11, 7.8402520020250001e-10),
  Row(1000000.0, -0.0009544, -0.286, 2.2771984e-19, -4.772e-16, 2.0312748519839997e-14),
  Row(1000000.0, 8.132, -1928.0, 1.6532355999999999e-11, 4.0659999999999998e-12, 9.37151780356e-7),
  Row(
    1000000.0, 228.2, 228.19431781999998, 1.3018809999999999e-8, 1.1409999999999999e-10,
    8.071792388122657e-18),
  Row(
    1000000.0, 171.4, 173.55964, 7.3444900000000005e-9, 8.5700000000000003e-11,
    1.1660112323999957e-12),
  Row(
    1000000.0, 4.251e-05, 0.0, 4.5177502499999995e-22, 2.1254999999999999e-17,
    4.5177502499999995e-22),
  Row(1e-150, 2089.0, 234400.0, 729179.14949522491, 349.55655792016511, 111225.10113577836),
  Row(
    1e-150, 1.341e-07, -1.499e-05, 4.5234879866903299e-5, 337.82199751605744, 9.8348054599100842e-5),
  Row(1e-150, -0.000535, 5.457, 0.18268522786411119, -341.96771563385269, 3.0966070189805277),
  Row(1e-150, -0.0516, 1567.0, 17.737614589984799, -344.25222073613952, 819.26731489766994),
  Row(1e-150, -4843.0, -54560.0, 1692517.0255723298, -349.97698236058844, 18994.192056748672),
  Row(
    1e-150, -0.04926, -0.048859023599999996, 16.932091332900878, -344.22901609624195,
    8.2044227404210168e-7),
  Row(
    1e-150, 1.639e-07, 1.6435892e-07, 5.5303520356374939e-5, 337.92233286378851,
    3.2064560099558896e-13),
  Row(1e-150, 0.004163, 0.0, 1.4258007647311011, 342.99357788400218, 1.4258007647311011),
]

@Suite("Potential") struct PotentialTests {
  // The promise is 2e-14 for φ and ∇φ and 1e-13 for D; 6000 random points showed 8e-16, 3e-16 and
  // 2e-14. At α = 1e-150 the rounding of log I ≈ −691 costs another 691 eps.
  @Test("against 400-digit arithmetic", arguments: rows)
  fileprivate func values(_ row: Row) {
    let potential = HyperbolicEntropy(alpha: row.alpha)
    let slack = row.alpha < 1e-100 ? 10.0 : 1
    #expect(relative(potential.value(row.a), row.value) < 2e-15 * slack)
    #expect(relative(potential.gradient(row.a), row.gradient) < 1e-15 * slack)
    #expect(relative(potential.divergence(row.a, from: row.b), row.divergence) < 3e-14 * slack)
    #expect(relative(potential.inverseGradient(row.gradient), row.a) < 2e-14 * slack)
  }

  @Test("no divergence is negative, down to neighbouring arguments")
  func divergenceIsNotNegative() {
    for exponent in stride(from: -8.0, through: 6, by: 1) {
      let potential = HyperbolicEntropy(alpha: power(10, exponent))
      for size in stride(from: -8.0, through: 6, by: 0.5) {
        let a = power(10, size)
        for b in [a.nextUp, a * (1 + 1e-12), a * 1.001, 2 * a, -a, -3 * a, 0, 1e-8, 1e6] {
          #expect(potential.divergence(a, from: b) >= 0)
          #expect(potential.divergence(b, from: a) >= 0)
        }
      }
    }
  }

  @Test("the Euclidean limit: φ = θ²/(4α²) − θ⁴/(48α⁶) for large α (3.31)")
  func largeAlpha() throws {
    let potential = try Potential(alpha: 100, dimension: 2)
    // The next term, θ⁶·3/(1440 α¹⁰)·…, is below 1e-16 of the first.
    let expected = (1 + 4) / 4e4 - (1 + 16) / 48e12
    #expect(relative(potential.value([1, -2]), expected) < 1e-14)
  }

  @Test("the ℓ1 limit with its second term, for small α (3.31)")
  func smallAlpha() {
    let potential = Potential(logScales: [-2000, -2000])
    // φ = ½ log(1/I)|θ| + ½|θ|(log 2|θ| − 1) + I/2 + …; I = e^−2000 is no double.
    let log2 = 0.693147180559945309
    let expected = 1000 * 3 + 0.5 * (log2 - 1) + 0.5 * 2 * (2 * log2 - 1)
    #expect(relative(potential.value([1, -2]), expected) < 1e-15)
    #expect(potential.value([0, 0]) == 0)
    #expect(potential.gradient([0, 1]) == [0, 1000 + 0.5 * log2])
    // D(θ, 0) = φ(θ).
    #expect(relative(potential.divergence([1, -2], from: [0, 0]), expected) < 1e-13)
  }

  @Test("bad scales are refused with a sentence")
  func badScales() {
    #expect(throws: DiagonalNetworkError.notPositive(name: "alpha", value: 0)) {
      try Potential(alpha: 0, dimension: 2)
    }
    #expect(throws: DiagonalNetworkError.notPositive(name: "scale", value: -1)) {
      try Potential(scales: [1, -1])
    }
  }
}

@Suite("Level curves of the potential") struct PotentialLevelCurveTests {
  // Axis intercepts of the ten equal levels of the lecture's Fig. 5, from the picture's maxima.
  @Test(
    "Fig. 5's first levels",
    arguments: zip(
      [100, 0.1, 1e-3],
      [[0.943, 1.333, 1.633, 1.886], [0.587, 1.025, 1.429, 1.813], [0.493, 0.939, 1.370, 1.792]]))
  func intercepts(alpha: Double, expected: [Double]) throws {
    let potential = try Potential(alpha: alpha, dimension: 2)
    let top = potential.value([2, 2])
    for (k, intercept) in expected.enumerated() {
      let curve = try PotentialLevelCurve(of: potential, level: top * Double(k + 1) / 9)
      #expect(abs(curve.scale(along: [1, 0]) - intercept) < 1e-3)
    }
  }

  @Test("points lie on the level to rounding", arguments: [1e-8, 1e-3, 0.1, 1, 100, 1e6])
  func points(alpha: Double) throws {
    let potential = try Potential(alpha: alpha, dimension: 2)
    for radius in [1e-3, 1, 100] {
      let level = potential.value([radius, 0])
      let curve = try PotentialLevelCurve(of: potential, level: level)
      #expect(relative(curve.scale(along: [1, 0]), radius) < 1e-14)
      for k in 0..<64 {
        let slope = Double(k) / 32 - 1
        let point = curve.point(along: [slope, 1])
        #expect(relative(potential.value([point.x, point.y]), level) < 1e-14)
      }
    }
  }

  @Test("the polyline keeps its distance and its corners", arguments: [1e-8, 1e-3, 0.1, 100])
  func polyline(alpha: Double) throws {
    let potential = try Potential(alpha: alpha, dimension: 2)
    let curve = try PotentialLevelCurve(of: potential, level: potential.value([1, 0]))
    let tolerance = 1e-4
    let vertices = try curve.polyline(tolerance: tolerance)
    #expect(vertices.count < 600)
    #expect(vertices[0] == curve.point(along: [1, 0]))
    #expect(vertices.contains(curve.point(along: [0, 1])))
    for (a, b) in zip(vertices, vertices.dropFirst() + vertices.prefix(1)) {
      let middle = (a + b) * 0.5
      let outward = curve.point(along: middle) - middle
      #expect((outward * outward).sum().squareRoot() < 2 * tolerance)
    }
  }

  @Test("levels and tolerances must be positive")
  func badArguments() throws {
    let potential = try Potential(alpha: 1, dimension: 2)
    #expect(throws: DiagonalNetworkError.notPositive(name: "level", value: 0)) {
      try PotentialLevelCurve(of: potential, level: 0)
    }
    let curve = try PotentialLevelCurve(of: potential, level: 1)
    #expect(throws: DiagonalNetworkError.notPositive(name: "tolerance", value: 0)) {
      try curve.polyline(tolerance: 0)
    }
  }
}
