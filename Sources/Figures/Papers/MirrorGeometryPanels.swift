import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// The plane of the two weights with the paths of one kind of start.
extension MirrorGeometryFigure {
  func panel(_ one: Shown, namesLevel: Bool, isNarrow: Bool, _ text: FigureText) -> Panel {
    let set = [Point(-0.1 * label, 0.55 * label), Point(1.04 * label, -0.02 * label)]
    let end = one.marked.place
    func power(_ k: Int) -> String { k == 1 ? #"\alpha^2"# : #"\alpha^{\#(2 * k)}"# }
    return Panel(
      name: "panel-\(one.name)", x: .linear(from: -0.12 * label, to: 1.36 * label, nice: false),
      y: .linear(from: -0.16 * label, to: 0.8 * label, nice: false), frame: .none,
      heading: .init("$\\boldsymbol{I}=(\(power(one.powers.x)),\\,\(power(one.powers.y)))$")
    ) {
      PlaneAxes(x: #"$\theta_1$"#, y: #"$\theta_2$"#)
      Polyline([set], .interpolators, .hero, layer: "set", name: "interpolators")
      for (k, path) in one.paths.enumerated() {
        Curve(path.line, role(of: k), .rule, layer: "paths", name: "path")
      }
      Curve(one.level, .note, .level, smooth: false, layer: "level", name: "level curve")
      Curve(one.marked.line, .gradientFlow, .strong, layer: "marked", name: "marked path")
      Dots([end], .filled, .gradientFlow, diameter: 5, layer: "marked", name: "limit")
      Dots([.zero], .hollow, .ink, diameter: 4.6, layer: "set", name: "start")
      Label.small(
        text["marked"], at: .oneOf([end]), .aboveRight(4), .right(6), .above(6), .belowLeft(9),
        role: .gradientFlow, layer: "marked")
      if namesLevel {
        Label.small(
          text["level"], at: .oneOf(one.level), .right(), .aboveRight(), .belowLeft(), .left(),
          layer: "level")
      }
      if one.powers == SIMD2(1, 1) {
        Label(
          Symbol.interpolators, at: .along(set), .aboveLeft(), .above(), .belowLeft(),
          role: .interpolators, layer: "set")
      }
      names(one, isNarrow: isNarrow, text)
    }
  }

  /// The colour of a path, by its place among all.
  private func role(of path: Int) -> Role {
    .gradientFlowAt(Double(path) / Double(Self.alphas.count - 1))
  }

  /// The α of the paths at their ends; where several end together, by the least or the largest of them.
  private func names(_ one: Shown, isNarrow: Bool, _ text: FigureText) -> [any Mark] {
    func gap(_ k: Int, _ other: MirrorPath) -> Double {
      let way = one.paths[k].limit - other.limit
      return hypot(way.x, way.y) / label
    }
    let groups = one.paths.indices.grouped { gap($1, one.paths[$0]) < 0.08 }
    func isApart(_ group: [Int], by least: Double) -> Bool {
      group.allSatisfy { gap($0, one.marked) > least }
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
      let (least, most) = (
        text.tex(.init(exactly: Self.alphas[low])), text.tex(.init(exactly: Self.alphas[high]))
      )
      let words =
        low == high
        ? "$\(least)$"
        : isSmall ? #"$\leq \#(most)$"# : isLarge ? #"$\geq \#(least)$"# : "$\(least)$–$\(most)$"
      return Label.small(
        words, at: .datum(one.paths[isSmall ? high : low].place), .aboveRight(3), .right(5),
        .above(5), .right(10), .right(18, rise: -3), .right(20, rise: -6), role: role(of: high),
        layer: "paths")
    }
  }
}
