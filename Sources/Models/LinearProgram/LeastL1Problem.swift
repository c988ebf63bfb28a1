internal import Records

/// The steps to the interpolator of least ℓ1 norm.
struct LeastL1Problem {
  let x: Matrix
  let y: [Double]

  struct Solution {
    var theta: [Double]
    var dual: [Double]
    var isUnique: Bool
    var smallAlphaLimit: [Double]
  }

  func solve() throws(DiagonalNetworkError) -> Solution {
    if x.rows > x.columns, let row = firstDependentRow(x) { throw .dependentRows(row: row) }
    if maximumNorm(y) == 0 {
      let zero = Array(repeating: 0.0, count: x.columns)
      return Solution(
        theta: zero, dual: Array(repeating: 0, count: x.rows), isUnique: true,
        smallAlphaLimit: zero)
    }
    let guess = try guess()
    if let solution = certified(guess) { return solution }
    return try simplex(guess)
  }

  /// θ_∞ at a scale I of 10⁻¹⁶ of the typical size of θ; where Newton's method stops short, as it
  /// may when columns differ in scale by many powers of ten, the least-norm interpolator, from which
  /// the simplex method takes more steps.
  private func guess() throws(DiagonalNetworkError) -> Interpolator {
    let least = try leastNormInterpolator(x, y)
    let scale = 1e-16 * maximumNorm(least)
    let potential = try Potential(scales: Array(repeating: scale, count: x.columns))
    do {
      return try potential.interpolator(x, y)
    } catch .notConverged {
      return Interpolator(
        theta: least, dual: Array(repeating: 0, count: x.rows), residual: 0, spanDefect: 0,
        iterations: 0)
    }
  }

  /// The solution with the guess's largest entries as support, where a strict certificate exists.
  private func certified(_ guess: Interpolator) -> Solution? {
    let cut = 1e-6 * maximumNorm(guess.theta)
    var support = guess.theta.indices.filter { abs(guess.theta[$0]) > cut }
    if support.count > x.rows {
      support = Array(ordered(guess.theta).prefix(x.rows)).sorted()
    }
    let qr = HouseholderQR(x.selecting(columns: support))
    guard qr.diagonalRatio < 1e10, let values = try? qr.leastSquares(y),
      values.allSatisfy({ $0 != 0 })
    else { return nil }
    var theta = Array(repeating: 0.0, count: x.columns)
    for (k, j) in support.enumerated() { theta[j] = values[k] }
    guard distance(x.times(theta), y) <= 1e-12 * euclideanNorm(y) else { return nil }
    // Xᵀν ≈ log(1/α) sign θ on the support; scaled, then moved as little as possible to fit.
    let prices = x.transposedTimes(guess.dual)
    let overlap = support.reduce(0) { $0 + abs(prices[$1]) }
    let square = support.reduce(0) { $0 + prices[$1] * prices[$1] }
    guard square > 0 else { return nil }
    let scaled = guess.dual.map { $0 * (overlap / square) }
    let first = x.transposedTimes(scaled)
    let missing = support.map { (theta[$0] > 0 ? 1 : -1) - first[$0] }
    guard let correction = try? qr.leastNormOfTransposed(missing) else { return nil }
    let dual = sum(scaled, 1, times: correction)
    let final = x.transposedTimes(dual)
    let off = final.indices.filter { theta[$0] == 0 }.map { abs(final[$0]) }
    guard ([0] + off).worst < 1 - 1e-9 else { return nil }
    return Solution(theta: theta, dual: dual, isUnique: true, smallAlphaLimit: theta)
  }

  /// Indices by falling size, ties by index.
  private func ordered(_ theta: [Double]) -> [Int] {
    theta.indices.sorted { (-abs(theta[$0]), $0) < (-abs(theta[$1]), $1) }
  }

  /// The simplex method on θ = θ⁺ − θ⁻, from the guess's largest independent columns: with the
  /// signs of the basic solution every basis is feasible.
  private func simplex(_ guess: Interpolator) throws(DiagonalNetworkError) -> Solution {
    let d = x.columns
    var both = Matrix(rows: x.rows, columns: 2 * d)
    for i in 0..<x.rows {
      for j in 0..<d {
        both[i, j] = x[i, j]
        both[i, j + d] = -x[i, j]
      }
    }
    let program = LinearProgram(
      columns: both, right: y, costs: Array(repeating: 1, count: 2 * d))
    let columns = try independentColumns(ordered(guess.theta))
    do {
      let values = try LU(x.selecting(columns: columns)).solve(y)
      let start = columns.indices.map { values[$0] < 0 ? columns[$0] + d : columns[$0] }
      guard let optimum = try program.optimum(from: start) else {
        throw DiagonalNetworkError.notConverged(method: "the simplex method", residual: .nan)
      }
      let theta = (0..<d).map { cleaned(optimum.x[$0] - optimum.x[$0 + d], in: optimum.x) }
      return try onOptimalFace(theta: theta, optimum: optimum)
    } catch let error as DiagonalNetworkError {
      throw error
    } catch {
      throw .notConverged(method: "the simplex method", residual: .nan)
    }
  }

  /// A basic variable that is 0 up to the rounding of the solve is 0.
  private func cleaned(_ value: Double, in all: [Double]) -> Double {
    abs(value) <= 1e-13 * maximumNorm(all) ? 0 : value
  }

  /// The first n independent columns in the given order, by Gram–Schmidt done twice.
  private func independentColumns(_ order: [Int]) throws(DiagonalNetworkError) -> [Int] {
    var chosen: [Int] = []
    var directions: [[Double]] = []
    for j in order where chosen.count < x.rows {
      let column = x.column(j)
      var rest = column
      for _ in 0..<2 {
        for direction in directions { rest = sum(rest, -dot(direction, rest), times: direction) }
      }
      let norm = euclideanNorm(rest)
      guard norm > 1e-9 * euclideanNorm(column) else { continue }
      directions.append(rest.map { $0 / norm })
      chosen.append(j)
    }
    guard chosen.count == x.rows else { throw .dependentRows(row: chosen.count) }
    return chosen
  }

  /// Decides whether other minimisers exist, and if so finds the one of largest entropy.
  ///
  /// With one optimal λ the minimisers are the θ with Xθ = y that vanish where |⟨x_j, λ⟩| < 1 and
  /// have the sign of ⟨x_j, λ⟩ elsewhere.
  private func onOptimalFace(
    theta: [Double], optimum: LinearProgram.Optimum
  ) throws -> Solution {
    let prices = x.transposedTimes(optimum.dual)
    let tight = prices.indices.filter { abs(prices[$0]) >= 1 - 1e-9 }
    var face = Matrix(rows: x.rows, columns: tight.count)
    for (k, j) in tight.enumerated() {
      for i in 0..<x.rows { face[i, k] = (prices[j] < 0 ? -1 : 1) * x[i, j] }
    }
    let basis = optimum.basis.map { $0 % x.columns }
    let start = tight.indices.filter { basis.contains(tight[$0]) }
    var carriers = Set(theta.indices.filter { theta[$0] != 0 })
    for (k, j) in tight.enumerated() where tight.count > x.rows && !carriers.contains(j) {
      var costs = Array(repeating: 0.0, count: tight.count)
      costs[k] = -1
      let program = LinearProgram(columns: face, right: y, costs: costs)
      guard let most = try program.optimum(from: start) else { continue }
      for (l, other) in tight.enumerated() where most.x[l] > 1e-9 * maximumNorm(theta) {
        carriers.insert(other)
      }
    }
    let isUnique = carriers.count == theta.count { $0 != 0 }
    let limit = isUnique ? theta : try largestEntropy(on: carriers.sorted())
    return Solution(
      theta: theta, dual: optimum.dual, isUnique: isUnique, smallAlphaLimit: limit)
  }

  /// The minimiser of Σ |θ_j| log |θ_j| among the ℓ1 minimisers, whose supports fill `carriers`.
  ///
  /// On these columns all interpolators of the right signs have one ℓ1 norm, so φ_I for a tiny I
  /// orders them by entropy, up to terms of order I².
  private func largestEntropy(on carriers: [Int]) throws -> [Double] {
    let svd = SingularValueDecomposition(x.selecting(columns: carriers))
    let rank = svd.rank()
    let rows = Matrix(rows: Array(svd.right.prefix(rank)))
    let labels = (0..<rank).map { dot(svd.left[$0], y) / svd.singularValues[$0] }
    let scale = 1e-26 * maximumNorm(labels)
    let potential = try Potential(scales: Array(repeating: scale, count: carriers.count))
    let values = try potential.interpolator(rows, labels).theta
    var theta = Array(repeating: 0.0, count: x.columns)
    for (k, j) in carriers.enumerated() { theta[j] = values[k] }
    return theta
  }
}
