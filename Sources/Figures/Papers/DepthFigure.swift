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
  private static let shown = [2: (0.0, Dash.solid), 3: (0.5, .dashed), 10: (1, .solid)]
  private static let scales = logarithmicGrid(from: 1e-12, to: 1e4, count: 161)

  /// The potential of a depth.
  private struct Line: Sendable {
    let depth: Int
    /// Where its colour lies on the scale, and how it is drawn, if at all.
    let style: (place: Double, dash: Dash)?
    let ratios: [Double]
    let marked: Double
    /// The points (a, b) of the first quadrant with Q(a, b) = Q(1, 0).
    let ball: [Point]

    init(_ depth: Int, scale: Double, dimension: Int) {
      func entropy(_ scale: Double) -> DeepEntropy { DeepEntropy(depth: depth, scale: scale) }
      (self.depth, style) = (depth, shown[depth])
      ratios = scales.map { entropy($0).axisOverDiagonal(dimension: dimension) }
      marked = entropy(scale).axisOverDiagonal(dimension: dimension)
      ball = entropy(scale).levelCurve(through: 1, count: 24).map { Point($0.0, $0.1) }
    }

    var role: Role { .gradientFlowAt(style?.place ?? 0) }

    func curve(_ points: [Point], layer: String) -> Curve {
      Curve(points, role, .curve, style?.dash ?? .solid, layer: layer, name: "$\(depth)$")
    }
  }

  func computed() throws -> Computed {
    let scale = pow(10, exponent)
    let lines = Self.depths.map { Line($0, scale: scale, dimension: dimension) }
    let l1 = 1 / Double(dimension).squareRoot()
    let pairs = zip(lines, lines.dropFirst()).flatMap { zip($0.ratios, $1.ratios) }
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
        .columns("ratios", [("scale", Self.scales)] + lines.map { ("depth\($0.depth)", $0.ratios) })
      ] + lines.map { Table("ball-\($0.depth)", ["a", "b"], $0.ball) },
      claims: [
        .count(
          "depth",
          #"at every $\alpha^D$ the ratio is smaller the deeper the network: the number of "#
            + "scales where it is not", pairs.count { !($1 < $0) }),
        Claim(
          "depth-two", #"for $D=2$ the ratio is that of $x\,\mathrm{asinh}(x/2)-\sqrt{4+x^2}+2$"#,
          two.worst, within: 1e-12, "rounding of differences"),
      ])
    let facts: Facts = [
      "scale": .significant(scale, 3), "dimension": .count(dimension), "l1": .significant(l1, 2),
      "two": .significant(lines[0].marked, 3), "twoWay": .course(lines[0].ratios),
      "ten": .significant(lines[4].marked, 3), "tenWay": .course(lines[4].ratios),
      "three": .significant(lines[1].marked, 3),
    ]
    return Computed(of: self, data: data, facts: facts) { size, text in
      let lines = lines.filter { $0.style != nil }
      return spread(
        [ratios(lines, l1: l1, scale: scale, text), balls(lines)], shares: [1.3, 1],
        column: [1, 1], at: size, heights: (column: 400, text: 185), text)
    }
  }

  private func ratios(_ lines: [Line], l1: Double, scale: Double, _ text: FigureText) -> Panel {
    // Beyond these the curves are level.
    let (left, right) = (min(1e-9, scale), max(100, scale))
    let across = Coordinate.log(#"$\alpha^D$"#, from: left, to: right)
    return Panel(name: "ratios", x: across, y: .log(text["ratio"])) {
      Rule.x(scale, layer: "balls", name: "marked")
      Rule.named(#"$\ell_2$"#, y: 1, endsAt: left, onRight: false, layer: "ends")
      Rule.named(#"$\ell_1$"#, y: l1, endsAt: right, layer: "ends")
      for line in lines { line.curve([Point](Self.scales, line.ratios), layer: "ratios") }
      for line in lines {
        let place = Point(scale, line.marked)
        Dots([place], .disc, line.role, diameter: 4.5, layer: "balls", name: "marked")
      }
      for line in lines { name(line, l1: l1) }
      Label.small(text["marked"], at: .datum(Point(scale, 0.6)), .left(), .right(), layer: "balls")
    }
  }

  /// The depth at the curve, where the curves are apart: the last right of it, the others left.
  private func name(_ line: Line, l1: Double) -> Label {
    let (isFirst, isLast) = (line.depth == Self.depths[0], line.depth == Self.depths[4])
    let heights = isFirst || isLast ? 0.15...0.6 : 0.08...0.25
    let all = [Point](Self.scales, line.ratios)
    let apart = all.filter { heights.contains(1 - log($0.y) / log(l1)) }
    return .small(
      isFirst ? "$D=\(line.depth)$" : "$\(line.depth)$", at: .oneOf(apart),
      isLast ? .right() : .left(3), isLast ? .belowRight() : .aboveLeft(2), role: line.role,
      layer: "ratios")
  }

  private func balls(_ lines: [Line]) -> Panel {
    func side(_ name: String) -> Coordinate {
      .linear(name, from: 0, to: 1.05, ticks: .at([0, 0.5, 1]), nice: false)
    }
    let balls = [("l2", [Point].arc(turns: 0.25, parts: 36)), ("l1", [Point(1, 0), Point(0, 1)])]
    return Panel(name: "balls", x: side(#"$\theta_1$"#), y: side(#"$\theta_2$"#), aspect: .equal) {
      for (name, line) in balls {
        Polyline([line], .interpolators, .rule, .dashed, layer: "ends", name: name)
      }
      for line in lines { line.curve(line.ball, layer: "balls") }
      Label.small(
        #"$\ell_2$"#, at: .datum(balls[0].1[18]), .aboveRight(2), .right(), role: .interpolators,
        layer: "ends")
      Label.small(
        #"$\ell_1$"#, at: Point(0.7, 0.3), .belowLeft(2), .left(), role: .interpolators,
        layer: "ends")
    }
  }
}
