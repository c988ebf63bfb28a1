internal import Elementary

/// An interpolator of small ℓ1 norm on sparse data, between bounds that certificates show, to rounding.
///
/// Every λ with |⟨x_j, λ⟩| ≤ 1 for all columns proves ‖θ′‖₁ ≥ ⟨y, λ⟩ for every interpolator θ′, so that
/// the least norm lies in `bound`...`norm`, up to what the residual leaves. From θ_∞(α) at smaller and
/// smaller α a support is guessed and solved for by least squares, and ν moved as little as possible to
/// have the signs of θ on it; where a guess is right the gap is rounding, and nothing more is tried.
public struct SparseLeastL1: Sendable {
  /// The interpolator, d entries.
  public private(set) var theta: [Double]
  /// The certificate λ, n entries, with max |⟨x_j, λ⟩| ≤ 1.
  public private(set) var dual: [Double]
  /// ‖θ‖₁, not below the least norm.
  public private(set) var norm = Double.infinity
  /// ⟨y, λ⟩, not above the least norm.
  public private(set) var bound = 0.0
  /// ‖Xθ − y‖₂/‖y‖₂.
  public private(set) var residual: Double
  /// The products with X that were taken, those with some of its columns besides.
  public private(set) var products = 0

  /// 1 − `bound`/`norm`: by what part of itself the norm may be too large; 0 for y = 0.
  public var gap: Double { norm > 0 ? 1 - bound / norm : 0 }

  private let x: SparseMatrix
  private let y: [Double]
  private let lengths: [Double]

  /// An interpolator and its bounds.
  ///
  /// O(entries) a product.
  ///
  /// - Parameters:
  ///   - x: The samples, n × d.
  ///   - y: The n targets.
  ///   - most: The products with X after which it ends with what it has, or a few hundred later.
  /// - Throws: `DiagonalNetworkError.notConverged` when no θ of a residual of 10⁻⁸ was found by then.
  public init(_ x: SparseMatrix, _ y: [Double], most: Int = .max) throws(DiagonalNetworkError) {
    guard y.count == x.rows else { throw .shape(name: "y", expected: x.rows, got: y.count) }
    (self.x, self.y, lengths) = (x, y, x.columnLengths)
    (theta, dual, residual) = (Array(repeating: 0, count: x.columns), y.map { _ in 0 }, 0)
    guard maximumNorm(y) > 0 else {
      norm = 0
      return
    }
    residual = .infinity
    halve(most)
    if gap > 1e-10, products < most { shrink(most) }
    guard norm.isFinite else {
      throw .notConverged(method: "the search for the least norm", residual: residual)
    }
  }

  /// Half the penalty of a lasso at a time; at last its θ is moved as little as possible to interpolate.
  private mutating func halve(_ most: Int) {
    var lasso = SparseLasso(x, y)
    var penalty = maximumNorm(x.transposedTimes(y))
    // Few rows take exact solutions on a support, which want it right; many take the smallest penalty
    // that can be paid for.
    let isSmall = x.rows <= 1000
    let share = (isSmall ? 0.5 : 0.75) * Double(most)
    for step in 1...20 where gap > 1e-10 && lasso.products < share {
      penalty *= 0.5
      lasso.settle(penalty, tolerance: isSmall ? 1e-4 : 3e-3, most: share)
      products = Int(lasso.products)
      prove(lasso.rest)
      guard step > 2 else { continue }
      let largest = maximumNorm(lasso.theta)
      for cut in [0.3, 0] where gap > 1e-10 {
        let support = lasso.theta.indices.filter { abs(lasso.theta[$0]) > cut * largest }
        // Conjugate gradients converge fast on a small part of n.
        if isSmall || support.count <= x.rows / 4 { solve(on: support, lasso.rest) }
      }
    }
    guard gap > 1e-10 else { return }
    let diagonal = x.byRows.mapped { _, _, values in values.reduce(0) { $0 + $1 * $1 } }
    let (step, count) = conjugateGradients(
      lasso.rest, diagonal: diagonal, accuracy: 1e-10, most: 500
    ) { x.times(x.transposedTimes($0)) }
    products += 2 * count
    take(sum(lasso.theta, 1, times: x.transposedTimes(step)))
  }

  /// Smaller and smaller α, each from the one before.
  private mutating func shrink(_ most: Int) {
    let unit = maximumNorm(y) / max(maximumNorm(lengths), 1e-300)
    let begin = products
    var near: SparseInterpolator?
    for exponent in [2.0, 4, 8, 16, 32, 64, 128, 256] where gap > 1e-10 && products < most {
      let limit = SparseInterpolator(
        x, y, HyperbolicEntropy(logScale: log(unit) - exponent * log(10)), near: near,
        tolerance: exponent < 8 ? 1e-3 : 1e-9, most: most - begin)
      products = begin + limit.products
      prove(limit.dual)
      take(limit.theta)
      near = limit
      guard exponent >= 8 || products >= most else { continue }
      let parts = zip(limit.theta, lengths).map { abs($0) * $1 }
      let largest = maximumNorm(parts)
      for cut in [1e-2, 1e-4, 1e-6] where gap > 1e-10 {
        solve(on: parts.indices.filter { parts[$0] > cut * largest }, limit.dual)
      }
    }
  }

  /// Keeps an interpolator that is shorter than those before.
  private mutating func take(_ next: [Double]) {
    let left = distance(x.times(next), y) / euclideanNorm(y)
    let length = l1Norm(next)
    guard left <= 1e-8, length < norm else {
      if norm == .infinity { residual = min(residual, left) }
      return
    }
    (theta, norm, residual) = (next, length, left)
  }

  /// Keeps a λ in proportion to the given one that proves more than those before.
  private mutating func prove(_ next: [Double]) {
    let most = maximumNorm(x.transposedTimes(next))
    guard most > 0, dot(y, next) / most > bound else { return }
    dual = next.map { $0 / most }
    bound = dot(y, dual)
  }

  /// Least squares on a support, and the multipliers nearest to the given ones, but for a factor, with
  /// the signs of their slopes on it.
  private mutating func solve(on support: [Int], _ near: [Double]) {
    guard !support.isEmpty, support.count <= x.rows else { return }
    let columns = x.selecting(columns: support)
    let prices = columns.transposedTimes(near)
    let square = dot(prices, prices)
    guard square > 0 else { return }
    let scaled = near.map { $0 * (l1Norm(prices) / square) }
    let missing = zip(prices, columns.transposedTimes(scaled)).map { ($0 > 0 ? 1 : -1) - $1 }
    let values, correction: [Double]
    if x.rows <= 1000 {
      let factors = HouseholderQR(columns.full)
      guard factors.diagonalRatio < 1e10, let found = try? factors.leastSquares(y),
        let step = try? factors.leastNormOfTransposed(missing)
      else { return }
      (values, correction) = (found, step)
    } else {
      let squares = columns.columnLengths.map { $0 * $0 }
      func solved(_ right: [Double]) -> [Double] {
        conjugateGradients(right, diagonal: squares, accuracy: 1e-14, most: 500) {
          columns.transposedTimes(columns.times($0))
        }.solution
      }
      (values, correction) = (
        solved(columns.transposedTimes(y)), columns.times(solved(missing))
      )
    }
    var next = Array(repeating: 0.0, count: x.columns)
    for (k, j) in support.enumerated() { next[j] = values[k] }
    take(next)
    prove(sum(scaled, 1, times: correction))
  }
}
