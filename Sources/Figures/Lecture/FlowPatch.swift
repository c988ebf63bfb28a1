import Models
import Records

/// The part of the interpolators that the left panel shows.
struct FlowPatch: Sendable {
  /// The point from which the sides are measured, and the directions of the sides.
  let centre: [Double]
  let directions: [[Double]]
  /// How far the sides reach along each direction.
  let sides: [ClosedRange<Double>]
  /// The heights over the interpolators that are in view, for d = 3.
  let heights: ClosedRange<Double>
  /// The drawn points of the interpolators, along the directions.
  private let shown: [[Double]]

  /// For d = 2 the line; every allowed start ends on the stretch.
  static func plane(_ family: FlowFamily) -> FlowPatch {
    let x = Array(family.problem.x.row(0))
    let along = unit([x[1], -x[0]])
    return FlowPatch(family, directions: [along], candidates: [([-2.2...2.4], 0...0)])
  }

  /// For d = 3 the plane: the stretch around the lecture's start, or one that holds the ends
  /// of all allowed starts.
  static func space(_ family: FlowFamily) -> FlowPatch {
    let normal = unit(Array(family.problem.x.row(0)))
    let first = unit(orthogonal([1, 0, 0], to: [normal]))
    let second = unit(orthogonal([0, 1, 0], to: [normal, first]))
    return FlowPatch(
      family, directions: [first, second],
      candidates: [
        ([-2.0...1.5, -1.15...1.15], -0.9...1.75), ([-3.6...3.6, -3.6...3.6], -4.2...3.2),
      ])
  }

  private init(
    _ family: FlowFamily, directions: [[Double]],
    candidates: [(sides: [ClosedRange<Double>], heights: ClosedRange<Double>)]
  ) {
    let centre = family.leastNorm
    let normal = unit(Array(family.problem.x.row(0)))
    func along(_ theta: [Double]) -> [Double] {
      directions.map { dot(difference(theta, centre), $0) }
    }
    self.centre = centre
    self.directions = directions
    let shown = family.ends.map(along)
    let heights = family.starts.map { dot(difference($0, centre), normal) }
    // A dot on the edge would look like one outside.
    let margin = 0.12
    let chosen = candidates.first { one in
      shown.joined().enumerated().allSatisfy { k, place in
        let side = one.sides[k % directions.count]
        return side.lowerBound + margin <= place && place <= side.upperBound - margin
      } && (directions.count == 1 || heights.allSatisfy(one.heights.contains))
    }
    (sides, self.heights) = chosen ?? candidates[candidates.count - 1]
    self.shown = shown
  }

  /// How far the drawn point furthest outside lies from the patch.
  var claim: Claim {
    let outside = shown.flatMap { point in
      zip(point, sides).map { max($1.lowerBound - $0, $0 - $1.upperBound, 0) }
    }
    return Claim(
      "fig-2",
      "the drawn part of the interpolators holds every drawn point that lies on them "
        + "($d = \(centre.count)$, $n = 1$): how far one lies outside", outside.worst, within: 0,
      "the part is chosen to hold them")
  }

  /// A point of the interpolators.
  func at(_ places: [Double]) -> [Double] {
    zip(directions, places).reduce(centre) { sum($0, $1.1, times: $1.0) }
  }
}
