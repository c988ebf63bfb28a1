internal import Elementary

/// The level set {(u, v) : ½(y − uv)² = c} inside the window |u|, |v| ≤ W, from its formula.
///
/// It consists of hyperbolas uv = k with k = y ± √(2c); at the saddle's level c = y²/2 one of them
/// is the pair of axes.
public struct ScalarLevelSet: Hashable, Sendable {
  /// The values k of uv on the level set, ascending: two of them, one for c = 0, none for c < 0.
  public let products: [Double]
  /// The half width W of the window.
  public let window: Double

  /// The level set of `network` at `level`, within |u|, |v| ≤ `window`.
  ///
  /// O(1).
  public init(of network: ScalarNetwork, level: Double, window: Double) {
    let reach = (2 * level).squareRoot()
    products =
      level > 0
      ? [network.label - reach, network.label + reach] : level == 0 ? [network.label] : []
    self.window = window
  }

  /// The t > 0 for which t · direction lies on the level set, ascending; the axes of the saddle's
  /// level are left out.
  ///
  /// O(1).
  public func scales(along direction: SIMD2<Double>) -> [Double] {
    let product = direction.x * direction.y
    return products.map { $0 / product }.filter { $0 > 0 && $0.isFinite }.map { $0.squareRoot() }
      .sorted()
  }

  /// The connected pieces as polylines within `tolerance` of the curves; the pair of axes comes as
  /// two polylines.
  ///
  /// O(1) a point.
  public func polylines(tolerance: Double) -> [[SIMD2<Double>]] {
    products.flatMap { product in branches(product: product, tolerance: tolerance) }
  }

  /// The number of connected pieces in the window; the pair of axes counts as one.
  public var pieces: Int {
    products.reduce(0) { $0 + (abs($1) >= window * window ? 0 : $1 == 0 ? 1 : 2) }
  }

  /// The total length of the pieces in the window.
  public var length: Double {
    products.reduce(0) { sum, product in
      let size = abs(product)
      if size == 0 { return sum + 4 * window }
      if size >= window * window { return sum }
      // u = √k eˢ, v = √k e⁻ˢ: two branches, each symmetric about s = 0.
      let end = log(window) - 0.5 * log(size)
      let half = integral(from: 0, to: end) { (2 * cosh(2 * $0)).squareRoot() }
      return sum + 4 * size.squareRoot() * half
    }
  }

  /// The area of {½(y − uv)² ≤ c} in the window.
  public var sublevelArea: Double {
    guard let least = products.first, let greatest = products.last else { return 0 }
    return 2
      * (areaBelow(greatest) - areaBelow(least) + areaBelow(-least) - areaBelow(-greatest))
  }

  /// The area of {uv ≤ k} in the first quadrant of the window.
  private func areaBelow(_ product: Double) -> Double {
    if product <= 0 { return 0 }
    let square = window * window
    return product >= square ? square : product * (1 + log(square / product))
  }

  private func branches(product: Double, tolerance: Double) -> [[SIMD2<Double>]] {
    if product == 0 {
      return [
        [SIMD2(-window, 0), SIMD2(window, 0)], [SIMD2(0, -window), SIMD2(0, window)],
      ]
    }
    let size = abs(product)
    guard size < window * window else { return [] }
    let root = size.squareRoot()
    let sign: Double = product < 0 ? -1 : 1
    func arcPoint(_ s: Double) -> ArcPoint {
      let point = SIMD2(root * exp(s), sign * root * exp(-s))
      return ArcPoint(point: point, normal: SIMD2(point.y, point.x), parameter: s)
    }
    let end = log(window / root)
    let branch = polyline(from: arcPoint(-end), to: arcPoint(end), tolerance: tolerance) {
      a, b, _ in arcPoint(0.5 * (a.parameter + b.parameter))
    }
    return [branch, branch.map { -$0 }]
  }
}
