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
    let data = FigureData(
      numbers: [.init("saddle.loss", network.loss(SIMD2(0, 0))), .init("invariant.drift", drift)],
      series: lines.enumerated().map { index, line in
        .init("flow-\(index + 1)", ["u", "v"], line.map { [$0.x, $0.y] })
      } + [Table("ends", ["u", "v"], ends.map { [$0.x, $0.y] })],
      claims: [
        Claim(
          id: "fig-4", statement: "along every drawn flow line $u^2 - v^2$ keeps its value",
          residual: drift, tolerance: 1e-10,
          reason: "rounding of the closed form at $|u|$ up to 2.5"),
        Claim(
          id: "fig-4",
          statement: "every drawn flow line off $u = -v$ ends on the hyperbola $uv = 1$",
          residual: atEnd.worst, tolerance: 1e-10,
          reason: "the limit is evaluated in closed form, not integrated"),
      ])
    // The saddle's level has its name already.
    let own = Set(levels).subtracting([0.5]).sorted()
    let isAtRest = u0 * v0 == 1
    return Computed(
      of: self, data: data,
      facts: [
        "levels": .flag(!own.isEmpty), "count": .count(own.count),
        "seven": .flag(u0 != -v0 && !isAtRest), "onSaddle": .flag(u0 == 0 && v0 == 0),
        "intoSaddle": .flag(u0 == -v0 && u0 != 0), "onHyperbola": .flag(isAtRest),
      ]
    ) { size, text in
      let page =
        size == .text
        ? Size(width: 234, height: 234) : size.page(heights: (column: 234, text: 234))
      let isWide = page.width > 1.6 * page.height
      // Beside the profile the plane is small; there the loss is read off.
      let plane = Arrangement.panel(try plane(lines, own, isSmall: isWide, text))
      return Figure(
        self, text, size: page,
        arrangement: isWide
          ? .row([plane, .panel(profile(lines[0], text))], shares: [1, 1.1], gap: 16) : plane)
    }
  }

  /// Flow lines from their starts to their ends.
  @MarkBuilder func flow(_ lines: [[Point]]) -> [any Mark] {
    for line in lines {
      Curve(line, .gradientFlow, heads: [0.57], layer: "flow", name: "flow line")
    }
    Dots(lines.compactMap(\.last), .filled, .gradientFlow, layer: "flow", name: "end")
    // The start that moves is by itself: pages mark what has moved.
    Dots(lines.dropFirst().map { $0[0] }, .hollow, .gradientFlow, layer: "flow", name: "start")
    Dots(lines.prefix(1).map { $0[0] }, .hollow, .gradientFlow, layer: "flow", name: "start")
  }

  /// The number of a level on its line: beside the line into the saddle one over the other, those
  /// below the saddle in a valley.
  private func number(of level: Double, _ text: FigureText) -> Label {
    let product = 1 - (2 * level).squareRoot()
    let places =
      product < 0
      ? [0.35, -0.35, 0.6].map { beside in
        let u = (beside + (beside * beside - 4 * product).squareRoot()) / 2
        return Point(u, beside - u)
      }
      : [0.3, 0.22, 0.45].map { slope in
        let u = (product / slope).squareRoot()
        return Point(u, slope * u)
      }
    return Label(
      "$\(text.tex(Numeral(exactly: level)))$", at: .oneOf(places), size: .contour, layer: "levels")
  }

  private func plane(
    _ lines: [[Point]], _ levels: [Double], isSmall: Bool, _ text: FigureText
  ) throws -> Panel {
    let end = Point(2.1, -2.1)
    let ticks = [-2.0, 0, 2].map { Tick($0, Numeral(exactly: $0).plain) }
    return try Panel(
      name: "landscape", x: .linear(from: -2.5, to: 2.5), y: .linear(from: -2.5, to: 2.5),
      aspect: .equal,
      frame: .ranges(
        x: Axis(ticks, over: -2...2, label: "$u$", role: .secondLayer, labelAtEnd: true),
        y: Axis(ticks, over: -2...2)),
      heading: .init("$v$", role: .firstLayer), padding: Insets(right: 2)
    ) {
      // Names find their places before the numbers of levels, which have many.
      Label(
        "$uv=1$", at: .datum(isSmall ? Point(0.4, 2.5) : Point(1, 1)),
        isSmall ? .above() : .aboveRight(), .right(), role: .interpolators, layer: "hyperbola")
      // The profile has these names.
      if !isSmall {
        Label(
          text["saddle"], at: .datum(.zero), .belowLeft(4), .belowLeft(), .below(5), .aboveRight(4),
          .belowRight(), layer: "saddle")
        Label(
          "$L=\\frac{1}{2}$", at: .oneOf([2.2, 1.9, -2.1].map { Point($0, 0) }), .belowLeft(),
          .aboveLeft(), .above(), .below(), size: .tick, role: .note, layer: "saddle")
        Label(
          "$L=\\frac{1}{2}$", at: .oneOf([1, 0.9, -2.1].map { Point($0, 2 / $0) }), .aboveRight(2),
          .right(), size: .tick, role: .note, layer: "saddle")
        levels.map { number(of: $0, text) }
      }
      Label(
        "$u=-v$", at: .oneOf([0.4, 0.48, 0.62, 0.75].map { end * $0 }),
        isSmall ? .aboveRight() : .belowLeft(), .belowLeft(), size: .tick, role: .note,
        layer: "separatrix")
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
