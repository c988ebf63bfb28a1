/// The point of least norm in the convex hull of finitely many points: Wolfe's method (1976).
///
/// For the signed samples of classification data this one problem is both answers: the hard-margin
/// separator is p/‖p‖² when the point p is not 0, and when it is 0 the weights prove that there is
/// no separator. The method keeps a set of affinely independent points, moves to the point of
/// least norm of their affine hull, and drops points whose weights would turn negative; it ends
/// after finitely many steps.
public struct MinimumNormPoint: Sendable {
  /// The point p of least norm.
  public let point: [Double]
  /// The weights ≥ 0 of sum 1 with p = Σ weights_i z_i.
  public let weights: [Double]

  /// Below this part of the longest point, ‖p‖ counts as zero.
  public static let cutoff = 1e-11

  /// Whether 0 lies in the convex hull to rounding.
  public let isZero: Bool

  /// The point of least norm of the convex hull of the rows of a matrix with at least one row.
  ///
  /// O(n d + d k²) a step with k points in the working set.
  public init(hullOf points: Matrix) {
    precondition(points.rows > 0, "at least one point")
    let squares = (0..<points.rows).map { i in
      dot(Array(points.row(i)), Array(points.row(i)))
    }
    let longest = (squares.max() ?? 0).squareRoot()
    var corral = Corral(points)
    corral.start(at: squares.indices.min { squares[$0] < squares[$1] } ?? 0)
    // Each major step shortens the point; rounding can only stop that near the end.
    for _ in 0..<100 * (points.rows + points.columns) {
      let size = euclideanNorm(corral.point)
      guard size > Self.cutoff * longest else { break }
      let products = points.times(corral.point)
      let next = products.indices.min { products[$0] < products[$1] } ?? 0
      guard products[next] < size * size - 0x1p-48 * longest * size,
        !corral.members.contains(next)
      else { break }
      let previous = corral
      corral.add(next)
      if !(euclideanNorm(corral.point) < size) {
        corral = previous
        break
      }
    }
    point = corral.point
    var weights = Array(repeating: 0.0, count: points.rows)
    for (member, weight) in zip(corral.members, corral.weights) { weights[member] = weight }
    self.weights = weights
    isZero = euclideanNorm(point) <= Self.cutoff * longest
  }
}

/// The working set of Wolfe's method.
private struct Corral {
  let points: Matrix
  var members: [Int] = []
  var weights: [Double] = []
  var point: [Double] = []

  init(_ points: Matrix) {
    self.points = points
  }

  mutating func start(at member: Int) {
    members = [member]
    weights = [1]
    point = Array(points.row(member))
  }

  /// Takes a point in and moves to the point of least norm of the hull of the set, dropping the
  /// points that get no weight.
  mutating func add(_ member: Int) {
    members.append(member)
    weights.append(0)
    while true {
      guard let target = affineMinimiser() else {
        // Dependent to rounding: the new point brings nothing.
        members.removeLast()
        weights.removeLast()
        break
      }
      if target.allSatisfy({ $0 > 0 }) {
        weights = target
        break
      }
      // As far towards the target as all weights stay non-negative.
      var fraction = 1.0
      for (weight, goal) in zip(weights, target) where goal <= 0 {
        fraction = min(fraction, weight / (weight - goal))
      }
      weights = zip(weights, target).map { $0 + fraction * ($1 - $0) }
      let blocked = zip(weights, target).map { $1 <= 0 && $0 <= 0x1p-50 }
      let least = weights.indices.filter { target[$0] <= 0 }.min { weights[$0] < weights[$1] }
      let kept = weights.indices.filter { !blocked[$0] && $0 != least }
      members = kept.map { members[$0] }
      let total = kept.reduce(0) { $0 + weights[$1] }
      weights = kept.map { weights[$0] / total }
      if members.count == 1 { break }
    }
    point = points.selecting(rows: members).transposedTimes(weights)
  }

  /// The weights, of sum 1 and any sign, of the point of least norm in the affine hull: the
  /// least-squares problem min ‖z₀ + Σ c_k (z_k − z₀)‖.
  private func affineMinimiser() -> [Double]? {
    guard members.count > 1 else { return [1] }
    let base = Array(points.row(members[0]))
    guard members.count - 1 <= base.count else { return nil }
    let differences = Matrix(
      rows: members.dropFirst().map { difference(Array(points.row($0)), base) })
    let factors = HouseholderQR(differences.transposed)
    guard factors.diagonalRatio < 1e14,
      let steps = try? factors.leastSquares(base.map { -$0 })
    else { return nil }
    return [1 - steps.reduce(0, +)] + steps
  }
}
