internal import Elementary

/// The interpolator θ_∞ of least φ_I, proven to exist, to be the only one near, and enclosed.
///
/// The operator of Krawczyk (1969) for F(ν) = X[I sinh(2Xᵀν)] − y maps a box of multipliers into its
/// interior; by Brouwer's theorem the box then holds a root, and only one. All of it is computed with
/// intervals, so no rounding is left out; the data X, y and I are taken as the doubles they are.
public struct ProvenInterpolator: Hashable, Sendable {
  /// The multipliers ν.
  public let dual: [Interval]
  /// θ_∞.
  public let theta: [Interval]

  /// ‖θ_∞‖₁.
  public var l1: Interval { theta.l1 }
  /// ‖θ_∞‖₂.
  public var l2: Interval { theta.l2 }
  /// φ_I(θ_∞), by asinh(θ_j/I_j) = 2⟨x_j, ν⟩ and h − I = θ²/(h + I).
  public let value: Interval

  /// Why nothing was proven.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rows are too near to dependence for a first root.
    case noRoot
    /// The box was not mapped into itself.
    case notContracting

    /// What was wrong, in one line.
    public var description: String {
      switch self {
      case .noRoot: "no root was found to prove; give rows that are further from dependence"
      case .notContracting:
        "the root was found, but intervals of doubles do not prove it; choose a larger alpha"
      }
    }
  }

  /// Proves and encloses argmin {φ_I(θ) : Xθ = y}.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Parameters:
  ///   - potential: φ_I, of scales that are normal doubles.
  ///   - x: The data matrix X, n × d, with independent rows.
  ///   - y: The n labels.
  ///   - near: Multipliers near to the root; nil for those of Newton's method.
  /// - Throws: `Failure`.
  public init(
    _ potential: Potential, _ x: Matrix, _ y: [Double], near: [Double]? = nil
  ) throws(Failure) {
    let (n, d) = (x.rows, x.columns)
    guard let centre = near ?? (try? potential.interpolator(x, y))?.dual, centre.count == n
    else { throw .noRoot }
    let scales = potential.coordinates.map(\.scale)
    func theta(_ dual: [Interval]) -> [Interval] {
      Self.arguments(x, dual).enumerated().map { scales[$0] * $1.hyperbolicSine }
    }
    // F at the centre, and an approximate inverse C of its Jacobian there.
    let middle = theta(centre.map { Interval($0) })
    let value = (0..<n).map { i in
      (0..<d).reduce(Interval(-y[i])) { $0 + x[i, $1] * middle[$1] }
    }
    let weights = middle.enumerated().map { j, t in
      2 * hypot(t.middle, scales[j])
    }
    guard let factor = try? Cholesky(x.weightedGram(weights)) else { throw .noRoot }
    let inverse = (0..<n).map { k in factor.solve((0..<n).map { $0 == k ? 1 : 0 }) }
    let step = Self.product(inverse, value)
    // A box some times as wide as the step, grown until it is mapped into itself.
    var radii = step.map { 2 * $0.magnitude + 1e-300 }
    for _ in 0..<6 {
      let offsets = radii.map { Interval(-$0, $0) }
      let box = zip(centre, offsets).map { Interval($0) + $1 }
      let slopes = Self.arguments(x, box).enumerated().map { 2 * scales[$0] * $1.hyperbolicCosine }
      let image = Self.krawczyk(x, slopes, inverse: inverse, step: step, offsets: offsets)
      if zip(image, offsets).allSatisfy({ $0.isInside($1) }) {
        dual = zip(centre, image).map { Interval($0) + $1 }
        self.theta = theta(dual)
        let arguments = Self.arguments(x, dual)
        var total = Interval(0)
        for (j, theta) in self.theta.enumerated() {
          let (scale, size) = (Interval(scales[j]), theta.absolute)
          let norm = (size * size + scale * scale).squareRoot()
          let excess = size * size / (norm + scale)
          total = total + 0.5 * (theta * arguments[j] - excess)
        }
        self.value = total
        return
      }
      radii = image.map { 3 * $0.magnitude }
    }
    throw .notContracting
  }

  /// Proves and encloses argmin {φ_I(θ) : Xθ = y} for data.
  ///
  /// O(n² d + n³) operations on intervals.
  ///
  /// - Throws: `Failure`.
  public init(_ potential: Potential, data: DataSet) throws(Failure) {
    try self.init(potential, data.x, data.y)
  }

  /// 2Xᵀν.
  private static func arguments(_ x: Matrix, _ dual: [Interval]) -> [Interval] {
    (0..<x.columns).map { j in
      2 * (0..<x.rows).reduce(Interval(0)) { $0 + x[$1, j] * dual[$1] }
    }
  }

  /// A matrix of numbers times a vector of intervals.
  private static func product(_ matrix: [[Double]], _ vector: [Interval]) -> [Interval] {
    matrix.map { row in zip(row, vector).reduce(Interval(0)) { $0 + $1.0 * $1.1 } }
  }

  /// −CF + (1 − CF′)(ν − centre) over the box: where the root lies from the centre.
  private static func krawczyk(
    _ x: Matrix, _ slopes: [Interval], inverse: [[Double]], step: [Interval], offsets: [Interval]
  ) -> [Interval] {
    // F′ times the box would lose its sign: the product with C comes first, row by row.
    let n = x.rows
    return (0..<n).map { i in
      let row = (0..<x.columns).map { j in
        (0..<n).reduce(Interval(0)) { $0 + x[$1, j] * Interval(inverse[i][$1]) } * slopes[j]
      }
      var total = Interval(0) - step[i]
      for k in 0..<n {
        let entry = (0..<x.columns).reduce(Interval(i == k ? 1 : 0)) { $0 - x[k, $1] * row[$1] }
        total = total + entry * offsets[k]
      }
      return total
    }
  }
}
