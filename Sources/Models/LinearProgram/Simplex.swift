/// A linear program min ⟨c, x⟩ subject to A x = b, x ≥ 0, solved by the revised simplex method.
///
/// Dantzig's rule; Bland's rule after a run of steps of length 0, so that it ends. Among the columns
/// that reach 0 together, but for rounding, the one of largest pivot leaves (Harris 1973), so that
/// no basis of a degenerate program comes near to dependence. Meant for the
/// few hundred columns of the lecture's problems: each step factors the basis anew, O(m³ + mN),
/// which keeps the solution as accurate as one linear solve.
struct LinearProgram {
  /// The constraint matrix A, m × N.
  let columns: Matrix
  /// The right-hand side b, m entries.
  let right: [Double]
  /// The costs c, N entries.
  let costs: [Double]

  /// A vertex at which no step lowers the cost.
  struct Optimum {
    /// The solution x, N entries.
    let x: [Double]
    /// The indices of the m basic columns, ascending.
    let basis: [Int]
    /// The multipliers λ with ⟨a_j, λ⟩ ≤ c_j, equal on the basis.
    let dual: [Double]
    /// The number of basis changes.
    let steps: Int
  }

  /// The optimum reached from a feasible basis; nil when the program is unbounded.
  ///
  /// - Parameter start: m independent columns whose basic solution is not negative.
  /// - Returns: The optimal vertex.
  /// - Throws: `LinearAlgebraError.singular` for dependent columns.
  func optimum(from start: [Int]) throws(LinearAlgebraError) -> Optimum? {
    var basis = start.sorted()
    var isBasic = Array(repeating: false, count: columns.columns)
    for j in basis { isBasic[j] = true }
    let sizes = (0..<columns.columns).map { euclideanNorm(columns.column($0)) }
    var idle = 0
    for steps in 0..<100_000 {
      let factors = try LU(columns.selecting(columns: basis))
      let values = factors.solve(right)
      let dual = factors.solveTransposed(basis.map { costs[$0] })
      let bland = idle > 2 * basis.count
      guard let entering = entering(dual: dual, isBasic: isBasic, bland: bland) else {
        return Optimum(
          x: solution(basis: basis, values: values), basis: basis, dual: dual, steps: steps)
      }
      let direction = factors.solve(columns.column(entering))
      guard
        let (position, length) = leaving(
          terms: basis.indices.map { values[$0] * sizes[basis[$0]] },
          falls: basis.indices.map { direction[$0] * sizes[basis[$0]] }, bland: bland)
      else { return nil }
      idle = length > 0 ? 0 : idle + 1
      isBasic[basis[position]] = false
      isBasic[entering] = true
      basis[position] = entering
      basis.sort()
    }
    return nil
  }

  /// The column of most negative reduced cost, under Bland's rule the first of negative cost.
  private func entering(dual: [Double], isBasic: [Bool], bland: Bool) -> Int? {
    let prices = columns.transposedTimes(dual)
    let tolerance = 1e-11 * max(1, maximumNorm(costs))
    var best: Int?
    var least = -tolerance
    for j in costs.indices where !isBasic[j] && costs[j] - prices[j] < least {
      best = j
      if bland { break }
      least = costs[j] - prices[j]
    }
    return best
  }

  /// The basic column that reaches 0 first, and the length of the step to there.
  ///
  /// - Parameters:
  ///   - terms: The basic variables times the lengths of their columns: the sizes of the terms of
  ///     A x, whose rounding is alike whatever the units of the columns.
  ///   - falls: How fast they fall.
  private func leaving(
    terms: [Double], falls: [Double], bland: Bool
  ) -> (position: Int, length: Double)? {
    let noise = 1e-13 * maximumNorm(terms)
    let terms = terms.map { $0 > noise ? $0 : 0 }
    let most = maximumNorm(falls)
    let choices = [1e-9, 1e-11].map { part in falls.indices.filter { falls[$0] > part * most } }
    guard let pivots = choices.first(where: { !$0.isEmpty }) else { return nil }
    func length(_ i: Int) -> Double { terms[i] / falls[i] }
    if bland {
      // Positions ascend with the column's index, as Bland's rule wants.
      return pivots.min { (length($0), $0) < (length($1), $1) }.map { ($0, length($0)) }
    }
    let bound = pivots.map { (terms[$0] + noise) / falls[$0] }.min() ?? 0
    return pivots.filter { length($0) <= bound }
      .max { (falls[$0], $1) < (falls[$1], $0) }.map { ($0, length($0)) }
  }

  private func solution(basis: [Int], values: [Double]) -> [Double] {
    var x = Array(repeating: 0.0, count: columns.columns)
    for (i, j) in basis.enumerated() { x[j] = max(0, values[i]) }
    return x
  }
}
