import Drawing
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

  private static let otherStarts = [
    Point(-1.35, 2.2), Point(2.3, 1.62), Point(-2.3, 0.95), Point(-1.2, 0.85), Point(-2.2, -1.75),
    Point(1.15, -2.3),
  ]

  static func loss(_ u: Double, _ v: Double) -> Double { (1 - u * v) * (1 - u * v) / 2 }

  func computed() throws -> Computed {
    let network = ScalarNetwork(label: 1)
    let starts = [Point(u0, v0)] + Self.otherStarts
    let lines = starts.map { start in
      network.flow(from: SIMD2(start.x, start.y)).line(tolerance: 2e-4).map { Point($0.x, $0.y) }
    }
    func invariant(_ w: Point) -> Double { w.x * w.x - w.y * w.y }
    let drift = lines.flatMap { line in line.map { abs(invariant($0) - invariant(line[0])) } }.worst
    let ends = lines.compactMap(\.last)
    // A start on u = −v ends in the saddle.
    let atEnd = zip(starts, ends).filter { $0.0.x != -$0.0.y }.map { abs($0.1.x * $0.1.y - 1) }
    // The saddle's level has its name already.
    let own = Set(levels).subtracting([0.5]).sorted()
    let isAtRest = u0 * v0 == 1
    return Computed(
      of: self, numbers: ["saddle.loss": network.loss(SIMD2(0, 0)), "invariant.drift": drift],
      series: zip(1..., lines).map { Table("flow-\($0)", ["u", "v"], $1) } + [
        Table("ends", ["u", "v"], ends)
      ],
      claims: [
        Claim(
          "fig-4", "along every drawn flow line $u^2 - v^2$ keeps its value", drift, within: 1e-10,
          "rounding of the closed form at $|u|$ up to 2.5"),
        Claim(
          "fig-4", "every drawn flow line off $u = -v$ ends on the hyperbola $uv = 1$", atEnd.worst,
          within: 1e-10, "the limit is evaluated in closed form, not integrated"),
      ],
      facts: [
        "levels": .flag(!own.isEmpty), "count": .count(own.count),
        "seven": .flag(u0 != -v0 && !isAtRest), "onSaddle": .flag(u0 == 0 && v0 == 0),
        "intoSaddle": .flag(u0 == -v0 && u0 != 0), "onHyperbola": .flag(isAtRest),
      ]
    ) { size, text in
      let page =
        size == .text ? Size(width: 234, height: 234) : size.page(heights: (column: 234, text: 234))
      let isWide = page.width > 1.6 * page.height
      // Beside the profile the plane is small; there the loss is read off.
      let plane = Arrangement.panel(try plane(lines, own, isSmall: isWide, text))
      return Figure(
        self, text, size: page,
        arrangement: isWide
          ? .row([plane, .panel(profile(lines[0], text))], shares: [1, 1.1], gap: 16) : plane)
    }
  }

  private func plane(_ lines: [[Point]], _ levels: [Double], isSmall: Bool, _ text: FigureText)
    throws -> Panel
  {
    let end = Point(2.1, -2.1)
    let ticks = [-2.0, 0, 2].map { Tick($0, Numeral(exactly: $0).plain) }
    // The level of the saddle, in the line itself as other levels have it.
    let half = "$\(text.tex(Numeral(exactly: 0.5)))$"
    return try Panel(
      name: "landscape", x: .linear(from: -2.5, to: 2.5), y: .linear(from: -2.5, to: 2.5),
      aspect: .equal,
      frame: .ranges(
        x: Axis(ticks, over: -2...2, label: "$u$", role: .secondLayer, labelAtEnd: true),
        y: Axis(ticks, over: -2...2)), heading: .init("$v$", role: .firstLayer),
      padding: Insets(right: 2)
    ) {
      // Names find their places before the numbers of levels, which have many.
      Label(
        "$uv=1$", at: isSmall ? Point(0.4, 2.5) : Point(1, 1), isSmall ? .above() : .aboveRight(),
        .right(), role: .interpolators, layer: "hyperbola")
      // The profile has these names.
      if !isSmall {
        Label(
          text["saddle"], at: .zero, .belowLeft(4), .belowLeft(), .below(5), .aboveRight(4),
          .belowRight(), layer: "saddle")
        Label(
          half, at: .oneOf([1.9, 1.7, -2.1].map { Point($0, 0) }), size: .contour, layer: "saddle")
        Label(
          half, at: .oneOf([1.33, 1.2, 1.5].map { Point($0, 2 / $0) }), size: .contour,
          layer: "saddle")
        levels.map { number(of: $0, text) }
      }
      Label.small(
        "$u=-v$", at: .oneOf([0.4, 0.48, 0.62, 0.75].map { end * $0 }),
        isSmall ? .aboveRight() : .belowLeft(), .belowLeft(), layer: "separatrix")
      Contours(
        of: Self.loss, at: try Levels(levels), interpolation: .squareRoot, form: .bands,
        layer: "levels", name: "level")
      Contours.zero(
        of: { u, v in u * v - 2 }, .note, .levelOfNote, layer: "saddle", name: "level of the saddle"
      )
      Rule.x(0, .note, .levelOfNote, .solid, layer: "saddle", name: "level of the saddle")
      Rule.y(0, .note, .levelOfNote, .solid, layer: "saddle", name: "level of the saddle")
      Contours.zero(
        of: { u, v in u * v - 1 }, .interpolators, .heroic, layer: "hyperbola", name: "uv = 1")
      for start in [end * -1, end] {
        Curve(
          [start, start * 0.5, start * 0.02], .note, .rule, .dashed, heads: [0.5], smooth: false,
          layer: "separatrix", name: "line into the saddle")
      }
      flow(lines)
      Dots([.zero], .saddle, .ink, diameter: 6.4, layer: "saddle", name: "saddle")
      Handle(of: "u0", at: Point(u0, v0))
      Landscape("$L$", of: Self.loss)
    }
  }
}
