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
    var marks: [any Mark] = []
    var seen: [Point] = []
    func red(_ from: Double, _ to: Double) -> any Mark {
      Polyline(
        [[view(at(from)), view(at(to))]], .interpolators, .hero, layer: "set", name: "interpolators"
      )
    }
    // Back to front: a larger place along the line is nearer to the eye when it points there.
    let isNearer = dot(line, FlowFamily.towardsEye) > 0
    let order = isNearer ? places.indices.map { $0 } : places.indices.reversed()
    let ends = isNearer ? (-2.0, 1.95) : (1.95, -2.0)
    var last = ends.0
    for leaf in order {
      if leaf == order.first { marks.append(red(last, places[leaf])) }
      last = places[leaf]
      let middle = at(places[leaf])
      let edge = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { a, b in
        view(sum(middle, 1, times: [0, 0.95 * a, 1.3 * b]))
      }
      seen += edge
      marks += [
        Fill([edge], .band(0.35), opacity: 0.86, layer: "leaves", name: "leaf"),
        Polyline([edge + [edge[0]]], .rule, .rule, layer: "leaves", name: "leaf"),
      ]
      for level in [0.18, 0.55, 1.05] {
        let ellipse = (0..<72).map { k -> Point in
          let angle = 2 * Double.pi * Double(k) / 72
          let across = fast.map { $0 * (level * cos(angle) * sigma[1] / sigma[0]) }
          return view(sum(middle, 1, times: sum(across, level * sin(angle), times: slow)))
        }
        marks.append(Curve(ellipse, .rule, .level, closed: true, layer: "leaves", name: "level"))
      }
      let isFirst = leaf == FlowFamily.leafOfStart[FlowFamily.labelledStart]
      let next = order.drop { $0 != leaf }.dropFirst().first.map { places[$0] } ?? ends.1
      let paths = family.paths.enumerated().filter { FlowFamily.leafOfStart[$0.0] == leaf }
        .map { (isLabelled: $0 == FlowFamily.labelledStart, points: $1) }
      marks += [
        red(last, next),
        RightAngle(
          at: view(middle), along: view(line) * 0.16,
          and: view(slow) * (slow[2] < 0 ? -0.16 : 0.16), layer: isFirst ? "angle" : "more"),
      ]
      marks += paths.map {
        Curve(
          $0.points, .gradientFlow, .curve, heads: [0.45], layer: $0.isLabelled ? "path" : "more",
          name: "flow line")
      }
      marks.append(
        Dots(
          [view(middle)], .filled, .gradientFlow, diameter: 4.6, layer: isFirst ? "path" : "more",
          name: "end"))
      marks += paths.map {
        Dots(
          [$0.points[0]], .hollow, .gradientFlow, diameter: 4.6,
          layer: $0.isLabelled ? "leaves" : "more", name: "start")
      }
    }
    let labelled = family.paths[FlowFamily.labelledStart]
    let right = view(at(1.95))
    marks += [
      Label(
        Symbol.start, at: .datum(labelled[0]), .right(), .below(), role: .gradientFlow,
        layer: "leaves"),
      Label(
        Symbol.limit, at: .datum(labelled[labelled.count - 1]), .belowRight(),
        .right(), role: .gradientFlow, layer: "path"),
      Label(Symbol.interpolators, at: .datum(right), .above(), role: .interpolators, layer: "set"),
      Label(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_i)$",
        at: .datum((seen[4] + seen[5]) * 0.5), .below(), size: .tick, role: .note,
        layer: "leaves"),
      Label("$d=3,\\ n=2$", at: .fraction(Point(0, 0)), size: .tick, role: .note, layer: "axes"),
    ]
    return tightPanel("leaves", around: seen + [view(at(-2.0)), right], marks: marks)
  }
}
