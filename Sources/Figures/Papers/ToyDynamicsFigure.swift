import Drawing
import Lectures
import Models
import Records

/// Gradient descent with large steps on the scalar network: it ends where it is stable.
struct ToyDynamicsFigure: LectureFigure {
  let id = "toy-dynamics"
  let title = "Large steps end in flat minima"
  let parameters: [Parameter<ToyDynamicsFigure>] = [
    .real("step", \.step, in: 0.02...0.44, "step size η of the run in the left panel"),
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

  static let network = ScalarNetwork(label: 1)
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
        [try plane(run, line, text), endPanel(run, ends, bend: bend, text)],
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
}
