import Drawing
import Lectures
import Models
import Plotting
import Records

/// Kernel and rich regime of one problem, in the paper's own scale (figure 1 of Woodworth and others
/// 2020), by the dual root.
struct WoodworthFigure: LectureFigure {
  let id = "woodworth"
  let title = "From the kernel to the rich regime"
  let parameters: [Parameter<WoodworthFigure>] = [
    .real("alpha", \.alpha, in: 1e-4...3, "the paper’s scale that is marked"),
    .integer("samples", \.samples, in: 40...150, "number of samples"),
    .integer("sets", \.sets, in: 1...4, "number of data sets, seeds 1, 2, …"),
  ]

  /// Some hundred Newton steps of n²d operations for each data set.
  var work: Double { Double(sets) * 150 * Double(samples * samples) * 1000 }

  var alpha = 0.03
  var samples = 100
  var sets = 3

  private static let alphas = logarithmicGrid(from: 1e-4, to: 3, count: 37)

  /// The limits on one data set.
  private struct Line: Sendable {
    let number: Int
    let errors: [Double]
    /// How far norms lie above the least.
    let (l1, l2): ([Double], [Double])
    let ends: (l1: Double, l2: Double)
    let marked: Double

    /// The first stands out.
    var weight: Weight { number == 1 ? .strong : .rule }
  }

  func computed() throws -> Computed {
    let lectureAlpha = Convention.woodworth2020.lectureAlpha(alpha)
    let lines = try parallelTryMap(sets) { k in
      let data = try DataSet.regression(
        samples: samples, features: 1000, teacher: .sparse(nonzeros: 5, size: 1 / 5.0.squareRoot()),
        noise: 0.1, seed: UInt64(k + 1))
      let path = try data.path(
        alphas: Self.alphas.map { Convention.woodworth2020.lectureAlpha($0) })
      return Line(
        number: k + 1, errors: path.points.map { data.error($0.interpolator.theta) },
        l1: path.points.map { $0.l1 - path.leastL1.norm },
        l2: path.points.map { $0.l2 - euclideanNorm(path.leastL2) },
        ends: (data.error(path.leastL1.theta), data.error(path.leastL2)),
        marked: data.error(try data.limit(alpha: lectureAlpha)))
    }
    let rising = lines.flatMap { [$0.l1, $0.l2.reversed()] }
    let backwards = rising.flatMap { zip($0, $0.dropFirst()).filter { $1 < $0 } }
    let (first, beyond) = (lines[0], lines.flatMap { $0.l1 + $0.l2 }.map { (-$0).positivePart })
    let data = FigureData(
      numbers: lines.flatMap {
        [
          Quantity("l1.\($0.number)", $0.ends.l1), .init("l2.\($0.number)", $0.ends.l2),
          .init("smallest.\($0.number)", $0.errors[0]), .init("marked.\($0.number)", $0.marked),
        ]
      },
      series: lines.map {
        .columns(
          "set-\($0.number)", ["alpha", "error", "excess-l1", "excess-l2"], Self.alphas, $0.errors,
          $0.l1, $0.l2)
      },
      claims: [
        .count(
          "woodworth",
          #"along the scales $\|\boldsymbol{\theta}_\infty\|_1$ rises and "#
            + #"$\|\boldsymbol{\theta}_\infty\|_2$ falls: the number of steps back"#,
          backwards.count),
        .bound(
          "woodworth-least",
          "no norm lies below the least one, by the simplex method and by the pseudo-inverse",
          beyond.worst, within: 1e-9, "rounding of the dual root"),
      ])
    let facts: Facts = [
      "alpha": .exactly(alpha), "sets": .count(sets), "samples": .count(samples),
      "lecture": .significant(lectureAlpha, 3), "error": .significant(first.marked, 2),
      "l1": .significant(first.ends.l1, 2), "l2": .significant(first.ends.l2, 2),
      "smallest": .significant(first.errors[0], 2),
      "climbs": .flag(lines.allSatisfy { $0.errors == $0.errors.sorted() }),
      "near": .flag(first.errors[0] < 1.5 * first.ends.l1),
    ]
    return Computed(of: self, data: data, facts: facts) { size, text in
      spread(
        [errors(lines, text), norms(lines, text)], shares: [1.1, 1], at: size,
        heights: (column: 360, text: 175), text)
    }
  }

  private func points(_ values: [Double]) -> [Point] { [Point](Self.alphas, values) }

  private func across(_ text: FigureText) -> Coordinate {
    .log(text["alpha"], at: [1e-4, 1e-3, 0.01, 0.1, 1, 3])
  }

  private func errors(_ lines: [Line], _ text: FigureText) -> Panel {
    let ((l1, l2), marked) = (lines[0].ends, Point(alpha, lines[0].marked))
    // Above curves that begin at the upper line its name has no room but over them.
    let top = lines.map { $0.errors[0] }.worst > 0.5 * l2 ? 1.7 * l2 : nil
    return Panel(name: "errors", x: across(text), y: .log(text["error"], to: top)) {
      Rule.x(alpha, layer: "marked", name: "marked scale")
      for line in lines {
        Curve(points(line.errors), .gradientFlow, line.weight, layer: "errors", name: "error")
      }
      Rule.named(text["l1"], y: l1, endsAt: 3, layer: "ends")
      Rule.named(text["l2"], y: l2, endsAt: 1e-4, onRight: false, layer: "ends")
      Dots([marked], .filled, .gradientFlow, diameter: 5, layer: "marked", name: "marked")
      Label.small(
        text["others"], .gradientFlow,
        at: .oneOf(lines.dropFirst().flatMap { points($0.errors).prefix(12) }), .below(3),
        .above(3), .belowRight(), layer: "errors")
      Label.small(
        text["marked"], at: .datum(marked), .right(6), .left(6), .belowRight(6), layer: "marked")
    }
  }

  private func norms(_ lines: [Line], _ text: FigureText) -> Panel {
    Panel(name: "norms", x: across(text), y: .log(text["excess"], from: 1e-6)) {
      Rule.x(alpha, layer: "marked", name: "marked scale")
      for line in lines {
        Curve(points(line.l1), .gradientFlow, line.weight, layer: "norms", name: "l1")
        Curve(points(line.l2), .sgd, line.weight, layer: "norms", name: "l2")
      }
      Label(
        #"$\ell_1$"#, at: .along(points(lines[0].l1)), .belowLeft(), .above(), .left(), .below(),
        role: .gradientFlow, layer: "norms")
      Label(
        #"$\ell_2$"#, at: .along(points(lines[0].l2).filter { $0.y > 1e-5 }), .left(), .below(),
        .above(), role: .sgdText, layer: "norms")
    }
  }
}
