import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

/// Weight decay slides along the interpolators to ever smaller α: the error falls long after the loss.
struct GrokkingFigure: LectureFigure {
  let id = "grokking"
  let title = "Weight decay makes the test error fall long after the loss"
  let parameters: [Parameter<GrokkingFigure>] = [
    .real("decay", \.decay, in: 1e-4...0.02, "weight decay λ"),
    .real("alpha", \.alpha, in: 0.3...30, "initialisation scale α"),
    .integer("nonzeros", \.nonzeros, in: 1...10, "number of entries ±1 of the planted θ⋆"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data"),
  ]

  var decay = 1e-3
  var alpha = 10.0
  var nonzeros = 5
  var seed = 1

  /// From this λt on the flow is seen beside what was known beforehand.
  private static let settled = 0.2

  /// Times are λt, from before the loss falls until α e^{−λt} is 10⁻⁴.
  private var times: [Double] {
    let (last, first) = (log(alpha / 1e-4), 0.1 * decay / (alpha * alpha))
    return logarithmicGrid(from: min(first, 1e-2), to: Self.settled, count: 100).dropLast()
      + (0...80).map { k in
        // Closer at the start, where the axis of logarithms is widest.
        let part = Double(k) / 80
        return Self.settled + (last - Self.settled) * part * part.squareRoot()
      }
  }

  func computed() throws -> Computed {
    let data = try DataSet.planted(nonzeros: nonzeros, seed: seed)
    let error = data.error
    let model = WeightDecay(data, alpha: alpha, decay: decay, tolerance: 1e-7)
    let moments = try model.moments(at: times)
    let later = moments.filter { $0.scaledTime >= Self.settled }
    let halving = try model.halving(in: later, of: data.teacher ?? [])
    let (firstError, lastError) = (error(later[0].theta), error(later[later.count - 1].theta))
    // A tenth of the way at the old level at least is long beside a loss that falls at once.
    let fall = later.first { error($0.theta) < 0.9 * firstError }?.scaledTime ?? 0
    let (falls, halvings) = (lastError < 0.9 * firstError, [halving].compactMap { $0 })
    let figureData = FigureData(
      numbers: [
        .init("greatest-distance", later.map(\.distance).worst),
        .init("loss.largest-later", later.map(\.loss).worst), .init("error.first", firstError),
        .init("error.last", lastError),
      ] + halvings.flatMap { [.init("halving", $0), .init("halving.alpha", alpha * exp(-$0))] },
      series: [
        .columns(
          "flow", ["lambda-t", "loss", "error", "predicted-error", "distance"],
          moments.map(\.scaledTime), moments.map(\.loss), moments.map { error($0.theta) },
          moments.map { error($0.predicted) }, moments.map(\.distance))
      ],
      claims: try halvings.map {
        Claim(
          "grokking",
          #"the error halves where that of $\arg\min\phi$ at $\alpha e^{-\lambda t}$ does, "#
            + #"but for a lag of the order $\lambda$: the difference over $\lambda$"#,
          abs($0 - (try half(near: $0, of: data))) / decay, within: 10,
          "the dual root alone, bisected; terms of the second order in the lag")
      })
    let facts: Facts = [
      "decay": .exactly(decay), "alpha": .exactly(alpha), "settled": .exactly(Self.settled),
      "loss": .atMost(later.map(\.loss).worst), "falls": .flag(falls),
      "late": .flag(falls && fall > 0.1 * later[later.count - 1].scaledTime),
      "vanishes": .flag(lastError < 0.02 * firstError), "first": .significant(firstError, 2),
      "last": .significant(lastError, 2), "distance": .atMost(later.map(\.distance).worst),
      "halving": .part(halving) {
        ["place": .decimals($0, 2), "scale": .significant(alpha * exp(-$0), 2)]
      },
    ]
    return Computed(of: self, data: figureData, facts: facts) { size, text in
      func line(_ value: (WeightDecay.Moment) -> Double) -> [Point] {
        moments.map { Point($0.scaledTime, value($0)) }
      }
      let predicted = line { error($0.predicted) }
      let below = [
        panel("error", line { error($0.theta) }, halving, predicted: predicted, text),
        panel("distance", line(\.distance), halving, text),
      ]
      return spread(
        [
          .panel(panel("loss", line(\.loss), halving, text)),
          .column(below.map { .panel($0) }, shares: [1.6, 1], gap: 8),
        ], shares: [1, 1.1], column: [1, 1.7], at: size, heights: (column: 400, text: 195), text)
    }
  }

  /// The λt near a place at which the error of argmin φ at α e^{−λt} is half of its first value.
  private func half(near place: Double, of data: DataSet) throws -> Double {
    let wanted = 0.5 * data.error(try data.limit(alpha: alpha))
    var (low, high) = (max(0, place - 0.5), place + 0.5)
    for _ in 0..<30 {
      let middle = 0.5 * (low + high)
      let error = data.error(try data.limit(alpha: alpha * exp(-middle)))
      if error > wanted { low = middle } else { high = middle }
    }
    return low
  }

  /// A line with a dotted one where the error is half, which has a name where there is room for one.
  private func panel(
    _ name: String, _ line: [Point], _ halving: Double?, predicted: [Point]? = nil,
    _ text: FigureText
  ) -> Panel {
    let (isError, height) = (predicted != nil, predicted.map { 0.5 * $0[0].y } ?? line[0].y)
    return Panel(
      name: name, x: .log(isError ? nil : text["time"], nice: false),
      y: isError ? .linear(text[name], from: 0) : .log(text[name])
    ) {
      if let halving { Rule.x(halving, layer: "halving", name: "half") }
      Curve(line, .gradientFlow, .strong, smooth: false, layer: name, name: isError ? "flow" : name)
      if let predicted {
        Polyline(
          [predicted], .interpolators, .curve, .dashed, layer: "predicted", name: "prediction")
        Label.small(
          text["predicted"], at: .oneOf(predicted.filter { $0.x > 1e-3 && $0.x < 0.1 }), .below(),
          .above(), role: .interpolators, layer: "predicted")
      }
      if let halving, name != "distance" {
        Label.small(
          text["half"], at: .datum(Point(halving, height)), .left(), .right(), layer: "halving")
      }
    }
  }
}
