import Drawing
import Lectures
import Models
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

  func computed() throws -> Computed {
    let d = width
    let full = d * d + d
    let diagonal = 2 * d
    var edges: [[Double]] = []
    for hidden in 0..<d {
      for input in 0..<d { edges.append([Double(input + 1), Double(hidden + 1)]) }
    }
    let data = FigureData(
      numbers: [
        .init("weights.full", Double(full)), .init("weights.diagonal", Double(diagonal)),
      ],
      series: [
        .init("first-layer-full", ["input", "hidden"], edges),
        .init(
          "first-layer-diagonal", ["input", "hidden"], (1...d).map { [Double($0), Double($0)] }),
        .init("second-layer", ["hidden"], (1...d).map { [Double($0)] }),
      ],
      claims: [
        Claim(
          id: "fig-3",
          statement: "the drawn networks have $d^2 + d$ and $2d$ weights",
          residual: Double(
            abs(plainEdges.count + fanIn.count + secondLayer.count - full)
              + abs(diagonalEdges.count + secondLayer.count - diagonal)), tolerance: 0,
          reason: "whole numbers, counted from the drawn edges")
      ])
    return Computed(data: data) { size in
      try figure(full: full, diagonal: diagonal, size: size)
    }
  }

  private func figure(full: Int, diagonal: Int, size: SizeClass) throws -> Figure {
    let page = size.page(heights: (column: 345, text: 165))
    let parts = [
      Arrangement.panel(try fullyConnected(weights: full, size)),
      Arrangement.panel(try diagonalNetwork(weights: diagonal, size)),
    ]
    let isNarrow = page.isNarrow
    return Figure(
      id: id, title: title,
      caption: "Left: a fully connected two-layer network "
        + "$f(\\boldsymbol{x})=\\langle\\boldsymbol{u},\\boldsymbol{W}\\boldsymbol{x}\\rangle$ with "
        + "inputs $x_j$, hidden units $h_j$ and \(full) weights; coloured are the fan-in of "
        + "$h_\(Self.coloured + 1)$ and the second layer $\\boldsymbol{u}$. Right: the diagonal "
        + "network, $\\boldsymbol{W}=\\mathrm{diag}(\\boldsymbol{v})$, keeps one weight $v_j$ for "
        + "each input and one weight $u_j$ for each hidden unit, \(diagonal) in all.",
      alternative: "Two networks with \(width) inputs, \(width) hidden units and one output, drawn "
        + "at the same places. In the left one every input is joined to every hidden unit, "
        + "\(full) weights in all. In the right one each input is joined to its own hidden unit "
        + "only, \(diagonal) weights in all.",
      size: page,
      arrangement: isNarrow
        ? .column(parts, shares: [1, 1], gap: 10) : .row(parts, shares: [1, 1], gap: 14),
      steps: [
        .init("full", "Fully connected network"), .init("diagonal", "Only the diagonal stays"),
        .init("weights", "The weights v and u"),
      ])
  }

  private func inputPlace(_ j: Int) -> Point { Point(0, Double(width - 1 - j)) }
  private func hiddenPlace(_ j: Int) -> Point { Point(2.4, Double(width - 1 - j)) }
  private var outputPlace: Point { Point(4.2, Double(width - 1) / 2) }

  /// The hidden unit whose fan-in is coloured.
  private static let coloured = 1

  private var plainEdges: [[Point]] {
    (0..<width).filter { $0 != Self.coloured }.flatMap { hidden in
      (0..<width).map { [inputPlace($0), hiddenPlace(hidden)] }
    }
  }
  private var fanIn: [[Point]] {
    (0..<width).map { [inputPlace($0), hiddenPlace(Self.coloured)] }
  }
  private var diagonalEdges: [[Point]] {
    (0..<width).map { [inputPlace($0), hiddenPlace($0)] }
  }
  private var secondLayer: [[Point]] { (0..<width).map { [hiddenPlace($0), outputPlace] } }

  private func units(layer: String) -> Network {
    let inputs = (0..<width).map { Network.Node(inputPlace($0), "$x_{\($0 + 1)}$") }
    let hidden = (0..<width).map { Network.Node(hiddenPlace($0), "$h_{\($0 + 1)}$") }
    return Network(
      inputs + hidden + [Network.Node(outputPlace, "$f$", isFilled: true)], radius: 0.29,
      layer: layer)
  }

  private func panel(
    _ name: String, heading: String, note: String, marks: [any Mark], size: SizeClass
  ) throws -> Panel {
    // The long names have room in the lecture's networks, at the width of a text.
    let isShort = size != .text || width != 4
    let layers = zip(
      ["input", "hidden", "output"].map { isShort ? $0 : "\($0) layer" },
      [inputPlace(width - 1).x, hiddenPlace(0).x, outputPlace.x])
    let names = layers.map { text, x in
      Label(
        text, at: .datum(Point(x, -0.62)), .inRow(-3), size: .tick, role: .note, fixed: true,
        layer: "axes") as any Mark
    }
    return Panel(
      name: name, x: try Scale(.linear, from: -0.5, to: 4.7),
      y: try Scale(.linear, from: -0.8, to: Double(width) - 0.65), aspect: .equal, frame: .none,
      heading: Panel.Heading(heading, role: .firstLayer, centered: true),
      padding: Insets(bottom: 14),
      marks: marks + names + [
        Label(
          note, at: .fraction(Point(0.5, 0)), .inRow(5), fixed: true, layer: "axes")
      ])
  }

  private func fullyConnected(weights: Int, _ size: SizeClass) throws -> Panel {
    return try panel(
      "full", heading: "$\\boldsymbol{W}\\in\\mathbb{R}^{\(width)\\times \(width)}$",
      note:
        "$f=\\langle\\boldsymbol{u},\\boldsymbol{W}\\boldsymbol{x}\\rangle$: \(weights) weights",
      marks: [
        Polyline(plainEdges, .rule, .rule, layer: "full", name: "weights"),
        Polyline(secondLayer, .secondLayer, .curve, layer: "full", name: "second layer"),
        Polyline(fanIn, .firstLayer, .curve, layer: "full", name: "fan-in"),
        units(layer: "full"),
        Label(
          "$\\boldsymbol{u}\\in\\mathbb{R}^{\(width)}$",
          at: .datum((hiddenPlace(0) + outputPlace) * 0.5), .aboveRight(2), .above(4),
          role: .secondLayer, layer: "full"),
      ], size: size)
  }

  private func diagonalNetwork(weights: Int, _ size: SizeClass) throws -> Panel {
    // Each edge is a thing of its own, so that its weight's name stands nearest to it.
    var marks: [any Mark] = secondLayer.enumerated().map { index, edge in
      Polyline([edge], .secondLayer, .curve, layer: "diagonal", name: "edge u\(index + 1)")
    }
    marks += [
      Polyline(diagonalEdges, .firstLayer, .curve, layer: "diagonal", name: "first layer"),
      units(layer: "diagonal"),
    ]
    for j in 0..<width {
      marks.append(
        Label(
          "$v_{\(j + 1)}$", at: .datum((inputPlace(j) + hiddenPlace(j)) * 0.5), .above(2.5),
          role: .firstLayer, layer: "weights"))
      let isUpper = 2 * j < width
      let along = [0.36, 0.3, 0.24, 0.42, 0.48].map {
        hiddenPlace(j) + (outputPlace - hiddenPlace(j)) * $0
      }
      marks.append(
        Label(
          "$u_{\(j + 1)}$", at: .oneOf(along), isUpper ? .above(3, shift: 3) : .below(3, shift: 3),
          isUpper ? .aboveRight(3) : .belowRight(3), role: .secondLayer, layer: "weights"))
    }
    return try panel(
      "diagonal", heading: "$\\boldsymbol{W}=\\mathrm{diag}(\\boldsymbol{v})$",
      note:
        "$f=\\langle\\boldsymbol{u}\\odot\\boldsymbol{v},\\boldsymbol{x}\\rangle$: \(weights) weights",
      marks: marks, size: size)
  }
}
