import Drawing
import Lectures
import Models
import Plotting
import Records

/// Remark 4 in numbers: what small α wins for a sparse truth it loses for a dense one.
struct TeachersFigure: LectureFigure {
  let id = "teachers"
  let title = "The best start depends on the truth"
  let parameters: [Parameter<TeachersFigure>] = [
    .real("alpha", \.alpha, in: 1e-3...100, "the α that is marked on both curves"),
    .integer("nonzeros", \.nonzeros, in: 1...10, "entries ±1 of the sparse truth"),
    .integer("sets", \.sets, in: 1...12, "number of data sets"),
    .integer("seed", \.seed, in: 0...1_000_000, "seed of the first of them"),
  ]

  var alpha = 0.1
  var nonzeros = 5
  var sets = 5
  var seed = 1

  private static let (samples, features) = (40, 100)
  /// Closest where the errors change.
  static let alphas =
    logarithmicGrid(from: 1e-3, to: 0.03, count: 8).dropLast()
    + logarithmicGrid(from: 0.03, to: 3, count: 37).dropLast()
    + logarithmicGrid(from: 3, to: 100, count: 5)
  static let kinds = ["sparse", "dense"]

  /// The errors on one data set.
  struct Line: Sendable {
    let errors: [Double]
    let marked: Double
    let (leastL1, leastL2): (Double, Double)
  }

  private func line(_ kind: String, seed: Int) throws -> Line {
    let size = Double(nonzeros).squareRoot()
    let data = try DataSet.regression(
      samples: Self.samples, features: Self.features,
      teacher: kind == "sparse" ? .sparse(nonzeros: nonzeros) : .dense(norm: size),
      seed: UInt64(seed))
    let path = try data.path(alphas: Self.alphas)
    return Line(
      errors: path.points.map { data.error($0.interpolator.theta) },
      marked: data.error(try data.limit(alpha: alpha)),
      leastL1: data.error(path.leastL1.theta), leastL2: data.error(path.leastL2))
  }

  func computed() throws -> Computed {
    let of = try Self.kinds.map { kind in
      try parallelTryMap(sets) { k in try line(kind, seed: seed + k) }
    }
    let last = Self.alphas.count - 1
    // Sparse: the end at large α over the other; dense: the other way round.
    let sparse = of[0].map { $0.errors[0] / $0.errors[last] }
    let dense = of[1].map { $0.errors[last] / $0.errors[0] }
    let wrong = (sparse + dense).count { !($0 < 1) }
    // The data sets on which the curves of both truths change their order.
    let crossings = zip(of[0], of[1]).count { pair in
      Set(zip(pair.0.errors, pair.1.errors).map { $0 < $1 }).count > 1
    }
    let ends = of.flatMap { $0 }.map { abs($0.errors[last] / $0.leastL2 - 1) }
    let data = FigureData(
      numbers: zip(Self.kinds, of).flatMap { kind, lines in
        [
          Quantity("\(kind).small", lines[0].errors[0]),
          .init("\(kind).large", lines[0].errors[last]), .init("\(kind).marked", lines[0].marked),
          .init("\(kind).least-l1", lines[0].leastL1), .init("\(kind).least-l2", lines[0].leastL2),
        ]
      },
      series: zip(Self.kinds, of).map { kind, lines in
        .columns(
          kind,
          [("alpha", Self.alphas)]
            + lines.enumerated().map { ("error\($0 + 1)", $1.errors) })
      },
      claims: [
        .count(
          "teachers",
          "from the smallest to the largest start the error rises for every sparse and "
            + "falls for every dense truth: the number of data sets where it does not",
          wrong),
        Claim(
          id: "teachers-end",
          statement:
            #"at $\alpha=100$ the error is that of the interpolator of least $\ell_2$ norm"#,
          residual: ends.worst, tolerance: 1e-8,
          reason: #"the limit differs from it by terms of the order $\alpha^{-4}$"#),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "alpha": .exactly(alpha), "sets": .count(sets), "nonzeros": .count(nonzeros),
        "sparse": .significant(of[0][0].marked, 2), "dense": .significant(of[1][0].marked, 2),
        "zero": .exactly(Double(nonzeros)), "trade": .flag(wrong == 0),
        "small": .significant(of[0][0].errors[0], 2),
        "denseSmall": .significant(of[1][0].errors[0], 2),
        "large": .significant(of[0][0].errors[last], 2),
        "denseLarge": .significant(of[1][0].errors[last], 2), "crossings": .count(crossings),
        "none": .flag(crossings == 0), "every": .flag(crossings == sets),
      ]
    ) { size, text in
      let page = size.page(heights: (column: 200, text: 185))
      return Figure(self, text, size: page, arrangement: .panel(panel(of, text)))
    }
  }
}
