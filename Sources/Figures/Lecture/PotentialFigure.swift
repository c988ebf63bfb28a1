import Drawing
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

  /// The interpolators θ₁ + 2 θ₂ = 1.6 of the figure.
  static let (sample, target) = ([1.0, 2.0], 1.6)
  var window: Double { levels == "linear" ? 2 : 1.22 }
  func onLine(_ t: Double) -> Point { Point(t, (Self.target - t) / 2) }

  func computed() throws -> Computed {
    let x = Matrix(rows: 1, columns: 2, elements: Self.sample)
    let data = try DataSet(x: x, y: [Self.target])
    let panels = try alphas.map { alpha in try shown(alpha, on: data) }
    let numbers = panels.flatMap { one in
      [Quantity]([
        "alpha-\(one.alpha.description).theta1": one.minimiser.x,
        "alpha-\(one.alpha.description).theta2": one.minimiser.y,
        "alpha-\(one.alpha.description).phi": one.least,
        "alpha-\(one.alpha.description).shape": one.shape,
      ])
    }
    let series = panels.flatMap { one in
      zip(one.values, one.curves).map { level, curve in
        Table(
          "level-set", ["alpha", "level", "theta1", "theta2"],
          curve.map { [one.alpha, level, $0.x, $0.y] })
      }
    }
    return Computed(
      of: self, data: FigureData(numbers: numbers, series: series, claims: panels.map(\.claim)),
      facts: [
        "linear": .flag(levels == "linear"), "count": .count(panels.count),
        "window": .exactly(window),
        "panels": .list(
          panels.enumerated().map { index, one in
            [
              "index": .text("\(index + 1)"), "alpha": .significant(one.alpha, 17),
              "x": .decimals(one.minimiser.x, 2), "y": .decimals(one.minimiser.y, 2),
              "diamond": .flag(one.isDiamond), "circle": .flag(one.isCircle),
              "between": .flag(!one.isDiamond && !one.isCircle),
            ]
          }),
      ]
    ) { size, text in
      let page = size.page(heights: (column: panels.count < 3 ? 160 : 300, text: 176))
      let isTall = page.height > page.width || page.isNarrow
      let columns = isTall ? min(2, panels.count) : panels.count
      let isSmall = page.width < 300 && !isTall
      let parts = panels.enumerated().map { panel($1, $0, text, isSmall: isSmall) }
      return Figure(
        self, text, size: page, arrangement: .grid(parts, columns: columns, sharing: .none, gap: 6))
    }
  }

  private func panel(_ one: Shown, _ index: Int, _ text: FigureText, isSmall: Bool) -> Panel {
    let (w, layer, kind) = (window, "alpha-\(index + 1)", text["kind-\(index + 1)"])
    // Beyond the panel, which cuts it: another panel's axes may show more.
    let square = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { Point(2 * w * $0.0, 2 * w * $0.1) }
    let line = [onLine(max(-w, Self.target - 2 * w)), onLine(w)]
    return Panel(
      name: "alpha \(Numeral(one.alpha, significant: 17).plain)", x: .linear(from: -w, to: w),
      y: .linear(from: -w, to: w), aspect: .equal, frame: .none,
      heading: .init("$\\alpha=\(text.tex(Numeral(one.alpha, significant: 17)))$", centered: true),
      padding: Insets(bottom: isSmall ? 13 : 24)
    ) {
      Fill([square], .band(1), layer: layer, name: "window")
      for (index, curve) in one.curves.enumerated().reversed() {
        Fill(
          [curve], .band(min(1, 1.25 * Double(index) / Double(one.curves.count))), smooth: true,
          outline: index == one.touching ? nil : (.rule, .level), layer: layer, name: "level set")
      }
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$", layer: "set")
      if let touching = one.touching {
        Curve(
          one.curves[touching], .gradientFlow, .strong, closed: true, layer: layer,
          name: "touching level set")
      }
      Polyline([line], .interpolators, .hero, layer: "set", name: "interpolators")
      Spot(
        Symbol.limit, at: one.minimiser, .aboveRight(2), .right(4, rise: 5.5), .right(8, rise: 4.5),
        .right(), .above(), .left(), role: .gradientFlow, diameter: 5.4, layer: layer,
        name: "minimiser")
      Label.small(
        isSmall ? String(kind.prefix { !$0.isNewline }) : kind, at: .fraction(Point(0.5, 0)),
        .inRow(), fixed: true, layer: layer)
      Label(
        Symbol.interpolators, at: .along(line.reversed()), .belowLeft(), .below(), .left(),
        role: .interpolators, layer: "set")
    }
  }
}
