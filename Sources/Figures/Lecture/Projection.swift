import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Gradient flow on least squares ends at the orthogonal projection: lecture figure 2.
struct Projection: LectureFigure {
  let id = "projection"
  let alias: String? = "fig2"
  let title = "Gradient flow projects onto the interpolators"
  let parameters: [Parameter<Projection>] = [
    .integer("dimension", \.dimension, in: 2...3, "dimension d of the left panel, with n = 1"),
    .reals("start", \.start, in: -3...3, count: 3...3, "the start of the left panel for d = 3"),
    .reals(
      "plane-start", \.planeStart, in: -1...2, count: 2...2,
      "the labelled start of the left panel for d = 2"),
  ]

  var dimension = 3
  var start = [-0.55, 0.15, 2.15]
  var planeStart = [-0.8, 0.6]

  func computed() throws -> Computed {
    let left = try dimension == 3 ? FlowFamily.space(start) : FlowFamily.plane(planeStart)
    let right = try FlowFamily.leaves()
    let patch = dimension == 3 ? Patch.space(left) : Patch.plane(left)
    let claims = [left, right].flatMap(\.claims) + [patch.claim]
    let data = FigureData(
      numbers: [
        .init("right-angle.defect", [left, right].map(\.angleDefect).worst),
        .init("end.distance", [left, right].map(\.endDistance).worst),
      ],
      series: left.series("left") + right.series("right"), claims: claims)
    let isAtRest = distance(left.starts[0], left.ends[0]) <= 1e-9
    return Computed(
      of: self, data: data,
      facts: [
        "dimension": .count(dimension), "space": .flag(dimension == 3), "atRest": .flag(isAtRest),
        "starts": .count(Set(left.starts).count), "leaves": .count(FlowFamily.leafPlaces.count),
      ]
    ) { size, text in
      let page = size.page(heights: (column: 372, text: 190.8))
      let parts = [
        Arrangement.panel(dimension == 3 ? spacePanel(left, patch) : planePanel(left, patch)),
        .panel(leavesPanel(right)),
      ]
      return Figure(
        self, text, size: page,
        arrangement: page.isNarrow
          ? .column(parts, shares: [1, 1], gap: 6) : .row(parts, shares: [1, 1.06], gap: 10))
    }
  }

  /// The part of the interpolators that the left panel shows.
  struct Patch: Sendable {
    /// The point from which the sides are measured, and the directions of the sides.
    let centre: [Double]
    let directions: [[Double]]
    /// How far the sides reach along each direction.
    let sides: [ClosedRange<Double>]
    /// The heights over the interpolators that are in view, for d = 3.
    let heights: ClosedRange<Double>
    /// The drawn points of the interpolators, along the directions.
    private let shown: [[Double]]

    /// For d = 2 the line; every allowed start ends on the stretch.
    static func plane(_ family: FlowFamily) -> Patch {
      let x = Array(family.problem.x.row(0))
      let along = unit([x[1], -x[0]])
      return Patch(
        family, directions: [along], candidates: [([-2.2...2.4], 0...0)])
    }

    /// For d = 3 the plane: the stretch around the lecture's start, or one that holds the ends
    /// of all allowed starts.
    static func space(_ family: FlowFamily) -> Patch {
      let normal = unit(Array(family.problem.x.row(0)))
      let first = unit(orthogonal([1, 0, 0], to: [normal]))
      let second = unit(orthogonal([0, 1, 0], to: [normal, first]))
      return Patch(
        family, directions: [first, second],
        candidates: [
          ([-2.0...1.5, -1.15...1.15], -0.9...1.75), ([-3.6...3.6, -3.6...3.6], -4.2...3.2),
        ])
    }

    private init(
      _ family: FlowFamily, directions: [[Double]],
      candidates: [(sides: [ClosedRange<Double>], heights: ClosedRange<Double>)]
    ) {
      let centre = family.leastNorm
      let normal = unit(Array(family.problem.x.row(0)))
      func along(_ theta: [Double]) -> [Double] {
        directions.map { dot(difference(theta, centre), $0) }
      }
      self.centre = centre
      self.directions = directions
      let shown = family.ends.map(along)
      let heights = family.starts.map { dot(difference($0, centre), normal) }
      // A dot on the edge would look like one outside.
      let margin = 0.12
      let holds = candidates.first { one in
        shown.allSatisfy { point in
          zip(point, one.sides).allSatisfy {
            $1.lowerBound + margin <= $0 && $0 <= $1.upperBound - margin
          }
        } && (directions.count == 1 || heights.allSatisfy(one.heights.contains))
      }
      let chosen = holds ?? candidates[candidates.count - 1]
      (sides, self.heights, self.shown) = (chosen.sides, chosen.heights, shown)
    }

    /// How far the drawn point furthest outside lies from the patch.
    var claim: Claim {
      let outside = shown.flatMap { point in
        zip(point, sides).map { max($1.lowerBound - $0, $0 - $1.upperBound, 0) }
      }
      return Claim(
        id: "fig-2",
        statement: "the drawn part of the interpolators holds every drawn point that lies on them "
          + "($d = \(centre.count)$, $n = 1$): how far one lies outside",
        residual: outside.worst, tolerance: 0, reason: "the part is chosen to hold them")
    }

    /// A point of the interpolators.
    func at(_ places: [Double]) -> [Double] {
      zip(directions, places).reduce(centre) { sum($0, scaled($1.0, $1.1)) }
    }
  }

  // MARK: d = 2, n = 1

  private func planePanel(_ family: FlowFamily, _ patch: Patch) -> Panel {
    let x = family.problem.x
    let (a, b, y) = (x[0, 0], x[0, 1], family.problem.y[0])
    func level(_ value: Double) -> [Point] {
      [-4.0, 6].map { t in Point(t, (value - a * t) / b) }
    }
    // Level lines of the risk: equal steps of the residual to either side of the interpolators.
    let levels = (1...6).flatMap { k in [1.0, -1].map { level(y + $0 * 0.45 * Double(k)) } }
    let line = [patch.sides[0].lowerBound, patch.sides[0].upperBound]
      .map { family.projected(patch.at([$0])) }
    var marks: [any Mark] = [
      Polyline(levels, .rule, .level, layer: "levels", name: "level"),
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$"),
      Polyline([line], .interpolators, .hero, layer: "set", name: "interpolators"),
    ]
    let across = Point(a, b) * (1 / hypot(a, b))
    let along = Point(-across.y, across.x)
    for (index, path) in family.paths.enumerated() {
      let layer = index == 0 ? "path" : "more"
      let end = path[path.count - 1]
      let side = path[0].dot(across) < end.dot(across) ? -1.0 : 1
      marks.append(
        Curve(
          path, .gradientFlow, .curve, heads: [0.55], smooth: false, layer: layer,
          name: "flow line"))
      marks.append(
        RightAngle(
          at: end, along: across * (0.085 * side), and: along * (0.085),
          layer: index == 0 ? "angle" : layer))
    }
    let ends = family.paths.compactMap(\.last)
    let ols = family.projected(family.leastNorm)
    marks += [
      Dots([ends[0]], .filled, .gradientFlow, diameter: 4.8, layer: "path", name: "end"),
      Dots(
        zip(ends, family.paths).dropFirst().filter { $0.1[0] != .zero }.map(\.0), .filled,
        .gradientFlow, diameter: 4.8, layer: "more", name: "end"),
      Dots([ols], .filled, .interpolators, diameter: 6.2, layer: "more", name: "least squares"),
      Dots(
        [family.paths[0][0]], .hollow, .gradientFlow, diameter: 4.8, layer: "leaves", name: "start"),
      Dots(
        family.paths.dropFirst().map { $0[0] }, .hollow, .gradientFlow, diameter: 4.8,
        layer: "more", name: "start"),
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(family.paths[0][0]), .left(), role: .gradientFlow,
        layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(ends[0]), .above(), .aboveRight(),
        role: .gradientFlow, layer: "path"),
      Label(
        "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$", at: .datum(ols), .aboveRight(),
        role: .interpolators, layer: "more"),
      Label(
        "$\\boldsymbol{0}$", at: .datum(.zero), .belowLeft(), role: .gradientFlow, layer: "more"),
      Label(
        "$\\mathcal{I}$", at: .datum(line[1]), .belowRight(), .right(), .aboveRight(),
        role: .interpolators, layer: "set"),
      Label(
        "$d=2,\\ n=1$", at: .fraction(Point(0, 0)), size: .tick, role: .note, layer: "axes"),
    ]
    return Panel(
      name: "plane", x: .linear(from: -1.6, to: 2.6),
      y: .linear(from: -1.1, to: 2.15), aspect: .equalFilling(),
      frame: .none, marks: marks)
  }

  // MARK: d = 3, n = 1

  private func spacePanel(_ family: FlowFamily, _ patch: Patch) -> Panel {
    let view = family.view
    let ols = family.leastNorm
    let normal = unit(Array(family.problem.x.row(0)))
    func places(_ height: Double) -> [Point] {
      let (a, b) = (patch.sides[0], patch.sides[1])
      return [
        [a.lowerBound, b.lowerBound], [a.upperBound, b.lowerBound], [a.upperBound, b.upperBound],
        [a.lowerBound, b.upperBound],
      ].map { view(sum(patch.at($0), scaled(normal, height))) }
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
    let start: [any Mark] = [
      Curve(
        path, .gradientFlow, .curve, heads: [0.55], smooth: false, layer: "path", name: "flow line")
    ]
    let continued: [any Mark] = [
      Polyline(
        [[foot, beyond]], .note, .rule, .dashed, layer: "leaves", name: "span of the sample")
    ]
    // What lies below the plane is seen through it.
    var marks = isBelow ? start : continued
    marks += [
      Polyline(
        [[olsPlace, view([0, 0, 0])]], .note, .rule, .dotted, layer: "more",
        name: "foot from the origin"),
      Dots([view([0, 0, 0])], .disc, .note, diameter: 2.6, layer: "more", name: "origin"),
      Fill([plane], .band(0.45), opacity: 0.86, layer: "set", name: "plane"),
      Polyline([plane + [plane[0]]], .interpolators, .curve, layer: "set", name: "interpolators"),
      Polyline([[foot, olsPlace]], .ink, .rule, layer: "more", name: "segment"),
      RightAngle(
        at: foot, along: view(towards) * corner, and: view(normal) * (corner * side),
        layer: "angle"),
    ]
    marks += isBelow ? continued : start
    marks += [
      Dots([foot], .filled, .gradientFlow, diameter: 4.8, layer: "path", name: "end"),
      Dots(
        [olsPlace], .filled, .interpolators, diameter: 5.4, layer: "more", name: "least squares"),
      Dots([top], .hollow, .gradientFlow, diameter: 4.8, layer: "leaves", name: "start"),
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(top), .left(), .right(), role: .gradientFlow,
        layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(foot), .belowLeft(), .left(),
        role: .gradientFlow, layer: "path"),
      Label(
        "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$", at: .datum(olsPlace), .aboveRight(),
        .right(), role: .interpolators, layer: "more"),
      Label(
        "$\\boldsymbol{0}$", at: .datum(view([0, 0, 0])), .right(), role: .note, layer: "more"),
      Label(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_1)$", at: .datum(beyond), .left(),
        .right(), size: .tick, role: .note, layer: "leaves"),
      Label(
        "$\\mathcal{I}$", at: .along([plane[3], plane[2]]), .belowLeft(), .below(),
        role: .interpolators, layer: "set"),
      Label(
        "$d=3,\\ n=1$", at: .fraction(Point(0, 0)), size: .tick, role: .note, layer: "axes"),
    ]
    // The view is that of all starts in the stretch, so that it stays where a start moves.
    let seen = places(patch.heights.lowerBound) + places(patch.heights.upperBound)
    return tightPanel("space", around: seen, marks: marks)
  }

  // MARK: d = 3, n = 2

  private func leavesPanel(_ family: FlowFamily) -> Panel {
    let view = family.view
    let fast = family.problem.decomposition.right[0]
    let slow = family.problem.decomposition.right[1]
    let sigma = family.problem.decomposition.singularValues
    let line = unit(cross(fast, slow))
    let along = line[0] < 0 ? scaled(line, -1) : line
    let centre = family.leastNorm
    func at(_ t: Double) -> [Double] { sum(centre, scaled(along, t)) }
    let places = FlowFamily.leafPlaces
    var marks: [any Mark] = []
    var seen: [Point] = []
    func red(_ from: Double, _ to: Double) -> any Mark {
      Polyline(
        [[view(at(from)), view(at(to))]], .interpolators, .hero, layer: "set", name: "interpolators"
      )
    }
    // Back to front: a larger place along the line is nearer to the eye when it points there.
    let isNearer = dot(along, family.towardsEye) > 0
    let order = isNearer ? places.indices.map { $0 } : places.indices.reversed()
    let ends = isNearer ? (-2.0, 1.95) : (1.95, -2.0)
    var last = ends.0
    for leaf in order {
      if leaf == order.first { marks.append(red(last, places[leaf])) }
      last = places[leaf]
      let middle = at(places[leaf])
      let edge = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { a, b in
        view(sum(middle, sum(scaled([0, 1, 0], 0.66 * a), scaled([0, 0, 1], 1.3 * b))))
      }
      seen += edge
      marks.append(Fill([edge], .band(0.35), opacity: 0.86, layer: "leaves", name: "leaf"))
      marks.append(Polyline([edge + [edge[0]]], .rule, .rule, layer: "leaves", name: "leaf"))
      for level in [0.18, 0.55, 1.05] {
        let ellipse = (0..<72).map { k -> Point in
          let angle = 2 * Double.pi * Double(k) / 72
          let a = scaled(fast, level * cos(angle) * sigma[1] / sigma[0])
          let b = scaled(slow, level * sin(angle))
          return view(sum(middle, sum(a, b)))
        }
        marks.append(Curve(ellipse, .rule, .level, closed: true, layer: "leaves", name: "level"))
      }
      let next = order.drop { $0 != leaf }.dropFirst().first.map { places[$0] } ?? ends.1
      marks.append(red(last, next))
      let up = slow[2] < 0 ? scaled(slow, -1) : slow
      marks.append(
        RightAngle(
          at: view(middle), along: view(scaled(along, 0.16)), and: view(scaled(up, 0.16)),
          layer: "angle"))
      for (index, path) in family.paths.enumerated() where FlowFamily.leafOfStart[index] == leaf {
        let layer = index == FlowFamily.labelledStart ? "path" : "more"
        marks.append(
          Curve(path, .gradientFlow, .curve, heads: [0.45], layer: layer, name: "flow line"))
      }
      marks.append(
        Dots([view(middle)], .filled, .gradientFlow, diameter: 4.6, layer: "path", name: "end"))
      for (index, path) in family.paths.enumerated() where FlowFamily.leafOfStart[index] == leaf {
        let layer = index == FlowFamily.labelledStart ? "leaves" : "more"
        marks.append(
          Dots([path[0]], .hollow, .gradientFlow, diameter: 4.6, layer: layer, name: "start"))
      }
    }
    let labelled = family.paths[FlowFamily.labelledStart]
    let right = view(at(1.95))
    marks += [
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(labelled[0]), .right(), .below(),
        role: .gradientFlow, layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(labelled[labelled.count - 1]), .belowRight(),
        .right(), role: .gradientFlow, layer: "path"),
      Label(
        "$\\mathcal{I}$", at: .datum(right), .above(), role: .interpolators,
        layer: "set"),
      Label(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_i)$",
        at: .datum((seen[4] + seen[5]) * 0.5), .below(), size: .tick, role: .note,
        layer: "leaves"),
      Label(
        "$d=3,\\ n=2$", at: .fraction(Point(0, 0)), size: .tick, role: .note, layer: "axes"),
    ]
    return tightPanel("leaves", around: seen + [view(at(-2.0)), right], marks: marks)
  }

  /// A panel of equal aspect just around some points.
  private func tightPanel(_ name: String, around points: [Point], marks: [any Mark]) -> Panel {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let pad = 0.06
    return Panel(
      name: name, x: .linear(from: (xs.min() ?? 0) - pad, to: (xs.max() ?? 1) + pad),
      y: .linear(from: (ys.min() ?? 0) - pad, to: (ys.max() ?? 1) + pad),
      aspect: .equalFilling(), frame: .none, marks: marks)
  }
}
