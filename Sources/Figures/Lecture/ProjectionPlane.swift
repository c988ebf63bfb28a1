import Drawing
import Elementary
import Models
import Plotting

/// Two weights, one sample.
extension Projection {
  func planePanel(_ family: FlowFamily, _ patch: FlowPatch) -> Panel {
    let x = family.problem.x
    let (a, b, y) = (x[0, 0], x[0, 1], family.problem.y[0])
    func level(_ value: Double) -> [Point] { [-4.0, 6].map { t in Point(t, (value - a * t) / b) } }
    // Level lines of the risk: equal steps of the residual to either side of the interpolators.
    let levels = (1...6).flatMap { k in [1.0, -1].map { level(y + $0 * 0.45 * Double(k)) } }
    let line = [patch.sides[0].lowerBound, patch.sides[0].upperBound].map {
      FlowFamily.view(patch.at([$0]))
    }
    let across = Point(a, b) * (1 / hypot(a, b))
    let along = Point(-across.y, across.x)
    let ends = family.paths.compactMap(\.last)
    return Panel(
      name: "plane", x: .linear(from: -1.6, to: 2.6), y: .linear(from: -1.1, to: 2.15),
      aspect: .equalFilling(), frame: .none
    ) {
      Polyline(levels, .rule, .level, layer: "levels", name: "level")
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$")
      Polyline([line], .interpolators, .hero, layer: "set", name: "interpolators")
      for (index, (path, end)) in zip(family.paths, ends).enumerated() {
        let layer = index == 0 ? "path" : "more"
        let side = path[0].dot(across) < end.dot(across) ? -1.0 : 1
        Curve(
          path, .gradientFlow, .curve, heads: [0.55], smooth: false, layer: layer, name: "flow line"
        )
        RightAngle(
          at: end, along: across * (0.085 * side), and: along * 0.085,
          layer: index == 0 ? "angle" : layer)
      }
      Dots(
        zip(ends, family.paths).dropFirst().filter { $0.1[0] != .zero }.map(\.0), .filled,
        .gradientFlow, diameter: 4.8, layer: "more", name: "end")
      Dots(
        family.paths.dropFirst().map { $0[0] }, .hollow, .gradientFlow, diameter: 4.8,
        layer: "more", name: "start")
      Spot(
        Symbol.start, at: family.paths[0][0], .left(), shape: .hollow, role: .gradientFlow,
        layer: "leaves", name: "start")
      Spot(
        Symbol.limit, at: ends[0], .above(), .aboveRight(), role: .gradientFlow, layer: "path",
        name: "end")
      Spot(
        Symbol.leastSquares, at: FlowFamily.view(family.leastNorm), .aboveRight(),
        role: .interpolators, diameter: 6.2, layer: "more", name: "least squares")
      Label(Symbol.origin, at: .zero, .belowLeft(), role: .gradientFlow, layer: "more")
      Label(
        Symbol.interpolators, at: line[1], .belowRight(), .right(), .aboveRight(),
        role: .interpolators, layer: "set")
      Handle(of: "plane-start", at: family.paths[0][0])
      Label.small("$d=2,\\ n=1$", at: .fraction(Point(0, 0)), layer: "axes")
    }
  }
}
