import Drawing
import Lectures
import Plotting
import Records

/// A fully connected and a diagonal two-layer network: lecture figure 3.
struct Networks: LectureFigure {
  let id = "networks"
  let alias: String? = "fig3"
  let title = "Fully connected and diagonal two-layer networks"
  let parameters: [Parameter<Networks>] = [
    .integer("width", \.width, in: 2...6, "input dimension d and width p of either network")
  ]

  var width = 4

  /// The hidden unit whose fan-in is coloured.
  private static let coloured = 1

  private var units: Range<Int> { 0..<width }
  private func input(_ j: Int) -> Point { Point(0, Double(width - 1 - j)) }
  private func hidden(_ j: Int) -> Point { Point(2.4, Double(width - 1 - j)) }
  private var output: Point { Point(4.2, Double(width - 1) / 2) }

  private func edges(into unit: Int) -> [[Point]] { units.map { [input($0), hidden(unit)] } }
  private var plain: [[Point]] { units.filter { $0 != Self.coloured }.flatMap(edges(into:)) }
  private var diagonal: [[Point]] { units.map { [input($0), hidden($0)] } }
  private var second: [[Point]] { units.map { [hidden($0), output] } }

  func computed() throws -> Computed {
    let d = width
    let (full, few) = (d * d + d, 2 * d)
    let pairs = units.flatMap { hidden in units.map { [Double($0 + 1), Double(hidden + 1)] } }
    let fanIn = edges(into: Self.coloured)
    return Computed(
      of: self, numbers: ["weights.full": Double(full), "weights.diagonal": Double(few)],
      series: [
        Table("first-layer-full", ["input", "hidden"], pairs),
        Table(
          "first-layer-diagonal", ["input", "hidden"], (1...d).map { [Double($0), Double($0)] }),
        Table("second-layer", ["hidden"], (1...d).map { [Double($0)] }),
      ],
      claims: [
        Claim(
          "fig-3", "the drawn networks have $d^2 + d$ and $2d$ weights",
          Double(
            abs(plain.count + fanIn.count + second.count - full)
              + abs(diagonal.count + second.count - few)), within: 0,
          "whole numbers, counted from the drawn edges")
      ],
      facts: [
        "width": .count(d), "full": .count(full), "few": .count(few),
        "coloured": .count(Self.coloured + 1),
      ]
    ) { size, text in
      // The long names have room in the lecture's networks, at the width of a text.
      let names = size == .text && width == 4 ? "layer" : "name"
      // Either network means something beside the other only, however small the page.
      let page = size.page(heights: (column: 345, text: 165))
      let parts = [("full", connected), ("diagonal", sparse)].map {
        Arrangement.panel(panel($0, names, text, $1))
      }
      return Figure(
        self, text, size: page,
        arrangement: page.isNarrow
          ? .column(parts, shares: [1, 1], gap: 10) : .row(parts, shares: [1, 1], gap: 14))
    }
  }

  private func panel(_ name: String, _ names: String, _ text: FigureText, _ marks: [any Mark])
    -> Panel
  {
    Panel(
      name: name, x: .linear(from: -0.5, to: 4.7), y: .linear(from: -0.8, to: Double(width) - 0.65),
      aspect: .equal, frame: .none,
      heading: .init(text["heading-\(name)"], role: .firstLayer, centered: true),
      padding: Insets(bottom: 14)
    ) {
      marks
      for (layer, place) in zip(["input", "hidden", "output"], [input(0), hidden(0), output]) {
        Label.small(
          text["\(names)-\(layer)"], at: Point(place.x, -0.37), .inRow(), fixed: true, layer: "axes"
        )
      }
      Label(
        text["note-\(name)"], at: .fraction(Point(0.5, 0)), .inRow(), fixed: true, layer: "axes")
    }
  }

  private func circles(_ layer: String) -> Network {
    Network(
      units.map { .init(input($0), "$x_{\($0 + 1)}$") }
        + units.map { .init(hidden($0), "$h_{\($0 + 1)}$") } + [
          .init(output, "$f$", isFilled: true)
        ], radius: 0.29, layer: layer)
  }

  @MarkBuilder private var connected: [any Mark] {
    Polyline(plain, .rule, layer: "full", name: "weights")
    Polyline(second, .secondLayer, .curve, layer: "full", name: "second layer")
    Polyline(edges(into: Self.coloured), .firstLayer, .curve, layer: "full", name: "fan-in")
    circles("full")
    Label(
      "$\\boldsymbol{u}\\in\\mathbb{R}^{\(width)}$", at: (hidden(0) + output) * 0.5, .aboveRight(),
      .above(), role: .secondLayer, layer: "full")
  }

  @MarkBuilder private var sparse: [any Mark] {
    // What the full network has besides, hardly seen.
    Polyline(
      units.flatMap(edges(into:)).filter { !diagonal.contains($0) }, .rule, .hair, .dotted,
      layer: "diagonal", name: "weights that are not there")
    // Each edge is a thing of its own, so that its weight's name stands nearest to it.
    for (j, edge) in second.enumerated() {
      Polyline([edge], .secondLayer, .curve, layer: "diagonal", name: "edge u\(j + 1)")
    }
    Polyline(diagonal, .firstLayer, .curve, layer: "diagonal", name: "first layer")
    circles("diagonal")
    // Between many edges there is no room for names: the first and the last stand for all.
    for (j, edge) in second.enumerated() where width <= 4 || j == 0 || j == width - 1 {
      let isUpper = 2 * j < width
      let along = [0.36, 0.3, 0.24, 0.42, 0.48].map { edge[0] + (edge[1] - edge[0]) * $0 }
      Label(
        "$v_{\(j + 1)}$", at: (input(j) + hidden(j)) * 0.5, .above(2), role: .firstLayer,
        fixed: width <= 4, layer: "weights")
      Label(
        "$u_{\(j + 1)}$", at: .oneOf(along), isUpper ? .above() : .below(),
        isUpper ? .aboveRight() : .belowRight(), role: .secondLayer, layer: "weights")
    }
  }
}
