import Drawing
import Models
import Records

/// What the panels show, and the claim about it.
extension PotentialFigure {
  /// What one panel shows.
  struct Shown {
    let alpha: Double
    let minimiser: Point
    /// The potential there, and the claim that it is least.
    let least: Double
    let claim: Claim
    /// The level sets from the lowest to the highest, closed polygons.
    let curves: [[Point]]
    let values: [Double]
    /// The curve through the minimiser.
    let touching: Int?
    /// The radius of that curve on the diagonal over that on an axis: 0.71 for a diamond.
    let shape: Double

    var isDiamond: Bool { shape < 0.76 }
    var isCircle: Bool { shape >= 0.999 }
  }

  func shown(_ alpha: Double, on data: DataSet) throws -> Shown {
    let potential = try Potential(alpha: alpha, dimension: 2)
    let theta = try potential.interpolator(data.x, data.y).theta
    let least = potential.value(theta)
    let touching = try PotentialLevelCurve(of: potential, level: least)
    let radius = touching.scale(along: SIMD2(0, 1))
    let top = potential.value([window, window])
    var values = (1...9).map { top * Double($0) / 9 }
    if levels == "radius" {
      // The fourth of the radii is that of the curve through the minimiser.
      let all = (1...200).lazy.map {
        potential.value($0 == 4 ? theta : [0, radius * Double($0) / 4])
      }
      values = Array(all.prefix { $0 < top })
    }
    let curves = try values.map { value in
      try PotentialLevelCurve(of: potential, level: value).polyline(tolerance: 4e-4).map {
        Point($0.x, $0.y)
      }
    }
    return Shown(
      alpha: alpha, minimiser: Point(theta[0], theta[1]), least: least,
      claim: claim(alpha, potential, theta), curves: curves, values: values,
      touching: levels == "radius" && values.count > 3 ? 3 : nil,
      shape: touching.scale(along: SIMD2(1, 1)) * 2.0.squareRoot() / radius)
  }

  /// The drawn point minimises φ on the line: no point of the line found by golden section lies
  /// lower, and it lies on the line.
  private func claim(_ alpha: Double, _ potential: Potential, _ theta: [Double]) -> Claim {
    func value(_ t: Double) -> Double { potential.value([t, onLine(t).y]) }
    var (low, high) = (-2.0, 2.0)
    let ratio = (5.0.squareRoot() - 1) / 2
    for _ in 0..<120 {
      let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
      if value(left) < value(right) { high = right } else { low = left }
    }
    let here = potential.value(theta)
    let offLine = abs(theta[0] + 2 * theta[1] - Self.target) / Self.target
    return Claim(
      "fig-5",
      "the drawn point minimises $\\phi_\\alpha$ on the line for "
        + "$\\alpha = \(Numeral(exactly: alpha).tex)$",
      [(here - value((low + high) / 2)) / here, offLine].worst, within: 1e-12,
      #"golden-section search along the line, good to rounding in $\phi$"#)
  }
}
