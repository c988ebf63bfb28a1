import Models
import Records
import Testing

/// Sparse data against the same data in full, and reading entry by entry against full tables.
struct SparseTests {
  /// About a fifth of the entries of n × d, no row empty, and the targets of a sparse truth.
  private func problem(
    _ n: Int, _ d: Int, seed: UInt64
  ) -> (x: SparseMatrix, y: [Double], truth: [Double]) {
    let stream = RandomStream(seed: seed)
    var (starts, columns, values): ([Int], [Int32], [Double]) = ([0], [], [])
    for i in 0..<n {
      for j in 0..<d where j == i % d || stream.uniform(at: UInt64(i * d + j)) < 0.2 {
        columns.append(Int32(j))
        values.append(stream.normal(at: UInt64(i * d + j)))
      }
      starts.append(values.count)
    }
    let x = SparseMatrix(columns: d, starts: starts, indices: columns, values: values)
    let truth = (0..<d).map { $0 % 11 == 3 ? ($0 % 2 == 0 ? 1.0 : -1.0) : 0 }
    return (x, x.times(truth), truth)
  }

  @Test func productsAreThoseOfTheFullMatrix() {
    let (x, _, truth) = problem(30, 50, seed: 1)
    let full = x.full
    let y = full.times(truth)
    #expect(distance(x.times(truth), y) <= 1e-14 * euclideanNorm(y))
    let back = full.transposedTimes(y)
    #expect(distance(x.transposedTimes(y), back) <= 1e-14 * euclideanNorm(back))
    // ⟨Xv, w⟩ = ⟨v, Xᵀw⟩ where pieces run on several processors.
    let (large, target, v) = problem(600, 2000, seed: 2)
    #expect(large.entries > 200_000)
    let (left, right) = (dot(large.times(v), target), dot(v, large.transposedTimes(target)))
    #expect(abs(left - right) <= 1e-13 * abs(left))
    #expect(distance(large.times(v), large.full.times(v)) <= 1e-13 * euclideanNorm(target))
  }

  /// More than 10⁵ entries are turned in parts: here a column takes a third of them, most none.
  @Test func columnsAreThoseOfTheRows() {
    let n = 50_000
    let columns: [Int32] = (0..<n).flatMap { i -> [Int32] in
      let (first, last) = (i % 40, 100 + i * 7 % 900)
      return [Int32(first), 70, Int32(last)]
    }
    let values = RandomStream(seed: 11).normals(3 * n)
    let x = SparseMatrix(
      columns: 100_000, starts: (0...n).map { 3 * $0 }, indices: columns, values: values)
    let y = RandomStream(seed: 12).normals(n)
    var back = Array(repeating: 0.0, count: x.columns)
    for k in 0..<3 * n { back[Int(columns[k])] += values[k] * y[k / 3] }
    #expect(x.transposedTimes(y) == back)
    // Of so many numbers several processors look for the largest.
    var long = back + back
    #expect(maximumNorm(long) == back.reduce(0) { max($0, abs($1)) })
    long[150_000] = .nan
    #expect(maximumNorm(long).isNaN)
    var theta = back.map { _ in 0.0 }
    (theta[70], theta[101]) = (2, -3)
    #expect(x.times([2, -3], at: [70, 101]) == x.times(theta))
  }

  @Test(arguments: [(30, 1000), (40, 60), (50, 50)])
  func generatedRowsHaveDifferentColumns(entries: Int, columns: Int) {
    let rows = SparseMatrix.normalRows(250, columns: columns, entries: entries, seed: 3)
    #expect(rows.starts == (0...250).map { $0 * entries })
    for i in 0..<250 {
      let stream = RandomStream(seed: 3, stream: UInt32(100 + i))
      var chosen: Set<Int> = []
      var index: UInt64 = 0
      while chosen.count < entries {
        chosen.insert(stream.integer(below: columns, at: index))
        index += 1
      }
      let row = rows.starts[i]..<rows.starts[i + 1]
      #expect(rows.indices[row].map { Int($0) } == chosen.sorted())
      #expect(Array(rows.values[row]) == stream.normals(entries))
    }
  }

  @Test(arguments: [1.0, 1e-2, 1e-4]) func limitsAreThoseOfFullData(alpha: Double) throws {
    let (x, y, _) = problem(20, 60, seed: 3)
    let limit = try SparseInterpolator(x, y, alpha: alpha, tolerance: 1e-11)
    let full = try Potential(alpha: alpha, dimension: 60).interpolator(x.full, y)
    #expect(limit.residual <= 1e-11)
    #expect(distance(limit.theta, full.theta) <= 1e-8 * euclideanNorm(full.theta))
  }

  @Test func conjugateGradientsReachTheLimitToo() throws {
    // Beyond 1,000 samples no matrix is factored.
    let (x, y, _) = problem(1010, 1500, seed: 4)
    let limit = try SparseInterpolator(x, y, alpha: 0.1, tolerance: 1e-9)
    #expect(limit.products > 0 && limit.residual <= 1e-9)
    // θ = α² sinh(2Xᵀν), computed anew.
    let again = try Potential(alpha: 0.1, dimension: 1500).inverseGradient(
      x.transposedTimes(limit.dual))
    #expect(distance(again, limit.theta) <= 1e-9 * euclideanNorm(again))
    #expect(distance(x.times(again), y) <= 2e-9 * euclideanNorm(y))
  }

  @Test func contradictionsAreProven() throws {
    let (x, y, _) = problem(20, 60, seed: 6)
    #expect(x.unreachablePart(of: y, above: 1e-8) == nil)
    // The first sample once more, its target larger by 1: least squares misses both by a half, √½ in all.
    let twice = x.selecting(rows: Array(0..<20) + [0])
    let targets = y + [y[0] + 1]
    #expect(throws: DiagonalNetworkError.self) {
      try SparseInterpolator(twice, targets, alpha: 0.1)
    }
    let part = try #require(twice.unreachablePart(of: targets, above: 1e-8))
    #expect(abs(part * euclideanNorm(targets) - 0.5.squareRoot()) < 1e-7)
    // A tolerance beyond that is met.
    #expect(twice.unreachablePart(of: targets, above: 2 * part) == nil)
  }

  @Test(arguments: 1...6) func leastNormLiesBetweenItsBounds(seed: UInt64) throws {
    let (x, y, _) = problem(20, 60, seed: seed)
    let least = try SparseLeastL1(x, y)
    let full = try LeastL1Interpolator(x.full, y)
    #expect(least.norm >= full.norm * (1 - 1e-8) && least.bound <= full.norm * (1 + 1e-8))
    #expect(least.gap >= -1e-8 && least.gap <= 1e-3 && least.residual <= 1e-8)
    #expect(maximumNorm(x.transposedTimes(least.dual)) <= 1 + 1e-12)
  }

  @Test func marginLiesBetweenItsBounds() throws {
    let (x, y, _) = problem(40, 60, seed: 5)
    let labels = y.map { $0 > 0 ? 1.0 : -1 }
    let found = SparseMargin(x, labels: labels, tolerance: 1e-7)
    guard
      case .separable(let full) = Separation(
        of: try ClassificationData(x: x.full, labels: labels))
    else {
      Issue.record("more features than samples are separable")
      return
    }
    let margin = 1 / euclideanNorm(full.w)
    #expect(found.gap <= 1e-7 && found.margin <= margin * (1 + 1e-9))
    #expect(found.bound >= margin * (1 - 1e-9))
    // Two equal samples of different classes: no plane, however long one looks.
    let twice = SparseMatrix(columns: 2, starts: [0, 1, 2], indices: [0, 0], values: [1, 1])
    #expect(!(SparseMargin(twice, labels: [1, -1], most: 50).margin > 0))
  }

  @Test(arguments: [(12, 30), (40, 60)]) func marginInTheOtherNorm(n: Int, d: Int) throws {
    let (x, y, _) = problem(n, d, seed: 9)
    let labels = y.map { $0 > 0 ? 1.0 : -1 }
    let found = SparseMargin(inL1Norm: x, labels: labels, tolerance: 1e-3, most: 100_000)
    let full = try L1Margin(ClassificationData(x: x.full, labels: labels))
    #expect(found.gap <= 1e-3 && found.gap >= -1e-9)
    #expect(found.margin <= (1 + 1e-9) / full.norm && found.bound >= (1 - 1e-9) / full.norm)
    // Computed anew.
    let margins = zip(labels, x.times(found.w)).map { $0 * $1 }
    #expect(abs((margins.min() ?? 0) / l1Norm(found.w) / found.margin - 1) <= 1e-9)
    let twice = SparseMatrix(columns: 2, starts: [0, 1, 2], indices: [0, 0], values: [1, 1])
    #expect(!(SparseMargin(inL1Norm: twice, labels: [1, -1], most: 50).margin > 0))
  }

  /// Where the truth has few weights its support is found, and where it has many that of a vertex.
  @Test(arguments: [3, 60]) func supportsAreFound(nonzeros: Int) throws {
    let (x, _, _) = problem(100, 600, seed: 10)
    let truth = (0..<600).map { $0 % (600 / nonzeros) == 0 ? 1.0 : 0 }
    let least = try SparseLeastL1(x, x.times(truth))
    #expect(least.gap <= 1e-9 && least.residual <= 1e-8)
    #expect(maximumNorm(x.transposedTimes(least.dual)) <= 1 + 1e-12)
    if nonzeros == 3 { #expect(abs(least.norm - 3) <= 1e-9) }
  }

  @Test func descentTakesTheStepsOfFullData() throws {
    let (x, y, _) = problem(20, 60, seed: 6)
    let data = try DataSet(x: x.full, y: y)
    for isFull in [true, false] {
      var run = SparseDescent(x, y, alpha: 0.1, stepSize: 0.01, isFull: isFull, seed: 7)
      var full = try NetworkDescent(
        data, from: NetworkWeights(alpha: 0.1, dimension: 60), stepSize: 0.01,
        batch: isFull ? .full : .samples(1), seed: 7)
      for count in [1, 99, 400] {
        run.advance(by: count)
        full.advance(by: count)
      }
      #expect(distance(run.theta, full.theta) <= 1e-10 * euclideanNorm(full.theta))
      #expect(abs(run.loss - full.loss) <= 1e-9 * full.loss)
    }
  }

  @Test func readsEntries() throws {
    let text = "+1 1:0.5 3:-2 # a\r\n\n-1 2:1e-3 4:0 5:12345678901234567890\n"
    let read = try SparseTable(parsing: Array(text.utf8), target: "label")
    let table = try CSVTable(parsing: Array(text.utf8))
    #expect(read == (try SparseTable(table, target: "label")))
    #expect(read.targets == [1, -1] && read.columns == [0, 2, 1, 4] && read.features == 5)
    let market = """
      %%MatrixMarket matrix coordinate real general
      % words
      2 4 4
      2 4 -4
      1 1 1.5
      2 2 .25
      1 4 7
      """
    let coordinates = try SparseTable(parsing: Array(market.utf8), target: "4")
    #expect(
      coordinates == (try SparseTable(CSVTable(parsing: Array(market.utf8)), target: "4")))
    #expect(coordinates.targets == [7, -4] && coordinates.features == 3)
    // A table that is too wide in full.
    #expect(
      try SparseTable(parsing: Array("1 3000000:2\n-1 1:1".utf8), target: "label").features
        == 3_000_000)
  }

  @Test func rowsStandBelowThoseOfAnotherTable() throws {
    func read(_ text: String) throws -> SparseTable {
      try SparseTable(parsing: Array(text.utf8), target: text.first == "y" ? "y" : "label")
    }
    let both = try read("1 1:2\n-1 2:1").joined(with: read("1 3:4"))
    #expect(both?.features == 3 && both?.targets == [1, -1, 1] && both?.starts == [0, 1, 2, 3])
    #expect(both?.columns == [0, 1, 2] && both?.values == [2, 1, 4])
    let table = try read("y,a,b\n1,2,3\n")
    #expect(try table.joined(with: read("y,a,b\n4,5,6\n"))?.values == [2, 3, 5, 6])
    #expect(try table.joined(with: read("y,b,a\n4,5,6\n")) == nil)
    #expect(try table.joined(with: read("1 1:2")) == nil)
  }

  @Test(arguments: [
    ("1 1:2\n1 2:1 1:3", "Line 2"), ("1 1:2\n1 0:1", "Line 2"), ("1 1:2\n1 a", "Line 2"),
    ("1 1:2\nx 1:2", "Line 2"), ("1 1:2\n\n1 1:nan", "Line 3"), ("1 1:2\n1 1:", "Line 2"),
    ("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1", "Line 3"),
    ("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n1 1 1", "once"),
    ("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1", "2 lines"),
  ]) func namesFaults(text: String, words: String) {
    let error = #expect(throws: CSVError.self) {
      try SparseTable(parsing: Array(text.utf8), target: text.first == "%" ? "1" : "label")
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words))
  }

  @Test func numbersAreTheNearestDoubles() throws {
    let stream = RandomStream(seed: 8)
    let numbers = (0..<2000).map { k in
      let value = stream.normal(at: UInt64(k)) * (k % 3 == 0 ? 1e-5 : 1)
      return k % 2 == 0 ? "\(value)" : "\((value * 1e6).rounded() / 1e6)"
    }
    let text = numbers.map { "1 1:\($0)" }.joined(separator: "\n")
    let read = try SparseTable(parsing: Array(text.utf8), target: "label")
    #expect(read.values == numbers.compactMap { Double($0) }.filter { $0 != 0 })
  }
}
