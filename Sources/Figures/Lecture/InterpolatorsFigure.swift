import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Start and algorithm pick the interpolator: lecture figure 1, computed on the smallest network.
struct InterpolatorsFigure: LectureFigure {
  let id = "interpolators"
  let alias: String? = "fig1"
  let title = "The start and the algorithm pick the interpolator"
  let parameters: [Parameter<InterpolatorsFigure>] = [
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the samples and of the label noise"),
    .real("step", \.step, in: 0.01...0.2, "step size of SGD"),
    .real("noise", \.noise, in: 0...1.5, "size of the label noise of SGD at its first step"),
  ]

  var seed = Int(SmallestNetwork().seed)
  var step = SmallestNetwork().stochasticStep
  var noise = SmallestNetwork().noise

  func computed() throws -> Computed {
    var network = SmallestNetwork()
    network.seed = UInt64(seed)
    network.stochasticStep = step
    network.noise = noise
    let points: ([SmallestNetwork.Weights]) -> [Point] = { $0.map { Point($0.u, $0.v) } }
    let first = points(try network.gradientDescent(from: network.firstStart))
    let second = points(try network.gradientDescent(from: network.secondStart))
    let noisy = points(try network.stochasticDescent())
    let paths = [first, second, noisy]
    let ends = paths.map { $0[$0.count - 1] }
    let names = ["gd-1", "gd-2", "sgd"]
    let defect = ends.map { abs($0.x * $0.y - 1) }.worst
    let sharpness = ends.map { network.sharpness(SmallestNetwork.Weights(u: $0.x, v: $0.y)) }
    let data = FigureData(
      numbers: zip(names, sharpness).map { .init("\($0).sharpness", $1) },
      series: zip(names, paths).map { name, path in
        .init(name, ["u", "v"], path.map { [$0.x, $0.y] })
      },
      claims: [
        Claim(
          id: "fig-1", statement: "the three runs end on the curve of interpolators $uv = 1$",
          residual: defect, tolerance: SmallestNetwork.tolerance,
          reason: "the runs are stopped at this distance")
      ])
    return Computed(data: data) { size in
      try figure(first: first, second: second, noisy: noisy, sharpness: sharpness, size: size)
    }
  }

  /// The points of a path that lie between a quarter and three quarters of the way to its end.
  private static func middle(of path: [Point]) -> [Point] {
    let end = path[path.count - 1]
    let way = (path[0] - end).length
    let parts = [0.5, 0.6, 0.4, 0.7, 0.3]
    return parts.compactMap { part in path.first { ($0 - end).length <= part * way } }
  }

  private func figure(
    first: [Point], second: [Point], noisy: [Point], sharpness: [Double], size: SizeClass
  ) throws -> Figure {
    let all = first + second + noisy
    let right = (all.map(\.x).max() ?? 3) * 1.75
    let top = (all.map(\.y).max() ?? 2.5) + 0.25
    let end: ([Point]) -> Point = { $0[$0.count - 1] }
    let branch = ParametricCurve(from: -log(top), to: log(right)) { s in
      (Point(exp(s), exp(-s)), Point(exp(s), -exp(-s)))
    }
    let flat = sharpness.map { Numeral($0, decimals: 2).plain }
    let marks: [any Mark] = [
      PlaneAxes(x: "$u$", y: "$v$"),
      ExactCurves([branch], .interpolators, .hero, layer: "set", name: "interpolators"),
      Polyline([noisy], .note, .hair, layer: "sgd", name: "SGD"),
      Curve(first, .gradientFlow, .curve, heads: [0.5], layer: "gd", name: "GD"),
      Curve(second, .gradientFlow, .curve, heads: [0.5], layer: "gd", name: "GD"),
      Dots(noisy, .disc, .sgd, diameter: 2.0, layer: "sgd", name: "SGD"),
      Dots(
        [end(first), end(second)], .filled, .gradientFlow, diameter: 5, layer: "ends",
        name: "end of GD"),
      Dots([end(noisy)], .filled, .sgd, diameter: 5, layer: "ends", name: "end of SGD"),
      Dots([first[0], second[0]], .hollow, .ink, diameter: 4.8, layer: "starts", name: "start"),
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(first[0]), .right(4), .aboveRight(3),
        layer: "starts"),
      Label(
        "$\\boldsymbol{\\theta}_0'$", at: .datum(second[0]), .aboveRight(3), .right(4),
        layer: "starts"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty^{\\text{gd}}$", at: .datum(end(first)), .belowRight(4),
        .below(5), role: .gradientFlow, layer: "ends"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty'^{\\text{gd}}$", at: .datum(end(second)), .belowLeft(3),
        .left(5), role: .gradientFlow, layer: "ends"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty^{\\text{sgd}}$", at: .datum(end(noisy)), .belowLeft(3),
        .left(5), role: .sgdText, layer: "ends"),
      Label(
        "GD", at: .oneOf(Self.middle(of: second) + Self.middle(of: first)), .belowRight(4),
        .right(5), .aboveLeft(4), .left(5), role: .gradientFlow, layer: "gd"),
      Label(
        "SGD", at: .datum(noisy.min { $0.y < $1.y } ?? noisy[0]), .right(5), .left(5), .below(4),
        role: .sgdText,
        layer: "sgd"),
      Label(
        "$\\mathcal{I}=\\{\\boldsymbol{\\theta}:L(\\boldsymbol{\\theta})=0\\}$",
        at: .datum(Point(right, 1 / right)), .init(align: Point(1, 1), offset: Point(0, -10)),
        .init(align: Point(1, 1), offset: Point(0, -16)),
        .init(align: Point(1, 0), offset: Point(0, 5)), role: .interpolators, layer: "set"),
      Label(
        "sharpness where the runs end:\n"
          + "GD \(flat[0]) and \(flat[1]), SGD \(flat[2])",
        at: .fraction(Point(1, 1)), .init(align: Point(1, 0), offset: Point(-4, 8)), size: .tick,
        role: .note, layer: "ends"),
    ]
    let way = end(noisy) - end(first)
    let isMoved = way.length > 0.05
    let isNearer = end(noisy).length < end(first).length
    let panel = Panel(
      name: "weights", x: try Scale(.linear, from: -0.12, to: right),
      y: try Scale(.linear, from: -0.12, to: top), aspect: .equalFilling(around: Point(0, 0)),
      frame: .none, marks: marks)
    return Figure(
      id: id, title: title,
      caption: "The loss $L(\\boldsymbol{\\theta})$, $\\boldsymbol{\\theta}=(u,v)$, of the network "
        + "$f(x)=uvx$ on five samples vanishes on the curve $uv=1$, the interpolators "
        + "$\\mathcal{I}$. Gradient descent (GD) from $\\boldsymbol{\\theta}_0$ and "
        + "$\\boldsymbol{\\theta}_0'$ ends at $\\boldsymbol{\\theta}_\\infty^{\\text{gd}}$ and "
        + "$\\boldsymbol{\\theta}_\\infty'^{\\text{gd}}$; stochastic gradient descent (SGD) from "
        + "$\\boldsymbol{\\theta}_0$, with step size $\(Numeral(exactly: step).tex)$ and "
        + (noise == 0 ? "no label noise" : "label noise that dies out")
        + ", ends at $\\boldsymbol{\\theta}_\\infty^{\\text{sgd}}$"
        + (isMoved ? ", further along the curve" : "")
        + ". The sharpness, the largest eigenvalue of the Hessian of $L$, is \(flat[0]) and "
        + "\(flat[1]) where gradient descent ends and \(flat[2]) where stochastic gradient "
        + "descent does.",
      alternative: "A plane of two weights with one branch of a hyperbola, the interpolators. Two "
        + "smooth paths of gradient descent end on it at different points. A path of stochastic "
        + "gradient descent starts with the first and ends on the curve "
        + (isMoved
          ? "at a third point, \(isNearer ? "nearer to" : "further from") the origin."
          : "where the first does, as far as one can see."),
      size: size.page(heights: (column: 200, text: 165.6)), arrangement: .panel(panel),
      steps: [
        .init("set", "The interpolators"), .init("starts", "Two starts"),
        .init("gd", "Gradient descent"), .init("sgd", "Stochastic gradient descent"),
        .init("ends", "Three end points"),
      ])
  }
}
