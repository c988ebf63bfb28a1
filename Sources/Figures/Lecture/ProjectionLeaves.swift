import Drawing
import Elementary
import Models
import Plotting

/// Three weights, two samples.
extension Projection {
  func leavesPanel(_ family: FlowFamily) -> Panel {
    let view = FlowFamily.view
    let sigma = family.problem.decomposition.singularValues
    let (fast, slow) = (
      family.problem.decomposition.right[0], family.problem.decomposition.right[1]
    )
    let line = unit(orthogonal([1, 0, 0], to: [fast, slow]))
    let centre = family.leastNorm
    func at(_ t: Double) -> [Double] { sum(centre, t, times: line) }
    let places = FlowFamily.leafPlaces
    func red(_ from: Double, _ to: Double) -> Polyline {
      Polyline(
        [[view(at(from)), view(at(to))]], .interpolators, .hero, layer: "set", name: "interpolators"
      )
    }
    // Back to front: a larger place along the line is nearer to the eye when it points there.
    let isNearer = dot(line, FlowFamily.towardsEye) > 0
    let order = isNearer ? places.indices.map { $0 } : places.indices.reversed()
    let ends = isNearer ? (-2.0, 1.95) : (1.95, -2.0)
    let edges = order.map { leaf in
      [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { a, b in
        view(sum(at(places[leaf]), 1, times: [0, 0.95 * a, 1.3 * b]))
      }
    }
    let labelled = family.paths[FlowFamily.labelledStart]
    let right = view(at(1.95))
    return tightPanel("leaves", around: edges.flatMap { $0 } + [view(at(-2.0)), right]) {
      red(ends.0, places[order[0]])
      for (leaf, (edge, next)) in zip(
        order, zip(edges, order.dropFirst().map { places[$0] } + [ends.1]))
      {
        let middle = at(places[leaf])
        let isFirst = leaf == FlowFamily.leafOfStart[FlowFamily.labelledStart]
        let paths = family.paths.enumerated().filter { FlowFamily.leafOfStart[$0.0] == leaf }.map {
          (isLabelled: $0 == FlowFamily.labelledStart, points: $1)
        }
        Fill([edge], .band(0.35), opacity: 0.86, layer: "leaves", name: "leaf")
        Polyline([edge + [edge[0]]], .rule, .rule, layer: "leaves", name: "leaf")
        for level in [0.18, 0.55, 1.05] {
          let ellipse = (0..<72).map { k -> Point in
            let angle = 2 * Double.pi * Double(k) / 72
            let across = fast.map { $0 * (level * cos(angle) * sigma[1] / sigma[0]) }
            return view(sum(middle, 1, times: sum(across, level * sin(angle), times: slow)))
          }
          Curve(ellipse, .rule, .level, closed: true, layer: "leaves", name: "level")
        }
        red(places[leaf], next)
        RightAngle(
          at: view(middle), along: view(line) * 0.16,
          and: view(slow) * (slow[2] < 0 ? -0.16 : 0.16), layer: isFirst ? "angle" : "more")
        for path in paths {
          Curve(
            path.points, .gradientFlow, .curve, heads: [0.45],
            layer: path.isLabelled ? "path" : "more", name: "flow line")
        }
        Dots(
          [view(middle)], .filled, .gradientFlow, diameter: 4.6, layer: isFirst ? "path" : "more",
          name: "end")
        for path in paths {
          Dots(
            [path.points[0]], .hollow, .gradientFlow, diameter: 4.6,
            layer: path.isLabelled ? "leaves" : "more", name: "start")
        }
      }
      Label(Symbol.start, at: labelled[0], .right(), .below(), role: .gradientFlow, layer: "leaves")
      Label(
        Symbol.limit, at: labelled[labelled.count - 1], .belowRight(), .right(),
        role: .gradientFlow, layer: "path")
      Label(Symbol.interpolators, at: right, .above(), role: .interpolators, layer: "set")
      Label.small(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_i)$",
        at: (edges[1][0] + edges[1][1]) * 0.5, .below(), layer: "leaves")
      Label.small("$d=3,\\ n=2$", at: .fraction(Point(0, 0)), layer: "axes")
    }
  }
}
