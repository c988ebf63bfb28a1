import Models
import Records
import Testing

/// Tables are centred, scaled and divided as other programs do it.
@Suite struct PreparedDataTests {
  /// Ten samples of fourteen features: the fifth is constant, the tenth far from 0, and the seventh row
  /// is the third once more.
  private static let text = """
    x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x13,x14,y
    -0.802,-13.244,-0.025,0.42,7.25,0.11,-0.553,-2.354,0.749,101.635,0.546,-1.233,-0.958,1.6,27.696
    0.203,-17.321,-0.008,-1.163,7.25,-0.488,-0.713,1.66,-0.063,99.411,0.819,0.83,-1.643,-0.257,31.663
    -0.981,-1.732,-0.129,0.021,7.25,-0.304,-1.048,-1.189,-1.091,98.645,0.45,-1.109,1.17,0.717,28.89
    -1.998,2.721,-0.11,0.033,7.25,-1.988,-0.233,-0.767,0.962,98.819,1.476,-1.099,-0.331,-0.84,28.072
    1.449,5.682,0.243,0.642,7.25,0.841,-0.607,-0.21,1.35,99.603,0.378,-0.021,0.609,-0.365,30.449
    -0.152,2.424,0.01,-0.865,7.25,-1.298,-1.201,-3.847,0.967,99.639,-1.942,-1.136,0.421,-1.055,31.699
    -0.981,-1.732,-0.129,0.021,7.25,-0.304,-1.048,-1.189,-1.091,98.645,0.45,-1.109,1.17,0.717,28.89
    -0.464,-4.786,-0.072,-0.52,7.25,-0.38,0.1,5.704,0.479,98.424,3.467,0.348,-0.941,0.907,30.337
    0.018,-6.152,-0.063,-0.993,7.25,1.069,-0.325,1.262,1.876,98.785,0.515,-0.306,-1.059,-1.026,31.696
    -0.015,4.339,-0.053,0.054,7.25,0.297,0.869,1.384,0.488,101.827,1.246,0.129,0.71,-0.919,30.094
    """

  private func table(_ options: String, _ text: String = text) throws -> CSVTable {
    var table = try CSVTable(parsing: Array(text.utf8))
    table.preparation = try #require(
      Preparation(options: options.split(separator: " ").map(String.init)))
    return table
  }

  private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  /// Values of NumPy 2: `X.mean(0)`, `X.std(0)`, and `pinv(hstack([(X - mean) / std, ones])) @ (y - mean)`.
  ///
  /// The tolerances are the rounding of sums of ten, and of a pseudoinverse of condition 10².
  @Test func meansAndDeviationsAreThoseOfNumPy() throws {
    let deviations = [
      0.869115418112002, 7.19551823637464, 0.10290403296275613, 0.5829617483163025, 0,
      0.8693027378307283, 0.5900765119880641, 2.5015847057415423, 0.9206268733857382,
      1.1656357964647452, 1.2578206748181555, 0.7200296105022349, 0.9721711577700709,
      0.9109785343244922,
    ]
    let means = [
      -0.3723000000000001, -2.980100000000001, -0.033600000000000005, -0.23500000000000001, 7.25,
      -0.24449999999999994, -0.4759000000000001, 0.045399999999999885, 0.46259999999999996,
      99.54329999999999, 0.7404999999999999, -0.47059999999999996, -0.08519999999999998,
      -0.052099999999999966,
    ]
    let limit = [
      0.5896624030244263, 0.2586049086897947, 0.020438634831452196, -1.0249790111406638, 0,
      -0.009760741676782592, -0.05525652323787099, 0.32826661867101514, 0.16008909126535428,
      0.006861075973298436, -0.367496333265052, 0.1903731318791594, 0.15682468915044903,
      0.05116763824431375, 0,
    ]
    let plain = try table("").prepared(target: "y")
    let made = try table("--centring columns --scaling rms --intercept").prepared(target: "y")
    #expect(plain.fitted == (try table("").regression(target: "y")))
    #expect(abs(made.targetMean - 29.9486) < 1e-12)
    for j in 0..<14 {
      let expected = plain.x.column(j).map {
        deviations[j] > 0 ? ($0 - means[j]) / deviations[j] : 0
      }
      #expect(isNear(made.x.column(j), expected, 1e-13 * (1 + abs(means[j] / 0.1))), "\(j)")
    }
    // A constant column is 0 to the last bit, the intercept 1.
    #expect(made.x.column(4).allSatisfy { $0 == 0 } && made.x.column(14).allSatisfy { $0 == 1 })
    let equations = try made.fitted.equations()
    #expect(isNear(try leastL2Interpolator(equations.x, equations.y), limit, 1e-10))
  }

  /// NumPy's error on rows 6, 8 and 9 of a pseudoinverse on the seven others, to its rounding.
  @Test func errorsAreThoseOfNumPy() throws {
    let made = try table("--test 0.3 --centring columns --scaling rms").prepared(target: "y")
    let equations = try made.fitted.equations()
    let error = made.testError(try leastL2Interpolator(equations.x, equations.y))
    #expect(made.heldBackY == [31.699, 30.337, 31.696])
    #expect(abs((error ?? 0) / 2.1292301711745543 - 1) < 1e-9)
  }

  /// What is held back has no part in what the others become, and is made by their means and scales.
  @Test(arguments: ["0.3", "0/3", "2/3"]) func rowsAreHeldBack(_ test: String) throws {
    let options = "--test \(test) --centring columns --scaling rms"
    let made = try table(options).prepared(target: "y")
    #expect(made.rows == 10 && made.y.count == made.lines.count)
    #expect(made.heldBackY.count == (test == "0/3" ? 4 : 3))
    let lines = Self.text.split(separator: "\n")
    let rest = lines.indices.filter { $0 == 0 || made.lines.contains($0 + 1) }
    let alone = try table(
      "--centring columns --scaling rms", rest.map { String(lines[$0]) }.joined(separator: "\n")
    ).prepared(target: "y")
    #expect(alone.x == made.x && alone.y == made.y && alone.targetMean == made.targetMean)
    // A predictor that is 0 predicts the mean of the targets.
    let mean = made.heldBackY.reduce(0) { $0 + ($1 - made.targetMean) * ($1 - made.targetMean) }
    let error = try #require(made.testError(Array(repeating: 0, count: 14)))
    #expect(abs(error - mean / Double(made.heldBackY.count)) < 1e-12)
    #expect(alone.testError([]) == nil)
  }

  /// The folds are all rows, each once; another seed divides them otherwise.
  @Test func foldsAreAllRows() {
    let folds = (0..<3).map { RowSplit(rows: 10, .fold($0, of: 3), seed: 1) }
    #expect(folds.flatMap(\.heldBack).sorted() == Array(0..<10))
    #expect(folds.allSatisfy { ($0.fitted + $0.heldBack).sorted() == Array(0..<10) })
    let seeds = (1...20).map { RowSplit(rows: 10, .part(0.3), seed: $0).heldBack }
    #expect(Set(seeds).count > 10 && seeds.allSatisfy { $0.count == 3 })
  }

  @Test func whatCannotBeDividedIsSaid() throws {
    let one = Self.text.split(separator: "\n").prefix(2).joined(separator: "\n")
    for test in ["0.5", "0.1", "0/2"] {
      let table = try table("--test \(test)", one)
      #expect(throws: CSVError.notDivided(rows: 1)) { try table.prepared(target: "y") }
    }
    for wrong in ["1", "0", "-0.5", "2/2", "0/1", "a/3", "nan", ""] {
      #expect(Preparation.heldBack(wrong) == nil, "\(wrong)")
    }
    for options in [
      "--test 0.25 --test-seed 2 --centring columns --scaling rms --intercept", "--test 1/5",
    ] {
      let words = options.split(separator: " ").map(String.init)
      #expect(Preparation(options: words)?.options == words)
    }
  }
}
