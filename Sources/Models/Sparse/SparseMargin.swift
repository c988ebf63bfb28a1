internal import Records

/// The separator through 0 of largest ℓ2 margin on sparse data, between bounds that certificates show, to rounding.
///
/// Ascent along one multiplier at a time of max Σa_i − ½‖Σ a_i y_i x_i‖², a ≥ 0, in an order drawn anew
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
  /// The samples with a positive multiplier.
  public let supportVectors: Int

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
    supportVectors = a.count { $0 > 0 }
  }
}
