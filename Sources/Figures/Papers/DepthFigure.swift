import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Deeper diagonal networks come nearer to the ℓ1 norm at the same start (figures 2 and 3 of Woodworth
/// and others 2020).
struct DepthFigure: LectureFigure {
  let id = "depth"
  let title = "The deeper the network the nearer to the ℓ1 norm"
  let parameters: [Parameter<DepthFigure>] = [
    .real("exponent", \.exponent, in: -12...4, "the scale α^D that is marked is 10^exponent"),
    .integer("dimension", \.dimension, in: 2...10_000, "number d of features, left panel"),
  ]

  var exponent = -2.0
  var dimension = 100

  private static let depths = [2, 3, 4, 6, 10]
  /// Those whose curves can be told from each other; the others lie between the last two.
  private static let shown = [0: (0.0, Dash.solid), 1: (0.5, .dashed), 4: (1, .solid)]
  private static let scales = logarithmicGrid(from: 1e-12, to: 1e4, count: 161)

  /// The potential of a depth.
  private struct Line: Sendable {
    let depth: Int
    /// How it is drawn, if at all.
    let style: (place: Double, dash: Dash)?
    let ratios: [Double]
    let marked: Double
    /// The points (a, b) of the first quadrant with Q(a, b) = Q(1, 0).
    let ball: [Point]

    var role: Role { .gradientFlowAt(style?.place ?? 0) }
  }

  private func line(_ k: Int, scale: Double) -> Line {
    let depth = Self.depths[k]
    func ratio(_ scale: Double) -> Double {
      DeepEntropy(depth: depth, scale: scale).axisOverDiagonal(dimension: dimension)
    }
    let entropy = DeepEntropy(depth: depth, scale: scale)
    return Line(
      depth: depth, style: Self.shown[k],
      ratios: Self.scales.map(ratio), marked: ratio(scale),
      ball: entropy.levelCurve(through: 1, count: 24).map { Point($0.0, $0.1) })
  }

  func computed() throws -> Computed {
    let scale = pow(10, exponent)
    let lines = Self.depths.indices.map { line($0, scale: scale) }
    let l1 = 1 / Double(dimension).squareRoot()
    let wrong = zip(lines, lines.dropFirst()).flatMap { shallow, deep in
      zip(shallow.ratios, deep.ratios).map { $1 < $0 }
    }
    let two = zip(Self.scales, lines[0].ratios).map { scale, ratio in
      func q(_ x: Double) -> Double {
        let y = 0.5 * x / scale
        return y * asinh(y) - y * y / (1 + (1 + y * y).squareRoot())
      }
      return abs(q(1) / (Double(dimension) * q(l1)) / ratio - 1)
    }
    let data = FigureData(
      numbers: lines.map { Quantity("ratio.\($0.depth)", $0.marked) } + [.init("l1", l1)],
      series: [
        .columns(
          "ratios", [("scale", Self.scales)] + lines.map { ("depth\($0.depth)", $0.ratios) })
      ]
        + lines.map { Table("ball-\($0.depth)", ["a", "b"], $0.ball.map { [$0.x, $0.y] }) },
      claims: [
        .count(
          "depth",
          #"at every $\alpha^D$ the ratio is smaller the deeper the network: the number of "#
            + "scales where it is not", wrong.count { !$0 }),
        Claim(
          id: "depth-two",
          statement: #"for $D=2$ the ratio is that of $x\,\mathrm{asinh}(x/2)-\sqrt{4+x^2}+2$"#,
          residual: two.worst, tolerance: 1e-12, reason: "rounding of differences"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "scale": .significant(scale, 3), "dimension": .count(dimension),
        "l1": .significant(l1, 2), "two": .significant(lines[0].marked, 3),
        "three": .significant(lines[1].marked, 3), "ten": .significant(lines[4].marked, 3),
        "twoWay": .course(lines[0].ratios), "tenWay": .course(lines[4].ratios),
      ]
    ) { size, text in
      let lines = lines.filter { $0.style != nil }
      return spread(
        [
          ratios(lines, l1: l1, scale: scale, text), balls(lines, text),
        ],
        shares: [1.3, 1], column: [1, 1], at: size, heights: (column: 400, text: 185), text)
    }
  }

  private func ratios(
    _ lines: [Line], l1: Double, scale: Double, _ text: FigureText
  ) -> Panel {
    let curves = lines.map { line in
      Curve(
        zip(Self.scales, line.ratios).map { Point($0, $1) }, line.role, .curve,
        line.style?.dash ?? .solid, layer: "ratios", name: "$\(line.depth)$")
    }
    // Beyond these the curves are level.
    let (left, right) = (min(1e-9, scale), max(100, scale))
    return Panel(
      name: "ratios", x: .log(#"$\alpha^D$"#, from: left, to: right), y: .log(text["ratio"]),
      marks: [
        Rule.x(scale, .note, .rule, .dotted, layer: "balls", name: "marked")
      ] + Rule.named(#"$\ell_2$"#, y: 1, endsAt: left, onRight: false, layer: "ends")
        + Rule.named(#"$\ell_1$"#, y: l1, endsAt: right, layer: "ends") + curves
        + lines.map {
          Dots(
            [Point(scale, $0.marked)], .disc, $0.role, diameter: 4.5, layer: "balls", name: "marked"
          )
        } + names(lines, l1: l1) + [
          Label(
            text["marked"], at: .datum(Point(scale, 0.6)), .left(), .right(), size: .tick,
            role: .note, layer: "balls")
        ])
  }

  /// The depths at the curves, where they are apart: the last right of it, the others left.
  private func names(_ lines: [Line], l1: Double) -> [any Mark] {
    lines.enumerated().map { k, line in
      let isLast = k == lines.count - 1
      let heights = k == 0 || isLast ? 0.15...0.6 : 0.08...0.25
      let points = zip(Self.scales, line.ratios).map { Point($0, $1) }.filter {
        heights.contains(1 - log($0.y) / log(l1))
      }
      return Label(
        k == 0 ? "$D=\(line.depth)$" : "$\(line.depth)$", at: .oneOf(points),
        isLast ? .right() : .left(3), isLast ? .belowRight() : .aboveLeft(2), size: .tick,
        role: line.role.words, layer: "ratios")
    }
  }

  private func balls(_ lines: [Line], _ text: FigureText) -> Panel {
    let round = (0...36).map { k in
      let angle = 0.5 * Double.pi * Double(k) / 36
      return Point(cos(angle), sin(angle))
    }
    let curves = lines.map {
      Curve(
        $0.ball, $0.role, .curve, $0.style?.dash ?? .solid, layer: "balls", name: "$\($0.depth)$")
    }
    return Panel(
      name: "balls",
      x: .linear(#"$\theta_1$"#, from: 0, to: 1.05, ticks: .at([0, 0.5, 1]), nice: false),
      y: .linear(#"$\theta_2$"#, from: 0, to: 1.05, ticks: .at([0, 0.5, 1]), nice: false),
      aspect: .equal,
      marks: [
        Polyline([round], .interpolators, .rule, .dashed, layer: "ends", name: "l2"),
        Polyline(
          [[Point(1, 0), Point(0, 1)]], .interpolators, .rule, .dashed, layer: "ends", name: "l1"),
      ] + curves + [
        Label(
          "$\\ell_2$", at: .datum(round[18]), .aboveRight(2), .right(), size: .tick,
          role: .interpolators, layer: "ends"),
        Label(
          "$\\ell_1$", at: .datum(Point(0.7, 0.3)), .belowLeft(2), .left(), size: .tick,
          role: .interpolators, layer: "ends"),
      ])
  }
}
