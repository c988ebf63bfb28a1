import Drawing
import Lectures
import Models
import Plotting
import Records

/// Which noise finds a sparse truth from a large start (HaoChen, Wei, Lee and Ma 2021).
struct PositiveNetworkFigure: LectureFigure {
  let id = "positive-network"
  let title = "The shape of the noise decides what it finds"
  let parameters: [Parameter<PositiveNetworkFigure>] = [
    .real("noise", \.noise, in: 0.25...1.5, "size δ of the noise ±δ on the labels"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the data and of the samples"),
  ]

  var conditions: [Condition<PositiveNetworkFigure>] {
    [Condition("noise, seed: no run may diverge")]
  }

  var work: Double { 5e9 }

  var noise = 1.0
  var seed = 1

  private static let nonzeros = 5
  private static let marks = wholeLogarithmicGrid(to: 300_000, count: 80)
  private static let steps = marks.map(Double.init)

  /// A run with one kind of noise: errors at the marks, and the end.
  private typealias Way = (name: String, role: Role, errors: [Double], theta: [Double])

  private static let known = Memo<[Double], Way>()

  func computed() throws -> Computed {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .given((0..<100).map { $0 < Self.nonzeros ? 1 : 0 }),
      seed: UInt64(seed))
    // Near the truth a step of this noise is as long as one of labels moved by ±1.
    let even = (Double(Self.nonzeros) / 100).squareRoot()
    let kinds: [(String, Role, PositiveNetwork.Noise)] = [
      ("none", .gradientFlow, .none), ("gaussian", .note, .gaussian(size: even)),
      ("batch", .firstLayer, .miniBatch(size: 1)), ("label", .sgd, .label(size: noise)),
    ]
    let ways = try parallelTryMap(kinds.count) { k in
      let (name, role, kind) = kinds[k]
      return try Self.known.value([Double(seed), Double(k), k == 3 ? noise : 0]) {
        let model = PositiveNetwork(
          data, noise: kind, schedule: .haoChen2021, seed: UInt64(seed), restLoss: 1e-26)
        guard let ends = try? model.weights(marks: Self.marks) else {
          throw RefusedSetting(
            "noise=\(typed(noise)) seed=\(seed): a run diverged; choose a smaller noise")
        }
        let thetas = ends.map { $0.map { $0 * $0 } }
        return (name, role, thetas.map(data.error), thetas[thetas.count - 1])
      }
    }
    let ends = ways.map { $0.errors[$0.errors.count - 1] }
    let losses = [ways[0], ways[2]].map { 0.5 * data.risk($0.theta) }
    let figureData = FigureData(
      numbers: zip(ways, ends).map { Quantity("\($0.name).error", $1) },
      series: [.columns("errors", [("step", Self.steps)] + ways.map { ($0.name, $0.errors) })],
      claims: [
        .count(
          "positive-network",
          "noise on the labels ends nearer to the truth than the others: the number that end nearer",
          ends.dropLast().count { $0 <= ends[3] }),
        Claim(
          "positive-network-fit",
          "gradient descent and the noise of mini-batches come to rest at interpolators, "
            + "by their losses", losses.worst, within: 1e-20, "they rest where the loss is rounding"
        ),
      ])
    let isBest = ends[3] < 0.01 && ends.dropLast().allSatisfy { $0 > 0.01 }
    var facts: Facts = ["noise": .exactly(noise), "even": .significant(even, 2)]
    (facts["ones"], facts["best"]) = (.count(Self.nonzeros), .flag(isBest))
    for (way, end) in zip(ways, ends) {
      facts[way.name] = .significant(end, 2)
      facts[way.name + "Way"] = .course(way.errors)
    }
    return Computed(of: self, data: figureData, facts: facts) { size, text in
      // The weights of the truth by themselves: beside a hundred others they are one spot.
      let ranges = [1...Self.nonzeros, Self.nonzeros + 1...100]
      let weights = ranges.map { Arrangement.panel(panel(ways, of: $0, text)) }
      let heights = (column: 370.0, text: 180.0)
      let isNarrow = size.page(heights: heights).isNarrow
      return spread(
        [.panel(errors(ways, text))]
          + (isNarrow ? [.row(weights, shares: [1, 1.5], gap: 10)] : weights),
        shares: isNarrow ? [1, 1] : [1.8, 0.8, 1.3], gap: 14, at: size, heights: heights, text)
    }
  }

  private func errors(_ ways: [Way], _ text: FigureText) -> Panel {
    Panel(name: "errors", x: .log(text["step"], from: 1, to: 300_000), y: .log(text["error"])) {
      for way in ways {
        Curve.named(
          text[way.name], [Point](Self.steps, way.errors), way.role,
          at: .left(), .below(), .above(), .belowLeft(), layer: way.name)
      }
    }
  }

  /// The weights at the end, at some coordinates.
  private func panel(_ ways: [Way], of range: ClosedRange<Int>, _ text: FigureText) -> Panel {
    func shown(_ way: Way) -> [Point] { way.theta.numbered.filter { range.contains(Int($0.x)) } }
    let (first, last) = (Double(range.lowerBound), Double(range.upperBound))
    let top = 1.25 * (ways[0].theta + ways[3].theta).worst
    let isTruth = first == 1
    let (stems, dots) = (shown(ways[0]), shown(ways[3]))
    let rings = isTruth ? range.map { Point(Double($0), 1) } : []
    return Panel(
      name: isTruth ? "truth" : "others",
      x: .linear(
        "$j$", from: first - (isTruth ? 0.5 : 2), to: last + (isTruth ? 0.5 : 1),
        ticks: .at(isTruth ? range.map(Double.init) : [first, 50, last])),
      y: .linear(
        isTruth ? #"$\theta_j$, $j\leq\#(range.upperBound)$"# : nil, from: -0.16 * top, to: top,
        ticks: isTruth ? .at((0...Int(top)).map(Double.init)) : .none),
      heading: isTruth ? nil : .init(#"$j>\#(range.lowerBound - 1)$"#)
    ) {
      Rule.y(0, .note, .hair, .solid, layer: "none", name: "0")
      Stems(stems, .gradientFlow, layer: "none", name: text["none"])
      Dots(rings, .hollow, diameter: 7, layer: "label", name: "truth")
      Dots(dots, .disc, .sgd, diameter: isTruth ? 3.4 : 1.6, layer: "label", name: text["label"])
      Label.small(
        text["truth"], at: .oneOf(rings), .above(6), .below(6), role: .ink, layer: "label")
      Label.small(
        text["none"], at: .oneOf(isTruth ? [] : stems.sorted { $0.y > $1.y }), .aboveRight(),
        .above(), .aboveLeft(), role: .gradientFlow, layer: "none")
      Label.small(
        isTruth ? "" : text["label"], at: dots[dots.count / 2], .below(), role: .sgd, layer: "label"
      )
    }
  }
}
