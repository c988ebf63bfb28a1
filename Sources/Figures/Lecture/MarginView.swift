import Drawing
import Elementary
import Models

/// How the plane of two features is shown: lengths are in parts of what the points reach, whatever
/// their unit.
struct MarginView {
  /// What 1 of the picture is in the units of the two features.
  let units: Point
  /// The angle by which the plane is turned.
  private let turn: Double
  /// Whether the plane is turned.
  private var isTurned: Bool { turn != 0 }

  /// The view of some points and the separator of maximum margin.
  ///
  /// The lecture's plane is turned so that the separator stands nearly upright. The user's is not; its axes have one unit unless the points would lie on a line then.
  init(of data: ClassificationData, limit: HardMargin, isGiven: Bool) {
    guard isGiven else {
      units = Point(1, 1)
      turn = 0.2 - atan2(limit.w[1], limit.w[0])
      return
    }
    turn = 0
    let reaches = [0, 1].map { maximumNorm(data.x.column($0)) }
    let most = max(reaches[0], reaches[1])
    // No less than 1 of 10, or where a feature is always 0 there is nothing to stretch.
    let isThin = reaches.contains { $0 > 0 && $0 < 0.1 * most }
    units = isThin ? Point(reaches[0], reaches[1]) : Point(most, most)
  }

  /// Whether both axes have the same unit, so that angles are those of the plane.
  var isEqual: Bool { units.x == units.y }

  /// The place of a point of the data.
  func seen(_ a: Double, _ b: Double) -> Point {
    let (x, y) = (a / units.x, b / units.y)
    return Point(cos(turn) * x - sin(turn) * y, sin(turn) * x + cos(turn) * y)
  }

  /// The weights that have the same products with places in the picture as `w` with the points, up to
  /// a factor.
  func functional(_ w: [Double]) -> Point {
    // In unlike units w is so large or small that its square is none.
    let size = isTurned ? 1 : max(abs(w[0] * units.x), abs(w[1] * units.y))
    let (x, y) = (w[0] * units.x / size, w[1] * units.y / size)
    return Point(cos(turn) * x - sin(turn) * y, sin(turn) * x + cos(turn) * y)
  }

  /// The unit normal in the picture of the separator of `w`.
  func normal(_ w: [Double]) -> Point {
    let v = functional(w)
    return v * (1 / v.length)
  }

  /// The angle in the picture between the separators of two `w`, in radians.
  func turn(from w: [Double], to other: [Double]) -> Double {
    let (a, b) = (normal(w), normal(other))
    return atan2(abs(a.x * b.y - a.y * b.x), a.dot(b))
  }

  /// The distance in the picture from the separator to the edges of its band.
  func margin(_ limit: HardMargin) -> Double {
    if isEqual { return limit.margin / units.x }
    let (x, y) = (limit.w[0] * units.x, limit.w[1] * units.y)
    return 1 / (x * x + y * y).squareRoot()
  }
}
