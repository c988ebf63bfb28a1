import Drawing
import Lectures
import Models
import Plotting
import Records

/// One start, two step sizes, two minimisers of the train risk: lecture section 1.
struct TwoMinimisersFigure: LectureFigure {
  let id = "two-minimisers"
  let title = "Zero train risk, two test risks"
  let parameters: [Parameter<TwoMinimisersFigure>] = [
    .real("small-step", \.model.smallStep, in: 0.005...0.1, "step size of run A"),
    .real("large-step", \.model.largeStep, in: 0.3...1.2, "step size of run B"),
  ]

  var model = TwoMinimisers()

  func computed() throws -> Computed {
    // A run that has not settled after so many steps is given up.
    let runs = try [model.smallStep, model.largeStep].map { try model.run(step: $0, limit: 10_000) }
    let hops = Hops(runs[1], on: model)
    let limits = runs.map { $0.settles ? $0.iterates.last : nil }
    let ends = limits.compactMap { $0 }
    let (end, fastEnd) = (runs[0].iterates[runs[0].iterates.count - 1], limits[1])
    // Where both runs end alike there is one end and one test risk.
    let other = fastEnd.flatMap { abs($0 - end) > 0.1 ? $0 : nil }
    let tests = ([end] + (other.map { [$0] } ?? [])).map(model.testRisk)
    return Computed(
      of: self,
      numbers: [
        "A.test-risk": limits[0].map(model.testRisk), "B.test-risk": fastEnd.map(model.testRisk),
        "B.steps": Double(runs[1].iterates.count - 1),
      ],
      series: zip(["A", "B"], runs).map { name, run in
        Table(name, ["theta", "train-risk"], run.iterates.map { [$0, model.trainRisk($0)] })
      },
      claims: [
        Claim(
          "two-minimisers",
          "\(ends.count == 2 ? "both runs end" : "run A ends") with zero train risk",
          ends.map { model.trainRisk($0) }.worst, within: 1e-20,
          "the runs stop at a slope of $10^{-12}$, and the risk is quadratic at its minima"),
        Claim(
          "two-minimisers",
          "every drawn hop passes above the train risk: how far one falls short of it",
          hops.shortfall(on: model), within: 0, "the arcs are raised until they clear the risk"),
      ],
      facts: [
        "crosses": .flag(other != nil), "stays": .flag(fastEnd != nil && other == nil),
        "circles": .flag(fastEnd == nil), "small": .exactly(model.smallStep),
        "large": .exactly(model.largeStep), "testA": .decimals(tests[0], 2),
        "testB": .decimals(tests[tests.count - 1], 2),
        "lower": .flag(tests[tests.count - 1] < tests[0]),
        "steps": .count(runs[1].iterates.count - 1), "cut": .flag(hops.isCut),
        "hops": .count(hops.arcs.count),
      ]
    ) { size, text in
      let page = size.page(heights: (column: 180, text: 172))
      return Figure(
        self, text, size: page,
        arrangement: .panel(
          panel(
            runs[0].iterates, hops, other, isBrief: page.width < 300 || size == .slide,
            isNarrow: page.width < 300, text)))
    }
  }
}
