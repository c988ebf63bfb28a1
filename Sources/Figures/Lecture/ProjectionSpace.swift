import Drawing
import Models
import Plotting

/// Three weights, one sample.
extension Projection {
  func spacePanel(_ family: FlowFamily, _ patch: FlowPatch) -> Panel {
    let view = FlowFamily.view
    let ols = family.leastNorm
    let normal = unit(Array(family.problem.x.row(0)))
    func places(_ height: Double) -> [Point] {
      let (a, b) = (patch.sides[0], patch.sides[1])
      return [
        [a.lowerBound, b.lowerBound], [a.upperBound, b.lowerBound], [a.upperBound, b.upperBound],
        [a.lowerBound, b.upperBound],
      ].map { view(sum(patch.at($0), height, times: normal)) }
    }
    let plane = places(0)
    let path = family.paths[0]
    let (top, foot) = (path[0], path[path.count - 1])
    let way = dot(difference(family.starts[0], family.ends[0]), normal)
    let side = way < 0 ? -1.0 : 1
    let beyond = foot - view(normal) * (0.85 * side)
    let olsPlace = view(ols)
    // In the wide view everything is smaller, but for marks.
    let corner = patch.sides[0].upperBound > 2 ? 0.3 : 0.15
    let toOls = difference(ols, family.ends[0])
    let towards = euclideanNorm(toOls) > 1e-6 ? unit(toOls) : patch.directions[0]
    let isBelow = side < 0
    // The view is that of all starts in the stretch, so that it stays where a start moves.
    let seen = places(patch.heights.lowerBound) + places(patch.heights.upperBound)
    let start = Curve(
      path, .gradientFlow, .curve, heads: [0.55], smooth: false, layer: "path", name: "flow line")
    let continued = Polyline(
      [[foot, beyond]], .note, .rule, .dashed, layer: "leaves", name: "span of the sample")
    return tightPanel("space", around: seen) {
      // What lies below the plane is seen through it.
      if isBelow { start } else { continued }
      Polyline(
        [[olsPlace, view([0, 0, 0])]], .note, .rule, .dotted, layer: "more",
        name: "foot from the origin")
      Dots([view([0, 0, 0])], .disc, .note, diameter: 2.6, layer: "more", name: "origin")
      Fill([plane], .band(0.45), opacity: 0.6, layer: "set", name: "plane")
      Polyline([plane + [plane[0]]], .interpolators, .curve, layer: "set", name: "interpolators")
      Polyline([[foot, olsPlace]], .ink, .rule, layer: "more", name: "segment")
      RightAngle(
        at: foot, along: view(towards) * corner, and: view(normal) * (corner * side), layer: "angle"
      )
      if isBelow { continued } else { start }
      Spot(
        Symbol.start, at: top, .left(7), .right(7), shape: .hollow, role: .gradientFlow,
        layer: "leaves", name: "start")
      Spot(
        Symbol.limit, at: foot, .belowLeft(), .left(), role: .gradientFlow, layer: "path",
        name: "end")
      Spot(
        Symbol.leastSquares, at: olsPlace, .aboveRight(), .right(), role: .interpolators,
        diameter: 5.4, layer: "more", name: "least squares")
      Label(Symbol.origin, at: view([0, 0, 0]), .right(), role: .note, layer: "more")
      Label.small(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_1)$", at: beyond, .left(),
        .right(), layer: "leaves")
      Label(
        Symbol.interpolators, at: .along([plane[3], plane[2]]), .belowLeft(), .below(),
        role: .interpolators, layer: "set")
      Handle(of: "start", at: top)
      Label.small("$d=3,\\ n=1$", at: .fraction(Point(0, 0)), layer: "axes")
    }
  }
}
