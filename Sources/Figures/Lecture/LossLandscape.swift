import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// The loss of the smallest diagonal network, L(u, v) = ½(1 − uv)²: lecture figure 4.
struct LossLandscape: LectureFigure {
  let id = "loss-landscape"
  let alias: String? = "fig4"
  let title = "Loss landscape of the smallest diagonal network"
  let parameters: [Parameter<LossLandscape>] = [
    .real("u0", \.u0, in: -2.4...2.4, "where the flow line near the saddle starts: u"),
    .real("v0", \.v0, in: -2.4...2.4, "where the flow line near the saddle starts: v"),
    .reals("levels", \.levels, in: 0.001...25, count: 1...16, "levels of L that are drawn"),
  ]

  var u0 = 0.4
  var v0 = -0.34
  var levels = [0.05, 0.2, 0.5, 1.25, 2.5, 5, 9, 15]

  /// Half the side of the window.
  private static let window = 2.5
  private static let otherStarts = [
    Point(-1.35, 2.2), Point(2.3, 1.62), Point(-2.3, 0.95), Point(-1.2, 0.85), Point(-2.2, -1.75),
    Point(1.15, -2.3),
  ]

  func computed() throws -> Computed {
    let network = ScalarNetwork(label: 1)
    let starts = [Point(u0, v0)] + LossLandscape.otherStarts
    let lines = starts.map { start in
      network.flow(from: SIMD2(start.x, start.y)).line(tolerance: 2e-4).map { Point($0.x, $0.y) }
    }
    func invariant(_ w: Point) -> Double { w.x * w.x - w.y * w.y }
    let drift =
      lines.flatMap { line in line.map { abs(invariant($0) - invariant(line[0])) } }.worst
    let ends = lines.compactMap(\.last)
    // A start on u = −v ends in the saddle.
    let atEnd = zip(starts, ends).filter { $0.0.x != -$0.0.y }
      .map { abs($0.1.x * $0.1.y - 1) }.worst
    var data = FigureData(
      numbers: [
        .init("saddle.loss", network.loss(SIMD2(0, 0))), .init("invariant.drift", drift),
      ],
      series: lines.enumerated().map { index, line in
        .init("flow-\(index + 1)", ["u", "v"], line.map { [$0.x, $0.y] })
      })
    data.series.append(
      Table("ends", ["u", "v"], ends.map { [$0.x, $0.y] }))
    data.claims = [
      Claim(
        id: "fig-4", statement: "along every drawn flow line $u^2 - v^2$ keeps its value",
        residual: drift, tolerance: 1e-10, reason: "rounding of the closed form at $|u|$ up to 2.5"),
      Claim(
        id: "fig-4",
        statement: "every drawn flow line off $u = -v$ ends on the hyperbola $uv = 1$",
        residual: atEnd, tolerance: 1e-10,
        reason: "the limit is evaluated in closed form, not integrated"),
    ]
    let sorted = Set(levels).sorted()
    return Computed(data: data) { size in
      try figure(lines: lines, levels: sorted, size: size)
    }
  }

  private func figure(lines: [[Point]], levels: [Double], size: SizeClass) throws -> Figure {
    let w = LossLandscape.window
    let count = Double(levels.count)
    var marks: [any Mark] = [
      ExactRegions([Hyperbola.square(w)], .band(0), layer: "levels")
    ]
    for (index, level) in levels.enumerated() {
      let outlines = Hyperbola.superlevel(level, window: w)
      if !outlines.isEmpty {
        marks.append(ExactRegions(outlines, .band(Double(index + 1) / count), layer: "levels"))
      }
    }
    let ordinary = levels.filter { $0 != 0.5 }.flatMap { Hyperbola.levelCurves($0, window: w) }
    marks.append(
      ExactCurves(ordinary, .rule, .level, layer: "levels", name: "level"))
    marks.append(
      ExactCurves(
        Hyperbola.branches(2, window: w), .note, .levelOfNote, layer: "saddle",
        name: "level of the saddle"))
    marks.append(
      Polyline(
        [[Point(-w, 0), Point(w, 0)], [Point(0, -w), Point(0, w)]], .note, .levelOfNote,
        layer: "saddle", name: "level of the saddle"))
    marks.append(
      ExactCurves(
        Hyperbola.branches(1, window: w), .interpolators, .heroic, layer: "hyperbola",
        name: "uv = 1"))
    marks += separatrix
    for line in lines {
      marks.append(
        Curve(line, .gradientFlow, .curve, heads: [0.57], layer: "flow", name: "flow line"))
    }
    marks.append(
      Dots(
        lines.compactMap(\.last), .filled, .gradientFlow, diameter: 4.6, layer: "flow", name: "end")
    )
    marks.append(
      Dots(lines.map { $0[0] }, .hollow, .gradientFlow, diameter: 4.6, layer: "flow", name: "start")
    )
    marks.append(
      Dots([Point(0, 0)], .saddle, .ink, diameter: 6.4, layer: "saddle", name: "saddle"))
    marks += labels(levels: levels)
    let ticks = [-2.0, 0, 2].map { Tick($0, Numeral(exactly: $0).plain) }
    let scale = try Scale(.linear, from: -w, to: w)
    let panel = Panel(
      name: "landscape", x: scale, y: scale, aspect: .equal,
      frame: .ranges(
        x: Axis(ticks, over: -2...2, label: "$u$", role: .secondLayer, labelAtEnd: true),
        y: Axis(ticks, over: -2...2, label: "$v$", role: .firstLayer, labelAtEnd: true)),
      padding: Insets(top: 2, right: 2), marks: marks)
    return Figure(
      id: id, title: title, caption: caption,
      alternative: alternative,
      size: size == .text
        ? Size(width: 234, height: 234) : size.page(heights: (column: 234, text: 234)),
      arrangement: .panel(panel),
      steps: [
        .init("levels", "Levels of the loss"), .init("saddle", "The saddle and its level"),
        .init("hyperbola", "The interpolators"), .init("separatrix", "The line into the saddle"),
        .init("flow", "Flow lines"),
      ])
  }

  /// The line u = −v, the only one that ends in the saddle.
  private var separatrix: [any Mark] {
    [Point(-2.1, 2.1), Point(2.1, -2.1)].map { start in
      Curve(
        [start, start * 0.5, start * 0.02], .note, .rule, .dashed, heads: [0.5], smooth: false,
        layer: "separatrix", name: "line into the saddle")
    }
  }

  private func labels(levels: [Double]) -> [any Mark] {
    var labels: [any Mark] = [
      Label(
        "$uv=1$", at: .datum(Point(1.0, 1.0)), .aboveRight(4), .right(8),
        role: .interpolators,
        layer: "hyperbola"),
      Label(
        "saddle", at: .datum(Point(0, 0)), .belowLeft(5),
        .init(align: Point(1, 0), offset: Point(-0.5, 7)),
        .init(align: Point(1, 0), offset: Point(3, 8)), layer: "saddle"),
      Label(
        "$L=\\frac{1}{2}$", at: .oneOf([2.46, 1.9, -2.1].map { Point($0, 0) }),
        .init(align: Point(1, 1), offset: Point(0, -2)),
        .init(align: Point(1, 0), offset: Point(0, 2)), size: .tick, role: .note, layer: "saddle"),
    ]
    // The saddle's level has its name already.
    for level in levels where level != 0.5 {
      let places = numberPlaces(of: level)
      guard !places.isEmpty else { continue }
      labels.append(
        Label(
          Numeral(exactly: level).plain, at: .oneOf(places), .center, size: .contour, role: .note,
          layer: "levels"))
    }
    return labels
  }

  /// Where a level's number may stand: on its curves, first where they meet one ray of the fourth
  /// quadrant, in which the bands are wide, then all along them.
  private func numberPlaces(of level: Double) -> [Point] {
    let slope = 0.62
    let reach = LossLandscape.window * 0.97
    let product = 1 - (2 * level).squareRoot()
    let onRay = product < 0 ? [(-product / slope).squareRoot()].map { Point($0, -slope * $0) } : []
    let curves = Hyperbola.levelCurves(level, window: LossLandscape.window)
    let along = [0.36, 0.64, 0.28, 0.72, 0.44, 0.56, 0.2, 0.8, 0.12, 0.88].flatMap { part in
      curves.map { $0.at($0.start + part * ($0.end - $0.start)).0 }
    }
    return (onRay + along).filter { max(abs($0.x), abs($0.y)) < reach }
  }

  private var caption: String {
    "The loss $L(u,v)=\\frac12(1-uv)^2$. Every flow line keeps $u^2-v^2$ and so ends at a point of "
      + "the hyperbola $uv=1$ that its start decides; only the dashed line $u=-v$ ends in the "
      + "saddle at the origin. The level $L=\\frac12$ of the saddle consists of the two axes and "
      + "$uv=2$." + (ownLevels == 0 ? "" : " The small numbers are levels of $L$.")
  }

  /// How many levels are drawn beside that of the saddle.
  private var ownLevels: Int { Set(levels).subtracting([0.5]).count }

  /// What becomes of a start from which no flow line runs to the hyperbola.
  private var ownLine: String {
    if u0 == 0, v0 == 0 { return "a seventh start lies on the saddle and stays there" }
    if u0 == -v0 { return "a seventh runs along that diagonal into the saddle" }
    return "a seventh starts on the hyperbola and stays there"
  }

  private var alternative: String {
    "Contour plot of the loss one half of one minus u v, squared, for u and v from minus 2.5 to "
      + "2.5, with the level one half of the saddle"
      + (ownLevels == 0 ? "" : " and \(counted(ownLevels, "level")) more")
      + ". Both branches of the hyperbola u v equals 1 are the minima; the saddle lies at the "
      + "origin, and a dashed diagonal is the only line that runs into it. "
      + (u0 != -v0 && u0 * v0 != 1
        ? "Seven gradient flow lines run from their starts to points of the hyperbola."
        : "Six gradient flow lines run from their starts to points of the hyperbola; \(ownLine).")
  }
}

/// Curves uv = c in a square window around the origin, and the regions that they bound.
enum Hyperbola {
  /// The two branches of uv = c inside the window; none where |c| exceeds its corner.
  static func branches(_ c: Double, window w: Double) -> [ParametricCurve] {
    guard abs(c) < w * w, c != 0 else { return [] }
    let sign = c > 0 ? 1.0 : -1.0
    let size = abs(c)
    // u = √|c| eˢ, v = ±√|c| e⁻ˢ runs from the edge v = w to the edge u = w.
    let end = log(w / size.squareRoot())
    return [1.0, -1.0].map { side in
      ParametricCurve(from: -end, to: end) { s in
        let u = side * size.squareRoot() * exp(s)
        let v = side * sign * size.squareRoot() * exp(-s)
        return (Point(u, v), Point(u, -v))
      }
    }
  }

  /// The curves L = level.
  static func levelCurves(_ level: Double, window: Double) -> [ParametricCurve] {
    let s = (2 * level).squareRoot()
    return branches(1 + s, window: window) + branches(1 - s, window: window)
  }

  /// The outline of the window.
  static func square(_ w: Double) -> [ParametricCurve] {
    let corners = [Point(-w, -w), Point(w, -w), Point(w, w), Point(-w, w), Point(-w, -w)]
    return zip(corners, corners.dropFirst()).map { .line(from: $0, to: $1) }
  }

  /// Outlines of the parts of the window in which L exceeds a level.
  ///
  /// Beyond uv = 1 + s lie two corners. Below uv = 1 − s lie the other two corners when that is
  /// negative, and else one piece between the two branches.
  static func superlevel(_ level: Double, window w: Double) -> [[ParametricCurve]] {
    let s = (2 * level).squareRoot()
    var outlines: [[ParametricCurve]] = []
    for (branch, side) in zip(branches(1 + s, window: w), [1.0, -1.0]) {
      outlines.append(closed(branch, through: [Point(side * w, side * w)]))
    }
    let low = branches(1 - s, window: w)
    if low.isEmpty {
      if 1 - s == 0 {
        outlines += [1.0, -1.0].map { side in
          closed(
            .line(from: .zero, to: Point(side * w, 0)),
            through: [
              Point(side * w, -side * w), Point(0, -side * w),
            ])
        }
      }
    } else if 1 - s < 0 {
      for (branch, side) in zip(low, [1.0, -1.0]) {
        outlines.append(closed(branch, through: [Point(side * w, -side * w)]))
      }
    } else {
      let (upper, lower) = (low[0], low[1])
      let corner = Point(w, -w)
      let chain =
        [upper] + lines([upper.at(upper.end).0, corner, lower.at(lower.start).0]) + [lower]
        + lines([lower.at(lower.end).0, corner * -1, upper.at(upper.start).0])
      outlines.append(chain)
    }
    return outlines
  }

  private static func closed(
    _ curve: ParametricCurve, through points: [Point]
  ) -> [ParametricCurve] {
    [curve] + lines([curve.at(curve.end).0] + points + [curve.at(curve.start).0])
  }

  private static func lines(_ points: [Point]) -> [ParametricCurve] {
    zip(points, points.dropFirst()).map { .line(from: $0, to: $1) }
  }
}
