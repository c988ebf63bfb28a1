/// The separator through 0 of largest margin on sparse data, between bounds that certificates show, to rounding.
///
/// In the ℓ2 norm: ascent along one multiplier at a time of max Σa_i − ½‖Σ a_i y_i x_i‖², a ≥ 0, in an order drawn anew
/// for each pass (Hsieh et al. 2008, without their bound on a). With w = Σ a_i y_i x_i the largest margin
/// lies between min y_i⟨w, x_i⟩/‖w‖ and ‖w‖/Σa_i, whenever one stops.
public struct SparseMargin: Sendable {
  /// The separator w, d entries, of any length.
  public let w: [Double]
  /// Its margin, not above the largest; not positive where it does not separate.
  public let margin: Double
  /// What no separator's margin passes.
  public let bound: Double
  /// The passes over the data.
  public let passes: Int

  /// 1 − `margin`/`bound`, at least 1 where w does not separate.
  public var gap: Double { 1 - margin / bound }

  /// A separator.
  ///
  /// O(entries) a pass.
  ///
  /// - Parameters:
  ///   - x: The samples.
  ///   - labels: 1 or −1 each.
  ///   - tolerance: The gap at which it ends.
  ///   - most: The most passes.
  ///   - seed: The seed of the orders.
  public init(
    _ x: SparseMatrix, labels: [Double], tolerance: Double = 1e-6, most: Int = 10_000,
    seed: UInt64 = 1
  ) {
    precondition(labels.count == x.rows, "a label for each row")
    let lines = x.byRows
    let squares = lines.mapped { _, _, values in values.reduce(0) { $0 + $1 * $1 } }
    var w = Array(repeating: 0.0, count: x.columns)
    var a = Array(repeating: 0.0, count: x.rows)
    var (lower, upper, passes) = (-Double.infinity, Double.infinity, 0)
    while passes < most {
      let order = RandomStream(seed: seed, stream: 30).subset(
        x.rows, below: x.rows, from: UInt64(passes) * UInt64(x.rows))
      for i in order where squares[i] > 0 {
        let range = lines.starts[i]..<lines.starts[i + 1]
        var product = 0.0
        for k in range { product += lines.values[k] * w[Int(lines.indices[k])] }
        let next = max(0, a[i] + (1 - labels[i] * product) / squares[i])
        let change = (next - a[i]) * labels[i]
        guard change != 0 else { continue }
        a[i] = next
        for k in range { w[Int(lines.indices[k])] += change * lines.values[k] }
      }
      passes += 1
      // Looking costs about as much as a pass.
      guard passes < 8 || passes % 8 == 0 || passes == most else { continue }
      let norm = euclideanNorm(w)
      guard norm > 0, norm.isFinite else { break }
      lower = (zip(labels, x.times(w)).map { $0 * $1 }.min() ?? 0) / norm
      upper = norm / a.reduce(0, +)
      if lower >= (1 - tolerance) * upper { break }
    }
    self.w = w
    (margin, bound, self.passes) = (lower, upper, passes)
  }

  /// The separator of largest ℓ1 margin, min y_i⟨w, x_i⟩/‖w‖₁.
  ///
  /// By half the penalty at a time of ½‖(1 − Zw)₊‖² + λ‖w‖₁, where the rows of Z are y_i x_i. Every a ≥ 0
  /// proves that no margin passes max |⟨z_j, a⟩|/Σa_i over the columns z_j.
  ///
  /// O(entries) a pass.
  ///
  /// - Parameters:
  ///   - x: The samples.
  ///   - labels: 1 or −1 each.
  ///   - tolerance: The gap at which it ends.
  ///   - most: The most passes.
  public init(
    inL1Norm x: SparseMatrix, labels: [Double], tolerance: Double = 1e-6, most: Int = 10_000
  ) {
    precondition(labels.count == x.rows, "a label for each row")
    let z = x.selecting(rows: Array(0..<x.rows), rowFactors: labels)
    var lasso = SparseLasso(z, labels.map { _ in 1 }, isOneSided: true)
    var penalty = maximumNorm(z.transposedTimes(lasso.rest))
    var best = Array(repeating: 0.0, count: x.columns)
    var (lower, upper, accuracy) = (-Double.infinity, Double.infinity, 1e-2)
    for _ in 0..<60 where lower < (1 - tolerance) * upper && lasso.products < Double(most) {
      penalty *= 0.5
      accuracy = max(0.1 * tolerance, 0.8 * accuracy)
      lasso.settle(penalty, tolerance: accuracy, most: Double(most))
      let rest = lasso.rest
      let total = rest.reduce(0, +)
      if total > 0 { upper = min(upper, maximumNorm(z.transposedTimes(rest)) / total) }
      let margin = (z.times(lasso.theta).min() ?? 0) / max(l1Norm(lasso.theta), 1e-300)
      if margin > lower { (best, lower) = (lasso.theta, margin) }
      // What is left of every sample is rounding.
      guard total > 1e-12 else { break }
    }
    (w, margin, bound, passes) = (best, lower, upper, Int(lasso.products))
  }
}
