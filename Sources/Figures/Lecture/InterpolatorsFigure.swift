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

  /// A path in the plane of the weights; it has an end.
  private struct Path: Sendable {
    let points: [Point]
    var start: Point { points[0] }
    var end: Point { points[points.count - 1] }

    /// Points between a quarter and three quarters of the way to the end.
    var middle: [Point] {
      let way = (start - end).length
      return [0.5, 0.6, 0.4, 0.7, 0.3].compactMap { part in
        points.first { ($0 - end).length <= part * way }
      }
    }
  }

  func computed() throws -> Computed {
    var network = SmallestNetwork()
    (network.seed, network.stochasticStep, network.noise) = (UInt64(seed), step, noise)
    let paths = try [
      network.gradientDescent(from: network.firstStart),
      network.gradientDescent(from: network.secondStart), network.stochasticDescent(),
    ].map { weights in Path(points: weights.map { Point($0.u, $0.v) }) }
    let names = ["gd-1", "gd-2", "sgd"]
    let sharpness = paths.map { network.sharpness(.init(u: $0.end.x, v: $0.end.y)) }
    let data = FigureData(
      numbers: zip(names, sharpness).map { .init("\($0).sharpness", $1) },
      series: zip(names, paths).map { name, path in
        .init(name, ["u", "v"], path.points.map { [$0.x, $0.y] })
      },
      claims: [
        Claim(
          id: "fig-1", statement: "the three runs end on the curve of interpolators $uv = 1$",
          residual: paths.map { abs($0.end.x * $0.end.y - 1) }.worst,
          tolerance: SmallestNetwork.tolerance, reason: "the runs are stopped at this distance")
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "step": .exactly(step), "noisy": .flag(noise != 0),
        "moved": .flag((paths[2].end - paths[0].end).length > 0.05),
        "nearer": .flag(paths[2].end.length < paths[0].end.length),
        "sharp1": .decimals(sharpness[0], 2), "sharp2": .decimals(sharpness[1], 2),
        "sharp3": .decimals(sharpness[2], 2),
      ]
    ) { size, text in
      Figure(
        self, text, size: size.page(heights: (column: 200, text: 165.6)),
        arrangement: .panel(panel(paths, text)))
    }
  }

  private func panel(_ paths: [Path], _ text: FigureText) -> Panel {
    let (first, second, noisy) = (paths[0], paths[1], paths[2])
    let all = paths.flatMap(\.points)
    let right = (all.map(\.x).max() ?? 3) * 1.4
    let top = (all.map(\.y).max() ?? 2.5) + 0.25
    // Beyond the runs, since a wide or tall panel shows more of the plane than they need.
    let branch = ParametricCurve(from: -log(20 * top), to: log(20 * right)) { s in
      (Point(exp(s), exp(-s)), Point(exp(s), -exp(-s)))
    }
    let interpolators = (0...40).map { part in
      branch.at(-log(top) + log(right * top) * Double(part) / 40).0
    }
    func name(_ limit: String) -> String { "$\\boldsymbol{\\theta}_\\infty\(limit)$" }
    let marks: [any Mark] = [
      PlaneAxes(x: "$u$", y: "$v$"),
      ExactCurves([branch], .interpolators, .hero, layer: "set", name: "interpolators"),
      Polyline([noisy.points], .sgd, .rule, join: .round, layer: "sgd", name: "SGD"),
      Curve(first.points, .gradientFlow, heads: [0.5], layer: "gd", name: "GD"),
      Curve(second.points, .gradientFlow, heads: [0.5], layer: "gd", name: "GD"),
      Dots(noisy.points, .disc, .sgd, diameter: 1.8, layer: "sgd", name: "SGD"),
      Dots(
        [first.end, second.end], .filled, .gradientFlow, diameter: 5, layer: "ends",
        name: "end of GD"),
      Dots([noisy.end], .filled, .sgd, diameter: 5, layer: "ends", name: "end of SGD"),
      Dots(
        [first.start, second.start], .hollow, .ink, diameter: 4.8, layer: "starts", name: "start"),
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(first.start), .right(), .aboveRight(),
        layer: "starts"),
      Label(
        "$\\boldsymbol{\\theta}_0'$", at: .datum(second.start), .aboveRight(), .right(),
        layer: "starts"),
      Label(
        name("^{\\text{gd}}") + " " + text["sharp1"], at: .datum(first.end), .belowRight(),
        .below(),
        .aboveRight(), role: .gradientFlow, layer: "ends"),
      Label(
        name("'^{\\text{gd}}") + " " + text["sharp2"], at: .datum(second.end), .belowLeft(),
        .left(),
        .aboveRight(), .right(), role: .gradientFlow, layer: "ends"),
      Label(
        name("^{\\text{sgd}}") + " " + text["sharp3"], at: .datum(noisy.end), .belowLeft(), .left(),
        .below(), role: .sgdText, layer: "ends"),
      Label(
        text["gd"], at: .oneOf(second.middle + first.middle), .belowRight(), .right(), .aboveLeft(),
        .left(), role: .gradientFlow, layer: "gd"),
      Label(
        text["sgd"], at: .oneOf([noisy.points.min { $0.y < $1.y } ?? noisy.start] + noisy.middle),
        .right(), .left(), .below(), role: .sgdText, layer: "sgd"),
      Label(
        "$\\mathcal{I}=\\{\\boldsymbol{\\theta}:L(\\boldsymbol{\\theta})=0\\}$",
        at: .along(interpolators), .above(), .right(), .aboveLeft(), .below(),
        role: .interpolators, layer: "set"),
    ]
    return Panel(
      name: "weights", x: .linear(from: -0.12, to: right), y: .linear(from: -0.12, to: top),
      aspect: .equalFilling(around: .zero), frame: .none, marks: marks)
  }
}
