/// min ½‖y − Xθ‖² + λ‖θ‖₁ for smaller and smaller λ, one coordinate at a time; with `isOneSided` only
/// what is missing to y counts, ½‖(y − Xθ)₊‖², whose limit is the least norm with Xθ ≥ y.
///
/// The rest r = y − Xθ, or its positive part, is in proportion to a multiplier of the problem with
/// λ → 0: ⟨y, r⟩/max |⟨x_j, r⟩| is not above its value, however roughly θ was found.
struct SparseLasso {
  /// θ, d entries.
  private(set) var theta: [Double]
  /// r, n entries.
  var rest: [Double] { isOneSided ? signed.map { max(0, $0) } : signed }
  /// The products with X that were taken, a pass over columns being counted by its entries.
  private(set) var products = 0.0

  private let x: SparseMatrix
  private let isOneSided: Bool
  private let squares: [Double]
  private var signed: [Double]

  init(_ x: SparseMatrix, _ y: [Double], isOneSided: Bool = false) {
    (self.x, self.isOneSided) = (x, isOneSided)
    theta = Array(repeating: 0, count: x.columns)
    squares = x.columnLengths.map { $0 * $0 }
    signed = y
  }

  /// Descends until no slope is off by more than a part of λ, or so many products were taken.
  ///
  /// O(entries) for a look at all columns, then passes over those that count.
  mutating func settle(_ penalty: Double, tolerance: Double, most: Double) {
    while products < most {
      let slopes = x.transposedTimes(rest)
      products += 1
      var worst = 0.0
      let working = theta.indices.filter { j in
        let off =
          theta[j] == 0
          ? max(0, abs(slopes[j]) - penalty) : abs(slopes[j] - (theta[j] > 0 ? penalty : -penalty))
        worst = max(worst, off)
        return theta[j] != 0 || off > 0
      }
      guard worst > tolerance * penalty else { return }
      let lines = x.byColumns
      let share =
        Double(working.reduce(0) { $0 + lines.starts[$1 + 1] - lines.starts[$1] })
        / Double(max(1, x.entries))
      for _ in 0..<100 {
        let change = pass(over: working, penalty)
        products += share
        guard change > 0.3 * tolerance * penalty, products < most else { break }
      }
    }
  }

  /// One pass, and the largest change in the units of a slope.
  private mutating func pass(over columns: [Int], _ penalty: Double) -> Double {
    let lines = x.byColumns
    var worst = 0.0
    for j in columns where squares[j] > 0 {
      let range = lines.starts[j]..<lines.starts[j + 1]
      var slope = 0.0
      for k in range {
        let left = signed[Int(lines.indices[k])]
        slope += lines.values[k] * (isOneSided && left < 0 ? 0 : left)
      }
      let aim = slope + squares[j] * theta[j]
      let next = aim > penalty ? aim - penalty : aim < -penalty ? aim + penalty : 0
      let change = next / squares[j] - theta[j]
      guard change != 0 else { continue }
      theta[j] = next / squares[j]
      for k in range { signed[Int(lines.indices[k])] -= change * lines.values[k] }
      worst = max(worst, abs(change) * squares[j])
    }
    return worst
  }
}
