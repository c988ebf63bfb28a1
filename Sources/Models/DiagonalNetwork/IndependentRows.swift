extension DataSet {
  /// The rows that say all that Xθ = y says: each but those that are combinations of others.
  ///
  /// A row is left out when its part orthogonal to the rows that are kept is below 10⁻¹⁰ of its
  /// length, the columns measured in units of their own lengths. Its target must then be what the
  /// kept rows make it, up to 10⁻⁸ of the sizes of the terms. The interpolators, and with them the
  /// limits of all flows, are those of the whole data.
  ///
  /// O(n² d).
  ///
  /// - Returns: The indices of the rows, ascending.
  /// - Throws: `DiagonalNetworkError.contradiction` where no θ interpolates the data.
  public func independentRows() throws(DiagonalNetworkError) -> [Int] {
    try reduced().kept
  }

  /// Equations that the same θ meet as Xθ = y, and that keep their digits: the independent rows, or,
  /// where these are nearly dependent or of very different lengths, combinations of them that are
  /// orthonormal, the columns measured in units of their own lengths.
  ///
  /// The limit of gradient flow depends on the start and on the set of interpolators alone, not on
  /// the equations that describe it. Of rows that differ by 10⁻⁷ the residual says nothing any more
  /// of what tells them apart.
  ///
  /// O(n² d).
  ///
  /// - Throws: `DiagonalNetworkError.contradiction` where no θ interpolates the data.
  public func equations() throws(DiagonalNetworkError) -> DataSet {
    let reduced = try reduced()
    let rows = selecting(rows: reduced.kept)
    let lengths = rows.y.indices.map { euclideanNorm(Array(rows.x.row($0))) }
    let isEven = { (sizes: [Double]) in
      sizes.allSatisfy { $0 >= 1e-3 * maximumNorm(sizes) }
    }
    if reduced.leastRest >= 1e-3, isEven(lengths), isEven(reduced.columnLengths) { return rows }
    var x = Matrix(rows: reduced.directions)
    for i in 0..<x.rows {
      for j in 0..<features { x[i, j] *= reduced.columnLengths[j] }
    }
    return DataSet(unchecked: x, y: reduced.targets, teacher: teacher)
  }

  private struct Reduction {
    var kept: [Int] = []
    /// Orthonormal q_k, and the targets t_k that ⟨q_k, Sθ⟩ = t_k asks for, S = diag `columnLengths`.
    var directions: [[Double]] = []
    var targets: [Double] = []
    /// The lengths of the columns, 1 for those that are 0.
    var columnLengths: [Double]
    /// The least part of a kept row that is orthogonal to those before it, over the row's length.
    var leastRest = 1.0
  }

  private func reduced() throws(DiagonalNetworkError) -> Reduction {
    let lengths = (0..<features).map { j in
      let length = euclideanNorm(x.column(j))
      return length > 0 ? length : 1
    }
    var reduction = Reduction(columnLengths: lengths)
    for i in 0..<samples {
      let row = zip(x.row(i), lengths).map { $0 / $1 }
      let length = euclideanNorm(row)
      var rest = row
      var target = y[i]
      var size = abs(y[i])
      // Twice: rounding of the first pass is taken off by the second.
      for _ in 0..<2 {
        for (direction, value) in zip(reduction.directions, reduction.targets) {
          let part = dot(direction, rest)
          rest = sum(rest, -part, times: direction)
          target -= part * value
          size = max(size, abs(part * value))
        }
      }
      let left = euclideanNorm(rest)
      if reduction.kept.count < features, left > 1e-10 * length {
        reduction.directions.append(rest.map { $0 / left })
        reduction.targets.append(target / left)
        reduction.kept.append(i)
        reduction.leastRest = min(reduction.leastRest, left / length)
      } else if !(abs(target) <= 1e-8 * size) {
        throw .contradiction(
          row: i, like: (0..<i).first { isMultiple(i, of: $0) }, rows: samples, columns: features)
      }
    }
    return reduction
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
  /// The cost is that of `interpolator(_:_:from:)`, for rows that are nearly dependent with
  /// `DataSet.equations` in place of the data.
  ///
  /// - Throws: `DiagonalNetworkError`: `.contradiction` where no θ interpolates.
  func interpolator(
    of data: DataSet, from start: [Double]? = nil
  ) throws(DiagonalNetworkError) -> Interpolator {
    let equations = try data.equations()
    return try interpolator(equations.x, equations.y, from: start)
  }
}
