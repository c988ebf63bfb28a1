import Drawing
import Lectures
import Models
import Plotting
import Records

/// Interpolators that predict badly, reached by a flow that was trained on wrong labels first (after
/// Liu, Papailiopoulos and Achlioptas 2020), in closed form.
struct BadMinimaFigure: LectureFigure {
  let id = "bad-minima"
  let title = "A start at wrong labels leads to bad interpolators"
  let parameters: [Parameter<BadMinimaFigure>] = [
    .integer("extra", \.extra, in: 0...60, "further samples with random labels, right panel"),
    .real("alpha", \.alpha, in: 0.003...1, "initialisation scale α"),
    .integer("sets", \.sets, in: 2...20, "number of data sets"),
  ]

  var work: Double { Double(sets) * 3e8 }

  var extra = 20
  var alpha = 0.1
  var sets = 20

  private static let extras = [0, 5, 10, 15, 20, 30, 40, 50, 60]
  static let nonzeros = 5

  /// A flow with its errors.
  struct Outcome: Sendable {
    let minima: BadMinima
    let teacher: [Double]
    let error: Double
    /// ‖y − Xθ‖₂/‖y‖₂ of the limit.
    let training: Double
  }

  /// Outcomes by α, the number of further samples and the seed.
  private static let known = Memo<[Double], Outcome>()

  private func outcome(extra: Int, seed: UInt64) throws -> Outcome {
    let data = try DataSet.regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: Self.nonzeros), seed: seed)
    let minima = try BadMinima(data, alpha: alpha, extra: extra, seed: seed)
    return Outcome(
      minima: minima, teacher: data.teacher ?? [], error: data.error(minima.limit),
      training: distance(data.x.times(minima.limit), data.y) / euclideanNorm(data.y))
  }

  func computed() throws -> Computed {
    let grid = Self.extras.flatMap { extra in
      (1...sets).map { (extra: extra, seed: UInt64($0)) }
    }
    let places = grid + [(extra: extra, seed: 1)]
    let all = try parallelTryMap(places.count) { k in
      let (extra, seed) = places[k]
      return try Self.known.value([alpha, Double(extra), Double(seed)]) {
        try outcome(extra: extra, seed: seed)
      }
    }
    let shown = all[all.count - 1]
    func at(_ k: Int) -> ArraySlice<Outcome> { all[k * sets..<(k + 1) * sets] }
    let trend = Self.extras.indices.map { k in
      (x: Double(Self.extras[k]), quartiles: Quartiles(at(k).map(\.error)))
    }
    let squares = zip(shown.minima.limit, shown.teacher).map { (size: $0 * $0, isOff: $1 == 0) }
    let off = squares.filter(\.isOff).reduce(0) { $0 + $1.size }
    let medians = trend.map { $0.quartiles?.median ?? .nan }
    let data = FigureData(
      numbers: zip(Self.extras, medians).map { Quantity("error.\($0)", $1) }
        + [.init("training.largest", all.map(\.training).worst)],
      series: [
        Table(
          "errors", ["extra", "lower", "median", "upper"],
          trend.map { x, quartiles in
            [x] + [quartiles?.lower, quartiles?.median, quartiles?.upper].map { $0 ?? .nan }
          }),
        Table(
          "weights", ["j", "truth", "limit", "usual"],
          shown.teacher.indices.map {
            [Double($0 + 1), shown.teacher[$0], shown.minima.limit[$0], shown.minima.standard[$0]]
          }),
      ],
      claims: [
        Claim(
          id: "bad-minima",
          statement: "trained first on its own samples with shuffled labels the flow ends where it "
            + "would have",
          residual: at(0).map(\.minima.relativeChange).worst, tolerance: 1e-10,
          reason: "rounding of two dual roots"),
        Claim(
          id: "bad-minima-training", statement: "every limit interpolates the true labels",
          residual: all.map(\.training).worst, tolerance: 1e-11,
          reason: "rounding of the dual root, relative to the labels"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "alpha": .exactly(alpha), "sets": .count(sets), "extra": .count(extra),
        "none": .flag(extra == 0), "usual": .significant(medians[0], 2),
        "forty": .significant(medians[6], 2), "zero": .count(Self.nonzeros),
        "shown": .significant(shown.error, 2),
        "scattered": .flag(off > 0.25 * squares.reduce(0) { $0 + $1.size }),
      ]
    ) { size, text in
      spread(
        [errors(trend, text), weights(shown, text)], shares: [1, 1.2], at: size,
        heights: (column: 360, text: 175), text)
    }
  }
}
