import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Level sets of the potential φ_α and its minimiser on the interpolators: lecture figure 5.
struct PotentialFigure: LectureFigure {
  let id = "potential"
  let alias: String? = "fig5"
  let title = "Level sets of the potential that gradient flow minimises"
  let parameters: [Parameter<PotentialFigure>] = [
    .reals("alphas", \.alphas, in: 1e-8...1e6, count: 1...4, "the initialisation scales α"),
    .choice(
      "levels", \.levels, of: ["radius", "linear"],
      "levels at equal steps of the radius, or the lecture's ten from 0 to the panel's maximum"),
  ]

  var alphas = [1e-3, 0.1, 100]
  var levels = "radius"

  /// The interpolators ⟨x, θ⟩ = y of the figure.
  private static let sample = [1.0, 2.0]
  private static let target = 1.6

  /// What one panel shows.
  struct Shown: Hashable, Sendable {
    let alpha: Double
    let minimiser: Point
    /// The level sets from the lowest to the highest, closed polygons.
    let curves: [[Point]]
    /// The levels of the curves.
    let values: [Double]
    /// The curve through the minimiser.
    let touching: Int?
    /// Half the side of the window.
    let window: Double
    /// The radius of the touching curve on the diagonal over that on an axis.
    let shape: Double
  }

  func computed() throws -> Computed {
    let x = Matrix(rows: 1, columns: 2, elements: PotentialFigure.sample)
    let data = try DataSet(x: x, y: [PotentialFigure.target])
    var shown: [Shown] = []
    var numbers: [Quantity] = []
    var claims: [Claim] = []
    for alpha in alphas {
      let potential = try Potential(alpha: alpha, dimension: 2)
      let found = try potential.interpolator(data.x, data.y)
      shown.append(try panel(alpha: alpha, potential: potential, theta: found.theta))
      let name = "alpha-\(alpha.description)"
      numbers += [
        .init("\(name).theta1", found.theta[0]), .init("\(name).theta2", found.theta[1]),
        .init("\(name).phi", potential.value(found.theta)),
        .init("\(name).shape", shown[shown.count - 1].shape),
      ]
      claims.append(claim(alpha: alpha, potential: potential, theta: found.theta))
    }
    let series = shown.flatMap { one in
      zip(one.values, one.curves).map { level, curve in
        Table(
          "level-set", ["alpha", "level", "theta1", "theta2"],
          curve.map { [one.alpha, level, $0.x, $0.y] })
      }
    }
    let panels = shown
    return Computed(data: FigureData(numbers: numbers, series: series, claims: claims)) {
      try figure(panels, size: $0)
    }
  }

  private func panel(alpha: Double, potential: Potential, theta: [Double]) throws -> Shown {
    let window = levels == "linear" ? 2 : 1.22
    let touching = try PotentialLevelCurve(of: potential, level: potential.value(theta))
    let radius = touching.scale(along: SIMD2(0, 1))
    let diagonal = touching.scale(along: SIMD2(1, 1)) * 2.0.squareRoot()
    var values: [Double] = []
    var touchingIndex: Int?
    if levels == "linear" {
      let top = potential.value([window, window])
      values = (1...9).map { top * Double($0) / 9 }
    } else {
      var k = 1
      while true {
        let r = radius * Double(k) / 4
        let value = k == 4 ? potential.value(theta) : potential.value([0, r])
        if value >= potential.value([window, window]) { break }
        if k == 4 { touchingIndex = values.count }
        values.append(value)
        k += 1
      }
    }
    let curves = try values.map { value in
      try PotentialLevelCurve(of: potential, level: value).polyline(tolerance: 4e-4)
        .map { Point($0.x, $0.y) }
    }
    return Shown(
      alpha: alpha, minimiser: Point(theta[0], theta[1]), curves: curves, values: values,
      touching: touchingIndex, window: window, shape: diagonal / radius)
  }

  /// The drawn point minimises φ on the line: no point of the line found by golden section lies
  /// lower, and it lies on the line.
  private func claim(alpha: Double, potential: Potential, theta: [Double]) -> Claim {
    let (a, b) = (PotentialFigure.sample[0], PotentialFigure.sample[1])
    func value(_ t: Double) -> Double {
      potential.value([t, (PotentialFigure.target - a * t) / b])
    }
    var (low, high) = (-2.0, 2.0)
    let ratio = (5.0.squareRoot() - 1) / 2
    for _ in 0..<120 {
      let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
      if value(left) < value(right) { high = right } else { low = left }
    }
    let best = value((low + high) / 2)
    let here = potential.value(theta)
    let offLine = abs(a * theta[0] + b * theta[1] - PotentialFigure.target) / PotentialFigure.target
    return Claim(
      id: "fig-5",
      statement: "the drawn point minimises $\\phi_\\alpha$ on the line for "
        + "$\\alpha = \(Numeral(exactly: alpha).tex)$",
      residual: [(here - best) / here, offLine].worst, tolerance: 1e-12,
      reason: #"golden-section search along the line, good to rounding in $\phi$"#)
  }

  private func figure(_ shown: [Shown], size: SizeClass) throws -> Figure {
    let page = size.page(heights: (column: 250 * Double(shown.count), text: 165.6))
    let parts = try shown.enumerated().map { index, one in
      Arrangement.panel(try panel(one, isFirst: index == 0, layer: "alpha-\(index + 1)"))
    }
    let shares = shown.map { _ in 1.0 }
    let list = shown.map { "$\\alpha=\(Numeral(exactly: $0.alpha).tex)$" }.joined(
      separator: ", ")
    let ends = shown.map { coordinates($0.minimiser) }.joined(separator: ", ")
    var steps: [Figure.Step] = [.init("set", "The interpolators")]
    for index in shown.indices {
      steps.append(
        .init(
          "alpha-\(index + 1)", "Level sets at α = \(Numeral(exactly: shown[index].alpha).plain)"))
    }
    return Figure(
      id: id, title: title,
      caption: "Level sets of $\\phi_\\alpha$ for \(list) and the interpolators $\\mathcal{I}$, "
        + "$\\theta_1+2\\theta_2=1.6$. "
        + (levels == "linear"
          ? "The minimiser $\\boldsymbol{\\theta}_\\infty$ on $\\mathcal{I}$ is \(ends). Nine levels are "
            + "at equal steps of $\\phi_\\alpha$, up to its largest value in the window; "
          : "The level set through the minimiser $\\boldsymbol{\\theta}_\\infty$ touches "
            + "$\\mathcal{I}$: at \(ends). Levels are at equal steps of the radius along the "
            + "$\\theta_2$ axis; ")
        + "below each panel stands what $\\phi_\\alpha(\\boldsymbol{\\theta})$ is like on the level "
        + "set of the minimiser; the window is $|\\theta_j|\\le \(Numeral(exactly: shown.first?.window ?? 0).tex)$.",
      alternative: "\(counted(shown.count, "panel")) with level sets of the potential around the "
        + "origin and \(shown.count == 1 ? "a" : "the same") line of interpolators. "
        + shown.map { "At alpha \(Numeral(exactly: $0.alpha).plain) \(outline($0))." }.joined(
          separator: " "),
      size: page,
      arrangement: page.isNarrow
        ? .column(parts, shares: shares, gap: 6) : .row(parts, shares: shares, gap: 6),
      steps: steps)
  }

  private func panel(_ one: Shown, isFirst: Bool, layer: String) throws -> Panel {
    let w = one.window
    let square = [Point(-w, -w), Point(w, -w), Point(w, w), Point(-w, w)]
    var marks: [any Mark] = [Fill([square], .band(1), layer: layer, name: "window")]
    for (index, curve) in one.curves.enumerated().reversed() {
      marks.append(
        Fill(
          [curve], bandColour(index, of: one),
          smooth: true, outline: index == one.touching ? nil : (.rule, .level), layer: layer,
          name: "level set"))
    }
    marks.append(
      PlaneAxes(
        x: isFirst ? "$\\theta_1$" : "", y: isFirst ? "$\\theta_2$" : "",
        layer: layer))
    if let touching = one.touching {
      marks.append(
        Curve(
          one.curves[touching], .gradientFlow, .strong, closed: true, layer: layer,
          name: "touching level set"))
    }
    let (a, b) = (PotentialFigure.sample[0], PotentialFigure.sample[1])
    func onLine(_ t: Double) -> Point { Point(t, (PotentialFigure.target - a * t) / b) }
    let start = max(-w, (PotentialFigure.target - b * w) / a)
    marks += [
      Polyline(
        [[onLine(start), onLine(w)]], .interpolators, .hero, layer: "set", name: "interpolators"),
      Dots([one.minimiser], .filled, .gradientFlow, diameter: 5.4, layer: layer, name: "minimiser"),
      Label(
        // Broken before the sign, as displays are; alone on its line's end it is hardly seen.
        "$\\boldsymbol{\\theta}_\\infty$\n$=\(coordinates(one.minimiser).dropFirst())",
        at: .fraction(Point(0, 0)), .init(align: Point(0, 1), offset: Point(3, -4)),
        size: .tick, role: .gradientFlow,
        layer: layer),
      Label(
        name(one), at: .fraction(Point(0.5, 0)), .inRow(6), size: .tick, role: .note,
        fixed: true, layer: layer),
    ]
    if isFirst {
      marks.append(
        Label(
          "$\\mathcal{I}$", at: .datum(onLine(w)),
          .init(align: Point(1, 0), offset: Point(-8, 0)), role: .interpolators, layer: "set"))
    }
    let scale = try Scale(.linear, from: -w, to: w)
    return Panel(
      name: "alpha \(Numeral(exactly: one.alpha).plain)", x: scale, y: scale, aspect: .equal,
      frame: .none,
      heading: Panel.Heading(
        "$\\alpha=\(Numeral(exactly: one.alpha).tex)$", centered: true),
      padding: Insets(bottom: 15), marks: marks)
  }

  /// The fill below the level set of an index.
  private func bandColour(_ index: Int, of one: Shown) -> Role {
    .band(min(1, 1.25 * Double(index) / Double(one.curves.count)))
  }

  /// The shape of the level set through the minimiser, in words.
  private func outline(_ one: Shown) -> String {
    switch one.shape {
    case ..<0.76: "the level set of the minimiser is nearly a diamond with bulging sides"
    case 0.999...: "the level set of the minimiser is a circle"
    default: "the level set of the minimiser lies between a diamond and a circle"
    }
  }

  /// What φ_α is like on the touching level set, by the ratio of its radii.
  private func name(_ one: Shown) -> String {
    switch one.shape {
    case ..<0.76: "$\\phi_\\alpha\\simeq\\log(1/\\alpha)\\,\\|\\boldsymbol{\\theta}\\|_1$"
    case 0.999...: "$\\phi_\\alpha\\simeq\\|\\boldsymbol{\\theta}\\|_2^2/4\\alpha^2$"
    default: "$\\phi_\\alpha$ in between"
    }
  }

  private func coordinates(_ point: Point) -> String {
    let text = [point.x, point.y].map { Numeral($0, decimals: 2).tex }
      .joined(separator: ",")
    return "$(\(text))$"
  }
}
