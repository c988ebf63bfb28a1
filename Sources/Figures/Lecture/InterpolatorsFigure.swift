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
    .integer(
      "seed", \.network.seed, in: 0...1_000_000, "seed of the samples and of the label noise"),
    .real("step", \.network.stochasticStep, in: 0.01...0.2, "step size of SGD"),
    .real(
      "noise", \.network.noise, in: 0...1.5, "size of the label noise of SGD at its first step"),
  ]

  var network = SmallestNetwork()

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
    let paths = try [
      network.gradientDescent(from: network.firstStart),
      network.gradientDescent(from: network.secondStart), network.stochasticDescent(),
    ].map { weights in Path(points: weights.map { Point($0.u, $0.v) }) }
    let sharpness = paths.map { network.sharpness(.init(u: $0.end.x, v: $0.end.y)) }
    return Computed(
      of: self,
      numbers: [
        "gd-1.sharpness": sharpness[0], "gd-2.sharpness": sharpness[1],
        "sgd.sharpness": sharpness[2],
      ], series: zip(["gd-1", "gd-2", "sgd"], paths).map { Table($0, ["u", "v"], $1.points) },
      claims: [
        Claim(
          "fig-1", "the three runs end on the curve of interpolators $uv = 1$",
          paths.map { abs($0.end.x * $0.end.y - 1) }.worst, within: SmallestNetwork.tolerance,
          "the runs are stopped at this distance")
      ],
      facts: [
        "step": .exactly(network.stochasticStep), "noisy": .flag(network.noise != 0),
        "crosses": .flag(paths[2].end.x < 0),
        "moved": .flag((paths[2].end - paths[0].end).length > 0.05),
        "nearer": .flag(paths[2].end.length < paths[0].end.length),
        "sharp1": .decimals(sharpness[0], 2), "sharp2": .decimals(sharpness[1], 2),
        "sharp3": .decimals(sharpness[2], 2),
      ]
    ) { size, text in
      Figure(
        self, text, size: size.page(heights: (column: 200, text: 205)),
        arrangement: .panel(panel(paths, text)))
    }
  }

  private func panel(_ paths: [Path], _ text: FigureText) -> Panel {
    let (first, second, noisy) = (paths[0], paths[1], paths[2])
    let (us, vs) = (paths.flatMap(\.points).map(\.x), paths.flatMap(\.points).map(\.y))
    let (right, top) = (us.worst * 1.4, vs.worst + 0.25)
    // A run that jumps over the saddle is shown with the other branch; both go beyond the runs, since
    // a wide or tall panel shows more of the plane than they need.
    let branches = (noisy.end.x < 0 ? [1.0, -1] : [1]).map { sign in
      ParametricCurve(from: -log(20 * top), to: log(20 * right)) { s in
        (Point(exp(s), exp(-s)) * sign, Point(exp(s), -exp(-s)) * sign)
      }
    }
    let interpolators = (0...40).map { part in
      branches[0].at(-log(top) + log(right * top) * Double(part) / 40).0
    }
    func name(_ limit: String) -> String { "$\\boldsymbol{\\theta}_\\infty\(limit)$" }
    return Panel(
      name: "weights", x: .linear(from: min(-0.12, us.least - 0.12), to: right),
      y: .linear(from: min(-0.12, vs.least - 0.12), to: top), aspect: .equalFilling(around: .zero),
      frame: .none
    ) {
      PlaneAxes(x: "$u$", y: "$v$", keepsWordsOff: true)
      // Below the curve, along which it runs to and fro.
      Polyline([noisy.points], .sgd, .rule, join: .round, layer: "sgd", name: "SGD")
      Dots(noisy.points, .disc, .sgd, diameter: 1.8, layer: "sgd", name: "SGD")
      ExactCurves(branches, .interpolators, .hero, layer: "set", name: "interpolators")
      // Where the first step of SGD, from the same start, has left the path.
      Curve(first.points, .gradientFlow, heads: [0.78], layer: "gd", name: "GD")
      Curve(second.points, .gradientFlow, heads: [0.5], layer: "gd", name: "GD")
      Spot(
        Symbol.start, at: first.start, .right(), .aboveRight(), shape: .hollow, layer: "starts",
        name: "start")
      Spot(
        "$\\boldsymbol{\\theta}_0'$", at: second.start, .aboveRight(), .right(), shape: .hollow,
        layer: "starts", name: "start")
      Spot(
        name("^{\\text{gd}}") + " " + text["sharp1"], at: first.end, .belowRight(), .below(),
        .aboveRight(), role: .gradientFlow, diameter: 5, layer: "ends", name: "end of GD")
      Spot(
        name("'^{\\text{gd}}") + " " + text["sharp2"], at: second.end, .belowLeft(), .left(),
        .aboveRight(), .right(), role: .gradientFlow, diameter: 5, layer: "ends", name: "end of GD")
      Spot(
        name("^{\\text{sgd}}") + "\n" + text["sharp3"], at: noisy.end,
        // Below the curve, and off the zigzag of the run.
        .init(align: Point(1, 0), offset: Point(-8, 6)), .belowLeft(), .left(), .below(),
        role: .sgd, diameter: 5, layer: "ends", name: "end of SGD")
      Label(
        text["gd"], at: .oneOf(second.middle + first.middle), .belowRight(), .right(), .aboveLeft(),
        .left(), role: .gradientFlow, layer: "gd")
      Label(
        text["sgd"], at: .oneOf([noisy.points.min { $0.y < $1.y } ?? noisy.start] + noisy.middle),
        .right(), .left(), .below(), role: .sgd, layer: "sgd")
      Label(
        "$\\mathcal{I}=\\{\\boldsymbol{\\theta}:L(\\boldsymbol{\\theta})=0\\}$",
        at: .along(interpolators), .above(), .right(), .aboveLeft(), .below(), role: .interpolators,
        layer: "set")
    }
  }
}
