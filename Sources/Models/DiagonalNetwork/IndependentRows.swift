extension DataSet {
  /// The rows that say all that Xθ = y says: each but those that are combinations of others.
  ///
  /// A row is left out when its part orthogonal to the rows that are kept is below 10⁻¹⁰ of its
  /// length. Its target must then be what the kept rows make it, up to 10⁻⁸ of the sizes of the
  /// terms. The interpolators, and with them the limits of all flows, are those of the whole data.
  ///
  /// O(n² d).
  ///
  /// - Returns: The indices of the rows, ascending.
  /// - Throws: `DiagonalNetworkError.contradiction` where no θ interpolates the data.
  public func independentRows() throws(DiagonalNetworkError) -> [Int] {
    // Orthonormal q_k with the targets t_k that ⟨q_k, θ⟩ = t_k asks for.
    var directions: [[Double]] = []
    var targets: [Double] = []
    var kept: [Int] = []
    for i in 0..<samples {
      let row = Array(x.row(i))
      let length = euclideanNorm(row)
      var rest = row
      var target = y[i]
      var size = abs(y[i])
      // Twice: rounding of the first pass is taken off by the second.
      for _ in 0..<2 {
        for (direction, value) in zip(directions, targets) {
          let part = dot(direction, rest)
          rest = sum(rest, -part, times: direction)
          target -= part * value
          size = max(size, abs(part * value))
        }
      }
      let left = euclideanNorm(rest)
      if kept.count < features, left > 1e-10 * length {
        directions.append(rest.map { $0 / left })
        targets.append(target / left)
        kept.append(i)
      } else if !(abs(target) <= 1e-8 * size) {
        throw .contradiction(
          row: i, like: (0..<i).first { isMultiple(i, of: $0) }, rows: samples, columns: features)
      }
    }
    return kept
  }

  /// Whether two rows are the same up to a factor.
  private func isMultiple(_ i: Int, of k: Int) -> Bool {
    let (a, b) = (Array(x.row(i)), Array(x.row(k)))
    let (p, q) = (euclideanNorm(a), euclideanNorm(b))
    guard p > 0, q > 0 else { return false }
    let s = a.map { $0 / p }
    let t = b.map { $0 / q }
    return min(distance(s, t), distance(s, t.map { -$0 })) <= 1e-12
  }

  /// The data of some rows.
  ///
  /// O(n d).
  public func selecting(rows: [Int]) -> DataSet {
    rows.count == samples
      ? self : DataSet(unchecked: x.selecting(rows: rows), y: rows.map { y[$0] }, teacher: teacher)
  }
}

extension Potential {
  /// argmin {D_φ(θ, θ₀) : Xθ = y} for data of which rows may be combinations of others.
  ///
  /// The cost is that of `interpolator(_:_:from:)`, twice where rows depend on others.
  ///
  /// - Throws: `DiagonalNetworkError`: `.contradiction` where no θ interpolates.
  func interpolator(
    of data: DataSet, from start: [Double]? = nil
  ) throws(DiagonalNetworkError) -> Interpolator {
    do {
      return try interpolator(data.x, data.y, from: start)
    } catch .dependentRows {
      let independent = data.selecting(rows: try data.independentRows())
      return try interpolator(independent.x, independent.y, from: start)
    }
  }
}
