import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Gradient descent with large steps on the scalar network: it ends where it is stable.
struct ToyDynamicsFigure: LectureFigure {
  let id = "toy-dynamics"
  let title = "Large steps end in flat minima"
  let parameters: [Parameter<ToyDynamicsFigure>] = [
    .real("step", \.step, in: 0.02...0.44, "step size η of the run on the left"),
    .reals("start", \.start, in: -4...4, count: 2...2, "start (u₀, v₀) of all runs"),
  ]

  var conditions: [Condition<ToyDynamicsFigure>] {
    [
      Condition("start: u₀ ≠ −v₀, from where the flow ends in the saddle") {
        $0.start[0] != -$0.start[1]
      },
      Condition("start: u₀v₀ ≠ 1, where no step leads away, stable or not") {
        $0.start[0] * $0.start[1] != 1
      },
    ]
  }

  var step = 0.3
  var start = [3.0, 0.2]

  private static let network = ScalarNetwork(label: 1)
  private static let steps = (1...60).map { 0.01 * Double($0) }

  func computed() throws -> Computed {
    let first = SIMD2(start[0], start[1])
    let flow = Self.network.flow(from: first)
    let bend = Self.network.sharpnessOfFlow(from: first)
    let run = Self.network.descent(from: first, stepSize: step)
    let sweep = Self.steps.map { ($0, Self.network.descent(from: first, stepSize: $0)) }
    let ends = (sweep + [(step, run)]).compactMap { eta, run -> (Double, SIMD2<Double>)? in
      guard run.end == .converged, let end = run.points.last else { return nil }
      return (eta, end)
    }
    let sharpness = Self.network.sharpness
    let excess = ends.map { ($0 * sharpness($1) - 2).positivePart }
    // Kreisler and others 2023: while η|r| < √2 a step lowers the sharpness of the flow's limit.
    let rises = ([(step, run)] + sweep).filter { $1.end == .converged }.flatMap { eta, run in
      zip(run.points, run.points.dropFirst()).map { a, b in
        let residual = abs(Self.network.label - a.x * a.y)
        guard eta * residual < 2.squareRoot() else { return 0.0 }
        let flowSharpness = Self.network.sharpnessOfFlow
        return (flowSharpness(b) / flowSharpness(a) - 1).positivePart
      }
    }
    let last = run.points[run.points.count - 1]
    let data = FigureData(
      numbers: [.init("flow-sharpness", bend), .init("edge", 2 / bend)]
        + (run.end == .converged ? [.init("sharpness", sharpness(last))] : []),
      series: [
        .init("run", ["u", "v"], run.points.prefix(200).map { [$0.x, $0.y] }),
        .init("ends", ["step", "u", "v"], ends.map { [$0, $1.x, $1.y] }),
      ],
      claims: [
        Claim(
          id: "toy-dynamics", statement: #"$\eta(u^2+v^2)\le2$ wherever a run comes to rest"#,
          residual: ([0] + excess).worst, tolerance: 1e-12,
          reason: "linear stability; the runs end at rounding"),
        Claim(
          id: "toy-dynamics-sharpness",
          statement: #"no step with $\eta|r|<\sqrt2$ raises the sharpness of the flow's limit"#,
          residual: ([0] + rises).worst, tolerance: 1e-14, reason: "rounding of a ratio"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "step": .exactly(step), "u0": .exactly(start[0]), "v0": .exactly(start[1]),
        "flowU": .decimals(flow.limit.x, 3), "flowV": .decimals(flow.limit.y, 3),
        "u": .decimals(last.x, 3), "v": .decimals(last.y, 3), "bend": .significant(bend, 4),
        "edge": .significant(2 / bend, 4),
        "converges": .flag(run.end == .converged),
        "diverges": .flag(run.end == .diverged), "steps": .count(run.points.count - 1),
        "flat": .flag(run.end == .converged && step > 2 / bend && sharpness(last) < 0.98 * bend),
        "bounded": .flag(!Self.bound(below: Self.top(ends, bend)).isEmpty),
      ], warnings: warnings(of: run)
    ) { size, text in
      let line = flow.line(tolerance: 1e-3).map { Point($0.x, $0.y) }
      return spread(
        [plane(run, line, text), endPanel(run, ends, bend: bend, text)],
        shares: [1, 1.1], column: [1.2, 1], at: size, heights: (column: 390, text: 180), text)
    }
  }

  private func warnings(of run: ScalarDescent) -> [String] {
    let place = "at step=\(typed(step)) start=\(start.map(typed).joined(separator: ",")) the run"
    switch run.end {
    case .converged: return []
    case .diverged:
      return ["\(place) diverges and leaves the picture (choose a smaller step or another start)"]
    case .unfinished:
      return [
        "\(place) has not come to rest after \(run.points.count - 1) steps (choose another step or "
          + "start)"
      ]
    }
  }

  private func plane(_ run: ScalarDescent, _ line: [Point], _ text: FigureText) -> Panel {
    let reach = max(3.4, 1.1 * maximumNorm(start))
    let points = run.points.prefix(200).map { Point($0.x, $0.y) }
    // What the run and the flow visit, not the whole of the minima.
    let seen = (points + line).filter { max(abs($0.x), abs($0.y)) <= reach }
    let (x, y) = window(seen)
    let branches = [1.0, -1].compactMap { sign -> ParametricCurve? in
      let (a, b) = sign > 0 ? (x.from, x.to) : (-x.to, -x.from)
      let (c, d) = sign > 0 ? (y.from, y.to) : (-y.to, -y.from)
      guard b > 0, d > 0 else { return nil }
      let (first, last) = (max(log(max(a, 1e-9)), -log(d)), min(log(b), -log(max(c, 1e-9))))
      guard first < last else { return nil }
      return ParametricCurve(from: first, to: last) { s in
        (Point(sign * exp(s), sign * exp(-s)), Point(sign * exp(s), -sign * exp(-s)))
      }
    }
    let ends: [any Mark] =
      [
        Dots(
          Array(line.suffix(1)), .filled, .gradientFlow, diameter: 5, layer: "flow", name: "end"),
        Label(
          text["flow-end"], at: .oneOf(line.reversed()), .above(6), .right(), .below(6),
          role: .gradientFlow, layer: "flow"),
      ]
      + (run.end == .converged
        ? [
          Dots(Array(points.suffix(1)), .filled, .sgd, diameter: 5, layer: "run", name: "end"),
          Label(
            text["run-end"], at: .oneOf(points.reversed()), .below(6), .left(6), .right(6),
            role: .sgdText, layer: "run"),
        ] : [])
    return Panel(
      name: "plane", x: .linear("$u$", from: x.from, to: x.to, nice: false),
      y: .linear("$v$", from: y.from, to: y.to, nice: false), aspect: .equal,
      marks: [
        Rule.x(0, .note, .hair, .solid, layer: "axes", name: "u = 0"),
        Rule.y(0, .note, .hair, .solid, layer: "axes", name: "v = 0"),
        ExactCurves(branches, .interpolators, .hero, layer: "set", name: "minima"),
        Polyline([points], .sgd, .rule, layer: "run", name: "gradient descent"),
        Dots(points, .disc, .sgd, diameter: 2.8, layer: "run", name: "gradient descent"),
        Curve(line, .gradientFlow, .strong, layer: "flow", name: "gradient flow"),
        Dots([points[0]], .hollow, .ink, diameter: 4.8, layer: "flow", name: "start"),
      ] + ends + [Label.fate(text["fate"], layer: "run")])
  }

  /// A window of two to one at most around some points, with room at their sides.
  private func window(
    _ points: [Point]
  ) -> (x: (from: Double, to: Double), y: (from: Double, to: Double)) {
    func span(_ values: [Double], least: Double) -> (from: Double, to: Double) {
      let (low, high) = (values.least, values.worst)
      let half = max(0.5 * least, 0.6 * (high - low))
      return (0.5 * (low + high) - half, 0.5 * (low + high) + half)
    }
    let (across, up) = (points.map(\.x), points.map(\.y))
    let (width, height) = (across.worst - across.least, up.worst - up.least)
    let least = max(1, 0.7 * 1.2 * max(width, height))
    return (span(across, least: least), span(up, least: least))
  }

  /// The greatest sharpness that the right panel shows.
  private static func top(_ ends: [(Double, SIMD2<Double>)], _ bend: Double) -> Double {
    1.15 * ([bend] + ends.map { network.sharpness($0.1) }).worst
  }

  /// The curve 2/η where it is seen.
  private static func bound(below top: Double) -> [Point] {
    (1...240).map { 0.0025 * Double($0) }.filter { 2 / $0 <= top }.map { Point($0, 2 / $0) }
  }

  private func endPanel(
    _ run: ScalarDescent, _ ends: [(Double, SIMD2<Double>)], bend: Double, _ text: FigureText
  ) -> Panel {
    let sharpness = ends.map { Point($0.0, Self.network.sharpness($0.1)) }
    let top = Self.top(ends, bend)
    let bound = Self.bound(below: top)
    let here = run.end == .converged ? Array(sharpness.suffix(1)) : []
    // A run without an end has its step all the same.
    let lost: [any Mark] = [
      Rule.x(step, .sgd, .rule, .dotted, layer: "ends", name: "this step"),
      Label(
        text["fate"], at: .datum(Point(step, 0.5 * top)), .right(), .left(), size: .tick,
        role: .sgdText, layer: "ends"),
    ]
    return Panel(
      name: "ends", x: .linear(text["step"], from: 0, to: 0.6, nice: false),
      y: .linear(text["sharpness"], from: 0, to: top),
      marks: [
        Polyline([bound], .interpolators, .curve, .dashed, layer: "ends", name: "2/η"),
        Rule.y(bend, .gradientFlow, .rule, .solid, layer: "ends", name: "gradient flow"),
        Dots(sharpness, .disc, .sgd, diameter: 3, layer: "ends", name: "gradient descent"),
        Dots(here, .hollow, .ink, diameter: 7, layer: "ends", name: "this step"),
        Label(
          here.isEmpty ? "" : text["here"], at: .oneOf(here), .belowLeft(6), .left(8), .right(8),
          size: .tick, role: .ink, layer: "ends"),
        Label(
          "$2/\\eta$", at: .along(bound), .aboveRight(3), .above(4), .right(4), size: .tick,
          role: .interpolators, layer: "ends"),
        Label.level(text["flow"], at: Point(0.6, bend), .gradientFlow, layer: "ends"),
      ] + (run.end == .converged ? [] : lost))
  }
}
