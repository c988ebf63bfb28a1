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

  static let alphas = [1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.4, 1, 100]

  /// The paths of one kind of start.
  struct Shown: Sendable {
    let powers: SIMD2<Int>
    let paths: [MirrorPath]
    let marked: MirrorPath
    /// The part of the level curve through the marked limit in the quadrant of the paths.
    let level: [Point]
    /// Whether that curve is so thin that the thick path lies over it.
    let isHidden: Bool

    var name: String { "\(powers.x)-\(powers.y)" }

    init(_ powers: SIMD2<Int>, alpha: Double, label: Double) throws {
      func path(_ alpha: Double) throws -> MirrorPath {
        let logs = [powers.x, powers.y].map { 2 * Double($0) * log(alpha) }
        return try MirrorPath(Potential(logScales: logs), sample: SIMD2(1, 2), label: label)
      }
      self.powers = powers
      (paths, marked) = (try alphas.map(path), try path(alpha))
      let curve = try PotentialLevelCurve(of: marked.potential, level: marked.level).polyline(
        tolerance: 1e-3 * label)
      isHidden = min(curve.map { abs($0.x) }.worst, curve.map { abs($0.y) }.worst) < 0.02 * label
      level = curve.filter { $0.x >= 0 && $0.y >= 0 }.sorted {
        atan2($0.y, $0.x) < atan2($1.y, $1.x)
      }.map { Point($0.x, $0.y) }
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

  func computed() throws -> Computed {
    let shown = try [SIMD2(1, 1), SIMD2(1, 3), SIMD2(3, 1)].map {
      try Shown($0, alpha: alpha, label: label)
    }
    let misses = shown.flatMap(\.paths).map { abs($0.limit.x + 2 * $0.limit.y - label) / label }
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
        .columns(
          "limits-\(one.name)", ["alpha", "theta1", "theta2"], Self.alphas,
          one.paths.map(\.limit.x), one.paths.map(\.limit.y))
      } + shown.map { Table("path-\($0.name)", ["theta1", "theta2"], $0.marked.line) },
      claims: [
        Claim(
          "mirror-geometry",
          #"the level curve through each limit touches the line: $\nabla\phi\parallel x$"#,
          shown.flatMap(\.turns).worst, within: 1e-12,
          "rounding of the dual root; the gradient is written out"),
        Claim(
          "mirror-geometry-line", "each limit lies on the line", misses.worst, within: 1e-13,
          "rounding of the dual root"),
      ])
    let ends: [Facts] = shown.map(\.marked.limit).map {
      ["theta1": .decimals($0.x, 2), "theta2": .decimals($0.y, 2)]
    }
    let facts: Facts = [
      "alpha": .exactly(alpha), "label": .exactly(label), "corner": .exactly(label / 2),
      "hidden": .list(hidden), "hides": .flag(!hidden.isEmpty), "ends": .list(ends),
    ]
    return Computed(of: self, data: data, facts: facts) { size, text in
      // The first whose level curve has room beside it names it for all, as the first panel names the set.
      let named = shown.last { !$0.isHidden }?.name
      return spread(
        shown.map { panel($0, namesLevel: $0.name == named, isNarrow: size == .column, text) },
        shares: [1, 1, 1], gap: 8, at: size, heights: (column: 420, text: 150), text)
    }
  }
}
