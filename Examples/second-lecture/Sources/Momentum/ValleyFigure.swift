import Drawing
import Lectures
import Plotting
import Records

/// Three methods in a narrow valley.
struct ValleyFigure: LectureFigure {
  let id = "valley"
  let title = "Three methods in a narrow valley"
  let parameters: [Parameter<ValleyFigure>] = [
    .real("kappa", \.kappa, in: 2...100, "condition number κ"),
    .integer("steps", \.steps, in: 5...200, "number of steps"),
  ]
  var kappa = 12.0
  var steps = 40

  func computed() throws -> Computed {
    let f = Quadratic(eigenvalues: [1, kappa])
    let start = [-2.6, 0.7]
    let paths = Method.allCases.map { $0.path(f, from: start, steps: steps) }
    let step = Method.descent.tuned(for: f).step
    let closed = zip(start, f.eigenvalues).map { x, lambda in
      (0..<steps).reduce(x) { y, _ in y * (1 - step * lambda) }
    }
    let gap = zip(closed, paths[0][steps]).map { abs($0 - $1) }.reduce(0, +)
    let data = FigureData(
      numbers: zip(Method.allCases, paths).map {
        Quantity("\($0.rawValue).loss", f.value($1[steps]))
      },
      series: zip(Method.allCases, paths).map { Table($0.rawValue, ["x1", "x2"], $1) },
      claims: [
        Claim(
          id: "valley-descent", statement: "gradient descent ends at its closed form",
          residual: gap, tolerance: 1e-13, reason: "rounding in \(steps) products")
      ])
    return Computed(data: data) { try figure(f, paths, $0) }
  }

  private func figure(_ f: Quadratic, _ paths: [[[Double]]], _ size: SizeClass) throws -> Figure {
    let levels = try Levels.squareRoot(from: 0.02, through: f.value([3, 1]), count: 12)
    var marks: [any Mark] = [
      Contours(
        of: { f.value([$0, $1]) }, at: levels, interpolation: .squareRoot, form: .bands,
        layer: "valley", name: "level sets")
    ]
    for (index, method) in Method.allCases.enumerated() {
      let points = paths[index].map { Point($0[0], $0[1]) }
      marks += [
        Polyline([points], method.role, .curve, layer: method.rawValue, name: method.title),
        Dots(
          Array(points.dropFirst()), .disc, method.role, diameter: 2.6, layer: method.rawValue,
          name: method.title),
        Label(
          method.title, at: .fraction(Point(1, Double(index) * 0.09)),
          .init(align: Point(1, 0), offset: Point(-4, 5)), role: method.role,
          layer: method.rawValue),
      ]
    }
    let start = Point(paths[0][0][0], paths[0][0][1])
    marks += [
      Dots([Point(0, 0)], .filled, .ink, layer: "valley", name: "minimiser"),
      Dots([start], .hollow, .ink, diameter: 5, layer: "valley", name: "start"),
    ]
    let panel = Panel(
      name: "valley", x: try Scale(.linear, from: -3, to: 3),
      y: try Scale(.linear, from: -1, to: 1), aspect: .equalFilling(),
      frame: .ranges(
        x: Axis(linearTicks(from: -3, to: 3), over: -3...3, label: "$x_1$"),
        y: Axis(linearTicks(from: -1, to: 1, count: 2), over: -1...1)),
      heading: .init("$x_2$"), marks: marks)
    return Figure(
      id: id, title: title,
      caption: "Level sets of $f(x) = \\frac12(x_1^2 + \\kappa x_2^2)$ with $\\kappa = "
        + "\(short(kappa))$, and \(steps) steps (dots) of three methods, each with its best step "
        + "and momentum, from one start (circle) to the minimiser (black dot).",
      alternative: "Elliptic level sets of a narrow quadratic valley. Gradient descent zigzags "
        + "to the minimum, the heavy ball swings wider and needs fewer turns; Nesterov's method "
        + "reaches the floor of the valley in one step and runs along it.",
      size: size.page(heights: (column: 150, text: 190)), arrangement: .panel(panel),
      steps: [.init("valley", "The valley")]
        + Method.allCases.map { Figure.Step($0.rawValue, "Now \($0.title)") })
  }
}
