import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Where the flow ends on a line when the two weights start at different powers of α (after Woodworth
/// and others 2020, Even and others 2023).
struct MirrorGeometryFigure: LectureFigure {
  let id = "mirror-geometry"
  let title = "The shape of the start decides which corner the flow ends in"
  let parameters: [Parameter<MirrorGeometryFigure>] = [
    .real("alpha", \.alpha, in: 1e-4...10, "the α whose path and level curve stand out"),
    .real("label", \.label, in: 0.2...8, "label y of the one sample x = (1, 2)"),
  ]

  var alpha = 0.1
  var label = 1.6

  private static let sample = SIMD2(1.0, 2.0)
  private static let powers = [SIMD2(1, 1), SIMD2(1, 3), SIMD2(3, 1)]
  private static let alphas = [1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.4, 1, 100]

  /// The paths of one kind of start.
  private struct Shown: Sendable {
    let powers: SIMD2<Int>
    let paths: [MirrorPath]
    let marked: MirrorPath
    /// The part of the level curve through the marked limit in the quadrant of the paths.
    let level: [Point]
    /// Whether that curve is so thin that the thick path lies over it.
    let isHidden: Bool

    var name: String { "\(powers.x)-\(powers.y)" }

    init(_ powers: SIMD2<Int>, paths: [MirrorPath], marked: MirrorPath, label: Double) throws {
      (self.powers, self.paths, self.marked) = (powers, paths, marked)
      let curve = try PotentialLevelCurve(of: marked.potential, level: marked.level)
        .polyline(tolerance: 1e-3 * label)
      isHidden = min(curve.map { abs($0.x) }.worst, curve.map { abs($0.y) }.worst) < 0.02 * label
      level = curve.filter { $0.x >= 0 && $0.y >= 0 }
        .sorted { atan2($0.y, $0.x) < atan2($1.y, $1.x) }.map { Point($0.x, $0.y) }
    }

    /// |∂₁φ x₂ − ∂₂φ x₁|/(‖∇φ‖‖x‖) at the limits, with ∇φ = ½ asinh(θ/I) written out.
    var turns: [Double] {
      (paths + [marked]).map { path in
        let scales = path.potential.coordinates.map { exp($0.logScale) }
        let slope = SIMD2(asinh(path.limit.x / scales[0]), asinh(path.limit.y / scales[1]))
        let turn = abs(slope.x * path.sample.y - slope.y * path.sample.x)
        return turn / hypot(slope.x, slope.y) / hypot(path.sample.x, path.sample.y)
      }
    }
  }

  private func path(_ powers: SIMD2<Int>, _ alpha: Double) throws -> MirrorPath {
    let logs = [powers.x, powers.y].map { 2 * Double($0) * log(alpha) }
    return try MirrorPath(Potential(logScales: logs), sample: Self.sample, label: label)
  }

  func computed() throws -> Computed {
    let shown = try Self.powers.map { powers in
      try Shown(
        powers, paths: Self.alphas.map { try path(powers, $0) }, marked: path(powers, alpha),
        label: label)
    }
    let misses = shown.flatMap { one in
      one.paths.map { abs($0.limit.x + 2 * $0.limit.y - label) / label }
    }
    let hidden = zip(["left", "middle", "right"], shown).filter(\.1.isHidden).map {
      [$0.0: Fact.flag(true)]
    }
    let data = FigureData(
      numbers: shown.flatMap { one in
        [
          Quantity("\(one.name).theta1", one.marked.limit.x),
          .init("\(one.name).theta2", one.marked.limit.y),
          .init("\(one.name).smallest.theta1", one.paths[0].limit.x),
        ]
      },
      series: shown.map { one in
        Table(
          "limits-\(one.name)", ["alpha", "theta1", "theta2"],
          zip(Self.alphas, one.paths).map { [$0, $1.limit.x, $1.limit.y] })
      }
        + shown.map { one in
          Table(
            "path-\(one.name)", ["theta1", "theta2"],
            one.marked.polyline(tolerance: 1e-3 * label).map { [$0.x, $0.y] })
        },
      claims: [
        Claim(
          id: "mirror-geometry",
          statement:
            #"the level curve through each limit touches the line: $\nabla\phi\parallel x$"#,
          residual: shown.flatMap(\.turns).worst, tolerance: 1e-12,
          reason: "rounding of the dual root; the gradient is written out"),
        Claim(
          id: "mirror-geometry-line", statement: "each limit lies on the line",
          residual: misses.worst, tolerance: 1e-13, reason: "rounding of the dual root"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "alpha": .exactly(alpha), "label": .exactly(label), "corner": .exactly(label / 2),
        "hidden": .list(hidden), "hides": .flag(!hidden.isEmpty),
        "ends": .list(
          shown.map { one in
            [
              "theta1": .decimals(one.marked.limit.x, 2),
              "theta2": .decimals(one.marked.limit.y, 2),
            ]
          }),
      ]
    ) { size, text in
      // The first whose level curve has room beside it names it for all, as the first panel names the set.
      let named = shown.last { !$0.isHidden }?.name
      return spread(
        shown.map {
          panel($0, namesLevel: $0.name == named, isNarrow: size == .column, text)
        },
        shares: [1, 1, 1], gap: 8, at: size, heights: (column: 420, text: 150), text)
    }
  }

  /// The α of the paths at their ends; where several end together, by the least or the largest of them.
  private func names(_ one: Shown, isNarrow: Bool, _ text: FigureText) -> [any Mark] {
    func gap(_ a: MirrorPath, _ b: MirrorPath) -> Double {
      hypot(a.limit.x - b.limit.x, a.limit.y - b.limit.y) / label
    }
    var groups: [[Int]] = []
    for k in one.paths.indices {
      if let first = groups.last?.first, gap(one.paths[first], one.paths[k]) < 0.08 {
        groups[groups.count - 1].append(k)
      } else {
        groups.append([k])
      }
    }
    func isApart(_ group: [Int], by least: Double) -> Bool {
      group.allSatisfy { gap(one.paths[$0], one.marked) > least }
    }
    return groups.compactMap { group in
      let (low, high) = (group[0], group[group.count - 1])
      let (isSmall, isLarge) = (low == 0, high == Self.alphas.count - 1)
      // Words for several paths between others are long: they find room where the page is wide and
      // the thick path stands for the least.
      let isLong = low != high && !isSmall && !isLarge
      guard isApart(group, by: isLong ? 0.03 : 0.05),
        !isLong || !isNarrow && !isApart(groups[0], by: 0.05)
      else { return nil }
      func number(_ k: Int) -> String { text.tex(Numeral(exactly: Self.alphas[k])) }
      let words =
        low == high
        ? "$\(number(low))$"
        : isSmall
          ? #"$\leq \#(number(high))$"#
          : isLarge ? #"$\geq \#(number(low))$"# : "$\(number(low))$–$\(number(high))$"
      let end = one.paths[isSmall ? high : low].limit
      return Label(
        words, at: .datum(Point(end.x, end.y)), .aboveRight(3), .right(5), .above(5), .right(10),
        .right(18, rise: -3), .right(20, rise: -6), size: .tick,
        role: Role.gradientFlowAt(role(of: high)).words,
        layer: "paths")
    }
  }

  /// The place of a path's colour on the scale.
  private func role(of path: Int) -> Double { Double(path) / Double(Self.alphas.count - 1) }

  private func panel(
    _ one: Shown, namesLevel: Bool, isNarrow: Bool, _ text: FigureText
  ) -> Panel {
    func line(_ path: MirrorPath) -> [Point] {
      path.polyline(tolerance: 1e-3 * label).map { Point($0.x, $0.y) }
    }
    let set = [Point(-0.1 * label, 0.55 * label), Point(1.04 * label, -0.02 * label)]
    let end = Point(one.marked.limit.x, one.marked.limit.y)
    let first = one.powers == SIMD2(1, 1)
    let paths: [any Mark] = zip(Self.alphas.indices, one.paths).map { k, path in
      Curve(
        line(path), .gradientFlowAt(role(of: k)), .rule,
        layer: "paths", name: "path")
    }
    func power(_ k: Int) -> String { k == 1 ? #"\alpha^2"# : #"\alpha^{\#(2 * k)}"# }
    return Panel(
      name: "panel-\(one.name)",
      x: .linear(from: -0.12 * label, to: 1.36 * label, nice: false),
      y: .linear(from: -0.16 * label, to: 0.8 * label, nice: false), frame: .none,
      heading: .init("$\\boldsymbol{I}=(\(power(one.powers.x)),\\,\(power(one.powers.y)))$"),
      marks: [
        PlaneAxes(x: #"$\theta_1$"#, y: #"$\theta_2$"#),
        Polyline([set], .interpolators, .hero, layer: "set", name: "interpolators"),
      ] + paths + [
        Curve(one.level, .note, .level, smooth: false, layer: "level", name: "level curve"),
        Curve(line(one.marked), .gradientFlow, .strong, layer: "marked", name: "marked path"),
        Dots([end], .filled, .gradientFlow, diameter: 5, layer: "marked", name: "limit"),
        Dots([.zero], .hollow, .ink, diameter: 4.6, layer: "set", name: "start"),
        Label(
          text["marked"], at: .oneOf([end]), .aboveRight(4), .right(6), .above(6), .belowLeft(9),
          size: .tick, role: .gradientFlow, layer: "marked"),
        Label(
          namesLevel ? text["level"] : "", at: .oneOf(one.level), .right(), .aboveRight(),
          .belowLeft(),
          .left(), size: .tick, role: .note, layer: "level"),
        Label(
          first ? #"$\mathcal{I}$"# : "", at: .along(set), .aboveLeft(), .above(), .belowLeft(),
          role: .interpolators, layer: "set"),
      ] + names(one, isNarrow: isNarrow, text))
  }
}
