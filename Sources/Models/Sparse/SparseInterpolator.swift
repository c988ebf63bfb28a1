internal import Elementary

/// The limit θ_∞(α) of the diagonal network's gradient flow on sparse data, by its dual.
///
/// θ_j = α² sinh(2⟨x_j, ν⟩) for every ν, so that the second half of the certificate of `Interpolator`
/// holds by construction and the residual is what is left of the proof. Damped Newton with the step
/// 2X diag(h)Xᵀ s = y − Xθ, h = √(θ² + α⁴): by Cholesky up to 1,000 samples, else by conjugate
/// gradients.
public struct SparseInterpolator: Sendable {
  /// θ_∞, d entries.
  public private(set) var theta: [Double]
  /// The multipliers ν, n entries.
  public private(set) var dual: [Double]
  /// ‖Xθ − y‖₂/‖y‖₂; not divided where y = 0.
  public private(set) var residual: Double
  /// The steps of Newton's method.
  public private(set) var iterations = 0
  /// The products with X that conjugate gradients took.
  public private(set) var products = 0

  private let x: SparseMatrix
  private let y: [Double]
  private let entropy: HyperbolicEntropy
  private var image: [Double]
  private let size: Double
  /// The most products.
  private let most: Int

  /// The limit from the start u = √2 α 1, v = 0.
  ///
  /// O(entries) a product; a step of Newton's method takes two for each one of conjugate gradients.
  ///
  /// - Parameters:
  ///   - x: The samples, n × d.
  ///   - y: The n targets.
  ///   - alpha: α > 0.
  ///   - tolerance: The relative residual at which it ends; rounding leaves about 1e-13.
  /// - Throws: `DiagonalNetworkError.notConverged` where the residual stays above it, as where rows
  ///   contradict each other.
  public init(
    _ x: SparseMatrix, _ y: [Double], alpha: Double, tolerance: Double = 1e-10
  ) throws(DiagonalNetworkError) {
    guard y.count == x.rows else { throw .shape(name: "y", expected: x.rows, got: y.count) }
    guard alpha > 0, alpha.isFinite else { throw .notPositive(name: "α", value: alpha) }
    try self.init(x, y, HyperbolicEntropy(alpha: alpha), tolerance: tolerance)
  }

  private init(
    _ x: SparseMatrix, _ y: [Double], _ entropy: HyperbolicEntropy, tolerance: Double
  ) throws(DiagonalNetworkError) {
    var near: SparseInterpolator?
    if entropy.logScale < -14 {
      near = try SparseInterpolator(
        x, y, HyperbolicEntropy(logScale: 0.5 * entropy.logScale), tolerance: 1e-3)
    }
    self.init(x, y, entropy, near: near, tolerance: tolerance)
    guard residual <= tolerance else {
      throw .notConverged(method: "the dual Newton iteration", residual: residual)
    }
  }

  /// As near to the limit as so many products come, from the solution for a larger scale.
  init(
    _ x: SparseMatrix, _ y: [Double], _ entropy: HyperbolicEntropy, near: SparseInterpolator?,
    tolerance: Double, most: Int = .max
  ) {
    (self.x, self.y, self.entropy, self.most) = (x, y, entropy, most)
    let norm = euclideanNorm(y)
    size = norm > 0 ? norm : 1
    dual = Array(repeating: 0, count: x.rows)
    if let near {
      // As for full tables: stretched as the logarithm of the largest entry asks.
      let reach = log(2 * max(maximumNorm(near.theta), 1e-300))
      let stretch = (reach - entropy.logScale) / (reach - near.entropy.logScale)
      if stretch.isFinite, stretch > 0 { dual = near.dual.map { stretch * $0 } }
      (iterations, products) = (near.iterations, near.products)
    }
    image = x.transposedTimes(dual)
    (theta, residual) = ([], 0)
    solve(tolerance)
  }

  private mutating func solve(_ tolerance: Double) {
    setPieces(of: image.count, of: &theta) { [image, entropy] range, theta in
      for j in range { theta[j] = entropy.inverseGradient(image[j]) }
    }
    var rest = x.rest(of: y, after: theta)
    residual = euclideanNorm(rest) / size
    // Lists of d numbers whose memory every step uses again.
    var (next, change, weights): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<200 where residual > tolerance && products < most {
      let accuracy = min(0.1, max(1e-3, residual), 0.3 * max(0.1, tolerance / residual))
      guard let step = newtonStep(&weights, &change, rest, accuracy: accuracy) else { return }
      x.byColumns.sums(step, into: &change) { _, sum in sum }
      let most = 2 * maximumNorm(change)
      guard most > 0, most.isFinite else { return }
      // Beyond five an argument is far from where sinh is as its tangent.
      var length = min(1, 5 / most)
      var isTaken = false
      for _ in 0..<40 where !isTaken {
        setPieces(of: image.count, of: &next) { [image, entropy, length, change] range, next in
          for j in range { next[j] = entropy.inverseGradient(image[j] + length * change[j]) }
        }
        let left = x.rest(of: y, after: next)
        let norm = euclideanNorm(left) / size
        // The slope of the convex Ψ along the step, −⟨y − Xθ, step⟩, may turn up a little at its end.
        if norm <= 0.5 * residual || dot(left, step) >= -0.1 * dot(rest, step) && norm.isFinite {
          isTaken = true
          guard norm < residual || norm > 1e-9 else { return }
          setPieces(of: image.count, of: &image) { [length, change] range, image in
            for j in range { image[j] += length * change[j] }
          }
          swap(&theta, &next)
          (rest, residual) = (left, norm)
          dual = sum(dual, length, times: step)
        }
        length *= 0.5
      }
      guard isTaken else { return }
      iterations += 1
    }
  }

  /// The step, with two lists of d numbers to work in.
  private mutating func newtonStep(
    _ scaled: inout [Double], _ weighted: inout [Double], _ right: [Double], accuracy: Double
  ) -> [Double]? {
    let largest = 2 * entropy.norm(maximumNorm(theta))
    guard largest > 0, largest.isFinite else { return nil }
    setPieces(of: theta.count, of: &scaled) { [theta, entropy] range, scaled in
      for j in range { scaled[j] = 2 * entropy.norm(theta[j]) / largest }
    }
    let weights = scaled
    let right = right.map { $0 / largest }
    if x.rows <= 1000, let factor = try? Cholesky(x.weightedGram(weights)) {
      let step = factor.solve(right)
      x.byColumns.sums(step, into: &weighted) { j, sum in sum * weights[j] }
      if distance(x.times(weighted), right) <= 1e-3 * euclideanNorm(right) { return step }
    }
    let diagonal = x.byRows.mapped { _, indices, values in
      var sum = 0.0
      for k in 0..<values.count { sum += values[k] * values[k] * weights[Int(indices[k])] }
      return sum
    }
    let (step, count) = conjugateGradients(
      right, diagonal: diagonal, accuracy: accuracy, most: min(1000, (most - products) / 2)
    ) { v in
      x.byColumns.sums(v, into: &weighted) { j, sum in weights[j] * sum }
      return x.times(weighted)
    }
    products += 2 * count
    return step
  }
}

extension SparseMatrix {
  /// What part of y no θ reaches, where that is proven to be more than a tolerance: ‖y − Xθ‖/‖y‖ by
  /// least squares, with a rest that is orthogonal to every column up to 10⁻⁹ of both lengths.
  ///
  /// O(entries) a product, at most 1,000 of them.
  ///
  /// - Returns: The part, or nil where it is not above the tolerance or conjugate gradients do not come
  ///   so near to it.
  public func unreachablePart(of y: [Double], above tolerance: Double) -> Double? {
    let lengths = columnLengths
    let (theta, _) = conjugateGradients(
      transposedTimes(y), diagonal: lengths.map { $0 * $0 }, accuracy: 1e-13, most: 500
    ) { transposedTimes(times($0)) }
    let rest = self.rest(of: y, after: theta)
    let size = euclideanNorm(rest)
    guard size > tolerance * euclideanNorm(y),
      zip(transposedTimes(rest), lengths).allSatisfy({ abs($0) <= 1e-9 * $1 * size })
    else { return nil }
    return size / euclideanNorm(y)
  }
}

/// A s = b for a positive semidefinite A by conjugate gradients, preconditioned by its diagonal.
///
/// - Returns: s with ‖b − A s‖ ≤ accuracy ‖b‖, or as near as `most` products came; and how many.
func conjugateGradients(
  _ right: [Double], diagonal: [Double], accuracy: Double, most: Int,
  _ product: ([Double]) -> [Double]
) -> (solution: [Double], products: Int) {
  let inverse = diagonal.map { $0 > 0 ? 1 / $0 : 0 }
  var solution = Array(repeating: 0.0, count: right.count)
  var rest = right
  var weighted = zip(rest, inverse).map { $0 * $1 }
  var direction = weighted
  var square = dot(rest, weighted)
  let target = accuracy * euclideanNorm(right)
  var count = 0
  while count < most, square > 0, euclideanNorm(rest) > target {
    let image = product(direction)
    count += 1
    let curvature = dot(direction, image)
    guard curvature > 0 else { break }
    let length = square / curvature
    for i in rest.indices {
      solution[i] += length * direction[i]
      rest[i] -= length * image[i]
      weighted[i] = rest[i] * inverse[i]
    }
    let next = dot(rest, weighted)
    for i in rest.indices { direction[i] = weighted[i] + next / square * direction[i] }
    square = next
  }
  return (solution, count)
}
