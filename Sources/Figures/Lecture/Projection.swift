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
    let claims = [left, right].flatMap(\.claims)
    let data = FigureData(
      numbers: [
        .init("right-angle.defect", [left, right].map(\.angleDefect).worst),
        .init("end.distance", [left, right].map(\.endDistance).worst),
      ],
      series: left.series("left") + right.series("right"), claims: claims)
    return Computed(data: data) { size in try figure(left: left, right: right, size: size) }
  }

  private func figure(left: FlowFamily, right: FlowFamily, size: SizeClass) throws -> Figure {
    let page = size.page(heights: (column: 372, text: 190.8))
    let first = dimension == 3 ? try spacePanel(left) : try planePanel(left)
    let parts = [Arrangement.panel(first), Arrangement.panel(try leavesPanel(right))]
    return Figure(
      id: id, title: title,
      caption:
        "Gradient flow on least squares moves within $\\boldsymbol{\\theta}_0$ plus the span "
        + "of the samples and ends at the orthogonal projection of its start on the interpolators "
        + "$\\mathcal{I}$. With two samples the path bends, the fast direction first, and still "
        + "ends at the foot. Only a start in the span itself, such as $\\boldsymbol{0}$, ends at "
        + "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$.",
      alternative: "Left: \(dimension == 3 ? "the plane" : "the line") of interpolators for one "
        + "sample in \(dimension) dimensions; gradient flow runs straight from its start to the "
        + "foot of the perpendicular, marked by a right angle. The least-squares solution is the "
        + "foot from the origin. Right: two samples in three dimensions; the interpolators are a "
        + "line through three parallel leaves, and in each leaf flow lines bend and end where the "
        + "line meets the leaf, at a right angle.",
      size: page,
      arrangement: page.width < 300
        ? .column(parts, shares: [1, 1], gap: 6) : .row(parts, shares: [1, 1.06], gap: 10),
      steps: [
        .init("set", "The interpolators"), .init("leaves", "The start and its leaf"),
        .init("path", "The path"), .init("angle", "The right angle"),
        .init("more", "More starts"),
      ])
  }

  // MARK: d = 2, n = 1

  private func planePanel(_ family: FlowFamily) throws -> Panel {
    let x = family.problem.x
    let (a, b, y) = (x[0, 0], x[0, 1], family.problem.y[0])
    func line(_ value: Double) -> [Point] {
      [-2.0, 3].map { t in Point(t, (value - a * t) / b) }
    }
    // Level lines of the risk: equal steps of the residual to either side of the interpolators.
    let levels = (1...6).flatMap { k in [1.0, -1].map { line(y + $0 * 0.45 * Double(k)) } }
    var marks: [any Mark] = [
      Polyline(levels, .rule, .level, layer: "levels", name: "level"),
      PlaneAxes(x: "$\\theta_1$", y: "$\\theta_2$"),
      Polyline(
        [[Point(-0.98, (y + 0.98 * a) / b), Point(1.85, (y - 1.85 * a) / b)]], .interpolators,
        .hero, layer: "set", name: "interpolators"),
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
        "$\\boldsymbol{\\theta}_0$", at: .datum(family.paths[0][0]), .left(4), role: .gradientFlow,
        layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(ends[0]), .above(5), .aboveRight(4),
        role: .gradientFlow, layer: "path"),
      Label(
        "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$", at: .datum(ols), .aboveRight(4),
        role: .interpolators, layer: "more"),
      Label(
        "$\\boldsymbol{0}$", at: .datum(.zero), .belowLeft(4), role: .gradientFlow, layer: "more"),
      Label(
        "$\\mathcal{I}$", at: .datum(Point(1.85, (y - 1.85 * a) / b)), .belowRight(1), .right(3),
        role: .interpolators, layer: "set"),
      Label(
        "$d\(close("="))2,\\ n\(close("="))1$", at: .fraction(Point(0, 0)),
        .init(align: Point(0, 1), offset: Point(2, -2)),
        size: .tick, role: .note, layer: "axes"),
    ]
    return Panel(
      name: "plane", x: try Scale(.linear, from: -1.15, to: 2.2),
      y: try Scale(.linear, from: -1.0, to: 1.85), aspect: .equalFilling(),
      frame: .none, marks: marks)
  }

  // MARK: d = 3, n = 1

  private func spacePanel(_ family: FlowFamily) throws -> Panel {
    let view = family.view
    let x = Array(family.problem.x.row(0))
    let ols = family.leastNorm
    let normal = scaled(x, 1 / euclideanNorm(x))
    let first = unit(orthogonal([1, 0, 0], to: [normal]))
    let second = unit(orthogonal([0, 1, 0], to: [normal, first]))
    func place(_ a: Double, _ b: Double, _ c: Double) -> Point {
      view(sum(sum(ols, scaled(first, a)), sum(scaled(second, b), scaled(normal, c))))
    }
    let plane = [
      place(-1.45, -1.15, 0), place(1.25, -1.15, 0), place(1.25, 1.15, 0), place(-1.45, 1.15, 0),
    ]
    let path = family.paths[0]
    let (top, foot) = (path[0], path[path.count - 1])
    let below = foot + (foot - top) * (0.85 / max((foot - top).length, 1e-9))
    let olsPlace = view(ols)
    let up = view(normal)
    let corner = 0.15
    let toOls =
      (olsPlace - foot) * (corner / max(euclideanNorm(difference(ols, family.ends[0])), 1e-9))
    let marks: [any Mark] = [
      Polyline(
        [[foot, below]], .note, .rule, .dashed, layer: "leaves", name: "span of the sample"),
      Polyline(
        [[olsPlace, view([0, 0, 0])]], .note, .rule, .dotted, layer: "more",
        name: "foot from the origin"),
      Dots([view([0, 0, 0])], .disc, .note, diameter: 2.6, layer: "more", name: "origin"),
      Fill([plane], .band(0.45), opacity: 0.86, layer: "set", name: "plane"),
      Polyline([plane + [plane[0]]], .interpolators, .curve, layer: "set", name: "interpolators"),
      Polyline([[foot, olsPlace]], .ink, .rule, layer: "more", name: "segment"),
      RightAngle(at: foot, along: toOls, and: up * corner, layer: "angle"),
      Curve(
        path, .gradientFlow, .curve, heads: [0.55], smooth: false, layer: "path", name: "flow line"),
      Dots([foot], .filled, .gradientFlow, diameter: 4.8, layer: "path", name: "end"),
      Dots(
        [olsPlace], .filled, .interpolators, diameter: 5.4, layer: "more", name: "least squares"),
      Dots([top], .hollow, .gradientFlow, diameter: 4.8, layer: "leaves", name: "start"),
      Label(
        "$\\boldsymbol{\\theta}_0$", at: .datum(top), .left(4), .right(4), role: .gradientFlow,
        layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(foot), .belowLeft(3), .left(5),
        role: .gradientFlow, halo: .band(0.4), layer: "path"),
      Label(
        "$\\hat{\\boldsymbol{\\theta}}_{\\text{ols}}$", at: .datum(olsPlace), .aboveRight(3),
        .right(4), role: .interpolators, halo: .band(0.4), layer: "more"),
      Label(
        "$\\boldsymbol{0}$", at: .datum(view([0, 0, 0])), .right(3), role: .note, layer: "more"),
      Label(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_1)$", at: .datum(below), .left(4),
        .right(4), size: .tick, role: .note, layer: "leaves"),
      Label(
        "$\\mathcal{I}$", at: .datum(plane[2]), .init(align: Point(1, 0), offset: Point(-8, 5)),
        role: .interpolators, halo: .band(0.4), layer: "set"),
      Label(
        "$d\(close("="))3,\\ n\(close("="))1$", at: .fraction(Point(0, 0)),
        .init(align: Point(0, 1), offset: Point(2, -2)),
        size: .tick, role: .note, layer: "axes"),
    ]
    return try tightPanel("space", around: plane + [top, below], marks: marks)
  }

  // MARK: d = 3, n = 2

  private func leavesPanel(_ family: FlowFamily) throws -> Panel {
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
      marks.append(Polyline([edge + [edge[0]]], .rule, .level, layer: "leaves", name: "leaf"))
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
        "$\\boldsymbol{\\theta}_0$", at: .datum(labelled[0]), .right(4), .below(4),
        role: .gradientFlow, halo: .band(0.3), layer: "leaves"),
      Label(
        "$\\boldsymbol{\\theta}_\\infty$", at: .datum(labelled[labelled.count - 1]), .belowRight(3),
        .right(4), role: .gradientFlow, halo: .band(0.3), layer: "path"),
      Label(
        "$\\mathcal{I}$", at: .datum(right), .above(4, shift: -3), role: .interpolators,
        layer: "set"),
      Label(
        "$\\boldsymbol{\\theta}_0+\\mathrm{span}(\\boldsymbol{x}_i)$",
        at: .datum((seen[4] + seen[5]) * 0.5), .below(9), .below(14), size: .tick, role: .note,
        layer: "leaves"),
      Label(
        "$d\(close("="))3,\\ n\(close("="))2$", at: .fraction(Point(0, 0)),
        .init(align: Point(0, 1), offset: Point(2, -2)),
        size: .tick, role: .note, layer: "axes"),
    ]
    return try tightPanel("leaves", around: seen + [view(at(-2.0)), right], marks: marks)
  }

  /// A panel of equal aspect just around some points.
  private func tightPanel(_ name: String, around points: [Point], marks: [any Mark]) throws -> Panel
  {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let pad = 0.06
    return Panel(
      name: name, x: try Scale(.linear, from: (xs.min() ?? 0) - pad, to: (xs.max() ?? 1) + pad),
      y: try Scale(.linear, from: (ys.min() ?? 0) - pad, to: (ys.max() ?? 1) + pad),
      aspect: .equalFilling(), frame: .none, marks: marks)
  }
}
