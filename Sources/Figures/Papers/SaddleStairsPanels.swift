import Drawing
import Lectures
import Models
import Plotting
import Records

/// The weights and the losses along the time.
extension SaddleStairsFigure {
  /// The process, level from rest to rest.
  func process(
    _ rests: [SaddleToSaddle.Rest], until end: Double, _ value: (SaddleToSaddle.Rest) -> Double
  ) -> Polyline {
    let last = rests.last.map { [Point(end, value($0))] } ?? []
    return .steps(
      rests.map { Point($0.time, value($0)) } + last, .interpolators, .rule, .dashed,
      layer: "process", name: "process")
  }

  func weightPanel(
    _ rests: [SaddleToSaddle.Rest], _ flow: Line, _ active: [Int], _ end: Double, _ text: FigureText
  ) -> Panel {
    Panel(
      name: "weights", x: .linear(text["time"], from: 0, to: end, nice: false),
      y: .linear(text["weights"]),
      marks: active.flatMap { j -> [any Mark] in
        [
          Curve(
            flow.states.map { Point($0.time, $0.theta[j]) }, .gradientFlow, .curve, smooth: false,
            layer: "flow", name: "flow"),
          process(rests, until: end) { $0.theta[j] },
        ]
      } + names(flow, active, end) + [
        Label(
          text["process"], at: .oneOf(jumps(rests, active)), .left(), .right(), size: .tick,
          role: .interpolators, layer: "process")
      ])
  }

  /// The middles of the jumps of the process, the greatest first.
  func jumps(_ rests: [SaddleToSaddle.Rest], _ active: [Int]) -> [Point] {
    let all = active.flatMap { j in
      zip(rests, rests.dropFirst()).map { (from: $0.theta[j], to: $1.theta[j], time: $1.time) }
    }
    return all.sorted { abs($0.to - $0.from) > abs($1.to - $1.from) }
      .map { Point($0.time, 0.5 * ($0.from + $0.to)) }
  }

  /// The weights' names beside their ends; weights that end at one height share a place.
  ///
  /// Where there are more heights than can be told apart, the lowest and the highest have names.
  func names(_ flow: Line, _ active: [Int], _ end: Double) -> [any Mark] {
    guard let last = flow.states.last else { return [] }
    let reach = active.map { abs(last.theta[$0]) }.worst
    var groups = active.sorted { last.theta[$0] < last.theta[$1] }.reduce(into: [[Int]]()) {
      if let near = $0.last?.first, last.theta[$1] - last.theta[near] < 0.12 * reach {
        $0[$0.count - 1].append($1)
      } else {
        $0.append([$1])
      }
    }
    if groups.count > 5 { groups = [groups[0], groups[groups.count - 1]] }
    return groups.map { group in
      let names = group.sorted().prefix(3).map { #"\theta_{\#($0 + 1)}"# }
      let heights = group.map { last.theta[$0] }
      let words = names.joined(separator: ",") + (group.count > 3 ? #",\dots"# : "")
      return Label(
        "$\(words)$", at: .datum(Point(end, 0.5 * (heights.least + heights.worst))), .aboveLeft(4),
        .belowLeft(4), .left(), size: .tick, role: .gradientFlow, layer: "flow")
    }
  }

  func lossPanel(
    _ rests: [SaddleToSaddle.Rest], _ lines: [Line], _ end: Double, _ text: FigureText
  ) -> Panel {
    let losses = lines.dropLast().filter { Self.shown.contains($0.exponent) }
    let roles = losses.indices.map { k in
      Role.gradientFlowAt(1 - Double(k) / Double(losses.count - 1))
    }
    let curves: [any Mark] = zip(losses, roles).map { line, role in
      Curve(
        line.states.map { Point($0.time, $0.loss) }, role, .curve, smooth: false, layer: "losses",
        name: "10^-\(line.exponent)")
    }
    let keys = zip(losses, roles).map { LegendKey("$10^{-\($0.exponent)}$", $1) }
    return Panel(
      name: "loss", x: .linear(text["time"], from: 0, to: end, nice: false),
      y: .linear("$L$", from: 0),
      marks: curves + [
        process(rests, until: end, \.loss),
        Dots(
          rests.map { Point($0.time, $0.loss) }, .hollow, .interpolators, diameter: 4.6,
          layer: "process", name: "rests"),
        Label(
          text["saddle"], at: .oneOf(rests.dropFirst().map { Point($0.time, $0.loss) }),
          .belowLeft(5), .left(6), .aboveRight(5), .right(6), size: .tick, role: .interpolators,
          layer: "process"),
        Legend(keys, title: #"$\alpha$"#, at: .inside(Point(1, 1)), layer: "losses"),
      ])
  }
}
